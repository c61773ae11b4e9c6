"""Why no price of a solved list can be a step lower: a reason for each price, read off the list itself."""

from dataclasses import dataclass

import numpy as np

from model.buy_back.price_rounding import ListedPrice, in_pounds
from model.buy_back.price_search import Search


@dataclass(frozen=True)
class NewPrice:
    """One price of a solved list, pence, and why it can't be one step lower."""

    price: ListedPrice
    after: int
    statement: str

    @property
    def before(self) -> int:
        """The present price, pence."""
        return self.price.amount


def reasons(search: Search, amounts: np.ndarray) -> tuple[NewPrice, ...]:
    """Each price that is scaled, with the reason why it is no lower, in the order of the list."""
    by_package = search.row.by_package(amounts)
    return tuple(
        NewPrice(search.row.listed[n], int(amounts[n]), _reason(search, amounts, by_package, n))
        for n in np.flatnonzero(search.moves).tolist()
    )


def _reason(search: Search, amounts: np.ndarray, by_package: np.ndarray, n: int) -> str:
    row, price = search.row, search.row.listed[n]
    payers, totals = row.payers(n), row.totals(by_package, amounts)
    if not payers.any():
        if price.kind in ("a_unit", "cheaper_from") and row.taken[row.package(n)].any():
            return "everyone who takes this package pays one of its other unit prices"
        return "nobody takes this package, so its price changes in the same proportion as the others"
    below = search.off(amounts, n)
    if below < 0:
        return "it is at its present price"
    lower = row.charge_but_one(by_package, amounts, n, below)
    if np.array_equal(lower, totals):
        return _in_its_place(search, amounts, by_package, n)
    if (missed := search.target - int(lower.sum())) > 0:
        return f"a price one step lower would miss the target by {in_pounds(missed)}"
    if search.target < search.income_now:
        return "a price one step lower would be nil, and the lowest price is one step"
    if amounts[n] != price.amount:
        return f"a price one step lower would be below its present price of {in_pounds(price.amount)}"
    return "it is at its present price"


def _in_its_place(search: Search, amounts: np.ndarray, by_package: np.ndarray, n: int) -> str:
    row, price, least_of_all = search.row, search.row.listed[n], int(amounts[-1])
    payers = row.payers(n)
    if not price.is_minimum:
        of_package = next(m for m, p in enumerate(row.listed) if (p.package, p.kind) == (price.package, "minimum"))
        least = int(amounts[of_package])
        if least and (by_package[row.package(n), payers] == least).all():
            return f"everyone who pays this price is charged the minimum of its package, {in_pounds(least)}"
    if least_of_all and (row.totals(by_package, amounts)[payers] == least_of_all).all():
        return f"everyone who pays this price is charged the minimum charge of {in_pounds(least_of_all)}"
    return "a price one step lower would change nobody's charge"
