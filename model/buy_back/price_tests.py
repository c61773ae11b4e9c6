"""Tests of the prices: income below or above full cost (for Legal to decide), capacity, and notice to schools.

Each test is a line of the clearance. A test that lacks an input is disclosed, with what is missing.
"""

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from functools import wraps
from operator import itemgetter
from typing import ParamSpec

from model.base.check import Check, Outcome
from model.base.financial_year import FinancialYear, from_to, in_words
from model.base.money import pounds
from model.buy_back.capacity import ENOUGH, Delivery
from model.buy_back.needs import Needs, Unknown, known
from model.buy_back.trading_account import AccountYear
from model.schema.sections.dates import day_in
from model.schema.sections.trading import ChargingPower, Notice, Trading

P = ParamSpec("P")
SCHEME = "Scheme for Financing Schools, section 8"
CHARGING = "Local Government Act 2003, section 93"
FOR_LEGAL = "For Legal to decide."
A_PENNY = 0.01 - 1e-9


Result = tuple[Outcome, str]
"""The outcome of a test, and its finding. A test that fails blocks clearance; a test that is disclosed does not."""


def price_test(key: str, title: str, then: str = "") -> Callable[[Callable[P, Result]], Callable[P, Check]]:
    """Turns a test into a line of the clearance. ``then`` is added to every finding."""

    def line_of(test: Callable[P, Result]) -> Callable[P, Check]:
        @wraps(test)
        def line(*args: P.args, **kwargs: P.kwargs) -> Check:
            try:
                outcome, finding = test(*args, **kwargs)
            except Unknown as unknown:
                outcome, finding = "disclosed", str(unknown)
            return Check(key, title, outcome, outcome != "disclosed", finding + then)

        return line

    return line_of


def price_tests(
    account: Sequence[AccountYear] | Needs,
    delivered: Delivery | Needs,
    trading: Trading,
    decision: date,
    lists_from: Sequence[date] = (),
) -> list[Check]:
    """Every test of a traded service; those that can block clearance come first.

    ``account`` gives income and full cost by year, ``lists_from`` the first days of the price lists. The limit of
    section 93 is tested only where the service charges under that section.
    """
    power = trading.charging_power
    by_section_93 = power is not None and power.act == "section_93"
    return [
        capacity_test(delivered),
        notice_test(trading.notice, decision, lists_from),
        no_less_than_cost(account),
        not_above_cost(account) if by_section_93 else charging_power(power),
    ]


@price_test("income_meets_cost", f"Income against the cost of bought-back services ({SCHEME})", f" {FOR_LEGAL}")
def no_less_than_cost(account: Sequence[AccountYear] | Needs) -> Result:
    """Whether income is no less than cost in each year, for Legal to decide.

    A scheme for financing schools asks this of bought-back services.
    """
    years = known(account)
    short = [f"{pounds(-of.surplus)} less than cost in {of.year}" for of in years if of.in_deficit]
    finding = f"Income is {'; '.join(short)}." if short else f"Income is no less than cost in {_span(years)}."
    hidden = [str(of.year) for of in years if of.hidden_by_balance]
    if hidden:
        finding += (
            f" The balance carried forward covers the deficit of {', '.join(hidden)}, but the balance is not income of "
            "the year."
        )
    return "disclosed", finding


@price_test("income_not_above_cost", f"Income and cost, one year with another ({CHARGING})", f" {FOR_LEGAL}")
def not_above_cost(account: Sequence[AccountYear] | Needs) -> Result:
    """Whether income is above cost over all the years shown together ("one year with another"). For Legal."""
    over = sum(of.surplus for of in known(account))
    above = f"{pounds(over)} above cost" if over >= A_PENNY else "not above cost"
    return "disclosed", f"Income is {above} over {_span(known(account))} together."


@price_test("charging_power", "The power to charge", f" {FOR_LEGAL}")
def charging_power(power: ChargingPower | None) -> Result:
    """The power that the service uses to charge, where it is not section 93 or is not stated. For Legal to decide.

    Income is then not tested against cost over all the years together.
    """
    untested = "so income is not compared with cost over all the years together."
    if power is None:
        return "disclosed", f"The power is not stated (Trading account, Charging power), {untested}"
    if power.act == "other":
        return "disclosed", f"The service uses a power other than section 93 to charge, {untested} {power.source}"
    act = "the Local Authorities (Goods and Services) Act 1970, which leaves payment to the parties"
    return "disclosed", f"The service makes its charges under {act}, {untested} {power.source}"


@price_test("capacity", "Days sold against the team's capacity")
def capacity_test(delivered: Delivery | Needs) -> Result:
    """Whether the team can deliver what is sold in every year shown."""
    days = known(delivered)
    by_year = list(zip(days.spare, days.years, days.sold, days.deliverable, strict=True))
    short = [
        f"{sold:,.1f} days are sold in {year} and {can:,.1f} can be delivered: {-spare:,.1f} too many."
        for spare, year, sold, can in by_year
        if spare < -ENOUGH
    ]
    _, tightest, sold, can = min(by_year, key=itemgetter(0))
    enough = f"The tightest year is {tightest}: {sold:,.1f} days sold of {can:,.1f} that can be delivered."
    return ("fail", " ".join(short)) if short else ("pass", enough)


@price_test("notice", "Notice to schools of new prices")
def notice_test(notice: Notice | None, decision: date, lists_from: Sequence[date] = ()) -> Result:
    """Whether the decision leaves time to tell schools of the next price list or, if none is stated, the next prices.

    The last day for telling is the last ``notice.by`` before the prices apply. A decision on that day is in time.
    """
    notice = known(notice, "the day by which schools must be told (trading, notice)")
    listed = min((day for day in lists_from if day > decision), default=None)
    from_day = listed or next_day(notice.prices_from, decision)
    tell_by = last_before(notice.by, from_day)
    what = f"the price list of {in_words(from_day)}" if listed else f"prices from {in_words(from_day)}"
    by = f"Schools must be told by {in_words(tell_by)} of {what}; the decision is on {in_words(decision)}"
    if decision <= tell_by:
        return "pass", f"{by}, which is {_days((tell_by - decision).days)} earlier."
    # The first day of new prices whose last day for telling is still to come.
    earliest = next_day(notice.prices_from, next_day(notice.by, decision - timedelta(days=1)))
    late = _days((decision - tell_by).days)
    return "fail", f"{by}, which is {late} too late. The earliest day for new prices is {in_words(earliest)}."


def next_day(of_year: str, after: date) -> date:
    """The first day after ``after`` that has the day and month ``of_year``, such as 31 December."""
    day = day_in(of_year, FinancialYear.of(after))
    return day if day > after else day_in(of_year, FinancialYear(FinancialYear.of(after).start + 1))


def last_before(of_year: str, before: date) -> date:
    """The last day before ``before`` that has the day and month ``of_year``, such as 31 December."""
    day = day_in(of_year, FinancialYear.of(before))
    return day if day < before else day_in(of_year, FinancialYear(FinancialYear.of(before).start - 1))


def _days(number: int) -> str:
    return f"{number} day{'' if number == 1 else 's'}"


def _span(account: Sequence[AccountYear]) -> str:
    return from_to(account[0].year, account[-1].year)
