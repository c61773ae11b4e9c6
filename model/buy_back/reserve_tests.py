"""Tests of the reserve: prices are not lowered while the account is overdrawn, and no year closes overdrawn."""

from collections.abc import Iterator, Sequence

from model.base.check import Check
from model.base.faults import listed
from model.base.financial_year import in_words
from model.base.money import pounds
from model.buy_back.needs import Needs, known
from model.buy_back.price_tests import A_PENNY, Result, price_test
from model.buy_back.trading_account import AccountYear
from model.schema.sections.trading import Trading


def reserve_tests(account: Sequence[AccountYear] | Needs, change: float | None, trading: Trading) -> list[Check]:
    """Both tests of the reserve.

    ``account`` is at the new prices. They bring in ``change`` more than present prices, £ a year.
    """
    approval = trading.reserve and trading.reserve.deficit_approval
    return [
        not_lowered_while_overdrawn(account, change, trading.new_prices and trading.new_prices.lower_while_overdrawn),
        within_the_reserve(account, str(approval) if approval else None),
    ]


@price_test("not_lowered_while_overdrawn", "Prices are not lowered while the trading account is overdrawn")
def not_lowered_while_overdrawn(
    account: Sequence[AccountYear] | Needs, change: float | None, override: str | None = None
) -> Result:
    """Whether prices are lowered while the account opens or closes overdrawn. A stated reason allows this."""
    overdrawn = [*_overdrawn(known(account))]
    if change is None or change > -A_PENNY:
        return "pass", "The prices are not lowered."
    lowered = f"The prices bring in {pounds(-change)} a year less"
    if not overdrawn:
        return "pass", f"{lowered}, but the account is not overdrawn in any year shown."
    finding = f"{lowered}, and the account is overdrawn by {listed(overdrawn, 'and')}."
    if override:
        return "disclosed", f"{finding} Why they may be lowered: {override}"
    needed = (
        "State what level the reserve must reach and by when (trading, reserve, level and by), or why prices may be "
        "lowered (trading, new_prices, lower_while_overdrawn)."
    )
    return "fail", f"{finding} {needed}"


@price_test("within_the_reserve", "Deficits within the reserve of the trading account")
def within_the_reserve(account: Sequence[AccountYear] | Needs, approval: str | None = None) -> Result:
    """Whether deficits stay within the reserve: no year closes overdrawn, unless a deficit is approved."""
    overdrawn = [*_overdrawn(known(account), closing_alone=True)]
    if not overdrawn:
        return "pass", "No year shown ends with the account overdrawn."
    finding = f"The account is overdrawn by {listed(overdrawn, 'and')}."
    if approval:
        return "disclosed", f"{finding} Approved by {approval}."
    return (
        "fail",
        f"{finding} No approval of the deficit is recorded (Trading account, Reserve, Approval of a deficit).",
    )


def _overdrawn(account: Sequence[AccountYear], closing_alone: bool = False) -> Iterator[str]:
    """By how much and when the account is overdrawn, at its opening and at each close."""
    if account[0].opening <= -A_PENNY and not closing_alone:
        yield f"{pounds(-account[0].opening)} on {in_words(account[0].year.first_day)}"
    for of in account:
        if of.closing <= -A_PENNY:
            yield f"{pounds(-of.closing)} on {in_words(of.year.last_day)}"
