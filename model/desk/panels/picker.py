"""The picker: the open scenario, its folder, and a copy of it under another name."""

from pathlib import Path
from typing import Any

from model.base.faults import InputFaults, number_of
from model.base.trouble import sentence_of
from model.control.lock import AtWork
from model.desk.panels import offer
from model.desk.places import NoFolder, place_named
from model.desk.save import AlreadyThere, NotSaved
from model.desk.scenarios import GALLERY
from model.schema.reading.form_words import faults_in_form_words


def view(desk: Any) -> dict:
    """The scenarios of the folder, by file and title, and a name for a copy."""
    return {
        "choices": _choices(desk),
        "folder": str(desk.folder),
        "folders": [
            str(one) for one in dict.fromkeys((*desk.places.folders, GALLERY)) if one != desk.folder.absolute()
        ],
        "open": str(desk.draft.path),
        "loses": desk.unsaved and bool(desk.keeper.trouble),
        "copy_name": f"{desk.draft.path.stem}-copy.yaml",
    }


def _choices(desk: Any) -> list[tuple[str, str]]:
    """Each scenario of the folder, and the open one where it is in another folder."""
    here = [(str(path), f"{path.name}: {title}") for path, title in desk.scenarios.titled()]
    path = desk.draft.path
    return here if str(path) in dict(here) else [(str(path), f"{path.name}, in {path.parent}"), *here]


def _open(desk: Any, path: str, **_: Any) -> None:
    chosen, left = desk.scenarios.at(path), desk.draft if desk.unsaved else None
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
        desk.notice = f"Your changes to {left.path.name} are not saved. They are kept, and are offered below."


def _copy(desk: Any, name: str, **_: Any) -> None:
    target = desk.scenarios.place_of(name)
    if target is None or target.exists():
        desk.notice = f"\u26a0 {name!r} can't be the copy's name. It must end in .yaml, and no other file may have it."
        return
    if desk.draft.changed:  # a copy of them would be in a file that says neither who nor why
        desk.notice = "\u26a0 Some changes are not saved. Save them under the new name instead, or undo them."
        return
    try:
        desk.draft.copy_as(target)
    except (AtWork, AlreadyThere, NotSaved, OSError) as why:
        desk.notice = f"\u26a0 No copy was made: {sentence_of(why)}"
        return
    desk.open(target)


def _folder(desk: Any, path: str, **_: Any) -> None:
    """Show the scenarios of another folder; the path of a scenario's file opens that scenario."""
    try:
        place = place_named(path)
    except NoFolder as why:
        desk.notice = f"\u26a0 {why}"
        return
    folder = place if place.is_dir() else place.parent
    if place != folder and not desk.scenarios.about(place):
        desk.notice = f"\u26a0 {place.name} is not a scenario. A scenario is a .yaml file or an Excel workbook of one."
        return
    desk.scenarios.go_to(folder)
    desk.places.remember(folder)
    offer.look(desk)
    if place != folder:
        _open(desk, str(place))
        return
    number = len(desk.scenarios.files())
    found = (
        f"{number_of(number, 'scenario')}. Choose one above." if number else "no scenario yet. Make one under Begin."
    )
    desk.notice = f"{folder} has {found}"


ACTIONS = {"open": _open, "copy": _copy, "folder": _folder}
