"""In a real browser: a sheet of more than a thousand posts has pages, and finds and edits what is on any of them."""

import pytest

from benchmarks.invented_council import write_council

pytestmark = [pytest.mark.browser, pytest.mark.long]
pytest_plugins = ("tests.desk.desk_browser",)
POSTS, SHEET = 1_040, "[data-sheet=present]"


@pytest.fixture(scope="module")
def council(workbook, opened):
    """The app on a council of more posts than a page has."""
    picker = opened.page.get_by_label("Scenario", exact=True)
    picker.select_option(value=[value for value in opened.choices() if value.endswith("/council.yaml")])
    opened.settle()
    opened.page.locator(f"{SHEET} .pages").wait_for(timeout=120_000)
    yield opened
    assert opened.failures == []


@pytest.fixture(scope="module")
def app_address(serve, workbook):
    """The app, with the council among its scenarios."""
    import sys

    write_council(workbook / "scenarios", POSTS)
    return serve([sys.executable, "-m", "model", "app", "--no-browser"])


def said(council):
    return council.page.locator(f"{SHEET} .pages [role=status]").inner_text()


def shown(council):
    """The numbers of the first row and of the last in the page, the empty one for a new post among them."""
    return council.page.locator(f"{SHEET} tbody tr").evaluate_all(
        "rows => [rows[0].dataset.row, rows.at(-1).dataset.row]"
    )


def focused(council):
    return council.page.evaluate("() => document.activeElement.closest('tr')?.dataset.row")


def test_a_page_has_a_thousand_rows_and_the_next_has_the_others_with_the_empty_one(council):
    assert said(council) == "Rows 1 to 1,000 of 1,040. Find looks in all of them."
    assert shown(council) == ["0", "999"]
    bar = council.page.locator(f"{SHEET} .pages")
    assert bar.get_by_role("button", name="Rows before").is_disabled()
    bar.get_by_role("button", name="Rows after").click()
    assert said(council).startswith("Rows 1,001 to 1,040 of 1,040.") and shown(council) == ["1000", "1040"]
    bar.get_by_role("button", name="Rows before").click()
    assert shown(council) == ["0", "999"] and focused(council) == "0"


def test_a_row_is_gone_to_and_found_on_another_page(council):
    row = council.page.locator(f"{SHEET} .pages").get_by_label("Go to a row")
    row.fill("1030")
    row.press("Enter")
    assert focused(council) == "1029" and shown(council)[0] == "1000"
    title = council.page.locator(f"{SHEET} tr[data-row='1029'] > :first-child").inner_text()
    box = council.page.locator(SHEET).get_by_role("searchbox")
    box.fill(title)
    box.press("Enter")
    box.press("Enter")
    assert 0 <= int(focused(council)) < 1_000, "the next of that title is on the first page"
    box.fill("")


def test_a_post_of_the_second_page_is_edited_and_the_figures_follow(council):
    before = council.tile("present")
    row = council.page.locator(f"{SHEET} .pages").get_by_label("Go to a row")
    row.fill("1021")
    row.press("Enter")
    cell = council.page.locator(f"{SHEET} tr[data-row='1020'] [data-column=grade]")
    cell.dblclick()
    council.page.keyboard.press("Control+a")
    council.page.keyboard.type("47-49")
    council.press("Enter")
    council.settle()
    assert cell.inner_text().replace(" ", "").replace("\u2013", "-") == "47-49"
    assert council.tile("present") != before and shown(council)[0] == "1000"
