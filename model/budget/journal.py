"""The change as lines for a ledger: how much more or less each cost centre and subjective code has to pay.

Recurring and one-off amounts are separate lines. Codes are those that posts and non-pay state. Where none is stated the
cell is empty: no code is made up. One-off costs have no code, only a fund.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

import numpy as np

from model.base.financial_year import FinancialYear
from model.base.money import PENNY, rounded_together
from model.budget.funds import non_pay_by_row, posts_by_id, shares_of_posts
from model.budget.transition import Transition
from model.cost.costed import EFFECTS, CostedScenario
from model.schema.sections.budget import Charge, non_pay_charges, pay_charges
from model.schema.sections.funds import NOT_STATED

IN_YEAR, FULL_YEAR = "in the year", "full year"
OF_EFFECT = {IN_YEAR: "part_year_effect", FULL_YEAR: "full_year_effect"}
Kind = Literal["recurring", "one-off"]


@dataclass(frozen=True)
class JournalLine:
    """One line: how much more (positive) or less (negative) a code and fund have to pay, £, to the penny.

    ``covers`` is pay with on-costs, or non-pay, or the kind of a one-off cost. ``effect`` says whether the amount is
    for the year as it happens, or for a full year at the rates of the year of change.
    """

    cost_centre: str
    subjective: str
    fund: str
    covers: str
    year: FinancialYear
    kind: Kind
    effect: str
    amount: Decimal


def journal(costed: CostedScenario, transition: Transition | None) -> tuple[JournalLine, ...]:
    """Every line that is not nil, on the scenario's own basis.

    The recurring lines of pay add up to the budget effect, to the penny: lines in a year to the effect of that year,
    and lines of a full year to the headline. The lines of non-pay and of one-off costs add up to their own totals.
    """
    lines: list[JournalLine] = []
    for effect, structure in OF_EFFECT.items():
        before, after = (_charged(costed, name) for name in ("do_nothing", EFFECTS[structure][1]))
        charges = list(dict.fromkeys((*before, *after)))
        years = costed.years if effect == IN_YEAR else (costed.year_of_change,)
        for year in years:
            column = costed.years.index(year)
            changes = {charge: float(after[charge][column] - before[charge][column]) for charge in charges}
            lines += _lines(changes, year, effect)
    return (*lines, *(_once(transition) if transition else ()))


def _charged(costed: CostedScenario, timeline: str) -> defaultdict[Charge, np.ndarray]:
    """£ in each year, (years,), by charge (codes, fund, and whether for pay or for non-pay), all posts together."""
    scenario, plan, months = costed.scenario, costed.plans[timeline], costed.book.months
    posts, shares, basis = posts_by_id(scenario), shares_of_posts(scenario), scenario.costing.basis
    by_year = costed.amounts(timeline, basis)
    charged: defaultdict[Charge, np.ndarray] = defaultdict(lambda: np.zeros(len(costed.years)))
    for row, held in enumerate(plan.appointments):
        for charge, share in pay_charges(posts[held.post], shares[held.post]):
            if isinstance(share, np.ndarray):
                charged[charge] += months.by_year(share * costed.costs[timeline, basis].total[row])
            else:
                charged[charge] += share * by_year[row]
    for row, item, amount in non_pay_by_row(plan, posts):
        post = posts[plan.appointments[row].post]
        for charge, share in non_pay_charges(post, item, shares[post.id]):
            charged[charge] += months.by_year(share * amount)
    return charged


def _lines(changes: dict[Charge, float], year: FinancialYear, effect: str) -> Iterator[JournalLine]:
    """The lines of a year. Lines of pay are rounded so that they add up to their effect. So are lines of non-pay."""
    for covers in ("pay", "non-pay"):
        of_kind = {charge: amount for charge, amount in changes.items() if charge.covers == covers}
        rounded = rounded_together([*of_kind.values()], sum(of_kind.values()), PENNY)
        for charge, amount in zip(of_kind, rounded, strict=True):
            if amount:
                fund = "" if charge.fund == NOT_STATED else charge.fund
                codes = charge.cost_centre or "", charge.subjective or "", fund
                yield JournalLine(*codes, covers, year, "recurring", effect, amount)


def _once(transition: Transition) -> Iterator[JournalLine]:
    """A line for each year charged, fund and kind of one-off cost, rounded so that they add up to their total."""
    sums: dict[tuple[FinancialYear, str, str], float] = defaultdict(float)
    for _, cost in transition.each():
        sums[cost.year, cost.funded_by, cost.label] += cost.amount
    rounded = rounded_together([*sums.values()], sum(sums.values()), PENNY)
    for (year, fund, label), amount in zip(sums, rounded, strict=True):
        if amount:
            yield JournalLine("", "", fund, label, year, "one-off", IN_YEAR, amount)
