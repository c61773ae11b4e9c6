"""What a command that measures is made of: its parts, the page that it writes, and where results are kept meanwhile."""

from dataclasses import dataclass
from pathlib import Path

from benchmarks.table import Benchmark


@dataclass(frozen=True)
class Book:
    """A command of workbook.py that measures part by part, and the page that it writes.

    ``first`` is the title of the page with a sentence below it; ``how`` its section on how it comes about, in which
    ``{total}`` becomes how long all parts took. ``part``: what a part is called. ``sizable``: whether a share of each
    number may be asked for.
    """

    command: str
    part: str
    page: Path
    kept: Path
    first: str
    how: str
    parts: tuple[Benchmark, ...]
    sizable: bool = False

    @property
    def names(self) -> list[str]:
        return [part.name for part in self.parts]

    def place(self, name: str) -> Path:
        """Where the result of a part is kept."""
        return self.kept / f"{name}.json"
