"""Errands of somebody who has read the guide alone, in a real browser."""

import pytest

from tests.desk.officer import ByKeys

pytestmark = pytest.mark.browser
pytest_plugins = ("tests.desk.desk_browser",)
OTHERS = ("barnet-schools-ict-as-published.yaml", "barnet-schools-ict-prices.yaml")


def test_three_scenarios_are_compared_by_keyboard_alone_and_the_focus_stays_where_one_ticks(desk):
    officer = ByKeys(desk)
    officer.tab("Compare")
    for name in OTHERS:
        box = desk.page.get_by_role("checkbox", name=name)
        officer.reach(box)
        officer.keys("Space")
        desk.settle()
        assert box.is_checked() and box.evaluate("box => box === document.activeElement")
    officer.choose(desk.page.locator("#compare-baseline"), "This scenario")
    desk.settle()
    results = desk.page.get_by_role("tabpanel", name="Compare")
    heads = results.locator("table").first.locator("thead th").all_inner_texts()
    names = [name.removesuffix(".yaml") for name in OTHERS]
    assert heads[-5:] == ["This scenario", *names, *[f"{name} less This scenario" for name in names]]
    assert results.locator("table").first.bounding_box()["y"] < 900, "in sight, whatever the number of scenarios"
