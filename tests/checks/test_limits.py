"""A limit of the model is said in the pack of a scenario that it touches, and in no other."""

import json

import pytest

from model.assessment.assess import assess
from tests.conftest import HOME
from tests.cost.test_insurance import FOUR_WEEKLY, UNDER_21, holder, in_2025

LIMITS = {"pay_periods", "ni_letters", "term_time_by_months", "no_renewal"}
UNTOUCHED = ("barnet-schools-ict", "example-two-funds", "infrastructure-engineers")


@pytest.fixture
def limits(write, rates):
    """Key to finding of the limits that a small scenario is told."""

    def limits(*posts, **more):
        checks = assess(write(in_2025(*posts, **more)), rates).checks
        assert all((check.outcome, check.blocks) == ("disclosed", False) for check in checks if check.key in LIMITS)
        return {check.key: check.finding for check in checks if check.key in LIMITS}

    return limits


def test_a_monthly_payroll_of_letter_a_is_told_none(limits):
    assert limits() == {}


@pytest.mark.parametrize("name", UNTOUCHED)
def test_a_scenario_that_no_limit_touches_is_told_none(name, rates):
    assert not LIMITS & {check.key for check in assess(HOME / "scenarios" / f"{name}.yaml", rates).checks}


def test_a_four_weekly_payroll_is_told_how_it_is_accrued(limits):
    found = limits(pay=FOUR_WEEKLY)
    assert {*found} == {"pay_periods"}
    assert "each four-weekly period and shared among months by days" in found["pay_periods"]


def test_a_letter_that_a_birthday_ends_is_told_whether_the_birthday_is_known(limits, tmp_path):
    """M of H1: with no date of birth, and with one in the list of holders; the date itself is nowhere."""
    found = limits(holder(UNDER_21))["ni_letters"]
    assert "The date of birth is not known for H1" in found
    listed = [{"post": "old", "ref": "H1", "born": "2004-09-14", "ni_letters": [UNDER_21]}]
    known = limits({"vacant": False}, holders=listed)["ni_letters"]
    assert "not known" not in known
    assert (
        "For 1 person the letter has an age limit. The letter ends on the day before the birthday of that age" in known
    )
    assert "2004" not in json.dumps(known)


def test_a_letter_of_no_age_says_nothing_of_birthdays(limits):
    veteran = {"letter": "V", "from": "2025-06-02", "why": "Left the army in May 2025"}
    assert "birth" not in limits(holder(veteran))["ni_letters"]


def test_a_traded_service_is_told_how_many_agreements_no_attrition_touches(rates):
    """Of the list of forty, 36 have a last day on or after 31 March 2027, or neither a last day nor a length."""
    service = assess(HOME / "scenarios" / "example-schools-it-service.yaml", rates)
    found = {check.key: check.finding for check in service.checks}["no_renewal"]
    assert found.startswith("36 of 40 agreements run to the last day shown or beyond it.")
