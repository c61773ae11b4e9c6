"""Charts of the desk in a real browser: each scenario has its own lines and no other's."""

import pytest

pytestmark = pytest.mark.browser
pytest_plugins = ("tests.desk.desk_browser",)


def test_no_line_of_a_chart_stays_in_the_chart_of_another_scenario(desk):
    """Barnet's chart of grades has two dashed lines to points past a bar; the other scenario's grades have no bar."""
    lines = desk.page.locator('[data-key="envelope"] .shapelayer path')
    desk.tab("Grades")
    assert lines.count() == 2
    picker = desk.page.get_by_label("Scenario", exact=True)
    others = [value for value in desk.choices() if value.endswith("/example-schools-it-service.yaml")]
    picker.select_option(value=others)
    desk.settle()
    assert lines.count() == 0
