"""A driver: something that may change and that figures depend on. The model is run again with the driver changed.

Each kind is declared once: its name, its range where the scenario states none and the reason, how far to search, and
the ways in which it changes a scenario. A way changes the scenario's document, which is then read, checked and costed
as a file is. No figure is ever scaled.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Literal

from model.assessment.assess import Assessment
from model.base.faults import InputFaults
from model.buy_back.what_if import MovedService
from model.cost.what_if import Moved

Unit = Literal["points", "percent", "months", "ends"]
"""The unit of a change: percentage points of a rate, per cent of a sum, months, or the two ends of a choice."""
MINUS = "\u2212"
Step = Callable[[str], object]
"""Called during slow work with the name of what comes next. An error that it raises ends the work."""


def unwatched(_: str) -> None:
    """A step that does nothing."""


@dataclass(frozen=True)
class Way:
    """One way in which a kind of driver changes a scenario.

    ``changes`` gives the changes of the document for a change of the driver: a share (0.01 is a percentage point, or
    one per cent of a sum), months, or -1 and 1 for the two ends. ``becomes`` says what the driver then is. ``least``
    and ``most`` are the limits of a change, and ``limited`` says why. ``at_once`` makes the same change on what is
    costed already, where that gives the same figures as a whole run; otherwise it is None.
    """

    label: str
    changes: Callable[[float], dict[str, Any]]
    becomes: Callable[[float], str]
    least: float = -1e9
    most: float = 1e9
    limited: str = ""
    counted: bool = False
    """Whether the driver moves by whole customers."""
    at_once: Callable[[float], Moved | MovedService] | None = None


@dataclass(frozen=True)
class Kind:
    """A driver as it is declared.

    ``low`` and ``high`` are the range where the scenario states none, and ``reason`` is the reason for that range.
    ``reach`` is how far a search goes.
    """

    key: str
    unit: Unit
    low: float
    high: float
    reason: str
    reach: tuple[float, float]
    ways: Callable[[Assessment], Iterator[Way]]


@dataclass(frozen=True)
class Driver:
    """A kind of driver in one scenario, with its range as changes from what the scenario states."""

    of: Assessment
    key: str
    label: str
    unit: Unit
    low: float
    high: float
    reason: str
    stated: bool
    """Whether the scenario states the range."""
    reach: tuple[float, float]
    way: Way

    @property
    def whole(self) -> bool:
        """Whether the driver changes only in whole steps: months, or from one end to the other."""
        return self.unit in ("months", "ends")

    def run(self, change: float) -> Assessment | InputFaults:
        """The scenario with this change of the driver; or every reason why there can be no such scenario."""
        try:
            return self.of.with_changes(self.way.changes(change))
        except InputFaults as faults:
            return faults

    def becomes(self, change: float) -> str:
        """What the driver is after a change, such as ``25.8%`` or ``1 March 2011``."""
        return self.way.becomes(change)

    def in_words(self, change: float) -> str:
        """A change in words: ``+1 point``, ``−5%``, ``+3 months``; an end by its name."""
        return self.becomes(change) if self.unit == "ends" else change_in_words(change, self.unit)

    @property
    def range_words(self) -> str:
        """Both ends of the range in words, for a table."""
        return f"{self.in_words(self.low)} to {self.in_words(self.high)}"


def change_in_words(change: float, unit: Unit) -> str:
    """A change in words, with its unit.

    >>> change_in_words(0.01, "points"), change_in_words(-3, "months"), change_in_words(0.05, "percent")
    ('+1 point', '−3 months', '+5%')
    """
    size = abs(change) if unit == "months" else abs(change) * 100
    number = f"{size:,.4f}".rstrip("0").rstrip(".")
    sign = "" if number == "0" else MINUS if change < 0 else "+"
    noun = {"points": "point", "months": "month"}.get(unit)
    return f"{sign}{number}%" if noun is None else f"{sign}{number} {noun}{'' if number == '1' else 's'}"


def as_they_touch(of: Assessment, kinds: Iterable[Kind]) -> list[Driver]:
    """Every driver that a scenario has, in the order of the kinds, with the stated range or the usual one.

    A range is cut at its limits. A driver that then can't move is left out.
    """
    stated = {entry.driver: entry for entry in of.scenario.sensitivity}
    drivers = []
    for kind in kinds:
        entry = stated.get(kind.key)
        low, high, reason = kind.low, kind.high, kind.reason
        if entry is not None and entry.low is not None and entry.high is not None:
            low, high, reason = entry.low, entry.high, entry.reason or ""
        for way in kind.ways(of):
            ends = (max(low, way.least), min(high, way.most))
            if ends == (0, 0):
                continue
            cut = f" {way.limited}" if way.limited and ends != (low, high) else ""
            given = entry is not None and entry.low is not None
            reach = (max(kind.reach[0], way.least), min(kind.reach[1], way.most))
            drivers.append(Driver(of, kind.key, way.label, kind.unit, *ends, reason + cut, given, reach, way))
    return drivers
