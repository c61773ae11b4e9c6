"""Income by month: each agreement year's charge earned by twelfths, billed at its start, deferred over 31 March.

An agreement keeps for its year the price list in force when the year begins, or when the agreement does. A month's
income is a twelfth of the year's charge for the part of the month in the agreement, by days. Money is whole pence, and
each month is what has been earned by its end less what had been by its start, so that months add up to the charge.
"""

from dataclasses import dataclass
from math import lcm

import numpy as np

from model.base.financial_year import MONTHS_IN_YEAR, PayMonths
from model.buy_back.pricing import charges
from model.rates.tables import RateTable
from model.schema.sections.customers import YEAR_STARTS, Agreements, priced_on, year_beginnings
from model.schema.sections.prices import PriceList, list_in_force

OF_A_MONTH = lcm(28, 29, 30, 31)
"""Into so many equal parts a month is cut: a day of any month is a whole number of them."""
OF_A_YEAR = MONTHS_IN_YEAR * OF_A_MONTH
SHARES_TO = 10_000
"""Rates of VAT are counted to a hundredth of one per cent."""
A_TRACE = 1e-6
"""Pence: an exact half is not lost to binary fractions."""


@dataclass(frozen=True, eq=False)
class Income:
    """What agreements bring in, whole pence net of VAT. Arrays have a row for each agreement, in the list's order."""

    agreements: Agreements
    months: PayMonths
    charge: np.ndarray
    """(agreements, years + 1): a whole year's charge of each agreement year (see ``year_beginnings``); 0 where it has
    no day shown."""
    earned: np.ndarray
    """(agreements, months)"""
    billed: np.ndarray
    """(agreements, months): each agreement year's whole bill, in the month in which it or the agreement begins."""
    deferred: np.ndarray
    """(agreements, years + 1): billed and not yet earned on the 31 March before the first year, and on each after."""

    @property
    def by_year(self) -> np.ndarray:
        """(agreements, years): earned in each financial year."""
        return self.months.by_year(self.earned)


def income(prices: tuple[PriceList, ...], agreements: Agreements, months: PayMonths) -> Income:
    """What the agreements earn, are billed and defer in the months shown.

    ``prices`` are in order of date. Raises LookupError where an agreement year begins before the first list, and as
    ``charges`` does where a list does not price an agreement, which a loaded scenario cannot meet.
    """
    charge = _charges_by_year(prices, agreements, months)
    earned = np.zeros((len(agreements), len(months)), dtype=np.int64)
    billed, deferred = np.zeros_like(earned), np.zeros_like(charge)
    for start in YEAR_STARTS.values():
        rows = np.flatnonzero(agreements.year_starts == start)
        if len(rows):
            earned[rows], billed[rows], deferred[rows] = _of_year(start, agreements.chosen(rows), charge[rows], months)
    return Income(agreements, months, charge, earned, billed, deferred)


def _charges_by_year(prices: tuple[PriceList, ...], agreements: Agreements, months: PayMonths) -> np.ndarray:
    days = priced_on(agreements, months)
    which = list_in_force(prices, days)
    if (early := ~np.isnat(days) & (which < 0)).any():
        raise LookupError(f"no price list on {days[early].min()}, when an agreement year begins")
    charge = np.zeros(days.shape, dtype=np.int64)
    for number, each in enumerate(prices):
        rows, years = np.nonzero(which == number)
        if len(rows):
            chosen, row_of = np.unique(rows, return_inverse=True)
            charge[rows, years] = charges(each, agreements.chosen(chosen)).total[row_of]
    return charge


def _of_year(
    start: int, agreements: Agreements, charge: np.ndarray, months: PayMonths
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Earned, billed and deferred of agreements whose year begins in one month.

    The years are laid end to end, from the one before the first 1 April: (agreements, years + 1, twelve months).
    """
    begins = year_beginnings(np.array([start]), months)[0]
    first_days = (begins.astype("datetime64[M]")[:, None] + np.arange(MONTHS_IN_YEAR)).astype("datetime64[D]")
    by_end = _part_of(charge[:, :, None], _parts_by_month_end(agreements, first_days), OF_A_YEAR)
    bill = by_end[:, :, -1]
    earned = np.diff(by_end, axis=2, prepend=0).reshape(len(agreements), -1)
    april = (4 - start) % MONTHS_IN_YEAR or MONTHS_IN_YEAR  # how many of these months lie before the first 1 April
    raised_in = np.maximum(agreements.first_day[:, None], begins).astype("datetime64[M]")
    at = (raised_in - np.datetime64(months.first.first_day, "M")).astype(int)
    billed = np.zeros((len(agreements), len(months)), dtype=np.int64)
    rows, years = np.nonzero((bill > 0) & (at >= 0) & (at < len(months)))
    np.add.at(billed, (rows, at[rows, years]), bill[rows, years])
    deferred = np.zeros_like(charge)
    if april < MONTHS_IN_YEAR:
        last_march = (np.arange(charge.shape[1]) * MONTHS_IN_YEAR).astype("timedelta64[M]")
        known = raised_in < np.datetime64(months.first.first_day, "M") + last_march
        deferred = np.where(known, bill - by_end[:, :, april - 1], 0)
    return earned[:, april : april + len(months)], billed, deferred


def _parts_by_month_end(agreements: Agreements, first_days: np.ndarray) -> np.ndarray:
    """Parts of the year in the agreement by each month's end, (agreements, years, months of the year)."""
    ends = (first_days.astype("datetime64[M]") + 1).astype("datetime64[D]")
    # Most agreements share their days with others: each pair of days is laid on the calendar once.
    pairs = np.stack([agreements.first_day, agreements.last_day]).astype(np.int64)
    (first, last), pair_of = np.unique(pairs, axis=1, return_inverse=True)
    first, last = (days.astype("datetime64[D]")[:, None, None] for days in (first, last))
    days = (np.minimum(last + 1, ends) - np.maximum(first, first_days)).astype(np.int64)
    parts = np.maximum(days, 0) * (OF_A_MONTH // (ends - first_days).astype(np.int64))
    return np.cumsum(parts, axis=2)[pair_of.ravel()]


def _part_of(amount: np.ndarray, parts: np.ndarray, of: int) -> np.ndarray:
    """A part of pence, half a penny up; divided before it is multiplied, so that no amount is too large."""
    whole, rest = np.divmod(amount, of)
    return whole * parts + (rest * parts + of // 2) // of


def vat(earned: Income, rates: RateTable) -> np.ndarray:
    """VAT on what is earned, whole pence by (agreements, months): by days, at the rate of each day.

    Rounded as it adds up over an agreement year, so that twelve months make the VAT of the year's bill to the penny.

    Outside the scope for the council's own maintained schools, to the day before they become academies; the standard
    rate for academies and others. Raises RateMissing where no rate is held for a day on which it is charged.
    """
    agreements, months = earned.agreements, earned.months
    taxed_from = np.where(agreements.maintained, agreements.academy_from, agreements.first_day)
    taxed_from = np.maximum(taxed_from, agreements.first_day)
    shown_from, shown_to = months.first_days, months.pay_days
    taxed = np.zeros_like(earned.earned)
    some = ~np.isnat(taxed_from) & (taxed_from <= shown_to[-1]) & (agreements.last_day >= shown_from[0])
    if not some.any():
        return taxed
    first = np.maximum(taxed_from[some].min(), shown_from[0])
    days = np.arange(shown_from[0], shown_to[-1] + 1)
    of_day = np.zeros(len(days) + 1, dtype=np.int64)
    held = rates.over("standard", "rate", days[days >= first])
    of_day[1 + int((first - shown_from[0]).astype(int)) :] = [round(rate.value * SHARES_TO) for rate in held]
    to_day = np.cumsum(of_day)  # rates of the days before each day, added up
    last = np.minimum(agreements.last_day[some, None], shown_to)
    start = np.maximum(agreements.first_day[some, None], shown_from)
    taxable = np.minimum(np.maximum(taxed_from[some, None], start), last + 1)
    rate_days = to_day[_at(last + 1, days)] - to_day[_at(taxable, days)]
    in_agreement = np.maximum((last - start).astype(int) + 1, 1)
    of = in_agreement * SHARES_TO
    due = earned.earned[some] * np.maximum(rate_days, 0) / of
    taxed[some] = _rounded_by_bill(due, agreements.year_starts[some], months)
    return taxed


def _rounded_by_bill(due: np.ndarray, year_starts: np.ndarray, months: PayMonths) -> np.ndarray:
    """VAT unrounded, (agreements, months), as whole pence that make each agreement year's sum, half a penny up."""
    rounded = np.zeros(due.shape, dtype=np.int64)
    month_of_year = months.first_days.astype("datetime64[M]").astype(int) % MONTHS_IN_YEAR + 1
    for start in YEAR_STARTS.values():
        rows = np.flatnonzero(year_starts == start)
        for year in np.split(np.arange(len(months)), np.flatnonzero(month_of_year == start)):
            to_date = np.floor(np.cumsum(due[np.ix_(rows, year)], axis=1) + 0.5 + A_TRACE).astype(np.int64)
            rounded[np.ix_(rows, year)] = np.diff(to_date, axis=1, prepend=0)
    return rounded


def _at(day: np.ndarray, days: np.ndarray) -> np.ndarray:
    return np.clip((day - days[0]).astype(int), 0, len(days))
