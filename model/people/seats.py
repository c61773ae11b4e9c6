"""Who is in which post before the change, and who moves into which post with it, without dates.

A seat is a share of a post, with a holder or vacant.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import TypeVar

from model.base.dated import ONE_DAY, Dated, highest, runs, value_on
from model.base.kept import Kept, made
from model.schema.sections.allowances import Allowance
from model.schema.sections.employment import WorkingTime, spells
from model.schema.sections.holders import Holder
from model.schema.sections.posts import WHOLE, Post, PresentPost, ProposedPost
from model.schema.sections.scenario import Scenario

HolderKey = tuple[str, ...]
"""Who is in a seat: (reference,) for a person, (post, seat number) for a vacancy, so that the two are never equal."""


P = TypeVar("P", bound=Post)


@dataclass(frozen=True, slots=True)
class Seat:
    """A share of a post and its holder, without dates."""

    holder: HolderKey
    fte: float
    in_lgps: bool = True
    """Whether the holder is in a pension scheme, whichever it is."""
    service_years: float = 0.0
    allowances: tuple[Allowance, ...] = ()
    weeks: float | None = None
    """Weeks worked a year where the holder's own are stated; None for the post's."""
    scheme: str | None = None
    """The holder's own pension scheme; None for the post's."""
    spells: tuple[Dated[WorkingTime], ...] = ()
    """Working time by date where it changes, and then ``fte`` is the most of it; empty where it never changes."""
    joins: date = date.min
    """The day on which a holder joins; ``date.min`` for those who were there before."""
    comes_from: str | None = None
    """The present post that lists the holder; None for a vacancy."""

    def capped(self, fte: float) -> "Seat":
        """A copy with at most ``fte``."""
        spells = tuple(
            replace(spell, value=replace(spell.value, fte=min(spell.value.fte, fte))) for spell in self.spells
        )
        return replace(self, fte=fte, spells=spells)

    def over(self, first: date, last: date) -> Iterator[tuple[int, Dated[WorkingTime]]]:
        """Its working time between two days, each with the number of its spell."""
        if not self.spells:
            yield 0, Dated(WorkingTime(self.fte, self.weeks, self.in_lgps, self.scheme), first, last)
        for number, spell in enumerate(self.spells):
            if (within := spell.within(first, last)) is not None:
                yield number, within

    def fte_on(self, day: date) -> float:
        """Its FTE on a day; 0 before somebody joins, while they are away and after they have left."""
        return sum(spell.value.fte for _, spell in self.over(day, day)) if self.spells else self.fte


@dataclass(frozen=True)
class Seating:
    """The seats of a scenario. Each structure is filled once.

    People from a pool are placed before vacancies, largest FTE first, then by reference, in the first post with room.
    That is a stated convention, and the order of the file makes no difference. A budget basis costs the post and not
    the person, so it matters only to NI: who is in the pension scheme, and a month split by the change. Where the
    scenario states the outcome of a ring-fence, that is used. A displaced holder moves into no post.
    """

    scenario: Scenario
    kept: Kept | None = field(default=None, compare=False, repr=False)

    @cached_property
    def present(self) -> dict[str, tuple[Seat, ...]]:
        """For each present post, its holders, then the vacant rest of its FTE."""
        return {post.id: made(self.kept, ("present", post.id), present_seats, post) for post in self.scenario.present}

    @cached_property
    def proposed(self) -> dict[str, tuple[Seat, ...]]:
        """For each proposed post, the holders who move into it, then the vacant rest of its FTE."""
        coming, posts = self.arriving, self.scenario.proposed
        return {post.id: made(self.kept, ("proposed", post.id), _fill, post, coming[post.id]) for post in posts}

    @cached_property
    def present_filled(self) -> dict[str, tuple[Seat, ...]]:
        """As ``present``, with nothing held vacant."""
        held = {post.id: present_seats(_unheld(post)) for post in self.scenario.present if post.held_vacant}
        return self.present | held

    @cached_property
    def proposed_filled(self) -> dict[str, tuple[Seat, ...]]:
        """As ``proposed``, with nothing held vacant."""
        held = [post for post in self.scenario.proposed if post.held_vacant]
        return self.proposed | {post.id: _fill(_unheld(post), self.arriving[post.id]) for post in held}

    @property
    def arriving(self) -> dict[str, list[Seat]]:
        """For each proposed post, the holders who move into it."""
        return self._placed[0]

    @property
    def without_room(self) -> list[tuple[tuple[str, ...], Seat]]:
        """Everybody for whom no destination has room: the destinations and the seat."""
        return self._placed[1]

    @cached_property
    def people_placed(self) -> set[str]:
        """The references of the holders who move into any proposed post."""
        return {seat.holder[0] for seats in self.arriving.values() for seat in seats if len(seat.holder) == 1}

    @cached_property
    def _placed(self) -> tuple[dict[str, list[Seat]], list[tuple[tuple[str, ...], Seat]]]:
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
        """Every seat with a destination, in the order in which they are placed."""
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
        """Whether a seat is vacant and its holder may have left before the change; it then needs no room."""
        return len(seat.holder) > 1 and bool(self.left_before(post))

    def _at_the_change(self, post: PresentPost, seat: Seat) -> Seat | None:
        """A seat at the time of the change, with a person's later working time; None where they have left."""
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


def present_seats(post: PresentPost) -> tuple[Seat, ...]:
    """Who is in a present post: its holders, then the vacant rest of its FTE."""
    return _fill(post, [_seat_of(holder, post.id) for holder in post.holders])


def _unheld(post: P) -> P:
    return post.model_copy(update={"held_vacant": ()})


def _seat_of(holder: Holder, post: str) -> Seat:
    own = holder.service_years, holder.allowances, holder.weeks, holder.pension_scheme
    seat = Seat((holder.ref,), holder.fte, holder.lgps_member, *own, comes_from=post)
    if not holder.is_timed:
        return seat
    worked = spells(holder)
    return replace(seat, fte=max(spell.value.fte for spell in worked), spells=worked, joins=holder.from_ or date.min)


def outcome_of_ring_fence(scenario: Scenario) -> dict[HolderKey, str]:
    """For each holder, the post that the scenario assumes they get in the ring-fence, or ``displaced``."""
    return {(stated.holder,): stated.to for stated in scenario.people.ring_fence} if scenario.people else {}


def displaced_holders(scenario: Scenario) -> set[HolderKey]:
    """The holders in a ring-fence who get no post, in the outcome that the scenario assumes."""
    return {holder for holder, to in outcome_of_ring_fence(scenario).items() if to == "displaced"}


def _fill(post: Post, seats: list[Seat]) -> tuple[Seat, ...]:
    """The seats taken, then vacancies of the post's FTE until its whole FTE is reached."""
    if post.held_vacant or any(seat.spells for seat in seats):
        people = [seat for seat in seats if len(seat.holder) == 1]
        names = [seat.holder for seat in seats if len(seat.holder) > 1]
        return (*people, *_vacancies_by_date(post, people, names))
    left = post.number * post.fte - sum(seat.fte for seat in seats)
    sizes = _sizes(left, post.fte)
    return (*seats, *(Seat(_vacancy(post, len(seats) + nth), size) for nth, size in enumerate(sizes, 1)))


def _vacancy(post: Post, number: int) -> HolderKey:
    return post.id, f"{number:03d}"


def _sizes(left: float, fte: float) -> list[float]:
    """The FTE of each vacancy: whole posts, then what is left."""
    sizes = []
    while left > WHOLE:
        sizes.append(min(fte, left))
        left -= sizes[-1]
    return sizes


def _vacancies_by_date(post: Post, seats: list[Seat], names: list[HolderKey]) -> Iterator[Seat]:
    """The vacant part of a post as seats whose FTE changes with the day; what is held vacant comes last.

    ``names`` are the names of vacancies that come from present posts. The first vacancies get them.
    """
    taken = [spell for seat in seats for _, spell in seat.over(date.min, date.max)]
    holds = [held.dated(held) for held in post.held_vacant]
    edges = [
        day
        for dated in (*taken, *holds)
        for day in (dated.first_day, dated.last_day + ONE_DAY if dated.last_day < date.max else date.max)
    ]
    vacancies: dict[int, list[Dated[WorkingTime]]] = {}
    for first, last in runs(edges, date.min, date.max):
        worked = sum(spell.value.fte for spell in taken if spell.first_day <= first <= spell.last_day)
        left, held = round(post.number * post.fte - worked, 9), value_on(holds, first)
        kept = min(left if held.fte is None else held.fte, left) if held else 0.0
        sizes = [WorkingTime(size) for size in _sizes(round(left - kept, 9), post.fte)]
        if held:
            cover = held.cover_a_month
            sizes += [WorkingTime(size, held_vacant=True, cover_a_month=cover) for size in _sizes(kept, post.fte)]
        for nth, size in enumerate(sizes, 1):
            vacancies.setdefault(nth, []).append(Dated(size, first, last))
    for nth, found in sorted(vacancies.items()):
        most = max(spell.value.fte for spell in found)
        name = names[nth - 1] if nth <= len(names) else _vacancy(post, len(seats) + nth)
        yield Seat(name, most, spells=tuple(_joined(found)))


def _joined(in_turn: list[Dated[WorkingTime]]) -> list[Dated[WorkingTime]]:
    """The spells, with those of one value that follow each other as one."""
    joined = in_turn[:1]
    for spell in in_turn[1:]:
        before = joined[-1]
        if spell.value == before.value and before.last_day + ONE_DAY == spell.first_day:
            joined[-1] = replace(before, last_day=spell.last_day)
        else:
            joined.append(spell)
    return joined
