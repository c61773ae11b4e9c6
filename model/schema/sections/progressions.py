"""How staff rise from a level of a job family to the next: the routes that the family allows, and the stated steps.

Nobody rises by time alone. A route may need a vacancy or a formal assessment, and a level may need qualifications.
"""

from typing import Annotated

from pydantic import Field

from model.base.stated import stated
from model.schema.sections.section import Day, HolderRef, NameOf, ProposedId, Reason, Reference, Section, Text, rule

LevelId = Annotated[Reference, NameOf("job_family.levels")]


class Route(Section):
    """One way, allowed by the family, from a level to the next."""

    identified_by = ("by",)

    by: Reference = Field(title="Route", description="The name of the route.", examples=["competition"])
    rule: Text = Field(
        title="Rule",
        description="What the job family says about the route, in your own words.",
        examples=["A vacancy is advertised to all staff"],
    )
    needs_vacancy: bool = Field(
        default=False, title="Vacancy needed", description="Whether there must be a vacancy at the higher level."
    )
    needs_assessment: bool = Field(
        default=False,
        title="Assessment needed",
        description="Whether the work of the higher level must be shown in a formal assessment.",
    )


class Progression(Section):
    """One step to the next level, by a holder who moves into a post or by a person appointed below a post's grade."""

    identified_by = ("holder", "post")

    holder: HolderRef | None = Field(
        default=None,
        title="Holder",
        description="The reference of a holder who comes into a post of the higher level. State this or post.",
        examples=["H2"],
    )
    post: ProposedId | None = Field(
        default=None,
        title="Post",
        description="The id of a proposed post that is filled below its grade. State this or holder.",
    )
    from_: LevelId = Field(
        alias="from",
        title="Level before",
        description="The id of the level before the step, in the job family.",
        examples=["level-1"],
    )
    to: LevelId = Field(title="Next level", description="The id of the level after the step.", examples=["level-2"])
    by: Annotated[Reference, NameOf("job_family.routes")] = Field(
        title="Route", description="The name of a route of the job family.", examples=["competition"]
    )
    assessed: Day | None = Field(
        default=None,
        title="Assessment",
        description="The day of the formal assessment, held or planned.",
        examples=["2012-03-05"],
    )
    qualifications: tuple[Text, ...] = Field(
        default=(),
        title="Qualifications",
        description="The qualifications needed at the next level that the person has, or will have by the step.",
        examples=[["HND in computing"]],
    )
    source: Reason = Field(
        title="Source", description="The decision or agreement to make the step. If the step is invented, say so here."
    )

    _holder_or_post = rule(
        lambda step: (step.holder is None) != (step.post is None), "either holder or post, and not both"
    )

    @property
    def who(self) -> str:
        """The holder's reference, or the post's id."""
        return stated(self.holder or self.post, "a step's holder or post")
