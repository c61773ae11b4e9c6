"""Rows of a worksheet: they stand in the scenario as if they were written there, each cell with its place.

A sheet is read as saving it as CSV would write it: hidden rows and rows that a filter hides are read like any
other, and a merged cell holds its value in its first cell only.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from itertools import zip_longest
from pathlib import Path
from typing import Any
from warnings import catch_warnings, simplefilter
from zipfile import BadZipFile, ZipFile

from model.faults import Fault, listed, nearest_name
from model.financial_year import in_words
from model.schema.csv_rows import column_faults
from model.schema.document import Document, Path_, Sheet

MOST_ROWS = 100_000
"""Rows with something in them; more are not a ledger of one budget."""
MOST_BYTES = 200_000_000
"""What the file may unpack to: a small file that unpacks to more is not opened."""
LAST_ROW, MOST_COLUMNS = 1_048_576, 100
A_WORKBOOK = "a workbook saved as .xlsx, without a password"


def read_sheet(
    document: Document, at: Path_, path: Path, sheet_name: str | None, kinds: Mapping[str, str], of: str
) -> tuple[list[dict[str, Any]] | None, list[Fault]]:
    """The rows of a worksheet, column to value; blank rows and cells are left out, and places noted in the document.

    Args:
        document: the scenario as written; the place of each row is noted in it.
        at: the path under which the rows will stand, such as ('present',).
        path: the file, which is there.
        sheet_name: the sheet; None for the first that is not hidden.
        kinds: each column that it may have, to ``number``, ``share``, ``day`` or ``text``.
        of: what a row is, for the message on an unknown column, such as ``present posts``.

    Returns:
        The rows, or None where the sheet cannot be read at all; and every fault of its form.
    """
    file = path.as_posix()
    try:
        if (size := _unpacked(path)) > MOST_BYTES:
            return None, [Fault(file, 1, "the file", f"{size:,} bytes once unpacked", f"no more than {MOST_BYTES:,}")]
        with _opened(path) as (values, formulas):
            sheets = {sheet.title: sheet.sheet_state == "visible" for sheet in values.worksheets}
            shown = [title for title, visible in sheets.items() if visible]
            title = sheet_name or next(iter(shown), "")
            if title not in sheets:
                expected = f"a sheet of {path.name}: {listed(shown or ['it has none'])}"
                return None, [document.fault(at, expected, nearest=nearest_name(title, shown))]
            reading = _Reading(document, at, file, title, kinds, of)
            reading.read(_rows(values[title]), _rows(formulas[title]))
    except _NotAWorkbook:
        return None, [Fault(file, 1, "the file", "a file that does not open as a workbook", A_WORKBOOK)]
    return reading.rows, reading.faults


class _NotAWorkbook(Exception):
    """The file is something else, damaged, or locked by a password."""


class _Refused(Exception):
    """A cell that cannot be read: what was found, and what was expected."""


def _unpacked(path: Path) -> int:
    try:
        with ZipFile(path) as packed:
            return sum(part.file_size for part in packed.infolist())
    except (BadZipFile, OSError) as error:
        raise _NotAWorkbook from error


@contextmanager
def _opened(path: Path) -> Iterator[tuple[Any, Any]]:
    """The workbook twice: its values, and its formulas, where alone one with no stored value differs from a blank."""
    from openpyxl import load_workbook

    with catch_warnings():  # openpyxl tells of validations and styles that it drops: nothing read here
        simplefilter("ignore")
        try:
            values, formulas = (load_workbook(path, read_only=True, data_only=only) for only in (True, False))
        except Exception as error:  # what a damaged workbook raises is not documented
            raise _NotAWorkbook from error
        try:
            yield values, formulas
        finally:
            values.close()
            formulas.close()


def _rows(sheet: Any) -> Iterator[tuple]:
    try:  # with its own bounds, since what the file says of its size may be wrong
        yield from sheet.iter_rows(max_row=LAST_ROW, max_col=MOST_COLUMNS)
    except Exception as error:  # as above
        raise _NotAWorkbook from error


@dataclass
class _Reading:
    document: Document
    at: Path_
    file: str
    title: str
    kinds: Mapping[str, str]
    of: str
    rows: list[dict[str, Any]] | None = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)

    def read(self, values: Iterator[tuple], formulas: Iterator[tuple]) -> None:
        """The first row of several cells is the heading row: a title may stand above it."""
        from openpyxl.cell.read_only import EMPTY_CELL
        from openpyxl.utils import get_column_letter

        letters = [get_column_letter(column) for column in range(1, MOST_COLUMNS + 1)]
        header, told = None, set()
        for line, (row, as_written) in enumerate(zip_longest(values, formulas, fillvalue=()), start=1):
            filled = [
                (column, cell)
                for column, cell in enumerate(row)
                if cell is not EMPTY_CELL and (not _blank(cell.value) or _not_worked_out(cell, as_written[column]))
            ]
            if not filled:
                continue
            if header is None and len(filled) == 1:
                continue
            if header is None:
                header = {column: str(cell.value).strip() for column, cell in filled}
                self._headed(line, header, letters)
                continue
            if len(self.rows) == MOST_ROWS:
                expected = f"no more than {MOST_ROWS:,} rows with something in them"
                self.faults.append(self._fault(line, f"row {line}", "the row", "another row", expected))
                self.rows = None
                return
            self.document.lines[*self.at, len(self.rows)] = (self.file, line)
            self.rows.append({})
            for column, cell in filled:
                name = header.get(column)
                if name is None and column not in told:
                    told.add(column)
                    expected = "a heading above it; a merged heading names only its first column"
                    self.faults.append(
                        self._fault(line, f"cell {letters[column]}{line}", "the cell", _shown(cell.value), expected)
                    )
                if name in self.kinds:
                    self._take(name, cell, line, f"cell {letters[column]}{line}")
        if header is None:
            self.faults.append(self._fault(1, "row 1", "the sheet", "no row of several cells", "a heading row"))

    def _headed(self, line: int, header: dict[int, str], letters: list[str]) -> None:
        columns = {name: letters[column] for column, name in header.items()}
        self.document.sheets[self.at] = Sheet(self.title, columns)
        cells = [f"sheet {self.title}, cell {letters[column]}{line}" for column in header]
        self.faults += column_faults(self.file, line, list(header.values()), self.kinds, self.of, cells)

    def _take(self, name: str, cell: Any, line: int, place: str) -> None:
        try:
            value = _value(cell, self.kinds[name])
        except _Refused as refused:
            self.faults.append(self._fault(line, place, name, *refused.args))
            return
        self.rows[-1][name] = value

    def _fault(self, line: int, place: str, where: str, found: str, expected: str) -> Fault:
        return Fault(self.file, line, where, found, expected, cell=f"sheet {self.title}, {place}")


def _blank(value: Any) -> bool:
    return value is None or (isinstance(value, str) and not value.strip())


def _not_worked_out(cell: Any, written: Any) -> bool:
    """Whether a formula's value was never stored; one that gives no text has stored that."""
    return cell.value is None and cell.data_type != "str" and written.data_type == "f"


def _value(cell: Any, kind: str) -> Any:
    """A cell's value as its column takes it. Raises _Refused with what was found and what was expected."""
    value = cell.value
    if value is None:
        raise _Refused("a formula with no stored value", "a value: open the file in Excel and save it there")
    if cell.data_type == "e":
        raise _Refused(f"the error {value}", "a value")
    if isinstance(value, time | timedelta):
        raise _Refused("a time of day", "a value")
    if isinstance(value, datetime):
        value = value.date()
    if isinstance(value, date):
        if kind == "text":
            raise _Refused(
                f"the date {in_words(value)}", "text; Excel makes a date of 11-12 unless it is typed as '11-12"
            )
        return value
    if isinstance(value, str):
        if kind in ("number", "share"):
            raise _Refused(
                f"the text {value.strip()!r}", "a number typed as one: a cell of text does not add up in Excel"
            )
        return value.strip()
    if isinstance(value, bool):
        return value
    if "%" in cell.number_format and kind != "share":
        raise _Refused(f"the percentage {value:.4%}", "a plain number" if kind == "number" else "no percentage")
    return value if kind != "text" else _digits(value, cell.number_format)


def _digits(number: float, number_format: str) -> str:
    """A number in a column of text, such as a post number: a whole one without its point, 0007 as it is shown."""
    whole = str(int(number)) if float(number).is_integer() else str(number)
    return whole.zfill(len(number_format)) if set(number_format) == {"0"} else whole


def _shown(value: Any) -> str:
    text = repr(value) if isinstance(value, str) else str(value)
    return text if len(text) <= 60 else f"{text[:57]}..."
