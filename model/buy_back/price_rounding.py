"""A price list as a row of whole pence: each price, who pays it and how many times, and the income of the row.

The rules of pricing are in ``pricing``. To count how many times an agreement pays a price, the agreement is charged by
a list in which that price is £100 and all others are 0. With these counts, a row is priced quickly: the search for
prices does this some hundred times.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np

from model.base.money import pounds
from model.buy_back.pricing import UNITS_TO, charges, discounted, less_sets, pence
from model.schema.sections.customers import Agreements
from model.schema.sections.prices import PHASES, Package, PriceList
from model.schema.sections.section import Section

Kind = Literal["flat", "per_pupil", "bands", "a_unit", "cheaper_from", "minimum", "minimum_charge"]


@dataclass(frozen=True)
class ListedPrice:
    """One price of a list.

    ``at`` has the phases of a rate per pupil, or the index of a size band or of a lower unit price; else None.
    """

    package: str
    kind: Kind
    at: tuple[str | int | None, ...]
    label: str
    """The price's name for a reader, such as ``gold, a primary pupil``."""
    amount: int
    """The price in pence."""

    @property
    def is_minimum(self) -> bool:
        """Whether the price is a minimum charge, of a package or of the list."""
        return self.kind in ("minimum", "minimum_charge")


def listed_prices(prices: PriceList) -> tuple[ListedPrice, ...]:
    """Every price of a list in order, its minimum charge last. A rate that all phases share is one price."""
    of_packages = [price for package in prices.packages for price in _of_package(package)]
    whole = ListedPrice("", "minimum_charge", (None,), "minimum charge", pence(prices.minimum_charge))
    return (*of_packages, whole)


def _of_package(package: Package) -> Iterator[ListedPrice]:
    def price(kind: Kind, at: tuple[str | int | None, ...], what: str, amount: float) -> ListedPrice:
        return ListedPrice(package.id, kind, at, f"{package.id}, {what}", pence(amount))

    if package.flat is not None:
        yield price("flat", (None,), "a year", package.flat)
    rates = package.per_pupil or {}
    if len(rates) == len(PHASES) and len(set(rates.values())) == 1:
        yield price("per_pupil", tuple(rates), "a pupil", next(iter(rates.values())))
    else:
        for phase, rate in rates.items():
            yield price("per_pupil", (phase,), f"a {phase} pupil", rate)
    for number, band in enumerate(package.bands):
        size = "any larger" if band.to_pupils is None else f"to {band.to_pupils:,} pupils"
        yield price("bands", (number,), size, band.price)
    if package.a_unit is not None:
        yield price("a_unit", (None,), f"a {package.unit}", package.a_unit)
    for number, lower in enumerate(package.cheaper_from):
        yield price("cheaper_from", (number,), f"a {package.unit} from {lower.units:g}", lower.price)
    yield price("minimum", (None,), "minimum", package.minimum)


def with_amounts(prices: PriceList, listed: tuple[ListedPrice, ...], amounts: np.ndarray) -> PriceList:
    """A copy of the list with other amounts, pence, (listed prices,): the same packages, bands and discounts."""
    new = {
        (price.package, price.kind, at): float(amount) / 100
        for price, amount in zip(listed, amounts, strict=True)
        for at in price.at
    }

    def changed(package: Package) -> Package:
        def parts(kind: Literal["bands", "cheaper_from"]) -> tuple[Section, ...]:
            return tuple(
                part.model_copy(update={"price": new[package.id, kind, n]})
                for n, part in enumerate(getattr(package, kind))
            )

        rates = package.per_pupil and {phase: new[package.id, "per_pupil", phase] for phase in package.per_pupil}
        single = {kind: new.get((package.id, kind, None)) for kind in ("flat", "a_unit", "minimum")}
        lists = {"bands": parts("bands"), "cheaper_from": parts("cheaper_from")}
        return package.model_copy(update={"per_pupil": rates, **lists, **single})

    packages = tuple(changed(package) for package in prices.packages)
    return prices.model_copy(update={"packages": packages, "minimum_charge": new["", "minimum_charge", None]})


@dataclass(frozen=True)
class PricedRow:
    """The prices of a list, as agreements pay them.

    ``times`` is (listed prices, agreements): how many times each agreement pays each price, in ten-thousandths.
    ``taken`` is (packages, agreements): whether each agreement takes each package. ``partners`` is (agreements,): how
    many customers the partnership has, as in ``Agreements``.
    """

    prices: PriceList
    listed: tuple[ListedPrice, ...]
    times: np.ndarray
    taken: np.ndarray
    partners: np.ndarray

    def by_package(self, amounts: np.ndarray, only: int | None = None) -> np.ndarray:
        """What each package costs each agreement before discounts, pence, (packages, agreements).

        With ``only``, the index of a package, the result is that package's row alone, (agreements,).
        """
        if only is None:
            rows = [self.by_package(amounts, number) for number in range(len(self.prices.packages))]
            return np.array(rows, dtype=np.int64)
        package = self.prices.packages[only].id
        parts = [n for n, price in enumerate(self.listed) if price.package == package]
        charge = np.full(self.times.shape[1], UNITS_TO // 2)
        for n in parts[:-1]:
            charge += amounts[n] * self.times[n]
        return np.where(self.taken[only], np.maximum(charge // UNITS_TO, amounts[parts[-1]]), 0)

    def totals(self, by_package: np.ndarray, amounts: np.ndarray) -> np.ndarray:
        """What each agreement pays after discounts and the minimum charge, pence, (agreements,)."""
        whole = less_sets(by_package, self.taken, self.prices).sum(axis=0)
        total = discounted(whole, self.taken.sum(axis=0), self.partners, self.prices)
        return np.where(self.taken.any(axis=0), np.maximum(total, amounts[-1]), total)

    def charge(self, amounts: np.ndarray) -> np.ndarray:
        """What each agreement pays, pence, (agreements,), the same as ``pricing.charges`` gives."""
        return self.totals(self.by_package(amounts), amounts)

    def charge_but_one(self, by_package: np.ndarray, amounts: np.ndarray, which: int, amount: int) -> np.ndarray:
        """What each agreement pays if one price has another amount. ``by_package`` is worked out from ``amounts``."""
        changed = amounts.copy()
        changed[which] = amount
        if which < len(self.listed) - 1:
            number = self.package(which)
            by_package = by_package.copy()
            by_package[number] = self.by_package(changed, number)
        return self.totals(by_package, changed)

    def package(self, which: int) -> int:
        """The index of the package that a price belongs to."""
        return [package.id for package in self.prices.packages].index(self.listed[which].package)

    def payers(self, which: int) -> np.ndarray:
        """Which agreements pay a price, (agreements,). A minimum is paid by all who take its package."""
        kind = self.listed[which].kind
        if kind == "minimum_charge":
            return np.asarray(self.taken.any(axis=0))
        if kind == "minimum":
            return self.taken[self.package(which)]
        return self.times[which] > 0


def priced_row(prices: PriceList, agreements: Agreements) -> PricedRow:
    """A price list as a row, with how many times each agreement pays each price. Raises as ``pricing.charges`` does."""
    listed = listed_prices(prices)
    times = np.zeros((len(listed), len(agreements)), dtype=np.int64)
    taken = np.zeros((len(prices.packages), len(agreements)), dtype=bool)
    for number, package in enumerate(prices.packages):
        if package.id not in agreements.packages:
            continue
        units = agreements.takes[agreements.packages.index(package.id)]
        taken[number] = units > 0
        takers = np.flatnonzero(taken[number])
        those = replace(
            agreements,
            phase=agreements.phase[takers],
            pupils=agreements.pupils[takers],
            reference=agreements.reference[takers],
            packages=(package.id,),
            takes=units[None, takers],
        )
        alone = prices.model_copy(update={"packages": (package,), "sets": ()})
        parts = [n for n, price in enumerate(listed) if price.package == package.id and not price.is_minimum]
        for n in parts:
            a_hundred = np.where(np.arange(len(listed)) == n, UNITS_TO, 0)
            times[n, takers] = charges(with_amounts(alone, listed, a_hundred), those).by_package[0]
    return PricedRow(prices, listed, times, taken, agreements.partners)


def most_steps(fits: Callable[[int], bool], most: int) -> int:
    """The largest number of steps from 0 to ``most`` that fits, where every smaller number fits too."""
    fitting, tried = 0, 1
    while fitting < most and fits(min(tried, most)):
        fitting, tried = min(tried, most), tried * 2
    above = min(tried, most + 1)
    while above - fitting > 1:
        middle = (fitting + above) // 2
        fitting, above = (middle, above) if fits(middle) else (fitting, middle)
    return fitting


def in_pounds(amount: int) -> str:
    """Pence as £: £139.91, and £140 where there are no pence."""
    return pounds(amount / 100, pence=amount % 100 != 0)
