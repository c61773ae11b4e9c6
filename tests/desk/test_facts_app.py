"""All facts in a real browser: a box of each kind typed in and saved, adding and removing, faults, access and speed."""

import pytest

from model.schema.reading.document import read_yaml
from tests.conftest import HOME
from tests.desk.desk_page import NAME

pytestmark = pytest.mark.browser
pytest_plugins = ("tests.desk.desk_browser",)
AXE = HOME / "tests" / "vendor" / "axe-4.12.1.min.js"


@pytest.fixture
def facts(desk):
    desk.tab("All facts")
    close_all(desk)
    yield desk
    close_all(desk)


def close_all(desk):
    desk.page.get_by_role("button", name="Close all").click()
    desk.settle()


def open_all(desk):
    desk.page.get_by_role("button", name="Open all").click()
    desk.settle()


def node(desk, key):
    return desk.page.locator(f'details[data-key="{key}"]')


def opened(desk, *keys):
    for key in keys:
        node(desk, key).locator("> summary").click()
        desk.settle()


def box(desk, key):
    return desk.page.locator(f'[id="field-facts-{key}"]')


def fill(desk, key, text):
    box(desk, key).fill(text)
    box(desk, key).press("Enter")
    desk.settle()


def test_a_box_of_each_kind_is_typed_in_and_saved(facts, workbook):
    opened(facts, "dates", "pay", "costing", "notes")
    fill(facts, "reference", "DPR 9999")
    fill(facts, "dates.published", "25 November 2010")
    fill(facts, "pay.full_time_hours", "35")
    box(facts, "costing.basis").select_option("bottom")
    facts.settle()
    facts.page.get_by_role("button", name="Add an entry to Notes").click()
    facts.settle()
    added = len(read_yaml(workbook / "scenarios" / NAME).data["notes"])
    assert box(facts, f"notes.{added}.text").evaluate("box => box === document.activeElement"), (
        "the first box has the focus"
    )
    fill(facts, f"notes.{added}.text", "Travel is not counted")
    box(facts, f"notes.{added}.exempt").select_option("yes")
    facts.settle()
    facts.tab("Save and clear")
    for reason in facts.page.locator(".reasons input").all():
        reason.fill("Tried in a test (invented)")
        reason.press("Tab")
        facts.settle()
    facts.page.get_by_label("Your name or initials").fill("A. Officer (invented)")
    facts.page.get_by_label("New file name").fill("by-form.yaml")
    facts.page.get_by_role("button", name="Save as").click()
    facts.page.get_by_text("Saved as by-form.yaml.").wait_for()
    file = workbook / "scenarios" / "by-form.yaml"
    saved = read_yaml(file).data
    file.unlink()
    assert saved["reference"] == "DPR 9999" and saved["dates"]["published"] == "2010-11-25"
    assert saved["pay"]["full_time_hours"] == 35 and saved["costing"]["basis"] == "bottom"
    assert saved["notes"][added] == {"text": "Travel is not counted", "exempt": True}
    facts.page.get_by_label("Scenario", exact=True).select_option(
        value=[one for one in facts.choices() if one.endswith(f"/{NAME}")]
    )
    facts.settle()
    facts.tab("All facts")


def test_a_fault_is_told_beside_its_box_and_counted_at_its_section(facts):
    opened(facts, "dates")
    fill(facts, "dates.decision", "31 November 2010")
    decision = box(facts, "dates.decision")
    assert decision.get_attribute("aria-invalid") == "true"
    described = [
        facts.page.locator(f'[id="{one}"]').inner_text() for one in decision.get_attribute("aria-describedby").split()
    ]
    assert described[0].startswith("The day on which the decision is taken.") and "31 November 2010" in described[1]
    assert "1 to mend" in node(facts, "dates").locator("> summary").inner_text()
    facts.undo()
    assert decision.get_attribute("aria-invalid") is None


def test_a_section_is_added_filled_and_removed_and_the_focus_goes_with_it(facts):
    add = facts.page.get_by_role("button", name="Add: Limits of the structure")
    add.click()
    facts.settle()
    assert box(facts, "structure_limits.most_layers").evaluate("box => box === document.activeElement")
    fill(facts, "structure_limits.most_layers", "5")
    assert "to mend" in node(facts, "structure_limits").locator("> summary").inner_text(), "its source is needed"
    facts.page.get_by_role("button", name="Remove Limits of the structure").click()
    facts.settle()
    assert add.evaluate("button => button === document.activeElement")
    assert facts.page.locator(".headline").get_attribute("data-stale") == "false"
    facts.undo()
    facts.undo()


def test_no_box_holds_json(facts):
    open_all(facts)
    texts = facts.page.locator(".facts :is(input, textarea, select)").evaluate_all("all => all.map(box => box.value)")
    assert len(texts) > 100 and not [text for text in texts if text.strip().startswith(("{", "["))]


@pytest.mark.parametrize("width", [640, 1280, 1920])
def test_axe_finds_nothing_with_all_sections_open_and_the_page_never_scrolls_sideways(facts, width):
    facts.page.set_viewport_size({"width": width, "height": 900})
    open_all(facts)
    fill(facts, "dates.decision", "31 November 2010")
    assert facts.found_by_axe() == []
    assert facts.page.evaluate(
        "() => document.querySelector('.desk').scrollWidth <= document.querySelector('.desk').clientWidth"
    )
    small = facts.page.locator(".facts :is(button, summary)").evaluate_all(
        "all => all.filter(one => one.offsetHeight && one.offsetHeight < 24).length"
    )
    assert small == 0
    facts.undo()


def test_the_whole_form_of_the_fictional_council_takes_less_than_200_ms_of_the_browser(facts):
    facts.page.get_by_label("Scenario", exact=True).select_option(
        value=[one for one in facts.choices() if one.endswith("/fictional-council.yaml")]
    )
    facts.settle()
    timer = facts.page.context.new_cdp_session(facts.page)
    timer.send("Performance.enable", {"timeDomain": "threadTicks"})

    def spent():
        found = {one["name"]: one["value"] for one in timer.send("Performance.getMetrics")["metrics"]}
        return sum(found[f"{name}Duration"] for name in ("Script", "Layout", "RecalcStyle"))

    before = spent()
    open_all(facts)
    took = spent() - before
    assert facts.page.locator(".facts :is(input, textarea, select)").count() > 200
    assert took < 0.2, f"{1000 * took:.0f} ms"


def test_a_list_of_plain_rows_is_a_sheet_as_well_as_forms(facts):
    opened(facts, "published")
    first = node(facts, "published.0").locator("> summary .name").inner_text()
    node(facts, "published").get_by_role("button", name="Show as a sheet").click()
    facts.settle()
    sheet = node(facts, "published").get_by_role("grid")
    assert sheet.locator("tbody [role=row], [role=row]").count() > 2 and not node(facts, "published.0").is_visible()
    assert facts.found_by_axe() == []
    node(facts, "published").get_by_role("button", name="Show as forms").click()
    assert node(facts, "published.0").locator("> summary .name").inner_text() == first
