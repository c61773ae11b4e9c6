"""The shape of the structure: its ring-fences, and the limits with which its reporting lines are compared."""

from typing import Annotated

from pydantic import BeforeValidator, Field

from model.schema.sections.declared import Form, Public
from model.schema.sections.job_family import BoundsAre
from model.schema.sections.posts import PresentIds
from model.schema.sections.section import Number, Reason, Section, Text, not_true_or_false, rule

Layers = Annotated[int, BeforeValidator(not_true_or_false), Field(ge=1, le=50), Form("layers", 5)]
Span = Annotated[Number, Field(gt=0, le=1000), Form("posts a manager", 8)]


class StructureLimits(Section):
    """The council's limits on layers and spans of control, with which the proposed structure is compared."""

    most_layers: Public[Layers | None] = Field(
        default=None,
        title="Most layers",
        description="The most layers of posts, the highest and the lowest counted; if left out, there is no limit.",
    )
    least_span: Public[Span | None] = Field(
        default=None,
        title="Least span",
        description="The fewest posts that may report to a manager; if left out, there is no limit.",
        examples=[4],
    )
    most_span: Public[Span | None] = Field(
        default=None,
        title="Most span",
        description="The most posts that may report to a manager; if left out, there is no limit.",
    )
    limits_are: Public[BoundsAre] = Field(
        default="guide",
        title="Force of the limits",
        description="What happens if the proposed structure is beyond a limit: with guide, the report says so; with "
        "rule, clearance is blocked.",
    )
    source: Public[Reason] = Field(title="Source", description="The policy or decision that sets the limits.")

    _one_limit = rule(
        lambda limits: limits.most_layers or limits.least_span or limits.most_span,
        "at least one limit: most_layers, least_span or most_span",
    )
    _in_order = rule(
        lambda limits: not (limits.least_span and limits.most_span) or limits.least_span <= limits.most_span,
        "a least_span that is not more than the most_span",
    )


class RingFence(Section):
    """A set of present posts. Only their holders are considered for the proposed posts to which the set leads.

    The outcome of a ring-fence is stated under people.
    """

    identified_by = ("name",)

    name: Public[Text] = Field(title="Name", description="What the ring-fence is called.", examples=["Senior officers"])
    posts: Public[PresentIds] = Field(
        min_length=1,
        title="Posts",
        description="The ids of the present posts in the ring-fence. Their holders are considered for the proposed "
        "posts to which these posts lead.",
        examples=[["principal", "senior"]],
    )
    selection: Public[Reason] = Field(
        title="Rule of selection",
        description="How it is decided who gets which post, in words.",
        examples=["Interview; those displaced are considered for redeployment."],
    )
