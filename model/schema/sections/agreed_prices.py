"""The price list of an agreement year: the one in force on its first day, or an earlier one while prices are fixed."""

from collections.abc import Sequence
from datetime import date

import numpy as np

from model.base.financial_year import MONTHS_IN_YEAR, PayMonths
from model.schema.sections.customers import Agreements, year_beginnings
from model.schema.sections.prices import PriceList, list_in_force

NO_DAY = np.datetime64("NaT", "D")


def priced_on(prices: Sequence[PriceList], agreements: Agreements, months: PayMonths) -> np.ndarray:
    """The day whose price list applies in each agreement year, (agreements, years + 1); NaT for a year not shown.

    The day is the first of the agreement year, or the agreement's first day where that is later. While prices are
    fixed, it is the day on which the prices were agreed. Columns are those of ``year_beginnings``.
    """
    begins = year_beginnings(agreements.year_starts, months)
    ends = _a_year_on(begins) - 1
    shown_from, shown_to = np.datetime64(months.first.first_day), np.datetime64(months.last.last_day)
    runs_from = np.maximum(agreements.first_day[:, None], np.maximum(begins, shown_from))
    runs_to = np.minimum(agreements.last_day[:, None], np.minimum(ends, shown_to))
    return np.where(runs_from <= runs_to, agreed_on(prices, agreements, begins), NO_DAY)


def list_fixed(prices: Sequence[PriceList], agreements: Agreements, begins: np.ndarray) -> np.ndarray:
    """The index of the price list whose fixed prices apply in an agreement year, (agreements,); -1 if none are fixed.

    ``begins``, (agreements,), is the first day of the year. Prices agreed on that day or later are new, and not fixed.
    """
    agreed = agreed_on(prices, agreements, begins[:, None])[:, 0]
    return np.where(agreed < begins, list_in_force(prices, agreed), -1)


def year_begun(agreements: Agreements, day: date, *, next_one: bool = False) -> np.ndarray:
    """The first day of the agreement year that includes a day, (agreements,).

    With ``next_one``, the first day of the first agreement year that begins on the day or later.
    """
    month = np.datetime64(day, "M")
    since = (month.astype(int) + 1 - agreements.year_starts) % MONTHS_IN_YEAR
    begun = (month - since).astype("datetime64[D]")
    return np.where(begun < np.datetime64(day), _a_year_on(begun), begun) if next_one else begun


def agreed_on(prices: Sequence[PriceList], agreements: Agreements, begins: np.ndarray) -> np.ndarray:
    """The day on which the prices of each agreement year were agreed, in the shape of ``begins``.

    ``begins``, (agreements, years), has the first days of consecutive years. Prices are agreed for as many years as the
    agreement says; where it says nothing, for as many as the list then in force says. After those years they are agreed
    again.
    """
    first_day = agreements.first_day
    each_year = np.maximum(begins, first_day[:, None])
    of_list = np.array([*(each.fixed_years for each in prices), 1])  # the last one is for days before the first list
    if not len(begins) or (agreements.prices_fixed.max(initial=0) <= 1 and of_list.max() == 1):
        return each_year
    own_year = _own_first_year(agreements)
    earlier = max(int(((begins[:, 0].astype("M8[M]") - own_year).astype(int) // MONTHS_IN_YEAR).max()), 0)
    agreed, left = first_day.copy(), np.zeros(len(agreements), dtype=int)
    for column in range(-earlier, begins.shape[1]):
        begun = (begins[:, 0].astype("M8[M]") + column * MONTHS_IN_YEAR).astype("M8[D]")
        runs = begun >= own_year.astype("M8[D]")
        anew = runs & (left <= 0)
        agreed = np.where(anew, np.maximum(begun, first_day), agreed)
        fixed = np.where(agreements.prices_fixed > 0, agreements.prices_fixed, of_list[list_in_force(prices, agreed)])
        left = np.where(anew, fixed, left) - runs
        if column >= 0:
            each_year[:, column] = agreed
    return each_year


def _own_first_year(agreements: Agreements) -> np.ndarray:
    """The first month of the agreement year that includes each agreement's first day, (agreements,)."""
    month = agreements.first_day.astype("M8[M]")
    return month - (month.astype(int) + 1 - agreements.year_starts) % MONTHS_IN_YEAR


def _a_year_on(days: np.ndarray) -> np.ndarray:
    return (days.astype("M8[M]") + MONTHS_IN_YEAR).astype("M8[D]")
