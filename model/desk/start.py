"""How the desk is opened in a kernel: on a scenario, or where it was left."""

import gc
from pathlib import Path
from typing import Any

from model.base.faults import InputFaults
from model.desk.opening import Desk
from model.desk.places import Places, own_folder, shared_folders
from model.desk.scenarios import GALLERY

FIRST = GALLERY / "barnet-schools-ict.yaml"
SELDOM = 50_000
"""How many new objects Python makes before it looks for garbage: about as many as an edit of a thousand posts makes."""


def open_desk(scenario: Path | str | None = None, packs: Path | str | None = None, page: Any = None) -> Desk:
    """A desk with its page on a scenario: the given one, else the one opened last, else (the first time) an example.

    ``page``: a page that a browser has already been asked to show; if left out, a new one is made.
    """
    from model.desk.page import Page

    places, shared = Places.of_user(own_folder()), shared_folders()
    places.folders += [folder for folder in shared if folder not in places.folders]
    desk = Desk(GALLERY, Path(packs) if packs else own_folder() / "packs", places)
    first = (path for folder in shared for path in desk.scenarios.files(folder))
    path = Path(scenario) if scenario else places.last or next(first, FIRST)
    try:
        desk.open(path)
    except (InputFaults, OSError) as why:
        if scenario:
            raise
        gone = "is no longer there." if not path.is_file() else f"can't be opened: {why}"
        desk.open(FIRST)
        desk.greeting = f"\u26a0 {path.name}, which was open last, {gone}"
    page = page or Page()
    desk.page, page.on_event = page, desk.handle
    gc.freeze()  # what is here now is never garbage; to look through it again takes longer than the figures of an edit
    gc.set_threshold(SELDOM)
    return desk
