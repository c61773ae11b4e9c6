"""Who is in which post before the change, and who moves into which post with it, without dates."""

from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import TypeVar

from model.base.dated import ONE_DAY, Dated, highest, value_on
from model.base.kept import Kept, each_made, made
from model.people.seats import HolderKey, Seat, filled, present_seats
from model.schema.sections.posts import WHOLE, Post, PresentPost, ProposedPost
from model.schema.sections.scenario import Scenario

P = TypeVar("P", bound=Post)


@dataclass(frozen=True)
class Seating:
    """The seats of a scenario. Each structure is filled once.

    People from a pool are placed before vacancies, largest FTE first, then by reference, in the first post with room.
    That is a stated convention, and the order of the file makes no difference. A budget basis costs the post and not
    the person, so the order of placing matters only to on-costs: they depend on who is in the pension scheme, and NI
    also on the pay in a month split by the change. If the scenario states the outcome of a ring-fence, that outcome
    is used. A displaced holder moves into no post.
    """

    scenario: Scenario
    kept: Kept | None = field(default=None, compare=False, repr=False)

    @cached_property
    def present(self) -> dict[str, tuple[Seat, ...]]:
        """For each present post, its holders, then the vacant rest of its FTE."""
        return each_made(self.kept, "present", present_seats, {post.id: (post,) for post in self.scenario.present})

    @cached_property
    def proposed(self) -> dict[str, tuple[Seat, ...]]:
        """For each proposed post, the holders who move into it, then the vacant rest of its FTE."""
        coming = self.arriving
        given = {post.id: (post, coming[post.id]) for post in self.scenario.proposed}
        return each_made(self.kept, "proposed", filled, given)

    @cached_property
    def present_filled(self) -> dict[str, tuple[Seat, ...]]:
        """The seats of each present post if no post were held vacant."""
        held = {post.id: present_seats(_unheld(post)) for post in self.scenario.present if post.held_vacant}
        return self.present | held

    @cached_property
    def proposed_filled(self) -> dict[str, tuple[Seat, ...]]:
        """The seats of each proposed post if no post were held vacant."""
        held = [post for post in self.scenario.proposed if post.held_vacant]
        return self.proposed | {post.id: filled(_unheld(post), self.arriving[post.id]) for post in held}

    @property
    def arriving(self) -> dict[str, list[Seat]]:
        """For each proposed post, the holders who move into it."""
        return self._outcome[0]

    @property
    def without_room(self) -> list[tuple[tuple[str, ...], Seat]]:
        """Each seat for which no destination has room, with its destinations."""
        return self._outcome[1]

    @cached_property
    def people_placed(self) -> set[str]:
        """The references of the holders who move into any proposed post."""
        return {seat.holder[0] for seats in self.arriving.values() for seat in seats if len(seat.holder) == 1}

    @cached_property
    def _outcome(self) -> "Outcome":
        """Who arrives where. It does not depend on grades and titles, so it is kept where only they change."""
        if self.kept is None:
            return self._placed()
        bare = {
            side: tuple(each_made(self.kept, ("bare", side), _bare, {post.id: (post,) for post in posts}).values())
            for side, posts in (("present", self.scenario.present), ("proposed", self.scenario.proposed))
        }
        return made(self.kept, "placed", Seating._placed, Seating(self.scenario.model_copy(update=bare)))

    def _placed(self) -> "Outcome":
        proposed = {post.id: post for post in self.scenario.proposed}
        stated = outcome_of_ring_fence(self.scenario)
        coming: dict[str, list[Seat]] = {post.id: [] for post in self.scenario.proposed}
        left = []
        fenced = {holder.ref for post in self.scenario.present if post.fate == "ring-fenced" for holder in post.holders}
        for post, seat in self._in_turn(stated):
            # their other posts, outside the ring-fence, lead where each one states
            placed = seat.holder in stated and (post.fate == "ring-fenced" or seat.holder[0] not in fenced)
            open_to = (stated[seat.holder],) if placed else post.to
            target = next(
                (
                    name
                    for name in open_to
                    if name in proposed
                    and self._room(proposed[name], coming[name], seat) >= min(seat.fte, proposed[name].fte) - WHOLE
                ),
                None,
            )
            if target is not None:
                taken = min(seat.fte, proposed[target].fte)  # into a post of fewer hours, the rest is given up
                coming[target].append(seat if taken == seat.fte else seat.capped(taken))
            elif open_to != ("displaced",) and not self._left_vacant(post, seat):
                left.append((open_to, seat))
        return coming, left

    def _room(self, post: ProposedPost, coming: list[Seat], seat: Seat) -> float:
        """The FTE of a post that is free for a seat: for a person on all their days, for a vacancy on the first day."""
        if not coming:
            return post.number * post.fte
        starts = self.begins(post)
        days = (max(seat.spells[0].first_day, starts), seat.spells[-1].last_day) if seat.spells else (starts, date.max)
        if len(seat.holder) > 1:
            days = starts, starts
        taken = (
            Dated(spell.value.fte, spell.first_day, spell.last_day)
            for other in coming
            for _, spell in other.over(*days)
        )
        return post.number * post.fte - highest(taken)

    def _in_turn(self, stated: dict[HolderKey, str]) -> list[tuple[PresentPost, Seat]]:
        """Every seat with a destination, in the order of placing."""
        seats = [(post, seat) for post in self.scenario.present if post.to for seat in self.at_the_change(post)]
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

    def at_the_change(self, post: PresentPost) -> list[Seat]:
        """The seats of a present post at the time of the change, without those who have left before it."""
        before = self.present_filled[post.id]
        return [seat for held in before if (seat := self._at_the_change(post, held)) is not None]

    def left_before(self, post: PresentPost) -> list[Seat]:
        """The seats of a present post whose holders leave by its last day for a reason other than the change."""
        last = self.scenario.dates.last_day_of(post.until)
        gone = {holder.ref for holder in post.holders if holder.has_left(last)}
        return [seat for seat in self.present[post.id] if len(seat.holder) == 1 and seat.holder[0] in gone]

    def _left_vacant(self, post: PresentPost, seat: Seat) -> bool:
        """Whether a seat is vacant in a post that somebody has left before the change. Such a seat needs no room."""
        return len(seat.holder) > 1 and bool(self.left_before(post))

    def _at_the_change(self, post: PresentPost, seat: Seat) -> Seat | None:
        """A seat at the time of the change: a vacancy has its FTE of that day. None where the seat has ended before."""
        if not seat.spells:
            return seat
        after = self.ends_before(post)
        if len(seat.holder) == 1:
            return seat if seat.spells[-1].last_day >= after else None
        vacant = value_on(seat.spells, after)
        return replace(seat, fte=vacant.fte, spells=()) if vacant else None

    def ends_before(self, post: PresentPost) -> date:
        """The day after the last day of a present post."""
        return self.scenario.dates.last_day_of(post.until) + ONE_DAY

    def begins(self, post: ProposedPost) -> date:
        """The first day of a proposed post."""
        return post.from_ or self.scenario.dates.implementation


Outcome = tuple[dict[str, list[Seat]], list[tuple[tuple[str, ...], Seat]]]
"""Who moves into each proposed post, by its id; and each seat without room, with its destinations."""


def _bare(post: P) -> P:
    """A post without its title and grade, on which nobody's place depends."""
    return post.model_copy(update={"title": "", "grade": ""})


def _unheld(post: P) -> P:
    return post.model_copy(update={"held_vacant": ()})


def outcome_of_ring_fence(scenario: Scenario) -> dict[HolderKey, str]:
    """For each holder, the post that the scenario assumes they get in the ring-fence, or ``displaced``."""
    return {(stated.holder,): stated.to for stated in scenario.people.ring_fence} if scenario.people else {}


def displaced_holders(scenario: Scenario) -> set[HolderKey]:
    """The holders in a ring-fence who get no post, in the outcome that the scenario assumes."""
    return {holder for holder, to in outcome_of_ring_fence(scenario).items() if to == "displaced"}
