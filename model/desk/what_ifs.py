"""What-ifs: changes made in Explore that are not in the draft, and those that were kept under a name."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from model.assessment.assess import Assessment
from model.base.faults import InputFaults
from model.desk.work import Latest, Work
from model.uncertainty.driver import Driver
from model.uncertainty.explored import Explored
from model.uncertainty.tornado import drivers

MOST = 6


def scale(driver: Driver) -> int:
    """How many typed units make 1 of a driver: 100 where a share is typed in percentage points or per cent, else 1."""
    return 1 if driver.whole else 100


def as_typed(driver: Driver, change: float) -> str:
    """A change as it is typed: ``1.5``, ``-3``."""
    return f"{round(change * scale(driver), 6):g}"


@dataclass(frozen=True)
class WhatIf:
    """Changes to the draft that are kept under a name: each place, with the value that would be written there."""

    name: str
    changes: dict[str, Any]
    moved: tuple[str, ...] = ()
    """Each driver that was moved, and its value after that: ``Salaries of the pay table: 1.1% higher``."""

    @classmethod
    def read(cls, kept: dict[str, Any]) -> "WhatIf":
        """A what-if from the values kept in a file. Raises KeyError, TypeError or AttributeError for other values."""
        return cls(str(kept["name"]), dict(kept["changes"].items()), tuple(map(str, kept.get("moved", ()))))


class Moving:
    """The drivers of one assessment of the draft, and what was worked out from moving them."""

    def __init__(self, assessment: Assessment):
        self.of = assessment
        self.answers: dict[str, Any] = {}
        """The results of slow work, by the title of the question."""
        self._explored = Explored(assessment)
        self._runs: dict[str, Assessment | InputFaults] = {}

    @cached_property
    def drivers(self) -> dict[str, Driver]:
        """Every driver that affects the scenario, by its label."""
        return {driver.label: driver for driver in drivers(self.of)}

    @cached_property
    def stated(self) -> dict[str, float]:
        """The draft's own figures that are ready at once, £ by measure."""
        return dict(Explored(self.of).figures())

    @cached_property
    def all_stated(self) -> dict[str, float]:
        """All of the draft's own figures, £ by measure."""
        return self.stated | dict(Explored(self.of).later_figures())

    def explored(self, moves: dict[str, float]) -> Explored:
        """The scenario with drivers moved; drivers that it does not have are left out."""
        moved = tuple((self.drivers[label], by) for label, by in moves.items() if by and label in self.drivers)
        if moved != self._explored.moves:
            self._explored = Explored(self.of, moved)
        return self._explored

    def run(self, what_if: WhatIf) -> Assessment | InputFaults:
        """The draft with a what-if, assessed; or every reason why that is not possible."""
        known = repr(what_if.changes)
        if known not in self._runs:
            try:
                self._runs[known] = self.of.with_changes(what_if.changes)
            except InputFaults as faults:
                self._runs[known] = faults
        return self._runs[known]


@dataclass
class Exploring:
    """What is explored on the page. It is not a step of undo, and not part of the draft until it is applied."""

    shown: bool = False
    """Whether the page shows Explore; otherwise nothing is worked out for it."""
    moves: dict[str, float] = field(default_factory=dict)
    """The change of each driver that was moved, by the driver's label."""
    refused: dict[str, tuple[str, str]] = field(default_factory=dict)
    """By the label of a driver: the typed text that was refused, and why."""
    kept: tuple[WhatIf, ...] = ()
    said: str = ""
    """The result of the last action, in a sentence."""
    work: Work = field(default_factory=Work)
    latest: Latest = field(default_factory=Latest)
    _moving: Moving | None = None

    def of(self, assessment: Assessment) -> Moving:
        """The drivers of the draft's present assessment, worked out once for each assessment."""
        if self._moving is None or self._moving.of is not assessment:
            self._moving = Moving(assessment)
        return self._moving

    def free_name(self, wanted: str) -> str:
        """The name wanted, with a number added where another what-if already has that name."""
        taken = {what_if.name for what_if in self.kept}
        numbered = (f"{wanted} ({number})" for number in range(2, MOST + 2))
        return next(name for name in (wanted, *numbered) if name not in taken)

    def take_up(self, what_ifs: Iterable[WhatIf]) -> None:
        """Continue with the what-ifs of an earlier page, beside those kept here."""
        here = {what_if.name for what_if in self.kept}
        self.kept = (*self.kept, *(what_if for what_if in what_ifs if what_if.name not in here))[:MOST]
