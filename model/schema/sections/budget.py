"""The approved budget of one year, its virements, and the actuals of ledger and payroll up to a month."""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Annotated, Any, Literal, NamedTuple, TypeVar

from pydantic import BeforeValidator, Field, PlainSerializer, WithJsonSchema
from pydantic_core import PydanticCustomError

from model.base.financial_year import NotADay, read_month_start
from model.schema.sections.declared import ROWS_BESIDE, Form, Usual
from model.schema.sections.funds import Code, NonPay
from model.schema.sections.posts import Post
from model.schema.sections.section import (
    SENSIBLE_YEARS,
    Day,
    Decided,
    NameOf,
    Number,
    Pounds,
    Reason,
    Section,
    Text,
    YearLabel,
    refused,
)

T = TypeVar("T")

Covers = Literal["pay", "non-pay"]
OUTSIDE = "outside"
"""The name by which a virement refers to any budget other than this one."""


def read_month(value: Any) -> date:
    """The first day of a month written as 2024-04, Apr-24 or April 2024, or as a date with the day first."""
    try:
        first = read_month_start(f"{value:%Y-%m-%d}" if isinstance(value, date) else str(value))
    except NotADay as none:
        raise refused("month", none.advice or "a month such as 2010-09") from None
    if first.year not in SENSIBLE_YEARS:
        raise PydanticCustomError("month", "a month such as 2010-09")
    return first


def _read_pounds(value: Any) -> Any:
    """The amount in plain figures, as text: a ledger writes 1,234.50 with commas, or (1,234.50) for a credit."""
    if not isinstance(value, str):
        return value
    text = value.strip().replace("£", "").replace("\u2212", "-")
    text = f"-{text[1:-1]}" if text.startswith("(") and text.endswith(")") else text
    return re.sub(r"(?<=\d),(?=\d{3}\b)", "", text)


Month = Annotated[
    date,
    BeforeValidator(read_month),
    PlainSerializer(lambda day: f"{day:%Y-%m}"),
    WithJsonSchema({"type": "string"}),
    Form("month", "2010-09"),
]
LedgerPounds = Annotated[Pounds, BeforeValidator(_read_pounds), Form("£", 1234.5)]


LineName = Annotated[Text, NameOf("budget.lines"), Form("text", "Schools ICT pay")]
PostCode = Annotated[Code, NameOf("present"), NameOf("proposed")]


class Charge(NamedTuple):
    """Where a part of a post's cost falls in the ledger."""

    covers: Covers
    fund: str
    cost_centre: str | None
    subjective: str | None


class BudgetLine(Section):
    """A line of the approved budget, and which costs of the plan it pays. A fund or code left out excludes no cost."""

    identified_by = ("line",)

    line: Text = Field(title="Budget line", description="The name of the line.", examples=["Schools ICT pay"])
    amount: Pounds = Field(
        title="Approved budget", description="The approved budget of the year, before virements.", examples=[480000]
    )
    covers: Usual[Covers] = Field(
        default="pay",
        title="What it pays",
        description="Whether the line pays the posts' pay with on-costs, or their costs other than pay.",
    )
    fund: Usual[Text | None] = Field(
        default=None,
        title="Fund",
        description="The fund whose share of the cost the line pays; if left out, it pays the share of every fund.",
        examples=["General Fund"],
    )
    cost_centre: Code | None = Field(
        default=None,
        title="Cost centre",
        description="The cost centre whose posts the line pays; if left out, it pays the posts of every cost centre.",
    )
    subjective: Code | None = Field(
        default=None,
        title="Subjective code",
        description="The subjective code whose charges the line pays; if left out, it pays the charges to every code.",
    )
    note: str | None = Field(
        default=None,
        title="Note",
        description="Anything that a reader should know about this line.",
        examples=["Includes the post that is shared with Libraries."],
    )

    def pays(self, charge: Charge) -> bool:
        """Whether a charge falls on this line."""
        asked = (self.fund, self.cost_centre, self.subjective)
        return self.covers == charge.covers and all(
            own is None or own == found for own, found in zip(asked, charge[1:], strict=True)
        )


class Virement(Section):
    """Budget moved from one line to another within the year."""

    identified_by = ("from",)

    from_: LineName = Field(
        alias="from",
        title="From",
        description="The line that the money comes from, or the word outside for another budget.",
        examples=["outside"],
    )
    to: LineName = Field(
        title="To",
        description="The line that the money goes to, or the word outside for another budget.",
        examples=["Schools ICT pay"],
    )
    amount: Pounds = Field(gt=0, title="Amount", description="How much is moved.", examples=[12500])
    date: Day = Field(title="Date", description="The day on which the virement took effect.")
    reason: Reason = Field(title="Reason", description="Why the money was moved.")
    authority: Decided = Field(
        title="Approved by", description="Who approved the virement, and where that is recorded."
    )


class Actual(Section):
    """What the ledger shows on one line in one month. Several entries add up."""

    identified_by = ("month",)

    month: Month = Field(title="Month", description="The month to which the amount belongs.")
    line: LineName = Field(
        title="Budget line", description="The name of the budget line.", examples=["Schools ICT pay"]
    )
    amount: LedgerPounds = Field(
        title="Amount", description="What the ledger shows. A credit has a minus or is in brackets."
    )
    post: PostCode | None = Field(
        default=None,
        title="Post",
        description="The id or number of the post that the amount is for, where the ledger gives one.",
        examples=["0100"],
    )


class OnPayroll(Section):
    """One entry of the payroll of a month. Several entries for a post add up."""

    identified_by = ("post",)

    post: PostCode = Field(title="Post", description="The id or number of the post.")
    fte: Annotated[Number, Form("FTE", 0.6)] = Field(
        ge=0, le=500, title="FTE", description="The FTE on the last day of the month."
    )
    amount: LedgerPounds = Field(
        title="Gross pay", description="Gross pay in the month, before on-costs.", examples=[2875]
    )


class Budget(Section):
    """The budget and the actuals of one year, with which the plan is compared."""

    year: YearLabel = Field(title="Year", description="The financial year of the budget.")
    lines: tuple[BudgetLine, ...] = Field(
        min_length=1, title="Budget lines", description="The lines of the approved budget."
    )
    virements: tuple[Virement, ...] = Field(
        default=(), title="Virements", description="What has been moved between lines since the budget was approved."
    )
    actuals_to: Month | None = Field(
        default=None,
        title="Actuals to",
        description="The last month of the actuals. The payroll is that of the same month.",
    )
    actuals: Annotated[tuple[Actual, ...] | None, ROWS_BESIDE] = Field(
        default=None,
        title="Actuals",
        description="What the ledger shows by month: rows, or the name of a CSV or Excel file beside the scenario.",
    )
    payroll: Annotated[tuple[OnPayroll, ...] | None, ROWS_BESIDE] = Field(
        default=None,
        title="Payroll",
        description="What the payroll shows in the last month of the actuals: rows, or the name of a CSV or Excel file "
        "beside the scenario.",
    )

    def lines_for(self, charge: Charge) -> list[BudgetLine]:
        """The lines on which a charge falls; at most one where the budget has no fault."""
        return [line for line in self.lines if line.pays(charge)]


def pay_charges(post: Post, shares: Mapping[str, T]) -> Iterator[tuple[Charge, T]]:
    """Each fund's charge for a post's pay, with the fund's value in ``shares``, such as its share of the pay."""
    for fund, share in shares.items():
        yield Charge("pay", fund, post.cost_centre, post.subjective), share


def non_pay_charges(post: Post, item: NonPay, shares: Mapping[str, T]) -> Iterator[tuple[Charge, T]]:
    """Each fund's charge for a non-pay cost, with the fund's value in ``shares``, such as its share of the cost."""
    for fund, share in shares.items():
        yield Charge("non-pay", fund, post.cost_centre, item.subjective), share
