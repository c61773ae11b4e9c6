"""The trading account by year: what is brought forward, income, cost, the year's own result, what is carried forward.

The balance carried never stands for the year's result: a deficit in the year is said even where the balance is above
nil. What is above the cap is shown and stays in the balance, since what becomes of it is for the council to decide.
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
        """Income less cost of the year by itself: below nil, a deficit."""
        return self.income - self.cost

    @property
    def closing(self) -> float:
        """The balance carried forward: opening and surplus."""
        return self.opening + self.surplus

    @property
    def in_deficit(self) -> bool:
        """Whether the year by itself falls short by a penny or more, whatever is carried."""
        return self.surplus <= -0.01 + 1e-9

    @property
    def hidden_by_balance(self) -> bool:
        """Whether the year falls short and the balance carried forward would not show it."""
        return self.in_deficit and self.closing >= 0

    @property
    def above_cap(self) -> float:
        """How much of the closing balance is above the cap; nil where none is set."""
        return 0.0 if self.cap is None else max(self.closing - self.cap, 0.0)


def trading_account(
    reserve: Reserve, years: Sequence[FinancialYear], income: Iterable[float], cost: Iterable[float]
) -> list[AccountYear]:
    """The account of each year shown, each opening with what the one before it closed with.

    ``income`` and ``cost`` are £ in each year, (years,): expected income and full cost.
    """
    account: list[AccountYear] = []
    for year, earned, spent in zip(years, income, cost, strict=True):
        opening = account[-1].closing if account else reserve.opening
        account.append(AccountYear(year, opening, float(earned), float(spent), reserve.cap))
    return account
