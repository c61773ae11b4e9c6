"""Tests of the reserve: prices are not lowered while the account is overdrawn, and it closes no year overdrawn."""

from collections.abc import Iterator, Sequence

from model.base.faults import listed
from model.base.financial_year import in_words
from model.base.money import pounds
from model.buy_back.needs import Needs
from model.buy_back.price_tests import PriceTest
from model.buy_back.trading_account import AccountYear
from model.schema.sections.trading import Trading

A_PENNY = 0.01 - 1e-9


def reserve_tests(
    account: Sequence[AccountYear] | Needs, change: float | None, trading: Trading | None
) -> list[PriceTest]:
    """Both tests. ``account`` has the new prices; ``change`` is what they bring in more, £ a year, if any."""
    reserve = trading.reserve if trading else None
    how = trading.new_prices if trading else None
    return [
        not_lowered_while_overdrawn(account, change, how.lower_while_overdrawn if how else None),
        within_the_reserve(account, str(reserve.deficit_approval) if reserve and reserve.deficit_approval else None),
    ]


def not_lowered_while_overdrawn(
    account: Sequence[AccountYear] | Needs, change: float | None, override: str | None = None
) -> PriceTest:
    """Whether prices are lowered while the account is overdrawn, at its opening or at any close; a reason overrides."""
    key, title = "not_lowered_while_overdrawn", "Prices are not lowered while the trading account is overdrawn"
    if isinstance(account, Needs):
        return PriceTest(key, title, "disclosed", False, str(account))
    if change is None or change > -A_PENNY:
        return PriceTest(key, title, "pass", True, "The prices are not lowered.")
    overdrawn = [*_overdrawn(account)]
    if not overdrawn:
        finding = f"The prices bring in {pounds(-change)} a year less, and the account is overdrawn in no year shown."
        return PriceTest(key, title, "pass", True, finding)
    by = listed(overdrawn, "and")
    finding = f"The prices bring in {pounds(-change)} a year less, and the account is overdrawn by {by}."
    if override:
        return PriceTest(key, title, "disclosed", False, f"{finding} Why they may be lowered: {override}")
    return PriceTest(
        key,
        title,
        "fail",
        True,
        f"{finding} State a level of the reserve and by when (trading, reserve, level and by), or why prices may be "
        "lowered (trading, new_prices, lower_while_overdrawn).",
    )


def within_the_reserve(account: Sequence[AccountYear] | Needs, approval: str | None = None) -> PriceTest:
    """Whether deficits stay within the reserve: no year closes overdrawn, unless that is approved."""
    key, title = "within_the_reserve", "Deficits within the reserve of the trading account"
    if isinstance(account, Needs):
        return PriceTest(key, title, "disclosed", False, str(account))
    overdrawn = [*_overdrawn(account, closing_alone=True)]
    if not overdrawn:
        return PriceTest(key, title, "pass", True, "The account closes no year shown overdrawn.")
    finding = f"The account is overdrawn by {listed(overdrawn, 'and')}."
    if approval:
        return PriceTest(key, title, "disclosed", False, f"{finding} Approved by {approval}.")
    needed = "No approval of that is recorded (trading, reserve, deficit_approval)."
    return PriceTest(key, title, "fail", True, f"{finding} {needed}")


def _overdrawn(account: Sequence[AccountYear], closing_alone: bool = False) -> Iterator[str]:
    """What the account is overdrawn by and when, at its opening and at each close."""
    if account[0].opening <= -A_PENNY and not closing_alone:
        yield f"{pounds(-account[0].opening)} on {in_words(account[0].year.first_day)}"
    for of in account:
        if of.closing <= -A_PENNY:
            yield f"{pounds(-of.closing)} on {in_words(of.year.last_day)}"
