"""From points to salaries: each grade's salary in each month, by costing basis.

A costing basis says at which point of its grade every post is costed. A basis may be a mean: then it is the mean of
salaries, and on-costs are worked out on that mean salary.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import pairwise

import numpy as np

from model.base.financial_year import PayMonths
from model.pay.grades import PayRange, Renumbering, numbering_on
from model.rates.tables import Rate, RateTable

PointsOf = Callable[[tuple[int, ...], tuple[int, ...]], tuple[int, ...]]
"""Gives the points whose mean salary a basis takes, from a grade's points up to its bar and those beyond its bar."""


POINTS_OF: dict[str, PointsOf] = {
    "bottom": lambda within, beyond: within[:1],
    "mean_of_points": lambda within, beyond: within,
    "mean_of_ends": lambda within, beyond: (within[0], within[-1]),
    "top": lambda within, beyond: within[-1:],
    "extended_top": lambda within, beyond: (within + beyond)[-1:],
}
"""Which points each budget basis takes, by its key."""


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
            "the mean salary of all points of the grade (before any bar)",
        ),
        Basis("mean_of_ends", "Mean of ends", "the mean of the salaries at the bottom and the top of the grade"),
        Basis("top", "Top of grade", "every post at the highest point of its grade (before any bar)"),
        Basis("extended_top", "Extended top", "every post at the last point of its grade (beyond any bar)"),
    )
}
"""The budget bases: every post at a stated point of its grade, no matter who holds it."""

PEOPLE_BASES = {
    basis.key: basis
    for basis in (
        Basis("actual", "Actual points", "each holder at their own point, with increments, and with protection"),
        Basis("settled", "Settled", "each holder at the last point that increments bring, when no protection is left"),
    )
}
"""The bases that need each holder's own point."""


def basis_named(key: str) -> Basis:
    """The costing basis with this key, of either kind."""
    return (BASES | PEOPLE_BASES)[key]


@dataclass(frozen=True)
class SalaryTable:
    """Salaries by month: £ a year at 1.0 FTE and status, each (pay ranges, months) or (appointments, months)."""

    salary: np.ndarray
    status: np.ndarray

    def changed(self, change: Callable[[np.ndarray], np.ndarray]) -> "SalaryTable":
        """A copy in which ``change`` has been applied to both arrays."""
        return SalaryTable(change(self.salary), change(self.status))


@dataclass(frozen=True)
class PointSalaries:
    """Salary and status by point, each (months,): £ a year at 1.0 FTE, and RateStatus as int8.

    In each month, a number means the point that then has it. Where the months cross a renumbering, a number has no
    salary (NaN) in a month in which the spine does not use it or no grade needs it. Nothing may read such a salary.
    ``ladder`` has the spine's points in the first month.
    """

    months: PayMonths
    ladder: tuple[int, ...]
    salary: dict[int, np.ndarray]
    status: dict[int, np.ndarray]
    rates_read: tuple[Rate, ...]
    renumberings: tuple[Renumbering, ...] = ()

    @cached_property
    def parts(self) -> tuple[slice, ...]:
        """The months of each numbering of the spine: one slice, and one more for each renumbering."""
        return _parts(self.months, self.renumberings)

    @cached_property
    def ladders(self) -> tuple[tuple[int, ...], ...]:
        """The spine's points in each numbering."""
        return (self.ladder, *(each.ladder for each in self.renumberings))

    def numbering_on(self, day: date) -> int:
        """How many of the renumberings have happened by a day; 0 before the first."""
        return numbering_on(day, self.renumberings)

    def ladder_on(self, day: date) -> tuple[int, ...]:
        """The spine's points on a day, in that day's numbers."""
        return self.ladders[self.numbering_on(day)]

    def numbers_of(self, point: int, day: date) -> tuple[int, ...]:
        """The number, in each numbering, of the point that has the number ``point`` on a day.

        In a numbering before that day's, it is the highest old number, among those with a salary, that the renumbering
        turns into the point's later number or a lower one.
        """
        now = self.numbering_on(day)
        numbers = {now: point}
        for number in range(now, len(self.renumberings)):
            numbers[number + 1] = self.renumberings[number].new_point[numbers[number]]
        for number in range(now - 1, -1, -1):
            first = self.parts[number].start
            in_use = [point for point, salary in self.salary.items() if not np.isnan(salary[first])]
            numbers[number] = self.renumberings[number].old_point(numbers[number + 1], in_use)
        return tuple(numbers[number] for number in range(len(self.ladders)))

    def followed(self, point: int, day: date) -> np.ndarray:
        """The salary by month, (months,), of the point numbered ``point`` on a day, whatever its number in a month."""
        numbers = self.numbers_of(point, day)
        return np.concatenate([self.salary[number][part] for number, part in zip(numbers, self.parts, strict=True)])


def _parts(months: PayMonths, renumberings: Sequence[Renumbering]) -> tuple[slice, ...]:
    turns = [int(np.searchsorted(months.first_days, np.datetime64(each.day))) for each in renumberings]
    return tuple(slice(*ends) for ends in pairwise((0, *turns, len(months))))


def point_salaries(
    ranges: Sequence[PayRange],
    spine: RateTable,
    spine_name: str,
    months: PayMonths,
    renumberings: tuple[Renumbering, ...] = (),
) -> PointSalaries:
    """The salary of every point of the grades. A month's salary is the spine's on the first day of the month.

    Raises RateMissing where a point has no value on such a day, and PointMissing where a grade includes a point that
    the ladder lacks.
    """
    days = months.first_days
    ladders = (spine.points_on(spine_name, days[0].item()), *(each.ladder for each in renumberings))
    salary: dict[int, np.ndarray] = {}
    status: dict[int, np.ndarray] = {}
    rates_read: list[Rate] = []
    for number, (points, when) in enumerate(zip(ladders, _parts(months, renumberings), strict=True)):
        sides = [pay_range.in_numbering(number) for pay_range in ranges]
        needed = {point for side in sides for point in (*side.points(points), *side.points_beyond_bar(points))}
        for point in sorted(needed):
            rates = spine.over(spine_name, point, days[when])
            salary.setdefault(point, np.full(len(days), np.nan))[when] = [rate.value for rate in rates]
            status.setdefault(point, np.zeros(len(days), dtype=np.int8))[when] = [rate.status for rate in rates]
            rates_read += dict.fromkeys(rates)
    return PointSalaries(months, ladders[0], salary, status, tuple(dict.fromkeys(rates_read)), renumberings)


def salaries_by_basis(
    ranges: Sequence[PayRange], grade_statuses: Sequence[Sequence[int]], points: PointSalaries
) -> dict[str, SalaryTable]:
    """The salary table of each budget basis. A status is the worst of the points' statuses and the grade's own.

    ``grade_statuses`` has the grades' own statuses: a row for each range, a column for each numbering of the spine.
    """
    ladders, months_of = points.ladders, points.parts
    sides = [[pay_range.in_numbering(number) for pay_range in ranges] for number in range(len(ladders))]
    points_of = [
        [(side.points(ladder), side.points_beyond_bar(ladder)) for side in row]
        for row, ladder in zip(sides, ladders, strict=True)
    ]
    salary_shape = (len(ranges), len(points.months))

    def table(points_for: PointsOf) -> SalaryTable:
        salary, status = np.empty(salary_shape), np.empty(salary_shape, dtype=np.int8)
        for number, when in enumerate(months_of):
            for row, (within, beyond) in enumerate(points_of[number]):
                chosen = points_for(within, beyond)
                salary[row, when] = np.mean([points.salary[point][when] for point in chosen], axis=0)
                worst = np.max([points.status[point][when] for point in chosen], axis=0)
                status[row, when] = np.maximum(worst, grade_statuses[row][number])
        return SalaryTable(salary, status)

    return {basis: table(points_for) for basis, points_for in POINTS_OF.items()}


def basic_pay(salary: np.ndarray, working_time: np.ndarray) -> np.ndarray:
    """Basic pay earned, £ a month: a twelfth of the annual salary times FTE times fraction of the month employed.

    Both arguments are (appointments, months).
    """
    return salary * working_time / 12
