"""Months, days and the day so many months on (docs/method/: time, increments)."""

from calendar import monthrange
from datetime import date, timedelta
from functools import cache


@cache
def last_of(first):
    return first.replace(day=monthrange(first.year, first.month)[1])


@cache
def months_on(day, months):
    """The same day so many months later; the last day of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def months_of(first_year, last_year):
    """The first day of each month of the financial years, April to March."""
    return [months_on(date(first_year, 4, 1), number) for number in range(12 * (last_year - first_year + 1))]


@cache
def share(first, start, stop):
    """The part of a month from a day up to, not with, another: days over days in the month."""
    last = last_of(first)
    days = (min(stop, last + timedelta(days=1)) - max(start, first)).days
    return max(0, days) / last.day
