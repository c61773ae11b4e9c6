"""Every tab of the desk in a real browser, in the system's own colours: axe-core, and by Tab alone, the focus seen."""

import pytest

from tests.desk.desk_page import DeskPage

pytestmark = pytest.mark.browser
pytest_plugins = ("tests.desk.desk_browser",)

INPUTS = ("Structure", "Assumptions", "Customers and prices", "Explore", "Lists", "All facts", "Begin", "Load a list")
INPUTS += ("Save and clear", "Sign and publish")
RESULTS = ("Bridge", "Checks", "Years", "Grades", "Elements", "Income", "Structure chart", "Compare")
CONTROLS = """panel => [...panel.querySelectorAll("button, input, select, textarea, summary, a[href]")]
    .filter((control) => control.checkVisibility() && !control.disabled && control.tabIndex >= 0
        && !control.closest("[role=grid]") && !(control.type === "radio" && !control.checked))
    .map((control, n) => { control.dataset.nth = n; return n; })"""
"""What is to be reached: of radio buttons the chosen one, of a sheet its cells by arrows, which is tested there."""
AT = """() => { const at = document.activeElement, style = getComputedStyle(at), box = at.getBoundingClientRect();
    return { nth: at.dataset.nth ?? null, inside: Boolean(at.closest("[role=tabpanel]")),
        called: at.outerHTML.slice(0, 90), seen: box.width > 0 && box.height > 0,
        ring: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2 }; }"""
MOST = 400


@pytest.fixture(scope="module")
def forced(app_address, chromium):
    """The app where the system has colours of its own, as Windows with a contrast theme."""
    context = chromium.new_context(viewport={"width": 1280, "height": 900}, forced_colors="active")
    page = DeskPage(context.new_page())
    page.page.on("dialog", lambda asked: asked.accept())
    page.page.goto(app_address)
    page.wait_until_drawn()
    page.page.get_by_role("button", name="Close").click()
    yield page
    context.close()
    assert page.failures == []


def opened(page, tab):
    """A tab with what is folded in it open, as far as that is new on the page."""
    page.tab(tab)
    panel = page.page.get_by_role("tabpanel", name=tab, exact=True)
    folded = {"Begin": "Begin a new restructure", "Sign and publish": "Change the control sheet"}
    if tab in folded:
        summary = panel.locator("summary", has_text=folded[tab])
        if summary.evaluate("summary => !summary.parentElement.open"):
            summary.click()
    if tab == "Begin":
        page.page.get_by_label("A payroll or HR extract").check()
    if tab == "Explore":
        page.page.locator(".moved-figures .take").wait_for()
    if tab == "Compare":
        panel.get_by_role("checkbox").first.check()
    page.settle()
    return panel


def test_axe_finds_nothing_on_any_tab_in_the_colours_of_the_system(forced):
    for tab in (*RESULTS, *INPUTS):
        opened(forced, tab)
        assert (tab, forced.found_by_axe()) == (tab, [])
    forced.page.get_by_role("tabpanel", name="Compare").get_by_role("checkbox").first.uncheck()
    forced.settle()


@pytest.mark.parametrize("tab", ["Explore", "Begin", "Save and clear", "Sign and publish", "Compare"])
def test_each_control_is_reached_by_tab_alone_and_the_focus_is_seen(forced, tab):
    panel = opened(forced, tab)
    forced.page.evaluate("document.querySelectorAll('[data-nth]').forEach(one => delete one.dataset.nth)")
    wanted = {str(number) for number in panel.evaluate(CONTROLS)}
    assert len(wanted) > 3
    forced.page.get_by_role("tab", name=tab, exact=True).focus()
    reached = set()
    for _ in range(MOST):
        forced.press("Tab")
        at = forced.page.evaluate(AT)
        if not at["inside"]:
            break
        assert at["ring"] and at["seen"], at["called"]
        reached.add(at["nth"])
    missed = panel.evaluate("(panel, missed) => missed.map(n => panel.querySelector(`[data-nth='${n}']`)?.outerHTML)",
                            sorted(wanted - reached))  # fmt: skip
    assert missed == []


def test_a_button_that_is_pressed_and_a_box_at_fault_are_told_without_their_own_colours(forced):
    """The fill of the button and the dashes of the box are there in any colours."""
    pounds = forced.page.get_by_role("button", name="Show thousands of pounds")
    fill = "button => getComputedStyle(button).backgroundColor"
    before = pounds.evaluate(fill)
    pounds.click()
    forced.settle()
    assert pounds.evaluate(fill) != before
    pounds.click()
    forced.settle()
    opened(forced, "Assumptions")
    box = forced.page.locator(".inputs [role=tabpanel]:visible input[type=text]").first
    box.fill("no such thing")
    box.press("Tab")
    forced.settle()
    assert box.get_attribute("aria-invalid") == "true"
    assert box.evaluate("box => getComputedStyle(box).borderTopStyle") == "dashed"
    forced.undo()


WAITS = "all => all.forEach(one => one.matches('.desk') ? one.classList.add('checking') : one.ariaBusy = 'true')"
NO_LONGER = "all => all.forEach(one => { one.classList.remove('checking'); one.ariaBusy = null; })"


def found_while(desk, waiting):
    """What axe finds while a part of the page waits for new figures, which on a slow machine is long."""
    part = desk.page.locator(waiting)
    assert part.first.is_visible()
    part.evaluate_all(WAITS)
    found = desk.found_by_axe()
    part.evaluate_all(NO_LONGER)
    return found


def test_what_waits_for_new_figures_can_be_read_all_the_while(desk):
    desk.tab("Checks")
    assert found_while(desk, ".desk") == []
    desk.tab("Explore")
    assert found_while(desk, ".explore > :visible") == []
    desk.page.locator('.tile[data-key="full_year"] .worked').click()
    desk.settle()
    assert found_while(desk, "dialog.traced > div") == []
    desk.press("Escape")
    desk.settle()
