"""The panels of the desk without a browser: what the page is sent, and what is done with what it sends back."""

import re

import pytest

from model.base.money import pounds
from model.desk.panels.results import in_thousands
from tests.desk.desk_alone import NAME, box, desk_in, do, edit, tile


@pytest.fixture
def desk(tmp_path):
    return desk_in(tmp_path)


def cell(desk, row, label, at="present"):
    """The text of a cell, by the heading of its column."""
    sheet = desk.page.views["sheets"][at]
    key = next(column["key"] for column in sheet["columns"] if column["label"] == label)
    return sheet["rows"][row]["cells"].get(key, "")


def test_an_event_is_answered_with_the_figures_and_when_the_page_asks_with_the_checks_and_only_what_changed(desk):
    desk.page.answered.clear()
    edit(desk, 0, "grade", "42-44")
    (whole, first, figures), (whole_now, last, checks) = desk.page.answered
    assert (whole, whole_now) == (False, True)
    assert (first, last) == (2, 2)
    assert {"tiles", "results", "sheets"} <= figures
    assert "customers" not in figures
    assert {"said", "worked_out"} <= checks <= {"checks", "said", "worked_out", "facts", "begin"}


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


def test_a_cell_emptied_takes_the_key_away_and_undo_brings_it_back(desk):
    edit(desk, 2, "number", "")
    assert "number" not in desk.draft.value(("present", 2))
    do(desk, "page", "undo")
    assert cell(desk, 2, "Number of posts") == "2"


@pytest.mark.parametrize(
    "typed, written",
    [
        ("General Fund", [{"fund": "General Fund", "share": "100%"}]),
        ("General Fund 60%; Grant 40%", [{"fund": "General Fund", "share": "60%"}, {"fund": "Grant", "share": "40%"}]),
        ("", None),
    ],
)
def test_funds_are_typed_in_one_cell(desk, typed, written):
    edit(desk, 0, "funds", typed)
    assert desk.draft.value(("present", 0, "funds")) == written
    assert desk.draft.faults == ()


def test_a_holders_point_is_typed_in_one_cell(desk):
    edit(desk, 0, "holders", "43")
    assert desk.draft.value(("present", 0, "holders", 0, "point")) == 43
    assert cell(desk, 0, "Holder's point") == "43"


def test_a_held_post_deleted_shows_the_check_that_blocks_though_no_one_off_cost_is_stated(desk):
    do(desk, "picker", "open", path=str(desk.folder / "barnet-schools-ict-actual.yaml"))
    row = next(n for n, post in enumerate(desk.draft.posts("present")) if post.get("holders"))
    edit(desk, row, "to", "")
    edit(desk, row, "fate", "deleted")
    assert any("is neither under leavers" in line for line in desk.page.views["checks"]["failing"])


def test_a_destination_is_typed_by_title_and_leaving_clears_it(desk):
    edit(desk, 3, "to", "ict hardware engineer")
    assert desk.draft.value(("present", 3, "to")) == "hardware-engineer"
    edit(desk, 0, "to", "ICT Senior Officer; senior-engineer")
    assert desk.draft.value(("present", 0, "to")) == ["senior-officer", "senior-engineer"]
    edit(desk, 2, "fate", "deleted")
    assert desk.draft.value(("present", 2, "to")) is None and not desk.draft.faults_at.get(("present", 2, "to"))
    edit(desk, 2, "fate", "Assimilated")
    edit(desk, 2, "to", "Some Other Post")
    [fault] = desk.draft.faults_at["present", 2, "to"]
    assert fault.found == "'Some Other Post'"


def test_dates_are_typed_as_people_write_them(desk):
    for typed in ("01/01/2011", "1 January 2011", "1 Jan 2011", "2011-01-01"):
        edit(desk, 0, "from", typed, side="proposed")
        assert desk.draft.faults == () and desk.draft.assessment.scenario.proposed[0].from_.isoformat() == "2011-01-01"
    edit(desk, 0, "from", "01/31/2011", side="proposed")
    assert desk.draft.stale


def test_an_fte_is_typed_as_a_percentage_too(desk):
    edit(desk, 0, "fte", "60%")
    assert desk.draft.value(("present", 0, "fte")) == 0.6 and not desk.draft.stale
    edit(desk, 0, "fte", "160%")
    assert desk.draft.stale


def test_the_income_that_meets_the_cost_follows_the_posts_on_the_page(desk):
    do(desk, "results", "show", tab="income")
    before = desk.page.views["results"]["blocks"][0]["headline"]
    edit(desk, 0, "grade", "42-45", side="proposed")
    chart = desk.page.views["results"]["blocks"][0]
    assert chart["headline"] != before
    [rise] = re.findall(r"£[\d.]+ more", tile(desk, "net", "note"))
    assert chart["headline"].startswith(rise)


def test_two_scenarios_are_compared_from_the_one_chosen_to_the_one_open(desk):
    """The open one is a change of the one ticked: what is more in it is more."""
    before = desk.draft.assessment.costed.amount("proposed", "top", desk.draft.assessment.costed.year_of_change)
    other = desk.folder / "other.yaml"
    other.write_bytes(desk.draft.path.read_bytes())
    edit(desk, 0, "grade", "42-46", side="proposed")
    after = desk.draft.assessment.costed.amount("proposed", "top", desk.draft.assessment.costed.year_of_change)
    do(desk, "results", "show", tab="compare")
    do(desk, "results", "compare", paths=[str(other)])
    blocks = {block["key"]: block for block in desk.page.views["results"]["blocks"]}
    table = blocks["comparison"]
    row = next(row for row in table["rows"] if row[0].startswith("Proposed"))
    assert after > before and row[-1].startswith("+") and row[-3:-1] == [pounds(before), pounds(after)]
    assert any("39-42 becomes 42-46" in line for line in blocks["differs This scenario"]["items"])


def test_a_fault_stands_in_its_cell_and_the_old_figures_stay(desk):
    before = tile(desk, "present")
    edit(desk, 0, "fte", "2")
    row = desk.page.views["sheets"]["present"]["rows"][0]
    assert list(row["faults"]) == ["fte"]
    assert row["faults"]["fte"][0].startswith("FTE: found 2")
    assert desk.page.views["tiles"]["stale"] is True
    assert tile(desk, "present") == before
    assert desk.page.views["said"]["said"] == desk.draft.why_stale


RATE, STEP = "on_costs.lgps.0.rate", "customers.price_step"


def test_nothing_is_saved_until_every_changed_assumption_has_its_reason(desk):
    before = (desk.folder / NAME).read_bytes()
    do(desk, "assumptions", "edit", key=RATE, value="20%")
    do(desk, "customers", "edit", key=STEP, value="5", reason="Prices are quoted in fives (invented)")
    assert box(desk, "assumptions", RATE)["no_reason"] == "", "not before it was to be saved"
    do(desk, "save", "save_as", author="A. Officer (invented)", name="with-reason.yaml")
    shown = desk.page.views["save"]
    assert shown["failed"] and "LGPS 1 April 2010: rate 24.8% becomes 20%" in shown["outcome"]
    assert "price step" not in shown["outcome"], "its reason was given"
    assert not (desk.folder / "with-reason.yaml").exists() and (desk.folder / NAME).read_bytes() == before
    assert [one["key"] for one in shown["missing"]] == [RATE]
    assert box(desk, "assumptions", RATE)["no_reason"].startswith("Say why")
    assert box(desk, "customers", STEP)["no_reason"] == ""
    do(desk, "assumptions", "edit", key=RATE, value="20%", reason="The 2010 valuation (invented)")
    assert box(desk, "assumptions", RATE)["no_reason"] == "" and desk.page.views["save"]["missing"] == []
    do(desk, "save", "save_as", author="A. Officer (invented)", name="with-reason.yaml")
    saved = (desk.folder / "with-reason.yaml").read_text(encoding="utf-8")
    assert "The 2010 valuation (invented)" in saved and "Prices are quoted in fives (invented)" in saved
    assert desk.page.views["save"]["differences"] == [] and not desk.page.views["save"]["failed"]


def test_a_reason_can_be_given_where_it_is_saved_and_then_stands_in_its_box_too(desk):
    do(desk, "assumptions", "edit", key=RATE, value="20%")
    do(desk, "save", "reason", key=RATE, reason="The 2010 valuation (invented)")
    assert desk.page.views["save"]["missing"] == []
    assert box(desk, "assumptions", RATE)["reason"] == "The 2010 valuation (invented)"


def test_a_fact_asks_for_no_reason(desk):
    do(desk, "assumptions", "edit", key="dates.implementation", value="2011-01-01")
    assert box(desk, "assumptions", "dates.implementation")["changed"] is False
    do(desk, "save", "save", author="A", name=NAME)
    assert desk.page.views["save"]["outcome"] == f"Saved as {NAME}."


def test_a_copy_takes_no_unsaved_change_with_it_past_the_record_of_who_and_why(desk):
    do(desk, "assumptions", "edit", key=RATE, value="20%")
    do(desk, "picker", "copy", name="mine.yaml")
    assert not (desk.folder / "mine.yaml").exists()
    assert "not saved" in desk.page.views["page"]["notice"]
    do(desk, "page", "undo")
    assert desk.page.views["page"]["notice"] == ""


def test_nothing_is_saved_without_a_name_nor_over_another_scenario_nor_outside_the_folder(desk):
    edit(desk, 0, "grade", "42-44")
    files = {path: path.read_bytes() for path in desk.folder.glob("*.yaml")}
    do(desk, "save", "save", author="")
    assert desk.page.views["save"]["failed"]
    for author, name in (("", "mine.yaml"), ("A", "../escaped.yaml"), ("A", "a.txt"), ("A", "mine.control.yaml")):
        do(desk, "save", "save_as", author=author, name=name)
        assert desk.page.views["save"]["failed"], (author, name)
    do(desk, "save", "save_as", author="A", name="example-two-funds.yaml")
    assert desk.page.views["save"]["asks"]["said"].startswith("example-two-funds.yaml is already there")
    assert {path: path.read_bytes() for path in desk.folder.glob("*.yaml")} == files
    assert not (desk.folder.parent / "escaped.yaml").exists()


def test_anothers_change_is_never_written_over(desk):
    edit(desk, 0, "grade", "42-44")
    path = desk.folder / NAME
    path.write_text(path.read_text(encoding="utf-8") + "# changed by another\n", encoding="utf-8")
    do(desk, "save", "save", author="A", name=NAME)
    assert desk.page.views["save"]["failed"]
    assert path.read_text(encoding="utf-8").endswith("# changed by another\n")


def test_a_copy_opens_and_scenarios_are_compared_in_pounds_and_in_words(desk):
    do(desk, "picker", "copy", name="mine.yaml")
    assert desk.draft.path == desk.folder / "mine.yaml"
    edit(desk, 0, "grade", "42-44")
    do(desk, "results", "show", tab="compare")
    do(desk, "results", "compare", paths=[str(desk.folder / NAME)])
    kinds = [block["kind"] for block in desk.page.views["results"]["blocks"]]
    assert kinds == ["choose", "table", "chart", "words"]
    assert any("grade" in item for item in desk.page.views["results"]["blocks"][3]["items"])


def test_many_scenarios_are_compared_at_once_with_the_one_chosen(desk):
    others = [desk.folder / name for name in ("barnet-schools-ict-as-published.yaml", "barnet-schools-ict-prices.yaml")]
    edit(desk, 0, "grade", "42-46", side="proposed")
    do(desk, "results", "show", tab="compare")
    do(desk, "results", "compare", paths=[*map(str, others)], baseline="This scenario")
    choice, table, chart, *words = desk.page.views["results"]["blocks"]
    names = ["barnet-schools-ict-as-published", "barnet-schools-ict-prices", "This scenario"]
    assert [name for _, name in choice["baselines"]] == names and choice["baseline"] == "This scenario"
    heads = [column["name"] for column in table["columns"]]
    assert heads[3:] == [*names, f"{names[0]} less This scenario", f"{names[1]} less This scenario"]
    assert [row[0] for row in chart["table"]["rows"]] == names
    assert [block["title"] for block in words] == [f"What differs in {name}" for name in names[:2]]
    assert all(any("42-46 becomes 39-42" in line for line in block["items"]) for block in words)


def test_where_a_post_goes_is_told_by_title(desk):
    assert desk.draft.value(("present", 0, "to")) == ["assistant-manager", "senior-officer"]
    assert cell(desk, 0, "Goes to") == "ICT Assistant Manager; ICT Senior Officer"
    edit(desk, 0, "to", "nowhere")
    assert cell(desk, 0, "Goes to") == "nowhere"
    edit(desk, 2, "title", "ICT Senior Officer", side="proposed")  # two posts have that title now
    assert cell(desk, 1, "Goes to") == "ICT Assistant Manager; senior-officer"


def test_a_budget_among_the_differences_is_in_pounds(desk):
    do(desk, "picker", "copy", name="mine.yaml")
    desk.draft.edit(("proposed", 0, "budget"), "250000")
    assert any("budget £250,000" in line for line in desk.page.views["save"]["differences"])


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
