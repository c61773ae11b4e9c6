"""The differencing test of several published figures at once: two totals together may reveal what neither does alone.

The method is "meet in the middle". The seats are split into two halves. Each half's sums are listed once, each with the
number of assignments that give the sum and the points that they use. Then sums of the two halves are paired where
together they give every figure.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations_with_replacement

import numpy as np

from model.base.faults import listed
from model.disclosure.differencing import Counted, Figure, Seats

MOST_SUMS = 300_000
"""The most sums that a half may have, and the most assignments that one group of seats may have."""
MOST_PAIRS = 20_000_000
MOST_WAYS = 1 << 62
WORD = 64


@dataclass(frozen=True)
class _Sums:
    """The sums that seats can come to: £, (sums, figures); assignments, (sums,); points as bits, (sums, words)."""

    pounds: np.ndarray
    ways: np.ndarray
    points: np.ndarray

    def __len__(self) -> int:
        return len(self.ways)

    def merged(self) -> "_Sums":
        """The same sums, with equal sums combined."""
        order = np.lexsort(self.pounds.T)
        pounds = self.pounds[order]
        starts = np.flatnonzero(np.r_[True, (pounds[1:] != pounds[:-1]).any(axis=1)])
        ways = np.add.reduceat(self.ways[order], starts)
        return _Sums(pounds[starts], ways, np.bitwise_or.reduceat(self.points[order], starts, axis=0))

    def joined(self, other: "_Sums") -> "_Sums":
        """Every sum of these seats added to every sum of the other seats."""
        mine, theirs = (index.ravel() for index in np.indices((len(self), len(other))))
        return _Sums(
            self.pounds[mine] + other.pounds[theirs],
            self.ways[mine] * other.ways[theirs],
            self.points[mine] | other.points[theirs],
        ).merged()


def count_together(seats: Sequence[Seats], figures: Sequence[Figure]) -> Counted | None:
    """How many assignments fit every figure at once; None where there are too many to count.

    As with one figure, a point is possible where some assignment that fits all the figures has it.
    """
    own = [each for each in seats if any(figure.key in each.pounds for figure in figures)]
    ways = 1
    for each in own:
        ways *= each.ways
    if ways >= MOST_WAYS or any(each.ways > MOST_SUMS for each in own):
        return None
    bits = _bits(own)
    halves: list[_Sums | None] = [None, None]
    for sums in sorted(
        (_of_seats(each, figures, bits, place) for place, each in enumerate(own)), key=len, reverse=True
    ):
        smaller = min((0, 1), key=lambda half: len(halves[half] or ()))
        held = halves[smaller]
        if held is not None and len(held) * len(sums) > 4 * MOST_SUMS:
            return None
        halves[smaller] = sums if held is None else held.joined(sums)
    if any(half is not None and len(half) > MOST_SUMS for half in halves):
        return None
    found = _paired(halves, figures, bits)
    return found and _counted(own, bits, figures, *found, ways)


def all_of(figures: Sequence[Figure]) -> Figure:
    """One figure for several tested together: its name lists their names; its £ and step are those of the first."""
    return Figure("together", listed([figure.name for figure in figures], "and"), figures[0].amount, figures[0].step)


def _bits(own: Sequence[Seats]) -> dict[tuple[int, int], int]:
    """The bit of each choice of each group of seats."""
    return {
        choice: bit
        for bit, choice in enumerate(
            (place, choice) for place, each in enumerate(own) for choice in range(len(each.points))
        )
    }


def _of_seats(each: Seats, figures: Sequence[Figure], bits: dict[tuple[int, int], int], place: int) -> _Sums:
    """The sums of one group of seats: each way to choose points for them, in any order."""
    choices = np.array(list(combinations_with_replacement(range(len(each.points)), each.number)))
    none = (0,) * len(each.points)
    pounds = np.stack([np.array(each.pounds.get(figure.key, none))[choices].sum(axis=1) for figure in figures], axis=1)
    points = np.zeros((len(choices), len(bits) // WORD + 1), dtype=np.uint64)
    for choice in range(len(each.points)):
        bit = bits[place, choice]
        points[:, bit // WORD] |= np.where((choices == choice).any(axis=1), np.uint64(1 << bit % WORD), np.uint64(0))
    return _Sums(pounds, np.ones(len(choices), dtype=np.int64), points).merged()


def _paired(halves: Sequence[_Sums | None], figures: Sequence[Figure], bits: dict) -> tuple[int, np.ndarray] | None:
    """How many assignments fit, and their points as bits; None where there are too many pairs to try."""
    nothing = _Sums(
        np.zeros((1, len(figures)), dtype=np.int64),
        np.ones(1, dtype=np.int64),
        np.zeros((1, len(bits) // WORD + 1), dtype=np.uint64),
    )
    one, other = (half if half is not None else nothing for half in halves)
    order = np.argsort(other.pounds[:, 0], kind="stable")
    first = other.pounds[order, 0]
    starts = np.searchsorted(first, figures[0].lowest - one.pounds[:, 0], side="left")
    ends = np.searchsorted(first, figures[0].highest - one.pounds[:, 0], side="right")
    lengths = ends - starts
    if lengths.sum() > MOST_PAIRS:
        return None
    mine = np.repeat(np.arange(len(one)), lengths)
    within = np.arange(lengths.sum()) - np.repeat(np.cumsum(lengths) - lengths, lengths)
    theirs = order[np.repeat(starts, lengths) + within]
    sums = one.pounds[mine] + other.pounds[theirs]
    fits = np.all([(f.lowest <= sums[:, n]) & (sums[:, n] <= f.highest) for n, f in enumerate(figures)], axis=0)
    mine, theirs = mine[fits], theirs[fits]
    fit = int((one.ways[mine] * other.ways[theirs]).sum())
    return fit, np.bitwise_or.reduce(one.points[mine] | other.points[theirs], axis=0, initial=np.uint64(0))


def _counted(
    own: Sequence[Seats], bits: dict, figures: Sequence[Figure], fit: int, points: np.ndarray, ways: int
) -> Counted:
    before: dict[str, set[int]] = {}
    lost: dict[str, set[int]] = {}
    for place, each in enumerate(own):
        for post in each.posts:
            all_points = {choice[post] for choice in each.points}
            left = {
                choice[post]
                for number, choice in enumerate(each.points)
                if int(points[bits[place, number] // WORD]) >> bits[place, number] % WORD & 1
            }
            before.setdefault(post, set()).update(all_points)
            lost.setdefault(post, set()).update(all_points - left)
    kept = {post: frozenset(all_points - lost[post]) for post, all_points in before.items()}
    return Counted(all_of(figures), fit, ways, kept, {post: frozenset(each) for post, each in before.items()})
