"""Traces costs by fund, non-pay and the forecast outturn to posts, funds' shares, and sums in the ledger and budget."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from model.assessment.trace.step import Step, ended, stated_sum, total_of
from model.assessment.trace.timeline import CostSteps, in_runs, who_holds
from model.assessment.trace.worked import ONE, Worked, factor, money, part_of, share
from model.base.financial_year import MONTHS_IN_YEAR, FinancialYear
from model.base.stated import stated
from model.budget.funds import DATED, by_fund, non_pay, non_pay_by_row, posts_by_id, shares_of_posts
from model.budget.monitoring import NO_LINE, LineForecast, forecast, months_of_actuals
from model.cost.costed import TIMELINES, CostedScenario
from model.cost.plan import Plan
from model.schema.sections.budget import Charge, non_pay_charges, pay_charges
from model.schema.sections.funds import NonPay
from model.schema.sections.posts import Post

EFFECT = "effect"


@dataclass(frozen=True)
class BudgetSteps:
    """Traces of what each fund bears and of the forecast outturn, on the headline's basis."""

    costs: CostSteps

    @property
    def _costed(self) -> CostedScenario:
        return self.costs.costed

    def fund(self, which: str, year: FinancialYear, fund: str) -> Step:
        """What a fund bears in a year, by post, under a dated timeline. ``effect`` is the proposal less do nothing."""
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
            yield total_of(of_post.name, [*self._months(total, part, year)], "the fund's share changes in the year")

    def _months(self, total: np.ndarray, part: np.ndarray, year: FinancialYear) -> Iterator[Step]:
        """A step for each month of a post's cost. It counts for the share that the fund bears in that month."""
        for month in _months_of(self._costed, year):
            name, amount = in_runs([month], self._costed), float(total[month])
            yield Step(name, amount, counts=float(part[month]), counted=f"{share(float(part[month])).text} of")

    def non_pay(self, which: str, year: FinancialYear, kind: str) -> Step:
        """Non-pay of a kind in a year, by post, under a dated timeline. ``effect`` is the proposal less do nothing."""
        [found] = [one for one in non_pay(self._costed) if (one.year, one.name) == (year, kind)]
        if which == EFFECT:
            return _effect(f"{kind}, {year}", found.effect, *(self.non_pay(name, year, kind) for name in DATED))
        name = f"{kind}: {TIMELINES[which][0]}, {year}"
        return Step(name, getattr(found, which), opened=lambda: self._items(which, year, kind))

    def _items(self, timeline: str, year: FinancialYear, kind: str) -> Iterator[Step]:
        """A step for each appointment that has non-pay of a kind in a year."""
        plan, posts = self._costed.plans[timeline], posts_by_id(self._costed.scenario)
        months = [*_months_of(self._costed, year)]
        for row, item, amounts in non_pay_by_row(plan, posts):
            if item.kind == kind:
                held = plan.appointments[row]
                of_months = self._months_of_item(plan, row, posts[held.post], item, amounts, months)
                note = f"{who_holds([held])}, post {held.post}: {item.reason}"
                yield total_of(held.title, [*of_months], note)

    def _months_of_item(
        self, plan: Plan, row: int, post: Post, item: NonPay, amounts: np.ndarray, months: list[int]
    ) -> Iterator[Step]:
        """The months of an appointment's non-pay. Months with the same sum are one step."""
        held, source = plan.appointments[row], f"post {post.id}, non_pay, {item.kind}"
        costing = [month for month in months if amounts[month]]
        if not item.is_steady:  # it changes with a day, so a month may have days of two sums
            for month in costing:
                name = in_runs([month], self._costed)
                yield stated_sum(name, float(amounts[month]), source, "each stated sum for its days of the month")
            return
        of_post = factor(held.fte) / factor(post.fte) if held.fte != post.fte else ONE
        groups: dict[Worked, list[int]] = {}
        for month in costing:
            part = part_of(float(plan.employed[row, month]), int(plan.months.days[month]))
            groups.setdefault(money(item.amount) * of_post * part / factor(MONTHS_IN_YEAR), []).append(month)
        for worked, group in groups.items():
            name, amount = in_runs(group, self._costed), float(amounts[group].sum())
            yield ended(name, amount, worked.times(len(group)), source=source)

    @cached_property
    def lines(self) -> dict[str, LineForecast]:
        """The forecast of each line of the budget, by its name."""
        return {line.line: line for line in forecast(self._costed)} if self._costed.scenario.budget else {}

    def line(self, structure: str, name: str) -> Step:
        """How a figure of a budget line was worked out: budget, virements, actuals, plan left, outturn or variance."""
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
            case "variance":
                of_budget = (self.line(part, name).less for part in ("budget", "virements"))
                parts = self.line("outturn", name), *of_budget
                return Step(f"{name}: variance", line.variance, opened=lambda: parts)
        raise LookupError(f"a budget line has no figure called {structure}")

    def _left(self, name: str) -> Iterator[Step]:
        """What the plan spends on a line in the months without actuals, by post: pay with on-costs, and non-pay."""
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
