"""The plan compared with the budget by line (forecast outturn), and with payroll and ledger by post.

The plan is the timeline ``proposal`` on the scenario's own basis.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np

from model.base.financial_year import MONTHS_IN_YEAR, FinancialYear
from model.base.stated import stated
from model.budget.funds import non_pay_by_row, non_pay_of_rows, posts_by_id, shares_of_posts
from model.cost.costed import CostedScenario
from model.schema.sections.budget import OUTSIDE, Budget, Charge, non_pay_charges, pay_charges
from model.schema.sections.posts import WHOLE

NO_LINE = "(no budget line)"
SAME_FTE = 0.005
"""Payroll states FTE to two places. A smaller difference than this counts as none."""
SAME_PAY = 1.0
"""A smaller difference than this, in £ a month, counts as none."""
SAME_LEDGER = 1.0
"""A smaller difference than this, in £ to date, counts as none."""


@dataclass(frozen=True)
class LineForecast:
    """One line of the budget, £: what is approved, moved by virement, spent, and planned for the remaining months."""

    line: str
    approved: float
    virements: float
    actual: float
    remaining: float

    @property
    def current(self) -> float:
        """The approved budget after virements."""
        return self.approved + self.virements

    @property
    def outturn(self) -> float:
        """The forecast outturn, £: actuals to date, plus the plan for the remaining months."""
        return self.actual + self.remaining

    @property
    def variance(self) -> float:
        """The forecast outturn less the current budget: a positive figure is an overspend."""
        return self.outturn - self.current


@dataclass(frozen=True)
class OfPost:
    """One post, by its number or id: FTE on the last day of a month, and £, in the plan and in payroll or ledger."""

    post: str
    title: str
    plan_fte: float
    other_fte: float
    plan: float
    other: float
    finding: str
    """How the plan differs from payroll or ledger; empty where they agree."""


def forecast(costed: CostedScenario) -> list[LineForecast]:
    """The forecast of each budget line, and then of the part of the plan that belongs to no line, if there is any."""
    budget = stated(costed.scenario.budget, "budget")
    planned, done, moved = plan_by_line(costed), months_of_actuals(budget), virements_by_line(budget)
    spent = _added((actual.line, actual.amount) for actual in budget.actuals or ())
    approved = {line.line: line.amount for line in budget.lines}
    lines = [
        LineForecast(name, amount, moved[name], spent[name], float(planned[name][done:].sum()))
        for name, amount in approved.items()
    ]
    left = float(planned[NO_LINE][done:].sum())
    return [*lines, *([LineForecast(NO_LINE, 0.0, 0.0, 0.0, left)] if left else [])]


def months_of_actuals(budget: Budget) -> int:
    """How many months of the year the actuals cover; 0 where there are none."""
    if budget.actuals is None:
        return 0
    first = FinancialYear.parse(budget.year).first_day
    last = stated(budget.actuals_to, "actuals_to")
    return (last.year - first.year) * MONTHS_IN_YEAR + last.month - first.month + 1


def virements_by_line(budget: Budget) -> dict[str, float]:
    """What virements add to each line, £, by line. The amounts add up to 0.

    The key ``outside`` has the other side of virements into and out of the budget.
    """
    received = ((move.to, move.amount) for move in budget.virements)
    given = ((move.from_, -move.amount) for move in budget.virements)
    return _added((*received, *given))


def net_from_outside(budget: Budget) -> float:
    """What virements add to the budget as a whole, £."""
    return -virements_by_line(budget)[OUTSIDE] or 0.0


def plan_by_line(costed: CostedScenario) -> dict[str, np.ndarray]:
    """What the plan spends on each budget line in each month, £, (12,): pay with on-costs, and non-pay."""
    scenario = costed.scenario
    plan, months = costed.plans["proposal"], _months_of_budget(costed)
    posts, shares = posts_by_id(scenario), shares_of_posts(scenario)
    pay = costed.costs["proposal", scenario.costing.basis].total
    charged: dict[Charge, np.ndarray] = defaultdict(lambda: np.zeros(MONTHS_IN_YEAR))
    for row, appointment in enumerate(plan.appointments):
        post = posts[appointment.post]
        for charge, share in pay_charges(post, shares[post.id]):
            charged[charge] += (share * pay[row])[months]
    for row, item, amount in non_pay_by_row(plan, posts):
        post = posts[plan.appointments[row].post]
        for charge, share in non_pay_charges(post, item, shares[post.id]):
            charged[charge] += (share * amount)[months]
    by_line: dict[str, np.ndarray] = defaultdict(lambda: np.zeros(MONTHS_IN_YEAR))
    for charge, amounts in charged.items():
        lines = stated(scenario.budget, "budget").lines_for(charge)
        by_line[lines[0].line if lines else NO_LINE] += amounts
    return by_line


def against_payroll(costed: CostedScenario) -> list[OfPost]:
    """Every post of the plan and of payroll: FTE at the end of the last month of actuals, and gross pay in that month.

    Gross pay is the sum of all elements that are pay, in the month of payment. Arrears of a late award count when they
    are paid. A post that has the same number in both structures is one post. Empty where no payroll is stated.
    """
    budget = stated(costed.scenario.budget, "budget")
    if budget.payroll is None:
        return []
    month = int(np.searchsorted(costed.book.months.first_days, np.datetime64(stated(budget.actuals_to, "actuals_to"))))
    plan, key_of = costed.plans["proposal"], _keys(costed)
    pay = costed.costs["proposal", costed.scenario.costing.basis].paid[:, month]
    last = costed.book.months.pay_days[month].item()
    held = [a.fte if a.first_day <= last <= a.last_day else 0.0 for a in plan.appointments]
    own = [key_of[appointment.post] for appointment in plan.appointments]
    entries = [(key_of.get(entry.post, entry.post), entry) for entry in budget.payroll]
    return list(
        _compared(
            costed,
            _added(zip(own, held, strict=True)),
            _added((key, entry.fte) for key, entry in entries),
            _added(zip(own, pay.tolist(), strict=True)),
            _added((key, entry.amount) for key, entry in entries),
        )
    )


def _compared(
    costed: CostedScenario,
    plan_fte: dict[str, float],
    paid_fte: dict[str, float],
    plan_pay: dict[str, float],
    paid: dict[str, float],
) -> Iterator[OfPost]:
    titles, vacant = _titles(costed), _vacant(costed)
    for key in dict.fromkeys((*plan_fte, *paid_fte)):
        planned, on_payroll = plan_fte[key] > WHOLE or plan_pay[key] > 0, key in paid_fte
        if not planned and not on_payroll:
            continue
        if not on_payroll:
            finding = f"in the plan, not in payroll{': vacant' if key in vacant else ''}"
        elif key not in titles:
            finding = "in payroll, not in the plan"
        elif not planned:
            finding = "in payroll, not in the plan in this month"
        elif abs(plan_fte[key] - paid_fte[key]) > SAME_FTE:
            finding = "different FTE"
        elif abs(plan_pay[key] - paid[key]) > SAME_PAY:
            finding = "different pay"
        else:
            finding = ""
        title = titles.get(key, "\u2013")
        yield OfPost(key, title, plan_fte[key], paid_fte.get(key, 0.0), plan_pay[key], paid.get(key, 0.0), finding)


def against_ledger(costed: CostedScenario) -> list[OfPost]:
    """Every post of the plan and of the ledger, with its cost to date, on-costs and non-pay included. FTE is 0.

    Costs in the ledger that name no post are one row. Empty where no actual names a post.
    """
    budget = stated(costed.scenario.budget, "budget")
    actuals = budget.actuals or ()
    if not any(actual.post for actual in actuals):
        return []
    done, months = months_of_actuals(budget), _months_of_budget(costed)
    key_of, titles, plan = _keys(costed), _titles(costed), costed.plans["proposal"]
    posts = posts_by_id(costed.scenario)
    pay = costed.costs["proposal", costed.scenario.costing.basis].total[:, months][:, :done].sum(axis=1)
    beside = non_pay_of_rows(plan, posts)[:, months][:, :done].sum(axis=1)
    own = [key_of[appointment.post] for appointment in plan.appointments]
    planned = _added(zip(own, (pay + beside).tolist(), strict=True))
    posts_spent = ((actual.post or "(no post)", actual.amount) for actual in actuals)
    spent = _added((key_of.get(post, post), amount) for post, amount in posts_spent)
    found = []
    for key in dict.fromkeys((*planned, *spent)):
        if not planned[key] and key not in spent:
            continue
        if key not in spent:
            finding = "in the plan, not in the ledger"
        elif not planned[key]:
            finding = "in the ledger, not in the plan"
        else:
            finding = "different cost" if abs(planned[key] - spent[key]) > SAME_LEDGER else ""
        found.append(OfPost(key, titles.get(key, "\u2013"), 0.0, 0.0, planned[key], spent.get(key, 0.0), finding))
    return found


def _months_of_budget(costed: CostedScenario) -> slice:
    start = costed.years.index(FinancialYear.parse(stated(costed.scenario.budget, "budget").year)) * MONTHS_IN_YEAR
    return slice(start, start + MONTHS_IN_YEAR)


def _keys(costed: CostedScenario) -> dict[str, str]:
    """For each post, by number and by id, the key by which it is compared: its number or, if it has none, its id."""
    posts = posts_by_id(costed.scenario).values()
    keys = {post.post_number: post.post_number for post in posts if post.post_number}
    return keys | {post.id: post.post_number or post.id for post in posts}


def _titles(costed: CostedScenario) -> dict[str, str]:
    """The title of each post, by number or id: both titles, with ``then`` between them, where the structures differ."""
    titles: dict[str, list[str]] = defaultdict(list)
    for post in posts_by_id(costed.scenario).values():
        titles[post.post_number or post.id].append(post.title)
    return {key: ", then ".join(dict.fromkeys(both)) for key, both in titles.items()}


def _vacant(costed: CostedScenario) -> set[str]:
    return {post.post_number or post.id for post in costed.scenario.present if post.vacant}


def _added(pairs: Iterable[tuple[str, float]]) -> dict[str, float]:
    """Amounts added up by name; 0 for a name without amounts."""
    total: dict[str, float] = defaultdict(float)
    for name, amount in pairs:
        total[name] += amount
    return total
