"""Assumptions: what is taken as true although the report does not say it."""

from pydantic import Field

from model.schema.sections.declared import Public
from model.schema.sections.posts import PostIds
from model.schema.sections.section import Day, Reason, Section, Text


class Assumption(Section):
    """Something taken as true that the report does not say, and why."""

    identified_by = ("text",)

    text: Public[Text] = Field(
        title="Assumption",
        description="What is taken as true although the report does not say it.",
        examples=["The vacant post stays vacant until the change."],
    )
    reason: Public[Reason] = Field(title="Reason", description="Why the assumption is taken as true.")
    about: Public[PostIds] = Field(
        default=(),
        title="Posts it is about",
        description="The ids of the posts that the assumption is about, or the word implementation for the day of the "
        "change. Those posts, or that day, are then shown as assumed.",
        examples=[["principal"]],
    )
    exempt: bool = Field(
        default=False,
        title="Exempt",
        description="Whether the assumption says something about a person or a customer. If so, the public pack does "
        "not show it.",
    )
    owner: Reason | None = Field(
        default=None,
        title="Owner",
        description="Who answers for the assumption: a role or a name.",
        examples=["Head of Schools ICT"],
    )
    review_by: Day | None = Field(
        default=None, title="Review date", description="The day by which the assumption is reviewed."
    )
