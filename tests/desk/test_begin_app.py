"""A new case in a real browser: begun, filled step by step, its posts copied, saved, and without a fault."""

import pytest

from model.rates.tables import load_rates
from model.schema.load import load_scenario
from tests.cases.payroll_extract import march
from tests.desk.desk_page import NAME, DeskPage
from tests.desk.lists import write_csv

NEW_CASE = ("Title", "Council", "Name of the new file")
pytestmark = pytest.mark.browser
pytest_plugins = ("tests.desk.desk_browser",)


def fill(desk, key, text):
    box = desk.page.locator(f'[id="field-begin-{key}"]')
    box.fill(text)
    box.press("Tab")
    desk.settle()


def paste(desk, side, text):
    """Paste a block from a spreadsheet into the empty row of a sheet."""
    sheet = desk.page.locator(f'[data-sheet="{side}"]')
    sheet.locator("tbody tr.new [role=rowheader]").click()
    desk.page.evaluate(
        """text => { const data = new DataTransfer(); data.setData("text/plain", text);
        document.activeElement.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true })); }""",
        text,
    )
    desk.settle()


CUT = """() => [...document.querySelectorAll("[data-sheet] td")].filter((cell) => cell.offsetParent).flatMap((cell) => {
    if (cell.matches("td.number") && cell.scrollWidth > cell.clientWidth) return [cell.innerText];
    return [...cell.childNodes].filter((node) => node.nodeType === 3)
        .flatMap((node) => [...node.data.matchAll(/[A-Za-z]+/g)].filter((word) => {
            const range = document.createRange();
            range.setStart(node, word.index);
            range.setEnd(node, word.index + word[0].length);
            return range.getClientRects().length > 1;
        }).map((word) => word[0]));
})"""
"""The numbers of all sheets that are cut, and the words that are broken in the middle."""


def save(desk):
    desk.tab("Save and clear")
    for reason in desk.page.locator(".reasons input").all():
        reason.fill("Stated when the case was begun (invented)")
        reason.press("Tab")
        desk.settle()
    desk.page.get_by_label("Your name or initials").fill("A. Officer (invented)")
    desk.click("Save")


def back(desk, file):
    """Back to the first scenario; the new one is thrown away."""
    picker = desk.page.get_by_label("Scenario", exact=True)
    picker.select_option(value=[one for one in desk.choices() if one.endswith(f"/{NAME}")])
    desk.settle()
    file.unlink()


def test_a_new_case_is_begun_pasted_its_fates_chosen_and_saved_by_mouse_and_its_file_checks(desk, workbook):
    desk.tab("Begin")
    desk.page.get_by_label("Title", exact=True).fill("Libraries ICT")
    desk.page.get_by_label("Council", exact=True).fill("An invented council")
    assert desk.page.get_by_label("Name of the new file").input_value() == "libraries-ict.yaml"
    desk.click("Make the file and open it")
    made = desk.page.locator(".begun")
    assert made.inner_text().startswith(f"libraries-ict.yaml has been made in {workbook / 'scenarios'} and is open.")
    assert made.evaluate("made => made === document.activeElement"), "it is read out, and Tab goes on from there"
    boxes = {label: desk.page.get_by_label(label, exact=True).first.input_value() for label in NEW_CASE}
    assert boxes == dict.fromkeys(NEW_CASE, ""), "empty for a next case"
    fill(desk, "reference", "ICT 12 (invented)")
    fill(desk, "summary", "Two engineers go on from 1 October 2026 (invented).")
    fill(desk, "dates.decision", "18 June 2026")
    fill(desk, "on_costs.lgps.0.rate", "19.5%")
    fill(desk, "on_costs.lgps.0.source", "Rates and adjustments certificate 2026 (invented)")
    paste(desk, "present", "ICT Manager\t34-37\nICT Engineer\t26-29\nTechnician\t20-22\n")
    desk.click("Copy the present posts")
    assert desk.page.evaluate(CUT) == [], "the columns, which were made empty, are as wide as what was pasted"
    assert desk.page.locator(".begin .ready:not(.begun)").inner_text().startswith("Nothing is left to mend")
    desk.page.locator("summary", has_text="Choose what becomes of each post").click()
    desk.settle()
    assert desk.found_by_axe() == []
    desk.page.get_by_label("Tick Technician").check()
    desk.page.get_by_label("Tick ICT Engineer").check()
    desk.page.get_by_label("What becomes of them").select_option("ring-fenced")
    desk.page.locator("#fates-goal").select_option(label="ICT Engineer")
    desk.click("Set for the posts ticked")
    assert desk.page.get_by_label("How Technician is filled").input_value() == "unresolved"
    desk.page.get_by_label("How Technician is filled").select_option("open")
    desk.settle()
    desk.page.get_by_label("What becomes of Technician").select_option("deleted")
    desk.settle()
    desk.undo()
    save(desk)
    desk.page.get_by_text("Saved as libraries-ict.yaml.").wait_for()
    file = workbook / "scenarios" / "libraries-ict.yaml"
    scenario = load_scenario(file, load_rates())
    assert [(post.title, post.fate, post.to) for post in scenario.present] == [
        ("ICT Manager", "assimilated", ("ict-manager-new",)),
        ("ICT Engineer", "ring-fenced", ("ict-engineer-new",)),
        ("Technician", "ring-fenced", ("ict-engineer-new",)),
    ]
    assert [post.filled_by for post in scenario.proposed] == ["assimilation", "ring-fence", "open"]
    back(desk, file)


def test_a_payroll_extract_is_chosen_read_and_becomes_the_case_on_the_desk(desk, workbook):
    (workbook / "payroll").mkdir()
    write_csv(workbook / "payroll" / "march.csv", march()[:8])
    desk.tab("Begin")
    assert desk.page.get_by_label("A payroll or HR extract").is_visible(), "the open case needs nothing, so a new one"
    assert not desk.page.get_by_label("Extract, .xlsx or .csv").is_visible()
    desk.page.get_by_label("A payroll or HR extract").check()
    desk.page.get_by_label("Title", exact=True).first.fill("A service")
    desk.page.get_by_label("Council", exact=True).fill("An invented council")
    desk.page.get_by_label("Extract, .xlsx or .csv").fill(str(workbook / "payroll" / "march.csv"))
    desk.click("Read the extract")
    desk.click("Make the file and open it")
    assert "Employer's pension rate" in desk.page.locator(".begun").inner_text()
    assert desk.page.get_by_label("Title", exact=True).first.input_value() == "A service", "what is refused stays"
    for key, text in {"rate": "20%", "first_year": "2025/26", "implementation": "1 October 2025"}.items():
        box = desk.page.locator(f'[id="field-extract-{key}"]')
        box.fill(text)
        box.press("Tab")
        desk.settle()
    assert desk.found_by_axe() == []
    desk.click("Make the file and open it")
    assert (
        desk.page.locator(".begun").inner_text().startswith("a-service.yaml has been made from march.csv and is open")
    )
    assert desk.page.get_by_label("Scenario", exact=True).input_value().endswith("/a-service.yaml")
    assert not desk.page.get_by_label("Extract, .xlsx or .csv").is_visible()
    desk.tab("Structure")
    assert desk.cell("present", 0, "Title").inner_text() == "Officer"
    back(desk, workbook / "scenarios" / "a-service.yaml")


def test_fates_are_chosen_by_keyboard_alone(desk):
    desk.tab("Begin")
    summary = desk.page.locator("summary", has_text="Choose what becomes of each post")
    assert desk.page.locator(".fates").get_attribute("open") is None, "another scenario: it is closed"
    summary.focus()
    desk.press("Enter")
    desk.settle()
    reach(desk, "What becomes of ICT Technician")
    desk.page.keyboard.type("open")
    desk.settle()
    assert desk.page.evaluate("() => document.activeElement.value") == "open"
    reach(desk, "Tick ICT Technician", "Shift+Tab")
    desk.press("Space")
    reach(desk, "What becomes of them", "Shift+Tab")
    desk.page.keyboard.type("assim")
    reach(desk, "Goes to")
    desk.page.keyboard.type("ICT Support")
    reach(desk, "Set for the posts ticked")
    desk.press("Enter")
    desk.settle()
    assert desk.page.get_by_label("Where ICT Technician goes", exact=True).input_value() == "support-officer"
    assert desk.page.locator(".fates [role=status]").inner_text() == ""


def reach(desk, name, key="Tab"):
    """Go on by Tab until what has a name is reached."""
    named = """() => { const at = document.activeElement;
        return at.getAttribute("aria-label") || at.labels?.[0]?.textContent || at.textContent; }"""
    for _ in range(80):
        desk.press(key)
        if desk.page.evaluate(named) == name:
            return
    raise AssertionError(f"no Tab stop is called {name}")


def test_another_folder_is_named_by_keyboard_its_case_opened_and_opens_again_on_the_next_page(
    desk, workbook, app_address, chromium
):
    mine = workbook / "mine"
    mine.mkdir()
    (mine / "ours.yaml").write_bytes((workbook / "scenarios" / NAME).read_bytes())
    reach(desk, "Folder")
    desk.press("Enter")
    reach(desk, "Folder of the scenarios")
    desk.press("Control+a")
    desk.page.keyboard.type(str(workbook / "nowhere"))
    desk.press("Enter")
    desk.settle()
    notice = desk.page.locator(".notice")
    assert f"{workbook} has nothing called nowhere" in notice.inner_text() and desk.found_by_axe() == []
    reach(desk, "Folder")
    desk.press("Enter")
    reach(desk, "Folder of the scenarios")
    desk.press("Control+a")
    desk.page.keyboard.type(str(mine))
    desk.press("Enter")
    desk.settle()
    assert "1 scenario" in notice.inner_text()
    desk.page.keyboard.type("ours")
    desk.settle()
    assert desk.page.get_by_label("Scenario", exact=True).input_value() == str(mine / "ours.yaml")
    again = DeskPage(chromium.new_page())
    again.page.goto(app_address)
    again.wait_until_drawn()
    assert again.page.get_by_label("Scenario", exact=True).input_value() == str(mine / "ours.yaml")
    again.page.close()
    served = desk.page.evaluate("async (path) => (await fetch(`/voila/files/${path}`)).status", "mine/ours.yaml")
    assert served in (403, 404), "no file of the folder is served"
    desk.page.locator(".picker summary", has_text="Folder").click()
    desk.page.get_by_role("button", name=str(workbook / "scenarios")).click()
    desk.settle()
    back(desk, mine / "ours.yaml")


def test_an_award_is_typed_in_its_own_sheet_by_keyboard_and_the_sheet_is_given_back_to_all_facts(desk):
    desk.page.get_by_role("tab", name="Lists").focus()
    desk.press("Enter")
    reach(desk, "Which list")
    desk.page.keyboard.type("Pay: Pay aw")
    desk.settle()
    sheet = desk.page.locator('[data-sheet="pay.awards"]')
    sheet.locator("tbody tr.new").wait_for()
    desk.settle()
    while not desk.page.evaluate("() => document.activeElement.matches('[data-sheet] [role=rowheader]')"):
        desk.press("Tab")
    desk.page.keyboard.type("1 April 2011")
    desk.press("Tab")
    desk.page.keyboard.type("1.5%")
    desk.press("Enter")
    desk.settle()
    assert desk.cell("pay.awards", 0, "First day").inner_text() == "1 April 2011"
    assert desk.cell("pay.awards", 0, "Percentage").inner_text() == "1.5%"
    assert desk.found_by_axe() == []
    desk.tab("Structure")
    assert sheet.count() == 0
    desk.tab("Lists")
    assert sheet.is_visible()
    while desk.page.get_by_role("button", name="Undo").is_enabled():
        desk.undo()
    assert sheet.locator("tbody tr").count() == 1


def test_a_list_in_a_file_beside_is_changed_in_its_sheet_and_that_file_is_saved(desk, workbook):
    priced = "example-two-funds.yaml"
    payroll = workbook / "scenarios" / "example-two-funds" / "payroll.csv"
    before = {path: path.read_bytes() for path in (payroll, workbook / "scenarios" / priced)}
    picker = desk.page.get_by_label("Scenario", exact=True)
    picker.select_option(value=[one for one in desk.choices() if one.endswith(f"/{priced}")])
    desk.settle()
    desk.tab("Lists")
    desk.page.get_by_label("Which list").select_option("budget.payroll")
    desk.page.get_by_text("These rows are in example-two-funds/payroll.csv").wait_for()
    desk.settle()
    desk.type_in("budget.payroll", 0, "Gross pay", "3,800")
    assert desk.found_by_axe() == []
    save(desk)
    desk.page.get_by_text(f"Saved as {priced}.").wait_for()
    lines = payroll.read_bytes().replace(b"ED001,1,3800", b"ED001,1,3725.92")
    assert lines == before[payroll] != payroll.read_bytes()
    assert load_scenario(workbook / "scenarios" / priced, load_rates())
    picker.select_option(value=[one for one in desk.choices() if one.endswith(f"/{NAME}")])
    desk.settle()
    for path, content in before.items():
        path.write_bytes(content)
