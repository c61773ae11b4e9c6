"""The bridge by driver: why the proposal in one year costs more or less than the present structure in another.

Drivers are steps taken one after the other, in the order of ``DRIVERS``. Each step replaces one block of a plan's
arrays and prices the twelve months again through ``cost``. A driver is the difference between two prices. The first
plan is the present structure and the last is the proposal, so the drivers add up to the difference with nothing left.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np

from model.base.financial_year import MONTHS_IN_YEAR, FinancialYear, PayMonths
from model.cost.costed import CostedScenario
from model.cost.costing import cost
from model.cost.element import Driver
from model.cost.elements import ELEMENTS
from model.cost.elements.turnover import TURNOVER
from model.cost.plan import Laid, Plan
from model.explain.seats import pair_seats
from model.pay.salaries import SalaryTable
from model.people.appointments import Appointment
from model.people.seats import HolderKey

OF_ELEMENTS = {element.key: element.driver for element in ELEMENTS if element.driver}
"""Elements that have a driver of their own, by key, in the order of the steps."""
DRIVERS = {
    driver.key: driver
    for driver in (
        Driver(
            "on_cost_rates",
            "On-cost rates",
            "NI, pension and levy rates of the later year, on the same pay",
            "on_costs",
        ),
        Driver("pay_award", "Pay award", "the salary table of the later year, at the same points", "pay_award"),
        Driver("increments", "Increments", "time in the present grades", "increments"),
        Driver(
            "people_in_time",
            "People in time",
            "people who join, leave, are away or change hours, and posts held vacant, in the present structure",
        ),
        Driver(
            "posts_deleted",
            "Posts deleted",
            "present posts that lead to no post, or to fewer posts, from the day on which they end",
        ),
        Driver("posts_created", "Posts created", "proposed posts that no present holder moves into"),
        Driver(
            "regraded",
            "Regrading",
            "the same seats in the new grade; if the costing is at holders' points, only moves up to the grade's "
            "minimum or down to its maximum",
        ),
        Driver("point_moves", "Point moves", "each holder's point in the new grade, after assimilation and increments"),
        Driver(
            "hours", "Hours", "FTE and weeks of posts that stay, days of gap or overlap, and seats that become vacant"
        ),
        *OF_ELEMENTS.values(),
        Driver("below_grade", "Appointments below grade", "what is not paid while a vacancy is filled below its grade"),
        Driver(
            "turnover", "Turnover", "the change in what the turnover factor saves; the other steps leave turnover out"
        ),
        Driver(
            "paid_late",
            "Awards paid late",
            "National Insurance on arrears in the month in which they are paid, not earned",
            "pay_award",
        ),
    )
}
"""Every driver by key, in the order of the steps."""


def drivers(costed: CostedScenario, basis: str, from_year: FinancialYear, to_year: FinancialYear) -> dict[str, float]:
    """Why the proposal in one year costs more or less than the present structure in another (or the same).

    For each key of ``DRIVERS``, what it adds to the year's cost, £, with on-costs. Raises ValueError for a year that is
    not shown, KeyError for a basis that is not costed.
    """
    steps = dict(states(costed, basis, from_year, to_year))
    prices = {key: _price(_without_turnover(state), basis) for key, state in steps.items()}
    saved = [_price(steps[key], basis) - prices[key] for key in ("start", "below_grade")]
    changes = {key: prices[key] - before for key, before in zip(list(prices)[1:], prices.values(), strict=False)}
    changes["turnover"] = saved[1] - saved[0]
    late = [
        _of_lateness(costed.plans[name], basis, year)
        for name, year in (("do_nothing", from_year), ("proposal", to_year))
    ]
    changes["paid_late"] = late[1] - late[0]
    return changes


def _without_turnover(state: Plan) -> Plan:
    return replace(state, laid={key: laid for key, laid in state.laid.items() if key != TURNOVER.key})


def _price(state: Plan, basis: str) -> float:
    return float(cost(state, basis).total.sum())


def _of_lateness(timeline: Plan, basis: str, year: FinancialYear) -> float:
    """How much more a year costs, £, because awards are paid after the months in which they are earned."""
    if timeline.paid_late is None:
        return 0.0
    column = timeline.months.years.index(year)
    late, on_time = (cost(each, basis).total for each in (timeline, replace(timeline, paid_late=None)))
    return float(timeline.months.by_year(late - on_time)[:, column].sum())


def states(
    costed: CostedScenario, basis: str, from_year: FinancialYear, to_year: FinancialYear
) -> Iterator[tuple[str, Plan]]:
    """Each driver's key and the plan after its step, from the present structure in one year to the proposal in another.

    Plans are of twelve months. Turnover is still in them, and every award in them is paid from its day. All have the
    same rows: all present appointments, then all proposed ones. An absent appointment is employed for 0 of each month.
    """
    (start, _), (stand, paid) = (_both_structures(costed, basis, year) for year in (from_year, to_year))
    end = _at_own_grade(paid)
    present = len(costed.plans["do_nothing"].appointments)
    arriving = _rows_by_spell(stand.appointments[present:], present)
    all_year = costed.plans["proposed"].appointments
    # Somebody who joins before the change leaves a vacancy before it, in the full year only. It has no row here.
    seats = [
        (seat.kind, seat.before, None if seat.after is None else arriving.get(_spell(all_year[seat.after])))
        for seat in pair_seats(costed)
    ]
    both = [(before, after) for _, before, after in seats if before is not None and after is not None]
    before, after = np.array(both, dtype=np.intp).reshape(-1, 2).T
    deleted = [row for kind, row, _ in seats if kind == "deleted" and row is not None]
    created = [row for kind, _, row in seats if kind == "created" and row is not None]

    # Until the step of hours, a new holder works, and is insured, as the present holder of the seat is.
    as_now = {
        name: _with(getattr(end, name), after, getattr(end, name)[before])
        for name in ("fte", "holder_of", "in_lgps", "scheme_of")
    }
    state = replace(start, **as_now)
    yield "start", state
    state = replace(state, rates=end.rates)
    yield "on_cost_rates", state
    pay = stand.own[basis].salary
    state = _at_pay(state, basis, _same_points(costed, basis, from_year, to_year, pay))
    yield "pay_award", state
    state = _at_pay(state, basis, pay)
    yield "increments", state
    state = replace(state, employed=stand.employed)
    yield "people_in_time", state

    employed, ended_pay = state.employed, end.own[basis].salary
    for key, rows in (("posts_deleted", deleted), ("posts_created", created)):
        employed, pay = (_with(old, rows, new[rows]) for old, new in ((employed, end.employed), (pay, ended_pay)))
        state = _at_pay(replace(state, employed=employed), basis, pay)
        yield key, state

    taken_over = stand.employed[before] - end.employed[before]
    employed = _with(_with(employed, before, end.employed[before]), after, taken_over)
    new_pay = ended_pay[after]
    if basis not in end.budget:
        lowest, bar, last = (end.budget[name].salary[end.range_of[after]] for name in ("bottom", "top", "extended_top"))
        highest = np.where(new_pay > bar, last, bar)  # a holder who keeps a point beyond the bar is not cut to it
        new_pay = np.clip(stand.own[basis].salary[before], lowest, highest)
    pay = _with(_with(pay, before, ended_pay[before]), after, new_pay)
    state = _at_pay(replace(state, employed=employed), basis, pay)
    yield "regraded", state
    state = _at_pay(state, basis, _with(pay, after, ended_pay[after]))
    yield "point_moves", state
    laid = {key: _laid(state if key in OF_ELEMENTS else end, key) for key in (*state.laid, *end.laid)}
    yield "hours", replace(end, laid=laid)
    for key, driver in OF_ELEMENTS.items():
        laid = {**laid, key: _laid(end, key)}
        yield driver.key, replace(end, laid=laid)
    yield "below_grade", paid


def in_year(plan: Plan, year: FinancialYear) -> Plan:
    """Twelve months of a plan, with every award paid from its day. Raises ValueError for a year outside it."""
    first = plan.months.years.index(year) * MONTHS_IN_YEAR
    cut = slice(first, first + MONTHS_IN_YEAR)

    def of_year(array: np.ndarray) -> np.ndarray:
        return array if array.shape[1] == 1 else array[:, cut]

    def tables(salaries: dict[str, SalaryTable]) -> dict[str, SalaryTable]:
        return {basis: table.changed(of_year) for basis, table in salaries.items()}

    return replace(
        plan,
        months=PayMonths(year, year),
        employed=plan.employed[:, cut],
        budget=tables(plan.budget),
        own=tables(plan.own),
        laid={key: laid.changed(of_year) for key, laid in plan.laid.items()},
        paid_late=None,
        rates=plan.rates.in_year(plan.months.years, year),
    )


def _both_structures(costed: CostedScenario, basis: str, year: FinancialYear) -> tuple[Plan, Plan]:
    """One year of ``do_nothing`` and of ``proposal``, on the rows of both structures, with pay on this basis only."""
    now, then = (in_year(costed.plans[name], year) for name in ("do_nothing", "proposal"))
    row_of = _rows_by_spell(now.appointments)
    kept = [row_of[_spell(held)] for held in then.appointments if held.structure == "present"]
    proposed = slice(len(kept), None)
    appointments = (*now.appointments, *then.appointments[proposed])
    holders = {held.holder: number for number, held in enumerate(appointments)}
    zeros = np.zeros((len(appointments), MONTHS_IN_YEAR))

    def of_both(name: str) -> np.ndarray:
        return np.concatenate([getattr(now, name), getattr(then, name)[proposed]])

    pay = np.concatenate([now.salaries(basis).salary, then.salaries(basis).salary[proposed]])
    present = range(len(now.appointments))
    rows = [*kept, *range(len(now.appointments), len(appointments))]
    stand = replace(
        now,
        appointments=appointments,
        holder_of=np.array([holders[held.holder] for held in appointments], dtype=np.intp),
        **{name: of_both(name) for name in ("range_of", "fte", "in_lgps", "scheme_of")},
        employed=_with(zeros, present, now.employed),
        own={basis: SalaryTable(pay, zeros.astype(np.int8))},
        paths=(),
        laid={key: _placed(_laid(now, key), present, len(appointments)) for key in now.laid},
    )
    laid = {key: _placed(_laid(then, key), rows, len(appointments)) for key in then.laid}
    end = replace(stand, employed=_with(zeros, rows, then.employed), laid=laid)
    common = {key: _of_either(_laid(stand, key), _laid(end, key)) for key in {**stand.laid, **end.laid}
              if key not in OF_ELEMENTS}  # fmt: skip
    stand, end = (replace(state, laid=state.laid | common) for state in (stand, end))
    return stand, _at_pay(end, basis, _with(pay, rows, then.salaries(basis).salary))


def _spell(held: Appointment) -> tuple[str, HolderKey, int]:
    """What identifies an appointment in every timeline: its post, holder and spell."""
    return held.post, held.holder, held.spell


def _rows_by_spell(appointments: Sequence[Appointment], first: int = 0) -> dict[tuple[str, HolderKey, int], int]:
    """Each appointment's row, counted from ``first``. For a post filled below grade: the row at full grade."""
    return {_spell(held): row for row, held in reversed([*enumerate(appointments, first)])}


def _laid(plan: Plan, key: str) -> Laid:
    """The inputs of an element in a plan; empty where the plan has no such element."""
    return plan.laid.get(key, Laid())


def _placed(laid: Laid, rows: Sequence[int], number: int) -> Laid:
    """The inputs moved to ``rows`` among ``number`` rows, and 0 on the others."""
    return laid.changed(lambda array: _with(np.zeros((number, array.shape[1]), array.dtype), rows, array))


def _of_either(before: Laid, after: Laid) -> Laid:
    """The inputs of each row in whichever plan has them. Where both have them, they belong to the same appointment."""
    empty = {symbol: 0.0 for symbol in {**before.inputs, **after.inputs}}
    first, then = ({**empty, **laid.inputs} for laid in (before, after))
    return Laid({symbol: np.maximum(first[symbol], then[symbol]) for symbol in empty})


def _at_own_grade(plan: Plan) -> Plan:
    """The plan as if each post filled below its grade were paid at its full grade from its first day; same rows."""
    below = [row for row, held in enumerate(plan.appointments) if held.below_grade]
    posts = {plan.appointments[row].post for row in below}
    own = [row for row, held in enumerate(plan.appointments) if held.post in posts and not held.below_grade]
    filled = _with(plan.employed, own, plan.employed[own] + plan.employed[below])
    return replace(plan, employed=_with(filled, below, 0.0)) if below else plan


def _same_points(
    costed: CostedScenario, basis: str, from_year: FinancialYear, to_year: FinancialYear, pay: np.ndarray
) -> np.ndarray:
    """The later year's salary at the points of the earlier year, (rows, 12). Only holders' own points move with time.

    A point that is renumbered between the two years is the same point.
    """
    if basis != "actual":
        return pay
    first = costed.years.index(to_year) * MONTHS_IN_YEAR
    pay = pay.copy()
    for row, path in enumerate(costed.plans["do_nothing"].paths):
        starts = np.array([step.day for step in path.steps], dtype="datetime64[D]")
        ends = np.append(starts[1:] - 1, np.datetime64(costed.years[-1].last_day))
        part = PayMonths(from_year, from_year).fraction_employed(starts, ends)
        followed = (costed.book.points.followed(step.point, step.day) for step in path.steps)
        table = [salary[first : first + MONTHS_IN_YEAR] for salary in followed]
        whole = part.sum(axis=0)  # less than 1 in a month inside which a vacancy begins
        pay[row] = np.divide((part * table).sum(axis=0), whole, out=pay[row], where=whole > 0)
    return pay


def _at_pay(plan: Plan, basis: str, salary: np.ndarray) -> Plan:
    return replace(plan, own={basis: SalaryTable(salary, plan.own[basis].status)})


def _with(array: np.ndarray, rows: Sequence[int] | np.ndarray, values: np.ndarray | float) -> np.ndarray:
    changed = array.copy()
    changed[rows] = values
    return changed
