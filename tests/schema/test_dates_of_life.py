"""Dates of birth and of the start of service: in the exempt list of holders alone. Everybody here is invented."""

import json

import pytest

from model.assessment.assess import assess
from model.base.faults import InputFaults
from model.desk.kept import Kept
from model.desk.opening import Draft
from model.disclosure.public_input import public_input
from model.schema.load import load_scenario
from tests.conftest import faults_of
from tests.schema.test_listed_holders import A, B, listed

BORN, SINCE = "1967-03-09", "2001-11-05"
ALIKE = (BORN, "9 March 1967", SINCE, "5 November 2001")
WITH_DATES = {"post": "old", **A, "born": BORN, "service_from": SINCE}


def with_dates(present=None, **sections):
    return listed(WITH_DATES, {"post": "old", **B}, present=present, **sections)


def test_they_are_read_from_the_list_of_holders_and_change_no_cost(write, rates):
    scenario = load_scenario(write(with_dates()), rates)
    first, second = scenario.present[0].holders
    assert (first.born.isoformat(), first.service_from.isoformat()) == (BORN, SINCE)
    assert (second.born, second.service_from) == (None, None)
    without = listed({"post": "old", **A}, {"post": "old", **B})
    assert assess(write(with_dates()), rates).digest == assess(write(without), rates).digest


def test_a_file_of_holders_may_have_a_column_of_each(write, tmp_path, rates):
    rows = ["post,ref,point,fte,born,service_from", "old,A,24,1,09/03/1967,5 November 2001", "old,B,24,0.5,,"]
    (tmp_path / "people.csv").write_text("\n".join(rows), encoding="utf-8")
    first = load_scenario(write(listed() | {"holders": "people.csv"}), rates).present[0].holders[0]
    assert (first.born.isoformat(), first.service_from.isoformat()) == (BORN, SINCE)


def test_they_are_refused_beside_a_post_whose_list_others_may_read(write, rates):
    in_post = listed(present={"holders": [{**A, "born": BORN, "service_from": SINCE}, B]})
    in_post.pop("holders")
    told = {fault.where: fault.expected for fault in faults_of(write(in_post), rates)}
    assert len(told) == 2 and all("only in the list of holders" in expected for expected in told.values())


def test_a_birth_after_the_start_of_service_is_a_slip(write, rates):
    [fault] = faults_of(
        write(listed({"post": "old", **A, "born": SINCE, "service_from": BORN}, {"post": "old", **B})), rates
    )
    assert "a date of birth before the start of service" in fault.expected


@pytest.mark.parametrize(
    ("place", "value"),
    [
        ("holders.A.born", BORN),
        ("holders.A.service_from", SINCE),
        ("holders.C", {"post": "old", "point": 24, "born": BORN}),
        ("holders.C", f"{{post: old, point: 24, born: {BORN}}}"),
        ("present.old.holders", [{"ref": "A", "point": 24, "born": BORN}]),
    ],
)
def test_no_change_typed_elsewhere_writes_one(write, rates, place, value):
    """What is typed at a terminal or in a notebook is listed in the pack that it makes."""
    with pytest.raises(InputFaults, match="no such date in a change: write it in the list of holders"):
        assess(write(with_dates()), rates, {place: value})


def test_words_of_what_differs_say_that_one_changed_and_never_the_date(write, rates):
    draft = Draft.open(write(with_dates()), rates)
    draft.edit(("holders", 0, "born"), "1968-03-09")
    assert draft.differences == ["Holder A: born changed"]
    draft.edit(("holders", 0, "born"), None)
    assert draft.differences == ["Holder A: born removed"]


def test_a_draft_that_is_kept_has_none_and_has_them_again_when_it_is_taken_up(write, rates, tmp_path):
    draft = Draft.open(write(with_dates()), rates)
    draft.edit(("title",), "Another title")
    text = Kept.of_draft(draft, {}).as_json()
    assert not [date for date in ALIKE if date in text]
    (tmp_path / ".drafts").mkdir()
    file = tmp_path / ".drafts" / "scenario.0.json"
    file.write_text(text, encoding="utf-8")
    assert Kept.read(file).data == draft.data


def test_the_public_input_and_the_results_have_none(write, rates):
    found = assess(write(with_dates()), rates)
    public = public_input(found.scenario)
    for text in (public.model_dump_json(), found.results, json.dumps([check.finding for check in found.checks])):
        assert not [date for date in ALIKE if date in text]
