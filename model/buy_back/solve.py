"""Prices that recover a target: one rise for all, one rate per pupil, or a whole list in one proportion, rounded.

A list in one proportion is raised by the smallest factor whose prices, rounded up to the step, bring in the target.
Then steps are taken off while the target is still met, starting with the price whose step brings in most. Each price
that is scaled is given with the reason why it is not one step lower. Money is whole pence.
"""

from dataclasses import dataclass, replace
from decimal import Decimal

import numpy as np

from model.base.faults import listed
from model.base.money import PENNY, up_to
from model.buy_back.break_even import NoAnswer
from model.buy_back.price_reasons import NewPrice, reasons
from model.buy_back.price_rounding import in_pounds, most_steps, priced_row, with_amounts
from model.buy_back.price_search import Cap, Search, Short
from model.buy_back.pricing import charges
from model.schema.sections.customers import Agreements
from model.schema.sections.prices import PHASES, PriceList

NAMED = 12
"""The most customers that a sentence names. The answer has all of them."""
MOST_RATE = 10_000_000 * 100
"""The highest price that a list may state, in pence."""


@dataclass(frozen=True)
class Uplift:
    """One rise for every customer: pence for each, and what it brings in altogether."""

    each: int
    income: int


@dataclass(frozen=True)
class PupilRate:
    """The smallest rate per pupil that recovers a target, and what the list brings in with it, in pence."""

    rate: int
    income: int


@dataclass(frozen=True)
class Solved:
    """A price list that recovers its target, what it brings in, and why no price can be lower. Money is whole pence.

    ``factor``, to five places, multiplies the present prices before any rounding: 1.0321 for a rise of 3.21 per cent.
    """

    prices: PriceList
    income: int
    target: int
    factor: float
    changes: tuple[NewPrice, ...]

    @property
    def surplus(self) -> int:
        """What the list brings in above the target, pence, at least 0."""
        return self.income - self.target

    def beside(self, income: int) -> "Solved":
        """A copy in which other customers bring in ``income`` pence more, and the target is higher by that sum."""
        return replace(self, income=self.income + income, target=self.target + income)


def beside(answer: Solved | NoAnswer, income: int) -> Solved | NoAnswer:
    """A copy of an answer in which customers at fixed prices bring in ``income`` pence more."""
    if isinstance(answer, Solved):
        return answer.beside(income)
    added = f" A further {in_pounds(income)} comes from customers at fixed prices."
    named, unnamed = (text and text + added for text in (answer.sentence, answer.without_names))
    return replace(answer, sentence=named, without_names=unnamed, nearest=answer.nearest + income / 100)


def flat_uplift(charges_now: np.ndarray, target: float | Decimal, step: float | Decimal = PENNY) -> Uplift | NoAnswer:
    """The smallest rise in whole steps, the same for every customer, with which income meets a target.

    ``charges_now`` is pence by customer, (customers,). A customer who is charged nothing today is charged no rise.
    Target and step are £. The rise is 0 where income already meets the target.
    """
    customers, a_step = int((charges_now > 0).sum()), in_pence(step)
    needed = max(in_pence(target) - int(charges_now.sum()), 0)
    if customers < 1:
        return NoAnswer("No customer pays anything, so a rise brings in no income.", 0, ("customers",))
    each = -(-needed // (customers * a_step)) * a_step
    return Uplift(each, each * customers)


def per_pupil_rate(
    prices: PriceList, agreements: Agreements, target: float | Decimal, package: str, step: float | Decimal = PENNY
) -> PupilRate | NoAnswer:
    """One package's smallest rate per pupil, in whole steps, that recovers a target in £, with all else as it is.

    The rate is the same for every phase that the package has a rate for, or for all phases where it has none yet.
    Raises KeyError on a package that is not in the list.
    """
    priced = {priced.id: priced for priced in prices.packages}
    of = priced[package]
    at_a_pound = of.model_copy(update={"per_pupil": dict.fromkeys(of.per_pupil or PHASES, 1.0)})
    packages = tuple((priced | {package: at_a_pound}).values())
    row = priced_row(prices.model_copy(update={"packages": packages}), agreements)
    needed, a_step = in_pence(target), in_pence(step)
    rated = np.array([price.package == package and price.kind == "per_pupil" for price in row.listed])
    now = np.array([price.amount for price in row.listed])

    def income(steps: int) -> int:
        return int(row.charge(np.where(rated, steps * a_step, now)).sum())

    most = MOST_RATE // a_step if row.times[rated].any() else 0
    if income(most) < needed:
        highest = income(most)
        reason = f"No rate per pupil for {package} recovers {in_pounds(needed)}: the list brings in at most"
        return NoAnswer(f"{reason} {in_pounds(highest)}.", highest, ("who takes it", "their pupils"))
    steps = 0 if income(0) >= needed else most_steps(lambda n: income(n) < needed, most) + 1
    return PupilRate(steps * a_step, income(steps))


def in_proportion(
    prices: PriceList,
    agreements: Agreements,
    target: float | Decimal,
    *,
    rate_step: float | Decimal = PENNY,
    cap: Cap | None = None,
    minimums_too: bool = False,
) -> Solved | NoAnswer:
    """A price list scaled by one factor to recover a target in £ a year, each price rounded to its step; or no answer.

    The step is the list's own, £; that of a rate per pupil is ``rate_step``. Minimum charges stay as they are unless
    ``minimums_too``. No price falls where the target is above present income, and none rises where it is below. With a
    cap no customer pays more than the cap allows, and there is no answer if the target needs more. Raises ValueError on
    a target that is not above 0, and as ``pricing.charges`` does.
    """
    if in_pence(target) <= 0:
        raise ValueError("the target must be above nil")
    row = priced_row(prices, agreements)
    steps = [in_pence(rate_step if price.kind == "per_pupil" else prices.step) for price in row.listed]
    search = Search(row, agreements.reference, in_pence(target), np.array(steps), minimums_too, cap)
    amounts = search.solve()
    if isinstance(amounts, Short):
        return _no_answer(search, amounts)
    new = with_amounts(prices, row.listed, amounts)
    income = int(charges(new, agreements).total.sum())
    return Solved(new, income, search.target, search.factor(), reasons(search, amounts))


def in_pence(amount: float | Decimal) -> int:
    """£ as whole pence, rounded up, since a target is to be met in full."""
    return int(up_to(amount, PENNY) * 100)


def _no_answer(search: Search, short: Short) -> NoAnswer:
    target, nearest = in_pounds(search.target), in_pounds(short.nearest)
    if search.target < search.income_now:
        sentence = f"No prices bring income down to {target}: minimum charges alone bring in {nearest}."
        return NoAnswer(sentence, short.nearest / 100, ("minimum charges",))
    missing = in_pounds(search.target - short.nearest)
    if not short.at_cap:
        sentence = f"No rise brings income up to {target}: income stays at {nearest}, {missing} short."
        return NoAnswer(sentence, short.nearest / 100, ("who takes which package", "prices above nil"))
    more = len(short.at_cap) - NAMED
    named = listed([*short.at_cap[:NAMED], *([f"{more:,} more"] if more > 0 else [])], "and")
    sentence = (
        f"No answer: with all prices raised in the same proportion, and no charge by more than {search.cap}, "
        f"at most {nearest} comes in, {missing} short of {target}. At the cap:"
    )
    inputs = ("the cap", "the target", "more customers")
    number = f"{len(short.at_cap):,} customer{'' if len(short.at_cap) == 1 else 's'}"
    return NoAnswer(f"{sentence} {named}.", short.nearest / 100, inputs, short.at_cap, f"{sentence} {number}.")
