"""What posts are paid and what employing people costs: spine, awards and on-costs of a scenario."""

from itertools import pairwise
from typing import Annotated, Literal

from pydantic import Field

from model.base.financial_year import PayMonths
from model.pay.payroll import Payroll
from model.rates.tables import RateStatus
from model.schema.sections.awards import Award, PaidLate
from model.schema.sections.declared import ROWS_BESIDE, Form, Plausible, Public, Usual
from model.schema.sections.own_tables import GradeRow, SpineRow, StatusName
from model.schema.sections.section import Day, Hours, PoundsAYear, Reason, Section, Share, Span, Text, rule

PayFrequency = Annotated[
    Literal["monthly", "four-weekly", "weekly"],
    Form(choices={"four-weekly": "every four weeks", "weekly": "every week"}),
]


ROUNDING = 1e-9
"""Shares closer than this are one."""


class RenumberedPoint(Section):
    """One old point of a spine and the number that it has after a renumbering."""

    identified_by = ("old",)

    old: Public[Annotated[int, Field(ge=1, le=999), Form("point", 20)]] = Field(
        title="Old point", description="The point before the renumbering."
    )
    new: Public[Annotated[int, Field(ge=1, le=999), Form("point", 9)]] = Field(
        title="New point", description="The point that it becomes."
    )


class SpineMap(Section):
    """Which new point each old one becomes, where the years shown cross a renumbering of the spine."""

    points: Public[tuple[RenumberedPoint, ...]] = Field(
        min_length=1,
        title="Renumbered points",
        description="Every old point of the grades concerned, with its new number.",
    )
    status: Public[StatusName] = Field(
        default="assumed",
        title="Status",
        description="published or derived where the source states the new numbers; otherwise assumed.",
        examples=["published"],
    )
    source: Public[Reason] = Field(
        title="Source", description="The circular or agreement that says so, or why it is assumed."
    )


class PayTerms(Section):
    """The spine that posts are paid on."""

    spine: Public[Annotated[Text, Form("text", in_force="spines")]] = Field(
        title="Pay spine",
        description="The spine by its name: one that the workbook holds (docs/method/rates.md lists them), or one "
        "that the scenario brings.",
        examples=["glpc_outer"],
    )
    area: Public[Text] = Field(title="Pay area", description="The pay area in words.", examples=["outer London"])
    full_time_hours: Public[Annotated[Hours, Plausible(30, 40)]] = Field(
        gt=0, le=48, title="Full-time hours a week", description="Hours a week of a full-time post."
    )
    grades_of: Public[Annotated[Text | None, Form("text", in_force="authorities")]] = Field(
        default=None,
        title="Authority of the grades",
        description="The authority whose named grades are used, where a grade is a name and not points.",
        examples=["North Yorkshire County Council"],
    )
    accept_recalled_grades: Public[Reason | None] = Field(
        default=None,
        title="Recalled grades accepted",
        description="Why a grade table that rests on recollection may be used; if left out, such a grade is refused.",
    )
    frequency: Public[PayFrequency] = Field(
        default="monthly",
        title="How often pay is paid",
        description="Monthly, or every four weeks or every week: National Insurance is then worked on the pay of each "
        "such period, and accrued to the months by days.",
        examples=["four-weekly"],
    )
    pay_day: Public[Day | None] = Field(
        default=None,
        title="A pay day",
        description="Any day on which a four-weekly or weekly payroll pays; the others follow from it. Each period "
        "ends on its pay day.",
        examples=["2025-04-11"],
    )
    own_spine: Public[Annotated[tuple[SpineRow, ...], ROWS_BESIDE]] = Field(
        default=(),
        title="Own spine",
        description="The scenario's own points, used instead of the workbook's: rows, or the name of a CSV or "
        "Excel file beside the scenario.",
    )
    grade_table: Public[Annotated[tuple[GradeRow, ...], ROWS_BESIDE]] = Field(
        default=(),
        title="Own grades",
        description="The scenario's own grades, a row a version: rows, or the name of a CSV or Excel file beside the "
        "scenario.",
    )
    awards: Public[tuple[Award, ...]] = Field(
        default=(),
        title="Pay awards",
        description="Awards for dates that no table covers, and how firm each is.",
    )
    awards_tested: tuple[Award, ...] = Field(
        default=(),
        title="Awards tested",
        description="Other settlements, for which is shown what each post would then cost; any dates may be tested.",
    )
    paid_late: Public[tuple[PaidLate, ...]] = Field(
        default=(),
        title="Awards paid late",
        description="Awards settled after their date: what was owed is paid, and bears National Insurance, in one "
        "later month.",
    )
    spine_map: Public[SpineMap | None] = Field(
        default=None,
        title="Renumbered spine",
        description="Old points to new, where the years shown cross a renumbering that the workbook has no map for "
        "(London in 2019). Present grades and holders' points are in the numbers of the first day of the years shown, "
        "proposed grades in those of the day of the change, a move by decision in those of its day.",
    )

    _pay_days_known = rule(
        lambda pay: (pay.frequency == "monthly") == (pay.pay_day is None),
        "pay_day, a day on which a four-weekly or weekly payroll pays; a monthly one needs none",
    )

    def payroll(self, months: PayMonths) -> Payroll | None:
        """The pay days in some months; None where each month is a pay period."""
        if self.pay_day is None:
            return None
        return Payroll(months, self.frequency.replace("-", "_"), self.pay_day)


class LgpsRate(Span):
    """The employer's pension contribution between two dates. There is no default: rates are per employer."""

    rate: Public[Usual[Annotated[Share, Field(ge=0), Plausible(0.05, 0.45)] | None]] = Field(
        default=None,
        title="Employer's pension rate",
        description="The employer's contribution as a share of pensionable pay; if left out, primary and secondary "
        "rate together.",
        examples=["24.8%"],
    )
    primary: Public[Annotated[Share, Field(ge=0)] | None] = Field(
        default=None,
        title="Primary rate",
        description="The part of the rate that pays for what is earned in the year, as the fund's actuary certifies "
        "it.",
        examples=["19.1%"],
    )
    secondary: Public[Share | None] = Field(
        default=None,
        title="Secondary rate",
        description="The part that is certified as a percentage of pay and put on top, or taken off where it is below "
        "nil.",
        examples=["2.5%"],
    )
    secondary_lump_sum: Public[Annotated[PoundsAYear, Field(ge=-1e9, le=1e9)] | None] = Field(
        default=None,
        title="Secondary lump sum",
        description="A secondary contribution certified in pounds. It does not move with posts, so no figure has it; "
        "the report says so.",
        examples=[1250000],
    )
    status: Public[StatusName] = Field(
        default="assumed",
        title="Status",
        description="published or derived where the source states the rate for these dates; otherwise assumed.",
        examples=["published"],
    )
    source: Public[Reason] = Field(title="Source", description="Where the rate comes from.")
    reason: Public[Reason | None] = Field(
        default=None, title="Reason", description="Why it is used for these dates; needed where it is assumed."
    )

    _stated = rule(
        lambda rate: rate.rate is not None or rate.primary is not None,
        "rate, the employer's contribution as a share of pay; or primary, with any secondary rate",
    )
    _secondary_on_top = rule(
        lambda rate: rate.secondary is None or rate.primary is not None,
        "primary beside secondary, since the one is put on top of the other",
    )
    _parts_make_the_rate = rule(
        lambda rate: rate.primary is None or rate.rate is None or abs(rate.rate - rate.in_parts) < ROUNDING,
        "a rate that is primary and secondary together, or no rate beside them",
    )
    _never_below_nil = rule(lambda rate: rate.on_pay >= 0, "primary and secondary that are not below nil together")
    _assumption_has_reason = rule(
        lambda rate: rate.status != "assumed" or (rate.reason and rate.reason.strip()),
        "a reason, because the rate is assumed",
    )

    @property
    def has_parts(self) -> bool:
        """Whether it is stated in the parts that an actuary certifies."""
        return any(part is not None for part in (self.primary, self.secondary, self.secondary_lump_sum))

    @property
    def in_parts(self) -> float:
        """Primary and secondary rate together."""
        return (self.primary or 0.0) + (self.secondary or 0.0)

    @property
    def on_pay(self) -> float:
        """The share of pay that the rate adds for one more post: all of the rate, without any lump sum."""
        return self.in_parts if self.rate is None else self.rate

    @property
    def rate_status(self) -> RateStatus:
        """The status as the rate tables have it."""
        return RateStatus[self.status.upper()]


class CarriedForward(Span):
    """National Insurance terms assumed for dates that no table covers: those in force on an earlier day."""

    as_on: Public[Day] = Field(title="Day of the terms", description="The day whose terms are carried forward.")
    reason: Public[Reason] = Field(title="Reason", description="Why this is assumed.")


class OnCostTerms(Section):
    """Employer pension, National Insurance and apprenticeship levy. The law's rates need no setting."""

    lgps: Public[tuple[LgpsRate, ...]] = Field(
        min_length=1, title="Pension rates", description="The employer's LGPS rate, an entry for each run of dates."
    )
    employer_ni_carried_forward: Public[tuple[CarriedForward, ...]] = Field(
        default=(),
        title="National Insurance carried forward",
        description="National Insurance terms that are assumed for dates which no table covers; if left out, such "
        "dates are refused.",
    )

    _rates_do_not_overlap = rule(
        lambda terms: all(
            earlier.to < later.from_ for earlier, later in pairwise(sorted(terms.lgps, key=lambda rate: rate.from_))
        ),
        "LGPS rates whose dates do not overlap",
    )
