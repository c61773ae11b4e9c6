"""Who works in a post from when to when, and what nobody holds of it (docs/method/people_in_time.md)."""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from itertools import pairwise

from tests.cases.second_calculator.days import after, day


@dataclass
class Spell:
    """So much working time of one holder from one day up to, not with, another; ``worked`` is FTE before weeks."""

    start: date
    stop: date
    worked: Fraction
    weeks: object
    member: bool
    scheme: object = None  # the name of a pension scheme of the holder's own


def worked_of(entry, full_time_hours, otherwise=Fraction(1)):
    """FTE as stated, or hours over full-time hours."""
    if entry.get("hours") is not None:
        return Fraction(str(entry["hours"])) / Fraction(str(full_time_hours))
    return Fraction(str(entry["fte"])) if entry.get("fte") is not None else otherwise


def spells(holder, start, stop, full_time_hours):
    """Every spell of a holder between two days: joined, not left, not away."""
    start, stop = max(start, day(holder.get("from"), start)), min(stop, after(holder.get("to"), stop))
    away = [(day(one.get("from"), date.min), after(one.get("to"), date.max)) for one in holder.get("away") or ()]
    changes = sorted(holder.get("working_time") or (), key=lambda change: change["from"])
    days = {start, stop, *(one for both in away for one in both), *(day(change["from"]) for change in changes)}
    days = sorted(one for one in days if start <= one <= stop)
    for first, last in pairwise(days):
        if any(begin <= first < end for begin, end in away):
            continue
        worked, weeks = worked_of(holder, full_time_hours), holder.get("weeks")
        member, scheme = holder.get("lgps_member", True), holder.get("pension_scheme")
        for change in changes:
            if day(change["from"]) <= first:
                worked = worked_of(change, full_time_hours, worked)
                weeks, member = change.get("weeks", weeks), change.get("lgps_member", member)
                scheme = change.get("pension_scheme", scheme)
        yield Spell(first, last, worked, weeks, member, scheme)


def vacancies(post, whole, held, start, stop):
    """For each run of days: its first day, the day after its last, the FTE nobody holds, what is held vacant."""
    periods = [(day(one.get("from"), date.min), after(one.get("to"), date.max), one)
               for one in post.get("held_vacant") or ()]  # fmt: skip
    days = {start, stop, *(end for spell in held for end in (spell.start, spell.stop))}
    days |= {end for begin, finish, _ in periods for end in (begin, finish)}
    days = sorted(one for one in days if start <= one <= stop)
    for first, last in pairwise(days):
        left = post.get("number", 1) * whole - sum(spell.worked for spell in held if spell.start <= first < spell.stop)
        kept = [(one, min(left, _held_fte(one, left))) for begin, finish, one in periods if begin <= first < finish]
        yield first, last, left, kept


def _held_fte(one, left):
    return Fraction(str(one["fte"])) if one.get("fte") is not None else left


def in_seats(vacant, whole):
    """A vacancy as whole posts and one part of a post."""
    while vacant > 0:
        yield min(vacant, whole)
        vacant -= whole


def joined(seats):
    """(number, first day, day after the last, FTE) of vacant seats, one of the same FTE from run to run as one."""
    found = []
    for number, first, last, fte in sorted(seats):
        if found and found[-1][0] == number and found[-1][2] == first and found[-1][3] == fte:
            found[-1] = number, found[-1][1], last, fte
        else:
            found.append((number, first, last, fte))
    return found
