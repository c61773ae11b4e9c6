"""Reads a worksheet: its cells, and its rows as if they were written in the scenario, each cell with its place.

A sheet is read as if it were saved as CSV. Hidden rows and rows that a filter hides are read like any other. Only the
first of merged cells has a value.
"""

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from itertools import zip_longest
from pathlib import Path
from typing import IO, Any
from warnings import catch_warnings, simplefilter
from zipfile import ZipFile

from model.base.archive import too_much
from model.base.faults import Fault, InputFaults, listed, nearest_name
from model.schema.reading.document import Document, Path_
from model.schema.reading.excel_cells import ExcelCell
from model.schema.reading.excel_kinds import what_it_is
from model.schema.reading.grid import (
    HEADINGS_WITHIN,
    MOST_ROWS,
    Grid,
    Row,
    RowsOf,
    Unseen,
    letter,
    read_list,
)

MOST_UNPACKED, MOST_KEPT = 1_000_000_000, 100_000_000
"""The most bytes to which a file may unpack, and the most that may be left once its blank rows are taken out.

100,000 rows of 20 cells are within both limits. Eight columns formatted down to the last row are 207 million bytes
without a value.
"""
COPIED = "at most {:,} million bytes: copy the list alone into a new workbook"
MOST_COLUMNS = 100
A_SHEET = re.compile(r"xl/worksheets/[^/]+\.xml")
BLANK_ROW = re.compile(
    rb'<row(?=[^<>]*\sr=")[^<>]*(?:/>|(?<!/)>(?:\s*<c\b[^<>]*(?:/>|(?<!/)>(?:<v\s*/>|<v></v>)?</c>))*\s*</row>)'
)
"""A numbered row whose cells have no value. A sheet formatted down to its last row has a million of them."""
FORMULA = re.compile(rb"<f[\s/>]")
UNSEEN = re.compile(rb'\shidden="|<mergeCell\b')
HIDDEN_ROW = re.compile(rb'<row\b[^<>]*\shidden="(?:1|true)"[^<>]*>')
HIDDEN_COLUMN = re.compile(rb'<col\b[^<>]*\shidden="(?:1|true)"[^<>]*>')
MERGED = re.compile(rb'<mergeCell\b[^<>]*\sref="([A-Z]+)(\d+):([A-Z]+)(\d+)"')
AT_ONCE = 1 << 20


def read_sheet(
    document: Document, at: Path_, path: Path, sheet_name: str | None, of: RowsOf
) -> tuple[list[dict[str, Any]] | None, list[Fault]]:
    """The rows of a worksheet, each with its values by column, without blank cells.

    Args:
        document: the scenario as written; the place of each row is noted in it.
        at: the path under which the rows will be, such as ('present',).
        path: the file, which must exist.
        sheet_name: the sheet; None for the first that is not hidden.
        of: what a row is.

    Returns:
        The rows, or None where the sheet can't be read at all; and every fault of its form.
    """
    try:
        grid = excel_grid(path.as_posix(), path.read_bytes(), sheet_name)
    except NoSuchSheet as missing:
        return None, [document.fault(at, missing.expected, nearest=missing.nearest)]
    except InputFaults as unreadable:
        return None, list(unreadable.faults)
    rows, faults = read_list(document, at, grid, of)
    return rows, [*faults, *_merged(document, at, grid)]


def _merged(document: Document, at: Path_, grid: Grid) -> Iterator[Fault]:
    """A fault for each merged cell that spans several rows, since the rows below the first have no value."""
    lines = {line for path, (_, line) in document.lines.items() if path[:-1] == at}
    for top, left, bottom, right in grid.unseen.merged:
        if top < bottom and {*range(top, bottom + 1)} & lines:
            place = f"{letter(left)}{top}:{letter(right)}{bottom}"
            expected = "a value in each cell: unmerge the cells and fill in every row"
            yield Fault(grid.file, top, "the cell", "merged cells", expected, cell=f"sheet {grid.sheet}, cell {place}")


class NoSuchSheet(LookupError):
    """A workbook has no sheet of that name; ``expected`` lists its sheets."""

    def __init__(self, expected: str, nearest: str):
        self.expected, self.nearest = expected, nearest
        super().__init__(expected)


def excel_grid(file: str, content: bytes, sheet_name: str | None = None) -> Grid:
    """The filled cells of the named worksheet, or of the first that is not hidden where no name is given.

    Raises NoSuchSheet, and InputFaults where the file does not open as a workbook.
    """
    with _workbook(file, content) as workbook:
        shown = workbook.shown
        title = sheet_name or next(iter(shown), "")
        if title not in workbook.titles:
            expected = f"a sheet of {Path(file).name}: {listed(shown or ['the workbook has none'])}"
            raise NoSuchSheet(expected, nearest_name(title, shown))
        return workbook.grid(title)


def excel_grids(file: str, content: bytes) -> tuple[Grid, ...]:
    """Every worksheet's filled cells, in order. Raises InputFaults where the file does not open as a workbook."""
    with _workbook(file, content) as workbook:
        return tuple(map(workbook.grid, workbook.titles))


@dataclass(frozen=True)
class _Workbook:
    """An open workbook: its values, its formulas if any, and the hidden and merged parts of each sheet."""

    file: str
    values: Any
    formulas: Any
    unseen: dict[str, Unseen]

    @property
    def titles(self) -> list[str]:
        return [sheet.title for sheet in self.values.worksheets]

    @property
    def shown(self) -> tuple[str, ...]:
        return tuple(sheet.title for sheet in self.values.worksheets if sheet.sheet_state == "visible")

    def grid(self, title: str) -> Grid:
        sheet, formulas = self.values[title], self.formulas
        rows = _filled(_cells(self.file, sheet), _cells(self.file, formulas[title]) if formulas else ())
        unseen = self.unseen.get(sheet._worksheet_path.lstrip("/"), Unseen())
        return Grid(self.file, tuple(rows), title, self.shown, unseen)


@contextmanager
def _workbook(file: str, content: bytes) -> Iterator[_Workbook]:
    with _opening(file, content), ZipFile(BytesIO(content)) as packed:
        if refused := too_much(packed, MOST_UNPACKED):
            found, expected = refused
            raise InputFaults(
                [Fault(file, 1, "the file", found, f"{expected}: copy the list alone into a new workbook")]
            )
        trimmed, has_formulas, unseen = _trimmed(file, packed)
    with _opened(file, content, trimmed, has_formulas) as (values, formulas):
        yield _Workbook(file, values, formulas, unseen)


@contextmanager
def _opening(file: str, content: bytes = b"PK") -> Iterator[None]:
    """Turn any exception except InputFaults into a fault that says what the file is.

    A damaged workbook raises exceptions that are not documented.
    """
    try:
        yield
    except InputFaults:
        raise
    except Exception as error:
        raise InputFaults([Fault(file, 1, "the file", *what_it_is(content))]) from error


def _too_large(file: str, size: int, what: str, most: int) -> InputFaults:
    found = f"a workbook of {size // 1_000_000:,} million bytes {what}"
    return InputFaults([Fault(file, 1, "the file", found, COPIED.format(most // 1_000_000))])


def _trimmed(file: str, packed: ZipFile) -> tuple[BytesIO, bool, dict[str, Unseen]]:
    """The workbook without blank rows, whether it has formulas, and the unseen parts of its sheets.

    A sheet may have a million blank rows. The key of a sheet's unseen parts is the name of its file in the archive.
    """
    made, formulas, unseen, size = BytesIO(), False, {}, 0
    with ZipFile(made, "w") as kept:
        for name in packed.namelist():
            is_sheet = A_SHEET.fullmatch(name) is not None
            with packed.open(name) as part, kept.open(name, "w") as out:
                for piece in _without_blank_rows(part) if is_sheet else iter(lambda: part.read(AT_ONCE), b""):
                    formulas = formulas or (is_sheet and FORMULA.search(piece) is not None)
                    out.write(piece)
                    size += len(piece)
                    if size > MOST_KEPT:
                        raise _too_large(file, size, "or more in its cells, not counting blank rows", MOST_KEPT)
                    if is_sheet and UNSEEN.search(piece):
                        unseen[name] = _unseen(piece, unseen.get(name, Unseen()))
    return made, formulas, unseen


def _unseen(piece: bytes, before: Unseen) -> Unseen:
    """The hidden and merged parts in a piece of a sheet and in the pieces before. A piece ends only between rows."""
    rows = {int(row) for tag in HIDDEN_ROW.findall(piece) for row in re.findall(rb'\sr="(\d+)"', tag)}
    columns = {
        column - 1
        for tag in HIDDEN_COLUMN.findall(piece)
        for first, last in [(re.search(rb'\smin="(\d+)"', tag), re.search(rb'\smax="(\d+)"', tag))]
        if first and last
        for column in range(int(first[1]), min(int(last[1]), MOST_COLUMNS) + 1)
    }
    merged = tuple(
        (int(top), _column(left), int(bottom), _column(right)) for left, top, right, bottom in MERGED.findall(piece)
    )
    return Unseen(before.rows | rows, before.columns | columns, before.merged + merged)


def _column(letters: bytes) -> int:
    """The index of a column by its letters: A is 0."""
    number = 0
    for code in letters:
        number = number * 26 + code - ord("A") + 1
    return number - 1


def _without_blank_rows(part: IO[bytes]) -> Iterator[bytes]:
    """The bytes of a sheet without its blank rows, in pieces that end only between rows."""
    rest = b""
    while read := part.read(AT_ONCE):
        rest += read
        cut = rest.rfind(b"<row")
        if cut > 0:
            yield BLANK_ROW.sub(b"", rest[:cut])
            rest = rest[cut:]
    yield BLANK_ROW.sub(b"", rest)


@contextmanager
def _opened(file: str, content: bytes, workbook: BytesIO, has_formulas: bool) -> Iterator[tuple[Any, Any]]:
    """The workbook's values, and its formulas if any, since a blank cell may be a formula without a stored value."""
    from openpyxl import load_workbook

    with catch_warnings():  # openpyxl tells of validations and styles that it drops: nothing read here
        simplefilter("ignore")
        with _opening(file, content):
            values = load_workbook(workbook, read_only=True, data_only=True)
            formulas = load_workbook(workbook, read_only=True, data_only=False) if has_formulas else None
        try:
            yield values, formulas
        finally:
            values.close()
            if formulas:
                formulas.close()


def _cells(file: str, sheet: Any) -> Iterator[tuple]:
    with _opening(file):
        sheet.reset_dimensions()  # what the file says of its size may be wrong
        yield from sheet.iter_rows(max_col=MOST_COLUMNS)


def _filled(values: Iterable[tuple], formulas: Iterable[tuple]) -> Iterator[Row]:
    """Each row that has a value, as far as the first row beyond the limit."""
    from openpyxl.cell.read_only import EMPTY_CELL

    found, gap = 0, None  # the rows of a gap are one object
    for line, (row, as_written) in enumerate(zip_longest(values, formulas, fillvalue=()), start=1):
        if row is gap or all(cell is EMPTY_CELL for cell in row):
            gap = row
            continue
        cells = {
            column: ExcelCell(cell.value, cell.number_format, cell.data_type == "e", not_worked_out)
            for column, cell in enumerate(row)
            if cell is not EMPTY_CELL
            for not_worked_out in [bool(as_written) and _not_worked_out(cell, as_written[column])]
            if not_worked_out or not _blank(cell.value)
        }
        if cells:
            yield Row(line, cells)
            found += 1
            if found > MOST_ROWS + HEADINGS_WITHIN:
                return


def _blank(value: Any) -> bool:
    return value is None or (isinstance(value, str) and not value.strip())


def _not_worked_out(cell: Any, written: Any) -> bool:
    """Whether a formula's value was never stored. A formula that gives an empty text has a stored value."""
    return cell.value is None and cell.data_type != "str" and written.data_type == "f"
