"""An appointment: one post with one holder, or vacant, between two dates.

It depends only on its post, its seat and a few terms of the scenario. Where those are the same, so is the appointment.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from model.base.dated import ONE_DAY, Run
from model.base.stated import stated
from model.pay.on_top import PayOnTop
from model.people.seats import HolderKey, Seat
from model.schema.sections.employment import WorkingTime
from model.schema.sections.pension_schemes import LGPS
from model.schema.sections.posts import Post, PresentPost
from model.schema.sections.working_time import TermTimeScheme


@dataclass(frozen=True)
class ActingUp:
    """The grade of the post acted in, the point paid in it, and the first and last day, both included."""

    grade: str
    point: int
    first_day: date
    last_day: date
    pay_structure: str | None = None
    """The pay structure of the post acted in; None for the team's own."""
    backfill_a_month: float = 0.0
    """£ a month, all in, for those who do the holder's own work while the holder acts up."""


@dataclass(frozen=True, slots=True)
class Appointment:
    """One post with one holder from a first to a last day, both included."""

    post: str
    title: str
    grade: str
    structure: str
    holder: HolderKey
    fte: float
    in_lgps: bool
    first_day: date
    last_day: date
    pay_structure: str | None = None
    """The name of the further pay structure that the post is on; None for the team's own."""
    scheme: str | None = None
    """The pension scheme; None for the LGPS at the rates that the on-costs state."""
    paid_share: float = 1.0
    """The share of the year's pay that term-time working earns; 1 for the whole year."""
    allowances: tuple[PayOnTop, ...] = ()
    """The allowances paid on top of pay: the post's and the holder's together."""
    covered_from: date | None = None
    """The first day of temporary cover, which lasts to the day before ``first_day``; None where there is no cover."""
    cover_a_month: float = 0.0
    """£ a month of temporary cover, all in: agency staff bear no on-costs here."""
    acting_up: ActingUp | None = None
    """The higher post that the holder acts in for a time; None where they do not act up."""
    comes_from: str | None = None
    """The present post that lists the holder; None for a vacancy."""
    one_of_several: bool = False
    """Whether other people in its structure have a post of the same title and grade. A vacancy counts as a person."""
    since: date | None = None
    """The first day of the holder in the post, where it is before ``first_day``; else None."""
    spell: int = 0
    """Which spell of the seat's working time the appointment is for, counted from 0."""
    below_grade: bool = False
    """Whether the post is paid below its grade until ``last_day``. The seat's later appointment is at full grade."""
    weeks: float | None = None
    """Weeks worked a year; None for the whole year."""
    settled: tuple[tuple[date, float], ...] = ()
    """Days on which term-time work is settled, each with what is owed to the holder, as a share of a year's pay.

    The share is negative where the holder owes the sum.
    """
    stated: Post | None = field(default=None, compare=False, repr=False)
    """The post as the scenario states it, for cost elements that only some posts have."""


@dataclass(frozen=True)
class Terms:
    """What an appointment depends on besides its post and seat: full-time hours by pay structure, and term time."""

    full_time_hours: dict[str | None, float]
    term_time: TermTimeScheme | None

    def on_top(self, post: Post, seat: Seat) -> tuple[PayOnTop, ...]:
        """What is paid on top of pay: the post's allowances and the holder's."""
        if not (post.allowances or seat.allowances):
            return ()
        full_time = self.full_time_hours[post.pay_structure]
        return tuple(allowance.on_top(full_time) for allowance in (*post.allowances, *seat.allowances))

    def paid_share(self, seat: Seat, time: WorkingTime, weeks: float | None) -> float:
        """The share of the year's pay that is earned; 1 for the whole year.

        ``weeks`` is the number of weeks worked a year; None for the whole year.
        """
        if weeks is None:
            return 1.0
        return stated(self.term_time, "term_time").paid_share(time.fte, weeks, seat.service_years)


def appointments_of(
    post: Post, structure: str, seats: tuple[Seat, ...], days: Run, several: bool, terms: Terms
) -> tuple[Appointment, ...]:
    """The appointments of a post between two days. Each has ``several`` as its ``one_of_several``."""
    return tuple(_each_appointment(post, structure, seats, days, several, terms))


def _each_appointment(
    post: Post, structure: str, seats: tuple[Seat, ...], days: Run, several: bool, terms: Terms
) -> Iterator[Appointment]:
    for seat in seats:
        since = max(days[0], seat.joins)
        for number, spell in seat.over(*days):
            time, held = spell.value, spell.value.held_vacant
            weeks = weeks_of(post, time)
            if held and not time.cover_a_month:
                continue
            yield Appointment(
                post=post.id,
                title=post.title,
                grade=post.grade,
                structure=structure,
                holder=seat.holder,
                fte=time.fte,
                in_lgps=time.in_lgps,
                first_day=spell.last_day + ONE_DAY if held else spell.first_day,
                last_day=spell.last_day,
                pay_structure=post.pay_structure,
                scheme=_scheme(post, time),
                paid_share=terms.paid_share(seat, time, weeks),
                allowances=terms.on_top(post, seat),
                covered_from=spell.first_day if held else None,
                cover_a_month=time.cover_a_month * time.fte / post.fte if held else 0.0,
                comes_from=seat.comes_from,
                one_of_several=several,
                since=None if since == spell.first_day else since,
                spell=number,
                weeks=weeks,
                stated=post,
            )


def _scheme(post: Post, time: WorkingTime) -> str | None:
    """The holder's pension scheme, or else the post's; None for the LGPS at the rates that the on-costs state."""
    scheme = time.scheme or post.pension_scheme
    return None if scheme == LGPS else scheme


def weeks_of(post: Post, time: WorkingTime) -> float | None:
    """Weeks worked a year; None for the whole year.

    In a present post they are the holder's own, or else the post's. In a proposed post they are the post's, or else the
    holder's.
    """
    first, then = (time.weeks, post.weeks) if isinstance(post, PresentPost) else (post.weeks, time.weeks)
    return then if first is None else first
