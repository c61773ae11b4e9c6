"""Three views of the desk: for the officer, for who clears, and for who reads. Only the first edits the scenario."""

from dataclasses import dataclass


@dataclass(frozen=True)
class DeskView:
    """One view: its name, its description, its tabs on the left, and the actions that it allows."""

    title: str
    said: str
    tabs: tuple[str, ...] | None = ()
    """None for all of them."""
    may: tuple[tuple[str, str], ...] = ()
    """Each panel and action that it allows besides those that only show something."""


VIEWS = {
    "officer": DeskView("the officer", "Everything is shown, and can be changed.", None),
    "clearer": DeskView(
        "who clears",
        "The results, the checks and the evidence, to read and to sign. Nothing in the scenario can be changed.",
        ("control", "structure", "facts"),
        (("control", "sign"),),
    ),
    "reader": DeskView("who reads", "The results, to read. Nothing can be changed."),
}
OFFICER = "officer"
ALWAYS = {
    "page": {"ready", "checks", "thousands", "take", "view_as"},
    "picker": {"open"},
    "results": {"show", "compare"},
    "sheets": {"open"},
    "facts": {"open", "open_all", "whole"},
    "fates": {"open"},
    "control": {"look", "verify"},
    "others": {"theirs"},
    "traced": {"figure", "cell", "step", "rates", "rate", "rate_of", "back", "close"},
}
"""Panels to those of their actions that change nothing but what is shown."""
ELSEWHERE = {
    "picker": {"copy"},
    "save": {"save_as", "leave"},
    "clear": {"cancel"},
    "begin": {"make"},
    "extract": {"read", "edit", "make"},
}
"""What changes nothing in the scenario that is open, and so may be done while that is cleared."""


def allows(view: str, panel: str, action: str) -> bool:
    """Whether an action is allowed in a view."""
    shown = VIEWS[view]
    return shown.tabs is None or action in ALWAYS.get(panel, ()) or (panel, action) in shown.may


def is_apart(panel: str, action: str) -> bool:
    """Whether an action leaves the open scenario unchanged."""
    return action in ALWAYS.get(panel, ()) or action in ELSEWHERE.get(panel, ())
