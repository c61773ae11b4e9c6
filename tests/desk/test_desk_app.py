"""The desk as an app, in a real browser: what the officer changes is what the engine says, and what clears."""

import json
import subprocess
import sys
import urllib.error
import urllib.request

import pytest

from model.assessment.assess import assess
from model.base.money import pounds
from model.control.sign_off import control_state
from model.rates.tables import load_rates
from model.report.charts.bridge import bridge_chart
from tests.conftest import HOME
from tests.desk.desk_page import NAME, DeskPage
from tests.desk.outside_packs import is_kept, secret_beside
from tests.desk.raw_request import NO_KERNEL, answer, hosts, status

pytestmark = pytest.mark.browser
pytest_plugins = ("tests.desk.desk_browser",)
PRINCIPAL, CHANGED = 'grade: "42-45#47", fate', 'grade: "42-44", fate'


@pytest.fixture(scope="module")
def engine(tmp_path_factory):
    """What the engine makes of the file with the Principal's grade changed by hand, and of the file as it is."""
    text = (HOME / "scenarios" / NAME).read_text(encoding="utf-8")
    assert text.count(PRINCIPAL) == 1
    path = tmp_path_factory.mktemp("by-hand") / NAME
    path.write_text(text.replace(PRINCIPAL, CHANGED), encoding="utf-8")
    rates = load_rates()
    return {"before": assess(HOME / "scenarios" / NAME, rates), "after": assess(path, rates)}


def headline_of(assessment):
    costed, basis = assessment.costed, assessment.scenario.costing.basis
    structures = {"do_nothing": "present", "proposed": "proposed", "part_year_effect": "part_year"}
    structures |= {"full_year_effect": "full_year"}
    return {
        key: pounds(costed.amount(name, basis, costed.year_of_change), signed=name.endswith("effect"))
        for name, key in structures.items()
    }


def shows(desk, assessment):
    """Whether headline, bridge and the bridge's own picture are the engine's."""
    chart = bridge_chart(assessment)
    headline, alt, cells = desk.bridge()
    bars = [text["text"] for text in chart.figure.to_plotly_json()["layout"]["annotations"]]
    assert desk.tiles() == headline_of(assessment)
    assert (headline, alt) == (chart.headline, chart.alt)
    assert cells == [pounds(amount) for amount in chart.table["£ a year"]]
    assert desk.bars() == bars


def test_the_figures_follow_the_principals_grade_and_undo_restores_them(desk, engine):
    shows(desk, engine["before"])
    desk.type_in("present", 0, "Grade", "42-44")
    shows(desk, engine["after"])
    said = desk.page.locator(".desk [role=status][aria-live=polite]").inner_text()
    assert headline_of(engine["after"])["proposed"] in said
    desk.undo()
    shows(desk, engine["before"])
    assert headline_of(engine["before"]) != headline_of(engine["after"])


def test_where_posts_go_and_which_scenario_is_open_can_be_read_in_full(desk):
    whole = "at => at.scrollWidth <= at.clientWidth && at.scrollHeight <= at.clientHeight + 1"
    for width, height in ((1280, 800), (640, 400)):
        desk.page.set_viewport_size({"width": width, "height": height})
        box = desk.page.locator("[data-sheet=present] .scroller").bounding_box()
        goes = desk.cell("present", 5, "Goes to")
        place = goes.bounding_box()
        assert goes.evaluate(whole) and place["x"] + place["width"] <= box["x"] + box["width"]
        assert goes.get_attribute("title") == "ICT Senior Hardware Engineer"
        open_one = desk.page.locator("#picker option:checked").inner_text()
        assert open_one.startswith(NAME) and open_one.endswith(desk.page.locator(".desk h1").inner_text())


def test_the_save_panel_refuses_a_change_without_a_reason_and_says_so_at_its_box(desk, workbook):
    desk.tab("Assumptions")
    rate = desk.page.get_by_label("Employer\u2019s pension rate, 1 April 2010 to 31 March 2012", exact=True)
    rate.fill("20%")
    rate.press("Tab")
    desk.settle()
    desk.tab("Save and clear")
    desk.page.get_by_label("Your name or initials").fill("A. Officer (invented)")
    desk.page.get_by_label("New file name").fill("no-reason.yaml")
    desk.page.get_by_role("button", name="Save as").click()
    desk.settle()
    assert "No reason is given for this" in desk.page.locator(".outcome").inner_text()
    assert not (workbook / "scenarios" / "no-reason.yaml").exists()
    desk.tab("Assumptions")
    assert desk.page.locator(".why .fault:visible").count() == 1
    desk.tab("Save and clear")
    desk.page.get_by_label("rate 24.8% becomes 20%").fill("The 2010 valuation (invented)")
    desk.press("Tab")
    desk.settle()
    desk.page.get_by_label("New file name").fill("with-reason.yaml")
    desk.page.get_by_role("button", name="Save as").click()
    desk.page.get_by_text("Saved as with-reason.yaml.").wait_for()
    saved = (workbook / "scenarios" / "with-reason.yaml").read_text(encoding="utf-8")
    assert "The 2010 valuation (invented)" in saved
    desk.undo()


def test_a_wrong_grade_says_why_and_the_old_figures_stand_marked_stale(desk, engine):
    desk.type_in("present", 0, "Grade", "42-4x")
    cell = desk.cell("present", 0, "Grade")
    assert cell.get_attribute("aria-invalid") == "true"
    message = desk.page.locator(f"#{cell.get_attribute('aria-describedby')}").inner_text()
    assert "found '42-4x'; expected a grade such as 22-23" in message
    assert desk.page.locator(".headline").get_attribute("data-stale") == "true"
    assert (
        "These figures are out of date because of a fault"
        in desk.page.locator(".results .stale-note, .desk .stale-note:not(.of-trace)").first.inner_text()
    )
    assert desk.tiles() == headline_of(engine["before"])
    desk.type_in("present", 0, "Grade", "42-44")
    assert desk.page.locator(".headline").get_attribute("data-stale") == "false"
    assert desk.tiles() == headline_of(engine["after"])


def test_what_is_saved_clears_to_the_same_figures_to_the_penny(desk, engine, workbook):
    """The whole of it by keyboard alone, from the first box of the page to the link to the pack."""
    desk.page.get_by_label("Scenario", exact=True).focus()
    tab_to(desk, lambda focus: focus["column"])
    desk.press("Control+Home", "ArrowRight", "Enter")
    desk.page.keyboard.type("42-44")
    desk.press("Enter")
    desk.settle()
    desk.press("Escape")
    tab_to(desk, lambda focus: focus["text"] == "Structure", back=True)
    desk.press("ArrowLeft", "ArrowLeft")  # past Sign and publish
    desk.settle()
    tab_to(desk, lambda focus: focus["id"] == "save-author")
    desk.page.keyboard.type("A. Officer (invented)")
    tab_to(desk, lambda focus: focus["id"] == "save-name")
    desk.page.keyboard.type("by-keyboard.yaml")
    tab_to(desk, lambda focus: focus["text"] == "Save as")
    desk.press("Enter")
    desk.page.get_by_text("Saved as by-keyboard.yaml.").wait_for()
    saved = workbook / "scenarios" / "by-keyboard.yaml"
    assert "# The Barnet restructure" in saved.read_text(encoding="utf-8"), "comments stay"
    assert "A. Officer (invented)" in saved.read_text(encoding="utf-8")
    tab_to(desk, lambda focus: focus["text"] == "Clear")
    desk.press("Enter")
    link = desk.page.get_by_role("link", name="Open the pack's report")
    link.wait_for(timeout=90_000)
    cleared = (workbook / "packs" / "by-keyboard" / "results.json").read_text(encoding="utf-8")
    assert json.loads(cleared) == json.loads(engine["after"].results)
    only_cleared(saved, workbook / "packs" / "by-keyboard" / "checks.json")
    with desk.page.context.expect_page() as opened:
        tab_to(desk, lambda focus: focus["text"] == "Open the pack's report")
        desk.press("Enter")
    opened.value.wait_for_load_state()
    assert headline_of(engine["after"])["proposed"] in opened.value.inner_text("body")


def only_cleared(saved, checks):
    """What the cleared run checks beyond the desk is what the desk names, and nothing else."""
    assessment = assess(saved)
    ours = {check.key for check in assessment.checks}
    sheet = {check.key for check in control_state(saved, assessment, with_log=False).checks}
    cleared = {check["key"] for check in json.loads(checks.read_text(encoding="utf-8"))["checks"]}
    public = {"differencing", "public_pack", "public_concord"}
    assert cleared == ours | {"notebook", "exempt_record"} | public | sheet


def test_the_saved_file_through_the_command_line_is_the_same_again(workbook, engine):
    saved = workbook / "scenarios" / "by-keyboard.yaml"
    done = subprocess.run(
        [sys.executable, "-m", "model", "cost", "--json", str(saved)],
        cwd=HOME,
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout == engine["after"].results


def tab_to(desk, wanted, back=False, most=60):
    """Press Tab until the focus is where it is wanted; what can only be reached with a mouse fails."""
    for _ in range(most):
        desk.press("Shift+Tab" if back else "Tab")
        focus = desk.page.evaluate(
            "() => { const at = document.activeElement, style = getComputedStyle(at); return {"
            " text: at.textContent.trim(), id: at.id, role: at.getAttribute('role'), column: at.dataset.column,"
            " seen: style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2,"
            " ours: Boolean(at.closest('.desk')) }; }"
        )
        assert focus["seen"] or not focus["ours"], f"the focus can't be seen on {focus}"
        if focus["ours"] and wanted(focus):
            return
    raise AssertionError("not reached by Tab")


def test_a_block_of_three_by_three_pastes_from_a_spreadsheet_and_is_undone_at_once(desk):
    # a row out of sight is not drawn, so that its text is in the page and has no inner text
    before = [
        desk.cell("proposed", row, name).text_content()
        for row in (1, 2, 3)
        for name in ("Title", "Grade", "Number of posts")
    ]
    block = 'Lead Officer\t36-38\t1\r\nEngineer\t30-33\t2\r\n"Senior ""Field"" Engineer"\t31-34\t1\r\n'
    desk.cell("proposed", 1, "Title").click()
    desk.page.evaluate(
        "text => { const data = new DataTransfer(); data.setData('text/plain', text); document.activeElement"
        ".dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true })); }",
        block,
    )
    desk.settle()
    after = [
        desk.cell("proposed", row, name).text_content()
        for row in (1, 2, 3)
        for name in ("Title", "Grade", "Number of posts")
    ]
    assert after == ["Lead Officer", "36-38", "1", "Engineer", "30-33", "2", 'Senior "Field" Engineer', "31-34", "1"]
    desk.undo()
    again = [
        desk.cell("proposed", row, name).text_content()
        for row in (1, 2, 3)
        for name in ("Title", "Grade", "Number of posts")
    ]
    assert again == before


def test_no_serious_fault_of_accessibility_is_found_in_any_panel(desk):
    desk.page.add_script_tag(content=(HOME / "tests" / "vendor" / "axe-4.12.1.min.js").read_text(encoding="utf-8"))
    found = []
    desk.type_in("present", 0, "Grade", "42-4x")
    inputs = ["Structure", "Assumptions", "Customers and prices", "Load a list", "Save and clear"]
    panels = [
        *zip(inputs, ["Bridge", "Checks", "Years", "Grades", "Elements"], strict=True),
        ("Income",),
        ("Structure chart",),
        ("Compare",),
    ]
    for pair in panels:
        for panel in pair:
            desk.tab(panel)
        ran = desk.page.evaluate("() => axe.run('.desk', { resultTypes: ['violations'] })")
        assert ran["passes"], "axe looked at nothing"
        found += [
            (pair, fault["id"], fault["nodes"][0]["html"][:200])
            for fault in ran["violations"]
            if fault["impact"] in ("serious", "critical") or ".sheet" in str(fault["nodes"][0]["target"])
        ]
    assert found == []


@pytest.mark.parametrize("width, height", [(1280, 800), (640, 400)])  # the second is 1,280 px at 200 per cent
def test_the_page_never_scrolls_sideways(desk, width, height):
    desk.page.set_viewport_size({"width": width, "height": height})
    wide = "() => [...document.querySelectorAll('#rendered_cells, html, body')].map(e => e.scrollWidth - e.clientWidth)"
    assert all(over <= 0 for over in desk.page.evaluate(wide))


def test_no_page_asks_another_machine_for_anything(desk):
    assert len(desk.asked) > 20 and any(url.startswith("ws:") for url in desk.asked)
    assert desk.asked_elsewhere() == []


@pytest.mark.parametrize("path", ["", "voila/static/voila.js", NO_KERNEL, "other"])
def test_the_app_answers_to_no_name_but_its_own(app_address, path):
    own, other = hosts(app_address)
    assert {status(app_address, path, host) for host in other} == {403}
    assert 403 not in {status(app_address, path, host) for host in own}


def test_the_app_serves_packs_and_nothing_beside_them_by_any_path_or_link(app_address, workbook):
    paths = secret_beside(workbook)
    (workbook / "packs" / "x").mkdir(exist_ok=True)
    (workbook / "packs" / "x" / "report.html").write_text("the report", encoding="utf-8")
    assert answer(app_address, "voila/files/packs/x/report.html").endswith(b"the report")
    assert [path for path in paths if not is_kept(answer(app_address, path))] == []


KERNEL = "api/kernels/00000000-0000-0000-0000-000000000000"
WITHOUT = ["", "?token=wrong", KERNEL, f"{KERNEL}/channels", "voila/static/voila.js", "voila/files/packs/x/report.html"]
WITHOUT += ["voila/labextensions/anywidget/package.json", "voila/templates/base/static/voila.js", "login", "other"]


@pytest.mark.parametrize("path", WITHOUT)
def test_whoever_has_no_token_is_refused(app_address, path):
    websocket = {"Upgrade": "websocket", "Connection": "Upgrade", "Sec-WebSocket-Version": "13"}
    websocket["Sec-WebSocket-Key"] = "dGhlIHNhbXBsZSBub25jZQ=="
    asked = urllib.request.Request(
        app_address.split("?")[0] + path, headers=websocket if path.endswith("channels") else {}
    )
    with pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.urlopen(asked, timeout=30)
    assert refused.value.code == 403


def test_leaving_the_page_with_changes_that_are_not_saved_is_asked_about(app_address, chromium):
    page, asked = DeskPage(chromium.new_page()), []
    page.page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    page.page.goto(app_address)
    page.wait_until_drawn()
    page.page.get_by_role("button", name="Close").click()
    page.type_in("present", 0, "Grade", "42-44")
    page.page.reload()
    page.wait_until_drawn()
    assert asked == ["beforeunload"]
    page.page.reload()  # nothing is changed now
    page.wait_until_drawn()
    assert asked == ["beforeunload"]
    page.page.close()
