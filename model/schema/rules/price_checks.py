"""Faults between customers and price lists: lists out of order, unpriced packages, and a wrong number of customers."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np

from model.base.faults import Fault, nearest_name
from model.base.financial_year import PayMonths, in_words
from model.rates.tables import RateMissing, Rates
from model.schema.reading.customers_csv import AT, listing_of
from model.schema.reading.document import Document
from model.schema.rules.agreement_columns import Reading, read_agreements
from model.schema.sections.agreed_prices import priced_on
from model.schema.sections.customers import YEAR_STARTS, Agreements, Customers
from model.schema.sections.prices import Package, PriceList, list_in_force
from model.schema.sections.renewals import customers_on, run_on


def price_faults(document: Document, sections: dict[str, Any]) -> Iterator[Fault]:
    """Faults of price lists: first days out of order, a package twice in a list, and unknown packages in sets."""
    prices = sections.get("prices") or ()
    starts = [(index, each.from_) for index, each in enumerate(prices) if each]
    for (_, before), (index, start) in pairwise(starts):
        if start <= before:
            expected = f"a later day than {in_words(before)}, on which the list before this one begins"
            yield document.fault(("prices", index, "from"), expected)
    for index, each in enumerate(prices):
        seen = set()
        for number, package in enumerate(each.packages if each else ()):
            if package.id in seen:
                yield document.fault(
                    ("prices", index, "packages", number, "id"), "a different id for each package of a list"
                )
            seen.add(package.id)
        for number, together in enumerate(each.sets if each else ()):
            for place, package in enumerate(together.packages):
                if package not in seen:
                    at = ("prices", index, "sets", number, "packages", place)
                    nearest = nearest_name(package, seen)
                    yield document.fault(at, "the id of a package of this list", found=repr(package), nearest=nearest)


@dataclass(frozen=True)
class ListedCustomers:
    """Checks of a scenario's customers and their list of agreements. A section with a fault is None."""

    document: Document
    sections: dict[str, Any]
    rates: Rates
    months: PayMonths | None

    def read(self) -> tuple[Customers | None, list[Fault]]:
        """The customers with their agreements and count, and every fault.

        Use the customers only where there is no fault.
        """
        customers = self.sections.get("customers")
        listing, faults = listing_of(self.document)
        if listing is None:
            written = self.document.data.get("customers")
            if isinstance(written, dict) and written.get("count") is None and written.get("agreements") is None:
                expected = "count, which must be given where no agreements are listed"
                faults.append(self.document.fault(("customers", "count"), expected, found="nothing"))
            return customers, faults
        if not listing.rows or self.months is None or self.months.first > self.months.last:
            return customers, faults
        reading, more = read_agreements(listing, self.months)
        faults += more
        faults += self._priced(reading, self.months)
        faults += self._taxed(reading.agreements, self.months)
        count, more = self._counted(reading.agreements, customers.count if customers is not None else None)
        faults += more
        if customers is None or faults:
            return customers, faults
        return customers.model_copy(update={"agreements": reading.agreements, "count": count}), []

    def _counted(self, agreements: Agreements, stated: int | None) -> tuple[int | None, list[Fault]]:
        dates = self.sections.get("dates")
        if dates is None or not dates.implementation:
            return stated, []
        day = dates.implementation
        listed = customers_on(agreements, day)
        if not listed:
            expected = f"at least one agreement that runs or is renewed on {in_words(day)}, the implementation date"
            return stated, [self.document.fault(AT, expected, found="none")]
        if stated is not None and stated != listed:
            expected = f"{listed:,}, the number of listed customers who buy on {in_words(day)}; or no count"
            return stated, [self.document.fault(("customers", "count"), expected)]
        return listed, []

    def _taxed(self, agreements: Agreements, months: PayMonths) -> list[Fault]:
        """A fault where no rate of VAT is known for a day on which a customer is charged VAT."""
        start = np.where(agreements.maintained, agreements.academy_from, agreements.first_day)
        start = np.maximum(start, np.maximum(agreements.first_day, np.datetime64(months.first.first_day)))
        end = np.minimum(agreements.last_day, np.datetime64(months.last.last_day))
        taxed = start[start <= end]
        try:
            if len(taxed):
                self.rates.vat.value_on("standard", "rate", taxed.min().item())
        except RateMissing as missing:
            expected = "a rate of VAT in the workbook for every day on which a customer is charged VAT"
            return [self.document.fault(AT, expected, found=str(missing))]
        return []

    def _priced(self, reading: Reading, months: PayMonths) -> Iterator[Fault]:
        """Every package must be in the price list in force, with a price for the customer's phase.

        Units must be given where the list has a price for a unit, and only there.
        """
        prices = self.sections.get("prices") or ()
        if not prices and "prices" not in self.document.unreadable and not self.document.data.get("prices"):
            yield self.document.fault(("prices",), "price lists, since agreements are listed", found="nothing")
        if not prices or None in prices or any(after.from_ <= before.from_ for before, after in pairwise(prices)):
            return
        days = priced_on(prices, run_on(reading.agreements, months), months)
        which = list_in_force(prices, days)
        early = ~np.isnat(days) & (which < 0)
        if early.any():
            first = days[early].min()
            expected = f"a day up to {in_words(first.item())}, when the first agreement year to be priced begins"
            yield self.document.fault(("prices", 0, "from"), expected)
        known = {package.id for each in prices for package in each.packages}
        for name in set(reading.agreements.packages) - known:
            taken = reading.agreements.takes[reading.agreements.packages.index(name)] > 0
            nearest = nearest_name(name, known)
            for row in np.flatnonzero(taken).tolist():
                expected = "a package of the price lists"
                yield reading.listing.fault(row, "packages", expected, found=repr(name), nearest=nearest)
        for number, prices_from in enumerate(prices):
            rows = np.flatnonzero((which == number).any(axis=1))
            if len(rows):
                yield from _priced_by(prices_from, reading, rows, known)


def _priced_by(prices: PriceList, reading: Reading, rows: np.ndarray, known: set[str]) -> Iterator[Fault]:
    agreements, listing = reading.agreements, reading.listing
    of_list = f"the price list from {in_words(prices.from_)}"
    held = {package.id: package for package in prices.packages}
    tiers: dict[str, np.ndarray] = {}
    for number, name in enumerate(agreements.packages):
        takers = rows[agreements.takes[number, rows] > 0]
        if name not in known:
            continue
        if name not in held:
            for row in takers.tolist():
                expected = f"a package of {of_list}, which is in force when a year of the agreement begins"
                yield listing.fault(row, "packages", expected, found=repr(name), nearest=nearest_name(name, held))
            continue
        package = held[name]
        yield from _units_and_rates(package, of_list, reading, takers, number)
        if package.tier_of:
            tiers.setdefault(package.tier_of, np.zeros(len(agreements), dtype=int))[takers] += 1
    for group, taken in tiers.items():
        for row in np.flatnonzero(taken > 1).tolist():
            names = ", ".join(package.id for package in prices.packages if package.tier_of == group)
            yield listing.fault(row, "packages", f"at most one tier of {group}: {names}")


def _units_and_rates(
    package: Package, of_list: str, reading: Reading, takers: np.ndarray, number: int
) -> Iterator[Fault]:
    listing, given = reading.listing, reading.units_given[number, takers]
    if package.a_unit is None:
        for row in takers[given].tolist():
            yield listing.fault(row, "packages", f"{package.id} without units, since {of_list} has no price for a unit")
    else:
        for row in takers[~given].tolist():
            expected = f"the units of {package.id} (one unit is {package.unit}), as in {package.id} x 2"
            yield listing.fault(row, "packages", expected)
    if package.year is not None:
        for row in takers[reading.agreements.year_starts[takers] != YEAR_STARTS[package.year]].tolist():
            expected = (
                f"an agreement year from {package.year}, as {package.id} requires; packages whose year begins "
                "in another month need a row of their own"
            )
            yield listing.fault(row, "agreement_year", expected)
    if package.per_pupil is not None:
        phases = reading.agreements.phase[takers]
        for row in takers[~np.isin(phases, ["", *package.per_pupil])].tolist():
            phase = reading.agreements.phase[row]
            expected = f"a phase with a price per pupil for {package.id} in {of_list}: {', '.join(package.per_pupil)}"
            yield listing.fault(row, "phase", expected, found=repr(str(phase)))
