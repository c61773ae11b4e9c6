"""Faults between posts and their job family: unknown levels, wrong grades, and bands out of order."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from model.base.faults import Fault
from model.base.financial_year import PayMonths
from model.rates.tables import Rates
from model.schema.reading.document import Path_
from model.schema.rules.checks import SIDES, Checks
from model.schema.sections.job_family import JobFamily, Level
from model.schema.sections.posts import Post
from model.schema.sections.rates_in_force import grade_in_force


@dataclass(frozen=True)
class LevelChecks(Checks):
    """Checks of the levels of a job family, and of the posts at those levels."""

    rates: Rates
    months: PayMonths | None

    def faults(self) -> Iterator[Fault]:
        """Every fault of levels; empty while the section job_family can't be read."""
        family: JobFamily | None = self.sections.get("job_family")
        at_levels = [(path, post) for side in SIDES for path, post in self.entries(side) if post.level]
        if family is not None and family.levels:
            yield from self._levels(family)
            for path, post in at_levels:
                yield from self._post(path, post, family)
        elif family is None and "job_family" not in {*self.document.data, *self.document.unreadable}:
            expected = "the section job_family, which says what each level is"
            yield from (self.fault((*path, "level"), expected) for path, _ in at_levels)

    def _levels(self, family: JobFamily) -> Iterator[Fault]:
        """Each level must have an id of its own, and a rank of duty no lower than that of the level before it.

        The bands of a linked group must have the orders 1, 2, 3 and so on, lowest paid first.
        """
        levels = self.entries("job_family", "levels")
        yield from self.repeated((((*path, "id"), level.id) for path, level in levels), "each level once")
        for (_, lower), (path, higher) in pairwise(levels):
            if higher.duty < lower.duty:
                yield self.fault((*path, "duty"), f"at least {lower.duty}, the duty of the level below, {lower.id}")
        path_of = {id(level): (*path, "order") for path, level in levels}
        for linked in dict.fromkeys(level.linked for level in family.levels if level.linked):
            bands = family.bands(linked)
            if [band.order for band in bands] != list(range(1, len(bands) + 1)):
                found = f"the orders {', '.join(str(band.order) for band in bands)} for the bands of {linked}"
                expected = "1 for the lowest paid, then 2 and so on, each once"
                yield self.fault(path_of[id(bands[0])], expected, found=found)
                continue
            for lower, higher in pairwise(bands):
                low, high = self._top(lower), self._top(higher)
                if low is not None and high is not None and high <= low:
                    expected = (
                        f"a band paid more than {lower.id}, which has order {lower.order}; order 1 is for the lowest "
                        "paid, though a family may call its highest band Level 1"
                    )
                    yield self.fault(path_of[id(higher)], expected, found=f"order {higher.order} for {higher.id}")

    def _top(self, level: Level) -> int | None:
        """The highest point of a level's grade on the first day; None where it is unknown."""
        try:
            return self._highest_point(level.grade)
        except (LookupError, ValueError):
            return None

    def _highest_point(self, grade: str) -> int | None:
        """The highest point of a grade on the first day; None where the spine or the years are unknown.

        Raises LookupError or ValueError for an unknown grade.
        """
        pay = self.sections.get("pay")
        if self.months is None or pay is None or pay.spine is None:
            return None
        return grade_in_force(grade, pay, self.rates, self.months.first_days[0].item())[0].top

    def _is_grade(self, grade: str) -> bool:
        """Whether a grade is known, or can't be judged yet. An unknown grade has a fault of its own."""
        try:
            self._highest_point(grade)
        except (LookupError, ValueError):
            return False
        return True

    def _post(self, path: Path_, post: Post, family: JobFamily) -> Iterator[Fault]:
        """A post's level must be in the family, and the post must have that level's grade."""
        level, names = family.find_level(post.level), [level.id for level in family.levels]
        if level is None:
            expected = f"a level of {family.title}: {', '.join(names)}"
            yield from self.unknown((*path, "level"), post.level, names, expected)
        elif post.grade != level.grade and self._is_grade(post.grade):
            yield self.fault((*path, "grade"), f"{level.grade}, the grade of the level {level.id}")
