"""What is in a cell of the workbooks: a text, a number, a day, an input, or a formula with its value."""

from dataclasses import dataclass
from datetime import date
from typing import SupportsFloat, TypeAlias

from model.report.twin.areas import Area

Value: TypeAlias = str | date | SupportsFloat
"""What can be in a cell."""
EPOCH = date(1899, 12, 30)
"""The day that Excel counts from."""


def serial(day: date) -> int:
    """A day as Excel's serial number."""
    return (day - EPOCH).days


def stored(value: Value) -> str | float:
    """A value as the file stores it: text, or a number. A day is its serial number."""
    if isinstance(value, str):
        return value
    return float(serial(value)) if isinstance(value, date) else float(value)


@dataclass(frozen=True)
class Cell:
    """One cell of a row: a value and how it is shown. With a formula, the value is what the formula stores."""

    value: Value | None
    number: str = "general"
    kind: str = "label"
    formula: str = ""


def given(value: Value | None, number: str = "general") -> Cell:
    """A cell that the reader may change; empty where the value is None."""
    return Cell(value, number, "input")


def fixed(value: Value | None, number: str = "general") -> Cell:
    """A value that formulas may read. It is changed in the scenario, and not in the workbook."""
    return Cell(value, number, "stated")


def worked(formula: str, value: Value, number: str = "money", kind: str = "formula") -> Cell:
    """A formula with the value that it stores."""
    return Cell(value, number, kind, formula)


@dataclass(frozen=True)
class Cleared:
    """An input as it was cleared: its cell, its value (None for an empty cell) and its number format."""

    cell: Area
    value: str | float | None
    number: str
