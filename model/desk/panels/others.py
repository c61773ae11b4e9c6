"""Several users: when somebody else saves or clears the open scenario, what they did and what can be done."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from model.base.faults import InputFaults
from model.base.financial_year import in_words, read_day
from model.control.lock import CLEARED, Work, work_on
from model.desk.loaded import Loaded
from model.schema.differences import differences
from model.schema.reading.form_words import faults_in_form_words

SHOWN = 4
"""The most changes saved by another user that are named; the rest are counted."""


@dataclass
class Others:
    """What is known of other users of the open scenario."""

    clearing: Work | None = None
    """The running clearance of the scenario, no matter who started it; None where none is running."""
    theirs: tuple[str, ...] = ()
    """What another user has done to the file, in a sentence, then each change; empty where nobody has changed it."""
    changed: Path | None = None
    """The scenario's file that has changed since the scenario was opened; None where none has."""
    _seen: tuple = ()

    def look(self, desk: Any) -> bool:
        """Look at what other users do. Returns whether anything has changed since the last look."""
        before, loaded = (self.clearing, self.theirs), desk.draft.loaded
        work = work_on(desk.draft.path)
        self.clearing = work if work and work.what == CLEARED else None
        files = [(str(file), file.stat().st_mtime_ns if file.is_file() else 0) for file in loaded.fingerprints]
        seen = (loaded.fingerprint, *files)
        if seen != self._seen:
            self._seen, self.changed = seen, loaded.changed_on_disk()
            self.theirs = _theirs(desk, self.changed) if self.changed else ()
        return before != (self.clearing, self.theirs)


def _theirs(desk: Any, changed: Path) -> tuple[str, ...]:
    if not changed.is_file():
        return (f"{changed.name} is no longer there.",)
    if changed != desk.draft.path:
        return (f"{changed.name} was changed by someone else since it was opened here.",)
    try:
        theirs = Loaded.read(changed).start
    except InputFaults:
        return (f"{changed.name} was changed by someone else since it was opened here, and can't be read now.",)
    lines = [str(change) for change in differences(desk.draft.loaded.start, theirs) if change.path[:1] != ("history",)]
    more = [f"and {len(lines) - SHOWN} more"] if len(lines) > SHOWN else []
    return (f"{changed.name} was saved {_by(desk, theirs)} since it was opened here.", *lines[:SHOWN], *more)


def _by(desk: Any, theirs: dict[str, Any]) -> str:
    """Who saved the file and on which day, by its history; "someone else" where the history says nothing new."""
    history, known = theirs.get("history"), desk.draft.loaded.start.get("history")
    last = history[-1] if isinstance(history, list) and history and history != known else None
    if not isinstance(last, dict):
        return "by someone else"
    return f"by {last.get('author', 'someone else')}, {in_words(read_day(str(last.get('date'))))},"


def view(desk: Any) -> dict:
    """The message, the choices, and whether the scenario can only be read."""
    others = desk.others
    said, *changes = others.theirs or ("",)
    clearing = f"{others.clearing} Until that has ended, the scenario can only be read here." if others.clearing else ""
    return {
        "said": said,
        "changes": changes,
        "can": bool(others.changed and others.changed.is_file()),
        "clearing": clearing,
        "copy": f"{desk.draft.path.stem}-copy.yaml",
        "changed": desk.draft.changed,
    }


def _take_theirs(desk: Any, **_: Any) -> None:
    """Open the file as it is now; the changes made here are kept and offered."""
    changed, path = desk.unsaved, desk.draft.path
    try:
        desk.open(path)
    except InputFaults as faults:
        desk.notice = f"\u26a0 {path.name} can't be opened. {' '.join(faults_in_form_words(faults.faults))}"
        return
    kept = " Your changes are kept, and are offered below." if changed else ""
    desk.notice = f"This is {path.name} as it was last saved.{kept}"


def _keep_mine(desk: Any, **_: Any) -> None:
    """Continue with this draft's values, which become changes to the file that another user has saved."""
    desk.draft.keep_over()
    desk.keep_loaded()
    desk.notice = (
        "Your version is still open. Save and clear shows how it differs from theirs. Save writes yours over theirs."
    )


ACTIONS = {"theirs": _take_theirs, "mine": _keep_mine}
