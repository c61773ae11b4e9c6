"""Hours and term-time weeks in a scenario, on the way to pay."""

import pytest

from model.assessment.assess import assess
from model.base.faults import InputFaults
from model.base.financial_year import FinancialYear
from tests.conftest import worked_examples

RATIO = {
    "method": "ratio",
    "weeks_in_year": "365/7",
    "leave_days": 35,
    "source": "London schools HR page: 27 days and 8 bank holidays",
}
AGREED = [{"weeks": weeks, "paid_weeks": paid} for weeks, paid in ((38, 43), (39, 44.2), (41, 46.8))]
FIXED = RATIO | {"method": "fixed_weeks", "weeks_in_year": 52, "agreed_paid_weeks": 44.2}
BY_WEEKS = RATIO | {"method": "fixed_weeks", "weeks_in_year": 52, "agreed_weeks": AGREED}
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
        (
            "weeks: 39",
            FIXED | {"compare": [38, 39, 41, "full"]},
            "if posts work different weeks, state agreed_weeks there instead",
        ),
        ("weeks: 39", BY_WEEKS | {"compare": [39, 40]}, "agreed_weeks states no paid weeks for 40 weeks worked a year"),
        ("weeks: 40", BY_WEEKS, "agreed_weeks states no paid weeks for 40 weeks worked a year"),
        ("weeks: 39", BY_WEEKS | {"agreed_paid_weeks": 44}, "not both"),
        ("weeks: 39", RATIO | {"agreed_weeks": AGREED}, "neither with any other method"),
        ("weeks: 39", BY_WEEKS | {"agreed_weeks": [*AGREED, AGREED[0]]}, "each number of weeks worked only once"),
        (
            "weeks: 39",
            BY_WEEKS | {"agreed_weeks": [{"weeks": 39, "paid_weeks": 38}]},
            "no fewer weeks paid",
        ),
    ],
)
def test_what_does_not_fit_is_told(with_post, terms, scheme, says):
    with pytest.raises(InputFaults) as told:
        with_post(terms, scheme)
    assert says in str(told.value)


def test_each_number_of_weeks_is_paid_as_it_is_agreed(with_post):
    """43, 44.2 and 46.8 of 52 weeks; with one number of paid weeks only that one can be told."""
    assert pay_of(with_post("weeks: 39", FIXED)) == pytest.approx(TOP_OF_28 * 44.2 / 52)
    for weeks, paid in ((38, 43), (39, 44.2), (41, 46.8)):
        assert pay_of(with_post(f"weeks: {weeks}", BY_WEEKS)) == pytest.approx(TOP_OF_28 * paid / 52)


def test_the_prices_of_other_weeks_are_those_agreed_for_them(with_post):
    """38, 39 and 41 weeks and the whole year: four prices, each more than the one before."""
    made = with_post("weeks: 39", BY_WEEKS | {"compare": [38, 39, 41, "full"]})
    found = made.variants.weeks
    assert [one.paid_share for one in found] == pytest.approx([43 / 52, 44.2 / 52, 46.8 / 52, 1])
    costs = [one.cost for one in found]
    assert costs == sorted(set(costs))


def test_two_posts_of_other_weeks_are_not_paid_alike(write_scenario, rates):
    """The same in a costing as in a comparison: 39 and 41 weeks for one agreed number of paid weeks."""
    import json

    path = write_scenario((TECHNICIAN, "grade: 25-28, weeks: 39, filled_by"),
                          ("grade: 20-23, number: 2,", "grade: 20-23, weeks: 41, number: 2,"))  # fmt: skip
    path.write_text(f"{path.read_text(encoding='utf-8')}\nterm_time: {json.dumps(FIXED)}\n", encoding="utf-8")
    with pytest.raises(InputFaults) as told:
        assess(path, rates)
    [fault] = told.value.faults
    assert (fault.where, fault.expected.partition(", because")[0]) == ("proposed 7, weeks", "39, as in proposed 6")
