"""From the empty start to a cleared pack, in a real browser: by mouse, and by keyboard alone.

The case is the eleven Barnet posts, with prices for 102 schools. No file is
edited by hand, and nothing is done but at the desk.
"""

from time import monotonic

import pytest

from model.assessment.assess import assess
from tests.conftest import RESOLVED, run_model
from tests.desk import barnet_typed as typed
from tests.desk.desk_page import DeskPage
from tests.desk.officer import ByKeys, ByMouse

pytestmark = pytest.mark.browser
pytest_plugins = ("tests.desk.desk_browser",)


@pytest.fixture
def fresh(app_address, chromium):
    """The desk as somebody meets it who opens it for the first time."""
    page = DeskPage(chromium.new_context(viewport={"width": 1280, "height": 900}).new_page())
    page.page.goto(app_address)
    yield page.wait_until_drawn()
    page.page.context.close()
    assert page.failures == []


def begin(officer, title):
    """A blank case, and what every case needs."""
    officer.press("Close")
    officer.tab("Begin")
    anew = officer.page.locator("details", has_text="Begin a new restructure")
    officer.fill("Title", title, anew)
    officer.fill("Council", "London Borough of Barnet", anew)
    officer.press("Make the file and open it")
    needed = typed.PROPOSAL | typed.DATES | typed.YEARS | {"Pay spine": typed.SPINE} | typed.PAY | typed.FIRST_RATE
    for label, text in (needed | typed.COSTING).items():
        officer.fill(label, text)


def posts(officer):
    """Both structures as two blocks, and then what becomes of each post."""
    officer.tab("Structure")
    present, proposed = (officer.page.locator(f'[data-sheet="{side}"]') for side in ("present", "proposed"))
    officer.paste(present, typed.PRESENT)
    officer.paste(proposed, typed.PROPOSED)
    officer.paste(present, typed.FATES, heading="What becomes of it")
    officer.paste(proposed, typed.FILLED_BY, heading="Filled by")


def facts(officer):
    """The second pension rate, customers, published figures and assumptions."""
    officer.tab("All facts")
    officer.open_part("On-costs")
    rates = officer.open_part("Pension rates", officer.part("On-costs"))
    officer.press("Add an entry to Pension rates")
    for label, text in typed.SECOND_RATE.items():
        officer.fill(label, text, rates, last=True)
    officer.press("Add: Customers")
    for label, text in typed.CUSTOMERS.items():
        officer.fill(label, text, officer.part("Customers"))
    for name, rows in (("Published figures", typed.PUBLISHED), ("Assumptions", typed.ASSUMPTIONS)):
        officer.press(f"Add: {name}")
        officer.activate(officer.part(name).get_by_role("button", name="Show as a sheet"))
        officer.desk.settle()
        officer.paste(officer.part(name).locator("[data-sheet]"), rows)


def save(officer):
    officer.tab("Save and clear")
    for reason in officer.page.locator(".reasons").get_by_role("textbox").all():
        officer.reach(reason)
        officer.write("Stated when the case was begun (invented)")
        officer.keys("Tab")
        officer.desk.settle()
    officer.fill("Your name or initials", "A. Officer (invented)")
    officer.press("Save")


def control_sheet(officer):
    """An empty control sheet for a report of an officer, with its four roles named."""
    officer.tab("Sign and publish")
    officer.press("Start one for an officer's report")
    officer.unfold(officer.page.locator("summary", has_text="Change the control sheet"))
    for role in ("Commissioner", "Analyst", "Assurer", "Approver"):
        officer.fill(role, f"The {role.lower()} (invented)")


def clear(officer):
    officer.tab("Save and clear")
    officer.press("Clear")
    officer.page.locator(".clear-said", has_text="is built.").wait_for(timeout=300_000)
    officer.desk.settle()


def sign(officer):
    """Finance signs its row, and all of it is verified."""
    officer.tab("Sign and publish")
    officer.fill("The row", "3. Finance clears the costing")
    officer.fill("Name of the person who clears it", "A. Officer (invented)")
    officer.fill("Day", "15 November 2010")
    officer.press("Sign this row")
    officer.press("Verify the pack and the log")


@pytest.mark.parametrize("way", [ByMouse, ByKeys])
def test_the_barnet_case_is_begun_filled_saved_cleared_and_signed_at_the_desk(fresh, workbook, rates, way):
    officer, began = way(fresh), monotonic()
    begin(officer, f"Schools ICT Support Service {way.__name__}")
    posts(officer)
    facts(officer)
    headline = fresh.page.locator(".headline")
    assert headline.get_attribute("data-stale") == "false", headline.inner_text()
    save(officer)
    file = workbook / "scenarios" / f"schools-ict-support-service-{way.__name__.lower()}.yaml"
    fresh.page.get_by_text(f"Saved as {file.name}.").wait_for()
    control_sheet(officer)
    clear(officer)
    sign(officer)
    print(f"{way.__name__}: {officer.steps} steps in {monotonic() - began:.0f} s")
    assert assess(file, rates).digest == assess(RESOLVED, rates).digest
    stops = fresh.page.locator(".stops li").all_inner_texts()
    rows = [line for line in stops if line.startswith("Row ")]
    assert len(rows) == 9 and not [line for line in rows if line.startswith("Row 3 ")], "Finance has signed its row"
    assert len(stops) == 11, "the short report still lacks what Finance and Legal write"
    assert fresh.page.locator("#inputs-control").get_by_text(": sound.").count() == 2, "the pack and the log"
    signed = run_model("control", str(file))
    assert "A. Officer (invented)" in signed.stdout, signed.stdout + signed.stderr
    sound = run_model("verify", str(workbook / "packs" / file.stem))
    assert sound.returncode == 0, sound.stdout + sound.stderr
