"""Who joins or leaves in a term-time post, and what each is settled for: weeks worked against months paid.

Somebody's run in term-time posts is the appointments that follow each other without a day between them: those in one
post and in what becomes of it, or else in a post that they begin on the day after. Where a run begins or ends within a
pay year, its part of that year is settled in the month in which that part ends.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby

from model.base.dated import ONE_DAY, Run
from model.pay.term_time import settlement
from model.people.establishment import Appointment
from model.people.seats import HolderKey
from model.schema.sections.holders import Holder
from model.schema.sections.scenario import Scenario
from model.schema.sections.term_years import PayYear


@dataclass(frozen=True)
class Settled:
    """A part of somebody's run to settle: its days, and the number of the appointment in which it ends.

    ``share`` is what is owed, as a share of a year's pay; None where it is not known, and pay is left by months.
    """

    row: int
    days: Run
    share: float | None


def with_settlements(appointments: tuple[Appointment, ...], scenario: Scenario) -> tuple[Appointment, ...]:
    """The appointments of a timeline, each with what is settled in it."""
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
    """Every part to settle within the years shown; where no pay year has its day, the run, with no share."""
    months = scenario.years.months
    shown = months.first.first_day, months.last.last_day
    years = scenario.term_time.pay_years if scenario.term_time else ()
    listed = {(post.id, holder.ref): holder for post in scenario.present for holder in post.holders}
    for run in _runs(appointments):
        holders = {row: listed[appointments[row].comes_from, appointments[row].holder[0]] for row in run}
        in_turn = [(appointments[row], holders[row]) for row in run]
        first, last = days = _days(in_turn, shown)
        for year in years:
            part = max(first, year.from_), min(last, year.last_day)
            inside = part[0] > year.from_ or part[1] < year.last_day
            if part[0] <= part[1] and inside and shown[0] <= part[1] <= shown[1]:
                row = next(row for row in run if part[1] <= appointments[row].last_day)
                yield Settled(row, part, _share(appointments[row], part, year, holders[row]))
        ends = [day for day, beyond in ((first, shown[0]), (last, shown[1])) if shown[0] <= day <= shown[1] != beyond]
        if any(not any(year.from_ <= day <= year.last_day for year in years) for day in ends):
            yield Settled(run[-1], days, None)


def _runs(appointments: Sequence[Appointment]) -> list[list[int]]:
    """The numbers of the term-time appointments of people that follow each other, run by run."""
    runs: list[list[int]] = []
    ended = defaultdict[tuple[HolderKey, date], list[list[int]]](list)
    rows = [row for row, one in enumerate(appointments) if one.weeks is not None and len(one.holder) == 1]
    in_turn = sorted(rows, key=lambda row: (appointments[row].first_day, appointments[row].holder))
    for (day, holder), begun in groupby(in_turn, lambda row: (appointments[row].first_day, appointments[row].holder)):
        before = {appointments[run[-1]].comes_from: run for run in ended.pop((holder, day), ())}
        rows = [*begun]
        go_on = {row: before.pop(appointments[row].comes_from, None) for row in rows}
        for row in rows:
            run = go_on[row]
            if run is None:  # another post of theirs that has ended, or nothing
                run = before.pop(next(iter(before))) if before else []
            if not run:
                runs.append(run)
            run.append(row)
            ended[holder, appointments[row].last_day + ONE_DAY].append(run)
    return runs


def _days(in_turn: Sequence[tuple[Appointment, Holder]], shown: Run) -> Run:
    """The first and last day of a run, which may be before or after the years shown."""
    (begun, joiner), (ended, leaver) = in_turn[0], in_turn[-1]
    first, last = begun.first_day, ended.last_day
    if first <= shown[0]:
        returns = (away.to + ONE_DAY for away in joiner.away if away.to and away.to < shown[0])
        first = max(joiner.from_ or date.min, *returns, date.min)
    if last >= shown[1]:
        last = leaver.to or date.max
    return first, last


def _share(appointment: Appointment, days: Run, year: PayYear, holder: Holder) -> float | None:
    """What is owed of a year's pay: by the weeks that the holder states up to the last day, or else by the terms."""
    stated = [worked.weeks for worked in holder.weeks_worked if worked.to == days[1]]
    share = sum(stated) / (appointment.weeks or 1.0) if stated else year.share_worked(*days)
    return None if share is None else settlement(share, *days)
