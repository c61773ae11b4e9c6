"""Faults of a scenario's own pay tables: dates that overlap, higher points with lower pay, and unknown spines."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from model.base.faults import Fault, listed, plain_name
from model.base.financial_year import in_words
from model.base.money import pounds
from model.pay.named_grades import compared
from model.rates.tables import Rates
from model.schema.reading.document import Path_
from model.schema.rules.checks import Checks

Rows = list[tuple[Path_, Any]]
"""Each row with its path."""


@dataclass(frozen=True)
class OwnTableChecks(Checks):
    """Checks of the rows of a scenario's own tables. ``rates`` has the tables of the workbook."""

    rates: Rates

    def faults(self) -> Iterator[Fault]:
        """Every fault of the rows, each at its file and line."""
        spine, grades = self.entries("pay", "own_spine"), self.entries("pay", "grade_table")
        yield from self._overlaps(spine, lambda row: (row.spine, row.point), "point")
        yield from self._rises(spine)
        yield from self._overlaps(grades, lambda row: (plain_name(row.authority), compared(row.grade)), "grade")
        yield from self._alike(grades)
        if (
            getattr(self.sections.get("pay"), "own_spine", ()) is not None
            and "own_spine" not in self.document.unreadable
        ):
            names = sorted({*self.rates.spines.names, *(row.spine for _, row in spine)})
            for path, row in grades:
                yield from self.unknown((*path, "spine"), row.spine, names, f"a spine: {listed(names)}")

    def _overlaps(self, rows: Rows, name_of: Callable[[Any], Any], what: str) -> Iterator[Fault]:
        """Each point or grade must have only one row on a day."""
        versions = defaultdict(list)
        for path, row in rows:
            versions[name_of(row)].append((path, row))
        for of_name in versions.values():
            for (_, earlier), (path, row) in pairwise(sorted(of_name, key=lambda version: version[1].effective_from)):
                if row.effective_from <= earlier.last_day:
                    until = f"ends on {in_words(earlier.last_day)}" if earlier.effective_to else "has no last day"
                    expected = f"only one row for a {what} on any day; the row before this one {until}"
                    yield self.fault((*path, "effective_from"), expected, found=in_words(row.effective_from))

    def _alike(self, rows: Rows) -> Iterator[Fault]:
        """Faults of an authority or grade spelt in two ways, here or in the workbook's tables."""
        authorities = {plain_name(row.authority): row.authority for row in self.rates.grades.rows}
        first: dict[tuple[str, str], str] = {}
        for path, row in rows:
            authority = authorities.setdefault(plain_name(row.authority), row.authority)
            if authority != row.authority:
                expected = f"{authority}, or a name that differs in more than capitals and spaces"
                yield self.fault((*path, "authority"), expected)
            name = first.setdefault((authority, compared(row.grade)), row.grade)
            if name != row.grade:
                expected = f"{name}, or a name that differs in more than capitals, spaces and the word grade"
                yield self.fault((*path, "grade"), expected)

    def _rises(self, rows: Rows) -> Iterator[Fault]:
        """A higher point must pay more than a lower point, on each day on which a row begins."""
        told = set()
        for day in sorted({row.effective_from for _, row in rows}):
            in_force = [(path, row) for path, row in rows if row.effective_from <= day <= row.last_day]
            in_order = sorted(in_force, key=lambda placed: (placed[1].spine, placed[1].point))
            for (_, lower), (path, row) in pairwise(in_order):
                falls = row.spine == lower.spine and row.point > lower.point and row.value <= lower.value
                if falls and path not in told:
                    told.add(path)
                    expected = f"more than the {pounds(lower.value)} of point {lower.point}"
                    yield self.fault((*path, "value"), expected)
