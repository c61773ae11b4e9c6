"""The search for a rounded price list in one proportion: its factor, and the steps by which prices can then come down.

Income never falls where a price rises, so each search is a bisection. Money is whole pence.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from model.buy_back.price_rounding import PricedRow, in_pounds, most_steps
from model.buy_back.pricing import pence

MILLION = 1_000_000
MOST_TIMES = 1000.0
"""No list is raised to more than a thousand times the present one."""
UNLIMITED = 1 << 60
"""A sum in pence, far above any charge and far below the largest whole number that an array holds."""
CLOSE = 1e-9
THOUSANDTHS = 1000
"""To find the factor before rounding, prices are counted in thousandths of a penny."""


@dataclass(frozen=True)
class Cap:
    """The most that a customer's charge may rise: a share of it (0.05 for 5%), a sum in £, or the lower of the two."""

    share: float | None = None
    pounds: float | None = None

    def __post_init__(self) -> None:
        if self.share is None and self.pounds is None:
            raise ValueError("a cap needs a share, a sum in £ or both")

    def allowed(self, now: np.ndarray) -> np.ndarray:
        """The rise allowed to each customer, whole pence, (customers,). ``now`` is what each pays now, pence."""
        by_share = now * round((self.share if self.share is not None else MILLION) * MILLION) // MILLION
        return by_share if self.pounds is None else np.minimum(by_share, pence(self.pounds))

    def __str__(self) -> str:
        """The cap in words, such as: 5% or £200, whichever is lower."""
        share = [] if self.share is None else [f"{self.share * 100:g}%"]
        either = share + ([] if self.pounds is None else [in_pounds(pence(self.pounds))])
        return " or ".join(either) + (", whichever is lower" if len(either) > 1 else "")


@dataclass(frozen=True)
class Short:
    """No list meets the target: the nearest income, pence, and the customers at the cap, by reference."""

    nearest: int
    at_cap: tuple[str, ...] = ()


@dataclass(frozen=True)
class Search:
    """A priced row, the target in pence, and the limits. ``steps`` is the step of each listed price in pence."""

    row: PricedRow
    reference: np.ndarray
    target: int
    steps: np.ndarray
    minimums_too: bool = False
    cap: Cap | None = None

    @cached_property
    def now(self) -> np.ndarray:
        """The present prices, pence, (listed prices,)."""
        return np.array([price.amount for price in self.row.listed], dtype=np.int64)

    @cached_property
    def income_now(self) -> int:
        """What the present list brings in, pence."""
        return self._income(self.now)

    @cached_property
    def rising(self) -> bool:
        """Whether the target is above what the present list brings in."""
        return self.target > self.income_now

    @cached_property
    def moves(self) -> np.ndarray:
        """Which prices are scaled, (listed prices,)."""
        minimums = np.array([price.is_minimum for price in self.row.listed])
        return ~minimums | (self.minimums_too & (self.now > 0))

    @cached_property
    def lowest(self) -> np.ndarray:
        """The lowest that each price may be: the present price where prices rise, one step where they fall."""
        return np.where(self.moves & (self.target < self.income_now), np.minimum(self.now, self.steps), self.now)

    @cached_property
    def _customers(self) -> tuple[np.ndarray, np.ndarray]:
        return np.unique(self.reference, return_inverse=True)

    @cached_property
    def limit(self) -> np.ndarray:
        """The most that each customer may pay, pence, (customers,); without a cap, more than anybody could pay."""
        now = self.by_customer(self.row.charge(self.now))
        return now + (self.cap.allowed(now) if self.cap else UNLIMITED)

    def by_customer(self, total: np.ndarray) -> np.ndarray:
        """Pence of each agreement added up by customer, (customers,), in order of reference."""
        names, customer_of = self._customers
        return np.bincount(customer_of, weights=total, minlength=len(names)).astype(np.int64)

    def solve(self) -> np.ndarray | Short:
        """The prices of a list that meets the target, pence, (listed prices,); Short where no list does."""
        if self.target == self.income_now:
            return self.now
        factor = self._smallest(lambda factor: self._income(self._scaled(factor)) >= self.target)
        if factor is None:
            furthest = self._scaled(MOST_TIMES if self.rising else 0)
            at_cap = self.by_customer(self.row.charge(self._scaled(MOST_TIMES))) >= self.limit
            return Short(self._income(furthest), self._names(at_cap))
        amounts = self._steps_off(self._scaled(factor))
        over = self._over(amounts)
        return self._under_cap(factor, over) if over.any() else amounts

    def factor(self) -> float:
        """The factor of a list in one proportion that only just meets the target, before any rounding.

        The factor is 1 where present income equals the target; 0 where minimum charges alone bring in the target.
        """

        def meets(factor: float) -> bool:
            amounts = np.rint(np.where(self.moves, self.now * factor, self.now) * THOUSANDTHS).astype(np.int64)
            return self._income(amounts) >= self.target * THOUSANDTHS

        if self.target == self.income_now:
            return 1.0
        factor = self._smallest(meets)
        if factor is None:
            return MOST_TIMES if self.rising else 0.0
        return factor

    def _smallest(self, meets: Callable[[float], bool]) -> float | None:
        low, high = 0.0, 1.0
        if self.rising:
            low, high = 1.0, min(max(self.target / max(self.income_now, 1), 1 + CLOSE), MOST_TIMES)
            while not meets(high):
                if high >= MOST_TIMES:
                    return None
                low, high = high, min(1 + 2 * (high - 1), MOST_TIMES)
        elif meets(0.0):
            return None
        return halved(low, high, meets)[1]

    def _scaled(self, factor: float, *, up: bool = True) -> np.ndarray:
        """All prices, (listed prices,): those that move are multiplied by a factor and rounded to their steps.

        No price falls where the target is above present income, and none rises where the target is below it.
        """
        steps = self.now * factor / self.steps
        rounded = (np.ceil(steps - CLOSE) if up else np.floor(steps + CLOSE)).astype(np.int64) * self.steps
        bounded = np.maximum(rounded, self.now) if self.rising else np.clip(rounded, self.lowest, self.now)
        return np.where(self.moves & (self.now > 0), bounded, self.now)

    def _income(self, amounts: np.ndarray) -> int:
        return int(self.row.charge(amounts).sum())

    def _steps_off(self, amounts: np.ndarray) -> np.ndarray:
        amounts, by_package = amounts.copy(), self.row.by_package(amounts)
        while True:
            can = [n for n in np.flatnonzero(self.moves).tolist() if self.off(amounts, n) >= self.lowest[n]]
            left = {n: self.row.charge_but_one(by_package, amounts, n, self.off(amounts, n)).sum() for n in can}
            changed = False
            for n in sorted(can, key=left.__getitem__):
                fewer = self._steps_that_fit(by_package, amounts, n)
                if fewer:
                    amounts[n] = self.off(amounts, n, fewer)
                    by_package, changed = self.row.by_package(amounts), True
            if not changed:
                return amounts

    def _steps_that_fit(self, by_package: np.ndarray, amounts: np.ndarray, n: int) -> int:
        """How many steps a price can come down while the target is met.

        0 where all the steps would change no charge, so that the price stays in proportion.
        """

        def fits(fewer: int) -> bool:
            return self.row.charge_but_one(by_package, amounts, n, self.off(amounts, n, fewer)).sum() >= self.target

        most = int((self.off(amounts, n) - self.lowest[n]) // self.steps[n]) + 1
        lowest = self.row.charge_but_one(by_package, amounts, n, self.off(amounts, n, most))
        return 0 if np.array_equal(lowest, self.row.totals(by_package, amounts)) else most_steps(fits, most)

    def off(self, amounts: np.ndarray, n: int, fewer: int = 1) -> int:
        """One price lowered by ``fewer`` steps, pence. A price between two steps first comes down to the lower step."""
        step = int(self.steps[n])
        return (int(amounts[n]) - 1) // step * step - (fewer - 1) * step

    def _over(self, amounts: np.ndarray) -> np.ndarray:
        """Which customers a list would charge more than the cap allows, (customers,)."""
        return self.by_customer(self.row.charge(amounts)) > self.limit

    def _names(self, chosen: np.ndarray) -> tuple[str, ...]:
        return tuple(str(name) for name in self._customers[0][chosen])

    def _under_cap(self, high: float, over: np.ndarray) -> np.ndarray | Short:
        """The prices in one proportion, to within a step, that bring in most under the cap; Short if under the target.

        Where the prices meet the target, they then come down by steps while the target is still met.
        """
        low = 1.0
        while high < MOST_TIMES and not self._over(self._scaled(high, up=False)).any():
            low, high = high, 1 + 2 * (high - 1)
        low, _ = halved(low, high, lambda factor: bool(self._over(self._scaled(factor, up=False)).any()))
        most, above = self._scaled(low, up=False), self._scaled(low)
        for n in np.argsort(-most, kind="stable"):
            one_up = most.copy()
            one_up[n] = above[n]
            most = most if self._over(one_up).any() else one_up
        income = self._income(most)
        if income >= self.target:
            return self._steps_off(most)
        return Short(income, self._names(over))


def halved(low: float, high: float, reached: Callable[[float], bool]) -> tuple[float, float]:
    """The ends of an interval, at most 1e-9 wide, in which ``reached`` becomes true. It must stay true above."""
    while high - low > CLOSE:
        middle = (low + high) / 2
        low, high = (low, middle) if reached(middle) else (middle, high)
    return low, high
