"""The days on which time brings an increment (docs/method/increments.md)."""

from datetime import date

from tests.cases.second_calculator.days import months_on

FIRSTS = {"april": 4, "july": 7, "september": 9}


def next_day(day, month):
    """The next first of a month after a day."""
    this = date(day.year, month, 1)
    return this if this > day else date(day.year + 1, month, 1)


def increment_days(rule, started, first_day, end):
    """Every increment day after the first day shown, whose increment is in the point stated."""
    if rule in FIRSTS:
        month = FIRSTS[rule]
        day = next_day(started, month)
        then = month
    elif rule == "april_six_months":
        winter = started.month >= 10 or started.month <= 3
        day = months_on(started, 6) if winter else next_day(started, 4)
        then = 4
    elif rule == "april_or_october":
        year_on = months_on(started, 12)
        day = min(d for y in (year_on.year, year_on.year + 1) for d in (date(y, 4, 1), date(y, 10, 1)) if d >= year_on)
        then = day.month
    else:
        years = [months_on(started, 12 * number) for number in range(1, end.year - started.year + 1)]
        return [day for day in years if first_day < day < end]
    found = []
    while day < end:
        if day > first_day:
            found.append(day)
        day = next_day(day, then)
    return found
