"""To committee in a real browser: control sheet, clearance with Cancel, a signature, verify; two desks; three views."""

import re
from contextlib import suppress

import psutil
import pytest

from model.control.seal import broken_files
from model.control.sheet import control_path, read_sheet
from tests.desk.desk_page import NAME, DeskPage

pytestmark = pytest.mark.browser
pytest_plugins = ("tests.desk.desk_browser",)

MINE = "to-committee.yaml"


def fill(desk, key, text):
    box = desk.page.locator(f'[id="field-control-{key}"]')
    box.fill(text)
    box.press("Tab")
    desk.settle()


def open_scenario(desk, name):
    picker = desk.page.get_by_label("Scenario", exact=True)
    picker.select_option(value=[one for one in desk.choices() if one.endswith(f"/{name}")])
    desk.settle()


def building(name):
    """The process that builds the pack of a scenario's file."""
    for process in psutil.process_iter():
        with suppress(psutil.Error):
            words = process.cmdline()
            if "model.report.pack.apart" in words and any(word.endswith(name) for word in words):
                return process
    raise AssertionError(f"no process builds the pack of {name}")


@pytest.fixture(scope="module")
def copied(opened, workbook):
    """The Barnet case under a name of its own, without a control sheet; it and all that came of it goes at the end."""
    opened.page.locator("summary", has_text="Copy").first.click()
    opened.page.get_by_label("Name of the copy").fill(MINE)
    opened.click("Copy and open")
    yield workbook / "scenarios" / MINE
    open_scenario(opened, NAME)
    for file in (workbook / "scenarios").glob("*to-committee*"):
        file.unlink()


def test_a_control_sheet_is_started_and_its_roles_typed(opened, copied):
    opened.tab("Sign and publish")
    button = opened.page.get_by_role("button", name="Start one for an officer's report")
    button.wait_for()
    button.click()
    opened.settle()
    opened.page.locator("summary", has_text="Change the control sheet").click()
    fill(opened, "roles.analyst", "A. Officer (invented)")
    fill(opened, "roles.assurer", "a. officer (invented)")
    assert (
        "someone other than the analyst" in opened.page.locator('[id="field-control-roles.assurer-fault"]').inner_text()
    )
    fill(opened, "roles.assurer", "B. Officer (invented)")
    roles = read_sheet(control_path(copied))[0].roles
    assert (roles.analyst, roles.assurer) == ("A. Officer (invented)", "B. Officer (invented)")
    assert opened.found_by_axe() == []


def test_a_clearance_shows_its_steps_is_cancelled_and_begun_again_until_its_pack_is_whole(opened, copied, workbook):
    opened.tab("Structure")
    opened.tab("Save and clear")
    opened.click("Clear")
    opened.page.get_by_text("Step 1 of 3: Costing the scenario").wait_for(timeout=60_000)
    build = building(MINE)
    build.suspend()  # a quick machine would be done before all is looked at
    opened.page.get_by_text(re.compile(r"to-committee\.yaml is being cleared by .+ can only be read here")).wait_for()
    assert opened.page.get_by_role("progressbar").is_visible() and opened.found_by_axe() == []
    assert opened.page.get_by_role("button", name="Save", exact=True).is_disabled()
    opened.tab("Structure")
    opened.cell("present", 0, "Grade").click()
    opened.press("Enter")
    assert opened.page.locator('[data-sheet="present"] .key-note').inner_text() == "This can only be read now."
    opened.tab("Save and clear")
    opened.click("Cancel")
    build.resume()
    opened.page.get_by_text("Cancelled. There is no pack.").wait_for(timeout=60_000)
    packs = workbook / "packs"
    assert not packs.is_dir() or not [path for path in packs.iterdir() if "to-committee" in path.name]
    opened.page.locator(".others").wait_for(state="hidden")
    opened.click("Clear")
    opened.page.get_by_role("link", name="Open the pack's report").wait_for(timeout=120_000)
    assert broken_files(packs / "to-committee") == []
    opened.page.locator(".others").wait_for(state="hidden")
    assert opened.page.get_by_role("button", name="Save", exact=True).is_enabled()


def test_the_documents_are_listed_and_open_one_row_is_signed_and_all_is_verified(opened, copied):
    opened.click("All documents of the pack")
    opened.page.get_by_role("link", name="The certificate").wait_for()
    names = opened.page.locator(".control th a").all_inner_texts()
    assert names[:2] == ["The report", "The certificate"] and "The public report in Word" in names
    with opened.page.context.expect_page() as other:
        opened.page.get_by_role("link", name="The certificate").click()
    other.value.wait_for_load_state()
    assert "A. Officer (invented)" in other.value.inner_text("body"), "the role that was typed"
    other.value.close()
    row = opened.page.get_by_label("The row")
    row.select_option(label="6. Legal clears the report")
    opened.page.get_by_label("Name of the person who clears it").fill("C. Solicitor (invented)")
    opened.click("Sign this row")
    said = opened.page.locator(".control-said")
    assert (
        "Nothing was signed." in said.inner_text()
        and "on or before the decision (18 November 2010)" in said.inner_text()
    )
    opened.page.get_by_label("Day", exact=True).last.fill("18 November 2010")
    opened.click("Sign this row")
    assert said.inner_text().startswith("Entry 1 of") and "to be kept elsewhere" in said.inner_text()
    assert "C. Solicitor (invented)" in opened.page.get_by_role("region", name="The log of signatures").inner_text()
    opened.click("Verify the pack and the log")
    assert opened.page.get_by_text("to-committee.clearances.jsonl: sound.").count()
    assert opened.found_by_axe() == []


def test_two_desks_on_one_file_see_each_other_save_and_neither_loses_a_change(opened, copied, app_address, chromium):
    theirs = DeskPage(chromium.new_page(viewport={"width": 1280, "height": 800}))
    theirs.page.on("dialog", lambda asked: asked.accept())
    theirs.page.goto(app_address)
    theirs.wait_until_drawn()
    open_scenario(theirs, MINE)
    theirs.type_in("present", 0, "Grade", "42-44")
    theirs.tab("Save and clear")
    theirs.page.get_by_label("Your name or initials").fill("D. Colleague (invented)")
    opened.tab("Structure")
    opened.type_in("present", 1, "Grade", "35-37")
    theirs.click("Save")
    said = opened.page.get_by_text(re.compile(r"to-committee\.yaml was saved by D\. Colleague \(invented\), "))
    said.wait_for(timeout=15_000)
    assert opened.found_by_axe() == []
    opened.click("Keep mine")
    opened.tab("Save and clear")
    differs = opened.page.locator(".form", has_text="What differs from the file").first.inner_text()
    assert "42-44" in differs and "35-37" in differs
    opened.page.get_by_label("Your name or initials").fill("A. Officer (invented)")
    opened.click("Save")
    opened.page.get_by_text(f"Saved as {MINE}.").wait_for()
    theirs.page.get_by_text(re.compile(r"was saved by A\. Officer \(invented\), ")).wait_for(timeout=15_000)
    theirs.click("Take theirs")
    theirs.tab("Structure")
    assert theirs.cell("present", 1, "Grade").inner_text() == "35-37"
    authors = re.findall(r"author: (\w\. \w+)", copied.read_text(encoding="utf-8"))
    assert authors[-2:] == ["D. Colleague", "A. Officer"]
    assert theirs.failures == []
    theirs.page.close()


def test_the_view_of_who_reads_and_of_who_clears_is_chosen_said_and_remembered(opened, app_address, chromium):
    page = DeskPage(chromium.new_page(viewport={"width": 640, "height": 800}))
    page.page.goto(app_address)
    page.wait_until_drawn()
    page.page.get_by_label("Shown for").select_option(label="a reader")
    page.page.get_by_text("You can read the results. Nothing can be changed.").wait_for()
    inputs = page.page.locator(".inputs")
    assert inputs.is_hidden() and page.page.get_by_role("button", name="Undo").is_hidden()
    page.page.reload()
    page.wait_until_drawn()
    assert page.page.get_by_label("Shown for").input_value() == "reader" and inputs.is_hidden()
    assert page.found_by_axe() == []
    page.page.get_by_label("Shown for").select_option(label="a signatory")
    page.page.get_by_text("and sign. Nothing in the scenario can be changed.").wait_for()
    page.settle()
    tabs = page.page.get_by_role("tablist", name="What to change").get_by_role("tab")
    assert tabs.all_inner_texts() == ["Structure", "All facts", "Sign and publish"]
    page.page.get_by_role("button", name="Sign this row").wait_for()
    assert page.page.get_by_role("button", name="Sign this row").is_enabled()
    page.tab("Structure")
    assert page.page.get_by_role("grid").first.get_attribute("aria-readonly") == "true"
    assert page.found_by_axe() == []
    assert page.page.evaluate("() => document.documentElement.scrollWidth") <= 640
    assert page.failures == []
    page.page.close()
