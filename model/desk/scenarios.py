"""The scenarios of the desk's folder: their files, titles and figures, read again only where a file has changed."""

import re
from collections.abc import Iterator
from pathlib import Path

from model.assessment.assess import Assessment, assess
from model.rates.tables import Rates

FILE_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*\.yaml")
TITLE = re.compile(r"^title:\s*(.+)$", re.MULTILINE)


class Scenarios:
    """Every scenario of one folder; not the control sheets beside them."""

    def __init__(self, folder: Path, rates: Rates):
        self.folder, self._rates = folder, rates
        self._titles: dict[Path, tuple[int, str]] = {}
        self._assessed: dict[Path, tuple[int, Assessment]] = {}

    def files(self) -> list[Path]:
        """Where each of them stands."""
        files = (path for path in sorted(self.folder.glob("*.yaml")) if path.is_file())
        return [path for path in files if ".control" not in path.suffixes]

    def at(self, path: str) -> Path | None:
        """The one at a path, if it is of this folder."""
        return next((one for one in self.files() if str(one) == path), None)

    def titled(self) -> Iterator[tuple[Path, str]]:
        """Each of them and its title."""
        for path in self.files():
            changed = _changed(path)
            if self._titles.get(path, (0, ""))[0] != changed:
                found = TITLE.search(path.read_text(encoding="utf-8", errors="replace")) if changed else None
                self._titles[path] = (changed, found[1].strip("\"'") if found else path.name)
            yield path, self._titles[path][1]

    def place_of(self, name: str) -> Path | None:
        """Where a scenario of this name stands; None for what is no file name, or a control sheet's."""
        known = FILE_NAME.fullmatch(name.strip()) and not name.strip().endswith(".control.yaml")
        return self.folder / name.strip() if known else None

    def assessed(self, path: Path) -> Assessment:
        """One of them, assessed. Raises InputFaults, also where it is no longer there."""
        changed = _changed(path)
        if not changed or self._assessed.get(path, (0, None))[0] != changed:
            self._assessed[path] = (changed, assess(path, self._rates))
        return self._assessed[path][1]


def _changed(path: Path) -> int:
    """When a file was changed last; 0 where it has gone meanwhile."""
    return path.stat().st_mtime_ns if path.is_file() else 0
