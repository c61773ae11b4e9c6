"""The parts of the page: the content of each, the actions in it, and which parts wait for the checks."""

from typing import Any

from model.desk.panels import (
    assumptions,
    begin,
    clear,
    control,
    customers,
    excel,
    explore,
    explored,
    extract,
    facts,
    fates,
    lists,
    offer,
    others,
    picker,
    posts_list,
    results,
    save,
    sheets,
    traced,
    whole_page,
)
from model.desk.sheet_view import only_changes

PANELS = {
    "page": whole_page,
    "picker": picker,
    "offer": offer,
    "sheets": sheets,
    "assumptions": assumptions,
    "customers": customers,
    "explore": explore,
    "facts": facts,
    "begin": begin,
    "extract": extract,
    "lists": lists,
    "list": posts_list,
    "results": results,
    "save": save,
    "clear": clear,
    "control": control,
    "others": others,
    "excel": excel,
    "traced": traced,
}
FIGURES = {"tiles": results.view_tiles, "results": results.view, "fates": fates.view}
AFTER_CHECKS = {
    "checks": results.view_checks,
    "beside": results.view_beside,
    "said": results.said,
    "worked_out": sheets.view_worked_out,
    "explored": explored.view,
}
"""The parts that take longer than the figures, and so are worked out once the page has the figures."""
WAITS_UNLESS_EDITED = ("facts", "begin", "control", "lists", "save")
PARTIAL = {"sheets": only_changes, "worked_out": only_changes}
"""Parts of which only the differences are sent to the page."""
EXPLORED = ("explore", "explored")
"""The only parts that a slider changes."""

ACTIONS = {name: panel.ACTIONS for name, panel in PANELS.items()}
VIEWS_OF_PARTS = FIGURES | {name: panel.view for name, panel in PANELS.items()} | AFTER_CHECKS


def waits_for_checks(desk: Any, part: str) -> bool:
    """Whether a part waits for the checks, which take longer than the figures."""
    slow_tab = part == "results" and results.TABS[desk.tab].slow
    return part in AFTER_CHECKS or slow_tab or (part in WAITS_UNLESS_EDITED and desk.at_work != part)
