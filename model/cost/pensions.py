"""The employer's rates of pension schemes other than the LGPS of the on-costs, month by month."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from model.base.financial_year import MONTHS_IN_YEAR, FinancialYear
from model.rates.tables import Rate, Rates
from model.schema.sections.pension_schemes import PensionScheme
from model.schema.sections.scheme_rates import rates_on


@dataclass(frozen=True)
class Schemes:
    """The employer's rate and its status (RateStatus as int8) on each pay day, each (schemes, months)."""

    names: tuple[str, ...]
    rate: np.ndarray
    status: np.ndarray

    def in_year(self, years: tuple[FinancialYear, ...], year: FinancialYear) -> "Schemes":
        """The rates of one year."""
        first = years.index(year) * MONTHS_IN_YEAR
        cut = slice(first, first + MONTHS_IN_YEAR)
        return replace(self, rate=self.rate[:, cut], status=self.status[:, cut])

    def number_of(self, name: str | None) -> int:
        """The index of a scheme; 0 for the LGPS of the on-costs."""
        return 0 if name is None else self.names.index(name) + 1


def schemes_of(stated: Sequence[PensionScheme], rates: Rates, days: list[date]) -> tuple[Schemes, list[Rate]]:
    """The employer's rate of each scheme on each pay day, and the rates read. Raises RateMissing."""
    read = [[rates_on(scheme, rates, day) for day in days] for scheme in stated]
    rate = np.array([[sum(part.value for part in parts) for parts in by_day] for by_day in read])
    status = np.array([[max(part.status for part in parts) for parts in by_day] for by_day in read], dtype=np.int8)
    names = tuple(scheme.name for scheme in stated)
    return Schemes(names, rate, status), [*dict.fromkeys(_flat(read))]


def _flat(read: list[list[list[Rate]]]) -> Iterator[Rate]:
    return (part for by_day in read for parts in by_day for part in parts)
