"""Nothing typed is lost: what is not saved is kept beside its scenario, offered on return, and gone when saved."""

import json
import os
import stat
import subprocess
import time
from pathlib import Path

import pytest

from model.desk.opening import Desk
from tests.desk.desk_alone import NAME, Sent, box, desk_in, do, edit, tile

RATE = "on_costs.lgps.0.rate"
OTHER = "example-two-funds.yaml"
PAGE = "a-page"


@pytest.fixture
def desk(tmp_path):
    return desk_in(tmp_path)


def another(desk, left=(), back=None, name=NAME):
    """A desk in a process of its own on the same folder: a page that is opened again, or another tab."""
    desk.keeper.now()
    new = Desk(desk.folder, desk.packs)
    new.page = Sent()
    new.open(desk.folder / name)
    new.handle({"panel": "page", "action": "ready", "asked": 1, "left": list(left), **({"back": back} if back else {})})
    return new


def kept(desk):
    desk.keeper.now()
    return sorted((desk.folder / ".drafts").glob("*.json"))


def wait_until(so, seconds=10):
    end = time.monotonic() + seconds
    while not so():
        assert time.monotonic() < end, "not in time"
        time.sleep(0.02)


def offers(desk):
    return desk.page.views["offer"]["offered"]


def typed(number, row, value, post=None, key="grade", scenario=None, side="present"):  # noqa: PLR0913  fixtures
    """What a page sends of something typed in a cell, and keeps until the kernel has kept it."""
    changes = [{"row": row, "id": post, "key": key, "value": value}]
    event = {"panel": "sheets", "action": "change", "at": side, "changes": changes}
    return event | {"typed": number, "session": PAGE, "asked": number + 1, "scenario": str(scenario)}


def test_a_draft_is_kept_beside_its_scenario_for_its_owner_alone_and_git_does_not_see_it(desk):
    subprocess.run(["git", "init", "-q", str(desk.folder)], check=True)
    before = git_sees(desk)
    edit(desk, 0, "grade", "42-44")
    [file] = kept(desk)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600 or os.name == "nt"
    assert git_sees(desk) == before and ".drafts" not in before


@pytest.mark.skipif(os.name == "nt", reason="Windows has rights of another kind")
def test_in_a_folder_that_several_share_each_has_drafts_there_which_nobody_else_reads_or_removes(desk, monkeypatch):
    desk.folder.chmod(0o2770)
    edit(desk, 0, "grade", "42-44")
    [file] = kept(desk)
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o3770, "all may write in it, and each remove what is theirs"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    (theirs := file.with_name("theirs.json")).write_text("{}", encoding="utf-8")
    read = Path.read_text

    def refused(path, *given, **named):
        if path == theirs:
            raise PermissionError(13, "Permission denied")
        return read(path, *given, **named)

    monkeypatch.setattr(Path, "read_text", refused)
    again = another(desk)
    assert len(offers(again)) == 1 and again.page.views["offer"]["unread"] == []


def git_sees(desk):
    asked = ["git", "-C", str(desk.folder), "status", "--porcelain", "--untracked-files=all"]
    return subprocess.run(asked, check=True, capture_output=True, text=True).stdout


def test_what_was_changed_and_refused_and_why_is_offered_on_return_and_taken_up_whole(desk):
    edit(desk, 0, "grade", "42-44")
    do(desk, "assumptions", "edit", key=RATE, value="20%", reason="The 2010 valuation (invented)")
    edit(desk, 1, "grade", "35-3x")
    again = another(desk)
    [offer] = offers(again)
    assert offer["said"].startswith("You have unsaved changes from ") and not offer["notes"]
    assert "Principal ICT Officer: grade 42-45#47 becomes 42-44" in offer["changes"]
    assert not again.draft.changed, "it is offered, not taken"
    do(again, "offer", "take_up", key=offer["key"])
    assert again.draft.data == desk.draft.data
    assert again.draft.value(("present", 1, "grade")) == "35-3x" and again.draft.stale
    assert box(again, "assumptions", RATE)["reason"] == "The 2010 valuation (invented)"
    assert again.draft.reasons_missing == [] and offers(again) == []
    [file] = kept(again)
    assert json.loads(file.read_text())["data"] == again.draft.data
    do(again, "page", "undo")
    assert not again.draft.changed


def test_a_draft_is_gone_when_it_is_saved_undone_or_thrown_away(desk):
    for end in (
        lambda: do(desk, "page", "undo"),
        lambda: do(desk, "save", "save", author="A"),
    ):
        edit(desk, 0, "grade", "42-44")
        assert len(kept(desk)) == 1
        end()
        assert kept(desk) == []
    edit(desk, 0, "grade", "42-43")
    again = another(desk)
    do(again, "offer", "throw_away", key=offers(again)[0]["key"])
    assert kept(again) == [] and offers(again) == [] and not again.draft.changed


def test_two_tabs_on_one_scenario_keep_both_drafts(desk):
    tab = another(desk)
    edit(desk, 0, "grade", "42-44")
    edit(tab, 1, "grade", "35-36")
    tab.keeper.now()
    third = another(desk)
    assert len(offers(third)) == 2
    grades = []
    for _ in range(2):
        do(third, "offer", "take_up", key=offers(third)[0]["key"])
        grades.append(tuple(third.draft.value(("present", n, "grade")) for n in (0, 1)))
    assert sorted(grades) == [("42-44", "35-38#41"), ("42-45#47", "35-36")]


def test_another_scenario_opened_keeps_the_changes_of_the_first_and_offers_them_on_return(desk):
    edit(desk, 0, "grade", "42-44")
    do(desk, "picker", "open", path=str(desk.folder / OTHER))
    assert "kept" in desk.page.views["page"]["notice"] and desk.draft.path.name == OTHER
    assert offers(desk)[0]["said"].startswith(f"You have unsaved changes to {NAME} from ")
    edit(desk, 0, "number", "3")
    do(desk, "picker", "open", path=str(desk.folder / NAME))
    here, there = offers(desk)
    assert OTHER in there["said"] and not desk.draft.changed
    do(desk, "offer", "take_up", key=here["key"])
    assert desk.draft.value(("present", 0, "grade")) == "42-44"
    do(desk, "offer", "take_up", key=offers(desk)[0]["key"])
    assert desk.draft.path.name == OTHER and desk.draft.value(("present", 0, "number")) == 3
    assert len(kept(desk)) == 2, "that of the first scenario is still there"


def test_a_draft_of_a_scenario_that_was_changed_since_is_never_saved_over_it(desk):
    edit(desk, 0, "grade", "42-44")
    desk.keeper.now()
    path = desk.folder / NAME
    path.write_text(path.read_text(encoding="utf-8") + "# changed by another\n", encoding="utf-8")
    again = another(desk)
    assert any("has changed since you began these changes" in note for note in offers(again)[0]["notes"])
    do(again, "offer", "take_up", key=offers(again)[0]["key"])
    do(again, "save", "save", author="A")
    assert again.page.views["save"]["failed"] and path.read_text(encoding="utf-8").endswith("# changed by another\n")
    assert len(kept(again)) == 1
    do(again, "save", "save_as", author="A", name="mine.yaml")
    assert again.page.views["save"]["outcome"] == "Saved as mine.yaml." and kept(again) == []


def test_where_no_draft_can_be_kept_the_page_says_so_and_the_work_goes_on(desk):
    (desk.folder / ".drafts").write_text("in the way", encoding="utf-8")
    before = tile(desk, "present")
    edit(desk, 0, "grade", "42-44")
    wait_until(lambda: "can't be kept" in desk.page.views["offer"]["trouble"])
    assert tile(desk, "present") != before
    assert desk.page.views["picker"]["loses"], "the page asks before another scenario is opened"
    do(desk, "save", "save", author="A")
    assert desk.page.views["save"]["outcome"] == f"Saved as {NAME}." and desk.page.views["offer"]["trouble"] == ""


def test_a_file_that_is_no_draft_is_told_and_left_where_it_is(desk):
    edit(desk, 0, "grade", "42-44")
    [file] = kept(desk)
    whole = file.read_text(encoding="utf-8")
    for text in (whole[:-9], "[]", "{}", '{"data": {}, "reasons": 1}', whole.replace(NAME, "../x.yaml"), "\x00"):
        file.write_text(text, encoding="utf-8")
        again = another(desk)
        assert offers(again) == [] and file.name in again.page.views["offer"]["unread"][0]
        assert file.read_text(encoding="utf-8") == text


def test_a_scenario_that_is_gone_leaves_its_draft(desk):
    do(desk, "picker", "copy", name="mine.yaml")
    edit(desk, 0, "grade", "42-44")
    desk.keeper.now()
    (desk.folder / "mine.yaml").unlink()
    again = another(desk)
    assert not offers(again)[0]["can"] and "no longer there" in offers(again)[0]["notes"][0] and len(kept(again)) == 1


def test_what_a_browser_kept_comes_after_what_its_kernel_kept(desk):
    path = desk.folder / NAME
    desk.handle(typed(1, 0, "42-44", "principal", scenario=path))
    lost = [typed(1, 0, "42-44", scenario=path), typed(2, 1, "35-36", "senior", scenario=path)]
    again = another(desk, [{"session": PAGE, "when": 0, "typed": lost}])
    [offer] = offers(again)
    assert offer["changes"] == ["Principal ICT Officer: grade 42-45#47 becomes 42-44", "Grade of senior: 35-36"]
    do(again, "offer", "take_up", key=offer["key"])
    assert [again.draft.value(("present", n, "grade")) for n in (0, 1)] == ["42-44", "35-36"]
    assert again.page.views["offer"]["forget"] == [PAGE] and offers(again) == []


def test_what_a_browser_alone_kept_is_offered_too(desk):
    """The kernel died before it kept anything."""
    lost = [typed(1, 0, "42-44", "principal", scenario=desk.folder / NAME)]
    again = another(desk, [{"session": PAGE, "when": 1_795_878_600_000, "typed": lost}])
    [offer] = offers(again)
    do(again, "offer", "take_up", key=offer["key"])
    assert again.draft.value(("present", 0, "grade")) == "42-44"


def test_a_page_that_reconnects_has_its_scenario_and_its_changes_at_once(desk):
    do(desk, "picker", "open", path=str(desk.folder / OTHER))
    lost = [typed(1, 0, "3", key="number", scenario=desk.folder / OTHER)]
    back = {"session": PAGE, "scenario": str(desk.folder / OTHER)}
    again = another(desk, [{"session": PAGE, "when": 0, "typed": lost}], back)
    assert again.draft.path.name == OTHER and again.draft.value(("present", 0, "number")) == 3
    assert "taken up" in again.page.views["page"]["notice"]
    assert another(desk, back=back).draft.path.name == OTHER, "also where nothing was changed"


def test_no_browser_can_have_done_again_what_is_not_typed(desk):
    done = {"panel": "save", "action": "save", "author": "A", "typed": 1, "scenario": str(desk.folder / NAME)}
    again = another(desk, [{"session": PAGE, "when": 0, "typed": [done, typed(2, 0, "1-2", scenario="/etc/x.yaml")]}])
    assert offers(again) == []


def test_what_is_sent_twice_is_done_once_and_after_a_gap_nothing_is_done(desk):
    event = {"panel": "sheets", "action": "add", "at": "present", "rows": [{"row": 0}], "session": PAGE, "asked": 3}
    for number in (1, 1, 3):
        desk.handle(event | {"typed": number})
    assert len(desk.draft.posts("present")) == 8 and desk.typed == {PAGE: 1}
    desk.handle(event | {"typed": 2})
    assert len(desk.draft.posts("present")) == 9


def test_what_was_typed_for_a_post_that_moved_or_went_never_goes_to_another(desk):
    def typed_in(post, value):
        changes = [{"row": 0, "id": post, "key": "grade", "value": value}]
        do(desk, "sheets", "change", at="present", changes=changes)

    do(desk, "sheets", "move", at="present", rows=[{"row": 0, "id": "principal"}], to=2)
    typed_in("principal", "42-44")
    assert desk.draft.value(("present", 2, "grade")) == "42-44"
    before = desk.draft.data
    typed_in("gone", "1-2")
    assert desk.draft.data is before and "'1-2' was not entered" in desk.page.views["page"]["notice"]


@pytest.mark.long
def test_a_price_that_was_emptied_keeps_its_box(desk):
    do(desk, "picker", "open", path=str(desk.folder / "barnet-schools-ict-prices.yaml"))
    keys = [field["key"] for group in desk.page.views["customers"]["groups"] for field in group["fields"]]
    for key in keys:
        do(desk, "customers", "edit", key=key, value="")
        assert box(desk, "customers", key)["value"] == ""
    assert keys == [field["key"] for group in desk.page.views["customers"]["groups"] for field in group["fields"]]


def test_a_cell_shows_what_the_figures_rest_on_where_what_was_typed_says_the_same(desk):
    """A number left out is 1: emptied, the cell says 1 again."""
    desk.page.views.pop("sheets")
    edit(desk, 0, "number", "")
    assert desk.page.views["sheets"]["present"]["rows"][0]["cells"]["number"] == "1"


def test_a_scenario_that_cannot_be_opened_leaves_the_one_that_is_open(desk):
    (desk.folder / "no.yaml").write_text("title: [", encoding="utf-8")
    edit(desk, 0, "grade", "42-44")
    desk.page.views.pop("picker")
    do(desk, "picker", "open", path=str(desk.folder / "no.yaml"))
    assert "no.yaml can't be opened" in desk.page.views["page"]["notice"]
    assert desk.page.views["picker"]["open"] == str(desk.folder / NAME) and desk.draft.changed
