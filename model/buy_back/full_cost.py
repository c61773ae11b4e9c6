"""What the service costs by year at three levels: marginal, direct and full. Each includes the one before.

Marginal cost depends on how much is sold. Direct cost is all the cost of the service itself. Full cost also has the
council's overheads. Pay is that of the proposal, as the engine costs it. Cost lines are as stated in every year shown:
no price rise is assumed.
"""

from dataclasses import dataclass
from typing import Literal

import numpy as np

from model.base.financial_year import FinancialYear
from model.budget.funds import non_pay
from model.cost.costed import CostedScenario

Level = Literal["marginal", "direct", "overhead"]
LEVELS: tuple[Level, ...] = ("marginal", "direct", "overhead")
NON_PAY = "non-pay costs, or a statement that there are none (trading, cost_lines)"
PAY_OF_SALES, OTHER_PAY, POSTS_NON_PAY = "Pay that varies with sales", "Other pay", "Non-pay of posts"
"""The parts of the cost that are not stated as lines of their own."""
OVERHEADS = "overhead recharges, or a statement that there are none (trading, cost_lines)"


@dataclass(frozen=True)
class CostPart:
    """One part of the cost of a year, £."""

    name: str
    counts_as: Level
    amount: float


@dataclass(frozen=True)
class FullCost:
    """The cost of a year, £, part by part. ``missing`` names what full cost still needs; empty where it is complete."""

    year: FinancialYear
    parts: tuple[CostPart, ...]
    missing: tuple[str, ...]

    def _to(self, level: Level) -> float:
        counted = LEVELS[: LEVELS.index(level) + 1]
        return sum(part.amount for part in self.parts if part.counts_as in counted)

    @property
    def marginal(self) -> float:
        """£ of cost that depends on the volume sold."""
        return self._to("marginal")

    @property
    def direct(self) -> float:
        """£ of marginal cost and the rest of the service's own cost."""
        return self._to("direct")

    @property
    def full(self) -> float | None:
        """£ of direct cost and overheads; None while something is missing."""
        return None if self.missing else self._to("overhead")


def full_cost(costed: CostedScenario, basis: str) -> list[FullCost]:
    """The cost of each year shown, in order. The posts' own non-pay counts as direct cost.

    The full cost is not known where no overhead is stated, not even 0, or where no non-pay is stated, not even 0.
    """
    trading = costed.scenario.trading
    lines = trading.cost_lines if trading else ()
    marginal_posts = trading.marginal_posts if trading else ()
    appointments, months = costed.plans["proposal"].appointments, costed.book.months
    follows = np.array([appointment.post in marginal_posts for appointment in appointments])
    paid = costed.amounts("proposal", basis)
    of_posts = dict.fromkeys(costed.years, 0.0)
    for cost in non_pay(costed):
        of_posts[cost.year] += cost.proposal
    of_lines = [months.by_year(line.a_month(months)) for line in lines]
    are_overheads = [line.counts_as == "overhead" for line in lines]
    stated = {NON_PAY: not all(are_overheads) or any(of_posts.values()), OVERHEADS: any(are_overheads)}
    missing = tuple(what for what, is_stated in stated.items() if not is_stated)

    def cost_of(year: FinancialYear, of_year: np.ndarray) -> FullCost:
        beside = zip(lines, (float(by_year[costed.years.index(year)]) for by_year in of_lines), strict=True)
        parts = [
            CostPart(PAY_OF_SALES, "marginal", float(of_year[follows].sum())),
            CostPart(OTHER_PAY, "direct", float(of_year[~follows].sum())),
            CostPart(POSTS_NON_PAY, "direct", of_posts[year]),
            *(CostPart(line.kind, line.counts_as, amount) for line, amount in beside),
        ]
        return FullCost(year, tuple(part for part in parts if part.amount), missing)

    return [cost_of(year, of_year) for year, of_year in zip(costed.years, paid.T, strict=True)]
