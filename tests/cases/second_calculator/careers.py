"""The point that a holder stands at from each day: increments, moves by decision, and the change of post."""

from dataclasses import dataclass, field

from tests.cases.second_calculator.increments import increment_days


@dataclass
class Career:
    """A holder in the present grade, in the proposed one, and in the proposed one as if it had always stood."""

    do_nothing: list = field(default_factory=list)
    proposal: list = field(default_factory=list)
    proposed: list = field(default_factory=list)
    old: int = 0  # the point that protection is measured from
    kept: int = 0  # the point arrived at before the increment of the day


def career(holder, grade, new, terms, first_day, change, end):  # noqa: PLR0913  the facts of a career
    """Steps as (day, point), earliest first. ``new`` is None for who goes with the post."""
    days = increment_days(terms["increments"], holder["started"], first_day, end)
    moves = {move["on"]: move["point"] for move in holder["moves"]}
    made = Career()
    point = holder["point"]
    made.do_nothing.append((first_day, point))
    for day in sorted({*days, *moves}):
        if day in moves and day >= change:
            moved = moves[day] if grade.bottom <= moves[day] <= grade.extended else point
            point = max(point, moved)
        else:
            point = moves[day] if day in moves else grade.step(point)
        made.do_nothing.append((day, point))
    if new is None:
        made.proposal = made.do_nothing
        return made
    rule, order = terms["rule"], terms["order"]
    before = [step for step in made.do_nothing if step[0] < change] or [made.do_nothing[0]]
    made.old = before[-1][1]
    due = change in days and change not in moves
    if due and order == "increment_then_assimilate":
        made.old = grade.step(made.old)
    made.kept = point = new.arrives(made.old, rule)
    if due and order == "assimilate_then_increment":
        point = new.step(point)
    if change in moves:
        point = moves[change]
    after = [(change, point)]
    for day in sorted({*days, *moves}):
        if day > change:
            point = moves[day] if day in moves else new.step(point)
            after.append((day, point))
    made.proposal = [step for step in before if step[0] < change] + after
    made.proposed = [(day, new.arrives(held, rule)) for day, held in before if day < change] + after
    return made


def stretches(steps, start, stop):
    """(first day, day after the last, point) of each stretch between two days."""
    for number, (day, point) in enumerate(steps):
        first = max(day, start)
        last = min(steps[number + 1][0], stop) if number + 1 < len(steps) else stop
        if first < last:
            yield first, last, point


def point_on(steps, day):
    return [point for start, point in steps if start <= day][-1]
