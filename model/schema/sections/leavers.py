"""Who is made redundant by the change: age, service and pay, what is paid on leaving, and who approved it."""

from datetime import date, timedelta
from typing import Annotated, Any

from pydantic import BeforeValidator, Field
from pydantic_core import PydanticCustomError

from model.base.financial_year import in_words
from model.base.stated import stated
from model.pay.one_off import WORKING_DAYS_IN_YEAR
from model.pay.redundancy import MOST_NOTICE_WEEKS, WEEKS_IN_YEAR, weeks_pay
from model.schema.sections.declared import Form
from model.schema.sections.section import (
    Count,
    Day,
    Decided,
    HolderRef,
    Number,
    Pounds,
    PoundsAWeek,
    PoundsAYear,
    PresentId,
    Reason,
    Section,
    rule,
)


class Approval(Section):
    """An approval that has been given. One that has not is left out."""

    by: Decided = Field(title="Approved by", description="The person by role, or the body.", examples=["Full council"])
    on: Day = Field(title="Date", description="The day of the decision.")
    reference: Decided = Field(
        title="Where recorded",
        description="Where it is recorded: a minute or the number of a decision.",
        examples=["Minute 42"],
    )

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

    holder: HolderRef | None = Field(
        default=None,
        title="Holder",
        description="The holder's reference, where the post lists its holders.",
        examples=["H3"],
    )
    post: PresentId | None = Field(
        default=None, title="Post", description="The id of the present post, where it lists no holders."
    )
    leaves_on: Day = Field(title="Leaves on", description="The last day of employment.")
    paid_on: Day | None = Field(
        default=None,
        title="Paid on",
        description="The day on which everything is paid; left out, the last day of employment.",
    )
    relevant_date: Day | None = Field(
        default=None,
        title="Relevant date",
        description="The day to which age and service are counted; left out, the last day and the statutory notice not "
        "served.",
    )
    age: Annotated[Count, Form("years", 52)] = Field(
        ge=16, le=100, title="Age", description="Age in complete years on the relevant date."
    )
    complete_years: Annotated[Count, Form("years", 12)] = Field(
        le=80,
        title="Complete years of service",
        description="Complete years of continuous service with every body of the Modification Order, to the relevant "
        "date.",
    )
    weekly_pay: PoundsAWeek | None = Field(
        default=None, gt=0, title="Weekly pay", description="The actual week's pay; either this or annual_pay."
    )
    annual_pay: PoundsAYear | None = Field(
        default=None,
        gt=0,
        title="Annual pay",
        description="Actual pay of a year, part-time or term-time pay as paid; either this or weekly_pay.",
        examples=[28750],
    )
    pay_reason: Reason | None = Field(
        default=None,
        title="Reason for the pay",
        description="Why the pay differs from the present post's, where the two are more than 10% apart.",
    )
    paid_weeks: Annotated[Number, Form("weeks", 44)] = Field(
        default=WEEKS_IN_YEAR,
        gt=0,
        le=53,
        title="Paid weeks",
        description="The weeks that a year's pay is for: 52, or 44 or 45 for a term-time post.",
    )
    notice_weeks: Annotated[Number, Form("weeks", 8)] = Field(
        default=0.0,
        ge=0,
        le=52,
        title="Notice paid",
        description="Weeks of notice that are not served and paid instead.",
    )
    notice_contractual: bool = Field(
        default=False,
        title="Contractual pay in lieu",
        description="Whether the contract provides for pay in lieu of notice: before 6 April 2018 only such pay bore "
        "National Insurance.",
    )
    untaken_leave_days: Annotated[Number, Form("days", 5)] = Field(
        default=0.0, ge=0, le=100, title="Untaken leave", description="Days of leave that are paid for."
    )
    working_days: Annotated[Number, Form("days", 156)] = Field(
        default=WORKING_DAYS_IN_YEAR,
        gt=0,
        le=366,
        title="Working days",
        description="Working days of the year's pay: 260, or 156 for three days a week.",
    )
    pension_strain: Pounds = Field(
        default=0.0,
        ge=0,
        title="Pension strain",
        description="The pension fund's own figure for an unreduced pension paid early.",
        examples=[21500],
    )
    protected_pension_age: Annotated[Count, Form("years", 50)] | None = Field(
        default=None,
        ge=50,
        le=60,
        title="Protected pension age",
        description="The age at which this member may draw a pension, where a protection makes it lower.",
    )
    funded_by: Reason = Field(title="Funded by", description="What pays for it.", examples=["Transformation reserve"])
    approval: ApprovalGiven = Field(
        default=None, title="Approval", description="The approval on record; left out where there is none yet."
    )
    source: Reason = Field(
        title="Source", description="Where age, service, pay and strain come from, or that they are assumed."
    )

    _one_seat = rule(
        lambda leaver: (leaver.holder is None) != (leaver.post is None), "either a holder or a post, and not both"
    )
    _one_pay = rule(
        lambda leaver: (leaver.weekly_pay is None) != (leaver.annual_pay is None),
        "either weekly_pay or annual_pay, and not both",
    )
    _days_after_leaving = rule(
        lambda leaver: min(leaver.day_paid, leaver.counted_to) >= leaver.leaves_on,
        "a paid_on and a relevant_date that are not before leaves_on",
    )
    _approved_before_payment = rule(
        lambda leaver: not leaver.approval or leaver.approval.on <= leaver.day_paid,
        "an approval that is not after the day of payment",
    )

    @property
    def who(self) -> str:
        """The holder's reference, or the post."""
        return stated(self.holder or self.post, "a leaver's holder or post")

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
        return stated(self.weekly_pay, "weekly_pay") * self.paid_weeks if self.annual_pay is None else self.annual_pay

    @property
    def pay_in_week(self) -> float:
        """The actual week's pay, £, not limited."""
        return weeks_pay(self.pay_in_year, self.paid_weeks)
