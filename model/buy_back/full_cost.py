"""What the service costs by year: marginal, direct and full, each holding the one before; per customer and per day.

Marginal cost follows what is sold, direct cost is the service's own, full cost holds the council's overheads too. Pay
is the engine's, of the proposal. Cost lines stand as stated in every year shown: no price rise is assumed.
"""

from dataclasses import dataclass
from typing import Literal

import numpy as np

from model.base.financial_year import FinancialYear
from model.budget.funds import non_pay
from model.cost.costed import CostedScenario

Level = Literal["marginal", "direct", "overhead"]
LEVELS: tuple[Level, ...] = ("marginal", "direct", "overhead")


@dataclass(frozen=True)
class CostPart:
    """One part of the cost of a year, £."""

    name: str
    counts_as: Level
    amount: float


@dataclass(frozen=True)
class FullCost:
    """The cost of a year, £, part by part. ``missing`` names what full cost still needs; empty where it is whole."""

    year: FinancialYear
    parts: tuple[CostPart, ...]
    missing: tuple[str, ...]

    def _to(self, level: Level) -> float:
        counted = LEVELS[: LEVELS.index(level) + 1]
        return sum(part.amount for part in self.parts if part.counts_as in counted)

    @property
    def marginal(self) -> float:
        """What follows the volume sold."""
        return self._to("marginal")

    @property
    def direct(self) -> float:
        """Marginal cost and the rest of what is the service's own."""
        return self._to("direct")

    @property
    def full(self) -> float | None:
        """Direct cost and overheads; None while something is missing."""
        return None if self.missing else self._to("overhead")

    def of_each(self, number: float, level: Level = "overhead") -> float | None:
        """£ for each of so many customers or days sold, to a level of cost; None where it is not known or none is."""
        return None if not number or (level == "overhead" and self.missing) else self._to(level) / number


def full_cost(costed: CostedScenario, basis: str) -> list[FullCost]:
    """The cost of each year shown, in order. The posts' own non-pay is direct.

    Where no overhead is stated, not even nil, the full cost is not known; likewise with no non-pay at all.
    """
    trading = costed.scenario.trading
    lines = trading.cost_lines if trading else ()
    marginal_posts = trading.marginal_posts if trading else ()
    held = costed.plans["proposal"].appointments
    follows = np.array([appointment.post in marginal_posts for appointment in held])
    paid = costed.amounts("proposal", basis)
    of_posts = dict.fromkeys(costed.years, 0.0)
    for cost in non_pay(costed):
        of_posts[cost.year] += cost.proposal
    missing = []
    if not any(line.counts_as != "overhead" for line in lines) and not any(of_posts.values()):
        missing.append("non-pay, or that there is none (trading, cost_lines)")
    if not any(line.counts_as == "overhead" for line in lines):
        missing.append("overhead recharges, or that there are none (trading, cost_lines)")
    found = []
    for column, year in enumerate(costed.years):
        of_year = paid[:, column]
        parts = [
            CostPart("Pay that follows what is sold", "marginal", float(of_year[follows].sum())),
            CostPart("Other pay", "direct", float(of_year[~follows].sum())),
            CostPart("Non-pay of posts", "direct", of_posts[year]),
            *(CostPart(line.kind, line.counts_as, line.amount) for line in lines),
        ]
        found.append(FullCost(year, tuple(part for part in parts if part.amount), tuple(missing)))
    return found
