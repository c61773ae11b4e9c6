"""A plan costed by financial year, in blocks of appointments, so that the months of only one block are held at once."""

from dataclasses import dataclass

import numpy as np

from model.base.financial_year import MONTHS_IN_YEAR
from model.cost.costing import RESTS_ON, cost, counts
from model.cost.elements import ELEMENTS, TOTAL
from model.cost.plan import ROWS_IN_A_BLOCK, Plan

ELEMENT_RESTING_ON = {names: element for element, names in RESTS_ON.items()}
"""For each set of rates, an element that rests on it: the others' statuses are the same."""


@dataclass(frozen=True)
class CostsByYear:
    """£ a year by element, and the worst status of the months employed by the rates it rests on.

    Each is (appointments, years). An element of which the plan has nothing is not among them.
    """

    by_element: dict[str, np.ndarray]
    by_rates: dict[tuple[str, ...], np.ndarray]

    def amounts(self, element: str) -> np.ndarray:
        """£ by appointment and year."""
        nothing = np.broadcast_to(0.0, self.by_element[TOTAL].shape)
        return self.by_element.get(element, nothing)

    def in_all(self) -> "YearTotals":
        """All appointments together."""
        return YearTotals(
            {element: [float(year.sum()) for year in amounts.T] for element, amounts in self.by_element.items()},
            {names: statuses.max(axis=0, initial=0) for names, statuses in self.by_rates.items()},
        )


@dataclass(frozen=True)
class YearTotals:
    """£ of all appointments together by element, and their worst status by the rates it rests on, each (years,)."""

    by_element: dict[str, list[float]]
    by_rates: dict[tuple[str, ...], np.ndarray]

    def amount(self, element: str, year: int) -> float:
        """£ in a year, numbered from the first shown."""
        return self.by_element[element][year] if element in self.by_element else 0.0

    def status(self, element: str, year: int) -> int:
        """The worst status that an element rests on in a year."""
        return int(self.by_rates[RESTS_ON[element]][year])


def costs_by_year(plan: Plan, basis: str, size: int = ROWS_IN_A_BLOCK) -> CostsByYear:
    """Cost a plan on a basis, in blocks of about so many appointments."""
    rows_and_years = len(plan.holder_of), len(plan.months.years)
    elements = [element.key for element in ELEMENTS if counts(element, plan, basis)]
    amounts = {element: np.zeros(rows_and_years) for element in (*elements, TOTAL)}
    statuses = {names: np.zeros(rows_and_years, np.int8) for names in ELEMENT_RESTING_ON}
    for rows in plan.blocks(size):
        costs = cost(plan if len(rows) == len(plan.holder_of) else plan.of_rows(rows), basis)
        for element, by_year in amounts.items():
            by_year[rows] = plan.months.by_year(costs.amounts[element])
        employed = costs.plan.employed > 0
        for names, element in ELEMENT_RESTING_ON.items():
            status = np.where(employed, costs.statuses[element], 0)
            statuses[names][rows] = status.reshape(len(rows), -1, MONTHS_IN_YEAR).max(axis=-1)
    return CostsByYear(amounts, statuses)
