"""Who pays: each post's cost split across its funds, and the non-pay that comes with posts.

Non-pay is kept apart from pay: it is in no figure of :mod:`model.cost.costed`.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from model.base.financial_year import MONTHS_IN_YEAR, FinancialYear
from model.cost.costed import CostedScenario
from model.cost.plan import Plan
from model.schema.sections.funds import shares_by_fund
from model.schema.sections.posts import Post
from model.schema.sections.scenario import Scenario

DATED = ("do_nothing", "proposal")


@dataclass(frozen=True)
class YearlyCost:
    """£ in a year of one fund, or of one kind of non-pay, under each dated timeline, unrounded."""

    year: FinancialYear
    name: str
    do_nothing: float
    proposal: float

    @property
    def effect(self) -> float:
        """The effect in the year: the proposal less do nothing."""
        return self.proposal - self.do_nothing


def by_fund(costed: CostedScenario, basis: str) -> list[YearlyCost]:
    """Pay with on-costs by year and fund. The funds of a year add up to the whole, since shares add up to 100%."""
    funds = tuple(dict.fromkeys(fund for shares in _shares(costed.scenario).values() for fund in shares))
    amounts = {name: _weights(costed, name, funds).T @ costed.amounts(name, basis) for name in DATED}
    return list(_yearly(costed, funds, amounts))


def non_pay(costed: CostedScenario) -> list[YearlyCost]:
    """Non-pay by year and kind: £ a year for a post, times the part of the year that it is in the structure."""
    posts = posts_by_id(costed.scenario)
    kinds = tuple(dict.fromkeys(item.kind for post in posts.values() for item in post.non_pay))
    amounts = {}
    for name in DATED:
        plan = costed.plans[name]
        yearly = costed.book.months.by_year(part_of_post(plan, posts)) / MONTHS_IN_YEAR
        each = np.zeros((len(plan.appointments), len(kinds)))
        for row, appointment in enumerate(plan.appointments):
            for item in posts[appointment.post].non_pay:
                each[row, kinds.index(item.kind)] += item.amount
        amounts[name] = each.T @ yearly
    return list(_yearly(costed, kinds, amounts))


def posts_by_id(scenario: Scenario) -> dict[str, Post]:
    """Every post of both structures."""
    return {post.id: post for post in (*scenario.present, *scenario.proposed)}


def part_of_post(plan: Plan, posts: dict[str, Post]) -> np.ndarray:
    """The part of one post that each appointment is in a month, (appointments, months): half for half of a job share.

    A vacancy counts as a holder does; a part-time post is a whole post.
    """
    of_post = np.array([a.fte / posts[a.post].fte for a in plan.appointments])
    return of_post[:, None] * plan.employed


def _shares(scenario: Scenario) -> dict[str, dict[str, float]]:
    """Post to fund to share."""
    default = scenario.costing.default_fund
    return {name: shares_by_fund(post.funds, default) for name, post in posts_by_id(scenario).items()}


def _weights(costed: CostedScenario, timeline: str, funds: tuple[str, ...]) -> np.ndarray:
    """Each fund's share of each appointment, (appointments, funds)."""
    shares = _shares(costed.scenario)
    held = costed.plans[timeline].appointments
    return np.array([[shares[appointment.post].get(fund, 0.0) for fund in funds] for appointment in held])


def _yearly(costed: CostedScenario, names: tuple[str, ...], amounts: dict[str, np.ndarray]) -> Iterator[YearlyCost]:
    for column, year in enumerate(costed.years):
        for row, name in enumerate(names):
            yield YearlyCost(year, name, *(float(amounts[timeline][row, column]) for timeline in DATED))
