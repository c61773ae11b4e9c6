"""Who sits in which post before the change, and who comes into which post after it, before any dates.

A seat is a share of a post with a holder, or vacant.
"""

from dataclasses import dataclass, replace
from functools import cached_property

from model.schema.sections.holders import Allowance
from model.schema.sections.posts import WHOLE, Post, PresentPost
from model.schema.sections.scenario import Scenario

HolderKey = tuple[str, ...]
"""Who sits in a post: (reference,) for a person, (post, seat) for a vacancy, so that the two never meet."""


@dataclass(frozen=True, slots=True)
class Seat:
    """A share of a post and who sits in it, before dates are known."""

    holder: HolderKey
    fte: float
    in_lgps: bool = True
    service_years: float = 0.0
    allowances: tuple[Allowance, ...] = ()
    weeks: float | None = None
    """Weeks worked a year that are the holder's own; None for the post's."""


@dataclass(frozen=True)
class Seating:
    """The seats of a scenario, each side placed once.

    A pool is placed people before vacancies, largest FTE first, then by reference, in the first post with room: a
    stated convention, the same in whatever order the file lists them. A budget basis costs the post and not the
    person, so it matters only to NI: who is in the pension scheme, and a month split by the change. Where the
    scenario states an outcome of the ring-fence, that stands; a displaced holder comes into no post.
    """

    scenario: Scenario

    @cached_property
    def present(self) -> dict[str, tuple[Seat, ...]]:
        """Present post to its holders, then the vacant remainder of its FTE."""
        return {post.id: present_seats(post) for post in self.scenario.present}

    @cached_property
    def proposed(self) -> dict[str, tuple[Seat, ...]]:
        """Proposed post to the holders who come into it, then the vacant remainder of its FTE."""
        return {post.id: _fill(post, self.arriving[post.id]) for post in self.scenario.proposed}

    @property
    def arriving(self) -> dict[str, list[Seat]]:
        """Proposed post to the holders who come into it."""
        return self._placed[0]

    @property
    def without_room(self) -> list[tuple[tuple[str, ...], Seat]]:
        """The destinations, and the seat, of everyone with a destination that has no room left for them."""
        return self._placed[1]

    @cached_property
    def people_placed(self) -> set[str]:
        """The references of the holders who come into some proposed post."""
        return {seat.holder[0] for seats in self.arriving.values() for seat in seats if len(seat.holder) == 1}

    @cached_property
    def _placed(self) -> tuple[dict[str, list[Seat]], list[tuple[tuple[str, ...], Seat]]]:
        fte_of = {post.id: post.fte for post in self.scenario.proposed}
        room = {post.id: post.number * post.fte for post in self.scenario.proposed}
        stated = outcome_of_ring_fence(self.scenario)
        coming: dict[str, list[Seat]] = {post.id: [] for post in self.scenario.proposed}
        left = []
        for post, seat in self._in_turn(stated):
            open_to = (stated[seat.holder],) if seat.holder in stated else post.to
            target = next(
                (name for name in open_to if name in room and room[name] >= min(seat.fte, fte_of[name]) - WHOLE), None
            )
            if target is not None:
                taken = min(seat.fte, fte_of[target])  # into a post of fewer hours, the rest is given up
                room[target] -= taken
                coming[target].append(seat if taken == seat.fte else replace(seat, fte=taken))
            elif open_to != ("displaced",):
                left.append((open_to, seat))
        return coming, left

    def _in_turn(self, stated: dict[HolderKey, str]) -> list[tuple[PresentPost, Seat]]:
        """Every seat with a destination, in the order in which they are placed."""
        seats = [(post, seat) for post in self.scenario.present if post.to for seat in self.present[post.id]]
        return sorted(
            seats,
            key=lambda pair: (
                pair[1].holder not in stated,
                len(pair[0].to),
                len(pair[1].holder) > 1,  # a person before a vacancy, whatever either is called
                -pair[1].fte,
                pair[1].holder,
            ),
        )


def present_seats(post: PresentPost) -> tuple[Seat, ...]:
    """Who sits in a present post: its holders, then the vacant remainder of its FTE."""
    return _fill(
        post,
        [
            Seat((one.ref,), one.fte, one.lgps_member, one.service_years, one.allowances, one.weeks)
            for one in post.holders
        ],
    )


def outcome_of_ring_fence(scenario: Scenario) -> dict[HolderKey, str]:
    """Holder to the post that the scenario assumes they get in the ring-fence, or ``displaced``."""
    return {(stated.holder,): stated.to for stated in scenario.people.ring_fence} if scenario.people else {}


def displaced_holders(scenario: Scenario) -> set[HolderKey]:
    """The holders of a ring-fence who get no post, in the outcome that the scenario assumes."""
    return {holder for holder, to in outcome_of_ring_fence(scenario).items() if to == "displaced"}


def _fill(post: Post, seats: list[Seat]) -> tuple[Seat, ...]:
    """The seats taken, then vacancies of the post's own FTE until its whole FTE is accounted for."""
    filled = list(seats)
    left = post.number * post.fte - sum(seat.fte for seat in seats)
    while left > WHOLE:
        size = min(post.fte, left)
        filled.append(Seat((post.id, f"{len(filled) + 1:03d}"), size))
        left -= size
    return tuple(filled)
