"""A workbook read as a scenario: the same document as from a YAML file, with the sheet and cell of each value.

Keys say what is where: the key in the first cell of a sheet, the key in the first cell of each row of the form, and the
key above each column of a list. A blank cell is a key left out. A sheet whose name begins with ``My`` or ``About`` is
not read.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Any
from zipfile import BadZipFile, ZipFile

from model.base.archive import too_much
from model.base.faults import Fault, nearest_name, plain_name
from model.base.financial_year import NotADay, read_day
from model.schema.changes.values import value_at
from model.schema.reading.document import Document, Path_, Sheet, content_of, in_words, is_workbook, read_yaml
from model.schema.reading.excel_cells import ExcelCell, Refused
from model.schema.reading.excel_rows import MOST_UNPACKED, excel_grids
from model.schema.reading.grid import HEADINGS_WITHIN, Grid, Headings, Row, RowsOf, heading_faults, letter, short
from model.schema.reading.kinds import SCENARIO, refuse_other
from model.schema.workbook.cells import YES, from_cell
from model.schema.workbook.entries import reference_names
from model.schema.workbook.layout import FORM, Column, Table, form, parent_key, tables
from model.schema.workbook.meant import as_meant, titles_of

NOT_READ = ("My", "About")
"""How a sheet's name begins where the sheet is somebody's notes, or is about the workbook."""
KEY, FILLED = "Key", "value"
"""The form's headings, above its keys and values."""


def read_document(path: Path) -> tuple[Document, list[Fault]]:
    """The document of a scenario's file, YAML or a workbook by the file's ending, and the faults of its form.

    Raises InputFaults where it can't be read at all.
    """
    if not is_workbook(path):
        document = read_yaml(path)
        refuse_other(document.data, document.file, SCENARIO)
        return document, []
    document, faults = read_workbook(content_of(path), path.as_posix())
    return replace(document, data=as_meant(document.data)), faults


def is_scenario(path: Path) -> bool:
    """Whether a file may be a scenario: a YAML file, or a workbook with a sheet called Scenario."""
    if not is_workbook(path):
        return path.suffix == ".yaml"
    try:
        with ZipFile(path) as packed:
            return not too_much(packed, MOST_UNPACKED) and f'name="{FORM}"'.encode() in packed.read("xl/workbook.xml")
    except (OSError, KeyError, BadZipFile):
        return False


def said_in(scenario: Path) -> bytes:
    """The content of a scenario's file for fingerprints: its bytes, or a workbook's values, since saving alters bytes.

    Raises InputFaults where it can't be read at all.
    """
    if not is_workbook(scenario):
        return content_of(scenario)
    return json.dumps(read_document(scenario)[0].data, sort_keys=True, ensure_ascii=False).encode()


def read_workbook(content: bytes, name: str) -> tuple[Document, list[Fault]]:
    """The scenario of a workbook, and every fault of its form. Raises InputFaults where it is not a workbook."""
    reading = _Reading(Document(name))
    grids: dict[str, list[Grid]] = {}
    for grid in excel_grids(name, content):
        if not grid.sheet.startswith(NOT_READ):
            grids.setdefault(str(grid.rows[0].cells.get(0, "")).strip() if grid.rows else "", []).append(grid)
    known = [KEY, *(table.key for table in tables())]
    for key, several in grids.items():
        reading.sheets_known(key, several, known)
    if KEY in grids:
        reading.read_form(grids[KEY][0])
    else:
        reading.faults.append(Fault(name, 1, "the file", "no sheet of single values", f"the sheet {FORM}"))
    for table in tables():
        if table.key in grids:
            reading.read_list(table, grids[table.key][0])
    return reading.document, reading.faults


@cache
def _rows_of_form() -> dict[str, Column]:
    return {column.key: column for column in form()}


@dataclass
class _Reading:
    """A document while its sheets are read, with the faults found."""

    document: Document
    faults: list[Fault] = field(default_factory=list)
    _names: dict[Path_, dict[str, int]] = field(default_factory=dict)

    def sheets_known(self, key: str, grids: list[Grid], known: list[str]) -> None:
        """A fault for each sheet that a scenario does not have, or that appears twice."""
        for grid in grids if key not in known else grids[1:]:
            found = "a second sheet of the same list" if key in known else f"{key!r} in the first cell"
            unread = f"a sheet whose name begins with {' or '.join(NOT_READ)} is not read"
            expected = f"the key of a list in the first cell, and a different list on each sheet; {unread}"
            nearest = nearest_name(key, known) if key else ""
            self._fault(grid, 1, None, f"sheet {grid.sheet}", found, expected, nearest=nearest)

    def read_form(self, grid: Grid) -> None:
        """Read the single values, each from the row of its key."""
        headings = {str(cell).strip().casefold(): column for column, cell in grid.rows[0].cells.items()}
        if FILLED not in headings:
            self._fault(grid, 1, None, "the heading row", "no column Value", "the columns Key and Value")
            return
        at, seen = headings[FILLED], set[str]()
        for row in grid.rows[1:]:
            key, cell = str(row.cells.get(0, "")).strip(), row.cells.get(at)
            column = _rows_of_form().get(key)
            if column and key not in seen:
                seen.add(key)
                self._note(
                    column.keys, grid, row.line, f"row {row.line}" if column.heads else f"cell {letter(at)}{row.line}"
                )
                if isinstance(cell, ExcelCell):
                    self._put(column.keys, column, cell, grid, row.line, at)
            elif cell is not None:
                found = f"the key {key!r} again" if column else f"the key {key!r}" if key else "a value without a key"
                nearest = "" if column or not key else nearest_name(key, _rows_of_form())
                expected = "a key of this sheet in the row's first cell, and each key only once"
                self._fault(grid, row.line, at, "the row", found, expected, nearest=nearest)

    def read_list(self, table: Table, grid: Grid) -> None:
        """Read a list, one entry a row. An entry of an inner list is put in the outer entry that its row names."""
        parents = [parent_key(keys) for keys in table.around]
        of = RowsOf(dict.fromkeys([*parents, *(column.key for column in table.columns)], "text"), f"sheet {grid.sheet}")
        headings = _keys_of(grid, {*of.kinds})
        if headings is None:
            self._fault(grid, 1, None, f"sheet {grid.sheet}", "no row of keys", "a row with the key of each column")
            return
        self.faults += heading_faults(grid, headings, of)
        line = headings.line(grid)
        if len(table.around) == 0:
            self._note(table.at, grid, line, f"row {line}")
        columns = {name: column for column, name in sorted(headings.names.items(), reverse=True)}
        for row in grid.rows[headings.last + 1 :]:
            list_path = self._path_of_list(table, row, columns, grid)
            if list_path is not None:
                self._read_row(table, row, columns, grid, list_path)

    def _read_row(self, table: Table, row: Row, columns: Mapping[str, int], grid: Grid, at: Path_) -> None:
        entries = _inside(self.document.data, at, list)
        path = (*at, len(entries))
        entries.append({})
        self.document.lines[path] = (grid.file, row.line)
        self.document.sheets[at] = Sheet(
            grid.sheet, {name: letter(column) for name, column in columns.items()}, self._whole(at)
        )
        for column in table.columns:
            if isinstance(cell := row.cells.get(columns.get(column.key, -1)), ExcelCell):
                self._put((*path, *column.keys), column, cell, grid, row.line, columns[column.key])

    def _whole(self, at: Path_) -> str:
        return self.document.sheets[at].whole if at in self.document.sheets else ""

    def _path_of_list(self, table: Table, row: Row, columns: Mapping[str, int], grid: Grid) -> Path_ | None:
        """The path of the list that a row belongs to, by the names of the entries around it; None for a wrong name."""
        path: Path_ = ()
        for keys in table.around:
            path = (*path, *keys[len([step for step in path if isinstance(step, str)]) :])
            column = columns.get(parent_key(keys))
            cell = None if column is None else row.cells.get(column)
            numbers = self._numbers(path)
            name = _name(cell, numbers)
            if name not in numbers:
                found = short(cell) if cell is not None else "nothing"
                expected = f"the name of the entry of {in_words(path)} to which the row belongs"
                nearest = nearest_name(name, numbers) if name else ""
                self._fault(grid, row.line, column, parent_key(keys), found, expected, nearest=nearest)
                return None
            path = (*path, numbers[name])
        return (*path, *table.at[len([step for step in path if isinstance(step, str)]) :])

    def _numbers(self, path: Path_) -> dict[str, int]:
        """The index of each entry of a list that was read before, by each name that a row may use for the entry."""
        if path not in self._names:
            entries = value_at(self.document.data, path) or []
            numbers = {f"#{number + 1}": number for number in range(len(entries))}
            names = {name: number for number, name in enumerate(reference_names(path, entries))}
            self._names[path] = titles_of(entries) | numbers | names
        return self._names[path]

    def _put(self, path: Path_, column: Column, cell: ExcelCell, grid: Grid, line: int, at: int) -> None:
        """Put the value of a cell at a path of the document."""
        try:
            value = from_cell(cell, column)
        except Refused as refused:
            self._fault(grid, line, at, in_words(path), *refused.args, path=path)
            return
        if column.heads or (column.is_section and value != YES):
            expected = (
                f"{YES}, or nothing"
                if column.is_section
                else "a blank cell, since the keys of this section are in the rows below"
            )
            self._fault(grid, line, at, in_words(path), short(cell), expected, path=path)
        elif column.is_section:
            _inside(self.document.data, path, dict)
        else:
            _inside(self.document.data, path[:-1], dict)[path[-1]] = value

    def _note(self, path: Path_, grid: Grid, line: int, whole: str) -> None:
        """Note the place of a part of the document."""
        self.document.lines[path] = (grid.file, line)
        self.document.sheets[path] = Sheet(grid.sheet, {}, whole)

    def _fault(
        self, grid: Grid, line: int, column: int | None, where: str, found: str, expected: str, **more: Any
    ) -> None:
        place = grid.cell(line, column)
        self.faults.append(Fault(grid.file, line, where, found, expected, cell=place, **more))


def _keys_of(grid: Grid, known: set[str]) -> Headings | None:
    """The row with the most keys of a list; None where no row has any."""
    rows = [{at: str(cell).strip() for at, cell in row.cells.items()} for row in grid.rows[:HEADINGS_WITHIN]]
    number = max(range(len(rows)), key=lambda number: len(known & {*rows[number].values()}))
    return Headings(rows[number], number, number) if known & {*rows[number].values()} else None


def _inside(data: Any, path: Path_, kind: type) -> Any:
    """The value at a path. If there is none, an empty ``kind`` is put there, inside any mappings that it needs."""
    for number, step in enumerate(path, start=1):
        empty = kind() if number == len(path) else {}
        data = data[step] if isinstance(step, int) else data.setdefault(step, empty)
    return data


def _name(cell: str | ExcelCell | None, known: Mapping[str, int]) -> str:
    """The name in a cell: its text, or a day as year, month, day."""
    if isinstance(cell, ExcelCell) and hasattr(cell.value, "isoformat"):
        return cell.value.isoformat()[:10]
    text = str(cell or "").strip()
    if text in known:
        return text
    try:
        return read_day(text).isoformat()
    except NotADay:
        return plain_name(text) if plain_name(text) in known else text
