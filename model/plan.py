"""What happens to whom, when: a timeline of appointments as arrays, with the rates of each month.

Arrays are shaped (appointments,), (appointments, months) or (months,). A plan holds no cost; ``cost`` makes one.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from model.allowances import Allowances, allowances_of
from model.careers import Careers, Path
from model.establishment import Appointment
from model.financial_year import PayMonths
from model.grades import PayRange
from model.named_grades import pay_range_of
from model.on_costs import NIThresholds, ni_thresholds
from model.pay import PointSalaries, SalaryTable, point_salaries, salaries_by_basis
from model.rate_tables import Rate, Rates, RateStatus
from model.schema.rates import PayTerms
from model.schema.rates_in_force import SCENARIO_LGPS


@dataclass(frozen=True)
class MonthlyRates:
    """On-cost rates on each pay day, each (months,), with their statuses (RateStatus as int8)."""

    ni: NIThresholds
    ni_status: np.ndarray
    lgps: np.ndarray
    lgps_status: np.ndarray
    levy: np.ndarray
    levy_status: np.ndarray


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


def open_rate_book(grades: Iterable[str], pay: PayTerms, rates: Rates, months: PayMonths) -> RateBook:
    """Look up every rate that a scenario needs, once. Raises RateMissing or PointMissing."""
    notations = sorted(set(grades))
    first_day = months.first_days[0].item()
    read_grades = [
        pay_range_of(grade, rates.grades, pay.grades_of, pay.spine, first_day, bool(pay.accept_recalled_grades))
        for grade in notations
    ]
    ranges = tuple(pay_range for pay_range, _ in read_grades)
    named = [row.as_rate() for _, row in read_grades if row]
    points = point_salaries(ranges, rates.spines, pay.spine, months)
    statuses = [row.status if row else RateStatus.PUBLISHED for _, row in read_grades]
    salaries = salaries_by_basis(ranges, statuses, points)
    ni, ni_status = ni_thresholds(rates.employer_ni, months.pay_days)
    lgps = rates.lgps.over(SCENARIO_LGPS, "total", months.pay_days)
    levy = rates.apprenticeship_levy.over("levy", "rate", months.pay_days)
    monthly = MonthlyRates(ni, ni_status, *_arrays(lgps), *_arrays(levy))
    read = (
        *named,
        *points.rates_read,
        *dict.fromkeys(_ni_rates_read(rates, months)),
        *dict.fromkeys(lgps),
        *dict.fromkeys(levy),
    )
    range_number = {grade: number for number, grade in enumerate(notations)}
    return RateBook(months, range_number, ranges, points, salaries, monthly, read)


def plan(
    appointments: tuple[Appointment, ...], book: RateBook, careers: Careers | None = None, turnover: float = 0.0
) -> Plan:
    """Lay a timeline of appointments out as arrays; with careers, each holder's own path too.

    A turnover factor falls on posts of more than one person only.
    """
    people = Counter((a.structure, a.post) for a in appointments)
    paths = careers.paths(appointments) if careers else ()
    own, protection = _own_salaries(paths)
    holders = {holder: number for number, holder in enumerate(dict.fromkeys(a.holder for a in appointments))}
    first = np.array([a.first_day for a in appointments], dtype="datetime64[D]")
    last = np.array([a.last_day for a in appointments], dtype="datetime64[D]")
    return Plan(
        months=book.months,
        appointments=appointments,
        range_of=np.array([book.range_number[a.grade] for a in appointments], dtype=np.intp),
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
        turnover=np.array([turnover * (people[a.structure, a.post] > 1) for a in appointments]) if turnover else None,
        cover=_cover(appointments, book.months) if any(a.covered_from for a in appointments) else None,
    )


def _cover(appointments: tuple[Appointment, ...], months: PayMonths) -> np.ndarray:
    """£ a month from the first day of cover to the eve of the first day in post."""
    first = np.array([a.covered_from or a.first_day for a in appointments], dtype="datetime64[D]")
    last = np.array([a.first_day for a in appointments], dtype="datetime64[D]") - 1
    return months.fraction_employed(first, last) * np.array([a.cover_a_month for a in appointments])[:, None]


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
