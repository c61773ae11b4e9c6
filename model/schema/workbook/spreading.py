"""A scenario's values laid out in the cells of a workbook, and the values that no cell can have."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from model.schema.changes.values import value_at
from model.schema.reading.document import Path_
from model.schema.workbook.cells import YES, Cell, NotCarried, as_cell
from model.schema.workbook.entries import entries_of
from model.schema.workbook.layout import Column, Keys, form, tables

Row = dict[str, Cell]
"""A row of a list: the cell of each column by the column's key."""


@dataclass
class Spread:
    """The cells of a scenario: those of the form by key, the rows of each list, and why a value has no cell."""

    form: dict[Keys, Cell] = field(default_factory=dict)
    lists: dict[Keys, list[tuple[tuple[str, ...], Row]]] = field(default_factory=dict)
    """Each row with the names of the entries around it."""
    not_carried: dict[Path_, str] = field(default_factory=dict)


def spread(data: Mapping[str, Any]) -> Spread:
    """The cells of a scenario as written, with the rows of its files in it."""
    cells = Spread()
    for column in form():
        _add(cells, cells.form, column.keys, column, value_at(data, column.keys), column.keys)
    for table in tables():
        cells.lists[table.at] = rows = []
        for names, path, entry in entries_of(data, table):
            row: Row = {}
            for column in table.columns:
                _add(cells, row, column.key, column, value_at(entry, column.keys), (*path, *column.keys))
            rows.append((names, row))
    return cells


def _add(cells: Spread, into: dict[Any, Cell], key: Any, column: Column, value: Any, path: Path_) -> None:
    """Add the cell of a value, if a cell can have it."""
    if column.is_section or column.heads:
        if value == {} and column.is_section:
            into[key] = Cell("text", YES)
        return
    try:
        cell = as_cell(value, column)
    except NotCarried as why:
        cells.not_carried[path] = str(why)
        return
    if cell.kind != "blank":
        into[key] = cell
