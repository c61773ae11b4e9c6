"""What the change costs once: the council's redundancy terms, who leaves, recruitment and training."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, model_validator
from pydantic_core import PydanticCustomError

from model.base.financial_year import in_words
from model.pay.one_off import WORKING_DAYS_IN_YEAR
from model.pay.redundancy import MOST_NOTICE_WEEKS, WEEKS_IN_YEAR, RedundancyTerms, weeks_pay
from model.rates.tables import Rate, RateStatus, RateTable
from model.schema.sections.rates import CarriedForward
from model.schema.sections.rates_in_force import with_carried_forward
from model.schema.sections.section import Count, Day, Decided, HolderRef, Number, PresentId, Reason, Section, Span

WEEKLY_LIMIT = ("redundancy", "weekly_cap", "statutory")
"""Table, name and point of the limit on a week's pay (Employment Rights Act 1996 section 227)."""


class RedundancyPolicy(Section):
    """What the council pays above the statutory redundancy payment (SI 2006/2914)."""

    multiplier: Number = Field(default=1.0, ge=0, le=10)
    """How many times the statutory weeks are paid."""
    use_actual_weeks_pay: bool = False
    """Whether the limit on a week's pay is waived."""
    max_weeks: Number | None = None
    """The most weeks paid; left out, the law's 104."""
    offset: bool = True
    """Whether the multiplied weeks already hold the statutory payment; false where they are paid on top of it."""
    source: Reason
    """The policy that says so, or why it is assumed."""

    @property
    def terms(self) -> RedundancyTerms:
        """The terms as the rules take them."""
        return RedundancyTerms(self.multiplier, self.use_actual_weeks_pay, self.max_weeks, self.offset)


class Approval(Section):
    """An approval that has been given. One that has not is left out."""

    by: Decided
    """The person by role, or the body: full council."""
    on: Day
    """The day of the decision."""
    reference: Decided
    """Where it is recorded: a minute, a decision number."""

    def __str__(self) -> str:
        """In words for a table."""
        return f"{self.by}, {in_words(self.on)}, {self.reference}"


def _not_as_text(value: Any) -> Any:
    """A blank is no approval; any other text could say anything, so it is asked for in its parts."""
    if isinstance(value, str) and value.strip():
        raise PydanticCustomError("approval", "who approved, when and where it is recorded: by, on and reference")
    return None if isinstance(value, str) else value


ApprovalGiven = Annotated[Approval | None, BeforeValidator(_not_as_text)]


class Leaver(Section):
    """Someone made redundant by the change: age and service on the relevant date, pay, and what is paid on leaving."""

    identified_by = ("holder", "post")
    holder: HolderRef | None = None
    """The holder's reference, where the post lists its holders."""
    post: PresentId | None = None
    """The present post, where it lists no holders."""
    leaves_on: Day
    """The last day of employment."""
    paid_on: Day | None = None
    """The day on which everything is paid; left out, the last day of employment."""
    relevant_date: Day | None = None
    """The day that age and service are counted to; left out, the last day and the statutory notice not served."""
    age: Count = Field(ge=16, le=100)
    """In complete years on the relevant date."""
    complete_years: Count = Field(le=80)
    """Complete years of continuous service with every body of the Modification Order, to the relevant date."""
    weekly_pay: Number | None = Field(default=None, gt=0)
    """The actual week's pay in £; either this or annual_pay."""
    annual_pay: Number | None = Field(default=None, gt=0)
    """Actual pay in £ a year, part-time or term-time pay as paid."""
    pay_reason: Reason | None = None
    """Why the pay is another than the present post's, where the two are more than 10% apart."""
    paid_weeks: Number = Field(default=WEEKS_IN_YEAR, gt=0, le=53)
    """The weeks that a year's pay is for: 52, or 44 or 45 for a term-time post."""
    notice_weeks: Number = Field(default=0.0, ge=0, le=52)
    """Weeks of notice not served and paid instead."""
    notice_contractual: bool = False
    """Whether the contract provides for pay in lieu of notice: before 6 April 2018 only such pay bore NI."""
    untaken_leave_days: Number = Field(default=0.0, ge=0, le=100)
    """Days of leave paid for."""
    working_days: Number = Field(default=WORKING_DAYS_IN_YEAR, gt=0, le=366)
    """Working days of the year's pay: 260, or 156 for three days a week."""
    pension_strain: Number = Field(default=0.0, ge=0)
    """The pension fund's own figure for an unreduced pension paid early, £."""
    protected_pension_age: Count | None = Field(default=None, ge=50, le=60)
    """The age at which this member may draw a pension, where a protection makes it lower."""
    funded_by: Reason
    """What pays for it."""
    approval: ApprovalGiven = None
    """The approval on record; left out where there is none yet."""
    source: Reason
    """Where age, service, pay and strain come from, or that they are assumed."""

    @model_validator(mode="after")
    def _hangs_together(self) -> "Leaver":
        if (self.holder is None) == (self.post is None):
            raise PydanticCustomError("leaver_who", "either a holder or a post, and not both")
        if (self.weekly_pay is None) == (self.annual_pay is None):
            raise PydanticCustomError("leaver_pay", "either weekly_pay or annual_pay, and not both")
        if min(self.day_paid, self.counted_to) < self.leaves_on:
            raise PydanticCustomError("leaver_days", "a paid_on and a relevant_date that are not before leaves_on")
        if self.approval and self.approval.on > self.day_paid:
            raise PydanticCustomError("approved_late", "an approval that is not after the day of payment")
        return self

    @property
    def who(self) -> str:
        """The holder's reference, or the post."""
        return self.holder or self.post

    @property
    def day_paid(self) -> date:
        """The day of payment: its NI and its financial year hold."""
        return self.paid_on or self.leaves_on

    @property
    def counted_to(self) -> date:
        """The relevant date: as stated, or the last day and the notice not served, up to the statutory weeks.

        A stated convention, exact where the contract gives the statutory notice (Employment Rights Act 1996 section
        145(5)). It decides which limit on a week's pay holds.
        """
        statutory = min(max(self.complete_years, 1), MOST_NOTICE_WEEKS)
        return self.relevant_date or self.leaves_on + timedelta(weeks=min(self.notice_weeks, statutory))

    @property
    def pay_in_year(self) -> float:
        """Actual pay, £ a year."""
        return self.weekly_pay * self.paid_weeks if self.annual_pay is None else self.annual_pay

    @property
    def pay_in_week(self) -> float:
        """The actual week's pay, £, not limited."""
        return weeks_pay(self.pay_in_year, self.paid_weeks)


class Redeployed(Section):
    """Someone displaced who goes to another job of the council, outside this change, and costs nothing once."""

    identified_by = ("holder",)
    holder: HolderRef
    """The holder's reference."""
    to: Reason
    """The job, in words."""
    source: Reason
    """Where that is agreed, or why it is assumed."""


class OtherOneOff(Section):
    """A one-off cost that the report states."""

    identified_by = ("kind",)
    kind: Literal["recruitment", "training"]
    """What it is for."""
    amount: Number = Field(ge=0)
    """£."""
    on: Day
    """The day it falls on, which gives its financial year."""
    funded_by: Reason
    """What pays for it."""
    approval: ApprovalGiven = None
    """The approval on record, where it needs one."""
    source: Reason
    """Where the figure comes from, or why it is assumed."""


class SeveranceLimit(Section):
    """The council's own limit: one leaver's severance at or above it needs approval."""

    amount: Number = Field(gt=0)
    """£ for one leaver: redundancy payment, pension strain and pay in lieu of notice."""
    approval_by: Reason
    """Who must approve: full council."""
    source: Reason
    """The policy that says so, or why it is assumed."""


class AssumedWeeklyLimit(Span):
    """The limit on a week's pay for a statutory redundancy payment, after the last that is on record."""

    amount: Number = Field(gt=0, le=10_000)
    """£ a week."""
    reason: Reason
    """Why so much."""

    @property
    def rate(self) -> Rate:
        """The row that it stands for in the table of redundancy rates, marked as assumed."""
        source = f"Assumed by the scenario: {self.reason}"
        return Rate(*WEEKLY_LIMIT, self.from_, self.to, self.amount, "GBP a week", RateStatus.ASSUMED, source)


class PaybackCeiling(Section):
    """The longest that a saving may take to pay the one-off costs back."""

    years: Number = Field(gt=0, le=50)
    """Years, as in 3.25."""
    source: Reason
    """The policy that says so, or why it is assumed."""


class OneOffTerms(Section):
    """What the change costs once, kept apart from what it costs every year."""

    terms: RedundancyPolicy | None = None
    """The council's redundancy terms; left out, the statutory payment and no more."""
    leavers: tuple[Leaver, ...] = ()
    """Everyone made redundant."""
    redeployed: tuple[Redeployed, ...] = ()
    """Everyone displaced who is not made redundant."""
    other: tuple[OtherOneOff, ...] = ()
    """Recruitment and training."""
    weekly_limits: tuple[AssumedWeeklyLimit, ...] = ()
    """The limit on a week's pay that is assumed for days after the last on record; left out, such days are refused."""
    severance_limit: SeveranceLimit | None = None
    payback_ceiling: PaybackCeiling | None = None

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
