"""A value from one day to another: the one shape of what changes with time, and how it is laid on months."""

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
    """A value from a first to a last day, both included; ``date.min`` and ``date.max`` for no beginning or end."""

    value: T
    first_day: date = date.min
    last_day: date = date.max

    def within(self, first: date, last: date) -> "Dated[T] | None":
        """The part of it between two days; None where it has none there."""
        start, end = max(self.first_day, first), min(self.last_day, last)
        return Dated(self.value, start, end) if start <= end else None


def in_turn(values: Iterable[Dated[T]]) -> list[Dated[T]]:
    """In the order of their first days."""
    return sorted(values, key=lambda dated: (dated.first_day, dated.last_day))


def value_on(values: Iterable[Dated[T]], day: date) -> T | None:
    """The value of a day; None where there is none. Of two that overlap, the first listed."""
    return next((dated.value for dated in values if dated.first_day <= day <= dated.last_day), None)


def on(dated: Dated[T], days: np.ndarray) -> np.ndarray:
    """Whether each day, datetime64[D], falls within the days of a value."""
    return (days >= np.datetime64(dated.first_day)) & (days <= np.datetime64(dated.last_day))


def overlaps(values: Iterable[Dated[T]]) -> Iterator[tuple[Dated[T], Dated[T]]]:
    """Each pair of neighbours of which the later begins before the earlier has ended."""
    yield from ((before, after) for before, after in pairwise(in_turn(values)) if after.first_day <= before.last_day)


def gaps(values: Iterable[Dated[T]], first: date, last: date) -> Iterator[Run]:
    """The runs of days between two days on which there is no value."""
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
    """The days from a first to a last, cut at each first day among ``edges``."""
    starts = sorted({first, *(edge for edge in edges if first < edge <= last)})
    yield from zip(starts, [*(start - ONE_DAY for start in starts[1:]), last], strict=True)


def highest(values: Iterable[Dated[float]]) -> float:
    """The most that some values come to together on any day; nought where there are none."""
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
    """Values laid on months, (months,): each counts for its days of a month; a day without one counts as nought."""
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
