"""A row of a sweep: the figures of one scenario with its changes, or its faults."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any


@dataclass(frozen=True)
class Row:
    """The result of one job. It is the same on every machine: it has no path, time or worker's name."""

    scenario: str
    """The scenario's file, relative to the folder that has all of them."""
    changes: Mapping[str, Any]
    """Each place that was changed, with its value as given."""
    key: str
    """Identifies what the row depends on (:meth:`~model.uncertainty.sweep.job.Job.key`)."""
    figures: Mapping[str, float | None] = field(default_factory=dict)
    """£ to the penny, by name; None where the scenario has no such figure. Empty where the scenario has faults."""
    fault: str = ""
    """The first fault, with its file and line."""
    faults: int = 0
    pack: str = ""
    """The folder of the row's pack, within the folder of all packs; empty where no pack is wanted."""
    blocking: int | None = None
    """How many checks stop the pack from being cleared; None where no pack is wanted."""
    files: tuple[str, ...] = ()
    """The files that the scenario names, as it names them."""

    def line(self, number: int | None = None) -> str:
        """The row as a line of JSON, with its number in the sweep where one is given."""
        return json.dumps(({"row": number} if number else {}) | asdict(self), ensure_ascii=False, default=str)

    @classmethod
    def of_line(cls, line: str) -> "Row":
        """The row that a line of JSON states. Raises ValueError, TypeError or KeyError where the line is not a row."""
        said = {name: value for name, value in json.loads(line).items() if name != "row"}
        return cls(**{**said, "files": tuple(said["files"])})


@dataclass(frozen=True)
class Ran:
    """A job that was run: its number and its row."""

    number: int
    row: Row


@dataclass(frozen=True)
class NotRun:
    """A job without a row, and why: the machine failed, not the scenario. The next sweep runs it again."""

    number: int
    scenario: str
    why: str


Outcome = Ran | NotRun
