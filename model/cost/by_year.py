"""A plan costed by financial year, in blocks of appointments, so that only one block's months are in memory at once."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from model.base.financial_year import MONTHS_IN_YEAR
from model.cost.costing import RESTS_ON, cost, counts, worst_statuses
from model.cost.elements import ELEMENTS, TOTAL
from model.cost.plan import ROWS_IN_A_BLOCK, Plan


@dataclass(frozen=True)
class CostsByYear:
    """What each element costs a year, £, (appointments, years). Elements that the plan does not have are left out."""

    by_element: dict[str, np.ndarray]

    def amounts(self, element: str) -> np.ndarray:
        """What an element costs, £, (appointments, years); zeros for an element that the plan does not have."""
        nothing = np.broadcast_to(0.0, self.by_element[TOTAL].shape)
        return self.by_element.get(element, nothing)

    def in_all(self) -> dict[str, list[float]]:
        """What each element costs in each year, £, for all appointments together."""
        return {element: [float(year.sum()) for year in amounts.T] for element, amounts in self.by_element.items()}


def costs_by_year(plan: Plan, basis: str, size: int = ROWS_IN_A_BLOCK) -> CostsByYear:
    """The plan costed on a basis, in blocks of about ``size`` appointments."""
    elements = [element.key for element in ELEMENTS if counts(element, plan, basis)]
    amounts = {element: np.zeros((len(plan.holder_of), len(plan.months.years))) for element in (*elements, TOTAL)}
    for rows, block in _blocks(plan, size):
        costs = cost(block, basis)
        for element, by_year in amounts.items():
            by_year[rows] = plan.months.by_year(costs.amounts[element])
    return CostsByYear(amounts)


def total_by_year(plan: Plan, basis: str, numbers: np.ndarray) -> np.ndarray:
    """What all elements and appointments together cost, £, (years,). Each appointment counts ``numbers`` times."""
    monthly = (numbers[rows] @ cost(block, basis).total for rows, block in _blocks(plan, ROWS_IN_A_BLOCK))
    return plan.months.by_year(np.sum([*monthly], axis=0))


def statuses_by_year(plan: Plan, basis: str, size: int = ROWS_IN_A_BLOCK) -> dict[str, np.ndarray]:
    """For each element, the worst status of its rates in each year, (years,). Only months employed count."""
    worst = dict.fromkeys(RESTS_ON.values(), np.zeros(len(plan.months.years), np.int8))
    for _, block in _blocks(plan, size):
        employed = block.employed > 0
        for names, status in worst_statuses(block, basis).items():
            of_month = np.where(employed, status, 0).max(axis=0, initial=0)
            worst[names] = np.maximum(worst[names], of_month.reshape(-1, MONTHS_IN_YEAR).max(axis=1))
    return {element: worst[names] for element, names in RESTS_ON.items()}


def _blocks(plan: Plan, size: int) -> Iterator[tuple[np.ndarray, Plan]]:
    """For each block, the row numbers of its appointments and a plan of those appointments alone."""
    for rows in plan.blocks(size):
        yield rows, plan if len(rows) == len(plan.holder_of) else plan.of_rows(rows)
