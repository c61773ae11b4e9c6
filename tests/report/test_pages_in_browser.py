"""Every page of every pack in a real browser: no scrolling sideways at 320 pixels, nothing found by axe, and print."""

import re

import pytest

from tests.conftest import SCENARIOS
from tests.desk.desk_page import AXE

pytestmark = pytest.mark.browser
pytest_plugins = ("tests.desk.desk_browser",)

WIDE = """() => {
    const width = document.documentElement.clientWidth, own = document.scrollingElement.scrollWidth;
    const out = [...document.body.querySelectorAll("*")].filter((one) => one.getBoundingClientRect().right > width + 1
        && one.checkVisibility() && !one.closest("[role=region][tabindex='0'][aria-label]"));
    return [own <= width, out.slice(0, 3).map((one) => one.outerHTML.slice(0, 120))];
}"""
"""Whether the page is as wide as the window, and what sticks out that has no region of its own to scroll in."""
ROWS = """() => [...document.querySelectorAll("tbody tr")].filter((row) => row.cells[0].tagName !== "TH"
    || row.cells[0].scope !== "row").length"""
NOT_FOLLOWED = """() => [...document.querySelectorAll("a[href^='#']")].map((link) => link.getAttribute("href").slice(1))
    .filter((place) => !document.getElementById(place))"""
CUT = """() => [...document.querySelectorAll(".wide")].filter((one) => one.scrollWidth > one.clientWidth + 1)
    .map((one) => one.getAttribute("aria-label"))"""
TALL = 2_500
"""Pixels of a page of 1,280 across that prints on more than two sheets, and so needs a contents list."""


def pages_of(pack):
    return sorted(pack.rglob("*.html"))


@pytest.fixture(params=SCENARIOS, ids=lambda path: path.stem)
def pack(request, pack_of):
    return pack_of(request.param)


def found_by_axe(page):
    page.evaluate(AXE.read_text(encoding="utf-8"))
    ran = page.evaluate("() => axe.run(document, {resultTypes: ['violations']})")
    assert ran["passes"], "axe looked at nothing"
    return [(fault["id"], fault["nodes"][0]["html"][:160]) for fault in ran["violations"]]


def test_no_page_of_a_pack_scrolls_sideways_at_320_pixels(pack, chromium):
    page = chromium.new_page(viewport={"width": 320, "height": 640})
    found = {}
    for file in pages_of(pack):
        page.goto(file.as_uri())
        fits, out = page.evaluate(WIDE)
        found[file.relative_to(pack).as_posix()] = [] if fits and not out else out or ["the page itself"]
    page.close()
    assert len(found) >= 3 and not any(found.values()), found


def test_axe_finds_nothing_on_any_page_of_a_pack(pack, chromium):
    page = chromium.new_page(viewport={"width": 1280, "height": 900})
    found = {}
    for file in pages_of(pack):
        page.goto(file.as_uri())
        found[file.relative_to(pack).as_posix()] = found_by_axe(page)
    page.close()
    assert found and not any(found.values()), found


def test_tables_have_row_headers_and_a_long_page_has_its_contents(pack, chromium):
    page = chromium.new_page(viewport={"width": 1280, "height": 900})
    for file in pages_of(pack):
        page.goto(file.as_uri())
        name = file.relative_to(pack).as_posix()
        assert (name, page.evaluate(ROWS), page.evaluate(NOT_FOLLOWED)) == (name, 0, [])
        height = page.evaluate("() => document.documentElement.scrollHeight")
        links, headings = page.locator("nav a[href^='#']").count(), page.locator("h2").count()
        assert links == headings - 1 >= 3 or (height <= TALL and not links), name
    page.close()


def test_a_page_printed_has_its_page_size_and_no_table_that_is_cut_off(pack, chromium):
    page = chromium.new_page(viewport={"width": 1280, "height": 900})
    for file in pages_of(pack):
        page.goto(file.as_uri())
        page.emulate_media(media="print")
        page.set_viewport_size({"width": 658, "height": 986})  # an A4 page inside margins of 18 mm, at 96 to the inch
        fits, out = page.evaluate(WIDE)
        cut = page.evaluate(CUT)
        name = file.relative_to(pack).as_posix()
        assert (name, fits or out, cut) == (name, True, [])
        assert re.search(r"@page\s*{\s*size: A4", file.read_text(encoding="utf-8")), name
        page.emulate_media(media="screen")
        page.set_viewport_size({"width": 1280, "height": 900})
    page.close()
