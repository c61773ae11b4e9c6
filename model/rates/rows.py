"""The rows of a table of rates, and how far each can be trusted."""

import csv
from collections.abc import Callable
from datetime import date
from enum import IntEnum
from pathlib import Path
from typing import TypeVar

OPEN_END = date(9999, 12, 31)
Row = TypeVar("Row")


class RateStatus(IntEnum):
    """How far a rate can be trusted, best first. A figure has the worst status of the rates on which it depends."""

    PUBLISHED = 0
    DERIVED = 1
    RECALLED = 2
    ASSUMED = 3

    @property
    def label(self) -> str:
        """The status as a word for the reader: ``published``, ``derived``, ``recalled`` or ``assumed``."""
        return self.name.lower()


def days_of(row: dict[str, str]) -> tuple[date, date]:
    """The first and the last day of a row. For a row without an end, the last day is 31 December 9999."""
    end = row["effective_to"]
    return date.fromisoformat(row["effective_from"]), date.fromisoformat(end) if end else OPEN_END


def status_of(row: dict[str, str]) -> RateStatus:
    """The status of a row. Raises KeyError if the word in the row is not a status."""
    return RateStatus[row["status"].upper()]


def read_rows(path: Path, make: Callable[[dict[str, str]], Row]) -> tuple[Row, ...]:
    """The result of ``make`` for each row of a CSV file, in order.

    Raises ValueError with file and line where ``make`` raises KeyError or ValueError.
    """
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        rows: list[Row] = []
        for row in reader:
            try:
                rows.append(make(row))
            except (KeyError, ValueError) as error:
                raise ValueError(f"{path.name}, line {reader.line_num}: {error}") from error
    return tuple(rows)
