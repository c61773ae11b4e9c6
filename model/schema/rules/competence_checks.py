"""Faults of competences: names that the framework lacks, and levels that no grade is given for."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from model.base.faults import Fault, listed, nearest_name
from model.rates.tables import Rates
from model.schema.reading.document import Document, Path_
from model.schema.rules.grade_checks import grade_fault
from model.schema.sections.competences import Competences

HERE = "competences"


@dataclass(frozen=True)
class CompetenceChecks:
    """The document, the sections of a scenario (None where one is not sound), and the rate tables."""

    document: Document
    sections: dict[str, Any]
    rates: Rates

    def faults(self) -> Iterator[Fault]:
        """Every fault; passed over while a section that it needs is not sound."""
        section: Competences | None = self.sections.get(HERE)
        proposed = self.sections.get("proposed") or (None,)
        if section is None or section.framework is None or None in (*proposed, section.employed, section.bought):
            return
        if None in (
            section.level_grades,
            section.needed,
            *section.employed,
            *section.bought,
            *(section.level_grades or ()),
        ):
            return
        yield from self._names(section)
        yield from self._map(section)
        yield from self._posts(section, {post.id: post for post in proposed})

    def _names(self, section: Competences) -> Iterator[Fault]:
        framework = section.framework
        known = (*framework.skill_names, *(area.area for area in framework.areas))
        for index, level in enumerate(section.needed):
            yield from self._level(("needed", index), level, framework.level_names)
        for index, one in enumerate(section.employed):
            yield from self._level(("employed", index, "level"), one.level, framework.level_names)
            yield from self._skills(("employed", index, "skills"), one.skills, known)
        for index, one in enumerate(section.bought):
            for place, level in enumerate(one.levels):
                yield from self._level(("bought", index, "levels", place), level, framework.level_names)
            yield from self._skills(("bought", index, "skills"), one.skills, known)

    def _level(self, path: Path_, level: str, known: tuple[str, ...]) -> Iterator[Fault]:
        if level not in known:
            yield self.document.fault((HERE, *path), f"a level of the framework: {listed(known)}")

    def _skills(self, path: Path_, names: tuple[str, ...], known: tuple[str, ...]) -> Iterator[Fault]:
        for index, name in enumerate(names):
            if name not in known:
                expected, nearest = "a skill or an area of the framework", nearest_name(name, known)
                yield self.document.fault((HERE, *path, index), expected, nearest=nearest)

    def _map(self, section: Competences) -> Iterator[Fault]:
        seen = set()
        for index, row in enumerate(section.level_grades):
            path = (HERE, "level_grades", index)
            yield from self._level(("level_grades", index, "level"), row.level, section.framework.level_names)
            if row.level in seen:
                yield self.document.fault((*path, "level"), "each level once")
            seen.add(row.level)
            if fault := grade_fault(self.document, self.sections, self.rates, (*path, "grade"), row.grade):
                yield fault

    def _posts(self, section: Competences, posts: dict[str, Any]) -> Iterator[Fault]:
        """A post is costed at its level only where the user has said which grade that level has."""
        grade_of, seen = {row.level: row.grade for row in section.level_grades}, set()
        for index, one in enumerate(section.employed):
            path = (HERE, "employed", index)
            if one.post not in posts:
                nearest = nearest_name(one.post, posts)
                yield self.document.fault((*path, "post"), "the id of a proposed post", nearest=nearest)
                continue
            if one.post in seen:
                yield self.document.fault((*path, "post"), "each post once")
            seen.add(one.post)
            if one.level not in section.framework.level_names:
                continue
            if one.level not in grade_of:
                expected = (
                    f"a grade for level {one.level} under competences, level_grades: a framework of competences states "
                    f"no grades, so level {one.level} is not costed without one"
                )
                yield self.document.fault((*path, "level"), expected, found=f"level {one.level}, which has no grade")
            elif grade_of[one.level] != posts[one.post].grade:
                expected = f"a level of the post's grade, {posts[one.post].grade}; level {one.level} has the grade "
                yield self.document.fault((*path, "level"), expected + grade_of[one.level])
