"""Prices that recover a target: one rise for all, one rate a pupil, or a whole list in one proportion, rounded.

A list in one proportion is raised by the smallest factor whose prices, rounded up to the step, bring in the target.
Then steps are taken off while the target is still met, the price that brings most income a step first, so that no
price can be one step lower, save for a reason that is given beside it. Money is whole pence.
"""

from dataclasses import dataclass
from decimal import Decimal

import numpy as np

from model.base.faults import listed
from model.base.money import PENNY, up_to
from model.buy_back.break_even import NoAnswer
from model.buy_back.price_reasons import NewPrice, reasons
from model.buy_back.price_rounding import in_pounds, most_steps, priced_row, with_amounts
from model.buy_back.price_search import Cap, Search, Short
from model.buy_back.pricing import charges, pence
from model.schema.sections.customers import Agreements
from model.schema.sections.prices import PHASES, PriceList

NAMED = 12
"""How many customers a sentence names; the answer holds them all."""
MOST_RATE = 10_000_000 * 100
"""Pence: the most that a price list may state."""


@dataclass(frozen=True)
class Uplift:
    """One rise for every customer: pence each, what it brings in all, and what that is over the rise needed."""

    each: int
    customers: int
    needed: int

    @property
    def income(self) -> int:
        """What the rise brings in, pence."""
        return self.each * self.customers

    @property
    def surplus(self) -> int:
        """Pence over what is needed, at least nil."""
        return self.income - self.needed


@dataclass(frozen=True)
class PupilRate:
    """The smallest rate a pupil that recovers a target, and the list with it; pence."""

    rate: int
    prices: PriceList
    income: int
    target: int

    @property
    def surplus(self) -> int:
        """Pence over the target, at least nil."""
        return self.income - self.target


@dataclass(frozen=True)
class Solved:
    """A price list that recovers its target. Pence; arrays are (agreements,), in the order of the agreements.

    ``factor`` is the rise in one proportion before any rounding, 1.0321 for 3.21 per cent, to five places. ``relief``
    is what a cap takes off each agreement; ``income_by_agreement`` is what is paid after it.
    """

    prices: PriceList
    income_by_agreement: np.ndarray
    relief: np.ndarray
    target: int
    factor: float
    changes: tuple[NewPrice, ...]
    references: np.ndarray

    @property
    def income(self) -> int:
        """What all pay together."""
        return int(self.income_by_agreement.sum())

    @property
    def surplus(self) -> int:
        """What is over the target, at least nil."""
        return self.income - self.target

    @property
    def relief_by_customer(self) -> dict[str, int]:
        """Pence that the cap takes off each customer who has relief, by reference."""
        found = np.flatnonzero(self.relief)
        by: dict[str, int] = {}
        for reference, amount in zip(self.references[found], self.relief[found], strict=True):
            by[str(reference)] = by.get(str(reference), 0) + int(amount)
        return by


def flat_uplift(charges_now: np.ndarray, target: float | Decimal, step: float | Decimal = PENNY) -> Uplift | NoAnswer:
    """The smallest rise in whole steps that each customer pays more so that income meets a target.

    ``charges_now`` is pence a customer (customers,), equal or not; who pays nothing now pays no rise. Target and step
    are £. Nil where income meets the target already.
    """
    return flat_uplift_by_count(int((charges_now > 0).sum()), pounds_short(charges_now, target), step)


def pounds_short(charges_now: np.ndarray, target: float | Decimal) -> Decimal:
    """How far income is short of a target, £; nil where it is not."""
    return max(Decimal(in_pence(target) - int(charges_now.sum())) / 100, Decimal(0))


def flat_uplift_by_count(customers: int, change: float | Decimal, step: float | Decimal = PENNY) -> Uplift | NoAnswer:
    """The same where only the number of customers is known: the smallest rise each that brings in a change in £."""
    needed, a_step = in_pence(change), in_pence(step)
    if customers < 1:
        return NoAnswer("Nobody pays, so no rise brings income in.", 0, ("customers",))
    return Uplift(-(-needed // (customers * a_step)) * a_step, customers, needed)


def per_pupil_rate(
    prices: PriceList, agreements: Agreements, target: float | Decimal, package: str, step: float | Decimal = PENNY
) -> PupilRate | NoAnswer:
    """The smallest rate a pupil of one package, in whole steps, that recovers a target in £, all else as it is.

    One rate for every phase that the package has a rate for; for all phases where it has none yet. Raises KeyError on a
    package that is not in the list.
    """
    of = {one.id: one for one in prices.packages}[package]
    phases = tuple(of.per_pupil or PHASES)

    def at(rate: int) -> PriceList:
        new = of.model_copy(update={"per_pupil": dict.fromkeys(phases, rate / 100)})
        return prices.model_copy(update={"packages": tuple(new if one is of else one for one in prices.packages)})

    row, needed, a_step = priced_row(at(pence(1)), agreements), in_pence(target), in_pence(step)
    rated = np.array([one.package == package and one.kind == "per_pupil" for one in row.listed])
    now = np.array([one.amount for one in row.listed])

    def income(steps: int) -> int:
        return int(row.charge(np.where(rated, steps * a_step, now)).sum())

    most = MOST_RATE // a_step
    if not row.times[rated].any() or income(most) < needed:
        highest = income(most if row.times[rated].any() else 0)
        reason = f"No rate a pupil of {package} recovers {in_pounds(needed)}: the list brings in {in_pounds(highest)}"
        return NoAnswer(f"{reason} at most.", highest, ("who takes it", "their pupils"))
    steps = 0 if income(0) >= needed else most_steps(lambda n: income(n) < needed, most) + 1
    return PupilRate(steps * a_step, at(steps * a_step), income(steps), needed)


def in_proportion(
    prices: PriceList,
    agreements: Agreements,
    target: float | Decimal,
    *,
    step: float | Decimal | None = None,
    rate_step: float | Decimal = PENNY,
    cap: Cap | None = None,
    relief: bool = False,
    minimums_too: bool = False,
) -> Solved | NoAnswer:
    """Scale a price list by one factor to recover a target in £ a year, each price rounded to its step.

    Steps are £: ``step`` is the list's own unless given; a rate a pupil has ``rate_step``. Minimum charges stay as they
    are unless ``minimums_too``. No price falls where the target is above what the list brings in now, and none rises
    where it is below. With a cap no customer pays more than the cap allows: there is no answer where the list would
    need it, unless ``relief`` lets the others make up what the cap takes off. Raises ValueError on a target that is not
    above nil, and as ``pricing.charges`` does.
    """
    if in_pence(target) <= 0:
        raise ValueError("a target above nil")
    row = priced_row(prices, agreements)
    steps = [in_pence(rate_step if one.kind == "per_pupil" else step or prices.step) for one in row.listed]
    search = Search(row, agreements.reference, in_pence(target), np.array(steps), minimums_too, cap, relief)
    found = search.solve()
    return _no_answer(search, found) if isinstance(found, Short) else _solved(search, found, agreements)


def in_pence(amount: float | Decimal) -> int:
    """£ as whole pence, a part of a penny counted up, since a target is met in full."""
    return int(up_to(amount, PENNY) * 100)


def _solved(search: Search, amounts: np.ndarray, agreements: Agreements) -> Solved:
    new = with_amounts(search.row.prices, search.row.listed, amounts)
    charged = charges(new, agreements).total
    relief = search.relief_of(charged)
    changes = reasons(search, amounts)
    return Solved(new, charged - relief, relief, search.target, search.factor(), changes, agreements.reference)


def _no_answer(search: Search, short: Short) -> NoAnswer:
    target, nearest = in_pounds(search.target), in_pounds(short.nearest)
    if search.target < search.income_now:
        sentence = f"No prices bring income down to {target}: minimum charges alone bring in {nearest}."
        return NoAnswer(sentence, short.nearest / 100, ("minimum charges",))
    missing = in_pounds(search.target - short.nearest)
    if not short.held:
        sentence = f"No rise brings income up to {target}: it stays at {nearest}, {missing} short."
        return NoAnswer(sentence, short.nearest / 100, ("who takes which package", "prices above nil"))
    named = listed([*short.held[:NAMED], *([f"{len(short.held) - NAMED:,} more"] * (len(short.held) > NAMED))], "and")
    how = "with relief to those at the cap" if search.relief else "with prices in one proportion"
    found = (
        f"No answer: where no charge may rise by more than {search.cap}, {nearest} is the most that can be raised "
        f"{how}, {missing} short of {target}. The cap holds"
    )
    inputs = ("the cap", "the target", "more customers")
    number = f"{len(short.held):,} customer{'' if len(short.held) == 1 else 's'}"
    return NoAnswer(f"{found} {named}.", short.nearest / 100, inputs, short.held, f"{found} {number}.")
