"""Actuals and payroll in CSV or Excel files: their rows stand in the budget as if they were written there."""

from pathlib import Path

from model.base.faults import Fault
from model.schema.reading.document import Document
from model.schema.reading.rows_beside import read_rows_beside
from model.schema.sections.budget import Actual, OnPayroll

FILES = {"actuals": (Actual, "actuals"), "payroll": (OnPayroll, "the payroll")}


def read_actuals_files(document: Document, folder: Path) -> list[Fault]:
    """Put the rows of each file that the budget names in the place of its name; every fault is returned."""
    budget = document.data.get("budget")
    if not isinstance(budget, dict):
        return []
    return [fault for key in FILES for fault in _read(document, budget, key, folder)]


def _read(document: Document, budget: dict, key: str, folder: Path) -> list[Fault]:
    name = budget.get(key)
    if not isinstance(name, str):
        return []
    model, of = FILES[key]
    rows, faults = read_rows_beside(document, ("budget", key), folder, name, model, of)
    del budget[key]
    if rows is not None:
        budget[key] = rows
    return faults
