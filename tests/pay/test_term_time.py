"""Term-time pay: a share of the year, by the authority's own scheme."""

import csv
from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.pay.term_time import (
    TermTimeTerms,
    leave_as_share,
    leave_days_on,
    leave_in_weeks,
    paid_weeks,
    pay_factor,
    term_time_fte,
)
from model.rates.tables import Rate, RateMissing, RateStatus, RateTable
from tests.conftest import HOME, worked_examples

EXACT_YEAR = 365 / 7
GREEN_BOOK = TermTimeTerms("ratio", EXACT_YEAR)


def leave_table():
    with (HOME / "model" / "rates" / "annual_leave.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return RateTable(
        "annual_leave",
        [
            Rate(
                "annual_leave",
                row["name"],
                row["point"],
                date.fromisoformat(row["effective_from"]),
                date.fromisoformat(row["effective_to"]),
                float(row["value"]),
                row["unit"],
                RateStatus[row["status"].upper()],
                row["source"],
            )
            for row in rows
        ],
    )


@pytest.mark.parametrize("example", worked_examples("term_time"), ids=lambda row: row["case"])
def test_published_term_time_figures(example):
    worked = float(example["weeks_worked"])
    terms = TermTimeTerms(example["method"], float(Fraction(example["weeks_in_year"])))
    leave = (
        leave_as_share(worked, float(example["leave_share"]))
        if example["leave_share"]
        else leave_in_weeks(float(example["leave_days"] or 0))
    )
    fte = term_time_fte(float(example["hours"]), float(example["full_time_hours"]), worked, leave, terms)
    figure = fte * float(example["salary"] or 1)
    assert round(figure, int(example["decimals"])) == float(example["expected"])


def test_the_ratio_method_by_hand():
    # 33 days of leave are 6.6 weeks: 38 / (52 - 6.6) = 38 / 45.4; paid weeks 38 x 52 / 45.4 = 43.5242
    terms = TermTimeTerms("ratio", 52)
    assert pay_factor(38, 33 / 5, terms) == pytest.approx(38 / 45.4)
    assert paid_weeks(38, 33 / 5, terms) == pytest.approx(43.5242, abs=5e-5)


def test_exeters_percentage_is_the_ratio_method_rounded():
    # 41 days of leave in 260 leave 219 to work, and 41/219 is 18.72%. Unrounded, 30 x (1 + 41/219) / 52 is
    # 30 / (52 - 41/5): Exeter's £10,142.49 is the ratio method's £10,142.62 less 13p of rounding.
    ratio = term_time_fte(20, 36.5, 30, leave_in_weeks(41), TermTimeTerms("ratio", 52))
    share = term_time_fte(20, 36.5, 30, leave_as_share(30, 41 / 219), TermTimeTerms("additive", 52))
    assert ratio == pytest.approx(share)
    assert round(27025 * ratio, 2) == 10142.62


def test_the_divisor_moves_pay_by_three_parts_in_a_thousand():
    by_52, by_exact = (pay_factor(39, 5, TermTimeTerms("additive", year)) for year in (52, EXACT_YEAR))
    assert by_52 / by_exact - 1 == pytest.approx(0.0027, abs=5e-5)


def test_two_more_weeks_of_work_add_to_the_weeks_worked():
    # term time plus 2: 41 / (52.142857 - 7) = 90.82% against 86.39%
    assert pay_factor(39 + 2, 7, GREEN_BOOK) == pytest.approx(0.9082, abs=5e-5)


def test_the_legacy_rule_is_hours_times_weeks_over_1728():
    legacy = TermTimeTerms("legacy_1728", 52)
    assert term_time_fte(30, 36, 39, 0, legacy) == pytest.approx(30 * 39 / 1728)
    assert pay_factor(48, 0, legacy) == 1


def test_agreed_weeks_are_paid_whatever_is_worked():
    agreed = TermTimeTerms("fixed_weeks", 52.143, agreed_paid_weeks=44.5)
    assert pay_factor(38, 0, agreed) == pay_factor(39, 0, agreed) == 44.5 / 52.143


def test_fte_is_rounded_half_up_only_where_the_scheme_rounds_it():
    # 25 / 37 x 39 / (365/7 - 7) = 0.675676 x 0.863924 = 0.583732
    assert term_time_fte(25, 37, 39, 7, GREEN_BOOK) == pytest.approx(0.583732, abs=5e-7)
    assert term_time_fte(25, 37, 39, 7, replace(GREEN_BOOK, fte_places=4)) == 0.5837
    agreed = TermTimeTerms("fixed_weeks", 52, agreed_paid_weeks=45.5, fte_places=2)  # 45.5 / 52 = 0.875
    assert term_time_fte(37, 37, 38, 0, agreed) == 0.88


@pytest.mark.parametrize(
    ("day", "years", "days", "status"),
    [
        (date(2010, 12, 1), 2, 21 + 2 + 8, RateStatus.DERIVED),
        (date(2010, 12, 1), 5, 25 + 2 + 8, RateStatus.DERIVED),
        (date(2020, 3, 31), 1, 21 + 2 + 8, RateStatus.DERIVED),
        (date(2020, 4, 1), 4.99, 22 + 2 + 8, RateStatus.DERIVED),
        (date(2023, 4, 1), 0, 23 + 2 + 8, RateStatus.PUBLISHED),
        (date(2026, 11, 22), 12, 26 + 2 + 8, RateStatus.PUBLISHED),
    ],
)
def test_leave_goes_by_completed_years_of_service(day, years, days, status):
    leave = leave_days_on(leave_table(), "njc", day, years)
    assert (leave.days, leave.weeks, leave.status) == (days, days / 5, status)


def test_leave_before_the_tables_begin_is_an_error_that_says_so():
    with pytest.raises(RateMissing, match="under_5_years on 31 March 2009"):
        leave_days_on(leave_table(), "njc", date(2009, 3, 31), 1)


def test_every_leave_row_ends_the_day_before_the_next():
    by_point = {}
    for rate in leave_table().rows:
        by_point.setdefault(rate.point, []).append(rate)
    for series in by_point.values():
        assert series[0].effective_from == date(2009, 4, 1) and series[-1].effective_to == date(2027, 3, 31)
        ends = [rate.effective_to.toordinal() + 1 for rate in series[:-1]]
        assert ends == [rate.effective_from.toordinal() for rate in series[1:]]


@pytest.mark.parametrize(
    ("refused", "why"),
    [
        (lambda: TermTimeTerms("ratio", 365), "weeks in the year: found 365; expected"),
        (lambda: TermTimeTerms("fixed_weeks", 52), "agreed paid weeks must be stated with"),
        (lambda: TermTimeTerms("ratio", 52, agreed_paid_weeks=44), "and with no other method"),
        (lambda: pay_factor(39, 35, GREEN_BOOK), "39 weeks worked and 35 weeks of leave make"),
        (
            lambda: pay_factor(46, 7, TermTimeTerms("additive", 52)),
            "make 53 paid weeks by the method additive, but the year has only",
        ),
        (lambda: pay_factor(49, 0, TermTimeTerms("legacy_1728", 52)), "by the method legacy_1728"),
        (lambda: pay_factor(-1, 0, GREEN_BOOK), "do not fit in one year"),
        (lambda: term_time_fte(40, 37, 39, 7, GREEN_BOOK), "40 hours a week"),
    ],
)
def test_terms_that_cannot_be_meant_are_refused(refused, why):
    with pytest.raises(ValueError, match=why):
        refused()


years = st.sampled_from([52, 52.142, 52.143, EXACT_YEAR])
leaves = st.floats(0, 9)


@given(years, leaves, st.floats(0, 1))
def test_nobody_is_paid_for_more_than_a_year_and_the_ratio_never_pays_more_than_whole_leave_would(year, leave, part):
    worked = part * (year - leave)
    ratio, additive = (pay_factor(worked, leave, TermTimeTerms(method, year)) for method in ("ratio", "additive"))
    assert 0 <= ratio <= additive + 1e-12 and additive <= 1 + 1e-9
    assert ratio >= worked / year - 1e-12


@given(years, leaves)
def test_whoever_works_every_week_but_leave_is_paid_the_whole_year(year, leave):
    assert pay_factor(year - leave, leave, TermTimeTerms("ratio", year)) == pytest.approx(1)


@given(years, leaves, st.floats(1, 20), st.floats(1, 20))
def test_more_weeks_worked_never_pay_less_by_any_method(year, leave, worked, more):
    for method in ("ratio", "additive", "legacy_1728"):
        terms = TermTimeTerms(method, year)
        assert pay_factor(worked + more, leave, terms) > pay_factor(worked, leave, terms)
