"""What the change costs once: the council's redundancy terms, who leaves, recruitment and training."""

from collections.abc import Sequence
from typing import Annotated, Literal

from pydantic import Field

from model.pay.redundancy import RedundancyTerms
from model.rates.tables import Rate, RateStatus, RateTable
from model.schema.sections.declared import Form
from model.schema.sections.leavers import ApprovalGiven, Leaver
from model.schema.sections.rates import CarriedForward
from model.schema.sections.rates_in_force import with_carried_forward
from model.schema.sections.section import (
    Day,
    HolderRef,
    Number,
    NumberOfYears,
    Pounds,
    PoundsAWeek,
    Reason,
    Section,
    Span,
)

WEEKLY_LIMIT = ("redundancy", "weekly_cap", "statutory")
"""Table, name and point of the limit on a week's pay (Employment Rights Act 1996 section 227)."""


class RedundancyPolicy(Section):
    """What the council pays above the statutory redundancy payment (SI 2006/2914)."""

    multiplier: Number = Field(
        default=1.0,
        ge=0,
        le=10,
        title="Multiplier",
        description="How many times the statutory weeks are paid.",
        examples=[1.5],
    )
    use_actual_weeks_pay: bool = Field(
        default=False, title="Actual week's pay", description="Whether the limit on a week's pay is waived."
    )
    max_weeks: Annotated[Number, Form("weeks", 66)] | None = Field(
        default=None, title="Most weeks", description="The most weeks paid; left out, the law's 104."
    )
    offset: bool = Field(
        default=True,
        title="Statutory payment included",
        description="Whether the multiplied weeks include the statutory payment; false where they are paid on top of "
        "it.",
    )
    source: Reason = Field(title="Source", description="The policy that says so, or why it is assumed.")

    @property
    def terms(self) -> RedundancyTerms:
        """The terms as the rules take them."""
        return RedundancyTerms(self.multiplier, self.use_actual_weeks_pay, self.max_weeks, self.offset)


class Redeployed(Section):
    """Someone displaced who goes to another job of the council, outside this change, and costs nothing once."""

    identified_by = ("holder",)

    holder: HolderRef = Field(title="Holder", description="The holder's reference.", examples=["H4"])
    to: Reason = Field(title="New job", description="The job, in words.", examples=["ICT trainer, Libraries"])
    source: Reason = Field(title="Source", description="Where that is agreed, or why it is assumed.")


class OtherOneOff(Section):
    """A one-off cost that the report states."""

    identified_by = ("kind",)

    kind: Literal["recruitment", "training"] = Field(title="Kind", description="What it is for.")
    amount: Pounds = Field(ge=0, title="Amount", description="What it costs.", examples=[3200])
    on: Day = Field(title="Date", description="The day on which it is paid, which gives its financial year.")
    funded_by: Reason = Field(title="Funded by", description="What pays for it.", examples=["Transformation reserve"])
    approval: ApprovalGiven = Field(
        default=None, title="Approval", description="The approval on record, where it needs one."
    )
    source: Reason = Field(title="Source", description="Where the figure comes from, or why it is assumed.")


class SeveranceLimit(Section):
    """The council's own limit: one leaver's severance at or above it needs approval."""

    amount: Pounds = Field(
        gt=0,
        title="Limit",
        description="The limit for one leaver: redundancy payment, pension strain and pay in lieu of notice.",
        examples=[100000],
    )
    approval_by: Reason = Field(
        title="Approval by", description="Who must approve a payment at or above it.", examples=["Full council"]
    )
    source: Reason = Field(title="Source", description="The policy that says so, or why it is assumed.")


class AssumedWeeklyLimit(Span):
    """The limit on a week's pay for a statutory redundancy payment, after the last that is on record."""

    amount: PoundsAWeek = Field(
        gt=0, le=10_000, title="Limit", description="The limit on a week's pay.", examples=[400]
    )
    reason: Reason = Field(title="Reason", description="Why it is assumed to be so much.")

    @property
    def rate(self) -> Rate:
        """The row that it stands for in the table of redundancy rates, marked as assumed."""
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
    source: Reason = Field(title="Source", description="The policy that says so, or why it is assumed.")


class OneOffTerms(Section):
    """What the change costs once, kept apart from what it costs every year."""

    terms: RedundancyPolicy | None = Field(
        default=None,
        title="Redundancy terms",
        description="What the council pays above the statutory payment; left out, the statutory payment and no more.",
    )
    leavers: tuple[Leaver, ...] = Field(default=(), title="Leavers", description="Everyone who is made redundant.")
    redeployed: tuple[Redeployed, ...] = Field(
        default=(), title="Redeployed", description="Everyone displaced who is not made redundant."
    )
    other: tuple[OtherOneOff, ...] = Field(
        default=(), title="Recruitment and training", description="Other costs that fall once."
    )
    weekly_limits: tuple[AssumedWeeklyLimit, ...] = Field(
        default=(),
        title="Assumed weekly limits",
        description="The limit on a week's pay that is assumed for days after the last on record; left out, such days "
        "are refused.",
    )
    severance_limit: SeveranceLimit | None = Field(
        default=None,
        title="Severance limit",
        description="The payment at or above which one leaver's severance needs approval; left out, there is no limit.",
    )
    payback_ceiling: PaybackCeiling | None = Field(
        default=None,
        title="Payback ceiling",
        description="The longest that the saving may take to pay the one-off costs back; left out, there is no "
        "ceiling.",
    )

    @property
    def redundancy_terms(self) -> RedundancyTerms:
        """The council's terms, or the statutory ones."""
        return self.terms.terms if self.terms else RedundancyTerms()

    def rates_in_force(self, table: RateTable, carried: Sequence[CarriedForward]) -> RateTable:
        """The table of redundancy rates with the limits that are assumed, and Class 1A carried forward as NI is."""
        class_1a = with_carried_forward(RateTable(table.title, _of(table, "class_1a_rate")), carried)
        limits = (limit.rate for limit in self.weekly_limits)
        return table.with_rows([*_of(class_1a, "class_1a_rate"), *limits])


def _of(table: RateTable, name: str) -> list[Rate]:
    return [rate for rate in table.rows if rate.name == name]
