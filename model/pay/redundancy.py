"""Redundancy: weeks of pay by age and service, the statutory payment, and what a council pays on its own terms.

Service is continuous service with every body in the Redundancy Payments (Continuity of Employment in
Local Government, etc.) (Modification) Order 1999, not with this council alone. The caller gives the day
on which service began. Sources: Employment Rights Act 1996 sections 86, 145, 155, 162, 210, 211 and 227; the Local
Government (Early Termination of Employment) (Discretionary Compensation) Regulations 2006 (SI 2006/2914)
regulations 5 and 6. All this is the law of Great Britain; Northern Ireland has other limits.
"""

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from model.rates.tables import Rate, RateStatus, RateTable

RECKONER_AGES = range(17, 62)
RECKONER_YEARS = range(2, 21)
YOUNGEST_START = 15  # a 17-year-old may have two years, since school may be left before 16
MOST_NOTICE_WEEKS = 12
WEEKS_IN_YEAR = 52


@dataclass(frozen=True)
class RedundancyTerms:
    """What a council pays above the statutory payment (SI 2006/2914).

    ``multiplier`` is applied to the statutory weeks. ``use_actual_weeks_pay`` waives the limit on a week's pay
    (regulation 5). ``max_weeks`` is the policy's own limit on weeks; None means the limit of the law (regulation 6).
    With ``offset`` the multiplied weeks include the statutory payment. Without ``offset`` they are paid on top of the
    statutory payment, and ``max_weeks`` limits both together.
    """

    multiplier: float = 1.0
    use_actual_weeks_pay: bool = False
    max_weeks: float | None = None
    offset: bool = True

    def refusal(self, table: RateTable, day: date) -> str | None:
        """Why the law does not allow these terms on a day; None where it does."""
        most = table.value_on("max_discretionary_weeks", "statutory", day).value
        if not 0 <= self.multiplier < np.inf:
            return f"a multiplier of {self.multiplier} is not a number of times the statutory weeks"
        if self.max_weeks is not None and not 0 <= self.max_weeks <= most:
            return (
                f"max_weeks of {self.max_weeks:g} is outside 0 to {most:g}: SI 2006/2914 regulation 6 allows no more "
                f"than {most:g} weeks' pay, the statutory payment within it"
            )
        return None


@dataclass(frozen=True)
class Redundancy:
    """One leaver's redundancy payment, in £ unless otherwise stated.

    ``weeks`` are the statutory weeks; ``capped_weekly_pay`` is the week's pay at which they are paid. ``enhanced`` is
    the payment on the council's own terms. ``total`` is what is paid, never below ``statutory``. Of all that is paid
    for the loss of the job, ``tax_free`` is the part within the tax-free limit, and ``class_1a`` is the employer NI on
    the rest. This NI is paid on top of ``total``. ``rates`` are the rates that were read.
    """

    weeks: float
    capped_weekly_pay: float
    statutory: float
    enhanced: float
    total: float
    tax_free: float
    class_1a: float
    rates: tuple[Rate, ...]

    @property
    def status(self) -> RateStatus:
        """The worst status of the rates on which the payment rests."""
        return max(rate.status for rate in self.rates)


def redundancy_payment(  # noqa: PLR0913  the terms of the Act
    age: int,
    complete_years: int,
    weekly_pay: float,
    day: date,
    terms: RedundancyTerms,
    table: RateTable,
    paid_on: date | None = None,
    ended_on: date | None = None,
    beside: float = 0.0,
) -> Redundancy:
    """The redundancy payment of one leaver: the statutory payment and the council's own terms together.

    Args:
        age: in complete years on the relevant date.
        complete_years: of continuous service, to the relevant date.
        weekly_pay: £ a week, not limited.
        day: the relevant date (see :func:`relevant_date`): the limit on a week's pay is that of this day.
        terms: the council's own.
        table: ``model/rates/redundancy.csv``.
        paid_on: the day of payment, the relevant date unless given: the Class 1A rate is that of this day.
        ended_on: the last day of employment, the relevant date unless given: it decides whether Class 1A is due.
        beside: what else is paid for the loss of the job, £. Class 1A is due only if this and the redundancy payment
            together are above the tax-free limit.

    Raises ValueError, with the reason, where the law does not allow the terms, or where service and age do not fit.
    Raises RateMissing where the table lacks a rate for the day.
    """
    if reason := terms.refusal(table, day):
        raise ValueError(reason)
    limit = table.value_on("weekly_cap", "statutory", day)
    most = table.value_on("max_discretionary_weeks", "statutory", day)
    weeks = statutory_weeks(age, complete_years, table, day)
    capped = min(weekly_pay, limit.value)
    statutory = weeks * capped
    enhanced_weekly_pay = weekly_pay if terms.use_actual_weeks_pay else capped
    ceiling = (most.value if terms.max_weeks is None else terms.max_weeks) * enhanced_weekly_pay
    enhanced = min(weeks * terms.multiplier * enhanced_weekly_pay, ceiling)
    total = max(statutory, enhanced if terms.offset else min(statutory + enhanced, ceiling))
    tax_free, class_1a, tax_rates = _taxed(total + beside, ended_on or day, paid_on or day, table)
    read = tuple(dict.fromkeys((limit, most, *_week_rates(table, day), *tax_rates)))
    return Redundancy(weeks, capped, statutory, enhanced, total, tax_free, class_1a, read)


def no_redundancy_payment(beside: float, ended_on: date, paid_on: date, table: RateTable) -> Redundancy:
    """The record of a leaver with no redundancy payment. Class 1A is on ``beside``, £ paid for the loss of the job."""
    tax_free, class_1a, rates = _taxed(beside, ended_on, paid_on, table)
    return Redundancy(0.0, 0.0, 0.0, 0.0, 0.0, tax_free, class_1a, tuple(rates) if beside else ())


def statutory_payment(age: int, complete_years: int, weekly_pay: float, table: RateTable, day: date) -> float:
    """The statutory redundancy payment, £: weeks at the week's pay, or at the day's limit if less (section 227)."""
    return statutory_weeks(age, complete_years, table, day) * min(
        weekly_pay, table.value_on("weekly_cap", "statutory", day).value
    )


def statutory_weeks(age: int, complete_years: int, table: RateTable, day: date) -> float:
    """Weeks' pay due for redundancy by the Act: each of the last 20 years counts by the age at its start.

    A year counts at the rate of a higher age only if the whole year was worked at that age (section 162). No weeks are
    due under two years of service (section 155). ``age`` is in complete years on the relevant date, as in the published
    tables. Raises ValueError where the age is less than the years of service.
    """
    if not 0 <= complete_years <= age:
        raise ValueError(f"{complete_years} complete years of service do not fit an age of {age}")
    minimum, most, *bands = (rate.value for rate in _week_rates(table, day))
    if complete_years < minimum:
        return 0.0
    counted = min(complete_years, int(most))
    return float(sum(bands[_band(age - year)] for year in range(1, counted + 1)))


def _week_rates(table: RateTable, day: date) -> list[Rate]:
    return [
        table.value_on("min_service", "statutory", day),
        table.value_on("max_years", "statutory", day),
        *(table.value_on("weeks_per_year", band, day) for band in ("under_22", "22_to_40", "41_and_over")),
    ]


def _band(age: int) -> int:
    return int(np.searchsorted((22, 41), age, side="right"))


def class_1a(payment: float, day: date, table: RateTable, paid_on: date | None = None) -> float:
    """Employer Class 1A NI on a termination award, £: on the part above £30,000, at the rate of the day of payment.

    Nil unless the employment ended, and the award was paid, on or after 6 April 2020 (HMRC EIM13860). In 2022/23 the
    rate is that of the day of payment, not the blended one (NIM01610).
    """
    return _taxed(payment, day, paid_on or day, table)[1]


def _taxed(payment: float, day: date, paid_on: date, table: RateTable) -> tuple[float, float, list[Rate]]:
    limit = table.value_on("tax_free_limit", "statutory", paid_on)
    if payment <= limit.value:  # no rate is needed then, and the table may lack one
        return payment, 0.0, [limit]
    at_end, at_payment = (table.value_on("class_1a_rate", "rate", when) for when in (day, paid_on))
    rate = at_payment.value if at_end.value else 0.0
    return limit.value, (payment - limit.value) * rate, [limit, at_end, at_payment]


def ready_reckoner(table: RateTable, day: date) -> np.ndarray:
    """Statutory weeks by age and complete years, (45 ages from 17 to 61, 19 years from 2 to 20).

    NaN where service would have begun before the age of 15. From the age of 61 the weeks stay the same.
    """
    return np.array(
        [
            [
                statutory_weeks(age, years, table, day) if age - years >= YOUNGEST_START else np.nan
                for years in RECKONER_YEARS
            ]
            for age in RECKONER_AGES
        ]
    )


def weeks_pay(annual_pay: float, paid_weeks: float = WEEKS_IN_YEAR) -> float:
    """A week's pay, £: annual pay over the weeks that it pays for.

    For a term-time post those are the weeks worked and the paid leave, 44 or 45, and not 52: Gilbert v Barnsley MBC
    (EAT/674/00, 2002), followed in Agard v Westminster Kingsway College. For all-year pay the workbook uses 52, and
    says so. Raises ValueError where there are more than 53 weeks, or none.
    """
    if not 0 < paid_weeks <= 53:
        raise ValueError(f"{paid_weeks:g} paid weeks in a year: expected more than 0 and no more than 53")
    return annual_pay / paid_weeks


def age_on(born: date, day: date) -> int:
    """Age in complete years. Someone born on 29 February is a year older on 1 March of a common year."""
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def complete_years(start: date, end: date) -> int:
    """Complete years of service, the first and the last day both counted: 8 April to 7 April is one year.

    Sections 210 and 211; Pacitti Jones v O'Brien [2005] CSIH 56. A year from 29 February is complete on 28 February.
    Raises ValueError where service ends before it starts.
    """
    return complete_months(start, end) // 12


def complete_months(start: date, end: date) -> int:
    """Complete calendar months of service, counted as :func:`complete_years` counts years."""
    if end < start:
        raise ValueError(f"service ends on {end}, before it starts on {start}")
    after = end + timedelta(days=1)
    return (after.year - start.year) * 12 + after.month - start.month - (after.day < start.day)


def statutory_notice_weeks(start: date, given_on: date) -> int:
    """Weeks of employer notice due: 1 for each complete year, at least 1 after a month, at most 12 (section 86)."""
    if complete_months(start, given_on) < 1:
        return 0
    return min(max(complete_years(start, given_on), 1), MOST_NOTICE_WEEKS)


def relevant_date(start: date, given_on: date, last_day: date) -> date:
    """The day to which age and service are counted: the last day, or the end of the statutory notice if later.

    So pay in lieu of notice shortens nobody's service (section 145(5)).
    """
    return max(last_day, given_on + timedelta(weeks=statutory_notice_weeks(start, given_on)))
