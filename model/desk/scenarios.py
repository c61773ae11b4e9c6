"""The scenarios of the open folder: their files, titles and figures, read again when a file has changed."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from model.assessment.assess import Assessment, assess
from model.rates.tables import Rates
from model.report.notebook_run import ROOT
from model.schema.reading.document import is_workbook
from model.schema.workbook.reading import is_scenario

FILE_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*\.(yaml|xlsx)")
GALLERY = ROOT / "scenarios"
"""The cases that come with the workbook."""
T = TypeVar("T")
Read = dict[Path, tuple[int, T]]
"""What was read from each file, and when the file was last changed."""
HEAD = re.compile(r"^format:", re.MULTILINE)
"""A line that every YAML file of a scenario has, and that other files in the folder don't have."""
PORTFOLIO = re.compile(r"^scenarios:", re.MULTILINE)
"""A line that every portfolio has and no scenario has. Portfolios are not opened on the desk."""
TITLE = re.compile(r"^title:\s*(.+)$", re.MULTILINE)
SUMMARY = re.compile(r"^summary:\s*(?:[>|][-+]?\s*\n)?((?:.*(?:\n(?=[ \n]))?)+)", re.MULTILINE)


@dataclass(frozen=True)
class About:
    """How a scenario describes itself: its title, and the first sentence of its summary."""

    title: str
    sentence: str = ""


class Scenarios:
    """The scenarios of the folder that was named last, without the control sheets beside them."""

    def __init__(self, folder: Path, rates: Rates):
        self.folder, self._rates = folder, rates
        self.named = {folder}
        """Each folder that was named: a scenario of any of them may be opened."""
        self._about: Read[About | None] = {}
        self._assessed: Read[Assessment] = {}

    def go_to(self, folder: Path) -> None:
        """Use another folder."""
        self.folder = folder
        self.named.add(folder)

    def files(self, folder: Path | None = None) -> list[Path]:
        """The path of each scenario of a folder; empty where the folder is gone."""
        try:
            files = sorted((folder or self.folder).iterdir())
        except OSError:
            return []
        return [path for path in files if ".control" not in path.suffixes and self.about(path)]

    def at(self, path: str) -> Path | None:
        """The scenario at a path, if it is in a folder that was named."""
        file = Path(path)
        return file if file.parent in self.named and file in self.files(file.parent) else None

    def about(self, path: Path) -> "About | None":
        """How a file describes itself; None where it is not a scenario."""
        return _since_changed(self._about, path, _about) if path.suffix in (".yaml", ".xlsx") else None

    def titled(self, folder: Path | None = None) -> Iterator[tuple[Path, str]]:
        """Each scenario with its title."""
        return ((path, about.title) for path in self.files(folder) if (about := self.about(path)))

    def place_of(self, name: str) -> Path | None:
        """The path of a scenario of this name; None where the name is not a file name, or is a control sheet's."""
        name = name.strip()
        return self.folder / name if FILE_NAME.fullmatch(name) and not name.endswith(".control.yaml") else None

    def assessed(self, path: Path) -> Assessment:
        """One scenario, assessed. Raises InputFaults, also where its file is gone."""
        return _since_changed(self._assessed, path, lambda file: assess(file, self._rates))


def _about(path: Path) -> About | None:
    if is_workbook(path):
        return About(path.stem) if is_scenario(path) else None
    try:
        text = path.read_text(encoding="utf-8", errors="replace")
    except OSError:  # a folder of that name, or a file that may not be read
        return None
    title, summary = TITLE.search(text), SUMMARY.search(text)
    if PORTFOLIO.search(text) or (not title and not HEAD.search(text)):
        return None
    said = " ".join(summary[1].split()).strip("\"'") if summary else ""
    return About(title[1].strip("\"'") if title else path.name, re.split(r"(?<=[.!?])\s", said)[0])


def _since_changed(read: Read[T], path: Path, reader: Callable[[Path], T]) -> T:
    """What ``reader`` gives for a file, kept until the file changes. If the file is gone, ``reader`` says so."""
    changed = path.stat().st_mtime_ns if path.is_file() else 0
    if not changed or path not in read or read[path][0] != changed:
        read[path] = (changed, reader(path))
    return read[path][1]
