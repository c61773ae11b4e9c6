"""Seats before and after the change: who comes from where, and in a sentence why each post costs more or less."""

from collections import Counter, deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from model.base.faults import listed
from model.base.financial_year import MONTHS_IN_YEAR, FinancialYear, in_words
from model.base.money import pounds
from model.cost.costed import CostedScenario
from model.explain.bridge import moves
from model.pay.grades import structure_of
from model.people.appointments import Appointment
from model.people.paths import Path
from model.people.seats import HolderKey
from model.schema.sections.posts import WHOLE


@dataclass(frozen=True)
class Seat:
    """One seat before and after the change: a row of ``do_nothing``, a row of ``proposed``, or both.

    ``kept``: the same holder on both sides. ``passed``: the holder finds no place, and a vacancy replaces them.
    ``hours``: working time that a post gains or loses, while the number of posts stays the same.
    """

    before: int | None
    after: int | None
    kind: Literal["kept", "passed", "deleted", "created", "hours"]


@dataclass(frozen=True)
class Why:
    """Why one post costs more or less: its ids and its cost before and after, £ a year with on-costs, and a sentence.

    ``leaves`` is the id of the present post, and ``enters`` is that of the proposed post. Either is empty where there
    is no such post.
    """

    post: str
    leaves: str
    enters: str
    before: float
    after: float
    sentence: str

    @property
    def change(self) -> float:
        """How much more the post costs in a full year, £; negative where it costs less."""
        return self.after - self.before


GRADE_ENDS = {"bottom": "the bottom", "top": "the top", "extended_top": "the last point"}
"""The budget bases that cost a post at one point of its grade, and the words for that point."""


def pair_seats(costed: CostedScenario) -> list[Seat]:
    """The seats, move by move. Every row of ``do_nothing`` and of ``proposed`` is in one of them.

    Rows of the same holder on both sides are paired; rows of the holder's other spells have seats without a pair. All
    these are ``kept``. Where a move ends with fewer posts than it began with, rows for the difference are ``deleted``,
    the last listed first. Where it ends with more posts, rows for the difference are ``created``. Other rows are paired
    where the present post leads to the proposed one (``passed``). Rows still without a pair are ``hours``.
    """
    now, then = (costed.plans[name].appointments for name in ("do_nothing", "proposed"))
    leads_to = {post.id: post.to for post in costed.scenario.present}
    fte_of = {post.id: post.fte for post in (*costed.scenario.present, *costed.scenario.proposed)}
    seats: list[Seat] = []
    places: set[tuple[str, HolderKey]] = set()  # the holders and posts already paired
    for move in moves(costed.scenario):
        before, after = (
            dict.fromkeys(sorted(row for post in posts for row in costed.plans[name].rows_of.get(post.id, ())))
            for name, posts in (("do_nothing", move.before), ("proposed", move.after))
        )
        fewer = sum(post.number for post in move.before) - sum(post.number for post in move.after)
        coming: dict[tuple[str, ...], list[int]] = {}
        for row in after:
            coming.setdefault(then[row].holder, []).append(row)
        for row in sorted(before, key=lambda row: (len(leads_to[now[row].post]), -now[row].fte)):
            own = coming.get(now[row].holder, [])
            if (to := next((to for to in own if then[to].post in leads_to[now[row].post]), None)) is not None:
                own.remove(to)
                del before[row], after[to]
                seats.append(Seat(row, to, "kept"))
                places |= {_place(now[row]), _place(then[to])}
        seats += [Seat(row, None, "kept") for row in before if _place(now[row]) in places]
        seats += [Seat(None, row, "kept") for row in after if _place(then[row]) in places]
        before = dict.fromkeys(row for row in before if _place(now[row]) not in places)
        after = dict.fromkeys(row for row in after if _place(then[row]) not in places)
        for row in _worth([(row, now[row].fte / fte_of[now[row].post]) for row in reversed(before)], fewer):
            del before[row]
            seats.append(Seat(row, None, "deleted"))
        for row in _worth([(row, then[row].fte / fte_of[then[row].post]) for row in after], -fewer):
            del after[row]
            seats.append(Seat(None, row, "created"))
        waiting: dict[str, deque[int]] = {}
        for row in after:
            waiting.setdefault(then[row].post, deque()).append(row)
        for row in before:
            first_of_each = [waiting[post][0] for post in leads_to[now[row].post] if waiting.get(post)]
            to = min(first_of_each, default=None)
            seats.append(Seat(row, to, "hours" if to is None else "passed"))
            if to is not None:
                places |= {_place(now[row]), _place(then[to])}
                waiting[then[to].post].popleft()
        seats += [Seat(None, row, "hours") for row in sorted(row for rows in waiting.values() for row in rows)]
    return seats


def _pairs(seats: Iterable[Seat]) -> list[tuple[int, int]]:
    """The row before the change and the row after it, for each seat that has both."""
    return [(seat.before, seat.after) for seat in seats if seat.before is not None and seat.after is not None]


def _place(held: Appointment) -> tuple[str, HolderKey]:
    """What identifies a holder in a post, whatever the spell of working time."""
    return held.post, held.holder


def _worth(rows: Iterable[tuple[int, float]], posts: float) -> list[int]:
    """The rows, in order, that fit into ``posts`` posts; a row that is too large is left out.

    ``rows`` has each row with its share of a post.
    """
    taken = []
    for row, part in rows:
        if part <= posts + WHOLE:
            taken.append(row)
            posts -= part
    return taken


def why(costed: CostedScenario, basis: str, year: FinancialYear) -> list[Why]:
    """Why each post costs more or less in a full year of the new structure, by present post and destination.

    The changes add up to the full-year effect. Raises ValueError for a year not shown, KeyError for a basis not costed.
    """
    column = costed.years.index(year)
    now, then = (costed.plans[name].appointments for name in ("do_nothing", "proposed"))
    cost_now, cost_then = (costed.amounts(name, basis)[:, column] for name in ("do_nothing", "proposed"))
    seats = pair_seats(costed)
    across = _pairs(seats)
    leads_to = {_place(now[row]): then[to].post for row, to in across}
    comes_from = {_place(then[to]): now[row].post for row, to in across}
    groups: dict[tuple[str, str, str], list[Seat]] = {}
    for seat in seats:
        before = [_place(now[row]) for row in (seat.before,) if row is not None]
        after = [_place(then[row]) for row in (seat.after,) if row is not None]
        from_post = before[0][0] if before else comes_from.get(after[0], "")
        to_post = after[0][0] if after else leads_to.get(before[0], "")
        groups.setdefault((seat.kind, from_post, to_post), []).append(seat)
    found = []
    for (kind, leaves, enters), seats in groups.items():
        before = [seat.before for seat in seats if seat.before is not None]
        after = [seat.after for seat in seats if seat.after is not None]
        title = " \u2192 ".join([now[row].title for row in before[:1]] + [then[row].title for row in after[:1]])
        pairs = _pairs(seats)  # other spells of the same holders have the same reasons
        rows = ([row for row, _ in pairs], [to for _, to in pairs]) if pairs else (before, after)
        said = "; ".join(_reasons(costed, basis, column, kind, *rows))
        amounts = float(cost_now[before].sum()), float(cost_then[after].sum())
        found.append(Why(title, leaves, enters, *amounts, f"{said[0].upper()}{said[1:]}."))
    return found


def _reasons(
    costed: CostedScenario, basis: str, column: int, kind: str, before: list[int], after: list[int]
) -> Iterator[str]:
    now, then = (costed.plans[name] for name in ("do_nothing", "proposed"))
    old, new = (f"{plan.fte[rows].sum():.4g} FTE" for plan, rows in ((now, before), (then, after)))
    if kind == "deleted":
        yield f"deleted, {old}"
    elif kind == "created":
        yield f"created, {new}, which no present holder moves into"
    elif not after:
        left = max(now.appointments[row].last_day for row in before)
        ended = f"until {in_words(left)}, in no proposed post after that"
        yield f"{old} {'that no proposed post takes up' if left == costed.years[-1].last_day else ended}"
    elif not before:
        filled = max(then.appointments[row].last_day for row in after)
        joined = f"costed as filled until {in_words(filled)}, when somebody joins"
        yield f"{new} {'more than the present posts bring to it' if filled == costed.years[-1].last_day else joined}"
    else:
        if kind == "passed":
            yield "its holder finds no place, so the post is costed as vacant"
        if basis in now.own:
            yield from _point_moves(costed, basis, before, after)
        else:
            seats = (now.appointments[before[0]], then.appointments[after[0]])
            numbers = (costed.book.number_of(seat.structure, seat.grade, seat.pay_structure) for seat in seats)
            yield _grade_move(costed, basis, column, *numbers)
        if old != new:
            yield f"the working time changes from {old} to {new}"
        covered = costed.amounts("do_nothing", basis, "cover")[before, column].sum()
        if covered:
            yield f"{pounds(covered)} of temporary cover now"
        protected = costed.amounts("proposed", basis, "pay_protection")[after, column].sum()
        if protected:
            yield f"{pounds(protected)} of pay is protected in the year"


def _grade_move(costed: CostedScenario, basis: str, column: int, old: int, new: int) -> str:
    """A sentence part: how the point or mean salary of a budget basis changes between two grades, given by index."""
    if basis in GRADE_ENDS:
        numbering = costed.book.points.numbering_on(costed.years[column].first_day)
        before, after = (getattr(costed.book.ranges[number].in_numbering(numbering), basis) for number in (old, new))
        goes = _goes(before, after, f"SCP {before}", f"SCP {after}")
        return f"{GRADE_ENDS[basis]} of the grade {goes}{_as_numbered(costed, costed.years[column].first_day)}"
    before, after = (
        float(costed.book.months.by_year(costed.book.salaries[basis].salary)[number, column]) / MONTHS_IN_YEAR
        for number in (old, new)
    )
    return f"the mean salary of the grade {_goes(before, after, pounds(before), pounds(after))}"


def _point_moves(costed: CostedScenario, basis: str, before: list[int], after: list[int]) -> Iterator[str]:
    """Each holder's point before and after the change, and the last point that increments bring."""
    change = costed.scenario.dates.implementation
    held = [
        (costed.plans["do_nothing"].paths[row], costed.plans["proposed"].paths[to])
        for row, to in zip(before, after, strict=True)
    ]
    if basis == "actual":
        # Both points are in the numbers of the day of the change, so that a renumbering never looks like a move.
        moves_made = Counter(
            (new.assimilated.old_point, new.assimilated.new_point)
            if new.assimilated
            else (_held_on(old, change), _held_on(new, change))
            for old, new in held
        )
        said = [
            (f"{count} \u00d7 " if count > 1 else "")
            + (f"SCP {old} to {new}" if old != new else f"SCP {old} as before")
            for (old, new), count in sorted(moves_made.items())
        ]
        moved = "point moves: " if any(old != new for old, new in moves_made) else ""
        yield f"{moved}{', '.join(said)}{_as_numbered(costed, change)}"
    for old, new in dict.fromkeys((old.steps[-1].point, new.steps[-1].point) for old, new in held):
        if old != new or basis == "settled":
            goes = _goes(old, new, f"SCP {old}", f"SCP {new}")
            yield f"the last point reached by increments {goes}{_as_numbered(costed, date.max)}"


def _as_numbered(costed: CostedScenario, day: date) -> str:
    """A note that the points of a day have new numbers; empty where the spine was not renumbered by that day."""
    points = costed.book.points
    happened = [in_words(each.day) for each in points.renumberings[: points.numbering_on(day)]]
    return f" (as renumbered on {listed(happened, 'and')})" if happened else ""


def _held_on(path: Path, day: date) -> int:
    return ([step.point for step in path.steps if step.day <= day] or [path.steps[0].point])[-1]


def _goes(old: float, new: float, old_shown: str, new_shown: str) -> str:
    if old == new:
        return f"stays at {old_shown}"
    if structure_of(old) != structure_of(new):  # points of two spines can't be compared by number
        return f"goes from {old_shown} to {new_shown}"
    return f"{'rises' if new > old else 'falls'} from {old_shown} to {new_shown}"
