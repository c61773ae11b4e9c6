"""How VAT applies to what a local authority sells and buys: in words, by supply and customer."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from model.rates.rows import RateStatus, days_of, read_rows, status_of


@dataclass(frozen=True)
class VatTreatment:
    """One treatment. Where the source states no first day, ``effective_from`` is the day on which it was checked."""

    supply: str
    recipient: str
    effective_from: date
    effective_to: date
    treatment: str
    charged_as: str
    """How a package of it is charged to academies and others: standard, exempt or outside; "none" if never sold."""
    status: RateStatus
    source: str


def read_vat_treatments(path: Path) -> tuple[VatTreatment, ...]:
    """The rows of ``vat_treatments.csv``. Raises ValueError naming file and line."""
    return read_rows(
        path,
        lambda row: VatTreatment(
            row["supply"],
            row["recipient"],
            *days_of(row),
            row["treatment"],
            row["charged_as"],
            status_of(row),
            row["source"],
        ),
    )


def supplies(treatments: Iterable[VatTreatment]) -> dict[str, VatTreatment]:
    """The treatment of each kind of supply that a service may sell to customers other than its own schools."""
    return {treatment.supply: treatment for treatment in treatments if treatment.charged_as != "none"}
