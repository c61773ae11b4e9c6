"""A row of a sweep: the figures of one scenario with its changes, or what is wrong with it."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any


@dataclass(frozen=True)
class Row:
    """What became of one job. It is the same on every machine: no path, time or worker's name is in it."""

    scenario: str
    """Its file, from the folder that all of them are in."""
    changes: Mapping[str, Any]
    """Each place that was changed, to its value as given."""
    key: str
    """What the row rests on (:meth:`~model.uncertainty.sweep.job.Job.key`)."""
    figures: Mapping[str, float | None] = field(default_factory=dict)
    """£ to the penny; None where the scenario has no such figure. Empty where it is at fault."""
    fault: str = ""
    """The first fault, with its file and line."""
    faults: int = 0
    pack: str = ""
    """The folder of its pack among the packs, where one was asked for."""
    blocking: int | None = None
    """How many checks stop the pack from being cleared."""
    files: tuple[str, ...] = ()
    """The files that the scenario names, as it names them."""

    def line(self, number: int | None = None) -> str:
        """The row as a line of JSON, with its number in the sweep where one is given."""
        return json.dumps(({"row": number} if number else {}) | asdict(self), ensure_ascii=False, default=str)

    @classmethod
    def of_line(cls, line: str) -> "Row":
        """The row of a line. Raises ValueError, TypeError or KeyError where it is none."""
        said = {name: value for name, value in json.loads(line).items() if name != "row"}
        return cls(**{**said, "files": tuple(said["files"])})


@dataclass(frozen=True)
class Ran:
    """A job that was run, by its number, and its row."""

    number: int
    row: Row


@dataclass(frozen=True)
class NotRun:
    """A job that gave no row, and why: the machine failed, not the scenario. It is run again the next time."""

    number: int
    scenario: str
    why: str


Outcome = Ran | NotRun
