"""One-off costs: notice, leave, strain, approval and payback."""

from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.base.financial_year import FinancialYear
from model.pay.on_costs import NIThresholds, employer_ni
from model.pay.one_off import (
    PACKAGE,
    OneOff,
    approval_missing,
    approval_needed,
    costs_of_leaving,
    cumulative_savings,
    employer_ni_on_top,
    notice_bears_ni,
    notice_pay,
    notice_weeks,
    payback_years,
    pension_strain,
    severance_total,
    special_severance_roles,
    untaken_leave_pay,
)
from model.pay.redundancy import RedundancyTerms, redundancy_payment
from model.rates.tables import load_rates

TABLE = load_rates().redundancy
YEAR = FinancialYear(2025)
START = date(2010, 4, 1)
NI_2025 = NIThresholds(0.15, 417)  # 2025/26, monthly
NI_2010 = NIThresholds(0.128, 476, 421, 3337, 0.037)  # 2010/11, monthly, in the LGPS
money = st.floats(0, 200000)


@pytest.mark.parametrize(
    ("given_on", "weeks"),
    [
        ("2010-04-29", 0),
        ("2010-04-30", 1),  # a month, the first and the last day both counted
        ("2012-03-30", 1),
        ("2012-03-31", 2),
        ("2013-03-30", 2),
        ("2021-03-31", 11),
        ("2022-03-31", 12),
        ("2040-03-31", 12),
    ],
)
def test_statutory_notice_is_a_week_for_each_year_from_1_to_12(given_on, weeks):
    assert notice_weeks(START, date.fromisoformat(given_on)) == weeks


def test_the_contracts_notice_stands_where_it_is_longer():
    assert notice_weeks(START, date(2013, 6, 1), contract_weeks=4) == 4
    assert notice_weeks(START, date(2019, 6, 1), contract_weeks=4) == 9


def test_notice_is_paid_at_the_actual_weeks_pay_and_leave_at_a_260th_of_the_year():
    assert notice_pay(800, 12) == 9600
    assert untaken_leave_pay(26000, 8) == 800
    assert untaken_leave_pay(15600, 8, working_days=156) == 800


@pytest.mark.parametrize(
    ("paid_on", "contractual", "bears"),
    [
        (date(2018, 4, 5), False, False),  # HMRC NIM02520
        (date(2018, 4, 5), True, True),
        (date(2018, 4, 6), False, True),
    ],
)
def test_notice_pay_has_borne_ni_always_since_april_2018(paid_on, contractual, bears):
    assert notice_bears_ni(paid_on, contractual) is bears


def test_ni_on_notice_worked_by_hand():
    assert employer_ni_on_top(2500, 3000, NI_2025) == pytest.approx(450)
    assert employer_ni_on_top(200, 1000, NI_2025) == pytest.approx(0.15 * (1200 - 417))
    # In the LGPS, £2,000 and £3,000: the rebate runs out at £3,337.
    assert employer_ni_on_top(2000, 3000, NI_2010) == pytest.approx(0.128 * 3000 - 0.037 * 1337)


@given(money, money)
def test_ni_on_an_extra_payment_is_from_nil_to_the_full_rate(pay, extra):
    ni = employer_ni_on_top(pay, extra, NI_2025)
    assert -1e-6 <= ni <= 0.15 * extra + 1e-6
    if pay + extra <= 417:
        assert ni == 0
    if pay >= 417:
        assert ni == pytest.approx(0.15 * extra, abs=1e-6)


@given(money, money, money, st.booleans())
def test_ni_on_notice_then_leave_is_ni_on_both(pay, notice, leave, member):
    both = employer_ni_on_top(pay, notice + leave, NI_2010, member)
    in_turn = employer_ni_on_top(pay, notice, NI_2010, member) + employer_ni_on_top(
        pay + notice, leave, NI_2010, member
    )
    assert both == pytest.approx(in_turn, abs=1e-6)
    assert both + employer_ni(pay, NI_2010, member) == pytest.approx(
        employer_ni(pay + notice + leave, NI_2010, member), abs=1e-6
    )


@pytest.mark.parametrize(
    ("age", "day", "protected_age", "payable"),
    [
        (50, "2010-04-05", None, True),
        (54, "2010-04-06", None, False),
        (55, "2010-04-06", None, True),
        (55, "2028-04-05", None, True),
        (56, "2028-04-06", None, False),
        (57, "2028-04-06", None, True),
        (55, "2028-04-06", 55, True),
        (54, "2028-04-06", 55, False),
        (56, "2026-04-06", 60, True),  # a protection never makes it higher
    ],
)
def test_a_pension_on_redundancy_waits_for_the_minimum_age_of_the_day(age, day, protected_age, payable):
    when = date.fromisoformat(day)
    assert pension_strain(0, age, when, TABLE, protected_age) == 0
    if payable:
        assert pension_strain(40000, age, when, TABLE, protected_age) == 40000
    else:
        with pytest.raises(ValueError, match="no pension is payable on redundancy"):
            pension_strain(40000, age, when, TABLE, protected_age)


@pytest.fixture
def leaver():
    """Aged 58 with 20 years at £900 a week, on actual pay: 28.5 weeks, no Class 1A."""
    redundancy = redundancy_payment(58, 20, 900, date(2025, 8, 31), RedundancyTerms(use_actual_weeks_pay=True), TABLE)
    return costs_of_leaving(
        redundancy, YEAR, "corporate redundancy reserve", notice=10800, leave=900, ni_on_notice=1755, strain=40000
    )


def test_what_a_leaver_costs_is_a_record_for_each_kind_that_is_not_nil(leaver):
    weeks = 17 * 1.5 + 3  # ages 57 to 41, and 40 to 38
    assert {one_off.kind: one_off.amount for one_off in leaver} == {
        "redundancy": pytest.approx(weeks * 900),
        "notice_pay": 10800,
        "untaken_leave": 900,
        "employer_ni_on_notice": 1755,
        "pension_strain": 40000,
    }
    assert {one_off.year for one_off in leaver} == {YEAR}


def test_severance_is_redundancy_strain_notice_and_settlement(leaver):
    assert severance_total(leaver) == pytest.approx(28.5 * 900 + 40000 + 10800)
    assert severance_total(leaver, (*PACKAGE, "untaken_leave")) == pytest.approx(28.5 * 900 + 40000 + 10800 + 900)
    assert set(PACKAGE) == {"redundancy", "pension_strain", "notice_pay", "settlement"}


def test_a_sum_that_is_stated_may_be_income_and_goes_by_its_own_name():
    assert OneOff("Grant for redesign", -5_000, YEAR, "reserve").label == "Grant for redesign"
    assert OneOff("training", -200, YEAR, "reserve").label == "Training"


@pytest.mark.parametrize(
    ("kind", "amount", "says"),
    [
        ("redundancy", -1, "Redundancy payment of"),
        ("recruitment", float("nan"), "Recruitment of"),
        ("Grant", -float("inf"), "Grant of"),
        ("Grant", float("inf"), "Grant of"),
        ("redundancy", float("inf"), "Redundancy payment of"),
    ],
)
def test_an_amount_that_cannot_be_paid_is_refused(kind, amount, says):
    with pytest.raises(ValueError, match=says):
        OneOff(kind, amount, YEAR, "reserve")


def test_nothing_is_an_amount_that_can_be_paid():
    assert OneOff("redundancy", 0, YEAR, "reserve").amount == 0


def test_a_saving_pays_back_within_a_ceiling_where_it_is_reached_on_it():
    """£30,000 over £10,000 a year is three years."""
    assert [payback_years(30_000, 10_000).within(ceiling) for ceiling in (2.99, 3, 3.01)] == [False, True, True]
    assert not payback_years(30_000, 0).within(100)


@pytest.mark.parametrize(
    ("special", "paid_on", "roles"),
    [
        (0, "2025-09-30", ()),
        (19_999.99, "2025-09-30", ("delegated",)),
        (20_000, "2025-09-30", ("head_of_paid_service", "leader")),
        (99_999.99, "2025-09-30", ("head_of_paid_service", "leader")),
        (100_000, "2025-09-30", ("full_council",)),
        (150_000, "2022-05-11", ()),  # the day before the guidance
    ],
)
def test_special_severance_has_three_tiers_from_12_may_2022(special, paid_on, roles):
    assert special_severance_roles(special, date.fromisoformat(paid_on), TABLE) == roles


@pytest.mark.parametrize(
    ("total", "limit", "needed"), [(99999.99, 100000, False), (100000, 100000, True), (10**6, None, False)]
)
def test_approval_is_needed_at_the_councils_limit_and_never_without_one(total, limit, needed):
    assert approval_needed(total, limit) is needed


def test_a_severance_above_the_limit_needs_approval_on_every_part_of_it(leaver):
    assert approval_missing(leaver, None) is None
    assert approval_missing(leaver, 100000) is None
    assert approval_missing(leaver, 70000) == (
        "severance of £76,450 is at or above £70,000 and has no approval for: "
        "Redundancy payment, Pay in lieu of notice, Pension strain"
    )
    approved = [
        OneOff(part.kind, part.amount, part.year, part.funded_by, "Council, 9 September 2025") for part in leaver
    ]
    assert approval_missing(approved, 70000) is None


def test_payback_is_one_off_cost_over_full_year_saving():
    """Belfast held leavers to a ceiling of 3.25 years and came to 2.3."""
    payback = payback_years(230000, 100000)
    assert payback.years == pytest.approx(2.3) and payback.within(3.25)
    assert payback_years(325000, 100000).within(3.25)
    assert not payback_years(325001, 100000).within(3.25)


@pytest.mark.parametrize(
    ("saving", "reason"),
    [
        (0, "there is no saving in a full year to pay back the one-off costs"),
        (-14270, "the change costs £14,270 more in a full year, so no saving pays back the one-off costs"),
    ],
)
def test_a_change_that_saves_nothing_is_never_paid_back(saving, reason):
    payback = payback_years(1000, saving)
    assert (payback.years, payback.reason, payback.within(100)) == (None, reason, False)


def test_savings_add_up_before_and_after_one_off_costs():
    savings = cumulative_savings([76450, 0, 0], [20000, 40000, 40000])
    np.testing.assert_array_equal(savings.gross, [20000, 60000, 100000])
    np.testing.assert_array_equal(savings.net, [-56450, -16450, 23550])
    with pytest.raises(ValueError, match="3 years of one-off costs, but 2 years of savings"):
        cumulative_savings([1, 2, 3], [1, 2])


@given(st.lists(st.tuples(money, st.floats(-100000, 100000)), min_size=1, max_size=10))
def test_gross_and_net_savings_part_by_the_one_off_costs_so_far(years):
    one_off, recurring = zip(*years, strict=True)
    savings = cumulative_savings(one_off, recurring)
    np.testing.assert_allclose(savings.gross - savings.net, np.cumsum(one_off), atol=1e-6)
