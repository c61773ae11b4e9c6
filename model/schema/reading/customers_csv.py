"""Reads a list of agreements from a CSV file, a worksheet or the scenario, as columns of text with their places.

A list of thousands of rows is split into columns at once. Rows are looked at one by one only where there is a fault.
"""

import csv
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from io import StringIO
from itertools import pairwise
from operator import methodcaller
from pathlib import Path
from typing import Any

from model.base.faults import Fault, InputFaults, shortened
from model.schema.reading.beside import file_beside, not_there
from model.schema.reading.csv_rows import long_cell, other_separator
from model.schema.reading.document import Document, Path_, in_words
from model.schema.reading.encoding import A_LIST, in_utf8
from model.schema.reading.excel_rows import read_sheet
from model.schema.reading.grid import RowsOf, column_faults
from model.schema.reading.rows_beside import NAME, kinds_of
from model.schema.sections.customers import Agreement, AsWritten
from model.schema.sections.declared import BESIDE, key_of

AT = ("customers", "agreements")
OF = "the list of agreements"
COLUMNS = kinds_of(Agreement)
"""The kind of value that a worksheet's cells have in each column."""
AGREEMENTS = RowsOf(COLUMNS, OF)
NEEDED = tuple(key_of(name, field) for name, field in Agreement.model_fields.items() if field.is_required())
"""Columns that can't be left out."""
ONE_ROW = "at least one row below the heading row"
BLANK = ", \t"
ENDS_EARLY = "an agreement, or the end of the list. Rows may be lost where a list with a blank row in it is copied"


@dataclass(frozen=True)
class Listing(AsWritten):
    """A list of agreements as columns of text, one text a row, with the place of each row. A column may be missing."""

    document: Document
    columns: Mapping[str, Sequence[str]]
    rows: int
    file: str = ""
    """The CSV file; empty where ``document`` has the place of each row."""
    lines: Sequence[int] = ()
    """The line of each row in the CSV file; empty where there is no such file."""
    kept: Sequence[int] = field(default=())
    """The index of each row in the document; empty where there is a CSV file."""

    def fault(self, row: int, column: str, expected: str, found: str | None = None, nearest: str = "") -> Fault:
        """A fault of one row; ``found`` is the text of its cell, unless it is given."""
        if found is None:
            text = self.columns[column][row].strip() if column in self.columns else ""
            found = shortened(repr(text)) if text else "nothing"
        if self.file:
            path = (*AT, self.lines[row] - 2, column) if column else (*AT, self.lines[row] - 2)
            return Fault(self.file, self.lines[row], in_words(path), found, expected, nearest, path=path)
        path = (*AT, self.kept[row], column) if column else (*AT, self.kept[row])
        return self.document.fault(path, expected, found=found, nearest=nearest)

    def of_whole(self, where: str, found: str, expected: str) -> Fault:
        """A fault of the whole list, at its heading row or its first line."""
        file, line = (self.file, 1) if self.file else self.document.place(AT)
        return Fault(file, line, where, found, expected)

    def place(self, row: int) -> str:
        """A row's place for a sentence: ``line 12`` or ``sheet Schools, row 12``."""
        return self.document.cell((*AT, self.kept[row])) if self._in_sheet else f"line {self._line(row)}"

    def file_and_place(self, row: int) -> str:
        """A row's file and place for a sentence: ``schools.csv, line 12``."""
        return f"{self.file}, {self.place(row)}" if self.file else self.document.place_in_words((*AT, self.kept[row]))

    def as_rows(self) -> tuple[list[dict[str, str]], dict[Path_, tuple[str, int]]]:
        """The rows as a scenario file would have them, without blank cells; and the file and line of each."""
        cells = {name: [text.strip() for text in texts] for name, texts in self.columns.items()}
        rows = [{name: texts[row] for name, texts in cells.items() if texts[row]} for row in range(self.rows)]
        return rows, {(*AT, row): (self.file, line) for row, line in enumerate(self.lines)} if self.file else {}

    @property
    def _in_sheet(self) -> bool:
        return not self.file and AT in self.document.sheets

    def _line(self, row: int) -> int:
        return self.lines[row] if self.file else self.document.place((*AT, self.kept[row]))[1]


def read_agreements(document: Document, folder: Path, name: str) -> tuple[Listing, list[Fault]]:
    """The content of a named file of agreements, without rows where it can't be read; and every fault of its form."""
    workbook = NAME.fullmatch(name)
    path = file_beside(folder, workbook["file"] if workbook else name)
    if path is None:
        expected = f"a list of agreements, or {BESIDE}"
        return Listing(document, {}, 0), [document.fault(AT, expected, found=not_there(name))]
    document.files.add(path.as_posix())
    listing, faults = _of_sheet(document, path, workbook["sheet"]) if workbook else _of_csv(document, path)
    return listing or Listing(document, {}, 0), faults


def listing_of(document: Document) -> tuple[Listing | None, list[Fault]]:
    """A document's list of agreements, from a file or from the scenario itself, and its faults of form.

    None where there is no list. A list without rows was empty or could not be read, and a fault says so.
    """
    customers = document.data.get("customers")
    held = customers.get("agreements") if isinstance(customers, dict) else None
    if isinstance(held, list):
        return _of_rows(document, held)
    return (held, []) if isinstance(held, Listing) else (None, [])


def _of_sheet(document: Document, path: Path, sheet: str | None) -> tuple[Listing | None, list[Fault]]:
    rows, faults = read_sheet(document, AT, path, sheet, AGREEMENTS)
    if not rows:
        return None, faults or [Fault(path.as_posix(), 1, OF, "no agreement", ONE_ROW)]
    listing, more = _of_rows(document, rows)
    file, name = path.as_posix(), document.sheets[AT].name
    lines = [document.lines[*AT, row][1] for row in range(len(rows))]
    for above, below in pairwise(lines):
        if below > above + 1:
            more.append(Fault(file, above + 1, OF, "a blank row", ENDS_EARLY, cell=f"sheet {name}, row {above + 1}"))
    return listing, [*faults, *more, *_missing(file, document.sheets[AT].columns)]


def _of_rows(document: Document, rows: list[Any]) -> tuple[Listing, list[Fault]]:
    """A listing of rows of keys and values, from a worksheet or a scenario file."""
    kept = [number for number, row in enumerate(rows) if isinstance(row, dict)]
    faults = [
        document.fault((*AT, number), "an agreement: keys and values", found=shortened(_text(row)) or "nothing")
        for number, row in enumerate(rows)
        if not isinstance(row, dict)
    ]
    if AT not in document.sheets:
        for number in kept:
            file, line = document.place((*AT, number))
            faults += column_faults(file, line, dict(enumerate(map(str, rows[number]))), AGREEMENTS)
    columns = {name: [_text(rows[number].get(name)) for number in kept] for name in COLUMNS}
    if not rows:
        faults.append(document.fault(AT, "at least one agreement", found="none"))
    return Listing(document, columns, len(kept), kept=kept), faults


def _text(value: Any) -> str:
    """A value as the text of a cell of a CSV file; a list has semicolons between its parts."""
    if value is None:
        return ""
    if isinstance(value, list):
        return "; ".join(map(_text, value))
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


def _of_csv(document: Document, path: Path) -> tuple[Listing | None, list[Fault]]:
    file = path.as_posix()
    try:
        text = in_utf8(path.read_bytes(), file, A_LIST).replace("\r\n", "\n").replace("\r", "\n")
        columns = _split_at_once(text)
        rows = _split_by_rows(text) if columns is None else {}
    except InputFaults as unread:
        return None, list(unread.faults)
    except csv.Error as unread:
        return None, [long_cell(file, unread)]
    if columns is not None:
        lines: Sequence[int] = range(1, len(columns[0]) + 1)
        faults = []
    else:
        columns, lines, faults = _even_rows(file, rows)
    header = [column[0].strip() for column in columns]
    if header and (other := other_separator(file, [(1, text.partition("\n")[0].split(","))])):
        return None, [other]
    faults += [*column_faults(file, 1, dict(enumerate(header)), AGREEMENTS), *_missing(file, header)]
    if len(lines) < 2:
        return None, faults if faults and header else [*faults, Fault(file, 1, OF, "no agreement", ONE_ROW)]
    held = {name: column[1:] for name, column in zip(header, columns, strict=True)}
    return Listing(document, held, len(lines) - 1, file, lines[1:]), faults


def _split_at_once(text: str) -> list[list[str]] | None:
    """The columns of a list without quotation marks, with rows of one width and no blank row; None for any other list.

    A list of thousands is split in a third of the time that splitting row by row takes.
    """
    rows = text.split("\n")
    while rows and not rows[-1].strip(BLANK):
        rows.pop()
    plain = '"' not in text and len(set(map(methodcaller("count", ","), rows))) == 1
    if not plain or not all(map(methodcaller("strip", BLANK), rows)):
        return None
    cells, width = ",".join(rows).split(","), rows[0].count(",") + 1
    return [cells[column::width] for column in range(width)]


def _split_by_rows(text: str) -> dict[int, list[str]]:
    """The cells of each row, by the line on which it starts; a cell in quotation marks may have several lines."""
    reader, rows, start = csv.reader(StringIO(text, newline="")), {}, 1
    for row in reader:
        rows[start] = row
        start = reader.line_num + 1
    return rows


def _even_rows(file: str, rows: Mapping[int, list[str]]) -> tuple[list[tuple[str, ...]], list[int], list[Fault]]:
    """The columns and lines of those rows that are as wide as the headings, and a fault for each other row."""
    filled = {line: any(cell.strip() for cell in row) for line, row in rows.items()}
    last = max((line for line, some in filled.items() if some), default=0)
    heading = next((line for line, some in filled.items() if some), 0)
    width, kept, faults = len(rows.get(heading, ())), {}, []
    for line, row in rows.items():
        if line <= last and not filled[line]:
            faults.append(Fault(file, line, OF, "a blank row", ENDS_EARLY))
        elif line <= last and len(row) != width:
            expected = f"{width} cells, as in the heading row"
            faults.append(Fault(file, line, "the row", f"{len(row)} cells", expected))
        elif line <= last:
            kept[line] = row
    return list(zip(*kept.values(), strict=True)), list(kept), faults


def _missing(file: str, header: Collection[str]) -> list[Fault]:
    return [
        Fault(file, 1, "the heading row", f"no column {name}", f"the columns {', '.join(NEEDED)}")
        for name in NEEDED
        if name not in header
    ]
