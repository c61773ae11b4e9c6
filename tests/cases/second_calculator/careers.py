"""The point that a holder stands at from each day: increments, moves by decision, and the change of post."""

from dataclasses import dataclass, field
from datetime import date

from tests.cases.second_calculator.days import day
from tests.cases.second_calculator.increments import increment_days

LONG_AGO = date(1990, 4, 1)  # who states no start has waited long enough


@dataclass
class Change:
    """How a holder comes from one grade into another, on a day; ``new`` is None for who goes with the post."""

    on: date
    grade: object
    new: object
    rule: str
    order: str
    structure: object
    new_structure: object

    def arrives(self, point, on):
        """On another spine by salary alone: the lowest point that pays no less, or the minimum or maximum."""
        if self.structure is self.new_structure:
            return self.new.arrives(point, self.rule)
        month = on.replace(day=1)
        old = self.structure.salary(point, month)
        points = range(self.new.bottom, self.new.top + 1)
        found = next((new for new in points if self.new_structure.salary(new, month) >= old), self.new.top)
        return self.new.step(found) if self.rule == "nearest_not_less_plus_increment" else found


@dataclass
class Career:
    """Steps as (day, point), earliest first, in the present grade, with the change, and as if it had always stood."""

    do_nothing: list = field(default_factory=list)
    proposal: list = field(default_factory=list)
    proposed: list = field(default_factory=list)
    old: int = 0  # the point that protection is measured from; 0 for who joins after the change
    kept: int = 0  # the point arrived at before the increment of the day


def career(holder, change, first_day, end):
    """A joiner's steps begin on the day of joining; so does the wait for increments, if no start is stated."""
    joins = max(first_day, day(holder.get("from"), first_day))
    started = day(holder.get("started"), day(holder.get("from"), LONG_AGO))
    days = increment_days(change.structure.increments, started, joins, end)
    moves = {day(move["on"]): move["point"] for move in holder.get("moves") or ()}
    made = Career()
    grade = change.grade
    point = holder["point"]
    made.do_nothing.append((joins, point))
    for on in sorted({*days, *moves}):
        if on in moves and on >= change.on:
            moved = moves[on] if grade.bottom <= moves[on] <= grade.extended else point
            point = max(point, moved)
        else:
            point = moves[on] if on in moves else grade.step(point)
        made.do_nothing.append((on, point))
    if change.new is None:
        made.proposal = made.do_nothing
        return made
    before = [step for step in made.do_nothing if step[0] < change.on]
    late = day(holder.get("from"), date.min) >= change.on
    arrival = _joined(holder, joins, change) if late else _arrival(made, before, days, moves, change)
    after = [arrival]
    days = increment_days(change.new_structure.increments, started, joins, end)
    for on in sorted({*days, *moves}):
        if on > arrival[0]:
            point = moves[on] if on in moves else change.new.step(after[-1][1])
            after.append((on, point))
    made.proposal = before + after
    made.proposed = [(on, change.arrives(held, on)) for on, held in before] + after
    return made


def _joined(holder, joins, change):
    """Who joins after the change does so in the new post."""
    return joins, change.arrives(holder["point"], joins)


def _arrival(made, before, days, moves, change):
    """The day of the change and the point on it; the point before it is kept for protection."""
    before = before or [made.do_nothing[0]]
    made.old = before[-1][1]
    due = change.on in days and change.on not in moves
    if due and change.order == "increment_then_assimilate":
        made.old = change.grade.step(made.old)
    made.kept = point = change.arrives(made.old, change.on)
    if due and change.order == "assimilate_then_increment":
        point = change.new.step(point)
    return change.on, moves.get(change.on, point)


def stretches(steps, start, stop):
    """(first day, day after the last, point) of each stretch between two days."""
    for number, (on, point) in enumerate(steps):
        first = max(on, start)
        last = min(steps[number + 1][0], stop) if number + 1 < len(steps) else stop
        if first < last:
            yield first, last, point
