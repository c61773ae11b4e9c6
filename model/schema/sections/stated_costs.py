"""One-off costs and income that a report states, each by its own name: on a day, or year by year."""

from typing import Annotated, Any

from pydantic import BeforeValidator, Field

from model.base.financial_year import FinancialYear
from model.pay.one_off import KINDS, STATED
from model.schema.sections.approvals import ApprovalGiven, CapitalisedUnder, ChargedIn, FundedBy
from model.schema.sections.section import Day, Pounds, Reason, Section, YearLabel, all_differ, rule


class YearOfCost(Section):
    """The part of a cost that one financial year bears."""

    identified_by = ("year",)

    year: YearLabel = Field(title="Year charged", description="The financial year that bears this part.")
    amount: Pounds = Field(title="Amount", description="How much the year bears; below 0 for income.", examples=[3200])
    paid_in: YearLabel | None = Field(
        default=None,
        title="Year paid",
        description="The financial year of payment, where it is not the year that bears the cost.",
    )


def _of_registry(value: Any) -> Any:
    """A kind of cost as ``STATED`` spells it: Recruitment becomes recruitment. Any other value is left as it is."""
    return next((key for key in STATED if str(value).strip().casefold() == key), value)


class OtherOneOff(Section):
    """A one-off cost or income that the report states: on a day, or year by year."""

    identified_by = ("kind",)

    kind: Annotated[Reason, BeforeValidator(_of_registry)] = Field(
        title="Kind",
        description="What the cost is for: recruitment, training, or anything else by its own name.",
        examples=["recruitment"],
    )
    amount: Pounds | None = Field(
        default=None, title="Amount", description="The cost; below 0 for income.", examples=[3200]
    )
    on: Day | None = Field(
        default=None, title="Date", description="The day of payment, which decides the financial year."
    )
    by_year: tuple[YearOfCost, ...] = Field(
        default=(),
        title="Year by year",
        description="How much each year bears, where several years do; instead of an amount and a date.",
    )
    funded_by: FundedBy
    charged_in: ChargedIn = None
    capitalised_under: CapitalisedUnder = None
    approval: ApprovalGiven = Field(
        default=None, title="Approval", description="The approval on record, where the cost needs one."
    )
    source: Reason = Field(title="Source", description="Where the figure comes from, or why it is assumed.")

    _one_form = rule(
        lambda cost: (
            (cost.amount is None, cost.on is None) == (bool(cost.by_year),) * 2
            and not (cost.by_year and cost.charged_in)
        ),
        "either an amount and its date (on), or by_year alone (without charged_in)",
    )
    _of_its_own = rule(
        lambda cost: cost.kind in STATED or cost.kind not in KINDS,
        "a cost other than that of leaving, which is worked out from leavers",
    )
    _years_differ = rule(lambda cost: all_differ(part.year for part in cost.by_year), "each year only once")

    @property
    def parts(self) -> tuple[tuple[FinancialYear, float, FinancialYear], ...]:
        """For each part, the year charged, the amount, £, and the year paid."""
        if self.on is not None and self.amount is not None:
            paid = FinancialYear.of(self.on)
            return ((FinancialYear.parse(self.charged_in) if self.charged_in else paid, self.amount, paid),)
        years = (FinancialYear.parse(part.year) for part in self.by_year)
        return tuple(
            (year, part.amount, FinancialYear.parse(part.paid_in) if part.paid_in else year)
            for year, part in zip(years, self.by_year, strict=True)
        )
