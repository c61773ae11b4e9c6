"""Which parts of a scenario may be made public, and who decided that the rest is exempt."""

from typing import Annotated

from pydantic import Field

from model.schema.sections.declared import Public
from model.schema.sections.posts import PostIds
from model.schema.sections.section import Count, Day, Reason, Section, Text, rule

LEAST = 5
"""The least count shown in public, where the scenario states none."""


class Disclosure(Section):
    """The rule on small numbers, and the record of why the whole pack is exempt."""

    least: Public[Annotated[Count, Field(ge=2, le=100)]] = Field(
        default=LEAST,
        title="Least count shown",
        description="The least count of people or schools that a public table shows; 3, 5 and 10 are usual.",
        examples=[10],
    )
    senior_posts: Public[PostIds] = Field(
        default=(),
        title="Senior posts",
        description="The ids of the posts that count as senior under the Transparency Code. Only these have a line of "
        "their own in the public pack.",
        examples=[["head-of-service"]],
    )
    differs_because: Public[Text | None] = Field(
        default=None,
        title="Reason for the difference",
        description="What the public page says where its figures differ in sign or message from the exempt figures "
        "that the decision rests on.",
        examples=["The public figures cost each post at the top of its grade."],
    )
    paragraphs: tuple[Annotated[int, Field(ge=1, le=7)], ...] = Field(
        default=(),
        title="Paragraphs",
        description="The paragraphs of Part 1 of Schedule 12A to the Local Government Act 1972 that make the pack "
        "exempt.",
        examples=[[1, 2]],
    )
    reason: Reason | None = Field(
        default=None,
        title="Reason",
        description="Why the pack is exempt: which information in it the stated paragraphs cover.",
    )
    public_interest: Reason | None = Field(
        default=None,
        title="Public interest",
        description="Why the public interest in keeping the pack exempt outweighs the public interest in publishing "
        "it, as the proper officer has decided.",
    )
    reviewer: Reason | None = Field(
        default=None,
        title="Decided by",
        description="Who decided that the pack is exempt: the proper officer, by role.",
        examples=["Monitoring Officer"],
    )
    review_on: Day | None = Field(
        default=None, title="Review date", description="The day on which the exemption is reviewed."
    )

    _a_whole_record = rule(
        lambda of: len({bool(part) for part in (of.paragraphs, of.reason, of.reviewer, of.review_on)}) == 1,
        "paragraphs, reason, reviewer and review_on together, or none of them",
    )

    @property
    def parts_missing(self) -> tuple[str, ...]:
        """What the record still lacks before a report may be published, each part in words; empty if complete."""
        parts = {
            "a paragraph of Schedule 12A (paragraphs)": self.paragraphs,
            "a reason (reason)": self.reason,
            "a public-interest reason (public_interest)": self.public_interest,
            "who decided (reviewer)": self.reviewer,
            "the date of review (review_on)": self.review_on,
        }
        return tuple(what for what, stated in parts.items() if not stated)

    @property
    def recorded(self) -> bool:
        """Whether the reasons for keeping the whole pack exempt are on record."""
        return bool(self.paragraphs)
