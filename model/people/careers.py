"""The actual basis: each holder's own career in the present grade and in the new one, and what protects their pay.

Each appointment of a timeline has a path. A vacancy stays at a stated point. A holder is settled at the last point that
increments bring. The settled basis costs everybody at that point.
"""

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import cached_property
from typing import Any, TypeVar

import numpy as np

from model.base.stated import stated
from model.pay.assimilation import Assimilated, assimilate, assimilate_in_order, map_in_order, map_point
from model.pay.grades import LATER, PayRange, Renumbering, grade_key, structure_of
from model.pay.progression import (
    INCREMENT_RULES,
    IncrementRule,
    StatedMove,
    Step,
    increment_due,
    increments,
    points_by_time,
    renumbered,
    start_that_counts,
    then,
)
from model.pay.protection import ProtectionTerms, part_after
from model.pay.salaries import PointSalaries
from model.people.appointments import Appointment
from model.people.paths import Path, path_by_month
from model.people.protected import Protected
from model.people.seats import HolderKey
from model.schema.sections.holders import Holder
from model.schema.sections.people import People
from model.schema.sections.posts import PresentPost
from model.schema.sections.scenario import Scenario

Known = TypeVar("Known")
LONG_AGO = date(1990, 4, 1)
"""The start of service where none is stated: too early to delay an increment. Anniversary rules need such a day."""
SETTLED_WITHIN = timedelta(days=366 * 30)
"""How far ahead a career is worked out to find the day on which it settles."""


@dataclass(frozen=True)
class Careers:
    """What paths are worked out from. Where the spine is renumbered, each step has the number in use on its day."""

    scenario: Scenario
    points: PointSalaries
    range_of: dict[str, PayRange]
    _alike: dict[Hashable, Any] = field(default_factory=dict[Hashable, Any], compare=False, repr=False)
    """The paths and protection worked out so far. The key of each is everything on which it depends."""

    def paths(self, appointments: Sequence[Appointment]) -> tuple[Path, ...]:
        """The path of each appointment, in their order."""
        return tuple(map(self._path_of, appointments))

    def _path_of(self, appointment: Appointment) -> Path:
        """The path of a holder in a present post, of a holder who moves to a proposed post, or else of a vacancy."""
        days = appointment.first_day, appointment.last_day, appointment.since
        depends_on = appointment.structure, appointment.grade, appointment.pay_structure, *days
        for post, holder in self._posts_of.get(appointment.holder, ()):
            moves = tuple((move.on, move.point, move.reason) for move in holder.moves)
            rules = {self._rule(post.pay_structure), self._rule(appointment.pay_structure)}
            career = holder.point, holder.from_, *(self._started(holder, rule) for rule in rules), moves
            if appointment.structure == "present" and appointment.post == post.id:
                return self._known((depends_on, career), lambda holder=holder: self._present(appointment, holder))
            if appointment.structure == "proposed" and appointment.post in post.to:
                moved = self._known(
                    (depends_on, career, post.grade, post.pay_structure),
                    lambda post=post, holder=holder: self._moved(appointment, post, holder),
                )
                return replace(moved, came_from=post.id)
        return self._known(depends_on, lambda: self._vacancy(appointment))

    def _known(self, depends_on: Hashable, work_out: Callable[[], Known]) -> Known:
        if depends_on not in self._alike:
            self._alike[depends_on] = work_out()
        return self._alike[depends_on]

    @cached_property
    def _posts_of(self) -> dict[HolderKey, list[tuple[PresentPost, Holder]]]:
        """The present posts of each holder, each with the holder's entry there."""
        held: dict[HolderKey, list[tuple[PresentPost, Holder]]] = {}
        for post in self.scenario.present:
            for holder in post.holders:
                held.setdefault((holder.ref,), []).append((post, holder))
        return held

    @property
    def _people(self) -> People:
        return stated(self.scenario.people, "people")

    def _range(self, appointment: Appointment) -> PayRange:
        return self.range_of[self._key(appointment)]

    def _key(self, appointment: Appointment) -> str:
        return grade_key(appointment.grade, appointment.structure, self.range_of, appointment.pay_structure)

    def _vacancy(self, appointment: Appointment) -> Path:
        pay_range, where = self._range(appointment), self._people.vacancies_at
        first = appointment.first_day
        steps = [Step(first, self._vacant_point(pay_range, first), f"vacancy at the {where} of the grade")]
        for day in (turn.day for turn in self.points.renumberings if first < turn.day):
            point = self._vacant_point(pay_range, day)
            steps.append(Step(day, point, renumbered(steps[-1].point, point)))
        return self._path(appointment, tuple(steps), steps)

    def _vacant_point(self, pay_range: PayRange, day: date) -> int:
        side = pay_range.in_numbering(self.points.numbering_on(day))
        return side.bottom if self._people.vacancies_at == "bottom" else side.top

    def _present(self, appointment: Appointment, holder: Holder) -> Path:
        pay_range = self._range(appointment)
        point = pay_range.at(stated(holder.point, "a holder's point"))
        steps = self._career(holder, point, pay_range, self._first_day(holder))
        return self._path(appointment, steps, self._last_by_time(steps, pay_range))

    def _moved(self, appointment: Appointment, old_post: PresentPost, holder: Holder) -> Path:
        """A holder's path in a proposed post: assimilated on the day of the change, then increments and protection."""
        change = self.scenario.dates.implementation
        start = max(change, appointment.since or appointment.first_day)
        old_range = self.range_of[grade_key(old_post.grade, "present", (), old_post.pay_structure)]
        new_range, point = self._range(appointment), old_range.at(stated(holder.point, "a holder's point"))
        before = self._career(holder, point, old_range, self._first_day(holder), until=start)
        on_eve = [step for step in before if step.day < start] or list(before[:1])
        due = self._increment_due(holder, self._rule(old_post.pay_structure), start)
        eve, risen = on_eve[-1].point, (before if due else on_eve)[-1].point
        turn = next((each for each in self.points.renumberings if each.day == start), None)
        if turn:  # the old point is renumbered first
            eve, risen = (map_point(point, turn.new_point) for point in (eve, risen))
        arrived = self._assimilated(eve, risen if due else None, new_range, start)
        arrived = self._decided(holder, arrived, new_range.in_numbering(self.points.numbering_on(start)), start)
        if turn:
            arrived = replace(arrived, reason=then(renumbered(on_eve[-1].point, eve), arrived.reason))
        steps = self._career(holder, arrived.new_point, new_range, start)
        stood_before = (appointment.since or appointment.first_day) < change
        steps = (Step(start, arrived.new_point, arrived.reason), *steps[1:])
        if stood_before:  # as if the post had been there before: at the points to which the old ones lead
            steps = (*(self._as_if(step, new_range) for step in on_eve), *steps)
        path = self._path(appointment, steps, self._last_by_time(steps, new_range))
        old_point = arrived.old_point if self._people.assimilation.order == "assimilate_then_increment" else risen
        if holder.from_ and holder.from_ >= start:  # those who join after the change had no old pay to protect
            return replace(path, assimilated=arrived)
        then_held = self._path(appointment, tuple(on_eve), on_eve[-1:]).salary if stood_before else None
        protected, protection = self._protected(start, old_point, arrived.new_point, path.salary, then_held)
        with_rise = None if protected.is_nil else protected
        return replace(path, protection=protection, protection_with=with_rise, assimilated=arrived)

    def _protected(
        self, start: date, old_point: int, kept: int, new: np.ndarray, then_held: np.ndarray | None
    ) -> tuple[Protected, np.ndarray]:
        """What protects a holder's pay from a day on, and the protection by month, £ a year at 1.0 FTE.

        For holders with the same pay it is worked out once.
        """

        def work_out() -> tuple[Protected, np.ndarray]:
            scheme, months = self._people.protection, self.points.months
            terms = ProtectionTerms(scheme.months, scheme.shape, scheme.uprated, scheme.counts_increments)
            of = self.points.followed
            of_change = self._month_of(start), part_after(start, months)
            protected = Protected(of(old_point, start), of(kept, start), new, then_held, *of_change, terms)
            return protected, protected(np.ones(len(months)))

        salaries = new.tobytes(), then_held is not None and then_held.tobytes()
        return self._known((start, old_point, kept, *salaries), work_out)

    def _as_if(self, step: Step, new_range: PayRange) -> Step:
        """A step in the old grade turned into one in the new grade, as if the new post had existed on that day."""
        arrives = self._assimilated(step.point, None, new_range, step.day)
        return Step(step.day, arrives.new_point, arrives.reason)

    def _increment_due(self, holder: Holder, rule: IncrementRule, day: date) -> bool:
        """Whether a rule gives an increment on a day.

        The stated point includes any increment of its first day. A move on a day replaces the increment of that day.
        """
        first = self._first_day(holder)
        if day <= first or any(move.on == day for move in holder.moves):
            return False
        return increment_due(min(self._started(holder, rule), first), rule, day)

    def _started(self, holder: Holder, rule: IncrementRule) -> date:
        return start_that_counts(holder.started or holder.from_ or LONG_AGO, rule, self._first_day(holder))

    def _rule(self, pay_structure: str | None) -> IncrementRule:
        """The rule that says when increments fall in a pay structure."""
        return INCREMENT_RULES[self._increments[pay_structure] or self._people.increments]

    @cached_property
    def _increments(self) -> dict[str | None, str | None]:
        """The increment rule that each pay structure states, if any."""
        return {None: None, **{own.name: own.increments for own in self.scenario.pay_structures}}

    def _first_day(self, holder: Holder) -> date:
        """The day on which the stated point applies: the first day shown, or the day of joining if that is later."""
        first = self.points.months.first.first_day
        return max(first, holder.from_) if holder.from_ else first

    def _decided(self, holder: Holder, arrived: Assimilated, side: PayRange, day: date) -> Assimilated:
        """The assimilation, at the point of a move decided for ``day`` if there is one and the grade has its point."""
        move = next((move for move in holder.moves if move.on == day), None)
        if move is None or (point := side.at(move.point)) not in side:
            return arrived
        pay, was = (self.points.salary[at][self._month_of(day)] for at in (point, arrived.new_point))
        gap = max(0.0, arrived.protected_gap - float(pay - was))
        return replace(arrived, new_point=point, reason=f"{arrived.reason}; {move.reason}", protected_gap=gap)

    def _month_of(self, day: date) -> int:
        return self.points.months.number_of(day)

    def _assimilated(self, eve: int, risen: int | None, new_range: PayRange, day: date) -> Assimilated:
        """The assimilation on a day from point ``eve``. ``risen`` is the point after an increment due then, or None."""
        ladder, month = self.points.ladder_on(day), self._month_of(day)
        side = new_range.in_numbering(self.points.numbering_on(day))
        rule, order = self._people.assimilation.rule, self._people.assimilation.order
        beyond = side.points_beyond_bar(ladder)
        held = risen if risen is not None and order == "increment_then_assimilate" else eve
        if held in beyond:
            rose = "" if held == eve else f"one increment to SCP {held}; "
            return Assimilated(eve, held, f"{rose}same point, beyond the {'new bar' if rose else 'bar as before'}", 0.0)
        salary_of = {point: float(salary[month]) for point, salary in self.points.salary.items()}
        if risen is None:
            return assimilate(eve, side.points(ladder), salary_of, rule)
        return assimilate_in_order(eve, (eve, risen), side.points(ladder), salary_of, rule, order)

    def _career(
        self, holder: Holder, point: int, pay_range: PayRange, first: date, until: date | None = None
    ) -> tuple[Step, ...]:
        """Increments and moves in a grade from a first day. A step on a day of renumbering has the new number."""
        crossed = (each for each in self.points.renumberings if first < each.day < (until or date.max))
        if (turn := next(crossed, None)) is None:
            return self._steps(holder, point, pay_range, first, until)
        before = self._steps(holder, point, pay_range, first, turn.day)
        at_turn = self._on_renumbering(holder, before, pay_range, turn)
        after = self._career(holder, at_turn.point, pay_range, turn.day, until)
        return (*(step for step in before if step.day < turn.day), at_turn, *after[1:])

    def _on_renumbering(self, holder: Holder, before: tuple[Step, ...], pay_range: PayRange, turn: Renumbering) -> Step:
        """The step on a renumbering's day: a move decided for that day, or else the new number and any increment."""
        order = self._people.assimilation.order
        eve, risen = [step for step in before if step.day < turn.day][-1].point, before[-1].point
        mapped, side = map_point(eve, turn.new_point), pay_range.in_numbering(self.points.numbering_on(turn.day))
        decided = next((move for move in holder.moves if move.on == turn.day), None)
        if decided and side.at(decided.point) in (*side.points(turn.ladder), *side.points_beyond_bar(turn.ladder)):
            return Step(turn.day, side.at(decided.point), then(renumbered(eve, mapped), decided.reason))
        if not self._increment_due(holder, self._rule(structure_of(side.bottom)), turn.day):
            return Step(turn.day, mapped, renumbered(eve, mapped))
        by_time = points_by_time(mapped, side, turn.ladder)
        arrives = map_in_order(eve, (eve, risen), by_time, turn.new_point, order)
        if order == "increment_then_assimilate":
            increment = "" if risen == eve else f"one increment to SCP {risen}"
            return Step(turn.day, arrives, then(increment, renumbered(risen, arrives)))
        increment = "" if arrives == mapped else f"one increment to SCP {arrives}"
        said = filter(None, (renumbered(eve, mapped), increment))
        return Step(turn.day, arrives, ", then ".join(said))

    def _steps(
        self, holder: Holder, point: int, pay_range: PayRange, first: date, until: date | None
    ) -> tuple[Step, ...]:
        """Increments from a first day, and the holder's later moves by decision within this grade."""
        last = until or first + SETTLED_WITHIN
        ladder, side = self.points.ladder_on(first), pay_range.in_numbering(self.points.numbering_on(first))
        reach = (*side.points(ladder), *side.points_beyond_bar(ladder))
        moves = [
            StatedMove(move.on, to, points_by_time(to, side, ladder), move.reason)
            for move in holder.moves
            if first < move.on < last and (to := side.at(move.point)) in reach
        ]
        rule, by_time = self._rule(structure_of(side.bottom)), points_by_time(point, side, ladder)
        return increments(point, min(self._started(holder, rule), first), by_time, rule, first, last, moves)

    def _last_by_time(self, steps: Sequence[Step], pay_range: PayRange) -> list[Step]:
        """The last step in each numbering, moved up to the last point that increments then bring."""
        last = {self.points.numbering_on(step.day): step for step in steps}
        return [
            replace(step, point=points_by_time(step.point, pay_range.in_numbering(number), ladder)[-1])
            for number, step in sorted(last.items())
            for ladder in [self.points.ladder_on(step.day)]
        ]

    def _path(self, appointment: Appointment, steps: tuple[Step, ...], tops: Sequence[Step]) -> Path:
        days = appointment.first_day if appointment.since else date.min, appointment.last_day
        path = path_by_month(self.points, steps, tops, *days)
        return replace(path, status=self._with_map(path.status, appointment)) if self.points.renumberings else path

    def _with_map(self, status: np.ndarray, appointment: Appointment) -> np.ndarray:
        """The path's status by month; worse where a point depends on a doubtful map from old points to new points."""
        written_later = self._key(appointment).startswith(LATER)
        written = self.points.numbering_on(self.scenario.dates.implementation) if written_later else 0
        status, pay_range = status.copy(), self._range(appointment)
        for number, turn in enumerate(self.points.renumberings):
            rests = slice(0 if number < written else self.points.parts[number + 1].start, None)
            status[rests] = np.maximum(status[rests], turn.status_of(pay_range.in_numbering(number)))
        return status
