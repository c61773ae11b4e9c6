"""A career as dated steps, each with its reason: increments by time, and moves by decision.

Points are a ladder to step along. Time brings a holder to the last point of ``ladder_points`` and no further, so nobody
crosses a bar by time. Crossing it, or moving to a linked grade, is a :class:`StatedMove`.
"""

from calendar import monthrange
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise, takewhile

from model.base.financial_year import in_words
from model.pay.grades import PayRange

MonthDay = tuple[int, int]
LATE_STARTER_MONTHS = 6
DAY = timedelta(days=1)


@dataclass(frozen=True)
class IncrementRule:
    """When increments fall.

    Attributes:
        on: (month, day) of each increment date; empty where it is the anniversary of starting.
        late_starter_from: (month, day); those who start from then to the day before the increment date have
            their first increment six months after starting, and the next on the increment date.
        first_after_months: the least time from starting to the first increment.
    """

    on: tuple[MonthDay, ...] = ((4, 1),)
    late_starter_from: MonthDay | None = None
    first_after_months: int = 0


INCREMENT_RULES = {
    # North Yorkshire's and Enfield's 2 October comes to the same: six months from 1 October is 1 April.
    "april_six_months": IncrementRule(late_starter_from=(10, 1)),  # North Lincolnshire, East Devon
    "april": IncrementRule(),  # East Sussex
    "july": IncrementRule(on=((7, 1),)),  # Norfolk
    "september": IncrementRule(on=((9, 1),)),  # teachers and Soulbury
    "april_or_october": IncrementRule(on=((4, 1), (10, 1)), first_after_months=12),  # Denbighshire
    "anniversary": IncrementRule(on=(), first_after_months=12),  # Derbyshire
}


@dataclass(frozen=True)
class Step:
    """The point that a holder has from a day on, and why."""

    day: date
    point: int
    reason: str


@dataclass(frozen=True)
class StatedMove:
    """A move by decision: across a bar, to a linked grade, or to the same point where an increment is withheld.

    Attributes:
        day: the day it takes effect; an increment due that day is not added to it.
        point: the point moved to.
        ladder_points: the points that time brings after the move, in order; only ``point`` where time brings no other.
        new_start: whether the wait for an increment starts afresh, as on promotion to another grade.
    """

    day: date
    point: int
    ladder_points: tuple[int, ...]
    reason: str
    new_start: bool = False


def increments(  # noqa: PLR0913  the facts of a career
    start_point: int,
    started_on: date,
    ladder_points: Sequence[int],
    rule: IncrementRule,
    first_day: date,
    last_day: date,
    stated_events: Iterable[StatedMove] = (),
) -> tuple[Step, ...]:
    """The steps of one holder's career from a first to a last day, in order of date.

    The first step is the point on the first day, with any increment of that day.

    Args:
        start_point: the point on the first day.
        started_on: the day of starting in the grade, on or before the first day.
        ladder_points: the points that time brings, in order: those up to the bar (:func:`points_by_time`).
        rule: when increments fall.
        first_day: the first day looked at.
        last_day: the last day looked at; later moves are left out.
        stated_events: moves by decision, merged in by date.

    Raises ValueError on a point that is not among the points that time brings, and on dates out of order.
    """
    if started_on > first_day:
        raise ValueError(
            f"the start in the grade, {in_words(started_on)}, is after the first day, {in_words(first_day)}"
        )
    moves = sorted((move for move in stated_events if move.day <= last_day), key=lambda move: move.day)
    stages = [StatedMove(first_day, start_point, tuple(ladder_points), f"in post at SCP {start_point}"), *moves]
    for earlier, later in pairwise(stages):
        if later.day <= earlier.day:
            raise ValueError(f"the move on {in_words(later.day)} must come after {in_words(earlier.day)}")
    steps: list[Step] = []
    for stage, end in zip(stages, [*(move.day for move in moves), last_day + DAY], strict=True):
        started_on = stage.day if stage.new_start else started_on
        steps += _from_stage(stage, started_on, rule, end)
    return tuple(steps)


def _from_stage(stage: StatedMove, started_on: date, rule: IncrementRule, end: date) -> Iterator[Step]:
    """A move, and the increments after it that fall before ``end``."""
    yield Step(stage.day, stage.point, stage.reason)
    point, points = stage.point, stage.ladder_points
    at_top = next_point(point, points) == point
    for day, reason in _increment_days(started_on, rule):
        if at_top or day >= end:
            return
        if day > stage.day:
            point = next_point(point, points)
            at_top = point == points[-1]
            yield Step(day, point, f"{reason}, to the last point that increments bring" if at_top else reason)


def start_that_counts(started_on: date, rule: IncrementRule, day: date) -> date:
    """A starting day that, from ``day`` on, gives the same increments as ``started_on``. Many starting days share one.

    Every rule repeats each year, so only the month and day of a start more than two years back matter. Where all
    increments fall on one date, not even these matter.
    """
    earlier = day.year - 2
    if started_on.year >= earlier:
        return started_on
    if len(rule.on) == 1:
        return date(earlier, *rule.on[0])
    on_leap_day = (started_on.month, started_on.day) == (2, 29)
    return started_on if on_leap_day else started_on.replace(year=earlier)


def increment_due(started_on: date, rule: IncrementRule, day: date) -> bool:
    """Whether ``day`` is one of a holder's increment dates, even where the grade has no higher point."""
    return day in takewhile(lambda found: found <= day, (found for found, _ in _increment_days(started_on, rule)))


def _increment_days(started_on: date, rule: IncrementRule) -> Iterator[tuple[date, str]]:
    """Every increment date, without end, of a holder who started on a day, each with the name of the increment."""
    earliest = max(months_after(started_on, rule.first_after_months), started_on + DAY)
    if not rule.on:
        first, name = earliest, "increment on the anniversary of starting"
    elif _starts_late(started_on, rule):
        first, name = months_after(started_on, LATE_STARTER_MONTHS), "annual increment"
        yield first, "first increment, six months after starting"
        first = _next_on(rule.on, first + DAY)
    else:
        first, name = _next_on(rule.on, earliest), "annual increment"
    for year in range(date.max.year - first.year):
        yield months_after(first, 12 * year), name


def _starts_late(started_on: date, rule: IncrementRule) -> bool:
    """Whether a start falls between the late starters' date and the day before the increment date."""
    late, tomorrow = rule.late_starter_from, started_on + DAY
    return late is not None and _next_on(rule.on, tomorrow) < _next_on((late,), tomorrow)


def _next_on(dates: Iterable[MonthDay], day: date) -> date:
    """The first day, from ``day`` on, whose month and day are in ``dates``."""
    return min(found for year in (day.year, day.year + 1) for on in dates if (found := date(year, *on)) >= day)


def months_after(day: date, months: int) -> date:
    """The same day of a later month, or that month's last day where it is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def next_point(point: int, points: Sequence[int]) -> int:
    """The next point up, or the same point at the top. Raises ValueError where ``point`` is not in ``points``."""
    if point not in points:
        raise ValueError(f"SCP {point} is not among the points {', '.join(map(str, points))}")
    return points[min(points.index(point) + 1, len(points) - 1)]


def points_by_time(point: int, pay_range: PayRange, ladder: Sequence[int]) -> tuple[int, ...]:
    """The points that time brings to a holder: those up to the bar; beyond the bar, only the holder's own point."""
    return (point,) if point in pay_range.points_beyond_bar(ladder) else pay_range.points(ladder)


def settled_from(steps: Sequence[Step], top: int) -> date | None:
    """The day from which a holder stays at the point ``top``; None where the last step is a different point."""
    arrival = list(takewhile(lambda step: step.point == top, reversed(steps)))
    return arrival[-1].day if arrival else None


def renumbered(old: int, new: int) -> str:
    """Why a point has another number; empty where it keeps its own."""
    return "" if old == new else f"renumbered from SCP {old} to SCP {new}"


def then(*reasons: str) -> str:
    """The reasons joined in order, without those that are empty."""
    return "; ".join(filter(None, reasons))
