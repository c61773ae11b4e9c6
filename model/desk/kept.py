"""Drafts kept beside their scenarios, so that a reload, a closed tab or a dead kernel loses nothing that was typed.

They are JSON files in ``.drafts``, a folder that git ignores. Only their owner may read them, even where several people
share the folder. Each desk writes a file of its own, so two tabs on one scenario keep both drafts. A file is written
whole or not at all.
"""

import json
import os
import secrets
import stat
from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import Path
from threading import Condition, RLock, Thread
from typing import Any

from model.base.faults import InputFaults
from model.base.financial_year import in_words
from model.base.whole_file import written_beside
from model.desk.control_typed import TypedInSheet
from model.desk.draft import Draft
from model.desk.loaded import fingerprint
from model.desk.what_ifs import WhatIf
from model.schema.changes.personal import with_dates_of_life, without_dates_of_life
from model.schema.load import read_scenario
from model.schema.reading.document import Path_
from model.schema.reading.listed_holders import AT

FOLDER = ".drafts"
Typed = dict[str, int]
"""The number of each page's last typed change that is in the draft, by the page's session."""


@dataclass(frozen=True)
class Kept:
    """A draft that is not saved: its values, the reasons given, and the fingerprint of the file it was changed from."""

    scenario: Path
    when: datetime
    data: dict[str, Any] | None
    """The values of the draft; None where the scenario itself has no unsaved change."""
    reasons: dict[Path_, str] = field(default_factory=dict)
    of: str = ""
    typed: Typed = field(default_factory=dict)
    file: Path | None = None
    what_ifs: tuple[WhatIf, ...] = ()
    here: frozenset[Path_] = frozenset()
    """The path of each list that is in another file and is to be written in the scenario's own file."""
    sheet: TypedInSheet | None = None
    """What was typed in the control sheet and is not in its file yet."""

    @classmethod
    def of_draft(cls, draft: Draft, typed: Typed, **beside: Any) -> "Kept":
        """A record of the draft as it is now.

        No copy is needed, since an edit makes new values and does not change the old ones.

        ``beside`` has the what-ifs and the control sheet, which are not part of the draft.
        """
        values = (draft.data, draft.reasons, draft.loaded.fingerprint) if draft.changed else (None, {}, "")
        return cls(draft.path, datetime.now(), *values, dict(typed), here=draft.here, **beside)

    @property
    def said(self) -> str:
        """The day and time of typing: ``28 November 2026, 15:10``."""
        return f"{in_words(self.when.date())}, {self.when:%H:%M}"

    @property
    def changed_since(self) -> bool:
        """Whether the scenario's file has changed since the draft's changes to it began."""
        return bool(self.of) and fingerprint(self.scenario) != self.of

    def as_json(self) -> str:
        """The record as JSON text. Typed text may be invalid Unicode, so all characters outside ASCII are escaped.

        Dates of birth and of the start of service are left out: they are read again from the list of holders.
        """
        reasons = [[list(path), reason] for path, reason in self.reasons.items()]
        head = {"scenario": self.scenario.name, "when": self.when.isoformat(), "of": self.of, "typed": self.typed}
        data = self.data and without_dates_of_life(self.data)
        what_ifs = [asdict(what_if) for what_if in self.what_ifs]
        beside = {"what_ifs": what_ifs, "here": [*self.here], "sheet": self.sheet and asdict(self.sheet)}
        return json.dumps({**head, "reasons": reasons, "data": data, **beside})

    @classmethod
    def read(cls, file: Path) -> "Kept":
        """A kept draft from its file. Raises OSError, or ValueError where the file is not a kept draft."""
        try:
            read = json.loads(file.read_text(encoding="utf-8"))
            reasons = {tuple(path): str(reason) for path, reason in read["reasons"]}
            typed = {str(page): int(number) for page, number in read["typed"].items()}
            when, of = datetime.fromisoformat(read["when"]), str(read["of"])
            data, name = read["data"], read["scenario"]
            if not isinstance(data, dict | None) or Path(name).name != name:
                raise ValueError(file.name)
            scenario = file.parent.parent / name
            what_ifs, sheet = tuple(map(WhatIf.read, read.get("what_ifs", ()))), TypedInSheet.read(read.get("sheet"))
            data = data and _with_dates(data, scenario)
            here = frozenset(map(tuple, read.get("here", ())))
            return cls(scenario, when, data, reasons, of, typed, file, what_ifs, here, sheet)
        except (KeyError, TypeError, AttributeError, RecursionError) as wrong:
            raise ValueError(file.name) from wrong


def _with_dates(data: dict[str, Any], scenario: Path) -> dict[str, Any]:
    """A draft's values with dates of birth and service from the scenario's list of holders, if that can be read."""
    try:
        return with_dates_of_life(data, read_scenario(scenario)[0].data) if AT in data else data
    except InputFaults:
        return data


def found(folder: Path) -> tuple[list[Kept], list[Path]]:
    """This user's drafts of a folder's scenarios, the newest first; and the files that can't be read as drafts."""
    drafts: list[Kept] = []
    unread: list[Path] = []
    for file in sorted((folder / FOLDER).glob("*.json")):
        try:
            drafts.append(Kept.read(file))
        except PermissionError:  # another's, of a folder that several share
            continue
        except (OSError, ValueError):
            unread.append(file)
    return sorted(drafts, key=lambda kept: kept.when, reverse=True), unread


class Keeper:
    """Writes a draft to its file in a separate thread, so that no figure waits for the disk."""

    def __init__(self, told: Callable[[], None]):
        self.trouble = ""
        """Why the draft can't be kept, in a sentence; empty where it can."""
        self.typed: Typed = {}
        """The number of each page's last typed change that is safely kept or saved, by the page's session."""
        self.file: Path | None = None
        self._own, self._told = secrets.token_hex(8), told
        self._wanted: Kept | None = None
        self._asked, self._writing, self._thread = Condition(), RLock(), None

    def keep(self, draft: Draft, typed: Typed, what_ifs: tuple[WhatIf, ...], sheet: TypedInSheet | None) -> None:
        """Have the draft, what-ifs and control sheet written to a file. If none has changes, delete the file."""
        if not (draft.changed or what_ifs or sheet):
            self._discard(typed)
            return
        with self._asked:
            self._wanted = Kept.of_draft(draft, typed, what_ifs=what_ifs, sheet=sheet)
            if self._thread is None:
                self._thread = Thread(target=self._run, daemon=True)
                self._thread.start()
            self._asked.notify()

    def now(self) -> None:
        """Write at once anything that is waiting to be written."""
        had = self.trouble
        with self._writing:
            with self._asked:
                wanted, self._wanted = self._wanted, None
            if wanted is not None:
                self._write(wanted)
        if self.trouble != had:
            self._told()

    def leave(self, instead: Kept | None = None) -> None:
        """Stop keeping this draft, since another scenario is opened. Its file stays, or is replaced by ``instead``."""
        if instead:
            with self._asked:
                self._wanted = instead
        self.now()
        self.file, self._own = None, secrets.token_hex(8)

    def _run(self) -> None:
        while True:
            with self._asked:
                self._asked.wait_for(lambda: self._wanted is not None)
            self.now()

    def _discard(self, typed: Typed) -> None:
        had = self.trouble
        with self._writing:
            with self._asked:
                self._wanted = None
            if self.file is not None:
                with suppress(OSError):  # it is offered once more then
                    self.file.unlink()
            self.file, self.trouble, self.typed = None, "", dict(typed)
        if had:
            self._told()

    def _write(self, kept: Kept) -> None:
        file = kept.scenario.parent / FOLDER / f"{kept.scenario.stem[:60]}.{self._own}.json"
        try:
            _make_folder(file.parent)
            os.replace(written_beside(file, kept.as_json().encode(), private=True), file)
        except (OSError, TypeError, ValueError, RecursionError) as why:  # or the file holds what is not a plain value
            reason = getattr(why, "strerror", None) or why
            self.trouble = (
                f"Your changes can't be kept in the folder {FOLDER} beside {kept.scenario.name} "
                f"({reason}). If this page is closed before you save them, they are lost."
            )
            return
        self.file, self.trouble, self.typed = file, "", kept.typed


def _make_folder(folder: Path) -> None:
    """Make the folder of drafts where there is none: private, or shared where the folder around it is shared.

    In a shared folder, nobody can read or remove another user's draft.
    """
    if not folder.exists():
        folder.mkdir(mode=0o700, exist_ok=True)
        around = stat.S_IMODE(folder.parent.stat().st_mode)
        if around & stat.S_IWGRP:
            folder.chmod(around | stat.S_ISVTX)
    ignored = folder / ".gitignore"
    if not ignored.exists():
        ignored.write_text("# Drafts that are not saved: never part of a repository.\n*\n", encoding="utf-8")
