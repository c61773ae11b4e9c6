"""A list that stands in a file beside the scenario: CSV, or a worksheet of an Excel workbook."""

import re
from datetime import date
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from model.base.faults import Fault
from model.schema.reading.beside import file_beside
from model.schema.reading.csv_rows import read_rows
from model.schema.reading.document import Document, Path_
from model.schema.reading.excel_rows import read_sheet
from model.schema.reading.grid import Aside
from model.schema.sections.declared import BESIDE
from model.schema.sections.shape import types_in

NAME = re.compile(r"(?P<file>.+\.xlsx)(?:#(?P<sheet>.+))?", re.IGNORECASE)
SHARES = {"fte"}
"""Columns in which a cell may be formatted as a percentage."""


def read_rows_beside(
    document: Document,
    at: Path_,
    folder: Path,
    name: str,
    model: type[BaseModel],
    of: str,
    expected: str = BESIDE,
    without: frozenset[str] = frozenset(),
    aside: Aside | None = None,
) -> tuple[list[dict[str, Any]] | None, list[Fault]]:
    """The rows of the named file, column to text or value, with their places noted in the document.

    Args:
        document: the scenario as written.
        at: the path at which the file's name stands, and the rows will.
        folder: the scenario's.
        name: ``ledger.csv``, ``ledger.xlsx`` (its first sheet) or ``ledger.xlsx#Sheet name``.
        model: what a row is; its fields are the columns.
        of: what a row is, in words, for messages.
        expected: what should stand there, for the message where there is no such file.
        without: fields that are no columns, since a cell cannot hold them.
        aside: tells rows that are none of the list, such as a total.

    Returns:
        The rows, or None where they cannot be read at all; and every fault of the file's form.
    """
    workbook = NAME.fullmatch(name)
    path = file_beside(folder, workbook["file"] if workbook else name)
    if path is None:
        return None, [document.fault(at, expected)]
    document.files.add(path.as_posix())
    kinds = kinds_of(model, without)
    if workbook:
        return read_sheet(document, at, path, workbook["sheet"], kinds, of, aside)
    return read_rows(document, at, path, kinds, of, aside)


def kinds_of(model: type[BaseModel], without: frozenset[str] = frozenset()) -> dict[str, str]:
    """Column to what its cells hold: ``number``, ``share``, ``day`` or ``text``."""
    kinds = {}
    for name, field in model.model_fields.items():
        types = set(types_in(field.annotation))
        kind = "number" if types & {float, int} else "day" if date in types else "text"
        kinds[field.alias or name] = "share" if name in SHARES else kind
    return {name: kind for name, kind in kinds.items() if name not in without}
