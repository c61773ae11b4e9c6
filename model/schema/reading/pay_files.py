"""A scenario's own spine and grades in files beside it: their rows stand in it as if they were written there."""

from pathlib import Path

from model.base.faults import Fault
from model.schema.reading.document import Document
from model.schema.reading.rows_beside import read_rows_beside
from model.schema.sections.own_tables import GradeRow, SpineRow

TABLES = {"own_spine": (SpineRow, "the spine"), "grade_table": (GradeRow, "the grade table")}


def read_pay_files(document: Document, folder: Path) -> list[Fault]:
    """Put the rows of each table of pay that is named in the place of its name; every fault is returned."""
    pay, faults = document.data.get("pay"), []
    for key, (model, of) in TABLES.items():
        name = pay.get(key) if isinstance(pay, dict) else None
        if not isinstance(name, str):
            continue
        rows, found = read_rows_beside(document, ("pay", key), folder, name, model, of)
        faults += found
        del pay[key]
        if rows is None:
            document.unreadable.add(key)
        else:
            pay[key] = rows
    return faults
