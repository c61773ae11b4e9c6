"""Income to expect by year: what is charged if all stay, less those who do not renew, plus new customers.

A renewal counts as stated where it is known. At each renewal that is not known, a share of income is lost, compounding.
Take-up follows price only where the scenario states evidence for it. All income is net of VAT. A school that becomes an
academy changes the VAT (:func:`model.buy_back.income.vat`), and no income is lost unless it leaves.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from model.base.financial_year import MONTHS_IN_YEAR, FinancialYear, PayMonths
from model.base.stated import stated
from model.buy_back.income import income
from model.buy_back.needs import Unknown, known, or_needs
from model.cost.costed import CostedScenario
from model.schema.sections.customers import YEAR_STARTS, Agreements, year_of_month
from model.schema.sections.dates import day_in
from model.schema.sections.demand import NewCustomers
from model.schema.sections.prices import PriceList
from model.schema.sections.renewals import followed
from model.schema.sections.trading import Trading

PENCE = 100


@dataclass(frozen=True)
class ExpectedIncome:
    """Expected income, £ in each year shown, (years,), net of VAT; the parts add up to the total."""

    if_all_stay: np.ndarray
    not_renewed: np.ndarray
    attrition: np.ndarray
    price_response: np.ndarray
    new_customers: np.ndarray
    bad_debts: np.ndarray

    @property
    def lost(self) -> np.ndarray:
        """£ lost in each year as customers leave, (years,), 0 or negative."""
        return self.not_renewed + self.attrition + self.price_response

    @property
    def total(self) -> np.ndarray:
        """£ expected in each year, (years,)."""
        return self.if_all_stay + self.lost + self.new_customers + self.bad_debts


@dataclass(frozen=True)
class Decided:
    """What is at risk in one year, £, from 1 April to ``by``, the day of late decisions."""

    year: FinancialYear
    by: date
    undecided: float
    """The share of the year's income that is not decided by 1 April."""
    income_undecided: float
    pay_to_date: float
    """Pay with on-costs from 1 April to ``by``, both included."""

    @property
    def cost_at_risk(self) -> float:
        """The part of ``pay_to_date``, £, that may have no income to meet it."""
        return self.pay_to_date * self.undecided


@dataclass(frozen=True)
class _Customers:
    """What customers pay if they stay, and how likely that is: (rows, months) unless another shape is given."""

    income: np.ndarray
    """What the customers pay if they stay, £ a month."""
    known: np.ndarray
    """The probability that the customers still buy, from what is known of their renewals."""
    years_unknown: np.ndarray
    """The number of the customers' renewals about which nothing is known."""
    rise: np.ndarray
    """The rise in the customers' own price that they have not yet agreed to, as a share."""
    bad_debt: np.ndarray
    """The share of charges not paid, (rows, 1)."""


@or_needs
def expected_income(
    costed: CostedScenario,
    prices: Sequence[PriceList],
    agreements: Agreements | None,
    *,
    rise: float = 0.0,
    rise_from: date | None = None,
) -> ExpectedIncome:
    """Expected income by year, or what is missing to work it out.

    It is worked out by customer where ``prices`` (in order of date) and ``agreements`` are given. Attrition then starts
    with the first renewal about which nothing is known. Otherwise the stated income of all customers together is used,
    raised by ``rise`` (a share) from the month of ``rise_from``. Attrition then starts with the second year shown.
    """
    trading, months = known(costed.scenario.trading, "the section trading"), costed.book.months
    if prices and agreements is not None:
        buying = _listed(prices, agreements, months)
    else:
        needed = "a price list and a list of customers, or present income (trading, present_income)"
        buying = _on_average(known(trading.present_income, needed).amount, months, rise, rise_from)
    joining = [_joining(customers, prices, months) for customers in trading.new_customers]
    unknown = any(((group.years_unknown > 0) & (group.income > 0)).any() for group in (buying, *joining))
    if unknown and trading.attrition is None:
        raise Unknown("the share of customers lost each year (trading, attrition), since some renewals are not known")
    try:
        return _expected(buying, joining, trading, months)
    except ValueError as beyond:
        raise Unknown(str(beyond)) from beyond


def expected_by_agreement(
    costed: CostedScenario, prices: Sequence[PriceList], agreements: Agreements
) -> ExpectedIncome:
    """The parts of expected income from each listed agreement, £ net of VAT, each (agreements, years).

    New customers are left out.

    Raises Unknown where a year has no price list.
    """
    months = costed.book.months
    buying = _listed(prices, agreements, months)
    return _in_parts(buying, stated(costed.scenario.trading, "trading"), months.by_year)


def income_by_agreement(costed: CostedScenario, prices: Sequence[PriceList], agreements: Agreements) -> np.ndarray:
    """The total expected income from each listed agreement in each year shown, £ net of VAT, (agreements, years).

    Raises Unknown where a year has no price list.
    """
    return expected_by_agreement(costed, prices, agreements).total


@or_needs
def late_decisions(costed: CostedScenario, basis: str, income: np.ndarray) -> list[Decided]:
    """What is at risk in each year: pay from 1 April to the day of late decisions, and income not yet decided.

    ``income`` is £ in each year shown, (years,).
    """
    trading, months = costed.scenario.trading, costed.book.months
    needed = "the share of income that is decided late, and the day by which it is decided (trading, late_decisions)"
    late = known(trading.late_decisions if trading else None, needed)
    paid = costed.costs["proposal", basis].total.sum(axis=0)

    def decided(year: FinancialYear, of_year: float) -> Decided:
        by = day_in(late.decided_by, year)
        part = months.fraction_employed(np.array([year.first_day], "M8[D]"), np.array([by], "M8[D]"))[0]
        return Decided(year, by, late.undecided, late.undecided * of_year, float(paid @ part))

    return [decided(year, of_year) for year, of_year in zip(costed.years, income.tolist(), strict=True)]


def _expected(buying: _Customers, joining: Sequence[_Customers], trading: Trading, months: PayMonths) -> ExpectedIncome:
    def by_year(monthly: np.ndarray) -> np.ndarray:
        return months.by_year(monthly.sum(axis=0))

    joined = [by_year(_after_attrition(group.income, group, trading)) for group in joining]
    of_listed = _in_parts(buying, trading, by_year)
    return replace(of_listed, new_customers=sum(joined, np.zeros(len(months.years))))


def _in_parts(buying: _Customers, trading: Trading, by_year: Callable[[np.ndarray], np.ndarray]) -> ExpectedIncome:
    """Expected income in its parts, without new customers. ``by_year`` adds up months, row by row or in total."""
    after_known, after_attrition, after_response = _kept(buying, trading)
    if_all_stay = by_year(buying.income)
    return ExpectedIncome(
        if_all_stay=if_all_stay,
        not_renewed=by_year(after_known - buying.income),
        attrition=by_year(after_attrition - after_known),
        price_response=by_year(after_response - after_attrition),
        new_customers=np.zeros_like(if_all_stay),
        bad_debts=by_year(-after_response * buying.bad_debt),
    )


def _kept(buying: _Customers, trading: Trading) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """£ a month of each row: after known renewals, then after attrition, then after the response to price."""
    after_known = buying.income * buying.known
    after_attrition = _after_attrition(after_known, buying, trading)
    response = trading.price_response
    return (
        after_known,
        after_attrition,
        after_attrition * response.take_up(buying.rise) if response else after_attrition,
    )


def _after_attrition(income: np.ndarray, of: _Customers, trading: Trading) -> np.ndarray:
    kept_a_year = 1 - (trading.attrition.a_year if trading.attrition else 0.0)
    return income * kept_a_year**of.years_unknown


def _on_average(amount: float, months: PayMonths, rise: float, rise_from: date | None) -> _Customers:
    raised = np.zeros(len(months)) if rise_from is None else rise * (months.pay_days >= np.datetime64(rise_from))
    income = amount / MONTHS_IN_YEAR * (1 + raised)
    return _Customers(income[None], np.ones((1, 1)), months.year_of[None], raised[None], np.zeros((1, 1)))


def _listed(prices: Sequence[PriceList], agreements: Agreements, months: PayMonths) -> _Customers:
    """A row for each listed agreement, which runs on unless another follows it.

    Raises Unknown where an agreement year has no price list.
    """
    runs_to = np.where(followed(agreements), agreements.last_day, np.maximum(agreements.last_day, months.pay_days[-1]))
    try:
        charged = income(tuple(prices), replace(agreements, last_day=runs_to), months)
    except LookupError as early:
        raise Unknown(f"a price list for every agreement year ({early})") from early
    unknown = np.isnan(agreements.renews)[:, None]
    renewals = _years_since(agreements.last_day + 1, months) // agreements.length[:, None] + 1
    known = np.where((renewals > 0) & ~unknown, agreements.renews[:, None], 1.0)
    years_unknown = np.maximum(np.where(unknown, renewals, renewals - 1), 0)
    price = np.take_along_axis(charged.charge, year_of_month(agreements.year_starts, months), axis=1)
    # A known renewal accepts the price of its day. Only at an unknown one may a customer respond to the rise.
    runs = price > 0
    settled = runs & (years_unknown == 0) & ~unknown
    last_settled = len(months) - 1 - settled[:, ::-1].argmax(axis=1)
    agreed = np.where(settled.any(axis=1), last_settled, runs.argmax(axis=1))
    paid = np.take_along_axis(price, agreed[:, None], axis=1)
    rise = np.divide(price, paid, out=np.ones(price.shape), where=paid > 0) - 1
    rise = np.where(runs & (years_unknown > 0), rise, 0.0)
    return _Customers(charged.earned / PENCE, known, years_unknown, rise, agreements.bad_debt[:, None])


def _years_since(days: np.ndarray, months: PayMonths) -> np.ndarray:
    """Complete years from the month of each day to each month, (days, months); negative for earlier months."""
    return (months.first_days.astype("M8[M]") - days.astype("M8[M]")[:, None]).astype(int) // MONTHS_IN_YEAR


def _joining(new: NewCustomers, prices: Sequence[PriceList], months: PayMonths) -> _Customers:
    """New customers as one row, for :class:`_Customers`."""
    day = np.array([new.from_], dtype="M8[D]")
    years = np.maximum(_years_since(day, months), 0)
    if new.takes is None:
        a_month = new.number * stated(new.each, "what each new customer pays") / MONTHS_IN_YEAR
        none = np.zeros((1, 1))
        return _Customers(a_month * months.fraction_employed(day, months.pay_days[-1:]), none + 1, years, none, none)
    agreement = Agreements(
        *(np.array([value]) for value in ("new", new.phase, new.pupils, True)),
        academy_from=np.array(["NaT"], dtype="M8[D]"),
        first_day=day,
        last_day=months.pay_days[-1:],
        year_starts=np.array([YEAR_STARTS[new.agreement_year]]),
        renews=np.ones(1),
        packages=tuple(new.takes),
        takes=np.array(list(new.takes.values()), dtype=float)[:, None],
        bad_debt=np.zeros(1),
    )
    of_one = _listed(prices, agreement, months)
    return replace(of_one, income=new.number * of_one.income, years_unknown=years)
