"""The people: how holders move up their grades, into new posts, and what protects their pay."""

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, model_validator
from pydantic_core import PydanticCustomError

from model.schema.sections.section import Day, HolderRef, NameOf, Number, ProposedId, Reason, Section, Share, Text

IncrementRuleName = Literal["april_six_months", "april", "july", "april_or_october", "anniversary"]


class AssimilationTerms(Section):
    """Where a holder arrives in a new grade. The order has no default, because the two differ."""

    rule: Literal["same_point", "nearest_not_less", "nearest_not_less_plus_increment"]
    """The point of the new grade at which a holder of the old one arrives."""
    order: Literal["assimilate_then_increment", "increment_then_assimilate"]
    """Which comes first where an increment is due on the day of the change."""
    source: Reason
    """The agreement or policy that says so, or why it is assumed."""


def _shape(value: Any) -> Any:
    return value if value == "flat" or isinstance(value, list | tuple) else [value]


class ProtectionScheme(Section):
    """What a holder whose new pay is less is paid meanwhile."""

    months: int = Field(ge=0, le=120)
    """How long it lasts, in months; 0 for none."""
    shape: Annotated[Literal["flat"] | tuple[Share, ...], BeforeValidator(_shape)] = "flat"
    """flat, or the share of the gap in each of so many equal periods, as in [100%, 50%, 25%]."""
    uprated: bool = False
    """Whether the protected pay rises with awards."""
    counts_increments: bool = True
    """Whether increments in the new grade shrink the gap."""
    source: Reason
    """The agreement or policy that says so, or why it is assumed."""

    @model_validator(mode="after")
    def _whole_periods(self) -> "ProtectionScheme":
        if self.shape != "flat" and (not self.shape or self.months % len(self.shape)):
            raise PydanticCustomError("protection_periods", "a shape with as many shares as the months divide into")
        return self


class Placement(Section):
    """Where one holder of a ring-fenced post ends up."""

    identified_by = ("holder",)
    holder: HolderRef
    """The holder's reference."""
    to: Annotated[Text, NameOf("proposed")]
    """The id of a proposed post of the ring-fence, or displaced."""


class ActingUp(Section):
    """A holder who does the work of a proposed post, until that post is filled."""

    identified_by = ("holder",)
    holder: HolderRef
    """The holder's reference."""
    into: ProposedId
    """The id of the proposed post, which stands vacant meanwhile."""
    from_: Day = Field(alias="from")
    """First day."""
    to: Day
    """Last day."""
    point: Annotated[int, Field(ge=1, le=999)]
    """The point paid, in the grade of the post acted in."""
    backfill_a_month: Annotated[Number, Field(ge=0, le=100_000)] = 0.0
    """£ a month, all in, for whoever does the holder's own work meanwhile."""
    source: Reason
    """The agreement, or why it is assumed."""


class People(Section):
    """The rules that the actual basis needs, where each holder's own point is costed."""

    increments: IncrementRuleName
    """When increments fall; a bar is never crossed by time alone."""
    assimilation: AssimilationTerms
    protection: ProtectionScheme
    ring_fence: tuple[Placement, ...] = ()
    """The outcome of each ring-fence that the headline assumes; whoever is not named is placed by FTE and reference."""
    acting_up: tuple[ActingUp, ...] = ()
    """Who acts up in a post until it is filled, and what backfills their own."""
    vacancies_at: Literal["bottom", "top"] = "bottom"
    """The point of its grade at which a vacancy is costed."""
    invented: bool = False
    """Whether the holders are invented; every page that rests on them then says so."""
