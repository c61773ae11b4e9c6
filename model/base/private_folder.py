"""A folder of a run's own for what nobody else should read, taken away at its end, or by the next run.

A process that is killed leaves its folder. A file in it is locked for as long as the process lives, so the next run can
tell a folder that is left over from one in use, and takes away none but those.
"""

import contextlib
import os
import re
import shutil
import tempfile
from collections.abc import Generator
from pathlib import Path
from typing import BinaryIO

from model.base.file_lock import locked
from model.base.trouble import NO_TEMPORARY_FOLDER, Trouble

PREFIX, IN_USE = "workbook-", ".in-use"
OURS = re.compile(rf"{PREFIX}[a-z0-9_]{{8}}")
TO_MAKE = os.O_RDWR | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
TO_LOOK = os.O_RDWR | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
OF_A_KERNEL = re.compile(r"kernel(\.json|-\d+)")
TRIES = 20


@contextlib.contextmanager
def private_folder() -> Generator[Path]:
    """A new folder that its owner alone may read. Raises Trouble where there is no place for temporary files."""
    try:
        place = Path(tempfile.gettempdir())
    except FileNotFoundError:
        raise Trouble(NO_TEMPORARY_FOLDER) from None
    clear_left_over(place)
    folder, in_use = _made(place)
    try:
        yield folder
    finally:
        _take_away(folder, in_use)


def clear_left_over(place: Path) -> list[Path]:
    """Take away the private folders in a place whose processes have gone; those folders.

    None is touched that is another user's, is a link, is in use, or is not as ``private_folder`` makes one.
    """
    gone = list[Path]()
    with contextlib.suppress(OSError):
        for folder in sorted(place.glob(f"{PREFIX}*")):
            if OURS.fullmatch(folder.name) and _is_left_over(folder):
                gone.append(folder)
    return gone


def _made(place: Path) -> tuple[Path, BinaryIO]:
    """A folder and its file, open and locked; again where another run took them for left over in between."""
    for _ in range(TRIES):
        folder = Path(tempfile.mkdtemp(prefix=PREFIX, dir=place))
        try:
            file = os.fdopen(os.open(folder / IN_USE, TO_MAKE, 0o600), "r+b", buffering=0)
        except FileNotFoundError:
            continue
        with contextlib.suppress(FileNotFoundError):
            if locked(file) and os.path.samestat(os.fstat(file.fileno()), (folder / IN_USE).stat()):
                return folder, file
        file.close()
    raise Trouble(NO_TEMPORARY_FOLDER)


def _is_left_over(folder: Path) -> bool:
    """Whether it was left over; it is gone then."""
    try:
        state = folder.lstat()
        if folder.is_symlink() or not folder.is_dir() or (hasattr(os, "getuid") and state.st_uid != os.getuid()):
            return False
        file = os.fdopen(os.open(folder / IN_USE, TO_LOOK), "r+b", buffering=0)
    except FileNotFoundError:
        return _is_orphan(folder)
    except OSError:
        return False
    if not locked(file):
        file.close()
        return False
    _take_away(folder, file)
    return not folder.exists()


def _is_orphan(folder: Path) -> bool:
    """Whether a folder without its file is gone: its process ended before the file was made, or after it was removed.

    A kernel that was starting then may have made the folder again, for its key; nothing else is ever alone in there.
    """
    with contextlib.suppress(OSError):
        for path in folder.iterdir():
            if not OF_A_KERNEL.fullmatch(path.name):
                return False
            path.unlink()
        folder.rmdir()
        return True
    return False


def _take_away(folder: Path, in_use: BinaryIO) -> None:
    """Take a folder away, its own file last: ended in between, the next run still knows whose it is."""
    with contextlib.suppress(OSError):
        for path in folder.iterdir():
            if path.name != IN_USE:
                shutil.rmtree(path, ignore_errors=True) if path.is_dir() and not path.is_symlink() else path.unlink()
    in_use.close()  # Windows removes no open file
    shutil.rmtree(folder, ignore_errors=True)
