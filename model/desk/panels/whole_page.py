"""The top of the page: title, undo, whether money is in £ or £k, the last message, and the view."""

from typing import Any

from model.desk import take_away
from model.desk.panels import offer
from model.desk.views import OFFICER, VIEWS

UNSAVED = " These figures include changes that are not saved."


def view(desk: Any) -> dict:
    """What the top of the page shows."""
    draft, shown = desk.draft, VIEWS[desk.view]
    return {
        "title": str(draft.value(("title",)) or draft.path.name),
        "can_undo": draft.can_undo,
        "can_redo": draft.can_redo,
        "thousands": desk.thousands,
        "changed": draft.changed,
        "notice": desk.notice,
        "view": desk.view,
        "views": [(key, one.title) for key, one in VIEWS.items()],
        "view_said": shown.said + (UNSAVED if draft.changed and desk.view != OFFICER else ""),
        "tabs": shown.tabs,
    }


def _thousands(desk: Any, **_: Any) -> None:
    desk.thousands = not desk.thousands


def _ready(desk: Any, left: list | None = None, back: dict | None = None, view: str = OFFICER, **_: Any) -> None:
    """A browser has opened the page.

    ``left`` is what the browser kept of earlier pages; ``back`` is a page that lost its kernel.
    """
    offer.look(desk, left or [])
    _view_as(desk, view)
    if back:
        offer.again(desk, str(back.get("session")), str(back.get("scenario")))
    desk.notice, desk.greeting = desk.notice or desk.greeting, ""
    desk.show_again()


def _view_as(desk: Any, view: str, **_: Any) -> None:
    desk.view = view if view in VIEWS else OFFICER


ACTIONS = {
    "ready": _ready,
    "undo": lambda desk, **_: desk.draft.undo(),
    "redo": lambda desk, **_: desk.draft.redo(),
    "thousands": _thousands,
    "take": take_away.take,
    "view_as": _view_as,
}
