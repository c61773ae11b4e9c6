"""The actual basis: each holder's own way up the present grade, into the new one, and what protects their pay.

A path is worked out for each appointment of a timeline. A vacancy stays at a stated point. Once a
holder's last point by time is reached they are settled; the settled basis costs everyone there.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from model.assimilation import Assimilated, assimilate, assimilate_in_order
from model.establishment import Appointment
from model.grades import PayRange
from model.pay import PointSalaries
from model.progression import INCREMENT_RULES, StatedMove, Step, increments, points_by_time, settled_from
from model.protection import ProtectionTerms, protection_by_month
from model.schema.people import People
from model.schema.posts import Holder, PresentPost
from model.schema.scenario import Scenario

LONG_AGO = date(1990, 4, 1)
"""Where no start is given: before any increment could still wait for it. Anniversary rules need a start."""
SETTLED_WITHIN = timedelta(days=366 * 30)
"""How far ahead a career is followed to find the day it settles."""


@dataclass(frozen=True)
class Path:
    """One appointment's pay: £ a year at 1.0 FTE by month, each (months,), and the dated steps with their reasons."""

    salary: np.ndarray
    settled_salary: np.ndarray
    protection: np.ndarray
    status: np.ndarray
    steps: tuple[Step, ...]
    settled_on: date | None
    assimilated: Assimilated | None = None


@dataclass(frozen=True)
class Careers:
    """What paths are worked out from: the scenario, its points' salaries and each grade's range."""

    scenario: Scenario
    points: PointSalaries
    range_of: dict[str, PayRange]

    def paths(self, appointments: Sequence[Appointment]) -> tuple[Path, ...]:
        """The path of each appointment, in their order."""
        return tuple(map(self._path_of, appointments))

    def _path_of(self, appointment: Appointment) -> Path:
        """A holder's path in a present post, or from it into the proposed one; else a vacancy's."""
        for post in self.scenario.present:
            leads_here = appointment.post == post.id or (
                appointment.structure == "proposed" and appointment.post in post.to
            )
            holder = next((one for one in post.holders if (one.ref,) == appointment.holder), None)
            if leads_here and holder:
                if appointment.structure == "present":
                    return self._present(appointment, holder)
                return self._moved(appointment, post, holder)
        return self._vacancy(appointment)

    @property
    def _people(self) -> People:
        return self.scenario.people

    def _vacancy(self, appointment: Appointment) -> Path:
        pay_range = self.range_of[appointment.grade]
        point = pay_range.bottom if self._people.vacancies_at == "bottom" else pay_range.top
        step = Step(appointment.first_day, point, f"vacancy at the {self._people.vacancies_at} of the grade")
        return self._path(appointment, (step,), point)

    def _present(self, appointment: Appointment, holder: Holder) -> Path:
        pay_range = self.range_of[appointment.grade]
        by_time = points_by_time(holder.point, pay_range, self.points.ladder)
        steps = self._steps(holder, holder.point, by_time, appointment.first_day, pay_range)
        return self._path(appointment, steps, self._last_by_time(steps, pay_range))

    def _moved(self, appointment: Appointment, post: PresentPost, holder: Holder) -> Path:
        """A holder's path in the proposed post: assimilated on the day of the change, then time, and protection."""
        months, change = self.points.months, self.scenario.dates.implementation
        start = max(change, appointment.first_day)
        old_range, new_range = self.range_of[post.grade], self.range_of[appointment.grade]
        old_points = points_by_time(holder.point, old_range, self.points.ladder)
        new_points = new_range.points(self.points.ladder)
        before = self._steps(holder, holder.point, old_points, months.first.first_day, old_range, until=start)
        on_eve = [step for step in before if step.day < start] or list(before[:1])
        month = int(np.searchsorted(months.first_days, np.datetime64(start), side="right")) - 1
        salary_of = {point: float(salary[month]) for point, salary in self.points.salary.items()}
        rule, order = self._people.assimilation.rule, self._people.assimilation.order
        if on_eve[-1].point in new_range.points_beyond_bar(self.points.ladder):
            held = on_eve[-1].point
            arrived = Assimilated(held, held, "same point, beyond the bar as before", 0.0)
            new_points = (held,)
        elif before[-1].day == start and len(before) > 1:
            arrived = assimilate_in_order(on_eve[-1].point, old_points, new_points, salary_of, rule, order)
        else:
            arrived = assimilate(on_eve[-1].point, new_points, salary_of, rule)
        steps = self._steps(holder, arrived.new_point, new_points, start, new_range)
        steps = (Step(appointment.first_day, arrived.new_point, arrived.reason), *steps[1:])
        path = self._path(appointment, steps, self._last_by_time(steps, new_range))
        old_point = arrived.old_point if order == "assimilate_then_increment" else before[-1].point
        scheme = self._people.protection
        terms = ProtectionTerms(scheme.months, scheme.shape, scheme.uprated, scheme.counts_increments)
        stood_before = appointment.first_day < change
        part_of_month = (months.pay_days[month] - np.datetime64(start)).astype(int) + 1
        protection = protection_by_month(
            self.points.salary[old_point],
            path.salary,
            month,
            terms,
            share_of_first_month=1.0 if stood_before else float(part_of_month / months.days[month]),
            salary_without_increments=self.points.salary[arrived.new_point],
        )
        if stood_before:  # the proposed structure as if it stood all year is protected all year
            protection[:month] = protection[month]
        return Path(path.salary, path.settled_salary, protection, path.status, steps, path.settled_on, arrived)

    def _steps(
        self,
        holder: Holder,
        point: int,
        by_time: Sequence[int],
        first: date,
        pay_range: PayRange,
        until: date | None = None,
    ) -> tuple[Step, ...]:
        """Increments from a first day, with the holder's moves by decision that fall in this grade after it."""
        last = until or first + SETTLED_WITHIN
        ladder = self.points.ladder
        reach = (*pay_range.points(ladder), *pay_range.points_beyond_bar(ladder))
        moves = [
            StatedMove(move.on, move.point, points_by_time(move.point, pay_range, ladder), move.reason)
            for move in holder.moves
            if first < move.on < last and move.point in reach
        ]
        started = min(holder.started or LONG_AGO, first)
        return increments(point, started, by_time, INCREMENT_RULES[self._people.increments], first, last, moves)

    def _last_by_time(self, steps: tuple[Step, ...], pay_range: PayRange) -> int:
        """The last point that time brings after the last move by decision."""
        return points_by_time(steps[-1].point, pay_range, self.points.ladder)[-1]

    def _path(self, appointment: Appointment, steps: tuple[Step, ...], top: int) -> Path:
        """Salary by month, a step inside a month weighed by its days."""
        months = self.points.months
        inside = [step for step in steps if step.day <= appointment.last_day]
        starts = np.array([step.day for step in inside], dtype="datetime64[D]")
        ends = np.append(starts[1:] - 1, np.datetime64(appointment.last_day))
        part = months.fraction_employed(starts, ends)
        employed = part.sum(axis=0)
        by_step = np.array([self.points.salary[step.point] for step in inside])
        salary = np.divide((part * by_step).sum(axis=0), employed, out=by_step[-1].copy(), where=employed > 0)
        status_by_step = np.array([self.points.status[step.point] for step in inside])
        status = np.where(part > 0, status_by_step, 0).max(axis=0).astype(np.int8)
        return Path(salary, self.points.salary[top], np.zeros(len(months)), status, steps, settled_from(steps, top))
