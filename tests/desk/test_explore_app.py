"""Explore in a real browser: by mouse, and by keyboard alone; the figures are those of the file that says so."""

import pytest

from model.assessment.assess import assess
from model.base.money import pounds
from tests.conftest import HOME
from tests.desk.desk_page import NAME

pytestmark = pytest.mark.browser
pytest_plugins = ("tests.desk.desk_browser",)
PENSION = "Employer\u2019s pension rate"
EFFECT = "Budget effect, full year"
RATES = ("on_costs.lgps.#1.rate", "on_costs.lgps.#2.rate")


def effect_at(rate):
    """What the file with the pension rate in it gives, as it is printed."""
    of = assess(HOME / "scenarios" / NAME, changes=dict.fromkeys(RATES, rate))
    return pounds(of.quantities["full_year_effect"].amount, signed=True)


def moved(desk, label=EFFECT):
    """What a figure comes to as it is moved."""
    row = desk.page.locator(".moved-figures tr", has=desk.page.get_by_role("rowheader", name=label, exact=True))
    return row.locator("td").nth(1).inner_text()


def test_a_slider_is_dragged_a_what_if_kept_laid_on_the_draft_and_undone(desk, workbook):
    desk.tab("Explore")
    before = desk.tiles()
    slider = desk.page.get_by_role("slider", name=PENSION, exact=True)
    slider.scroll_into_view_if_needed()
    box = slider.bounding_box()
    middle = box["y"] + box["height"] / 2
    desk.page.mouse.move(box["x"] + box["width"] / 2, middle)
    desk.page.mouse.down()
    for part in (0.6, 0.7, 0.8):
        desk.page.mouse.move(box["x"] + box["width"] * part, middle, steps=4)
    desk.page.mouse.up()
    desk.settle()
    rate = desk.page.locator(".driver", has=slider).locator("output").inner_text()
    assert float(rate.rstrip("%")) > 26
    assert moved(desk) == effect_at(rate) and desk.tiles() == before
    assert rate in slider.get_attribute("aria-valuetext")
    desk.page.locator("[data-key=what_if_bridge] [data-drawn]").wait_for()
    desk.page.get_by_label("Name of the what-if").fill("Dearer pensions")
    desk.click("Keep this what-if")
    what_if = desk.page.get_by_role("group", name="Dearer pensions", exact=True)
    what_if.get_by_text(f"On-costs, LGPS 1 April 2010: rate 24.8% becomes {rate}").wait_for()
    assert moved(desk) == before["full_year"]
    desk.click("Draw what matters most")
    desk.page.locator("[data-key=what_if_tornado] [data-drawn]").wait_for()
    assert desk.found_by_axe() == []
    desk.click("Put into the draft")
    assert desk.tile("full_year") == effect_at(rate)
    desk.undo()
    assert desk.tiles() == before
    desk.click("Remove")
    what_if.wait_for(state="detached")


def test_by_keyboard_alone_a_what_if_is_kept_survives_a_reload_and_is_saved_as_a_scenario(desk, workbook):
    def to(name):
        """Tab on until a control of that name has the focus."""
        for _ in range(80):
            if (
                desk.page.evaluate(
                    "() => document.activeElement.labels?.[0]?.textContent ?? document.activeElement.textContent"
                )
                == name
            ):
                return
            desk.press("Tab")
        raise AssertionError(f"no tab stop is called {name}")

    desk.page.get_by_role("tab", name="Structure", exact=True).focus()
    desk.press("ArrowRight", "ArrowRight", "ArrowRight")
    desk.settle()
    to(PENSION)
    desk.press(*["ArrowRight"] * 3, "Tab")
    desk.settle()
    assert moved(desk) == effect_at("25.1%")
    desk.press("Control+a")
    desk.page.keyboard.type("1.5")
    desk.press("Tab")
    desk.settle()
    assert moved(desk) == effect_at("26.3%")
    to("Keep this what-if")
    desk.press("Enter")
    desk.settle()
    desk.page.wait_for_function("() => !Object.keys(localStorage).some((key) => key.startsWith('workbook-typed-'))")
    desk.page.reload()
    desk.wait_until_drawn()
    to("Take them up")
    desk.press("Enter")
    desk.settle()
    desk.page.get_by_role("tab", name="Structure", exact=True).focus()
    desk.press("ArrowRight", "ArrowRight", "ArrowRight")
    desk.settle()
    to("Reason for this what-if")
    desk.page.keyboard.type("The 2013 valuation (invented)")
    to("Save as a scenario of its own")
    desk.press("Enter")
    to("Name of the new file, ending in .yaml")
    desk.press("Control+a")
    desk.page.keyboard.type("dearer.yaml")
    to("Your name or initials")
    desk.page.keyboard.type("A. Officer (invented)")
    assert desk.found_by_axe() == []
    to("Save this scenario")
    desk.press("Enter")
    desk.settle()
    assert desk.page.locator(".explore .what-ifs-said").inner_text() == "Saved as dearer.yaml."
    saved = workbook / "scenarios" / "dearer.yaml"
    assert pounds(assess(saved).quantities["full_year_effect"].amount, signed=True) == effect_at("26.3%")
    saved.unlink()
    to("Remove")
    desk.press("Enter")
    desk.settle()
    assert desk.page.evaluate("() => document.activeElement.textContent") == "What-ifs"
