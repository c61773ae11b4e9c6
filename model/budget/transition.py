"""The change itself: its one-off costs, their years, who pays them, and when savings have paid them back."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from model.base.financial_year import FinancialYear
from model.budget.leaving import Leaving, in_words, leaving
from model.cost.costed import CostedScenario
from model.pay.one_off import KINDS, CumulativeSavings, OneOff, Payback, cumulative_savings, payback_years
from model.rates.tables import Rate, Rates, RateStatus
from model.schema.sections.stated_costs import OtherOneOff


@dataclass(frozen=True)
class Transition:
    """The one-off costs of a change, and what it saves.

    ``saving`` is £ saved in each year shown, (years,), negative where the change costs more. ``full_year_saving`` is
    the saving of a full year at the rates of the year of change, £. Both are on the scenario's costing basis.
    """

    years: tuple[FinancialYear, ...]
    leaving: tuple[Leaving, ...]
    other: tuple[OneOff, ...]
    saving: np.ndarray
    full_year_saving: float

    def each(self) -> Iterator[tuple[str, OneOff]]:
        """Every one-off cost with its leaver's reference, which is empty where the cost is for no leaver."""
        yield from ((who, one_off) for who, one_off, _ in self._with_status())

    def _with_status(self) -> Iterator[tuple[str, OneOff, RateStatus | None]]:
        for one in self.leaving:
            yield from ((one.leaver.who, one_off, one.status_of(one_off.kind)) for one_off in one.one_offs)
        yield from (("", one_off, None) for one_off in self.other)

    def costs_by(self, heading: str) -> dict[tuple[FinancialYear, str], tuple[float, RateStatus | None]]:
        """£ by year and heading (``kind`` or ``funded_by``), each with the worst status of its rates.

        The status is None where the scenario states every sum.
        """
        costs: dict[tuple[FinancialYear, str], tuple[float, RateStatus | None]] = {}
        for _, one_off, status in self._with_status():
            key = one_off.year, getattr(one_off, heading)
            amount, so_far = costs.get(key, (0.0, None))
            costs[key] = amount + one_off.amount, worst_of(so_far, status)
        return costs

    def amounts(self, kind: str | None = None) -> np.ndarray:
        """What is charged in each year shown, £, (years,), of one kind or of all kinds."""
        amounts = np.zeros(len(self.years))
        for _, one_off in self.each():
            if kind in (None, one_off.kind):
                amounts[self.years.index(one_off.year)] += one_off.amount
        return amounts

    @property
    def paid_by_year(self) -> dict[FinancialYear, float]:
        """What is paid in each year, £, in order. Empty where every cost is charged in the year in which it is paid."""
        costs = [one_off for _, one_off in self.each()]
        if all(cost.year == cost.year_paid for cost in costs):
            return {}
        years = sorted({cost.year_paid for cost in costs})
        return {year: sum(cost.amount for cost in costs if cost.year_paid == year) for year in years}

    @property
    def capitalised(self) -> float:
        """The costs that a direction allows to be capitalised, £."""
        return sum(one_off.amount for _, one_off in self.each() if one_off.direction)

    @property
    def by_kind(self) -> dict[str, np.ndarray]:
        """What is charged in each year shown, £, (years,), by kind, without kinds that are nil.

        Kinds that the scenario itself names come last.
        """
        amounts = {kind: self.amounts(kind) for kind in (*KINDS, *(cost.kind for cost in self.other))}
        return {kind: by_year for kind, by_year in amounts.items() if by_year.any()}

    @property
    def total(self) -> float:
        """The sum of all one-off costs, £."""
        return float(self.amounts().sum())

    @property
    def payback(self) -> Payback:
        """How many years of the full-year saving equal all one-off costs; None, with a reason, if nothing is saved."""
        return payback_years(self.total, self.full_year_saving)

    @property
    def savings(self) -> CumulativeSavings:
        """Savings to the end of each year shown, before one-off costs (gross) and after them (net)."""
        return cumulative_savings(self.amounts(), self.saving)

    @property
    def rates_read(self) -> tuple[Rate, ...]:
        """The redundancy rates that were read; empty where nobody leaves."""
        return tuple(dict.fromkeys(rate for one in self.leaving for rate in one.rates))

    @property
    def status(self) -> RateStatus:
        """The worst status of the redundancy rates behind these costs; PUBLISHED where nobody leaves."""
        return max((rate.status for rate in self.rates_read), default=RateStatus.PUBLISHED)


def worst_of(*statuses: RateStatus | None) -> RateStatus | None:
    """The worst of the statuses. A status of None, for a sum without rates, is ignored; None where all are None."""
    return max((status for status in statuses if status is not None), default=None)


def transition(costed: CostedScenario, rates: Rates) -> Transition | None:
    """The one-off costs of a scenario; None where it has no section one_off.

    Raises ValueError or RateMissing, though never for a scenario that was loaded.
    """
    scenario = costed.scenario
    section, basis = scenario.one_off, scenario.costing.basis
    if section is None:
        return None
    table = section.rates_in_force(rates.redundancy, scenario.on_costs.employer_ni_carried_forward)
    return Transition(
        costed.years,
        tuple(leaving(leaver, section, costed, table) for leaver in section.leavers),
        tuple(one_off for cost in section.other for one_off in _stated(cost)),
        np.array([-costed.amount("part_year_effect", basis, year) for year in costed.years]),
        -costed.amount("full_year_effect", basis, costed.year_of_change),
    )


def _stated(cost: OtherOneOff) -> Iterator[OneOff]:
    """A one-off cost that the scenario states, as one ``OneOff`` for each year that it is charged to."""
    approval, direction = in_words(cost.approval), cost.capitalised_under or ""
    for year, amount, paid_in in cost.parts:
        yield OneOff(cost.kind, amount, year, cost.funded_by, approval, paid_in, direction)
