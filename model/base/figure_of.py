"""What a printed figure is: a named quantity, a record, a cost, a sum, a step of another figure, or a one-off cost.

A table gives this for each of its figures that can be traced, and a trace starts from it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple, TypeAlias

from model.base.financial_year import FinancialYear


@dataclass(frozen=True)
class CostOf:
    """A part of a figure: what some posts cost in a year under a timeline.

    ``counts`` says how many times the cost counts: −1 where it is subtracted. If ``posts`` is None, all posts count.
    ``element`` is an element of cost, or ``total``. ``without`` has the keys of the elements that are left out.
    ``filled`` says that no present post is held vacant.
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
    """A figure that is a sum of others: its name, and each part with its factor, −1 where it is subtracted."""

    name: str
    parts: tuple[tuple[float, FigureOf], ...]


@dataclass(frozen=True)
class PartOf:
    """A figure that is one step of another figure: that whole figure, and the step's name."""

    whole: FigureOf
    name: str


@dataclass(frozen=True)
class OneOffOf:
    """A one-off cost. ``number`` is its place, from 0, in the report's list of one-off costs."""

    number: int


FigureOf: TypeAlias = str | RecordOf | CostOf | SumOf | PartOf | OneOffOf
"""The definition of a figure. A plain text is the key of a named quantity."""


def change_of(name: str, before: FigureOf, after: FigureOf) -> SumOf:
    """The figure that is ``after`` less ``before``."""
    return SumOf(name, ((1.0, after), (-1.0, before)))
