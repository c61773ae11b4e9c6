"""The approved budget of one year, its virements, and what the ledger and the payroll hold to a month."""

import re
from collections.abc import Iterator
from datetime import date
from typing import Annotated, Any, Literal, NamedTuple

from pydantic import BeforeValidator, Field, PlainSerializer, WithJsonSchema
from pydantic_core import PydanticCustomError

from model.base.financial_year import NotADay, read_month_start
from model.schema.sections.funds import Code, shares_by_fund
from model.schema.sections.posts import Post
from model.schema.sections.section import (
    FILE_PATTERN,
    SENSIBLE_YEARS,
    Day,
    Decided,
    NameOf,
    Number,
    Reason,
    Section,
    Text,
    YearLabel,
)

Covers = Literal["pay", "non-pay"]
OUTSIDE = "outside"
"""The other end of a virement that comes from, or goes to, a budget that is not this one."""


def read_month(value: Any) -> date:
    """The first day of a month written as 2024-04, Apr-24, April 2024, or as any of its days, the day first."""
    try:
        first = read_month_start(f"{value:%Y-%m-%d}" if isinstance(value, date) else str(value))
    except NotADay as none:
        raise PydanticCustomError("month", none.advice or "a month such as 2010-09") from None
    if first.year not in SENSIBLE_YEARS:
        raise PydanticCustomError("month", "a month such as 2010-09")
    return first


def _read_pounds(value: Any) -> Any:
    """£ as a ledger writes them: 1,234.50 with commas, or (1,234.50) for a credit."""
    if not isinstance(value, str):
        return value
    text = value.strip().replace("£", "").replace("\u2212", "-")
    text = f"-{text[1:-1]}" if text.startswith("(") and text.endswith(")") else text
    return re.sub(r"(?<=\d),(?=\d{3}\b)", "", text)


Month = Annotated[
    date,
    BeforeValidator(read_month),
    PlainSerializer(lambda day: f"{day:%Y-%m}"),
    WithJsonSchema({"type": "string", "examples": ["2010-09"]}),
]
Pounds = Annotated[Number, BeforeValidator(_read_pounds)]
LineName = Annotated[Text, NameOf("budget.lines")]
PostCode = Annotated[Code, NameOf("present"), NameOf("proposed")]
_ROWS_BESIDE = WithJsonSchema({"anyOf": [{"type": "string", "pattern": FILE_PATTERN}, {"type": "array"}]})


class Charge(NamedTuple):
    """Where a part of a post's cost falls in the ledger."""

    covers: Covers
    fund: str
    cost_centre: str | None
    subjective: str | None


class BudgetLine(Section):
    """One line of the approved budget and what of the plan it pays. What it does not name, it does not ask for."""

    identified_by = ("line",)
    line: Text
    """Its name."""
    amount: Number
    """The approved budget in £, before virements."""
    covers: Covers = "pay"
    """Whether it pays posts' pay with on-costs, or their non-pay."""
    fund: Text | None = None
    """Only this fund's share."""
    cost_centre: Code | None = None
    """Only posts of this cost centre."""
    subjective: Code | None = None
    """Only what is charged to this subjective code."""
    note: str | None = None
    """Anything a reader should know of this line."""

    def pays(self, charge: Charge) -> bool:
        """Whether a charge falls on this line."""
        asked = (self.fund, self.cost_centre, self.subjective)
        return self.covers == charge.covers and all(
            own is None or own == found for own, found in zip(asked, charge[1:], strict=True)
        )


class Virement(Section):
    """Budget moved from one line to another within the year."""

    identified_by = ("from",)
    from_: LineName = Field(alias="from")
    """The line that gives, or ``outside`` for another budget."""
    to: LineName
    """The line that receives, or ``outside`` for another budget."""
    amount: Number = Field(gt=0)
    """How many £."""
    date: Day
    """The day it took effect."""
    reason: Reason
    """Why."""
    authority: Decided
    """Who approved it, and where that is recorded."""


class Actual(Section):
    """What the ledger holds on one line in one month; several entries add up."""

    identified_by = ("month",)
    month: Month
    """The month."""
    line: LineName
    """The budget line."""
    amount: Pounds
    """£, a credit below nothing."""
    post: PostCode | None = None
    """The id or number of the post that it belongs to, where the ledger says."""


class OnPayroll(Section):
    """One entry of the payroll of a month; several entries of a post add up."""

    identified_by = ("post",)
    post: PostCode
    """The post's id or number."""
    fte: Number = Field(ge=0, le=500)
    """The share of full time on the last day of the month."""
    amount: Pounds
    """Gross pay in the month, £, before on-costs."""


class Budget(Section):
    """What the plan is watched against in one year."""

    year: YearLabel
    """The financial year."""
    lines: tuple[BudgetLine, ...] = Field(min_length=1)
    """The approved budget."""
    virements: tuple[Virement, ...] = ()
    """What has been moved since."""
    actuals_to: Month | None = None
    """The last month of the actuals, and the month of the payroll, such as 2010-09."""
    actuals: Annotated[tuple[Actual, ...] | None, _ROWS_BESIDE] = None
    """The name of a CSV or Excel file beside the scenario: month, line, amount, and the post if the ledger has it."""
    payroll: Annotated[tuple[OnPayroll, ...] | None, _ROWS_BESIDE] = None
    """The name of a CSV or Excel file beside the scenario: post, fte, amount."""

    def lines_for(self, charge: Charge) -> list[BudgetLine]:
        """The lines that a charge falls on; in a sound scenario one or none."""
        return [line for line in self.lines if line.pays(charge)]


def pay_charges(post: Post, default_fund: str | None) -> Iterator[tuple[Charge, float]]:
    """Each fund's charge for a post's pay, and its share."""
    for fund, share in shares_by_fund(post.funds, default_fund).items():
        yield Charge("pay", fund, post.cost_centre, post.subjective), share


def non_pay_charges(post: Post, default_fund: str | None) -> Iterator[tuple[Charge, float]]:
    """Each fund's charge for each kind of a post's non-pay, and £ a year for one post."""
    for fund, share in shares_by_fund(post.funds, default_fund).items():
        for item in post.non_pay:
            yield Charge("non-pay", fund, post.cost_centre, item.subjective), share * item.amount
