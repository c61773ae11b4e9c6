"""The differencing test: what the public pack alone reveals of the point that a holder is at.

Every assignment of points to seats that fits a published figure is counted exactly. A point of a post is still possible
if some assignment that fits has it. A figure gives a holder's pay away if it leaves a post fewer possible points
than the post's grade has.

Counting is dynamic programming on whole pounds. The number of assignments at each sum is one digit of a long whole
number, so that a point is tried by one shift and one addition, however many seats there are.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from math import comb, prod

from model.base.check import Check
from model.base.faults import listed
from model.base.money import POUND, half_up

MOST_DIGITS = 1 << 27
"""The most bits of a number used in counting: 16 MB. If more are needed, the test says that the case is too large."""


@dataclass(frozen=True)
class Seats:
    """Seats of one kind. Each seat has one of the choices in ``points``, and each choice adds £ to each figure.

    A choice is a point for each post that it fixes, such as ``{"old": 22, "new": 22}`` for a holder who is assimilated
    at the same point. ``pounds`` has, by figure, the whole £ that each choice adds.
    """

    number: int
    points: tuple[dict[str, int], ...]
    pounds: dict[str, tuple[int, ...]]

    @property
    def posts(self) -> tuple[str, ...]:
        """The posts whose points a choice fixes."""
        return tuple(self.points[0])

    @property
    def ways(self) -> int:
        """How many assignments these seats have. Seats of one kind are not distinguished."""
        return comb(self.number + len(self.points) - 1, self.number)


@dataclass(frozen=True)
class Figure:
    """A published figure that may depend on holders' points: £, and the step in £ to which it is rounded."""

    key: str
    name: str
    amount: float
    step: int = 1

    @property
    def lowest(self) -> int:
        """The lowest whole £ that prints as this figure, rounded half up."""
        return int(half_up(self.amount, POUND)) - self.step // 2

    @property
    def highest(self) -> int:
        """The highest whole £ that prints as this figure."""
        return self.lowest + self.step - 1


@dataclass(frozen=True)
class Counted:
    """What one figure reveals: how many assignments fit, out of how many, and the points that each post may still have.

    ``fit`` is None where there are too many sums to count.
    """

    figure: Figure
    fit: int | None
    of: int
    possible: dict[str, frozenset[int]] = field(default_factory=dict)
    before: dict[str, frozenset[int]] = field(default_factory=dict)

    @property
    def narrowed(self) -> dict[str, frozenset[int]]:
        """The points left, by the id of each post that has fewer possible points with the figure than without it."""
        return {post: left for post, left in self.possible.items() if left != self.before[post]} if self.fit else {}


def step_of(amount: float) -> int:
    """The step to which a printed figure is taken to be rounded: £10 where it ends in 0, else £1.

    A figure that ends in more zeros may still be exact to £10. The smaller step reveals more, so it is the safe one to
    test.
    """
    return 10 if amount and half_up(amount, POUND) % 10 == 0 else 1


def count(seats: Sequence[Seats], figure: Figure) -> Counted:
    """How many assignments of points to seats fit a figure, and the points that each post may then have."""
    own = [each for each in seats if figure.key in each.pounds]
    lowest = [min(each.pounds[figure.key]) for each in own]
    offset = sum(each.number * low for each, low in zip(own, lowest, strict=True))
    shifts = [
        [pounds_ - low for pounds_ in each.pounds[figure.key]] for each, low in zip(own, lowest, strict=True)
    ]  # from 0, so that no shift is to the right
    ways = prod(each.ways for each in own)
    width = ways.bit_length() + 1
    span = sum(each.number * max(shift) for each, shift in zip(own, shifts, strict=True))
    first, last = max(figure.lowest - offset, 0), min(figure.highest - offset, span)
    if width * (span + 1) > MOST_DIGITS:
        return Counted(figure, None, ways)
    before: dict[str, set[int]] = {}
    lost: dict[str, set[int]] = {}
    fit = 0
    for place, others in _all_but_one([(each.number, shift) for each, shift in zip(own, shifts, strict=True)], width):
        each = own[place]
        almost = _with_seats(others, each.number - 1, shifts[place], width)
        fit = fit or _between(_with_seats(others, each.number, shifts[place], width), first, last, width)
        here: dict[str, set[int]] = {post: set() for post in each.posts}
        for choice, shift in zip(each.points, shifts[place], strict=True):
            fits = _between(almost, first - shift, last - shift, width)
            for post, point in choice.items():
                before.setdefault(post, set()).add(point)
                here[post] |= {point} if fits else set()
        for post, left in here.items():  # a point that some of the post's seats can't be at is lost
            lost.setdefault(post, set()).update({choice[post] for choice in each.points} - left)
    kept = {post: frozenset(points - lost[post]) for post, points in before.items()}
    return Counted(figure, fit, ways, kept, {post: frozenset(points) for post, points in before.items()})


def _with_seats(sums: int, number: int, shifts: Sequence[int], width: int) -> int:
    """The number of assignments at each sum, after adding seats of one kind, each at any of its points."""
    held = [sums] + [0] * number  # held[n]: with n of the seats placed on the points tried so far
    for shift in shifts:
        for taken in range(number):
            held[taken + 1] += held[taken] << (shift * width)
    return held[number]


def _all_but_one(groups: list[tuple[int, list[int]]], width: int) -> Iterator[tuple[int, int]]:
    """For each group of seats, its index and the number of assignments at each sum of all the other groups."""

    def split(places: range, sums: int) -> Iterator[tuple[int, int]]:
        if len(places) == 1:
            yield places[0], sums
            return
        half = len(places) // 2
        for inside, outside in ((places[:half], places[half:]), (places[half:], places[:half])):
            with_outside = sums
            for place in outside:
                with_outside = _with_seats(with_outside, *groups[place], width)
            yield from split(inside, with_outside)

    if groups:
        yield from split(range(len(groups)), 1)


def _between(sums: int, first: int, last: int, width: int) -> int:
    """How many assignments have a sum from ``first`` to ``last``."""
    first = max(first, 0)
    if last < first:
        return 0
    found, digit = (sums >> (first * width)) & ((1 << ((last - first + 1) * width)) - 1), (1 << width) - 1
    total = 0
    while found:
        total, found = total + (found & digit), found >> width
    return total


def differencing_check(counted: Sequence[Counted], titles: dict[str, str]) -> Check:
    """The check that blocks where a public figure leaves a post fewer points than its grade has.

    ``titles`` are the posts' titles by id. A figure that no assignment gives includes something that the pack does not
    list. If two totals include the same unlisted cost, they reveal no more about the listed posts than their
    difference does, and that difference is counted too. The outcome is ``disclosed`` where some figure can't be
    counted, or where none of the figures is given by any assignment.
    """
    faults, said = [], []
    for each in counted:
        name = each.figure.name
        for post, left in each.narrowed.items():
            points = listed(sorted(left), "or") if left else ""
            faults.append(
                f"From {name}, a reader can work out that {titles[post]} is at {_one_of(points, len(left))}, where the "
                f"grade has {len(each.before[post])} points."
            )
        if each.fit is None:
            said.append(
                f"For {name} there are too many ways of placing holders on points to count, so it is not known whether "
                "that figure gives away a holder\u2019s point."
            )
        elif not each.fit:
            said.append(
                f"None of the {each.of:,} ways of placing holders on the points of their grades comes to {name}. The "
                "figure includes something that is not listed here, and so gives nobody\u2019s point away."
            )
        elif not each.narrowed:
            said.append(
                f"{each.fit:,} of {each.of:,} ways of placing holders on points come to {name}. Between them they use "
                "every point of every grade, so the figure gives nobody\u2019s point away."
            )
    known = not counted or (all(each.fit is not None for each in counted) and any(each.fit for each in counted))
    outcome = "fail" if faults else "pass" if known else "disclosed"
    finding = " ".join([*faults, *said]) or "No figure in the public pack depends on a holder's point."
    return Check("differencing", "What the public pack reveals of a holder's point", outcome, True, finding)


def _one_of(points: str, number: int) -> str:
    return f"point {points}" if number == 1 else f"one of the points {points}" if number else "none of its points"
