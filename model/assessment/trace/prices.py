"""Traces of what customers pay and of the trading account: to costs, charges and customers."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from model.assessment.trace.budgets import BudgetSteps
from model.assessment.trace.step import Step, stated_sum
from model.assessment.trace.timeline import CostSteps
from model.assessment.trace.worked import factor, money, share
from model.base.financial_year import FinancialYear
from model.base.stated import stated
from model.budget.funds import non_pay
from model.buy_back.funding_test import PUBLISHED, BuyBack
from model.buy_back.needs import Needs, known
from model.buy_back.price_story import price_story
from model.buy_back.solve import Solved
from model.buy_back.traded import PENCE, Traded
from model.buy_back.who_pays import Rises

ROUNDED = {
    "recovering_uplift": "rounding up to a whole penny",
    "stepped_uplift": "rounding up to a whole price step",
}
EXPECTED = {
    "if_all_stay": "Charges if all customers stay",
    "not_renewed": "Customers known not to renew",
    "attrition": "Customers lost, of whom nothing is known",
    "price_response": "Customers lost as prices rise",
    "new_customers": "New customers",
    "bad_debts": "Charges not expected to be paid",
}


@dataclass(frozen=True)
class FundingSteps:
    """The steps of the test in which income equals the cost before the change."""

    test: BuyBack
    costs: CostSteps

    def figure(self, element: str) -> Step:
        """One of its figures, £ a year."""
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
        rise = self.figure("uplift")
        return self._sum(f"Rise for each customer, {ROUNDED[element]}", amount, rise, _rounding(amount - rise.amount))

    def _cost(self, element: str, amount: float) -> Step:
        scenario, before = self.costs.costed.scenario, element == "cost_before"
        if self.test.rests_on == PUBLISHED:
            name = "present_cost" if before else "proposed_cost"
            published = next(one for one in scenario.published if one.measure == name)
            return stated_sum(f"Published total, {'present' if before else 'proposed'}", amount, published.source)
        timeline = "do_nothing" if before else "proposed"
        cost = self.costs.timeline(timeline, self.costs.costed.year_of_change)
        return self._sum(cost.name, amount, cost, _rounding(amount - cost.amount))

    @staticmethod
    def _sum(name: str, amount: float, *parts: Step) -> Step:
        return Step(name, amount, opened=lambda: parts)


@dataclass(frozen=True)
class PriceSteps:
    """The steps behind what the average customer pays, and behind the trading account."""

    traded: Traded
    budgets: BudgetSteps

    @property
    def _costs(self) -> CostSteps:
        return self.budgets.costs

    def story(self, key: str) -> Step:
        """The trace of a quantity of :mod:`model.buy_back.price_story`."""
        quantity, of = price_story(self.traded)[key], self.traded
        if key.startswith("rise"):
            new, now = self.story(key.replace("rise", "price")), self.story("price_now")
            return Step(quantity.name, quantity.amount, opened=lambda: (new, now.less))
        if key == "price_expected":
            need = known(of.expected_need)
            parts = [self.target(), Step("Cost that falls away as customers leave", need.avoided).less,
                     Step("Bad debts", need.bad_debts)]  # fmt: skip
            whole = Step("What must be paid for", sum(p.contribution for p in parts), opened=lambda: parts)
            return shared(quantity.name, quantity.amount, whole, need.customers)
        wholes: dict[str, Callable[[], Step]] = {
            "price_now": self.income_now,
            "price_all_stay": self._met,
            "price_set": self._set,
        }
        return shared(quantity.name, quantity.amount, wholes[key](), of.customers)

    def income_now(self) -> Step:
        """What present customers are charged in a year, by customer; or the stated sum."""
        of, amount = self.traded, known(self.traded.income_now)
        if of.list_now is None or of.buyers is None:
            income = stated(of.trading.present_income, "present income")
            return stated_sum("Present income", amount, income.source)
        charged = of.fixed_now.charged(of.list_now).tolist()
        return Step("Charges of a year at present prices", amount, opened=lambda: self._customers(charged))

    def _customers(self, pence: list[int]) -> Iterator[Step]:
        for reference, paid in zip(stated(self.traded.buyers, "buyers").reference.tolist(), pence, strict=True):
            yield Step(f"Customer {reference}", paid / PENCE, exempt=True, source="the price list, for what it takes")

    def _met(self) -> Step:
        """The target, or, where prices are worked out, the income from them."""
        target, solved = self.target(), self.traded.solved
        if not isinstance(solved, Solved):
            return target
        income = solved.income / PENCE
        over = Step("Above the target, because prices go in whole steps", income - target.amount)
        return Step("Charges at the prices worked out", income, opened=lambda: (target, over))

    def _set(self) -> Step:
        rises = self.traded.rises
        pence = rises.after.tolist() if isinstance(rises, Rises) else []
        references = rises.reference.tolist() if isinstance(rises, Rises) else []
        parts = [
            Step(f"Customer {reference}", paid / PENCE, exempt=True, source="the price list, for what it takes")
            for reference, paid in zip(references, pence, strict=True)
        ]
        return Step("Charges of a year at the prices set", sum(pence) / PENCE, opened=lambda: parts)

    def target(self) -> Step:
        """What prices must bring in."""
        of, year = self.traded, known(self.traded.year_after)
        reserve = Step("To bring the reserve to its level", known(of.to_reserve), note="a year, in equal parts")
        return Step("The target", known(of.target), opened=lambda: (self.full_cost(year), reserve))

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
        """A figure of the trading account with the new prices."""
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
            self.account(before[-1].year, "closing")
            if before
            else stated_sum("Opening balance", of.opening, "trading, reserve")
        )
        closing = opening, self.account(year, "surplus")
        return Step(f"Balance carried forward, {year}", of.closing, opened=lambda: closing)

    def _income(self, year: FinancialYear, amount: float) -> Step:
        expected, column = known(self.traded.expected_new), self.traded.costed.years.index(year)
        parts = [Step(said, float(getattr(expected, key)[column])) for key, said in EXPECTED.items()]
        return Step(f"Expected income, {year}", amount, opened=lambda: parts)

    def listed(self, structure: str, label: str) -> Step:
        """A price of the list, as it is now or as it is worked out."""
        solved = self.traded.solved
        [change] = [one for one in (solved.changes if isinstance(solved, Solved) else ()) if one.price.label == label]
        if structure == "price_now":
            return stated_sum(label, change.before / PENCE, "the price list")
        risen = change.before / PENCE * stated(solved if isinstance(solved, Solved) else None, "prices").factor
        how = (money(change.before / PENCE) * share(risen / (change.before / PENCE))).text if change.before else ""
        parts = (
            Step("The present price, raised in the same proportion as all", risen, how=how),
            _rounding(change.after / PENCE - risen),
        )
        return Step(label, change.after / PENCE, note=change.statement, opened=lambda: parts)


def shared(name: str, amount: float, whole: Step, customers: float) -> Step:
    """A sum divided among customers."""
    part = whole.counting(1 / customers, f"a share of 1 \u00f7 {factor(customers).text} of")
    return Step(name, amount, opened=lambda: (part,))


def _rounding(amount: float) -> Step:
    return Step("Rounding", amount)


def is_known(figure: object) -> bool:
    """Whether a figure could be worked out."""
    return not isinstance(figure, Needs)
