"""A value that applies from one day to another: the one type for all that changes with time. Also sums by month."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import Generic, TypeVar

import numpy as np

from model.base.financial_year import PayMonths

ONE_DAY = timedelta(days=1)
T = TypeVar("T")
Run = tuple[date, date]
"""A run of days, the first and the last, both included."""


@dataclass(frozen=True, slots=True)
class Dated(Generic[T]):
    """A value from a first day to a last day, both included.

    ``date.min`` and ``date.max`` mean no beginning and no end.
    """

    value: T
    first_day: date = date.min
    last_day: date = date.max

    def within(self, first: date, last: date) -> "Dated[T] | None":
        """The value from ``first`` to ``last``, both included; None where it applies on no day between them."""
        start, end = max(self.first_day, first), min(self.last_day, last)
        return Dated(self.value, start, end) if start <= end else None


def in_turn(values: Iterable[Dated[T]]) -> list[Dated[T]]:
    """The values in the order of their first days."""
    return sorted(values, key=lambda dated: (dated.first_day, dated.last_day))


def value_on(values: Iterable[Dated[T]], day: date) -> T | None:
    """The value that applies on a day, or None. Where two overlap, the one listed first."""
    return next((dated.value for dated in values if dated.first_day <= day <= dated.last_day), None)


def on(dated: Dated[T], days: np.ndarray) -> np.ndarray:
    """Whether the value applies, for each day of ``days``, datetime64[D]."""
    return (days >= np.datetime64(dated.first_day)) & (days <= np.datetime64(dated.last_day))


def overlaps(values: Iterable[Dated[T]]) -> Iterator[tuple[Dated[T], Dated[T]]]:
    """Each pair of successive values in which the later begins before the earlier has ended."""
    yield from ((before, after) for before, after in pairwise(in_turn(values)) if after.first_day <= before.last_day)


def gaps(values: Iterable[Dated[T]], first: date, last: date) -> Iterator[Run]:
    """The runs of days from ``first`` to ``last`` that no value covers."""
    start = first
    for dated in in_turn(values):
        if dated.first_day > start:
            yield start, min(dated.first_day - ONE_DAY, last)
        if dated.last_day >= last:
            return
        start = max(start, dated.last_day + ONE_DAY)
    if start <= last:
        yield start, last


def runs(edges: Iterable[date], first: date, last: date) -> Iterator[Run]:
    """The days from ``first`` to ``last``, divided into runs: a new run begins on each of ``edges``."""
    starts = sorted({first, *(edge for edge in edges if first < edge <= last)})
    yield from zip(starts, [*(start - ONE_DAY for start in starts[1:]), last], strict=True)


def highest(values: Iterable[Dated[float]]) -> float:
    """The highest sum of the values that apply on any one day; 0 where there are no values."""
    values = [*values]
    if all(dated.first_day == date.min and dated.last_day == date.max for dated in values):
        return sum(dated.value for dated in values)
    return max(
        (
            sum(dated.value for dated in values if dated.first_day <= start <= dated.last_day)
            for start in {dated.first_day for dated in values}
        ),
        default=0.0,
    )


def by_month(values: Sequence[Dated[float]], months: PayMonths) -> np.ndarray:
    """The sum of the values in each month, (months,). A value counts for the share of a month's days that it covers."""
    laid = np.zeros(len(months))
    for dated in values:
        laid += dated.value * _part_of_months(dated, months)
    return laid


def _part_of_months(dated: Dated[float], months: PayMonths) -> np.ndarray:
    first, last = months.first.first_day, months.last.last_day
    within = dated.within(first, last)
    if within is None:
        return np.zeros(len(months))
    days = (np.array([day], dtype="datetime64[D]") for day in (within.first_day, within.last_day))
    return months.fraction_employed(*days)[0]
