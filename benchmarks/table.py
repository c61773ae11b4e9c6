"""What a benchmark says of itself: its tables, what each row measures, beside which peer, and what it aims at."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from statistics import median

AS_LONG, AS_FAST = "times as long", "times as fast"
COUNT = "count"
"""The unit of what is counted: printed whole, without a word."""


@dataclass(frozen=True)
class Target:
    """The most or the least that a row may come to: of its figure where a unit is named, else of its ratio."""

    bound: float
    most: bool
    of_figure: bool


def at_most(bound: float, *, of_figure: bool = False) -> Target:
    return Target(bound, True, of_figure)


def at_least(bound: float, *, of_figure: bool = False) -> Target:
    return Target(bound, False, of_figure)


@dataclass(frozen=True)
class Row:
    """One thing that is measured. The unit is s or ms (given in seconds either way), MB, £, %, a count, or none."""

    what: str
    unit: str = "s"
    peer: str = ""
    target: Target | None = None


@dataclass(frozen=True)
class Spread:
    """The median of turns, the lowest and the highest."""

    middle: float
    lowest: float
    highest: float


def spread(values: Sequence[float]) -> Spread:
    return Spread(median(values), min(values), max(values))


@dataclass(frozen=True)
class Found:
    """What a row of a table came to. The ratio is the median of the ratios of the turns, not that of the medians.

    ``more``: what was found, a line for each thing, where a figure alone does not say it.
    """

    table: str
    row: str
    turns: int
    figure: Spread
    peer: float | None = None
    ratio: Spread | None = None
    more: tuple[str, ...] = ()


@dataclass(frozen=True)
class Table:
    """A table of the page: what is asked and why it matters, in a sentence or two, and the rows in order."""

    title: str
    asked: str
    rows: tuple[Row, ...]
    compared: str = AS_LONG

    def found(self, row: Row, taken: Sequence[float], beside: Sequence[float] = ()) -> Found:
        """What was measured of a row, turn by turn, and of its peer in the same turns."""
        if row not in self.rows or bool(row.peer) != bool(beside):
            raise ValueError(f"{row.what}: not a row of “{self.title}”, or with a peer on one side only")
        if not beside:
            return Found(self.title, row.what, len(taken), spread(taken))
        pairs = list(zip(taken, beside, strict=True))
        ratios = [ours / theirs if self.compared == AS_LONG else theirs / ours for ours, theirs in pairs]
        return Found(self.title, row.what, len(taken), spread(taken), median(beside), spread(ratios))

    def counted(self, row: Row, figure: float, more: Sequence[str] = ()) -> Found:
        """What was counted of a row, and a line for each thing that the figure does not say."""
        return replace(self.found(row, [figure]), more=tuple(more))


@dataclass(frozen=True)
class Benchmark:
    """Tables that are measured together, in a process of their own. ``measure`` yields each row when it has it.

    ``timed``: its figures are times, so the machine's yardsticks belong beside them. Where a command lets a share of
    each number be asked for, ``measure`` takes it: 0.1 is a tenth.
    """

    name: str
    tables: tuple[Table, ...]
    measure: Callable[..., Iterable[Found]]
    timed: bool = True
