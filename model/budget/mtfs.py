"""The table of the medium-term financial strategy: this year and the next four, recurring and one-off separately.

It has only the years that the scenario shows, since only those have rates. Nothing is extrapolated.
"""

from dataclasses import dataclass

import numpy as np

from model.base.financial_year import FinancialYear
from model.budget.transition import Transition
from model.cost.costed import CostedScenario

YEARS_AHEAD = 4


@dataclass(frozen=True)
class MtfsYear:
    """One year compared with doing nothing, £: positive where the change costs more, negative where it saves.

    ``ahead`` counts from the year of the decision, which is this year. ``recurring`` is the proposal less do nothing.
    ``one_off`` is what is charged once. ``cumulative_recurring`` and ``cumulative`` run from the first year shown.
    """

    year: FinancialYear
    ahead: int
    recurring: float
    one_off: float
    cumulative_recurring: float
    cumulative: float

    @property
    def net(self) -> float:
        """Recurring and one-off together, £."""
        return self.recurring + self.one_off

    @property
    def label(self) -> str:
        """The year and how far ahead it is: ``2010/11 (this year)``, ``2011/12 (+1)``."""
        return f"{self.year} ({f'{self.ahead:+d}'.replace('-', '−') if self.ahead else 'this year'})"


def this_year(costed: CostedScenario) -> FinancialYear:
    """The financial year of the decision."""
    return FinancialYear.of(costed.scenario.dates.decision)


def mtfs(costed: CostedScenario, transition: Transition | None) -> tuple[MtfsYear, ...]:
    """A row for each year shown from this one to four ahead, on the scenario's costing basis.

    An earlier year has a row where something was spent or saved in it, so that the cumulative figures are always those
    of the rows above.
    """
    basis, now = costed.scenario.costing.basis, this_year(costed)
    recurring = np.array([costed.amount("part_year_effect", basis, year) for year in costed.years])
    one_off = transition.amounts() if transition else np.zeros_like(recurring)
    begun = np.cumsum(abs(recurring) + one_off) > 0
    columns = zip(
        costed.years, begun, recurring, one_off, np.cumsum(recurring), np.cumsum(recurring + one_off), strict=True
    )
    return tuple(
        MtfsYear(year, year.start - now.start, *(float(amount) for amount in amounts))
        for year, has_begun, *amounts in columns
        if (year >= now or has_begun) and year.start - now.start <= YEARS_AHEAD
    )


def years_not_held(costed: CostedScenario) -> tuple[FinancialYear, ...]:
    """The years from this one to four ahead that the scenario does not show, so that the table has no row for them."""
    now = this_year(costed).start
    ahead = (FinancialYear(start) for start in range(now, now + YEARS_AHEAD + 1))
    return tuple(year for year in ahead if year not in costed.years)
