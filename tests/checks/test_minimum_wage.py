"""A point below the minimum wage of its day is disclosed, by the hour of the national pay tables."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.assessment.assess import assess
from model.pay.minimum_wage import by_the_hour
from tests.conftest import small

OWN = {"spine": "njc", "effective_from": "2026-04-01", "effective_to": "2027-03-31", "status": "assumed",
       "source": "Invented."}  # fmt: skip
LGPS = {"from": "2026-04-01", "to": "2028-03-31", "rate": "20%", "source": "A", "reason": "B"}


def found(write, rates, grade, pay=None, last="2026/27", **on_costs):
    """The check of a scenario of 2026/27 with one post of a grade."""
    scenario = small({"grade": grade}, {"grade": grade}, "2026-10-01", on_costs={"lgps": [LGPS], **on_costs})
    scenario["dates"]["decision"] = "2026-05-15"
    scenario["years"] = {"first": "2026/27", "last": last}
    scenario["pay"] |= pay or {}
    return next(check for check in assess(write(scenario), rates).checks if check.key == "minimum_wage")


def test_scp_2_at_its_pay_of_2025_is_below_the_rate_of_april_2026(write, rates):
    """24,413 / 52.143 / 37 = 12.6539, as printed 12.65; the rate from 1 April 2026 is 12.71 (GOV.UK)."""
    check = found(write, rates, 2, {"own_spine": [OWN | {"point": 2, "value": 24413}]})
    assert (check.outcome, check.blocks) == ("disclosed", False)
    assert check.finding == (
        "The lowest point of grade 2 (Old and New) pays £12.65 an hour in April 2026, at 37 hours a week and 52.143 "
        "weeks a year. The adult rate is £12.71."
    )


def test_the_lowest_point_of_the_national_spine_of_2026_passes(write, rates):
    """SCP 3: 24,796 x 1.033 = 25,614; / 52.143 / 37 = 13.28."""
    check = found(write, rates, "3-6")
    assert check.outcome == "pass"
    assert "at 37 hours a week and 52.143 weeks a year" in check.finding


def test_fewer_hours_a_week_make_the_same_salary_more_an_hour(write, rates):
    """24,413 / 52.143 / 36 = 13.01."""
    own = {"own_spine": [OWN | {"point": 2, "value": 24413}], "full_time_hours": 36}
    assert found(write, rates, 2, own).outcome == "pass"


def test_months_for_which_no_rate_is_known_are_said_not_to_be_checked(write, rates):
    award = {"from": "2027-04-01", "to": "2028-03-31", "percent": "2%", "reason": "A test."}
    carried = {"from": "2027-04-06", "to": "2028-04-05", "as_on": "2027-04-05", "reason": "A test."}
    check = found(write, rates, 24, {"awards": [award]}, "2027/28", employer_ni_carried_forward=[carried])
    assert check.outcome == "disclosed"
    assert check.finding == (
        "Months for which the minimum wage is not known, from April 2027 to March 2028, are not checked."
    )


@pytest.mark.parametrize(("salary", "outcome"), [(24521.0, "disclosed"), (24522.0, "pass")])
def test_the_check_turns_between_two_pounds_a_year(write, rates, salary, outcome):
    """12.71 x 52.143 x 37 = 24,521.29."""
    assert found(write, rates, 2, {"own_spine": [OWN | {"point": 2, "value": salary}]}).outcome == outcome


@given(st.floats(1, 200_000), st.floats(1, 48))
def test_an_hour_times_the_hours_of_a_year_is_the_salary(salary, hours):
    assert float(by_the_hour(np.array([salary]), hours)[0]) * 52.143 * hours == pytest.approx(salary)
