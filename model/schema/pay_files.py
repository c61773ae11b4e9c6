"""A scenario's own spine, grades and job family in files beside it: they stand in it as if they were written there."""

from pathlib import Path

from model.faults import Fault, InputFaults
from model.schema.document import Document, read_yaml
from model.schema.own_tables import GradeRow, SpineRow
from model.schema.rows_beside import read_rows_beside

TABLES = {"own_spine": (SpineRow, "the spine"), "grade_table": (GradeRow, "the grade table")}
FAMILY = "job_family"


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


def read_family_file(document: Document, folder: Path) -> list[Fault]:
    """Put the job family that a scenario names in the place of its name, with its lines; every fault is returned."""
    name = document.data.get(FAMILY)
    if not isinstance(name, str):
        return []
    path = folder / name
    if not path.is_file():
        faults = [document.fault((FAMILY,), "a job family, or the name of a YAML file beside the scenario")]
    else:
        try:
            document.files.add(path.as_posix())
            family = read_yaml(path)
            document.data[FAMILY] = family.data
            document.lines.update({(FAMILY, *at): place for at, place in family.lines.items()})
            return []
        except InputFaults as unreadable:
            faults = list(unreadable.faults)
    del document.data[FAMILY]
    document.unreadable.add(FAMILY)
    return faults
