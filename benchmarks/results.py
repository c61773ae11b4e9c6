"""What each part of a book came to, kept as JSON between runs in a folder that is in no commit."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from pydantic import TypeAdapter

from benchmarks.book import Book
from benchmarks.machine import busy, machine, yardstick
from benchmarks.table import Found
from model.base.whole_file import written_beside


@dataclass(frozen=True)
class Result:
    """What a benchmark came to: when it began, how long it took, on what machine, and why it failed if it did.

    ``busy`` is the share of the processors' time that others took just before. ``yardstick``: seconds, by name.
    """

    began: datetime
    seconds: float
    busy: float
    machine: dict[str, str]
    yardstick: dict[str, float]
    found: tuple[Found, ...] = ()
    failed: str = ""


AS_JSON = TypeAdapter(Result)


def write(result: Result, path: Path) -> None:
    """Put a result in its place, whole."""
    put(AS_JSON.dump_json(result, indent=1), path)


def put(content: bytes, path: Path) -> None:
    """Write a file whole, or leave what was there."""
    path.parent.mkdir(exist_ok=True)
    written = written_beside(path, content)
    written.chmod(0o644)
    written.replace(path)


def read(path: Path) -> Result | None:
    """The result at a place; none where there is none."""
    return AS_JSON.validate_json(path.read_bytes()) if path.exists() else None


def kept(book: Book) -> dict[str, Result]:
    """The results that are there, by part."""
    there = {name: read(book.place(name)) for name in book.names}
    return {name: result for name, result in there.items() if result is not None}


def nothing(why: str, timed: bool = True) -> Result:
    """A result of today on this machine without a figure, and why; with the yardsticks of what is timed."""
    beside = (busy(), yardstick()) if timed else (0.0, {})
    return Result(datetime.now(), 0, beside[0], machine(), beside[1], failed=why)
