"""Names that differ only in capitals and spaces. A table's spelling is used; two spellings in one file are a fault."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, TypeVar

from model.base.faults import Fault, plain_name
from model.rates.tables import GradeTable
from model.schema.reading.customers_csv import Listing
from model.schema.reading.document import Document, Path_
from model.schema.sections.pay_structures import PayStructure
from model.schema.sections.posts import Post, ProposedPost
from model.schema.sections.rates import PayTerms
from model.schema.sections.scenario import Scenario

Terms = TypeVar("Terms", PayTerms, PayStructure)


def authority_as_held(terms: Terms | None, authorities: Iterable[str]) -> Terms | None:
    """Terms of pay with the authority of the grades spelt as in the grade tables."""
    if terms is None or not terms.grades_of:
        return terms
    held = _by_plain_name(authorities).get(plain_name(terms.grades_of), terms.grades_of)
    return terms.model_copy(update={"grades_of": held})


def grades_as_held(scenario: Scenario, grades: GradeTable) -> Scenario:
    """The scenario with the named grade of each post and level spelt as in the grade table."""
    of = {name: pay.grades_of for name, pay in scenario.pay_terms.items()}
    held = {
        name: _by_plain_name({row.grade for row in grades.rows if row.authority == authority})
        for name, authority in of.items()
    }

    def spelt(graded: Any, structure: str | None = None) -> Any:
        structure = graded.pay_structure if isinstance(graded, Post) else structure
        names = held[structure]
        spelling = names.get(plain_name(graded.grade), graded.grade) if names else graded.grade
        changes: dict[str, Any] = {} if spelling == graded.grade else {"grade": spelling}
        if isinstance(graded, ProposedPost) and graded.appointed_below:
            changes["appointed_below"] = spelt(graded.appointed_below, structure)
        return graded.model_copy(update=changes) if changes else graded

    changes: dict[str, Any] = {side: tuple(map(spelt, getattr(scenario, side))) for side in ("present", "proposed")}
    if family := scenario.job_family:
        changes["job_family"] = family.model_copy(update={"levels": tuple(map(spelt, family.levels))})
    if framework := scenario.competences:
        of_levels = tuple(map(spelt, framework.level_grades))
        changes["competences"] = framework.model_copy(update={"level_grades": of_levels})
    return scenario.model_copy(update=changes)


def _by_plain_name(names: Iterable[str]) -> dict[str, str]:
    """Each name by its plain name; where several names have the same plain name, the first in order."""
    return {plain_name(name): name for name in sorted(names, reverse=True)}


@dataclass(frozen=True)
class NameChecks:
    """Checks of names in a document. ``sections`` has None for each section with a fault."""

    document: Document
    sections: dict[str, Any]

    def faults(self) -> Iterator[Fault]:
        """Faults of a fund, holder, customer or budget line that is spelt in two ways."""
        for names in (self._funds(), self._holders(), self._lines()):
            yield from self._alike(names)
        customers = self.document.data.get("customers")
        listing = customers.get("agreements") if isinstance(customers, dict) else None
        if isinstance(listing, Listing):
            yield from _customers_alike(listing)
        elif isinstance(listing, list):
            yield from self._alike(_texts(listing, ("customers", "agreements"), "reference"))

    def _alike(self, names: Iterator[tuple[Path_, str]]) -> Iterator[Fault]:
        first: dict[str, tuple[Path_, str]] = {}
        for path, name in names:
            where, spelt = first.setdefault(plain_name(name), (path, name))
            if spelt.strip() != name.strip():
                yield self.document.fault(path, _expected(spelt, self.document.place_in_words(where)), found=repr(name))

    def _funds(self) -> Iterator[tuple[Path_, str]]:
        data = self.document.data
        if isinstance(costing := data.get("costing"), dict):
            yield from _texts([costing], ("costing",), "default_fund", single=True)
            shared, at = costing.get("shared_by"), ("costing", "shared_by", "among")
            yield from _texts(isinstance(shared, dict) and shared.get("among"), at, "fund")
        for side in ("present", "proposed"):
            for index, post in _dicts(data.get(side)):
                for key in ("funds", "non_pay"):
                    if key in post:
                        yield from _texts(post[key], (side, index, key), "fund")
        budget = data.get("budget")
        yield from _texts(isinstance(budget, dict) and budget.get("lines"), ("budget", "lines"), "fund")

    def _holders(self) -> Iterator[tuple[Path_, str]]:
        for index, post in _dicts(self.document.data.get("present")):
            if "holders" in post:
                yield from _texts(post["holders"], ("present", index, "holders"), "ref")

    def _lines(self) -> Iterator[tuple[Path_, str]]:
        budget = self.document.data.get("budget")
        yield from _texts(isinstance(budget, dict) and budget.get("lines"), ("budget", "lines"), "line")


def _customers_alike(listing: Listing) -> Iterator[Fault]:
    first: dict[str, tuple[int, str]] = {}
    for row, name in enumerate(listing.columns.get("reference", ())):
        where, spelt = first.setdefault(plain_name(name), (row, name.strip()))
        if spelt != name.strip():
            yield listing.fault(row, "reference", _expected(spelt, listing.place(where)))


def _expected(spelt: str, place: str) -> str:
    return f"{spelt!r}, as it is spelt at {place}, or a name that differs in more than capitals and spaces"


def _dicts(rows: Any) -> Iterator[tuple[int, dict]]:
    return ((index, row) for index, row in enumerate(rows if isinstance(rows, list) else []) if isinstance(row, dict))


def _texts(rows: Any, at: Path_, key: str, single: bool = False) -> Iterator[tuple[Path_, str]]:
    for index, row in _dicts(rows):
        if isinstance(row.get(key), str):
            yield (*at, key) if single else (*at, index, key), row[key]
