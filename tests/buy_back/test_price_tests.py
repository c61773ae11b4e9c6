"""Notice to schools, and the two rules on full cost, which are shown for Legal and never decided."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.base.financial_year import FinancialYear
from model.buy_back.needs import Needs
from model.buy_back.price_tests import (
    last_before,
    next_day,
    no_less_than_cost,
    not_above_cost,
    notice_test,
    price_tests,
)
from model.buy_back.trading_account import trading_account
from model.checks.clearance_checks import Check
from model.schema.sections.trading import ChargingPower, Notice, Reserve, Trading

YEARS = [FinancialYear(year) for year in (2010, 2011, 2012)]
NOTICE = Notice(by="31 December", source="A test: Havering tells schools by 31 December.")
DECISION = date(2010, 11, 18)


def account(income, cost, opening=0):
    return trading_account(Reserve(opening=opening, source="A test."), YEARS[: len(income)], income, cost)


# Notice


def test_barnets_decision_leaves_time_to_tell_schools():
    """18 November to 31 December 2010 is 12 + 31 days."""
    found = notice_test(NOTICE, DECISION)
    assert (found.outcome, found.blocking) == ("pass", True)
    assert found.finding == (
        "Schools must be told by 31 December 2010 of prices from 1 April 2011; the decision is on 18 November 2010, "
        "which is 43 days earlier."
    )


def test_a_decision_in_the_new_year_is_too_late_for_april():
    found = notice_test(NOTICE, date(2011, 1, 1))
    assert (found.outcome, found.blocking) == ("fail", True)
    assert found.finding == (
        "Schools must be told by 31 December 2010 of prices from 1 April 2011; the decision is on 1 January 2011, "
        "which is 1 day too late. The earliest day for new prices is 1 April 2012."
    )


def test_a_decision_on_the_last_day_is_in_time():
    assert notice_test(NOTICE, date(2010, 12, 31)).outcome == "pass"


@pytest.mark.parametrize(
    ("lists_from", "outcome", "says"),
    [
        ([date(2009, 4, 1), date(2011, 9, 1), date(2012, 4, 1)], "pass", "of the price list of 1 September 2011"),
        ([date(2010, 12, 1)], "fail", "told by 31 December 2009 of the price list of 1 December 2010"),
        ([date(2009, 4, 1)], "pass", "of prices from 1 April 2011"),
    ],
    ids=["the first list after it", "a list too soon", "no list after it"],
)
def test_the_first_price_list_after_the_decision_is_the_one_told_of(lists_from, outcome, says):
    found = notice_test(NOTICE, DECISION, lists_from)
    assert found.outcome == outcome
    assert says in found.finding


def test_without_a_day_to_tell_schools_by_there_is_nothing_to_block():
    found = notice_test(None, DECISION)
    assert (found.outcome, found.blocking) == ("disclosed", False)
    assert "the day by which schools must be told" in found.finding


days = st.dates(date(2000, 1, 1), date(2030, 1, 1))
of_year = st.sampled_from(["31 December", "1 April", "31 March", "28 February", "1 January"])


@given(day=days, named=of_year)
def test_a_day_of_the_year_comes_round_once_a_year(day, named):
    after, before = next_day(named, day), last_before(named, day)
    assert before < day < after
    assert after - day <= timedelta(days=366)
    assert day - before <= timedelta(days=366)
    assert {f"{one.day} {one:%B}" for one in (after, before)} == {named}


@given(decision=days)
def test_a_decision_that_is_in_time_would_be_in_time_a_day_sooner_for_the_same_prices(decision):
    prices = next_day("1 April", decision)
    sooner = decision - timedelta(days=1)
    if notice_test(NOTICE, decision, [prices]).outcome == "pass":
        assert notice_test(NOTICE, sooner, [prices]).outcome == "pass"


# Full cost both ways


def test_each_year_that_falls_short_is_named_for_legal():
    """2010/11 short by £14,270, which the balance of £20,000 meets; 2011/12 over by £270."""
    found = no_less_than_cost(account((444_090, 458_630), (458_360, 458_360), opening=20_000))
    assert found.title.endswith("(Scheme for Financing Schools, section 8)")
    assert found.finding == (
        "Income is £14,270 less than cost in 2010/11. The balance carried forward covers the deficit of 2010/11, "
        "but the balance is not income of the year. For Legal to decide."
    )


def test_over_the_years_together_a_surplus_of_one_meets_another():
    """-£14,270 and +£14,000 are not above cost; +£15,000 would be by £730."""
    short = not_above_cost(account((444_090, 472_360), (458_360, 458_360)))
    over = not_above_cost(account((444_090, 473_360), (458_360, 458_360)))
    assert short.title.endswith("(Local Government Act 2003, section 93)")
    assert short.finding == "Income is not above cost over 2010/11 to 2011/12 together. For Legal to decide."
    assert over.finding == "Income is £730 above cost over 2010/11 to 2011/12 together. For Legal to decide."


@pytest.mark.parametrize(
    ("act", "key", "said"),
    [
        ("section_93", "income_not_above_cost", "Income is £730 above cost"),
        ("goods_and_services_1970", "charging_power", "Local Authorities (Goods and Services) Act 1970"),
        ("other", "charging_power", "a power other than section 93"),
        (None, "charging_power", "The power is not stated (Trading account, Charging power)"),
    ],
)
def test_the_limit_of_section_93_is_looked_at_under_that_section_alone(act, key, said):
    """Income of 2010/11 and 2011/12 together is £730 above cost: a matter of law under section 93 and no other Act."""
    power = ChargingPower.model_validate({"act": act, "source": "Legal advice (a test)."}) if act else None
    trading = Trading(notice=NOTICE, charging_power=power)
    years = account((444_090, 473_360), (458_360, 458_360))
    *_, test = price_tests(years, Needs(("a price list",)), trading, DECISION)
    assert (test.key, test.outcome, test.blocking) == (key, "disclosed", False)
    assert said in test.finding and ("above cost" in test.finding) == (act == "section_93")


@pytest.mark.parametrize("held", [account((1,), (2,)), account((2,), (1,)), Needs(("full cost",))])
def test_the_rules_of_law_are_shown_and_neither_passed_nor_failed(held):
    for test in (no_less_than_cost(held), not_above_cost(held)):
        assert (test.outcome, test.blocking) == ("disclosed", False)
        assert test.finding.endswith("For Legal to decide.")


def test_every_test_is_a_line_of_the_clearance():
    """Of Check's own fields, so that the floor above takes them over as they are."""
    found = price_tests(Needs(("full cost",)), Needs(("a price list",)), Trading(notice=NOTICE), DECISION)
    assert [test.key for test in found] == ["capacity", "notice", "income_meets_cost", "charging_power"]
    assert not any(Check(**vars(test)).blocks for test in found)
