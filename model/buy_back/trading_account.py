"""The trading account by year: brought forward, income, cost, the year's own result, and carried forward.

The balance never hides the year's result: a deficit in the year is shown even where the balance is positive. A balance
above the cap is shown and left in the account, since the council decides what to do with it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from model.base.financial_year import FinancialYear
from model.schema.sections.trading import Reserve


@dataclass(frozen=True)
class AccountYear:
    """One year of the trading account, £."""

    year: FinancialYear
    opening: float
    income: float
    cost: float
    cap: float | None

    @property
    def surplus(self) -> float:
        """Income less cost of this year alone; negative for a deficit."""
        return self.income - self.cost

    @property
    def closing(self) -> float:
        """The balance carried forward: opening and surplus."""
        return self.opening + self.surplus

    @property
    def in_deficit(self) -> bool:
        """Whether this year alone falls short by a penny or more, whatever the balance."""
        return self.surplus <= -0.01 + 1e-9

    @property
    def hidden_by_balance(self) -> bool:
        """Whether the year falls short although the balance carried forward does not show it."""
        return self.in_deficit and self.closing >= 0

    @property
    def above_cap(self) -> float:
        """How much of the closing balance is above the cap; 0 where no cap is set."""
        return 0.0 if self.cap is None else max(self.closing - self.cap, 0.0)


def trading_account(
    reserve: Reserve, years: Sequence[FinancialYear], income: Iterable[float], cost: Iterable[float]
) -> list[AccountYear]:
    """The account of each year shown. Each opens with the closing balance of the year before.

    ``income`` and ``cost`` are £ in each year, (years,): expected income and full cost.
    """
    account: list[AccountYear] = []
    for year, earned, spent in zip(years, income, cost, strict=True):
        opening = account[-1].closing if account else reserve.opening
        account.append(AccountYear(year, opening, float(earned), float(spent), reserve.cap))
    return account
