"""The table of the medium-term financial strategy: this year and the next four, recurring and one-off separately.

Years beyond those that the scenario shows are costed for this table as far as there are rates. Nothing is extrapolated.
"""

from dataclasses import dataclass, fields, replace

import numpy as np

from model.base.financial_year import FinancialYear
from model.budget.transition import Transition
from model.cost.costed import CostedScenario, cost_scenario
from model.rates.tables import Rates

YEARS_AHEAD = 4


@dataclass(frozen=True)
class MtfsYear:
    """One year compared with doing nothing, £: positive where the change costs more, negative where it saves.

    ``ahead`` counts years from the year of the decision, which is this year. ``recurring`` is the proposal less do
    nothing. ``one_off`` is the one-off costs charged in the year. ``cumulative_recurring`` and ``cumulative``
    (recurring and one-off) are totals from the first year shown.
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

    Earlier years have rows too, from the first year in which something was spent or saved. So each cumulative figure is
    the total of its own row and all rows above.
    """
    basis, now = costed.scenario.costing.basis, this_year(costed)
    recurring = np.array([costed.amount("part_year_effect", basis, year) for year in costed.years])
    one_off = np.zeros_like(recurring)
    if transition:  # in years beyond those shown nothing is paid once
        one_off[: len(transition.years)] = transition.amounts()
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
    """The years from this one to four ahead that the scenario does not show. The table has no row for them."""
    now = this_year(costed).start
    ahead = (FinancialYear(start) for start in range(now, now + YEARS_AHEAD + 1))
    return tuple(year for year in ahead if year not in costed.years)


@dataclass(frozen=True)
class Reach:
    """A scenario costed to four years ahead, or as far as there are rates. ``lacking`` is the first missing rate."""

    costed: CostedScenario
    lacking: LookupError | None = None


def reach(costed: CostedScenario, rates: Rates) -> Reach:
    """A scenario costed up to four years ahead, as far as there are rates; unchanged if no further year has rates."""
    basis, lacking = costed.scenario.costing.basis, None
    for year in reversed([year for year in years_not_held(costed) if year > costed.years[-1]]):
        years = costed.scenario.years.model_copy(update={"last": str(year)})
        try:
            further = cost_scenario(costed.scenario.model_copy(update={"years": years}), rates)
            for timeline in ("do_nothing", "proposal"):
                further.amount(timeline, basis, year)
        except LookupError as missing:  # a rate, or a point that a renumbering does not map
            lacking = missing
        else:  # public figures stay in their steps
            whole = {field.name: getattr(further, field.name) for field in fields(CostedScenario)}
            return Reach(replace(costed, **whole), lacking)
    return Reach(costed, lacking)
