"""Leavers: income lost by month, cost avoided in steps after a lag, what is stranded. All worked by hand."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.buy_back.leaving import avoidable_costs, avoided_a_year, cost_avoided, leaving
from model.buy_back.take_up_grid import take_up_grid
from model.cost.costed import cost_scenario
from model.schema.sections.scenario import Scenario
from tests.conftest import small

MONTH = 3_735.7045  # SCP 24 in 2024/25 with on-costs: tests/budget/test_funds.py has the arithmetic
LICENCES = {"kind": "Licences", "amount": 1_200, "counts_as": "direct", "source": "A test."}
OF_LICENCES = {"line": "Licences", "amount": 300, "for_every": 2, "after_months": 3, "reason": "A test."}
OF_A_POST = {"post": "new", "for_every": 10, "after_months": 3, "reason": "A test."}
EACH = 1_000
JULY = date(2024, 7, 1)


@pytest.fixture(scope="module")
def trade(rates):
    """Cost two posts alike of 2024/25 that trade with 100 schools."""

    def cost(*avoidable, lines=(LICENCES,), non_pay=()):
        made = small(
            {"number": 2},
            {"number": 2, "non_pay": list(non_pay)},
            change="2024-05-01",
            customers={"count": 100, "source": "A test."},
            trading={"cost_lines": list(lines), "avoidable": list(avoidable)},
        )
        return cost_scenario(Scenario.model_validate(made), rates)

    return cost


@pytest.fixture(scope="module")
def both(trade):
    return trade(OF_LICENCES, OF_A_POST)


def test_income_goes_from_the_day_and_cost_in_steps_after_the_lag(trade):
    """Five of £1,000 from July: nine months of £416.67. Two whole steps of £300 from October: six months of £50."""
    found = leaving(trade(OF_LICENCES), "top", 5, JULY, EACH)
    assert found.income_lost == pytest.approx([0] * 3 + [5_000 / 12] * 9)
    assert found.cost_avoided == pytest.approx([0] * 6 + [50] * 6)
    assert found.stranded_by_year == pytest.approx([3_750 - 300])
    assert found.long_run_stranded == pytest.approx(5_000 - 600)


def test_a_month_in_part_counts_by_days(trade):
    """From 16 July: 16 of 31 days; and the notice of three months ends with 15 October."""
    found = leaving(trade(OF_LICENCES), "top", 2, date(2024, 7, 16), EACH)
    assert found.income_lost[3] == pytest.approx(2_000 / 12 * 16 / 31)
    assert found.cost_avoided[6] == pytest.approx(25 * 16 / 31)


def test_a_lag_that_ends_in_a_shorter_month_ends_with_it(trade):
    """Three months from 30 November is the last day of February: £25 x 1/28 is avoided in it."""
    found = leaving(trade(OF_LICENCES), "top", 2, date(2024, 11, 30), EACH)
    assert found.cost_avoided[10:] == pytest.approx([25 / 28, 25])


@pytest.mark.parametrize(("leavers", "steps"), [(0, 0), (9, 0), (9.99, 0), (10, 1), (19, 1), (20, 2), (99, 2)])
def test_a_post_falls_away_whole_or_not_at_all_and_never_more_than_there_are(trade, leavers, steps):
    """Two posts alike: one for every ten leavers, from October, six months."""
    found = leaving(trade(OF_A_POST), "top", leavers, JULY, EACH)
    assert found.cost_avoided.sum() == pytest.approx(steps * 6 * MONTH)
    assert found.long_run_avoided == pytest.approx(steps * 11 * MONTH)  # the proposal has the posts from May


def test_with_a_post_goes_its_own_non_pay(trade):
    """£600 a year of one post: £50 a month from October."""
    made = trade(OF_A_POST, non_pay=[{"kind": "Mileage", "amount": 600, "reason": "A test."}])
    assert leaving(made, "top", 10, JULY, EACH).cost_avoided[6:] == pytest.approx([MONTH + 50] * 6)


def test_a_line_is_avoided_to_the_whole_of_it_and_no_further(trade):
    """Twenty leavers are ten steps of £300, and the line is £1,200."""
    assert leaving(trade(OF_LICENCES), "top", 20, JULY, EACH).long_run_avoided == pytest.approx(1_200)


def test_two_steps_of_one_line_share_it(trade):
    """£300 for every two and £700 for every five: ten leavers would be £1,500 + £1,400, of £1,200."""
    more = {**OF_LICENCES, "amount": 700, "for_every": 5, "after_months": 0}
    assert leaving(trade(OF_LICENCES, more), "top", 10, JULY, EACH).long_run_avoided == pytest.approx(1_200)


def test_where_nothing_is_avoidable_all_the_income_is_stranded(trade):
    found = leaving(trade(), "top", 4, JULY, EACH)
    assert found.stranded_by_year == pytest.approx(found.months.by_year(found.income_lost))


def test_barnet_leavers_at_the_new_average_lose_what_the_change_costs(barnet):
    """3.18 x £458,360 / 102 is £14,290; exactly, £14,270 / £4,493.73 = 3.1755."""
    average = 458_360 / 102
    found = leaving(barnet.costed, "top", 14_270 / average, date(2011, 4, 1), average)
    assert found.stranded_by_year == pytest.approx([0, 14_270, 14_270])


def test_fewer_than_no_leavers_are_refused(both):
    with pytest.raises(ValueError, match="expected none or more"):
        leaving(both, "top", -1, JULY, EACH)


days = st.dates(date(2024, 4, 1), date(2025, 3, 31))


@given(day=days)
def test_no_leavers_strand_nothing(both, day):
    found = leaving(both, "top", 0, day, EACH)
    assert not found.stranded_by_year.any()
    assert found.long_run_stranded == 0


@given(leavers=st.floats(0, 200), day=days)
def test_what_is_avoided_is_never_above_the_cost(both, leavers, day):
    found = leaving(both, "top", leavers, day, EACH)
    cost = both.costs["proposal", "top"].total.sum(axis=0) + 1_200 / 12
    assert (found.cost_avoided >= 0).all()
    assert (found.cost_avoided <= cost + 1e-9).all()
    assert found.cost_avoided.sum() <= found.long_run_avoided + 1e-9


@given(leavers=st.floats(0, 200), more=st.floats(0, 50), day=days)
def test_more_leavers_never_avoid_less(both, leavers, more, day):
    avoidable, months = avoidable_costs(both, "top"), both.book.months
    fewer = cost_avoided(leavers, day, avoidable, months)
    assert (cost_avoided(leavers + more, day, avoidable, months) >= fewer - 1e-9).all()


def test_the_grid_takes_off_what_leavers_avoid(both):
    """Five of 100 leave: two steps of £300 and no post. £95,000 less (£100,000 - £600)."""
    avoidable, months = avoidable_costs(both, "top"), both.book.months
    grid = take_up_grid(100, 100_000, 110_000, lambda leavers: avoided_a_year(leavers, avoidable, months))
    cell = grid.rows[0][1]
    assert (cell.avoided, cell.result) == pytest.approx((600, 95_000 - 110_000 + 600))
