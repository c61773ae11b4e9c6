"""A scenario brings its own spine and grades as files beside it. The councils and their pay are invented."""

import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.base.faults import InputFaults
from model.cost.costed import cost_scenario
from model.pay.grades import read_grade
from model.rates.tables import RateStatus
from model.schema.load import load_scenario
from model.schema.sections.own_tables import GradeRow, SpineRow, with_own_tables
from tests.conftest import change_scenario

SPINE_HEAD = "spine,point,effective_from,effective_to,value,status,source\n"
GRADE_HEAD = "authority,grade,points,spine,effective_from,effective_to,status,source\n"
SOURCE = "Invented for a test"
SPINE = SPINE_HEAD + "".join(
    f"mill,{point},2010-04-01,2013-03-31,{10000 + 1000 * point},assumed,{SOURCE}\n" for point in range(1, 50)
)
GRADES = GRADE_HEAD + f"Millbrook,A,42-45,mill,2010-04-01,,assumed,{SOURCE}\n"


@pytest.fixture
def load(tmp_path, rates):
    """The Barnet posts on the scenario's own spine, and the grade A of its own table for the first post."""

    def load(spine=SPINE, grades=GRADES, grade="A", **pay):
        named = {"own_spine": "spine.csv", "grade_table": "grades.csv"}
        for name, text in (("spine.csv", spine), ("grades.csv", grades)):
            if text is not None:
                (tmp_path / name).write_text(text, encoding="utf-8")
        pay = {"spine": "mill", "area": "-", "full_time_hours": 36, "grades_of": "Millbrook", **named, **pay}
        proposed = [{"id": "one", "title": "One", "grade": grade, "filled_by": "open"}]
        present = [{"id": "old", "title": "Old", "grade": "20-21", "fate": "deleted"}]
        sections = {"pay": pay, "proposed": proposed, "present": present}
        text = change_scenario(**sections, reconcile=None, customers=None)
        path = tmp_path / "scenario.yaml"
        path.write_text(text, encoding="utf-8")
        return load_scenario(path, rates)

    return load


def refused(load, **given):
    with pytest.raises(InputFaults) as told:
        load(**given)
    return [line.strip() for line in str(told.value).splitlines()[1:]]


def test_posts_are_paid_on_a_spine_and_a_grade_that_only_the_scenario_has(load, rates):
    """Top of A is point 45: 10,000 + 45 x 1,000."""
    costed = cost_scenario(load(), rates)
    plan = costed.plans["proposed"]
    assert plan.salaries("top").salary[0].tolist() == [55000.0] * len(costed.book.months)
    assert costed.status("proposed", "top", costed.year_of_change) == RateStatus.ASSUMED
    assert "mill" not in rates.spines.names  # the workbook's own tables are left as they were


def test_a_grade_that_no_table_has_is_refused_with_the_nearest(load):
    grades = GRADES + f"Millbrook,B,20-22,mill,2010-04-01,,assumed,{SOURCE}\n"
    [said] = refused(load, grades=grades, grade="BB")
    assert "found 'BB'; expected a grade of Millbrook on 1 April 2010: A or B. Did you mean B?" in said


def test_a_recalled_grade_of_the_scenario_s_own_needs_its_acceptance(load):
    grades = GRADES.replace("assumed", "recalled")
    assert "grade A of Millbrook is recalled" in refused(load, grades=grades)[0]
    assert load(grades=grades, accept_recalled_grades="A test.").pay.grade_table[0].status == "recalled"


def test_every_fault_of_both_files_is_told_at_once_with_file_and_line(load):
    spine = SPINE_HEAD + (
        f"mill,1,2010-04-01,2013-03-31,20000,assumed,{SOURCE}\n"
        f"mill,2,2010-04-01,2013-03-31,19000,assumed,{SOURCE}\n"  # less than the point below
        f"mill,1,2012-04-01,2013-03-31,21000,assumed,{SOURCE}\n"  # a day in two rows
        f"mill,3,2010-04-01,2009-03-31,22000,assumed,{SOURCE}\n"  # runs backwards
    )
    grades = GRADE_HEAD + (
        f"Millbrook,A,42-45,mil,2010-04-01,,assumed,{SOURCE}\nMillbrook,B,45-42,mill,2010-04-01,,guessed,{SOURCE}\n"
    )
    said = "\n".join(refused(load, spine=spine, grades=grades))
    assert "spine.csv, line 5" in said and "grades.csv, line 3" in said
    assert "effective_to that is not before effective_from" in said
    assert "published, derived, recalled or assumed" in said and "the lower point first" in said


def test_rows_that_read_are_held_against_each_other(load):
    spine = SPINE.replace("mill,2,2010-04-01,2013-03-31,12000", "mill,2,2010-04-01,2013-03-31,10500")
    spine += f"mill,5,2012-04-01,2013-03-31,99000,assumed,{SOURCE}\n"
    said = "\n".join(refused(load, spine=spine, grades=GRADES.replace(",mill,", ",mil,")))
    assert "spine.csv, line 3" in said and "more than the £11,000 of point 1" in said
    assert (
        "spine.csv, line 51" in said
        and "only one row for a point on any day; the row before this one ends on 31 March 2013" in said
    )
    assert "grades.csv, line 2" in said and "Did you mean mill?" in said


def test_a_file_that_is_not_there_is_told_and_nothing_follows_from_it(load, tmp_path):
    said = refused(load, spine=None)
    assert len(said) == 1 and "pay, own_spine: found 'spine.csv'" in said[0]


def test_an_own_row_stands_in_the_place_of_a_held_one_on_its_days_only(rates):
    row = SpineRow(
        spine="njc", point=20, effective_from="2010-10-01", effective_to="2011-03-31", value=1.0, status="assumed",
        source=SOURCE,
    )  # fmt: skip
    laid = with_own_tables(rates, (row,), ()).spines
    assert laid.value_on("njc", 20, date(2010, 10, 1)).value == 1.0
    for day in (date(2010, 9, 30), date(2011, 4, 1)):
        assert laid.value_on("njc", 20, day).value == rates.spines.value_on("njc", 20, day).value


@given(st.integers(1, 60), st.integers(0, 8), st.sampled_from(["published", "derived", "recalled", "assumed"]))
def test_a_grade_of_one_s_own_has_its_points_and_its_status(bottom, more, status):
    notation = f"{bottom}-{bottom + more}"
    row = GradeRow(
        authority="Millbrook", grade="A", points=notation, spine="mill", effective_from="2010-04-01", status=status,
        source=SOURCE,
    )  # fmt: skip
    held = row.as_grade()
    assert read_grade(held.notation).top == bottom + more and held.status.label == status


def test_rows_may_stand_in_the_scenario_itself(load):
    row = {"authority": "Millbrook", "grade": "A", "points": "42-45", "spine": "mill", "effective_from": "2010-04-01"}
    made = load(grade_table=[{**row, "status": "assumed", "source": SOURCE}])
    assert json.loads(made.model_dump_json())["pay"]["grade_table"][0]["points"] == "42-45"
