"""What posts are paid and what employing people costs: spine, awards and on-costs of a scenario."""

from itertools import pairwise
from typing import Annotated, Literal

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from model.rate_tables import RateStatus
from model.schema.section import Day, Number, Section, Share, Text

StatusName = Literal["published", "derived", "recalled", "assumed"]


class Span(Section):
    """A run of days, both ends included."""

    from_: Day = Field(alias="from")
    """First day."""
    to: Day
    """Last day."""

    @model_validator(mode="after")
    def _runs_forward(self) -> "Span":
        if self.to < self.from_:
            raise PydanticCustomError("span", "a last day (to) that is not before the first (from)")
        return self


class AssumedAward(Span):
    """A pay award that is assumed, because no table is held from its date: a percentage or a flat sum.

    It takes effect on the first of a month, and the new table stands to its last day.
    """

    percent: Share | None = None
    """The rise, as in 1%."""
    flat: Number | None = Field(default=None, ge=0, le=20_000)
    """The rise in £ a year at 1.0 FTE."""
    reason: Text
    """Why this is assumed."""

    @model_validator(mode="after")
    def _one_form(self) -> "AssumedAward":
        if (self.percent is None) == (self.flat is None):
            raise PydanticCustomError("award_form", "either percent or flat, and not both")
        if self.from_.day != 1:
            raise PydanticCustomError("award_day", "an award that takes effect on the first of a month")
        return self


class PayTerms(Section):
    """The spine that posts are paid on."""

    spine: Text
    """The pay spine's name in model/rates/spines.csv: njc, glpc_outer, glpc_inner."""
    area: Text
    """The pay area in words, such as outer London."""
    full_time_hours: Number = Field(gt=0, le=48)
    """Hours a week of a full-time post."""
    grades_of: str | None = None
    """The authority whose named grades are used, where a post's grade is a name and not points."""
    accept_recalled_grades: str | None = None
    """Why a grade table that rests on recollection may be used; without it such a grade is refused."""
    awards: tuple[AssumedAward, ...] = ()
    """Awards assumed for dates that no table covers."""


class LgpsRate(Span):
    """The employer's pension contribution between two dates. There is no default: rates are per employer."""

    rate: Annotated[Share, Field(ge=0)]
    """The share of pensionable pay, as in 24.8%."""
    status: StatusName = "assumed"
    """published or derived where the source states the rate for these dates; otherwise assumed."""
    source: Text
    """Where the rate comes from."""
    reason: str | None = None
    """Why it is used for these dates; required where it is assumed."""

    @model_validator(mode="after")
    def _assumption_has_reason(self) -> "LgpsRate":
        if self.status == "assumed" and not (self.reason and self.reason.strip()):
            raise PydanticCustomError("reason_missing", "a reason, because the rate is assumed")
        return self

    @property
    def rate_status(self) -> RateStatus:
        """The status as the rate tables hold it."""
        return RateStatus[self.status.upper()]


class CarriedForward(Span):
    """National Insurance terms assumed for dates that no table covers: those in force on an earlier day."""

    as_on: Day
    """The day whose terms are carried forward."""
    reason: Text
    """Why this is assumed."""


class OnCostTerms(Section):
    """Employer pension, National Insurance and apprenticeship levy. The law's rates need no setting."""

    lgps: tuple[LgpsRate, ...] = Field(min_length=1)
    """The employer's LGPS rate, one entry per run of dates."""
    employer_ni_carried_forward: tuple[CarriedForward, ...] = ()
    """NI terms assumed for years with none in the tables."""

    @model_validator(mode="after")
    def _rates_do_not_overlap(self) -> "OnCostTerms":
        in_order = sorted(self.lgps, key=lambda rate: rate.from_)
        if any(later.from_ <= earlier.to for earlier, later in pairwise(in_order)):
            raise PydanticCustomError("overlap", "LGPS rates whose dates do not overlap")
        return self
