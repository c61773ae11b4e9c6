"""What the machine did not let be done, as a sentence with what to do: the one place where its errors become words."""

import errno
import re
from pathlib import Path

AS_IT_WAS = "What was there before is as it was."
AGAIN = "Then try again."
TO_A_PLACE = "Give another place"
SAYS: dict[int, str] = {
    errno.ENOSPC: f"The disk is full, so {{place}} could not be written. {AS_IT_WAS} Free some space. {AGAIN}",
    errno.EFBIG: f"{{place}} may not grow further here: files have a largest size. {AS_IT_WAS} Raise that. {AGAIN}",
    errno.EROFS: f"{{place}} can only be read, as its disk is. {TO_A_PLACE}, on a disk that can be written to.",
    errno.EACCES: f"This user may not do that with {{place}}. {TO_A_PLACE}, or ask who looks after it for the right.",
    errno.ENAMETOOLONG: f"The name {{place}} is too long for this machine. {TO_A_PLACE}, with a shorter name.",
    errno.EEXIST: f"{{place}} is there already, and is not what is needed there. {TO_A_PLACE}.",
    errno.ENOTDIR: f"{{place}} is a file, or leads through one, where a folder is needed. {TO_A_PLACE}.",
    errno.EISDIR: f"{{place}} is a folder, where a file is needed. {TO_A_PLACE}.",
    errno.ENOENT: f"{{place}} is not there, or is a link to nothing, and can't be made there. {TO_A_PLACE}.",
    errno.ELOOP: f"{{place}} is a link that leads to no file. {TO_A_PLACE}.",
    errno.EMFILE: f"Too many files are open on this machine to open {{place}}. Close some programs. {AGAIN}",
    errno.ENOMEM: f"The machine's memory ran out. {AS_IT_WAS} Close some programs. {AGAIN}",
    errno.EIO: f"The disk did not read or write {{place}}: it reports a fault. {AS_IT_WAS} {TO_A_PLACE}.",
}
SAME = {errno.EDQUOT: errno.ENOSPC, errno.EPERM: errno.EACCES, errno.ENFILE: errno.EMFILE}
OTHER = f"The machine did not let {{place}} be read or written: {{why}}. {AS_IT_WAS}"
LONG = 80
WHILE_WRITTEN = re.compile(r"\.(.+)-[0-9a-f]{16}(\.\w+)+")
"""The name of a file while it is written: nobody has heard of it, so the folder is named."""


class Trouble(Exception):
    """Something could not be done. The message is a sentence for a person; ``code`` is that of the command."""

    code = 2


def sentence_of(why: BaseException) -> str:
    """The sentence for the user. For an error of the operating system: what happened, to which file, and what to do."""
    if isinstance(why, OSError):
        return _of_system(why)
    if isinstance(why, MemoryError):
        return SAYS[errno.ENOMEM].format(place="")
    return str(why)


def as_trouble(why: BaseException) -> Trouble | None:
    """Anything that can be told in a sentence, as that; None for a fault of the program.

    A package may wrap an error of the operating system in one of its own.
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
    """The file that it is about; the later of two, which is where something was to be put."""
    named = why.filename2 if why.filename2 is not None else why.filename
    if named is None or isinstance(named, int):
        return ""
    path = Path(named.decode(errors="replace") if isinstance(named, bytes) else str(named))
    if WHILE_WRITTEN.fullmatch(path.name):
        path = path.parent
    return (path if len(path.name) < LONG else path.with_name(f"{path.name[: LONG // 2]}\u2026")).as_posix()
