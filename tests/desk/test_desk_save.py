"""Save writes the file that is open, Save as another; what would be written over is asked about."""

import pytest

from tests.desk.desk_alone import NAME, desk_in, do, edit

OTHER = "example-two-funds.yaml"


@pytest.fixture
def desk(tmp_path):
    desk = desk_in(tmp_path)
    edit(desk, 0, "grade", "42-44")
    return desk


def files(desk):
    return {path.name: path.read_bytes() for path in desk.folder.glob("*.yaml")}


def shown(desk):
    return desk.page.views["save"]


def test_a_refused_name_and_missing_initials_write_nothing_and_the_next_save_asks_which_file_is_meant(desk):
    """What happened: a bad name was refused, the name became the original's again, and Save wrote over the original."""
    before = files(desk)
    do(desk, "save", "save_as", author="A", name="my copy.yaml")
    assert shown(desk)["failed"] and "'my copy.yaml' can't be a scenario's name" in shown(desk)["outcome"]
    do(desk, "save", "save_as", author=" ", name="my-copy.yaml")
    assert shown(desk)["failed"] and "initials" in shown(desk)["outcome"]
    for name in ("my-copy.yaml", "my copy.yaml"):
        do(desk, "save", "save", author="A", name=name)
        assert shown(desk)["asks"]["yes"] == f"Write over {NAME}"
    do(desk, "save", "leave")
    assert shown(desk)["asks"] is None and files(desk) == before
    do(desk, "save", "save", author="A", name="my-copy.yaml", sure=True)
    assert shown(desk)["outcome"] == f"Saved as {NAME}." and files(desk)[NAME] != before[NAME]


def test_a_name_without_its_ending_is_told_the_nearest(desk):
    do(desk, "save", "save_as", author="A", name="my-copy")
    assert shown(desk)["outcome"].endswith("Did you mean my-copy.yaml?")


def test_save_as_over_another_file_asks_and_replaces_just_the_file_that_was_asked_about(desk):
    before = files(desk)
    do(desk, "save", "save_as", author="A", name=OTHER)
    asks = shown(desk)["asks"]
    assert asks["said"].startswith(f"{OTHER} is already there: ") and files(desk) == before
    other = desk.folder / OTHER
    other.write_bytes(before[OTHER] + b"# changed by another meanwhile\n")
    answer = {key: asks[key] for key in ("name", "over")}
    do(desk, "save", "save_as", author="A", **answer)
    assert shown(desk)["asks"]["over"] != asks["over"], "asked again: it is another file now"
    assert other.read_bytes().endswith(b"meanwhile\n")
    do(desk, "save", "save_as", author="A", name=OTHER, over=shown(desk)["asks"]["over"])
    assert shown(desk)["outcome"] == f"Saved as {OTHER}." and desk.draft.path == other
    assert files(desk)[NAME] == before[NAME]


def test_the_file_opened_first_is_another_file_once_it_is_saved_under_a_new_name(desk):
    before = files(desk)[NAME]
    do(desk, "save", "save_as", author="A", name="mine.yaml")
    edit(desk, 0, "grade", "42-43")
    do(desk, "save", "save_as", author="A", name=NAME)
    assert shown(desk)["asks"]["yes"] == f"Replace {NAME}" and files(desk)[NAME] == before
    do(desk, "save", "save", author="A")
    assert shown(desk)["outcome"] == "Saved as mine.yaml." and files(desk)[NAME] == before


def test_a_file_that_cannot_be_written_is_told_in_words_and_the_changes_stay(desk):
    before = files(desk)
    name = f"{'n' * 250}.yaml"  # more than a file system's 255 bytes with what is written beside it
    do(desk, "save", "save_as", author="A", name=name)
    assert shown(desk)["failed"] and "can't be written" in shown(desk)["outcome"]
    (desk.folder / "folder.yaml").mkdir()
    do(desk, "save", "save_as", author="A", name="folder.yaml")
    assert shown(desk)["failed"] and desk.draft.changed
    (desk.folder / "folder.yaml").rmdir()
    assert files(desk) == before


def test_a_reason_given_at_saving_can_be_put_right_there(desk):
    rate = "on_costs.lgps.0.rate"
    do(desk, "assumptions", "edit", key=rate, value="20%")
    for reason in ("The valuation", "The 2010 valuation (invented)"):
        do(desk, "save", "reason", key=rate, reason=reason)
        [one] = shown(desk)["reasons"]
        assert one["reason"] == reason
    do(desk, "save", "save", author="A")
    assert "The 2010 valuation (invented)" in (desk.folder / NAME).read_text(encoding="utf-8")
