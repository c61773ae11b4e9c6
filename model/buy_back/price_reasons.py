"""Why no price of a solved list can be a step lower: one reason for each price, read off the list itself."""

from dataclasses import dataclass
from typing import Literal

import numpy as np

from model.buy_back.price_rounding import ListedPrice, in_pounds
from model.buy_back.price_search import Search

Why = Literal["misses", "nobody", "stands", "present", "nothing"]
"""Why a price can't be a step lower: income misses the target; nobody pays it; a minimum, a lower unit price or a cap
stands in its place; it is at its present price, or a step lower is below it; a step lower would be nothing."""


@dataclass(frozen=True)
class NewPrice:
    """One price of a solved list, pence, and why it can't be one step lower; ``misses_by`` where that is the reason."""

    price: ListedPrice
    after: int
    why: Why
    statement: str
    misses_by: int | None = None

    @property
    def before(self) -> int:
        """The present price, pence."""
        return self.price.amount


def reasons(search: Search, amounts: np.ndarray) -> tuple[NewPrice, ...]:
    """The reason for each price that is scaled, in the order of the list."""
    by_package = search.row.by_package(amounts)
    totals = search.row.totals(by_package, amounts)
    return tuple(_reason(search, amounts, by_package, totals, n) for n in np.flatnonzero(search.moves))


def _reason(search: Search, amounts: np.ndarray, by_package: np.ndarray, totals: np.ndarray, n: int) -> NewPrice:
    one, after = search.row.listed[n], int(amounts[n])
    payers = search.row.payers(n)
    if not payers.any():
        number = search.row.package(n)
        if one.kind in ("a_unit", "cheaper_from") and search.row.taken[number].any():
            return NewPrice(one, after, "stands", "another price of a unit stands in its place for all who take it")
        return NewPrice(one, after, "nobody", "nobody takes it, so it is free: it keeps the proportion")
    at_present = NewPrice(one, after, "present", "it is at its present price")
    below = search.off(amounts, n)
    if below < 0:
        return at_present
    lower = search.paid_at(by_package, amounts, n, below)
    if np.array_equal(lower, search.paid(totals)):
        return NewPrice(one, after, "stands", _in_its_place(search, amounts, by_package, totals, n))
    if (missed := search.target - int(lower.sum())) > 0:
        return NewPrice(one, after, "misses", f"a step lower misses the target by {in_pounds(missed)}", missed)
    if search.target < search.income_now:
        return NewPrice(one, after, "nothing", "a step lower is less than one step")
    if after != one.amount:
        return NewPrice(one, after, "present", f"a step lower is below its present price of {in_pounds(one.amount)}")
    return at_present


def _in_its_place(search: Search, amounts: np.ndarray, by_package: np.ndarray, totals: np.ndarray, n: int) -> str:
    payers, one = search.row.payers(n), search.row.listed[n]
    least_of_all = int(amounts[-1])
    if not one.is_minimum:
        number = search.row.package(n)
        least = next(
            int(amounts[m])
            for m, it in enumerate(search.row.listed)
            if it.package == one.package and it.kind == "minimum"
        )
        if least and (by_package[number, payers] == least).all():
            return f"its minimum of {in_pounds(least)} stands in its place"
    if least_of_all and (totals[payers] == least_of_all).all():
        return f"the minimum charge of {in_pounds(least_of_all)} stands in its place"
    if search.relief and search.limit is not None and (totals > 0).any():
        return "the cap or a minimum stands in its place for all who pay it"
    return "a step lower changes nobody's charge"
