"""In a real browser: nothing that is typed is lost, and no figure stands beside a value that it does not rest on."""

import time

import psutil
import pytest

from tests.conftest import HOME
from tests.desk.desk_page import DeskPage, wait_for

pytestmark = pytest.mark.browser
pytest_plugins = ("tests.desk.desk_browser",)
GONE = ".desk.gone"


@pytest.fixture
def page(app_address, chromium, workbook):
    """The app opened anew, in a browser that remembers nothing, on scenarios as they were."""
    for path in (HOME / "scenarios").glob("*.yaml"):
        (workbook / "scenarios" / path.name).write_bytes(path.read_bytes())
    for draft in (workbook / "scenarios" / ".drafts").glob("*.json"):
        draft.unlink()
    context = chromium.new_context(viewport={"width": 1280, "height": 800})
    page = opened(context, app_address)
    page.page.get_by_role("button", name="Close").click()
    yield page
    context.close()
    assert page.failures == []


def opened(context, address):
    page = DeskPage(context.new_page())
    page.page.on("dialog", lambda asked: asked.accept())
    page.page.goto(address)
    return page.wait_until_drawn()


def kernels():
    return [one for one in psutil.Process().children(recursive=True) if "ipykernel" in " ".join(command(one))]


def command(process):
    try:
        return process.cmdline()
    except psutil.Error:  # it ended while it was asked
        return []


def kill_kernels():
    """End every kernel at once, as a machine short of memory does."""
    ended = kernels()
    assert ended
    for one in ended:
        one.kill()


def drafts(workbook):
    return list((workbook / "scenarios" / ".drafts").glob("*.json"))


def put_in(page, row, text):
    """Type in the Grade of a present post and leave it with Tab; nothing is waited for."""
    page.cell("present", row, "Grade").focus()
    page.press("Enter")
    page.page.keyboard.type(text)
    page.press("Tab")


def test_a_kernel_that_is_gone_is_told_within_two_seconds_and_what_is_typed_after_comes_back(page, workbook):
    page.type_in("present", 0, "Grade", "42-44")
    figures = page.tiles()
    start = time.monotonic()
    kill_kernels()
    page.page.wait_for_selector(GONE)
    assert time.monotonic() - start < 2
    told = page.page.locator(".lost")
    assert told.get_attribute("role") == "alert" and "Every figure here is old" in told.inner_text()
    style = "() => getComputedStyle(document.querySelector('.tile .value')).textDecorationStyle"
    assert page.page.evaluate(style) == "dotted", "as figures of before a fault are marked"
    put_in(page, 1, "35-36")
    assert (page.grades(2), page.tiles()) == (["42-44", "35-36"], figures)
    count = page.page.locator("[data-row]").count()
    page.page.get_by_role("button", name="Add").first.click()
    assert (
        "was not done" in page.page.locator(".notice").inner_text() and page.page.locator("[data-row]").count() == count
    )
    page.page.get_by_role("button", name="Reconnect").click()
    page.page.wait_for_selector(".desk:not(.gone) .notice:visible", timeout=60_000)
    page.wait_until_drawn()
    assert page.grades(2) == ["42-44", "35-36"] and "taken up" in page.page.locator(".notice").inner_text()
    assert page.tiles() != figures


def test_kill_the_kernel_type_reload_come_back_and_the_draft_is_there(page, workbook):
    page.type_in("present", 0, "Grade", "42-44")
    kill_kernels()
    put_in(page, 1, "35-36")  # before the page knows
    page.page.wait_for_selector(GONE)
    put_in(page, 2, "22-2x")  # what will be refused
    page.cell("present", 3, "Grade").focus()
    page.press("Enter")
    page.page.keyboard.type("18-2")  # not entered
    found = page.found_by_axe(only_serious=True)
    page.page.reload()
    page.wait_until_drawn()
    page.page.wait_for_selector(".offer:visible")
    assert found + page.found_by_axe(only_serious=True) == []
    offer = page.page.locator(".offer").inner_text()
    assert "You have unsaved changes from" in offer and "42-44" in offer
    page.page.get_by_role("button", name="Take them up").click()
    page.settle()
    assert page.grades(2) == ["42-44", "35-36"]
    assert "22-2x" in page.cell("present", 2, "Grade").inner_text()
    assert "18-2" in page.cell("present", 3, "Grade").inner_text()
    assert len(drafts(workbook)) == 1
    wait_for(lambda: page.page.evaluate("() => Object.keys(localStorage).filter(key => /typed/.test(key))") == [])


def test_what_is_typed_in_the_control_sheet_comes_back_after_the_kernel_and_the_page_are_gone(page):
    """What is no day is in no file; the next is typed once the kernel is gone, and not entered."""

    def day(row):
        page.tab("Sign and publish")
        form = page.page.locator(".control-form")
        if form.get_attribute("open") is None:
            form.locator("> summary").click()
        part = form.locator(".control-rows > details").nth(row - 1)
        if part.get_attribute("open") is None:
            part.locator("> summary").click()
        return part.get_by_label("Day", exact=True)

    day(6).fill("the 6th")
    page.press("Tab")
    page.settle()
    day(7)
    kill_kernels()
    page.page.wait_for_selector(GONE)
    page.page.locator(".control-rows > details").nth(6).get_by_label("Day", exact=True).fill("the 29th")
    page.page.reload()
    page.wait_until_drawn()
    offer = page.page.locator(".offer")
    assert "row 6, Day: the 6th" in offer.inner_text()
    page.page.get_by_role("button", name="Take them up").click()
    page.settle()
    assert day(6).input_value() == "the 6th" and day(7).input_value() == "the 29th"
    assert "row 6, Day: the 6th" in page.page.locator(".control-form > .note").inner_text()
    assert page.found_by_axe() == []


def test_a_closed_tab_leaves_its_draft_and_its_unfinished_box_to_the_next(page, app_address, workbook):
    page.type_in("present", 0, "Grade", "42-44")
    page.cell("present", 1, "Grade").focus()
    page.press("Enter")
    page.page.keyboard.type("35-3")
    page.page.close()
    again = opened(page.page.context, app_address)
    again.page.get_by_role("button", name="Take them up").click()
    again.settle()
    assert again.cell("present", 0, "Grade").inner_text() == "42-44"
    assert "35-3" in again.cell("present", 1, "Grade").inner_text()


def test_a_kernel_that_only_slept_goes_on_with_what_was_typed_meanwhile(page):
    before = page.tiles()
    asleep = kernels()
    for one in asleep:
        one.suspend()
    page.page.wait_for_selector(GONE)
    put_in(page, 0, "42-44")
    for one in asleep:
        one.resume()
    page.page.wait_for_selector(".desk:not(.gone)")
    wait_for(lambda: page.tiles() != before)
    page.settle()
    assert page.cell("present", 0, "Grade").inner_text() == "42-44" and not page.page.locator(".lost").is_visible()
    page.undo()
    assert page.tiles() == before, "it was done once"


def test_a_connection_that_is_cut_is_told_and_mended(chromium, app_address):
    context = chromium.new_context(viewport={"width": 1280, "height": 800})
    cut, lines = [False], []

    def between(line):
        if cut[0]:
            line.close()
            return
        server = line.connect_to_server()
        lines.append(line)
        line.on_message(lambda message: None if cut[0] else server.send(message))
        server.on_message(lambda message: None if cut[0] else line.send(message))

    made = context.new_page()
    made.route_web_socket("**/channels*", between)
    made.on("dialog", lambda asked: asked.accept())
    page = DeskPage(made)
    made.goto(app_address)
    page.wait_until_drawn()
    before = page.tiles()
    cut[0] = True
    for line in lines:
        line.close()
    made.wait_for_selector(GONE, timeout=2_000)
    put_in(page, 0, "42-44")
    cut[0] = False
    made.wait_for_selector(".desk:not(.gone)", timeout=60_000)
    wait_for(lambda: page.tiles() != before)
    assert page.failures == []
    context.close()
