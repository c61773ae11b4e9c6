"""The same desk in JupyterLab, as `workbook.py open` starts it."""

import re

import pytest
from desk_page import HOME, DeskPage

from model.assessment import assess
from model.money import pounds

pytestmark = pytest.mark.long
pytest_plugins = ("desk_browser",)


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
        "found '42-4x'; expected a grade such as 22-23" in lab.page.locator("[data-side=present] .faults").inner_text()
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
