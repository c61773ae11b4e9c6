"""Traces what customers pay, and the trading account, to costs, charges and customers."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from model.assessment.trace.budgets import BudgetSteps
from model.assessment.trace.step import Step, ended, rounding, stated_sum, total_of
from model.assessment.trace.timeline import CostSteps
from model.assessment.trace.worked import factor, money, share
from model.base.financial_year import FinancialYear
from model.base.stated import stated
from model.budget.funds import non_pay
from model.buy_back.funding_test import PUBLISHED, BuyBack
from model.buy_back.needs import Needs, known
from model.buy_back.price_story import price_story
from model.buy_back.solve import Solved
from model.buy_back.take_up import ExpectedIncome, expected_by_agreement
from model.buy_back.traded import PENCE, Traded
from model.buy_back.who_pays import Rises

ROUNDED = {
    "recovering_uplift": "rounding up to a whole penny",
    "stepped_uplift": "rounding up to a whole price step",
}
EXPECTED = {
    "if_all_stay": "If all stay",
    "not_renewed": "Known not to renew",
    "attrition": "Attrition",
    "price_response": "Lost to the price",
    "new_customers": "New customers",
    "bad_debts": "Bad debts",
}
A_PENNY = 0.01
OPENING = "Opening balance"
BY_THE_LIST = "the price list, for what this customer takes"


@dataclass(frozen=True)
class FundingSteps:
    """The steps of the funding test, which assumes that income just meets the cost before the change."""

    test: BuyBack
    costs: CostSteps

    def figure(self, element: str) -> Step:
        """How one figure of the test was worked out, £ a year."""
        test, amount = self.test, float(getattr(self.test, element))
        match element:
            case "cost_before" | "cost_after":
                return self._cost(element, amount)
            case "change":
                return self._sum(
                    "Change, full year", amount, self.figure("cost_after"), self.figure("cost_before").less
                )
            case "uplift":
                return shared("Rise for each customer", amount, self.figure("change"), test.customers)
            case "average_before" | "average_after":
                cost = self.figure(element.replace("average", "cost"))
                return shared(f"{cost.name}, for each customer", amount, cost, test.customers)
        rise, step = self.figure("uplift"), {"recovering_uplift": A_PENNY, "stepped_uplift": float(test.price_step)}
        rounded = rounding(amount - rise.amount, step[element])
        return self._sum(f"Rise for each customer, {ROUNDED[element]}", amount, rise, rounded)

    def _cost(self, element: str, amount: float) -> Step:
        scenario, before = self.costs.costed.scenario, element == "cost_before"
        if self.test.rests_on == PUBLISHED:
            name = "present_cost" if before else "proposed_cost"
            published = next(one for one in scenario.published if one.measure == name)
            return stated_sum(f"Published total, {'present' if before else 'proposed'}", amount, published.source)
        timeline = "do_nothing" if before else "proposed"
        cost = self.costs.timeline(timeline, self.costs.costed.year_of_change)
        return self._sum(cost.name, amount, cost, rounding(amount - cost.amount, A_PENNY))

    @staticmethod
    def _sum(name: str, amount: float, *parts: Step) -> Step:
        return Step(name, amount, opened=lambda: parts)


@dataclass(frozen=True)
class PriceSteps:
    """The steps of what the average customer pays, and of the trading account."""

    traded: Traded
    budgets: BudgetSteps

    @property
    def _costs(self) -> CostSteps:
        return self.budgets.costs

    def story(self, key: str) -> Step:
        """How a quantity of :mod:`model.buy_back.price_story` was worked out."""
        quantity, of = price_story(self.traded)[key], self.traded
        if key.startswith("rise"):
            new, now = self.story(key.replace("rise", "price")), self.story("price_now")
            return Step(quantity.name, quantity.amount, opened=lambda: (new, now.less))
        if key == "price_expected":
            need, year = known(of.expected_need), known(of.year_after)
            avoided = Step("Cost that falls away as customers leave", need.avoided, note="in whole steps, as stated")
            parts = [self.target(), avoided.less, self.expected("bad_debts", year).less]
            whole = total_of("What must be paid for", parts)
            return shared(quantity.name, quantity.amount, whole, need.customers)
        wholes: dict[str, Callable[[], Step]] = {
            "price_now": self.income_now,
            "price_all_stay": self._met,
            "price_set": self._set,
        }
        return shared(quantity.name, quantity.amount, wholes[key](), of.customers)

    def income_now(self) -> Step:
        """What present customers are charged in a year, one step a customer, or the sum that the scenario states."""
        of, amount = self.traded, known(self.traded.income_now)
        if of.list_now is None or of.buyers is None:
            income = stated(of.trading.present_income, "present income")
            return stated_sum("Present income", amount, income.source)
        charged, who = of.fixed_now.charged(of.list_now), of.buyers.reference
        return Step("Charges of a year at present prices", amount, opened=lambda: _customers(who, charged / PENCE))

    def _met(self) -> Step:
        """The income target or, where prices are worked out, what those prices bring in."""
        target, solved = self.target(), self.traded.solved
        if not isinstance(solved, Solved):
            return target
        over = Step("Income above the target, since prices are in whole steps", solved.surplus / PENCE)
        parts = target, rounding(solved.target / PENCE - target.amount, A_PENNY), over
        return Step("Charges at the prices worked out", solved.income / PENCE, opened=lambda: parts)

    def _set(self) -> Step:
        rises = self.traded.rises
        parts = [*_customers(rises.reference, rises.after / PENCE)] if isinstance(rises, Rises) else []
        return total_of("Charges of a year at the prices set", parts)

    def target(self) -> Step:
        """What prices must bring in."""
        of, year = self.traded, known(self.traded.year_after)
        return Step("The target", known(of.target), opened=lambda: (self.full_cost(year), self._reserve(year)))

    def _reserve(self, year: FinancialYear) -> Step:
        """What a year's prices must bring in for the reserve: an equal part of the gap to its target level."""
        name, amount, reserve = (
            "To bring the reserve to its stated level",
            known(self.traded.to_reserve),
            self.traded.trading.reserve,
        )
        if not amount or reserve is None or reserve.level is None or reserve.by is None:
            return Step(name, amount)
        [opening] = [of.opening for of in known(self.traded.account) if of.year == year]
        years = FinancialYear.parse(reserve.by).start - year.start + 1
        gap = (money(reserve.level) - money(opening)) / factor(years)
        return ended(name, amount, gap, note=f"in equal parts from {year} to {reserve.by}", source=reserve.source)

    def not_met(self, amount: float) -> Step:
        """How far a full year's income at present prices falls short of the cost, or exceeds it."""
        of = self.traded
        if of.priced and not isinstance(of.target, Needs) and not isinstance(of.income_now, Needs):
            before, after = self.income_now(), self.target()
        else:
            test = FundingSteps(of.funding_tests[-1], self._costs)
            before, after = test.figure("cost_before"), test.figure("cost_after")
        parts = (after, before.less) if after.amount > before.amount else (before, after.less)
        return Step("Not met", amount, opened=lambda: parts)

    def full_cost(self, year: FinancialYear) -> Step:
        """The full cost of a year, by part."""
        [cost] = [cost for cost in self.traded.costs if cost.year == year]
        return Step(f"Full cost, {year}", known(cost.full), opened=lambda: self._cost_parts(year))

    def _cost_parts(self, year: FinancialYear) -> Iterator[Step]:
        yield self._costs.timeline("proposal", year)
        for one in non_pay(self._costs.costed):
            if one.year == year:
                yield self.budgets.non_pay("proposal", year, one.name)
        months = self.traded.costed.book.months
        for line in self.traded.trading.cost_lines:
            of_year = float(months.by_year(line.a_month(months))[self.traded.costed.years.index(year)])
            yield stated_sum(line.kind, of_year, line.source)

    def account(self, year: FinancialYear, element: str) -> Step:
        """How a figure of the trading account with the new prices was worked out."""
        account = known(self.traded.account_new)
        [of] = [one for one in account if one.year == year]
        match element:
            case "income":
                return self._income(year, of.income)
            case "full_cost":
                return self.full_cost(year)
            case "surplus":
                parts = self.account(year, "income"), self.account(year, "full_cost").less
                return Step(f"Result of {year}", of.surplus, opened=lambda: parts)
        before = [one for one in account if one.year < year]
        opening = (
            self.account(before[-1].year, "closing") if before else stated_sum(OPENING, of.opening, "trading, reserve")
        )
        closing = opening, self.account(year, "surplus")
        return Step(f"Balance carried forward, {year}", of.closing, opened=lambda: closing)

    def _income(self, year: FinancialYear, amount: float) -> Step:
        parts = [self.expected(cause, year) for cause in EXPECTED]
        return Step(f"Expected income, {year}", amount, opened=lambda: parts)

    def expected(self, cause: str, year: FinancialYear) -> Step:
        """A part of expected income, one step a customer where customers are listed. New customers are one step."""
        of, column = self.traded, self.traded.costed.years.index(year)
        step = Step(EXPECTED[cause], float(getattr(known(of.expected_new), cause)[column]))
        if cause == "new_customers":
            return replace(step, source="trading, new_customers", note="less attrition")
        if of.agreements is None or not of.new_lists:
            return replace(step, source=stated(of.trading.present_income, "present income").source)
        return replace(step, opened=lambda: _customers(*self._by_agreement(cause, column)))

    def _by_agreement(self, cause: str, column: int) -> tuple[np.ndarray, np.ndarray]:
        """The customer of each agreement, and the agreement's part of ``cause`` in a year, £; both (agreements,)."""
        agreements = stated(self.traded.agreements, "agreements")
        return agreements.reference, getattr(self._expected_by_agreement, cause)[:, column]

    @cached_property
    def _expected_by_agreement(self) -> ExpectedIncome:
        of = self.traded
        return expected_by_agreement(of.costed, of.new_lists, stated(of.agreements, "agreements"))

    def listed(self, structure: str, label: str) -> Step:
        """How the price ``label`` was worked out; for the structure ``price_now``, the present price as stated."""
        solved = self.traded.solved
        [change] = [one for one in (solved.changes if isinstance(solved, Solved) else ()) if one.price.label == label]
        if structure == "price_now":
            return stated_sum(label, change.before / PENCE, "the price list")
        factor_of_all = stated(solved if isinstance(solved, Solved) else None, "prices").factor
        risen = money(change.before / PENCE) * share(factor_of_all)
        new = change.after / PENCE
        stepped = Step("Rounded up to a whole step, then lowered while the target is met", new - risen.value)
        parts = ended("The present price, changed in proportion with all prices", risen.value, risen), stepped
        return Step(label, new, note=change.statement, opened=lambda: parts)


def shared(name: str, amount: float, whole: Step, customers: float) -> Step:
    """A step that is one customer's equal share of a sum."""
    part = whole.counting(1 / customers, f"a share of 1 \u00f7 {factor(customers).text} of")
    return Step(name, amount, opened=lambda: (part,))


def _customers(references: np.ndarray, amounts: np.ndarray) -> Iterator[Step]:
    """What each customer pays, £, one step a customer. The arrays have an entry for each agreement."""
    of_customers: dict[str, float] = {}
    for reference, amount in zip(references.tolist(), amounts.tolist(), strict=True):
        of_customers[reference] = of_customers.get(reference, 0.0) + amount
    for reference, amount in of_customers.items():
        if amount:
            yield Step(f"Customer {reference}", amount, exempt=True, source=BY_THE_LIST)
