"""Hours and term-time weeks in a scenario, on the way to pay."""

import pytest
from conftest import worked_examples

from model.assessment import assess
from model.faults import InputFaults
from model.financial_year import FinancialYear

RATIO = {
    "method": "ratio",
    "weeks_in_year": "365/7",
    "leave_days": 35,
    "source": "London schools HR page: 27 days and 8 bank holidays",
}
TECHNICIAN = "grade: 25-28, filled_by"
TOP_OF_28 = 25_455  # SCP 28, outer London spine of 1 April 2009
YEAR = FinancialYear(2012)


def pay_of(assessment, post="hardware-engineer"):
    """A year's basic pay of one proposed post at the top of its grade."""
    plan = assessment.costed.plans["proposed"]
    row = next(row for row, held in enumerate(plan.appointments) if held.post == post)
    return assessment.costed.amounts("proposed", "top", "basic_pay")[row, assessment.costed.years.index(YEAR)]


@pytest.fixture
def with_post(write_scenario, rates, tmp_path):
    """The Barnet case with the ICT Hardware Engineer's terms changed."""

    def with_post(terms, scheme=None):
        path = write_scenario((TECHNICIAN, f"grade: 25-28, {terms}, filled_by"))
        if scheme:
            import json

            path.write_text(path.read_text(encoding="utf-8") + f"\nterm_time: {json.dumps(scheme)}\n", encoding="utf-8")
        return assess(path, rates)

    return with_post


def test_39_weeks_by_the_ratio_method_earn_the_published_factor(with_post):
    [row] = [row for row in worked_examples("term_time") if "86.39" in str(row) or "0.863924" in str(row)]
    assert "London" in str(row)
    assert pay_of(with_post("weeks: 39", RATIO)) == pytest.approx(TOP_OF_28 * 0.863924, abs=0.05)


def test_two_more_weeks_earn_more_in_proportion(with_post):
    """The ratio method pays W / (Y - L): 41 weeks are 41/39 of 39 weeks."""
    assert pay_of(with_post("weeks: 41", RATIO)) == pytest.approx(TOP_OF_28 * 0.863924 * 41 / 39, abs=0.05)


def test_hours_are_fte_over_full_time_hours(with_post):
    assert pay_of(with_post("hours: 18")) == TOP_OF_28 / 2


@pytest.mark.parametrize(
    ("terms", "scheme", "says"),
    [
        ("weeks: 39", None, "the section term_time"),
        ("weeks: 50", RATIO, "weeks that fit the year"),
        ("hours: 40", None, "no more than full-time hours, 36"),
        ("hours: 18, fte: 0.5", None, "either hours or fte"),
        ("weeks: 39", RATIO | {"weeks_in_year": 53}, "52, 52.142, 52.143 or 365/7"),
        ("weeks: 39", RATIO | {"method": "fixed_weeks"}, "agreed_paid_weeks"),
    ],
)
def test_what_does_not_fit_is_told(with_post, terms, scheme, says):
    with pytest.raises(InputFaults) as told:
        with_post(terms, scheme)
    assert says in str(told.value)
