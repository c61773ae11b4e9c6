"""What the change costs once: the council's redundancy terms, who leaves, consultation, and other costs."""

from collections.abc import Sequence
from typing import Annotated

from pydantic import Field

from model.pay.one_off import PACKAGE
from model.pay.redundancy import RedundancyTerms
from model.rates.tables import Rate, RateStatus, RateTable
from model.schema.sections.declared import Form
from model.schema.sections.kinds_of_leaving import KindName
from model.schema.sections.leavers import Leaver
from model.schema.sections.rates import CarriedForward
from model.schema.sections.rates_in_force import with_carried_forward
from model.schema.sections.section import (
    Count,
    Day,
    HolderRef,
    Number,
    NumberOfYears,
    Pounds,
    PoundsAWeek,
    Reason,
    Section,
    Span,
    Text,
)
from model.schema.sections.stated_costs import OtherOneOff

WEEKLY_LIMIT = ("redundancy", "weekly_cap", "statutory")
"""The table, name and point of a rate that limits a week's pay (Employment Rights Act 1996 section 227)."""


class RedundancyPolicy(Section):
    """What the council pays above the statutory redundancy payment (SI 2006/2914)."""

    multiplier: Number = Field(
        default=1.0,
        ge=0,
        le=10,
        title="Multiplier",
        description="The number by which the statutory weeks are multiplied.",
        examples=[1.5],
    )
    use_actual_weeks_pay: bool = Field(
        default=False, title="Actual week's pay", description="Whether the limit on a week's pay is waived."
    )
    applies_to: tuple[KindName, ...] = Field(
        default=(),
        title="Kinds of leaving",
        description="The kinds of leaving that the policy covers. Other kinds have the statutory payment. If left "
        "out, the policy covers all kinds that have a redundancy payment.",
        examples=[["voluntary"]],
    )
    max_weeks: Annotated[Number, Form("weeks", 66)] | None = Field(
        default=None,
        title="Most weeks",
        description="The most weeks that are paid for; if left out, the 104 weeks of the law.",
    )
    offset: bool = Field(
        default=True,
        title="Statutory payment included",
        description="Whether the multiplied weeks include the statutory payment; false where they are paid on top of "
        "it.",
    )
    source: Reason = Field(
        title="Source", description="The policy that sets the redundancy terms, or why they are assumed."
    )

    @property
    def terms(self) -> RedundancyTerms:
        """The terms in the form that the rules use."""
        return RedundancyTerms(self.multiplier, self.use_actual_weeks_pay, self.max_weeks, self.offset)


class Redeployed(Section):
    """Someone displaced who moves to another job of the council, outside this change, without any one-off cost."""

    identified_by = ("holder",)

    holder: HolderRef = Field(title="Holder", description="The holder's reference.", examples=["H4"])
    to: Reason = Field(title="New job", description="The other job, in words.", examples=["ICT trainer, Libraries"])
    source: Reason = Field(title="Source", description="Where the move is agreed, or why it is assumed.")


class Consultation(Section):
    """The collective consultation at one establishment: its dates, and what is written for the unions' page."""

    identified_by = ("establishment",)

    establishment: Text | None = Field(
        default=None,
        title="Establishment",
        description="The unit that is consulted, named as its leavers name it. If left out, this is the consultation "
        "for leavers who name no unit.",
        examples=["North House"],
    )
    proposed_elsewhere: Count = Field(
        default=0,
        title="Dismissals outside this file",
        description="Other dismissals that are proposed at the establishment in the same 90 days and are not in this "
        "file. People who were later redeployed count too.",
    )
    began: Day | None = Field(
        default=None,
        title="Consultation began",
        description="The day on which consultation began; if left out, it has not begun.",
    )
    notified_on: Day | None = Field(
        default=None,
        title="Form HR1 received",
        description="The day on which the Secretary of State received the notice (form HR1); if left out, it has not "
        "been received.",
    )
    reasons: Reason | None = Field(
        default=None,
        title="Reasons for the proposals",
        description="Why dismissals are proposed, for the page that goes to the unions; if left out, that page has a "
        "place to fill in.",
        examples=["The grant that pays for two posts ends on 31 March 2027."],
    )
    selection: Reason | None = Field(
        default=None,
        title="Method of selection",
        description="How those to be dismissed are selected, besides the rules of ring-fences; if left out, the "
        "unions' page has a place to fill in.",
        examples=["Skills and qualifications, by the redundancy policy, section 4."],
    )
    procedure: Reason | None = Field(
        default=None,
        title="Method of dismissal",
        description="How dismissals are carried out, with the agreed procedure; if left out, the unions' page has a "
        "place to fill in.",
        examples=["Redundancy procedure of May 2024: notice after the appeal, redeployment register during notice."],
    )
    agency_workers: Reason | None = Field(
        default=None,
        title="Agency workers",
        description="How many agency workers there are, in which parts of the council they work, and at what work; if "
        "left out, the unions' page has a place to fill in.",
        examples=["Four, in Family Support: cover of vacant social work posts."],
    )
    source: Reason = Field(title="Source", description="Where these dates are recorded.")


class SeveranceLimit(Section):
    """The council's own limit: one leaver's severance at or above it needs approval."""

    amount: Pounds = Field(
        gt=0,
        title="Limit",
        description="The limit for one leaver's package: redundancy payment, pension strain, pay in lieu of notice and "
        "settlement. Guidance under section 40 of the Localism Act 2011 suggests £100,000.",
        examples=[100000],
    )
    with_leave: bool = Field(
        default=False,
        title="Leave counts",
        description="Whether pay for untaken leave is part of the package, as in the guidance.",
    )
    approval_by: Reason = Field(
        title="Approval by", description="Who must approve a payment at or above the limit.", examples=["Full council"]
    )
    source: Reason = Field(title="Source", description="The policy that sets the limit, or why it is assumed.")

    @property
    def counts(self) -> tuple[str, ...]:
        """The kinds of cost that the limit counts."""
        return (*PACKAGE, "untaken_leave") if self.with_leave else PACKAGE


class AssumedWeeklyLimit(Span):
    """An assumed limit on a week's pay for a statutory redundancy payment, for days after the last limit on record."""

    amount: PoundsAWeek = Field(
        gt=0, le=10_000, title="Limit", description="The limit on a week's pay.", examples=[400]
    )
    reason: Reason = Field(title="Reason", description="Why this limit is assumed.")

    @property
    def rate(self) -> Rate:
        """The limit as a row of the table of redundancy rates, marked as assumed."""
        source = f"Assumed by the scenario: {self.reason}"
        return Rate(*WEEKLY_LIMIT, self.from_, self.to, self.amount, "GBP a week", RateStatus.ASSUMED, source)


class PaybackCeiling(Section):
    """The longest that a saving may take to pay the one-off costs back."""

    years: NumberOfYears = Field(
        gt=0,
        le=50,
        title="Longest payback",
        description="The longest time in which the saving may pay the one-off costs back.",
        examples=[3.25],
    )
    source: Reason = Field(title="Source", description="The policy that sets the ceiling, or why it is assumed.")


class OneOffTerms(Section):
    """What the change costs once, separately from what it costs every year."""

    terms: RedundancyPolicy | None = Field(
        default=None,
        title="Redundancy terms",
        description="What the council pays above the statutory payment; if left out, the statutory payment and no "
        "more.",
    )
    leavers: tuple[Leaver, ...] = Field(
        default=(),
        title="Leavers",
        description="Everyone who leaves because of the change or is on trial in another job. Each entry says how the "
        "person leaves.",
    )
    redeployed: tuple[Redeployed, ...] = Field(
        default=(), title="Redeployed", description="Everyone displaced who is not made redundant."
    )
    other: tuple[OtherOneOff, ...] = Field(
        default=(),
        title="Other one-off costs",
        description="Other one-off costs and income, each by its own name and sign, such as recruitment, training or "
        "a grant received.",
    )
    consultation: tuple[Consultation, ...] = Field(
        default=(),
        title="Consultation",
        description="The collective consultation at each establishment; needed for 20 dismissals or more in 90 days.",
    )
    weekly_limits: tuple[AssumedWeeklyLimit, ...] = Field(
        default=(),
        title="Assumed weekly limits",
        description="The limit on a week's pay that is assumed for days after the last limit on record; if left out, "
        "such days are refused.",
    )
    severance_limit: SeveranceLimit | None = Field(
        default=None,
        title="Severance limit",
        description="The payment at or above which one leaver's severance needs approval; if left out, there is no "
        "limit.",
    )
    payback_ceiling: PaybackCeiling | None = Field(
        default=None,
        title="Payback ceiling",
        description="The longest that the saving may take to pay the one-off costs back; if left out, there is no "
        "ceiling.",
    )

    def terms_for(self, kind: str) -> RedundancyTerms:
        """The council's terms for a kind of leaving; where its policy does not cover that kind, the statutory terms."""
        return self.terms.terms if self.terms and kind in (self.terms.applies_to or (kind,)) else RedundancyTerms()

    def rates_in_force(self, table: RateTable, carried: Sequence[CarriedForward]) -> RateTable:
        """The table of redundancy rates, with the assumed limits and with Class 1A rates carried forward as NI is."""
        class_1a = with_carried_forward(RateTable(table.title, _of(table, "class_1a_rate")), carried)
        limits = (limit.rate for limit in self.weekly_limits)
        return table.with_rows([*_of(class_1a, "class_1a_rate"), *limits])


def _of(table: RateTable, name: str) -> list[Rate]:
    return [rate for rate in table.rows if rate.name == name]
