"""What a team can deliver in a year: its days less leave, training and other absence, and the share that is sold."""

from typing import Annotated

from pydantic import Field

from model.schema.sections.declared import Form
from model.schema.sections.demand import Part
from model.schema.sections.posts import PostIds
from model.schema.sections.section import Number, NumberOfYears, Reason, Section, Text, rule


class DaysNotDelivered(Section):
    """Days a year on which a full-time member of the team does not deliver."""

    days: Annotated[Number, Form("days a year", 5), Field(ge=0, le=366)] = Field(
        title="Days a year", description="Days on which a full-time member of the team does not deliver."
    )
    reason: Reason = Field(title="Reason", description="What the days are for, and where their number comes from.")


class LeaveDays(Section):
    """The days of paid leave a year of a full-time post, bank holidays included."""

    days: Annotated[Number, Form("days a year", 34), Field(ge=0, le=100)] | None = Field(
        default=None,
        title="Days a year",
        description="Paid days off, bank holidays included. State this, or scheme with service_years.",
    )
    scheme: Text | None = Field(
        default=None,
        title="Leave scheme",
        description="The name of a scheme of annual leave that the workbook has: njc.",
        examples=["njc"],
    )
    service_years: Annotated[NumberOfYears, Field(ge=0, le=60)] | None = Field(
        default=None,
        title="Years of service",
        description="The years of service that are assumed for the whole team; needed where scheme is stated.",
    )
    reason: Reason = Field(title="Reason", description="Where the number of days comes from, or why it is assumed.")

    _one_form = rule(
        lambda leave: (
            [leave.days is None, leave.scheme is None, leave.service_years is None]
            in ([False, True, True], [True, False, False])
        ),
        "either days, or scheme with service_years",
    )


class SharePart(Section):
    """A share of the team's time, and the reason for that share."""

    share: Part = Field(title="Share", description="The share.", examples=["75%"])
    reason: Reason = Field(title="Reason", description="Where the share comes from, or why it is assumed.")


class Capacity(Section):
    """What the team can deliver in a year."""

    posts: PostIds = Field(
        min_length=1,
        title="Posts that deliver",
        description="The ids of the posts that deliver the service, in either structure.",
        examples=[["technician"]],
    )
    working_days: Annotated[Number, Form("days a year", 260), Field(gt=0, le=366)] = Field(
        default=260.0,
        title="Working days",
        description="Days of a full-time year before anything is taken off: 52 weeks of five.",
    )
    leave: LeaveDays = Field(title="Leave", description="Paid days off in a full-time post.")
    training: DaysNotDelivered = Field(title="Training", description="Days a year that are spent in training.")
    other: DaysNotDelivered | None = Field(
        default=None,
        title="Other days lost",
        description="Sickness, team meetings and whatever else keeps the team from delivering.",
    )
    billable: SharePart = Field(
        title="Share sold",
        description="The share of the days at work that is sold. The rest is travel and administration.",
    )
    empty: SharePart | None = Field(
        default=None,
        title="Share of time empty",
        description="The share of the time for which the team's posts are empty between holders; if left out, they "
        "are never empty.",
    )
