"""The establishment: present posts, each with a destination, and proposed posts, each with a source."""

from typing import Annotated, Any, ClassVar

from pydantic import BeforeValidator, Field, model_validator
from pydantic_core import PydanticCustomError

from model.base.dated import highest
from model.base.faults import number_of
from model.pay.pay_structures import NO_POINT, STATED_COST
from model.schema.sections.allowances import Allowance, MarketSupplement
from model.schema.sections.declared import Form, Public, Usual
from model.schema.sections.employment import Fte, HeldVacant, Scheme, hours_or_fte
from model.schema.sections.fates import LEADS_ON, Fate, FilledBy
from model.schema.sections.funds import Code, Funds, NonPay
from model.schema.sections.holders import Holder
from model.schema.sections.notation import Grade
from model.schema.sections.section import (
    Count,
    Day,
    Hours,
    NameOf,
    Number,
    PostId,
    PoundsAMonth,
    PoundsAYear,
    PresentId,
    ProposedId,
    Reason,
    Reference,
    Section,
    Text,
    Weeks,
    not_true_or_false,
    rule,
)
from model.schema.sections.yearly_sums import AllIn

WHOLE = 1e-9
"""A smaller FTE than this counts as 0."""


def _several(value: Any) -> Any:
    """One reference as a list, where several are allowed."""
    return (value,) if isinstance(value, str) else value


ProposedIds = Annotated[tuple[ProposedId, ...], BeforeValidator(_several)]
PresentIds = Annotated[tuple[PresentId, ...], BeforeValidator(_several)]
PostIds = Annotated[tuple[PostId, ...], BeforeValidator(_several)]


class Post(Section):
    """What present and proposed posts share. ``number: 4`` is four posts alike."""

    identified_by = ("id",)

    id: Public[Reference] = Field(
        title="Short name", description="A short name by which other parts of the file refer to the post."
    )
    title: Public[Text] = Field(
        title="Title", description="The title of the post as the report prints it.", examples=["Principal ICT Officer"]
    )
    grade: Public[Grade] = Field(
        title="Grade",
        description="Points, such as 23, 22-23 or 42-45#47 (with a bar after 45), or the name of a grade.",
    )
    pay_structure: Public[Annotated[Text, NameOf("pay_structures")] | None] = Field(
        default=None,
        title="Pay structure",
        description="The name of the pay structure that the post is on; if left out, it is as in the section pay.",
        examples=["Soulbury"],
    )
    pension_scheme: Public[Scheme | None] = Field(
        default=None,
        title="Pension scheme",
        description="The pension scheme of holders and of a vacancy; if left out, the LGPS of the on-costs.",
        examples=["Teachers"],
    )
    number: Public[Usual[Count]] = Field(
        default=1, ge=1, le=500, title="Number of posts", description="How many such posts there are.", examples=[4]
    )
    fte: Public[Usual[Fte]] = Field(default=1.0, title="FTE", description="The share of full time of each post.")
    allowances: Public[tuple[Allowance, ...]] = Field(
        default=(), title="Allowances", description="What the holder of the post is paid on top of salary."
    )
    all_in: Public[AllIn | None] = Field(
        default=None,
        title="Stated cost",
        description="What the post costs, everything included, instead of a grade, pay and on-costs: for example an "
        "agency contract or a recharge.",
    )
    market_supplement: Public[MarketSupplement | None] = Field(
        default=None, title="Market supplement", description="What each post pays above its grade for a time."
    )
    hours: Public[Hours | None] = Field(
        default=None, title="Hours a week", description="Hours a week of each post, in place of fte."
    )
    weeks: Public[Weeks | None] = Field(
        default=None,
        title="Weeks a year",
        description="Weeks worked a year, where the post does not work all year: term time, or term time plus some "
        "weeks.",
    )
    note: str | None = Field(
        default=None,
        title="Note",
        description="Anything that a reader should know about this post.",
        examples=["Vacant since June"],
    )
    funds: Usual[Funds] = Field(
        default=(),
        title="Funds",
        description="The funds that pay the post, each with its share; if left out, the costing's default fund pays "
        "it.",
    )
    post_number: Code | None = Field(
        default=None,
        title="Post number",
        description="The post's number in payroll and ledger. A proposed post may keep a present post's number.",
    )
    cost_centre: Code | None = Field(
        default=None, title="Cost centre", description="The cost centre of the post.", examples=["E10234"]
    )
    subjective: Code | None = Field(
        default=None, title="Subjective code", description="The subjective code to which the post's pay is charged."
    )
    non_pay: tuple[NonPay, ...] = Field(
        default=(), title="Non-pay", description="What else each post costs a year: mileage, licences or kit."
    )
    level: Annotated[Reference, NameOf("job_family.levels")] | None = Field(
        default=None, title="Level", description="The id of the post's level in the job family.", examples=["level-2"]
    )
    manages: Annotated[Number, Field(ge=0, le=10_000)] | None = Field(
        default=None, title="People managed", description="How many people each post manages.", examples=[3]
    )
    budget: Annotated[PoundsAYear, Field(ge=0)] | None = Field(
        default=None, title="Budget managed", description="The budget that each post manages.", examples=[250000]
    )
    held_vacant: tuple[HeldVacant, ...] = Field(
        default=(),
        title="Held vacant",
        description="Days on which the vacant part is not filled. On other days that part is costed as if filled.",
    )
    job_description_changed: bool = Field(
        default=False,
        title="Changed job description",
        description="Whether the post's job description differs from that of its level, so that its grade must be "
        "evaluated again.",
    )
    phase: Public[Annotated[Reference, NameOf("phases")] | None] = Field(
        default=None,
        title="Phase",
        description="The phase in which a present post ends or a proposed post starts. The post then has the phase's "
        "day, unless it states its own.",
        examples=["second"],
    )

    @model_validator(mode="before")
    @classmethod
    def _paid_on_no_spine(cls, stated: Any) -> Any:
        """The post as stated; a post at a stated cost, which has no grade, gets a grade that is paid nothing."""
        if not isinstance(stated, dict) or not stated.get("all_in") or {"grade", "pay_structure"} & stated.keys():
            return stated
        return {**stated, "grade": str(NO_POINT), "pay_structure": STATED_COST}

    _hours_or_fte = hours_or_fte()
    _grade_or_all_in = rule(
        lambda post: (post.all_in is None) == (post.pay_structure != STATED_COST),
        "either all_in, or grade with its pay_structure, and not both",
    )
    _all_in_alone = rule(
        lambda post: not post.all_in or not (post.allowances or post.market_supplement or post.weeks),
        "no allowances, market_supplement or weeks beside all_in, which covers everything",
    )


class PresentPost(Post):
    """A post of the present structure, and what happens to it."""

    reports_to: Public[PresentId | None] = Field(
        default=None,
        title="Reports to",
        description="The id of the present post to which this post reports; if left out, it reports to no listed post.",
        examples=["head-of-service"],
    )
    fate: Public[Fate] = Field(
        title="What becomes of it",
        description="What happens to the post on the day of the change: it is slotted in, regraded, ring-fenced, "
        "opened to competition or deleted. Clearance is blocked while the fate is unresolved.",
        examples=["assimilated"],
    )
    to: Public[Usual[ProposedIds]] = Field(
        default=(),
        title="Goes to",
        description="The ids of the proposed posts to which this post leads by assimilation, by regrading or by a "
        "ring-fence.",
        examples=["senior-officer"],
    )
    vacant: Public[Usual[bool]] = Field(default=False, title="Vacant", description="Whether nobody holds the post.")
    holders: Usual[tuple[Holder, ...]] = Field(
        default=(), title="Holders", description="Who holds the post; if left out, each post counts as one person."
    )
    until: Public[Usual[Day | None]] = Field(
        default=None,
        title="Last day",
        description="The last day of the post; if left out, the day before the change.",
        examples=["2010-11-12"],
    )
    until_reason: Public[Text | None] = Field(
        default=None,
        title="Reason for the last day",
        description="Why the last day is not the day before the holders' next post begins. Without a reason, a gap or "
        "an overlap between the two posts blocks clearance.",
        examples=["The two officers hand over for a week"],
    )

    @model_validator(mode="after")
    def _holders_fit(self) -> "PresentPost":
        if self.all_in and (self.holders or self.fate in LEADS_ON):
            expected = (
                "no holders, and a fate of open, deleted or unresolved: nobody is on the pay of a post at a stated cost"
            )
            raise PydanticCustomError("all_in_held", expected)
        if self.vacant and self.holders:
            raise PydanticCustomError("vacant_held", "either vacant: true or holders, and not both")
        if not (self.vacant or self.holders) and any(held.fte is None for held in self.held_vacant):
            raise PydanticCustomError(
                "held_of_whom",
                "an fte in held_vacant, since no holder is listed and the post is not stated to be vacant",
            )
        held = highest(spell for holder in self.holders for spell in holder.fte_by_date())
        room = self.number * self.fte
        in_hours = self.hours is not None or any(
            holder.in_hours for holder in self.holders
        )  # weighed once full time is known
        if held > room + WHOLE and not in_hours:
            found = f"{number_of(len(self.holders), 'holder')} of {held:g} FTE in all"
            room_for = f"{number_of(self.number, 'post')} of {self.fte:g} FTE"
            raise PydanticCustomError("overfull", "holders for {room}", {"room": room_for, "found": found})
        return self


class AppointedBelow(Section):
    """A vacancy filled below its grade, as a development opportunity, with an agreed path up to that grade."""

    grade: Grade = Field(title="Grade at first", description="The grade paid at first: points, or the name of a grade.")
    months: Annotated[int, BeforeValidator(not_true_or_false), Form("months", 24), Field(ge=1, le=120)] = Field(
        title="Length of the path", description="How many months the lower grade is paid before the post's own grade."
    )
    source: Reason = Field(title="Source", description="The agreement to this path, or why it is assumed.")


class ProposedPost(Post):
    """A post of the proposed structure and where its holder comes from."""

    holders: ClassVar[tuple[Holder, ...]] = ()  # nobody holds it yet: who comes into it is worked out
    reports_to: Public[ProposedId | None] = Field(
        default=None,
        title="Reports to",
        description="The id of the proposed post to which this post reports; if left out, it reports to no listed "
        "post.",
        examples=["head-of-service-new"],
    )
    filled_by: Public[FilledBy] = Field(
        title="Filled by",
        description="How the post is filled: from a present post, from a ring-fence, or by open recruitment. "
        "Clearance is blocked while the way is unresolved.",
        examples=["assimilation"],
    )
    from_: Public[Usual[Day | None]] = Field(
        default=None, alias="from", title="First day", description="The first day; if left out, the day of the change."
    )
    filled_on: Public[Usual[Day | None]] = Field(
        default=None,
        title="Filled on",
        description="The day on which the post is filled, where that is later than its first day. Until then it is "
        "vacant, and only its cover is costed.",
    )
    cover_a_month: Annotated[PoundsAMonth, Field(ge=0, le=100_000)] = Field(
        default=0.0,
        title="Cover a month",
        description="What temporary or agency cover costs, everything included, until the post is filled.",
    )
    indicative: Public[Usual[bool]] = Field(
        default=False,
        title="Indicative",
        description="Whether the grade is indicative, that is, not yet evaluated.",
    )
    appointed_below: AppointedBelow | None = Field(
        default=None,
        title="Appointed below its grade",
        description="How a vacancy is filled at a lower grade at first. The full-year cost is still that of the "
        "post's own grade.",
    )

    _cover_has_an_end = rule(
        lambda post: not post.cover_a_month or post.filled_on,
        "filled_on, the day on which the post is filled and its cover ends",
    )
