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
"""Shares closer to each other than this are equal."""


class RenumberedPoint(Section):
    """One old point of a spine and the number that it has after a renumbering."""

    identified_by = ("old",)

    old: Public[Annotated[int, Field(ge=1, le=999), Form("point", 20)]] = Field(
        title="Old point", description="The point before the renumbering."
    )
    new: Public[Annotated[int, Field(ge=1, le=999), Form("point", 9)]] = Field(
        title="New point", description="The number of the old point after the renumbering."
    )


class SpineMap(Section):
    """Which new point each old point becomes, where the years shown cross a renumbering of the spine."""

    points: Public[tuple[RenumberedPoint, ...]] = Field(
        min_length=1,
        title="Renumbered points",
        description="Every old point of the grades concerned, with its new number.",
    )
    status: Public[StatusName] = Field(
        default="assumed",
        title="Status",
        description="How far the new numbers can be trusted: published or derived where the source states them, "
        "otherwise assumed.",
        examples=["published"],
    )
    source: Public[Reason] = Field(
        title="Source",
        description="The circular or agreement that states the new numbers. If they are assumed, say why.",
    )


class PayTerms(Section):
    """How posts are paid: the spine, the grades, the pay days and the pay awards."""

    spine: Public[Annotated[Text, Form("text", in_force="spines")]] = Field(
        title="Pay spine",
        description="The name of the spine: one that the workbook has (docs/method/rates.md lists them), or one of "
        "the scenario's own.",
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
        description="Why a grade table that was recalled from memory may be used; if left out, such a grade is "
        "refused.",
    )
    frequency: Public[PayFrequency] = Field(
        default="monthly",
        title="How often pay is paid",
        description="Monthly, every four weeks or every week. Where pay is not monthly, National Insurance is worked "
        "out on the pay of each period, and accrued to the months by days.",
        examples=["four-weekly"],
    )
    pay_day: Public[Day | None] = Field(
        default=None,
        title="A pay day",
        description="Any day on which a four-weekly or weekly payroll pays. The other pay days are counted from this "
        "day. Each period ends on its pay day.",
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
        description="The scenario's own grades, one row for each version: rows, or the name of a CSV or Excel file "
        "beside the scenario.",
    )
    awards: Public[tuple[Award, ...]] = Field(
        default=(),
        title="Pay awards",
        description="Awards for dates that no table covers, and how firm each is.",
    )
    awards_tested: tuple[Award, ...] = Field(
        default=(),
        title="Awards tested",
        description="Other possible awards. The report shows what each post would cost under them. They may have any "
        "dates.",
    )
    paid_late: Public[tuple[PaidLate, ...]] = Field(
        default=(),
        title="Awards paid late",
        description="Awards settled after the day from which they count. The arrears are paid, and bear National "
        "Insurance, in one later month.",
    )
    spine_map: Public[SpineMap | None] = Field(
        default=None,
        title="Renumbered spine",
        description="Which new point each old point becomes, where the years shown cross a renumbering whose new "
        "numbers the workbook does not have (London in 2019). Write present grades and holders' points with the "
        "numbers in force on the first day of the years shown. Write proposed grades with those of the day of the "
        "change, and a move by decision with those of the day of the move.",
    )

    _pay_days_known = rule(
        lambda pay: (pay.frequency == "monthly") == (pay.pay_day is None),
        "pay_day where the payroll is four-weekly or weekly, and nowhere else",
    )

    def payroll(self, months: PayMonths) -> Payroll | None:
        """The pay days in ``months``; None where the payroll is monthly."""
        if self.pay_day is None:
            return None
        return Payroll(months, self.frequency.replace("-", "_"), self.pay_day)


class LgpsRate(Span):
    """The employer's pension contribution between two dates. There is no default: each employer has its own rate."""

    rate: Public[Usual[Annotated[Share, Field(ge=0), Plausible(0.05, 0.45)] | None]] = Field(
        default=None,
        title="Employer's pension rate",
        description="The employer's contribution as a share of pensionable pay. If left out, it is the primary and "
        "the secondary rate together.",
        examples=["24.8%"],
    )
    primary: Public[Annotated[Share, Field(ge=0)] | None] = Field(
        default=None,
        title="Primary rate",
        description="The part of the rate that pays for the pensions earned in the year, as the fund's actuary "
        "certifies it.",
        examples=["19.1%"],
    )
    secondary: Public[Share | None] = Field(
        default=None,
        title="Secondary rate",
        description="The part of the rate that is certified as a percentage of pay. It is added to the primary rate, "
        "or taken off where it is negative.",
        examples=["2.5%"],
    )
    secondary_lump_sum: Public[Annotated[PoundsAYear, Field(ge=-1e9, le=1e9)] | None] = Field(
        default=None,
        title="Secondary lump sum",
        description="A secondary contribution certified in pounds. It does not change with posts, so no figure "
        "includes it. The report says so.",
        examples=[1250000],
    )
    status: Public[StatusName] = Field(
        default="assumed",
        title="Status",
        description="How far the rate can be trusted: published or derived where the source states it for these "
        "dates, otherwise assumed.",
        examples=["published"],
    )
    source: Public[Reason] = Field(title="Source", description="Where the rate comes from.")
    reason: Public[Reason | None] = Field(
        default=None,
        title="Reason",
        description="Why the rate is used for these dates; needed where its status is assumed.",
    )

    _stated = rule(
        lambda rate: rate.rate is not None or rate.primary is not None,
        "rate, the employer's contribution as a share of pay; or primary, with any secondary rate",
    )
    _secondary_on_top = rule(
        lambda rate: rate.secondary is None or rate.primary is not None,
        "primary beside secondary, since the secondary rate is added to it",
    )
    _parts_make_the_rate = rule(
        lambda rate: rate.primary is None or rate.rate is None or abs(rate.rate - rate.in_parts) < ROUNDING,
        "a rate equal to primary and secondary together, or no rate beside them",
    )
    _never_below_nil = rule(lambda rate: rate.on_pay >= 0, "primary and secondary that together are not below 0")
    _assumption_has_reason = rule(
        lambda rate: rate.status != "assumed" or (rate.reason and rate.reason.strip()),
        "a reason, because the rate is assumed",
    )

    @property
    def has_parts(self) -> bool:
        """Whether the rate is stated in the parts that an actuary certifies."""
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
    """National Insurance rates and limits for dates that no table covers, assumed to be those of an earlier day."""

    as_on: Public[Day] = Field(
        title="Day of the terms", description="An earlier day: its rates and limits are used for this entry's dates."
    )
    reason: Public[Reason] = Field(title="Reason", description="Why these rates and limits are assumed.")


class OnCostTerms(Section):
    """Employer pension, National Insurance and apprenticeship levy. Rates that the law sets need not be stated."""

    lgps: Public[tuple[LgpsRate, ...]] = Field(
        min_length=1,
        title="Pension rates",
        description="The employer's LGPS rate, with an entry for each run of dates.",
    )
    employer_ni_carried_forward: Public[tuple[CarriedForward, ...]] = Field(
        default=(),
        title="National Insurance carried forward",
        description="National Insurance rates and limits assumed for dates that no table covers; if left out, such "
        "dates are refused.",
    )

    _rates_do_not_overlap = rule(
        lambda terms: all(
            earlier.to < later.from_ for earlier, later in pairwise(sorted(terms.lgps, key=lambda rate: rate.from_))
        ),
        "LGPS rates whose dates do not overlap",
    )
