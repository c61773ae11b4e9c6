"""In a real browser: a sheet works as people know it from Excel, by mouse and by keys, with the real clipboard."""

import pytest

pytestmark = pytest.mark.browser
pytest_plugins = ("tests.desk.desk_browser",)
POSTS, GRADES = 7, ["42-45#47", "35-38#41", "22 \u2013 23", "18 \u2013 28", "25 \u2013 28", "32 - 34", "19 \u2013 27"]
"""The present posts of the case and their grades as the report prints them."""
SHEET = "[data-sheet=present]"


@pytest.fixture
def sheet(desk):
    """The present posts, as many as in the file, with the clipboard at hand and no column chosen."""
    desk.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    assert column(desk, "Grade") == GRADES
    return desk


def column(desk, heading, rows=POSTS, at="present"):
    return [desk.cell(at, row, heading).inner_text() for row in range(rows)]


def clipboard(desk):
    return desk.page.evaluate("() => navigator.clipboard.readText()")


def put_on_clipboard(desk, text):
    desk.page.evaluate("text => navigator.clipboard.writeText(text)", text)


def drag(desk, start, end):
    """Press the mouse in one cell and let it go in another."""
    first, last = start.bounding_box(), end.bounding_box()
    desk.page.mouse.move(first["x"] + first["width"] / 2, first["y"] + 8)
    desk.page.mouse.down()
    desk.page.mouse.move(last["x"] + last["width"] / 2, last["y"] + 8, steps=5)
    desk.page.mouse.up()


def selected(desk):
    return desk.page.locator(f'{SHEET} tbody [aria-selected="true"]').all_inner_texts()


def note(desk):
    return desk.page.locator(f"{SHEET} .key-note").inner_text()


BLOCK = "42-45#47\t1\t1\r\n35-38#41\t1\t1"


def test_a_range_is_chosen_by_mouse_and_copied_as_a_spreadsheet_takes_it(sheet):
    drag(sheet, sheet.cell("present", 0, "Grade"), sheet.cell("present", 1, "FTE"))
    sheet.press("Control+c")
    assert clipboard(sheet) == BLOCK and note(sheet) == "Copied: 2 rows by 3 columns."


def test_a_range_is_chosen_by_keys_and_the_focus_stays_at_its_beginning(sheet):
    sheet.cell("present", 0, "Grade").click()
    sheet.press("Shift+ArrowDown", "Shift+ArrowRight", "Shift+ArrowRight")
    assert selected(sheet) == ["42-45#47", "1", "1", "35-38#41", "1", "1"]
    assert sheet.page.evaluate("() => document.activeElement.textContent") == "42-45#47"
    sheet.press("Control+c")
    assert clipboard(sheet) == BLOCK
    sheet.press("Control+a")
    assert len(selected(sheet)) == POSTS * sheet.page.locator(f"{SHEET} thead th").count()


def test_a_block_is_laid_again_and_again_over_a_range_that_it_fits_and_undone_at_once(sheet):
    put_on_clipboard(sheet, "20-21\n22-23\n")
    sheet.cell("present", 1, "Grade").focus()
    sheet.press("Shift+ArrowDown", "Shift+ArrowDown", "Shift+ArrowDown", "Control+v")
    sheet.settle()
    assert column(sheet, "Grade") == [GRADES[0], "20-21", "22-23", "20-21", "22-23", *GRADES[5:]]
    sheet.press("Control+z")
    sheet.settle()
    assert column(sheet, "Grade") == GRADES


def test_what_is_cut_moves_when_it_is_pasted_and_not_before(sheet):
    sheet.cell("present", 0, "Grade").focus()
    sheet.press("Control+x")
    assert column(sheet, "Grade") == GRADES
    sheet.press("ArrowDown", "Control+v")
    sheet.settle()
    assert [text.strip("\u26a0 ") for text in column(sheet, "Grade", 2)] == ["", "42-45#47"]
    sheet.press("Control+z")
    sheet.settle()
    assert column(sheet, "Grade") == GRADES


@pytest.mark.parametrize("way", ["by key", "by button", "by the handle"])
def test_the_first_of_a_range_fills_the_others(sheet, way):
    start, end = (sheet.cell("present", row, "Grade") for row in (0, 3))
    start.click()
    if way == "by the handle":
        drag(sheet, sheet.page.locator(f"{SHEET} .handle"), end)
    else:
        sheet.press("Shift+ArrowDown", "Shift+ArrowDown", "Shift+ArrowDown")
    if way == "by key":
        sheet.press("Control+d")
    elif way == "by button":
        sheet.page.locator(SHEET).get_by_role("button", name="Fill the selected cells").click()
    sheet.settle()
    assert column(sheet, "Grade") == ["42-45#47"] * 4 + GRADES[4:]
    assert note(sheet) == "Filled 3 cells. Ctrl+Z takes it back."
    sheet.press("Control+z")
    sheet.settle()
    assert column(sheet, "Grade") == GRADES


def test_a_range_is_filled_with_what_is_typed_and_emptied_at_once(sheet):
    sheet.cell("present", 1, "FTE").focus()
    sheet.press("Shift+ArrowDown")
    sheet.page.keyboard.type("0.5")
    sheet.press("Control+Enter")
    sheet.settle()
    assert column(sheet, "FTE", 4) == ["1", "0.5", "0.5", "1"]
    sheet.press("Delete")
    sheet.settle()
    assert column(sheet, "FTE", 4) == ["1", "1", "1", "1"], (
        "the whole of full time, which is meant where none is stated"
    )
    sheet.press("Control+z", "Control+z")
    sheet.settle()
    assert not sheet.page.get_by_role("button", name="Undo").is_enabled(), "two gestures, two steps"


def test_what_is_worked_out_is_shown_and_never_typed_over(sheet):
    """The whole cost of the present structure, from the published report's grades, is in the tile as well."""
    pounds = [int(text.replace("\u00a3", "").replace(",", "")) for text in column(sheet, "\u00a3 a year before")]
    assert abs(sum(pounds) - int(sheet.tile("present").replace("\u00a3", "").replace(",", ""))) <= POSTS
    why = column(sheet, "Why")
    assert why[0] == "The top of the grade falls from SCP 45 to SCP 42." and why[6] == "Deleted, 1 FTE."
    put_on_clipboard(sheet, "9\t9\n9\t9\n")
    sheet.cell("present", 0, "Holder's point").focus()
    sheet.press("Control+v")
    sheet.settle()
    assert "2 cells that are worked out were left as before." in note(sheet)
    assert column(sheet, "Why") == why and column(sheet, "FTE in all", 2) == ["1", "1"]
    sheet.cell("present", 0, "Why").focus()
    sheet.press("x")
    assert note(sheet) == "This cell is worked out, so you can't type in it."


def test_a_choice_is_taken_by_its_first_letter_and_a_destination_by_its_title(sheet):
    sheet.cell("present", 1, "What becomes of it").focus()
    sheet.press("d", "Enter")
    sheet.settle()
    assert (sheet.cell("present", 1, "What becomes of it").inner_text(), column(sheet, "Goes to")[1]) == ("deleted", "")
    sheet.undo()
    sheet.cell("present", 1, "Goes to").focus()
    sheet.press("Enter")
    offered = sheet.page.locator(f"{SHEET} datalist option").evaluate_all("all => all.map(one => one.value)")
    assert "ICT Senior Engineer" in offered
    sheet.press("Control+a")
    sheet.page.keyboard.type("ICT Senior Engineer")
    sheet.press("Enter")
    sheet.settle()
    assert (
        column(sheet, "Goes to")[1] == "ICT Senior Engineer"
        and "Blocking" in sheet.page.locator(".headline").inner_text()
    )


def test_a_post_is_typed_in_the_empty_row_while_answers_come(sheet):
    sheet.cell("present", POSTS, "Title").focus()
    for text, key in (("A new post (invented)", "Tab"), ("22-23", "Tab"), ("2", "Enter")):
        sheet.page.keyboard.type(text)
        sheet.press(key)
    sheet.settle()
    new = [sheet.cell("present", POSTS, name).inner_text() for name in ("Title", "Grade", "Number of posts")]
    assert new == ["A new post (invented)", "22-23", "2"]
    assert sheet.page.evaluate("() => document.activeElement.parentElement.dataset.row") == str(POSTS + 1)


def test_columns_are_chosen_and_stay_so_and_rows_are_looked_for(sheet):
    menu = sheet.page.locator(f"{SHEET} .columns-menu")
    headings = sheet.page.locator(f"{SHEET} thead th")
    before = headings.all_inner_texts()
    assert not {"Phase", "Reports to"} & {*before}
    menu.locator("summary").click()
    for name in ("Phase", "Reports to"):
        menu.get_by_label(name).check()
    sheet.press("Escape")
    sheet.page.reload()
    sheet.wait_until_drawn()
    assert {"Phase", "Reports to"} <= {*headings.all_inner_texts()}
    sheet.type_in("present", 2, "Reports to", "Senior ICT Officer")
    assert column(sheet, "Reports to", 3)[2] == "Senior ICT Officer"
    box = sheet.page.locator(SHEET).get_by_role("searchbox")
    box.fill("technic")
    sheet.page.locator(SHEET).get_by_label("only these rows").check()
    assert sheet.page.locator(f"{SHEET} tbody tr").count() == 6, "five with a technician in them, and the empty row"
    sheet.page.locator(SHEET).get_by_label("only these rows").uncheck()
    box.fill("hardware")
    box.press("Enter")
    assert sheet.page.evaluate("() => document.activeElement.textContent").startswith("AVA/ICT Hardware")
    menu.locator("summary").click()
    menu.get_by_role("button", name="Back to the usual columns").click()
    sheet.press("Escape")
    sheet.page.reload()
    sheet.wait_until_drawn()
    assert headings.all_inner_texts() == before


def test_by_keyboard_alone_into_the_sheet_an_edit_and_out_again(sheet):
    sheet.page.locator(f"{SHEET} .columns-menu summary").focus()
    sheet.press("Tab")
    assert sheet.page.evaluate("() => document.activeElement.getAttribute('role')") == "rowheader"
    sheet.press("ArrowRight", "Enter")
    sheet.page.keyboard.type("42-44")
    sheet.press("Enter")
    sheet.settle()
    assert column(sheet, "Grade", 2) == ["42-44", GRADES[1]]
    sheet.press("Tab")
    outside = "() => !document.activeElement.closest('table') && document.activeElement.tagName"
    assert sheet.page.evaluate(outside) == "SUMMARY"
    sheet.press("Shift+Tab", "Shift+Tab")
    assert sheet.page.evaluate(outside) == "SUMMARY", "one stop of Tab, forth and back"


def test_the_active_cell_is_never_under_the_frozen_column_or_the_headings(sheet):
    sheet.page.set_viewport_size({"width": 640, "height": 400})
    sheet.cell("present", 0, "Title").focus()
    hidden = []
    for key in ["Control+End", *["ArrowLeft"] * 12, "Control+End", *["ArrowUp"] * 7]:
        sheet.press(key)
        seen = sheet.page.evaluate(
            "() => { const at = document.activeElement, box = at.getBoundingClientRect(); const x = box.left +"
            " Math.min(box.width, 20) / 2, y = box.top + 12; return at.contains(document.elementFromPoint(x, y)); }"
        )
        hidden += [] if seen else [key]
    assert hidden == []


@pytest.mark.parametrize("colours", ["none", "active"], ids=["as usual", "in forced colours"])
def test_no_fault_of_accessibility_of_any_level_is_found_in_the_sheet_also_while_it_is_typed_in(sheet, colours):
    sheet.page.emulate_media(forced_colors=colours)
    sheet.type_in("present", 0, "Grade", "42-4x")
    assert sheet.found_by_axe(".sheet") == []
    for heading in ("Grade", "What becomes of it", "Goes to"):
        sheet.cell("present", 1, heading).focus()
        sheet.press("Enter")
        assert sheet.found_by_axe(".sheet") == [], heading
        sheet.press("Escape")
    sheet.cell("present", 1, "Grade").focus()
    sheet.press("Shift+ArrowDown")
    colour = sheet.cell("present", 2, "Grade").evaluate("cell => getComputedStyle(cell).backgroundColor")
    plain = sheet.cell("present", 3, "Grade").evaluate("cell => getComputedStyle(cell).backgroundColor")
    assert colour != plain, "what is selected is seen"
    sheet.page.emulate_media(forced_colors="none")
