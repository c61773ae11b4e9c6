"""An establishment list as read: its cells, where its headings are, and what each of its columns may mean.

The list is read into memory only, by the readers for the files that a scenario names. No copy of it is written.
"""

from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from pathlib import Path

from model.base.faults import Fault, InputFaults, listed
from model.schema.lists.columns import columns_of, meaning, plain, rivals
from model.schema.lists.people import told_by
from model.schema.reading.csv_rows import csv_grid
from model.schema.reading.excel_rows import NoSuchSheet, excel_grid
from model.schema.reading.grid import Grid, Headings, Row, heading_choices, headings_of, letter, meanings, twice


@dataclass(frozen=True)
class PostsList:
    """A list as read, in memory only: its cells, the place of its headings, and what a heading may mean."""

    name: str
    content: bytes
    grid: Grid
    chosen: Headings
    today: date

    @cached_property
    def columns(self) -> dict[str, int]:
        """The index of each column by name. A name is the heading, with the column's letter if several share it."""
        names = {column: name for column, name in self.chosen.names.items() if name}
        alike = {name for name in names.values() if list(names.values()).count(name) > 1}
        return {f"{name} (column {letter(at)})" if name in alike else name: at for at, name in names.items()}

    @cached_property
    def why_of_people(self) -> dict[str, str]:
        """By name, the reason why each column that identifies people is never taken in: its heading or its cells."""
        cells = {name: [row.cells[at] for row in self.below if at in row.cells] for name, at in self.columns.items()}
        why = {name: told_by(self.chosen.names[at], cells[name], self.today) for name, at in self.columns.items()}
        return {name: reason for name, reason in why.items() if reason}

    @cached_property
    def offered(self) -> dict[str, str]:
        """The heading of each column that does not identify people, by name."""
        return {name: self.chosen.names[at] for name, at in self.columns.items() if name not in self.why_of_people}

    @property
    def below(self) -> tuple[Row, ...]:
        """The rows below the headings."""
        return self.grid.rows[self.chosen.last + 1 :]

    def texts(self, name: str) -> tuple[str, ...]:
        """A column's cells as text."""
        return tuple(str(row.cells.get(self.columns[name], "")) for row in self.below)

    @property
    def heading_choices(self) -> list[Headings]:
        """The possible places of the headings."""
        return heading_choices(self.grid, _meaning)

    def on_sheet(self, sheet: str) -> "PostsList":
        """The list on another sheet of the same file."""
        return read_list(self.name, self.content, sheet, self.today)

    def with_headings(self, first: int, last: int) -> "PostsList":
        """The list with its headings in other rows, by their index in the grid."""
        chosen = next((each for each in self.heading_choices if (each.first, each.last) == (first, last)), self.chosen)
        return replace(self, chosen=chosen)


def read_list(
    name: Path | str, content: bytes | None = None, sheet: str | None = None, today: date | None = None
) -> PostsList:
    """Read a list, from a file or from its bytes; the row with most known headings is taken as its headings.

    Where no sheet is named, the first sheet with two or more known headings is read or, if there is none, the first of
    all; hidden sheets are passed over. Raises InputFaults where the list can't be read.
    """
    path, file = Path(name), Path(name).as_posix()
    if content is None:
        if not path.is_file():
            raise InputFaults([Fault(file, 1, "the file", "no such file", "a list in .xlsx or .csv")])
        content = path.read_bytes()
    grid = _grid(file, content, sheet)
    chosen = headings_of(grid, _meaning)
    for other in grid.sheets if sheet is None and (chosen is None or meanings(chosen, _meaning) < 2) else ():
        found = headings_of(on_it := _grid(file, content, other), _meaning)
        if found and meanings(found, _meaning) > 1:
            grid, chosen = on_it, found
            break
    if chosen is None:
        raise InputFaults([Fault(file, 1, "the list", "nothing in it", "a heading row", cell=grid.cell(1))])
    return PostsList(file, content, grid, chosen, today or date.today())


def _grid(file: str, content: bytes, sheet: str | None) -> Grid:
    if not file.lower().endswith(".xlsx"):
        return csv_grid(file, content)
    try:
        return excel_grid(file, content, sheet)
    except NoSuchSheet as missing:
        raise InputFaults([Fault(file, 1, "the sheet", repr(sheet), missing.expected, missing.nearest)]) from None


def _meaning(heading: str) -> str | None:
    """The meaning of a heading in any list, or why it identifies people; None for any other heading."""
    means = meaning(heading)
    return means[0] if means else told_by(heading, (), date.min) or None


def suggest(posts: PostsList, side: str) -> dict[str, str]:
    """The workbook's column that each column of a list means, by the name of the list's column.

    Each of the workbook's columns is given once at most, to the column with the best heading, and never to a column
    that identifies people. It is not given while several columns may be meant (see :func:`unsettled`).
    """
    open_ = unsettled(posts, side)
    return {names[0]: key for key, names in rivals(posts.offered, side).items() if key not in open_}


def unsettled(posts: PostsList, side: str) -> dict[str, Fault]:
    """A fault for each of the workbook's columns that several columns of the list may mean, by key.

    Columns with different headings are a fault only where they decide pay and their cells differ.
    """
    found, line = {}, posts.chosen.line(posts.grid)
    for key, names in rivals(posts.offered, side).items():
        heading = posts.offered[names[0]]
        alike = [posts.columns[name] for name in names if plain(posts.offered[name]) == plain(heading)]
        cell = posts.grid.cell(line, alike[-1])
        if len(alike) > 1:
            found[key] = twice(posts.name, line, heading, [letter(at) for at in alike], cell)
        elif (ours := columns_of(side)[key]).settles_pay and len({posts.texts(name) for name in names}) > 1:
            each = listed([f"{posts.offered[name]!r} in {letter(posts.columns[name])}" for name in names], "and")
            expected = f"one of these columns, chosen by you as {ours.label}"
            what = f"several columns with one meaning and different cells, {each}"
            found[key] = Fault(posts.name, line, "the heading row", what, expected, cell=cell)
    return found
