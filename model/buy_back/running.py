"""Agreements as they run on: what is billed, earned and deferred in each year, and the VAT by kind of customer."""

from dataclasses import dataclass

import numpy as np

from model.base.financial_year import PayMonths
from model.buy_back.income import Income, income, vat
from model.buy_back.needs import Needs
from model.rates.tables import Rate, RateTable
from model.schema.sections.customers import Agreements
from model.schema.sections.prices import PriceList
from model.schema.sections.renewals import run_on

KINDS = (
    "The council\u2019s own maintained schools and centres",
    "Schools that become academies in these years",
    "Academies and others",
)


@dataclass(frozen=True, eq=False)
class OfKind:
    """One kind of customer: how many, and £ in each year shown, (years,), net of VAT and of VAT."""

    kind: str
    customers: int
    earned: np.ndarray
    vat: np.ndarray


@dataclass(frozen=True, eq=False)
class Running:
    """What is billed, earned and deferred, £, and the VAT by kind. ``rates`` are those of VAT that were read.

    Arrays are (years,) but ``deferred``, (years + 1,): on the 31 March before the first year, and on each after.
    """

    billed: np.ndarray
    earned: np.ndarray
    deferred: np.ndarray
    bad_debt: np.ndarray
    by_kind: tuple[OfKind, ...]
    rates: tuple[Rate, ...]


def running(
    prices: tuple[PriceList, ...], agreements: Agreements | None, months: PayMonths, rates: RateTable
) -> Running | Needs:
    """Agreements that run on unless it is known that they do not, priced by the lists; or what is missing.

    Raises RateMissing where no rate of VAT is held for a day on which it is charged, which a loaded scenario cannot
    meet in an agreement's own days.
    """
    if not prices or agreements is None:
        return Needs(("a price list and a list of customers",))
    on = run_on(agreements, months)
    try:
        found = income(prices, on, months)
    except LookupError as early:
        return Needs((f"a price list for every agreement year ({early})",))
    taxed = vat(found, rates)
    return Running(
        billed=months.by_year(found.billed).sum(axis=0) / 100,
        earned=found.by_year.sum(axis=0) / 100,
        deferred=found.deferred.sum(axis=0) / 100,
        bad_debt=months.by_year(found.bad_debt).sum(axis=0) / 100,
        by_kind=tuple(_by_kind(found, taxed)),
        rates=_read(found, taxed, rates),
    )


def _by_kind(found: Income, taxed: np.ndarray) -> list[OfKind]:
    held, months = found.agreements, found.months
    becomes = held.maintained & (held.academy_from <= months.pay_days[-1]) & (held.academy_from > months.first_days[0])
    own = held.maintained & ~becomes & (np.isnat(held.academy_from) | (held.academy_from > months.pay_days[-1]))
    made = []
    for kind, rows in zip(KINDS, (own, becomes, ~own & ~becomes), strict=True):
        if rows.any():
            earned, due = (months.by_year(pence[rows]).sum(axis=0) / 100 for pence in (found.earned, taxed))
            made.append(OfKind(kind, len(np.unique(held.reference[rows])), earned, due))
    return made


def _read(found: Income, taxed: np.ndarray, rates: RateTable) -> tuple[Rate, ...]:
    """The rates of VAT of the months in which any is due."""
    days = found.months.pay_days[(taxed > 0).any(axis=0)]
    return tuple(dict.fromkeys(rates.over("standard", "rate", days)))
