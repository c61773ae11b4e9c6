"""What joiners and leavers of term-time posts are settled, as a share of a year's pay (docs/method/term_time.md)."""

from datetime import date, timedelta
from fractions import Fraction

from tests.cases.second_calculator.days import NEXT_DAY, after, day, months_on, share

SATURDAY = 5


def settle(scenario, stints, first_day, end):
    """Each stint with what is settled in it: {first of a month: share of a year's pay}."""
    years = (scenario.get("term_time") or {}).get("pay_years") or ()
    people = {(post["id"], one["ref"]): one for post in scenario["present"] for one in post.get("holders") or ()}
    term_time = [stint for stint in stints if stint.holder and stint.weeks is not None]
    for stint in term_time if years else ():
        holder = people[stint.entry, stint.holder]
        begun = _begun(stint, term_time, people, first_day)
        goes_on = any(_before(one, term_time, people) is stint for one in term_time)
        goes_on = goes_on or (stint.stop == end != after(holder.get("to")))
        for year in years:
            opens = day(year["from"])
            closes = months_on(opens, 12)
            if stint.start < closes <= stint.stop:
                stop, settled = closes, begun > opens or closes == stint.stop
            else:
                stop, settled = stint.stop, opens < stint.stop < closes
            if settled and not (goes_on and stop == stint.stop < closes):
                part = _part(stint, holder, year, max(begun, opens), stop, (opens, closes))
                last = stop - NEXT_DAY
                stint.settles[last.replace(day=1)] = part


def _before(stint, term_time, people):
    """The stint that goes on in this one: of its own entry, or one left on the day before."""
    ended = [one for one in term_time if one.holder == stint.holder and one.stop == stint.start]
    own = [one for one in ended if one.entry == stint.entry]
    begins = day(people[stint.entry, stint.holder].get("from")) == stint.start
    left = [one for one in ended if begins and after(people[one.entry, one.holder].get("to")) == one.stop]
    return next(iter(own or left), None)


def _part(stint, holder, year, start, stop, whole):
    """Weeks worked over weeks of a year, less months paid over twelve; nil where neither weeks nor terms are stated."""
    last = (stop - NEXT_DAY).isoformat()
    stated = [one["weeks"] for one in holder.get("weeks_worked") or () if one["to"] == last]
    if stated:
        worked = float(Fraction(str(stated[0])) / Fraction(str(stint.weeks)))
    elif year.get("terms"):
        worked = _term_days(year, start, stop) / _term_days(year, *whole)
    else:
        return 0.0
    months = [months_on(whole[0].replace(day=1), number) for number in range(13)]
    return worked - sum(share(month, start, stop) for month in months) / 12


def _term_days(year, start, stop):
    """Mondays to Fridays of the terms from a day up to, not with, another."""
    days = (start + timedelta(days=number) for number in range((stop - start).days))
    return sum(
        on.weekday() < SATURDAY and any(day(term["from"]) <= on <= day(term["to"]) for term in year["terms"])
        for on in days
    )


def _begun(stint, term_time, people, first_day):
    """The first day of the run of term-time pay in which a stint is."""
    earlier = _before(stint, term_time, people)
    if earlier:
        return _begun(earlier, term_time, people, first_day)
    if stint.start > first_day or stint.old_weeks is None:
        return stint.start
    holder = people[stint.entry, stint.holder]
    returns = [after(one.get("to"), date.max) for one in holder.get("away") or ()]
    return max(on for on in (day(holder.get("from"), date.min), *returns, date.min) if on <= first_day)
