"""The pay days on which National Insurance is assessed, and its thresholds and rates on each.

For pay that is not monthly, or where a holder's category letter has a relief.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import chain
from typing import Any

import numpy as np

from model.base.dated import Dated, on
from model.base.financial_year import FinancialYear, PayMonths
from model.pay.ni_categories import CATEGORIES
from model.pay.on_costs import NIThresholds, ni_thresholds
from model.pay.payroll import Payroll
from model.rates.tables import Rate, RateTable
from model.schema.sections.posts import PresentPost

Letters = Mapping[tuple[str, ...], tuple[Dated[str], ...]]
"""Category letters with their dates, by holder. A holder for whom no letter is listed has letter A."""


@dataclass(frozen=True)
class PeriodTerms:
    """The thresholds and rates of one earnings period, (pay days,): for letter A, and for each relief."""

    standard: NIThresholds
    status: np.ndarray
    upper: Mapping[str, np.ndarray]
    """For each relief, the threshold above which the employer pays, £; 0 on a day on which nobody has the relief."""
    upper_status: Mapping[str, np.ndarray]

    def changed(self, change: Callable[[Any], Any]) -> "PeriodTerms":
        """A copy in which ``change`` has been applied to every array."""
        return PeriodTerms(
            self.standard.changed(change),
            change(self.status),
            {relief: change(upper) for relief, upper in self.upper.items()},
            {relief: change(status) for relief, status in self.upper_status.items()},
        )


@dataclass(frozen=True)
class Insured:
    """The pay days on which National Insurance is assessed, and the terms of each pay day, as arrays (pay days,).

    ``payroll`` is None where each pay month is an earnings period. ``weekly`` are the terms for what is paid to
    somebody who has left.
    """

    pay_days: np.ndarray
    terms: PeriodTerms
    weekly: PeriodTerms
    payroll: Payroll | None

    def in_year(self, years: tuple[FinancialYear, ...], year: FinancialYear) -> "Insured":
        """The pay days and terms of one year."""
        number = years.index(year)

        def of_year(array: np.ndarray) -> np.ndarray:
            return np.split(array, len(years))[number]

        payroll = self.payroll and replace(self.payroll, months=PayMonths(year, year))
        terms, weekly = (terms.changed(of_year) for terms in (self.terms, self.weekly))
        return Insured(of_year(self.pay_days), terms, weekly, payroll)


def letters_of(posts: Iterable[PresentPost]) -> dict[tuple[str, ...], tuple[Dated[str], ...]]:
    """The category letters of each holder for whom any are stated."""
    return {(holder.ref,): holder.letters for post in posts for holder in post.holders if holder.ni_letters}


def insured(
    table: RateTable, months: PayMonths, payroll: Payroll | None, letters: Letters
) -> tuple[Insured | None, tuple[Rate, ...]]:
    """How National Insurance is assessed, and the rates read for it.

    None, with no rates, where pay is monthly and no holder's letter has a relief. Raises RateMissing where the table
    lacks a threshold on a pay day.
    """
    spells = [dated for dated in chain.from_iterable(letters.values()) if CATEGORIES[dated.value].relief]
    if payroll is None and not spells:
        return None, ()
    pay_days = months.pay_days if payroll is None else payroll.pay_days
    terms, read = _period_terms(table, pay_days, "monthly" if payroll is None else payroll.period, spells)
    return Insured(pay_days, terms, _period_terms(table, pay_days, "weekly", spells)[0], payroll), read


def _period_terms(
    table: RateTable, pay_days: np.ndarray, period: str, spells: list[Dated[str]]
) -> tuple[PeriodTerms, tuple[Rate, ...]]:
    """The terms of a period on each pay day, and every row that was read for them."""
    standard, status = ni_thresholds(table, pay_days, period)
    read = [*table.over("employer_rate", "rate", pay_days), *table.over("secondary_threshold", period, pay_days)]
    upper, upper_status = dict[str, np.ndarray](), dict[str, np.ndarray]()
    for relief in sorted({CATEGORIES[dated.value].relief for dated in spells}):
        days = np.any([on(dated, pay_days) for dated in spells if CATEGORIES[dated.value].relief == relief], axis=0)
        rates = table.over(f"upper_secondary_threshold_{relief}", period, pay_days[days])
        upper[relief], upper_status[relief] = np.zeros(len(pay_days)), np.zeros(len(pay_days), np.int8)
        upper[relief][days] = [rate.value for rate in rates]
        upper_status[relief][days] = [rate.status for rate in rates]
        read += rates
    return PeriodTerms(standard, status, upper, upper_status), tuple(dict.fromkeys(read))
