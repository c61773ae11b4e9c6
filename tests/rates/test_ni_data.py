"""What must be true of the facts of employer National Insurance in ``model/rates/employer_ni.csv``."""

from datetime import date
from decimal import Decimal
from itertools import pairwise
from math import ceil

import pytest

from tests.rates.facts import DAY, rates, series, span

ANNOUNCED_TO = {
    "secondary_threshold": date(2031, 4, 5),  # Autumn Budget 2025
    "upper_accrual_point": date(2016, 4, 5),  # the end of contracting out
}


@pytest.mark.parametrize(
    "rate",
    [
        (name, point)
        for name, point in series("employer_ni")
        if not name.startswith(("secondary_rate", "upper_secondary")) and point not in ("four_weekly", "fortnightly")
    ],
)
def test_employer_ni_has_no_gap_from_2008_to_the_last_year_known(rate):
    spans = sorted(span(row) for row in series("employer_ni")[rate])
    assert spans[0][0] == date(2008, 4, 6)
    assert spans[-1][1] == ANNOUNCED_TO.get(rate[0], date(2027, 4, 5))
    assert all(earlier[1] + DAY == later[0] for earlier, later in pairwise(spans))


@pytest.mark.parametrize(("rate", "rows"), series("employer_ni").items(), ids=str)
def test_no_rate_of_employer_ni_has_a_gap_within_the_years_for_which_it_is_known(rate, rows):
    spans = sorted(map(span, rows))
    assert all(earlier[1] + DAY == later[0] for earlier, later in pairwise(spans))


@pytest.mark.parametrize("weeks", [("four_weekly", 4), ("fortnightly", 2)])
def test_a_threshold_of_weeks_is_the_annual_one_over_52_times_the_weeks_rounded_up(weeks):
    """HMRC NIM01206: 5,000 / 52 x 4 is 384.6, so 385 in four weeks, and not 4 x 96 = 384."""
    period, number = weeks
    for (name, point), rows in series("employer_ni").items():
        annual = {
            row["effective_from"]: Decimal(row["value"]) for row in series("employer_ni").get((name, "annual"), [])
        }
        for row in rows if point == period else ():
            assert int(row["value"]) == ceil(annual[row["effective_from"]] * number / 52), row


def test_over_pension_age_the_employer_pays_the_rate_of_the_year():
    """Category letter C: only the employee stops paying (Social Security Contributions and Benefits Act 1992 s.6)."""
    employer = [(span(row), row["value"]) for row in series("employer_ni")["employer_rate", "rate"]]
    for row in series("employer_ni")["secondary_rate", "over_pension_age"]:
        start, end = span(row)
        of_the_days = {rate for (first, last), rate in employer if first <= end and start <= last}
        assert of_the_days == {row["value"]}


def test_relief_from_employer_ni_ends_at_the_upper_earnings_limit_of_its_year():
    """967 a week, 4,189 a month, 50,270 a year from 2021/22 (GOV.UK), for those under 21 and apprentices alike."""
    for letter in ("under_21", "apprentice_under_25"):
        for period, limit in (("weekly", 967), ("monthly", 4189), ("annual", 50270)):
            rows = series("employer_ni")[f"upper_secondary_threshold_{letter}", period]
            known = [row for row in rows if row["effective_from"] >= "2021-04-06"]
            assert known[-1]["effective_to"] == "2031-04-05"
            assert {row["value"] for row in known} == {str(limit)}


@pytest.mark.parametrize("name", ["lower_earnings_limit", "secondary_threshold", "upper_accrual_point"])
def test_a_monthly_threshold_is_a_twelfth_of_the_annual_one_to_the_pound(name):
    annual, monthly = (
        {row["effective_from"]: float(row["value"]) for row in series("employer_ni")[name, period]}
        for period in ("annual", "monthly")
    )
    assert annual.keys() == monthly.keys()
    assert all(abs(monthly[start] - annual[start] / 12) <= 1 for start in annual)


def test_the_annual_lower_earnings_limit_is_52_weekly_ones():
    annual, weekly = (
        [float(row["value"]) for row in series("employer_ni")["lower_earnings_limit", period]]
        for period in ("annual", "weekly")
    )
    assert annual == [52 * limit for limit in weekly]


def test_the_employer_rate_of_2022_23_splits_at_6_november():
    rows = [
        row
        for row in rates("employer_ni")
        if row["name"] == "employer_rate" and "2022-04-06" <= row["effective_from"] <= "2023-04-05"
    ]
    assert [(row["effective_from"], row["effective_to"], row["value"]) for row in rows] == [
        ("2022-04-06", "2022-11-05", "0.1505"),
        ("2022-11-06", "2023-04-05", "0.138"),
    ]


def test_the_contracted_out_rebate_is_zero_from_6_april_2016():
    for row in series("employer_ni")["contracted_out_rebate", "rate"]:
        assert (float(row["value"]) == 0) == (span(row)[0] >= date(2016, 4, 6))
