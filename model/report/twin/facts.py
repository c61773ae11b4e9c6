"""What the twin takes from a costing as inputs: seats, the increment schedule, what is protected, the spine."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from model.assessment.assess import Assessment
from model.cost.costed import TIMELINES
from model.cost.plan import Plan
from model.pay.protection import ProtectionTerms, part_after, protection_by_month
from model.pay.salaries import PointSalaries
from model.people.establishment import Appointment
from model.people.paths import Path
from model.rates.tables import RateMissing
from model.schema.sections.rates_in_force import rates_in_force

ONE_DAY = timedelta(days=1)
SeatKey = tuple[str, str, tuple[str, ...], int]


@dataclass(frozen=True)
class SeatRow:
    """One seat of a structure with its appointment in each timeline that it stands in."""

    number: int
    grade_number: int
    holder_number: int
    on: dict[str, Appointment]

    @property
    def appointment(self) -> Appointment:
        """Any of its appointments: post, title, grade, holder and FTE are the same in all."""
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
    """The last point that time brings a seat in some timelines, before and after a renumbering of the spine."""

    seat: int
    timelines: tuple[str, ...]
    points: tuple[int, ...]
    """One a numbering of the spine."""


@dataclass(frozen=True)
class ProtectedRow:
    """What protects a seat's pay in one timeline. ``shares`` is (months,): the share of the gap paid in each."""

    seat: int
    old_seat: int
    """The seat of the present post that its holder came from."""
    timeline: str
    start: date
    old_points: tuple[int, ...]
    new_points: tuple[int, ...]
    shares: np.ndarray


@dataclass(frozen=True)
class SpineColumn:
    """The spine's table from a day on: point to £ a year; ``award`` is the number of the award that made it."""

    day: date
    salaries: dict[int, float]
    status: str
    award: int | None


@dataclass(frozen=True)
class Facts:
    """Everything that the twin's input sheets hold. ``rows_of`` has, by timeline, the seat of each appointment."""

    assessment: Assessment
    seats: tuple[SeatRow, ...]
    rows_of: dict[str, tuple[int, ...]]
    steps: tuple[StepRow, ...]
    settled: tuple[SettledRow, ...]
    protected: tuple[ProtectedRow, ...]
    spine: tuple[SpineColumn, ...]

    @property
    def plans(self) -> dict[str, Plan]:
        """The timelines as arrays."""
        return self.assessment.costed.plans


def facts_of(assessment: Assessment) -> Facts:
    """Read them off a costing."""
    seats, rows_of = _seats(assessment)
    with_points = assessment.scenario.people is not None
    return Facts(
        assessment,
        seats,
        rows_of,
        tuple(_steps(assessment, rows_of)) if with_points else (),
        tuple(_settled(assessment, rows_of)) if with_points else (),
        tuple(_protected(assessment, rows_of)) if with_points else (),
        tuple(_spine(assessment)),
    )


def _seats(assessment: Assessment) -> tuple[tuple[SeatRow, ...], dict[str, tuple[int, ...]]]:
    found: dict[SeatKey, dict[str, Appointment]] = {}
    keys: dict[str, list[SeatKey]] = {}
    for timeline in ("do_nothing", "proposed", "proposal"):
        seen: Counter = Counter()
        keys[timeline] = []
        for held in assessment.costed.plans[timeline].appointments:
            own = (held.structure, held.post, held.holder)
            key = (*own, seen[own])
            seen[own] += 1
            found.setdefault(key, {})[timeline] = held
            keys[timeline].append(key)
    holders = {holder: number for number, holder in enumerate(dict.fromkeys(key[2] for key in found), 1)}
    seats = tuple(
        SeatRow(
            number,
            assessment.costed.book.number_of(key[0], next(iter(on.values())).grade) + 1,
            holders[key[2]],
            on,
        )
        for number, (key, on) in enumerate(found.items(), 1)
    )
    number_of = {key: number for number, key in enumerate(found)}
    return seats, {timeline: tuple(number_of[key] for key in keys[timeline]) for timeline in TIMELINES}


def _paths(assessment: Assessment, rows_of: dict[str, tuple[int, ...]]) -> Iterator[tuple[int, tuple[str, ...], Path]]:
    """Each seat's paths with the timelines that follow them: a present seat has one, whatever comes after it."""
    for timeline in ("do_nothing", "proposal", "proposed"):
        plan = assessment.costed.plans[timeline]
        for seat, held, path in zip(rows_of[timeline], plan.appointments, plan.paths, strict=True):
            if held.structure == "present" and timeline == "do_nothing":
                yield seat, ("do_nothing", "proposal"), path
            elif held.structure == "proposed":
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
        own = tuple(_point_paid(path.settled_salary, points, part) for part in points.parts)
        yield SettledRow(seat, timelines, own)


def _point_paid(salary: np.ndarray, points: PointSalaries, side: slice) -> int:
    """The point with a salary in some months: the salaries of a spine all differ."""
    return next(point for point, own in points.salary.items() if np.array_equal(own[side], salary[side]))


def _protected(assessment: Assessment, rows_of: dict[str, tuple[int, ...]]) -> Iterator[ProtectedRow]:
    scenario, months = assessment.scenario, assessment.costed.book.months
    scheme = scenario.people.protection
    if not scheme.months:
        return
    terms = ProtectionTerms(scheme.months, scheme.shape, scheme.uprated, scheme.counts_increments)
    present = zip(rows_of["do_nothing"], assessment.costed.plans["do_nothing"].appointments, strict=True)
    old_seats = {(held.post, held.holder): seat for seat, held in present}
    for timeline in ("proposal", "proposed"):
        plan = assessment.costed.plans[timeline]
        for seat, held, path in zip(rows_of[timeline], plan.appointments, plan.paths, strict=True):
            if path.assimilated is None:
                continue
            start = max(scenario.dates.implementation, held.first_day)
            first = int(np.searchsorted(months.first_days, np.datetime64(start), side="right")) - 1
            stood = held.first_day < scenario.dates.implementation
            part = part_after(start, months)
            old = _old_point(path, start, first, part, terms, assessment)
            shares = _shares(terms, len(months), first, part)
            if stood:  # as if it had stood: protected all year as in the scheme's first month
                shares[:first] = terms.share_in(np.array(0))
            points = assessment.costed.book.points
            sides = (points.numbers_of(old, start), points.numbers_of(path.assimilated.new_point, start))
            yield ProtectedRow(seat, old_seats[path.came_from, held.holder], timeline, start, *sides, shares)


def _shares(terms: ProtectionTerms, months: int, first: int, part: np.ndarray) -> np.ndarray:
    """The share of the gap paid in each month, a period that ends inside one weighed between two, (months,)."""
    since = np.arange(months) - first
    share = terms.share_in(since)
    earlier = np.where(since > 0, terms.share_in(since - 1), share)
    return part * share + (1 - part) * earlier


def _old_point(
    path: Path, start: date, first: int, part: np.ndarray, terms: ProtectionTerms, assessment: Assessment
) -> int:
    """The point that the gap is measured from: the one held on the eve, or risen to where an increment came first."""
    points = assessment.costed.book.points
    eve = path.assimilated.old_point
    ladder = points.ladder_on(start)
    if assessment.scenario.people.assimilation.order == "assimilate_then_increment" or eve not in ladder:
        return eve
    for point in ladder[ladder.index(eve) :]:  # risen by one step, which a renumbering may have stretched
        if point not in points.salary:
            continue
        made = protection_by_month(
            points.followed(point, start),
            path.salary,
            first,
            terms,
            part_after=part,
            salary_without_increments=points.followed(path.assimilated.new_point, start),
        )
        if np.allclose(made[first:], path.protection[first:], rtol=0, atol=1e-9):
            return point
    return eve


def _spine(assessment: Assessment) -> Iterator[SpineColumn]:
    """A column a table in force in the months shown, and before them the table that an award is laid on."""
    pay, months = assessment.scenario.pay, assessment.costed.book.months
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
        found = {}
        for point in spines.points_on(pay.spine, day):
            try:
                found[point] = spines.value_on(pay.spine, point, day)
            except RateMissing:  # a point that is in no table then
                continue
        worst = max((rate.status for rate in found.values()), default=None)
        salaries = {point: rate.value for point, rate in found.items()}
        yield SpineColumn(day, salaries, worst.label if worst is not None else "none held", made_by.get(day))
