"""A draft is a scenario file being edited: every step can be undone, and nothing that is typed makes it fall over."""

import shutil
from dataclasses import fields

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from model.assessment.assess import assess
from model.base.faults import InputFaults
from model.desk.draft import Draft
from model.desk.figures import NOT_FORESEEN
from model.desk.sheet import Sheet
from model.rates.tables import load_rates
from tests.conftest import AS_PUBLISHED, HOME, RESOLVED, change_scenario

RATES = load_rates()
ACTUAL = RESOLVED.with_name("barnet-schools-ict-actual.yaml")
PRINCIPAL = ("present", 0, "grade")


@pytest.fixture
def draft(tmp_path):
    return Draft.open(shutil.copy(RESOLVED, tmp_path / "scenario.yaml"), RATES)


def headline(assessment):
    costed = assessment.costed
    return costed.amount("full_year_effect", costed.scenario.costing.basis, costed.year_of_change)


def test_a_draft_opens_with_the_figures_of_its_file(draft, barnet):
    assert (draft.stale, draft.changed, draft.can_undo, draft.differences) == (False, False, False, [])
    assert draft.assessment.results == barnet.results


def test_an_edit_moves_the_figures_and_undo_brings_them_back(draft, barnet):
    before = headline(draft.assessment)
    draft.edit(PRINCIPAL, "42-46")
    assert draft.differences == ["Principal ICT Officer: grade 42-45#47 becomes 42-46"]
    assert headline(draft.assessment) != before and draft.changed
    draft.undo()
    assert draft.assessment.results == barnet.results and not draft.changed
    draft.redo()
    assert draft.value(PRINCIPAL) == "42-46"


def test_an_edit_after_undo_takes_another_way(draft):
    draft.edit(PRINCIPAL, "42-46")
    draft.undo()
    draft.edit(PRINCIPAL, "42-44")
    assert not draft.can_redo
    draft.redo()
    assert draft.value(PRINCIPAL) == "42-44"


def test_a_wrong_grade_keeps_the_last_good_figures_and_says_why(draft):
    good = draft.assessment
    draft.edit(PRINCIPAL, "4x-46")
    assert draft.assessment is good and draft.stale
    assert [path for path in draft.faults_at] == [PRINCIPAL]
    assert draft.why_stale.startswith(
        "These figures are out of date because of a fault: Principal ICT Officer (present post 1), grade:"
    )
    assert "found '4x-46'" in draft.why_stale
    draft.edit(PRINCIPAL, "42-46")
    assert not draft.stale and draft.why_stale == "" and draft.assessment is not good


def test_a_point_the_spine_does_not_have_is_told_beside_its_cell(draft):
    draft.edit(("proposed", 0, "grade"), "39-999")
    assert ("proposed", 0, "grade") in draft.faults_at and draft.stale


def test_an_edit_waits_for_nothing_that_the_page_has_not_asked_for(draft):
    draft.edit(PRINCIPAL, "42-46")
    worked_out = set(vars(draft.assessment)) - {field.name for field in fields(draft.assessment)}
    assert worked_out == set()
    keys = {check.key for check in draft.assessment.checks_but_reconciliation}
    assert "reconciled" not in vars(draft.assessment)
    assert {check.key for check in draft.assessment.checks} - keys == {"reconciliation"}


def test_only_the_post_that_was_edited_is_validated_and_placed_again(draft):
    before, placed = draft.assessment.scenario, draft.assessment.costed.plans
    draft.edit(PRINCIPAL, "42-46")
    after = draft.assessment.scenario
    same = [post is was for post, was in zip(after.present, before.present, strict=True)]
    assert not same[0] and all(same[1:])
    assert all(post is was for post, was in zip(after.proposed, before.proposed, strict=True))
    now = draft.assessment.costed.plans["proposed"].appointments
    assert all(held is was for held, was in zip(now, placed["proposed"].appointments, strict=True))


def test_a_faulty_scenario_opens_with_its_faults(write_scenario):
    draft = Draft.open(write_scenario(("grade: 39-42", "grade: 39to42")), RATES)
    assert draft.assessment is None and draft.why_stale.startswith("There are no figures yet:")
    draft.edit(("proposed", 0, "grade"), "39-42")
    assert not draft.stale and draft.assessment is not None


def test_what_is_no_yaml_does_not_open(tmp_path):
    (tmp_path / "scenario.yaml").write_text("title: [", encoding="utf-8")
    with pytest.raises(InputFaults):
        Draft.open(tmp_path / "scenario.yaml", RATES)


TYPED = [
    (("proposed", 0, "number"), "2", 2),
    (("proposed", 0, "fte"), "0.50", 0.5),
    (("customers", "price_step"), "£1,000", 1000),
    (("present", 6, "vacant"), "Yes", True),
    (("present", 0, "to"), "assistant-manager; senior-officer", ["assistant-manager", "senior-officer"]),
    (("on_costs", "lgps", 0, "rate"), "25%", "25%"),
    (("proposed", 0, "post_number"), "0100", "0100"),
    (("proposed", 0, "note"), "  said twice ", "said twice"),
    (("proposed", 0, "fte"), "half", "half"),
    (("proposed", 0, "indicative"), "", None),
]


@pytest.mark.parametrize(("path", "typed", "written"), TYPED)
def test_what_is_typed_is_written_as_its_field_takes_it(draft, path, typed, written):
    draft.edit(path, typed)
    assert draft.value(path) == written and type(draft.value(path)) is type(written)


def test_a_section_comes_and_goes_with_its_only_key(draft):
    draft.edit(("costing", "turnover", "rate"), "3%")
    assert ("costing", "turnover", "reason") in draft.faults_at  # a saving needs its evidence
    draft.edit(("costing", "turnover", "rate"), "")
    assert draft.value(("costing",)) == {"basis": "top", "reason": draft.value(("costing", "reason"))}


def test_a_point_typed_for_nobody_makes_a_holder_without_a_name(tmp_path):
    draft = Draft.open(shutil.copy(ACTUAL, tmp_path / "scenario.yaml"), RATES)
    draft.edit(("present", 6, "vacant"), "")
    assert draft.stale  # somebody must hold it, or nobody
    draft.edit(("present", 6, "holders", 0, "point"), "21")
    assert draft.value(("present", 6, "holders")) == [{"ref": "H1", "point": 21}] and not draft.stale


def test_a_word_typed_letter_by_letter_is_one_step(draft):
    for typed in ("I", "IC", "ICT"):
        draft.edit(("title",), typed, typing=True)
    draft.edit(("authority",), "Nowhere", typing=True)
    draft.undo()
    assert draft.value(("title",)) == "ICT"
    draft.undo()
    assert not draft.changed and not draft.can_undo


def test_posts_are_added_copied_moved_and_deleted(draft):
    ids = [post["id"] for post in draft.posts("proposed")]
    place = draft.add_post("proposed", {"title": "ICT Senior Officer", "grade": "35-38", "filled_by": "open"}, at=0)
    assert place == 0 and draft.value(("proposed", 0, "id")) == "ict-senior-officer" and not draft.stale
    assert draft.copy_post("proposed", 0) == 1
    assert draft.value(("proposed", 1, "id")) == "ict-senior-officer-2"
    draft.move_post("proposed", 1, 8)
    assert [post["id"] for post in draft.posts("proposed")] == ["ict-senior-officer", *ids, "ict-senior-officer-2"]
    draft.delete_post("proposed", 0)
    assert [line for line in draft.differences] == ["Proposed post added: ICT Senior Officer (grade 35-38)"]


def test_a_changed_day_that_an_assumption_still_names_is_told(draft):
    assert draft.words_outdated == []
    draft.edit(("dates", "implementation"), "10/01/2011")
    [told] = draft.words_outdated
    assert "is now 10 January 2011" in told and told.endswith("starts on 1 December 2010.")


def test_a_post_that_led_to_a_deleted_one_leads_elsewhere_or_is_unresolved_and_the_figures_follow(draft):
    before, names = draft.assessment, [post["id"] for post in draft.posts("proposed")]
    draft.delete_post("proposed", names.index("assistant-manager"))  # two posts are ring-fenced for it and for another
    assert draft.value(("present", 0, "to")) == ["senior-officer"] and not draft.stale
    draft.delete_post("proposed", [post["id"] for post in draft.posts("proposed")].index("electrical-tester"))
    tester = next(post for post in draft.posts("present") if post["title"] == "Electrical Technician")
    assert tester["fate"] == "unresolved" and "to" not in tester and not draft.stale
    assert draft.assessment is not before
    assert "destinations" in [check.key for check in draft.assessment.blocked_by]
    draft.undo()
    draft.undo()
    assert not draft.changed


def test_a_copied_post_has_nobody_in_it(tmp_path):
    draft = Draft.open(shutil.copy(ACTUAL, tmp_path / "scenario.yaml"), RATES)
    draft.copy_post("present", 0)
    assert draft.value(("present", 1, "vacant")) is True and draft.value(("present", 1, "holders")) is None


def test_a_block_from_a_spreadsheet_is_one_step(draft):
    block = [["ICT Manager", "43-46", "1"], ["ICT Deputy", "39-42", "0.5"], ["", "", ""], ["ICT Clerk", "18-21", "0.6"]]
    paste(draft, "proposed", 6, ["title", "grade", "fte"], block)
    assert [post["title"] for post in draft.posts("proposed")[6:]] == ["ICT Manager", "ICT Deputy", "ICT Clerk"]
    assert draft.value(("proposed", 7, "fte")) == 0.5 and ("proposed", 7, "filled_by") in draft.faults_at
    draft.undo()
    assert not draft.changed


def paste(draft, at, row, keys, block):
    """What the page sends of a block pasted from a row on: its cells in one message."""
    cells = [(row + down, key, text) for down, line in enumerate(block) for key, text in zip(keys, line, strict=False)]
    changes = [{"row": number, "id": None, "key": key, "value": text} for number, key, text in cells]
    after, _ = Sheet(at).change(draft.data, changes)
    draft.go_to(after)


def test_whoever_watches_is_told_of_every_change_until_they_stop(draft):
    told = []
    stop = draft.watch(lambda: told.append(draft.value(PRINCIPAL)))
    draft.edit(PRINCIPAL, "42-46")
    draft.edit(PRINCIPAL, "42-46")  # changes nothing
    draft.undo()
    stop()
    draft.redo()
    assert told == ["42-46", "42-45#47"]


def test_rows_of_another_file_are_read_when_the_scenario_names_it(tmp_path):
    folder = shutil.copytree(HOME / "scenarios" / "example-two-funds", tmp_path / "example-two-funds")
    draft = Draft.open(shutil.copy(HOME / "scenarios" / "example-two-funds.yaml", tmp_path / "scenario.yaml"), RATES)
    assert not draft.stale and draft.value(("budget", "actuals")) == "example-two-funds/actuals.csv"
    shutil.copy(folder / "actuals.csv", folder / "later.csv")
    draft.edit(("budget", "actuals"), "example-two-funds/nowhere.csv")
    assert draft.stale
    draft.edit(("budget", "actuals"), "example-two-funds/later.csv")
    assert not draft.stale and draft.assessment.scenario.budget.actuals


WORDS = st.one_of(
    st.text(max_size=12),
    st.sampled_from(
        ["42-46", "35-38#41", "0.5", "1", "", "2011-01-01", "actual", "top", "99", "-1", "£", "25%", "{a: 1}"]
    ),
)
PATHS = [
    PRINCIPAL, ("present", 1, "fate"), ("present", 1, "to"), ("present", 3, "number"), ("present", 2, "id"),
    ("present", 0, "holders", 0, "point"), ("present", 6, "vacant"), ("proposed", 2, "fte"), ("proposed", 0, "from"),
    ("proposed", 1, "title"), ("proposed", 3, "hours"), ("dates", "implementation"), ("years", "last"), ("title",),
    ("pay", "spine"), ("pay", "full_time_hours"), ("on_costs", "lgps", 0, "rate"), ("costing", "basis"),
    ("costing", "turnover", "rate"), ("people", "increments"), ("people", "protection", "months"),
    ("customers", "count"), ("customers",), ("present",), ("costing",), ("reconcile", "tolerance"),
    ("pay", "awards", 0, "percent"),
]  # fmt: skip
SIDES = st.sampled_from(["present", "proposed"])
STEPS = st.one_of(
    st.tuples(st.just("edit"), st.sampled_from(PATHS), WORDS),
    st.tuples(st.just("add_post"), SIDES, st.dictionaries(st.sampled_from(["title", "grade", "fte", "id"]), WORDS)),
    st.tuples(st.sampled_from(["delete_post", "copy_post"]), SIDES, st.integers(0, 6)),
    st.tuples(st.just("move_post"), SIDES, st.integers(0, 6), st.integers(0, 9)),
    st.tuples(st.just("paste"), SIDES, st.integers(0, 8), st.just(["title", "grade", "fte"]),
              st.lists(st.lists(WORDS, max_size=4), max_size=3)),
)  # fmt: skip


def taken(draft, step):
    """Take a step, unless it is on a post that is not there."""
    what, *given_ = step
    if what in ("delete_post", "copy_post", "move_post") and given_[1] >= len(draft.posts(given_[0])):
        return
    if what == "edit" and len(path := given_[0]) > 2 and path[0] in ("present", "proposed"):
        given_[0] = (path[0], min(path[1], len(draft.posts(path[0]))), *path[2:])
    if what == "paste":
        paste(draft, *given_)
    else:
        getattr(draft, what)(*given_)


@pytest.mark.long
@pytest.mark.parametrize("file", [RESOLVED, ACTUAL, AS_PUBLISHED], ids=lambda file: file.stem)
@settings(max_examples=20)
@given(steps=st.lists(STEPS, min_size=1, max_size=8))
def test_whatever_is_done_never_throws_and_can_be_undone_and_done_again(file, steps):
    draft = Draft.open(file, RATES)
    start, first = draft.data, draft.assessment.results
    for step in steps:
        taken(draft, step)
        assert draft.assessment is not None and draft.stale == bool(draft.why_stale)
        assert all(fault.found != NOT_FORESEEN for fault in draft.faults), draft.faults  # no check foresaw it
    end, faults = draft.data, draft.faults
    while draft.can_undo:
        draft.undo()
    assert draft.data == start and not draft.changed and draft.assessment.results == first
    while draft.can_redo:
        draft.redo()
    assert draft.data == end and draft.faults == faults


def test_an_edited_draft_costs_what_its_file_would_cost(draft, tmp_path):
    draft.edit(("proposed", 0, "grade"), "40-43")
    draft.edit(("dates", "implementation"), "2011-01-01")
    file = tmp_path / "by-hand.yaml"
    file.write_text(
        change_scenario(("grade: 39-42", "grade: 40-43"), ("implementation: 2010-12-01", "implementation: 2011-01-01")),
        encoding="utf-8",
    )
    assert draft.assessment.results == assess(file, RATES).results
