"""What a reader must be told: what rests on what, what is left out, and what a slip would have hidden."""

import json

import pytest

from model.assessment.assess import assess
from model.base.faults import InputFaults
from model.report.page_one import headline
from model.report.tables.evidence import assumptions, rates_by_source
from model.report.tables.post import present_posts, proposed_posts
from model.report.words import left_out
from tests.conftest import change_scenario
from tests.people.test_acting_up import worker_acts

NORTH_YORKSHIRE = {
    "pay": {
        "spine": "njc",
        "area": "national",
        "full_time_hours": 37,
        "grades_of": "North Yorkshire Council",
        "accept_recalled_grades": "trying it out",
    },
    "years": {"first": "2024/25", "last": "2025/26"},
    "dates": {"decision": "2024-05-01", "implementation": "2024-09-01"},
    "on_costs": {
        "lgps": [{"from": "2024-04-01", "to": "2026-03-31", "rate": "20%", "source": "invented", "reason": "a test"}]
    },
    "present": [{"id": "now", "title": "Technician", "grade": "E", "fate": "assimilated", "to": "then"}],
    "proposed": [{"id": "then", "title": "Technician", "grade": "H", "filled_by": "assimilation"}],
    "reconcile": None,
    "published": None,
}


@pytest.fixture
def north_yorkshire(tmp_path, rates):
    """A post on named grades that are only recalled, with sections changed."""

    def north_yorkshire(**sections):
        path = tmp_path / "grades.yaml"
        path.write_text(change_scenario(**(NORTH_YORKSHIRE | sections)), encoding="utf-8")
        return assess(path, rates)

    return north_yorkshire


def test_a_recalled_grade_is_disclosed_with_its_points_and_the_reason_for_using_it(north_yorkshire):
    assessed = north_yorkshire()
    assert present_posts(assessed).frame["Points"].tolist() == ["E: 5–6"]
    assert "trying it out" in assumptions(assessed).frame["Reason or source"].tolist()
    named = rates_by_source(assessed).frame.query("Status == 'recalled'")
    assert set(named["Rate"]) == {f"North Yorkshire Council, grade {points}" for points in (
        "E: points 5-6 of njc", "H: points 19-23 of njc")}  # fmt: skip
    assert "2 recalled" in next(check.finding for check in assessed.checks if check.key == "rates")


def test_a_recalled_grade_without_a_reason_is_refused(north_yorkshire):
    pay = {key: value for key, value in NORTH_YORKSHIRE["pay"].items() if key != "accept_recalled_grades"}
    with pytest.raises(InputFaults, match="accept_recalled_grades"):
        north_yorkshire(pay=pay)


def test_a_grade_is_not_laid_on_another_spine(north_yorkshire):
    with pytest.raises(InputFaults, match="grade E of North Yorkshire Council is on the spine njc"):
        north_yorkshire(pay=NORTH_YORKSHIRE["pay"] | {"spine": "glpc_outer"})


def test_a_misspelt_authority_is_one_fault_with_the_nearest_name(north_yorkshire):
    with pytest.raises(InputFaults) as told:
        north_yorkshire(pay=NORTH_YORKSHIRE["pay"] | {"grades_of": "North Yorkshire Counci"})
    [fault] = told.value.faults
    assert fault.nearest == "North Yorkshire Council"


def test_an_award_is_not_assumed_where_a_table_is_held(north_yorkshire):
    award = {"from": "2025-04-01", "to": "2026-03-31", "percent": "3%", "reason": "a test"}
    with pytest.raises(
        InputFaults, match="dates that no pay table covers; the tables of the spine njc end on 31 March 2027"
    ):
        north_yorkshire(pay=NORTH_YORKSHIRE["pay"] | {"awards": [award]})


def test_an_award_past_the_last_table_is_disclosed_as_assumed(north_yorkshire):
    award = {"from": "2027-04-01", "to": "2028-03-31", "percent": "3%", "reason": "the Treasury's forecast"}
    carried = {"from": "2027-04-06", "to": "2028-04-05", "as_on": "2026-04-06", "reason": "as this year"}
    lgps = NORTH_YORKSHIRE["on_costs"]["lgps"][0] | {"to": "2028-03-31"}
    assessed = north_yorkshire(
        years={"first": "2024/25", "last": "2027/28"},
        pay=NORTH_YORKSHIRE["pay"] | {"awards": [award]},
        on_costs={"lgps": [lgps], "employer_ni_carried_forward": [carried]},
    )
    stated = assumptions(assessed).frame["Statement"].tolist()
    assert "Pay award of 3% from 1 April 2027 to 31 March 2028" in stated
    assert "National Insurance from 6 April 2027 at the rates of 6 April 2026" in stated
    years = assessed.costed.years
    pay = [assessed.costed.amount("do_nothing", "top", year, "basic_pay") for year in years]
    assert pay[3] == pytest.approx(pay[2] * 1.03)
    assert assessed.costed.status("do_nothing", "top", years[3], "employer_ni").label == "assumed"


def test_the_report_says_what_it_leaves_out(barnet):
    """SCP 27 in 2010/11: 24,711 x 1.248 + 12 x (12.8% x (2,059.25 - 476) - 3.7% x (2,059.25 - 421)) = 32,543.82."""
    said = " ".join(headline(barnet))
    assert (
        "£32,544 of the present budget is for a post that is assumed to be vacant: ICT Technician. The proposal "
        "deletes this post." in said
    )
    said = " ".join(left_out(barnet))
    assert "Increments and pay protection are not costed" in said
    assert "Redundancy, notice, pension strain and recruitment are not costed" in said


def test_a_vacant_post_says_so_where_its_saving_is_shown(barnet):
    assert "Deleted (vacant)" in present_posts(barnet).frame["What becomes of it"].tolist()
    assert any(step.move.label == "ICT Technician (deleted, vacant)" for step in barnet.steps)


def test_a_grade_that_is_not_said_to_be_indicative_is_not_said_to_be_evaluated(north_yorkshire):
    assert proposed_posts(north_yorkshire()).frame["Grade"].tolist() == ["not stated"]


def test_a_post_may_be_assimilated_into_fewer_hours(north_yorkshire):
    proposed = [NORTH_YORKSHIRE["proposed"][0] | {"fte": 0.5}]
    checks = {check.key: check for check in north_yorkshire(proposed=proposed).checks}
    assert checks["establishment"].outcome == checks["sources"].outcome == "pass"
    assert "0.5 of hours given up" in checks["establishment"].finding


def test_a_model_above_the_published_total_is_not_a_negative_residual(write_scenario, rates):
    """The reference has the present structure at about £395,150 with the rebate: 95,151 above 300,000."""
    lower = [{"measure": "present_cost", "amount": 300_000, "source": "a test"},
             {"measure": "proposed_cost", "amount": 310_000, "source": "a test"}]  # fmt: skip
    said = " ".join(headline(assess(write_scenario(published=lower, reconcile=None), rates)))
    assert "the listed posts come to £95,151 more than the present total" in said
    assert "\u2212£95,151" not in said


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("implementation: 2010-12-01", "implementation: 2010-11-31", "found '2010-11-31'; expected a date"),
        ('grade: "42-45#47"', "grade: 42-45 #47", "quotation marks"),
        ("rate: 24.8%\n      status: derived", "rate: 24.8\n      status: derived", "a percentage such as 24.8%"),
    ],
)
def test_a_slip_that_yaml_would_hide_is_told_alone(write_scenario, rates, old, new, says):
    with pytest.raises(InputFaults) as told:
        assess(write_scenario((old, new)), rates)
    assert says in str(told.value)
    assert len(told.value.faults) == 1, json.dumps([str(fault) for fault in told.value.faults], indent=1)


def test_four_full_time_posts_become_four_of_fewer_hours_each(north_yorkshire):
    present = [NORTH_YORKSHIRE["present"][0] | {"number": 4}]
    proposed = [NORTH_YORKSHIRE["proposed"][0] | {"number": 4, "fte": 0.6}]
    assessed = north_yorkshire(present=present, proposed=proposed)
    assert [held.fte for held in assessed.costed.plans["proposed"].appointments] == [0.6] * 4
    assert assessed.blocked_by == ()


def test_what_is_left_out_is_asked_of_the_costs_wherever_it_was_stated(write, rates):
    """A holder's own allowance and the backfill of one who acts up are costed, so neither is said to be left out."""
    without = " ".join(left_out(assess(write(worker_acts(None)), rates)))
    assert "No allowance of a post or a holder is stated" in without
    assert "Agency and temporary cover is not costed" in without
    standby = {"name": "Standby", "amount": 1_200, "source": "A test."}
    holder = {"holders": [{"ref": "W", "point": 24, "allowances": [standby]}]}
    said = " ".join(left_out(assess(write(worker_acts(worker=holder)), rates)))
    assert "allowance" not in said and "cover" not in said


def test_one_kind_of_one_off_cost_does_not_hide_that_another_is_not_costed(write_small, rates):
    training = {"kind": "training", "amount": 100, "on": "2025-01-10", "funded_by": "reserve", "source": "A test."}
    said = left_out(assess(write_small(one_off={"other": [training]}), rates))
    assert "Redundancy, notice, pension strain and recruitment are not costed." in said
    hiring = {**training, "kind": "recruitment"}
    said = left_out(assess(write_small(one_off={"other": [training, hiring]}), rates))
    assert "Redundancy, notice and pension strain are not costed." in said


def test_a_headline_on_a_budget_basis_says_that_increments_and_protection_are_not_in_it(write, rates):
    said = " ".join(left_out(assess(write(worker_acts()), rates)))
    assert "Increments and pay protection are not in the headline" in said


def test_a_report_that_states_no_count_is_not_said_to_have_them_right(write_small, rates):
    found = {check.key: check.finding for check in assess(write_small(), rates).checks}
    assert found["published_counts"] == "The report states no count."
