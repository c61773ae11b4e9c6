"""Who holds a post, at what point and for how much of full time, and what is paid on top of salary."""

import re
from typing import Annotated, Any

from pydantic import BeforeValidator, Field

from model.schema.sections.declared import Form, Public
from model.schema.sections.section import (
    Day,
    Hours,
    Number,
    NumberOfYears,
    PoundsAYear,
    PresentId,
    Reason,
    Section,
    Share,
    Text,
    Weeks,
    read_share,
    rule,
)

POINT_WORDS = re.compile(r"(?:scp|spin(?:e|al)(?: column)? points?|points?)\.?:?\s*(?=\d)", re.IGNORECASE)


def of_points(value: Any) -> Any:
    """``SCP 20`` and ``Spine point 20`` are point 20."""
    return POINT_WORDS.sub("", value.strip()) if isinstance(value, str) else value


def _part_of_full_time(value: Any) -> Any:
    """``60%`` is 0.6, as a spreadsheet shows it."""
    return read_share(value) if isinstance(value, str) and value.strip().endswith("%") else value


Point = Annotated[int, Field(ge=1, le=999), BeforeValidator(of_points), Form("point", 44)]
PART_OF_FULL_TIME = BeforeValidator(_part_of_full_time)
Fte = Annotated[Number, PART_OF_FULL_TIME, Field(ge=0.01, le=1), Form("FTE", 0.6)]


def hours_or_fte() -> Any:
    """The rule that a post or a holder states its hours or its FTE and not both."""
    return rule(
        lambda working: working.hours is None or "fte" not in working.model_fields_set,
        "either hours or fte, and not both",
    )


class Allowance(Section):
    """Something paid on top of salary: a fixed sum, or a percentage of basic pay."""

    identified_by = ("name",)

    name: Public[Text] = Field(
        title="Allowance",
        description="What it is paid for: standby, market supplement, first aid.",
        examples=["Standby"],
    )
    amount: Public[PoundsAYear | None] = Field(
        default=None,
        ge=0,
        le=100_000,
        title="Amount",
        description="What each post is paid, whatever its FTE; either this or percent.",
    )
    percent: Public[Annotated[Share, Field(ge=0)] | None] = Field(
        default=None,
        title="Percentage of pay",
        description="The share of basic pay; either this or amount.",
        examples=["5%"],
    )
    pensionable: Public[bool] = Field(
        default=True, title="Pensionable", description="Whether pension contributions are due on it."
    )
    source: Public[Reason] = Field(title="Source", description="The agreement that says so, or why it is assumed.")

    _one_form = rule(
        lambda allowance: (allowance.amount is None) != (allowance.percent is None),
        "either amount or percent, and not both",
    )


class StatedMoveOfHolder(Section):
    """A move up by decision and not by time: across a bar, or to a linked or career grade's next stage."""

    identified_by = ("on",)

    on: Day = Field(title="Date of the move", description="The day on which it takes effect.")
    point: Point = Field(title="New point", description="The point moved to, in the grade of the post held that day.")
    reason: Reason = Field(title="Decision", description="What was decided, and on what evidence.")


class Holder(Section):
    """A person in a post, by an anonymous reference. The same reference in two posts is one person."""

    identified_by = ("ref",)

    ref: Text = Field(
        title="Holder's reference",
        description="An anonymous reference, never a name; the same reference in two posts is one person.",
        examples=["H1"],
    )
    fte: Fte = Field(default=1.0, title="FTE", description="The share of full time that the person works in this post.")
    hours: Hours | None = Field(
        default=None, title="Hours a week", description="Hours a week in this post, in place of fte."
    )
    weeks: Weeks | None = Field(
        default=None,
        title="Weeks a year",
        description="Weeks worked a year, in place of the post's; the person keeps them in a new post that states "
        "none.",
    )
    point: Point | None = Field(
        default=None,
        title="Holder's point",
        description="The point held on the first day of the years shown; needed for the actual basis.",
    )
    service_years: Annotated[NumberOfYears, Field(ge=0, le=60)] = Field(
        default=0.0,
        title="Years of service",
        description="Years of service, where leave or redundancy depends on them.",
    )
    allowances: tuple[Allowance, ...] = Field(
        default=(),
        title="Allowances",
        description="What this person is paid on top of salary, before and after the change.",
    )
    moves: tuple[StatedMoveOfHolder, ...] = Field(
        default=(),
        title="Moves by decision",
        description="Moves up that were decided; time alone never crosses a bar or a stage.",
    )
    started: Day | None = Field(
        default=None,
        title="Start in the grade",
        description="The day on which the person started in the grade; left out, before the first of the years shown.",
    )
    lgps_member: bool = Field(
        default=True, title="Pension scheme member", description="Whether the person is in the pension scheme."
    )

    _hours_or_fte = hours_or_fte()


class ListedHolder(Holder):
    """A person in a list of holders apart from the posts: in a post by its short name."""

    identified_by = ("ref", "post")

    post: PresentId = Field(
        title="Post", description="The short name of the present post that the person holds.", examples=["officer"]
    )
