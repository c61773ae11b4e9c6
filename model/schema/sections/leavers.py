"""Who leaves because of the change, and how: age, service, pay, what is paid on leaving, and who approved it."""

from datetime import date, timedelta
from typing import Annotated

from pydantic import Field

from model.base.stated import stated
from model.pay.leaving import KINDS_OF_LEAVING, KindOfLeaving
from model.pay.one_off import WORKING_DAYS_IN_YEAR
from model.pay.redundancy import MOST_NOTICE_WEEKS, WEEKS_IN_YEAR, weeks_pay
from model.schema.sections.approvals import (
    Approval,
    ApprovalGiven,
    CapitalisedUnder,
    ChargedIn,
    FundedBy,
    SpecialApproval,
)
from model.schema.sections.declared import Form
from model.schema.sections.kinds_of_leaving import KindName, Trial
from model.schema.sections.section import (
    Count,
    Day,
    HolderRef,
    Number,
    Pounds,
    PoundsAWeek,
    PoundsAYear,
    PresentId,
    Reason,
    Section,
    Text,
    rule,
)


class Leaver(Section):
    """Someone who leaves because of the change: how they leave, their age, service and pay, and what is paid."""

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
    kind: KindName = Field(
        default="compulsory", title="Kind of leaving", description="How the person leaves. This decides what is paid."
    )
    bumped_by: HolderRef | None = Field(
        default=None,
        title="Stays instead",
        description="Where the kind is bumped: the holder of a deleted post who takes this person's post.",
        examples=["H7"],
    )
    trial: Trial | None = Field(
        default=None, title="Trial period", description="Where the kind is redeployed: the trial of the other job."
    )
    no_redundancy_because: Reason | None = Field(
        default=None,
        title="No redundancy payment",
        description="Why the usual redundancy payment is not due: suitable work refused, a post covered for somebody "
        "who returns, or work for another body of the Modification Order within four weeks.",
        examples=["Starts with another council on the next day."],
    )
    establishment: Text | None = Field(
        default=None,
        title="Establishment",
        description="The unit where the person works, for consultation; leavers without a unit count as one unit.",
        examples=["North House"],
    )
    leaves_on: Day = Field(title="Leaves on", description="The last day of employment.")
    paid_on: Day | None = Field(
        default=None,
        title="Paid on",
        description="The day on which everything is paid; if left out, the last day of employment.",
    )
    relevant_date: Day | None = Field(
        default=None,
        title="Relevant date",
        description="The day to which age and service are counted; if left out, the last day of employment plus the "
        "statutory notice not served.",
    )
    age: Annotated[Count, Form("years", 52)] | None = Field(
        default=None,
        ge=16,
        le=100,
        title="Age",
        description="Age in complete years on the relevant date; if left out, the date of birth (born) gives it.",
    )
    age_on_leaving: Annotated[Count, Form("years", 51)] | None = Field(
        default=None,
        ge=16,
        le=100,
        title="Age on leaving",
        description="Age on the last day of employment, on which a pension depends. If left out, the date of birth "
        "(born) gives it; without a date of birth, it is the same as age.",
    )
    complete_years: Annotated[Count, Form("years", 12)] | None = Field(
        default=None,
        le=80,
        title="Complete years of service",
        description="Complete years of continuous service with bodies of the Modification Order, to the relevant "
        "date. If left out, the start of service (service_from) gives them.",
    )
    weekly_pay: PoundsAWeek | None = Field(
        default=None, gt=0, title="Weekly pay", description="The actual week's pay. State this or annual_pay."
    )
    annual_pay: PoundsAYear | None = Field(
        default=None,
        gt=0,
        title="Annual pay",
        description="A year's actual pay, as paid for part-time or term-time work. State this or weekly_pay.",
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
        description="Weeks of notice that are paid for instead of being served.",
    )
    contract_weeks: Annotated[Number, Form("weeks", 8)] | None = Field(
        default=None,
        ge=0,
        le=52,
        title="Notice by contract",
        description="Weeks of notice that the employer must give by contract. The staff annex shows these or the "
        "statutory weeks, whichever are more. If left out, the annex has a place to fill in. No cost depends on them.",
    )
    notice_contractual: bool = Field(
        default=False,
        title="Contractual pay in lieu",
        description="Whether the contract provides for pay in lieu of notice: before 6 April 2018 only such pay bore "
        "National Insurance.",
    )
    untaken_leave_days: Annotated[Number, Form("days", 5)] = Field(
        default=0.0, ge=0, le=100, title="Untaken leave", description="Days of untaken leave that are paid for."
    )
    working_days: Annotated[Number, Form("days", 156)] = Field(
        default=WORKING_DAYS_IN_YEAR,
        gt=0,
        le=366,
        title="Working days",
        description="The working days that a year's pay is for: 260, or 156 for three days a week.",
    )
    pension_strain: Pounds | None = Field(
        default=None,
        ge=0,
        title="Pension strain",
        description="The pension fund's figure for what an unreduced early pension costs; 0 where the fund says that "
        "it costs nothing. State it for every member made redundant who is old enough for a pension.",
        examples=[21500],
    )
    strain_by_discretion: bool | None = Field(
        default=None,
        title="Strain by discretion",
        description="Whether the strain comes from a decision to waive a reduction, and not from the scheme's rules. "
        "If left out, it is taken to come from a decision only in a retirement or a settlement.",
    )
    settlement: Pounds = Field(
        default=0.0,
        ge=0,
        title="Settlement",
        description="What is paid beyond statute, contract and the published policy, under a settlement agreement or "
        "otherwise by discretion.",
        examples=[15000],
    )
    protected_pension_age: Annotated[Count, Form("years", 50)] | None = Field(
        default=None,
        ge=50,
        le=60,
        title="Protected pension age",
        description="The age at which this member may draw a pension, where a protection lowers it.",
    )
    funded_by: FundedBy
    charged_in: ChargedIn = None
    capitalised_under: CapitalisedUnder = None
    dsg_authority: ApprovalGiven = Field(
        default=None,
        title="Authority to charge the DSG",
        description="The decision that allows the Dedicated Schools Grant to be charged, where the grant pays.",
    )
    approval: ApprovalGiven = Field(
        default=None, title="Approval", description="The approval on record; left out where there is none yet."
    )
    special_approvals: tuple[SpecialApproval, ...] = Field(
        default=(),
        title="Approvals of special severance",
        description="The approvals on record of discretionary payments; left out where there is none yet.",
    )
    source: Reason = Field(
        title="Source", description="Where age, service, pay and strain come from. If they are assumed, say so here."
    )

    _one_seat = rule(
        lambda leaver: (leaver.holder is None) != (leaver.post is None), "either a holder or a post, and not both"
    )
    _one_pay = rule(
        lambda leaver: (leaver.weekly_pay is None) != (leaver.annual_pay is None),
        "either weekly_pay or annual_pay, and not both",
    )
    _days_after_leaving = rule(
        lambda leaver: min(leaver.day_paid, leaver.relevant_date or leaver.leaves_on) >= leaver.leaves_on,
        "a paid_on and a relevant_date that are not before leaves_on",
    )
    _approved_before_payment = rule(
        lambda leaver: all(given.on <= leaver.day_paid for given in leaver.approvals),
        "an approval dated on or before the day of payment: paid_on, or leaves_on where paid_on is left out",
    )
    _bumped_by = rule(
        lambda leaver: (leaver.kind == "bumped") == (leaver.bumped_by is not None),
        "bumped_by where the kind is bumped, and nowhere else",
    )
    _trial = rule(
        lambda leaver: (leaver.kind == "redeployed") == (leaver.trial is not None),
        "trial where the kind is redeployed, and nowhere else",
    )
    _settled = rule(
        lambda leaver: leaver.kind != "settlement" or leaver.settlement > 0, "the sum of the settlement agreement"
    )
    _redundancy_due = rule(
        lambda leaver: leaver.of_kind.redundancy or not leaver.no_redundancy_because,
        "no_redundancy_because only for a kind of leaving that has a redundancy payment",
    )
    _notice_due = rule(
        lambda leaver: leaver.of_kind.notice or not leaver.notice_weeks,
        "no notice_weeks for a retirement or the end of a fixed term, where no notice has to be paid",
    )

    @property
    def of_kind(self) -> KindOfLeaving:
        """The rules for the leaver's kind of leaving."""
        return KINDS_OF_LEAVING[self.kind]

    @property
    def approvals(self) -> tuple[Approval, ...]:
        """Every approval on record."""
        given = (self.approval, self.dsg_authority, *self.special_approvals)
        return tuple(approval for approval in given if approval)

    @property
    def special_severance(self) -> float:
        """Discretionary payments, £: the settlement, and a pension strain that a decision caused."""
        by_discretion = (
            self.of_kind.strain_by_discretion if self.strain_by_discretion is None else self.strain_by_discretion
        )
        return self.settlement + ((self.pension_strain or 0.0) if by_discretion else 0.0)

    @property
    def last_age(self) -> int:
        """Age on the last day of employment."""
        return stated(self.age if self.age_on_leaving is None else self.age_on_leaving, "a leaver's age")

    @property
    def who(self) -> str:
        """The holder's reference, or the post's id."""
        return stated(self.holder or self.post, "a leaver's holder or post")

    @property
    def day_paid(self) -> date:
        """The day of payment, which decides the NI and the financial year."""
        return self.paid_on or self.leaves_on

    @property
    def counted_to(self) -> date:
        """The relevant date: as stated, or the last day plus the notice not served, up to the statutory weeks.

        This is a stated convention, exact where the contract gives the statutory notice (Employment Rights Act 1996
        section 145(5)). The relevant date decides which limit on a week's pay applies.
        """
        statutory = min(max(stated(self.complete_years, "complete years of service"), 1), MOST_NOTICE_WEEKS)
        return self.relevant_date or self.leaves_on + timedelta(weeks=min(self.notice_weeks, statutory))

    @property
    def pay_in_year(self) -> float:
        """Actual pay, £ a year."""
        return stated(self.weekly_pay, "weekly_pay") * self.paid_weeks if self.annual_pay is None else self.annual_pay

    @property
    def pay_in_week(self) -> float:
        """The actual week's pay, £, without the statutory limit."""
        return weeks_pay(self.pay_in_year, self.paid_weeks)
