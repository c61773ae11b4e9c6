"""Where a post's cost falls: the funds that pay for the post, its ledger codes, and its costs other than pay."""

from collections.abc import Sequence
from datetime import date
from fractions import Fraction
from typing import Annotated, Any

import numpy as np
from pydantic import AfterValidator, BeforeValidator, Field, WithJsonSchema
from pydantic_core import PydanticCustomError

from model.base.dated import ONE_DAY, by_month, runs
from model.base.faults import plain_name
from model.base.financial_year import PayMonths, in_words
from model.schema.sections.declared import Form
from model.schema.sections.excel_slips import is_shortened, month_named
from model.schema.sections.section import (
    Number,
    Period,
    PoundsAYear,
    Reason,
    Section,
    Share,
    Text,
    all_differ,
    refused,
    rule,
)
from model.schema.sections.yearly_sums import YearlySum

NOT_STATED = "(not stated)"
"""What the fund is called where neither the post nor the scenario's default names one."""


def _code(value: Any) -> Any:
    """A code as text, since one without quotation marks is read as a number."""
    if isinstance(value, str) and (month_named(value.strip()) or is_shortened(value)):
        raise PydanticCustomError("code", "a code as the ledger has it; this looks like a code that Excel has changed")
    return str(value).strip() if isinstance(value, int) and not isinstance(value, bool) else value


Code = Annotated[Text, BeforeValidator(_code), WithJsonSchema({"type": ["string", "integer"]}), Form("code", "0100")]
"""A ledger or payroll code; one that starts with 0 is written in quotation marks."""


class FundShare(Period):
    """One fund's share of a post's cost, at all times or for some days."""

    identified_by = ("fund", "from")

    fund: Text = Field(title="Fund", description="The fund, as the ledger names it.", examples=["General Fund"])
    share: Annotated[Share, Field(gt=0)] = Field(
        title="Share", description="The fund's share of the whole cost of the post.", examples=["60%"]
    )


def _whole(funds: tuple[FundShare, ...]) -> tuple[FundShare, ...]:
    """Check that the shares add up to 1 on every day, and that no fund appears twice on a day."""
    starts = [day for share in funds for day in (share.from_, share.to and share.to + ONE_DAY) if day]
    for first, _ in runs(starts, date.min, date.max) if funds else ():
        of_day = [share for share in funds if first in share]
        names = [plain_name(share.fund) for share in of_day]
        on = f" on {in_words(first)}" if first > date.min else ""
        if len(set(names)) < len(names):
            raise refused("fund_twice", f"each fund only once{on}")
        if (total := sum(Fraction(str(share.share)) for share in of_day)) != 1:
            raise refused("fund_shares", f"shares that add up to 100%; these add up to {float(total * 100):g}%{on}")
    return funds


Funds = Annotated[tuple[FundShare, ...], AfterValidator(_whole)]


class Counted(Section):
    """One fund that bears a part of a shared cost, and the count that decides how large its part is."""

    identified_by = ("fund",)

    fund: Text = Field(title="Fund", description="The fund, such as a school's budget.", examples=["Hill Primary"])
    count: Annotated[Number, Field(gt=0)] = Field(
        title="Count", description="The fund's own count, such as the number of its pupils.", examples=[210]
    )


class SharedBy(Section):
    """A cost that several funds share by a count, such as pupils. Each fund's part is in proportion to its count."""

    by: Text = Field(title="Shared by", description="What is counted.", examples=["pupils"])
    among: tuple[Counted, ...] = Field(
        min_length=1, title="Funds", description="The funds that share the cost, each with its count."
    )
    source: Reason = Field(
        title="Source",
        description="The agreement to share the cost in this way, and where the counts come from. If the counts are "
        "invented, say so here.",
    )

    _each_once = rule(
        lambda shared: all_differ(plain_name(counted.fund) for counted in shared.among), "each fund only once"
    )

    def funds(self) -> tuple[FundShare, ...]:
        """Each fund's share of the cost: its own count divided by the sum of all the counts."""
        whole = sum(each.count for each in self.among)
        return tuple(FundShare.model_construct(fund=each.fund, share=each.count / whole) for each in self.among)


class NonPay(YearlySum):
    """What a post costs other than pay, such as mileage, a licence or kit."""

    identified_by = ("kind",)

    kind: Text = Field(title="Kind", description="What the money is for.", examples=["Mileage"])
    amount: PoundsAYear = Field(
        ge=0, le=1_000_000, title="Amount", description="The cost for each post a year, before any rise in price."
    )
    reason: Reason = Field(title="Reason", description="Where the figure comes from, or why it is assumed.")
    subjective: Code | None = Field(
        default=None, title="Subjective code", description="The subjective code to which this cost is charged."
    )


def fund_names(funds: Sequence[FundShare], default: str | None) -> tuple[str, ...]:
    """The names of the funds that pay a post. A post that states no funds is paid by the default fund alone."""
    return tuple(dict.fromkeys(share.fund for share in funds)) or (default or NOT_STATED,)


def shares_by_fund(
    funds: Sequence[FundShare], default: str | None, months: PayMonths
) -> dict[str, float] | dict[str, np.ndarray]:
    """Each fund's share of a cost, by fund: one number or, where shares have dates, a number a month, (months,).

    In the month of a change, the shares are weighted by days.
    """
    if not any(share.from_ or share.to for share in funds):
        return {share.fund: share.share for share in funds} or {default or NOT_STATED: 1.0}
    return {
        name: by_month([share.dated(share.share) for share in funds if share.fund == name], months)
        for name in fund_names(funds, default)
    }
