"""The two Excel buttons in a real browser: the scenario written as a workbook, and a filled-in workbook opened."""

import pytest
from openpyxl import Workbook, load_workbook

from tests.desk.desk_page import NAME

pytestmark = pytest.mark.browser
pytest_plugins = ("tests.desk.desk_browser",)

TITLE = "Schools ICT, as filled in with Excel (invented)"


def outcome(desk):
    return desk.page.locator(".of-excel").inner_text()


def filled_in(book, title, at):
    """A copy of a workbook in which somebody has typed another title, as Excel saves it elsewhere."""
    of_excel = load_workbook(book)
    [cell] = [value for key, _, value, *_ in of_excel["Scenario"].iter_rows() if key.value == "title"]
    cell.value = title
    of_excel.save(at)
    return at


def test_a_scenario_is_written_as_a_workbook_and_one_filled_in_elsewhere_is_opened(desk, workbook, tmp_path):
    folder, figures = workbook / "scenarios", desk.tiles()
    desk.tab("Save and clear")
    name = desk.page.get_by_label("Name of the workbook, ending in .xlsx")
    assert name.input_value() == NAME.replace(".yaml", ".xlsx")
    name.fill("team.xlsx")
    desk.click("Write as an Excel workbook")
    assert outcome(desk).startswith(f"Written: {folder / 'team.xlsx'}.")
    assert str(folder / "team.xlsx") in desk.choices(), "it can be chosen under Scenario at once"
    desk.click("Write as an Excel workbook")
    assert "There is already a file team.xlsx. It is unchanged" in outcome(desk)

    chosen = filled_in(folder / "team.xlsx", TITLE, tmp_path / "filled in.xlsx")
    before = chosen.read_bytes()
    desk.page.get_by_label("Open a workbook as a scenario").set_input_files(chosen)
    desk.page.get_by_text(f"{folder / 'filled-in.xlsx'} is open.").wait_for()
    desk.settle()
    assert desk.page.get_by_label("Scenario", exact=True).input_value() == str(folder / "filled-in.xlsx")
    assert desk.page.get_by_role("heading", level=1).inner_text() == TITLE and desk.tiles() == figures
    assert not desk.page.get_by_role("button", name="Write as an Excel workbook").is_visible(), "it is one"
    assert chosen.read_bytes() == before == (folder / "filled-in.xlsx").read_bytes()
    assert desk.found_by_axe() == []


def test_a_workbook_that_is_no_scenario_is_refused_in_words_and_the_one_that_is_open_stays(desk, workbook, tmp_path):
    title, files = desk.page.get_by_role("heading", level=1).inner_text(), {*(workbook / "scenarios").glob("*.xlsx")}
    other = tmp_path / "budget.xlsx"
    Workbook().save(other)
    desk.tab("Save and clear")
    desk.page.get_by_label("Open a workbook as a scenario").set_input_files(other)
    desk.page.get_by_text("budget.xlsx can't be opened as a scenario").wait_for()
    desk.settle()
    assert "it has no sheet called Scenario" in outcome(desk)
    assert desk.page.get_by_role("heading", level=1).inner_text() == title
    assert {*(workbook / "scenarios").glob("*.xlsx")} == files
