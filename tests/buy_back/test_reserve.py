"""What prices must do for the reserve: the target brings it to its level, and an overdrawn account blocks."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.base.financial_year import FinancialYear
from model.buy_back.reserve_tests import not_lowered_while_overdrawn, within_the_reserve
from model.buy_back.trading_account import trading_account
from model.schema.sections.trading import Reserve
from tests.buy_back.test_traded import LINES, NOW, RESERVE, SCHOOLS, TRADING, outcomes, trades  # noqa: F401 (a fixture)

YEARS = [FinancialYear(year) for year in (2010, 2011, 2012)]
POUNDS = st.integers(-1_000_000, 1_000_000)
APPROVED = {"by": "Full council", "on": "2024-11-05", "reference": "minute 12 (invented)"}


def account(opening, *surpluses):
    income = [1_000_000 + surplus for surplus in surpluses]
    return trading_account(
        Reserve(opening=opening, source="A test."), YEARS[: len(income)], income, [1_000_000] * len(income)
    )


def test_the_target_holds_what_brings_the_reserve_to_its_level(trades):  # noqa: F811
    """Two years shown; prices hold from 1 April 2025 and the level is to be met by 31 March 2027, in two years.

    What the account closes 2024/25 with, at the prices stated, is what 2025/26 opens with.
    """
    plain = trades().traded
    opening = plain.account[0].closing
    levelled = trades(trading=TRADING | {"reserve": RESERVE | {"level": 20_000, "by": "2026/27"}}).traded
    assert levelled.to_reserve == pytest.approx((20_000 - opening) / 2)
    assert levelled.target == pytest.approx(plain.target + (20_000 - opening) / 2)
    assert 0 <= levelled.solved.income / 100 - levelled.target < 0.01 + 9 * 0.01


def test_a_level_without_a_year_is_refused(trades):  # noqa: F811
    with pytest.raises(Exception, match=r"both a balance to aim at \(level\) and a year \(by\), or neither"):
        trades(trading=TRADING | {"reserve": RESERVE | {"level": 20_000}})


def test_a_year_before_the_first_full_year_is_refused(trades):  # noqa: F811
    with pytest.raises(Exception, match="2025/26, the first full year after the change, or later"):
        trades(trading=TRADING | {"reserve": RESERVE | {"level": 20_000, "by": "2024/25"}})


def test_prices_lowered_while_overdrawn_block_unless_a_reason_is_recorded(trades):  # noqa: F811
    """Nine schools pay £9,000 each, far above cost; the account opens £900,000 overdrawn and stays so."""
    dear = [{**NOW, "packages": [{**NOW["packages"][0], "flat": 9_000}]}]
    trading = TRADING | {"reserve": {"opening": -900_000, "source": "Invented."}}
    found = outcomes(trades(trading=trading, prices=dear))
    assert found["not_lowered_while_overdrawn"] == ("fail", True)
    assert found["within_the_reserve"] == ("fail", True)
    why = {"lower_while_overdrawn": "The council writes the deficit off (invented).", "source": "Invented."}
    overridden = trading | {"new_prices": why}
    overridden["reserve"] = trading["reserve"] | {"deficit_approval": APPROVED}
    found = outcomes(trades(trading=overridden, prices=dear))
    assert found["not_lowered_while_overdrawn"] == ("disclosed", False)
    assert found["within_the_reserve"] == ("disclosed", False)


def test_with_a_level_of_the_reserve_the_same_account_raises_prices(trades):  # noqa: F811
    dear = [{**NOW, "packages": [{**NOW["packages"][0], "flat": 9_000}]}]
    reserve = {"opening": -900_000, "level": 0, "by": "2025/26", "source": "Invented."}
    found = trades(trading=TRADING | {"reserve": reserve}, prices=dear)
    assert found.traded.solved.income > 9 * 900_000
    assert outcomes(found)["not_lowered_while_overdrawn"] == ("pass", False)


def test_a_closing_deficit_of_689_000_blocks():
    """A reserve of £11,000, and £700,000 lost in a year: £689,000 overdrawn."""
    found = within_the_reserve(account(11_000, -700_000))
    assert (found.outcome, found.blocking) == ("fail", True)
    assert found.finding.startswith("The account is overdrawn by £689,000 on 31 March 2011.")


@given(opening=POUNDS, surpluses=st.lists(POUNDS, min_size=1, max_size=3), change=POUNDS)
def test_prices_are_never_lowered_while_the_account_is_overdrawn(opening, surpluses, change):
    held = [opening]
    for surplus in surpluses:
        held.append(held[-1] + surplus)
    found = not_lowered_while_overdrawn(account(opening, *surpluses), change)
    assert (found.outcome == "fail") == (change < 0 and min(held) < 0)
