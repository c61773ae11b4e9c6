"""A file locked by the system: free as soon as the process that locked it ends, however it ends."""

import sys
from typing import BinaryIO

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

FAR = 2**40
"""The byte to lock on Windows, which locks bytes, not files. It is beyond the text, so the text can still be read."""


def locked(file: BinaryIO) -> bool:
    """Lock a file until it is closed, and return True; return False where the file is locked already."""
    try:
        if sys.platform == "win32":
            file.seek(FAR)
            try:
                msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
            finally:
                file.seek(0)
        else:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
