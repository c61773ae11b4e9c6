"""The structure chart on the desk: it follows what is typed, and each of its boxes leads to its post."""

import pytest

from tests.desk.desk_alone import desk_in, do, edit

pytest_plugins = ("tests.desk.desk_browser",)
WITH_LINES = "example-schools-it-service.yaml"


@pytest.fixture
def alone(tmp_path):
    desk = desk_in(tmp_path)
    desk.open(desk.folder / WITH_LINES)
    return desk


def charts(desk):
    return {block["key"]: block for block in desk.page.views["results"]["blocks"]}


def test_the_chart_follows_the_posts_on_the_page(alone):
    do(alone, "results", "show", tab="structure")
    assert [*charts(alone)] == ["structure_present", "structure_proposed"]
    edit(alone, 0, "title", "Head of Schools IT")
    block = charts(alone)["structure_present"]
    assert ">Head of Schools IT<" in block["svg"]
    assert block["items"][0]["title"] == "Head of Schools IT"
    assert block["rows"] == {"manager": 0, "network": 1, "technician": 2, "desk": 3, "trainer": 4}


def test_where_nobody_says_whom_a_post_reports_to_the_tab_says_what_to_state(tmp_path):
    desk = desk_in(tmp_path)
    do(desk, "results", "show", tab="structure")
    (block,) = desk.page.views["results"]["blocks"]
    assert block["items"] == ["To draw a structure, state for at least two of its posts which post each reports to."]


@pytest.mark.browser
def test_a_box_and_a_name_in_the_list_lead_to_their_post(desk):
    path = next(value for value in desk.choices() if value.endswith(WITH_LINES))
    desk.page.get_by_label("Scenario", exact=True).select_option(value=path)
    desk.settle()
    desk.tab("Assumptions")
    desk.tab("Structure chart")
    focused = "() => document.activeElement.textContent"
    desk.page.locator('[data-key=structure_present] g[data-post="technician"] text').first.click()
    assert desk.page.evaluate(focused) == "IT Technician"
    desk.tab("Assumptions")
    desk.page.get_by_role("button", name="Service Desk Lead").focus()
    desk.press("Enter")
    assert desk.page.evaluate(focused) == "Service Desk Lead"
    assert desk.found_by_axe("#results-structure") == []
