"""What a sweep keeps in a folder: every row as it comes, so that nothing is run twice, and all rows at the end.

``kept.jsonl`` is written line by line and has every row ever worked out here. ``results.jsonl`` has the rows of the
last sweep in order. ``results.parquet`` has the same rows; it is written only where pyarrow is installed.
"""

import contextlib
from collections.abc import Iterable, Sequence
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from types import TracebackType
from typing import Any, TextIO

from model.base.whole_file import put_whole
from model.uncertainty.sweep.job import Job
from model.uncertainty.sweep.row import Row

KEPT, RESULTS, PARQUET = "kept.jsonl", "results.jsonl", "results.parquet"


class Kept:
    """The rows that a folder keeps, found by what they depend on. Rows can be added within a ``with`` block."""

    def __init__(self, folder: Path):
        self.path = folder / KEPT
        self._rows = {(row.scenario, row.key): row for row in _rows_in(self.path)}
        self._files: dict[str, set[tuple[str, ...]]] = {}
        for row in self._rows.values():
            self._files.setdefault(row.scenario, set()).add(row.files)
        self._open: TextIO | None = None

    def row_of(self, job: Job) -> Row | None:
        """The kept row of a job, if nothing that it depends on has changed; None where it must be run."""
        keys = (job.key(files) for files in sorted(self._files.get(job.name, ())))
        return next((self._rows[job.name, key] for key in keys if (job.name, key) in self._rows), None)

    def __enter__(self) -> "Kept":
        self.path.parent.mkdir(parents=True, exist_ok=True)
        cut_off = self.path.is_file() and not self.path.read_bytes().endswith(b"\n")
        self._open = self.path.open("a", encoding="utf-8", newline="\n")
        if cut_off and self.path.stat().st_size:
            self._open.write("\n")  # the last line of a run that was stopped while it wrote
        return self

    def __exit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        if self._open:
            self._open.close()

    def add(self, row: Row) -> None:
        """Keep a row. It is in the file before the next row comes."""
        if self._open is None:
            raise RuntimeError("rows can be kept only inside a `with` block")
        self._open.write(f"{row.line()}\n")
        self._open.flush()


def _rows_in(path: Path) -> Iterable[Row]:
    """The rows of a file, without lines that were cut off or are of another version of the workbook."""
    if path.is_file():
        for line in path.read_text(encoding="utf-8", errors="replace").splitlines():
            with contextlib.suppress(ValueError, TypeError, KeyError):
                yield Row.of_line(line)


def results_text(rows: Sequence[tuple[int, Row]]) -> str:
    """The rows in order with their numbers, one to a line. The same sweep always gives the same bytes."""
    return "".join(f"{row.line(number)}\n" for number, row in sorted(rows, key=lambda one: one[0]))


def fingerprint(rows: Sequence[tuple[int, Row]]) -> str:
    """SHA-256 of the rows as written."""
    return sha256(results_text(rows).encode()).hexdigest()


def write_results(rows: Sequence[tuple[int, Row]], folder: Path) -> list[Path]:
    """Write the rows of a sweep, each file whole or not at all. Returns their paths."""
    folder.mkdir(parents=True, exist_ok=True)
    whole = folder / RESULTS
    put_whole(whole, results_text(rows).encode())
    return [whole, *_as_parquet(sorted(rows, key=lambda one: one[0]), folder / PARQUET)]


def _as_parquet(rows: Sequence[tuple[int, Row]], path: Path) -> list[Path]:
    """Write the rows as Parquet, a column for each place and each figure; gives no file without pyarrow."""
    try:
        import pyarrow
        from pyarrow import parquet
    except ImportError:
        path.unlink(missing_ok=True)
        return []
    written = BytesIO()
    parquet.write_table(pyarrow.table(columns(rows)), written)
    put_whole(path, written.getvalue())
    return [path]


def columns(rows: Sequence[tuple[int, Row]]) -> dict[str, list[Any]]:
    """A sweep by column: row, scenario, each place changed, each figure, fault, faults, packs if any, and key."""
    places = dict.fromkeys(place for _, row in rows for place in row.changes)
    figures = dict.fromkeys(name for _, row in rows for name in row.figures)
    table: dict[str, list[Any]] = {
        "row": [number for number, _ in rows],
        "scenario": [row.scenario for _, row in rows],
    }
    table |= {place: [_text(row.changes.get(place)) for _, row in rows] for place in places}
    table |= {name: [row.figures.get(name) for _, row in rows] for name in figures}
    table |= {"fault": [row.fault for _, row in rows], "faults": [row.faults for _, row in rows]}
    if any(row.pack for _, row in rows):
        table |= {"pack": [row.pack for _, row in rows], "blocking": [row.blocking for _, row in rows]}
    return table | {"key": [row.key for _, row in rows]}


def _text(value: Any) -> str | None:
    return None if value is None else str(value)
