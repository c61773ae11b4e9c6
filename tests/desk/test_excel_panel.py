"""The scenario written as an Excel workbook at the desk, and a workbook opened as a scenario."""

import pytest
from openpyxl import Workbook, load_workbook

from model.assessment.assess import assess
from tests.desk.desk_alone import NAME, desk_in, do, edit


@pytest.fixture
def desk(tmp_path):
    return desk_in(tmp_path)


def outcome(desk):
    return desk.page.views["excel"]["outcome"]


@pytest.mark.long
def test_the_workbook_has_the_figures_of_the_scenario_and_says_what_it_does_not_carry(desk, tmp_path):
    digest = desk.draft.assessment.digest
    do(desk, "excel", "write", name="team.xlsx")
    written = desk.folder / "team.xlsx"
    assert outcome(desk).startswith(f"Written: {written}.") and "comments" in outcome(desk)
    assert assess(written, desk.rates).digest == digest
    elsewhere = tmp_path / "filled in.xlsx"
    book = load_workbook(written)
    book.save(elsewhere)
    before = written.read_bytes()
    do(desk, "excel", "open", name="team.xlsx", content=elsewhere.read_bytes())
    assert desk.draft.path == desk.folder / "team-2.xlsx" and written.read_bytes() == before
    assert desk.draft.assessment.digest == digest and "that you chose is unchanged" in outcome(desk)
    do(desk, "picker", "open", path=str(written))
    do(desk, "excel", "open", name="team 2.xlsx", content=elsewhere.read_bytes())
    assert desk.draft.path == desk.folder / "team-2.xlsx", "the same workbook is not copied twice"


def test_nothing_is_written_over_a_file_or_without_what_is_not_saved(desk):
    files = {path: path.read_bytes() for path in desk.folder.iterdir() if path.is_file()}
    for name in ("../out.xlsx", "team.yaml", "no"):
        do(desk, "excel", "write", name=name)
        assert "can't be a workbook's name" in outcome(desk)
    edit(desk, 0, "grade", "42-44")
    do(desk, "excel", "write", name="team.xlsx")
    assert "not saved" in outcome(desk)
    do(desk, "page", "undo")
    (desk.folder / "taken.xlsx").write_bytes(b"mine")
    do(desk, "excel", "write", name="taken.xlsx")
    assert (
        "There is already a file taken.xlsx. It is unchanged" in outcome(desk)
        and (desk.folder / "taken.xlsx").read_bytes() == b"mine"
    )
    assert {path: path.read_bytes() for path in files} == files


def test_what_is_no_scenario_is_not_opened_and_leaves_nothing_behind(desk, tmp_path):
    other = tmp_path / "other.xlsx"
    Workbook().save(other)
    files = {*desk.folder.iterdir()}
    for name, content, said in (
        ("other.xlsx", other.read_bytes(), "no sheet called Scenario"),
        ("no.xlsx", b"not a workbook", "no sheet called Scenario"),
        ("list.csv", b"id,title", "ends in .xlsx"),
    ):
        do(desk, "excel", "open", name=name, content=content)
        assert said in outcome(desk) and desk.draft.path.name == NAME
    assert {path for path in desk.folder.iterdir() if path.name != ".drafts"} == {
        path for path in files if path.name != ".drafts"
    }
