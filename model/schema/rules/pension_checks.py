"""Faults of pension schemes: unknown names, and pay days without a rate of a scheme in use."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from model.base.faults import Fault, listed
from model.base.financial_year import PayMonths, in_words
from model.rates.tables import RateMissing, Rates
from model.schema.reading.document import Path_
from model.schema.rules.checks import SIDES, Checks
from model.schema.sections.pension_schemes import LGPS, PensionScheme
from model.schema.sections.scheme_rates import rates_on


@dataclass(frozen=True)
class PensionChecks(Checks):
    """Checks of pension schemes against the rate tables."""

    rates: Rates
    months: PayMonths | None

    def faults(self) -> Iterator[Fault]:
        """Every fault; a scheme that nobody is in needs no rate."""
        schemes = self.entries("pension_schemes")
        names = (((*path, "name"), scheme.name) for path, scheme in schemes)
        yield from self.repeated(names, "a different name for each scheme")
        if None in (self.sections.get("pension_schemes") or ()):
            return
        known = {scheme.name: scheme for _, scheme in schemes}
        used: set[str] = set()
        for path, member in self._members():
            name = member.pension_scheme
            if name is not None and name != LGPS:
                expected = f"the name of a pension scheme: {listed([*known, LGPS])}"
                yield from self.unknown((*path, "pension_scheme"), name, [*known, LGPS], expected)
                used.add(name)
        for path, post, holder in self.holders():
            scheme = known.get(holder.pension_scheme or post.pension_scheme or "")
            if holder.pension_section == "50/50" and scheme is not None and scheme.kind != "lgps":
                yield self.fault((*path, "pension_section"), "main, since only the LGPS has a 50/50 section")
        for path, scheme in schemes:
            if scheme.name in used:
                yield from self._rates(path, scheme)

    def _members(self) -> Iterator[tuple[Path_, Any]]:
        """Each post, holder and change of working time, any of which may name a scheme."""
        for side in SIDES:
            yield from self.entries(side)
        for path, _, holder in self.holders():
            yield path, holder
            yield from (((*path, "working_time", place), change) for place, change in enumerate(holder.working_time))

    def _rates(self, path: Path_, scheme: PensionScheme) -> Iterator[Fault]:
        """A fault for the first pay day on which the scheme has no rate."""
        for day in self.months.pay_days.tolist() if self.months else ():
            try:
                rates_on(scheme, self.rates, day)
            except RateMissing as missing:
                expected = f"an employer's rate of {scheme.name} on every pay day shown; none covers {in_words(day)}"
                found = str(missing).split(": ", 1)[1]
                yield self.fault((*path, "rates"), expected, found=found)
                return
