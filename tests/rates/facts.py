"""The facts of ``model/rates/`` read as plain CSV, and not through the model."""

import csv
from datetime import date, timedelta
from functools import cache

from tests.conftest import HOME

RATES = HOME / "model" / "rates"
OPEN = date(9999, 12, 31)
DAY = timedelta(days=1)


def read(path):
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@cache
def rates(title):
    return read(RATES / f"{title}.csv")


def day(text):
    return date.fromisoformat(text) if text else OPEN


def span(row):
    return day(row["effective_from"]), day(row["effective_to"])


def series(title):
    grouped = {}
    for row in rates(title):
        grouped.setdefault((row["name"], row["point"]), []).append(row)
    return grouped
