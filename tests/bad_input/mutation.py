"""What a mutation is: a valid file changed in one way, with what must become of it said beforehand, and why."""

from collections.abc import Callable
from dataclasses import dataclass
from random import Random


@dataclass(frozen=True)
class Mutation:
    """A file with one thing changed in it. ``must_be_refused`` was decided before any of it was tried."""

    kind: str
    content: bytes
    must_be_refused: bool
    reason: str
    """Why, from outside the code: the form of YAML, CSV or Excel, the guide, or arithmetic."""
    line: int = 0
    """The line on which a reader would look for the fault; 0 where the whole file is at fault, or it may be fine."""


Kind = Callable[[Random, bytes], Mutation | None]
"""Makes a mutation of a file; None where the file has nothing that can be changed so."""


def line_at(content: bytes | str, position: int) -> int:
    """The line of a position, from 1."""
    return content[:position].count(b"\n" if isinstance(content, bytes) else "\n") + 1


def cut_off(draw: Random, content: bytes) -> Mutation:
    """The first part of a file, as a copy that was broken off leaves it."""
    end = draw.randrange(len(content))
    return Mutation("cut off", content[:end], must_be_refused=False, reason="what is left may be whole in itself")


def byte_flipped(draw: Random, content: bytes) -> Mutation:
    """A file with one bit the other way round."""
    at = draw.randrange(len(content))
    other = content[:at] + bytes([content[at] ^ (1 << draw.randrange(8))]) + content[at + 1 :]
    return Mutation("a bit flipped", other, must_be_refused=False, reason="another letter may mean something else")


def piece_twice(draw: Random, content: bytes) -> Mutation:
    """A file with a piece of it there twice."""
    start = draw.randrange(len(content))
    end = min(len(content), start + draw.randrange(1, 200))
    other = content[:end] + content[start:]
    return Mutation("a piece twice", other, must_be_refused=False, reason="a piece may be a whole entry")


def emptied(draw: Random, content: bytes) -> Mutation:
    """A file with nothing, or blanks, in it."""
    return Mutation("emptied", draw.choice([b"", b"\n", b" \n\n"]), must_be_refused=True, reason="it says nothing")


def with_null(draw: Random, content: bytes) -> Mutation:
    """A file of text with a null byte in a line that is read."""
    starts = [at + 1 for at, byte in enumerate(content[:-2]) if byte == 10 and content[at + 1] not in b"#\n\r"]
    at = draw.choice(starts or [0])
    other = content[:at] + b"\0" + content[at:]
    return Mutation("a null byte", other, must_be_refused=True, reason="no text has one, and no report prints it")


def in_utf16(draw: Random, content: bytes) -> Mutation:
    """A text saved as Unicode, as old programs call it."""
    other = content.decode().encode(draw.choice(["utf-16", "utf-16-le", "utf-16-be"]))
    return Mutation("UTF-16", other, must_be_refused=True, reason="the guide asks for UTF-8")


def in_ansi(draw: Random, content: bytes) -> Mutation | None:
    """A text with letters that UTF-8 writes as two bytes, saved as ANSI."""
    del draw
    text = content.decode()
    other = text.encode("cp1252", errors="replace")
    if other == content or not any(byte > 127 for byte in other):
        return None
    return Mutation("ANSI", other, must_be_refused=True, reason="£ and – are other bytes in it than in UTF-8")


def marked_as_utf8(draw: Random, content: bytes) -> Mutation:
    """A text in UTF-8 with the mark that Notepad puts before it, and the line ends of Windows."""
    del draw
    other = b"\xef\xbb\xbf" + content.replace(b"\n", b"\r\n")
    return Mutation("UTF-8 of Windows", other, must_be_refused=False, reason="it is UTF-8, as the guide asks")


def of_another_kind(draw: Random, content: bytes) -> Mutation:
    """Another kind of file under this name."""
    kinds = {
        "an old workbook": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
        "a zip archive": b"PK\x03\x04\x14\0\0\0\x08\0" + bytes(range(256)),
        "a PDF": b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<<>>\nendobj\n",
        "a picture": b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(50),
    }
    name = draw.choice(sorted(kinds))
    return Mutation(name, kinds[name], must_be_refused=True, reason="it is no such file, whatever it is called")


OF_TEXT: tuple[Kind, ...] = (
    cut_off, byte_flipped, byte_flipped, piece_twice, emptied, with_null, in_utf16, in_ansi, marked_as_utf8,
    of_another_kind,
)  # fmt: skip
"""What can become of any file of text."""
