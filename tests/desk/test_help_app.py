"""Help for each word, one click or one key away; and what stands beside the headline."""

import pytest

from model.report.glossary import TERMS
from tests.desk.desk_alone import desk_in, do, tile

pytest_plugins = ("tests.desk.desk_browser",)
MEANING = {term.name: term.meaning for term in TERMS}


def test_the_range_by_costing_basis_and_both_effects_are_beside_the_headline(tmp_path):
    """The lowest and the highest of the rows of the table by basis."""
    desk = desk_in(tmp_path)
    do(desk, "results", "show", tab="years")
    table = next(block for block in desk.page.views["results"]["blocks"] if block["key"] == "cost_by_basis")
    column = [head["name"] for head in table["columns"]].index("Change in a full year")
    amounts = {
        row[0]: int(row[column].replace("\u2212", "-").replace("£", "").replace(",", "")) for row in table["rows"]
    }
    beside = desk.page.views["beside"]["said"]
    for label in (min(amounts, key=amounts.get), max(amounts, key=amounts.get)):
        assert f"{next(row[column] for row in table['rows'] if row[0] == label)} ({label.lower()})" in beside
    assert MEANING["Budget effect"][1:] in beside and MEANING["Cash effect"][1:] in beside
    assert tile(desk, "cash", "label") == "Cash effect, full year"


def test_where_no_vacant_post_is_deleted_what_is_spent_changes_by_the_same_sum(tmp_path):
    desk = desk_in(tmp_path)
    do(desk, "picker", "open", path=str(desk.folder / "barnet-schools-ict-as-published.yaml"))
    shown = {one["key"] for one in desk.page.views["tiles"]["tiles"]}
    same = "Actual spending changes by the same sum" in desk.page.views["beside"]["said"]
    assert same is ("cash" not in shown)


@pytest.mark.browser
def test_a_word_is_explained_by_mouse_and_by_keyboard_and_escape_leads_back(desk):
    ask = desk.page.locator('.tile[data-key="full_year"] .ask')
    ask.click()
    pop = desk.page.get_by_role("dialog", name="What the words mean: Budget effect, full year")
    assert MEANING["Budget effect"] in pop.inner_text() and MEANING["Full-year effect"] in pop.inner_text()
    desk.press("Escape")
    assert not pop.is_visible()
    desk.tab("Years")
    ask = desk.page.locator('[data-key="cost_by_year"] .ask')
    ask.focus()
    desk.press("Enter")
    assert "dialog" in desk.page.evaluate("() => document.activeElement.getAttribute('role')")
    assert MEANING["Full-year effect"] in desk.page.locator('[data-key="cost_by_year"] .help-pop').inner_text()
    desk.press("Escape")
    assert desk.page.evaluate("() => document.activeElement.className") == "ask"


@pytest.mark.browser
def test_a_box_whose_label_has_a_word_of_the_field_explains_it(desk):
    desk.tab("Assumptions")
    ask = desk.page.locator("#inputs-assumptions .ask").first
    ask.click()
    assert desk.page.locator("#inputs-assumptions .help-pop:popover-open dd").first.inner_text() in MEANING.values()
    desk.press("Escape")


@pytest.mark.browser
@pytest.mark.parametrize("forced", ["none", "active"])
def test_help_bars_the_way_to_nobody_open_or_closed(desk, forced):
    desk.page.emulate_media(forced_colors=forced)
    for open_first in (False, True):
        if open_first:
            desk.page.locator(".tile .ask").first.click()
        assert desk.found_by_axe() == []
    desk.press("Escape")
    desk.page.emulate_media(forced_colors="none")


@pytest.mark.browser
@pytest.mark.parametrize("name", ["Folder", "Copy", "Columns"])
def test_what_opens_over_the_page_closes_with_escape_and_when_somebody_turns_to_something_else(desk, name):
    summary = desk.page.get_by_text(name, exact=True).and_(desk.page.locator("summary")).first
    part = summary.locator("..")
    for leave in (lambda: desk.press("Escape"), lambda: desk.page.get_by_role("heading", name="Results").click()):
        summary.click()
        assert part.get_attribute("open") is not None
        leave()
        assert part.get_attribute("open") is None


@pytest.mark.browser
def test_a_button_that_is_pressed_can_be_read_while_the_pointer_is_on_it(desk):
    thousands = desk.page.locator("button", has_text="£k")
    for pressed in ("true", "false"):
        thousands.click()
        desk.settle()
        assert thousands.get_attribute("aria-pressed") == pressed and desk.found_by_axe(".bar .tools") == []
