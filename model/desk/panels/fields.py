"""Labelled boxes over values of the scenario: their text, their faults, and whether they differ from the file."""

from collections.abc import Container
from dataclasses import dataclass, field
from typing import Any

from model.desk.box import Box
from model.schema.form import as_typed
from model.schema.reading.days_read import day_in_words, takes_a_day
from model.schema.reading.form_words import in_form_words

OF_RATES = ("on_costs", "lgps")
"""The path under which every box is a rate."""
WHY = "Say why. The reason is recorded in the file, and nothing is saved without it."


@dataclass(frozen=True)
class Group:
    """Boxes under one heading."""

    title: str
    boxes: tuple[Box, ...] = ()
    note: str = ""


@dataclass
class Reasons:
    """The reason for each changed value, by path, until it is saved; and whether a save has asked for reasons."""

    given: dict[tuple, str] = field(default_factory=dict)
    asked: bool = False

    def forget(self) -> None:
        """Forget the reasons given for changed values, since another file was opened or this one was saved."""
        self.given.clear()
        self.asked = False


def shown_at(path: tuple, value: Any) -> str:
    """A value as its box shows it: a date is in words, so that day and month can't be mistaken for each other."""
    return day_in_words(value) if value is not None and takes_a_day(path) else as_typed(value)


def form_view(desk: Any, groups: list[Group]) -> dict:
    """The groups as form.js draws them."""
    return {
        "groups": [
            {"title": group.title, "note": group.note, "fields": [_box_view(desk, box) for box in group.boxes]}
            for group in groups
        ]
    }


def _box_view(desk: Any, box: Box) -> dict:
    faults = [in_form_words(fault) for fault in desk.draft.faults if fault.path[: len(box.path)] == box.path]
    return {
        "key": key_of(box.path),
        "label": box.label,
        "kind": box.kind,
        "hint": box.hint,
        "value": shown_at(box.path, desk.draft.value(box.path)),
        "faults": faults,
        "choices": box.choices or None,
        "is_rate": box.path[:2] == OF_RATES,
    } | why_view(desk, box.path, {change.path for change, _ in desk.draft.assumptions_changed})


def why_view(desk: Any, path: tuple, changed: Container[tuple]) -> dict:
    """Whether a change at a path needs a reason, the reason given, and whether it was asked for and is missing."""
    missing = path in changed and desk.reasons.asked and any(one.path == path for one in desk.draft.reasons_missing)
    return {
        "changed": path in changed,
        "reason": desk.reasons.given.get(path, ""),
        "no_reason": WHY if missing else "",
    }


def key_of(path: tuple) -> str:
    """A path as one word: ``on_costs.lgps.0.rate``."""
    return ".".join(map(str, path))


def edit_box(desk: Any, groups: list[Group], key: str, value: str, reason: str) -> None:
    """Write what was typed in a box to its place in the draft."""
    box = next((box for group in groups for box in group.boxes if key_of(box.path) == key), None)
    if box is not None:
        write(desk, box.path, value, reason)


def write(desk: Any, path: tuple, typed: str, reason: str) -> None:
    """Write what was typed at a path, with the reason for the change where one is given."""
    desk.reasons.given[path] = reason
    for panel in (
        "assumptions",
        "customers",
        "facts",
        "begin",
    ):  # what was typed may say what was there, and look otherwise
        desk.show_again_part(panel)
    if shown_at(path, desk.draft.value(path)).strip() == typed.strip():
        desk.draft.give_reason(path, reason)
    else:
        desk.draft.edit(path, typed.strip() or None, reason=reason)
