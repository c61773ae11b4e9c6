"""A payroll that pays every four weeks, or every week: which days each pay day covers, and the months of those days.

A period ends on its pay day. A day's pay is the year's salary over the days of the financial year, so a period of 28
days is paid salary × 28 ÷ 365. Each financial year is worked out by itself: the days of a period that are in another
year are paid at the rate of the first or last month of the year worked out, whichever is nearer. So a year's figure
does not depend on which other years are shown.
"""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

import numpy as np

from model.base.financial_year import MONTHS_IN_YEAR, PayMonths

DAYS_IN_PERIOD = {"four_weekly": 28, "weekly": 7}
"""How many days each earnings period has, by name in ``model/rates/employer_ni.csv``; the month has no entry."""
PERIODS_TO_A_YEAR = {"four_weekly": 15, "weekly": 54}
"""The most periods that can have days in one financial year. Where a year has fewer, its last periods are empty."""
WHOLE = 1 - 1e-9
"""A share of a month that is at least this counts as the whole month."""
EVER = 10_000
"""More days than any pay period has outside the financial year."""


@dataclass(frozen=True)
class Payroll:
    """The pay days of a run of financial years, in order. Arrays by period are (periods,)."""

    months: PayMonths
    period: str
    """The earnings period, a key of ``DAYS_IN_PERIOD``."""
    a_pay_day: date
    """Any day on which the payroll pays; its other pay days follow from this one."""

    @cached_property
    def _april(self) -> np.ndarray:
        """1 April of each year, (years, 1)."""
        return self.months.first_days[::MONTHS_IN_YEAR, None]

    @cached_property
    def _days_in_year(self) -> np.ndarray:
        """365 or 366, (years, 1)."""
        return self.months.by_year(self.months.days)[:, None]

    @cached_property
    def _paid_on(self) -> np.ndarray:
        """Each period's pay day, in days after 1 April, (years, periods of a year); some are after the year's end."""
        length = DAYS_IN_PERIOD[self.period]
        first = (np.datetime64(self.a_pay_day) - self._april).astype(int) % length
        return first + length * np.arange(PERIODS_TO_A_YEAR[self.period])

    @cached_property
    def _has_days(self) -> np.ndarray:
        """Whether each period has a day in its year, (years, periods of a year)."""
        return self._paid_on - DAYS_IN_PERIOD[self.period] + 1 < self._days_in_year

    @cached_property
    def pay_days(self) -> np.ndarray:
        """Each period's pay day, datetime64[D]. An empty period has the last pay day of the year."""
        last = np.where(self._has_days, self._paid_on, 0).max(axis=1, keepdims=True)
        return (self._april + np.minimum(self._paid_on, last)).ravel()

    @cached_property
    def _month_ends(self) -> tuple[np.ndarray, np.ndarray]:
        """The first and the last day of each month as days after 1 April, (years, 12)."""
        first = (self.months.first_days.reshape(-1, MONTHS_IN_YEAR) - self._april).astype(int)
        return first, first + self.months.days.reshape(first.shape) - 1

    def _days_paid(self, first: np.ndarray, last: np.ndarray, year: int | np.ndarray) -> np.ndarray:
        """How many of the days from ``first`` to ``last`` each period of a year pays, (..., periods of a year).

        ``first`` and ``last`` are days after 1 April, (...).
        """
        ends: np.ndarray = np.where(self._has_days[year], self._paid_on[year], -EVER * 2)
        to: np.ndarray = np.minimum(ends, last[..., None])
        from_: np.ndarray = np.maximum(ends - DAYS_IN_PERIOD[self.period] + 1, first[..., None])
        return np.maximum(to - from_ + 1, 0)

    @cached_property
    def months_paid(self) -> np.ndarray:
        """How many days of each month are paid by each period of its year, (months, periods of a year)."""
        first, last = self._month_ends
        return self._days_paid(first.ravel(), last.ravel(), self.months.year_of)

    @cached_property
    def _months_paid_beyond(self) -> np.ndarray:
        """As ``months_paid``, but April also includes the days before the year, and March the days after it."""
        first, last = (side.copy() for side in self._month_ends)
        first[:, 0], last[:, -1] = -EVER, EVER
        return self._days_paid(first.ravel(), last.ravel(), self.months.year_of)

    @cached_property
    def last_in_month(self) -> np.ndarray:
        """The index of the last period paid in each month, (months,)."""
        in_month = self.pay_days.astype("datetime64[M]") == self.months.first_days[:, None].astype("datetime64[M]")
        return in_month.shape[1] - 1 - np.argmax(in_month[:, ::-1], axis=1)

    def by_period(self, paid: np.ndarray, employed: np.ndarray) -> np.ndarray:
        """£ paid in each period, (appointments, periods).

        ``paid`` is £ by month, and ``employed`` the share of each month employed; both are (appointments, months).
        """
        of_years = list[np.ndarray]()
        for year in range(len(self.months.years)):
            a_day, days = self._a_day(paid, year), self._in_year(self._months_paid_beyond, year)
            rows, months, part, of_days = self._part_months(employed, year, beyond=True)
            of_year = a_day @ days
            np.add.at(of_year, rows, a_day[rows, months, None] * (of_days / part[:, None] - days[months]))
            of_years.append(of_year)
        return np.concatenate(of_years, axis=1)

    def by_month(self, per_pound: np.ndarray, paid: np.ndarray, employed: np.ndarray) -> np.ndarray:
        """The charge accrued to each month, £, (appointments, months).

        ``per_pound`` is the charge on each £ paid in a period, (appointments, periods). ``paid`` and ``employed`` are
        as in ``by_period``.
        """
        of_years = list[np.ndarray]()
        for year, due in enumerate(np.split(per_pound, len(self.months.years), axis=1)):
            a_day = self._a_day(paid, year)
            rows, months, part, of_days = self._part_months(employed, year, beyond=False)
            of_year = a_day * (due @ self._in_year(self.months_paid, year).T)
            of_year[rows, months] = a_day[rows, months] / part * (of_days * due[rows]).sum(axis=1)
            of_years.append(of_year)
        return np.concatenate(of_years, axis=1)

    def worst_by_month(self, status: np.ndarray) -> np.ndarray:
        """The worst status of the periods that pay any day of each month, (..., months). ``status`` is by period."""
        periods = PERIODS_TO_A_YEAR[self.period]
        in_years = status.reshape(*status.shape[:-1], -1, periods)[..., self.months.year_of, :]
        return np.where(self.months_paid > 0, in_years, 0).max(axis=-1)

    def _a_day(self, paid: np.ndarray, year: int) -> np.ndarray:
        """£ paid for a day of each month of a year, (appointments, 12): the month's pay × 12 ÷ the days in the year."""
        return self._in_year(paid.T, year).T * (MONTHS_IN_YEAR / self._days_in_year[year])

    @staticmethod
    def _in_year(of_months: np.ndarray, year: int) -> np.ndarray:
        return of_months[year * MONTHS_IN_YEAR : (year + 1) * MONTHS_IN_YEAR]

    def _part_months(
        self, employed: np.ndarray, year: int, *, beyond: bool
    ) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
        """The partly employed months whose days of employment are known, as four arrays.

        They are each month's row, its number, the share employed, and how many of the days employed each period pays.
        """
        part = self._in_year(employed.T, year).T
        rows, months = np.nonzero((part > 0) & (part < WHOLE))
        first, last, known = self._days_employed(part, rows, months, year, beyond=beyond)
        rows, months = rows[known], months[known]
        return rows, months, part[rows, months], self._days_paid(first[known], last[known], year)

    def _days_employed(
        self, part: np.ndarray, rows: np.ndarray, months: np.ndarray, year: int, *, beyond: bool
    ) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """The first and last day of employment in each partly employed month, and whether these days are known.

        Days are counted from 1 April. Anyone who is also employed in the next month is employed for the last days of
        the month. Anyone who was employed in the month before is employed for its first days. If both or neither is so,
        the days are not known, and the pay is spread over the whole month.
        """
        after = np.append(part[:, 1:] > 0, part[:, -2:-1] == 0, axis=1)[rows, months]
        before = np.append(part[:, 1:2] == 0, part[:, :-1] > 0, axis=1)[rows, months]
        firsts, lasts = self._month_ends
        first: np.ndarray = firsts[year][months]
        last: np.ndarray = lasts[year][months]
        days = part[rows, months] * (last - first + 1)
        begins: np.ndarray = np.where(after, last - days + 1, first)
        ends: np.ndarray = np.where(after, last, first + days - 1)
        if beyond:
            begins[before & (months == 0)] = -EVER
            ends[after & (months == MONTHS_IN_YEAR - 1)] = EVER
        return begins, ends, after != before
