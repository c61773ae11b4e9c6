"""A traded service as stated: its customers, its price lists, what it costs, and what prices must bring in."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

import numpy as np

from model.base.financial_year import FinancialYear
from model.base.stated import stated
from model.buy_back.fixed_prices import FixedPrices
from model.buy_back.full_cost import NON_PAY, FullCost, full_cost
from model.buy_back.needs import Needs, known, or_needs
from model.buy_back.price_tests import next_day
from model.cost.costed import CostedScenario
from model.rates.tables import Rates
from model.schema.sections.agreed_prices import list_fixed, year_begun
from model.schema.sections.customers import Agreements, Customers
from model.schema.sections.prices import PriceList
from model.schema.sections.renewals import running_on
from model.schema.sections.trading import Trading

PENCE = 100
NEW_YEAR = "1 April"
"""The day from which new prices apply, where neither a price list nor the notice states that day."""


@dataclass(frozen=True)
class Service:
    """A traded service of a costed scenario.

    The present prices are those in force on the day of decision. The target is the full cost of the first full year
    after the change, plus what brings the reserve to its stated level. Those who buy on the implementation date must
    together pay the target.
    """

    costed: CostedScenario
    rates: Rates

    @property
    def basis(self) -> str:
        """The costing basis of the headline."""
        return self.costed.scenario.costing.basis

    @cached_property
    def trading(self) -> Trading:
        """What the scenario states about the trading account; an empty section where it states nothing."""
        return self.costed.scenario.trading or Trading()

    @property
    def buying(self) -> Customers:
        """What the scenario states about the customers."""
        return stated(self.costed.scenario.customers, "customers")

    @property
    def customers(self) -> int:
        """How many customers buy on the implementation date."""
        return stated(self.buying.count, "the number of customers")

    @property
    def illustrative(self) -> bool:
        """Whether the listed customers are made up."""
        return self.buying.illustrative

    @property
    def priced(self) -> bool:
        """Whether customers are listed or the account is stated; only then is the service tested for clearance.

        Prices alone are not enough: a public scenario keeps them, although the customers and the account are removed.
        """
        return self.costed.scenario.trading is not None or self.agreements is not None

    @property
    def prices(self) -> tuple[PriceList, ...]:
        """The price lists stated, oldest first."""
        return self.costed.scenario.prices

    @property
    def agreements(self) -> Agreements | None:
        """Every agreement listed."""
        return self.buying.agreements

    @cached_property
    def buyers(self) -> Agreements | None:
        """Agreements that run or are renewed on the implementation date. Their charges are the income of a year."""
        listed, day = self.agreements, self.costed.scenario.dates.implementation
        return None if listed is None else listed.chosen(running_on(listed, day))

    @cached_property
    def fixed_now(self) -> FixedPrices:
        """The customers whose prices are fixed on the implementation date. Buyers must be listed."""
        return self._fixed(self.costed.scenario.dates.implementation)

    @cached_property
    def fixed_after(self) -> FixedPrices:
        """The customers whose prices are still fixed in the first agreement year that begins with the new prices.

        Buyers must be listed.
        """
        return self._fixed(self.new_prices_from, next_one=True)

    def _fixed(self, day: date, *, next_one: bool = False) -> FixedPrices:
        buyers = stated(self.buyers, "customers listed")
        begins = year_begun(buyers, day, next_one=next_one)
        return FixedPrices(self.prices, buyers, list_fixed(self.prices, buyers, begins))

    def joined_by(self, day: date) -> int:
        """How many listed customers buy on ``day`` but not on the implementation date."""
        if self.agreements is None or self.buyers is None:
            return 0
        then = self.agreements.reference[running_on(self.agreements, day)]
        return len(np.setdiff1d(then, self.buyers.reference))

    @property
    def year_after(self) -> FinancialYear | Needs:
        """The first full year after the change."""
        later = (year for year in self.costed.years if year.first_day >= self.costed.scenario.dates.implementation)
        return next(later, Needs(("a full year after the change among the years shown",)))

    @property
    def list_now(self) -> PriceList | None:
        """The price list in force on the day of decision; None where there is none."""
        decision = self.costed.scenario.dates.decision
        return next((prices for prices in reversed(self.prices) if prices.from_ <= decision), None)

    @property
    def list_decided(self) -> PriceList | None:
        """The first price list that begins after the decision: the new prices, where the council has set them."""
        decision = self.costed.scenario.dates.decision
        return next((prices for prices in self.prices if prices.from_ > decision), None)

    @property
    def new_prices_from(self) -> date:
        """The first day of the new prices."""
        if self.list_decided is not None:
            return self.list_decided.from_
        notice = self.trading.notice
        return next_day(notice.prices_from if notice else NEW_YEAR, self.costed.scenario.dates.decision)

    @cached_property
    def costs(self) -> tuple[FullCost, ...]:
        """Marginal, direct and full cost of each year shown."""
        return tuple(full_cost(self.costed, self.basis))

    @cached_property
    @or_needs
    def cost_after(self) -> float:
        """The full cost of the first full year after the change, £."""
        year = known(self.year_after)
        cost = next(cost for cost in self.costs if cost.year == year)
        return known(cost.full, *cost.missing)

    @cached_property
    @or_needs
    def income_now(self) -> float:
        """£ a year, net of VAT, from those who buy, at present prices and before leavers and bad debts."""
        if self.list_now is not None and self.buyers is not None:
            return int(self.fixed_now.charged(self.list_now).sum()) / PENCE
        needed = "present income: a price list and a list of customers, or the sum (trading, present_income)"
        return known(self.trading.present_income, needed).amount

    @property
    def overheads(self) -> float | None:
        """£ a year recharged by the council; None where no recharge is stated, not even 0."""
        recharged = [line.amount for line in self.trading.cost_lines if line.counts_as == "overhead"]
        return sum(recharged) if recharged else None

    @cached_property
    def missing(self) -> tuple[str, ...]:
        """What must still be known before a price can be given, in words; empty where a price can be given."""
        trading = self.trading
        renewals_known = self.agreements is not None and not np.isnan(self.agreements.renews).any()
        inputs = {
            "the price list": self.list_now,
            "the customers": self.buyers or self.customers,
            "present income": trading.present_income or (self.list_now and self.buyers),
            "the cost of the service": NON_PAY not in self.costs[-1].missing,
            "overheads and recharges": self.overheads is not None,
            "take-up: who renews, or the share of customers that leaves each year": trading.attrition
            or trading.price_response
            or renewals_known,
        }
        return tuple(what for what, is_stated in inputs.items() if not is_stated)
