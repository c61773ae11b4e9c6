"""Protection by day: from which day to which each sum is paid, worked by hand, and beside the cost by month."""

from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.base.financial_year import FinancialYear, PayMonths
from model.pay.protection import ProtectionTerms
from model.people.protection_periods import ends_at_the_latest, protected_periods
from model.schema.sections.people import ProtectionScheme

DAYS = st.dates(date(2010, 4, 1), date(2011, 12, 31))


def principal(actual, change, months, shape="flat", uprated=False):
    """The Barnet principal, at SCP 45, £39,795, into a grade that ends at SCP 42, £37,182: path, points and costs."""
    scenario = actual().scenario
    scheme = ProtectionScheme(months=months, shape=shape, uprated=uprated, source="A test.")
    people = scenario.people.model_copy(update={"protection": scheme})
    costed = actual(people=people, dates=scenario.dates.model_copy(update={"implementation": change}))
    plan = costed.plans["proposal"]
    [row] = [row for row in plan.rows_of["assistant-manager"] if plan.appointments[row].holder == ("A",)]
    return costed, row


def told(actual, change, months, shape="flat"):
    """Each period: first day, last day, and £ a year."""
    costed, row = principal(actual, change, months, shape)
    periods = protected_periods(costed.plans["proposal"].paths[row], costed.book.points, change)
    return [(period.first_day, period.last_day, period.a_year) for period in periods]


def test_a_change_inside_a_month_ends_inside_one(actual):
    """Twelve months at the whole gap and half of it, from 23 November 2010: 39,795 - 37,182 = 2,613, and 1,306.50."""
    assert told(actual, date(2010, 11, 23), 12, ["100%", "50%"]) == [
        (date(2010, 11, 23), date(2011, 5, 22), 2613.0),
        (date(2011, 5, 23), date(2011, 11, 22), 1306.5),
    ]


def test_a_period_from_the_31st_is_over_on_the_last_day_of_a_shorter_month(actual):
    assert told(actual, date(2010, 12, 31), 2) == [(date(2010, 12, 31), date(2011, 2, 27), 2613.0)]
    assert ends_at_the_latest(ProtectionTerms(2), date(2010, 12, 31)) == date(2011, 2, 27)


def test_a_scheme_of_no_months_and_a_share_of_nothing_give_no_period(actual):
    assert told(actual, date(2010, 12, 1), 0) == []
    assert told(actual, date(2010, 12, 1), 12, ["0%", "100%"]) == [(date(2011, 6, 1), date(2011, 11, 30), 2613.0)]


def test_it_is_told_as_far_as_the_years_shown(actual):
    assert told(actual, date(2010, 12, 1), 36) == [(date(2010, 12, 1), date(2013, 3, 31), 2613.0)]


@given(change=DAYS, length=st.integers(1, 12), shares=st.lists(st.sampled_from(["100%", "60%", "30%"]), min_size=1,
                                                               max_size=3))  # fmt: skip
def test_by_day_it_comes_to_the_same_as_by_month(actual, change, length, shares):
    """Each month is its days' part of a twelfth; no increment and no award is on the way."""
    costed, row = principal(actual, change, length * len(shares), shares)
    periods = protected_periods(costed.plans["proposal"].paths[row], costed.book.points, change)
    months = costed.book.months
    paid = np.zeros(len(months))
    for period in periods:
        days = np.array([period.first_day, period.last_day], dtype="datetime64[D]")[:, None]
        paid += (months.fraction_employed(*days) * period.a_year / 12)[0]
    by_month = costed.costs["proposal", "actual"].amounts["pay_protection"][row]
    assert paid == pytest.approx(by_month, abs=1e-6)


def test_the_number_of_a_month_is_counted_from_april_and_stays_within_the_years():
    months = PayMonths(FinancialYear(2010), FinancialYear(2011))
    for day, number in ((date(2010, 4, 1), 0), (date(2011, 3, 31), 11), (date(2012, 2, 29), 22), (date(2015, 1, 1), 23),
                        (date(2010, 3, 31), -1)):  # fmt: skip
        assert months.number_of(day) == number
