"""The differencing test: what the public pack alone says of the point that a holder stands at.

Every assignment of points to seats that fits a published figure is counted exactly. A post has as many possible points
as before where each of its points stands in some assignment that fits; a figure after which it has fewer gives a
holder's pay away. Counting is dynamic programming on whole pounds: the number of assignments at each sum is one digit
of a long whole number, so that a point is tried by one shift and one addition, however many seats there are.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from math import comb, prod

from model.base.check import Check
from model.base.faults import listed
from model.base.money import POUND, half_up

MOST_DIGITS = 1 << 27
"""Bits of the longest number that is counted with: 16 MB. Beyond it the test says that it is too large."""


@dataclass(frozen=True)
class Seats:
    """Seats alike, each of which stands at one of some points, and what each point adds to each figure.

    ``points`` has an entry a choice: the point in each post that the choice settles, as in ``{"old": 22, "new": 22}``
    where a holder is assimilated at the same point. ``pounds`` has whole £ by figure, one a choice.
    """

    number: int
    points: tuple[dict[str, int], ...]
    pounds: dict[str, tuple[int, ...]]

    @property
    def posts(self) -> tuple[str, ...]:
        """The posts whose points it settles."""
        return tuple(self.points[0])

    @property
    def ways(self) -> int:
        """How many assignments there are: seats alike are not told apart."""
        return comb(self.number + len(self.points) - 1, self.number)


@dataclass(frozen=True)
class Figure:
    """A published figure that may rest on holders' points: £, and the step in £ that it is rounded to."""

    key: str
    name: str
    amount: float
    step: int = 1

    @property
    def lowest(self) -> int:
        """The least whole £ that is printed so, half up."""
        return int(half_up(self.amount, POUND)) - self.step // 2

    @property
    def highest(self) -> int:
        """The most whole £ that is printed so."""
        return self.lowest + self.step - 1


@dataclass(frozen=True)
class Counted:
    """What one figure says: how many assignments fit, of how many, and each post's points that are still possible.

    ``fit`` is None where there are too many sums to count.
    """

    figure: Figure
    fit: int | None
    of: int
    possible: dict[str, frozenset[int]] = field(default_factory=dict)
    before: dict[str, frozenset[int]] = field(default_factory=dict)

    @property
    def narrowed(self) -> dict[str, frozenset[int]]:
        """The posts with fewer possible points than without the figure, and the points left."""
        return {post: left for post, left in self.possible.items() if left != self.before[post]} if self.fit else {}


def step_of(amount: float) -> int:
    """The step that a printed figure is taken to be rounded to: £10 where it ends in a nought, else £1.

    A figure that ends in more noughts may yet be exact to £10; the smaller step tells a reader more, so it is the
    safe one to test.
    """
    return 10 if amount and half_up(amount, POUND) % 10 == 0 else 1


def count(seats: Sequence[Seats], figure: Figure) -> Counted:
    """Count the assignments that fit a figure, and find the points that are possible in them."""
    own = [each for each in seats if figure.key in each.pounds]
    lowest = [min(each.pounds[figure.key]) for each in own]
    offset = sum(each.number * low for each, low in zip(own, lowest, strict=True))
    shifts = [
        [pounds_ - low for pounds_ in each.pounds[figure.key]] for each, low in zip(own, lowest, strict=True)
    ]  # from nought, so that no shift is to the right
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
        for post, left in here.items():  # a point that some of the post's seats cannot be at is lost
            lost.setdefault(post, set()).update({choice[post] for choice in each.points} - left)
    kept = {post: frozenset(points - lost[post]) for post, points in before.items()}
    return Counted(figure, fit, ways, kept, {post: frozenset(points) for post, points in before.items()})


def _with_seats(sums: int, number: int, shifts: Sequence[int], width: int) -> int:
    """The numbers of assignments by sum once some seats alike are added, each at any of the points."""
    held = [sums] + [0] * number  # held[n]: with n of the seats at the points tried so far
    for shift in shifts:
        for taken in range(number):
            held[taken + 1] += held[taken] << (shift * width)
    return held[number]


def _all_but_one(groups: list[tuple[int, list[int]]], width: int) -> Iterator[tuple[int, int]]:
    """For each group of seats, its place and the numbers of assignments by sum of all the others."""

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
    """How many assignments have a sum from first to last."""
    first = max(first, 0)
    if last < first:
        return 0
    found, digit = (sums >> (first * width)) & ((1 << ((last - first + 1) * width)) - 1), (1 << width) - 1
    total = 0
    while found:
        total, found = total + (found & digit), found >> width
    return total


def differencing_check(counted: Sequence[Counted], titles: dict[str, str]) -> Check:
    """Blocks where a figure of the public pack leaves a post fewer points than its grade; discloses what is not known.

    ``titles`` are the posts' by id. A figure that no assignment meets holds something that the pack does not list. Two
    totals that hold the same unlisted cost tell no more of the listed posts than their difference, which is counted;
    where no figure at all can be met or counted, that is disclosed.
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
                f"For {name} there are too many ways of placing holders on points to count: whether it gives a point "
                "away is not known."
            )
        elif not each.fit:
            said.append(
                f"None of the {each.of:,} ways of placing holders on the points of their grades comes to {name}: it "
                "holds something that is not listed here, and so tells nobody\u2019s point."
            )
        elif not each.narrowed:
            said.append(
                f"{each.fit:,} of {each.of:,} ways of placing holders on points come to {name}: each point of each "
                "grade is in one of them, so it tells nobody\u2019s point."
            )
    known = not counted or (all(each.fit is not None for each in counted) and any(each.fit for each in counted))
    outcome = "fail" if faults else "pass" if known else "disclosed"
    finding = " ".join([*faults, *said]) or "No figure that the public pack holds rests on a holder's point."
    return Check("differencing", "What the public pack tells of a holder's point", outcome, True, finding)


def _one_of(points: str, number: int) -> str:
    return f"point {points}" if number == 1 else f"one of the points {points}" if number else "none of its points"
