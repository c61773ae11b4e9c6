"""On-cost conventions that somebody else used: an annual earnings period, rounded parts, salary sacrifice.

A scenario is never costed by these: it assesses each pay month, unrounded. They exist so that a published figure can
be reproduced by name: reconciliation puts ``NI_CONVENTIONS`` in the place of that one step of ``cost``, and the tests
meet published tables with ``cost_by_convention``.
"""

from collections.abc import Callable
from dataclasses import dataclass, fields, replace
from datetime import date
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal

import numpy as np

from model.base.financial_year import MONTHS_IN_YEAR, FinancialYear, PayMonths
from model.base.money import exact, half_up
from model.pay.on_costs import NIThresholds, employer_ni, employer_ni_by_appointment, ni_thresholds
from model.rates.tables import RateTable

POUND = Decimal("1")
HUNDREDTH_OF_PER_CENT = Decimal("0.0001")


@dataclass(frozen=True)
class NIConvention:
    """How somebody works out a year's employer NI: the terms of one tax year, and what is done with them.

    ``terms`` gives them by pay month, (12,), or of the whole year, (1,). ``assess`` takes £ paid by appointment and
    month, holders, the terms for each month or year, and who is contracted out; it gives £ by appointment and month.
    """

    terms: Callable[[RateTable, FinancialYear], NIThresholds]
    assess: Callable[[np.ndarray, np.ndarray, NIThresholds, np.ndarray], np.ndarray]

    def terms_over(self, table: RateTable, tax_year: FinancialYear, years: int) -> NIThresholds:
        """The tax year's terms said over again for so many years. Raises RateMissing where they are not held."""
        one = self.terms(table, tax_year)
        return NIThresholds(*(np.tile(getattr(one, field.name), years) for field in fields(one)))


def _by_pay_month(table: RateTable, tax_year: FinancialYear) -> NIThresholds:
    return ni_thresholds(table, PayMonths(tax_year, tax_year).pay_days)[0]


def _by_year(table: RateTable, tax_year: FinancialYear) -> NIThresholds:
    """Yearly limits, and the tax year's rate: where it changes within, weighed by days to a hundredth of a per cent.

    214 days at 15.05% and 151 at 13.8% are 14.53%, as for a director in 2022/23 (HMRC NIM01615).
    """
    days = np.arange(np.datetime64(date(tax_year.start, 4, 6)), np.datetime64(date(tax_year.start + 1, 4, 6)))
    terms, _ = ni_thresholds(table, days[:1], "annual")
    mean = float(np.mean([rate.value for rate in table.over("employer_rate", "rate", days)]))
    return replace(terms, employer_rate=np.array([float(half_up(mean, HUNDREDTH_OF_PER_CENT))]))


def _no_rebate(terms: Callable[[RateTable, FinancialYear], NIThresholds]):
    def without(table: RateTable, tax_year: FinancialYear) -> NIThresholds:
        held = terms(table, tax_year)
        nothing = np.zeros_like(held.employer_rate)
        return NIThresholds(held.employer_rate, held.secondary_threshold, nothing, nothing, nothing)

    return without


def _on_years(pay: np.ndarray, holder_of: np.ndarray, terms: NIThresholds, contracted_out: np.ndarray) -> np.ndarray:
    """NI on each financial year's pay at once, a twelfth of it in each month."""
    years = pay.reshape(len(pay), -1, MONTHS_IN_YEAR).sum(axis=-1)
    due = employer_ni_by_appointment(years, holder_of, terms, contracted_out)
    return np.repeat(due / MONTHS_IN_YEAR, MONTHS_IN_YEAR, axis=1)


def _none(pay: np.ndarray, *_) -> np.ndarray:
    return np.zeros_like(pay)


NI_CONVENTIONS = {
    "pay_months_with_rebate": NIConvention(_by_pay_month, employer_ni_by_appointment),
    "pay_months_without_rebate": NIConvention(_no_rebate(_by_pay_month), employer_ni_by_appointment),
    "annual_without_rebate": NIConvention(_no_rebate(_by_year), _on_years),
    "none": NIConvention(_by_pay_month, _none),
}
"""Every convention that a hypothesis may name; the first is the costing's own."""


@dataclass(frozen=True)
class OnCostConvention:
    """How a published table works out the cost of one full-year salary.

    ``ni`` holds annual terms; ``rounding`` maps a part (``ni``, ``levy``, ``pension``, ``total``) to
    ``half_up`` or ``down``, to the pound; a part not named is not rounded.
    """

    name: str
    ni: NIThresholds
    pension_rate: float = 0.0
    levy_rate: float = 0.0
    salary_sacrifice: float = 0.0
    contracted_out: bool = False
    rounding: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class PublishedCost:
    """The parts of one published figure, £ a year, and their total."""

    ni: Decimal
    levy: Decimal
    pension: Decimal
    total: Decimal


def cost_by_convention(salary: float, convention: OnCostConvention) -> PublishedCost:
    """The cost of one salary, £ a year at 1.0 FTE, as a named convention works it out.

    With salary sacrifice the NI is on the salary less the part given up; the part given up is paid
    into the pension instead, so salary and pension are counted on the full salary.
    """
    rules = dict(convention.rounding)
    ni_pay = salary * (1 - convention.salary_sacrifice)
    parts = {
        "ni": float(employer_ni(ni_pay, convention.ni, convention.contracted_out)),
        "levy": salary * convention.levy_rate,
        "pension": salary * convention.pension_rate,
    }
    rounded = {part: _round(exact(amount), rules.get(part)) for part, amount in parts.items()}
    return PublishedCost(**rounded, total=_round(exact(salary) + sum(rounded.values()), rules.get("total")))


def _round(amount: Decimal, rule: str | None) -> Decimal:
    if rule is None:
        return amount
    return amount.quantize(POUND, {"half_up": ROUND_HALF_UP, "down": ROUND_DOWN}[rule])
