"""What differs between two scenarios is told in words that a councillor can read."""

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.rates.tables import load_rates
from model.schema.differences import differences, scenario_differences
from model.schema.load import load_scenario
from model.schema.reading.document import read_yaml
from tests.conftest import AS_PUBLISHED, HOME, RESOLVED

RATES = load_rates()
BARNET = read_yaml(RESOLVED).data


def told(**changed):
    """What is told of the Barnet scenario with sections changed."""
    return [str(one) for one in differences(BARNET, {**BARNET, **changed})]


def posts(side, **of_first):
    """A side's posts with the first one changed; a value of None is left out."""
    first, *others = BARNET[side]
    return [{key: value for key, value in {**first, **of_first}.items() if value is not None}, *others]


SENTENCES = [
    ({"present": posts("present", grade="42-46")}, ["Principal ICT Officer: grade 42-45#47 becomes 42-46"]),
    ({"proposed": posts("proposed", fte=0.5)}, ["ICT Assistant Manager: FTE 0.5 added"]),
    ({"proposed": posts("proposed", indicative=None)}, ["ICT Assistant Manager: indicative yes removed"]),
    ({"proposed": posts("proposed", title="Head of ICT")},
     ["ICT Assistant Manager: title “ICT Assistant Manager” becomes “Head of ICT”"]),
    ({"proposed": posts("proposed", id="manager")}, ["ICT Assistant Manager: id assistant-manager becomes manager"]),
    ({"proposed": BARNET["proposed"][1:]}, ["Proposed post deleted: ICT Assistant Manager (grade 39-42)"]),
    ({"proposed": [*BARNET["proposed"], {"id": "x", "title": "Clerk", "grade": "18-21", "number": 2, "fte": 0.6}]},
     ["Proposed post added: Clerk (grade 18-21, number 2, FTE 0.6)"]),
    ({"proposed": [*BARNET["proposed"][1:], BARNET["proposed"][0]]},
     ["Proposed post moved: ICT Assistant Manager, from place 1 to place 7"]),
    ({"dates": {**BARNET["dates"], "implementation": "2011-01-01"}},
     ["Dates: implementation 1 December 2010 becomes 1 January 2011"]),
    ({"costing": {**BARNET["costing"], "basis": "mean_of_points"}}, ["Costing: basis top becomes mean of points"]),
    ({"costing": {**BARNET["costing"], "turnover": {"rate": "3%"}}}, ["Costing, turnover: rate 3% added"]),
    ({"customers": {**BARNET["customers"], "count": 1100, "price_step": 5}},
     ["Customers: count 102 becomes 1,100", "Customers: price step £1 becomes £5"]),
    ({"title": "New"}, ["Title: “Restructuring the Schools ICT Support Service (questions resolved)” becomes New"]),
    ({"history": [{"author": "A", "date": "2010-11-18"}]}, []),
    ({}, []),
]  # fmt: skip


@pytest.mark.parametrize(("changed", "sentences"), SENTENCES, ids=lambda one: str(one)[:60])
def test_a_change_reads_as_a_sentence(changed, sentences):
    assert told(**changed) == sentences


def test_a_price_is_told_with_its_list_and_its_package():
    def prices(flat):
        return [{"from": "2011-04-01", "packages": [{"id": "gold", "title": "Gold", "flat": flat}]}]

    [one] = differences({"prices": prices(1200)}, {"prices": prices(1350)})
    assert str(one) == "Prices from 1 April 2011, package gold: flat £1,200 becomes £1,350"
    assert one.path == ("prices", 0, "packages", 0, "flat")


def test_listed_customers_are_told_as_counts():
    listed = [{"reference": f"S{number}"} for number in range(1200)]
    [one] = differences({"customers": {"agreements": listed}}, {"customers": {"agreements": listed[:-1]}})
    assert str(one) == "Customers: agreements 1,200 entries becomes 1,199 entries"
    other = [*listed[:-1], {"reference": "T"}]
    [one] = differences({"customers": {"agreements": listed}}, {"customers": {"agreements": other}})
    assert one.after == "1,200 entries, not the same"


def test_a_holder_is_told_by_reference():
    before, after = ({"holders": [{"ref": "A", "point": point}]} for point in (45, 44))
    sides = ({"present": posts("present", **each)} for each in (before, after))
    assert [str(one) for one in differences(*sides)] == ["Principal ICT Officer, holder A: point 45 becomes 44"]


def test_a_title_that_stands_on_both_sides_is_told_with_its_side():
    changed = {"present": posts("present", title="ICT Officer"), "proposed": posts("proposed", title="ICT Officer")}
    again = {**changed, "proposed": [{**changed["proposed"][0], "grade": "40-43"}, *changed["proposed"][1:]]}
    [one] = differences(changed, again)
    assert str(one) == "ICT Officer (proposed): grade 39-42 becomes 40-43"


def test_loaded_scenarios_differ_by_what_they_mean_and_not_by_how_it_is_written(write_scenario):
    written = (("rate: 24.8%\n      status: derived", "rate: 0.248\n      status: derived"), ('"32 - 34"', "'32 - 34'"))
    same = load_scenario(write_scenario(*written, ("vacant: true,", "vacant: true, number: 1,")), RATES)
    assert scenario_differences(load_scenario(RESOLVED, RATES), same) == []
    changed = load_scenario(
        write_scenario(("rate: 24.8%\n      status: derived", "rate: 25%\n      status: derived")), RATES
    )
    assert scenario_differences(load_scenario(RESOLVED, RATES), changed) == [
        "On-costs, LGPS 1 April 2012: rate 24.8% becomes 25%"
    ]


@pytest.mark.long
def test_compare_says_what_differs_under_the_pounds():
    command = [sys.executable, "-m", "model", "compare", RESOLVED, AS_PUBLISHED, RESOLVED]
    said = subprocess.run(command, cwd=HOME, capture_output=True, text=True, check=True).stdout
    assert "  - Dates: implementation 1 December 2010 becomes 23 November 2010." in said
    assert "  - ICT Technician: fate deleted becomes unresolved." in said
    assert said.index("3 scenarios side by side") < said.index("  - Dates:") and "Nothing differs." in said


ORDERS = st.permutations(range(len(BARNET["proposed"])))


@given(order=ORDERS)
def test_only_posts_out_of_their_order_are_told_as_moved(order):
    moved = [BARNET["proposed"][place] for place in order]
    lines = told(proposed=moved)
    assert all(line.startswith("Proposed post moved:") for line in lines)
    assert (lines == []) == (order == sorted(order)) and len(lines) < len(order)


PLAIN = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(allow_nan=False), st.text(max_size=8)),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(st.text(max_size=4), inner, max_size=3)),
    max_leaves=6,
)
SECTIONS = st.dictionaries(st.sampled_from(["title", "present", "proposed", "pay", "customers", "odd"]), PLAIN)


@given(before=SECTIONS, after=SECTIONS)
def test_whatever_a_faulty_file_holds_can_be_compared(before, after):
    lines = [str(one) for one in differences(before, after)]
    assert all(lines) and differences(before, before) == []


def test_a_whole_pay_table_is_counted_and_a_few_of_its_points_are_told():
    rows = [{"spine": "njc", "point": point, "value": 24_000 + 100 * point} for point in range(2, 44)]
    dearer = [{**row, "value": row["value"] + 500} for row in rows]
    pay = {"spine": "njc", "own_spine": rows}
    added, moved = differences({"pay": {"spine": "njc"}}, {"pay": pay}), {"pay": {**pay, "own_spine": dearer}}
    assert [str(one) for one in added] == ["Pay: own spine 42 entries added"]
    assert [str(one) for one in differences({"pay": pay}, moved)] == [
        "Pay: own spine 42 entries becomes 42 entries, not the same"
    ]
    of_one = {"pay": {**pay, "own_spine": [dearer[0], *rows[1:]]}}
    assert [str(one) for one in differences({"pay": pay}, of_one)] == [
        "Pay, own spine 2: value £24,200 becomes £24,700"
    ]
