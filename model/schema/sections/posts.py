"""The establishment: present posts, each with a destination, and proposed posts, each with a source."""

import re
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, WithJsonSchema, model_validator
from pydantic_core import PydanticCustomError

from model.base.faults import number_of
from model.pay.grades import NotAGrade, is_notation, read_grade
from model.schema.sections.excel_slips import excel_date
from model.schema.sections.funds import Code, Funds, NonPay
from model.schema.sections.section import (
    Count,
    Day,
    NameOf,
    Number,
    PostId,
    ProposedId,
    Reason,
    Reference,
    Section,
    Share,
    Text,
    not_true_or_false,
    read_share,
)

POINT_WORDS = re.compile(r"(?:scp|spin(?:e|al)(?: column)? points?|points?)\.?:?\s*(?=\d)", re.IGNORECASE)
WHOLE = 1e-9
"""FTE closer to nothing than this is nothing."""


def read_notation(value: Any) -> str:
    """Keep the notation as written once it reads as a grade; a name is looked up later."""
    if not isinstance(value, str | int) or isinstance(value, bool) or not str(value).strip():
        raise PydanticCustomError("grade", "a grade such as 22-23, 42-45#47 or 23")
    value = of_points(value)
    if typed := excel_date(str(value)):
        expected = f"a grade such as 22-23, 42-45#47 or 23; this looks like the date that Excel makes of {typed}"
        raise PydanticCustomError("grade", "{expected}", {"expected": expected, "reason": expected})
    if is_notation(value):
        try:
            read_grade(value)
        except NotAGrade as refused:
            raise PydanticCustomError("grade", "{expected}", {"expected": refused.expected}) from None
    return str(value).strip()


def of_points(value: Any) -> Any:
    """``SCP 20`` and ``Spine point 20`` are point 20."""
    return POINT_WORDS.sub("", value.strip()) if isinstance(value, str) else value


def _several(value: Any) -> Any:
    """One reference may stand where a list of them may."""
    return (value,) if isinstance(value, str) else value


Grade = Annotated[
    str, BeforeValidator(read_notation), WithJsonSchema({"type": ["string", "integer"], "examples": ["42-45#47"]})
]


def _part_of_full_time(value: Any) -> Any:
    """``60%`` is 0.6, as a spreadsheet shows it."""
    return read_share(value) if isinstance(value, str) and value.strip().endswith("%") else value


Point = Annotated[int, Field(ge=1, le=999), BeforeValidator(of_points)]
PART_OF_FULL_TIME = BeforeValidator(_part_of_full_time)
Fte = Annotated[Number, PART_OF_FULL_TIME, Field(ge=0.01, le=1)]
Hours = Annotated[Number, Field(gt=0, le=48)]
Weeks = Annotated[Number, Field(gt=0, le=53)]
ProposedIds = Annotated[tuple[ProposedId, ...], BeforeValidator(_several)]
PostIds = Annotated[tuple[PostId, ...], BeforeValidator(_several)]


def _hours_or_fte(one: Any) -> Any:
    if one.hours is not None and "fte" in one.model_fields_set:
        raise PydanticCustomError("hours_and_fte", "either hours or fte, and not both")
    return one


class Allowance(Section):
    """Something paid on top of salary: a fixed sum, or a percentage of basic pay."""

    identified_by = ("name",)
    name: Text
    """What it is for: standby, market supplement, first aid."""
    amount: Number | None = Field(default=None, ge=0, le=100_000)
    """£ a year as paid for each one, whatever the FTE."""
    percent: Annotated[Share, Field(ge=0)] | None = None
    """The share of basic pay, as in 5%."""
    pensionable: bool = True
    """Whether pension contributions are due on it."""
    source: Reason
    """The agreement that says so, or why it is assumed."""

    @model_validator(mode="after")
    def _one_form(self) -> "Allowance":
        if (self.amount is None) == (self.percent is None):
            raise PydanticCustomError("allowance_form", "either amount or percent, and not both")
        return self


class StatedMoveOfHolder(Section):
    """A move up by decision and not by time: across a bar, or to a linked or career grade's next stage."""

    identified_by = ("on",)
    on: Day
    """The day it takes effect."""
    point: Point
    """The point moved to, in the grade of the post held that day."""
    reason: Reason
    """What was decided, and on what evidence."""


class Holder(Section):
    """A person in a post, by an anonymous reference. The same reference in two posts is one person."""

    identified_by = ("ref",)
    ref: Text
    """An anonymous reference, never a name."""
    fte: Fte = 1.0
    """The share of full time that the person works in this post."""
    hours: Hours | None = None
    """Hours a week in this post, in the place of fte."""
    weeks: Weeks | None = None
    """Weeks worked a year, in the place of the post's; kept in a new post that states none."""
    point: Point | None = None
    """The point held on the first day of the years shown; needed for the actual basis."""
    service_years: Annotated[Number, Field(ge=0, le=60)] = 0.0
    """Years of service, where leave or redundancy depends on it."""
    allowances: tuple[Allowance, ...] = ()
    """What this person is paid on top of salary, before and after the change."""
    moves: tuple[StatedMoveOfHolder, ...] = ()
    """Moves by decision; time alone never crosses a bar or a stage."""
    started: Day | None = None
    """The day of starting in the grade; left out, before the first of the years shown."""
    lgps_member: bool = True
    """Whether the person is in the pension scheme."""

    @model_validator(mode="after")
    def _hours_or_fte(self) -> "Holder":
        return _hours_or_fte(self)


class Post(Section):
    """What present and proposed posts share. ``number: 4`` is four posts alike."""

    identified_by = ("id",)
    id: Reference
    """A short name used to refer to the post: lower-case letters, figures and hyphens."""
    title: Text
    """The post's title as the report prints it."""
    grade: Grade
    """Points such as 22-23, 42-45#47 or 23, or the name of a grade."""
    number: Count = Field(default=1, ge=1, le=500)
    """How many such posts."""
    fte: Fte = 1.0
    """The share of full time of each."""
    allowances: tuple[Allowance, ...] = ()
    """What whoever holds the post is paid on top of salary."""
    hours: Hours | None = None
    """Hours a week, in the place of fte."""
    weeks: Weeks | None = None
    """Weeks worked a year, where it is term time only or term time and some weeks; left out, the whole year."""
    note: str | None = None
    """Anything a reader should know of this post."""
    funds: Funds = ()
    """The funds that pay it, each with its share; left out, the default fund of the costing."""
    post_number: Code | None = None
    """Its number in payroll and ledger; a proposed post may keep a present one's."""
    cost_centre: Code | None = None
    """The cost centre that it is charged to."""
    subjective: Code | None = None
    """The subjective code that its pay is charged to."""
    non_pay: tuple[NonPay, ...] = ()
    """What else each such post costs a year: mileage, licences, kit."""
    level: Annotated[Reference, NameOf("job_family.levels")] | None = None
    """Its level in the job family."""
    manages: Annotated[Number, Field(ge=0, le=10_000)] | None = None
    """How many people each such post manages."""
    budget: Annotated[Number, Field(ge=0)] | None = None
    """The budget that each such post manages, £ a year."""
    job_description_changed: bool = False
    """Whether its job description departs from its level's, so that its grade needs evaluating again."""

    @model_validator(mode="after")
    def _hours_or_fte(self) -> "Post":
        return _hours_or_fte(self)


class PresentPost(Post):
    """A post of the present structure and where it goes."""

    fate: Literal["assimilated", "regraded", "ring-fenced", "open", "deleted", "unresolved"]
    """What becomes of it: slotted in, regraded where it stands, a closed pool, open competition, or gone.

    ``unresolved`` blocks clearance.
    """
    to: ProposedIds = ()
    """The proposed posts that it is assimilated into, regraded as or ring-fenced for."""
    vacant: bool = False
    """Whether nobody holds it."""
    holders: tuple[Holder, ...] = ()
    """Who holds it; left out, each post is taken as one person."""
    until: Day | None = None
    """Its last day, where that is not the day before implementation."""
    until_reason: Text | None = None
    """Why that is not the day before its holders' next post begins; without it, days in neither or both block."""

    @model_validator(mode="after")
    def _holders_fit(self) -> "PresentPost":
        if self.vacant and self.holders:
            raise PydanticCustomError("vacant_held", "either vacant: true or holders, and not both")
        held, room = sum(holder.fte for holder in self.holders), self.number * self.fte
        in_hours = any(one.hours is not None for one in (self, *self.holders))  # weighed once full time is known
        if held > room + WHOLE and not in_hours:
            found = f"{number_of(len(self.holders), 'holder')} of {held:g} FTE in all"
            room_for = f"{number_of(self.number, 'post')} of {self.fte:g} FTE"
            raise PydanticCustomError("overfull", "holders for {room}", {"room": room_for, "found": found})
        return self


class AppointedBelow(Section):
    """A vacancy filled below its grade, as a development opportunity, with an agreed path up to it."""

    grade: Grade
    """The grade paid at first: points, or the name of a grade."""
    months: Annotated[int, BeforeValidator(not_true_or_false), Field(ge=1, le=120)]
    """How long the path is; the post's own grade is paid from so many months after the post is filled."""
    source: Reason
    """The path as agreed, or why it is assumed."""


class ProposedPost(Post):
    """A post of the proposed structure and where its holder comes from."""

    filled_by: Literal["assimilation", "ring-fence", "open", "unresolved"]
    """How it is filled: from a present post, from a ring-fenced pool, or by open recruitment.

    ``unresolved`` blocks clearance.
    """
    from_: Day | None = Field(default=None, alias="from")
    """Its first day, where that is not the implementation date."""
    filled_on: Day | None = None
    """The day it is filled, where that is later than its first; vacant till then, and costed only by its cover."""
    cover_a_month: Annotated[Number, Field(ge=0, le=100_000)] = 0.0
    """£ a month, all in, of temporary or agency cover until it is filled."""
    indicative: bool = False
    """Whether the grade is indicative, that is, not yet evaluated."""
    appointed_below: AppointedBelow | None = None
    """Where it is a vacancy to be filled at a lower grade first; the full-year cost stays that of its own grade."""

    @model_validator(mode="after")
    def _cover_has_an_end(self) -> "ProposedPost":
        if self.cover_a_month and self.filled_on is None:
            raise PydanticCustomError("cover_end", "filled_on, the day on which the cover ends")
        return self
