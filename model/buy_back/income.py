"""Income by month: how much of each agreement year's charge is earned by the end of each month.

For its whole year an agreement keeps the price list in force when the year, or the agreement, begins. While its prices
are fixed, it keeps the list of the day on which they were agreed. A year's charge is earned in equal parts by its
twelve months, by its days, or by its three terms. Part of a month counts by its days in the agreement. The income of a
month is what is earned by its end less what was earned by its start, so that months add up to the charge. Money is
whole pence.
"""

from dataclasses import dataclass
from math import lcm

import numpy as np

from model.base.financial_year import MONTHS_IN_YEAR, PayMonths
from model.buy_back.pricing import charges
from model.rates.tables import RateTable
from model.schema.sections.agreed_prices import priced_on
from model.schema.sections.customers import YEAR_STARTS, Agreements, EarnedBy, year_beginnings, year_of_month
from model.schema.sections.prices import TREATMENTS, PriceList, list_in_force

OF_A_MONTH = lcm(28, 29, 30, 31)
"""The number of equal parts into which a month is cut. A day of any month is a whole number of them."""
OF_A_YEAR = MONTHS_IN_YEAR * OF_A_MONTH
TERMS = {"autumn": (9, 10, 11, 12), "spring": (1, 2, 3), "summer": (4, 5, 6, 7, 8)}
"""The months of each term, as in the early years entitlement: whole months, and no term crosses 1 April."""
MONTHS_IN_TERM = np.array([next(len(term) for term in TERMS.values() if month in term) for month in range(1, 13)])
OF_A_YEAR_OF_TERMS = OF_A_MONTH * lcm(*(len(TERMS) * len(term) for term in TERMS.values()))
SHARES_TO = 10_000
"""Rates of VAT are counted to 0.01%."""
A_TRACE = 1e-6
"""Pence added before rounding down, so that an exact half is not lost to binary fractions."""


@dataclass(frozen=True, eq=False)
class Income:
    """What agreements earn, whole pence net of VAT. Arrays have a row for each agreement, in the list's order.

    Years are agreement years (see ``year_beginnings``). An agreement year with no day in the months shown has 0.
    """

    agreements: Agreements
    months: PayMonths
    by_treatment: np.ndarray
    """(treatments, agreements, years + 1): a year's whole charge by VAT treatment, own schools treated like others."""
    by_end: np.ndarray
    """(agreements, years + 1, twelve months): what each year has earned by the end of each of its months."""
    earned: np.ndarray
    """(agreements, months): what is earned in each month."""

    @property
    def charge(self) -> np.ndarray:
        """(agreements, years + 1): a whole year's charge of each agreement year."""
        return self.by_treatment.sum(axis=0)

    @property
    def by_year(self) -> np.ndarray:
        """(agreements, years): pence earned in each financial year."""
        return self.months.by_year(self.earned)


def income(prices: tuple[PriceList, ...], agreements: Agreements, months: PayMonths) -> Income:
    """What the agreements earn in the months shown.

    ``prices`` are in order of date. Raises LookupError where an agreement year begins before the first list, and as
    ``charges`` does where a list does not price an agreement. Neither can happen in a loaded scenario.
    """
    by_treatment = _charges_by_year(prices, agreements, months)
    charge = by_treatment.sum(axis=0)
    by_end = np.zeros((*charge.shape, MONTHS_IN_YEAR), dtype=np.int64)
    earned = np.zeros((len(agreements), len(months)), dtype=np.int64)
    for start in YEAR_STARTS.values():
        for way in np.unique(agreements.earned_by[agreements.year_starts == start]):
            rows = np.flatnonzero((agreements.year_starts == start) & (agreements.earned_by == way))
            first_days = _months_of_years(start, months)
            of_day, whole = parts_of_a_day(first_days, way)
            parts = _parts_by_month_end(agreements.chosen(rows), first_days, of_day)
            by_end[rows] = _part_of(charge[rows, :, None], parts, whole[:, None])
            earned[rows] = _in_months_shown(np.diff(by_end[rows], axis=2, prepend=0), start, months)
    return Income(agreements, months, by_treatment, by_end, earned)


def _charges_by_year(prices: tuple[PriceList, ...], agreements: Agreements, months: PayMonths) -> np.ndarray:
    days = priced_on(prices, agreements, months)
    which = list_in_force(prices, days)
    if (early := ~np.isnat(days) & (which < 0)).any():
        raise LookupError(f"no price list on {days[early].min()}, when an agreement year begins")
    charge = np.zeros((len(TREATMENTS), *days.shape), dtype=np.int64)
    for number, each in enumerate(prices):
        rows, years = np.nonzero(which == number)
        if len(rows):
            chosen, row_of = np.unique(rows, return_inverse=True)
            charge[:, rows, years] = charges(each, agreements.chosen(chosen)).by_treatment[:, row_of]
    return charge


def _months_of_years(start: int, months: PayMonths) -> np.ndarray:
    """The first day of each month of the agreement years that begin in month ``start``, (years + 1, twelve months)."""
    begins = year_beginnings(np.array([start]), months)[0]
    return (begins.astype("datetime64[M]")[:, None] + np.arange(MONTHS_IN_YEAR)).astype("datetime64[D]")


def _in_months_shown(by_year: np.ndarray, start: int, months: PayMonths) -> np.ndarray:
    """Monthly sums of the agreement years that begin in month ``start``, cut to (agreements, months shown)."""
    before = (4 - start) % MONTHS_IN_YEAR or MONTHS_IN_YEAR  # months of the first agreement year before the first April
    return by_year.reshape(len(by_year), -1)[:, before : before + len(months)]


def parts_of_a_day(first_days: np.ndarray, earned_by: EarnedBy) -> tuple[np.ndarray, np.ndarray]:
    """How many equal parts of the year's charge a day of each month earns, and how many the year has, (years,).

    ``first_days``, (years, months), are the first days of each year's months. The first result is (years, months) too.
    """
    months = first_days.astype("datetime64[M]")
    days = ((months + 1).astype("datetime64[D]") - first_days).astype(np.int64)
    if earned_by == "days":
        return np.ones_like(days), days.sum(axis=1)
    if earned_by == "terms":
        of_term = MONTHS_IN_TERM[months.astype(int) % MONTHS_IN_YEAR] * len(TERMS)
        return OF_A_YEAR_OF_TERMS // of_term // days, np.full(len(days), OF_A_YEAR_OF_TERMS)
    return OF_A_MONTH // days, np.full(len(days), OF_A_YEAR)


def _parts_by_month_end(agreements: Agreements, first_days: np.ndarray, of_day: np.ndarray) -> np.ndarray:
    """How many parts of each year an agreement has run by each month's end, (agreements, years, months of the year)."""
    ends = (first_days.astype("datetime64[M]") + 1).astype("datetime64[D]")
    # Many agreements have the same two days: each pair of days is worked out once.
    pairs = np.stack([agreements.first_day, agreements.last_day]).astype(np.int64)
    (first, last), pair_of = np.unique(pairs, axis=1, return_inverse=True)
    first, last = (days.astype("datetime64[D]")[:, None, None] for days in (first, last))
    days = (np.minimum(last + 1, ends) - np.maximum(first, first_days)).astype(np.int64)
    return np.cumsum(np.maximum(days, 0) * of_day, axis=2)[pair_of.ravel()]


def _part_of(amount: np.ndarray, parts: np.ndarray, of: np.ndarray) -> np.ndarray:
    """A part of an amount in pence, half a penny rounded up. The amount is divided first to avoid an overflow."""
    whole, rest = np.divmod(amount, of)
    return whole * parts + (rest * parts + of // 2) // of


def vat(earned: Income, rates: RateTable) -> np.ndarray:
    """VAT on what is earned, whole pence, (agreements, months): what each day earns is taxed at the rate of that day.

    The sum to date of an agreement year is rounded, so that twelve months add up to the VAT of the year's bill to the
    penny.

    The council's own maintained schools are charged no VAT up to the day before they become academies. Academies and
    others are charged the standard rate on the packages that bear it. Raises RateMissing where the table lacks the rate
    of a day on which VAT is charged.
    """
    agreements, months = earned.agreements, earned.months
    taxed_from = np.where(agreements.maintained, agreements.academy_from, agreements.first_day)
    taxed_from = np.maximum(taxed_from, agreements.first_day)
    shown_to = months.pay_days[-1]
    taxed = np.zeros_like(earned.earned)
    share = _share_by_year(earned, "standard")
    some = ~np.isnat(taxed_from) & (taxed_from <= shown_to) & (agreements.last_day >= months.first_days[0])
    some &= share.any(axis=1)
    for start in YEAR_STARTS.values():
        rows = np.flatnonzero(some & (agreements.year_starts == start))
        if len(rows):
            first_days = _months_of_years(start, months)
            in_agreement, at_rate = _days_taxed(agreements.chosen(rows), taxed_from[rows], first_days, shown_to, rates)
            charged = np.diff(earned.by_end[rows], axis=2, prepend=0) * share[rows, :, None]
            to_date = np.cumsum(charged * at_rate / (np.maximum(in_agreement, 1) * SHARES_TO), axis=2)
            pence = np.floor(to_date + 0.5 + A_TRACE).astype(np.int64)
            taxed[rows] = _in_months_shown(np.diff(pence, axis=2, prepend=0), start, months)
    return taxed


def _days_taxed(
    agreements: Agreements, taxed_from: np.ndarray, first_days: np.ndarray, shown_to: np.datetime64, rates: RateTable
) -> tuple[np.ndarray, np.ndarray]:
    """Days of each month in the agreement, and the sum of the VAT rates of the taxed days among them.

    Both are (agreements, years, twelve months), for the months that begin on ``first_days``. The first of these years
    is the first agreement year that has a day in the years shown. Days after ``shown_to``, the last day shown, add
    nothing to the sum of rates. A rate is in units of 0.01%.
    """
    days = np.arange(first_days[0, 0], shown_to + 1)
    needed = days >= taxed_from.min()
    of_day = np.zeros(len(days) + 1, dtype=np.int64)
    of_day[1:][needed] = [round(rate.value * SHARES_TO) for rate in rates.over("standard", "rate", days[needed])]
    to_day = np.cumsum(of_day)  # the sum of the rates of all days before each day
    month_ends = (first_days.astype("datetime64[M]") + 1).astype("datetime64[D]") - 1
    first, last, taxed = (of[:, None, None] for of in (agreements.first_day, agreements.last_day, taxed_from))
    last = np.minimum(last, month_ends)
    start = np.maximum(first, first_days)
    taxable = np.minimum(np.maximum(taxed, start), last + 1)
    at_rate = to_day[_at(last + 1, days)] - to_day[_at(taxable, days)]
    return np.maximum((last - start).astype(int) + 1, 0), np.maximum(at_rate, 0)


def share_at(earned: Income, treatment: str) -> np.ndarray:
    """The share of income that has a VAT treatment, for customers other than own schools, (agreements, months)."""
    year = year_of_month(earned.agreements.year_starts, earned.months)
    return np.take_along_axis(_share_by_year(earned, treatment), year, axis=1)


def _share_by_year(earned: Income, treatment: str) -> np.ndarray:
    """The share of each agreement year's charge that has a VAT treatment, (agreements, years + 1)."""
    charge, of_it = earned.charge, earned.by_treatment[TREATMENTS.index(treatment)]
    return np.divide(of_it, charge, out=np.zeros(charge.shape), where=charge > 0)


def _at(day: np.ndarray, days: np.ndarray) -> np.ndarray:
    return np.clip((day - days[0]).astype(int), 0, len(days))
