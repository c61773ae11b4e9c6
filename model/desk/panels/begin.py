"""Begin: a new case is made, and then what it needs is asked for step by step, until its file checks.

The steps are the keys that every scenario needs, as its sections declare them; what is filled is in the draft.
"""

from collections.abc import Iterator
from typing import Any

from model.base.faults import InputFaults, number_of
from model.desk.new_case import begin, begin_from
from model.desk.panels.facts import ACTIONS as OF_FACTS
from model.desk.panels.facts import Facts
from model.desk.save import AlreadyThere, NotSaved
from model.desk.structure import as_proposed, posts_of
from model.schema.differences import SIDES
from model.schema.form import Key, keys_of_form
from model.schema.reading.document import Path_
from model.schema.sections.scenario import Scenario

BLANK = ""
POSTS = {
    "present": "Paste them from Excel into the sheet under Structure, load a list or an extract under Load a list, or "
    "type them.",
    "proposed": "Copy the present posts, then change what is to change under Structure: grades, numbers, what becomes "
    "of each post and where its holder goes.",
}


def view(desk: Any) -> dict:
    """What a case can begin from, and the steps of the one that is open: each with its boxes and what is to mend."""
    cases = [(str(path), f"{title} ({path.name})") for path, title in desk.scenarios.titled()]
    return {"templates": [(BLANK, "Nothing: a blank case"), *cases], "groups": [*_steps(desk)], "ready": _ready(desk)}


def _steps(desk: Any) -> Iterator[dict]:
    facts = Facts(desk)
    keys = [key for key in keys_of_form(Scenario) if key.needed]
    words = [key for key in keys if not key.section]
    yield _step("The proposal", "", [facts.box(key, (key.name,)) for key in words])
    for key in keys:
        if key.section and key.name not in SIDES:
            yield _step(key.label, key.help, [*_needed(facts, key, (key.name,))])
    for side, note in POSTS.items():
        number = len(posts_of(desk.draft.data, side))
        wrong = len(facts.faults.get((side,), ()))
        title = next(key.label for key in keys if key.name == side)
        yield _step(title, note, [], side) | {"said": f"{number_of(number, 'post')}. {_mend(wrong)}"}


def _needed(facts: Facts, section: Key, path: Path_) -> Iterator[dict]:
    """The boxes of what a section needs, or of the first entry of a list; and of what else it states or has wrong."""
    path = (*path, 0) if section.kind == "entries" else path
    for key in keys_of_form(section.section):
        at = (*path, key.name)
        stated = facts.draft.value(at) is not None or at in facts.is_shown
        if key.needed and key.section:
            yield from _needed(facts, key, at)
        elif key.needed or (stated and not key.section):
            yield facts.box(key, at)
        elif key.usual and not key.section:  # left out, what the section lacks is said there
            box = facts.box(key, at)
            inner = {other.name for other in keys_of_form(section.section)}
            yield box | {"faults": [*box["faults"], *facts.own_faults(path, inner)]}


def _step(title: str, note: str, boxes: list[dict], side: str = "") -> dict:
    wrong = sum(len(box["faults"]) for box in boxes)
    return {"title": title, "note": note, "fields": boxes, "said": _mend(wrong), "side": side}


def _mend(wrong: int) -> str:
    return f"\u26a0 {wrong} to mend." if wrong else "Nothing to mend."


def _ready(desk: Any) -> str:
    """Whether the file checks, in a sentence."""
    faults = desk.draft.faults
    if faults:
        return f"\u26a0 {number_of(len(faults), 'thing is', 'things are')} to mend before this can be costed."
    unsaved = " Save it under Save and clear." if desk.draft.changed else ""
    return f"Nothing is to mend: {desk.draft.path.name} checks, and every figure on this page is its own.{unsaved}"


def _make(desk: Any, name: str, title: str, authority: str = "", template: str = BLANK, **_: Any) -> None:
    """Make the file of a new case, and open it."""
    target, of = desk.scenarios.place_of(name), desk.scenarios.at(template)
    if not title.strip() or (not of and not authority.strip()):
        desk.notice = "\u26a0 Nothing was made: a case needs a title and the name of the council."
        return
    if target is None or target.exists():
        desk.notice = f"\u26a0 Nothing was made: {name!r} must end in .yaml and not be taken."
        return
    try:
        if of:
            begin_from(of, target, title.strip(), authority.strip(), desk.rates)
        else:
            begin(target, title.strip(), authority.strip(), desk.rates)
        desk.open(target)
    except (InputFaults, AlreadyThere, NotSaved, OSError) as why:
        desk.notice = f"\u26a0 Nothing was made: {why}"
        return
    desk.notice = f"{target.name} is made. What it still needs is asked for below, step by step."


def _copy_posts(desk: Any, **_: Any) -> None:
    desk.draft.go_to(as_proposed(desk.draft.data))


ACTIONS = {"edit": OF_FACTS["edit"], "make": _make, "copy_posts": _copy_posts}
