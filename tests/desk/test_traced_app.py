"""How a figure was worked out, in a real browser: by mouse and by keyboard alone, at any width."""

import pytest

pytestmark = pytest.mark.browser
pytest_plugins = ("tests.desk.desk_browser",)
AT = "() => document.activeElement.textContent"
NO_SIDEWAYS = "() => document.documentElement.scrollWidth <= innerWidth"


def dialog(desk):
    return desk.page.locator("dialog.traced")


def test_by_keyboard_alone_from_the_headline_to_a_rate_and_back_to_where_one_was(desk):
    figure = desk.page.locator('.tile[data-key="full_year"] .worked')
    figure.focus()
    desk.press("Enter")
    desk.settle()
    assert desk.page.evaluate(AT) == "Budget effect, full year: printed as +£9,147"
    for name in ("Proposed structure, full year, 2010/11", "ICT Senior Engineer", "Employer pension (LGPS)"):
        dialog(desk).get_by_role("button", name=f"{name}: open step").focus()
        desk.press("Enter")
        desk.settle()
    assert "= 12 × 24.8% × £2,532.25 [1, 2]" in dialog(desk).inner_text()
    dialog(desk).get_by_role("button", name="What rests on this rate? Employer pension rate").focus()
    desk.press("Enter")
    desk.settle()
    assert "Worked out with it" in dialog(desk).inner_text()
    assert desk.found_by_axe() == []
    desk.press("Escape")
    desk.settle()
    assert not dialog(desk).is_visible()
    assert figure.evaluate("figure => figure === document.activeElement")


def test_figures_of_a_table_are_one_stop_and_arrows_go_from_one_to_the_next(desk):
    desk.tab("Years")
    figures = desk.page.locator('[data-key="cost_by_year"] .worked')
    assert figures.count() == 12
    assert figures.evaluate_all("all => all.filter(one => one.tabIndex === 0).length") == 1
    figures.first.focus()
    desk.press("ArrowRight", "ArrowDown", "Enter")
    desk.settle()
    assert dialog(desk).locator("h2").inner_text() == "2011/12, With the proposal: printed as £404,778"
    dialog(desk).get_by_role("button", name="Close").click()
    desk.settle()
    assert desk.page.evaluate(AT) == "£404,778"


@pytest.mark.parametrize("width", [640, 1280, 1920])
def test_it_fits_the_page_and_bars_the_way_to_nobody(desk, width):
    desk.page.set_viewport_size({"width": width, "height": 800})
    desk.page.locator('.tile[data-key="present"] .worked').click()
    desk.settle()
    assert desk.page.evaluate(NO_SIDEWAYS)
    assert desk.found_by_axe() == []
    dialog(desk).get_by_role("button", name="Close").click()
    desk.settle()
    assert desk.found_by_axe(".headline") == []


def test_what_rests_on_a_rate_is_asked_beside_the_assumptions(desk):
    desk.tab("Assumptions")
    ask = desk.page.locator("#inputs-assumptions").get_by_role("button", name="What rests on a rate?")
    ask.click()
    desk.settle()
    assert desk.page.evaluate(AT) == "What rests on a rate?"
    dialog(desk).get_by_role(
        "button", name="What rests on this rate? Employer National Insurance, employer rate"
    ).first.click()
    desk.settle()
    dialog(desk).get_by_role("button", name="Present structure").click()
    desk.settle()
    assert dialog(desk).locator("h2").inner_text().startswith("Present structure: printed as")
    desk.press("Escape")
    desk.settle()
    assert ask.evaluate("ask => ask === document.activeElement")


def test_an_edit_while_it_was_open_is_no_matter_and_the_same_button_stays_in_focus(desk):
    figure = desk.page.locator('.tile[data-key="present"] .worked')
    before = figure.inner_text()
    figure.focus()
    desk.page.evaluate("() => { document.activeElement.dataset.mine = 'yes'; }")
    desk.type_in("present", 0, "Grade", "41-44")
    assert figure.inner_text() != before and figure.get_attribute("data-mine") == "yes"
    assert figure.get_attribute("aria-label").startswith(figure.inner_text())
    desk.undo()


def test_beside_a_pension_rate_is_what_rests_on_it_and_close_leads_back_to_it(desk):
    desk.tab("Assumptions")
    ask = desk.page.locator("#inputs-assumptions .field").get_by_role("button", name="What rests on this rate?").first
    ask.focus()
    desk.press("Enter")
    desk.settle()
    assert "Employer pension rate" in dialog(desk).locator("h2").inner_text()
    desk.press("Escape")
    desk.settle()
    assert ask.evaluate("ask => ask === document.activeElement")
