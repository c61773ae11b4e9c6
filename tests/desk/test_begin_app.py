"""A new case in a real browser: begun, filled step by step, its posts copied, saved, and without a fault."""

import pytest

from model.rates.tables import load_rates
from model.schema.load import load_scenario
from tests.conftest import HOME
from tests.desk.desk_page import NAME

pytestmark = pytest.mark.browser
pytest_plugins = ("tests.desk.desk_browser",)


def press(desk, name):
    desk.page.get_by_role("button", name=name, exact=True).click()
    desk.settle()


def fill(desk, key, text):
    box = desk.page.locator(f'[id="field-begin-{key}"]')
    box.fill(text)
    box.press("Tab")
    desk.settle()


def test_a_new_case_is_begun_filled_and_saved_by_mouse_and_keys_and_its_file_checks(desk, workbook):
    desk.tab("Begin")
    desk.page.locator("summary", has_text="Begin a new restructure").click()
    desk.page.get_by_label("Title", exact=True).fill("Libraries ICT")
    desk.page.get_by_label("Council", exact=True).fill("An invented council")
    assert desk.page.get_by_label("Name of the new file").input_value() == "libraries-ict.yaml"
    press(desk, "Make the file and open it")
    fill(desk, "reference", "ICT 12 (invented)")
    fill(desk, "summary", "One engineer goes on from 1 October 2026 (invented).")
    fill(desk, "dates.decision", "18 June 2026")
    fill(desk, "on_costs.lgps.0.rate", "19.5%")
    fill(desk, "on_costs.lgps.0.source", "Rates and adjustments certificate 2026 (invented)")
    desk.page.add_script_tag(content=(HOME / "tests" / "vendor" / "axe-4.12.1.min.js").read_text(encoding="utf-8"))
    ran = desk.page.evaluate("() => axe.run('.desk', { resultTypes: ['violations'] })")
    assert ran["passes"] and [(one["id"], one["nodes"][0]["html"]) for one in ran["violations"]] == []
    desk.tab("All facts")
    press(desk, "Add: Present posts (needed)")
    for key, text in (("title", "ICT Engineer"), ("grade", "26-29")):
        box = desk.page.locator(f'[id="field-facts-present.0.{key}"]')
        box.fill(text)
        box.press("Tab")
        desk.settle()
    desk.tab("Begin")
    press(desk, "Copy the present posts")
    assert desk.page.locator(".begin .ready").inner_text().startswith("Nothing is to mend")
    desk.tab("Save and clear")
    for reason in desk.page.locator(".reasons input").all():
        reason.fill("Stated when the case was begun (invented)")
        reason.press("Tab")
        desk.settle()
    desk.page.get_by_label("Your name or initials").fill("A. Officer (invented)")
    press(desk, "Save")
    desk.page.get_by_text("Saved as libraries-ict.yaml.").wait_for()
    file = workbook / "scenarios" / "libraries-ict.yaml"
    scenario = load_scenario(file, load_rates())
    assert [post.title for post in scenario.proposed] == ["ICT Engineer"]
    picker = desk.page.get_by_label("Scenario", exact=True)
    picker.select_option(value=[one for one in desk.choices() if one.endswith(f"/{NAME}")])
    desk.settle()
    file.unlink()
