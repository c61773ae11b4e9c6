"""How VAT applies to what a local authority sells and buys: the treatment in words, by supply and customer."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from model.rates.rows import RateStatus, days_of, read_rows, status_of


@dataclass(frozen=True)
class VatTreatment:
    """One VAT treatment. If its source states no first day, ``effective_from`` is the day on which it was checked."""

    supply: str
    recipient: str
    effective_from: date
    effective_to: date
    treatment: str
    charged_as: str
    """How academies and others are charged for this supply: standard, exempt or outside; ``none`` if never sold."""
    status: RateStatus
    source: str


def read_vat_treatments(path: Path) -> tuple[VatTreatment, ...]:
    """The rows of ``vat_treatments.csv``. Raises ValueError with file and line."""
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
    """Kind of supply to its VAT treatment, for kinds sold to customers other than the council's own schools."""
    return {treatment.supply: treatment for treatment in treatments if treatment.charged_as != "none"}
