"""A CSV file as a list of cells, and its rows as if the scenario had them itself, each with its line."""

import csv
from io import StringIO

from model.base.faults import Fault, InputFaults
from model.schema.reading.grid import Grid, Row


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
