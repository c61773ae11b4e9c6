"""What a rate is on a day, read from model/rates with the csv module (docs/method/rates.md)."""

import csv
from datetime import date
from functools import cache
from pathlib import Path

RATES = Path(__file__).resolve().parents[3] / "model" / "rates"


@cache
def rows(table):
    """(name, point) -> [(first day, last day, value)] of one file."""
    held = {}
    with (RATES / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            first = date.fromisoformat(row["effective_from"])
            last = date.fromisoformat(row["effective_to"]) if row["effective_to"] else date.max
            held.setdefault((row["name"], row["point"]), []).append((first, last, float(row["value"])))
    return held


@cache
def value(table, name, point, day, otherwise=None):
    """The value in force on a day; an error where there is none and nothing else is given."""
    for first, last, found in rows(table).get((name, str(point)), ()):
        if first <= day <= last:
            return found
    if otherwise is None:
        raise LookupError(f"{table}: no {name} {point} on {day}")
    return otherwise


def has(table, name, point, day):
    return any(first <= day <= last for first, last, _ in rows(table).get((name, point), ()))
