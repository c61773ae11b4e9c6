"""Several pay structures in one team: Soulbury awards are dated 1 September, those of the NJC 1 April."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from model.assessment.assess import assess
from model.base.financial_year import FinancialYear
from model.cost.costed import TIMELINES, cost_scenario
from model.pay.salaries import BASES, PEOPLE_BASES
from model.schema.load import load_scenario
from tests.conftest import faults_of, small
from tests.docs.worked import costed as cost_of

SOULBURY = {"name": "Soulbury", "spine": "soulbury_eip", "area": "England and Wales", "source": "A test"}
LGPS = {"from": "2024-04-01", "to": "2027-03-31", "rate": "20%", "source": "A", "reason": "B"}
TWO_YEARS = {"years": {"first": "2024/25", "last": "2025/26"}, "on_costs": {"lgps": [LGPS]}}
SCP_17 = 23836
"""What SCP 17 of the NJC is from 1 April 2019 (the national table), £ a year."""
PEOPLE = {
    "increments": "april",
    "assimilation": {"rule": "nearest_not_less", "order": "increment_then_assimilate", "source": "A test"},
    "protection": {"months": 0, "source": "A test"},
    "vacancies_at": "bottom",
}


def team(pay_structures=(SOULBURY,), adviser=(), officer=(), **sections):
    """An NJC officer at SCP 28 and a Soulbury adviser at point 12, both of whom stay as they are."""
    posts = {
        "present": [
            {"id": "officer", "title": "Officer", "grade": 28, "fate": "assimilated", "to": "officer-new"},
            {"id": "adviser", "title": "Adviser", "grade": 12, "fate": "assimilated", "to": "adviser-new",
             "pay_structure": "Soulbury"} | dict(adviser),
        ],
        "proposed": [
            {"id": "officer-new", "title": "Officer", "grade": 28, "filled_by": "assimilation"} | dict(officer),
            {"id": "adviser-new", "title": "Adviser", "grade": 12, "filled_by": "assimilation",
             "pay_structure": "Soulbury"},
        ],
    }  # fmt: skip
    return small() | {"pay_structures": [*pay_structures]} | TWO_YEARS | posts | sections


@pytest.fixture
def cost_of_file(write, rates):
    return lambda scenario: cost_scenario(load_scenario(write(scenario), rates), rates)


def of_post(costed, post, element, year, timeline="do_nothing"):
    """£ in a year of a post."""
    rows = costed.plans[timeline].rows_of[post]
    column = costed.years.index(FinancialYear.parse(year))
    return costed.amounts(timeline, costed.scenario.costing.basis, element)[rows, column].sum()


def test_each_post_follows_the_awards_of_its_own_spine(cost_of_file):
    """The officer's year is one table: SCP 28 is 37,938 in 2024/25 and 39,152 from 1 April 2025 (3.2%).

    The adviser has five months of the table before 1 September and seven of the one from it: point 12 is 55,484 to
    31 August 2024, 56,871 to 31 August 2025 (2.5%) and 58,691 from then (3.2%).
    """
    costed = cost_of_file(team())
    assert of_post(costed, "officer", "basic_pay", "2024/25") == pytest.approx(37938)
    assert of_post(costed, "officer", "basic_pay", "2025/26") == pytest.approx(39152)
    assert of_post(costed, "adviser", "basic_pay", "2024/25") == pytest.approx(55484 * 5 / 12 + 56871 * 7 / 12)
    assert of_post(costed, "adviser", "basic_pay", "2025/26") == pytest.approx(56871 * 5 / 12 + 58691 * 7 / 12)


def test_on_costs_follow_the_pay_of_each_month(cost_of_file):
    """2025/26: 15% above 417 a month, and 20% of pay for the pension.

    The adviser earns 4,739.25 in each of five months and 4,890.9167 in each of seven: NI is 15% of 4,322.25 x 5 and
    of 4,473.9167 x 7, that is 3,241.69 + 4,697.61; the pension is 20% of 57,932.67.
    """
    costed = cost_of_file(team())
    assert of_post(costed, "adviser", "employer_ni", "2025/26") == pytest.approx(7939.30, abs=0.005)
    assert of_post(costed, "adviser", "employer_lgps", "2025/26") == pytest.approx(11586.53, abs=0.005)


def test_points_of_one_number_on_two_spines_are_two_points(cost_of_file):
    """SCP 12 of the NJC is 28,598 from 1 April 2025; point 12 of Soulbury is more than twice that."""
    costed = cost_of_file(team(present=[
        {"id": "officer", "title": "Officer", "grade": 12, "fate": "deleted"},
        {"id": "adviser", "title": "Adviser", "grade": 12, "pay_structure": "Soulbury", "fate": "deleted"},
    ], proposed=[{"id": "new", "title": "New", "grade": 12, "filled_by": "open"}]))  # fmt: skip
    assert of_post(costed, "officer", "basic_pay", "2025/26") == pytest.approx(28598)
    assert of_post(costed, "adviser", "basic_pay", "2025/26") == pytest.approx(56871 * 5 / 12 + 58691 * 7 / 12)


def test_an_award_that_a_structure_states_is_of_its_spine_alone(cost_of_file):
    """2026/27: 4% from 1 September 2026 on 58,691 is 61,038.64; the officer's table is that of the NJC, 40,444."""
    award = {"from": "2026-09-01", "to": "2027-08-31", "percent": "4%", "standing": "offered", "reason": "A test"}
    costed = cost_of_file(team([SOULBURY | {"awards": [award]}], years={"first": "2024/25", "last": "2026/27"}))
    assert of_post(costed, "adviser", "basic_pay", "2026/27") == pytest.approx(58691 * 5 / 12 + 61038.64 * 7 / 12)
    assert of_post(costed, "officer", "basic_pay", "2026/27") == pytest.approx(40444)


def test_hours_are_those_of_the_structure(cost_of_file):
    """18 hours are 18/36 of a full-time Soulbury post in a structure of 36 hours, beside an NJC team of 37."""
    costed = cost_of_file(team([SOULBURY | {"full_time_hours": 36}], {"hours": 18}))
    assert costed.scenario.present[1].fte == pytest.approx(18 / 36)


def test_a_holder_who_changes_structure_arrives_by_salary_and_rises_on_its_date(cost_of_file):
    """SCP 28 was 37,938 on 1 January 2025; Soulbury 5 to 7 begins at 47,003, so the holder arrives at its minimum.

    Time then brings point 6 on 1 September 2025, when the NJC officer's date is 1 April. Point 5 pays 47,003 to
    August 2025, and point 6 from September 49,897 (48,349 of the table before and 3.2%).
    """
    held = {"ref": "H1", "point": 28}
    costed = cost_of_file(
        team(
            [SOULBURY | {"increments": "september"}],
            people=PEOPLE,
            costing={"basis": "actual", "reason": "A test."},
            present=[{"id": "officer", "title": "Officer", "grade": "26-28", "fate": "regraded", "to": "adviser-new",
                      "holders": [held]}],
            proposed=[{"id": "adviser-new", "title": "Adviser", "grade": "5-7", "filled_by": "assimilation",
                       "pay_structure": "Soulbury"}],
        )
    )  # fmt: skip
    path = costed.plans["proposal"].paths[-1]
    assert [(step.day.isoformat(), str(step.point)) for step in path.steps] == [
        ("2025-01-01", "5 of Soulbury"),
        ("2025-09-01", "6 of Soulbury"),
        ("2026-09-01", "7 of Soulbury"),
    ]
    assert path.steps[0].reason == "below the new range: to its minimum, SCP 5 of Soulbury"
    pay = of_post(costed, "adviser-new", "basic_pay", "2025/26", "proposal")
    assert pay == pytest.approx(47003 * 5 / 12 + 49897 * 7 / 12)


def test_a_grade_of_another_structure_is_told_with_the_one_that_has_it(write, rates):
    """The NJC spine has no point 44; that of Soulbury has."""
    [fault] = faults_of(write(team(officer={"grade": "44-46"})), rates)
    assert "44-46 is a grade of the pay structure Soulbury" in fault.expected
    assert fault.nearest == "pay_structure: Soulbury"


def test_an_unknown_structure_is_told_with_the_nearest(write, rates):
    [fault] = [fault for fault in faults_of(write(team(officer={"pay_structure": "Soulbery"})), rates)]
    assert (fault.where, fault.nearest) == ("proposed 1, pay_structure", "Soulbury")


def test_a_spine_that_no_table_has_is_told_at_the_structure(write, rates):
    [fault] = faults_of(write(team([SOULBURY | {"spine": "soulbury"}])), rates)
    assert (fault.where, fault.nearest) == ("pay_structures 1, spine", "soulbury_eip")


def test_years_that_the_spine_of_a_structure_lacks_are_told_with_the_place_of_its_awards(write, rates):
    """The Soulbury table ends on 31 August 2026."""
    [fault] = faults_of(write(team(years={"first": "2024/25", "last": "2026/27"})), rates)
    assert "an award under pay_structures, Soulbury, awards" in fault.expected


POINTS = st.tuples(st.integers(3, 30), st.integers(0, 6), st.integers(-4, 4))
"""The lowest point of a grade, how many it has above that, and how far the new grade is moved."""


@settings(max_examples=15)
@given(points=POINTS, basis=st.sampled_from([*BASES, *PEOPLE_BASES]))
def test_a_structure_that_is_the_teams_own_by_another_name_costs_the_same(points, basis):
    """Whatever the grades and the basis: a second structure on the same spine is another place for the same points."""
    bottom, length, moved = points
    new = max(bottom + moved, 2)
    grades = f"{bottom}-{bottom + length}", f"{new}-{new + length}"
    holder = {"holders": [{"ref": "H", "point": bottom}]}
    own = small({"grade": grades[0]} | holder, {"grade": grades[1]}, costing={"basis": basis}, people=PEOPLE)
    named = {"pay_structure": "Copy"}
    posts = {"grade": grades[0]} | holder | named, {"grade": grades[1]} | named
    copy = {"name": "Copy", "spine": "njc", "source": "A test"}
    other = small(*posts, costing={"basis": basis}, people=PEOPLE, pay_structures=[copy])
    before, after = (cost_of(scenario) for scenario in (own, other))
    for timeline in TIMELINES:
        assert before.amounts(timeline, basis).tolist() == after.amounts(timeline, basis).tolist()


@pytest.mark.parametrize("side", ["pay", "structure"])
def test_a_renumbering_of_one_spine_leaves_the_points_of_another(write, rates, side):
    """The NJC spine was renumbered on 1 April 2019; an own spine of two points at 30,000 and 31,000 was not.

    SCP 24 of the NJC, 22,401, rises to 25 on that day, which becomes 17. Point 24 of the other rises to its own 25.
    """
    days = {"effective_from": "2018-04-01", "effective_to": "2020-03-31", "status": "published", "source": "Invented."}
    rows = [{"spine": "ours", "point": point, "value": value, **days} for point, value in ((24, 30000), (25, 31000))]
    njc = {"grade": "24-25", "fate": "assimilated", "to": "njc-new"}
    ours = {"grade": "24-25", "fate": "assimilated", "to": "ours-new", "holders": [{"ref": "B", "point": 24}]}
    spines = {"pay": "njc", "structure": "ours"} if side == "pay" else {"pay": "ours", "structure": "njc"}
    named = {"pay_structure": "Further"}
    on_njc, on_ours = ({}, named) if side == "pay" else (named, {})
    scenario = small() | {
        "dates": {"decision": "2018-05-01", "implementation": "2018-07-01"},
        "years": {"first": "2018/19", "last": "2019/20"},
        "pay": {"spine": spines["pay"], "area": "anywhere", "full_time_hours": 37, "own_spine": rows},
        "pay_structures": [{"name": "Further", "spine": spines["structure"], "source": "A test"}],
        "on_costs": {"lgps": [LGPS | {"from": "2018-04-01", "to": "2020-03-31"}]},
        "costing": {"basis": "actual", "reason": "A test."},
        "people": PEOPLE,
        "present": [{"id": "njc", "title": "N", "holders": [{"ref": "A", "point": 24}]} | njc | on_njc,
                    {"id": "ours", "title": "O"} | ours | on_ours],
        "proposed": [{"id": f"{name}-new", "title": name, "grade": "24-25", "filled_by": "assimilation"} | where
                     for name, where in (("njc", on_njc), ("ours", on_ours))],
    }  # fmt: skip
    costed = cost_scenario(load_scenario(write(scenario), rates), rates)
    assert of_post(costed, "ours", "basic_pay", "2018/19") == pytest.approx(30000)
    assert of_post(costed, "ours", "basic_pay", "2019/20") == pytest.approx(31000)
    assert of_post(costed, "njc", "basic_pay", "2018/19") == pytest.approx(22401)
    assert of_post(costed, "njc", "basic_pay", "2019/20") == pytest.approx(SCP_17)


def test_overtime_goes_by_the_full_week_of_the_posts_own_structure(write, rates):
    """Three hours a week at SCP 24 of £34,314, where a full week is 36 hours and not the team's 37: 3 ÷ 36 of it."""
    short_week = {"name": "Short week", "spine": "njc", "full_time_hours": 36, "source": "A test."}
    overtime = [{"name": "Overtime", "a_week": 3, "source": "A test."}]
    post = {"pay_structure": "Short week", "allowances": overtime}
    costed = assess(write(small(post, {"pay_structure": "Short week"}, pay_structures=[short_week])), rates).costed
    assert costed.amount("do_nothing", "top", costed.years[0], "allowances") == pytest.approx(34_314 * 3 / 36)
