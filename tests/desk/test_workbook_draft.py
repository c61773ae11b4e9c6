"""A workbook on the desk: opened, edited, and saved as the workbook that it is, or as a YAML file."""

from datetime import date
from shutil import copyfile

import pytest
from openpyxl import load_workbook

from model.assessment.assess import assess
from model.desk.draft import Draft
from model.desk.scenarios import Scenarios
from model.schema.load import read_scenario
from model.schema.reading.document import read_yaml
from model.schema.workbook.converting import as_workbook, inlined
from tests.conftest import RESOLVED

TODAY = date(2026, 11, 29)


@pytest.fixture(scope="module")
def written(tmp_path_factory, rates):
    """The Barnet case as a workbook, with a sheet of the officer's own."""
    path = tmp_path_factory.mktemp("desk") / "written.xlsx"
    path.write_bytes(as_workbook(inlined(read_scenario(RESOLVED)[0]), rates)[0])
    book = load_workbook(path)
    book.create_sheet("My notes")["A1"] = "Ask Legal"
    book.save(path)
    return path


@pytest.fixture
def team(written, tmp_path):
    return copyfile(written, tmp_path / "team.xlsx")


@pytest.mark.long
def test_an_edit_is_saved_in_the_workbook_and_all_else_in_it_stays(team, rates):
    draft = Draft.open(team, rates)
    draft.edit(("proposed", 1, "grade"), "36-38")
    draft.edit(("summary",), "=1+1 is no formula")
    draft.save(author="A. Officer", today=TODAY)
    saved = read_scenario(team)[0].data
    assert (saved["proposed"][1]["grade"], saved["summary"]) == ("36-38", "=1+1 is no formula")
    assert saved["history"][0]["author"] == "A. Officer"
    before = read_yaml(RESOLVED).data
    assert {key for key in saved if saved[key] != before.get(key)} == {"proposed", "summary", "history"}
    assert load_workbook(team)["My notes"]["A1"].value == "Ask Legal"
    assert assess(team, rates).digest == draft.assessment.digest


def test_a_workbook_is_saved_as_a_yaml_file_under_another_name(team, rates):
    draft = Draft.open(team, rates)
    draft.edit(("proposed", 1, "grade"), "36-38")
    target = draft.save(team.with_name("team.yaml"), author="A. Officer", today=TODAY)
    assert read_yaml(target).data == draft.data


def test_a_slip_on_the_desk_keeps_the_last_good_figures_and_is_named_by_its_place(team, rates):
    draft = Draft.open(team, rates)
    draft.edit(("proposed", 1, "grade"), "47-42")
    [fault] = draft.faults
    assert fault.path == ("proposed", 1, "grade")
    assert fault.cell == "sheet Proposed posts, cell C5"


def test_the_desk_lists_workbooks_that_are_scenarios_and_no_others(team, tmp_path, rates):
    book = load_workbook(team)
    for name in book.sheetnames[:-1]:
        del book[name]
    book.save(tmp_path / "ledger.xlsx")
    copyfile(RESOLVED, tmp_path / "case.yaml")
    assert [path.name for path in Scenarios(tmp_path, rates).files()] == ["case.yaml", "team.xlsx"]
