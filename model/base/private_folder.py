"""A run's private folder, for what nobody else should read. It is removed at the end of the run, or by the next run.

A killed process leaves its folder behind. A file in each folder is locked while its process lives, so the next run
removes only the folders that are no longer in use.
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
    """Remove the private folders in ``place`` whose processes have ended. Returns the folders removed.

    A folder stays if it is another user's, is a link, is in use, or was not made by ``private_folder``.
    """
    gone = list[Path]()
    with contextlib.suppress(OSError):
        for folder in sorted(place.glob(f"{PREFIX}*")):
            if OURS.fullmatch(folder.name) and _is_left_over(folder):
                gone.append(folder)
    return gone


def _made(place: Path) -> tuple[Path, BinaryIO]:
    """A new folder and its file, open and locked. If another run removes them before the lock, others are made."""
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
    """Whether a folder was left over. If so, it has been removed."""
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
    """Remove a folder that lacks its locked file. Returns whether it was removed.

    The folder's process ended before the locked file was made, or after that file was removed. A kernel that was
    starting at that time may have made the folder again, for the kernel's connection file. Nothing else is ever in
    such a folder, so a folder with anything else in it stays.
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
    """Remove a folder, its locked file last. If this is interrupted, the next run can still tell whose folder it is.

    So can it where something stays: a process that was ended may write to the folder until the system has ended it.
    """
    with contextlib.suppress(OSError):
        for path in folder.iterdir():
            if path.name != IN_USE:
                shutil.rmtree(path, ignore_errors=True) if path.is_dir() and not path.is_symlink() else path.unlink()
    in_use.close()  # Windows removes no open file
    if _is_empty(folder):
        shutil.rmtree(folder, ignore_errors=True)


def _is_empty(folder: Path) -> bool:
    """Whether nothing but the locked file is in a folder."""
    try:
        return {path.name for path in folder.iterdir()} <= {IN_USE}
    except OSError:
        return False
