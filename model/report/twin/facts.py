"""What the twin takes from a costing as inputs: seats, the increment schedule, what is protected, the spine."""

from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from model.assessment.assess import Assessment
from model.base.financial_year import FinancialYear, PayMonths
from model.base.stated import stated
from model.buy_back.traded import Traded
from model.cost.costed import TIMELINES, CostedScenario
from model.cost.elements import TOTAL
from model.cost.plan import Plan
from model.pay.grades import structure_of
from model.pay.pay_structures import NO_POINT, STATED_COST
from model.pay.salaries import PointSalaries
from model.people.appointments import Appointment
from model.people.paths import Path
from model.rates.tables import RateMissing
from model.report.twin.protected import ProtectedRow, protected_rows
from model.schema.sections.customers import Agreements, Customers
from model.schema.sections.people import ProtectionScheme
from model.schema.sections.rates import PayTerms
from model.schema.sections.rates_in_force import rates_in_force
from model.schema.sections.scenario import Scenario

ONE_DAY = timedelta(days=1)
SeatKey = tuple[str, str, tuple[str, ...], int, int]


@dataclass(frozen=True)
class SeatRow:
    """One seat of a structure, with its appointment in each timeline that has the seat."""

    number: int
    grade_number: int
    holder_number: int
    on: dict[str, Appointment]

    @property
    def appointment(self) -> Appointment:
        """An appointment of the seat: post, title, grade, holder and FTE are the same in every timeline."""
        return next(iter(self.on.values()))


@dataclass(frozen=True)
class StepRow:
    """A point held from a day: one row of the increment schedule."""

    seat: int
    timelines: tuple[str, ...]
    day: date
    last_day: date
    point: int
    reason: str


@dataclass(frozen=True)
class SettledRow:
    """The last point that a seat reaches by increments, in each numbering of the spine."""

    seat: int
    timelines: tuple[str, ...]
    points: tuple[int, ...]
    """One point for each numbering of the spine."""


@dataclass(frozen=True)
class SpineColumn:
    """The spine's table from a day on, £ a year by point. ``award`` is the number of the award that made it, if any."""

    day: date
    salaries: dict[int, float]
    status: str
    award: int | None


@dataclass(frozen=True)
class Spine:
    """The spine tables of a pay structure. ``name`` is None for the team's own.

    ``ends_in`` is the ending of the defined names of its tables.
    """

    name: str | None
    pay: PayTerms
    ends_in: str
    columns: tuple[SpineColumn, ...]

    @property
    def days(self) -> np.ndarray:
        """The day from which each table is in force, (tables,)."""
        return np.array([column.day for column in self.columns], "datetime64[D]")


@dataclass(frozen=True)
class Facts:
    """Everything on the twin's input sheets. ``rows_of`` has, by timeline, the index of each appointment's seat."""

    assessment: Assessment
    seats: tuple[SeatRow, ...]
    rows_of: dict[str, tuple[int, ...]]
    spines: tuple[Spine, ...]
    steps: tuple[StepRow, ...] = ()
    settled: tuple[SettledRow, ...] = ()
    protected: tuple[ProtectedRow, ...] = ()

    @property
    def scenario(self) -> Scenario:
        """The scenario that is costed."""
        return self.assessment.scenario

    @property
    def costed(self) -> CostedScenario:
        """The scenario with its costs."""
        return self.assessment.costed

    @property
    def plans(self) -> dict[str, Plan]:
        """The timelines as arrays."""
        return self.costed.plans

    @property
    def months(self) -> PayMonths:
        """The months shown."""
        return self.costed.book.months

    @property
    def basis(self) -> str:
        """The costing basis chosen."""
        return self.scenario.costing.basis

    @property
    def protection(self) -> ProtectionScheme:
        """The scheme that protects pay. Raises LookupError where the scenario states no people."""
        return stated(self.scenario.people, "people").protection

    @property
    def customers(self) -> Customers:
        """The scenario's customers. Raises LookupError where none are stated."""
        return stated(self.scenario.customers, "customers")

    @property
    def agreements(self) -> Agreements:
        """The customers' agreements. Raises LookupError where none are stated."""
        return stated(self.customers.agreements, "agreements")

    @property
    def traded(self) -> Traded:
        """The traded service. Raises LookupError where there is none."""
        return stated(self.assessment.traded, "a traded service")

    @property
    def sold(self) -> bool:
        """Whether the scenario states prices and who buys."""
        customers = self.scenario.customers
        return bool(self.scenario.prices and customers and customers.agreements is not None)

    def spine_of(self, point: int) -> Spine:
        """The spine that a point is on."""
        return next(spine for spine in self.spines if spine.name == structure_of(point))

    def costs(self, timeline: str, year: FinancialYear, element: str = TOTAL) -> float:
        """The cost of a timeline, or the amount of an effect, in a year: £ on the basis chosen."""
        return self.costed.amount(timeline, self.basis, year, element)


def facts_of(assessment: Assessment) -> Facts:
    """The facts of a costing."""
    seats, rows_of = _seats(assessment)
    spines = tuple(
        Spine(name, pay, f"_{number}" if number else "", tuple(_spine(name, pay, assessment)))
        for number, (name, pay) in enumerate(assessment.scenario.pay_terms.items())
    )
    if assessment.scenario.people is None:
        return Facts(assessment, seats, rows_of, spines)
    steps, settled = tuple(_steps(assessment, rows_of)), tuple(_settled(assessment, rows_of))
    return Facts(assessment, seats, rows_of, spines, steps, settled, tuple(protected_rows(assessment, rows_of)))


def _seats(assessment: Assessment) -> tuple[tuple[SeatRow, ...], dict[str, tuple[int, ...]]]:
    number_of = assessment.costed.book.number_of
    seats: dict[SeatKey, dict[str, Appointment]] = {}
    keys: dict[str, list[SeatKey]] = {}
    for timeline in ("do_nothing", "proposed", "proposal"):
        alike: Counter = Counter()
        keys[timeline] = []
        for appointment in assessment.costed.plans[timeline].appointments:
            place = (appointment.structure, appointment.post, appointment.holder, appointment.spell)
            keys[timeline].append((*place, alike[place]))
            alike[place] += 1
            seats.setdefault(keys[timeline][-1], {})[timeline] = appointment
    holders = list(dict.fromkeys(key[2] for key in seats))
    rows = tuple(
        SeatRow(number, number_of(key[0], held.grade, held.pay_structure) + 1, holders.index(key[2]) + 1, on)
        for number, (key, on) in enumerate(seats.items(), 1)
        for held in [next(iter(on.values()))]
    )
    order = {key: number for number, key in enumerate(seats)}
    return rows, {timeline: tuple(order[key] for key in keys[timeline]) for timeline in TIMELINES}


def _paths(assessment: Assessment, rows_of: dict[str, tuple[int, ...]]) -> Iterator[tuple[int, tuple[str, ...], Path]]:
    """Each seat's paths, and the timelines that follow each path. A present seat has one path in its two timelines."""
    for timeline in ("do_nothing", "proposal", "proposed"):
        plan = assessment.costed.plans[timeline]
        for seat, appointment, path in zip(rows_of[timeline], plan.appointments, plan.paths, strict=True):
            if appointment.structure == "present" and timeline == "do_nothing":
                yield seat, ("do_nothing", "proposal"), path
            elif appointment.structure == "proposed":
                yield seat, (timeline,), path


def _steps(assessment: Assessment, rows_of: dict[str, tuple[int, ...]]) -> Iterator[StepRow]:
    last = assessment.costed.book.months.last.last_day
    for seat, timelines, path in _paths(assessment, rows_of):
        inside = [step for step in path.steps if step.day <= last] or list(path.steps[:1])
        ends = [*(step.day - ONE_DAY for step in inside[1:]), last]
        for step, end in zip(inside, ends, strict=True):
            yield StepRow(seat, timelines, step.day, end, step.point, step.reason)


def _settled(assessment: Assessment, rows_of: dict[str, tuple[int, ...]]) -> Iterator[SettledRow]:
    points = assessment.costed.book.points
    for seat, timelines, path in _paths(assessment, rows_of):
        structure = structure_of(path.steps[-1].point)
        numbers = tuple(_point_paid(path.settled_salary, points, part, structure) for part in points.parts)
        yield SettledRow(seat, timelines, numbers)


def _point_paid(salary: np.ndarray, points: PointSalaries, side: slice, structure: str | None) -> int:
    """The point of a structure that has this salary in these months. A spine never has the same salary twice."""
    of_spine = ((point, paid) for point, paid in points.salary.items() if structure_of(point) == structure)
    return next(point for point, paid in of_spine if np.array_equal(paid[side], salary[side]))


def _spine(name: str | None, pay: PayTerms, assessment: Assessment) -> Iterator[SpineColumn]:
    """The spine's tables, oldest first: any earlier table that an award adds to, then those in the months shown."""
    months = assessment.costed.book.months
    if name == STATED_COST:
        yield SpineColumn(months.first.first_day, {NO_POINT: 0.0}, "paid on no spine", None)
        return
    spines = rates_in_force(pay, assessment.scenario.on_costs, assessment.rates).spines
    first, last = months.first.first_day, months.first_days[-1].item()
    start = first
    for award in sorted(pay.awards, key=lambda award: award.from_, reverse=True):
        if award.to >= start and award.from_ <= last:
            start = min(start, award.from_ - ONE_DAY)
    for late in pay.paid_late:
        start = min(start, late.from_ - ONE_DAY)
    made_by = {award.from_: number for number, award in enumerate(pay.awards)}
    changes = {rate.effective_from for rate in spines.rows if rate.name == pay.spine} | set(made_by)
    days = sorted({start, *(day for day in changes if start < day <= last)})
    for day in days:
        rates = {}
        for point in spines.points_on(pay.spine, day):
            with suppress(RateMissing):  # a point that is in no table then
                rates[point] = spines.value_on(pay.spine, point, day)
        worst = max((rate.status for rate in rates.values()), default=None)
        salaries = {point: rate.value for point, rate in rates.items()}
        yield SpineColumn(day, salaries, worst.label if worst is not None else "no rates", made_by.get(day))
