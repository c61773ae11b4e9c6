"""The same desk in JupyterLab, as `workbook.py open` starts it."""

import re

import psutil
import pytest

from model.assessment.assess import assess
from model.base.money import pounds
from tests.conftest import HOME
from tests.desk.desk_page import DeskPage
from tests.desk.raw_request import NO_KERNEL, hosts, status

pytestmark = pytest.mark.browser
pytest_plugins = ("tests.desk.desk_browser",)


@pytest.fixture(scope="module")
def lab_address(serve, workbook):
    from model.desk.serve import free_port, lab_command

    return serve(lab_command(workbook / "notebooks" / "workbook.ipynb", port=free_port(), browser=False))


@pytest.fixture(scope="module")
def lab(lab_address, chromium):
    page = DeskPage(chromium.new_page(viewport={"width": 1280, "height": 800}))
    page.page.goto(lab_address)
    page.page.get_by_text(re.compile(r"\| Idle$")).wait_for(
        timeout=90_000
    )  # Lab drops a run before the kernel is there
    page.page.locator(".jp-CodeCell .cm-content").first.click()
    page.press("Shift+Enter")
    return page.wait_until_drawn()


def test_the_desk_has_the_width_of_the_window_and_shows_no_code_until_its_cell_is_edited(lab):
    beside = ["#jp-left-stack", "#jp-right-stack", ".jp-OutputPrompt", ".jp-Cell:has(.desk) .jp-InputArea"]
    assert not any(lab.page.locator(part).first.is_visible() for part in beside)
    box = lab.page.locator(".desk").bounding_box()
    assert box["width"] > 1280 - 110  # less two bars of 33 px and the notebook's margins
    change, results = (lab.page.locator(f".desk .{part}").bounding_box() for part in ("inputs", "results"))
    assert change["y"] == results["y"] and change["x"] + change["width"] <= results["x"]
    lab.page.locator(".desk h1").click()
    lab.press("Enter")
    assert lab.page.locator(".jp-Cell:has(.desk) .cm-content").inner_text().endswith("desk()")
    lab.press("Escape")


def test_jupyterlab_offers_no_news_and_asks_no_other_machine_for_anything(lab):
    assert lab.page.get_by_text("Jupyter news").count() == 0
    assert len(lab.asked) > 20 and any(url.startswith("ws:") for url in lab.asked)
    assert [url for url in lab.asked if "/lab/api/news" in url or "/lab/api/update" in url] == []
    assert lab.asked_elsewhere() == []


@pytest.mark.parametrize("path", ["lab", "doc/tree/notebooks/workbook.ipynb", "api/contents", NO_KERNEL])
def test_jupyterlab_answers_to_no_name_but_its_own(lab_address, path):
    own, other = hosts(lab_address)
    assert {status(lab_address, path, host) for host in other} == {403}
    assert 403 not in {status(lab_address, path, host) for host in own}


def present_cost(path=HOME / "scenarios" / "barnet-schools-ict.yaml"):
    costed = assess(path).costed
    return pounds(costed.amount("do_nothing", costed.scenario.costing.basis, costed.year_of_change))


def test_the_figures_follow_a_grade_and_undo_restores_them(lab, tmp_path):
    text = (HOME / "scenarios" / "barnet-schools-ict.yaml").read_text(encoding="utf-8")
    changed = tmp_path / "changed.yaml"
    changed.write_text(text.replace('grade: "42-45#47", fate', 'grade: "42-44", fate'), encoding="utf-8")
    assert lab.tile("present") == present_cost()
    lab.type_in("present", 0, "Grade", "42-44")
    assert lab.tile("present") == present_cost(changed) != present_cost()
    assert present_cost(changed) in lab.bridge()[1]
    lab.press("Control+z")
    lab.settle()
    assert lab.tile("present") == present_cost()


def test_a_wrong_grade_says_why_and_the_old_figures_stand(lab):
    lab.type_in("present", 0, "Grade", "42-4x")
    assert (
        "found '42-4x'; expected a grade such as 22-23"
        in lab.page.locator("[data-sheet=present] .cell-line").inner_text()
    )
    assert lab.page.locator(".headline").get_attribute("data-stale") == "true"
    assert lab.tile("present") == present_cost()
    lab.undo()


def test_jupyters_own_keys_leave_the_grid_alone(lab):
    """In command mode x cuts a cell of the notebook, a adds one, and the arrows go to another."""
    cells = lab.page.locator(".jp-Notebook .jp-Cell").count()
    lab.cell("present", 1, "Grade").click()
    lab.press("ArrowDown", "ArrowUp", "x", "Escape", "a", "Escape", "d", "Escape")
    assert lab.page.locator(".jp-Notebook .jp-Cell").count() == cells
    assert lab.page.evaluate("() => document.activeElement.closest('tr').dataset.row") == "1"
    assert lab.failures == []


def test_a_kernel_that_is_gone_is_told_and_the_cell_run_again_brings_the_draft_back(lab):
    """The last of these tests: it leaves the notebook on another kernel."""
    lab.type_in("present", 0, "Grade", "42-44")
    for one in psutil.Process().children(recursive=True):
        if "ipykernel" in " ".join(one.cmdline()):
            one.kill()
    lab.page.wait_for_selector(".desk.gone", timeout=2_000)
    died = lab.page.locator(".jp-Dialog").get_by_role("button", name="Ok")  # JupyterLab says so too, and takes the keys
    died.click(timeout=30_000)
    lab.cell("present", 1, "Grade").focus()
    lab.press("Enter")
    lab.page.keyboard.type("35-36")
    lab.press("Tab")
    lab.page.get_by_role("button", name="Reconnect").click()
    lab.page.wait_for_selector(".desk:not(.gone) .notice:visible", timeout=60_000)
    lab.wait_until_drawn()
    assert "taken up" in lab.page.locator(".notice").inner_text()
    assert [lab.cell("present", row, "Grade").text_content() for row in (0, 1)] == ["42-44", "35-36"]
