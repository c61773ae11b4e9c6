"""Two officers at one file: each sees that the other has saved, or is clearing it, and nothing of either is lost."""

import re

import pytest

from model.control.lock import CLEARED, alone_at
from model.desk.kept import found
from model.desk.opening import Desk
from tests.control.test_lock import SENTENCE, somebody_at_work
from tests.desk.desk_alone import NAME, Sent, desk_in, do, edit, tile

RATE = "on_costs.lgps.0.rate"


@pytest.fixture
def mine(tmp_path):
    return desk_in(tmp_path)


@pytest.fixture
def theirs(mine):
    desk = Desk(mine.folder, mine.packs)
    desk.page = Sent()
    desk.open(mine.folder / NAME)
    desk.handle({"panel": "page", "action": "ready", "asked": 1})
    return desk


def save(desk, author):
    do(desk, "save", "save", author=author)
    assert desk.saved == f"Saved as {NAME}.", desk.saved


def others(desk):
    with desk._lock:  # the desk also looks by itself; a look while that one goes on would see nothing
        desk._look_around()
    return desk.page.views["others"]


def grade(desk, row):
    return desk.draft.value(("present", row, "grade"))


def test_that_another_has_saved_is_seen_with_who_and_what_without_anything_being_done_here(mine, theirs):
    assert others(mine)["said"] == ""
    edit(theirs, 0, "grade", "42-44")
    save(theirs, "B. Officer (invented)")
    shown = others(mine)
    assert shown["said"].startswith(f"{NAME} was saved by B. Officer (invented), ") and shown["can"]
    assert [line for line in shown["changes"] if "42-44" in line]
    assert others(theirs)["said"] == "", "it is no news to the one who saved"


def test_theirs_are_taken_and_what_was_changed_here_is_kept_and_offered(mine, theirs):
    edit(mine, 1, "grade", "40-41")
    edit(theirs, 0, "grade", "42-44")
    save(theirs, "B")
    others(mine)
    do(mine, "others", "theirs")
    assert (grade(mine, 0), mine.draft.changed, others(mine)["said"]) == ("42-44", False, "")
    [kept] = found(mine.folder)[0]
    assert kept.data["present"][1]["grade"] == "40-41" and len(mine.page.views["offer"]["offered"]) == 1


def test_mine_is_kept_over_theirs_which_is_named_as_a_difference_and_stays_in_the_history(mine, theirs):
    edit(mine, 1, "grade", "40-41")
    edit(theirs, 0, "grade", "42-44")
    save(theirs, "B. Officer (invented)")
    others(mine)
    do(mine, "others", "mine")
    assert others(mine)["said"] == "" and grade(mine, 0) == "42-45#47"
    differences = mine.page.views["save"]["differences"]
    assert len(differences) == 2 and any("42-44" in line and "42-45" in line for line in differences)
    save(mine, "A. Officer (invented)")
    authors = [entry["author"] for entry in mine.draft.value(("history",))]
    assert authors[-2:] == ["B. Officer (invented)", "A. Officer (invented)"]
    text = (mine.folder / NAME).read_text(encoding="utf-8")
    assert "40-41" in text and "# The Barnet restructure" in text
    do(mine, "page", "undo")
    assert [entry["author"] for entry in mine.draft.value(("history",))] == authors, "no undo takes their entry back"


def test_a_copy_is_saved_beside_theirs_and_neither_is_lost(mine, theirs):
    edit(mine, 1, "grade", "40-41")
    edit(theirs, 0, "grade", "42-44")
    save(theirs, "B")
    name = others(mine)["copy"]
    do(mine, "save", "save_as", author="A", name=name)
    assert mine.saved == f"Saved as {name}." and others(mine)["said"] == ""
    assert "42-44" in (mine.folder / NAME).read_text(encoding="utf-8")


def test_a_file_that_is_gone_is_said_to_be_gone(mine):
    (mine.folder / NAME).unlink()
    shown = others(mine)
    assert (shown["said"], shown["can"]) == (f"{NAME} is no longer there.", False)


def test_while_another_clears_it_nothing_is_changed_here_and_a_copy_is_offered(mine):
    edit(mine, 1, "grade", "40-41")
    costs = tile(mine, "proposed")
    with somebody_at_work(mine.folder / NAME):
        shown = others(mine)["clearing"]
        assert re.search(SENTENCE.replace("scenario", NAME.removesuffix(".yaml")), shown), shown
        edit(mine, 0, "grade", "42-44")
        do(mine, "page", "undo")
        assert "was not done" in mine.notice and (grade(mine, 0), grade(mine, 1)) == ("42-45#47", "40-41")
        assert tile(mine, "proposed") == costs
        do(mine, "save", "save_as", author="A", name="in-a-copy.yaml")
        assert mine.draft.path.name == "in-a-copy.yaml" and others(mine)["clearing"] == ""
        edit(mine, 0, "grade", "42-44")
        assert grade(mine, 0) == "42-44"


def test_once_the_clearance_has_ended_it_can_be_changed_again(mine):
    with alone_at(mine.folder / NAME, CLEARED):
        assert others(mine)["clearing"]
    assert others(mine)["clearing"] == ""
    edit(mine, 0, "grade", "42-44")
    assert grade(mine, 0) == "42-44"


READ_ONLY = [
    ("sheets", "change", {"at": "present", "changes": [{"row": 0, "id": None, "key": "grade", "value": "42-44"}]}),
    ("assumptions", "edit", {"key": RATE, "value": "25%"}),
    ("facts", "edit", {"key": "title", "value": "Another"}),
    ("save", "save", {"author": "A"}),
    ("picker", "copy", {"name": "copied.yaml"}),
    ("clear", "start", {}),
    ("control", "start", {"report": "officer"}),
]


@pytest.mark.parametrize("view", ["clearer", "reader"])
def test_who_clears_and_who_reads_change_nothing_whatever_is_asked_of_the_desk(mine, view):
    before = {path.name: path.read_bytes() for path in mine.folder.iterdir() if path.is_file()}
    do(mine, "page", "view_as", view=view)
    for panel, action, given in READ_ONLY:
        do(mine, panel, action, **given)
        assert mine.page.views["page"]["notice"].startswith("\u26a0 That was not done."), (panel, action)
    assert not mine.draft.changed and not mine.run.going
    assert {path.name: path.read_bytes() for path in mine.folder.iterdir() if path.is_file()} == before
    do(mine, "results", "show", tab="checks")
    assert mine.page.views["results"]["tab"] == "checks"


def test_a_view_says_what_it_is_and_that_its_figures_are_not_saved(mine):
    edit(mine, 0, "grade", "42-44")
    do(mine, "page", "view_as", view="reader")
    shown = mine.page.views["page"]
    assert (shown["view"], shown["tabs"]) == ("reader", ())
    assert shown["view_said"] == (
        "You can read the results. Nothing can be changed. These figures include changes that are not saved."
    )
    do(mine, "page", "view_as", view="officer")
    do(mine, "page", "undo")
    assert not mine.draft.changed
