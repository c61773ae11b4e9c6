"""Nothing typed in the control sheet is lost: what is not in its file is kept, offered on return and laid over it."""

import json

import pytest

from model.control.log import log_path
from model.control.sheet import control_path, read_sheet
from model.desk.opening import Desk
from tests.desk.desk_alone import Sent, desk_in, do
from tests.desk.test_desk_control import NAME, box, shown, type_in

PAGE = "a-page"
SOLICITOR, ANALYST = "C. Solicitor (invented)", "A. Officer (invented)"


@pytest.fixture
def desk(tmp_path):
    """A desk on a scenario with a control sheet in which a name was typed that waits for its day."""
    desk = desk_in(tmp_path)
    path = desk.folder / NAME
    do(desk, "picker", "open", path=str(path))
    do(desk, "control", "look")
    do(desk, "control", "start", report="officer")
    type_in(desk, "rows.5.name", SOLICITOR)
    return desk


def sheet_file(desk):
    return control_path(desk.folder / NAME)


def again(desk, typed=(), back=False):
    """A desk in a process of its own on the same folder, after the kernel of the first has died."""
    desk.keeper.now()
    new = Desk(desk.folder, desk.packs)
    new.page = Sent()
    new.open(desk.folder / NAME)
    left = [{"session": PAGE, "when": 0, "typed": list(typed)}] if typed else []
    back_to = {"back": {"session": PAGE, "scenario": str(desk.folder / NAME)}} if back else {}
    new.handle({"panel": "page", "action": "ready", "asked": 1, "left": left, **back_to})
    return new


def take_up(desk):
    do(desk, "offer", "take_up", key=desk.page.views["offer"]["offered"][0]["key"])
    do(desk, "control", "look")


def kept(desk):
    desk.keeper.now()
    return list((desk.folder / ".drafts").glob("*.json"))


def typed(desk, number, action, **given):
    """What a page keeps of something done in the sheet until the kernel has kept it."""
    event = {"panel": "control", "action": action, "typed": number, "session": PAGE, "asked": number + 1}
    return event | {"scenario": str(desk.folder / NAME), **given}


def test_a_name_without_its_day_is_kept_when_the_kernel_dies_and_offered_in_words(desk):
    [file] = kept(desk)
    assert json.loads(file.read_text(encoding="utf-8"))["data"] is None, "the scenario is as its file says it"
    new = again(desk)
    [offer] = new.page.views["offer"]["offered"]
    assert offer["changes"] == [f"Control sheet, row 6, Name: {SOLICITOR}"]
    take_up(new)
    assert box(new, "rows.5.name")["value"] == SOLICITOR and box(new, "rows.5.date")["faults"]
    assert shown(new)["form"]["unsaved"]["said"].endswith(f"row 6, Name: {SOLICITOR}") and not new.draft.changed
    assert len(kept(new)) == 1
    type_in(new, "rows.5.date", "5 January 2010")
    assert read_sheet(sheet_file(desk))[0].rows[5].name == SOLICITOR
    assert kept(new) == [] and shown(new)["form"]["unsaved"] == {"said": "", "can": False}


def test_what_waits_to_be_mended_is_taken_back_by_undo_and_then_nothing_is_kept(desk):
    assert shown(desk)["form"]["undo"]
    do(desk, "control", "undo")
    assert kept(desk) == [] and box(desk, "rows.5.name")["value"] == ""


def test_it_is_laid_over_a_sheet_that_another_changed_and_theirs_stays(desk):
    """They put row 6 last and named the approver; the name typed for row 6 finds it there."""
    rows = [*range(1, 6), *range(7, 15), 6]
    sheet, _ = read_sheet(sheet_file(desk))
    assert [row.row for row in sheet.rows] == list(range(1, 15))
    new = again(desk)
    do(new, "control", "look")
    for place in range(5, 13):
        do(new, "control", "move_row", place=place, row=6, by=1)
    type_in(new, "roles.approver", "D. Head (invented)")
    take_up(new)
    form = shown(new)["form"]
    assert [row["number"] for row in form["rows"]] == rows
    assert (
        box(new, "rows.13.name")["value"] == SOLICITOR and box(new, "roles.approver")["value"] == "D. Head (invented)"
    )


def test_it_stays_while_it_is_typed_though_another_changes_the_file(desk):
    theirs = sheet_file(desk).read_text(encoding="utf-8").replace("  analyst:", f"  analyst: {ANALYST}")
    sheet_file(desk).write_text(theirs, encoding="utf-8")
    desk.refresh()
    assert box(desk, "rows.5.name")["value"] == SOLICITOR and box(desk, "roles.analyst")["value"] == ANALYST
    assert sheet_file(desk).read_text(encoding="utf-8") == theirs


def test_what_is_refused_since_another_changed_the_file_is_shown_and_saved_when_it_is_wanted(desk):
    do(desk, "control", "undo")
    theirs = sheet_file(desk).read_text(encoding="utf-8").replace("  approver:", "  approver: D. Head (invented)")
    sheet_file(desk).write_text(theirs, encoding="utf-8")
    type_in(desk, "roles.analyst", ANALYST)
    unsaved = shown(desk)["form"]["unsaved"]
    assert unsaved["can"] and unsaved["said"].endswith(f"Control sheet, Analyst: {ANALYST}")
    assert sheet_file(desk).read_text(encoding="utf-8") == theirs
    do(desk, "control", "save")
    roles = read_sheet(sheet_file(desk))[0].roles
    assert (roles.analyst, roles.approver) == (ANALYST, "D. Head (invented)") and kept(desk) == []


def test_a_sheet_that_is_gone_leaves_what_was_typed_waiting_until_there_is_one(desk):
    sheet_file(desk).unlink()
    new = again(desk)
    take_up(new)
    assert shown(new)["form"] is None and len(kept(new)) == 1
    do(new, "control", "start", report="officer")
    assert box(new, "rows.5.name")["value"] == SOLICITOR


def test_saved_as_another_scenario_what_was_typed_stays_with_the_sheet_of_the_first(desk):
    do(desk, "save", "save_as", author="A", name="mine.yaml")
    assert desk.draft.path.name == "mine.yaml" and not control_path(desk.draft.path).exists()
    take_up(desk)
    assert desk.draft.path.name == NAME and box(desk, "rows.5.name")["value"] == SOLICITOR


def test_what_a_browser_alone_kept_of_the_sheet_is_taken_up_at_once_on_reconnecting(desk):
    """The kernel died before it heard the last two things; the first of them it had kept."""
    desk.handle(typed(desk, 1, "edit", key="rows.5.name", row=6, value="C."))
    lost = [
        typed(desk, 1, "edit", key="rows.5.name", row=6, value="C."),
        typed(desk, 2, "edit", key="rows.5.name", row=6, value=SOLICITOR),
        typed(desk, 3, "add_row"),
    ]
    new = again(desk, lost, back=True)
    do(new, "control", "look")
    assert box(new, "rows.5.name")["value"] == SOLICITOR and shown(new)["form"]["rows"][-1]["number"] == 15


def test_what_was_done_and_saved_already_is_not_done_to_another_row(desk):
    do(desk, "control", "undo")
    done = [typed(desk, 1, "remove_row", place=0, row=1), typed(desk, 2, "edit", key="rows.0.what", row=1, value="No.")]
    desk.handle(done[0])
    before = sheet_file(desk).read_bytes()
    new = again(desk, done)
    do(new, "offer", "take_up", key=PAGE)
    assert sheet_file(desk).read_bytes() == before and "because its place is gone" in new.page.views["page"]["notice"]


def test_no_browser_can_have_a_row_signed_again(desk):
    signed = typed(desk, 1, "sign", row="6", name=SOLICITOR, day="2010-01-05")
    assert not any("sign" in str(one) for one in again(desk, [signed]).offered[1:])
    assert not log_path(desk.folder / NAME).exists()
