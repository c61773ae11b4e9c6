"""Changing values in the cells of a workbook. The rest stays: the officer's own sheets, widths and colours."""

from collections.abc import Mapping
from io import BytesIO
from typing import Any

from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from model.schema.reading.grid import HEADINGS_WITHIN
from model.schema.workbook.cells import Cell
from model.schema.workbook.layout import Table, parent_key, tables
from model.schema.workbook.reading import FILLED, KEY
from model.schema.workbook.spreading import Spread, spread
from model.schema.workbook.writing import FORMATS


def updated(content: bytes, data: Mapping[str, Any]) -> bytes:
    """The scenario's workbook with changed values; a value whose sheet, row or column was deleted is left out."""
    book, cells, out = load_workbook(BytesIO(content)), spread(data), BytesIO()
    by_key = {table.key: table for table in tables()}
    for sheet in book.worksheets:
        rows = ([str(cell.value or "").strip() for cell in row] for row in sheet.iter_rows(max_row=HEADINGS_WITHIN))
        marks = list(rows)
        key = next((row[0] for row in marks if any(row)), "")
        if key == KEY:
            _update_form(sheet, cells, [word.casefold() for word in marks[0]].index(FILLED))
        elif key in by_key:
            _update_list(sheet, by_key[key], cells, marks)
    book.save(out)
    return out.getvalue()


def _update_form(sheet: Worksheet, cells: Spread, at: int) -> None:
    for row in sheet.iter_rows(min_row=2):
        if row[0].value:
            _put(row[at], cells.form.get(tuple(str(row[0].value).strip().split("."))))


def _update_list(sheet: Worksheet, table: Table, cells: Spread, marks: list[list[str]]) -> None:
    """Write the rows of a list below its keys; cells of other columns stay."""
    parents = [parent_key(keys) for keys in table.around]
    known = {*parents, *(column.key for column in table.columns)}
    first = max(range(len(marks)), key=lambda number: len(known & {*marks[number]}))
    columns = {key: place for place, key in enumerate(marks[first], start=1) if key in known}
    for row in range(first + 2, sheet.max_row + 1):
        for place in columns.values():
            sheet.cell(row, place).value = None
    for row, (names, entry) in enumerate(cells.lists[table.at], start=first + 2):
        named = {key: Cell("text", name) for key, name in zip(parents, names, strict=True)}
        for key, cell in (named | entry).items():
            if key in columns:
                _put(sheet.cell(row, columns[key]), cell)


def _put(place: Any, cell: Cell | None) -> None:
    place.value = cell.content if cell else None
    if cell:
        place.number_format = FORMATS[cell.kind]
    if cell and cell.kind == "text":
        place.data_type = "s"  # a text that begins with = is no formula
