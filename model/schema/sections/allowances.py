"""Pay on top of salary, for a post or for one person: throughout, for a time, or by the hour."""

from typing import Annotated

from pydantic import Field

from model.base.dated import Dated
from model.pay.on_top import PayOnTop, by_the_week
from model.schema.sections.declared import Form, Public
from model.schema.sections.section import Day, Number, Period, Pounds, PoundsAYear, Reason, Section, Share, Text, rule


class Allowance(Period):
    """Something paid on top of salary, such as an allowance, an honorarium, sessions or overtime."""

    identified_by = ("name", "from")

    name: Public[Text] = Field(
        title="Allowance",
        description="What the payment is for, such as standby, an honorarium, sleep-ins, overtime or first aid.",
        examples=["Standby"],
    )
    amount: Public[PoundsAYear | None] = Field(
        default=None,
        ge=0,
        le=100_000,
        title="Amount",
        description="The payment a year for each post. It is the same for any FTE, unless pro_rata is true. State one "
        "of amount, percent, sum and a_week.",
    )
    pro_rata: Public[bool] = Field(
        default=False,
        title="For the FTE",
        description="Whether the amount is for full time. If so, it is paid in proportion to the FTE and to the share "
        "of the year that is paid.",
    )
    percent: Public[Annotated[Share, Field(ge=0)] | None] = Field(
        default=None,
        title="Percentage of pay",
        description="The payment as a percentage of basic pay.",
        examples=["5%"],
    )
    sum_: Public[Annotated[Pounds, Field(gt=0, le=100_000)] | None] = Field(
        default=None,
        alias="sum",
        title="Sum for its days",
        description="One sum for all the days from the first (from) to the last (to). State both days as well.",
        examples=[1500],
    )
    a_week: Public[Annotated[Number, Field(gt=0, le=168), Form("times a week", 3)] | None] = Field(
        default=None,
        title="Times a week",
        description="How many hours, nights or sessions are paid a week, on average over the year.",
    )
    rate: Public[Annotated[Number, Field(gt=0, le=5_000), Form("£ each", 41)] | None] = Field(
        default=None,
        title="Rate",
        description="The payment for each hour, night or session; if left out, the hourly rate of the holder's point.",
    )
    multiplier: Public[Annotated[Number, Field(gt=0, le=5), Form("times the rate", 1.5)]] = Field(
        default=1.0,
        title="Multiplier",
        description="What the rate is multiplied by, such as 1.5 for time and a half.",
    )
    from_: Public[Day | None] = Field(
        default=None,
        alias="from",
        title="From",
        description="The first day for which the allowance is paid; if left out, it is paid whenever there is a "
        "holder.",
        examples=["2026-06-01"],
    )
    to: Public[Day | None] = Field(
        default=None,
        title="To",
        description="The last day for which the allowance is paid; if left out, it has no end.",
        examples=["2026-12-31"],
    )
    pensionable: Public[bool] = Field(
        default=True, title="Pensionable", description="Whether pension contributions are due on the allowance."
    )
    liable_to_ni: Public[bool] = Field(
        default=True,
        title="Liable to National Insurance",
        description="Whether National Insurance and the apprenticeship levy are due on the allowance.",
    )
    source: Public[Reason] = Field(
        title="Source", description="The agreement that grants the allowance, or why it is assumed."
    )

    _one_form = rule(
        lambda paid: sum(value is not None for value in (paid.amount, paid.percent, paid.sum_, paid.a_week)) == 1,
        "exactly one of amount, percent, sum and a_week",
    )
    _sum_has_days = rule(
        lambda paid: paid.sum_ is None or (paid.from_ and paid.to),
        "the first day (from) and the last day (to) that the sum is for",
    )
    _rate_of_each = rule(
        lambda paid: paid.a_week is not None or (paid.rate is None and paid.multiplier == 1.0),
        "a_week (how many are paid) wherever a rate or a multiplier is stated",
    )
    _amount_of_full_time = rule(
        lambda paid: not paid.pro_rata or paid.amount is not None, "pro_rata only where an amount is stated"
    )

    @property
    def in_force(self) -> Dated[str]:
        """The name of the allowance, over the days on which it is paid."""
        return self.dated(self.name)

    def on_top(self, full_time_hours: float) -> PayOnTop:
        """The allowance as pay on top of salary, where full time is ``full_time_hours`` a week."""
        days = self.in_force
        return PayOnTop(
            name=self.name,
            first_day=days.first_day,
            last_day=days.last_day,
            pensionable=self.pensionable,
            liable_to_ni=self.liable_to_ni,
            **self._parts(full_time_hours, (days.last_day - days.first_day).days + 1),
        )

    def _parts(self, full_time_hours: float, days: int) -> dict[str, float]:
        if self.amount is not None:
            return {"a_year_at_full_time" if self.pro_rata else "a_year": self.amount}
        if self.percent is not None:
            return {"of_basic_pay": self.percent}
        if self.sum_ is not None:
            return {"a_day": self.sum_ / days}
        return by_the_week(self.a_week or 0.0, self.rate, self.multiplier, full_time_hours)


class MarketSupplement(Section):
    """What a post is paid above its grade until a date."""

    amount: Public[Annotated[PoundsAYear, Field(gt=0, le=100_000)]] = Field(
        title="Amount", description="The supplement at full time. It is paid in proportion to the FTE.", examples=[3000]
    )
    until: Public[Day] = Field(title="Until", description="The last day on which the supplement is paid.")
    source: Public[Reason] = Field(title="Source", description="The decision or scheme that grants the supplement.")
