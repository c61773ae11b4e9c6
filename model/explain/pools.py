"""The ways in which the people in a ring-fence can be placed: each way, how many there are, and the cheapest."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeVar

from model.schema.sections.posts import WHOLE

DISPLACED = "displaced"
MOST_STATES = 20_000
"""The limit on states of the posts. Beyond it, ways are not counted and no cheapest way is looked for."""

Way = tuple[tuple[str, str], ...]
"""One way to place a pool: each person's reference, and the id of their post or ``displaced``."""
Left = tuple[float, ...]
"""The FTE still free in each post: a state of the posts."""
Worth = TypeVar("Worth")


@dataclass(frozen=True)
class Person:
    """Somebody in a ring-fence: their reference, their FTE, and the posts that are open to them."""

    ref: str
    fte: float
    posts: tuple[str, ...]


@dataclass(frozen=True)
class Pool:
    """The people in a ring-fence.

    ``room`` has the FTE free for them by post id, which may cover several equal posts. ``size`` has the FTE of a single
    post by the same id.
    """

    people: tuple[Person, ...]
    room: Mapping[str, float]
    size: Mapping[str, float]

    def ways(self) -> Iterator[Way]:
        """Each way to place everybody: one person after another, in a post with room or in none."""

        def place(place_of: int, left: Left) -> Iterator[Way]:
            if place_of == len(self.people):
                yield ()
                return
            person = self.people[place_of]
            for to, then_left in self._choices(person, left):
                for others in place(place_of + 1, then_left):
                    yield ((person.ref, to), *others)

        return place(0, tuple(self.room.values()))

    def number(self) -> int | None:
        """How many ways there are; None where there are too many to count."""
        counted = self._walk(1, lambda ways, *_: ways, lambda ways, more: ways + more)
        return None if counted is None else sum(counted.values())

    def cheapest(self, costs: Mapping[tuple[str, str], float], *, fewest_displaced: bool) -> Way | None:
        """The way with the lowest total of ``costs``; None where there are too many ways.

        ``costs`` has £ by person and post. With ``fewest_displaced``, only ways that displace the fewest people are
        compared.
        """

        def add(worth: tuple[int, float, Way], ref: str, to: str) -> tuple[int, float, Way]:
            displaced, cost, way = worth
            return displaced + (fewest_displaced and to == DISPLACED), cost + costs[ref, to], (*way, (ref, to))

        best = self._walk((0, 0.0, ()), add, min)
        return None if best is None else min(best.values())[2]

    def _choices(self, person: Person, left: Left) -> Iterator[tuple[str, Left]]:
        """Each way to place a person, with the FTE then left in each post: posts with room, then ``displaced``."""
        for place, (post, room) in enumerate(zip(self.room, left, strict=True)):
            taken = min(person.fte, self.size[post])  # in a post of fewer hours, the person gives up the rest
            if post in person.posts and room >= taken - WHOLE:
                yield post, (*left[:place], round(room - taken, 9), *left[place + 1 :])
        yield DISPLACED, left

    def _walk(
        self, start: Worth, add: Callable[[Worth, str, str], Worth], join: Callable[[Worth, Worth], Worth]
    ) -> dict[Left, Worth] | None:
        """The value of each state of the posts once everybody is placed; None where there are too many states.

        People are placed one after another, and ``add`` gives the value after each placing. Where two ways lead to the
        same state, ``join`` combines their values.
        """
        states = {tuple(self.room.values()): start}
        for person in self.people:
            after: dict[Left, Worth] = {}
            for left, worth in states.items():
                for to, then_left in self._choices(person, left):
                    found = add(worth, person.ref, to)
                    after[then_left] = join(after[then_left], found) if then_left in after else found
            states = after
            if len(states) > MOST_STATES:
                return None
        return states
