"""A table's rows as they are in its file, and how far a row can be trusted."""

import csv
from collections.abc import Callable
from datetime import date
from enum import IntEnum
from pathlib import Path
from typing import TypeVar

OPEN_END = date(9999, 12, 31)
Row = TypeVar("Row")


class RateStatus(IntEnum):
    """How far a rate can be trusted, best first; the worst of the rates that it rests on marks a figure."""

    PUBLISHED = 0
    DERIVED = 1
    RECALLED = 2
    ASSUMED = 3

    @property
    def label(self) -> str:
        """The word shown wherever a figure is shown: ``published``, ``derived``, ``recalled``, ``assumed``."""
        return self.name.lower()


def days_of(row: dict[str, str]) -> tuple[date, date]:
    """The first and the last day of a row; an end that is left open is far in the future."""
    end = row["effective_to"]
    return date.fromisoformat(row["effective_from"]), date.fromisoformat(end) if end else OPEN_END


def status_of(row: dict[str, str]) -> RateStatus:
    """How far a row can be trusted. Raises KeyError for a word that is no status."""
    return RateStatus[row["status"].upper()]


def read_rows(path: Path, make: Callable[[dict[str, str]], Row]) -> tuple[Row, ...]:
    """What each row of a CSV makes, in order. Raises ValueError naming file and line."""
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        rows: list[Row] = []
        for row in reader:
            try:
                rows.append(make(row))
            except (KeyError, ValueError) as error:
                raise ValueError(f"{path.name}, line {reader.line_num}: {error}") from error
    return tuple(rows)
