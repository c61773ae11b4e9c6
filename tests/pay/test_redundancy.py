"""Redundancy: the published tables and calculators, and what must be true of every leaver."""

import csv
from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.pay.redundancy import (
    RECKONER_AGES,
    RECKONER_YEARS,
    RedundancyTerms,
    age_on,
    class_1a,
    complete_months,
    complete_years,
    ready_reckoner,
    redundancy_payment,
    relevant_date,
    statutory_notice_weeks,
    statutory_payment,
    statutory_weeks,
    weeks_pay,
)
from model.rates.tables import RateMissing, RateStatus, load_rates
from tests.conftest import WORKED_EXAMPLES

TABLE = load_rates().redundancy
DAY = date(2021, 3, 1)  # a week's pay is limited to £538
STATUTORY = RedundancyTerms()

ages = st.integers(17, 75)
years = st.integers(0, 50)
pay = st.floats(0, 3000)
days = st.dates(date(2008, 2, 1), date(2027, 4, 5))
terms = st.builds(RedundancyTerms, st.floats(0, 5), st.booleans(), st.none() | st.floats(0, 104), st.booleans())


@st.composite
def service(draw):
    """An age and years of service that fit it."""
    age = draw(ages)
    return age, draw(st.integers(0, age - 15))


def read(name):
    with (WORKED_EXAMPLES / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def day(text):
    return date.fromisoformat(text)


CASES = read("redundancy.csv")
DATED = [row for row in CASES if row["born"]]
RECKONER = read("redundancy_ready_reckoner.csv")


@pytest.mark.parametrize("row", CASES, ids=lambda row: row["case"])
def test_published_payments_are_met_to_the_penny(row):
    leaver = int(row["age"]), int(row["complete_years"])
    assert statutory_weeks(*leaver, TABLE, day(row["day"])) == float(row["weeks"])
    assert statutory_payment(*leaver, float(row["weekly_pay"]), TABLE, day(row["day"])) == pytest.approx(
        float(row["payment"])
    )


@pytest.mark.parametrize("row", DATED, ids=lambda row: row["case"])
def test_age_and_service_are_counted_to_the_relevant_date(row):
    started, given_on, dismissed = (day(row[column]) for column in ("started", "notice_given", "dismissed"))
    assert statutory_notice_weeks(started, given_on) == int(row["notice_weeks"])
    assert relevant_date(started, given_on, dismissed) == day(row["day"])
    assert complete_years(started, day(row["day"])) == int(row["complete_years"])
    assert age_on(day(row["born"]), day(row["day"])) == int(row["age"])


@pytest.mark.parametrize("row", RECKONER, ids=lambda row: row["age"])
def test_the_published_ready_reckoner_is_met_in_every_cell(row):
    weeks = ready_reckoner(TABLE, DAY)[RECKONER_AGES.index(int(row["age"]))]
    published = np.array([float(row[str(year)] or "nan") for year in RECKONER_YEARS])
    if "breaks off" in row["source"]:
        weeks = np.where(np.isnan(published), np.nan, weeks)
    np.testing.assert_array_equal(weeks, published)


def test_the_rule_alters_nothing_in_the_reckoner_from_61_on():
    for age in (61, 62, 75):
        assert [statutory_weeks(age, year, TABLE, DAY) for year in RECKONER_YEARS] == [
            1.5 * year for year in range(2, 21)
        ]


@pytest.mark.parametrize("first_day", ["2009-02-01", "2011-02-01", "2014-04-06", "2026-04-06"])
def test_the_limit_on_a_weeks_pay_changes_on_its_day(first_day):
    before, after = (statutory_payment(61, 20, 5000, TABLE, day(first_day) - timedelta(days=gap)) for gap in (1, 0))
    assert before < after


def test_a_limit_that_is_not_yet_set_is_not_borrowed():
    with pytest.raises(RateMissing, match="weekly_cap"):
        statutory_payment(45, 14, 500, TABLE, date(2027, 4, 6))


@given(service(), days)
def test_weeks_never_fall_with_age_or_with_service(leaver, when):
    age, served = leaver
    weeks = statutory_weeks(age, served, TABLE, when)
    assert weeks <= statutory_weeks(age + 1, served, TABLE, when)
    assert weeks <= statutory_weeks(age + 1, served + 1, TABLE, when)


@given(service(), days)
def test_no_more_than_30_weeks_and_none_under_two_years(leaver, when):
    weeks = statutory_weeks(*leaver, TABLE, when)
    assert 0 <= weeks <= 30
    assert (weeks == 0) == (leaver[1] < 2)


@given(ages, st.integers(20, 50))
def test_only_the_last_20_years_count(age, served):
    assert statutory_weeks(age + 50, served, TABLE, DAY) == statutory_weeks(age + 50, 20, TABLE, DAY)


@given(service(), pay, days, terms)
def test_a_leaver_is_paid_at_least_the_statutory_payment_and_at_most_104_weeks(leaver, weekly_pay, when, council):
    paid = redundancy_payment(*leaver, weekly_pay, when, council, TABLE)
    assert paid.statutory <= paid.total <= 104 * weekly_pay + 1e-6
    assert paid.statutory == statutory_payment(*leaver, weekly_pay, TABLE, when)
    assert paid.tax_free <= 30000
    assert paid.class_1a <= 0.1505 * max(paid.total - 30000, 0) + 1e-6


@given(service(), pay, days, st.floats(1, 5), st.booleans())
def test_terms_better_than_statutory_come_to_no_less(leaver, weekly_pay, when, multiplier, actual):
    paid = redundancy_payment(*leaver, weekly_pay, when, RedundancyTerms(multiplier, actual), TABLE)
    assert paid.total == paid.enhanced >= paid.statutory


@given(service(), pay, days)
def test_a_council_without_terms_of_its_own_pays_the_statutory_payment(leaver, weekly_pay, when):
    paid = redundancy_payment(*leaver, weekly_pay, when, STATUTORY, TABLE)
    assert paid.total == paid.enhanced == paid.statutory


@given(service(), pay)
def test_an_addition_to_the_payment_and_a_multiple_that_holds_it_are_the_same(leaver, weekly_pay):
    """Cheshire East 2013: 0.8 times the statutory payment added, bringing it to 1.8 times, to 50 weeks in all."""
    within = redundancy_payment(*leaver, weekly_pay, DAY, RedundancyTerms(1.8, False, 50), TABLE)
    on_top = redundancy_payment(*leaver, weekly_pay, DAY, RedundancyTerms(0.8, False, 50, offset=False), TABLE)
    assert within.total == pytest.approx(on_top.total)


@pytest.mark.parametrize(
    ("council", "weeks"),
    [
        (RedundancyTerms(2.2, True), 66),  # South Ribble, February 2020
        (RedundancyTerms(1.4, True, 42), 42),  # Lancashire, voluntary, to March 2018
        (RedundancyTerms(5.0, True), 104),
        (RedundancyTerms(1.0, True, 20), 20),
    ],
)
def test_the_longest_serving_are_paid_the_weeks_that_the_policy_publishes(council, weeks):
    paid = redundancy_payment(61, 20, 900, date(2020, 3, 1), council, TABLE)
    assert paid.enhanced == pytest.approx(weeks * 900)
    assert paid.total == max(paid.enhanced, 30 * 525)


def test_actual_weeks_pay_waives_the_limit_and_lower_pay_is_not_raised_to_it():
    limited, actual = (
        redundancy_payment(45, 14, 700, DAY, RedundancyTerms(use_actual_weeks_pay=waived), TABLE)
        for waived in (False, True)
    )
    assert (limited.capped_weekly_pay, limited.total) == (538, 16 * 538)
    assert (actual.capped_weekly_pay, actual.statutory, actual.total) == (538, 16 * 538, 16 * 700)
    assert redundancy_payment(45, 14, 300, DAY, STATUTORY, TABLE).capped_weekly_pay == 300


def test_more_than_104_weeks_is_refused_with_the_regulation():
    with pytest.raises(ValueError, match="SI 2006/2914 regulation 6 allows no more than 104 weeks"):
        redundancy_payment(45, 14, 500, DAY, RedundancyTerms(max_weeks=105), TABLE)
    assert RedundancyTerms(max_weeks=104).refusal(TABLE, DAY) is None


@pytest.mark.parametrize("multiplier", [-1, float("inf"), float("nan")])
def test_a_multiplier_must_be_a_number_of_times(multiplier):
    assert "multiplier" in RedundancyTerms(multiplier).refusal(TABLE, DAY)


@pytest.mark.parametrize(("age", "served"), [(30, 31), (30, -1)])
def test_service_that_does_not_fit_the_age_is_refused(age, served):
    with pytest.raises(ValueError, match="do not fit"):
        statutory_weeks(age, served, TABLE, DAY)


@pytest.mark.parametrize(
    ("award", "ended", "due"),
    [
        (25000, "2021-06-30", 0),  # HMRC NIM13204
        (75000, "2021-06-30", 6210),  # NIM13205
        (50000, "2021-06-30", 2760),  # NIM13206
        (50000, "2025-06-30", 3000),  # NIM13206, revised for 15%
        (40000, "2021-06-30", 1380),  # NIM13207
    ],
)
def test_class_1a_is_due_on_what_is_above_30000_as_hmrc_works_it(award, ended, due):
    assert class_1a(award, day(ended), TABLE) == pytest.approx(due)


@pytest.mark.parametrize(
    ("ended", "paid", "rate"),
    [
        ("2020-04-05", "2020-04-05", 0),
        ("2020-04-05", "2020-04-30", 0),  # EIM13860: ended before 6 April 2020, whenever it was paid
        ("2020-04-06", "2020-04-30", 0.138),
        ("2022-11-05", "2022-11-05", 0.1505),  # NIM01610: 14.53% is not for termination awards
        ("2022-11-05", "2022-11-30", 0.138),
        ("2025-04-05", "2025-04-30", 0.15),
    ],
)
def test_class_1a_has_the_rate_of_the_day_of_payment(ended, paid, rate):
    assert class_1a(130000, day(ended), TABLE, day(paid)) == pytest.approx(100000 * rate)


def test_class_1a_is_on_top_of_what_the_leaver_is_paid():
    paid = redundancy_payment(61, 20, 1000, DAY, RedundancyTerms(2.0, True), TABLE)
    assert (paid.total, paid.tax_free) == (60000, 30000)
    assert paid.class_1a == pytest.approx(30000 * 0.138)


def test_a_payment_says_how_well_known_its_rates_are():
    assert redundancy_payment(45, 14, 500, DAY, STATUTORY, TABLE).status is RateStatus.PUBLISHED
    assert redundancy_payment(45, 14, 500, date(2008, 6, 1), STATUTORY, TABLE).status is RateStatus.DERIVED


def test_a_term_time_weeks_pay_is_over_the_weeks_that_are_paid():
    assert weeks_pay(18000, 45) == 400
    assert weeks_pay(20800) == 400
    with pytest.raises(ValueError, match="paid weeks"):
        weeks_pay(18000, 0)


def test_someone_born_on_29_february_is_older_on_1_march_of_a_common_year():
    born = date(1980, 2, 29)
    assert [
        age_on(born, when) for when in (date(2021, 2, 28), date(2021, 3, 1), date(2024, 2, 28), date(2024, 2, 29))
    ] == [40, 41, 43, 44]


@pytest.mark.parametrize(
    ("start", "end", "served"),
    [
        ("2002-04-08", "2003-04-07", 1),  # Pacitti Jones v O'Brien [2005] CSIH 56
        ("2002-04-08", "2003-04-06", 0),
        ("2012-02-29", "2013-02-28", 1),
        ("2012-02-29", "2013-02-27", 0),
        ("2012-02-29", "2016-02-28", 4),
        ("2012-03-01", "2016-02-28", 3),
        ("2012-03-01", "2016-02-29", 4),
        ("2010-04-01", "2010-04-01", 0),
    ],
)
def test_the_first_and_the_last_day_of_service_both_count(start, end, served):
    assert complete_years(day(start), day(end)) == served


@given(st.dates(date(1950, 1, 1), date(2000, 1, 1)), st.integers(0, 20000))
def test_service_is_never_counted_longer_than_the_calendar(start, length):
    end = start + timedelta(days=length)
    assert complete_years(start, end) <= (length + 1) / 365
    assert complete_years(start, end) == complete_months(start, end) // 12
    assert complete_years(start, end) in {age_on(start, end + timedelta(days=1)), age_on(start, end)}


def test_service_does_not_end_before_it_starts():
    with pytest.raises(ValueError, match="before it starts"):
        complete_years(date(2020, 1, 2), date(2020, 1, 1))


@given(st.dates(date(1990, 1, 1), date(2015, 1, 1)), st.integers(0, 10000), st.integers(0, 200))
def test_the_relevant_date_is_never_before_the_last_day_nor_more_than_12_weeks_after_notice(start, served, worked):
    given_on = start + timedelta(days=served)
    last_day = given_on + timedelta(days=worked)
    relevant = relevant_date(start, given_on, last_day)
    assert last_day <= relevant <= max(last_day, given_on + timedelta(weeks=12))


@pytest.mark.parametrize(
    ("weeks", "sound"), [(0, False), (-1, False), (0.5, True), (52, True), (53, True), (53.1, False)]
)
def test_a_week_of_pay_is_of_the_weeks_of_a_year(weeks, sound):
    if sound:
        assert weeks_pay(26_000, weeks) == 26_000 / weeks
        return
    with pytest.raises(ValueError, match="paid weeks in a year: expected more than 0"):
        weeks_pay(26_000, weeks)


def test_a_council_without_terms_of_its_own_pays_the_statutory_weeks_once():
    """At 50 with 10 years, 9 of them at 41 or over: 9 x 1.5 + 1 = 14.5 weeks of £500."""
    paid = redundancy_payment(50, 10, 500, date(2025, 8, 31), RedundancyTerms(), TABLE)
    assert paid.total == pytest.approx(14.5 * 500)
