"""Faults of competences: names that the framework does not have, and levels without a grade."""

from collections.abc import Iterator
from dataclasses import dataclass

from model.base.faults import Fault, listed
from model.rates.tables import Rates
from model.schema.rules.checks import Checks
from model.schema.rules.grade_checks import grade_faults
from model.schema.sections.competences import Competences
from model.schema.sections.posts import ProposedPost

HERE = "competences"


@dataclass(frozen=True)
class CompetenceChecks(Checks):
    """Rules of competences, with the rate tables."""

    rates: Rates

    def faults(self) -> Iterator[Fault]:
        """Every fault of competences; empty while a section that the rules need has a fault."""
        section: Competences | None = self.sections.get(HERE)
        proposed = self.all_posts("proposed")
        if section is None or proposed is None or None in (section.framework, section.employed, section.bought):
            return
        if section.level_grades is None or section.needed is None:
            return
        yield from self._names(section)
        yield from self._map(section)
        yield from self._posts(section, {post.id: post for post in proposed})

    def _names(self, section: Competences) -> Iterator[Fault]:
        framework = section.framework
        known = (*framework.skill_names, *(area.area for area in framework.areas))
        levels = [((HERE, "needed", index), level) for index, level in enumerate(section.needed)]
        levels += [((*path, "level"), post.level) for path, post in self.entries(HERE, "employed")]
        levels += [((*path, "level"), row.level) for path, row in self.entries(HERE, "level_grades")]
        skilled = [*self.entries(HERE, "employed"), *self.entries(HERE, "bought")]
        for path, bought in self.entries(HERE, "bought"):
            levels += [((*path, "levels", place), level) for place, level in enumerate(bought.levels)]
        for path, level in levels:
            if level not in framework.level_names:
                yield self.fault(path, f"a level of the framework: {listed(framework.level_names)}")
        for path, team in skilled:
            for place, name in enumerate(team.skills):
                expected = "a skill or an area of the framework"
                yield from self.unknown((*path, "skills", place), name, known, expected)

    def _map(self, section: Competences) -> Iterator[Fault]:
        rows = self.entries(HERE, "level_grades")
        yield from self.repeated((((*path, "level"), row.level) for path, row in rows), "each level once")
        for path, row in rows:
            yield from grade_faults(self, self.sections.get("pay"), self.rates, (*path, "grade"), row.grade)

    def _posts(self, section: Competences, posts: dict[str, ProposedPost]) -> Iterator[Fault]:
        """A post is costed at its level only where the user has said which grade that level has."""
        grade_of = {row.level: row.grade for row in section.level_grades}
        employed = self.entries(HERE, "employed")
        known = [((*path, "post"), row.post) for path, row in employed if row.post in posts]
        yield from self.repeated(known, "each post once")
        for path, row in employed:
            level, grade = row.level, grade_of.get(row.level)
            yield from self.unknown((*path, "post"), row.post, posts, "the id of a proposed post")
            if row.post not in posts or level not in section.framework.level_names:
                continue
            if grade is None:
                expected = (
                    f"a grade for level {level} under competences, level_grades: the framework states no grades, "
                    f"and level {level} can't be costed without one"
                )
                yield self.fault((*path, "level"), expected, found=f"level {level}, which has no grade")
            elif grade != posts[row.post].grade:
                expected = f"a level at the post's grade, {posts[row.post].grade}; level {level} has the grade {grade}"
                yield self.fault((*path, "level"), expected)
