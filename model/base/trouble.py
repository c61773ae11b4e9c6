"""Errors of the operating system as sentences that say what to do: the one place where they become words."""

import errno
import re
from pathlib import Path

AS_IT_WAS = "What was there before is unchanged."
AGAIN = "Then try again."
TO_A_PLACE = "Give another place"
SAYS: dict[int, str] = {
    errno.ENOSPC: f"The disk is full, so {{place}} could not be written. {AS_IT_WAS} Free some space. {AGAIN}",
    errno.EFBIG: f"{{place}} would be larger than a file may be on this machine. {AS_IT_WAS} Raise the limit. {AGAIN}",
    errno.EROFS: f"{{place}} is on a disk that can only be read. {TO_A_PLACE}, on a disk that can be written to.",
    errno.EACCES: f"This user lacks the permission needed for {{place}}. {TO_A_PLACE}, or ask for the permission.",
    errno.ENAMETOOLONG: f"The name {{place}} is too long for this machine. {TO_A_PLACE}, with a shorter name.",
    errno.EEXIST: f"{{place}} already exists, but is not a file or folder of the kind needed. {TO_A_PLACE}.",
    errno.ENOTDIR: f"{{place}} is a file, or is inside one, where a folder is needed. {TO_A_PLACE}.",
    errno.EISDIR: f"{{place}} is a folder, where a file is needed. {TO_A_PLACE}.",
    errno.ENOENT: f"{{place}} does not exist, or is a link to nothing, and can't be made. {TO_A_PLACE}.",
    errno.ELOOP: f"{{place}} is a link that leads to no file. {TO_A_PLACE}.",
    errno.EMFILE: f"Too many files are open on this machine to open {{place}}. Close some programs. {AGAIN}",
    errno.ENOMEM: f"The machine's memory ran out. {AS_IT_WAS} Close some programs. {AGAIN}",
    errno.EIO: f"The disk reports a fault, so {{place}} was not read or written. {AS_IT_WAS} {TO_A_PLACE}.",
}
SAME = {errno.EDQUOT: errno.ENOSPC, errno.EPERM: errno.EACCES, errno.ENFILE: errno.EMFILE}
OTHER = f"The machine could not read or write {{place}}: {{why}}. {AS_IT_WAS}"
LONG = 80
WHILE_WRITTEN = re.compile(r"\.(.+)-[0-9a-f]{16}(\.\w+)+")
"""The name of a file that is being written. The user does not know this name, so messages name the file's folder."""


class Trouble(Exception):
    """Something could not be done. The message is a sentence for a person. ``code`` is the exit code of the command."""

    code = 2


def sentence_of(why: BaseException) -> str:
    """The sentence for the user. For an error of the operating system: what happened, to which file, and what to do."""
    if isinstance(why, OSError):
        return _of_system(why)
    if isinstance(why, MemoryError):
        return SAYS[errno.ENOMEM].format(place="")
    return str(why)


def as_trouble(why: BaseException) -> Trouble | None:
    """The error as a ``Trouble``, if it is one or comes from the operating system; None for a fault of the program.

    The error may also be a package's own, with an error of the operating system inside.
    """
    if isinstance(why, Trouble):
        return why
    wrapped = (why, *why.args, why.__cause__)
    found = next((one for one in wrapped if isinstance(one, OSError | MemoryError)), None)
    return Trouble(sentence_of(found)) if found else None


def _of_system(why: OSError) -> str:
    if why.errno == errno.ENOENT and "temporary directory" in str(why.strerror):
        return NO_TEMPORARY_FOLDER
    number = SAME.get(why.errno or 0, why.errno or 0)
    place = _place(why)
    if number == errno.EEXIST and place and Path(place).is_file():
        number = errno.ENOTDIR
    return SAYS.get(number, OTHER).format(place=place or "a file", why=why.strerror or str(why) or type(why).__name__)


NO_TEMPORARY_FOLDER = (
    "There is no folder for temporary files that this user may write to. Nothing was done. Set TMPDIR to the path of a "
    f"folder that can be written to. {AGAIN}"
)


def _place(why: OSError) -> str:
    """The file that the error names; if it names two, the one to be written. Empty where it names none.

    For a file that was being written, the place is the file's folder.
    """
    named = why.filename2 if why.filename2 is not None else why.filename
    if named is None or isinstance(named, int):
        return ""
    path = Path(named.decode(errors="replace") if isinstance(named, bytes) else str(named))
    if WHILE_WRITTEN.fullmatch(path.name):
        path = path.parent
    return (path if len(path.name) < LONG else path.with_name(f"{path.name[: LONG // 2]}\u2026")).as_posix()
