"""The establishment in time: the appointments of each structure, who has them, and from when to when.

An appointment is one post with one holder (or vacancy) between two dates. ``number: 4`` is four of them. A holder is
the same person before and after the change, so that National Insurance in a month split between two posts is assessed
on the whole of their pay.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property, lru_cache
from itertools import chain
from typing import Any

from model.base.dated import ONE_DAY, Run
from model.base.kept import Kept, each_made, made
from model.base.stated import stated
from model.pay.grades import is_notation, read_grade
from model.pay.progression import months_after
from model.people.appointments import ActingUp, Appointment, Terms, appointments_of
from model.people.seating import Seating
from model.people.seats import HolderKey, Seat
from model.schema.sections.people import ActingUp as Acting
from model.schema.sections.posts import Post, PresentPost, ProposedPost
from model.schema.sections.scenario import Scenario

OfPost = Callable[[Any, str, tuple[Seat, ...], Run, bool, Terms], tuple[Appointment, ...]]
"""Gives a post's appointments from the post, its structure, its seats, days, ``one_of_several`` and terms."""
Kind = tuple[str, str, str]
"""A title, a grade and the name of a pay structure: posts with the same three are of one kind."""


@dataclass(frozen=True)
class Establishment:
    """The appointments of a scenario in its three timelines."""

    scenario: Scenario
    kept: Kept | None = field(default=None, compare=False, repr=False)

    @cached_property
    def seating(self) -> Seating:
        """Who is in which post, without dates."""
        return Seating(self.scenario, self.kept)

    def do_nothing(self) -> tuple[Appointment, ...]:
        """The present structure, rolled forward over the years shown."""
        return self._appointed(appointments_of, "present", self.seating.present, self._horizon)

    def proposal(self) -> tuple[Appointment, ...]:
        """The present structure until each change takes effect, then the proposed one."""
        (first, last), starts = self._horizon, self.scenario.dates.implementation
        present = self._appointed(_until, "present", self.seating.present, (first, starts - ONE_DAY))
        proposed = self._appointed(_filled_late, "proposed", self.seating.proposed, (starts, last))
        appointments = (*present, *self._paths_ended(proposed))
        acts_up = self.scenario.people is not None and self.scenario.people.acting_up
        return tuple(self._with_acting_up(appointments)) if acts_up else appointments

    def proposed_throughout(self) -> tuple[Appointment, ...]:
        """The proposed structure as if it applied in all the years shown: what a full year of it costs."""
        return self._appointed(appointments_of, "proposed", self.seating.proposed_filled, self._horizon)

    def _appointed(
        self, of_post: OfPost, structure: str, seats: dict[str, tuple[Seat, ...]], days: Run
    ) -> tuple[Appointment, ...]:
        """The appointments of the posts of a structure."""
        posts = self.scenario.present if structure == "present" else self.scenario.proposed
        several, terms = self._held_by_several[structure], self._terms
        given = {post.id: (post, structure, seats[post.id], days, post.id in several, terms) for post in posts}
        return tuple(chain.from_iterable(each_made(self.kept, structure, of_post, given).values()))

    @cached_property
    def _horizon(self) -> tuple[date, date]:
        months = self.scenario.years.months
        return months.first.first_day, months.last.last_day

    @cached_property
    def _terms(self) -> Terms:
        hours = {name: terms.full_time_hours for name, terms in self.scenario.pay_terms.items()}
        return made(self.kept, "terms", Terms, hours, self.scenario.term_time)

    def _paths_ended(self, proposed: tuple[Appointment, ...]) -> tuple[Appointment, ...]:
        """The appointments. A seat filled below its grade has two: one below grade, and a later one at full grade.

        All appointments below grade are listed last.
        """
        paths = {post.id: post for post in self.scenario.proposed if post.appointed_below}
        if not paths:
            return proposed
        at_grade, below = [], []
        for appointment in proposed:
            post = paths.get(appointment.post)
            if post is None or post.appointed_below is None:
                at_grade.append(appointment)
                continue
            first = path_ends(self.scenario, post)
            at_grade.append(replace(appointment, first_day=first, covered_from=None, cover_a_month=0.0))
            until, grade = first - ONE_DAY, post.appointed_below.grade
            below.append(replace(appointment, grade=grade, last_day=until, below_grade=True))
        return (*at_grade, *below)

    def _with_acting_up(self, appointments: tuple[Appointment, ...]) -> Iterator[Appointment]:
        """Each appointment, with the post that its holder acts up in, if any. Nobody acts up into their own post."""
        posts = {post.id: post for post in self.scenario.proposed}
        acted: dict[HolderKey, list[Acting]] = {}
        for acting in self.scenario.people.acting_up if self.scenario.people else ():
            acted.setdefault((acting.holder,), []).append(acting)
        for appointment in appointments:
            elsewhere = (acting for acting in acted.get(appointment.holder, ()) if acting.into != appointment.post)
            acting = next(elsewhere, None)
            if acting is None:
                yield appointment
                continue
            into, span = posts[acting.into], (acting.from_, acting.to)
            acted_in = ActingUp(into.grade, acting.point, *span, into.pay_structure, acting.backfill_a_month)
            yield replace(appointment, acting_up=acted_in)

    @cached_property
    def _held_by_several(self) -> dict[str, set[str]]:
        """For each structure, the ids of posts whose title and grade several people have at once.

        A vacancy counts as a person. It makes no difference whether such posts are listed in one row or in several.
        """
        seats = self.seating
        return {
            structure: made(self.kept, ("several", structure), _held_by_several, posts, seats)
            for structure, posts, seats in (
                ("present", self.scenario.present, seats.present_filled),
                ("proposed", self.scenario.proposed, seats.proposed_filled),
            )
        }


def _until(
    post: PresentPost, structure: str, seats: tuple[Seat, ...], days: Run, several: bool, terms: Terms
) -> tuple[Appointment, ...]:
    """The appointments of a present post until its own last day, or else until the last of ``days``."""
    first, eve = days
    last = post.until or eve
    return appointments_of(post, structure, seats, (first, last), several, terms) if last >= first else ()


def _filled_late(
    post: ProposedPost, structure: str, seats: tuple[Seat, ...], days: Run, several: bool, terms: Terms
) -> tuple[Appointment, ...]:
    """The appointments of a proposed post from its own first day, or else from the first of ``days``.

    Where the post is filled on a later day, the appointments begin on that day, with the post's cover until then.
    """
    starts = post.from_ or days[0]
    filled = post.filled_on or starts
    appointments = appointments_of(post, structure, seats, (filled, days[1]), several, terms)
    if filled <= starts or not post.cover_a_month:
        return appointments
    return tuple(
        replace(one, covered_from=starts, cover_a_month=post.cover_a_month * one.fte / post.fte)  # a seat has its part
        if one.first_day == filled
        else one
        for one in appointments
    )


def _held_by_several(posts: tuple[Post, ...], seats: dict[str, tuple[Seat, ...]]) -> set[str]:
    """The ids of the posts of a structure whose title and grade several people have at once.

    A vacancy counts as a person. It makes no difference whether such posts are listed in one row or in several.
    """
    alike: dict[Kind, list[Post]] = {}
    for post in posts:
        alike.setdefault(_kind(post.title, post.grade, post.pay_structure), []).append(post)
    return {
        post.id
        for posts_alike in alike.values()
        if _several_at_once([seat for post in posts_alike for seat in seats[post.id]])
        for post in posts_alike
    }


@lru_cache(maxsize=4096)  # the desk asks often
def _kind(title: str, grade: str, pay_structure: str | None) -> Kind:
    """Title, grade and pay structure as they are compared: in small letters, single spaces and one kind of dash."""
    points = str(read_grade(grade)) if is_notation(grade) else grade
    title, points = (" ".join(text.casefold().split()) for text in (title, points))
    return title, points, pay_structure or ""


def _several_at_once(seats: list[Seat]) -> bool:
    """Whether the seats have more than one person between them on any one day."""
    if len(seats) < 2:
        return False
    starts = {spell.first_day for seat in seats for _, spell in seat.over(date.min, date.max)}
    return any(len({seat.holder for seat in seats if seat.fte_on(day)}) > 1 for day in starts)


def path_ends(scenario: Scenario, post: ProposedPost) -> date:
    """The first day on which a post that is filled below its grade is paid at its full grade."""
    return months_after(
        post.filled_on or post.from_ or scenario.dates.implementation,
        stated(post.appointed_below, "appointed_below").months,
    )
