"""A vacancy filled below its grade: what is saved each month until the post is paid at its full grade.

The budget has the post's full grade throughout. The forecast pays the lower grade first. The saving is only for a time,
so the full-year effect of the change does not include it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import numpy as np

from model.base.financial_year import FinancialYear
from model.cost.costed import CostedScenario, cost_scenario
from model.people.establishment import path_ends
from model.rates.tables import Rates

ELEMENTS = ("at_own_grade", "as_paid", "saved")
"""The names of the three figures of a year, as ``results.json`` has them."""


@dataclass(frozen=True)
class Path:
    """One post's path: the grade paid at first, its full grade, and the first day on which the full grade is paid."""

    post: str
    title: str
    below: str
    grade: str
    ends: date


@dataclass(frozen=True)
class TimedSaving:
    """What filling posts below their grade saves: £ a month at their full grade and as paid, each (months,)."""

    basis: str
    paths: tuple[Path, ...]
    at_own_grade: np.ndarray
    as_paid: np.ndarray
    first_days: tuple[date, ...]
    at_once: CostedScenario
    """The scenario with the posts filled at their full grade on the same day."""

    @property
    def saved(self) -> np.ndarray:
        """What is saved in each month, £, (months,)."""
        return self.at_own_grade - self.as_paid

    @property
    def ends(self) -> date:
        """The first day on which nothing more is saved."""
        return max(path.ends for path in self.paths)

    def figures(self) -> Iterator[tuple[FinancialYear, str, float]]:
        """Year, element and £, for the records; zeros for a year in which nothing is saved."""
        for year in dict.fromkeys(map(FinancialYear.of, self.first_days)):
            yield from ((year, *one) for one in zip(ELEMENTS, self.in_year(year), strict=True))

    def in_year(self, year: FinancialYear) -> tuple[float, float, float]:
        """£ in a year: at the posts' full grade, as paid, and saved."""
        own = np.array([FinancialYear.of(day) == year for day in self.first_days])
        return float(self.at_own_grade[own].sum()), float(self.as_paid[own].sum()), float(self.saved[own].sum())


def timed_saving(costed: CostedScenario, basis: str, rates: Rates) -> TimedSaving | None:
    """What is saved for a time, on the posts filled below their grade; None where there are none.

    What is paid at first is compared with the cost of the same posts if filled on the same day at their full grade.
    """
    scenario = costed.scenario
    paths = tuple(
        Path(post.id, post.title, post.appointed_below.grade, post.grade, path_ends(scenario, post))
        for post in scenario.proposed
        if post.appointed_below
    )
    if not paths:
        return None
    at_once = tuple(post.model_copy(update={"appointed_below": None}) for post in scenario.proposed)
    at_level = cost_scenario(scenario.model_copy(update={"proposed": at_once}), rates)
    posts = {path.post for path in paths}
    full, paid = _by_month(at_level, basis, posts), _by_month(costed, basis, posts)
    return TimedSaving(basis, paths, full, paid, tuple(costed.book.months.first_days.tolist()), at_level)


def _by_month(costed: CostedScenario, basis: str, posts: set[str]) -> np.ndarray:
    costs = costed.costs["proposal", basis]
    rows = [row for row, held in enumerate(costs.plan.appointments) if held.post in posts]
    return costs.total[rows].sum(axis=0)
