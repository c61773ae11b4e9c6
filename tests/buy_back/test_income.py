"""Income by month, worked by hand, and adding up by school, month and year to the same pence."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.base.financial_year import FinancialYear, PayMonths
from model.buy_back.billing import billing
from model.buy_back.income import income, vat
from model.rates.tables import RateMissing
from model.schema.sections.renewals import run_on
from tests.schema.test_price_lists import YEARS, listed, price_list

OLD = price_list({"id": "remote", "flat": 1200}, start="2009-04-01")
NEW = price_list({"id": "remote", "flat": 1320}, start="2011-04-01")
LISTS = (OLD, NEW)
"""£1,200 a year, £100 a month; from 1 April 2011 £1,320, £110 a month."""
SHOWN = {"first_day": "2010-04-01", "last_day": "2012-03-31"}


def of_school(lists=LISTS, **row):
    return income(lists, listed({**SHOWN, **row}), YEARS)


def bills_of(**row):
    """What a school is billed and defers, as it is by default: once a year, as the year begins."""
    return billing(LISTS, listed({**SHOWN, **row}), YEARS)


def by_month(earned):
    return earned.earned.sum(axis=0)


def pounds(pence):
    return (np.asarray(pence) / 100).tolist()


def test_an_april_agreement_takes_the_new_list_on_1_april():
    """2010/11: 12 x 100. 2011/12: 12 x 110. Billed each April; nothing is deferred over 31 March."""
    school = of_school()
    assert pounds(by_month(school)) == [100] * 12 + [110] * 12
    assert pounds(school.by_year[0]) == [1200, 1320]
    bills = bills_of()
    assert pounds(bills.billed[0][[0, 12]]) == [1200, 1320]
    assert pounds(bills.deferred[0]) == [0, 0, 0]


def test_a_september_agreement_keeps_its_list_to_august_across_two_years():
    """From 1 September 2010 for two years: the list of April 2011 is paid only from September 2011.

    2010/11 earns September to March, 7 x 100. 2011/12 earns 5 x 100, then 7 x 110: 1,270. On each 31 March five
    twelfths are billed and not earned: 500 of 1,200, then 550 of 1,320.
    """
    school = of_school(first_day="2010-09-01", last_day="2012-08-31", agreement_year="September")
    assert pounds(school.charge[0]) == [0, 1200, 1320]
    assert pounds(by_month(school)) == [0] * 5 + [100] * 12 + [110] * 7
    assert pounds(school.by_year[0]) == [700, 1270]
    bills = bills_of(first_day="2010-09-01", last_day="2012-08-31", agreement_year="September")
    assert pounds(bills.deferred[0]) == [0, 500, 550]
    assert pounds(bills.billed[0][[5, 17]]) == [1200, 1320] and pounds(bills.billed.sum()) == 2520


def test_a_september_year_already_running_on_the_first_1_april_opens_with_five_twelfths_deferred():
    school = of_school(first_day="2009-09-01", last_day="2010-08-31", agreement_year="September")
    bills = bills_of(first_day="2009-09-01", last_day="2010-08-31", agreement_year="September", renews="0%")
    assert pounds(bills.deferred[0]) == [500, 0, 0]
    assert pounds(by_month(school)) == [100] * 5 + [0] * 19 and not bills.billed.any()


def test_an_agreement_begun_in_the_middle_of_a_year_keeps_the_list_of_its_own_first_day_and_pays_by_days():
    """From 16 April 2011, a September year: the list of April 2011 is then in force.

    April has 15 of 30 days: 55. May to August: 4 x 110 = 440. The first bill is 495, raised in April.
    """
    school = of_school(first_day="2011-04-16", last_day="2011-08-31", agreement_year="September")
    assert pounds(by_month(school)[12:]) == [55, 110, 110, 110, 110] + [0] * 7
    bills = bills_of(first_day="2011-04-16", last_day="2011-08-31", agreement_year="September", renews="0%")
    assert pounds(bills.billed[0][12]) == 495 and pounds(bills.billed.sum()) == 495


def test_nothing_is_deferred_before_an_agreement_begins():
    bills = bills_of(first_day="2011-05-01", last_day="2011-08-31", agreement_year="September", renews="0%")
    assert pounds(bills.deferred[0]) == [0, 0, 0]


def test_nothing_is_earned_beyond_the_last_day():
    school = of_school(last_day="2010-06-15")
    assert pounds(by_month(school)) == [100, 100, 50] + [0] * 21  # 15 of the 30 days of June


def test_a_charge_that_twelve_does_not_divide_is_earned_to_the_penny():
    """£665.80 is 55.4833 a month: the first four months are 55.48, 55.49, 55.48, 55.48, and twelve make £665.80.

    By the end of month 1: 55.48; of 2: 110.97 (110.9667); of 3: 166.45; of 4: 221.93 (221.9333).
    """
    school = of_school((price_list({"id": "remote", "flat": 665.80}),))
    assert pounds(school.earned[0, :4]) == [55.48, 55.49, 55.48, 55.48]
    assert pounds(school.by_year[0]) == [665.80, 665.80]


def test_an_academy_is_charged_vat_from_the_day_it_becomes_one(rates):
    """Converts on 16 November 2010, at 17.5%: November 15 of 30 days of £100, 8.75; December 17.50.

    January 2011: 3 days at 17.5% and 28 at 20%: 100 x (3 x 17.5 + 28 x 20) / 31 = 1.6935 + 18.0645 = 19.76.
    From February £20.00; from April 20% of £110.
    """
    school = of_school(academy_from="2010-11-16")
    found = pounds(vat(school, rates.vat)[0])
    assert found[:12] == [0] * 7 + [8.75, 17.50, 19.76, 20, 20]
    assert found[12:] == [22] * 12


def test_the_councils_own_schools_are_outside_the_scope_of_vat_and_others_are_charged_it(rates):
    schools = income(LISTS, listed(*({**SHOWN, "kind": kind} for kind in ("maintained", "academy", "other"))), YEARS)
    maintained, academy, other = vat(schools, rates.vat)
    assert not maintained.any() and (academy == other).all() and pounds(academy[0]) == 17.50


def test_vat_has_no_rate_before_the_first_on_record(rates):
    years = PayMonths(FinancialYear(2008), FinancialYear(2008))
    lists = (price_list({"id": "remote", "flat": 1200}, start="2008-04-01"),)
    own, academy = (
        income(lists, listed({"kind": kind, "first_day": "2008-04-01"}, months=years), years)
        for kind in ("maintained", "academy")
    )
    assert not vat(own, rates.vat).any()
    with pytest.raises(RateMissing, match="1 April 2008"):
        vat(academy, rates.vat)


def test_the_vat_of_a_years_bill_is_rounded_once_and_not_month_by_month(rates):
    """£2,380.95 at 20%: £476.19, and £2,857.14 with it. A twelfth, £198.41, has £39.68: 12 x 39.68 = 476.16.

    A September year from 1 September 2011, shown to 31 March 2012: 7/12 of 2,380.95 is 1,388.89 (1,388.8875), and 20%
    of that is 277.78, where seven months of 39.68 make 277.76.
    """
    lists = (price_list({"id": "remote", "flat": 2380.95}, start="2009-04-01"),)
    april = of_school(lists, kind="academy", first_day="2011-04-01")
    assert pounds(vat(april, rates.vat)[0].sum()) == 476.19
    assert pounds(april.earned.sum() + vat(april, rates.vat).sum()) == 2857.14
    september = of_school(lists, kind="academy", first_day="2011-09-01", agreement_year="September")
    assert pounds(vat(september, rates.vat)[0].sum()) == 277.78


@given(charge=st.integers(1, 5_000_000), schools=st.integers(1, 30), year=st.sampled_from(["April", "September"]))
def test_income_with_vat_of_n_customers_is_n_times_that_of_one(rates, charge, schools, year):
    lists = (price_list({"id": "remote", "flat": charge / 100}, start="2009-04-01"),)

    def with_vat(number):
        rows = ({**SHOWN, "kind": "academy", "agreement_year": year, "reference": f"School {n}"} for n in range(number))
        found = income(lists, listed(*rows), YEARS)
        return YEARS.by_year(found.earned + vat(found, rates.vat)).sum(axis=0)

    assert (with_vat(schools) == schools * with_vat(1)).all()


def test_no_price_list_on_a_day_is_an_error():
    with pytest.raises(LookupError, match="2010-04-01"):
        of_school((NEW,))


DAYS = st.dates(np.datetime64("2009-04-01").item(), np.datetime64("2012-12-31").item())
ROWS = st.lists(
    st.fixed_dictionaries(
        {
            "days": st.lists(DAYS, min_size=2, max_size=2).map(sorted),
            "agreement_year": st.sampled_from(["April", "September"]),
            "packages": st.sampled_from(["remote", "visits x 1.5", "remote; visits x 0.3"]),
            "kind": st.sampled_from(["maintained", "academy"]),
            "bad_debt": st.sampled_from(["", "3%", "100%"]),
        }
    ),
    min_size=1,
    max_size=6,
)
PRICES = st.tuples(*[st.integers(0, 1_000_000)] * 4)


@given(rows=ROWS, prices=PRICES)
def test_income_adds_up_by_school_by_month_and_by_year_to_the_same_pence(rates, rows, prices):
    lists = tuple(
        price_list({"id": "remote", "flat": flat / 100}, {"id": "visits", "a_unit": day / 100}, start=start)
        for flat, day, start in ((*prices[:2], "2009-04-01"), (*prices[2:], "2010-12-01"))
    )
    for row in rows:
        row["first_day"], row["last_day"] = map(str, row.pop("days"))
    agreements = run_on(listed(*rows), YEARS)
    found, bills = income(lists, agreements, YEARS), billing(lists, agreements, YEARS)
    by_school = found.by_year.sum(axis=1)
    assert sum(by_school.tolist()) == sum(by_month(found).tolist()) == sum(found.by_year.sum(axis=0).tolist())
    assert (found.earned >= 0).all() and (bills.deferred >= 0).all()
    ahead = bills.deferred - bills.accrued
    assert (ahead[:, :-1] + YEARS.by_year(bills.billed) - ahead[:, 1:] == found.by_year).all()
    assert (vat(found, rates.vat)[agreements.maintained] == 0).all()


@given(prices=PRICES, year=st.sampled_from(["April", "September"]))
def test_each_agreement_years_charge_is_earned_in_its_twelve_months_exactly(prices, year):
    lists = (price_list({"id": "remote", "flat": prices[0] / 100}),)
    first = {"April": 0, "September": 5}[year]
    school = income(lists, listed({"first_day": "2009-09-01", "agreement_year": year}), YEARS)
    assert school.earned[0, first : first + 12].sum() == prices[0]
