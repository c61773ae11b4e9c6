"""Faults between posts and their job family: unknown levels, other grades than theirs, bands out of order."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from model.base.faults import Fault, nearest_name
from model.base.financial_year import PayMonths
from model.rates.tables import Rates
from model.schema.reading.document import Document
from model.schema.sections.job_family import JobFamily, Level
from model.schema.sections.rates_in_force import grade_in_force

SIDES = ("present", "proposed")


@dataclass(frozen=True)
class LevelChecks:
    """The document, its sections (None where one is not sound), the tables, and the months shown."""

    document: Document
    sections: dict[str, Any]
    rates: Rates
    months: PayMonths | None

    def faults(self) -> Iterator[Fault]:
        """Every fault; passed over while the family itself is not sound."""
        family: JobFamily | None = self.sections.get("job_family")
        if family is None and "job_family" not in {*self.document.data, *self.document.unreadable}:
            yield from self._no_family()
        if family is None or not family.levels or None in family.levels:
            return
        yield from self._levels(family)
        yield from self._posts(family)

    def _no_family(self) -> Iterator[Fault]:
        for side in SIDES:
            for index, post in enumerate(self.sections.get(side) or ()):
                if post and post.level:
                    expected = "the section job_family, which says what each level is"
                    yield self.document.fault((side, index, "level"), expected)

    def _levels(self, family: JobFamily) -> Iterator[Fault]:
        """Each id once; a linked group's order is 1, 2, 3 by pay; the duty to manage people never falls."""
        seen = set()
        for index, level in enumerate(family.levels):
            if level.id in seen:
                yield self.document.fault(("job_family", "levels", index, "id"), "each level once")
            seen.add(level.id)
        place = {id(level): index for index, level in enumerate(family.levels)}
        for lower, higher in pairwise(family.levels):
            if higher.duty < lower.duty:
                expected = f"no less than the {lower.duty} of {lower.id}, the level below"
                yield self.document.fault(("job_family", "levels", place[id(higher)], "duty"), expected)
        for linked in dict.fromkeys(level.linked for level in family.levels if level.linked):
            bands = family.bands(linked)
            if [band.order for band in bands] != list(range(1, len(bands) + 1)):
                path = ("job_family", "levels", place[id(bands[0])], "order")
                found = f"{', '.join(str(band.order) for band in bands)} for the bands of {linked}"
                yield self.document.fault(path, "1 for the lowest paid, then 2 and so on, each once", found=found)
                continue
            for lower, higher in pairwise(bands):
                tops = self._top(lower), self._top(higher)
                if None not in tops and tops[1] <= tops[0]:
                    path = ("job_family", "levels", place[id(higher)], "order")
                    expected = (
                        f"a band paid more than {lower.id}, which is order {lower.order}: order 1 is the lowest paid, "
                        "though a family may call its highest band Level 1"
                    )
                    yield self.document.fault(path, expected, found=f"order {higher.order} for {higher.id}")

    def _top(self, level: Level) -> int | None:
        """The highest point of a level's grade on the first day; None where it is not held, which no post may need."""
        pay = self.sections.get("pay")
        if self.months is None or pay is None or pay.spine is None:
            return None
        try:
            pay_range, _ = grade_in_force(level.grade, pay, self.rates, self.months.first_days[0].item())
        except (LookupError, ValueError):
            return None
        return pay_range.top

    def _posts(self, family: JobFamily) -> Iterator[Fault]:
        """A post's level is in the family, at that level's grade; each band of its linked group has a grade."""
        names = [level.id for level in family.levels]
        for side in SIDES:
            for index, post in enumerate(self.sections.get(side) or ()):
                if not post or not post.level:
                    continue
                level, path = family.find_level(post.level), (side, index)
                if level is None:
                    expected = f"a level of {family.title}: {', '.join(names)}"
                    nearest = nearest_name(post.level, names)
                    yield self.document.fault((*path, "level"), expected, nearest=nearest)
                elif post.grade != level.grade:
                    yield self.document.fault((*path, "grade"), f"{level.grade}, the grade of the level {level.id}")
