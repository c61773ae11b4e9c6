"""The same desk in JupyterLab, as `workbook.py open` starts it."""

import re

import psutil
import pytest

from model.assessment.assess import assess
from model.base.money import pounds
from tests.conftest import HOME
from tests.desk.desk_page import DeskPage

pytestmark = pytest.mark.browser
pytest_plugins = ("tests.desk.desk_browser",)


@pytest.fixture(scope="module")
def lab(serve, workbook, chromium):
    from model.desk.serve import free_port, lab_command

    page = DeskPage(chromium.new_page(viewport={"width": 1400, "height": 900}))
    page.page.goto(serve(lab_command(workbook / "notebooks" / "workbook.ipynb", port=free_port(), browser=False)))
    page.page.get_by_text(re.compile(r"\| Idle$")).wait_for(
        timeout=90_000
    )  # Lab drops a run before the kernel is there
    page.page.locator(".jp-CodeCell .cm-content").first.click()
    page.press("Shift+Enter")
    return page.wait_until_drawn()


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
    assert [lab.cell("present", row, "Grade").inner_text() for row in (0, 1)] == ["42-44", "35-36"]
