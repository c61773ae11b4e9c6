"""A saved draft costs what the desk showed, says why and by whom, and never overwrites what someone else wrote."""

import os
import shutil
import stat
from datetime import date

import pytest

from model.assessment.assess import assess
from model.desk.draft import Draft
from model.desk.save import ChangedElsewhere, NotSaved, ReasonsMissing
from model.rates.tables import load_rates
from model.schema.load import load_scenario
from model.schema.reading.document import read_yaml
from tests.conftest import HOME, RESOLVED, change_scenario
from tests.desk.test_draft import ACTUAL

RATES = load_rates()
TODAY = date(2010, 11, 18)
GRADE = ("present", 0, "grade")


@pytest.fixture
def file(tmp_path):
    return shutil.copy(RESOLVED, tmp_path / "scenario.yaml")


def test_a_saved_draft_costs_to_the_penny_what_the_desk_showed(file):
    draft = Draft.open(file, RATES)
    draft.edit(GRADE, "42-46")
    shown = draft.assessment.results
    draft.save(author="A", today=TODAY)
    assert assess(file, RATES).results == shown == draft.assessment.results
    assert load_scenario(file, RATES) == draft.assessment.scenario


def test_history_is_no_part_of_what_is_costed(file):
    plain = assess(file, RATES).results
    draft = Draft.open(file, RATES)
    draft.edit(("title",), "Another title")
    draft.save(author="A", today=TODAY)
    assert len(load_scenario(file, RATES).history) == 1 and assess(file, RATES).results == plain


def test_the_reason_of_each_changed_assumption_is_asked_for_and_recorded(file):
    draft = Draft.open(file, RATES)
    draft.edit(("on_costs", "lgps", 0, "rate"), "25%", reason="The fund's letter (invented).")
    draft.edit(("customers", "price_step"), "5")
    draft.edit(GRADE, "42-46")
    assert [str(one) for one in draft.reasons_missing] == ["Customers: price step £1 becomes £5"]
    before = file.read_bytes()
    for path in (file, file.with_name("other.yaml")):
        with pytest.raises(ReasonsMissing, match="Customers: price step £1 becomes £5"):
            draft.save(path, author="A. N. Officer", today=TODAY)
    assert file.read_bytes() == before and not file.with_name("other.yaml").exists() and draft.changed
    draft.give_reason(("customers", "price_step"), "Prices are quoted in fives (invented).")
    assert draft.reasons_missing == []
    draft.save(author="A. N. Officer", today=TODAY)
    [saved] = load_scenario(file, RATES).history
    assert (saved.author, saved.date) == ("A. N. Officer", TODAY)
    assert [(one.what, one.from_, one.to, one.reason) for one in saved.changes] == [
        ("On-costs, LGPS 1 April 2010: rate", "24.8%", "25%", "The fund's letter (invented)."),
        ("Customers: price step", "£1", "£5", "Prices are quoted in fives (invented)."),
        ("Principal ICT Officer: grade 42-45#47 becomes 42-46", None, None, None),
    ]


def test_a_reason_changed_beside_an_assumption_is_its_reason(file):
    draft = Draft.open(file, RATES)
    draft.edit(("costing", "basis"), "bottom")
    assert len(draft.reasons_missing) == 1
    draft.edit(("costing", "reason"), "Every post is filled at the bottom (invented).")
    assert draft.reasons_missing == []


def test_a_second_saving_adds_to_the_history_even_after_undo(file):
    draft = Draft.open(file, RATES)
    draft.edit(GRADE, "42-46")
    draft.save(author="First", today=TODAY)
    draft.undo()
    draft.save(author="Second", today=TODAY)
    assert [saved.author for saved in load_scenario(file, RATES).history] == ["First", "Second"]
    assert draft.value(GRADE) == "42-45#47"


def test_a_file_changed_by_someone_else_is_not_overwritten(file):
    draft = Draft.open(file, RATES)
    theirs = change_scenario(("count: 102", "count: 103"))
    file.write_text(theirs, encoding="utf-8")
    draft.edit(GRADE, "42-46")
    with pytest.raises(
        ChangedElsewhere, match=r"scenario\.yaml was changed by someone else.*Nothing was saved"
    ) as told:
        draft.save(author="A", today=TODAY)
    assert told.value.path == file and file.read_text(encoding="utf-8") == theirs and draft.changed
    draft.save(file.with_name("mine.yaml"), author="A", today=TODAY)  # another name is open
    assert draft.path.name == "mine.yaml" and not draft.changed


def test_no_other_scenario_is_overwritten(file):
    other = shutil.copy(ACTUAL, file.with_name("other.yaml"))
    draft = Draft.open(file, RATES)
    for write in (draft.copy_as, lambda path: draft.save(path, author="A")):
        with pytest.raises(ChangedElsewhere, match="is already there"):
            write(other)
    assert other.read_bytes() == ACTUAL.read_bytes()


def test_a_copy_holds_the_draft_as_it_stands_and_leaves_it_alone(file):
    draft = Draft.open(file, RATES)
    draft.edit(GRADE, "42-46")
    copy = draft.copy_as(file.with_name("copy.yaml"))
    assert draft.changed and draft.path == file and read_yaml(copy).data == draft.data
    assert file.read_bytes() == RESOLVED.read_bytes()


def test_a_changed_rate_does_not_keep_the_source_of_the_rate_before(file):
    draft = Draft.open(file, RATES)
    stood = draft.value(("on_costs", "lgps", 0))
    draft.edit(("on_costs", "lgps", 0, "rate"), "25%", reason="Letter of the fund's actuary (invented)")
    saved = read_yaml(draft.save(author="A. Officer (invented)", today=TODAY)).data["on_costs"]["lgps"][0]
    assert saved["source"] == (
        f"Letter of the fund's actuary (invented) (changed from {stood['rate']} by A. Officer (invented), 18 November "
        f"2010; until then: {stood['source']})"
    )
    assert saved["reason"] == "Letter of the fund's actuary (invented)" != stood["reason"]
    draft.edit(("on_costs", "lgps", 0, "rate"), "26%", reason="Another letter (invented)")
    draft.edit(("on_costs", "lgps", 0, "source"), "The valuation of 2010 (invented)")
    saved = read_yaml(draft.save(author="A. Officer (invented)", today=TODAY)).data["on_costs"]["lgps"][0]
    assert saved["source"] == "The valuation of 2010 (invented)"


@pytest.mark.skipif(os.name == "nt", reason="files have other rights there")
@pytest.mark.parametrize("mode", [0o600, 0o640, 0o444])
def test_a_copy_is_open_to_no_more_people_than_the_file_it_is_of(file, mode):
    file.chmod(mode)
    copy = Draft.open(file, RATES).copy_as(file.with_name("copy.yaml"))
    assert stat.S_IMODE(copy.stat().st_mode) == mode | stat.S_IWUSR


def test_a_write_that_fails_leaves_the_old_file(file, monkeypatch):
    draft = Draft.open(file, RATES)
    draft.edit(GRADE, "42-46")

    def fails(*_):
        raise OSError("the disk is full")

    monkeypatch.setattr("os.replace", fails)
    with pytest.raises(OSError, match="full"):
        draft.save(author="A", today=TODAY)
    assert [path.name for path in file.parent.iterdir()] == ["scenario.yaml"]
    assert file.read_bytes() == RESOLVED.read_bytes() and draft.changed


def test_what_would_not_read_back_is_not_written(file, monkeypatch):
    draft = Draft.open(file, RATES)
    draft.edit(GRADE, "42-46")
    monkeypatch.setattr("model.desk.save.as_text", lambda *_: ["title: something else\n"])
    with pytest.raises(NotSaved):
        draft.save(author="A", today=TODAY)
    assert file.read_bytes() == RESOLVED.read_bytes()


def test_a_file_beside_that_someone_changed_is_told_too(tmp_path):
    folder = shutil.copytree(HOME / "scenarios" / "example-two-funds", tmp_path / "example-two-funds")
    draft = Draft.open(shutil.copy(HOME / "scenarios" / "example-two-funds.yaml", tmp_path / "scenario.yaml"), RATES)
    draft.edit(("title",), "Another")
    (folder / "payroll.csv").write_text("post,fte,amount\n", encoding="utf-8")
    with pytest.raises(ChangedElsewhere) as told:
        draft.save(author="A", today=TODAY)
    assert told.value.path.name == "payroll.csv"
