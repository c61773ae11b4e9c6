"""A value from one day to another, laid on months by its days."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.base.dated import Dated, by_month, gaps, overlaps, runs, value_on
from model.base.financial_year import FinancialYear, PayMonths

YEAR = PayMonths(FinancialYear(2026), FinancialYear(2026))
FIRST, LAST = date(2026, 4, 1), date(2027, 3, 31)


def test_a_value_counts_for_its_days_of_each_month():
    """£3,000 a month from 16 April to 10 May: 15 days of 30, then 10 of 31."""
    laid = by_month([Dated(3000.0, date(2026, 4, 16), date(2026, 5, 10))], YEAR)
    assert laid[:3] == pytest.approx([1500, 3000 * 10 / 31, 0])


def test_two_values_that_follow_each_other_share_a_month():
    values = [Dated(31.0, last_day=date(2026, 5, 10)), Dated(62.0, date(2026, 5, 11))]
    assert by_month(values, YEAR)[[0, 1, 11]] == pytest.approx([31, 10 + 2 * 21, 62])


def test_a_value_outside_the_years_counts_for_nothing():
    assert not by_month([Dated(5.0, last_day=date(2026, 3, 31)), Dated(5.0, date(2027, 4, 1))], YEAR).any()


def test_the_value_of_a_day():
    values = [Dated("A", last_day=date(2026, 8, 31)), Dated("C", date(2026, 9, 1))]
    assert [value_on(values, day) for day in (date(2026, 8, 31), date(2026, 9, 1))] == ["A", "C"]
    assert value_on(values[1:], date(2026, 8, 31)) is None


def test_gaps_and_overlaps_are_named_by_their_days():
    values = [Dated(1, date(2026, 6, 1), date(2026, 6, 30)), Dated(2, date(2026, 6, 30), date(2026, 12, 31))]
    assert [*overlaps(values)] == [(values[0], values[1])]
    assert [*gaps(values, FIRST, LAST)] == [(FIRST, date(2026, 5, 31)), (date(2027, 1, 1), LAST)]


DAYS = st.integers(0, 364).map(lambda days: FIRST + timedelta(days))


def days_of(first, last):
    return [first + timedelta(n) for n in range((last - first).days + 1)]


SPELLS = st.tuples(DAYS, DAYS).map(lambda days: Dated(1.0, min(days), max(days)))


@given(st.lists(SPELLS, max_size=5))
def test_every_day_of_a_year_has_a_value_or_lies_in_a_gap(spells):
    bare = [day for first, last in gaps(spells, FIRST, LAST) for day in days_of(first, last)]
    assert bare == [day for day in days_of(FIRST, LAST) if value_on(spells, day) is None]


@given(st.lists(DAYS, max_size=5))
def test_runs_cover_all_days_once_and_begin_at_the_edges(edges):
    cut = [*runs(edges, FIRST, LAST)]
    assert cut[0][0] == FIRST and cut[-1][1] == LAST
    assert {first for first, _ in cut} == {FIRST, *edges}
    assert sum((last - first).days + 1 for first, last in cut) == 365
