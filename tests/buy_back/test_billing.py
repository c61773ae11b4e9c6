"""What is billed, earned and owed, and VAT by package, worked by hand. Every school is invented."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.base.financial_year import FinancialYear
from model.buy_back.billing import billing
from model.buy_back.income import income, vat
from model.buy_back.invoices import invoices
from model.buy_back.running import KINDS, running
from model.schema.sections.renewals import run_on
from model.schema.sections.trading import Billing
from tests.buy_back.test_income import LISTS, pounds
from tests.schema.test_price_lists import YEARS, listed, price_list

SEPTEMBER = {"first_day": "2010-09-01", "last_day": "2012-08-31", "agreement_year": "September"}


def terms(**more):
    return Billing.model_validate({"source": "A test.", **more})


@pytest.mark.parametrize(
    ("way", "earned"),
    [
        ("months", 700),  # 7 of 12
        ("days", 696.99),  # 1,200 x 212/365 = 696.986
        ("terms", 800),  # autumn and spring, a third each
    ],
)
def test_a_september_year_is_split_on_the_financial_years_by_months_days_or_terms(way, earned):
    """£1,200 from 1 September 2010: what is earned by 31 March 2011; and all of it by the end of August."""
    school = income(LISTS, listed({**SEPTEMBER, "earned_by": way}), YEARS)
    assert pounds(school.by_year[0, 0]) == earned
    assert pounds(school.earned[0, 5:17].sum()) == 1200


def test_an_academic_year_is_earned_by_its_terms():
    """A third each: £100 a month to December, £133.33 to March, £80 to August."""
    school = income(LISTS, listed({**SEPTEMBER, "agreement_year": "Academic"}), YEARS)
    assert pounds(school.earned[0, 5:9]) == [100] * 4
    assert pounds(school.earned[0, 9:12]) == [133.33, 133.34, 133.33]
    assert pounds(school.earned[0, 12:17]) == [80] * 5


@pytest.mark.parametrize(
    ("bills", "billed", "deferred", "accrued"),
    [
        ({"bills": "yearly"}, {5: 1200}, 500, 0),
        ({"bills": "termly"}, {5: 400, 9: 400}, 100, 0),
        ({"bills": "monthly"}, dict.fromkeys(range(5, 12), 100), 0, 0),
    ],
)
def test_bills_a_year_a_term_or_a_month(bills, billed, deferred, accrued):
    """£1,200 from 1 September 2010; on 31 March 2011 £700 is earned."""
    found = billing(LISTS, listed({**SEPTEMBER, **bills}), YEARS)
    assert pounds(found.billed[0, :12]) == [billed.get(month, 0) for month in range(12)]
    assert (pounds(found.deferred[0, 1]), pounds(found.accrued[0, 1])) == (deferred, accrued)


def test_bills_in_arrears_leave_income_accrued():
    """Monthly, one month after: by 31 March 2011 six bills of £100 are raised and £700 is earned."""
    school = listed({**SEPTEMBER, "bills": "monthly"})
    found = billing(LISTS, school, YEARS, terms(months_ahead=-1))
    assert pounds(found.billed[0, :12].sum()) == 600
    assert (pounds(found.deferred[0, 1]), pounds(found.accrued[0, 1])) == (0, 100)


@pytest.mark.parametrize(("days", "owed"), [(30, 0), (31, 1320), (None, None)])
def test_a_bill_raised_ahead_is_deferred_and_owed_until_it_is_paid(days, owed):
    """The bill of 2011/12, £1,320, is raised on 1 March 2011. In 30 days it is paid on 31 March; in 31, in April."""
    school = listed({"last_day": "2012-03-31"})
    found = billing(LISTS, school, YEARS, terms(months_ahead=1, paid_after=days))
    assert pounds(found.billed[0, 11]) == 1320 and pounds(found.deferred[0, 1]) == 1320
    assert pounds(found.deferred[0, 2]) == 1320, "the bill of the year after those shown"
    assert (None if found.owed is None else pounds(found.owed[0, 1])) == owed


@pytest.mark.parametrize(("days", "owed"), [(30, 0), (31, 1200)])
def test_what_is_owed_when_the_years_shown_begin_is_that_of_the_day_before_them(days, owed):
    """The bill of 2010/11, £1,200, is raised on 1 March 2010. In 30 days it is paid on 31 March; in 31, in April."""
    found = billing(LISTS, listed({"last_day": "2012-03-31"}), YEARS, terms(months_ahead=1, paid_after=days))
    assert pounds(found.owed[0, 0]) == owed


def test_one_who_joins_within_a_year_is_billed_for_the_terms_that_are_left():
    """From 1 February 2011 to August: 7 x £100 in two bills of £350, in February and April."""
    school = listed(
        {**SEPTEMBER, "first_day": "2011-02-01", "last_day": "2011-08-31", "bills": "termly", "renews": "0"}
    )
    found = billing(LISTS, school, YEARS)
    assert pounds(found.billed[0]) == [0] * 10 + [350, 0, 350] + [0] * 11


ROWS = st.lists(
    st.fixed_dictionaries(
        {
            "first_day": st.dates(np.datetime64("2009-10-01").item(), np.datetime64("2011-12-31").item()).map(str),
            "agreement_year": st.sampled_from(["April", "September", "Academic"]),
            "earned_by": st.sampled_from(["", "months", "days", "terms"]),
            "bills": st.sampled_from(["", "yearly", "termly", "monthly"]),
            "prices_fixed": st.sampled_from(["", "2", "3"]),
            "pupils": st.integers(0, 1500).map(str),
        }
    ),
    min_size=1,
    max_size=5,
)
BY_PUPIL = tuple(
    price_list({"id": "remote", "per_pupil": rate, "flat": 100.01}, start=start)
    for rate, start in ((1.07, "2007-09-01"), (1.13, "2011-04-01"))
)


@given(ROWS, st.integers(-3, 5), st.integers(0, 120))
def test_what_is_billed_and_not_earned_and_what_is_billed_and_not_paid_add_up(rows, ahead, days):
    """Opening and billed less closing is what is earned; and what is owed is never above what was billed."""
    agreements = listed(*rows)
    found = billing(BY_PUPIL, agreements, YEARS, terms(months_ahead=ahead, paid_after=days))
    earned = income(BY_PUPIL, run_on(agreements, YEARS), YEARS).by_year
    open_ = found.deferred - found.accrued
    assert (open_[:, :-1] + YEARS.by_year(found.billed) - open_[:, 1:] == earned).all()
    assert (found.owed >= 0).all() and (found.billed >= 0).all()
    paid = found.owed[:, :-1] + YEARS.by_year(found.billed) - found.owed[:, 1:]
    assert (paid >= 0).all()


MIXED = price_list(
    {"id": "desk", "flat": 800},
    {"id": "course", "flat": 400, "vat": "exempt"},
    {"id": "recharge", "flat": 120, "vat": "outside"},
    discounts=[{"packages": 3, "percent": "10%"}],
)


@pytest.mark.parametrize(
    ("kind", "packages", "due"),
    [
        ("academy", "desk; course", 160),  # 20% of 800; the course is exempt
        ("other", "desk; course; recharge", 144),  # 800 less 10% is 720, and 20% of it
        ("academy", "course", 0),
        ("maintained", "desk; course", 0),  # no supply between a council and its own school
    ],
)
def test_vat_is_charged_on_the_packages_that_bear_it_and_to_those_who_are_not_the_councils_own(
    rates, kind, packages, due
):
    row = {"kind": kind, "packages": packages, "first_day": "2011-04-01", "last_day": "2012-03-31"}
    assert pounds(vat(income((MIXED,), listed(row), YEARS), rates.vat)[0, 12:].sum()) == due


def test_income_by_treatment_of_a_school_that_becomes_an_academy(rates):
    """£1,200 a year from 1 April 2011, an academy from 1 October: £600 as its own school is outside the scope; of the
    other £600 two thirds are at the standard rate and a third is exempt.
    """
    row = {
        "packages": "desk; course",
        "first_day": "2011-04-01",
        "last_day": "2012-03-31",
        "academy_from": "2011-10-01",
    }
    found = running((MIXED,), listed(row), YEARS, rates.vat).by_treatment
    assert {name: of_year[1] for name, of_year in found.items()} == pytest.approx(
        {"standard": 400, "exempt": 200, "outside": 600}
    )


def test_an_invoice_has_the_kind_of_customer_and_the_rate_of_the_day_on_which_its_year_begins(rates):
    """Desk £800 at the standard rate and a course of £400, exempt, for the year from 1 April 2011, at 20%.

    An academy pays 1,200 + 160; a school that becomes one in October is the council's own on 1 April: 1,200. One that
    joins on 1 October 2011 is invoiced for half a year: 400 and 200, VAT 80. A September school at £1,200: 1,360 too.
    """
    row = {"packages": "desk; course", "first_day": "2011-04-01", "last_day": "2012-03-31"}
    schools = listed(
        {**row, "reference": "academy", "kind": "academy"},
        {**row, "reference": "converts", "academy_from": "2011-10-01"},
        {**row, "reference": "joins", "kind": "other", "first_day": "2011-10-01"},
        {**row, "reference": "leaves", "first_day": "2010-04-01", "last_day": "2011-03-31", "renews": "0"},
        {**row, "reference": "september", "kind": "academy", "first_day": "2010-09-01", "agreement_year": "September"},
    )
    found = invoices((MIXED,), schools, YEARS, FinancialYear(2011), rates.vat)
    assert found.reference.tolist() == ["academy", "converts", "joins", "september"]
    assert [pounds(row) for row in found.by_treatment] == [[800, 0, 400, 800], [400, 0, 200, 400], [0, 1200, 0, 0]]
    assert pounds(found.vat) == [160, 0, 80, 160] and pounds(found.to_pay) == [1360, 1200, 680, 1360]


def test_half_a_penny_of_vat_is_a_penny(rates):
    """60p a year for four months is 20p, and 17.5% of it 3.5p: 4p. For two months it is 10p and 1.75p: 2p."""
    for months, due in ((12, 4), (10, 2)):
        row = {"kind": "academy", "packages": "desk", "first_day": "2010-09-01", "last_day": f"2010-{months}-31"}
        of_few = price_list({"id": "desk", "flat": 0.60})
        assert vat(income((of_few,), listed(row), YEARS), rates.vat).sum() == due


@pytest.mark.parametrize(
    ("converts", "kind"),
    [
        ("2010-04-01", 2),  # an academy on every day shown
        ("2010-04-02", 1),
        ("2012-03-31", 1),  # the last day shown
        ("2012-04-01", 0),
    ],
)
def test_a_school_becomes_an_academy_within_the_years_shown_from_their_second_day_to_their_last(rates, converts, kind):
    row = {"packages": "desk", "first_day": "2010-04-01", "last_day": "2012-03-31", "academy_from": converts}
    [found] = running((MIXED,), listed(row), YEARS, rates.vat).by_kind
    assert found.kind == KINDS[kind]


def test_the_councils_own_school_pays_no_vat_on_a_large_sum_until_the_day_it_becomes_an_academy(rates):
    """£60,000 a year is £5,000 a month; from 1 October 2010 at 17.5% it is £875."""
    row = {"packages": "desk", "first_day": "2010-04-01", "last_day": "2011-03-31", "academy_from": "2010-10-01"}
    charged = vat(income((price_list({"id": "desk", "flat": 60_000}),), listed(row), YEARS), rates.vat)
    assert pounds(charged[0, :9]) == [0] * 6 + [875] * 3
