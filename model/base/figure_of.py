"""What a printed figure is of: a table says it beside each of its cells, and a trace begins there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple, TypeAlias

from model.base.financial_year import FinancialYear


@dataclass(frozen=True)
class CostOf:
    """A part of a figure: what some posts, or all, cost in a year under a timeline, and how often it counts.

    ``element`` is an element of cost, or ``total``; ``without`` are keys of elements that are left out; ``filled`` says
    that no present post is held vacant.
    """

    timeline: str
    basis: str
    year: FinancialYear
    counts: float = 1.0
    posts: frozenset[str] | None = None
    without: tuple[str, ...] = ()
    filled: bool = False
    element: str = "total"


class RecordOf(NamedTuple):
    """A record of ``results.json``: its structure, basis, year and element."""

    structure: str
    basis: str
    year: str
    element: str = "total"


@dataclass(frozen=True)
class SumOf:
    """A figure that is a sum of others: its name, and each of them with how often it counts, −1 where taken off."""

    name: str
    parts: tuple[tuple[float, FigureOf], ...]


@dataclass(frozen=True)
class PartOf:
    """A figure that is one step of another, by the name of the step."""

    whole: FigureOf
    name: str


@dataclass(frozen=True)
class OneOffOf:
    """A one-off cost, by its number in the order in which the report lists them, from 0."""

    number: int


FigureOf: TypeAlias = str | RecordOf | CostOf | SumOf | PartOf | OneOffOf
"""A figure: a text is the key of a named quantity."""


def change_of(name: str, before: FigureOf, after: FigureOf) -> SumOf:
    """A figure that is another less a third."""
    return SumOf(name, ((1.0, after), (-1.0, before)))
