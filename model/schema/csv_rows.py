"""Rows of a CSV file: they stand in the scenario as if they were written there, each with its line."""

import csv
from collections.abc import Collection, Iterator, Sequence
from io import StringIO
from pathlib import Path

from model.faults import Fault, nearest_name
from model.schema.document import Document, Path_


def read_rows(
    document: Document, at: Path_, path: Path, known: Collection[str], of: str
) -> tuple[list[dict[str, str]] | None, list[Fault]]:
    """The rows of a CSV file, column to text; blank rows and cells are left out, and lines noted in the document.

    Args:
        document: the scenario as written; the line of each row is noted in it.
        at: the path under which the rows will stand, such as ('present',).
        path: the file, which is there.
        known: the columns that it may have.
        of: what a row is, for the message on an unknown column, such as ``present posts``.

    Returns:
        The rows, or None where the file cannot be read at all; and every fault of its form.
    """
    file = path.as_posix()
    try:
        heading_line, header, rows = headed(split(path.read_text(encoding="utf-8-sig")))
    except (UnicodeDecodeError, csv.Error):
        expected = "a file saved as \u201cCSV UTF-8\u201d"
        return None, [Fault(file, 1, "the file", "letters that cannot be read", expected)]
    if len(header) == 1 and ";" in header[0]:
        expected = "columns separated by commas"
        return None, [Fault(file, heading_line, "the heading row", "columns separated by semicolons", expected)]
    faults, read = list(column_faults(file, heading_line, header, known, of)), []
    for line, row in rows:
        cells = [cell.strip() for cell in row]
        if not any(cells):
            continue
        document.lines[*at, len(read)] = (file, line)
        if len(cells) != len(header):
            expected = f"{len(header)} cells, as in the heading row"
            faults.append(Fault(file, line, "the row", f"{len(cells)} cells", expected))
        read.append({name: cell for name, cell in zip(header, cells, strict=False) if name in known and cell})
    return read, faults


def headed(rows: list[tuple[int, list[str]]]) -> tuple[int, list[str], list[tuple[int, list[str]]]]:
    """The line of the headings, the headings, and the rows below them: a title or blank lines may stand above.

    Headings are the first row of several cells; where there is none, the first with anything in it.
    """
    filled = [sum(bool(cell.strip()) for cell in ";".join(row).split(";")) for _, row in rows]
    place = next((n for least in (2, 1) for n, cells in enumerate(filled) if cells >= least), None)
    if place is None:
        return 1, [], []
    line, header = rows[place]
    return line, [name.strip() for name in header], rows[place + 1 :]


def split(text: str) -> list[tuple[int, list[str]]]:
    """Each row with the line on which it starts; a cell may run over several lines."""
    reader, rows, start = csv.reader(StringIO(text, newline="")), [], 1
    for row in reader:
        rows.append((start, row))
        start = reader.line_num + 1
    return rows


def column_faults(
    file: str, line: int, header: Sequence[str], known: Collection[str], of: str, cells: Sequence[str] = ()
) -> Iterator[Fault]:
    """Every column that is not known or stands twice; ``cells`` is the place of each heading in a workbook."""
    cells = cells or [""] * len(header)
    for name, cell in zip(header, cells, strict=True):
        if name not in known:
            expected = f"a column of {of}: {', '.join(sorted(known))}"
            yield Fault(file, line, f"column {name!r}", repr(name), expected, nearest_name(name, known), cell)
    for name in sorted({name for name in header if header.count(name) > 1}):
        again = cells[len(header) - 1 - header[::-1].index(name)]
        yield Fault(file, line, "the heading row", "the column twice", f"{name!r} once", cell=again)
