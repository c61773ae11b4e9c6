"""A CSV file as a list of cells, and its rows in a scenario: as if they were written there, each with its line."""

import csv
from collections.abc import Mapping
from io import StringIO
from pathlib import Path

from model.base.faults import Fault, InputFaults
from model.schema.reading.document import Document, Path_
from model.schema.reading.grid import Aside, Grid, Row, heading_faults, headings_of, read_below


def read_rows(
    document: Document, at: Path_, path: Path, known: Mapping[str, str], of: str, aside: Aside | None = None
) -> tuple[list[dict[str, str]] | None, list[Fault]]:
    """The rows of a CSV file, column to text; blank rows and cells are left out, and lines noted in the document.

    Args:
        document: the scenario as written; the line of each row is noted in it.
        at: the path under which the rows will stand, such as ('present',).
        path: the file, which is there.
        known: the columns that it may have, each to the kind of its cells.
        of: what a row is, for the message on an unknown column, such as ``present posts``.
        aside: tells rows that are none of the list, such as a total.

    Returns:
        The rows, or None where the file cannot be read at all; and every fault of its form.
    """
    try:
        grid = csv_grid(path.as_posix(), path.read_bytes())
    except InputFaults as unreadable:
        return None, list(unreadable.faults)
    headings = headings_of(grid, lambda name: name if name in known else None)
    if headings is None:
        return [], []
    faults = list(heading_faults(grid, headings, known, of))
    rows, more = read_below(document, at, grid, headings, headings.names, known, aside)
    return rows, faults + more


def csv_grid(file: str, content: bytes) -> Grid:
    """The filled cells of a CSV file. Raises InputFaults where it cannot be read or has semicolons for commas."""
    try:
        text = content.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
        rows = split(text)
    except (UnicodeDecodeError, csv.Error):
        expected = "a file saved as \u201cCSV UTF-8\u201d"
        raise InputFaults([Fault(file, 1, "the file", "letters that cannot be read", expected)]) from None
    parts = [(line, row, sum(bool(cell.strip()) for cell in ";".join(row).split(";"))) for line, row in rows]
    line, heading = next(((line, row) for line, row, number in parts if number > 1), (0, ()))
    if len(heading) == 1:
        found, expected = "columns separated by semicolons", "columns separated by commas"
        raise InputFaults([Fault(file, line, "the heading row", found, expected)])
    filled = ((line, len(row), {n: cell.strip() for n, cell in enumerate(row) if cell.strip()}) for line, row in rows)
    return Grid(file, tuple(Row(line, cells, width) for line, width, cells in filled if cells))


def split(text: str) -> list[tuple[int, list[str]]]:
    """Each row with the line on which it starts; a cell may run over several lines."""
    reader, rows, start = csv.reader(StringIO(text, newline="")), [], 1
    for row in reader:
        rows.append((start, row))
        start = reader.line_num + 1
    return rows
