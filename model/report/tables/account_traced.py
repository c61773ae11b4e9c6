"""What each figure of the trading account is traced to."""

from collections.abc import Callable

import pandas as pd

from model.assessment.trace.prices import OPENING
from model.base.figure_of import CostOf, FigureOf, PartOf, RecordOf, SumOf
from model.base.financial_year import FinancialYear
from model.base.stated import stated
from model.budget.funds import non_pay
from model.buy_back.full_cost import OTHER_PAY, PAY_OF_SALES, POSTS_NON_PAY
from model.buy_back.needs import Needs
from model.buy_back.traded import Traded as Service
from model.buy_back.trading_account import AccountYear
from model.report.table import Traced

LEVELS = {
    "Marginal cost": ("marginal",),
    "Direct cost": ("marginal", "direct"),
    "Full cost": ("marginal", "direct", "overhead"),
}
"""The levels of cost, and what counts towards each."""


def _none(_: FinancialYear) -> dict[str, FigureOf]:
    return {}


def parts_of(
    made: Service, element: str, frame: pd.DataFrame, others: Callable[[FinancialYear], dict[str, FigureOf]] = _none
) -> Traced:
    """What each row of a table of income or of cost is traced to, in each year. The first column names the parts.

    The last row is the whole. A part that is £0 is None. The result is empty where the account can't be worked out.
    ``others`` gives the parts of a year that are figures of their own, by name.
    """
    names = frame.iloc[:, 0].tolist()

    def figure(row: int, year: FinancialYear, of_others: dict[str, FigureOf]) -> FigureOf | None:
        whole, name = RecordOf("trading", made.basis, str(year), element), names[row]
        if row == len(names) - 1:
            return whole
        if not frame[str(year)].iloc[row] or name in LEVELS:
            return None
        return of_others.get(name) or (PartOf(whole, name) if names.count(name) == 1 else None)

    if isinstance(made.account_new, Needs):
        return {}
    found = {year: others(year) for year in made.costed.years}
    return {str(year): tuple(figure(row, year, of) for row in range(len(names))) for year, of in found.items()}


def costs_of_posts(made: Service, year: FinancialYear) -> dict[str, FigureOf]:
    """What the pay and the non-pay of posts in a year's full cost are traced to, by the name of the part."""
    follows = frozenset(stated(made.trading, "trading").marginal_posts)
    rest = frozenset(made.costed.plans["proposal"].rows_of) - follows
    kinds = dict.fromkeys(cost.name for cost in non_pay(made.costed))
    beside = tuple((1.0, RecordOf("non_pay_proposal", "", str(year), kind)) for kind in kinds)
    return {
        PAY_OF_SALES: CostOf("proposal", made.basis, year, posts=follows),
        OTHER_PAY: CostOf("proposal", made.basis, year, posts=rest),
        POSTS_NON_PAY: SumOf(f"{POSTS_NON_PAY}, {year}", beside),
    }


def year_of(made: Service, before: AccountYear | None, of: AccountYear) -> dict[str, FigureOf | None]:
    """The records of a year of the account, by column. The year opens with the closing balance of the year before."""
    columns = {"Income": "income", "Full cost": "full_cost", "Surplus or deficit": "surplus", "Closing": "closing"}
    records = {column: RecordOf("trading", made.basis, str(of.year), element) for column, element in columns.items()}
    opening = RecordOf("trading", made.basis, str(before.year), "closing") if before else None
    return {**records, "Opening": opening or PartOf(records["Closing"], OPENING)}
