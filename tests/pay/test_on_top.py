"""What is paid on top of pay, by hand: of a year, of each month, and of the salary at full time."""

from datetime import date

import numpy as np
import pytest

from model.base.financial_year import FinancialYear, PayMonths
from model.pay.on_top import PayOnTop, by_the_week

MONTHS = PayMonths(FinancialYear(2025), FinancialYear(2025))
SUMS = [
    # £ of a whole year at £36,500 full time and half time; £ of April (30 days) and February (28), of which half count;
    # the share of the month's salary
    ({"a_year": 600}, 600, 25, 25, 0),
    ({"a_year_at_full_time": 1_200}, 600, 25, 25, 0),
    ({"a_day": 2}, 730, 30, 28, 0),
    ({"of_basic_pay": 0.10}, 1_825, 0, 0, 0.025),
    ({"of_full_time": 0.04}, 1_460, 0, 0, 0.02),
    ({"a_year": 600, "a_year_at_full_time": 1_200, "a_day": 2}, 1_930, 80, 78, 0),
    ({"of_basic_pay": 0.10, "of_full_time": 0.04}, 3_285, 0, 0, 0.045),
]


@pytest.mark.parametrize(("parts", "a_year", "april", "february", "share"), SUMS)
def test_each_part_is_paid_by_its_own_rule_and_parts_add_up(parts, a_year, april, february, share):
    """£600 a year whatever the FTE; £1,200 x 0.5; £2 x 365 days; 10% of £36,500 x 0.5; 4% of £36,500."""
    on_top, half = PayOnTop("x", **parts), np.full(12, 0.5)
    assert on_top.in_a_year(36_500, 0.5) == pytest.approx(a_year)
    months = on_top.sum_of_months(half, 0.5, MONTHS)
    assert (months[0], months[10]) == (pytest.approx(april), pytest.approx(february))
    assert on_top.share_of_months(half, 0.5) == pytest.approx(np.full(12, share))


def test_it_is_paid_from_its_first_day_to_its_last_both_included():
    on_top = PayOnTop("x", first_day=date(2025, 5, 2), last_day=date(2025, 6, 30))
    paid = [on_top.is_paid_on(day) for day in (date(2025, 5, 1), date(2025, 5, 2), date(2025, 6, 30), date(2025, 7, 1))]
    assert paid == [False, True, True, False]


@pytest.mark.parametrize(
    ("parts", "steady"),
    [
        ({"a_year": 600}, True),
        ({"of_basic_pay": 0.1}, True),
        ({"a_year": 600, "pensionable": False}, True),
        ({"a_year": 600, "first_day": date(2025, 5, 1)}, False),
        ({"a_year": 600, "last_day": date(2025, 5, 1)}, False),
        ({"a_year_at_full_time": 600}, False),
        ({"a_day": 1}, False),
        ({"of_full_time": 0.1}, False),
        ({"a_year": 600, "liable_to_ni": False}, False),
    ],
)
def test_what_has_days_or_moves_with_the_month_is_not_the_same_in_every_month(parts, steady):
    assert PayOnTop("x", **parts).is_steady is steady


def test_hours_a_week_at_a_rate_are_pounds_and_at_the_points_own_rate_a_share_of_the_salary():
    """3 hours a week at £12 and time and a half: 3 x 12 x 1.5 x 52.143 weeks. At the point's rate: 3 x 1.5 / 37."""
    [(key, pounds)] = by_the_week(3, 12, 1.5, 37).items()
    assert (key, round(pounds, 2)) == ("a_year", 2815.72)
    [(key, share)] = by_the_week(3, None, 1.5, 37).items()
    assert (key, share) == ("of_full_time", pytest.approx(4.5 / 37))
