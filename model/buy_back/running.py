"""Agreements as they run on: what is billed, earned and deferred in each year, and the VAT by kind of customer."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from model.base.financial_year import PayMonths
from model.buy_back.billing import billing
from model.buy_back.income import Income, income, share_at, vat
from model.buy_back.needs import Unknown, or_needs
from model.rates.tables import Rate, RateTable
from model.schema.sections.customers import Agreements
from model.schema.sections.prices import TREATMENTS, PriceList
from model.schema.sections.renewals import run_on
from model.schema.sections.trading import Billing

KINDS = (
    "The council\u2019s own maintained schools and centres",
    "Schools that become academies in these years",
    "Academies and others",
)


@dataclass(frozen=True, eq=False)
class OfKind:
    """One kind of customer: how many there are, and £ earned net of VAT and £ of VAT in each year shown, (years,)."""

    kind: str
    customers: int
    earned: np.ndarray
    vat: np.ndarray


@dataclass(frozen=True, eq=False)
class Running:
    """What is billed, earned and deferred, £, and the VAT by kind. ``rates`` are the VAT rates that were read.

    Arrays are (years,), except balances, which are (years + 1,): on the 31 March before the first year, and on each 31
    March after. ``accrued`` is earned and not yet billed. ``owed`` is billed and not yet paid; None where the scenario
    does not state how soon bills are paid.
    """

    billed: np.ndarray
    earned: np.ndarray
    deferred: np.ndarray
    accrued: np.ndarray
    owed: np.ndarray | None
    by_treatment: dict[str, np.ndarray]
    by_kind: tuple[OfKind, ...]
    rates: tuple[Rate, ...]


def charged_running_on(
    prices: tuple[PriceList, ...], agreements: Agreements | None, months: PayMonths
) -> tuple[Agreements, Income]:
    """The agreements as stated, and what they are charged if all run on except those known not to renew.

    Raises Unknown, with what is missing.
    """
    if not prices or agreements is None:
        raise Unknown("a price list and a list of customers")
    try:
        return agreements, income(prices, run_on(agreements, months), months)
    except LookupError as early:
        raise Unknown(f"a price list for every agreement year ({early})") from early


@or_needs
def running(
    prices: tuple[PriceList, ...],
    agreements: Agreements | None,
    months: PayMonths,
    rates: RateTable,
    terms: Billing | None = None,
) -> Running:
    """What agreements bring in at the lists' prices, if all run on except those known not to renew; or what is missing.

    Raises RateMissing where the table lacks the VAT rate of a day on which VAT is charged. In a loaded scenario this
    can't happen on the stated days of an agreement.
    """
    agreements, charged = charged_running_on(prices, agreements, months)
    taxed = vat(charged, rates)
    taxed_days = months.pay_days[(taxed > 0).any(axis=0)]
    bills = billing(prices, agreements, months, terms)
    deferred, accrued = (pence.sum(axis=0) / 100 for pence in (bills.deferred, bills.accrued))
    return Running(
        billed=_by_year(bills.billed, months),
        earned=_by_year(charged.earned, months),
        deferred=deferred,
        accrued=accrued,
        owed=None if bills.owed is None else bills.owed.sum(axis=0) / 100,
        by_treatment=_by_treatment(charged),
        by_kind=tuple(_by_kind(charged, taxed)),
        rates=tuple(dict.fromkeys(rates.over("standard", "rate", taxed_days))),
    )


def _by_treatment(charged: Income) -> dict[str, np.ndarray]:
    """£ earned in each year with each VAT treatment, (years,).

    All that the council's own schools pay is outside the scope of VAT.
    """
    agreements, months = charged.agreements, charged.months
    taxed_from = np.where(agreements.maintained, agreements.academy_from, agreements.first_day)
    own_to = np.where(np.isnat(taxed_from), agreements.last_day, taxed_from - 1)
    in_agreement = months.fraction_employed(agreements.first_day, agreements.last_day)
    of_own = months.fraction_employed(agreements.first_day, np.minimum(own_to, agreements.last_day))
    own = np.divide(of_own, in_agreement, out=np.zeros(of_own.shape), where=in_agreement > 0)
    earned = {name: charged.earned * share_at(charged, name) * (1 - own) for name in TREATMENTS}
    earned["outside"] = earned["outside"] + charged.earned * own
    return {name: _by_year(pence, months) for name, pence in earned.items()}


def _by_kind(charged: Income, taxed: np.ndarray) -> Iterator[OfKind]:
    agreements, months = charged.agreements, charged.months
    converts, last_day = agreements.academy_from, months.pay_days[-1]
    becomes = agreements.maintained & (converts <= last_day) & (converts > months.first_days[0])
    remains = agreements.maintained & ~becomes & (np.isnat(converts) | (converts > last_day))
    for kind, rows in zip(KINDS, (remains, becomes, ~remains & ~becomes), strict=True):
        if rows.any():
            earned, due = (_by_year(pence[rows], months) for pence in (charged.earned, taxed))
            yield OfKind(kind, len(np.unique(agreements.reference[rows])), earned, due)


def _by_year(pence: np.ndarray, months: PayMonths) -> np.ndarray:
    """£ of all agreements in each year, (years,). ``pence`` is (agreements, months)."""
    return months.by_year(pence).sum(axis=0) / 100
