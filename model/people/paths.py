"""Dated steps of a career by month: the salary paid, the salary once settled, and the status of the points."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

import numpy as np

from model.pay.assimilation import Assimilated
from model.pay.progression import Step, settled_from
from model.pay.salaries import PointSalaries
from model.people.protected import ProtectionWith


@dataclass(frozen=True)
class Path:
    """One appointment's pay by month, £ a year at 1.0 FTE, (months,), and the dated steps with their reasons."""

    salary: np.ndarray
    settled_salary: np.ndarray
    protection: np.ndarray
    status: np.ndarray
    steps: tuple[Step, ...]
    settled_on: date | None
    assimilated: Assimilated | None = None
    protection_with: ProtectionWith | None = None
    """Gives the protection if every salary is multiplied by a factor; None where no factor leads to protection."""
    came_from: str = ""
    """The present post that a holder came from; empty where there is none."""


def path_by_month(
    points: PointSalaries, steps: tuple[Step, ...], tops: Sequence[Step], first_day: date, last_day: date
) -> Path:
    """The path by month. A step within a month counts by its days. ``tops`` has the last step in each numbering."""
    months = points.months
    inside = [step for step in steps if step.day <= last_day] or list(steps[:1])
    starts = np.array([max(step.day, first_day) for step in inside], dtype="datetime64[D]")
    ends = np.append(starts[1:] - 1, np.datetime64(last_day))
    part = months.fraction_employed(starts, ends)
    employed = part.sum(axis=0)
    by_step = np.array([points.salary[step.point] for step in inside])
    if points.renumberings:  # a number that is not in use has no salary, and nobody is at it then
        by_step = np.where(part > 0, by_step, 0.0)
    otherwise = points.followed(inside[-1].point, inside[-1].day).copy()
    salary = np.divide((part * by_step).sum(axis=0), employed, out=otherwise, where=employed > 0)
    status_by_step = np.array([points.status[step.point] for step in inside])
    status = np.where(part > 0, status_by_step, 0).max(axis=0).astype(np.int8)
    return Path(
        salary,
        _settled_salary(points, tops),
        np.zeros(len(months)),
        status,
        tuple(step for number, step in enumerate(steps) if step.reason or not number),
        _settled_on(points, steps, tops),
    )


def _settled_salary(points: PointSalaries, tops: Sequence[Step]) -> np.ndarray:
    salary = points.followed(tops[-1].point, tops[-1].day)
    for top in tops[:-1]:
        part = points.parts[points.numbering_on(top.day)]
        salary[part] = points.salary[top.point][part]
    return salary


def _settled_on(points: PointSalaries, steps: Sequence[Step], tops: Sequence[Step]) -> date | None:
    """The day from which a holder stays at the last point. A new number for the same point is not a move."""
    settled = settled_from(steps, tops[-1].point)
    for top, after in reversed(list(pairwise(tops))):
        turn = points.renumberings[points.numbering_on(after.day) - 1]
        if settled != turn.day or turn.new_point.get(top.point) != after.point:
            break
        settled = settled_from([step for step in steps if step.day < turn.day], top.point) or settled
    return settled
