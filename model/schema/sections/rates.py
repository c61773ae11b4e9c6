"""What posts are paid and what employing people costs: spine, awards and on-costs of a scenario."""

from itertools import pairwise
from typing import Annotated

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from model.rates.tables import RateStatus
from model.schema.sections.awards import Award, PaidLate
from model.schema.sections.own_tables import ROWS_BESIDE, GradeRow, SpineRow, StatusName
from model.schema.sections.section import Day, Number, Reason, Section, Share, Span, Text


class RenumberedPoint(Section):
    """One old point of a spine and the number that it has after a renumbering."""

    identified_by = ("old",)
    old: Annotated[int, Field(ge=1, le=999)]
    """The point before."""
    new: Annotated[int, Field(ge=1, le=999)]
    """The point that it becomes."""


class SpineMap(Section):
    """Which new point each old one becomes, where the years shown cross a renumbering of the spine."""

    points: tuple[RenumberedPoint, ...] = Field(min_length=1)
    """Every old point of the grades concerned, as in {old: 20, new: 9}."""
    status: StatusName = "assumed"
    """published or derived where the source states the new numbers; otherwise assumed."""
    source: Reason
    """The circular or agreement that says so, or why it is assumed."""


class PayTerms(Section):
    """The spine that posts are paid on."""

    spine: Text
    """The pay spine's name in model/rates/spines.csv (njc, glpc_outer, glpc_inner), or in own_spine."""
    area: Text
    """The pay area in words, such as outer London."""
    full_time_hours: Number = Field(gt=0, le=48)
    """Hours a week of a full-time post."""
    grades_of: str | None = None
    """The authority whose named grades are used, where a post's grade is a name and not points."""
    accept_recalled_grades: Reason | None = None
    """Why a grade table that rests on recollection may be used; without it such a grade is refused."""
    own_spine: Annotated[tuple[SpineRow, ...], ROWS_BESIDE] = ()
    """The scenario's own points, as rows or the name of a CSV or Excel file; a held spine's are laid over it."""
    grade_table: Annotated[tuple[GradeRow, ...], ROWS_BESIDE] = ()
    """The scenario's own grades, as rows or the name of a CSV or Excel file, a row a version."""
    awards: tuple[Award, ...] = ()
    """Awards for dates that no table covers: assumed, offered or settled."""
    awards_tested: tuple[Award, ...] = ()
    """Other settlements to hold the costing against: what each post would then cost. Any dates may be tested."""
    paid_late: tuple[PaidLate, ...] = ()
    """Awards settled after their date: what was owed is paid, and bears National Insurance, in one later month."""
    spine_map: SpineMap | None = None
    """Old points to new, where the years cross a renumbering for which none is held (London in 2019).

    Present grades and holders' points are in the numbers of the first day of the years shown, proposed grades in those
    of the implementation date, a move by decision in those of its day.
    """


class LgpsRate(Span):
    """The employer's pension contribution between two dates. There is no default: rates are per employer."""

    rate: Annotated[Share, Field(ge=0)]
    """The share of pensionable pay, as in 24.8%."""
    status: StatusName = "assumed"
    """published or derived where the source states the rate for these dates; otherwise assumed."""
    source: Reason
    """Where the rate comes from."""
    reason: Reason | None = None
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
    reason: Reason
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
