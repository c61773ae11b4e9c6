"""Who joins or leaves in a term-time post, and what is settled with each: weeks worked against months paid.

A run is all appointments of one person that follow each other without a day between. They are in one post and the post
that replaces it, or in another post that the person starts on the day after leaving the first. Where a run begins or
ends within a pay year, its part of that year is settled in the month in which that part ends.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from model.base.dated import ONE_DAY, Run, value_on
from model.base.stated import stated
from model.pay.term_time import settlement
from model.people.appointments import Appointment, weeks_of
from model.people.seats import HolderKey
from model.schema.sections.employment import spells
from model.schema.sections.holders import Holder
from model.schema.sections.posts import PresentPost
from model.schema.sections.scenario import Scenario
from model.schema.sections.term_years import PayYear

Sitting = tuple[Appointment, PresentPost, Holder]
"""An appointment of a person, the present post that lists them, and their entry there."""


@dataclass(frozen=True)
class Settled:
    """A part of a run to settle: its days, and the row of the appointment in which it ends.

    ``share`` is what is owed, as a share of a year's pay. None where it can't be worked out; pay is then by month.
    """

    row: int
    days: Run
    share: float | None


def with_settlements(appointments: tuple[Appointment, ...], scenario: Scenario) -> tuple[Appointment, ...]:
    """The appointments of a timeline, each with its settlements."""
    if not (scenario.term_time and scenario.term_time.pay_years):
        return appointments
    settled = defaultdict(list)
    for part in settlements(appointments, scenario):
        if part.share is not None:
            settled[part.row].append((part.days[1], part.share))
    return tuple(
        replace(appointment, settled=tuple(settled[row])) if row in settled else appointment
        for row, appointment in enumerate(appointments)
    )


def settlements(appointments: Sequence[Appointment], scenario: Scenario) -> Iterator[Settled]:
    """Every part to settle within the years shown.

    A run that begins or ends on a day that no pay year covers also has a part without a share.
    """
    months = scenario.years.months
    shown = months.first.first_day, months.last.last_day
    years = scenario.term_time.pay_years if scenario.term_time else ()
    listed = {(post.id, holder.ref): (post, holder) for post in scenario.present for holder in post.holders}
    term_time = {
        row: (appointment, *listed[stated(appointment.comes_from, "comes_from"), appointment.holder[0]])
        for row, appointment in enumerate(appointments)
        if appointment.weeks is not None and len(appointment.holder) == 1
    }
    for run in _runs(term_time):
        first, last = days = _days([term_time[row] for row in run], shown)
        for year in years:
            part = max(first, year.from_), min(last, year.last_day)
            inside = part[0] > year.from_ or part[1] < year.last_day
            if part[0] <= part[1] and inside and shown[0] <= part[1] <= shown[1]:
                row = next(row for row in run if part[1] <= appointments[row].last_day)
                yield Settled(row, part, _share(appointments[row], part, year, term_time[row][2]))
        ends = [day for day in days if shown[0] <= day <= shown[1]]
        if any(not any(year.from_ <= day <= year.last_day for year in years) for day in ends):
            yield Settled(run[-1], days, None)


def _runs(term_time: Mapping[int, Sitting]) -> list[list[int]]:
    """For each run, the row numbers of its appointments, in order."""
    runs: list[list[int]] = []
    ended: dict[tuple[str | None, HolderKey, date], list[int]] = {}
    left: dict[tuple[HolderKey, date], list[int]] = {}
    for row, (appointment, _, holder) in sorted(term_time.items(), key=lambda item: item[1][0].first_day):
        who, day = appointment.holder, appointment.first_day
        run = ended.pop((appointment.comes_from, who, day), None)
        if run is None and holder.from_ == day:
            run = left.pop((who, day), None)
        if run is None:
            runs.append(run := [])
        run.append(row)
        next_day = appointment.last_day + ONE_DAY
        ended[appointment.comes_from, who, next_day] = run
        if holder.to == appointment.last_day:
            left[who, next_day] = run
    return runs


def _days(in_turn: Sequence[Sitting], shown: Run) -> Run:
    """The first and last day of a run, which may be outside the years shown."""
    (begun, old, joiner), (ended, _, leaver) = in_turn[0], in_turn[-1]
    first, last = begun.first_day, ended.last_day
    if first <= shown[0] and not (begun.structure == "proposed" and _all_year(old, joiner, first - ONE_DAY)):
        returns = (away.to + ONE_DAY for away in joiner.away if away.to and away.to < shown[0])
        first = max(joiner.from_ or date.min, *returns, date.min)
    if last >= shown[1]:
        last = leaver.to or date.max
    return first, last


def _all_year(post: PresentPost, holder: Holder, day: date) -> bool:
    """Whether somebody works all year round in their present post on a day."""
    time = value_on(spells(holder), day)
    return weeks_of(post, time) is None if time else (holder.weeks or post.weeks) is None


def _share(appointment: Appointment, days: Run, year: PayYear, holder: Holder) -> float | None:
    """What is owed, as a share of a year's pay: by stated weeks worked to the last day, or else by the school terms."""
    own = [worked.weeks for worked in holder.weeks_worked if worked.to == days[1]]
    share = sum(own) / (appointment.weeks or 1.0) if own else year.share_worked(*days)
    return None if share is None else settlement(share, *days)
