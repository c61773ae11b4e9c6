"""Price and take-up at a glance: income less cost in a full year, at each rise in price and each take-up.

It works on averages: each customer who leaves is assumed to pay the average. It shows what would follow, not what is
likely.
"""

from collections.abc import Callable
from dataclasses import dataclass

from model.buy_back.needs import Needs

OF_NEEDED = (0.0, 0.5, 1.0, 1.5, 2.0)
"""The rows: rises in price from none to twice what is needed."""
TAKE_UPS = (1.0, 0.95, 0.90, 0.85, 0.80)
"""The columns: the share of customers that stays."""


@dataclass(frozen=True)
class Cell:
    """A full year at one rise in price and one take-up, £."""

    rise: float
    """The change in price, a share."""
    income: float
    cost: float
    """£ of cost before anything is saved."""
    avoided: float
    """The part of the cost that is saved at this take-up, once every lag is over; never above the cost."""

    @property
    def result(self) -> float:
        """Income less the cost that is left; negative for a deficit."""
        return self.income - (self.cost - self.avoided)


@dataclass(frozen=True)
class Grid:
    """Price change by take-up: a row of cells for each rise, in the order of ``TAKE_UPS``."""

    needed: float
    """The change in price, a share, at which income meets the cost if everyone stays."""
    rows: tuple[tuple[Cell, ...], ...]


def take_up_grid(
    customers: int, income: float | None, cost: float | None, avoided: Callable[[float], float] | None = None
) -> Grid | Needs:
    """The grid, or what is missing for it.

    Args:
        customers: how many buy now.
        income: £ a year from all of them at present prices, net of VAT.
        cost: £ a year to be met after the change, if everyone stays.
        avoided: gives the cost saved, £ a year, for a number of leavers; None where nothing is saved.
    """
    if not (customers and income and cost):
        sums = {"the number of customers": customers, "present income": income, "the cost to be met": cost}
        return Needs(tuple(name for name, amount in sums.items() if not amount))
    needed = cost / income - 1

    def cell(rise: float, take_up: float) -> Cell:
        leavers = customers * (1 - take_up)
        falls_away = min(avoided(leavers), cost) if avoided else 0.0
        return Cell(rise, income * (1 + rise) * take_up, cost, falls_away)

    rises = [multiple * needed for multiple in OF_NEEDED] if needed else [0.0]
    return Grid(needed, tuple(tuple(cell(rise, take_up) for take_up in TAKE_UPS) for rise in rises))
