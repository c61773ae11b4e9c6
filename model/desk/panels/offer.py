"""Unsaved typing of an earlier page or of another page: it is offered, to be taken up or thrown away."""

from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from model.base.faults import InputFaults, listed, number_of
from model.desk.columns import columns_of
from model.desk.control_typed import event_in_words
from model.desk.kept import Kept, found
from model.desk.panels import assumptions, begin, control, customers, explore, facts, save, sheets
from model.schema.differences import differences
from model.schema.reading.form_words import faults_in_form_words
from model.schema.sections.shape import field_at

PANELS = {"sheets": sheets, "assumptions": assumptions, "customers": customers, "facts": facts, "begin": begin}
PANELS |= {"explore": explore}
TYPED = {(name, action) for name, panel in PANELS.items() for action in panel.ACTIONS} | {("save", "reason")}
TYPED |= {("control", action) for action in control.OF_SHEET}
"""The actions that a browser keeps until the kernel has kept them, and that may be done again."""
SHOWN = 4
"""The most changes that are named for each draft; the rest are counted."""


@dataclass
class Offered:
    """One draft that may be taken up: what a kernel kept, and later typing that a browser kept."""

    kept: Kept
    page: str = ""
    typed: list[dict] = field(default_factory=list)
    words: dict = field(default_factory=dict)

    @property
    def key(self) -> str:
        """The name by which the page knows this draft."""
        return self.kept.file.name if self.kept.file else self.page


def look(desk: Any, left: list[dict] | None = None) -> None:
    """Look for drafts besides the desk's own; ``left`` is what browsers kept, by page."""
    if left is not None:
        desk.left = [page for page in left if isinstance(page.get("typed"), list) and page["typed"]]
    drafts, desk.unread = found(desk.folder)
    desk.offered = [Offered(kept) for kept in drafts if kept.file != desk.keeper.file]
    for page in desk.left:
        _add_typed(desk, page)
    desk.offered.sort(key=lambda offered: offered.kept.scenario != desk.draft.path)  # those of this scenario first
    for offered in desk.offered:
        offered.words = _in_words(desk, offered)


def _add_typed(desk: Any, left: dict) -> None:
    """Add what a browser kept of a page to the draft that the page's kernel kept. If there is no draft, make one."""
    page, events = str(left.get("session")), [event for event in left["typed"] if _may_be_done(desk, event)]
    for path in dict.fromkeys(event["scenario"] for event in events):
        of_page = (it for it in desk.offered if page in it.kept.typed and str(it.kept.scenario) == path)
        offered = next(of_page, None)
        if offered is None:
            offered = Offered(Kept(Path(path), datetime.fromtimestamp(left.get("when", 0) / 1000), None))
            desk.offered.append(offered)
        done, offered.page = offered.kept.typed.get(page, 0), page
        offered.typed = [event for event in events if event["scenario"] == path and event["typed"] > done]
    desk.offered = [offered for offered in desk.offered if offered.kept.file or offered.typed]


def _may_be_done(desk: Any, event: dict) -> bool:
    is_typing = (event.get("panel"), event.get("action")) in TYPED and isinstance(event.get("typed"), int)
    return is_typing and desk.scenarios.at(str(event.get("scenario"))) is not None


def view(desk: Any) -> dict:
    """The drafts on offer, those of the open scenario first; and, if the desk's own draft can't be kept, the reason."""
    here = desk.draft.path
    unread = [
        f"{file.name} in {file.parent.name} can't be read as a draft. The file is left there." for file in desk.unread
    ]
    instead = desk.draft.changed and (
        "If you take these changes up, they replace what you have changed here. Undo brings that back."
    )
    return {
        "offered": [
            offered.words | {"instead": (instead or "") if offered.kept.data and offered.kept.scenario == here else ""}
            for offered in desk.offered
        ],
        "unread": unread,
        "trouble": desk.keeper.trouble,
        "forget": list(desk.forgotten),
    }


def _in_words(desk: Any, offered: Offered) -> dict:
    kept, here = offered.kept, offered.kept.scenario == desk.draft.path
    of = "" if here else f" to {kept.scenario.name}"
    notes = []
    if not kept.scenario.is_file():
        notes.append(f"{kept.scenario.name} is no longer there. Put the file back, and you can take the changes up.")
    elif kept.changed_since:
        notes.append(
            f"{kept.scenario.name} has changed since you began these changes. If you take them up, you can save "
            "them only under another name, so that nothing is lost."
        )
    if kept.what_ifs:
        notes.append(f"What-ifs kept: {listed([what_if.name for what_if in kept.what_ifs], 'and')}.")
    changes = [str(change) for change in differences(desk.draft.loaded.start, kept.data)] if here and kept.data else []
    changes += kept.sheet.in_words() if kept.sheet else []
    changes += [_typed_in_words(event) for event in offered.typed]
    more = [f"and {len(changes) - SHOWN} more"] if len(changes) > SHOWN else []
    return {
        "key": offered.key,
        "said": f"You have unsaved changes{of} from {kept.said}.",
        "changes": [*changes[:SHOWN], *more],
        "notes": notes,
        "can": kept.scenario.is_file(),
    }


def _typed_in_words(event: dict) -> str:
    """One typed change in words: ``Grade of senior: 35-38``."""
    if event.get("panel") == "control":
        return event_in_words(event)
    if "at" in event:
        return _in_sheet(event)
    if event.get("panel") == "explore":
        return f"What-if: {event.get('name')}"
    key = str(event.get("key", event["action"]))
    field = field_at([int(step) if step.isdigit() else step for step in key.split(".")])
    what = str(field.title) if field else key.replace("_", " ").replace(".", ", ")
    return f"{what}: {event.get('value', event.get('reason', ''))}".removesuffix(": ")


def _in_sheet(event: dict) -> str:
    """One change of a sheet in words: its first cell, and the number of other cells."""
    changes = event.get("changes") or [{}]
    first, more = changes[0], len(changes) - 1
    labels = {column.key: column.label for column in columns_of(event["at"])}
    what = labels.get(str(first.get("key")), event["action"])
    name = first.get("id") or next((row["id"] for row in event.get("rows", ()) if row.get("id")), "")
    said = f"{what}{f' of {name}' if name else ''}: {first.get('value', '')}".removesuffix(": ")
    return f"{said} and {number_of(more, 'more cell')}" if more else said


def take_up(desk: Any, key: str, **_: Any) -> None:
    """Continue with a draft: its scenario is opened, and the draft becomes the desk's own."""
    offered = _offered(desk, key)
    if offered is None:
        return
    kept = offered.kept
    try:
        if kept.scenario != desk.draft.path:
            desk.open(kept.scenario)
    except InputFaults as faults:
        desk.notice = (
            f"\u26a0 {kept.scenario.name} can't be opened, so the changes were not taken up. They are still kept. "
        )
        desk.notice += " ".join(faults_in_form_words(faults.faults))
        return
    if kept.data is not None:
        desk.draft.take_up(kept.data, kept.reasons, kept.of, kept.here)
        desk.reasons.given |= kept.reasons
    desk.exploring.take_up(kept.what_ifs)
    control.take_up(desk, kept.sheet)
    desk.typed = kept.typed | desk.typed
    lost = [event for event in offered.typed if not _done_again(desk, event)]
    desk.notice = f"Your changes from {kept.said} have been taken up. They are not saved yet."
    if offered.typed:
        desk.typed[offered.page] = offered.typed[-1]["typed"]
    if lost:
        words = "; ".join(map(_typed_in_words, lost))
        desk.notice += f" \u26a0 This was not taken up, because its place is gone from the scenario: {words}."
    desk.keep()
    desk.keeper.now()
    if kept.file and not desk.keeper.trouble:  # it is the desk's own now, and kept as that
        kept.file.unlink(missing_ok=True)
    _forget(desk, offered)


def _offered(desk: Any, key: str) -> Offered | None:
    return next((offered for offered in desk.offered if offered.key == key), None)


def _done_again(desk: Any, event: dict) -> bool:
    values = {key: value for key, value in event.items() if key not in ("panel", "action", "scenario", "typed")}
    try:
        done = (PANELS | {"save": save, "control": control})[event["panel"]].ACTIONS[event["action"]](desk, **values)
    except (LookupError, TypeError, ValueError, AttributeError):
        return False
    return done is not False


def _forget(desk: Any, offered: Offered) -> None:
    if offered.page:
        desk.forgotten.append(offered.page)
        desk.left = [page for page in desk.left if page.get("session") != offered.page]
    look(desk)


def throw_away(desk: Any, key: str, **_: Any) -> None:
    """Remove a draft that is not wanted."""
    offered = _offered(desk, key)
    if offered is None:
        return
    try:
        if offered.kept.file:
            offered.kept.file.unlink(missing_ok=True)
    except OSError as why:
        desk.notice = f"\u26a0 The changes can't be thrown away: {why.strerror or why}."
        return
    _forget(desk, offered)


def again(desk: Any, page: str, scenario: str) -> None:
    """Take up the scenario and draft of a page whose kernel was lost, without asking again."""
    of_scenario = (offered for offered in desk.offered if str(offered.kept.scenario) == scenario)
    of_page = next((offered for offered in of_scenario if page in {*offered.kept.typed, offered.page}), None)
    if of_page is not None:
        take_up(desk, of_page.key)
    elif scenario != str(desk.draft.path) and (path := desk.scenarios.at(scenario)):
        desk.open(path)


ACTIONS = {"take_up": take_up, "throw_away": throw_away}
