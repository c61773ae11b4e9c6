"""The folders that the officer has named and the scenario opened last, remembered for the next time."""

import getpass
import json
import os
import re
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from model.base.whole_file import written_beside
from model.report.notebook_run import ROOT

FOLDER = ".desk"
OWN, SHARED = "WORKBOOK_OWN", "WORKBOOK_SHARED"
"""Environment variables of a server that a team shares: the user's own folder, and the parent of the shared folders."""
MOST = 8
"""The most folders that are remembered; the one named last comes first."""


class NoFolder(Exception):
    """The typed text is not a folder that can be read. The message says why, in a sentence."""


@dataclass
class Places:
    """What is remembered for one user. Without ``file`` it is forgotten when the desk closes."""

    file: Path | None = None
    last: Path | None = None
    folders: list[Path] = field(default_factory=list)

    @classmethod
    def of_user(cls, home: Path) -> "Places":
        """What is remembered for the user of this machine, in the workbook's own folder; empty at first."""
        file = home / FOLDER / f"{_user()}.json"
        try:
            read = json.loads(file.read_text(encoding="utf-8"))
            return cls(file, Path(read["last"]) if read["last"] else None, [Path(folder) for folder in read["folders"]])
        except (OSError, ValueError, KeyError, TypeError):
            return cls(file)

    def remember(self, folder: Path, scenario: Path | None = None) -> None:
        """Remember a folder that was named or a scenario that was opened; in a file too, where it can be written."""
        folder = folder.absolute()
        self.folders = [folder, *(one for one in self.folders if one != folder)][:MOST]
        self.last = scenario.absolute() if scenario else self.last
        if self.file is None:
            return
        said = {"last": str(self.last or ""), "folders": [str(one) for one in self.folders]}
        with suppress(OSError):
            self.file.parent.mkdir(mode=0o700, exist_ok=True)
            os.replace(written_beside(self.file, json.dumps(said).encode("utf-8"), private=True), self.file)


def own_folder() -> Path:
    """The folder for packs and for what is remembered: the workbook's, or the user's own on a shared server."""
    return Path(os.environ.get(OWN) or ROOT)


def shared_folders() -> list[Path]:
    """The folders of scenarios on a shared server that this user may read; empty where there are none."""
    around = os.environ.get(SHARED)
    try:
        folders = sorted(Path(around).iterdir()) if around else []
    except OSError:
        return []
    return [folder for folder in folders if folder.is_dir() and os.access(folder, os.R_OK | os.X_OK)]


def _user() -> str:
    try:
        return re.sub(r"\W", "-", getpass.getuser())
    except (OSError, KeyError, ImportError):  # nobody is named on this machine
        return "user"


def place_named(typed: str) -> Path:
    """The folder or file at a typed whole path. Raises NoFolder where there is none or it can't be read."""
    typed = typed.strip().strip("\"'")  # as Windows copies a path
    if not typed:
        raise NoFolder("Type the folder's whole path, as the file manager shows it.")
    try:
        path = Path(typed).expanduser()
        if not path.is_absolute():
            raise NoFolder(
                f"{typed} is not a whole path. A whole path begins with a drive or a slash, as in the file manager."
            )
        path = path.resolve()
        if not path.exists():
            raise NoFolder(_not_there(path))
        if path.is_dir():
            next(path.iterdir(), None)
        return path
    except PermissionError:
        raise NoFolder(f"{typed} can't be read: you don't have permission to read it.") from None
    except (OSError, ValueError, RuntimeError) as why:
        reason = getattr(why, "strerror", None) or "it is not a path"
        raise NoFolder(f"{typed} can't be read ({reason}).") from None


def _not_there(path: Path) -> str:
    there = next((one for one in path.parents if one.exists()), None)
    if there is None:
        return f"{path} is not there. Is the drive connected?"
    missing = path.relative_to(there).parts[0]
    return f"{path} is not there: {there} has nothing called {missing}."
