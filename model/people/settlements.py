"""Who joins or leaves in a term-time post, and what each is settled for: weeks worked against months paid.

Somebody's run in term-time posts is the appointments that follow each other without a day between them. Where a run
begins or ends within a pay year, its part of that year is settled in the month in which that part ends.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from model.base.dated import ONE_DAY, Run
from model.pay.term_time import settlement
from model.people.establishment import Appointment
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
    people = defaultdict[str, list[Holder]](list)
    for post in scenario.present:
        for holder in post.holders:
            people[holder.ref].append(holder)
    for run in _runs(appointments):
        in_turn = [appointments[row] for row in run]
        person = people[in_turn[0].holder[0]]
        first, last = days = _days(in_turn, person, shown)
        for year in years:
            part = max(first, year.from_), min(last, year.last_day)
            inside = part[0] > year.from_ or part[1] < year.last_day
            if part[0] <= part[1] and inside and shown[0] <= part[1] <= shown[1]:
                row = next(row for row in run if part[1] <= appointments[row].last_day)
                yield Settled(row, part, _share(appointments[row], part, year, person))
        ends = [day for day, beyond in ((first, shown[0]), (last, shown[1])) if shown[0] <= day <= shown[1] != beyond]
        if any(not any(year.from_ <= day <= year.last_day for year in years) for day in ends):
            yield Settled(run[-1], days, None)


def _runs(appointments: Sequence[Appointment]) -> list[list[int]]:
    """The numbers of the term-time appointments of people that follow each other, run by run."""
    runs: list[list[int]] = []
    open_runs: dict[tuple[tuple[str, ...], date], list[list[int]]] = {}
    rows = [row for row, one in enumerate(appointments) if one.weeks is not None and len(one.holder) == 1]
    for row in sorted(rows, key=lambda row: appointments[row].first_day):
        appointment = appointments[row]
        before = open_runs.get((appointment.holder, appointment.first_day), [])
        run = before.pop(0) if before else []
        if not run:
            runs.append(run)
        run.append(row)
        open_runs.setdefault((appointment.holder, appointment.last_day + ONE_DAY), []).append(run)
    return runs


def _days(in_turn: Sequence[Appointment], person: Sequence[Holder], shown: Run) -> Run:
    """The first and last day of a run, which may be before or after the years shown."""
    first, last = in_turn[0].first_day, in_turn[-1].last_day
    if first <= shown[0]:
        first = min(holder.from_ or date.min for holder in person)
    if last >= shown[1]:
        last = max(holder.to or date.max for holder in person)
    return first, last


def _share(appointment: Appointment, days: Run, year: PayYear, person: Sequence[Holder]) -> float | None:
    """What is owed of a year's pay: by the weeks that the holder states up to the last day, or else by the terms."""
    stated = [worked.weeks for holder in person for worked in holder.weeks_worked if worked.to == days[1]]
    share = sum(stated) / (appointment.weeks or 1.0) if stated else year.share_worked(*days)
    return None if share is None else settlement(share, *days)
