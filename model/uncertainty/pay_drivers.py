"""The drivers of pay: awards, the pension rate, points, turnover, pay protection."""

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

from model.assessment.assess import Assessment
from model.base.financial_year import in_words
from model.base.money import percentage
from model.cost.what_if import Moved
from model.pay.grades import own_number
from model.pay.salaries import BASES, basis_named
from model.rates.tables import Rate
from model.schema.changes.values import value_at
from model.schema.reading.listed_holders import AT
from model.schema.sections.awards import Award
from model.schema.sections.own_tables import with_own_tables
from model.schema.sections.rates import LgpsRate, PayTerms
from model.schema.sections.rates_in_force import ONE_DAY, rates_in_force
from model.uncertainty.driver import Kind, Way

CUT_AT = 12
"""How many significant figures a rate has when it is written into the document."""


def written(share: float) -> str:
    """A share as it is written in a file: ``24.8%``."""
    return f"{share * 100:.{CUT_AT}g}%"


def awards(of: Assessment) -> Iterator[Way]:
    """A way to move each award that is not settled and counts in the years shown; if none, to move the pay table."""
    scenario, months = of.scenario, of.costed.book.months
    first, last = months.first.first_day, months.last.last_day
    stated = [("pay", "", scenario.pay, scenario.pay.awards)] + [
        (f"pay_structures.#{number}", f", {own.name}", scenario.pay_terms[own.name], own.awards)
        for number, own in enumerate(scenario.pay_structures, start=1)
    ]
    found = False
    for section, name, pay, of_spine in stated:
        for number, award in enumerate(of_spine, start=1):
            if award.is_open(first, last):
                found = True
                label = f"Pay award of {in_words(award.from_)}{name}"
                yield _award(of, award, pay, f"{section}.awards.#{number}", label)
    if not found:
        yield Way("Salaries of the pay table", pay_table(of), _points_more, at_once=lambda change: Moved(award=change))


def _award(of: Assessment, award: Award, pay: PayTerms, place: str, label: str) -> Way:
    """The way to move the award at a place."""
    if award.percent is None:
        return Way(label, _by_point(of, award, pay, place), _points_more)
    stated = award.percent
    return Way(
        label,
        lambda change: {f"{place}.percent": written(stated + change)},
        lambda change: percentage(stated + change),
        at_once=(lambda change: Moved(award=(1 + stated + change) / (1 + stated) - 1, award_from=award.from_))
        if is_carried_on(of, award)
        else None,
    )


def is_carried_on(of: Assessment, award: Award) -> bool:
    """Whether an award raises every salary from its day on: no later pay table of the spine replaces it."""
    spine, last = of.scenario.pay.spine, of.costed.book.months.last.last_day
    rows = with_own_tables(of.rates, of.scenario.pay.own_spine, None).spines.rows
    later = any(row.name == spine and award.from_ <= row.effective_from <= last for row in rows)
    return not of.scenario.pay_structures and not later


def _points_more(change: float) -> str:
    return f"{percentage(abs(change))} {'lower' if change < 0 else 'higher'}" if change else "as stated"


def _by_point(of: Assessment, award: Award, pay: PayTerms, place: str) -> Callable[[float], dict[str, Any]]:
    """The changes that move an award of flat sums: a percentage rise for each point on the salary of the day before."""
    table = rates_in_force(pay, of.scenario.on_costs, of.rates).spines
    before, spine = award.from_ - timedelta(days=1), pay.spine
    salaries = {int(point): table.value_on(spine, point, before).value for point in table.points_on(spine, before)}

    def changes(change: float) -> dict[str, Any]:
        runs: list[dict[str, Any]] = [
            {"to_point": point, "percent": written(award.salary_after(point, salary) / salary - 1 + change)}
            for point, salary in sorted(salaries.items())
        ]
        del runs[-1]["to_point"]
        return {place: award.model_dump(mode="json", by_alias=True, exclude_none=True, exclude={"flat", "by_point"})
                | {"by_point": runs}}  # fmt: skip

    return changes


def pay_table(of: Assessment) -> Callable[[float], dict[str, Any]]:
    """The changes that raise every salary of the spines in the years shown, as the scenario's own pay table rows."""
    spines = {pay.spine for pay in of.scenario.pay_terms.values()}
    months, stated = of.costed.book.months, of.scenario.pay.own_spine
    first, last = months.first.first_day - ONE_DAY, months.last.last_day

    def counts(row: Rate) -> bool:
        return row.name in spines and row.effective_from <= last and row.effective_to >= first

    tables = with_own_tables(of.rates, stated, None).spines.rows
    others = [row.model_dump(mode="json", by_alias=True) for row in stated if not counts(row.as_rate())]
    rows = [row for row in tables if counts(row)]

    def changes(change: float) -> dict[str, Any]:
        reason = f"The pay table with every salary {_points_more(change)}"
        return {"pay.own_spine": [*others, *(_own_row(row, change, reason) for row in rows)]}

    return changes


def _own_row(row: Rate, change: float, source: str) -> dict[str, Any]:
    """A row of a pay table as a scenario states it, higher by ``change``."""
    return {
        "spine": row.name,
        "point": int(row.point),
        "value": row.value * (1 + change),
        "effective_from": row.effective_from.isoformat(),
        "effective_to": row.effective_to.isoformat(),
        "status": "assumed",
        "source": source,
    }


def pension(of: Assessment) -> Iterator[Way]:
    """A way that moves every dated pension rate by the same number of points."""
    stated = of.scenario.on_costs.lgps
    rates = [rate.on_pay for rate in stated]
    lowest, highest = min(rates), max(rates)

    def becomes(change: float) -> str:
        ends = dict.fromkeys((percentage(lowest + change), percentage(highest + change)))
        return " to ".join(ends)

    def changes(change: float) -> dict[str, Any]:
        return {
            place: text
            for number, rate in enumerate(stated, start=1)
            for place, text in _moved(f"on_costs.lgps.#{number}", rate, change)
        }

    yield Way(
        "Employer\u2019s pension rate",
        changes,
        becomes,
        -lowest,
        1 - highest,
        "No rate is below 0%.",
        at_once=lambda change: Moved(lgps=change),
    )


def _moved(place: str, rate: LgpsRate, change: float) -> Iterator[tuple[str, str]]:
    """Places and texts of a rate moved by ``change``: of the rate, its primary part, or both if both are stated."""
    if rate.rate is not None:
        yield f"{place}.rate", written(rate.rate + change)
    if rate.primary is not None:
        yield f"{place}.primary", written(rate.primary + change)


def turnover(of: Assessment) -> Iterator[Way]:
    """A way to move the saving from posts that are empty between holders, where such a saving is assumed."""
    if of.scenario.costing.turnover:
        rate = of.scenario.costing.turnover.rate
        yield Way(
            "Saving from turnover",
            lambda change: {"costing.turnover.rate": written(rate + change)},
            lambda change: percentage(rate + change),
            -rate,
            0.2 - rate,
            "The saving is from 0% to 20%.",
            at_once=lambda change: Moved(turnover=rate + change),
        )


def points(of: Assessment) -> Iterator[Way]:
    """A way to move the point at which posts are costed: the costing basis or, on people's pay, all holders' points."""
    if of.scenario.costing.basis in BASES:
        bases = {-1.0: "bottom", 1.0: "extended_top"}
        yield Way(
            "Point at which posts are costed",
            lambda end: {"costing.basis": bases[end]},
            lambda end: basis_named(bases[end]).label.lower(),
        )
        return
    held, listed = [], _places_in_list(of)
    for post_number, post in enumerate(of.scenario.present, start=1):
        grade = of.costed.book.ranges[of.costed.book.number_of("present", post.grade, post.pay_structure)]
        ends = (own_number(grade.bottom), own_number(grade.extended_top))
        for number, holder in enumerate(post.holders, start=1):
            place = listed.get((post.id, number), f"present.#{post_number}.{AT}.#{number}")
            if holder.point is not None:
                held.append((f"{place}.point", *ends))
    if held:
        yield Way(
            "Points of all holders",
            lambda end: {place: lowest if end < 0 else highest for place, lowest, highest in held},
            lambda end: f"{'lowest' if end < 0 else 'highest'} point of the grade",
        )


def _places_in_list(of: Assessment) -> dict[tuple[str, int], str]:
    """The place of each entry in the list of holders, by post and number within the post; empty without a list."""
    rows = value_at(of.document.data, (AT,)) if of.document else None
    places, counted = dict[tuple[str, int], str](), Counter[str]()
    for number, row in enumerate(rows if isinstance(rows, list) else (), start=1):
        post = str(row.get("post"))
        counted[post] += 1
        places[post, counted[post]] = f"{AT}.#{number}"
    return places


def vacancies(of: Assessment) -> Iterator[Way]:
    """A way to cost vacancies at either end of their grade, on the actual basis."""
    if of.scenario.costing.basis in BASES or not of.scenario.people:
        return
    ends = {-1.0: "bottom", 1.0: "top"}
    yield Way(
        "Point of a vacancy",
        lambda end: {"people.vacancies_at": ends[end]},
        lambda end: f"{ends[end]} of the grade",
    )


def protection(of: Assessment) -> Iterator[Way]:
    """A way to change how long pay is protected, in the stated number of equal periods."""
    scheme = of.scenario.people.protection if of.scenario.people else None
    if scheme is None or not scheme.months:
        return
    periods = 1 if scheme.shape == "flat" else len(scheme.shape)

    def months(change: float) -> int:
        return int(scheme.months + change) // periods * periods

    yield Way(
        "Length of pay protection",
        lambda change: {"people.protection.months": months(change)},
        lambda change: f"{months(change)} months",
        -scheme.months,
        120 - scheme.months,
        "Protection is from 0 to 120 months.",
    )


PAY = (
    Kind("award", "points", -0.01, 0.01, "Assumed: a percentage point of pay either way.", (-0.1, 0.15), awards),
    Kind("pension", "points", -0.02, 0.02, "Assumed: two points either way at a valuation of the fund, which is made "
         "every three years.", (-0.3, 0.3), pension),
    Kind("points", "ends", -1, 1, "The lowest and the last point of each grade.", (-1, 1), points),
    Kind("vacancy_point", "ends", -1, 1, "The bottom and the top of each grade.", (-1, 1), vacancies),
    Kind("turnover", "points", -0.01, 0.01, "Assumed: a percentage point either way.", (-0.2, 0.2), turnover),
    Kind("protection", "months", -12, 12, "Assumed: a year shorter or longer.", (-36, 36), protection),
)  # fmt: skip
"""Each kind of pay driver, in the order of the tables."""
