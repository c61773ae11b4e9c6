"""What is paid on top of salary, to anyone who holds a post or to one person: steady, for a time, or by the hour."""

from typing import Annotated

from pydantic import Field

from model.base.dated import Dated
from model.pay.on_top import PayOnTop, by_the_week
from model.schema.sections.declared import Form, Public
from model.schema.sections.section import Day, Number, Period, Pounds, PoundsAYear, Reason, Section, Share, Text, rule


class Allowance(Period):
    """Something paid on top of salary: an allowance, an honorarium, sessions, overtime."""

    identified_by = ("name", "from")

    name: Public[Text] = Field(
        title="Allowance",
        description="What it is paid for: standby, an honorarium, sleep-ins, overtime, first aid.",
        examples=["Standby"],
    )
    amount: Public[PoundsAYear | None] = Field(
        default=None,
        ge=0,
        le=100_000,
        title="Amount",
        description="What each post is paid, whatever its FTE; this, percent, sum or a_week.",
    )
    pro_rata: Public[bool] = Field(
        default=False,
        title="For the FTE",
        description="Whether the amount is that of full time, and paid for the FTE and the share of the year paid.",
    )
    percent: Public[Annotated[Share, Field(ge=0)] | None] = Field(
        default=None,
        title="Percentage of pay",
        description="The share of basic pay.",
        examples=["5%"],
    )
    sum_: Public[Annotated[Pounds, Field(gt=0, le=100_000)] | None] = Field(
        default=None,
        alias="sum",
        title="Sum for its days",
        description="One sum for all its days, from the first to the last; both are stated.",
        examples=[1500],
    )
    a_week: Public[Annotated[Number, Field(gt=0, le=168), Form("times a week", 3)] | None] = Field(
        default=None,
        title="Times a week",
        description="Hours, nights or sessions a week, on average over the year.",
    )
    rate: Public[Annotated[Number, Field(gt=0, le=5_000), Form("£ each", 41)] | None] = Field(
        default=None,
        title="Rate",
        description="What each hour, night or session is paid; if left out, the hourly rate of the point.",
    )
    multiplier: Public[Annotated[Number, Field(gt=0, le=5), Form("times the rate", 1.5)]] = Field(
        default=1.0,
        title="Multiplier",
        description="By how much the rate is multiplied, such as 1.5 for time and a half.",
    )
    from_: Public[Day | None] = Field(
        default=None,
        alias="from",
        title="From",
        description="The first day for which it is paid; if left out, whenever there is a holder.",
        examples=["2026-06-01"],
    )
    to: Public[Day | None] = Field(
        default=None,
        title="To",
        description="The last day for which it is paid; if left out, without an end.",
        examples=["2026-12-31"],
    )
    pensionable: Public[bool] = Field(
        default=True, title="Pensionable", description="Whether pension contributions are due on it."
    )
    liable_to_ni: Public[bool] = Field(
        default=True,
        title="Liable to National Insurance",
        description="Whether National Insurance and the apprenticeship levy are due on it.",
    )
    source: Public[Reason] = Field(title="Source", description="The agreement that says so, or why it is assumed.")

    _one_form = rule(
        lambda paid: sum(value is not None for value in (paid.amount, paid.percent, paid.sum_, paid.a_week)) == 1,
        "one of amount, percent, sum or a_week, and not two of them",
    )
    _sum_has_days = rule(
        lambda paid: paid.sum_ is None or (paid.from_ and paid.to), "the first day (from) and the last (to) of the sum"
    )
    _rate_of_each = rule(
        lambda paid: paid.a_week is not None or (paid.rate is None and paid.multiplier == 1.0),
        "a_week beside a rate or a multiplier, how many are paid at it",
    )
    _amount_of_full_time = rule(
        lambda paid: not paid.pro_rata or paid.amount is not None, "pro_rata beside an amount alone"
    )

    @property
    def in_force(self) -> Dated[str]:
        """Its name over the days on which it is paid."""
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
        title="Amount", description="The supplement at full time; it is paid for the FTE.", examples=[3000]
    )
    until: Public[Day] = Field(title="Until", description="The last day on which it is paid.")
    source: Public[Reason] = Field(title="Source", description="The decision or scheme that grants it.")
