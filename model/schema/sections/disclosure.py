"""What may be made public of a scenario, and on whose word the rest is exempt."""

from typing import Annotated

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from model.schema.sections.posts import PostIds
from model.schema.sections.section import Count, Day, Reason, Section, Text

LEAST = 5
"""The least count shown where no setting says otherwise."""


class Disclosure(Section):
    """The rule on small numbers, and the record of why the whole pack is exempt."""

    least: Annotated[Count, Field(ge=2, le=100)] = LEAST
    """The least count of people or schools that a public table shows; 3, 5 and 10 are usual."""
    senior_posts: PostIds = ()
    """The posts that the transparency code names, for which alone the public pack gives a line of their own."""
    differs_because: Text | None = None
    """What the public page says where its figures differ in sign or message from the exempt ones decided on."""
    paragraphs: tuple[Annotated[int, Field(ge=1, le=7)], ...] = ()
    """The paragraphs of Part 1 of Schedule 12A to the Local Government Act 1972 that exempt it, as in [1, 2]."""
    reason: Reason | None = None
    """Why, and why the public interest in keeping it back outweighs that in telling it."""
    reviewer: Reason | None = None
    """Who decided so, by role: Monitoring Officer."""
    review_on: Day | None = None
    """The day on which it is looked at again."""

    @model_validator(mode="after")
    def _a_whole_record(self) -> "Disclosure":
        said = [bool(part) for part in (self.paragraphs, self.reason, self.reviewer, self.review_on)]
        if any(said) and not all(said):
            raise PydanticCustomError("exempt_record", "paragraphs, reason, reviewer and review_on together, or none")
        return self

    @property
    def recorded(self) -> bool:
        """Whether it is on record why the whole pack is exempt."""
        return bool(self.paragraphs)
