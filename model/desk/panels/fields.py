"""Labelled boxes over values of the scenario: their text, their faults, and whether they differ from the file."""

from dataclasses import dataclass, field
from typing import Any

from model.desk.box import Box
from model.desk.save import asks_reason
from model.schema.reading.days_read import day_in_words, takes_a_day

WHY = "Say why: it is recorded in the file, which is not saved without it."


@dataclass(frozen=True)
class Group:
    """Boxes under one heading."""

    title: str
    boxes: tuple[Box, ...] = ()
    note: str = ""


@dataclass
class Reasons:
    """The reason given for each changed value, by its path, until it is saved; and whether saving asked for them."""

    given: dict[tuple, str] = field(default_factory=dict)
    asked: bool = False

    def forget(self) -> None:
        """Another file, or one just saved: nothing is changed."""
        self.given.clear()
        self.asked = False


def text_of(value: Any) -> str:
    """A value as a box shows it."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list | tuple):
        return ", ".join(map(str, value))
    return "" if value is None else str(value)


def shown_at(path: tuple, value: Any) -> str:
    """A value as the box of a path shows it: a date in words, so that it can be taken for no other day."""
    return day_in_words(value) if value is not None and takes_a_day(path) else text_of(value)


def form_view(desk: Any, groups: list[Group]) -> dict:
    """The groups as form.js draws them."""
    return {
        "groups": [
            {"title": group.title, "note": group.note, "fields": [_box_view(desk, box) for box in group.boxes]}
            for group in groups
        ]
    }


def _box_view(desk: Any, box: Box) -> dict:
    faults = [fault.said for fault in desk.draft.faults if fault.path[: len(box.path)] == box.path]
    value, reason = desk.draft.value(box.path), desk.reasons.given.get(box.path, "")
    changed = value != desk.loaded(box.path) and asks_reason(box.path)
    missing = changed and desk.reasons.asked and any(change.path == box.path for change in desk.draft.reasons_missing)
    return {
        "key": key_of(box.path),
        "label": box.label,
        "kind": box.kind,
        "hint": box.hint,
        "value": shown_at(box.path, value),
        "faults": faults,
        "changed": changed,
        "reason": reason,
        "no_reason": WHY if missing else "",
    } | ({"choices": box.choices} if box.choices else {})


def key_of(path: tuple) -> str:
    """A path as one word: ``on_costs.lgps.0.rate``."""
    return ".".join(map(str, path))


def edit_box(desk: Any, groups: list[Group], key: str, value: str, reason: str) -> None:
    """Write what was typed in a box, with the reason for the change where one is given."""
    box = next((box for group in groups for box in group.boxes if key_of(box.path) == key), None)
    if box is None:
        return
    desk.reasons.given[box.path] = reason
    for panel in ("assumptions", "customers"):  # what was typed may say the same as what was there, and look otherwise
        desk.show_again_part(panel)
    if shown_at(box.path, desk.draft.value(box.path)) == value.strip():
        desk.draft.give_reason(box.path, reason)
    else:
        desk.draft.edit(box.path, value.strip() or None, reason=reason)
