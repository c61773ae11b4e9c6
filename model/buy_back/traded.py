"""Everything that is said of the traded service of one scenario, in one record; each part is worked out when asked for.

Where inputs are missing a part is :class:`Needs`, and where no price does it :class:`NoAnswer`; nothing is guessed.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from model.base.financial_year import FinancialYear, in_words
from model.base.money import pounds
from model.buy_back.break_even import NoAnswer, Recovery, recovering_price
from model.buy_back.capacity import Delivery, delivery
from model.buy_back.funding_test import BuyBack, buy_back
from model.buy_back.leaving import AvoidableCost, avoidable_costs, avoided_a_year
from model.buy_back.needs import Needs
from model.buy_back.price_search import Cap
from model.buy_back.price_tests import PriceTest, price_tests
from model.buy_back.reserve_tests import reserve_tests
from model.buy_back.running import Running, running
from model.buy_back.service import PENCE, Service
from model.buy_back.solve import Solved, in_proportion
from model.buy_back.take_up import Decided, ExpectedIncome, expected_income, late_decisions
from model.buy_back.take_up_grid import Grid, take_up_grid
from model.buy_back.trading_account import AccountYear, trading_account
from model.buy_back.who_pays import Rises, rises
from model.buy_back.why_price import Cause, ExpectedNeed, causes_of_rise
from model.cost.costed import CostedScenario
from model.pay.term_time import leave_days_on
from model.rates.tables import Rate, Rates
from model.schema.sections.prices import PriceList

OF_INCOME = ("income_meets_cost", "income_not_above_cost")


@dataclass(frozen=True)
class Traded(Service):
    """What is said of a traded service: its prices, income, account, capacity and tests, and who pays and why."""

    @cached_property
    def funding_tests(self) -> tuple[BuyBack, ...]:
        """The equal-customer test of the change.

        Where the account is stated and its cost is not known in full, only published totals are tested: the pay of the
        listed posts is then not what customers pay for.
        """
        tests = buy_back(self.costed)
        known = self.trading is None or not isinstance(self.target, Needs)
        return tuple(test for test in tests if known or test.rests_on == "published totals")

    @cached_property
    def to_reserve(self) -> float | Needs:
        """£ a year in the target that bring the reserve to its level by its stated year; below nil, given back.

        The gap is that at the prices stated when the first full year after the change begins, in equal parts from that
        year to the stated one. Nil where no level is stated.
        """
        reserve = self.trading.reserve if self.trading else None
        if reserve is None or reserve.level is None:
            return 0.0
        for lacking in (self.year_after, self.account):
            if isinstance(lacking, Needs):
                return lacking
        opening = next(of.opening for of in self.account if of.year == self.year_after)
        return (reserve.level - opening) / (FinancialYear.parse(reserve.by).start - self.year_after.start + 1)

    @cached_property
    def target(self) -> float | Needs:
        """What prices must bring in, £ a year: the full cost of the first full year after, and for the reserve."""
        for lacking in (self.cost_after, self.to_reserve):
            if isinstance(lacking, Needs):
                return lacking
        return self.cost_after + self.to_reserve

    @property
    def target_named(self) -> str:
        """What the target is, in words, without its sum. The target must be known."""
        named = f"the full cost of {self.year_after}"
        if abs(self.to_reserve) < 0.005:
            return named
        reserve = self.trading.reserve
        verb = "and" if self.to_reserve > 0 else "less"
        end = in_words(FinancialYear.parse(reserve.by).last_day)
        amount = pounds(abs(self.to_reserve))
        return f"{named} {verb} {amount} a year to bring the reserve to {pounds(reserve.level)} by {end}"

    @cached_property
    def solved(self) -> Solved | NoAnswer | Needs:
        """The present list in one proportion so that it brings the target in, under the cap where one is stated."""
        lacking = [each for each in (self.target, self.income_now) if isinstance(each, Needs)]
        if self.list_now is None or self.buyers is None:
            return Needs(self.missing)
        if lacking:
            return lacking[0]
        how = self.trading.new_prices if self.trading else None
        capped = how is not None and (how.cap_share is not None or how.cap_amount is not None)
        return in_proportion(
            self.list_now,
            self.buyers,
            self.target,
            cap=Cap(how.cap_share, how.cap_amount) if capped else None,
            **({"rate_step": how.rate_step, "minimums_too": how.minimums_too} if how else {}),
        )

    @property
    def list_after(self) -> PriceList | None:
        """The new prices: those that the council has set, or else those that recover the target; None for neither."""
        if self.list_decided is not None:
            return self.list_decided
        return self.solved.prices if isinstance(self.solved, Solved) else None

    @cached_property
    def new_lists(self) -> tuple[PriceList, ...]:
        """The lists stated, and the one worked out where none is stated from a day after the decision."""
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
        earned = None if isinstance(income, Needs) else income.total
        reserve = self.trading.reserve if self.trading else None
        found = trading_account(reserve, self.costed.years, earned, [cost.full for cost in self.costs])
        if not isinstance(found, Needs):
            return found
        # What the income and the cost need stands in their place, each once.
        own = [each for each in found.missing if each not in ("expected income", "full cost")]
        of_income = income.missing if isinstance(income, Needs) else ()
        return Needs(tuple(dict.fromkeys((*own, *of_income, *self.costs[-1].missing))))

    @cached_property
    def delivered(self) -> Delivery | Needs:
        """Days deliverable by post against days sold by package."""
        return delivery(self.costed, self.prices, self.agreements, self.rates.annual_leave)

    @cached_property
    def late(self) -> Sequence[Decided] | Needs:
        """What is carried at risk until schools decide, in each year."""
        if isinstance(self.expected_new, Needs):
            return self.expected_new
        return late_decisions(self.costed, self.basis, self.expected_new.total)

    @cached_property
    def avoidable(self) -> tuple[AvoidableCost, ...]:
        """What falls away as customers leave."""
        return avoidable_costs(self.costed, self.basis)

    def cost_at(self, share: float) -> float:
        """£ a year of the target that is left where a share of customers stays. The target must be known."""
        leavers = max(self.customers * (1 - share), 0.0)
        return self.target - min(avoided_a_year(leavers, self.avoidable, self.costed.book.months), self.target)

    @cached_property
    def grid(self) -> Grid | Needs:
        """Price against take-up on averages. Where income or full cost is not known it rests on the funding test."""
        if not isinstance(self.target, Needs) and not isinstance(self.income_now, Needs):
            pair = (self.income_now, self.target)
            return take_up_grid(self.customers, *pair, self.avoidable, self.costed.book.months)
        if self.priced or not self.funding_tests:
            return take_up_grid(
                self.customers, *(None if isinstance(x, Needs) else x for x in (self.income_now, self.target))
            )
        test = self.funding_tests[0]
        return take_up_grid(self.customers, float(test.cost_before), float(test.cost_after))

    @cached_property
    def charges_now(self) -> np.ndarray:
        """What each customer is charged a year at present prices, pence (customers,), in order of reference."""
        day = self.costed.scenario.dates.implementation
        return rises(self.list_now, self.list_now, self.buyers, day).before

    @property
    def average_after(self) -> float | None:
        """£ a year of the average customer at the new prices; None where there are none."""
        if not isinstance(self.rises, Rises):
            return None
        return int(self.rises.after.sum()) / PENCE / self.customers

    @cached_property
    def recovery(self) -> Recovery | NoAnswer | None:
        """The prices at which income meets the target where take-up follows price; None where nothing shows how."""
        response = self.trading.price_response if self.trading else None
        if response is None or isinstance(self.target, Needs) or isinstance(self.income_now, Needs):
            return None
        highest = response.curve[-1].rise if response.curve else 1.0
        average = self.income_now / self.customers
        return recovering_price(average, self.customers, self.cost_at, response, highest_rise=highest)

    @cached_property
    def expected_need(self) -> ExpectedNeed | Needs:
        """What the customers expected in the first full year after the change must pay to meet the target."""
        for lacking in (self.target, self.expected_new):
            if isinstance(lacking, Needs):
                return lacking
        income, column = self.expected_new, self.costed.years.index(self.year_after)
        lost = income.not_renewed + income.attrition + income.price_response
        if income.if_all_stay[column] <= 0:
            return Needs((f"customers in {self.year_after}",))
        share = 1 + float(lost[column] / income.if_all_stay[column])
        new = sum(one.number for one in self.trading.new_customers if one.from_ <= self.year_after.first_day)
        if self.customers * share + new <= 0:
            return Needs((f"customers in {self.year_after}",))
        avoided = self.target - self.cost_at(share)
        return ExpectedNeed(self.target, avoided, -float(income.bad_debts[column]), self.customers * share + new)

    @cached_property
    def causes(self) -> list[Cause] | Needs:
        """Why the average customer who stays must pay more, with the take-up expected, than is charged today."""
        for lacking in (self.expected_need, self.income_now):
            if isinstance(lacking, Needs):
                return lacking
        year, need = self.costed.year_of_change, self.expected_need
        other = self.cost_after - self.costed.amount("proposal", self.basis, self.year_after)
        beside = {
            "present_prices": self.costed.amount("do_nothing", self.basis, year) + other - self.income_now,
            "reserve": self.to_reserve,
            "avoided": -need.avoided,
            "bad_debts": need.bad_debts,
        }
        whom = (self.customers, need.customers)
        return causes_of_rise(self.costed, self.basis, year, self.year_after, *whom, other, beside)

    @cached_property
    def rises(self) -> Rises | NoAnswer | Needs:
        """What each customer pays before and after."""
        if self.list_now is None or self.buyers is None or self.list_after is None:
            return self.solved if isinstance(self.solved, NoAnswer | Needs) else Needs(self.missing)
        return rises(self.list_now, self.list_after, self.buyers, self.costed.scenario.dates.implementation)

    @cached_property
    def running(self) -> Running | Needs:
        """What is billed, earned, deferred and taxed with the new prices, if all stay who are not known to go."""
        return running(self.new_lists, self.agreements, self.costed.book.months, self.rates.vat)

    @cached_property
    def tests(self) -> tuple[PriceTest, ...]:
        """The tests of the prices, with the new ones; none where nothing is stated of prices or of the account."""
        if not self.priced:
            return ()
        notice = self.trading.notice if self.trading else None
        starts, decision = [each.from_ for each in self.prices], self.costed.scenario.dates.decision
        found = price_tests(self.account_new, self.delivered, notice, decision, starts)
        found += reserve_tests(self.account_new, self._change_in_income, self.trading)
        if self.new_lists is self.prices or isinstance(self.account_new, Needs):
            return tuple(found)
        with_new = f"With the prices that recover the cost, from {in_words(self.new_prices_from)}: "
        return tuple(
            replace(test, finding=with_new + test.finding[:1].lower() + test.finding[1:])
            if test.key in OF_INCOME
            else test
            for test in found
        )

    @property
    def _change_in_income(self) -> float | None:
        """£ a year that the new prices bring in more from those who buy; None where there are no new ones."""
        return (int(self.rises.change.sum()) / PENCE) if isinstance(self.rises, Rises) else None

    @cached_property
    def rates_read(self) -> tuple[Rate, ...]:
        """The rates of leave and VAT that the figures rest on, beside those of the costs."""
        stated = self.trading.capacity if self.trading else None
        leave = ()
        if stated is not None and stated.leave.scheme is not None and isinstance(self.delivered, Delivery):
            day, years = self.costed.years[0].first_day, stated.leave.service_years
            leave = leave_days_on(self.rates.annual_leave, stated.leave.scheme, day, years).rates
        return (*leave, *(self.running.rates if isinstance(self.running, Running) else ()))


def traded(costed: CostedScenario, rates: Rates) -> Traded | None:
    """The traded service of a costed scenario; None where the scenario states no customers."""
    return Traded(costed, rates) if costed.scenario.customers is not None else None
