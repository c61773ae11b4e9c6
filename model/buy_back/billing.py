"""Cash and income: when bills are raised and paid, and what is deferred, accrued and owed on each 31 March.

A bill covers a year, a term or a month of an agreement year. A year's bill is what the agreement's days in that year
earn. It is divided equally among the terms or months in which the agreement runs. A bill is raised on the first day of
the month in which its period begins, or in which the agreement begins if that is later. Where bills are raised ahead,
that day is a stated number of months earlier. Every sum is net of VAT.
"""

from dataclasses import dataclass

import numpy as np

from model.base.financial_year import MONTHS_IN_YEAR, FinancialYear, PayMonths
from model.buy_back.income import TERMS, Income, income
from model.schema.sections.customers import YEAR_STARTS, Agreements, year_beginnings
from model.schema.sections.prices import PriceList
from model.schema.sections.renewals import run_on
from model.schema.sections.trading import Billing


@dataclass(frozen=True, eq=False)
class Billed:
    """What agreements are billed, pay and owe, whole pence net of VAT: a row for each agreement, in the list's order.

    ``deferred``, ``accrued`` and ``owed`` are balances, (agreements, years + 1): on the 31 March before the first year,
    and on each 31 March after.
    """

    billed: np.ndarray
    """(agreements, months): what is billed, in the month in which each bill is raised."""
    deferred: np.ndarray
    """What is billed and not yet earned."""
    accrued: np.ndarray
    """What is earned and not yet billed."""
    owed: np.ndarray | None
    """What is billed and not yet paid; None where the scenario does not state how soon bills are paid."""


@dataclass(frozen=True, eq=False)
class _Bills:
    """Each bill of each agreement, (agreements, years, bills of a year): pence, and the day on which it is sent."""

    amount: np.ndarray
    raised: np.ndarray

    def outstanding(self, days: np.ndarray, paid_after: int) -> np.ndarray:
        """Pence billed by the end of each day and not yet paid, (agreements, days)."""
        paid = self.raised + paid_after
        owed = [np.where((self.raised <= day) & (paid > day), self.amount, 0).sum(axis=(1, 2)) for day in days]
        return np.stack(owed, axis=1)


def billing(
    prices: tuple[PriceList, ...], agreements: Agreements, months: PayMonths, terms: Billing | None = None
) -> Billed:
    """What agreements and their renewals are billed, and the balances at the end of each year.

    Bills of the year before the years shown, and of the year after them, are included where they may be raised or owed
    in the years shown. The year before is included only as far back as price lists go. Raises LookupError as ``income``
    does.
    """
    ahead, paid_after = (terms.months_ahead, terms.paid_after) if terms else (0, None)
    charged = _income_around(prices, agreements, months, before=terms is not None, after=ahead > 0)
    marches = np.append(months.first_days[:1] - 1, months.pay_days[MONTHS_IN_YEAR - 1 :: MONTHS_IN_YEAR])
    size = len(agreements)
    billed = np.zeros((size, len(months)), dtype=np.int64)
    deferred, accrued, owed = (np.zeros((size, len(marches)), dtype=np.int64) for _ in range(3))
    for start in YEAR_STARTS.values():
        for number in np.unique(agreements.bills[agreements.year_starts == start]).tolist():
            rows = np.flatnonzero((agreements.year_starts == start) & (agreements.bills == number))
            bills = _bills(charged, rows, start, number, ahead)
            at = (bills.raised.astype("M8[M]") - months.first_days[0].astype("M8[M]")).astype(int)
            chosen = (at >= 0) & (at < len(months))
            np.add.at(billed, (rows[np.nonzero(chosen)[0]], at[chosen]), bills.amount[chosen])
            for number_of_year, march in enumerate(marches):
                raised = np.where(bills.raised <= march, bills.amount, 0).sum(axis=2)
                ahead_of_income = raised - _earned_to(charged, rows, start, march)
                deferred[rows, number_of_year] = np.maximum(ahead_of_income, 0).sum(axis=1)
                accrued[rows, number_of_year] = np.maximum(-ahead_of_income, 0).sum(axis=1)
            owed[rows] = bills.outstanding(marches, paid_after or 0)
    return Billed(billed, deferred, accrued, None if paid_after is None else owed)


def _income_around(
    prices: tuple[PriceList, ...], agreements: Agreements, months: PayMonths, *, before: bool, after: bool
) -> Income:
    """Income of the years shown, with the year before and the year after where ``before`` and ``after`` ask for them.

    The year before is left out where no price list reaches back to it.
    """
    last = FinancialYear(months.last.start + after)
    wide = PayMonths(FinancialYear(months.first.start - before), last)
    try:
        return income(prices, run_on(agreements, wide), wide)
    except LookupError:  # no price list reaches back to the year before
        shown = PayMonths(months.first, last)
        return income(prices, run_on(agreements, shown), shown)


def _bills(charged: Income, rows: np.ndarray, start: int, number: int, ahead: int) -> _Bills:
    agreements = charged.agreements
    begins = year_beginnings(np.array([start]), charged.months)[0].astype("M8[M]")
    calendar = (start - 1 + np.arange(MONTHS_IN_YEAR)) % MONTHS_IN_YEAR + 1
    bill_of = {1: np.zeros(MONTHS_IN_YEAR, dtype=int), 3: _term_numbers(calendar), 12: np.arange(MONTHS_IN_YEAR)}[
        number
    ]
    opens = np.searchsorted(bill_of, np.arange(number))
    first, last = (
        np.clip((days[rows, None].astype("M8[M]") - begins).astype(int), 0, MONTHS_IN_YEAR - 1)
        for days in (agreements.first_day, agreements.last_day)
    )
    from_bill, to_bill = bill_of[first][:, :, None], bill_of[last][:, :, None]
    whole = charged.by_end[rows, :, -1][:, :, None]
    count, bills = to_bill - from_bill + 1, np.arange(number)
    to_date = np.clip(bills - from_bill + 1, 0, count)
    amount = np.diff((2 * whole * to_date + count) // (2 * count), axis=2, prepend=0)
    raised = begins[:, None] + np.maximum(opens, first[:, :, None]) - ahead
    return _Bills(amount, raised.astype("M8[D]"))


def _term_numbers(calendar: np.ndarray) -> np.ndarray:
    """The index of each month's term in a year, (months,)."""
    names = [next(name for name, term in TERMS.items() if month in term) for month in calendar.tolist()]
    in_order = list(dict.fromkeys(names))
    return np.array([in_order.index(name) for name in names])


def _earned_to(charged: Income, rows: np.ndarray, start: int, day: np.datetime64) -> np.ndarray:
    """Pence that each agreement year has earned by the end of the month of ``day``, (agreements, years)."""
    begins = year_beginnings(np.array([start]), charged.months)[0].astype("M8[M]")
    months = (day.astype("M8[M]") - begins).astype(int)
    by_end = charged.by_end[rows]
    earned = by_end[:, np.arange(len(begins)), np.clip(months, 0, MONTHS_IN_YEAR - 1)]
    return np.where(months >= 0, earned, 0)
