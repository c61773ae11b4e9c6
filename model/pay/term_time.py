"""Term-time pay: the share of a full year's pay for an employee who works only some weeks of the year.

Four methods are in use. Several divisors are in use too; their results differ by up to 0.3 per cent. The local scheme
decides, so neither the method nor the divisor has a default. The ratio method is that of the National Agreement (Green
Book), Part 4.12, 2019: the same ratio of paid leave to work as for all-year staff.
"""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from model.base.financial_year import MONTHS_IN_YEAR
from model.base.money import half_up
from model.rates.tables import Rate, RateStatus, RateTable

Method = Literal["ratio", "additive", "legacy_1728", "fixed_weeks"]

DAYS_IN_WEEK = 5
LEGACY_WEEKS = 48
"""Barnet's old rule divides by 36 hours x 48 weeks = 1,728 (Barnet UNISON, 2012)."""
LONG_SERVICE = 5
"""Complete years after which the National Agreement gives more leave."""
CLOSE = 1e-9


@dataclass(frozen=True)
class TermTimeTerms:
    """An authority's scheme of term-time pay.

    Attributes:
        method: ``ratio``, ``additive``, ``legacy_1728`` or ``fixed_weeks``.
        weeks_in_year: the divisor: 52, 52.142, 52.143 or 365/7.
        agreed_paid_weeks: weeks paid in a year, for ``fixed_weeks`` only.
        fte_places: decimal places to which FTE is rounded, half up; None for unrounded.

    Raises ValueError where the divisor is not the weeks of a year, or where agreed weeks and their method are not given
    together.
    """

    method: Method
    weeks_in_year: float
    agreed_paid_weeks: float | None = None
    fte_places: int | None = None

    def __post_init__(self):
        if not 52 <= self.weeks_in_year <= 52.3:
            raise ValueError(f"weeks in the year: found {self.weeks_in_year}; expected 52, 52.142, 52.143 or 365/7")
        if (self.method == "fixed_weeks") != (self.agreed_paid_weeks is not None):
            raise ValueError("agreed paid weeks must be stated with the method fixed_weeks, and with no other method")


@dataclass(frozen=True)
class Leave:
    """A full-time employee's paid leave in a year, bank holidays included, and the rates that it rests on."""

    rates: tuple[Rate, ...]

    @property
    def days(self) -> float:
        """The leave in days a year, at five days a week."""
        return sum(rate.value for rate in self.rates)

    @property
    def weeks(self) -> float:
        """The leave in weeks a year."""
        return leave_in_weeks(self.days)

    @property
    def status(self) -> RateStatus:
        """The worst status of the parts of the leave."""
        return max(rate.status for rate in self.rates)


def leave_days_on(table: RateTable, name: str, day: date, years_of_service: float) -> Leave:
    """A year's leave at the rates of a day: annual leave by years of service, extra statutory days and bank holidays.

    The longer leave starts on the day on which five years are complete (National Agreement, Part 2 paragraph 7). For a
    scheme that starts it with the next leave year, pass the years complete on the first day of the leave year. Raises
    RateMissing where the table lacks a part of the leave for the day.
    """
    band = "5_years_and_over" if years_of_service >= LONG_SERVICE else "under_5_years"
    return Leave(tuple(table.value_on(name, point, day) for point in (band, "extra_statutory", "bank_holidays")))


def leave_in_weeks(days: float) -> float:
    """Days of leave as weeks of five days."""
    return days / DAYS_IN_WEEK


def leave_as_share(weeks_worked: float, share: float) -> float:
    """Leave in weeks where a scheme states it as a share of the weeks worked, such as Exeter's 0.1872."""
    return weeks_worked * share


def paid_weeks(weeks_worked: float, leave_weeks: float, terms: TermTimeTerms) -> float:
    """Weeks paid in a year. A week's pay for a redundancy payment is worked out from these weeks too.

    With W weeks worked, L weeks of leave and Y weeks in the year:

    - ``ratio``: W x Y / (Y - L)
    - ``additive``: W + L
    - ``legacy_1728``: W x Y / 48; the 48 allows for the leave
    - ``fixed_weeks``: as agreed, whatever is worked

    Args:
        weeks_worked: weeks at work, including training days and the extra weeks of "term time plus 2".
        leave_weeks: a full-time employee's (``ratio``) or this employee's (``additive``) paid leave.
        terms: the scheme.

    Raises ValueError where the paid weeks are more than those of the year.
    """
    year = terms.weeks_in_year
    if min(weeks_worked, leave_weeks) < 0 or leave_weeks >= year:
        raise ValueError(f"{weeks_worked:g} weeks worked and {leave_weeks:g} weeks of leave do not fit in one year")
    paid = {
        "ratio": weeks_worked * year / (year - leave_weeks),
        "additive": weeks_worked + leave_weeks,
        "legacy_1728": weeks_worked * year / LEGACY_WEEKS,
        "fixed_weeks": terms.agreed_paid_weeks or 0.0,
    }[terms.method]
    if paid > year + CLOSE:
        raise ValueError(
            f"{weeks_worked:g} weeks worked and {leave_weeks:g} weeks of leave make {paid:g} paid weeks"
            f" by the method {terms.method}, but the year has only {year:g} weeks"
        )
    return paid


def pay_factor(weeks_worked: float, leave_weeks: float, terms: TermTimeTerms) -> float:
    """The share of full-year pay, 0 to 1, unrounded: paid weeks over the weeks in the year. See :func:`paid_weeks`."""
    return paid_weeks(weeks_worked, leave_weeks, terms) / terms.weeks_in_year


def term_time_fte(
    hours: float, full_time_hours: float, weeks_worked: float, leave_weeks: float, terms: TermTimeTerms
) -> float:
    """FTE for pay: hours over full-time hours, times the pay factor, rounded where the scheme rounds it.

    ``legacy_1728`` gives hours x weeks / 1,728 where full-time hours are 36. Raises ValueError on hours beyond full
    time, and as :func:`paid_weeks` does.
    """
    if not 0 < hours <= full_time_hours:
        raise ValueError(f"{hours:g} hours a week: expected more than 0 and no more than {full_time_hours:g}")
    fte = hours / full_time_hours * pay_factor(weeks_worked, leave_weeks, terms)
    return fte if terms.fte_places is None else float(half_up(fte, Decimal(1).scaleb(-terms.fte_places)))


def months_paid(first: date, last: date) -> float:
    """The months of pay due from one day to another, both included. Part of a month counts by its days."""
    begun, ended = (
        day.year * MONTHS_IN_YEAR + day.month + (day.day - before) / monthrange(day.year, day.month)[1]
        for day, before in ((first, 1), (last, 0))
    )
    return ended - begun


def settlement(share_worked: float, first: date, last: date) -> float:
    """What is owed to somebody who joins or leaves, as a share of a term-time year's pay; negative where they owe it.

    The weeks worked and the leave earned on them are worth ``share_worked`` of the year's pay. The twelfths paid from
    the first day to the last are taken off. Half of the year's weeks worked, and five months paid:

    >>> round(settlement(0.5, date(2024, 9, 1), date(2025, 1, 31)), 4)
    0.0833
    """
    return share_worked - months_paid(first, last) / MONTHS_IN_YEAR
