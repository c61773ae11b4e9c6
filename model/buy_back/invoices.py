"""What each customer is invoiced for the agreement year that begins in a financial year, with VAT by treatment.

The VAT of an invoice depends on the kind of customer and the rate of VAT, both on the first day invoiced. The VAT of
earned income is worked out day by day instead (``income.vat``). Money is whole pence.
"""

from dataclasses import dataclass

import numpy as np

from model.base.financial_year import FinancialYear, PayMonths
from model.buy_back.income import SHARES_TO
from model.buy_back.needs import or_needs
from model.buy_back.running import charged_running_on
from model.rates.tables import RateTable
from model.schema.sections.customers import Agreements, year_beginnings
from model.schema.sections.prices import TREATMENTS, PriceList


@dataclass(frozen=True, eq=False)
class Invoices:
    """One entry for each customer, by reference: pence net of VAT by treatment, (treatments, customers), and VAT."""

    reference: np.ndarray
    by_treatment: np.ndarray
    vat: np.ndarray

    @property
    def to_pay(self) -> np.ndarray:
        """Pence including VAT, (customers,)."""
        return self.by_treatment.sum(axis=0) + self.vat


@or_needs
def invoices(
    prices: tuple[PriceList, ...],
    agreements: Agreements | None,
    months: PayMonths,
    year: FinancialYear,
    rates: RateTable,
) -> Invoices:
    """The invoices for agreement years that begin in ``year``, one for each customer; or what is missing.

    All agreements run on except those known not to renew.
    """
    agreements, charged = charged_running_on(prices, agreements, months)
    column = year.start - months.first.start + 1
    bill, shares = charged.by_end[:, column, -1], charged.by_treatment[:, :, column]
    to_date, whole = np.cumsum(shares, axis=0), np.maximum(shares.sum(axis=0), 1)
    by_treatment = np.diff((2 * bill * to_date + whole) // (2 * whole), axis=0, prepend=0)
    begins = np.maximum(year_beginnings(agreements.year_starts, months)[:, column], agreements.first_day)
    is_own = agreements.maintained & ~(agreements.academy_from <= begins)
    by_treatment[TREATMENTS.index("outside")] += np.where(is_own, by_treatment[:-1].sum(axis=0), 0)
    by_treatment[:-1, is_own] = 0
    standard = by_treatment[TREATMENTS.index("standard")]
    due, taxed = np.zeros_like(standard), standard > 0
    if taxed.any():
        rate = [round(held.value * SHARES_TO) for held in rates.over("standard", "rate", begins[taxed])]
        due[taxed] = (standard[taxed] * np.array(rate) + SHARES_TO // 2) // SHARES_TO
    rows = bill > 0
    names, customer_of = np.unique(agreements.reference[rows], return_inverse=True)
    pence = np.zeros((len(names), len(TREATMENTS) + 1), dtype=np.int64)
    np.add.at(pence, customer_of, np.vstack([by_treatment, due])[:, rows].T)
    pence = pence.T
    return Invoices(names, pence[:-1], pence[-1])
