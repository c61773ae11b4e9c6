"""A competence framework as data, and what of it a team covers, what is bought in, and what is needed."""

from collections import Counter
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, model_validator
from pydantic_core import PydanticCustomError

from model.schema.sections.posts import Grade
from model.schema.sections.section import NameOf, Number, ProposedId, Reason, Section, Text

Level = Annotated[Text, BeforeValidator(lambda value: str(value) if type(value) is int else value)]
"""The name of a level: a letter or a number."""
LevelName = Annotated[Level, NameOf("competences.framework.levels")]


class FrameworkLevel(Section):
    """One level of a framework, lowest first."""

    identified_by = ("level",)
    level: Level
    """Its name, such as B."""
    title: Text
    """The title that is usual for it."""
    label: Text
    """What it is, in a few words of one's own."""


class Skill(Section):
    """One skill, with what each level does of it."""

    identified_by = ("skill",)
    skill: Text
    """Its name."""
    labels: tuple[Text, ...]
    """A few words of one's own for each level, in their order."""


class SkillArea(Section):
    """Skills that belong together."""

    identified_by = ("area",)
    area: Text
    """Its name."""
    skills: tuple[Skill, ...] = Field(min_length=1)


class Framework(Section):
    """Levels, and areas of skills. It states no grades and no salaries."""

    title: Text
    """Its name."""
    source: Reason
    """Where it comes from."""
    levels: tuple[FrameworkLevel, ...] = Field(min_length=1)
    """Lowest first; as many as the authority uses."""
    areas: tuple[SkillArea, ...] = Field(min_length=1)

    @property
    def level_names(self) -> tuple[str, ...]:
        """The levels, lowest first."""
        return tuple(one.level for one in self.levels)

    @property
    def skill_names(self) -> tuple[str, ...]:
        """Every skill, in order."""
        return tuple(one.skill for area in self.areas for one in area.skills)

    def skills_of(self, names: tuple[str, ...]) -> tuple[str, ...]:
        """The skills that names of skills or areas stand for, in the framework's order; every skill where none is."""
        in_areas = {one.skill for area in self.areas if area.area in names for one in area.skills}
        return tuple(name for name in self.skill_names if not names or name in names or name in in_areas)

    @model_validator(mode="after")
    def _whole(self) -> "Framework":
        for area in self.areas:
            for one in area.skills:
                if len(one.labels) != len(self.levels):
                    said = {"skill": one.skill, "levels": len(self.levels), "labels": len(one.labels)}
                    words = "a label of {skill} for each of {levels} levels, and not {labels}"
                    raise PydanticCustomError("labels", words, said)
        names = Counter((*self.level_names, *self.skill_names, *(area.area for area in self.areas)))
        if twice := [name for name, count in names.items() if count > 1]:
            raise PydanticCustomError(
                "names_twice", "each name of a level, area or skill once: {name}", {"name": twice[0]}
            )
        return self


class Employed(Section):
    """A post that covers skills at a level."""

    identified_by = ("post",)
    post: ProposedId
    """The id of a proposed post."""
    level: LevelName
    """The level that it works at."""
    skills: tuple[Text, ...] = ()
    """Names of skills or areas; left out, every skill."""


class Bought(Section):
    """What is bought in, at its price."""

    identified_by = ("title",)
    title: Text
    """Who provides it, or what it is."""
    levels: tuple[LevelName, ...] = Field(min_length=1)
    """The levels that it provides."""
    skills: tuple[Text, ...] = ()
    """Names of skills or areas; left out, every skill."""
    price: Annotated[Number, Field(ge=0)]
    """£ a year, net of VAT."""
    source: Reason
    """Where the price comes from."""


class LevelGrade(Section):
    """The grade that the authority gives a level. A framework has none of its own."""

    identified_by = ("level",)
    level: LevelName
    """The level."""
    grade: Grade
    """Points, or the name of a grade, as a proposed post's."""
    reason: Reason
    """Who says so, or why it is chosen."""


class Competences(Section):
    """What of a framework is covered, by whom and at what cost."""

    framework: Framework
    """The framework, or the name of a YAML file beside the scenario."""
    reach: Literal["own_level", "own_and_below"]
    """Whether who works at a level covers its own level only, or the levels below it as well. It has no default."""
    reason: Reason
    """Why it is read so."""
    needed: tuple[LevelName, ...] = ()
    """The levels that must be within reach; left out, all."""
    employed: tuple[Employed, ...] = ()
    """The posts that cover skills."""
    bought: tuple[Bought, ...] = ()
    """What is bought in."""
    level_grades: tuple[LevelGrade, ...] = ()
    """Level to grade. No level is costed without it."""
