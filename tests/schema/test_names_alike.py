"""Names that differ by capitals and spaces only are one name. The council and its grades are invented."""

import json

import pytest

from model.base.faults import InputFaults
from model.cost.costed import cost_scenario
from model.schema.load import load_scenario
from tests.cost.test_removed_points import cleaner
from tests.schema.test_customers import HEADING, REMOTE

COUNCIL = "Test Council"
POINTS = {"Grade 7": "12-17", "Scale 4": "7-11", "PO1": "23-26"}


def row(grade, authority=COUNCIL, **more):
    of = {"authority": authority, "points": POINTS.get(grade, "12-17"), "spine": "njc", "status": "published"}
    return {**of, "grade": grade, "effective_from": "2025-04-01", "source": "Invented.", **more}


@pytest.fixture
def load(tmp_path, rates):
    def load(grade="Grade 7", council=COUNCIL, table=None, present=None, **more):
        pay = {
            "spine": "njc",
            "area": "outside London",
            "full_time_hours": 37,
            "grades_of": council,
            "grade_table": [row(name) for name in POINTS] if table is None else table,
        }
        text = {
            **cleaner(years=("2025/26", "2025/26")),
            "pay": pay,
            "costing": {"basis": "top", "reason": "A test."},
            "present": present or [{"id": "a", "title": "A", "grade": grade, "fate": "deleted"}],
            "proposed": [{"id": "b", "title": "B", "grade": "PO1", "filled_by": "open"}],
            **more,
        }
        del text["people"]
        path = tmp_path / "scenario.yaml"
        path.write_text(json.dumps(text, indent=1), encoding="utf-8")
        return load_scenario(path, rates)

    return load


def told(load, **given):
    with pytest.raises(InputFaults) as found:
        load(**given)
    return str(found.value)


@pytest.mark.parametrize(
    ("written", "as_held", "top"),
    [
        ("Grade 7", "Grade 7", 31_022), ("grade 7", "Grade 7", 31_022), ("GRADE 7", "Grade 7", 31_022),
        (" Grade  7 ", "Grade 7", 31_022), ("Scale 4", "Scale 4", 28_142), ("scale4", "Scale 4", 28_142),
        ("PO 1", "PO1", 37_280), ("po1", "PO1", 37_280),
    ],
)  # fmt: skip
def test_a_grade_is_found_however_it_is_typed_and_shown_as_its_table_has_it(load, rates, written, as_held, top):
    """NJC salaries of 2024/25 and 3.2%: points 17, 11 and 26 from 30,060, 27,269 and 36,124, to the pound."""
    scenario = load(written)
    assert scenario.present[0].grade == as_held
    costed = cost_scenario(scenario, rates)
    year = costed.year_of_change
    assert costed.amount("do_nothing", "top", year, "basic_pay") == pytest.approx(top)
    assert any(rate.name == f"{COUNCIL}, grade {as_held}" for rate in costed.book.rates_read)


@pytest.mark.parametrize("other", ["grade 7", "GRADE 7", "Grade7", "Grade  7"])
def test_two_grades_of_one_table_that_only_capitals_and_spaces_tell_apart_are_a_fault(load, other):
    later = row(other, effective_from="2026-04-01")
    said = told(load, table=[row("Grade 7", effective_to="2026-03-31"), later, row("PO1")])
    assert "Grade 7, or a name that differs in more than capitals, spaces" in said


@pytest.mark.parametrize("written", ["test council", "TEST COUNCIL", "Test  Council "])
def test_a_council_is_found_however_it_is_typed(load, written):
    assert load(council=written).pay.grades_of == COUNCIL


def test_two_councils_that_only_capitals_and_spaces_tell_apart_are_a_fault(load):
    said = told(load, table=[row("Grade 7"), row("Scale 4", authority="test council"), row("PO1")])
    assert "found 'test council'; expected Test Council, or a name that differs in more than capitals" in said


def test_two_ids_that_only_capitals_and_spaces_tell_apart_are_a_fault(load):
    posts = [{"id": name, "title": "A", "grade": "Grade 7", "fate": "deleted"} for name in ("School 01", "school 01")]
    assert "an id that no other post has" in told(load, present=posts)


@pytest.mark.parametrize("other", ["general fund", "General  Fund", "GeneralFund"])
def test_two_funds_that_only_capitals_and_spaces_tell_apart_are_a_fault(load, other):
    posts = [
        {"id": name, "title": "A", "grade": "Grade 7", "fate": "deleted", "funds": [{"fund": fund, "share": "100%"}]}
        for name, fund in (("a", "General Fund"), ("c", other))
    ]
    said = told(load, present=posts)
    assert "General Fund" in said and repr(other) in said


def test_two_holders_that_only_capitals_tell_apart_are_a_fault(load):
    posts = [
        {"id": name, "title": "A", "grade": "Grade 7", "fate": "deleted", "holders": [{"ref": ref, "point": 12}]}
        for name, ref in (("a", "H1"), ("c", "h 1"))
    ]
    assert "found 'h 1'; expected 'H1', as it is spelt at" in told(load, present=posts)


@pytest.fixture
def listed(write_small):
    """A scenario with a CSV of two agreements: each row's reference and first day."""

    def listed(*rows):
        prices = [{"from": "2024-04-01", "source": "Invented.", "packages": [{**REMOTE, "flat": 100}]}]
        path = write_small(prices=prices, customers={"source": "Invented.", "agreements": "schools.csv"})
        lines = [HEADING, *(f"{name},primary,95,maintained,,remote,{day},31/3/26,,1,0\n" for name, day in rows)]
        path.with_name("schools.csv").write_text("".join(lines), encoding="utf-8")
        return path

    return listed


def test_two_customers_that_only_capitals_and_spaces_tell_apart_are_a_fault(listed, rates):
    with pytest.raises(InputFaults) as found:
        load_scenario(listed(("School 01", "2024-04-01"), ("school 01", "2024-04-01")), rates)
    assert "found 'school 01'; expected 'School 01', as it is spelt at line 2" in str(found.value)
