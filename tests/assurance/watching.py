"""What a process and those that it started take, seen again and again while they do the same thing many times."""

import gc
import os
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from statistics import median

import psutil

from benchmarks.table import COUNT, Found, Row, Table, at_least, at_most

MB = 1024 * 1024
MOST_GROWTH = 10
"""Per cent that memory may grow from the second quarter of the turns to the last: more is a leak."""


@dataclass(frozen=True)
class Seen:
    """After a turn: memory in MB, open files, processes that it started, and what is in the temporary folder."""

    mb: float
    files: int
    processes: int
    left: int


@contextmanager
def temporary_folder() -> Iterator[Path]:
    """A temporary folder for this process and those that it starts, so that what is left in it can be counted."""
    before, name = os.environ.get("TMPDIR"), tempfile.tempdir
    with tempfile.TemporaryDirectory(prefix="s-") as folder:  # short: a socket's path may have 107 letters
        os.environ["TMPDIR"] = tempfile.tempdir = folder
        try:
            yield Path(folder)
        finally:
            tempfile.tempdir = name
            if before is None:
                del os.environ["TMPDIR"]
            else:
                os.environ["TMPDIR"] = before


def seen(folder: Path, process: int | None = None) -> Seen:
    """What a process, this one unless said, takes now with its children, and what is in a folder."""
    gc.collect()
    whole = psutil.Process(process)
    children = whole.children(recursive=True)
    memory, files = 0.0, 0
    for each in (whole, *children):
        with suppress(psutil.Error):  # it ended while it was looked at
            memory += each.memory_info().rss / MB
            files += each.num_fds()
    return Seen(memory, files, len(children), len(list(folder.iterdir())))


def rows(what: str, how_many: int) -> tuple[Row, ...]:
    """The rows of a table of something that is done so often."""
    none = at_most(0, of_figure=True)
    return (
        Row(what, COUNT, target=at_least(how_many, of_figure=True)),
        Row("memory in the second quarter of them", "MB"),
        Row("memory in the last quarter", "MB"),
        Row("growth of memory", "%", target=at_most(MOST_GROWTH, of_figure=True)),
        Row("more open files in the last quarter", COUNT, target=none),
        Row("more processes in the last quarter", COUNT, target=none),
        Row("more in the temporary folder in the last quarter", COUNT, target=none),
    )


def came_to(table: Table, turns: Sequence[Seen], how_many: int) -> Iterator[Found]:
    """What was seen over the turns, row by row; ``how_many`` were done in them."""
    early, late = turns[len(turns) // 4 : max(len(turns) // 2, len(turns) // 4 + 1)], turns[3 * len(turns) // 4 :]

    def growth(name: str) -> tuple[float, float]:
        return tuple(median(getattr(turn, name) for turn in some) for some in (early, late))

    first, last = growth("mb")
    more = [max(0, last - first) for first, last in map(growth, ("files", "processes", "left"))]
    grown = max(0.0, 100 * (last - first) / first)
    for row, figure in zip(table.rows, (how_many, first, last, grown, *more), strict=True):
        yield table.counted(row, figure)
