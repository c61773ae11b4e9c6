"""What happens to whom, when: a timeline of appointments as arrays, with the rates of each month.

Arrays are shaped (appointments,), (appointments, months) or (months,). A plan holds no cost; ``cost`` makes one.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property

import numpy as np

from model.acting_up import acting_pay, part_acted
from model.allowances import Allowances, allowances_of
from model.careers import Careers, Path
from model.establishment import Appointment
from model.financial_year import PayMonths
from model.grades import LATER, PayRange, Renumbering, grade_key, numbering_on
from model.on_costs import NIThresholds, ni_thresholds
from model.pay import PointSalaries, SalaryTable, point_salaries, salaries_by_basis
from model.rate_tables import NamedGrade, Rate, Rates, RateStatus
from model.schema.rates import PayTerms
from model.schema.rates_in_force import SCENARIO_LGPS, grade_in_force, renumberings_across, version_day


@dataclass(frozen=True)
class MonthlyRates:
    """On-cost rates on each pay day, each (months,), with their statuses (RateStatus as int8)."""

    ni: NIThresholds
    ni_status: np.ndarray
    lgps: np.ndarray
    lgps_status: np.ndarray
    levy: np.ndarray
    levy_status: np.ndarray
    ni_weekly: NIThresholds
    """Of a week, for what is paid after somebody has left."""


@dataclass(frozen=True)
class PaidLate:
    """Awards settled late: the same timeline on the salaries paid meanwhile, and when what is owed is paid.

    ``paid_in`` is (months,): for each month earned, the number of the month in which its award is paid.
    """

    meanwhile: "Plan"
    paid_in: np.ndarray

    def paid(self, earned: np.ndarray, meanwhile: np.ndarray) -> np.ndarray:
        """£ paid in each month, (appointments, months), of what is earned in it and what is paid meanwhile."""
        late = self.paid_in > np.arange(len(self.paid_in))
        paid = np.where(late, meanwhile, earned)
        for month in np.flatnonzero(late):
            paid[:, self.paid_in[month]] += earned[:, month] - meanwhile[:, month]
        return paid


@dataclass(frozen=True)
class Plan:
    """One timeline. ``range_of`` and ``holder_of`` number each appointment's grade and holder.

    ``budget`` holds a salary table by grade for each budget basis; ``own`` one by appointment for each basis that
    needs holders' points, with what protects their pay, £ a year at 1.0 FTE, (appointments, months). Both of
    the latter are empty where the scenario has no holders' points.
    """

    months: PayMonths
    appointments: tuple[Appointment, ...]
    range_of: np.ndarray
    holder_of: np.ndarray
    fte: np.ndarray
    employed: np.ndarray
    in_lgps: np.ndarray
    budget: dict[str, SalaryTable]
    own: dict[str, SalaryTable]
    protection: dict[str, np.ndarray]
    paths: tuple[Path, ...]
    rates: MonthlyRates
    allowances: Allowances | None = None
    """None where nobody has any."""
    turnover: np.ndarray | None = None
    """The share of each appointment's cost saved by turnover, (appointments,); None where none is assumed."""
    cover: np.ndarray | None = None
    """£ a month of temporary cover, (appointments, months); None where there is none."""
    acting_up: dict[str, SalaryTable] = field(default_factory=dict)
    """What acting up adds to salary by basis, £ a year at 1.0 FTE, (appointments, months); empty for none."""
    paid_late: PaidLate | None = None
    """Awards settled late; None where every award is paid from its day."""

    @property
    def bases(self) -> tuple[str, ...]:
        """Every basis that this plan can be costed on."""
        return (*self.budget, *self.own)

    def salaries(self, basis: str) -> SalaryTable:
        """Each appointment's salary on a basis, (appointments, months)."""
        if basis in self.own:
            return self.own[basis]
        table = self.budget[basis]
        return SalaryTable(table.salary[self.range_of], table.status[self.range_of])

    @cached_property
    def working_time(self) -> np.ndarray:
        """FTE times the fraction of the month employed, (appointments, months)."""
        return self.fte[:, None] * self.employed

    @cached_property
    def gone(self) -> np.ndarray:
        """Whether the holder of each appointment is in none of their posts in a month, (appointments, months)."""
        in_post = np.zeros((self.holder_of.max(initial=-1) + 1, len(self.months)))
        np.add.at(in_post, self.holder_of, self.employed)
        return in_post[self.holder_of] == 0


@dataclass(frozen=True)
class RateBook:
    """The rates of a scenario worked out once for all its timelines, and every rate that was read."""

    months: PayMonths
    range_number: dict[str, int]
    ranges: tuple[PayRange, ...]
    points: PointSalaries
    salaries: dict[str, SalaryTable]
    monthly: MonthlyRates
    rates_read: tuple[Rate, ...]

    def number_of(self, structure: str, grade: str) -> int:
        """The number of a structure's grade: after a renumbering the proposed one's is another grade."""
        return self.range_number[grade_key(grade, structure, self.range_number)]


def open_rate_book(
    grades: Iterable[str],
    pay: PayTerms,
    rates: Rates,
    months: PayMonths,
    proposed: Iterable[str] = (),
    implementation: date | None = None,
) -> RateBook:
    """Look up every rate that a scenario needs, once.

    ``grades`` are written in the points of the first day; ``proposed``, where given, in those of the implementation
    date. Raises RateMissing or PointMissing; LookupError where the months cross a renumbering without a map; ValueError
    where they cross one and it is not said which grades are proposed.
    """
    first_day, proposed = months.first_days[0].item(), sorted({*proposed})
    renumberings = renumberings_across(pay, rates, months, grades := sorted({*grades}), proposed, implementation)
    if renumberings and not implementation:
        raise ValueError(
            "the spine is renumbered in these months: give the proposed grades and the implementation date"
        )
    later = bool(implementation and numbering_on(implementation, renumberings))
    in_later = [grade for grade in proposed if later or _changed(grade, pay, rates, first_day, implementation)]
    written = dict.fromkeys(sorted({*grades, *(grade for grade in proposed if grade not in in_later)}), first_day)
    written |= {LATER + grade: implementation for grade in in_later}
    read_grades = [
        grade_in_force(grade.removeprefix(LATER), pay, rates, day, renumberings) for grade, day in written.items()
    ]
    ranges = tuple(pay_range for pay_range, _ in read_grades)
    named = dict.fromkeys(row.as_rate() for _, rows in read_grades for row in rows if row)
    points = point_salaries(ranges, rates.spines, pay.spine, months, renumberings)
    statuses = [
        _statuses(rows, pay_range, renumberings, numbering_on(day, renumberings))
        for day, (pay_range, rows) in zip(written.values(), read_grades, strict=True)
    ]
    salaries = salaries_by_basis(ranges, statuses, points)
    ni, ni_status = ni_thresholds(rates.employer_ni, months.pay_days)
    lgps = rates.lgps.over(SCENARIO_LGPS, "total", months.pay_days)
    levy = rates.apprenticeship_levy.over("levy", "rate", months.pay_days)
    weekly, _ = ni_thresholds(rates.employer_ni, months.pay_days, "weekly")
    monthly = MonthlyRates(ni, ni_status, *_arrays(lgps), *_arrays(levy), weekly)
    read = (
        *named,
        *points.rates_read,
        *(
            row
            for number, turn in enumerate(renumberings)
            for row in _map_read(rates, pay.spine, turn, [each.in_numbering(number) for each in ranges])
        ),
        *dict.fromkeys(_ni_rates_read(rates, months)),
        *dict.fromkeys(lgps),
        *dict.fromkeys(levy),
    )
    range_number = {grade: number for number, grade in enumerate(written)}
    return RateBook(months, range_number, ranges, points, salaries, monthly, read)


def _changed(grade: str, pay: PayTerms, rates: Rates, first: date, change: date | None) -> bool:
    """Whether a proposed grade has a version of its own from the change."""
    return bool(change and version_day(grade, pay, rates, first, change) != first)


def _statuses(
    rows: tuple[NamedGrade | None, ...], pay_range: PayRange, renumberings: tuple[Renumbering, ...], written: int
) -> list[int]:
    """How far what gives a grade its points can be trusted, by numbering: its row, and where it is carried, the map."""
    statuses = [RateStatus.PUBLISHED if row is None else row.status for row in rows]
    carried = [each.status_of(pay_range.in_numbering(number)) for number, each in enumerate(renumberings)]
    for number in range(written + 1, len(rows)):
        if rows[number] is None:
            statuses[number] = max(statuses[number - 1], carried[number - 1])
    for number in range(written - 1, -1, -1):
        if rows[number] is None:
            statuses[number] = max(statuses[number + 1], carried[number])
    return statuses


def _map_read(rates: Rates, spine: str, turn: Renumbering, sides: list[PayRange]) -> Iterator[Rate]:
    """The rows of the map for the old points of some grade, each in the numbers before."""
    for old, new in sorted(turn.new_point.items()):
        if old != new and any(side.bottom <= old <= side.extended_top for side in sides):
            yield next(
                row
                for row in rates.renumbered_points.rows
                if (row.name, row.point, row.effective_from) == (spine, str(old), turn.day)
            )


def plan(
    appointments: tuple[Appointment, ...], book: RateBook, careers: Careers | None = None, turnover: float = 0.0
) -> Plan:
    """Lay a timeline of appointments out as arrays; with careers, each holder's own path too.

    A turnover factor falls on posts that are one of several alike.
    """
    paths = careers.paths(appointments) if careers else ()
    own, protection = _own_salaries(paths)
    holders = {holder: number for number, holder in enumerate(dict.fromkeys(a.holder for a in appointments))}
    first = np.array([a.first_day for a in appointments], dtype="datetime64[D]")
    last = np.array([a.last_day for a in appointments], dtype="datetime64[D]")
    laid_out = Plan(
        months=book.months,
        appointments=appointments,
        range_of=np.array([book.number_of(a.structure, a.grade) for a in appointments], dtype=np.intp),
        holder_of=np.array([holders[a.holder] for a in appointments], dtype=np.intp),
        fte=np.array([a.fte * a.paid_share for a in appointments]),
        employed=book.months.fraction_employed(first, last),
        in_lgps=np.array([a.in_lgps for a in appointments], dtype=bool),
        budget=book.salaries,
        own=own,
        protection=protection,
        paths=paths,
        rates=book.monthly,
        allowances=allowances_of(appointments) if any(a.allowances for a in appointments) else None,
        turnover=turnover * np.array([a.one_of_several for a in appointments]) if turnover else None,
        cover=_cover(appointments, book.months) if any(a.covered_from or a.acting_up for a in appointments) else None,
    )
    if not any(a.acting_up for a in appointments):
        return laid_out
    return replace(laid_out, acting_up=_acting_up(laid_out, book))


def _acting_up(plan: Plan, book: RateBook) -> dict[str, SalaryTable]:
    def as_paid(basis: str) -> SalaryTable:
        held = plan.salaries(basis)
        return SalaryTable(held.salary + plan.protection.get(basis, 0.0), held.status)

    own = {basis: as_paid(basis) for basis in plan.bases}
    held = (plan.appointments, plan.months, plan.employed)
    return acting_pay(*held, own, book.salaries, book.range_number, book.points)


def _cover(appointments: tuple[Appointment, ...], months: PayMonths) -> np.ndarray:
    """£ a month from the first day of cover to the eve of the first day in post, and of backfill for who acts up."""
    first = np.array([a.covered_from or a.first_day for a in appointments], dtype="datetime64[D]")
    last = np.array([a.first_day for a in appointments], dtype="datetime64[D]") - 1
    cover = np.array([a.cover_a_month for a in appointments])[:, None]
    backfill = np.array([a.acting_up.backfill_a_month if a.acting_up else 0.0 for a in appointments])[:, None]
    return months.fraction_employed(first, last) * cover + part_acted(appointments, months) * backfill


def _own_salaries(paths: tuple[Path, ...]) -> tuple[dict[str, SalaryTable], dict[str, np.ndarray]]:
    if not paths:
        return {}, {}
    status = np.array([path.status for path in paths])
    own = {
        "actual": SalaryTable(np.array([path.salary for path in paths]), status),
        "settled": SalaryTable(np.array([path.settled_salary for path in paths]), status),
    }
    return own, {"actual": np.array([path.protection for path in paths])}


def _arrays(rates: list[Rate]) -> tuple[np.ndarray, np.ndarray]:
    return np.array([rate.value for rate in rates]), np.array([rate.status for rate in rates], dtype=np.int8)


def _ni_rates_read(rates: Rates, months: PayMonths) -> list[Rate]:
    """The NI rows in force on some pay day; the terms of the rebate only while there is one."""
    days = months.pay_days.tolist()
    read = [
        rate
        for rate in rates.employer_ni.rows
        if rate.point in ("rate", "monthly") and any(rate.effective_from <= day <= rate.effective_to for day in days)
    ]
    rebates = [rate for rate in read if rate.name == "contracted_out_rebate" and rate.value]
    with_rebate = max((rate.effective_to for rate in rebates), default=days[0])
    of_rebate = ("contracted_out_rebate", "lower_earnings_limit", "upper_accrual_point")
    return [
        rate
        for rate in read
        if rate.name in ("employer_rate", "secondary_threshold")
        or (rate.name in of_rebate and rate.effective_from <= with_rebate and rebates)
    ]
