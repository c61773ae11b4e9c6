"""Holders in a list of their own, as a payroll lists them: the same as holders listed in their posts."""

import csv
import json

import pytest

from model.assessment.assess import assess
from tests.conftest import faults_of, small

PEOPLE = {
    "increments": "april",
    "assimilation": {"rule": "same_point", "order": "assimilate_then_increment", "source": "A test."},
    "protection": {"months": 12, "source": "A test."},
}
TWO = {"number": 2, "title": "Clerk"}
A, B = {"ref": "A", "point": 24, "fte": 1}, {"ref": "B", "point": 24, "fte": 0.5, "lgps_member": False}


def listed(*rows, present=None, **sections):
    return (
        small({**TWO, **(present or {})}, TWO, costing={"basis": "actual"}, people=PEOPLE, holders=list(rows))
        | sections
    )


def test_each_is_costed_as_if_their_post_listed_them(write, rates):
    apart = assess(write(listed({"post": "old", **A}, {"post": "old", **B})), rates)
    in_post = small({**TWO, "holders": [A, B]}, TWO, costing={"basis": "actual"}, people=PEOPLE)
    assert apart.digest == assess(write(in_post), rates).digest
    assert [holder.ref for holder in apart.scenario.present[0].holders] == ["A", "B"]


def test_the_list_may_be_a_file_beside_the_scenario(write, tmp_path, rates):
    rows = [{"post": "old", "ref": "A", "point": "24", "fte": "1", "lgps_member": "yes"},
            {"post": "old", "ref": "B", "point": "24", "fte": "50%", "lgps_member": "no"}]  # fmt: skip
    with (tmp_path / "people.csv").open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, rows[0])
        writer.writeheader()
        writer.writerows(rows)
    from_file = assess(write(listed() | {"holders": "people.csv"}), rates)
    assert from_file.digest == assess(write(listed({"post": "old", **A}, {"post": "old", **B})), rates).digest
    assert [path.name for path in from_file.files] == ["people.csv", "scenario.yaml"]


def test_what_is_wrong_with_a_row_is_told_with_the_row(write, tmp_path, rates):
    lines = ["post,ref,point,fte", "old,A,24,1", "odl,B,24,1", "old,C,24,none"]
    (tmp_path / "people.csv").write_text("\n".join(lines), encoding="utf-8")
    faults = faults_of(write(listed(present={"number": 4}) | {"holders": "people.csv"}), rates)
    told = {fault.line: (fault.found, fault.expected, fault.nearest) for fault in faults if "people.csv" in fault.file}
    assert told[3] == ("'odl'", "the id of a present post", "old")
    assert told[4][0] == "'none'"


def test_a_point_outside_the_grade_of_the_post_is_told_with_the_row(write, tmp_path, rates):
    (tmp_path / "people.csv").write_text("post,ref,point\nold,A,24\nold,B,43", encoding="utf-8")
    [fault] = faults_of(write(listed() | {"holders": "people.csv"}), rates)
    assert (fault.file.endswith("people.csv"), fault.line, fault.found) == (True, 3, "'43'")


def test_a_post_has_its_holders_in_one_place(write, rates):
    [fault] = faults_of(write(listed({"post": "old", **A}, present={"holders": [B]})), rates)
    assert fault.expected == "all the holders of a post in one place: with the post, or in this list"


def test_a_holder_of_the_list_can_be_changed_by_reference(write, rates):
    apart = assess(write(listed({"post": "old", **A}, {"post": "old", **B})), rates)
    raised = apart.with_changes({"holders.A.fte": "60%"})
    assert [holder.fte for holder in raised.scenario.present[0].holders] == [0.6, 0.5]
    assert raised.changes == ("Holder A: FTE 1 becomes 0.6",)


@pytest.mark.parametrize("row", [3, "A", None])
def test_a_row_that_is_no_holder_is_a_fault(write, rates, row):
    path = write(json.loads(json.dumps(listed(row))))
    assert "a holder: their post, reference and point" in [fault.expected for fault in faults_of(path, rates)]
