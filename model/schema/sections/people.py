"""Rules for people: how holders move up in their grades and into new posts, and what protects their pay."""

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field

from model.schema.sections.declared import Form
from model.schema.sections.section import (
    Day,
    HolderRef,
    NameOf,
    PoundsAMonth,
    ProposedId,
    Reason,
    Section,
    Share,
    Text,
    rule,
)

IncrementRuleName = Annotated[
    Literal["april_six_months", "april", "july", "september", "april_or_october", "anniversary"],
    Form(
        choices={
            "april_six_months": "1 April, or six months after starting",
            "april": "1 April",
            "july": "1 July",
            "september": "1 September, as for teachers and Soulbury",
            "april_or_october": "1 April or 1 October",
            "anniversary": "the anniversary of starting",
        }
    ),
]
ArrivalRuleName = Annotated[
    Literal["same_point", "nearest_not_less", "nearest_not_less_plus_increment"],
    Form(
        choices={
            "same_point": "the same point",
            "nearest_not_less": "the lowest point that pays at least the old salary",
            "nearest_not_less_plus_increment": "one increment above the lowest point that pays at least the old salary",
        }
    ),
]
ArrivalOrder = Annotated[
    Literal["assimilate_then_increment", "increment_then_assimilate"],
    Form(
        choices={
            "assimilate_then_increment": "assimilation first",
            "increment_then_assimilate": "the increment first",
        }
    ),
]
EndOfGrade = Annotated[
    Literal["bottom", "top"], Form(choices={"bottom": "bottom of the grade", "top": "top of the grade"})
]


class AssimilationTerms(Section):
    """The point at which a holder arrives in a new grade. ``order`` has no default, since it changes the result."""

    rule: ArrivalRuleName = Field(
        title="Point on arrival",
        description="The point of the new grade at which a holder arrives from the old grade.",
        examples=["nearest_not_less"],
    )
    order: ArrivalOrder = Field(
        title="Order on the same day",
        description="Whether assimilation or the increment comes first, where an increment is due on the day of the "
        "change.",
        examples=["assimilate_then_increment"],
    )
    source: Reason = Field(
        title="Source",
        description="The agreement or policy that sets the rules of assimilation, or why they are assumed.",
    )


def _shape(value: Any) -> Any:
    return value if value == "flat" or isinstance(value, list | tuple) else [value]


Shape = Annotated[Literal["flat"] | tuple[Share, ...], BeforeValidator(_shape), Form("flat, or a list of percentages")]


class ProtectionScheme(Section):
    """How the pay of a holder is protected where the new pay is lower."""

    months: Annotated[int, Form("months", 36)] = Field(
        ge=0, le=120, title="Length of protection", description="How many months protection lasts; 0 for none."
    )
    shape: Shape = Field(
        default="flat",
        title="Shape of protection",
        description="The word flat, if the whole gap between old and new pay is paid to the end; or a list of shares "
        "of the gap, one for each of several equal periods.",
        examples=[["100%", "50%", "25%"]],
    )
    uprated: bool = Field(
        default=False, title="Rises with awards", description="Whether the protected pay rises with pay awards."
    )
    counts_increments: bool = Field(
        default=True, title="Increments count", description="Whether increments in the new grade make the gap smaller."
    )
    source: Reason = Field(
        title="Source", description="The agreement or policy that grants protection, or why it is assumed."
    )

    _whole_periods = rule(
        lambda scheme: scheme.shape == "flat" or (scheme.shape and not scheme.months % len(scheme.shape)),
        "a shape whose number of shares divides the months evenly",
    )


class Placement(Section):
    """Where one holder of a ring-fenced post ends up."""

    identified_by = ("holder",)

    holder: HolderRef = Field(title="Holder", description="The holder's reference.", examples=["H1"])
    to: Annotated[Text, NameOf("proposed")] = Field(
        title="Placed in",
        description="The id of a proposed post of the ring-fence, or the word displaced.",
        examples=["senior-officer"],
    )


class ActingUp(Section):
    """A holder who does the work of a proposed post, until that post is filled."""

    identified_by = ("holder",)

    holder: HolderRef = Field(title="Holder", description="The reference of the holder who acts up.", examples=["H1"])
    into: ProposedId = Field(
        title="Post acted in",
        description="The id of the proposed post in which the holder acts up, before the post is filled.",
    )
    from_: Day = Field(alias="from", title="First day", description="The first day of acting up.")
    to: Day = Field(title="Last day", description="The last day of acting up.", examples=["2011-03-31"])
    point: Annotated[int, Field(ge=1, le=999), Form("point", 44)] = Field(
        title="Point paid", description="The point paid while acting up, in the grade of the proposed post."
    )
    backfill_a_month: Annotated[PoundsAMonth, Field(ge=0, le=100_000)] = Field(
        default=0.0,
        title="Backfill a month",
        description="What it costs in all to have the holder's own work done while the holder acts up.",
    )
    source: Reason = Field(title="Source", description="The agreement to act up, or why it is assumed.")


class People(Section):
    """The rules that are needed to cost each holder at their own point (the actual basis)."""

    increments: IncrementRuleName = Field(
        title="Date of increments",
        description="When increments are paid. Time alone moves nobody across a bar.",
        examples=["april"],
    )
    assimilation: AssimilationTerms = Field(
        title="Assimilation",
        description="The point at which a holder arrives in a new grade. There is no default, because policies differ.",
    )
    protection: ProtectionScheme = Field(
        title="Pay protection", description="How the pay of a holder is protected where the new pay is lower."
    )
    ring_fence: tuple[Placement, ...] = Field(
        default=(),
        title="Outcome of ring-fences",
        description="Which holder gets which post, as the headline assumes. Holders who are not named are placed by "
        "FTE, the largest first, and then by reference.",
    )
    acting_up: tuple[ActingUp, ...] = Field(
        default=(),
        title="Acting up",
        description="Who acts up in a post until it is filled, and what it costs to have their own work done until "
        "then.",
    )
    vacancies_at: EndOfGrade = Field(
        default="bottom",
        title="Point of a vacancy",
        description="Whether a vacancy is costed at the bottom or at the top of its grade.",
    )
    invented: bool = Field(
        default=False,
        title="Invented holders",
        description="Whether the holders are invented. If so, every page that rests on them says so.",
    )
