"""The scenarios of the desk's folder: their files, titles and figures, read again only where a file has changed."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

from model.assessment.assess import Assessment, assess
from model.rates.tables import Rates
from model.schema.reading.document import is_workbook
from model.schema.workbook.reading import is_scenario

FILE_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*\.(yaml|xlsx)")
T = TypeVar("T")
Read = dict[Path, tuple[int, T]]
"""What was read of each file, with when the file was changed last."""
TITLE = re.compile(r"^title:\s*(.+)$", re.MULTILINE)


class Scenarios:
    """Every scenario of one folder; not the control sheets beside them."""

    def __init__(self, folder: Path, rates: Rates):
        self.folder, self._rates = folder, rates
        self._titles: Read[str] = {}
        self._assessed: Read[Assessment] = {}

    def files(self) -> list[Path]:
        """Where each of them is."""
        files = (path for path in sorted(self.folder.iterdir()) if path.is_file())
        return [path for path in files if is_scenario(path) and ".control" not in path.suffixes]

    def at(self, path: str) -> Path | None:
        """The one at a path, if it is of this folder."""
        return next((file for file in self.files() if str(file) == path), None)

    def titled(self) -> Iterator[tuple[Path, str]]:
        """Each of them and its title."""
        return ((path, _since_changed(self._titles, path, _title)) for path in self.files())

    def place_of(self, name: str) -> Path | None:
        """Where a scenario of this name would be; None for what is no file name, or a control sheet's."""
        name = name.strip()
        return self.folder / name if FILE_NAME.fullmatch(name) and not name.endswith(".control.yaml") else None

    def assessed(self, path: Path) -> Assessment:
        """One of them, assessed. Raises InputFaults, also where it is no longer there."""
        return _since_changed(self._assessed, path, lambda file: assess(file, self._rates))


def _title(path: Path) -> str:
    if is_workbook(path):
        return path.stem
    line = TITLE.search(path.read_text(encoding="utf-8", errors="replace")) if path.is_file() else None
    return line[1].strip("\"'") if line else path.name


def _since_changed(read: Read[T], path: Path, reader: Callable[[Path], T]) -> T:
    """What was read of a file, read again where the file has changed since or is gone."""
    changed = path.stat().st_mtime_ns if path.is_file() else 0
    if not changed or path not in read or read[path][0] != changed:
        read[path] = (changed, reader(path))
    return read[path][1]
