"""Pay awards that the employers have offered and that are not settled, out of the table of awards."""

import csv
from dataclasses import dataclass
from datetime import date
from pathlib import Path


@dataclass(frozen=True)
class Offer:
    """A pay award of a spine that is offered and not settled; ``value`` is a share of pay."""

    spine: str
    effective_from: date
    value: float
    source: str


def read_offers(pay_awards: Path) -> tuple[Offer, ...]:
    """The rows of ``pay_awards.csv`` whose form is an offer."""
    with pay_awards.open(encoding="utf-8", newline="") as file:
        return tuple(
            Offer(row["name"], date.fromisoformat(row["effective_from"]), float(row["value"]), row["source"])
            for row in csv.DictReader(file)
            if row["form"] == "offer"
        )
