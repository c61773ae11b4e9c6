"""Saving on the desk without a browser: reasons, names, copies, and what somebody else has changed."""

import pytest

from tests.desk.desk_alone import NAME, box, desk_in, do, edit


@pytest.fixture
def desk(tmp_path):
    return desk_in(tmp_path)


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


def test_a_budget_among_the_differences_is_in_pounds(desk):
    do(desk, "picker", "copy", name="mine.yaml")
    desk.draft.edit(("proposed", 0, "budget"), "250000")
    assert any("budget £250,000" in line for line in desk.page.views["save"]["differences"])
