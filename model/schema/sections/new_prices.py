"""How prices are to be raised so that they recover the cost: the caps and steps that the council chooses."""

from typing import Annotated

from pydantic import Field

from model.schema.sections.section import Pounds, PoundsAYear, Reason, Section, Share, rule


class NewPrices(Section):
    """The limits on new prices that the workbook works out. Without them, only the step of the present list applies."""

    cap_share: Annotated[Share, Field(gt=0, le=10)] | None = Field(
        default=None,
        title="Most a charge rises",
        description="The most by which one customer's charge may rise, as a percentage; if left out, there is no such "
        "cap.",
        examples=["10%"],
    )
    cap_amount: Annotated[PoundsAYear, Field(gt=0)] | None = Field(
        default=None,
        title="Most a charge rises in pounds",
        description="The most by which one customer's charge may rise, in pounds; with cap_share, the lower of the "
        "two applies.",
        examples=[500],
    )
    rate_step: Annotated[Pounds, Field(ge=0.01, le=1000)] = Field(
        default=0.01,
        title="Step of a pupil price",
        description="The step to which a price for each pupil is rounded. Other prices are rounded to the step of "
        "their price list.",
        examples=[0.05],
    )
    minimums_too: bool = Field(
        default=False, title="Minimum charges rise", description="Whether minimum charges rise as well."
    )
    lower_while_overdrawn: Reason | None = Field(
        default=None,
        title="Lower prices while overdrawn",
        description="Why prices may be lowered although the trading account is overdrawn. If left out, prices that "
        "fall while the account is overdrawn block clearance.",
    )
    source: Reason = Field(title="Source", description="Where the caps come from, or why they are assumed.")

    _whole_pence = rule(lambda prices: not round(prices.rate_step * 100, 6) % 1, "a step in whole pence")
