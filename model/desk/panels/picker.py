"""The picker: which scenario is open, and a copy of it under another name."""

from pathlib import Path
from typing import Any

from model.base.faults import InputFaults
from model.schema.reading.form_words import faults_in_form_words


def view(desk: Any) -> dict:
    """The scenarios of the folder, by file and title, and a name for a copy."""
    return {
        "choices": [(str(path), f"{path.name}: {title}") for path, title in desk.scenarios.titled()],
        "open": str(desk.draft.path),
        "loses": desk.draft.changed and bool(desk.keeper.trouble),
        "copy_name": f"{desk.draft.path.stem}-copy.yaml",
    }


def _open(desk: Any, path: str, **_: Any) -> None:
    chosen, left = desk.scenarios.at(path), desk.draft if desk.draft.changed else None
    if chosen is None:
        desk.notice = f"\u26a0 {Path(path).name} is no longer there."
        desk.show_again_part("picker")
        return
    try:
        desk.open(chosen)
    except InputFaults as faults:
        desk.notice = f"\u26a0 {chosen.name} can't be opened. {' '.join(faults_in_form_words(faults.faults))}"
        desk.show_again_part("picker")
        return
    if left and not desk.keeper.trouble:
        desk.notice = f"The changes to {left.path.name} are not saved; they are kept, and offered below."


def _copy(desk: Any, name: str, **_: Any) -> None:
    target = desk.scenarios.place_of(name)
    if target is None or target.exists():
        desk.notice = f"\u26a0 {name!r} cannot be the copy's name: it must end in .yaml and not be taken."
        return
    if desk.draft.changed:  # a copy of them would stand in a file that says neither who nor why
        desk.notice = "\u26a0 There are changes that are not saved: save them under the new name instead, or undo them."
        return
    desk.draft.copy_as(target)
    desk.open(target)


ACTIONS = {"open": _open, "copy": _copy}
