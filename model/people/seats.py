"""A seat: a share of a post, with a holder or vacant, without dates."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from model.base.dated import ONE_DAY, Dated, runs, value_on
from model.schema.sections.allowances import Allowance
from model.schema.sections.employment import WorkingTime, spells
from model.schema.sections.holders import Holder
from model.schema.sections.posts import WHOLE, Post, PresentPost

HolderKey = tuple[str, ...]
"""Who is in a seat: (reference,) for a person, (post, seat number) for a vacancy, so that the two are never equal."""


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
    """The holder's own weeks worked a year; None where the post's apply."""
    scheme: str | None = None
    """The holder's own pension scheme; None where the post's applies."""
    spells: tuple[Dated[WorkingTime], ...] = ()
    """Working time by date, where it changes; ``fte`` is then the highest FTE. Empty where it never changes."""
    joins: date = date.min
    """The day on which a holder joins; ``date.min`` where no such day is stated."""
    comes_from: str | None = None
    """The present post that lists the holder; None for a vacancy."""

    def capped(self, fte: float) -> "Seat":
        """A copy whose FTE is at most ``fte``."""
        spells = tuple(
            replace(spell, value=replace(spell.value, fte=min(spell.value.fte, fte))) for spell in self.spells
        )
        return replace(self, fte=fte, spells=spells)

    def over(self, first: date, last: date) -> Iterator[tuple[int, Dated[WorkingTime]]]:
        """The spells of working time between two days, each with its number."""
        if not self.spells:
            yield 0, Dated(WorkingTime(self.fte, self.weeks, self.in_lgps, self.scheme), first, last)
        for number, spell in enumerate(self.spells):
            if (within := spell.within(first, last)) is not None:
                yield number, within

    def fte_on(self, day: date) -> float:
        """The FTE on a day; 0 before somebody joins, while they are away and after they have left."""
        return sum(spell.value.fte for _, spell in self.over(day, day)) if self.spells else self.fte


def present_seats(post: PresentPost) -> tuple[Seat, ...]:
    """Who is in a present post: its holders, then the vacant rest of its FTE."""
    return filled(post, [_seat_of(holder, post.id) for holder in post.holders])


def _seat_of(holder: Holder, post: str) -> Seat:
    own = holder.service_years, holder.allowances, holder.weeks, holder.pension_scheme
    seat = Seat((holder.ref,), holder.fte, holder.lgps_member, *own, comes_from=post)
    if not holder.is_timed:
        return seat
    worked = spells(holder)
    return replace(seat, fte=max(spell.value.fte for spell in worked), spells=worked, joins=holder.from_ or date.min)


def filled(post: Post, seats: list[Seat]) -> tuple[Seat, ...]:
    """The seats that are taken, then vacancies for the rest of the post's FTE."""
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
    """The vacant part of a post as seats whose FTE changes with the day. The part held vacant comes last.

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
    """The spells, with successive spells of one value joined."""
    joined = in_turn[:1]
    for spell in in_turn[1:]:
        before = joined[-1]
        if spell.value == before.value and before.last_day + ONE_DAY == spell.first_day:
            joined[-1] = replace(before, last_day=spell.last_day)
        else:
            joined.append(spell)
    return joined
