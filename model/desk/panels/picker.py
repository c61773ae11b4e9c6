"""The picker: which scenario is open, and a copy of it under another name."""

from typing import Any


def view(desk: Any) -> dict:
    """The scenarios of the folder, by file and title, and a name for a copy."""
    return {
        "choices": [(str(path), f"{path.name}: {title}") for path, title in desk.titled()],
        "open": str(desk.draft.path),
        "changed": desk.draft.changed,
        "copy_name": f"{desk.draft.path.stem}-copy.yaml",
    }


def _open(desk: Any, path: str, **_: Any) -> None:
    known = {str(one): one for one, _ in desk.scenarios()}
    if path in known:
        desk.open(known[path])


def _copy(desk: Any, name: str, **_: Any) -> None:
    target = desk.place_of(name)
    if target is None or target.exists():
        desk.notice = f"\u26a0 {name!r} cannot be the copy's name: it must end in .yaml and not be taken."
        return
    if desk.draft.changed:  # a copy of them would stand in a file that says neither who nor why
        desk.notice = "\u26a0 There are changes that are not saved: save them under the new name instead, or undo them."
        return
    desk.draft.copy_as(target)
    desk.open(target)


ACTIONS = {"open": _open, "copy": _copy}
