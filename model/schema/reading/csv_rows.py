"""Reads a CSV file as rows of cells, each row with its line."""

import csv
from collections.abc import Iterable, Sequence
from io import StringIO

from model.base.faults import Fault, InputFaults
from model.schema.reading.encoding import A_LIST, in_utf8
from model.schema.reading.grid import Grid, Row

OTHER_SEPARATORS = {";": "semicolons", "\t": "tabs"}
"""What programs put between cells instead of a comma."""


def csv_grid(file: str, content: bytes) -> Grid:
    """The filled cells of a CSV file. Raises InputFaults where it can't be read, or commas don't separate its cells."""
    text = in_utf8(content, file, A_LIST).replace("\r\n", "\n").replace("\r", "\n")
    try:
        rows = split(text)
    except csv.Error as unread:
        raise InputFaults([long_cell(file, unread)]) from None
    if other := other_separator(file, rows):
        raise InputFaults([other])
    filled = ((line, len(row), {n: cell.strip() for n, cell in enumerate(row) if cell.strip()}) for line, row in rows)
    return Grid(file, tuple(Row(line, cells, width) for line, width, cells in filled if cells))


def long_cell(file: str, unread: csv.Error) -> Fault:
    """The fault of a list that can't be split into cells, such as a cell with more letters than any text has."""
    found = "a cell of more than 131,072 letters" if "field larger" in str(unread) else str(unread)
    return Fault(file, 1, "the file", found, "a quotation mark at the end of each text that begins with one")


def other_separator(file: str, rows: Iterable[tuple[int, Sequence[str]]]) -> Fault | None:
    """The fault of a list whose first row of several cells has semicolons or tabs between them; else None."""
    for line, row in rows:
        several = next((mark for mark in OTHER_SEPARATORS if _cells(mark.join(row), mark) > 1), "")
        if several and len(row) == 1:
            found = f"columns separated by {OTHER_SEPARATORS[several]}"
            return Fault(file, line, "the heading row", found, "columns separated by commas")
        if several or _cells(",".join(row), ",") > 1:
            return None
    return None


def _cells(text: str, mark: str) -> int:
    """The number of filled cells in a row whose cells have a mark between them."""
    return sum(bool(cell.strip()) for cell in text.split(mark))


def split(text: str) -> list[tuple[int, list[str]]]:
    """Each row with the line on which it starts; a cell may run over several lines."""
    reader, rows, start = csv.reader(StringIO(text, newline="")), [], 1
    for row in reader:
        rows.append((start, row))
        start = reader.line_num + 1
    return rows
