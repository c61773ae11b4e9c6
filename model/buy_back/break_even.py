"""Where income meets cost: the take-up at each price, the price at each take-up, and both where take-up follows price.

Prices are £ a year of an average customer, net of VAT. Take-up is a share of the present customers. Where income never
meets cost, the answer is a sentence and not a figure.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

import numpy as np

from model.base.money import PENNY, pounds, up_to
from model.schema.sections.demand import PriceResponse

PLACES = 2000
"""Into how many parts a range is cut in the search for crossings."""
CLOSE = 1e-9


@dataclass(frozen=True)
class NoAnswer:
    """Why no price, rate or take-up can be given, with the nearest income in £ and the inputs that would change this.

    ``customers`` are the references of customers at the cap. ``unnamed`` is the sentence without customers' names.
    """

    sentence: str
    nearest: float
    inputs: tuple[str, ...]
    customers: tuple[str, ...] = ()
    without_names: str = ""

    @property
    def unnamed(self) -> str:
        """The sentence as it may be said in public."""
        return self.without_names or self.sentence

    def __str__(self) -> str:
        """The sentence, then the inputs that would change the answer."""
        return f"{self.sentence} What would change it: {', '.join(self.inputs)}."


@dataclass(frozen=True)
class Crossing:
    """Where a surplus changes sign.

    ``recovers`` is true where it becomes positive, and false where it falls below 0.
    """

    at: float
    recovers: bool

    def __str__(self) -> str:
        """A sentence such as: Income meets cost from £1,100.00."""
        price = pounds(self.at, pence=True)
        if self.recovers:
            return f"Income meets cost from {price}."
        return f"Above {price} income falls short of cost again, since too many customers leave."


@dataclass(frozen=True)
class TakeUp:
    """The take-up that breaks even at a price: a share of the present customers, and a whole number of customers.

    A share above 1 needs more customers than now.
    """

    share: float
    whole: int


@dataclass(frozen=True)
class BreakEvenPrice:
    """The price that breaks even at a take-up, rounded up to the step, £."""

    rounded: Decimal


@dataclass(frozen=True)
class Recovery:
    """Where take-up follows price: every price at which income meets cost, lowest first, £; and the same in words."""

    crossings: tuple[Crossing, ...]
    statement: str


def crossings(
    surplus: Callable[[float], float], low: float, high: float, places: int = PLACES, close: float = CLOSE
) -> list[Crossing]:
    """Every place from ``low`` to ``high`` where ``surplus`` crosses 0, lowest first, to nine figures or to ``close``.

    The range is scanned at equal steps. A peak between two steps is looked for too, so that a curve that is above 0
    only there is not missed. An end where ``surplus`` is 0 counts.
    """
    at = [float(x) for x in np.linspace(low, high, places + 1)]
    values = [surplus(x) for x in at]
    tops = [
        _top(surplus, at[n - 1], at[n + 1], close)
        for n in range(1, places)
        if max(values[n - 1], values[n + 1]) <= values[n] < 0 and values[n] > min(values[n - 1], values[n + 1])
    ]
    at = sorted({*at, *tops})
    values = [surplus(x) for x in at]
    first = [Crossing(at[0], True)] if values[0] == 0 else []
    met = [(x, value >= 0) for x, value in zip(at, values, strict=True)]
    changes = ((below, above, rises) for (below, fell), (above, rises) in pairwise(met) if rises != fell)
    return first + [Crossing(_bisect(surplus, below, above, rises, close), rises) for below, above, rises in changes]


def _bisect(surplus: Callable[[float], float], low: float, high: float, rising: bool, close: float) -> float:
    """Where a function crosses 0 between two places, to within ``close``: a place where it is not below 0."""
    while high - low > close * max(1.0, abs(high)):
        middle = (low + high) / 2
        low, high = (low, middle) if (surplus(middle) >= 0) == rising else (middle, high)
    return high if rising else low


def _top(surplus: Callable[[float], float], low: float, high: float, close: float) -> float:
    """Where a curve is highest between two places. It must have a single peak there."""
    while high - low > close * max(1.0, abs(high)):
        third = (high - low) / 3
        low, high = (low + third, high) if surplus(low + third) < surplus(high - third) else (low, high - third)
    return (low + high) / 2


def break_even_take_up(
    prices: Sequence[float], customers: int, cost: float | Callable[[float], float]
) -> list[TakeUp | NoAnswer]:
    """At each price, the lowest take-up from which income meets cost, and goes on meeting it up to full take-up.

    ``cost`` is £ a year, or a function of the share of customers that stays, for costs that fall in steps. Where it is
    a number, take-up is cost ÷ (price × customers), and may be above 1. A function is known only up to a share of 1, so
    the answer is NoAnswer where income falls short at full take-up.
    """
    return [_take_up_at(price, customers, cost) for price in prices]


def _take_up_at(price: float, customers: int, cost: float | Callable[[float], float]) -> TakeUp | NoAnswer:
    full = price * customers
    inputs = ("the price", "the number of customers", "the cost")
    if not callable(cost):
        if full <= 0:
            return NoAnswer(f"At {pounds(price)} no take-up brings in any income.", 0.0, inputs)
        return _counted(cost / full, customers)
    if full < cost(1.0):
        short = pounds(cost(1.0) - full)
        sentence = (
            f"At {pounds(price)} all {customers:,} customers bring in {pounds(full)}, {short} less than the cost."
        )
        return NoAnswer(sentence, full, inputs)
    met = (c.at for c in reversed(crossings(lambda share: share * full - cost(share), 0.0, 1.0)) if c.recovers)
    return _counted(next(met, 0.0), customers)


def _counted(share: float, customers: int) -> TakeUp:
    return TakeUp(share, int(np.ceil(share * customers - 1e-6)))


def break_even_price(
    shares: Sequence[float], customers: int, cost: float | Callable[[float], float], step: Decimal = PENNY
) -> list[BreakEvenPrice | NoAnswer]:
    """At each share of customers, the price at which income meets cost: cost divided by the number who stay."""

    def price_at(share: float) -> BreakEvenPrice | NoAnswer:
        if share * customers <= 0:
            return NoAnswer("With no customers, no price breaks even.", 0.0, ("take-up", "the customers"))
        price = (cost(share) if callable(cost) else cost) / (share * customers)
        return BreakEvenPrice(up_to(price, step))

    return [price_at(share) for share in shares]


def recovering_price(
    price_now: float,
    customers: int,
    cost: float | Callable[[float], float],
    response: PriceResponse,
    *,
    highest_rise: float = 1.0,
) -> Recovery | NoAnswer:
    """Where take-up follows price: the prices at which income meets cost, up to the highest rise.

    Income is price times the number of customers who stay. ``cost`` is £ or a function of the share that stays. Raises
    ValueError for a rise beyond the evidence for the response.
    """

    def stays(price: float) -> float:
        return float(response.take_up(np.array(price / price_now - 1)))

    def surplus(price: float) -> float:
        return price * customers * stays(price) - (cost(stays(price)) if callable(cost) else cost)

    low, high = price_now, price_now * (1 + highest_rise)
    met = tuple(crossings(surplus, low, high))
    between = f"from {pounds(low, pence=True)} to {pounds(high, pence=True)}"
    if not met and surplus(low) < 0:
        scanned = np.linspace(low, high, PLACES + 1).tolist()
        income = [price * customers * stays(price) for price in scanned]
        highest = max(income)
        dearest = scanned[income.index(highest)]
        return NoAnswer(
            f"No price {between} breaks even. Income is highest at {pounds(dearest, pence=True)}. It is then "
            f"{pounds(highest)}, which is {pounds(-surplus(dearest))} short of cost.",
            highest,
            ("the cost", "the number of customers", "how take-up follows price"),
        )
    first = [f"At the present price of {pounds(low, pence=True)} income meets cost."] if surplus(low) > 0 else []
    last = f"There is no other crossing {between}." if met else f"Income meets cost at every price {between}."
    return Recovery(met, " ".join([*first, *map(str, met), last]))
