"""A list in a file beside the scenario: CSV, or a worksheet of an Excel workbook."""

import re
from datetime import date
from pathlib import Path
from typing import Any, get_origin

from pydantic import BaseModel

from model.base.faults import Fault, InputFaults
from model.schema.reading.beside import file_beside, not_there
from model.schema.reading.csv_rows import csv_grid
from model.schema.reading.document import Document, Path_
from model.schema.reading.excel_rows import read_sheet
from model.schema.reading.grid import RowsOf, read_list
from model.schema.reading.post_rows import NO_POST
from model.schema.sections.declared import BESIDE, Form, declared, key_of, models_in, types_in
from model.schema.sections.posts import Post

NAME = re.compile(r"(?P<file>.+\.xlsx)(?:#(?P<sheet>.+))?", re.IGNORECASE)
NO_LIST = (".yaml", ".yml")
"""Endings of files that are not lists. If such a file were read as a list, every line would be a fault."""


def read_rows_beside(
    document: Document, at: Path_, folder: Path, name: str, model: type[BaseModel], of: str
) -> tuple[list[dict[str, Any]] | None, list[Fault]]:
    """The rows of the named file, each with its texts or values by column. Their lines are noted in ``document``.

    Args:
        document: the scenario as written.
        at: the path at which the file's name is, and the rows will be.
        folder: the folder of the scenario.
        name: ``ledger.csv``, ``ledger.xlsx`` (its first sheet) or ``ledger.xlsx#Sheet name``.
        model: what a row is; its fields are the columns.
        of: what a row is, in words, for messages.

    Returns:
        The rows, or None where they can't be read at all; and every fault of the file's form.
    """
    workbook = NAME.fullmatch(name)
    path = file_beside(folder, workbook["file"] if workbook else name)
    if path is None or path.suffix.lower() in NO_LIST:
        found = not_there(name) if path is None else None
        return None, [document.fault(at, f"a list, or {BESIDE}", found=found)]
    document.files.add(path.as_posix())
    rows_of = RowsOf(kinds_of(model), of, NO_POST if issubclass(model, Post) else None)
    try:
        if workbook:
            rows, faults = read_sheet(document, at, path, workbook["sheet"], rows_of)
        else:
            rows, faults = read_list(document, at, csv_grid(path.as_posix(), path.read_bytes()), rows_of)
    except InputFaults as unreadable:
        return None, list(unreadable.faults)
    if rows == [] and not faults and issubclass(model, Post):
        file = path.as_posix()
        return None, [Fault(file, 1, "the list", "a heading row and no row below it", f"at least one row of {of}")]
    lists = {key_of(key, field) for key, field in model.model_fields.items() if get_origin(field.annotation) is tuple}
    for row in rows or ():
        row |= {key: _several(row[key]) for key in lists & {*row}}
    return rows, faults


def _several(cell: object) -> object:
    """The parts of a cell between semicolons. A value that is not text, such as an Excel TRUE, is left for a fault."""
    return [part.strip() for part in cell.split(";") if part.strip()] if isinstance(cell, str) else cell


def kinds_of(model: type[BaseModel]) -> dict[str, str]:
    """The kind of the cells in each column: ``number``, ``share``, ``day`` or ``text``.

    A field that is a section of its own has no column.
    """
    kinds = {}
    for name, field in model.model_fields.items():
        types, form = set(types_in(field.annotation)), declared(field, Form)
        kind = "number" if types & {float, int} else "day" if date in types else "text"
        if not any(models_in(field.annotation)):
            kinds[key_of(name, field)] = "share" if form and form.may_be_percentage else kind
    return kinds
