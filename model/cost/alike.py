"""Groups of holders who cost the same in every month. Only one of each group is costed, so a slider answers at once."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from model.cost.plan import Plan


@dataclass(frozen=True)
class Alike:
    """A plan with one holder for each group of holders who cost the same.

    An appointment of this plan stands for one or more appointments of the whole plan. ``numbers`` has how many, in an
    array of shape (appointments,).
    """

    plan: Plan
    numbers: np.ndarray


def alike(plan: Plan, basis: str) -> Alike:
    """The plan with one holder from each group of holders who cost the same.

    Holders are alike if all their appointments are, since NI is assessed on all their pay.
    """
    columns = np.ascontiguousarray(np.hstack([*_what_costs_rest_on(plan, basis)]))
    rows_of: dict[int, list[int]] = {}
    for row, holder in enumerate(plan.holder_of.tolist()):
        rows_of.setdefault(holder, []).append(row)
    kinds: dict[bytes, list[list[int]]] = {}
    for rows in rows_of.values():
        kinds.setdefault(columns[rows].tobytes(), []).append(rows)
    numbers = {row: len(holders) for holders in kinds.values() for row in holders[0]}
    first = np.array(sorted(numbers), dtype=np.intp)
    return Alike(plan.of_rows(first), np.array([numbers[row] for row in first.tolist()], dtype=float))


def _what_costs_rest_on(plan: Plan, basis: str) -> Iterator[np.ndarray]:
    """Everything on which an appointment's costs depend, as arrays (appointments, any number)."""
    lettered = np.array([appointment.holder in plan.letters for appointment in plan.appointments], dtype=bool)
    holder = np.where(lettered, plan.holder_of, -1)  # somebody with a category letter counts as like nobody else
    for column in (plan.range_of, plan.fte, plan.in_lgps, plan.scheme_of, holder):
        yield column[:, None].astype(float)
    yield plan.employed
    if plan.paths:
        yield np.array([float(id(path.protection_with)) for path in plan.paths])[:, None]
    for of_plan in (plan, *([plan.paid_late.meanwhile] if plan.paid_late else [])):
        if basis in of_plan.own:
            yield of_plan.own[basis].salary
        for laid in of_plan.laid.values():
            yield from (value for value in laid.inputs.values() if isinstance(value, np.ndarray))
            if basis in laid.above_salary:
                yield laid.above_salary[basis].salary
