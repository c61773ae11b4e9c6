"""Prices fixed for several years, lengths of agreements, and discounts, worked by hand. Every school is invented."""

from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.base.financial_year import FinancialYear, PayMonths
from model.buy_back.fixed_prices import FixedPrices
from model.buy_back.income import income
from model.buy_back.pricing import charges
from model.buy_back.solve import in_proportion
from model.schema.sections.agreed_prices import list_fixed, priced_on, year_begun
from model.schema.sections.prices import list_in_force
from tests.schema.test_price_lists import YEARS, listed, price_list

FIVE_YEARS = PayMonths(FinancialYear(2010), FinancialYear(2014))
RISING = tuple(
    price_list({"id": "remote", "flat": 1000 + 100 * number}, start=f"{2010 + number}-04-01") for number in range(5)
)
"""£1,000 from 1 April 2010, and £100 more from each 1 April after it."""


def by_year(lists=RISING, **row):
    found = income(lists, listed({"last_day": "2015-03-31", **row}, months=FIVE_YEARS), FIVE_YEARS)
    return (found.by_year[0] / 100).tolist()


def test_prices_fixed_for_three_years_are_agreed_anew_in_the_fourth():
    """2010 to 2012 at £1,000; from 1 April 2013 at the £1,300 of that day."""
    assert by_year(prices_fixed="3") == [1000, 1000, 1000, 1300, 1300]
    assert by_year() == [1000, 1100, 1200, 1300, 1400]


def test_a_fixed_price_runs_by_agreement_years():
    """From 1 September 2010 for two September years at £1,000, then from September 2012 at £1,200.

    2010/11: 7 twelfths of 1,000. 2011/12: 1,000. 2012/13: 5/12 of 1,000 and 7/12 of 1,200 = 1,116.67. The agreement
    ends on 31 August 2013: 5/12 of 1,200.
    """
    found = by_year(first_day="2010-09-01", last_day="2013-08-31", agreement_year="September", prices_fixed="2")
    assert found == [583.33, 1000, 1116.67, 500, 0]


def test_an_agreement_begun_before_the_years_shown_counts_its_fixed_years_from_its_own_first_day():
    """From 1 April 2009, three years fixed: 2009, 2010 and 2011 at the list of 2009; 2012 to 2014 at that of 2012."""
    lists = (price_list({"id": "remote", "flat": 900}), *RISING)
    assert by_year(lists, first_day="2009-04-01", prices_fixed="3") == [900, 900, 1200, 1200, 1200]


def test_a_list_may_fix_its_prices_for_all_who_buy_under_it_and_an_agreement_may_say_otherwise():
    """The list of 2011 is fixed for three years: 2011 to 2013 at £1,100; in 2014 the list of that day, £1,400."""
    fixed = RISING[1].model_copy(update={"fixed_years": 3})
    lists = (RISING[0], fixed, *RISING[2:])
    assert by_year(lists) == [1000, 1100, 1100, 1100, 1400]
    assert by_year(lists, prices_fixed="1") == [1000, 1100, 1200, 1300, 1400]
    assert by_year(lists, first_day="2012-04-01") == [0, 0, 1200, 1300, 1400]


def test_who_is_fixed_on_a_day_and_at_which_list():
    """In the agreement year of 1 December 2012: the third of three fixed, the first of a renewal, not fixed."""
    schools = listed(
        {"prices_fixed": "3"}, {"prices_fixed": "2"}, {}, {"first_day": "2012-09-01", "prices_fixed": "3"},
        months=FIVE_YEARS,
    )  # fmt: skip
    assert list_fixed(RISING, schools, year_begun(schools, date(2012, 12, 1))).tolist() == [0, -1, -1, -1]
    later = year_begun(schools, date(2012, 12, 1), next_one=True)
    assert later.astype(str).tolist() == ["2013-04-01"] * 4
    assert list_fixed(RISING, schools, later).tolist() == [-1, 2, -1, 2]


@given(st.integers(1, 6), st.integers(0, 4), st.sampled_from(["April", "September"]))
def test_a_price_is_kept_for_just_as_many_years_as_it_is_fixed(years, later, start):
    first = {"first_day": f"{2005 + later}-06-15", "last_day": "2015-03-31", "agreement_year": start}
    school = listed({**first, "prices_fixed": str(years)}, months=FIVE_YEARS)
    since = priced_on((price_list({"id": "remote", "flat": 1}, start="2000-04-01"),), school, FIVE_YEARS)[0]
    kept = since[~np.isnat(since)]
    _, runs = np.unique(kept, return_counts=True)
    assert (runs[1:-1] == years).all() and (runs <= years).all()


SCHOOLS = listed({"reference": "fixed", "prices_fixed": "3"}, {"reference": "a"}, {"reference": "b"}, months=FIVE_YEARS)


def test_new_prices_are_solved_on_those_whose_prices_are_not_fixed():
    """One school keeps £1,000 of the list of 2010; two pay £1,200 by that of 2012. To bring in £3,601 they must bring
    in £2,601 between them: £1,300.50 each, up to the step of £1: £1,301, and £3,602 in all.
    """
    fixed = FixedPrices(RISING, SCHOOLS, np.array([0, -1, -1]))
    now = RISING[2].model_copy(update={"step": 1.0})
    assert fixed.charged(now).tolist() == [1000_00, 1200_00, 1200_00]
    solved = in_proportion(now, fixed.moving, 3601 - fixed.income / 100, rate_step=1).beside(fixed.income)
    assert (solved.prices.packages[0].flat, solved.income, solved.target, solved.surplus) == (
        1301,
        3602_00,
        3601_00,
        100,
    )
    assert fixed.charged(solved.prices).sum() == solved.income


OFFICE = price_list(
    {"id": "desk", "flat": 900},
    {"id": "data", "flat": 305.50},
    {"id": "visits", "a_unit": 100},
    sets=[{"id": "office", "packages": ["desk", "data"], "percent": "10%"}],
    discounts=[{"packages": 3, "percent": "5%"}],
    partnerships=[{"customers": 2, "percent": "4%"}, {"customers": 3, "percent": "8%"}],
)


@pytest.mark.parametrize(
    ("packages", "partners", "pounds"),
    [
        ("desk", 1, 900),
        ("desk; data", 1, 1084.95),  # 810 + 274.95
        ("desk; data; visits x 2", 1, 1220.70),  # (810 + 274.95 + 200) x 95% = 1,220.7025
        ("desk; visits x 2", 2, 1056),  # 1,100 x 96%
        ("desk; data; visits x 2", 2, 1220.70),  # 5% for three packages is more than 4% for two schools
        ("desk; data; visits x 2", 3, 1182.15),  # 1,284.95 x 92% = 1,182.154
    ],
)
def test_a_set_comes_off_its_packages_and_then_the_largest_other_discount_off_the_whole(packages, partners, pounds):
    rows = [{"packages": packages, "partnership": "cluster" if partners > 1 else ""} for _ in range(partners)]
    charged = charges(OFFICE, listed(*rows))
    assert charged.total.tolist() == [round(pounds * 100)] * partners


def test_a_partnership_counts_customers_and_not_their_agreements():
    rows = [
        {"reference": "a", "partnership": "north"},
        {"reference": "a", "partnership": "north", "packages": "hosting"},
    ]
    rows += [
        {"reference": "b", "partnership": " north"},
        {"reference": "c", "partnership": "south"},
        {"reference": "d"},
    ]
    assert listed(*rows).partners.tolist() == [2, 2, 2, 1, 1]


def test_an_agreement_with_a_length_and_no_last_day_ends_after_so_many_years():
    """Three years from 1 September 2010 end on 31 August 2013."""
    assert listed({"first_day": "2010-09-01", "length": "3"}).last_day.astype(str).tolist() == ["2013-08-31"]
    assert listed({"first_day": "2010-09-01", "length": "3", "last_day": "2011-08-31"}, months=YEARS).length[0] == 3


def test_a_row_of_fixed_prices_is_priced_by_the_list_of_the_day_on_which_they_were_agreed():
    """September 2010 for four years at the list of April 2010, then from September 2014 at that of April 2014."""
    school = listed(
        {"first_day": "2010-09-01", "prices_fixed": "4", "last_day": "2015-03-31", "agreement_year": "September"},
        months=FIVE_YEARS,
    )
    days = priced_on(RISING, school, FIVE_YEARS)
    assert set(list_in_force(RISING, days)[0].tolist()) == {-1, 0, 4}
