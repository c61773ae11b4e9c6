"""Numbers from 0 to 1 drawn for each unknown, and the values that they give. The same seed gives the same numbers.

Each unknown has a stream of random numbers of its own, which depends on its name. So a further unknown does not change
the draws of the other unknowns, and two structures are compared on the same draws. Numbers are drawn by Latin hypercube
in batches of a thousand: each batch has one number in every thousandth of the range. The differences between batches
show how sure a figure is.
"""

from hashlib import sha256
from math import lgamma, log
from statistics import NormalDist

import numpy as np

BATCH = 1_000
"""How many draws are made by one Latin hypercube."""


def even_draws(number: int, seed: int, name: str) -> np.ndarray:
    """Numbers from 0 to 1 for the unknown ``name``, (draws,). Each batch has one in each equal part of the range."""
    words = np.frombuffer(sha256(name.encode()).digest(), dtype=np.uint32).tolist()
    stream = np.random.Generator(np.random.PCG64(np.random.SeedSequence([seed, *words])))
    return np.concatenate([(stream.permutation(size) + stream.random(size)) / size for size in batches(number)])


def batches(number: int) -> list[int]:
    """The sizes of the batches of ``number`` draws."""
    whole, rest = divmod(number, BATCH)
    return [BATCH] * whole + [rest] * bool(rest)


def following(even: np.ndarray, followed: np.ndarray, closely: float) -> np.ndarray:
    """``even`` reordered so that, in each batch, its ranks follow those of ``followed`` (a normal copula).

    Args:
        even: (draws,) from 0 to 1, for the unknown that follows.
        followed: (draws,) from 0 to 1, for the unknown that it follows.
        closely: the correlation of their normal scores, from -1 to 1.
    """
    normal, ordered = NormalDist().inv_cdf, even.copy()
    clipped = (np.clip(each, 1e-12, 1 - 1e-12).tolist() for each in (followed, even))
    of_followed, own = (np.array([normal(part) for part in each]) for each in clipped)
    scores = closely * of_followed + (1 - closely**2) ** 0.5 * own
    start = 0
    for size in batches(len(even)):
        part = slice(start, start + size)
        ordered[part][np.argsort(scores[part], kind="stable")] = np.sort(even[part])
        start += size
    return ordered


def between(even: np.ndarray, lowest: float, highest: float, likeliest: float | None = None) -> np.ndarray:
    """Amounts between two ends: all equally likely, or with one likeliest amount (triangular)."""
    if likeliest is None:
        return lowest + (highest - lowest) * even
    whole, turn = highest - lowest, (likeliest - lowest) / (highest - lowest)
    rising = lowest + np.sqrt(even * whole * (likeliest - lowest))
    falling = highest - np.sqrt((1 - even) * whole * (highest - likeliest))
    return np.where(even < turn, rising, falling)


def one_of(even: np.ndarray, chances: np.ndarray) -> np.ndarray:
    """The index of the value drawn, (draws,). ``chances`` has the chance of each value; together they are 1."""
    return np.minimum(np.searchsorted(np.cumsum(chances), even, side="right"), len(chances) - 1)


def how_many(even: np.ndarray, number: int, chance: float) -> np.ndarray:
    """How many of ``number`` customers stay, (draws,). Each has the same chance, whatever the others do (binomial)."""
    if chance in (0.0, 1.0):
        return np.full(len(even), number * int(chance))
    count = np.arange(number + 1)
    ways = np.array([lgamma(number + 1) - lgamma(k + 1) - lgamma(number - k + 1) for k in count.tolist()])
    return one_of(even, np.exp(ways + count * log(chance) + (number - count) * log(1 - chance)))
