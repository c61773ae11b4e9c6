"""A job of a sweep: one scenario with its changes, the figures wanted, and the key under which its row is kept."""

import json
import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from itertools import product
from pathlib import Path
from typing import Any

from model.base.faults import Fault, InputFaults
from model.base.version import VERSION
from model.schema.changes.change import Changes
from model.schema.reading.beside import file_beside
from model.schema.workbook.reading import is_scenario

MODEL = Path(__file__).parents[2]
OF_THE_ENGINE = {".py", ".csv", ".html", ".yaml", ".js"}
"""The kinds of file that a figure or a pack depends on: code, rates and templates."""
DEFAULT_FIGURES = ("present_cost", "proposed_cost", "full_year", "in_year")
Grid = Mapping[str, Sequence[Any]] | Sequence[tuple[str, Sequence[Any]]]
"""The values that each place takes in turn."""
OPENING, CLOSING = "[{", "]}"


@dataclass(frozen=True)
class Job:
    """One row to be worked out. It is sent to other processes and machines, so it has only plain values."""

    number: int
    """The position of the job in the sweep, counted from 1."""
    name: str
    """The scenario's file, relative to the folder that has all of them."""
    path: str
    said: str
    """SHA-256 of the scenario's file when the sweep began, to find out whether each machine has the same file."""
    before: tuple[str, ...]
    """Changes made before those of the sweep, in order, each as JSON."""
    changes: tuple[tuple[str, Any], ...]
    figures: tuple[str, ...]
    packs: str = ""
    """The folder in which the job's pack is built; empty where no pack is wanted."""

    def key(self, files: Iterable[str]) -> str:
        """SHA-256 of everything that the job's row depends on.

        That is: the contents of the scenario's file and of the files named in it, the changes, the figures wanted,
        whether a pack is built, and the code and rates of this workbook. No path, time or machine counts.
        """
        folder = Path(self.path).parent
        beside = {name: _digest(file_beside(folder, name.partition("#")[0])) for name in sorted(files)}
        asked = [self.before, plain(self.changes), self.figures, bool(self.packs)]
        return sha256(json.dumps([engine(), self.said, beside, asked]).encode()).hexdigest()


def plain(changes: Changes) -> str:
    """Changes as JSON, each a place and a value."""
    return json.dumps(list(changes.items() if isinstance(changes, Mapping) else changes), default=str)


def _digest(path: Path | None) -> str:
    return sha256(path.read_bytes()).hexdigest() if path else ""


@cache
def engine() -> str:
    """SHA-256 of the workbook's version, code and rates as they are on this machine."""
    found = sha256(VERSION.encode())
    for path in sorted(path for path in MODEL.rglob("*") if path.suffix in OF_THE_ENGINE):
        found.update(path.relative_to(MODEL).as_posix().encode() + sha256(path.read_bytes()).digest())
    return found.hexdigest()


def scenarios_in(places: Iterable[Path]) -> list[Path]:
    """The scenario files that are named, and those in the folders that are named, without control sheets.

    Raises InputFaults for a place where there is nothing, and for a folder without a scenario.
    """
    found, faults = list[Path](), list[Fault]()
    for place in places:
        inside = [place] if place.is_file() else sorted(place.iterdir()) if place.is_dir() else []
        scenarios = [path for path in inside if path == place or _may_be_swept(path)]
        if not scenarios:
            what = "no scenario in it" if place.is_dir() else "nothing there"
            faults.append(Fault(place.as_posix(), 1, "what is swept", what, "a scenario, or a folder of scenarios"))
        found += scenarios
    if faults:
        raise InputFaults(faults)
    return list(dict.fromkeys(found))


def _may_be_swept(path: Path) -> bool:
    return not path.name.startswith(".") and not path.stem.endswith(".control") and is_scenario(path)


def jobs_of(
    scenarios: Sequence[Path],
    grid: Grid = (),
    figures: Sequence[str] = DEFAULT_FIGURES,
    *,
    before: Sequence[Changes] = (),
    packs: Path | None = None,
) -> list[Job]:
    """A job for each scenario with each combination of the grid's values, in order of the scenario's name.

    The last place of the grid varies fastest. The folders in ``packs`` mirror those of the scenarios: the pack of
    ``a/b.yaml``, named from the folder that all scenarios share, goes into ``packs/a``.
    """
    paths = [Path(os.path.abspath(path)) for path in scenarios]
    top = Path(os.path.commonpath([path.parent for path in paths])) if paths else Path()
    named = sorted((path.relative_to(top).as_posix(), path) for path in dict.fromkeys(paths))
    pairs = list(grid.items() if isinstance(grid, Mapping) else grid)
    combinations = [
        tuple(zip((place for place, _ in pairs), values, strict=True))
        for values in product(*(values for _, values in pairs))
    ]
    jobs, earlier = list[Job](), tuple(plain(changes) for changes in before if changes)
    for name, path in named:
        said, into = sha256(path.read_bytes()).hexdigest(), packs and os.path.abspath(packs / Path(name).parent)
        for changes in combinations:
            own = (name, str(path), said, earlier, changes, tuple(figures), str(into or ""))
            jobs.append(Job(len(jobs) + 1, *own))
    return jobs


def values_in(text: str) -> list[str]:
    """The values of ``--set PLACE=A,B,C``: separated by commas, except within quotation marks and brackets.

    >>> values_in("20%, 22%,24.8%"), values_in("{title: Lead, grade: 22},"), values_in('"1,000",2000')
    (['20%', '22%', '24.8%'], ['{title: Lead, grade: 22}', ''], ['"1,000"', '2000'])
    """
    parts, depth, quote = [""], 0, ""
    for letter in text:
        if quote or (letter in "'\"" and not parts[-1].strip()):
            quote = "" if letter == quote else quote or letter
        else:
            depth += (letter in OPENING) - (letter in CLOSING)
        if letter == "," and depth <= 0 and not quote:
            parts.append("")
        else:
            parts[-1] += letter
    return [part.strip() for part in parts]
