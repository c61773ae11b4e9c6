"""VAT of packages by kind of supply: from the table of treatments, unless the package states its own."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from model.base.faults import Fault, listed
from model.rates.tables import Rates
from model.rates.vat_treatments import VatTreatment, supplies
from model.schema.rules.checks import Checks
from model.schema.sections.prices import Package, PriceList


@dataclass(frozen=True)
class VatChecks(Checks):
    """Checks of the kinds of supply that packages state."""

    rates: Rates

    @cached_property
    def _known(self) -> Mapping[str, VatTreatment]:
        return supplies(self.rates.vat_treatments)

    def faults(self) -> Iterator[Fault]:
        """A fault for each unknown kind of supply, with the nearest known one."""
        for path, prices in self.entries("prices"):
            for number, package in enumerate(prices.packages or ()):
                if package and package.supply:
                    at = (*path, "packages", number, "supply")
                    expected = f"a kind of supply in the table of VAT treatments, {listed(self._known, 'or')}"
                    yield from self.unknown(at, package.supply, self._known, expected, found=repr(package.supply))

    def looked_up(self) -> tuple[PriceList, ...]:
        """The price lists. A package that does not state its VAT has the VAT of its kind of supply."""
        return tuple(
            prices.model_copy(update={"packages": tuple(map(self._taxed, prices.packages))})
            if any(package.supply for package in prices.packages)
            else prices
            for prices in self.sections.get("prices") or ()
        )

    def _taxed(self, package: Package) -> Package:
        if not package.supply or "vat" in package.model_fields_set:
            return package
        return package.model_copy(update={"vat": self._known[package.supply].charged_as})
