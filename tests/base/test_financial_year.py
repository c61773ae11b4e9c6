"""The financial year: its label, its months, and the share of it that is left from a day on."""

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.base.financial_year import FinancialYear, PayMonths, in_words, share_of_year_by_day, share_of_year_by_month
from model.base.money import POUND, half_up
from tests.conftest import worked_examples

SHARES = {"by day": share_of_year_by_day, "by month": share_of_year_by_month}
THREE_YEARS = PayMonths(FinancialYear(2010), FinancialYear(2012))
DAYS = st.dates(date(2009, 4, 1), date(2029, 3, 31))
WITHIN_THREE_YEARS = st.dates(date(2010, 4, 1), date(2013, 3, 31))


def employed(first, last):
    return THREE_YEARS.fraction_employed(np.array([first], "datetime64[D]"), np.array([last], "datetime64[D]"))[0]


@pytest.mark.parametrize(
    ("written", "label"),
    [
        ("2010/11", "2010/11"),
        (" 2010 / 11 ", "2010/11"),
        ("2010/2011", "2010/11"),
        ("1999/00", "1999/00"),
        ("2009/10", "2009/10"),
    ],
)
def test_a_label_reads_and_is_written_in_one_form(written, label):
    assert str(FinancialYear.parse(written)) == label


@pytest.mark.parametrize("label", ["2010/12", "2010/10", "2010/09", "2010", "2010-11", "10/11", "", "2010/1"])
def test_two_years_that_do_not_follow_each_other_are_refused(label):
    with pytest.raises(ValueError, match="not a financial year such as 2010/11"):
        FinancialYear.parse(label)


@given(day=DAYS)
def test_a_day_lies_in_its_own_year(day):
    year = FinancialYear.of(day)
    assert year.first_day <= day <= year.last_day
    assert FinancialYear.parse(str(year)) == year


def test_a_year_runs_from_1_april_to_31_march():
    assert FinancialYear.of(date(2011, 3, 31)) == FinancialYear(2010)
    assert FinancialYear.of(date(2011, 4, 1)) == FinancialYear(2011)
    assert (FinancialYear(2010).first_day, FinancialYear(2010).last_day) == (date(2010, 4, 1), date(2011, 3, 31))


def test_a_year_with_29_february_has_366_days():
    assert [FinancialYear(start).days for start in (2010, 2011, 2012, 2015)] == [365, 366, 365, 366]


def test_pay_months_run_from_april_to_march_and_are_paid_on_their_last_day():
    assert len(THREE_YEARS) == 36 and THREE_YEARS.years == tuple(map(FinancialYear, (2010, 2011, 2012)))
    first, last = THREE_YEARS.first_days.tolist(), THREE_YEARS.pay_days.tolist()
    assert (first[0], last[0]) == (date(2010, 4, 1), date(2010, 4, 30))
    assert (last[10], last[22], last[34]) == (date(2011, 2, 28), date(2012, 2, 29), date(2013, 2, 28))
    assert (first[-1], last[-1]) == (date(2013, 3, 1), date(2013, 3, 31))
    assert THREE_YEARS.days.sum() == 365 + 366 + 365
    assert THREE_YEARS.year_of.tolist() == [0] * 12 + [1] * 12 + [2] * 12


def test_months_add_up_into_years():
    assert THREE_YEARS.by_year(np.arange(36.0)).tolist() == [66, 66 + 144, 66 + 288]


@pytest.mark.parametrize("example", worked_examples("part_year"), ids=lambda row: f"{row['method']}, {row['start']}")
def test_the_share_of_the_year_left(example):
    share = SHARES[example["method"]](date.fromisoformat(example["start"]))
    top, bottom = map(int, example["share"].split("/"))
    assert share == Fraction(top, bottom)
    assert half_up(int(example["full_year"]) * share, POUND) == Decimal(example["in_the_year"])


@given(start=DAYS)
def test_from_the_first_of_a_month_the_months_left_are_whole(start):
    first = start.replace(day=1)
    months_left = 12 - (first.month - 4) % 12
    assert share_of_year_by_month(first) == Fraction(months_left, 12)
    assert share_of_year_by_month(start) <= share_of_year_by_month(first)


@given(start=DAYS)
def test_a_day_later_leaves_a_day_less(start):
    year = FinancialYear.of(start)
    later = start + timedelta(days=1)
    left = share_of_year_by_day(later) if later <= year.last_day else 0
    assert share_of_year_by_day(start) - left == Fraction(1, year.days)


@given(eve=WITHIN_THREE_YEARS.filter(lambda day: day < date(2013, 3, 31)))
def test_a_month_split_at_any_day_is_still_one_month(eve):
    before = employed(date(2010, 4, 1), eve)
    after = employed(eve + timedelta(days=1), date(2013, 3, 31))
    assert before + after == pytest.approx(np.ones(36), abs=1e-12)


@given(first=WITHIN_THREE_YEARS, last=WITHIN_THREE_YEARS)
def test_days_employed_are_the_days_between_both_dates(first, last):
    days = employed(first, last) * THREE_YEARS.days
    assert days.sum() == pytest.approx(max((last - first).days + 1, 0))


def test_from_23_november_eight_of_thirty_days_of_the_month_are_worked():
    assert employed(date(2010, 11, 23), date(2013, 3, 31))[:9].tolist() == [0] * 7 + [8 / 30, 1]


def test_a_date_in_words():
    assert in_words(date(2010, 12, 1)) == "1 December 2010"
