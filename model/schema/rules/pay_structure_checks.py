"""Faults of pay structures: unknown names, and for each structure the checks of spine, awards and grades."""

from collections.abc import Iterator
from dataclasses import dataclass

from model.base.faults import Fault, listed, nearest_name
from model.base.financial_year import PayMonths
from model.pay.pay_structures import STATED_COST
from model.rates.tables import RateMissing, Rates
from model.schema.reading.document import Path_
from model.schema.rules.award_checks import AwardChecks
from model.schema.rules.checks import SIDES, Checks
from model.schema.rules.point_checks import Grade, PointChecks
from model.schema.rules.spine_checks import SpineChecks
from model.schema.sections.pay_structures import Terms, terms_by_structure
from model.schema.sections.rates import OnCostTerms, PayTerms
from model.schema.sections.rates_in_force import rates_in_force


@dataclass(frozen=True)
class PayStructureChecks(Checks):
    """Checks of the section pay, and of each further pay structure, against the rate tables."""

    rates: Rates

    def names(self) -> Iterator[Fault]:
        """Each structure must have a name of its own, and a post must name one of the structures."""
        structures = self.entries("pay_structures")
        yield from self.repeated(
            (((*path, "name"), own.name) for path, own in structures), "a different name for each structure"
        )
        if None in (self.sections.get("pay_structures") or ()):
            return
        yield from self._into_no_spine()
        names = [own.name for _, own in structures]
        for side in SIDES:
            for path, post in self.entries(side):
                if post.pay_structure not in (None, STATED_COST):
                    expected = f"the name of a pay structure: {listed(names)}" if names else "a list pay_structures"
                    yield from self.unknown((*path, "pay_structure"), post.pay_structure, names, expected)

    def _into_no_spine(self) -> Iterator[Fault]:
        """A fault for each post whose holders would move to a post that is paid on no spine."""
        bought = {post.id for _, post in self.entries("proposed") if post.all_in}
        for path, post in self.entries("present"):
            for number, name in enumerate(post.to):
                if name in bought:
                    expected = "a post with a grade, since nobody can be placed in a post at a stated cost (all_in)"
                    yield self.fault((*path, "to", number), expected, found=name)

    def tables(self, pay: PayTerms) -> Iterator[Fault]:
        """Faults of spines and authorities that no table has."""
        names, authorities = self.rates.spines.names, self._authorities
        for name, terms in self._terms(pay).items():
            at = self._at(name)
            if terms.spine not in names:
                yield self.fault((*at, "spine"), listed(names), nearest=nearest_name(terms.spine, names))
            elif terms.grades_of not in (None, *authorities) and (name is None or terms.grades_of != pay.grades_of):
                nearest = nearest_name(terms.grades_of, authorities)
                yield self.fault((*at, "grades_of"), listed(authorities), nearest=nearest)

    def sound(self, pay: PayTerms) -> Terms:
        """The terms, by name, of each structure whose spine is in a table. An authority in no table is left out."""
        authorities = self._authorities
        return {
            name: terms if terms.grades_of in authorities else terms.model_copy(update={"grades_of": None})
            for name, terms in self._terms(pay).items()
            if terms.spine in self.rates.spines.names
        }

    def _terms(self, pay: PayTerms) -> Terms:
        return terms_by_structure(pay, self.sections.get("pay_structures") or ())

    @property
    def _authorities(self) -> list[str]:
        return sorted({row.authority for row in self.rates.grades.rows})

    def in_force(self, terms: Terms, on_costs: OnCostTerms | None, months: PayMonths) -> Iterator[Fault]:
        """Every fault of awards, spines and grades, structure by structure, and then of holders' points."""
        sound: dict[Path_, Grade] = {}
        for name, own in terms.items():
            at = self._at(name)
            awards, rates = AwardChecks(self.document, own, self.rates, months, at), self.rates
            stated = name is None or own.awards is not terms[None].awards
            if stated:
                yield from awards.over_tables()
            if on_costs is not None and on_costs.lgps and None not in (*on_costs.lgps, own.awards):
                try:
                    rates = rates_in_force(own, on_costs, self.rates)
                except RateMissing as missing:
                    if stated:
                        yield self.fault(
                            (*at, "awards"), "a pay table for the day before the award begins", found=str(missing)
                        )
                    continue
                yield from awards.tested(rates)
                if name is None:
                    yield from awards.paid_late(rates)
            yield from SpineChecks(self.document, self.sections, own, rates, months, name, at, terms, sound).faults()
        yield from PointChecks(self.document, self.sections, sound).faults()

    def _at(self, name: str | None) -> Path_:
        """The path at which a structure's terms are stated; ``pay`` where there is no such structure."""
        return next((path for path, own in self.entries("pay_structures") if own.name == name), ("pay",))
