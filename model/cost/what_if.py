"""A costed scenario with one of its rates moved, without reading, checking or laying it out again.

The same ``cost`` is used, so the figures are those of a scenario with that rate in its file. Only figures are given,
because the scenario's sentences do not follow the moved rate. A slider shows the figures while it moves.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import reduce

import numpy as np

from model.cost.by_year import total_by_year
from model.cost.costed import EFFECTS, CostedScenario
from model.cost.elements.turnover import TURNOVER
from model.cost.layout import lay_pay_again
from model.cost.plan import Laid, PaidLate, Plan
from model.cost.rate_book import RateBook
from model.people.protected import ProtectionWith


@dataclass(frozen=True)
class Moved:
    """How far rates are moved: shares of pay, such as 0.01 for one per cent.

    Attributes:
        lgps: what is added to the employer's pension rate of every month.
        award: a further rise of every salary, from the month of ``award_from`` on.
        award_from: the day of the award; None for pay tables that are higher from the first day shown.
        turnover: the share saved between holders, which replaces the share that the scenario states; None keeps that.
    """

    lgps: float = 0.0
    award: float = 0.0
    award_from: date | None = None
    turnover: float | None = None


def with_moved(costed: CostedScenario, moved: Moved) -> CostedScenario:
    """The scenario costed with rates moved. Raises LookupError where turnover is moved and the scenario has none."""
    rise = _rise(costed, moved)
    book = _raised_book(costed.book, rise)
    plans = {name: _moved_plan(plan, moved, rise, book) for name, plan in costed.plans.items()}
    return replace(costed, book=book, plans=plans)


def moved_totals(costed: CostedScenario, moved: Sequence[Moved]) -> dict[str, np.ndarray]:
    """What each timeline costs by year with rates moved, £, (years,), on the headline's basis, as a slider shows it.

    Holders who cost the same are costed once. Raises LookupError as :func:`with_moved` does.
    """
    few = replace(costed, plans={timeline: of.plan for timeline, of in costed.alike.items()})
    plans, basis = reduce(with_moved, moved, few).plans, costed.scenario.costing.basis
    return {timeline: total_by_year(plan, basis, costed.alike[timeline].numbers) for timeline, plan in plans.items()}


def moved_effect(costed: CostedScenario, moved: Moved, effect: str = "part_year_effect") -> np.ndarray:
    """The effect by year with a rate moved, £, (years,). ``effect`` is one of ``EFFECTS``."""
    totals = moved_totals(costed, [moved])
    return totals[EFFECTS[effect][1]] - totals["do_nothing"]


def _rise(costed: CostedScenario, moved: Moved) -> np.ndarray | None:
    """The factor on every salary in each month, (months,); None where no award is moved."""
    if not moved.award:
        return None
    first_days = costed.book.months.first_days
    first = first_days[0] if moved.award_from is None else np.datetime64(moved.award_from.replace(day=1))
    return np.where(first_days >= first, 1 + moved.award, 1.0)


def _moved_plan(plan: Plan, moved: Moved, rise: np.ndarray | None, book: RateBook) -> Plan:
    if moved.lgps:
        plan = replace(plan, rates=replace(plan.rates, lgps=plan.rates.lgps + moved.lgps))
    if moved.turnover is not None:
        plan = _with_turnover(plan, moved.turnover)
    return plan if rise is None else _raised(plan, rise, book, is_award=moved.award_from is not None)


def _with_turnover(plan: Plan, rate: float) -> Plan:
    if TURNOVER.key not in plan.laid:
        raise LookupError("the scenario states no turnover that can be changed")
    inputs = plan.laid[TURNOVER.key].inputs | {"turnover_rate": rate}
    return replace(plan, laid=plan.laid | {TURNOVER.key: Laid(inputs)})


def _raised(plan: Plan, rise: np.ndarray, book: RateBook, *, is_award: bool) -> Plan:
    """The plan with every salary and protection raised. An award settled late counts once it is paid."""
    paid_late = plan.paid_late
    if paid_late is not None:
        until_paid = _until_paid(rise, paid_late) if is_award else rise
        meanwhile = _raised(paid_late.meanwhile, until_paid, _raised_book(book, until_paid / rise), is_award=is_award)
        paid_late = replace(paid_late, meanwhile=meanwhile)
    protected = {id(path.protection_with): path.protection_with for path in plan.paths if path.protection_with}
    of_protected = {key: _raised_protection(protection_with, rise) for key, protection_with in protected.items()}
    raised = replace(
        plan,
        budget=book.salaries,
        own={basis: replace(table, salary=table.salary * rise) for basis, table in plan.own.items()},
        paths=tuple(
            replace(path, protection=raised[0], protection_with=raised[1])
            if (raised := of_protected.get(id(path.protection_with)))
            else path
            for path in plan.paths
        ),
        paid_late=paid_late,
    )
    return lay_pay_again(raised, book)


def _raised_protection(protection_with: ProtectionWith, rise: np.ndarray) -> tuple[np.ndarray, ProtectionWith]:
    """Pay protection after the rise, £ a year, (months,), and a function that gives it after a further rise."""
    return protection_with(rise), lambda more: protection_with(rise * more)


def _until_paid(rise: np.ndarray, paid_late: PaidLate) -> np.ndarray:
    """The rise as it is first paid, (months,): 1 in the months before an award that is settled late is paid."""
    first = int(np.argmax(rise > 1)) if (rise > 1).any() else int(np.argmax(rise < 1))
    paid = rise.copy()
    paid[first : paid_late.paid_in[first]] = 1.0
    return paid


def _raised_book(book: RateBook, rise: np.ndarray | None) -> RateBook:
    """The rate book with the rise in the salary of every grade and point."""
    if rise is None:
        return book
    salaries = {basis: replace(table, salary=table.salary * rise) for basis, table in book.salaries.items()}
    of_points = {point: salary * rise for point, salary in book.points.salary.items()}
    return replace(book, salaries=salaries, points=replace(book.points, salary=of_points))
