"""A traded service as it is stated: its customers, its price lists, what it costs, and what prices must bring in."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

import numpy as np

from model.base.financial_year import FinancialYear
from model.buy_back.break_even import what_is_missing
from model.buy_back.full_cost import FullCost, full_cost
from model.buy_back.needs import Needs
from model.buy_back.price_tests import next_day
from model.buy_back.pricing import charges
from model.cost.costed import CostedScenario
from model.rates.tables import Rates
from model.schema.sections.customers import Agreements
from model.schema.sections.prices import PriceList
from model.schema.sections.renewals import running_on
from model.schema.sections.trading import Trading

PENCE = 100
NEW_YEAR = "1 April"
"""From when new prices hold where neither a price list nor the notice says so."""


@dataclass(frozen=True)
class Service:
    """A traded service of a costed scenario.

    The present prices are those in force on the day of decision; the target is the full cost of the first full year
    after the change and what brings the reserve to its level, from those who buy on the implementation date.
    """

    costed: CostedScenario
    rates: Rates

    @property
    def basis(self) -> str:
        """The costing basis of the headline."""
        return self.costed.scenario.costing.basis

    @property
    def trading(self) -> Trading | None:
        """What is stated of the trading account; None for nothing."""
        return self.costed.scenario.trading

    @property
    def customers(self) -> int:
        """How many buy on the implementation date."""
        return self.costed.scenario.customers.count

    @property
    def illustrative(self) -> bool:
        """Whether the listed customers are made up."""
        return self.costed.scenario.customers.illustrative

    @property
    def priced(self) -> bool:
        """Whether customers are listed or anything is stated of the account, so that its tests are in the clearance.

        Prices alone are not enough: they stand in a public scenario too, from which the rest is taken out.
        """
        return self.trading is not None or self.agreements is not None

    @property
    def prices(self) -> tuple[PriceList, ...]:
        """The price lists stated, oldest first."""
        return self.costed.scenario.prices

    @property
    def agreements(self) -> Agreements | None:
        """Every agreement listed."""
        return self.costed.scenario.customers.agreements

    @cached_property
    def buyers(self) -> Agreements | None:
        """Agreements that run or are renewed on the implementation date: their charges are the income of a year."""
        listed, day = self.agreements, self.costed.scenario.dates.implementation
        return None if listed is None else listed.chosen(running_on(listed, day))

    @property
    def year_after(self) -> FinancialYear | Needs:
        """The first full year after the change."""
        later = [year for year in self.costed.years if year.first_day >= self.costed.scenario.dates.implementation]
        return later[0] if later else Needs(("a full year after the change among the years shown",))

    @property
    def list_now(self) -> PriceList | None:
        """The price list in force on the day of decision."""
        begun = [each for each in self.prices if each.from_ <= self.costed.scenario.dates.decision]
        return begun[-1] if begun else None

    @property
    def list_decided(self) -> PriceList | None:
        """The first price list stated from a day after the decision: the new prices, where the council has set them."""
        return next((each for each in self.prices if each.from_ > self.costed.scenario.dates.decision), None)

    @property
    def new_prices_from(self) -> date:
        """The first day of the new prices."""
        if self.list_decided is not None:
            return self.list_decided.from_
        notice = self.trading.notice if self.trading else None
        return next_day(notice.prices_from if notice else NEW_YEAR, self.costed.scenario.dates.decision)

    @cached_property
    def costs(self) -> tuple[FullCost, ...]:
        """Marginal, direct and full cost of each year shown."""
        return tuple(full_cost(self.costed, self.basis))

    @cached_property
    def cost_after(self) -> float | Needs:
        """The full cost of the first full year after the change, £."""
        if isinstance(self.year_after, Needs):
            return self.year_after
        cost = next(each for each in self.costs if each.year == self.year_after)
        return Needs(cost.missing) if cost.full is None else cost.full

    @cached_property
    def income_now(self) -> float | Needs:
        """£ a year from those who buy at present prices, net of VAT, before leavers and bad debts."""
        if self.list_now is not None and self.buyers is not None:
            return int(charges(self.list_now, self.buyers).total.sum()) / PENCE
        if self.trading is not None and self.trading.present_income is not None:
            return self.trading.present_income.amount
        return Needs(("present income: a price list and a list of customers, or the sum (trading, present_income)",))

    @property
    def overheads(self) -> float | None:
        """£ a year recharged by the council; None where none is stated, not even nil."""
        lines = self.trading.cost_lines if self.trading else ()
        stated = [line.amount for line in lines if line.counts_as == "overhead"]
        return sum(stated) if stated else None

    @cached_property
    def missing(self) -> tuple[str, ...]:
        """What must still be known before a price can be given, each in words; empty where one can."""
        stated, cost = self.trading, self.costs[-1]
        known_renewals = self.agreements is not None and not np.isnan(self.agreements.renews).any()
        return what_is_missing(
            prices=self.list_now,
            agreements=self.buyers,
            customers=self.customers,
            present_income=stated.present_income.amount if stated and stated.present_income else None,
            cost=None if any("non-pay" in each for each in cost.missing) else cost.direct,
            overheads=self.overheads,
            take_up=(stated and (stated.attrition or stated.price_response)) or (known_renewals or None),
        )

    @property
    def refusal(self) -> Needs | None:
        """Why no price can be given: what is missing; None where one can."""
        return Needs(self.missing) if self.missing else None
