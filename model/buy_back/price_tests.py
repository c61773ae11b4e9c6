"""Tests of the prices: full cost both ways, for Legal and not decided here; the capacity to deliver; notice to schools.

A test has the fields of :class:`model.base.check.Check`, which the checks take over as it is.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from model.base.financial_year import FinancialYear, in_words
from model.base.money import pounds
from model.buy_back.capacity import Delivery
from model.buy_back.needs import Needs
from model.buy_back.trading_account import AccountYear
from model.schema.sections.dates import day_in
from model.schema.sections.trading import Notice

SCHEME = "Scheme for Financing Schools, section 8"
CHARGING = "Local Government Act 2003, section 93"
UNLESS = "The section does not hold where the council has another power to charge."
FOR_LEGAL = "Legal to decide."
A_PENNY = 0.01 - 1e-9


@dataclass(frozen=True)
class PriceTest:
    """One test: what was tested, how it came out in words, and whether a failure blocks clearance."""

    key: str
    title: str
    outcome: Literal["pass", "fail", "disclosed"]
    blocking: bool
    finding: str


def price_tests(
    account: Sequence[AccountYear] | Needs,
    delivered: Delivery | Needs,
    notice: Notice | None,
    decision: date,
    lists_from: Sequence[date] = (),
) -> list[PriceTest]:
    """Every test of a traded service, blocking ones first.

    ``account`` gives income and full cost by year, ``lists_from`` the first days of the price lists.
    """
    return [
        capacity_test(delivered),
        notice_test(notice, decision, lists_from),
        no_less_than_cost(account),
        not_above_cost(account),
    ]


def no_less_than_cost(account: Sequence[AccountYear] | Needs) -> PriceTest:
    """Whether income is no less than cost in each year, as a scheme asks of bought-back services. For Legal."""
    key, title = "income_meets_cost", f"Income against the cost of bought-back services ({SCHEME})"
    if isinstance(account, Needs):
        return PriceTest(key, title, "disclosed", False, f"{account} {FOR_LEGAL}")
    short = [f"{pounds(-of.surplus)} less than cost in {of.year}" for of in account if of.in_deficit]
    finding = f"Income is {'; '.join(short)}." if short else f"Income is no less than cost in {_span(account)}."
    hidden = [str(of.year) for of in account if of.hidden_by_balance]
    if hidden:
        finding += f" The balance carried forward meets {', '.join(hidden)}; it is not income of the year."
    return PriceTest(key, title, "disclosed", False, f"{finding} {FOR_LEGAL}")


def not_above_cost(account: Sequence[AccountYear] | Needs) -> PriceTest:
    """Whether income is above cost over the years shown together: one year with another. For Legal."""
    key, title = "income_not_above_cost", f"Income and cost, one year with another ({CHARGING})"
    if isinstance(account, Needs):
        return PriceTest(key, title, "disclosed", False, f"{account} {FOR_LEGAL}")
    over = sum(of.surplus for of in account)
    above = f"{pounds(over)} above cost" if over >= A_PENNY else "not above cost"
    finding = f"Income is {above} over {_span(account)} together. {UNLESS} {FOR_LEGAL}"
    return PriceTest(key, title, "disclosed", False, finding)


def capacity_test(delivered: Delivery | Needs) -> PriceTest:
    """Whether the team can deliver what is sold in every year shown."""
    key, title = "capacity", "Days sold against the team's capacity"
    if isinstance(delivered, Needs):
        return PriceTest(key, title, "disclosed", False, str(delivered))
    short = [
        f"{sold:,.1f} days are sold in {year} and {can:,.1f} can be delivered: {-spare:,.1f} too many."
        for year, sold, can, spare in zip(
            delivered.years, delivered.sold, delivered.deliverable, delivered.spare, strict=True
        )
        if year in delivered.short_in
    ]
    if short:
        return PriceTest(key, title, "fail", True, " ".join(short))
    least = min(range(len(delivered.years)), key=lambda column: delivered.spare[column])
    finding = (
        f"The tightest year is {delivered.years[least]}: {delivered.sold[least]:,.1f} days sold of "
        f"{delivered.deliverable[least]:,.1f} that can be delivered."
    )
    return PriceTest(key, title, "pass", True, finding)


def notice_test(notice: Notice | None, decision: date, lists_from: Sequence[date] = ()) -> PriceTest:
    """Whether the decision leaves time to tell schools before the first price list after it, or the first new year.

    The last day for telling is the last ``notice.by`` before the prices hold; a decision on it is in time.
    """
    key, title = "notice", "Notice to schools of new prices"
    if notice is None:
        finding = str(Needs(("the day by which schools must be told (trading, notice)",)))
        return PriceTest(key, title, "disclosed", False, finding)
    listed = min((day for day in lists_from if day > decision), default=None)
    from_day = listed or next_day(notice.prices_from, decision)
    tell_by = last_before(notice.by, from_day)
    what = f"the price list of {in_words(from_day)}" if listed else f"prices from {in_words(from_day)}"
    told = f"Schools must be told by {in_words(tell_by)} of {what}; the decision is on {in_words(decision)}"
    if decision <= tell_by:
        days = (tell_by - decision).days
        return PriceTest(key, title, "pass", True, f"{told}, {_days(days)} before.")
    # The first day of new prices whose last day for telling is still to come.
    earliest = next_day(notice.prices_from, next_day(notice.by, decision - timedelta(days=1)))
    late = _days((decision - tell_by).days)
    finding = f"{told}, {late} too late: the earliest that new prices can hold is {in_words(earliest)}."
    return PriceTest(key, title, "fail", True, finding)


def next_day(of_year: str, after: date) -> date:
    """The first such day of a year (31 December) after a day."""
    day = day_in(of_year, FinancialYear.of(after))
    return day if day > after else day_in(of_year, FinancialYear(FinancialYear.of(after).start + 1))


def last_before(of_year: str, before: date) -> date:
    """The last such day of a year before a day."""
    day = day_in(of_year, FinancialYear.of(before))
    return day if day < before else day_in(of_year, FinancialYear(FinancialYear.of(before).start - 1))


def _days(number: int) -> str:
    return f"{number} day{'' if number == 1 else 's'}"


def _span(account: Sequence[AccountYear]) -> str:
    first, last = account[0].year, account[-1].year
    return str(first) if first == last else f"{first} to {last}"
