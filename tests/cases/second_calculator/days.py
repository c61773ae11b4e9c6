"""Months, days and the day so many months on (docs/method/: time, increments)."""

from calendar import monthrange
from datetime import date, timedelta
from functools import cache

NEXT_DAY = timedelta(days=1)


def day(written, otherwise=None):
    """A date as it is written in a scenario, year first."""
    return date.fromisoformat(written) if written else otherwise


def after(written, otherwise=None):
    """The first day that is no longer in what is written with its last day."""
    return date.fromisoformat(written) + NEXT_DAY if written else otherwise


@cache
def last_of(first):
    return first.replace(day=monthrange(first.year, first.month)[1])


@cache
def months_on(start, months):
    """The day that is ``months`` months later: the same day of the month, or the last day of a shorter month."""
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    return date(year, month + 1, min(start.day, monthrange(year, month + 1)[1]))


def months_of(first_year, last_year):
    """The first day of each month of the financial years, April to March."""
    return [months_on(date(first_year, 4, 1), number) for number in range(12 * (last_year - first_year + 1))]


def overlap(first, start, stop):
    """How many days of a month are from a day up to, not with, another."""
    return max(0, (min(stop, last_of(first) + NEXT_DAY) - max(start, first)).days)


@cache
def share(first, start, stop):
    """The part of a month from a day up to, not with, another: days over days in the month."""
    return overlap(first, start, stop) / last_of(first).day


def financial_year(month):
    """The calendar year in which the financial year of a month begins."""
    return month.year if month.month >= 4 else month.year - 1
