"""Traces of a fund's share, of non-pay and of the forecast outturn: to posts, shares, ledger and budget."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from model.assessment.trace.step import Step, stated_sum
from model.assessment.trace.timeline import CostSteps, in_runs
from model.assessment.trace.worked import money, share
from model.base.financial_year import MONTHS_IN_YEAR, FinancialYear
from model.base.stated import stated
from model.budget.funds import by_fund, non_pay, non_pay_by_row, posts_by_id, shares_of_posts
from model.budget.monitoring import NO_LINE, LineForecast, forecast, months_of_actuals
from model.cost.costed import TIMELINES, CostedScenario
from model.schema.sections.budget import Charge, non_pay_charges, pay_charges

EFFECT, DATED = "effect", {"do_nothing": "do_nothing", "proposal": "proposal"}
FUND, NON_PAY = "fund_", "non_pay_"


@dataclass(frozen=True)
class BudgetSteps:
    """The steps behind what each fund pays and behind the forecast outturn, on the headline's basis."""

    costs: CostSteps

    @property
    def _costed(self) -> CostedScenario:
        return self.costs.costed

    def fund(self, which: str, year: FinancialYear, fund: str) -> Step:
        """What a fund pays in a year under a dated timeline, or the difference (``effect``), by post."""
        [found] = [one for one in by_fund(self._costed, self.costs.basis) if (one.year, one.name) == (year, fund)]
        if which == EFFECT:
            return _effect(f"{fund}, {year}", found.effect, *(self.fund(name, year, fund) for name in DATED))
        return Step(
            f"{fund}: {TIMELINES[which][0]}, {year}",
            getattr(found, which),
            opened=lambda: self._shares(which, year, fund),
        )

    def _shares(self, timeline: str, year: FinancialYear, fund: str) -> Iterator[Step]:
        shares, plan = shares_of_posts(self._costed.scenario), self._costed.plans[timeline]
        for post in plan.rows_of:
            part = shares[post].get(fund)
            if part is None:
                continue
            whole = self.costs.timeline(timeline, year, posts=(post,))
            [of_post] = whole.parts or (whole,)
            if not isinstance(part, np.ndarray):
                yield of_post.counting(float(part), "" if part == 1 else f"{share(float(part)).text} of")
                continue
            total = self._costed.costs[timeline, self.costs.basis].total[plan.rows_of[post]].sum(axis=0)
            months = [*self._months(total, part, year)]
            yield Step(of_post.name, sum(m.contribution for m in months), opened=lambda months=months: months,
                       note="the share changes in the year")  # fmt: skip

    def _months(self, total: np.ndarray, part: np.ndarray, year: FinancialYear) -> Iterator[Step]:
        """Each month's cost of a post, with the fund's share of that month."""
        for month in _months_of(self._costed, year):
            name, amount = in_runs([month], self._costed), float(total[month])
            yield Step(name, amount, counts=float(part[month]), counted=f"{share(float(part[month])).text} of")

    def non_pay(self, which: str, year: FinancialYear, kind: str) -> Step:
        """Non-pay of a kind in a year under a dated timeline, or the difference (``effect``), by post."""
        [found] = [one for one in non_pay(self._costed) if (one.year, one.name) == (year, kind)]
        if which == EFFECT:
            return _effect(f"{kind}, {year}", found.effect, *(self.non_pay(name, year, kind) for name in DATED))
        name = f"{kind}: {TIMELINES[which][0]}, {year}"
        return Step(name, getattr(found, which), opened=lambda: self._items(which, year, kind))

    def _items(self, timeline: str, year: FinancialYear, kind: str) -> Iterator[Step]:
        plan, months = self._costed.plans[timeline], [*_months_of(self._costed, year)]
        for row, item, amount in non_pay_by_row(plan, posts_by_id(self._costed.scenario)):
            if item.kind == kind:
                held, of_year = plan.appointments[row], float(amount[months].sum())
                said = f"{money(item.amount).text} a year for one post, times the share of it and of the year in post"
                yield stated_sum(held.title, of_year, f"post {held.post}, non_pay: {item.reason}", said)

    @cached_property
    def lines(self) -> dict[str, LineForecast]:
        """The forecast of each budget line, by its name."""
        return {line.line: line for line in forecast(self._costed)} if self._costed.scenario.budget else {}

    def line(self, structure: str, name: str) -> Step:
        """A figure of a budget line: approved, virements, actuals, left in the plan, outturn or variance."""
        line, budget = self.lines[name], stated(self._costed.scenario.budget, "budget")
        match structure:
            case "budget":
                return stated_sum(f"{name}: approved budget", line.approved, "budget, lines")
            case "virements":
                moves = [
                    stated_sum(move.reason, move.amount if move.to == name else -move.amount, "budget, virements")
                    for move in budget.virements
                    if name in (move.to, move.from_)
                ]
                return Step(f"{name}: virements", line.virements, opened=lambda: moves, source="budget, virements")
            case "actuals":
                spent = [
                    stated_sum(f"{one.month:%B %Y}{f', post {one.post}' if one.post else ''}", one.amount, "the ledger")
                    for one in budget.actuals or ()
                    if one.line == name
                ]
                return Step(f"{name}: actuals", line.actual, opened=lambda: spent, source="budget, actuals")
            case "plan_left":
                return Step(f"{name}: left in the plan", line.remaining, opened=lambda: self._left(name))
            case "outturn":
                parts = self.line("actuals", name), self.line("plan_left", name)
                return Step(f"{name}: forecast outturn", line.outturn, opened=lambda: parts)
        parts = self.line("outturn", name), self.line("budget", name).less, self.line("virements", name).less
        return Step(f"{name}: variance", line.variance, opened=lambda: parts)

    def _left(self, name: str) -> Iterator[Step]:
        """What the plan still has on a line, by post: pay with on-costs and non-pay, for the months without actuals."""
        costed, scenario = self._costed, self._costed.scenario
        budget, posts, shares = stated(scenario.budget, "budget"), posts_by_id(scenario), shares_of_posts(scenario)
        months = [*_months_of(costed, FinancialYear.parse(budget.year))][months_of_actuals(budget) :]
        if not months:
            return
        plan, pay = costed.plans["proposal"], costed.costs["proposal", self.costs.basis].total
        charged: dict[str, float] = {}

        def add(what: str, charge: Charge, part: float | np.ndarray, amounts: np.ndarray) -> None:
            lines = budget.lines_for(charge)
            if (lines[0].line if lines else NO_LINE) == name:
                charged[what] = charged.get(what, 0.0) + float((part * amounts)[months].sum())

        for row, held in enumerate(plan.appointments):
            for charge, part in pay_charges(posts[held.post], shares[held.post]):
                add(f"{held.title}: pay with on-costs", charge, part, pay[row])
        for row, item, amount in non_pay_by_row(plan, posts):
            held = plan.appointments[row]
            for charge, part in non_pay_charges(posts[held.post], item, shares[held.post]):
                add(f"{held.title}: {item.kind}", charge, part, amount)
        for what, amount in charged.items():
            yield Step(what, amount, note=f"of the plan, {in_runs(months, costed)}")


def _effect(name: str, amount: float, before: Step, after: Step) -> Step:
    return Step(f"{name}: effect in the year", amount, opened=lambda: (after, before.less))


def _months_of(costed: CostedScenario, year: FinancialYear) -> range:
    first = costed.years.index(year) * MONTHS_IN_YEAR
    return range(first, first + MONTHS_IN_YEAR)
