"""Save: the differences from the file, the reasons for them, and the file to save to."""

from datetime import date, datetime
from pathlib import Path
from typing import Any

from model.base.trouble import sentence_of
from model.control.lock import AtWork
from model.desk.draft import Draft
from model.desk.kept import Kept
from model.desk.loaded import fingerprint
from model.desk.panels.fields import key_of
from model.desk.save import AlreadyThere, ChangedElsewhere, NotSaved, ReasonsMissing, is_same_file


def view(desk: Any) -> dict:
    """The changes to be saved, and the result of the last save."""
    draft = desk.draft
    return {
        "differences": list(draft.differences),
        "missing": [{"key": key_of(one.path), "what": str(one)} for one in draft.reasons_missing],
        "reasons": [
            {"key": key_of(one.path), "what": str(one), "reason": why} for one, why in draft.assumptions_changed
        ],
        "warnings": [
            *draft.of_lists(desk.scenarios.files(draft.path.parent) if draft.changed else ()),
            *draft.words_outdated,
            *(["The draft has faults: it can be saved, but not cleared."] if draft.faults else []),
        ],
        "name": draft.path.name,
        "asks": desk.asks,
        "outcome": desk.saved,
        "failed": desk.saved.startswith("\u26a0"),
    }


def _save(desk: Any, author: str, name: str = "", sure: bool = False, **_: Any) -> None:
    """Save to the open file. If a ``name`` was typed under Save as but not used, ask the user first."""
    desk.asks, own = None, desk.draft.path
    other = desk.scenarios.place_of(name)
    if author.strip() and name.strip() and not sure and (other is None or not is_same_file(other, own)):
        said = f"You typed {name.strip()} under Save as, but Save writes over {own.name}, the file that is open."
        desk.asks = {"said": said, "yes": f"Write over {own.name}", "action": "save", "sure": True, "name": name}
        desk.saved = ""
        return
    write(desk, author, own)


def _save_as(desk: Any, author: str, name: str, over: str = "", **_: Any) -> None:
    """Save under another name. An existing file is replaced only if the user agrees; ``over`` is its fingerprint."""
    desk.asks, target = None, desk.scenarios.place_of(name)
    if target is None:
        nearest = f" Did you mean {name.strip()}.yaml?" if desk.scenarios.place_of(f"{name.strip()}.yaml") else ""
        desk.saved = (
            f"\u26a0 {name!r} can't be a scenario's name. Use letters, figures and hyphens, then .yaml.{nearest}"
        )
        return
    write(desk, author, target, over)


def write(desk: Any, author: str, target: Path, over: str = "", variant: Draft | None = None) -> None:
    """Save the draft, or a variant of it as a new file; the result is put in ``desk.saved``."""
    if not author.strip():
        desk.saved = "\u26a0 Not saved. The file records who changed it, so give your name or initials."
        return
    before = desk.draft.path
    try:
        saved = (variant or desk.draft).save(target, author=author.strip(), today=date.today(), over=over)
    except ReasonsMissing as why:
        desk.reasons.asked = True
        desk.saved = f"\u26a0 {why}"
        return
    except AlreadyThere as there:
        if not target.is_file():
            desk.saved = f"\u26a0 {there}"
            return
        title = dict(desk.scenarios.titled()).get(target, "")
        said = f"{target.name} is already there{f': {title}' if title else ''}. If you replace it, it is gone for good."
        asked = {"action": "save_as", "name": target.name, "over": fingerprint(target)}
        desk.saved, desk.asks = "", {"said": said, "yes": f"Replace {target.name}", **asked}
        return
    except AtWork as why:
        desk.saved = f"\u26a0 {why}"
        return
    except (ChangedElsewhere, NotSaved) as why:
        desk.saved = f"\u26a0 {why} Save under another name to keep your changes."
        return
    except OSError as why:
        desk.saved = f"\u26a0 {target.name} can't be written, so nothing was saved. {sentence_of(why)}"
        return
    if variant is None:
        desk.reasons.forget()
        if saved != before and desk.control.typed:  # that is the sheet of the other scenario, and stays with it
            desk.keeper.leave(Kept(before, datetime.now(), None, sheet=desk.control.typed))
            desk.control.forget()
        desk.keep_loaded()
    desk.saved = f"Saved as {saved.name}."


def _leave(desk: Any, **_: Any) -> None:
    desk.asks = None


def _reason(desk: Any, key: str, reason: str, **_: Any) -> None:
    """Record the reason, given on saving, for a changed assumption."""
    for one, _given in desk.draft.assumptions_changed:
        if key_of(one.path) == key:
            desk.reasons.given[one.path] = reason
            desk.draft.give_reason(one.path, reason)


ACTIONS = {
    "save": _save,
    "save_as": _save_as,
    "leave": _leave,
    "reason": _reason,
}
