"""A competence framework as data: how much of it a team covers, what is bought in, and what is needed."""

from collections import Counter
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, model_validator
from pydantic_core import PydanticCustomError

from model.schema.sections.declared import YAML_BESIDE, Form
from model.schema.sections.notation import Grade
from model.schema.sections.section import NameOf, PoundsAYear, ProposedId, Reason, Section, Text

Level = Annotated[Text, BeforeValidator(lambda value: str(value) if type(value) is int else value), Form("level", "C")]
"""The name of a level: a letter or a number."""
LevelName = Annotated[Level, NameOf("competences.framework.levels")]


class FrameworkLevel(Section):
    """One level of a framework. Levels are listed lowest first."""

    identified_by = ("level",)

    level: Level = Field(title="Level", description="The name of the level: a letter or a number.")
    title: Text = Field(
        title="Usual title", description="The usual job title at this level.", examples=["Senior technician"]
    )
    label: Text = Field(
        title="Description",
        description="What the level is, in a few words of your own.",
        examples=["Works alone on known faults"],
    )


class Skill(Section):
    """One skill, and what each level does in it."""

    identified_by = ("skill",)

    skill: Text = Field(title="Skill", description="The name of the skill.", examples=["Networks"])
    labels: tuple[Text, ...] = Field(
        title="What each level does",
        description="What each level does in this skill: a few words of your own for each level, in the order of the "
        "levels.",
        examples=[["Knows the parts", "Mends faults", "Designs"]],
    )


class SkillArea(Section):
    """Skills that belong together."""

    identified_by = ("area",)

    area: Text = Field(title="Area", description="The name of the area.", examples=["Infrastructure"])
    skills: tuple[Skill, ...] = Field(min_length=1, title="Skills", description="The skills that belong to the area.")


class Framework(Section):
    """A framework's levels and its areas of skills. A framework states no grades and no salaries."""

    title: Text = Field(title="Title", description="The name of the framework.", examples=["ICT competence framework"])
    source: Reason = Field(title="Source", description="Where the framework comes from.")
    levels: tuple[FrameworkLevel, ...] = Field(
        min_length=1, title="Levels", description="The levels, lowest first; as many as the authority uses."
    )
    areas: tuple[SkillArea, ...] = Field(
        min_length=1, title="Areas of skills", description="The areas, each with its skills."
    )

    @property
    def level_names(self) -> tuple[str, ...]:
        """The names of the levels, lowest first."""
        return tuple(one.level for one in self.levels)

    @property
    def skill_names(self) -> tuple[str, ...]:
        """The names of all skills, in the order of the framework."""
        return tuple(one.skill for area in self.areas for one in area.skills)

    def skills_of(self, names: tuple[str, ...]) -> tuple[str, ...]:
        """The skills that ``names`` lists, by their own name or by their area's, in the framework's order.

        If ``names`` is empty, these are all the skills of the framework.
        """
        in_areas = {one.skill for area in self.areas if area.area in names for one in area.skills}
        return tuple(name for name in self.skill_names if not names or name in names or name in in_areas)

    @model_validator(mode="after")
    def _whole(self) -> "Framework":
        for area in self.areas:
            for one in area.skills:
                if len(one.labels) != len(self.levels):
                    said = {"skill": one.skill, "levels": len(self.levels), "labels": len(one.labels)}
                    words = "one label of {skill} for each of the {levels} levels; there are {labels}"
                    raise PydanticCustomError("labels", words, said)
        names = Counter((*self.level_names, *self.skill_names, *(area.area for area in self.areas)))
        if twice := [name for name, count in names.items() if count > 1]:
            raise PydanticCustomError(
                "names_twice",
                "names of levels, areas and skills that all differ; {name} is used more than once",
                {"name": twice[0]},
            )
        return self


class Employed(Section):
    """A post that covers skills at a level."""

    identified_by = ("post",)

    post: ProposedId = Field(title="Post", description="The id of a proposed post.")
    level: LevelName = Field(title="Level", description="The level at which the post works.")
    skills: tuple[Text, ...] = Field(
        default=(),
        title="Skills",
        description="The names of the skills or areas that the post covers; if left out, it covers every skill.",
        examples=[["Networks"]],
    )


class Bought(Section):
    """A service that is bought in to cover skills, and its price."""

    identified_by = ("title",)

    title: Text = Field(
        title="Provider", description="Who provides the service, or what it is.", examples=["Regional support contract"]
    )
    levels: tuple[LevelName, ...] = Field(
        min_length=1, title="Levels", description="The levels at which the service is provided.", examples=[["C", "D"]]
    )
    skills: tuple[Text, ...] = Field(
        default=(),
        title="Skills",
        description="The names of the skills or areas that the service covers; if left out, it covers every skill.",
        examples=[["Networks"]],
    )
    price: Annotated[PoundsAYear, Field(ge=0)] = Field(
        title="Price", description="The price of the service, net of VAT.", examples=[8500]
    )
    source: Reason = Field(title="Source", description="Where the price comes from.")


class LevelGrade(Section):
    """The grade that the authority gives a level. The framework itself states no grades."""

    identified_by = ("level",)

    level: LevelName = Field(title="Level", description="The name of the level.")
    grade: Grade = Field(
        title="Grade",
        description="The grade of the level: points or the name of a grade, written as for a proposed post.",
    )
    reason: Reason = Field(title="Reason", description="Who decided on this grade, or why it is chosen.")


Reach = Annotated[
    Literal["own_level", "own_and_below"],
    Form(choices={"own_level": "its own level only", "own_and_below": "its own level and those below"}),
]


class Competences(Section):
    """Which skills of a competence framework the team covers, who covers them, and at what cost."""

    framework: Annotated[Framework, YAML_BESIDE] = Field(
        title="Framework", description="The framework: written here, or the name of a YAML file beside the scenario."
    )
    reach: Reach = Field(
        title="Reach of a level",
        description="Whether somebody who works at a level covers that level only, or the levels below as well. There "
        "is no default.",
        examples=["own_and_below"],
    )
    reason: Reason = Field(
        title="Reason",
        description="Why somebody at a level is taken to cover that level only, or the levels below as well.",
    )
    needed: tuple[LevelName, ...] = Field(
        default=(),
        title="Levels needed",
        description="The levels that must be covered; if left out, every level must be.",
        examples=[["B", "C"]],
    )
    employed: tuple[Employed, ...] = Field(default=(), title="Posts", description="The posts that cover skills.")
    bought: tuple[Bought, ...] = Field(
        default=(), title="Bought in", description="The services that are bought in to cover skills."
    )
    level_grades: tuple[LevelGrade, ...] = Field(
        default=(),
        title="Grades of levels",
        description="The grade that the authority gives each level. A level without a grade is not costed.",
    )
