"""When customers leave: the income lost, the cost that falls in steps and after a lag, and the cost that is stranded.

A cost falls by one step for every so many leavers, as stated, and never by part of a step. What the holder of a post is
paid on leaving is left out: it is a one-off cost.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from model.base.financial_year import MONTHS_IN_YEAR, PayMonths
from model.base.stated import stated
from model.budget.funds import non_pay_of_rows, posts_by_id
from model.cost.costed import CostedScenario
from model.schema.sections.trading import Avoidable, CostLine, Trading

WHOLE_STEP = 1e-9
"""A shortfall of this part of a step is ignored, since leavers worked out from a share of customers are inexact."""


@dataclass(frozen=True)
class AvoidableCost:
    """A cost that falls in steps: what one step is worth in each month, and the total that it is part of.

    ``each`` and ``whole`` are £ a month, (months,). ``part_of`` names the total; several costs may share a total.
    """

    what: str
    part_of: str
    for_every: float
    after_months: int
    each: np.ndarray
    whole: np.ndarray

    def steps(self, leavers: float) -> int:
        """How many whole steps are taken for this number of leavers."""
        return int(leavers / self.for_every + WHOLE_STEP)


@dataclass(frozen=True)
class Leaving:
    """Income lost and cost avoided when customers leave: £ a month, (months,), and £ a year once every lag is over."""

    months: PayMonths
    income_lost: np.ndarray
    cost_avoided: np.ndarray
    long_run_lost: float
    long_run_avoided: float

    @property
    def stranded_by_year(self) -> np.ndarray:
        """Income lost less cost avoided, £ in each year shown, (years,): the cost left with no income to meet it."""
        return self.months.by_year(self.income_lost - self.cost_avoided)

    @property
    def long_run_stranded(self) -> float:
        """Income lost less cost avoided, £ a year, once every lag is over."""
        return self.long_run_lost - self.long_run_avoided


def avoidable_costs(costed: CostedScenario, basis: str) -> tuple[AvoidableCost, ...]:
    """Every avoidable cost that the scenario states; empty where it states none, and then no cost is avoided.

    A post's cost is its pay with on-costs and its non-pay in the proposal, month by month. Where a row has several
    posts, one step is their average cost.
    """
    trading = costed.scenario.trading or Trading()
    return tuple(_avoidable(cost, trading.cost_lines, costed, basis) for cost in trading.avoidable)


def _avoidable(cost: Avoidable, lines: Sequence[CostLine], costed: CostedScenario, basis: str) -> AvoidableCost:
    if cost.post is None:
        line = next(line for line in lines if line.kind == cost.line)
        part_of, what, whole = line.kind, line.kind, line.a_month(costed.book.months)
        each = whole * (stated(cost.amount, "the amount of a step") / line.amount)
    else:
        posts = posts_by_id(costed.scenario)
        post, costs = posts[cost.post], costed.costs["proposal", basis]
        rows = costs.plan.rows_of.get(post.id, [])
        part_of, what = post.id, post.title
        whole = (costs.total + non_pay_of_rows(costs.plan, posts))[rows].sum(axis=0)
        each = whole / post.number
    return AvoidableCost(what, part_of, cost.for_every, cost.after_months, each, whole)


def cost_avoided(
    leavers: float, from_day: date | None, avoidable: Sequence[AvoidableCost], months: PayMonths
) -> np.ndarray:
    """£ avoided in each month, (months,): from the costs that share a total, never more than that total.

    A ``from_day`` of None means that every lag is over. Raises ValueError on a negative number of leavers.
    """
    if leavers < 0:
        raise ValueError(f"{leavers:g} leavers: expected none or more")
    none = np.zeros(len(months))
    avoided: dict[str, np.ndarray] = {}
    for cost in avoidable:
        part = 1.0 if from_day is None else months_after(from_day, cost.after_months, months)
        avoided[cost.part_of] = avoided.get(cost.part_of, none) + cost.steps(leavers) * cost.each * part
    wholes = {cost.part_of: cost.whole for cost in avoidable}
    return sum((np.minimum(avoided[name], whole) for name, whole in wholes.items()), none)


def avoided_a_year(leavers: float, avoidable: Sequence[AvoidableCost], months: PayMonths) -> float:
    """£ avoided a year once every lag is over, at the costs of the last year shown."""
    return float(cost_avoided(leavers, None, avoidable, months)[-MONTHS_IN_YEAR:].sum())


def leaving(costed: CostedScenario, basis: str, leavers: float, from_day: date, income_of_each: float) -> Leaving:
    """What is lost and avoided if ``leavers`` customers leave on ``from_day``.

    Each of them pays ``income_of_each``, £ a year net of VAT. ``leavers`` need not be whole: it may be an average.
    Raises ValueError where ``leavers`` is negative.
    """
    months, avoidable = costed.book.months, avoidable_costs(costed, basis)
    avoided = cost_avoided(leavers, from_day, avoidable, months)
    lost = leavers * income_of_each / MONTHS_IN_YEAR * months_after(from_day, 0, months)
    in_the_end = avoided_a_year(leavers, avoidable, months)
    return Leaving(months, lost, avoided, leavers * income_of_each, in_the_end)


def months_after(day: date, lag: int, months: PayMonths) -> np.ndarray:
    """The share of each month that falls on or after ``day`` plus ``lag`` months, (months,), 0 to 1."""
    month = np.datetime64(day, "M") + lag
    last = (month + 1).astype("datetime64[D]") - 1
    first = np.minimum(month.astype("datetime64[D]") + (day.day - 1), last)
    return months.fraction_employed(np.array([first]), months.pay_days[-1:])[0]
