"""What draws show of a figure: the mean, the amount below which a share of draws lies, and what the figure follows.

One draw in ten is below the P10. The standard error of each figure comes from the differences between batches of a
thousand draws. It shows what another seed would change, and says nothing of whether the chances are right.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

import numpy as np

from model.uncertainty.draws.column import Column
from model.uncertainty.draws.sampling import BATCH, batches

TENTHS = {"p10": 0.1, "p50": 0.5, "p90": 0.9}
LEAST_TO_RANK = 0.05
"""A rank correlation below this may well be chance, and is not shown."""


@dataclass(frozen=True)
class Figure:
    """A figure of all draws together, and its standard error. The error is None with fewer than two full batches."""

    amount: float
    error: float | None


@dataclass(frozen=True)
class Driven:
    """An unknown and how closely a figure follows it: the rank correlation, from -1 to 1."""

    label: str
    correlation: float


def mean(amounts: np.ndarray) -> Figure:
    """The mean of a figure over all draws. ``amounts`` is (draws,)."""
    return _figure(amounts, lambda part: float(part.mean()))


def stays_below(amounts: np.ndarray, share: float) -> Figure:
    """The amount, £, below which a share of the draws lies; ``share`` is from 0 to 1."""
    return _figure(amounts, lambda part: float(np.quantile(part, share)))


def chance(happens: np.ndarray) -> Figure:
    """The share of draws in which something happens, from 0 to 1."""
    return _figure(happens, lambda part: float(part.mean()))


def _figure(amounts: np.ndarray, read: Callable[[np.ndarray], float]) -> Figure:
    """A figure and its standard error. The last batch counts for the error only if it is full."""
    whole = [size for size in batches(len(amounts)) if size == BATCH]
    parts = [read(part) for part in np.split(amounts[: BATCH * len(whole)], len(whole))]
    error = float(np.std(parts, ddof=1) / len(parts) ** 0.5) if len(parts) > 1 else None
    return Figure(read(amounts), error)


def drives(columns: Iterable[Column], amounts: np.ndarray) -> list[Driven]:
    """The unknowns that a figure follows, the closest first. Unknowns that are drawn together are listed separately."""
    ranks = _ranks(amounts)
    driven = [
        Driven(column.label, float(np.corrcoef(_ranks(column.ranked()), ranks)[0, 1]))
        for column in columns
        if len(np.unique(column.drawn)) > 1
    ]
    told = [one for one in driven if abs(one.correlation) >= LEAST_TO_RANK]
    return sorted(told, key=lambda one: -abs(one.correlation))


def _ranks(amounts: np.ndarray) -> np.ndarray:
    """The rank of each amount. Equal amounts have the mean of their ranks."""
    _, which, counts = np.unique(amounts, return_inverse=True, return_counts=True)
    return (np.cumsum(counts) - (counts - 1) / 2)[which.ravel()]
