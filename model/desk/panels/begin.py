"""Begin: makes a new case, then asks step by step for what the case needs, until its file has no fault.

The steps are the keys that every scenario needs, as the sections declare them. What is filled in goes to the draft.
"""

from collections.abc import Iterator
from typing import Any

from model.base.faults import InputFaults, listed, number_of
from model.base.trouble import sentence_of
from model.control.lock import AtWork
from model.desk.fates import unsettled, with_copies
from model.desk.new_case import NoNewCase, begin, begin_from, place_of_new
from model.desk.panels.extract import NOTHING_MADE
from model.desk.panels.facts import ACTIONS as OF_FACTS
from model.desk.panels.facts import Facts
from model.desk.panels.fates import ACTIONS as OF_FATES
from model.desk.posts_in import count
from model.desk.save import AlreadyThere, NotSaved
from model.desk.scenarios import GALLERY
from model.desk.structure import posts_of
from model.schema.differences import SIDES
from model.schema.form import Key, keys_of_form
from model.schema.reading.document import Path_
from model.schema.sections.scenario import Scenario

BLANK, EXTRACT = "", "extract"
SAID = 4
"""A sentence names at most this many things, and gives the number of any others."""
POSTS = {
    "present": "Paste the posts from Excel into the sheet, load a list of them, or type them in the empty row.",
    "proposed": "Copy the present posts, then change the grades, numbers and titles that are to be different.",
}


def view(desk: Any) -> dict:
    """The templates for a new case, and the steps of the open case, each with its boxes and what is missing."""
    return {
        "templates": [*_templates(desk)],
        "folder": str(desk.folder),
        "file": desk.draft.path.name,
        "is_done": not (desk.draft.faults or desk.draft.changed),
        "said": desk.begun,
        "made": bool(desk.begun) and not desk.begun.startswith("\u26a0"),
        "groups": [*_steps(desk)],
        "ready": _ready(desk),
    }


def _templates(desk: Any) -> Iterator[dict]:
    """The templates for a new case, in groups: blank or an extract; the workbook's cases; this folder's scenarios."""
    yield {
        "title": "",
        "cases": [
            (BLANK, "A blank case", "The steps below ask for what every scenario needs."),
            (EXTRACT, "A payroll or HR extract", "Posts and holders are read from a list of people. No name is kept."),
        ],
    }
    folders = {"The cases that come with the workbook": GALLERY, "The scenarios of this folder": desk.folder}
    for title, folder in folders.items():
        if title.startswith("The cases") or folder.resolve() != GALLERY.resolve():
            abouts = ((path, desk.scenarios.about(path)) for path in desk.scenarios.files(folder))
            cases = [(str(path), f"{about.title} ({path.name})", about.sentence) for path, about in abouts if about]
            yield {"title": title, "cases": cases}


def _steps(desk: Any) -> Iterator[dict]:
    facts = Facts(desk)
    keys = [key for key in keys_of_form(Scenario) if key.needed]
    words = [key for key in keys if not key.section]
    yield _step("The proposal", "", [facts.box(key, (key.name,)) for key in words])
    for key in keys:
        if key.section and key.name not in SIDES:
            yield _step(key.label, key.help, [*_needed(facts, key, (key.name,))])
    for key in keys:
        if key.name in SIDES:
            yield _step(key.label, POSTS[key.name], [], key.name) | {"said": _of_posts(desk, key.name, facts)}
    yield _step("What becomes of each post", "", [], "fates") | {"said": _of_fates(desk)}


def _of_posts(desk: Any, side: str, facts: Facts) -> str:
    """A sentence: how many posts a structure has, and which of them have a fault."""
    posts = posts_of(desk.draft.data, side)
    if not posts:
        return "\u26a0 Still missing: a post."
    wrong = dict.fromkeys(step[0] for step, _ in facts.faults.get((side,), ()) if step)
    names = [called(posts, number) for number in wrong if isinstance(number, int) and number < len(posts)]
    more = f" \u26a0 To mend: {_some(names)}." if names else " \u26a0 There is something to mend." if wrong else ""
    number, _ = count(posts)
    return f"{number:,g} {'post' if number == 1 else 'posts'}.{more}"


def _of_fates(desk: Any) -> str:
    """A sentence: the present posts without a fate, and the proposed posts without a way of being filled."""
    data = desk.draft.data
    open_ = [
        called(posts_of(data, "present"), n) for n, post in enumerate(posts_of(data, "present")) if _open(post, "fate")
    ]
    unfilled = [
        called(posts_of(data, "proposed"), n)
        for n, post in enumerate(posts_of(data, "proposed"))
        if _open(post, "filled_by")
    ]
    said = [f"\u26a0 Still missing: what becomes of {_some(open_)}."] if open_ else []
    said += [f"\u26a0 Still missing: how {_some(unfilled)} is filled."] if unfilled else []
    return " ".join(said) or "Nothing is missing."


def _open(post: Any, key: str) -> bool:
    return isinstance(post, dict) and post.get(key, "unresolved") == "unresolved"


def called(posts: list[Any], number: int) -> str:
    """The name of a post in a sentence."""
    post = posts[number] if isinstance(posts[number], dict) else {}
    return str(post.get("title") or post.get("id") or f"row {number + 1}")


def _some(names: list[str]) -> str:
    return listed(names if len(names) <= SAID else [*names[:SAID], f"{len(names) - SAID} more"], "and")


def _needed(facts: Facts, section: Key, path: Path_) -> Iterator[dict]:
    """The boxes that a section or the first entry of a list needs, and those that are filled or have a fault."""
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
    return {"title": title, "note": note, "fields": boxes, "said": _missing(boxes), "side": side}


def _missing(boxes: list[dict]) -> str:
    """A sentence: the boxes of a step that have no value yet, and those with a wrong value."""
    wrong = [box for box in boxes if box["faults"]]
    kinds = {
        "Still missing": [box for box in wrong if not box["value"]],
        "To mend": [box for box in wrong if box["value"]],
    }
    said = [f"\u26a0 {kind}: {_some([box['label'] for box in of])}." for kind, of in kinds.items() if of]
    return " ".join(said) or "Nothing is missing."


def _ready(desk: Any) -> str:
    """Whether the file passes ``check``, in a sentence."""
    faults = desk.draft.faults
    if faults:
        return f"\u26a0 {number_of(len(faults), 'thing')} must be mended before this can be costed."
    unsaved = " Save it under Save and clear." if desk.draft.changed else ""
    return f"Nothing is left to mend: {desk.draft.path.name} has no fault, and this page shows its figures.{unsaved}"


def _make(desk: Any, name: str, title: str, authority: str = "", template: str = BLANK, **_: Any) -> None:
    """Make the file of a new case, and open it."""
    of = desk.scenarios.at(template)
    try:
        target = place_of_new(desk.scenarios, name, title, authority, copied=of is not None)
        if of:
            begin_from(of, target, title.strip(), authority.strip(), desk.rates)
        else:
            begin(target, title.strip(), authority.strip(), desk.rates)
        desk.open(target)
    except (NoNewCase, InputFaults, AtWork, AlreadyThere, NotSaved, OSError) as why:
        desk.begun = f"{NOTHING_MADE}: {sentence_of(why)}"
        return
    desk.begun = (
        f"{target.name} has been made in {target.parent} and is open. The steps below ask for what it still needs. "
        "Save what you fill in under Save and clear."
    )


def _copy_posts(desk: Any, **_: Any) -> None:
    desk.draft.go_to(with_copies(desk.draft.data, unsettled(desk.draft.data)))


ACTIONS = {**OF_FATES, "edit": OF_FACTS["edit"], "make": _make, "copy_posts": _copy_posts}
