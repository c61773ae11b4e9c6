"""What a great many draws of a figure say: its mean, what a share of them stays below, and what it goes with.

A P10 is the sum that one draw in ten stays below. The standard error of each figure comes from how far the batches of
a thousand draws lie apart: it says what another seed would change, and nothing of whether the chances are right.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

import numpy as np

from model.uncertainty.draws.column import Column
from model.uncertainty.draws.sampling import BATCH, batches

TENTHS = {"p10": 0.1, "p50": 0.5, "p90": 0.9}
LEAST_TO_RANK = 0.05
"""A rank correlation below this is chance as likely as not, and is not told."""


@dataclass(frozen=True)
class Figure:
    """A figure of all draws together, and its standard error; None of fewer than two batches."""

    amount: float
    error: float | None


@dataclass(frozen=True)
class Driven:
    """An unknown and how closely a figure goes with it: the rank correlation, from -1 to 1."""

    label: str
    correlation: float


def mean(amounts: np.ndarray) -> Figure:
    """The mean of a figure over all draws, (draws,)."""
    return _figure(amounts, lambda part: float(part.mean()))


def stays_below(amounts: np.ndarray, share: float) -> Figure:
    """The sum that a share of draws stays below."""
    return _figure(amounts, lambda part: float(np.quantile(part, share)))


def chance(happens: np.ndarray) -> Figure:
    """The share of draws in which something happens, from 0 to 1."""
    return _figure(happens, lambda part: float(part.mean()))


def _figure(amounts: np.ndarray, read: Callable[[np.ndarray], float]) -> Figure:
    """A figure and its standard error; the last batch counts only where it is whole."""
    whole = [size for size in batches(len(amounts)) if size == BATCH]
    parts = [read(part) for part in np.split(amounts[: BATCH * len(whole)], len(whole))]
    error = float(np.std(parts, ddof=1) / len(parts) ** 0.5) if len(parts) > 1 else None
    return Figure(read(amounts), error)


def drives(columns: Iterable[Column], amounts: np.ndarray) -> list[Driven]:
    """What a figure goes with, the closest first: of unknowns drawn together each counts for itself."""
    ranks = _ranks(amounts)
    driven = [
        Driven(column.label, float(np.corrcoef(_ranks(column.ranked()), ranks)[0, 1]))
        for column in columns
        if len(np.unique(column.drawn)) > 1
    ]
    told = [one for one in driven if abs(one.correlation) >= LEAST_TO_RANK]
    return sorted(told, key=lambda one: -abs(one.correlation))


def _ranks(amounts: np.ndarray) -> np.ndarray:
    """The rank of each amount; those that are alike have their mean."""
    _, which, counts = np.unique(amounts, return_inverse=True, return_counts=True)
    return (np.cumsum(counts) - (counts - 1) / 2)[which.ravel()]
