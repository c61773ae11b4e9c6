"""A traded service: its income, costs, reserve, leavers, capacity, notice, billing and power to charge.

Every entry says where it comes from. Nothing that is left out is guessed: a figure that needs it says what is missing.
"""

from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from model.schema.sections.dates import DayOfYear
from model.schema.sections.declared import Form
from model.schema.sections.demand import Attrition, LateDecisions, NewCustomers, PriceResponse
from model.schema.sections.leavers import ApprovalGiven
from model.schema.sections.new_prices import NewPrices
from model.schema.sections.posts import PostIds
from model.schema.sections.section import (
    Count,
    NameOf,
    Number,
    Pounds,
    PoundsAYear,
    ProposedId,
    Reason,
    Section,
    Text,
    YearLabel,
    not_true_or_false,
    rule,
)
from model.schema.sections.team_days import Capacity
from model.schema.sections.yearly_sums import YearlySum

CostKind = Annotated[
    Literal["marginal", "direct", "overhead"],
    Form(
        choices={
            "marginal": "it varies with what is sold",
            "direct": "the service's own",
            "overhead": "recharged to the service by the council",
        }
    ),
]
ChargingAct = Annotated[
    Literal["goods_and_services_1970", "section_93", "other"],
    Form(
        choices={
            "goods_and_services_1970": "Local Authorities (Goods and Services) Act 1970, section 1",
            "section_93": "Local Government Act 2003, section 93",
            "other": "another power, named in the source",
        }
    ),
]


class StatedIncome(Section):
    """Present income as one sum, where there is no price list or no list of agreements."""

    amount: Annotated[PoundsAYear, Field(gt=0)] = Field(
        title="Income",
        description="Income before the change, net of VAT, from all customers together.",
        examples=[450000],
    )
    source: Reason = Field(title="Source", description="Where the income comes from, or why it is assumed.")


class CostLine(YearlySum):
    """A cost of the service other than its posts."""

    identified_by = ("kind",)

    kind: Text = Field(
        title="Kind",
        description="What the cost is for: mileage, licences, premises or a recharge.",
        examples=["Premises recharge"],
    )
    amount: Annotated[PoundsAYear, Field(ge=0)] = Field(
        title="Amount",
        description="What the cost is before any rise in price; 0 says that there is no such cost.",
        examples=[18000],
    )
    counts_as: CostKind = Field(
        title="Counts as",
        description="How the cost counts in the full cost of the service.",
        examples=["overhead"],
    )
    source: Reason = Field(title="Source", description="Where the cost comes from, or why it is assumed.")


class Reserve(Section):
    """The balance of the trading account."""

    opening: Pounds = Field(
        title="Opening balance",
        description="The balance on the first day of the years shown, with a minus where it is overdrawn.",
        examples=[42000],
    )
    cap: Annotated[Pounds, Field(ge=0)] | None = Field(
        default=None,
        title="Most carried",
        description="The most that may be carried to the next year; if left out, there is no such limit.",
        examples=[60000],
    )
    level: Pounds | None = Field(
        default=None,
        title="Balance aimed at",
        description="The balance to which prices are to bring the account. State the year (by) as well. If left out, "
        "prices meet the cost of the year alone.",
        examples=[20000],
    )
    by: YearLabel | None = Field(
        default=None,
        title="Year aimed at",
        description="The financial year by the end of which the account is to have the balance aimed at. State "
        "that balance (level) as well.",
        examples=["2012/13"],
    )
    deficit_approval: ApprovalGiven = Field(
        default=None,
        title="Approval of a deficit",
        description="Who approved that the account may close overdrawn, when, and where that is recorded; if left "
        "out, an overdrawn account blocks clearance.",
    )
    source: Reason = Field(title="Source", description="Where these figures come from.")

    _both = rule(
        lambda reserve: (reserve.level is None) == (reserve.by is None),
        "both a balance to aim at (level) and a year (by), or neither",
    )


class Avoidable(Section):
    """A cost that falls away in steps as customers leave: part of a cost line, or a post."""

    identified_by = ("post", "line")

    post: ProposedId | None = Field(
        default=None,
        title="Post",
        description="The id of a proposed post. One such post falls away at each step. State this, or line with "
        "amount.",
    )
    line: Annotated[Text, NameOf("trading.cost_lines")] | None = Field(
        default=None,
        title="Cost line",
        description="The kind of the cost line. State the amount as well.",
        examples=["Mileage"],
    )
    amount: Annotated[PoundsAYear, Field(gt=0)] | None = Field(
        default=None,
        title="Amount",
        description="How much of the cost line falls away at each step, up to the whole line.",
        examples=[1200],
    )
    for_every: Annotated[Number, Form("customers", 10), Field(gt=0, le=100_000)] = Field(
        title="Leavers for a step",
        description="How many customers must leave for each step. With fewer, nothing falls away.",
    )
    after_months: Annotated[Count, Form("months", 3), Field(le=60)] = Field(
        title="Notice",
        description="The number of months from the day on which customers leave until the cost falls away: the notice "
        "of a post or of a contract.",
    )
    reason: Reason = Field(title="Reason", description="Why the cost can be avoided, and what decides the notice.")

    _one_form = rule(
        lambda cost: (
            [cost.post is None, cost.line is None, cost.amount is None] in ([False, True, True], [True, False, False])
        ),
        "either post, or line with amount",
    )


class Notice(Section):
    """By when schools must be told of new prices."""

    by: DayOfYear = Field(
        title="Last day of notice",
        description="The last day on which schools may be given notice of new prices.",
        examples=["31 December"],
    )
    prices_from: DayOfYear = Field(
        default="1 April",
        title="New prices from",
        description="The day from which new prices apply, where no price list begins after the decision.",
    )
    source: Reason = Field(
        title="Source", description="The agreement or scheme that sets the days of notice and of new prices."
    )


class Billing(Section):
    """When bills are raised and paid, so that cash can be compared with income."""

    months_ahead: Annotated[int, BeforeValidator(not_true_or_false), Form("months", 1), Field(ge=-6, le=5)] = Field(
        default=0,
        title="Months ahead",
        description="A bill is raised this many months before the start of the year, term or month that it covers. "
        "With a minus, it is raised this many months after the start. Bills are raised on the first day of a month.",
    )
    paid_after: Annotated[Count, Form("days", 30), Field(le=365)] | None = Field(
        default=None,
        title="Paid after",
        description="How many days after a bill is raised it is paid; if left out, the amount owed is not worked out.",
    )
    source: Reason = Field(
        title="Source", description="The agreement that sets the terms of billing and payment, or why they are assumed."
    )


class ChargingPower(Section):
    """The power under which the service charges."""

    act: ChargingAct = Field(
        title="Power",
        description="The Act that gives the power to charge. The limit in section 93 of the Local Government Act 2003 "
        "is tested only where that section gives the power.",
        examples=["goods_and_services_1970"],
    )
    source: Reason = Field(
        title="Source", description="Who advised that the stated power applies; or, for another power, its name."
    )


class Trading(Section):
    """The service as a trading account: income, full cost, customers lost, capacity and notice of prices."""

    present_income: StatedIncome | None = Field(
        default=None,
        title="Present income",
        description="Present income as one sum, where there is no price list or no list of agreements.",
    )
    cost_lines: tuple[CostLine, ...] = Field(
        default=(),
        title="Other costs",
        description="Costs other than pay, and recharged overheads, besides the non-pay costs that are stated with "
        "the posts.",
    )
    marginal_posts: PostIds = Field(
        default=(),
        title="Marginal posts",
        description="The ids of the posts whose pay varies with what is sold. The pay of other posts counts as direct.",
        examples=[["technician"]],
    )
    reserve: Reserve | None = Field(
        default=None,
        title="Reserve",
        description="The balance of the trading account; if left out, no account is drawn up.",
    )
    attrition: Attrition | None = Field(
        default=None,
        title="Attrition",
        description="The share of customers lost each year, among customers about whom nothing else is known.",
    )
    price_response: PriceResponse | None = Field(
        default=None,
        title="Response to price",
        description="How take-up changes with the price; if left out, no change in take-up is guessed.",
    )
    late_decisions: LateDecisions | None = Field(
        default=None,
        title="Late decisions",
        description="Customers who have not said by 1 April whether they will buy, although the team is in post by "
        "then.",
    )
    new_customers: tuple[NewCustomers, ...] = Field(
        default=(), title="New customers", description="New customers who are expected from a day on."
    )
    avoidable: tuple[Avoidable, ...] = Field(
        default=(),
        title="Avoidable costs",
        description="The costs that fall away when customers leave; if left out, no cost falls away.",
    )
    capacity: Capacity | None = Field(
        default=None, title="Capacity", description="What the team can deliver in a year."
    )
    billing: Billing | None = Field(
        default=None,
        title="Billing",
        description="When bills are raised and paid. If left out, a bill is raised as the period that it covers "
        "begins, and the amount owed is not known.",
    )
    charging_power: ChargingPower | None = Field(
        default=None,
        title="Charging power",
        description="The power under which the service charges; if left out, no power is stated and no limit is "
        "tested.",
    )
    notice: Notice | None = Field(
        default=None, title="Notice of prices", description="By when schools must be told of new prices."
    )
    new_prices: NewPrices | None = Field(
        default=None,
        title="New prices",
        description="The caps and steps of the new prices that are worked out; if left out, only the step of the "
        "price list applies.",
    )
