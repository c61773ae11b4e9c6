"""The bridge from the present cost to the proposed: one step for each move of posts, with nothing left over.

A move is a set of posts connected by their destinations: posts assimilated into another, a ring-fenced pool and its
posts, a post deleted, a post created. The steps add up to the difference exactly, because every post is in one move.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, takewhile

from model.base.financial_year import FinancialYear
from model.base.money import POUND, half_up
from model.cost.costed import CostedScenario
from model.schema.sections.posts import Post, PresentPost, ProposedPost
from model.schema.sections.scenario import Scenario

MOST_MOVES = 16
"""The most moves that a printed page shows one by one. Where there are more, the smallest are shown together."""


@dataclass(frozen=True)
class Move:
    """Present posts, and the proposed posts that they lead to. Either side may be empty."""

    kind: str
    before: tuple[PresentPost, ...]
    after: tuple[ProposedPost, ...]

    @property
    def label(self) -> str:
        """The move in words: ``4 × Technician → 4 × Support Officer (assimilated)``."""
        if not self.after:
            return f"{_titles(self.before)} ({self.kind})"
        if not self.before:
            return f"{_titles(self.after)} ({self.kind})"
        return f"{_titles(self.before)} \u2192 {_titles(self.after)} ({self.kind})"


@dataclass(frozen=True)
class Step:
    """One step of the bridge: £ a year before and after, and the change, which is positive where it costs more."""

    move: Move
    before: float
    after: float

    @property
    def change(self) -> float:
        """What the move adds to the year's cost."""
        return self.after - self.before


def moves(scenario: Scenario) -> Iterator[Move]:
    """Every move, in the order of the present posts; then one for each proposed post that no present post leads to."""
    places = {post.id: place for place, post in enumerate(scenario.proposed)}
    pools: dict[int, _Pool] = {}
    pool_into: dict[str, _Pool] = {}
    for place, post in enumerate(scenario.present):
        shared = {pool_into[name].place for name in post.to if name in pool_into}
        if not shared:
            pool = pools[place] = _Pool(place, [post], set(post.to))
        else:
            first, *others = sorted(shared)
            pool = pools[first]
            for other in map(pools.pop, others):
                pool.posts += other.posts
                pool.into |= other.into
                pool_into |= dict.fromkeys(other.into, pool)
            pool.posts.append(post)
            pool.into.update(post.to)
        for name in post.to:
            pool_into[name] = pool
    for pool in pools.values():
        after = sorted([places[name] for name in pool.into if name in places])
        yield Move(_kind(pool.posts), tuple(pool.posts), tuple([scenario.proposed[place] for place in after]))
    for post in scenario.proposed:
        if post.id not in pool_into:
            yield Move("filled openly" if post.filled_by == "open" else "no source", (), (post,))


def largest_moves(steps: Sequence[Step], most: int = MOST_MOVES) -> tuple[list[Step], list[Step]]:
    """The steps to show one by one, in the order given; and the smallest steps, to show together, largest first.

    Where there are at most ``most`` steps, all are shown one by one. Otherwise only the largest are, without any that
    changes the cost by less than half a pound.
    """
    if len(steps) <= most:
        return list(steps), []
    by_size = sorted(range(len(steps)), key=lambda n: abs(steps[n].change), reverse=True)
    moving = takewhile(lambda n: half_up(abs(steps[n].change), POUND), by_size)  # few are looked at
    alone = set(islice(moving, most - 1))
    return [step for n, step in enumerate(steps) if n in alone], [steps[n] for n in by_size if n not in alone]


@dataclass(slots=True)
class _Pool:
    """Present posts that share destinations, and the destinations' ids. ``place`` is the first post's index."""

    place: int
    posts: list[PresentPost]
    into: set[str]


def bridge(costed: CostedScenario, basis: str, year: FinancialYear, element: str = "total") -> list[Step]:
    """The steps from the present structure's cost in a year to the proposed structure's in a full year, £."""
    column = costed.years.index(year)

    def cost_by_post(timeline: str) -> dict[str, float]:
        by_post: dict[str, float] = defaultdict(float)
        of_row = costed.amounts(timeline, basis, element)[:, column].tolist()
        for held, amount in zip(costed.plans[timeline].appointments, of_row, strict=True):
            by_post[held.post] += amount
        return by_post

    before, after = cost_by_post("do_nothing"), cost_by_post("proposed")
    return [
        Step(move, sum([before[post.id] for post in move.before]), sum([after[post.id] for post in move.after]))
        for move in moves(costed.scenario)
    ]


def _kind(before: list[PresentPost]) -> str:
    fates = {post.fate for post in before}
    if "unresolved" in fates:
        return "no destination"
    vacant = ", vacant" if fates == {"deleted"} and all(post.vacant for post in before) else ""
    return " and ".join(sorted(fates)) + vacant


def _titles(posts: tuple[Post, ...]) -> str:
    return ", ".join(post.title if post.number == 1 else f"{post.number} \u00d7 {post.title}" for post in posts)
