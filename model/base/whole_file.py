"""A file written whole or not at all: it is completed beside the old file, and only then put in its place."""

import os
import secrets
import stat
import sys
from pathlib import Path

TO_MAKE = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
ITS_OWNERS, EVERYBODYS = 0o600, 0o666
"""Modes of a new file: for its owner, and for everybody. The umask or the folder may allow less than EVERYBODYS."""


def written_beside(
    target: Path, content: bytes, ending: str = ".tmp", *, like: Path | None = None, private: bool = False
) -> Path:
    """A new file with this content in the folder of ``target``, ready to replace it. Raises OSError.

    The people who may read and write the file at ``target`` may read and write the new one. If there is no file at
    ``target``, the file ``like`` decides instead. Without either, the new file is like any other made in the folder. A
    ``like`` in another folder decides only where its owner alone may open it: then only the owner may open the new
    file. With ``private``, only the owner may open the new file in any case.
    """
    pattern = next((one for one in (target, like) if one and one.exists()), None)
    if pattern and pattern.parent.resolve() != target.parent.resolve():
        private, pattern = private or not pattern.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO), None
    file = target.parent / f".{target.stem}-{secrets.token_hex(8)}{ending}"
    descriptor = os.open(file, TO_MAKE, ITS_OWNERS if private or pattern else EVERYBODYS)
    try:
        with os.fdopen(descriptor, "wb") as written:
            written.write(content)
            written.flush()
            if pattern and not private:
                _open_to_the_same(file, pattern)
            os.fsync(written.fileno())
    except BaseException:
        file.unlink(missing_ok=True)
        raise
    return file


def put_whole(target: Path, content: bytes) -> None:
    """Write a file whole or not at all, over any file of that name. Raises OSError, and that file is then unchanged."""
    written = written_beside(target, content)
    try:
        written.replace(target)
    except OSError:
        written.unlink(missing_ok=True)
        raise


def _open_to_the_same(file: Path, pattern: Path) -> None:
    """Give ``file`` the group and mode of ``pattern``; no group may open ``file`` if its writer is not in the group."""
    mode = stat.S_IMODE(pattern.stat().st_mode) & 0o777 | stat.S_IWUSR
    if sys.platform != "win32" and _gid(file) != _gid(pattern):
        try:
            os.chown(file, -1, _gid(pattern))
        except OSError:
            mode &= ~stat.S_IRWXG
    if mode & stat.S_IRGRP and file.parent.stat().st_mode & stat.S_IWGRP:
        mode |= stat.S_IWGRP  # in a folder where the group may replace files, it may write this one too
    file.chmod(mode)


def _gid(file: Path) -> int:
    return file.stat().st_gid
