"""Actuals and payroll in CSV files: their rows stand in the budget as if they were written there."""

from pathlib import Path

from model.faults import Fault
from model.schema.budget import Actual, OnPayroll
from model.schema.csv_rows import read_rows
from model.schema.document import Document

FILES = {"actuals": (Actual, "actuals"), "payroll": (OnPayroll, "the payroll")}
BESIDE = "the name of a CSV file beside the scenario"


def read_actuals_files(document: Document, folder: Path) -> list[Fault]:
    """Put the rows of each CSV that the budget names in the place of its name; every fault is returned."""
    budget = document.data.get("budget")
    if not isinstance(budget, dict):
        return []
    return [fault for key in FILES for fault in _read(document, budget, key, folder)]


def _read(document: Document, budget: dict, key: str, folder: Path) -> list[Fault]:
    file_name = budget.get(key)
    if not isinstance(file_name, str):
        return []
    at = ("budget", key)
    del budget[key]
    if not (folder / file_name).is_file():
        return [document.fault(at, BESIDE, found=repr(file_name))]
    model, of = FILES[key]
    rows, faults = read_rows(document, at, folder / file_name, set(model.model_fields), of)
    if rows is not None:
        budget[key] = rows
    return faults
