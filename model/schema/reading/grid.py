"""A list as cells, before it is known which row has the headings; the search for that row; and the rows by column.

One reading serves the files that a scenario names and the lists that are taken in at the desk.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from model.base.faults import Fault, listed, nearest_name, shortened
from model.schema.reading.document import Document, Path_, Sheet
from model.schema.reading.excel_cells import ExcelCell, Refused

MOST_ROWS = 100_000
"""The most rows with a value in them. The ledger of one budget has fewer."""
A_LIST = "a heading row, and the rows below it"
MOST_NAMED = 30
"""The most unknown columns that are named one by one. A file with more is a different list, or no list at all."""
HEADINGS_WITHIN = 20
"""Rows from the top among which the headings are looked for."""


@dataclass(frozen=True)
class Row:
    """A row with a value in it: its line, its filled cells by column index, and the width of a CSV row."""

    line: int
    cells: Mapping[int, "str | ExcelCell"]
    width: int = 0


@dataclass(frozen=True)
class Unseen:
    """The parts of a worksheet that a reader does not see: hidden rows, hidden columns, and merged cells."""

    rows: frozenset[int] = frozenset()
    columns: frozenset[int] = frozenset()
    merged: tuple[tuple[int, int, int, int], ...] = ()
    """First row, first column, last row and last column of each merged block; rows from 1, columns from 0."""


@dataclass(frozen=True)
class Grid:
    """The rows of a CSV file or of one worksheet that have a value in them.

    ``sheet`` is the worksheet read, and ``sheets`` are those that are not hidden; both are empty for a CSV file.
    """

    file: str
    rows: tuple[Row, ...]
    sheet: str = ""
    sheets: tuple[str, ...] = ()
    unseen: Unseen = Unseen()

    def cell(self, line: int, column: int | None = None) -> str:
        """The place of a fault: ``sheet Ledger, cell C7``, or ``sheet Ledger, row 7``; empty for a CSV file."""
        if not self.sheet:
            return ""
        return f"sheet {self.sheet}, {f'row {line}' if column is None else f'cell {letter(column)}{line}'}"


@dataclass(frozen=True)
class Headings:
    """The headings of a list by column, and the index of their first and last row in the grid."""

    names: Mapping[int, str]
    first: int
    last: int

    def line(self, grid: Grid) -> int:
        """The line of the lower row of headings."""
        return grid.rows[self.last].line


@dataclass(frozen=True)
class Aside:
    """How to recognise a row that is not part of the list. ``of`` says what such a row is; empty for other rows."""

    of: Callable[[Row, Mapping[int, str]], str]
    expected: str


@dataclass(frozen=True)
class RowsOf:
    """What to expect of the rows of a list: their columns, their name in words, and which rows to leave aside.

    ``kinds`` maps each column to ``number``, ``share``, ``day`` or ``text``.
    """

    kinds: Mapping[str, str]
    words: str = ""
    aside: Aside | None = None


def letter(column: int) -> str:
    """A column's letter in a worksheet: 0 is A."""
    return (letter(column // 26 - 1) if column >= 26 else "") + chr(ord("A") + column % 26)


def heading_choices(grid: Grid, known: Callable[[str], Any]) -> list[Headings]:
    """Each row that may have the headings, and each pair of rows with more known headings than either alone.

    ``known`` gives what a heading means, and None where it means nothing.
    """
    top = grid.rows[:HEADINGS_WITHIN]
    least = 2 if any(len(row.cells) > 1 for row in grid.rows) else 1
    single = {n: _single(row, n) for n, row in enumerate(top) if len(row.cells) >= least}
    choices = []
    for number, row in enumerate(top):
        choices += [single[number]] if number in single else []
        if number + 1 < len(top):
            below = top[number + 1]
            names = {
                c: " ".join(f"{_text(row, c)} {_text(below, c)}".split()) for c in sorted({*row.cells, *below.cells})
            }
            pair = Headings(names, number, number + 1)
            either = max((meanings(single[n], known) for n in (number, number + 1) if n in single), default=0)
            choices += [pair] if meanings(pair, known) > max(either, 1) else []
    return choices


def headings_of(grid: Grid, known: Callable[[str], Any]) -> Headings | None:
    """The headings: the row with most known headings, or the first row of several cells if none has a known heading.

    None where there is no such row. A title, a row of merged headings or blank lines may be above the headings.
    """
    choices = heading_choices(grid, known)
    return max(choices, key=lambda choice: (meanings(choice, known), choice.first == choice.last), default=None)


def meanings(headings: Headings, known: Callable[[str], Any]) -> int:
    """The number of different meanings of the headings."""
    return len({known(name) for name in headings.names.values()} - {None})


def heading_faults(grid: Grid, headings: Headings, of: RowsOf) -> Iterator[Fault]:
    """Faults of columns that are unknown, that appear twice, or that have cells without a heading."""
    line, names = headings.line(grid), headings.names
    yield from column_faults(grid.file, line, names, of, lambda column: grid.cell(line, column))
    told = set()
    for row in grid.rows[headings.last + 1 :] if grid.sheet else ():
        for column in row.cells.keys() - names.keys() - told:
            told.add(column)
            found, expected = (
                short(row.cells[column]),
                "a heading above the cell; a merged heading counts for its first column only",
            )
            yield Fault(grid.file, row.line, "the cell", found, expected, cell=grid.cell(row.line, column))


def column_faults(
    file: str, line: int, names: Mapping[int, str], of: RowsOf, cell_of: Callable[[int], str] = lambda column: ""
) -> Iterator[Fault]:
    """Faults of columns that are unknown or appear twice.

    ``names`` has the heading of each column, from 0. ``cell_of`` gives the place of a heading in a workbook.
    """
    columns = defaultdict(list)
    for column, name in names.items():
        columns[name].append(column)
    expected = f"a column of {of.words}: {', '.join(sorted(of.kinds))}"
    unknown = {column: name for column, name in names.items() if name not in of.kinds}
    if len(unknown) > MOST_NAMED:
        first = min(unknown)
        found = f"{len(unknown):,} columns with unknown headings, the first of which is {unknown[first]!r}"
        yield Fault(file, line, "the heading row", found, expected.replace("a column", "columns"), "", cell_of(first))
        return
    for column, name in unknown.items():
        nearest = nearest_name(name, of.kinds)
        yield Fault(file, line, f"column {name!r}", repr(name), expected, nearest, cell_of(column))
    for name in sorted(columns):
        if len(columns[name]) > 1:
            yield twice(file, line, name, list(map(letter, columns[name])), cell_of(columns[name][-1]))


def twice(file: str, line: int, name: str, letters: Sequence[str], cell: str = "") -> Fault:
    """The fault of several columns with the same heading."""
    found = f"{name!r} twice, in columns {listed(letters, 'and')}"
    return Fault(file, line, "the heading row", found, f"{name!r} once", cell=cell)


def read_list(document: Document, at: Path_, grid: Grid, of: RowsOf) -> tuple[list[dict[str, Any]] | None, list[Fault]]:
    """The rows of a list whose headings are keys, None where they can't be read; and every fault of the list's form."""
    headings = headings_of(grid, lambda name: name if name in of.kinds else None)
    if headings is None:
        where, found = ("the sheet", "no row with several cells") if grid.sheet else ("the file", "nothing in it")
        return None, [Fault(grid.file, 1, where, found, A_LIST, cell=grid.cell(1))]
    rows, faults = read_below(document, at, grid, headings, headings.names, of)
    return rows, [*heading_faults(grid, headings, of), *faults]


def read_below(
    document: Document, at: Path_, grid: Grid, headings: Headings, columns: Mapping[int, str], of: RowsOf
) -> tuple[list[dict[str, Any]] | None, list[Fault]]:
    """The rows below the headings, each with its texts or values by column. Their lines are noted in ``document``.

    Args:
        document: the scenario as written; the place of each row is noted in it.
        at: the path under which the rows will be, such as ('present',).
        grid: the list.
        headings: the headings of the list.
        columns: the columns to read, each with the key for its values; a column whose key has no kind is left out.
        of: what a row is.

    Returns:
        The rows, or None where there are too many; and the fault of each cell that can't be read.
    """
    rows: list[dict[str, Any]] = []
    faults = []
    wide = grid.rows[headings.last].width
    if grid.sheet:
        document.sheets[at] = Sheet(grid.sheet, {name: letter(column) for column, name in columns.items()})
    for row in grid.rows[headings.last + 1 :]:
        cell = grid.cell(row.line)
        if grid.sheet and len(rows) == MOST_ROWS:
            expected = f"no more than {MOST_ROWS:,} rows with something in them"
            return None, [*faults, Fault(grid.file, row.line, "the row", "another row", expected, cell=cell)]
        if of.aside and (what := of.aside.of(row, columns)):
            faults.append(Fault(grid.file, row.line, "the row", what, of.aside.expected, cell=cell))
            continue
        here = (*at, len(rows))
        document.lines[here] = (grid.file, row.line)
        if row.width != wide:
            found, expected = f"{row.width} cells", f"{wide} cells, as in the heading row"
            faults.append(Fault(grid.file, row.line, "the row", found, expected, path=here))
        rows.append({})
        for column, value in row.cells.items():
            name = columns.get(column, "")
            try:
                if name in of.kinds:
                    rows[-1][name] = value if isinstance(value, str) else value.read(of.kinds[name])
            except Refused as refused:
                place = grid.cell(row.line, column)
                faults.append(Fault(grid.file, row.line, name, *refused.args, cell=place, path=(*here, name)))
    return rows, faults


def short(cell: "str | ExcelCell") -> str:
    """The content of a cell, short enough for a message."""
    value = cell if isinstance(cell, str) else cell.value
    return shortened(repr(value) if isinstance(value, str) else str(value))


def _single(row: Row, number: int) -> Headings:
    columns = range(row.width) if row.width else sorted(row.cells)
    return Headings({column: _text(row, column) for column in columns}, number, number)


def _text(row: Row, column: int) -> str:
    return str(row.cells.get(column, "")).strip()
