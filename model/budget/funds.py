"""Who pays: each post's cost split among its funds, and the non-pay that comes with posts.

Non-pay is separate from pay: no figure of :mod:`model.cost.costed` includes it.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from model.base.dated import by_month
from model.base.financial_year import MONTHS_IN_YEAR, FinancialYear
from model.cost.costed import CostedScenario
from model.cost.plan import Plan
from model.schema.sections.funds import NonPay, shares_by_fund
from model.schema.sections.posts import Post
from model.schema.sections.scenario import Scenario

DATED = ("do_nothing", "proposal")


@dataclass(frozen=True)
class YearlyCost:
    """What one fund pays in a year, or what one kind of non-pay costs, under each dated timeline, £, unrounded."""

    year: FinancialYear
    name: str
    do_nothing: float
    proposal: float

    @property
    def effect(self) -> float:
        """The effect in the year, £: ``proposal`` less ``do_nothing``."""
        return self.proposal - self.do_nothing


def by_fund(costed: CostedScenario, basis: str) -> list[YearlyCost]:
    """Pay with on-costs by year and fund. The funds of a year add up to the total, since shares add up to 100%.

    Where shares change within a month, the month's cost is split by days.
    """
    shares = shares_of_posts(costed.scenario)
    funds = tuple(dict.fromkeys(fund for of_post in shares.values() for fund in of_post))
    if any(np.ndim(share) for of_post in shares.values() for share in of_post.values()):
        amounts = {name: _by_month(costed, name, basis, funds) for name in DATED}
    else:
        amounts = {name: _weights(costed, name, funds).T @ costed.amounts(name, basis) for name in DATED}
    return list(_yearly(costed, funds, amounts))


def _by_month(costed: CostedScenario, timeline: str, basis: str, funds: tuple[str, ...]) -> np.ndarray:
    """What each fund pays in each year, £, (funds, years), where a share changes with the month."""
    costs, shares = costed.costs[timeline, basis], shares_of_posts(costed.scenario)
    borne = np.zeros((len(funds), len(costed.book.months)))
    for appointment, of_month in zip(costs.plan.appointments, costs.total, strict=True):
        for fund, share in shares[appointment.post].items():
            borne[funds.index(fund)] += share * of_month
    return costed.book.months.by_year(borne)


def non_pay(costed: CostedScenario) -> list[YearlyCost]:
    """Non-pay by year and kind: £ a year for a post, times the share of the year that the post exists."""
    posts = posts_by_id(costed.scenario)
    kinds = tuple(dict.fromkeys(item.kind for post in posts.values() for item in post.non_pay))
    amounts = {}
    for name in DATED:
        monthly = np.zeros((len(kinds), len(costed.book.months)))
        for _, item, amount in non_pay_by_row(costed.plans[name], posts):
            monthly[kinds.index(item.kind)] += amount
        amounts[name] = costed.book.months.by_year(monthly)
    return list(_yearly(costed, kinds, amounts))


def non_pay_by_row(plan: Plan, posts: dict[str, Post]) -> Iterator[tuple[int, NonPay, np.ndarray]]:
    """For each item of non-pay of each appointment: the appointment's row, the item, and £ in each month, (months,)."""
    part = part_of_post(plan, posts)
    for row, appointment in enumerate(plan.appointments):
        post = posts[appointment.post]
        for item in post.non_pay:
            if item.is_steady:
                yield row, item, item.amount / MONTHS_IN_YEAR * part[row]
            else:
                held = (within for of_days in item.by_date()
                        if (within := of_days.within(appointment.first_day, appointment.last_day)))  # fmt: skip
                yield row, item, by_month([*held], plan.months) / MONTHS_IN_YEAR * appointment.fte / post.fte


def non_pay_of_rows(plan: Plan, posts: dict[str, Post]) -> np.ndarray:
    """£ of non-pay in each month, (appointments, months)."""
    amounts = np.zeros(plan.employed.shape)
    for row, _, amount in non_pay_by_row(plan, posts):
        amounts[row] += amount
    return amounts


def posts_by_id(scenario: Scenario) -> dict[str, Post]:
    """Every post of both structures."""
    return {post.id: post for post in (*scenario.present, *scenario.proposed)}


def part_of_post(plan: Plan, posts: dict[str, Post]) -> np.ndarray:
    """The share of one post that each appointment is, by month, (appointments, months): 0.5 for half of a job share.

    A vacancy counts like a holder. A part-time post counts as a whole post.
    """
    of_post = np.array([a.fte / posts[a.post].fte for a in plan.appointments])
    return of_post[:, None] * plan.employed


def shares_of_posts(scenario: Scenario) -> dict[str, dict[str, float] | dict[str, np.ndarray]]:
    """For each post, by id, the share that each fund pays: a number, or (months,) where a share changes."""
    default, months = scenario.costing.default_fund, scenario.years.months
    return {name: shares_by_fund(post.funds, default, months) for name, post in posts_by_id(scenario).items()}


def _weights(costed: CostedScenario, timeline: str, funds: tuple[str, ...]) -> np.ndarray:
    """Each fund's share of each appointment, (appointments, funds)."""
    shares = shares_of_posts(costed.scenario)
    held = costed.plans[timeline].appointments
    return np.array([[shares[appointment.post].get(fund, 0.0) for fund in funds] for appointment in held])


def _yearly(costed: CostedScenario, names: tuple[str, ...], amounts: dict[str, np.ndarray]) -> Iterator[YearlyCost]:
    for column, year in enumerate(costed.years):
        for row, name in enumerate(names):
            yield YearlyCost(year, name, *(float(amounts[timeline][row, column]) for timeline in DATED))
