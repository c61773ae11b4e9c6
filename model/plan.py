"""What happens to whom, when: a timeline of appointments as arrays, with the rates of each month.

Arrays are shaped (appointments,), (appointments, months) or (months,). A plan holds no cost; ``cost`` makes one.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from model.establishment import Appointment
from model.financial_year import PayMonths
from model.grades import PayRange
from model.named_grades import pay_range_of
from model.on_costs import NIThresholds, ni_thresholds
from model.pay import SalaryTable, salaries_by_basis
from model.rate_tables import Rate, Rates
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
    """One timeline. ``range_of`` and ``holder_of`` number each appointment's grade and holder."""

    months: PayMonths
    appointments: tuple[Appointment, ...]
    range_of: np.ndarray
    holder_of: np.ndarray
    fte: np.ndarray
    employed: np.ndarray
    in_lgps: np.ndarray
    salaries: dict[str, SalaryTable]
    rates: MonthlyRates

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
    salaries: dict[str, SalaryTable]
    monthly: MonthlyRates
    rates_read: tuple[Rate, ...]


def open_rate_book(grades: Iterable[str], pay: PayTerms, rates: Rates, months: PayMonths) -> RateBook:
    """Look up every rate that a scenario needs, once. Raises RateMissing or PointMissing."""
    notations = sorted(set(grades))
    first_day = months.first_days[0].item()
    read_grades = [
        pay_range_of(grade, rates.grades, pay.grades_of, first_day, bool(pay.accept_recalled_grades))
        for grade in notations
    ]
    ranges = tuple(pay_range for pay_range, _ in read_grades)
    salaries, spine_rates = salaries_by_basis(
        ranges, [status for _, status in read_grades], rates.spines, pay.spine, months
    )
    ni, ni_status = ni_thresholds(rates.employer_ni, months.pay_days)
    lgps = rates.lgps.over(SCENARIO_LGPS, "total", months.pay_days)
    levy = rates.apprenticeship_levy.over("levy", "rate", months.pay_days)
    monthly = MonthlyRates(ni, ni_status, *_arrays(lgps), *_arrays(levy))
    read = (*spine_rates, *dict.fromkeys(_ni_rates_read(rates, months)), *dict.fromkeys(lgps), *dict.fromkeys(levy))
    return RateBook(months, {grade: number for number, grade in enumerate(notations)}, ranges, salaries, monthly, read)


def plan(appointments: tuple[Appointment, ...], book: RateBook) -> Plan:
    """Lay a timeline of appointments out as arrays."""
    holders = {holder: number for number, holder in enumerate(dict.fromkeys(a.holder for a in appointments))}
    first = np.array([a.first_day for a in appointments], dtype="datetime64[D]")
    last = np.array([a.last_day for a in appointments], dtype="datetime64[D]")
    return Plan(
        months=book.months,
        appointments=appointments,
        range_of=np.array([book.range_number[a.grade] for a in appointments], dtype=np.intp),
        holder_of=np.array([holders[a.holder] for a in appointments], dtype=np.intp),
        fte=np.array([a.fte for a in appointments]),
        employed=book.months.fraction_employed(first, last),
        in_lgps=np.array([a.in_lgps for a in appointments], dtype=bool),
        salaries=book.salaries,
        rates=book.monthly,
    )


def _arrays(rates: list[Rate]) -> tuple[np.ndarray, np.ndarray]:
    return np.array([rate.value for rate in rates]), np.array([rate.status for rate in rates], dtype=np.int8)


def _ni_rates_read(rates: Rates, months: PayMonths) -> list[Rate]:
    """The NI rows in force on some pay day, monthly terms and rates."""
    days = months.pay_days.tolist()
    return [
        rate
        for rate in rates.employer_ni.rows
        if rate.point in ("rate", "monthly")
        and rate.name != "upper_earnings_limit"
        and any(rate.effective_from <= day <= rate.effective_to for day in days)
    ]
