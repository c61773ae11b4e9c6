"""Which parts of a competence framework are covered, by whom, and what each skill costs.

A post's cost is the engine's, shared equally among the skills that it covers. What is bought in is at its stated price.
The framework states no grades: a level is costed only at the grade that the scenario's own map gives it.
"""

from dataclasses import dataclass

from model.base.check import Check, checked
from model.base.faults import listed
from model.base.financial_year import FinancialYear
from model.base.stated import stated
from model.cost.costed import CostedScenario, cost_scenario
from model.rates.tables import Rates
from model.schema.sections.competences import Competences, Framework
from model.schema.sections.posts import ProposedPost
from model.schema.sections.scenario import Scenario

TRIED = "one-more-at-level-"
"""The start of the id of each post that is costed only to see what a level costs. Such a post is in no structure."""


@dataclass(frozen=True)
class Provider:
    """A post or a bought-in service that covers skills: its cost, £ a year, its skills and its levels.

    ``stated`` are the levels that it works at; ``levels`` also has the lower ones that it can cover.
    """

    title: str
    bought: bool
    cost: float
    skills: tuple[str, ...]
    stated: tuple[str, ...]
    levels: tuple[str, ...]

    def covers(self, skill: str, level: str) -> bool:
        """Whether the provider covers a skill at a level."""
        return skill in self.skills and level in self.levels


@dataclass(frozen=True)
class SkillCost:
    """What one skill costs a year, £: its share of the cost of each post and each bought-in service that covers it."""

    area: str
    skill: str
    employed: float
    bought: float

    @property
    def cost(self) -> float:
        """The cost of the posts and of what is bought in, £ a year."""
        return self.employed + self.bought


@dataclass(frozen=True)
class LevelCost:
    """One level: the posts at it, what is bought in at it, and what one more full-time post at it costs, £ a year.

    ``employing`` is None where no grade is given for the level, since the level can't then be costed.
    """

    level: str
    title: str
    employed: tuple[str, ...]
    bought: tuple[str, ...]
    price: float
    grade: str | None
    employing: float | None


@dataclass(frozen=True)
class Coverage:
    """A framework and those who cover it, in one year."""

    framework: Framework
    needed: tuple[str, ...]
    providers: tuple[Provider, ...]
    year: FinancialYear
    levels: tuple[LevelCost, ...]

    def by(self, skill: str, level: str) -> tuple[Provider, ...]:
        """Those who cover a skill at a level; empty for a gap."""
        return tuple(provider for provider in self.providers if provider.covers(skill, level))

    def nearest(self, skill: str, level: str) -> tuple[str, tuple[Provider, ...]]:
        """The nearest level, from ``level`` up, at which a provider of the skill works, and all such providers there.

        Only providers who cover the skill at ``level`` count. If nobody does, the result is ``level`` and no providers.
        """
        names, by = self.framework.level_names, self.by(skill, level)
        for name in names[names.index(level) :] if by else ():
            if own := tuple(provider for provider in by if name in provider.stated):
                return name, own
        return level, ()

    @property
    def gaps(self) -> tuple[tuple[str, str], ...]:
        """Each skill and needed level that nobody covers, in the framework's order."""
        cells = ((skill, level) for skill in self.framework.skill_names for level in self.needed)
        return tuple(cell for cell in cells if not self.by(*cell))

    @property
    def by_skill(self) -> tuple[SkillCost, ...]:
        """What each skill costs. The amounts add up to the cost of all providers."""
        return tuple(
            SkillCost(area.area, one.skill, self._share(one.skill, bought=False), self._share(one.skill, bought=True))
            for area in self.framework.areas
            for one in area.skills
        )

    def _share(self, skill: str, *, bought: bool) -> float:
        own = (each for each in self.providers if each.bought == bought and skill in each.skills)
        return sum(each.cost / len(each.skills) for each in own)


def coverage(costed: CostedScenario, rates: Rates) -> Coverage | None:
    """The coverage of a scenario in a full year of its proposed structure; None where it states no competences."""
    section, year = costed.scenario.competences, costed.year_of_change
    if section is None:
        return None
    framework = section.framework
    posts = {post.id: post for post in costed.scenario.proposed}
    employed = [
        Provider(
            posts[one.post].title,
            False,
            _cost_of(costed, one.post),
            framework.skills_of(one.skills),
            (one.level,),
            _reached(section, (one.level,)),
        )
        for one in section.employed
    ]
    bought = [
        Provider(one.title, True, one.price, framework.skills_of(one.skills), one.levels, _reached(section, one.levels))
        for one in section.bought
    ]
    needed = tuple(level for level in framework.level_names if level in section.needed or not section.needed)
    levels = tuple(_levels(section, posts, _employing(costed, rates)))
    return Coverage(framework, needed, (*employed, *bought), year, levels)


def coverage_checks(found: Coverage | None) -> list[Check]:
    """The check of gaps. A gap is disclosed, since a framework asks that a competence is available, not employed."""
    if found is None:
        return []
    cells, gaps = len(found.framework.skill_names) * len(found.needed), found.gaps
    at: dict[str, list[str]] = {}
    for skill, level in gaps:
        at.setdefault(skill, []).append(level)
    named = "; ".join(f"{skill}, {listed(levels, 'and')}" for skill, levels in at.items())
    of_all = f"Of {cells} pairs of a skill and a level, {len(gaps)} are covered"
    uncovered = f"{of_all} neither by staff nor by what is bought in: {named}."
    said = [uncovered] if gaps else []
    sound = f"Each of {cells} pairs of a skill and a level is covered by staff or by what is bought in."
    return [checked("competences", "Reach of every competence", said, sound, blocking=False)]


def _cost_of(costed: CostedScenario, post: str) -> float:
    """What all posts of a row of proposed posts cost in a full year, £, on the headline's basis."""
    rows = costed.plans["proposed"].rows_of.get(post, [])
    amounts = costed.amounts("proposed", costed.scenario.costing.basis)
    return float(amounts[rows, costed.years.index(costed.year_of_change)].sum())


def _reached(section: Competences, levels: tuple[str, ...]) -> tuple[str, ...]:
    names = section.framework.level_names
    if section.reach == "own_level":
        return tuple(name for name in names if name in levels)
    return names[: max(map(names.index, levels)) + 1]


def _employing(costed: CostedScenario, rates: Rates) -> dict[str, float]:
    """For each level, what one more full-time post at its grade in the map costs, £ a year, with a new holder."""
    scenario = costed.scenario
    level_grades = stated(scenario.competences, "competences").level_grades
    tried = {row.level: f"{TRIED}{number}" for number, row in enumerate(level_grades)}
    if not tried:
        return {}
    more = tuple(
        ProposedPost(id=tried[row.level], title=row.level, grade=row.grade, filled_by="open") for row in level_grades
    )
    with_them: Scenario = scenario.model_copy(update={"proposed": (*scenario.proposed, *more)})
    again = cost_scenario(with_them, rates)
    return {level: _cost_of(again, post) for level, post in tried.items()}


def _levels(section: Competences, posts: dict[str, ProposedPost], employing: dict[str, float]):
    grade_of = {row.level: row.grade for row in section.level_grades}
    for one in section.framework.levels:
        bought = [each for each in section.bought if one.level in each.levels]
        yield LevelCost(
            one.level,
            one.title,
            tuple(posts[each.post].title for each in section.employed if each.level == one.level),
            tuple(each.title for each in bought),
            sum(each.price for each in bought),
            grade_of.get(one.level),
            employing.get(one.level),
        )
