"""The small table that finance reports print: what one point, one post or one customer more or less changes."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from model.assessment.assess import Assessment
from model.base.faults import InputFaults
from model.buy_back.needs import Needs
from model.schema.changes.change import Changes
from model.uncertainty.measure import FULL_YEAR, MEASURES, PRICE, PROPOSED
from model.uncertainty.pay_drivers import pay_table, pension

POINT = 0.01
SHOWN = (PROPOSED, FULL_YEAR, PRICE)
"""The measures of the table, in order."""


@dataclass(frozen=True)
class MoreOrLess:
    """One row: what changes by one step, and what a step down or up adds to each measure, £; None if impossible."""

    what: str
    less: dict[str, float] | None
    more: dict[str, float] | None


def more_or_less(of: Assessment) -> list[MoreOrLess]:
    """The rows for a point of pay, a point of the pension rate, a post vacant all year and a customer."""
    rows = [
        _by_a_step(of, "Pay: one per cent of every salary", pay_table(of), POINT),
        *(
            _by_a_step(of, "Employer\u2019s pension rate: one percentage point", way.changes, POINT)
            for way in pension(of)
            if way.least <= -POINT
        ),
        *_posts(of),
        *_customer(of),
    ]
    return [row for row in rows if row.less is not None or row.more is not None]


def _by_a_step(of: Assessment, what: str, changes: Callable[[float], Changes], step: float) -> MoreOrLess:
    stated = _figures(of)

    def moved(change: float) -> dict[str, float] | None:
        try:
            figures = _figures(of.with_changes(changes(change)))
        except InputFaults:
            return None
        return {key: figures[key] - amount for key, amount in stated.items() if key in figures}

    return MoreOrLess(what, moved(-step), moved(step))


def _figures(of: Assessment) -> dict[str, float]:
    figures = {key: MEASURES[key].of(of, of.costed.year_of_change) for key in SHOWN}
    return {key: figure for key, figure in figures.items() if figure is not None}


def _posts(of: Assessment) -> Iterator[MoreOrLess]:
    """Of the proposed posts with the largest FTE, the cheapest and the dearest, each vacant for a full year."""
    costed, basis = of.costed, of.scenario.costing.basis
    appointments = costed.plans["proposed"].appointments
    amounts = costed.amounts("proposed", basis)[:, costed.years.index(costed.year_of_change)]
    most = max(appointment.fte for appointment in appointments)
    of_most = [(float(a), held) for a, held in zip(amounts, appointments, strict=True) if held.fte == most and a]
    for which, pick in (("cheapest", min), ("dearest", max)):
        amount, held = pick(of_most, key=lambda pair: pair[0])
        what = f"The {which} post vacant all year: {held.title}, {most:g} FTE"
        yield MoreOrLess(what, dict.fromkeys((PROPOSED, FULL_YEAR), -amount), None)


def _customer(of: Assessment) -> Iterator[MoreOrLess]:
    """One customer more or less than the stated number or, where customers are listed, than the expected number."""
    customers, traded = of.scenario.customers, of.traded
    if customers is None or traded is None:
        return
    what = f"Customers: one of the {customers.are}"
    if customers.agreements is None:
        count = traded.customers
        yield _by_a_step(of, what, lambda step: {"customers.count": count + int(step)}, 1)
    elif not isinstance(traded.expected_need, Needs):
        need = traded.expected_need
        less, more = (replace(need, customers=need.customers + step).each - need.each for step in (-1, 1))
        yield MoreOrLess(f"{what}, of average size", {PRICE: less}, {PRICE: more})
