"""Where a post's cost falls: the funds that pay it, its ledger codes, and the non-pay that comes with it."""

from collections.abc import Sequence
from fractions import Fraction
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, Field, WithJsonSchema
from pydantic_core import PydanticCustomError

from model.base.faults import plain_name
from model.schema.sections.declared import Form
from model.schema.sections.excel_slips import is_shortened, month_named
from model.schema.sections.section import Number, PoundsAYear, Reason, Section, Share, Text, all_differ, rule

NOT_STATED = "(not stated)"
"""The fund of a post with no split where the scenario names no default."""


def _code(value: Any) -> Any:
    """A code written without quotation marks reads as a number."""
    if isinstance(value, str) and (month_named(value.strip()) or is_shortened(value)):
        raise PydanticCustomError("code", "a code as the ledger has it; this looks like what Excel makes of one")
    return str(value).strip() if isinstance(value, int) and not isinstance(value, bool) else value


Code = Annotated[Text, BeforeValidator(_code), WithJsonSchema({"type": ["string", "integer"]}), Form("code", "0100")]
"""A ledger or payroll code; one that starts with 0 is written in quotation marks."""


class FundShare(Section):
    """One fund's share of a post's cost."""

    identified_by = ("fund",)

    fund: Text = Field(title="Fund", description="The fund, as the ledger names it.", examples=["General Fund"])
    share: Annotated[Share, Field(gt=0)] = Field(
        title="Share", description="Its share of the whole cost of the post.", examples=["60%"]
    )


def _whole(funds: tuple[FundShare, ...]) -> tuple[FundShare, ...]:
    names = [plain_name(each.fund) for each in funds]
    if len(set(names)) < len(names):
        raise PydanticCustomError("fund_twice", "each fund once")
    if funds and (total := sum(Fraction(str(each.share)) for each in funds)) != 1:
        found = f"{float(total * 100):g}"
        raise PydanticCustomError("fund_shares", "shares that add up to 100%; these make {total}%", {"total": found})
    return funds


Funds = Annotated[tuple[FundShare, ...], AfterValidator(_whole)]


class Counted(Section):
    """One fund that bears a part of a shared cost, and the count by which it does."""

    identified_by = ("fund",)

    fund: Text = Field(title="Fund", description="The fund, such as a school's budget.", examples=["Hill Primary"])
    count: Annotated[Number, Field(gt=0)] = Field(
        title="Count", description="How many it has of what the cost is shared by.", examples=[210]
    )


class SharedBy(Section):
    """A cost that funds share by a count: each bears its part of the whole count."""

    by: Text = Field(title="Shared by", description="What is counted.", examples=["pupils"])
    among: tuple[Counted, ...] = Field(
        min_length=1, title="Funds", description="The funds that share the cost, each with its count."
    )
    source: Reason = Field(
        title="Source",
        description="The agreement to share it so and where the counts come from, or that they are invented.",
    )

    _each_once = rule(lambda shared: all_differ(plain_name(counted.fund) for counted in shared.among), "each fund once")

    def funds(self) -> tuple[FundShare, ...]:
        """Each fund's share: its count over all counts."""
        whole = sum(each.count for each in self.among)
        return tuple(FundShare.model_construct(fund=each.fund, share=each.count / whole) for each in self.among)


class NonPay(Section):
    """Something other than pay that each such post costs: mileage, a licence, kit."""

    identified_by = ("kind",)

    kind: Text = Field(title="Kind", description="What it is.", examples=["Mileage"])
    amount: PoundsAYear = Field(
        ge=0, le=1_000_000, title="Amount", description="What it costs for one post; awards do not raise it."
    )
    reason: Reason = Field(title="Reason", description="Where the figure comes from, or why it is assumed.")
    subjective: Code | None = Field(
        default=None, title="Subjective code", description="The subjective code to which it is charged."
    )


def shares_by_fund(funds: Sequence[FundShare], default: str | None) -> dict[str, float]:
    """Fund to share; a post with no split is wholly in the default fund."""
    return {each.fund: each.share for each in funds} or {default or NOT_STATED: 1.0}
