"""The page of the desk without a browser: what it is sent, and what is done with what it sends back."""

import re

import pytest

from model.desk.panels.results import in_thousands
from tests.desk.desk_alone import desk_in, do, edit, tile


@pytest.fixture
def desk(tmp_path):
    return desk_in(tmp_path)


def test_an_event_is_answered_with_the_figures_and_when_the_page_asks_with_the_checks_and_only_what_changed(desk):
    desk.page.answered.clear()
    edit(desk, 0, "grade", "42-44")
    (whole, first, figures), (whole_now, last, checks) = desk.page.answered
    assert (whole, whole_now) == (False, True)
    assert (first, last) == (2, 2)
    assert {"tiles", "results", "sheets"} <= figures
    assert "customers" not in figures
    assert {"said", "worked_out"} <= checks <= {"checks", "beside", "said", "worked_out", "facts", "begin", "save"}


def test_opening_the_page_again_shows_everything_with_the_figures_before_what_draws_them(desk):
    desk.page.views.clear()
    desk.page.answered.clear()
    do(desk, "page", "ready")
    assert set(desk.page.views) == set(desk.views())
    (_, asks_nothing, figures), drawing, (whole, asked, checks) = desk.page.answered
    assert drawing == "plotly" and "tiles" in figures and "checks" in checks
    assert (asks_nothing, whole, asked) == (None, True, 2)


def test_edits_that_come_before_the_page_has_asked_are_all_answered_with_the_checks_as_they_now_stand(desk):
    event = {"panel": "sheets", "action": "change", "at": "present"}
    for asked, grade in ((5, "42-44"), (6, "40-41")):
        changes = [{"row": 0, "id": "principal", "key": "grade", "value": grade}]
        desk.handle(event | {"changes": changes, "asked": asked})
    desk.page.answered.clear()
    for asked in (5, 6):
        desk.handle({"panel": "page", "action": "checks", "asked": asked})
    assert [(whole, asked) for whole, asked, _ in desk.page.answered] == [(True, 5), (True, 6)]
    assert tile(desk, "proposed") in desk.page.views["said"]["said"]
    assert desk.page.answered[-1][-1] == set(), "nothing has changed since the first of them"


def test_what_the_page_was_not_asked_for_leaves_nothing_waiting_for_checks(desk):
    desk.page.answered.clear()
    desk.run.step, desk.run.said, desk.run.going = 1, "Costing the scenario", True
    desk.refresh()
    assert desk.page.views["clear"]["said"] == "Costing the scenario"
    assert [(whole, asked) for whole, asked, _ in desk.page.answered] == [(False, None), (True, None)]


def test_the_income_that_meets_the_cost_follows_the_posts_on_the_page(desk):
    do(desk, "results", "show", tab="income")
    before = desk.page.views["results"]["blocks"][0]["headline"]
    edit(desk, 0, "grade", "42-45", side="proposed")
    chart = desk.page.views["results"]["blocks"][0]
    assert chart["headline"] != before
    [rise] = re.findall(r"£[\d.]+ more", tile(desk, "net", "note"))
    assert chart["headline"].startswith(rise)


def test_tiles_that_miss_each_other_by_a_pound_say_so(desk):
    rounded = "Each figure is rounded by itself, so the change is £1 "
    seen = set()
    for row in (0, 1, 2, 5):
        edit(desk, row, "grade", "40-42")
    for grade in ("28-30", "31-33"):
        edit(desk, 0, "grade", grade, side="proposed")
        present, proposed, change = (
            int(re.sub(r"[^\d-]", "", tile(desk, key).replace("\u2212", "-")))
            for key in ("present", "proposed", "full_year")
        )
        misses = change != proposed - present
        assert (rounded in desk.page.views["beside"]["said"]) == misses
        seen.add(misses)
    assert seen == {True, False}


def test_a_fault_stands_in_its_cell_and_the_old_figures_stay(desk):
    before = tile(desk, "present")
    edit(desk, 0, "fte", "2")
    row = desk.page.views["sheets"]["present"]["rows"][0]
    assert list(row["faults"]) == ["fte"]
    assert row["faults"]["fte"][0].startswith("FTE: found 2")
    assert desk.page.views["tiles"]["stale"] is True
    assert tile(desk, "present") == before
    assert desk.page.views["said"]["said"] == desk.draft.why_stale


def test_the_desk_never_says_cleared_and_says_what_only_clear_checks(desk):
    """What build_pack adds to an assessment's checks: the notebook, the public pack, the record, the control sheet."""
    note = desk.page.views["checks"]["note"]
    assert note.startswith("4 disclosed.") and "public pack" in note and "control sheet" in note
    do(desk, "results", "show", tab="checks")
    verdict = desk.page.views["results"]["blocks"][0]["verdict"]
    assert verdict.startswith("No check here blocks clearance; 4 disclosed.")
    for what in ("notebook", "public pack", "exempt", "control sheet"):
        assert what in verdict, what


def test_a_list_is_matched_counted_and_refused_row_by_row_before_it_is_taken(desk):
    text = "Job title,Pay scale,Headcount,WTE,Employee name\nOfficer,22-23,2,1,Somebody\nManager,4x-2,1,0.5,\n"
    event = {"panel": "list", "action": "read", "name": "posts.csv", "side": "present", "asked": 3}
    desk.handle(event, [memoryview(text.encode())])
    shown = desk.page.views["list"]
    assert [column["heading"] for column in shown["columns"][:4]] == ["Job title", "Pay scale", "Headcount", "WTE"]
    assert "Employee name" not in shown["headings"]
    assert "3 posts (2.50 FTE)" in shown["summary"] and "2 posts (2.00 FTE)" in shown["summary"]
    assert [row[:2] for row in shown["refused"]["rows"]] == [["3", "Manager"]]
    do(desk, "list", "take")
    assert [post["title"] for post in desk.draft.posts("present")] == ["Officer"]
    do(desk, "page", "undo")
    assert len(desk.draft.posts("present")) == 7


@pytest.mark.parametrize(
    "pounds, thousands",
    [("£444,090", "£444.1k"), ("−£1,250 a year", "−£1.3k a year"), ("+£999", "+£999"), ("£1,139.91", "£1,139.91")],
)
def test_thousands_are_of_whole_pounds_only_and_prices_keep_their_pence(pounds, thousands):
    assert in_thousands([pounds]) == [thousands]
