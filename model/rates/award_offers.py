"""What is read from the table of pay awards: offers that are not settled, and days on which a spine was renumbered."""

import csv
from dataclasses import dataclass
from datetime import date
from pathlib import Path


@dataclass(frozen=True)
class Offer:
    """A pay award that is offered for a spine and not settled. ``value`` is a share of pay, 0.033 for 3.3%."""

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


def read_restructures(pay_awards: Path) -> dict[str, tuple[date, ...]]:
    """Spine to the days on which all its points were renumbered: ``pay_awards.csv`` calls this a restructure."""
    with pay_awards.open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["form"] == "restructure"]
    found = {(row["name"], date.fromisoformat(row["effective_from"])) for row in rows}
    return {spine: tuple(sorted(day for name, day in found if name == spine)) for spine in sorted(dict(found))}
