"""How VAT treats what a local authority supplies and buys: in words, by supply and who receives it."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from model.rates.rows import RateStatus, days_of, read_rows, status_of


@dataclass(frozen=True)
class VatTreatment:
    """One treatment. Where no first day was read, ``effective_from`` is the day on which the source was checked."""

    supply: str
    recipient: str
    effective_from: date
    effective_to: date
    treatment: str
    status: RateStatus
    source: str


def read_vat_treatments(path: Path) -> tuple[VatTreatment, ...]:
    """The rows of ``vat_treatments.csv``. Raises ValueError naming file and line."""
    return read_rows(
        path,
        lambda row: VatTreatment(
            row["supply"], row["recipient"], *days_of(row), row["treatment"], status_of(row), row["source"]
        ),
    )
