"""A list taken in at the desk, in a real browser: its sheet and its heading row are chosen and its first rows seen."""

import pytest

from tests.desk.lists import write_book

pytestmark = pytest.mark.browser
pytest_plugins = ("tests.desk.desk_browser",)

NOW = [
    ("Invented service as at 1 April", None, None, None),
    ("Job title", "Pay grade", "FTE", "Post holder"),
    ("Engineer", "26-29", 1, "Person A"),
    ("Clerk", "18-21", 0.5, "Vacant (agency)"),
    ("Total", None, 1.5, None),
]
LATER = [("Job title", "Pay grade", "FTE"), ("Analyst", "30-33", 1)]


@pytest.fixture
def loaded(desk, tmp_path):
    """The app with a workbook of two lists loaded."""
    path = write_book(tmp_path / "list.xlsx", Guidance=[("How to fill in", "see below")], Now=NOW, Later=LATER)
    desk.tab("Load a list")
    desk.page.set_input_files("#list-file", path)
    desk.page.wait_for_selector("#list-place")
    desk.settle()
    return desk


def first_rows(desk):
    return desk.page.locator("[aria-label='The first rows as the desk reads them'] tbody tr").all_inner_texts()


def refused(desk):
    return desk.page.locator("[aria-label='Rows that are refused or left out'] tbody tr").all_inner_texts()


def choose(desk, label, option):
    desk.page.get_by_label(label, exact=True).select_option(label=option)
    desk.settle()


def test_the_list_is_found_on_its_sheet_below_its_title_and_no_name_is_shown(loaded):
    page = loaded.page
    assert page.get_by_label("Sheet", exact=True).input_value() == "Now"
    assert page.locator("#list-place option:checked").inner_text() == "Row 2"
    assert first_rows(loaded)[0].split("\t") == ["3", "Engineer", "26-29", "1", "(not taken in)"]
    assert "Person A" not in page.locator(".desk").inner_text()
    assert "Post holder" not in page.locator("#column-0 option").all_inner_texts()
    [total] = refused(loaded)
    assert total.startswith("5\t") and "looks like a total" in total


def test_another_sheet_and_another_heading_row_are_chosen_and_the_list_is_taken_in_and_out(loaded):
    choose(loaded, "The headings are in", "Row 3")
    assert len(refused(loaded)) >= 1 and loaded.page.get_by_role("button", name="Take these posts").is_disabled()
    choose(loaded, "Sheet", "Later")
    assert [row.split("\t") for row in first_rows(loaded)] == [["2", "Analyst", "30-33", "1"]]
    loaded.page.get_by_role("button", name="Take these posts").click()
    loaded.settle()
    loaded.tab("Structure")
    assert loaded.cell("present", 0, "Title").inner_text() == "Analyst"
    loaded.undo()
    assert loaded.cell("present", 0, "Title").inner_text() != "Analyst"


def test_no_serious_fault_of_accessibility_is_found_with_a_list_loaded(loaded):
    assert loaded.found_by_axe(only_serious=True) == []
