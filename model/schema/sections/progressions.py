"""How staff rise from a level of a job family to the next: the routes that it allows, and the steps that are stated.

A step is never made by time. Its route may need a vacancy, or a formal assessment; its level may need qualifications.
"""

from typing import Annotated

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from model.schema.sections.section import Day, HolderRef, NameOf, ProposedId, Reason, Reference, Section, Text

LevelId = Annotated[Reference, NameOf("job_family.levels")]


class Route(Section):
    """One way from a level to the next that the family allows."""

    identified_by = ("by",)
    by: Reference
    """Its name, such as competition or agreed-path."""
    rule: Text
    """What the document says of it, in your own words."""
    needs_vacancy: bool = False
    """Whether a vacancy at the higher level must have arisen."""
    needs_assessment: bool = False
    """Whether the work of the higher level must be shown in a formal assessment."""


class Progression(Section):
    """One step from a level to the next: of a holder into a post, or of whoever is appointed below a post's grade."""

    identified_by = ("holder", "post")
    holder: HolderRef | None = None
    """The reference of a holder who comes into a post of the higher level."""
    post: ProposedId | None = None
    """The id of a proposed post that is filled below its grade."""
    from_: LevelId = Field(alias="from")
    """The level before: the id of a level of the job family."""
    to: LevelId
    """The next level up."""
    by: Annotated[Reference, NameOf("job_family.routes")]
    """A route of the job family."""
    assessed: Day | None = None
    """The day of the formal assessment, held or planned."""
    qualifications: tuple[Text, ...] = ()
    """What of the level's needs is held, or will be by then."""
    source: Reason
    """The decision or agreement, or that it is invented."""

    @model_validator(mode="after")
    def _holder_or_post(self) -> "Progression":
        if (self.holder is None) == (self.post is None):
            raise PydanticCustomError("who_progresses", "either holder or post, and not both")
        return self

    @property
    def who(self) -> str:
        """The holder's reference, or the post's id."""
        return self.holder or self.post
