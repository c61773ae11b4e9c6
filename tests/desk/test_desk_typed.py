"""In a real browser: what is typed stays, and no figure stands beside a value that it does not rest on."""

import pytest

from tests.desk.desk_page import NAME, wait_for

pytestmark = pytest.mark.browser
pytest_plugins = ("tests.desk.desk_browser",)
RATE = "Employer\u2019s pension rate, 1 April 2010 to 31 March 2012"


def posts(desk):
    return desk.page.locator("[data-sheet] tbody tr > :first-child").all_inner_texts()


def test_a_refused_save_keeps_name_and_initials_and_the_next_save_asks_before_it_writes_over_the_original(
    desk, workbook
):
    original = workbook / "scenarios" / NAME
    before = original.read_bytes()
    desk.type_in("present", 0, "Grade", "42-44")
    desk.tab("Save and clear")
    author, name = desk.page.get_by_label("Your name or initials"), desk.page.get_by_label("New file name")
    name.fill("my copy")
    desk.page.get_by_role("button", name="Save as").click()
    desk.settle()
    said = desk.page.locator(".outcome").inner_text()
    assert "initials" in said or "can't be a scenario's name" in said
    author.fill("A. Officer (invented)")
    desk.page.get_by_role("button", name="Save as").click()
    desk.settle()
    assert "can't be a scenario's name" in desk.page.locator(".outcome").inner_text()
    assert (author.input_value(), name.input_value()) == ("A. Officer (invented)", "my copy")
    desk.page.get_by_role("button", name="Save", exact=True).click()
    desk.settle()
    assert desk.page.locator(".asks").is_visible() and original.read_bytes() == before
    desk.page.get_by_role("button", name="Do not").click()
    desk.settle()
    assert name.input_value() == "my copy" and original.read_bytes() == before
    name.fill("my-copy.yaml")
    desk.page.get_by_role("button", name="Save as").click()
    desk.page.get_by_text("Saved as my-copy.yaml.").wait_for()
    assert original.read_bytes() == before
    name.fill(NAME)
    desk.page.get_by_role("button", name="Save as").click()
    desk.settle()
    assert f"{NAME} is already there" in desk.page.locator(".asks").inner_text()
    assert original.read_bytes() == before
    (workbook / "scenarios" / "my-copy.yaml").unlink()


@pytest.mark.parametrize("way", ["by the key", "from the browser's menu"])
def test_undo_in_a_box_takes_the_figures_with_the_text(desk, way):
    before = desk.tiles()
    desk.tab("Assumptions")
    rate = desk.page.get_by_label(RATE, exact=True)
    text = rate.input_value()
    rate.click()
    desk.press("Control+a")
    desk.page.keyboard.type("20%")
    desk.press("Enter")
    desk.settle()
    changed = desk.tiles()
    assert changed != before
    if way == "by the key":
        desk.press("Control+z")
    else:
        desk.page.evaluate("() => document.execCommand('undo')")
    wait_for(lambda: desk.tiles() == before and rate.input_value() == text)
    desk.settle()
    if way == "by the key":
        desk.press("Control+Shift+z")
        wait_for(lambda: desk.tiles() == changed and rate.input_value() == "20%")


def test_undo_of_the_draft_reaches_the_box_that_has_the_focus(desk):
    before = desk.tiles()
    desk.tab("Assumptions")
    rate = desk.page.get_by_label(RATE, exact=True)
    text = rate.input_value()
    rate.fill("20%")
    rate.press("Enter")
    desk.settle()
    desk.page.evaluate(
        "() => [...document.querySelectorAll('.tools button')].find(b => b.textContent === 'Undo').click()"
    )
    desk.settle()
    assert (desk.tiles(), rate.input_value()) == (before, text)


def test_what_is_typed_stays_when_the_answer_to_the_box_before_comes(desk):
    desk.tab("Assumptions")
    rate, hours = desk.page.get_by_label(RATE, exact=True), desk.page.get_by_label("Full-time hours a week", exact=True)
    hours.focus()
    rate.fill("20%")
    hours.focus()
    desk.press("Control+a")
    desk.page.keyboard.type("35.5")  # the answer to the rate comes while this is typed
    desk.settle()
    assert hours.input_value() == "35.5"
    desk.press("Tab")
    desk.settle()
    desk.tab("Save and clear")
    told = desk.page.locator(".inputs").inner_text()
    assert "24.8% becomes 20%" in told and "35.5" in told
    first, second = desk.page.locator(".reasons input").all()
    first.fill("The first reason (invented)")
    second.focus()
    desk.page.keyboard.type("The second reason (invented)")
    desk.settle()
    assert [first.input_value(), second.input_value()] == [
        "The first reason (invented)",
        "The second reason (invented)",
    ]


EXCEL = "Control+d Control+r Control+Enter Control+Insert Shift+Insert Insert Control+Delete Control+Shift+Equal"
EXCEL += " Control+Minus Alt+ArrowDown Alt+ArrowUp Shift+Space Shift+ArrowDown Control+ArrowDown F4 F9 Control+Space"


def test_no_key_of_excel_makes_moves_or_deletes_a_post(desk):
    """In the first row, where there is nothing above to fill from."""
    before, figures = posts(desk), desk.tiles()
    for key in EXCEL.split():
        for name in ("Grade", "What becomes of it"):
            desk.cell("present", 0, name).focus()
            desk.press(key, "Escape")
            desk.page.wait_for_timeout(100)
            desk.settle()
            assert (posts(desk), desk.tiles()) == (before, figures), (key, name)


def test_fill_down_fills_the_cell_from_the_one_above_and_says_so(desk):
    before = posts(desk)
    desk.cell("present", 1, "Grade").focus()
    desk.press("Control+d")
    desk.settle()
    assert desk.grades(2) == ["42-45#47", "42-45#47"] and posts(desk) == before
    assert desk.page.locator("[data-sheet=present] .key-note").inner_text() == "Filled: 42-45#47."
    desk.press("Control+z")
    desk.settle()
    assert desk.grades(2) == ["42-45#47", "35-38#41"]
    desk.press("Control+Shift+z")
    desk.settle()
    assert desk.grades(2) == ["42-45#47", "42-45#47"]


def test_f2_edits_at_the_end_and_ctrl_s_enters_what_is_typed_and_goes_to_saving(desk):
    desk.cell("present", 0, "Title").focus()
    desk.press("F2")
    desk.page.keyboard.type(" (ICT)")
    desk.press("Control+s")
    desk.settle()
    assert desk.cell("present", 0, "Title").text_content() == "Principal ICT Officer (ICT)"
    assert desk.page.evaluate("() => document.activeElement.closest('#inputs-save') !== null")


def test_posts_are_still_added_moved_and_deleted_by_keys_of_their_own(desk):
    before = posts(desk)
    desk.cell("present", 0, "Title").focus()
    desk.press("Alt+Shift+ArrowDown")
    desk.settle()
    assert posts(desk)[:2] == [before[1], before[0]]
    desk.press("Alt+Insert")
    desk.settle()
    assert len(posts(desk)) == len(before) + 1
    desk.press("Control+z", "Alt+Delete")
    desk.settle()
    assert posts(desk) == [before[1], *before[2:]]
