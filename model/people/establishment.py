"""The establishment in time: which appointments each structure has, who holds them, from when to when.

An appointment is one post with one holder (or vacancy) between two dates. ``number: 4`` is four of
them. A holder keeps their identity through the change, so that National Insurance in a month split
between two posts is assessed on the whole of their pay.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from model.base.stated import stated
from model.pay.grades import is_notation, read_grade
from model.pay.progression import months_after
from model.schema.sections.holders import Allowance
from model.schema.sections.posts import WHOLE, Post, PresentPost, ProposedPost
from model.schema.sections.scenario import Scenario

HolderKey = tuple[str, ...]
"""Who sits in a post: (reference,) for a person, (post, seat) for a vacancy, so that the two never meet."""


@dataclass(frozen=True)
class ActingUp:
    """The grade of the post acted in, the point paid in it, and from which to which day, both included."""

    grade: str
    point: int
    first_day: date
    last_day: date
    backfill_a_month: float = 0.0
    """£ a month, all in, for whoever does the holder's own work meanwhile."""


@dataclass(frozen=True)
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
    paid_share: float = 1.0
    """The share of the year's pay that term-time working earns; 1 for the whole year."""
    allowances: tuple[Allowance, ...] = ()
    """The post's and the holder's together."""
    covered_from: date | None = None
    """The first day of temporary cover, which lasts to the eve of the first day; None for none."""
    cover_a_month: float = 0.0
    """£ a month of that cover, all in: agency staff bear no on-costs here."""
    acting_up: ActingUp | None = None
    """The higher post that the holder acts in for a time; None for none."""
    one_of_several: bool = False
    """Whether other people in its structure hold its title and grade; a vacancy counts as a person."""
    below_grade: bool = False
    """Whether it is the time before another row of the same seat, paid at a lower grade than the post's."""
    stated: Post | None = field(default=None, compare=False, repr=False)
    """The post as the scenario states it, for elements of cost that a post has of its own."""


@dataclass(frozen=True)
class Seat:
    """A share of a post and who sits in it, before dates are known."""

    holder: HolderKey
    fte: float
    in_lgps: bool = True
    service_years: float = 0.0
    allowances: tuple[Allowance, ...] = ()
    weeks: float | None = None
    """Weeks worked a year that are the holder's own; None for the post's."""


def do_nothing(scenario: Scenario) -> tuple[Appointment, ...]:
    """The present structure, rolled forward over the years shown."""
    first, last = _horizon(scenario)
    return _alike_marked(
        appointment
        for post in scenario.present
        for appointment in _appointments(scenario, post, "present", present_seats(post), first, last)
    )


def proposal(scenario: Scenario) -> tuple[Appointment, ...]:
    """The present structure until each change takes effect, then the proposed one."""
    eve = scenario.dates.implementation - timedelta(days=1)
    ends = {post.id: post.until or eve for post in scenario.present}
    present = (replace(appointment, last_day=ends[appointment.post]) for appointment in do_nothing(scenario))
    standing = (appointment for appointment in present if appointment.last_day >= appointment.first_day)
    proposed = _paths_ended(scenario, tuple(_filled_late(scenario)))
    return tuple(_with_acting_up(scenario, appointment) for appointment in (*standing, *proposed))


def path_ends(scenario: Scenario, post: ProposedPost) -> date:
    """The first day on which a post that is filled below its grade is paid at its own."""
    return months_after(
        post.filled_on or post.from_ or scenario.dates.implementation,
        stated(post.appointed_below, "appointed_below").months,
    )


def _paths_ended(scenario: Scenario, proposed: tuple[Appointment, ...]) -> tuple[Appointment, ...]:
    """Each post filled below its grade in two rows: at its own from the end of the path; last of all, those before."""
    paths = {post.id: post for post in scenario.proposed}
    at_grade, below = [], []
    for appointment in proposed:
        post = paths.get(appointment.post)
        if post is None or post.appointed_below is None:
            at_grade.append(appointment)
            continue
        first = path_ends(scenario, post)
        at_grade.append(replace(appointment, first_day=first, covered_from=None, cover_a_month=0.0))
        until, grade = first - timedelta(days=1), post.appointed_below.grade
        below.append(replace(appointment, grade=grade, last_day=until, below_grade=True))
    return (*at_grade, *below)


def _with_acting_up(scenario: Scenario, appointment: Appointment) -> Appointment:
    """The appointment with what its holder acts in meanwhile; nobody acts up into a post that is their own."""
    for acting in scenario.people.acting_up if scenario.people else ():
        if appointment.holder == (acting.holder,) and appointment.post != acting.into:
            grades = {post.id: post.grade for post in scenario.proposed}
            span = (acting.from_, acting.to)
            held = ActingUp(grades[acting.into], acting.point, *span, acting.backfill_a_month)
            return replace(appointment, acting_up=held)
    return appointment


def _filled_late(scenario: Scenario) -> Iterator[Appointment]:
    """The proposed posts from their first day, or from the day that they are filled, covered till then."""
    posts = {post.id: post for post in scenario.proposed}
    stands = {post.id: post.from_ or scenario.dates.implementation for post in scenario.proposed}
    filled = {post.id: post.filled_on or stands[post.id] for post in scenario.proposed}
    for appointment in _proposed(scenario, starts=filled):
        late = filled[appointment.post] > stands[appointment.post]
        post = posts[appointment.post]
        cover = post.cover_a_month * appointment.fte / post.fte  # a post's, so a seat has its part
        yield (
            replace(appointment, covered_from=stands[appointment.post], cover_a_month=cover)
            if late and cover
            else appointment
        )


def proposed_throughout(scenario: Scenario) -> tuple[Appointment, ...]:
    """The proposed structure as if it stood over all the years shown: what a full year of it costs."""
    first, _ = _horizon(scenario)
    return _proposed(scenario, starts={post.id: first for post in scenario.proposed})


def present_seats(post: PresentPost) -> tuple[Seat, ...]:
    """Who sits in a present post: its holders, then the vacant remainder of its FTE."""
    return _fill(
        post,
        [
            Seat((one.ref,), one.fte, one.lgps_member, one.service_years, one.allowances, one.weeks)
            for one in post.holders
        ],
    )


def arriving(scenario: Scenario) -> dict[str, list[Seat]]:
    """Proposed post to the holders who come into it.

    A pool is placed people before vacancies, largest FTE first, then by reference, in the first post with room: a
    stated convention, the same in whatever order the file lists them. A budget basis costs the post and not the
    person, so it matters only to NI: who is in the pension scheme, and a month split by the change. Where the
    scenario states an outcome of the ring-fence, that stands; a displaced holder comes into no post.
    """
    return _placed(scenario)[0]


def without_room(scenario: Scenario) -> list[tuple[tuple[str, ...], Seat]]:
    """The destinations, and the seat, of everyone with a destination that has no room left for them."""
    return _placed(scenario)[1]


def _placed(scenario: Scenario) -> tuple[dict[str, list[Seat]], list[tuple[tuple[str, ...], Seat]]]:
    each = {post.id: post.fte for post in scenario.proposed}
    room = {post.id: post.number * post.fte for post in scenario.proposed}
    placed: dict[HolderKey, str] = (
        {(one.holder,): one.to for one in scenario.people.ring_fence} if scenario.people else {}
    )
    coming: dict[str, list[Seat]] = {post.id: [] for post in scenario.proposed}
    left = []
    seats = [(post, seat) for post in scenario.present if post.to for seat in present_seats(post)]
    in_turn = sorted(
        seats,
        key=lambda pair: (
            pair[1].holder not in placed,
            len(pair[0].to),
            len(pair[1].holder) > 1,  # a person before a vacancy, whatever either is called
            -pair[1].fte,
            pair[1].holder,
        ),
    )
    for post, seat in in_turn:
        open_to = (placed[seat.holder],) if seat.holder in placed else post.to
        target = next(
            (name for name in open_to if name in room and room[name] >= min(seat.fte, each[name]) - WHOLE), None
        )
        if target is not None:
            taken = min(seat.fte, each[target])  # into a post of fewer hours, the rest is given up
            room[target] -= taken
            coming[target].append(replace(seat, fte=taken))
        elif open_to != ("displaced",):
            left.append((open_to, seat))
    return coming, left


def displaced_holders(scenario: Scenario) -> set[HolderKey]:
    """The holders of a ring-fence who get no post, in the outcome that the scenario assumes."""
    placed = scenario.people.ring_fence if scenario.people else ()
    return {(one.holder,) for one in placed if one.to == "displaced"}


def _proposed(scenario: Scenario, starts: dict[str, date]) -> tuple[Appointment, ...]:
    _, last = _horizon(scenario)
    coming = arriving(scenario)
    return _alike_marked(
        appointment
        for post in scenario.proposed
        for appointment in _appointments(
            scenario, post, "proposed", _fill(post, coming[post.id]), starts[post.id], last
        )
    )


def _fill(post: Post, seats: list[Seat]) -> tuple[Seat, ...]:
    """The seats taken, then vacancies of the post's own FTE until its whole FTE is accounted for."""
    filled = list(seats)
    left = post.number * post.fte - sum(seat.fte for seat in seats)
    while left > WHOLE:
        size = min(post.fte, left)
        filled.append(Seat((post.id, f"{len(filled) + 1:03d}"), size))
        left -= size
    return tuple(filled)


def _appointments(
    scenario: Scenario, post: Post, structure: str, seats: tuple[Seat, ...], first: date, last: date
) -> Iterator[Appointment]:
    for seat in seats:
        weeks = _weeks(post, seat)
        paid_share = (
            1.0
            if weeks is None
            else stated(scenario.term_time, "term_time").paid_share(seat.fte, weeks, seat.service_years)
        )
        yield Appointment(
            post=post.id,
            title=post.title,
            grade=post.grade,
            structure=structure,
            holder=seat.holder,
            fte=seat.fte,
            in_lgps=seat.in_lgps,
            first_day=first,
            last_day=last,
            paid_share=paid_share,
            allowances=(*post.allowances, *seat.allowances),
            stated=post,
        )


def _alike_marked(structure: Iterator[Appointment]) -> tuple[Appointment, ...]:
    """The appointments of one structure, those marked whose title and grade several people hold.

    How alike posts are listed, in one row or in several, makes no difference.
    """
    appointments = tuple(structure)
    people: dict[tuple[str, str], set[HolderKey]] = {}
    for one in appointments:
        people.setdefault(_kind(one), set()).add(one.holder)
    return tuple(replace(one, one_of_several=True) if len(people[_kind(one)]) > 1 else one for one in appointments)


def _kind(one: Appointment) -> tuple[str, str]:
    """Title and grade, capitals, spaces and the way points are written left out of account."""
    grade = str(read_grade(one.grade)) if is_notation(one.grade) else one.grade
    title, grade = (" ".join(text.casefold().split()) for text in (one.title, grade))
    return title, grade


def _weeks(post: Post, seat: Seat) -> float | None:
    """A holder's own weeks come first in the present post, the post's stated ones in the proposed; None for all."""
    first, then = (seat.weeks, post.weeks) if isinstance(post, PresentPost) else (post.weeks, seat.weeks)
    return then if first is None else first


def _horizon(scenario: Scenario) -> tuple[date, date]:
    months = scenario.years.months
    return months.first.first_day, months.last.last_day
