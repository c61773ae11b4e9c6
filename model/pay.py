"""From Spinal Column Points to salary: each grade's salary by costing basis, in each month.

A costing basis says which point of its grade every post is costed at. A mean is a mean of salaries,
and on-costs are then worked out on the mean salary.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from model.financial_year import PayMonths
from model.grades import PayRange
from model.rate_tables import Rate, RateStatus, RateTable


@dataclass(frozen=True)
class Basis:
    """One costing basis: its key, its name on the page, and what it means in a sentence."""

    key: str
    label: str
    meaning: str


BASES = {
    basis.key: basis
    for basis in (
        Basis("bottom", "Bottom of grade", "every post at the lowest point of its grade"),
        Basis(
            "mean_of_points",
            "Mean of points",
            "the mean salary of every point of the grade, the part beyond a bar left out",
        ),
        Basis("mean_of_ends", "Mean of ends", "the mean of the salaries at the bottom and the top of the grade"),
        Basis("top", "Top of grade", "every post at the highest point of its grade, the last before a bar"),
        Basis(
            "extended_top", "Extended top", "every post at the last point of its grade, beyond a bar where there is one"
        ),
    )
}


@dataclass(frozen=True)
class SalaryTable:
    """Salaries by pay range and month: ``salary`` £ a year at 1.0 FTE and ``status``, each (ranges, months)."""

    salary: np.ndarray
    status: np.ndarray


def salaries_by_basis(
    ranges: Sequence[PayRange],
    grade_statuses: Sequence[RateStatus],
    spine: RateTable,
    spine_name: str,
    months: PayMonths,
) -> tuple[dict[str, SalaryTable], list[Rate]]:
    """Each basis's salary table, and every spine rate read.

    A month's salary is the spine's on its first day; its status is the worst of the points it rests on
    and of the grade that named them. Raises RateMissing where a point has no value
    then, and PointMissing where a grade spans a point that the ladder lacks.
    """
    days = months.first_days
    ladder = spine.points_on(spine_name, days[0].item())
    points_of = [(pay_range.points(ladder), pay_range.points_beyond_bar(ladder)) for pay_range in ranges]
    needed = sorted({point for within, beyond in points_of for point in within + beyond})
    read = {point: spine.over(spine_name, point, days) for point in needed}
    salary = {point: np.array([rate.value for rate in rates]) for point, rates in read.items()}
    status = {point: np.array([rate.status for rate in rates], dtype=np.int8) for point, rates in read.items()}

    def table(points_for, combine) -> SalaryTable:
        chosen = [points_for(within, beyond) for within, beyond in points_of]
        return SalaryTable(
            np.array([combine([salary[point] for point in points]) for points in chosen]).reshape(
                len(ranges), len(months)
            ),
            np.array(
                [
                    np.maximum.reduce([status[point] for point in points] + [np.full(len(months), grade_status)])
                    for points, grade_status in zip(chosen, grade_statuses, strict=True)
                ],
                dtype=np.int8,
            ).reshape(len(ranges), len(months)),
        )

    def mean(columns: list[np.ndarray]) -> np.ndarray:
        return np.mean(columns, axis=0)

    tables = {
        "bottom": table(lambda within, beyond: within[:1], mean),
        "mean_of_points": table(lambda within, beyond: within, mean),
        "mean_of_ends": table(lambda within, beyond: (within[0], within[-1]), mean),
        "top": table(lambda within, beyond: within[-1:], mean),
        "extended_top": table(lambda within, beyond: (within + beyond)[-1:], mean),
    }
    return tables, [rate for rates in read.values() for rate in dict.fromkeys(rates)]


def basic_pay(salary: np.ndarray, working_time: np.ndarray) -> np.ndarray:
    """Basic pay earned, £ a month: a twelfth of the annual salary times FTE times fraction of the month employed.

    Both arguments are (appointments, months).
    """
    return salary * working_time / 12
