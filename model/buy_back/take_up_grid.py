"""The default view of price and take-up: income less cost in a full year, at each rise in price and each take-up.

It works on averages: whoever leaves is taken to pay the average. It says what would follow, not what is likely.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from model.base.financial_year import PayMonths
from model.buy_back.leaving import AvoidableCost, avoided_a_year
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
    take_up: float
    leavers: float
    income: float
    cost: float
    """Before anything is avoided."""
    avoided: float
    """What falls away with so many leavers, once every lag is over; never above the cost."""

    @property
    def result(self) -> float:
        """Income less the cost that is left: below nil, a deficit."""
        return self.income - (self.cost - self.avoided)


@dataclass(frozen=True)
class Grid:
    """Price change against take-up: a row of cells for each rise, in the order of ``TAKE_UPS``."""

    needed: float
    """The change in price, a share, at which everyone staying pays the cost."""
    rows: tuple[tuple[Cell, ...], ...]


def take_up_grid(
    customers: int | None,
    income: float | None,
    cost: float | None,
    avoidable: Sequence[AvoidableCost] = (),
    months: PayMonths | None = None,
    of_needed: Sequence[float] = OF_NEEDED,
) -> Grid | Needs:
    """The grid, or what is missing for it.

    Args:
        customers: how many buy now.
        income: £ a year from all of them at present prices, net of VAT.
        cost: £ a year to be met after the change, with everyone staying.
        avoidable: what falls away as customers leave (:func:`model.buy_back.leaving.avoidable_costs`), at the costs of
            the last year of ``months``.
        months: the months of those costs.
        of_needed: each row's price change, as a multiple of the one needed.
    """
    named = (("the number of customers", customers), ("present income", income), ("the cost to be met", cost))
    if missing := tuple(name for name, amount in named if not amount):
        return Needs(missing)
    needed = cost / income - 1
    return Grid(
        needed,
        tuple(
            tuple(_cell(multiple * needed, take_up, customers, income, cost, avoidable, months) for take_up in TAKE_UPS)
            for multiple in (of_needed if needed else (0.0,))
        ),
    )


def _cell(
    rise: float,
    take_up: float,
    customers: int,
    income: float,
    cost: float,
    avoidable: Sequence[AvoidableCost],
    months: PayMonths | None,
) -> Cell:
    leavers = customers * (1 - take_up)
    avoided = min(avoided_a_year(leavers, avoidable, months), cost) if avoidable else 0.0
    return Cell(rise, take_up, leavers, income * (1 + rise) * take_up, cost, avoided)
