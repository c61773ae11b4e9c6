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
"""The budget bases: every post at a stated point of its grade, whoever holds it."""

PEOPLE_BASES = {
    basis.key: basis
    for basis in (
        Basis("actual", "Actual points", "each holder at their own point, with increments, and with protection"),
        Basis("settled", "Settled", "each holder at the last point that time brings, and no protection left"),
    )
}
"""The bases that need each holder's own point."""


def basis_named(key: str) -> Basis:
    """A basis of either kind, by its key."""
    return (BASES | PEOPLE_BASES)[key]


@dataclass(frozen=True)
class SalaryTable:
    """Salaries by month: £ a year at 1.0 FTE and status, each (pay ranges, months) or (appointments, months)."""

    salary: np.ndarray
    status: np.ndarray


@dataclass(frozen=True)
class PointSalaries:
    """Each point's salary and status by month: point to (months,), £ a year at 1.0 FTE and RateStatus as int8."""

    months: PayMonths
    ladder: tuple[int, ...]
    salary: dict[int, np.ndarray]
    status: dict[int, np.ndarray]
    rates_read: tuple[Rate, ...]


def point_salaries(ranges: Sequence[PayRange], spine: RateTable, spine_name: str, months: PayMonths) -> PointSalaries:
    """The salary of every point that some grade spans. A month's salary is the spine's on its first day.

    Raises RateMissing where a point has no value then, and PointMissing where a grade spans a point that
    the ladder lacks.
    """
    days = months.first_days
    ladder = spine.points_on(spine_name, days[0].item())
    needed = {p for pay_range in ranges for p in (*pay_range.points(ladder), *pay_range.points_beyond_bar(ladder))}
    read = {point: spine.over(spine_name, point, days) for point in sorted(needed)}
    return PointSalaries(
        months,
        ladder,
        {point: np.array([rate.value for rate in rates]) for point, rates in read.items()},
        {point: np.array([rate.status for rate in rates], dtype=np.int8) for point, rates in read.items()},
        tuple(rate for rates in read.values() for rate in dict.fromkeys(rates)),
    )


def salaries_by_basis(
    ranges: Sequence[PayRange], grade_statuses: Sequence[RateStatus], points: PointSalaries
) -> dict[str, SalaryTable]:
    """Each budget basis's salary table; a status is the worst of its points' and of the grade that named them."""
    points_of = [(pay_range.points(points.ladder), pay_range.points_beyond_bar(points.ladder)) for pay_range in ranges]
    shape = (len(ranges), len(points.months))

    def table(points_for) -> SalaryTable:
        chosen = [points_for(within, beyond) for within, beyond in points_of]
        salary = [np.mean([points.salary[point] for point in row], axis=0) for row in chosen]
        status = [
            np.maximum(np.max([points.status[point] for point in row], axis=0), grade_status)
            for row, grade_status in zip(chosen, grade_statuses, strict=True)
        ]
        return SalaryTable(np.reshape(salary, shape), np.reshape(status, shape).astype(np.int8))

    return {
        "bottom": table(lambda within, beyond: within[:1]),
        "mean_of_points": table(lambda within, beyond: within),
        "mean_of_ends": table(lambda within, beyond: (within[0], within[-1])),
        "top": table(lambda within, beyond: within[-1:]),
        "extended_top": table(lambda within, beyond: (within + beyond)[-1:]),
    }


def basic_pay(salary: np.ndarray, working_time: np.ndarray) -> np.ndarray:
    """Basic pay earned, £ a month: a twelfth of the annual salary times FTE times fraction of the month employed.

    Both arguments are (appointments, months).
    """
    return salary * working_time / 12
