"""Three views of the desk: for the officer, a signatory and a reader. Only the officer's view edits the scenario."""

from dataclasses import dataclass


@dataclass(frozen=True)
class DeskView:
    """One view: its name, its description, its tabs on the left, and the actions that it allows."""

    title: str
    said: str
    tabs: tuple[str, ...] | None = ()
    """The tabs on the left that the view shows; None for all."""
    may: tuple[tuple[str, str], ...] = ()
    """The actions that the view allows, each with its panel, besides those that change only what is shown."""


VIEWS = {
    "officer": DeskView("the officer", "Everything is shown, and can be changed.", None),
    "clearer": DeskView(
        "a signatory",
        "You can read the results, the checks and the evidence, and sign. Nothing in the scenario can be changed.",
        ("control", "structure", "facts"),
        (("control", "sign"),),
    ),
    "reader": DeskView("a reader", "You can read the results. Nothing can be changed."),
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
"""The actions of each panel that change only what is shown."""
ELSEWHERE = {
    "picker": {"copy"},
    "save": {"save_as", "leave"},
    "clear": {"cancel"},
    "begin": {"make"},
    "extract": {"read", "edit", "make"},
}
"""The actions of each panel that leave the open scenario unchanged. They are allowed while it is being cleared."""


def allows(view: str, panel: str, action: str) -> bool:
    """Whether an action is allowed in a view."""
    shown = VIEWS[view]
    return shown.tabs is None or action in ALWAYS.get(panel, ()) or (panel, action) in shown.may


def is_apart(panel: str, action: str) -> bool:
    """Whether an action leaves the open scenario unchanged."""
    return action in ALWAYS.get(panel, ()) or action in ELSEWHERE.get(panel, ())
