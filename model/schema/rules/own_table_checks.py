"""Faults of the pay tables that a scenario brings: dates that overlap, pay that falls up the spine, unknown spines."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from model.base.faults import Fault, listed, nearest_name, plain_name
from model.base.financial_year import in_words
from model.base.money import pounds
from model.pay.named_grades import compared
from model.rates.tables import Rates
from model.schema.reading.document import Document
from model.schema.sections.own_tables import GradeRow, SpineRow


@dataclass(frozen=True)
class OwnTableChecks:
    """The document, its sections (None where one is not sound), and the tables as held."""

    document: Document
    sections: dict[str, Any]
    rates: Rates

    def faults(self) -> Iterator[Fault]:
        """Every fault of the rows; each is told at its file and line."""
        pay = self.sections.get("pay")
        spine, grades = (getattr(pay, key, None) or () for key in ("own_spine", "grade_table"))
        yield from self._overlaps("own_spine", spine, lambda row: (row.spine, row.point), "point")
        yield from self._rises(spine)
        yield from self._overlaps("grade_table", grades, _grade_of, "grade")
        yield from self._alike(grades)
        if getattr(pay, "own_spine", ()) is not None and "own_spine" not in self.document.unreadable:
            yield from self._spines(grades, sorted({*self.rates.spines.names, *(row.spine for row in spine)}))

    def _overlaps(self, key: str, rows: tuple[SpineRow | GradeRow, ...], name_of: Any, what: str) -> Iterator[Fault]:
        """Each point, and each grade, has one row on a day."""
        versions = defaultdict(list)
        for index, row in enumerate(rows):
            versions[name_of(row)].append((row.effective_from, index, row))
        for of_one in versions.values():
            for (_, _, earlier), (start, index, _) in pairwise(sorted(of_one, key=lambda each: each[:2])):
                if start <= earlier.last_day:
                    until = in_words(earlier.last_day) if earlier.effective_to else "a last day that is not stated"
                    expected = f"one row for a {what} on a day; another stands to {until}"
                    yield self.document.fault(("pay", key, index, "effective_from"), expected, found=in_words(start))

    def _alike(self, rows: tuple[GradeRow, ...]) -> Iterator[Fault]:
        """One authority, and one grade of it, has one way of writing its name, here and in the tables that are held."""
        authorities = {plain_name(row.authority): row.authority for row in self.rates.grades.rows}
        first: dict[tuple[str, str], str] = {}
        for index, row in enumerate(rows):
            authority = authorities.setdefault(plain_name(row.authority), row.authority)
            if authority != row.authority:
                expected = f"{authority}, or a name that differs from it by more than capitals and spaces"
                yield self.document.fault(("pay", "grade_table", index, "authority"), expected)
            name = first.setdefault((authority, compared(row.grade)), row.grade)
            if name != row.grade:
                expected = f"a name that differs from {name} by more than capitals, spaces and the word grade"
                yield self.document.fault(("pay", "grade_table", index, "grade"), expected)

    def _rises(self, rows: tuple[SpineRow, ...]) -> Iterator[Fault]:
        """A higher point pays more than a lower one on each day on which some row begins."""
        told = set()
        for day in sorted({row.effective_from for row in rows}):
            standing = [(i, row) for i, row in enumerate(rows) if row.effective_from <= day <= row.last_day]
            in_order = sorted(standing, key=lambda each: (each[1].spine, each[1].point))
            for (_, lower), (index, row) in pairwise(in_order):
                falls = row.spine == lower.spine and row.point > lower.point and row.value <= lower.value
                if falls and index not in told:
                    told.add(index)
                    expected = f"more than the {pounds(lower.value)} of point {lower.point}"
                    yield self.document.fault(("pay", "own_spine", index, "value"), expected)

    def _spines(self, rows: tuple[GradeRow, ...], names: list[str]) -> Iterator[Fault]:
        for index, row in enumerate(rows):
            if row.spine not in names:
                path = ("pay", "grade_table", index, "spine")
                yield self.document.fault(path, f"a spine: {listed(names)}", nearest=nearest_name(row.spine, names))


def _grade_of(row: GradeRow) -> tuple[str, str]:
    return plain_name(row.authority), compared(row.grade)
