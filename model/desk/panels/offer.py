"""What was typed and never saved, of an earlier page or another: offered to be taken up or thrown away."""

from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from model.base.faults import InputFaults
from model.desk.kept import Kept, found
from model.desk.panels import assumptions, customers, save, structure
from model.schema.differences import differences
from model.schema.sections.shape import field_at

PANELS = {"structure": structure, "assumptions": assumptions, "customers": customers}
TYPED = {(name, action) for name, panel in PANELS.items() for action in panel.ACTIONS} | {("save", "reason")}
"""What a browser keeps until the kernel has kept it, and may be done again."""
SHOWN = 4
"""So many changes are told of each draft, and the number of the others."""


@dataclass
class Offered:
    """One draft that may be taken up: what a kernel kept, and after that what a browser kept."""

    kept: Kept
    page: str = ""
    typed: list[dict] = field(default_factory=list)
    words: dict = field(default_factory=dict)

    @property
    def key(self) -> str:
        """What names it on the page."""
        return self.kept.file.name if self.kept.file else self.page


def look(desk: Any, left: list[dict] | None = None) -> None:
    """See what drafts there are besides the desk's own; ``left``: what browsers kept, each page's by its sign."""
    if left is not None:
        desk.left = [one for one in left if isinstance(one.get("typed"), list) and one["typed"]]
    made = list(found(desk.folder))
    drafts = [one for one in made if isinstance(one, Kept) and one.file != desk.keeper.file]
    desk.unread = [one for one in made if isinstance(one, Path)]
    desk.offered = [Offered(one) for one in drafts]
    for each in desk.left:
        _add_typed(desk, each)
    desk.offered.sort(key=lambda one: one.kept.scenario != desk.draft.path)  # those of this scenario first
    for one in desk.offered:
        one.words = _in_words(desk, one)


def _add_typed(desk: Any, each: dict) -> None:
    """Put what a browser kept of a page to the draft that its kernel kept, or make it one of its own."""
    page, events = str(each.get("session")), [one for one in each["typed"] if _may_be_done(desk, one)]
    for path in dict.fromkeys(event["scenario"] for event in events):
        own = [event for event in events if event["scenario"] == path]
        with_it = [one for one in desk.offered if page in one.kept.typed and str(one.kept.scenario) == path]
        if not with_it:
            when = datetime.fromtimestamp(each.get("when", 0) / 1000)
            with_it = [Offered(Kept(Path(path), when, None))]
            desk.offered.append(with_it[0])
        done = with_it[0].kept.typed.get(page, 0)
        with_it[0].page, with_it[0].typed = page, [one for one in own if one["typed"] > done]
    desk.offered = [one for one in desk.offered if one.kept.data is not None or one.typed]


def _may_be_done(desk: Any, event: dict) -> bool:
    known = (event.get("panel"), event.get("action")) in TYPED and isinstance(event.get("typed"), int)
    return known and desk.scenarios.at(str(event.get("scenario"))) is not None


def view(desk: Any) -> dict:
    """The drafts that are offered, of the scenario on the desk first; and why the desk's own cannot be kept, if so."""
    unread = [f"{one.name} in {one.parent.name} cannot be read as a draft; it stays there." for one in desk.unread]
    instead = desk.draft.changed and "They take the place of what is changed here now; Undo brings that back."
    return {
        "offered": [
            one.words | {"instead": instead or "" if one.kept.scenario == desk.draft.path else ""}
            for one in desk.offered
        ],
        "unread": unread,
        "trouble": desk.keeper.trouble,
        "forget": list(desk.forgotten),
    }


def _in_words(desk: Any, one: Offered) -> dict:
    kept, here = one.kept, one.kept.scenario == desk.draft.path
    of = "" if here else f" in {kept.scenario.name}"
    notes = []
    if not kept.scenario.is_file():
        notes.append(f"{kept.scenario.name} is no longer there: put the file back to take them up.")
    elif kept.changed_since:
        notes.append(
            f"{kept.scenario.name} was changed since then. Taken up, they can be saved under another name only, so "
            "that neither is lost."
        )
    changes = [str(change) for change in differences(desk.file, kept.data)] if here and kept.data else []
    changes += [_typed_in_words(event) for event in one.typed]
    more = [f"and {len(changes) - SHOWN} more"] if len(changes) > SHOWN else []
    return {
        "key": one.key,
        "said": f"You have unsaved changes{of} of {kept.said}.",
        "changes": [*changes[:SHOWN], *more],
        "notes": notes,
        "can": kept.scenario.is_file(),
    }


def _typed_in_words(event: dict) -> str:
    """What was typed, for a person: ``Grade of senior: 35-38``."""
    key = str(event.get("key", event["action"]))
    steps = [int(step) if step.isdigit() else step for step in key.split(".")]
    field = field_at((event["side"], 0, key) if "side" in event else steps)
    what = str(field.title) if field else key.replace("_", " ").replace(".", ", ")
    of = f" of {event['post']}" if event.get("post") else ""
    return f"{what}{of}: {event.get('value', event.get('reason', ''))}".removesuffix(": ")


def take_up(desk: Any, key: str, **_: Any) -> None:
    """Go on with a draft; its scenario comes to the desk, and what was kept elsewhere is the desk's own from now."""
    one = next((one for one in desk.offered if one.key == key), None)
    if one is None:
        return
    try:
        if one.kept.scenario != desk.draft.path:
            desk.open(one.kept.scenario)
    except InputFaults as faults:
        desk.notice = f"\u26a0 {one.kept.scenario.name} cannot be opened, and the changes stay where they are: {faults}"
        return
    if one.kept.data is not None:
        desk.draft.take_up(one.kept.data, one.kept.reasons, one.kept.of)
        desk.reasons.given |= one.kept.reasons
        desk.typed |= {page: number for page, number in one.kept.typed.items() if page not in desk.typed}
    lost = [event for event in one.typed if not _done_again(desk, event)]
    desk.notice = f"Your changes of {one.kept.said} are taken up. They are not saved yet."
    if one.typed:
        desk.typed[one.page] = one.typed[-1]["typed"]
    if lost:
        words = "; ".join(map(_typed_in_words, lost))
        desk.notice += f" \u26a0 There is no place any more for this: {words}."
    _put_away(desk, one)


def _done_again(desk: Any, event: dict) -> bool:
    given = {key: value for key, value in event.items() if key not in ("panel", "action", "scenario", "typed")}
    try:
        (PANELS | {"save": save})[event["panel"]].ACTIONS[event["action"]](desk, **given)
    except (LookupError, TypeError, ValueError, AttributeError):
        return False
    return True


def _put_away(desk: Any, one: Offered) -> None:
    """Remove what was kept, once it is the desk's own and kept as that."""
    desk.keep()
    desk.keeper.now()
    if one.kept.file and not desk.keeper.trouble:
        one.kept.file.unlink(missing_ok=True)
    _forget(desk, one)


def _forget(desk: Any, one: Offered) -> None:
    if one.page:
        desk.forgotten.append(one.page)
        desk.left = [each for each in desk.left if each.get("session") != one.page]
    look(desk)


def throw_away(desk: Any, key: str, **_: Any) -> None:
    """Remove a draft that nobody wants."""
    one = next((one for one in desk.offered if one.key == key), None)
    if one is None:
        return
    if one.kept.file:
        try:
            one.kept.file.unlink(missing_ok=True)
        except OSError as why:
            desk.notice = f"\u26a0 The changes cannot be thrown away: {why.strerror or why}."
            return
    _forget(desk, one)


def again(desk: Any, page: str, scenario: str) -> None:
    """A page whose kernel was gone is back: its scenario and what it had are taken up without asking again."""
    same = [one for one in desk.offered if str(one.kept.scenario) == scenario]
    one = next((one for one in same if page in one.kept.typed or page == one.page), None)
    if one is not None:
        take_up(desk, one.key)
    elif scenario != str(desk.draft.path) and (path := desk.scenarios.at(scenario)):
        desk.open(path)


ACTIONS = {"take_up": take_up, "throw_away": throw_away}
