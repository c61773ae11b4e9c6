"""Whether each grade's lowest point pays the minimum wage that is in force in each month."""

from collections.abc import Iterator
from datetime import date

import numpy as np

from model.base.check import Check, checked
from model.base.faults import listed
from model.base.money import pounds
from model.cost.costed import CostedScenario
from model.pay.minimum_wage import WEEKS_IN_YEAR, adult_minimum, by_the_hour
from model.rates.tables import RateTable

MOST_NAMED = 5
"""The most posts of a grade that are named one by one."""


def wage_checks(costed: CostedScenario, minimum_wage: RateTable) -> list[Check]:
    """The check of the minimum wage: points below the adult rate, and months whose rate is not known. It never blocks.

    Years before the first rate in the table have no such check. A young person may have a lower rate, and a holder may
    be at a higher point.
    """
    months = costed.book.months
    minimum, days = adult_minimum(minimum_wage, months), months.first_days.tolist()
    if np.isnan(minimum).all() and days[-1] < min(rate.effective_from for rate in minimum_wage.rows):
        return []
    told = [*_below(costed, minimum, days), *_not_known(np.isnan(minimum), days)]
    hours = dict.fromkeys(pay.full_time_hours for pay in costed.scenario.pay_terms.values())
    sound = (
        f"The lowest point of each grade pays at least the adult rate, at {listed(f'{own:g}' for own in hours)} "
        f"hours a week and {WEEKS_IN_YEAR:g} weeks a year."
    )
    return [checked("minimum_wage", "Minimum wage", told, sound, blocking=False)]


def _below(costed: CostedScenario, minimum: np.ndarray, days: list[date]) -> Iterator[str]:
    """Sentences on grades whose lowest point pays less than the adult rate, with posts and the first such month."""
    book, terms = costed.book, costed.scenario.pay_terms
    posts: dict[tuple[str, int, float], list[str]] = {}
    for side, of_side in (("present", costed.scenario.present), ("proposed", costed.scenario.proposed)):
        for post in (post for post in of_side if not post.all_in):
            number = book.number_of(side, post.grade, post.pay_structure)
            hours = terms[post.pay_structure].full_time_hours
            posts.setdefault((post.grade, number, hours), []).append(post.title)
    for (grade, number, hours), titles in posts.items():
        hourly = by_the_hour(book.salaries["bottom"].salary[number], hours)
        short = hourly < minimum  # NaN compares as false: a month without a rate is not short
        if short.any():
            first = int(np.argmax(short))
            yield (
                f"The lowest point of grade {grade} ({_named(titles)}) pays {_pence(hourly[first])} an hour in "
                f"{days[first]:%B %Y}, at {hours:g} hours a week and {WEEKS_IN_YEAR:g} weeks a year. The adult rate is "
                f"{_pence(minimum[first])}."
            )


def _not_known(unknown: np.ndarray, days: list[date]) -> Iterator[str]:
    if unknown.any():
        first, last = (days[month] for month in np.flatnonzero(unknown)[[0, -1]])
        run = f"{first:%B %Y} to {last:%B %Y}"
        yield f"Months for which the minimum wage is not known, from {run}, are not checked."


def _named(titles: list[str]) -> str:
    different = list(dict.fromkeys(titles))
    more = len(different) - MOST_NAMED
    return listed([*different[:MOST_NAMED], *([f"{more} more"] if more > 0 else [])], "and")


def _pence(hourly: float) -> str:
    """£ an hour in whole pence, rounded down, so that pay below a rate never prints as the rate."""
    return pounds(np.floor(np.round(hourly * 100, 6)) / 100, pence=True)
