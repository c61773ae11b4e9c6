"""Conventions that another author may have used for a published figure: how NI is assessed, and what is rounded.

A scenario is never costed by these: the workbook assesses each pay month and rounds nothing. Reconciliation tries each
convention instead of the workbook's own.
"""

from collections.abc import Callable
from dataclasses import dataclass, fields, replace
from datetime import date
from decimal import Decimal
from functools import partial

import numpy as np

from model.base.financial_year import MONTHS_IN_YEAR, FinancialYear, PayMonths
from model.base.money import MICRO_PLACES, half_up
from model.pay.on_costs import NIThresholds, employer_ni_by_appointment, ni_thresholds
from model.rates.tables import RateTable

HUNDREDTH_OF_PER_CENT = Decimal("0.0001")
FOUR_WEEKS, PERIODS_OF_FOUR_WEEKS = 28, 13


@dataclass(frozen=True)
class NIConvention:
    """How another author works out a year's employer NI: which terms of a tax year, and what is done with them.

    ``terms`` gives the terms by earnings period of the year, (periods,). ``assess`` gives NI in £ by appointment and
    month, from £ paid by appointment and month, the holder of each appointment, the terms, and who is contracted out.
    """

    meaning: str
    terms: Callable[[RateTable, FinancialYear], NIThresholds]
    assess: Callable[[np.ndarray, np.ndarray, NIThresholds, np.ndarray], np.ndarray]

    def terms_over(self, table: RateTable, tax_year: FinancialYear, years: int) -> NIThresholds:
        """The terms of one tax year, repeated for a number of years. Raises RateMissing where the table lacks them."""
        of_year = self.terms(table, tax_year)
        return NIThresholds(*(np.tile(getattr(of_year, field.name), years) for field in fields(of_year)))


def _by_pay_month(table: RateTable, tax_year: FinancialYear) -> NIThresholds:
    return ni_thresholds(table, PayMonths(tax_year, tax_year).pay_days)[0]


def _days_of(tax_year: FinancialYear) -> np.ndarray:
    return np.arange(np.datetime64(date(tax_year.start, 4, 6)), np.datetime64(date(tax_year.start + 1, 4, 6)))


def _by_year(table: RateTable, tax_year: FinancialYear) -> NIThresholds:
    """Yearly limits and the rate of the tax year. A rate that changes in the year is averaged by days, to 0.01%.

    214 days at 15.05% and 151 at 13.8% give 14.53%, as for a director in 2022/23 (HMRC NIM01615).
    """
    days = _days_of(tax_year)
    terms, _ = ni_thresholds(table, days[:1], "annual")
    mean = float(np.mean([rate.value for rate in table.over("employer_rate", "rate", days)]))
    return replace(terms, employer_rate=np.array([float(half_up(mean, HUNDREDTH_OF_PER_CENT))]))


def _by_four_weeks(table: RateTable, tax_year: FinancialYear) -> NIThresholds:
    """The four-weekly threshold and the rate on the last day of each of 13 periods from 6 April, without the rebate.

    The threshold is the yearly one ÷ 52 × 4, rounded up: £385 in 2025/26 (HMRC NIM01206).
    """
    paid_on = _days_of(tax_year)[FOUR_WEEKS - 1 :: FOUR_WEEKS]
    rate, threshold = (
        np.array([row.value for row in table.over(name, point, paid_on)])
        for name, point in (("employer_rate", "rate"), ("secondary_threshold", "four_weekly"))
    )
    return _no_rebate(NIThresholds(rate, threshold))


def _no_rebate(terms: NIThresholds) -> NIThresholds:
    nothing = np.zeros_like(terms.employer_rate)
    return NIThresholds(terms.employer_rate, terms.secondary_threshold, nothing, nothing, nothing)


def _on_equal_parts(
    parts: int, pay: np.ndarray, holder_of: np.ndarray, terms: NIThresholds, contracted_out: np.ndarray
) -> np.ndarray:
    """NI on each financial year's pay, cut into ``parts`` equal parts. Each month bears a twelfth of the year's NI."""
    of_year = pay.reshape(len(pay), -1, MONTHS_IN_YEAR).sum(axis=-1)
    due = employer_ni_by_appointment(np.repeat(of_year / parts, parts, axis=1), holder_of, terms, contracted_out)
    return np.repeat(due.reshape(len(pay), -1, parts).sum(axis=-1) / MONTHS_IN_YEAR, MONTHS_IN_YEAR, axis=1)


def _nothing(pay: np.ndarray, *_: object) -> np.ndarray:
    return np.zeros_like(pay)


NI_CONVENTIONS = {
    "pay_months_with_rebate": NIConvention(
        "on the pay of each month, with the contracted-out rebate", _by_pay_month, employer_ni_by_appointment
    ),
    "pay_months_without_rebate": NIConvention(
        "on the pay of each month, without the rebate",
        lambda table, year: _no_rebate(_by_pay_month(table, year)),
        employer_ni_by_appointment,
    ),
    "annual_with_rebate": NIConvention(
        "on the pay of the year, with the contracted-out rebate", _by_year, partial(_on_equal_parts, 1)
    ),
    "annual_without_rebate": NIConvention(
        "on the pay of the year, without the rebate",
        lambda table, year: _no_rebate(_by_year(table, year)),
        partial(_on_equal_parts, 1),
    ),
    "four_weekly": NIConvention(
        "on a thirteenth of the year's pay every four weeks, without the rebate",
        _by_four_weeks,
        partial(_on_equal_parts, PERIODS_OF_FOUR_WEEKS),
    ),
    "none": NIConvention("none is counted", _by_pay_month, _nothing),
}
"""Every convention that a hypothesis may name. The first is how the workbook costs."""


@dataclass(frozen=True)
class Rounding:
    """What is rounded to the pound in a year's cost of one post: each element, the levy, or the whole cost."""

    meaning: str
    element: Callable[[np.ndarray], np.ndarray] = np.asarray
    levy: Callable[[np.ndarray], np.ndarray] = np.asarray
    post: Callable[[np.ndarray], np.ndarray] = np.asarray


def _to_the_pound(amounts: np.ndarray) -> np.ndarray:
    """Amounts to the nearest pound, a tie away from zero. Anything within a millionth of a tie counts as a tie."""
    return np.sign(amounts) * np.floor(np.round(np.abs(amounts), MICRO_PLACES) + 0.5)


def _cut(amounts: np.ndarray) -> np.ndarray:
    return np.trunc(np.round(amounts, MICRO_PLACES))


ROUNDINGS = {
    "exact": Rounding("nothing is rounded before the total"),
    "each_element": Rounding(
        "each element of each post's cost is rounded to the pound; the total is the sum of the rounded parts",
        _to_the_pound,
        _to_the_pound,
    ),
    "levy_down": Rounding(
        "each element of each post's cost is rounded to the pound, the levy down; the total is the sum of these",
        _to_the_pound,
        _cut,
    ),
    "each_post": Rounding("the whole cost of each post is rounded to the pound, once", post=_to_the_pound),
}
"""Every rounding that a hypothesis may name. The first is how the workbook costs."""
