"""Everything about the traded service of one scenario, in one record; each part is worked out when it is asked for.

A part is :class:`Needs` where its inputs are missing, and :class:`NoAnswer` where no price can be given. Nothing is
guessed.
"""

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from model.base.check import Check
from model.base.financial_year import FinancialYear, in_words
from model.base.money import pounds
from model.buy_back.break_even import NoAnswer, Recovery, recovering_price
from model.buy_back.capacity import Delivery, delivery
from model.buy_back.funding_test import PUBLISHED, BuyBack, buy_back
from model.buy_back.invoices import Invoices, invoices
from model.buy_back.leaving import AvoidableCost, avoidable_costs, avoided_a_year
from model.buy_back.needs import Needs, Unknown, known, or_needs
from model.buy_back.price_search import Cap
from model.buy_back.price_tests import price_tests
from model.buy_back.reserve_tests import reserve_tests
from model.buy_back.running import Running, running
from model.buy_back.service import PENCE, Service
from model.buy_back.solve import Solved, beside, in_proportion
from model.buy_back.take_up import Decided, ExpectedIncome, expected_income, late_decisions
from model.buy_back.take_up_grid import Grid, take_up_grid
from model.buy_back.trading_account import AccountYear, trading_account
from model.buy_back.who_pays import Rises, rises_of
from model.buy_back.why_price import Cause, ExpectedNeed, Sharing, causes_of_rise
from model.cost.costed import CostedScenario
from model.rates.tables import Rate, Rates
from model.schema.sections.new_prices import NewPrices
from model.schema.sections.prices import PriceList

NO_TERMS = NewPrices(source="None is stated.")
OF_INCOME = ("income_meets_cost", "income_not_above_cost")


@dataclass(frozen=True)
class Traded(Service):
    """The figures of a traded service: its prices, income, account, capacity and tests, and who pays and why."""

    @cached_property
    def funding_tests(self) -> tuple[BuyBack, ...]:
        """The funding tests of the change, as if every customer paid the same.

        Where the account is stated and its full cost is not known, only published totals are tested: the pay of the
        listed posts is then not all that customers pay for.
        """
        tests = buy_back(self.costed)
        if self.costed.scenario.trading is None or not isinstance(self.target, Needs):
            return tuple(tests)
        return tuple(test for test in tests if test.rests_on == PUBLISHED)

    @property
    def _aim(self) -> tuple[float, FinancialYear] | None:
        """The balance that the reserve is to reach, and by the end of which year; None where either is not stated."""
        reserve = self.trading.reserve
        if reserve is None or reserve.level is None or reserve.by is None:
            return None
        return reserve.level, FinancialYear.parse(reserve.by)

    @cached_property
    @or_needs
    def to_reserve(self) -> float:
        """The £ a year in the target that bring the reserve to its level by the stated year; negative to lower it.

        The level, less the balance at the stated prices when the first full year after the change begins, is spread
        equally over the years from then to the stated year. The result is 0 where no level is stated.
        """
        if self._aim is None:
            return 0.0
        (level, by), year = self._aim, known(self.year_after)
        opening = next(of.opening for of in known(self.account) if of.year == year)
        return (level - opening) / (by.start - year.start + 1)

    @cached_property
    @or_needs
    def target(self) -> float:
        """What prices must bring in, £ a year: the full cost in ``year_after``, plus ``to_reserve``."""
        return known(self.cost_after) + known(self.to_reserve)

    @property
    def target_named(self) -> str:
        """The target in words, without its amount. The target must be known."""
        named, to_reserve = f"the full cost of {self.year_after}", known(self.to_reserve)
        if self._aim is None or abs(to_reserve) < 0.005:
            return named
        level, by = self._aim
        verb = "and" if to_reserve > 0 else "less"
        return (
            f"{named} {verb} {pounds(abs(to_reserve))} a year to bring the reserve to {pounds(level)} by "
            f"{in_words(by.last_day)}"
        )

    @cached_property
    @or_needs
    def solved(self) -> Solved | NoAnswer:
        """The present prices, raised in one proportion to bring in the target, within the cap where one is stated."""
        prices, _ = known(self.list_now, *self.missing), known(self.buyers, *self.missing)
        fixed, terms = self.fixed_after, self.trading.new_prices or NO_TERMS
        target = known(self.target) - fixed.income / PENCE
        if fixed.any and (target <= 0 or not len(fixed.moving)):
            sentence = f"No new prices are needed: {pounds(fixed.income / PENCE)} comes from customers at fixed prices."
            return NoAnswer(sentence, fixed.income / PENCE, ("the target", "prices that are fixed"))
        capped = terms.cap_share is not None or terms.cap_amount is not None
        cap = Cap(terms.cap_share, terms.cap_amount) if capped else None
        solved = in_proportion(
            prices, fixed.moving, target, rate_step=terms.rate_step, cap=cap, minimums_too=terms.minimums_too
        )
        return beside(solved, fixed.income) if fixed.any else solved

    @property
    def list_after(self) -> PriceList | None:
        """The new prices: those that the council has set, or else those that recover the target; None if neither."""
        if self.list_decided is not None:
            return self.list_decided
        return self.solved.prices if isinstance(self.solved, Solved) else None

    @cached_property
    def new_lists(self) -> tuple[PriceList, ...]:
        """The stated price lists; also the list worked out, where no stated list begins after the decision."""
        if self.list_decided is not None or self.list_after is None:
            return self.prices
        return (*self.prices, self.list_after.model_copy(update={"from_": self.new_prices_from}))

    @cached_property
    def expected(self) -> ExpectedIncome | Needs:
        """Expected income by year at the prices stated."""
        return expected_income(self.costed, self.prices, self.agreements)

    @cached_property
    def expected_new(self) -> ExpectedIncome | Needs:
        """Expected income by year with the new prices."""
        if self.new_lists is self.prices:
            return self.expected
        return expected_income(self.costed, self.new_lists, self.agreements)

    @cached_property
    def account(self) -> list[AccountYear] | Needs:
        """The trading account at the prices stated."""
        return self._account(self.expected)

    @cached_property
    def account_new(self) -> list[AccountYear] | Needs:
        """The trading account with the new prices."""
        return self._account(self.expected_new)

    def _account(self, income: ExpectedIncome | Needs) -> list[AccountYear] | Needs:
        reserve, missing = self.trading.reserve, self.costs[-1].missing
        if reserve is not None and not isinstance(income, Needs) and not missing:
            costs = [known(cost.full) for cost in self.costs]
            return trading_account(reserve, self.costed.years, income.total, costs)
        balance = () if reserve else ("the opening balance (trading, reserve)",)
        of_income = income.missing if isinstance(income, Needs) else ()
        return Needs(tuple(dict.fromkeys((*balance, *of_income, *missing))))

    @cached_property
    def delivered(self) -> Delivery | Needs:
        """Days deliverable by post against days sold by package."""
        return delivery(self.costed, self.prices, self.agreements, self.rates.annual_leave)

    @cached_property
    @or_needs
    def late(self) -> list[Decided]:
        """What is at risk in each year until schools decide."""
        return known(late_decisions(self.costed, self.basis, known(self.expected_new).total))

    @cached_property
    def avoidable(self) -> tuple[AvoidableCost, ...]:
        """The costs that fall as customers leave."""
        return avoidable_costs(self.costed, self.basis)

    def cost_at(self, share: float) -> float:
        """The target, £ a year, less the costs avoided if ``share`` of customers stay. The target must be known."""
        target, leavers = known(self.target), max(self.customers * (1 - share), 0.0)
        return target - min(self._avoided(leavers), target)

    def _avoided(self, leavers: float) -> float:
        return avoided_a_year(leavers, self.avoidable, self.costed.book.months)

    @cached_property
    def grid(self) -> Grid | Needs:
        """Results by rise in price and take-up; those of the funding test where income or full cost is not known."""
        income, target = (None if isinstance(sum_, Needs) else sum_ for sum_ in (self.income_now, self.target))
        if None in (income, target) and self.funding_tests and not self.priced:
            test = self.funding_tests[0]
            return take_up_grid(self.customers, float(test.cost_before), float(test.cost_after))
        return take_up_grid(self.customers, income, target, self._avoided if self.avoidable else None)

    @cached_property
    def charges_now(self) -> np.ndarray:
        """What each customer without fixed prices is charged a year now, pence, (customers,), by reference."""
        prices, _ = known(self.list_now, *self.missing), known(self.buyers, *self.missing)
        charged = self.fixed_now.charged(prices)[self.fixed_after.kept < 0]
        return rises_of(self.fixed_after.moving, charged, charged).before

    @property
    def average_after(self) -> float | None:
        """What the average customer pays a year at the new prices, £; None where there are no new prices."""
        if not isinstance(self.rises, Rises):
            return None
        return int(self.rises.after.sum()) / PENCE / self.customers

    @cached_property
    def recovery(self) -> Recovery | NoAnswer | None:
        """The prices at which income meets the target if take-up follows price; None where an input is not known."""
        response = self.trading.price_response
        if response is None or isinstance(self.target, Needs) or isinstance(self.income_now, Needs):
            return None
        highest = response.curve[-1].rise if response.curve else 1.0
        average = self.income_now / self.customers
        return recovering_price(average, self.customers, self.cost_at, response, highest_rise=highest)

    @cached_property
    @or_needs
    def expected_need(self) -> ExpectedNeed:
        """What the customers expected in the first full year after the change must pay to meet the target."""
        target, income, year = known(self.target), known(self.expected_new), known(self.year_after)
        column = self.costed.years.index(year)
        all_stay, new = income.if_all_stay[column], self.trading.new_customers
        share = 1 + float(income.lost[column] / all_stay) if all_stay > 0 else 0.0
        customers = (self.customers + self.joined_by(year.first_day)) * share
        customers += sum(joining.number for joining in new if joining.from_ <= year.first_day)
        if all_stay <= 0 or customers <= 0:
            raise Unknown(f"customers in {year}")
        return ExpectedNeed(target, target - self.cost_at(share), -float(income.bad_debts[column]), customers)

    @cached_property
    @or_needs
    def causes(self) -> list[Cause]:
        """Why the average customer who stays must pay more than today, with the take-up expected."""
        need, income_now, year_after = known(self.expected_need), known(self.income_now), known(self.year_after)
        before = Sharing(self.costed.year_of_change, self.customers)
        other = known(self.cost_after) - self.costed.amount("proposal", self.basis, year_after)
        beside = {
            "present_prices": self.costed.amount("do_nothing", self.basis, before.year) + other - income_now,
            "reserve": known(self.to_reserve),
            "avoided": -need.avoided,
            "bad_debts": need.bad_debts,
        }
        return causes_of_rise(self.costed, self.basis, before, Sharing(year_after, need.customers), other, beside)

    @cached_property
    def rises(self) -> Rises | NoAnswer | Needs:
        """What each customer pays before and after."""
        if self.list_now is None or self.buyers is None or self.list_after is None:
            return self.solved if isinstance(self.solved, NoAnswer | Needs) else Needs(self.missing)
        before, after = self.fixed_now.charged(self.list_now), self.fixed_after.charged(self.list_after)
        return rises_of(self.buyers, before, after)

    @cached_property
    def running(self) -> Running | Needs:
        """What is billed, earned, deferred and taxed with the new prices, if all stay except those known to leave."""
        return running(self.new_lists, self.agreements, self.costed.book.months, self.rates.vat, self.trading.billing)

    @cached_property
    @or_needs
    def invoices(self) -> Invoices:
        """What each customer is invoiced, at the new prices, for the agreement year that begins in ``year_after``."""
        months = self.costed.book.months
        return known(invoices(self.new_lists, self.agreements, months, known(self.year_after), self.rates.vat))

    @cached_property
    def tests(self) -> tuple[Check, ...]:
        """The tests of the new prices; empty where no customers are listed and no account is stated."""
        if not self.priced:
            return ()
        starts, decision = [prices.from_ for prices in self.prices], self.costed.scenario.dates.decision
        tests = price_tests(self.account_new, self.delivered, self.trading, decision, starts)
        change = int(self.rises.change.sum()) / PENCE if isinstance(self.rises, Rises) else None
        tests += reserve_tests(self.account_new, change, self.trading)
        if self.new_lists is self.prices or isinstance(self.account_new, Needs):
            return tuple(tests)
        with_new = f"With the prices from {in_words(self.new_prices_from)} that would recover the cost if all stayed: "
        return tuple(
            replace(test, finding=with_new + test.finding[:1].lower() + test.finding[1:])
            if test.key in OF_INCOME
            else test
            for test in tests
        )

    @cached_property
    def rates_read(self) -> tuple[Rate, ...]:
        """The VAT rates that charges use, and the leave that days deliverable use. The rates of costs are elsewhere."""
        parts = (self.delivered, self.running)
        return tuple(rate for part in parts if not isinstance(part, Needs) for rate in part.rates)


def traded(costed: CostedScenario, rates: Rates) -> Traded | None:
    """The traded service of a costed scenario; None where the scenario states no customers."""
    return Traded(costed, rates) if costed.scenario.customers is not None else None
