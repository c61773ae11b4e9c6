"""Several files put in their places together: all of them or none, even if the process is killed in between.

A note beside the file that they belong to (the owner) first says which file goes where. The next process that has the
owner's lock finishes what was begun, and removes files that were only being prepared.
"""

import json
import os
import re
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from model.base.whole_file import put_whole, written_beside

FOLDERS, FILES = "made_ready_in", "to_be_put"
HALF_WRITTEN = re.compile(r"\.{1,2}(?P<stem>.+)-[0-9a-f]{16}(?P<ending>(\.\w+)+)")
"""The name of a file that ``written_beside`` makes, before the file is put in its place."""


def note_of(owner: Path) -> Path:
    """The path of the note: ``.barnet.saving`` beside ``barnet.yaml``."""
    return owner.with_name(f".{owner.stem}.saving")


def ending_of(owner: Path, suffix: str) -> str:
    """The ending of the names of files prepared for an owner, by which they can be found in any folder."""
    return f".{re.sub(r'[^A-Za-z0-9_]', '_', owner.stem)}.tmp{suffix}"


def make_ready(owner: Path, folders: Iterable[Path]) -> None:
    """Note the folders in which files are about to be prepared. The caller must have the owner's lock."""
    put_whole(
        note_of(owner), json.dumps({FOLDERS: sorted({os.fspath(folder.absolute()) for folder in folders})}).encode()
    )


def put_together(owner: Path, ready: Mapping[Path, Path]) -> None:
    """Put prepared files in place: ``ready`` has each file by its place. An OSError leaves all places as before."""
    if len(ready) > 1:
        pairs = [[os.fspath(written.absolute()), os.fspath(place.absolute())] for place, written in ready.items()]
        put_whole(note_of(owner), json.dumps({FILES: pairs}).encode())
    before: dict[Path, bytes | None] = {}
    try:
        for place, written in ready.items():
            content = place.read_bytes() if place.exists() else None
            os.replace(written, place)
            before[place] = content
    except BaseException:
        for place, content in before.items():
            if content is None:
                place.unlink(missing_ok=True)
            else:
                os.replace(written_beside(place, content), place)
        raise
    finally:
        note_of(owner).unlink(missing_ok=True)


def finish(owner: Path) -> None:
    """Finish what a killed process had begun, and remove files that it was only preparing.

    The caller must have the owner's lock.
    """
    _finish_noted(owner, note_of(owner))
    clear_half_written(owner.parent, (owner.stem, f"{owner.stem}.control", f"{owner.stem}.saving"))


def _finish_noted(owner: Path, note: Path) -> None:
    if not note.is_file():
        return
    try:
        written_down = json.loads(note.read_bytes())
        pairs = [(Path(written), Path(place)) for written, place in written_down.get(FILES, ())]
        folders = [Path(folder) for folder in written_down.get(FOLDERS, ())]
    except (ValueError, TypeError, AttributeError):  # not as it was written: as good as none
        pairs, folders = [], []
    for written, place in pairs:
        if written.is_file() and HALF_WRITTEN.fullmatch(written.name) and written.parent == place.parent:
            os.replace(written, place)
    for folder in folders:
        _take_away(folder, lambda found: found["ending"].startswith(ending_of(owner, "")))
    note.unlink(missing_ok=True)


def clear_half_written(folder: Path, stems: Iterable[str]) -> None:
    """Remove the half-written files that a killed process left. Nobody else may be writing in the folder now."""
    known = set(stems)
    _take_away(folder, lambda found: found["stem"] in known and found["ending"] == ".tmp")


def _take_away(folder: Path, is_ours: Callable[[re.Match[str]], bool]) -> None:
    if not folder.is_dir():
        return
    with os.scandir(folder) as entries:
        names = [entry.name for entry in entries if entry.name.startswith(".") and entry.is_file(follow_symlinks=False)]
    for name in names:
        found = HALF_WRITTEN.fullmatch(name)
        if found and is_ours(found):
            (folder / name).unlink(missing_ok=True)
