"""Explore: moves drivers of the figures without changing the draft, and keeps, applies or saves the result."""

from typing import Any

from model.base.faults import InputFaults
from model.desk.panels import save
from model.desk.panels.explored import draw_tornado, figures_block, row_of, said_of, seek_for, test_stress
from model.desk.save import ReasonsMissing
from model.desk.what_ifs import MOST, WhatIf, as_typed, scale
from model.uncertainty.driver import Driver, Unit

NO_FIGURES = "Nothing can be moved yet, because the file has faults. Each fault is marked at its place."
OLD = "The draft has faults. The figures here start from the last draft that had none."
AS_IT_IS = "as it is in the draft"
UNITS: dict[Unit, str] = {"points": "percentage points", "percent": "per cent", "months": "months"}
STEP: dict[Unit, float] = {"points": 0.1, "percent": 1, "months": 1, "ends": 1}
"""The step by which a slider moves, in the unit of its box."""
WIDER = 2
"""A slider extends to this many times the range of its driver; the box beside it takes values beyond that."""


def view(desk: Any) -> dict:
    """The drivers, how far each is moved, and the figures that are ready at once."""
    state, assessment = desk.exploring, desk.draft.assessment
    shown = {"shown": state.shown, "note": "", "drivers": [], "figures": {}, "cannot": ""}
    if not state.shown or assessment is None:
        return shown | {"note": NO_FIGURES}
    moving = state.of(assessment)
    shown["drivers"] = [_driver_view(state, driver) for driver in moving.drivers.values()]
    try:
        figures = moving.explored(state.moves).figures()
        rows = [row_of(moving, key, figure) for key, figure in figures]
        shown["figures"] = desk.in_unit(
            figures_block("explored_figures", "What it comes to", rows, moving, state.moves)
        )
    except InputFaults as faults:
        shown["cannot"] = said_of(faults)
    return shown | {"note": OLD if desk.draft.stale else ""}


def _driver_view(state: Any, driver: Driver) -> dict:
    change = state.moves.get(driver.label, 0.0)
    typed, fault = state.refused.get(driver.label, ("", ""))
    low, high = max(driver.low * WIDER, driver.reach[0]), min(driver.high * WIDER, driver.reach[1])
    whose = "stated by the council" if driver.stated else "a default"
    return {
        "key": driver.label,
        "label": driver.label,
        "unit": UNITS.get(driver.unit, ""),
        "choices": [[f"{end:g}", driver.becomes(end)] for end in (driver.low, driver.high)],
        "is_choice": driver.unit == "ends",
        "low": as_typed(driver, low),
        "high": as_typed(driver, high),
        "step": STEP[driver.unit],
        "value": typed or as_typed(driver, change),
        "becomes": driver.becomes(change) if change else AS_IT_IS,
        "hint": f"{'Range' if driver.unit == 'ends' else 'Usual range'} {driver.range_words}, {whose}. {driver.reason}",
        "fault": fault,
    }


def _look(desk: Any, shown: bool, **_: Any) -> None:
    desk.exploring.shown = shown


def _move(desk: Any, key: str, value: str, **_: Any) -> None:
    """Move one driver to the value of its slider or box."""
    state = desk.exploring
    driver = state.of(desk.draft.assessment).drivers[key]
    state.refused.pop(key, None)
    try:
        change = float(value.replace("\u2212", "-").rstrip("%") or 0) / scale(driver)
    except ValueError:
        state.refused[key] = value, f"Found {value!r}; expected a number of {UNITS[driver.unit]}, such as 1 or -1.5."
        return
    low, high = driver.reach
    if not low <= change <= high or (driver.whole and change % 1):
        whole = "a whole number " if driver.whole else "a number "
        expected = f"{whole}from {as_typed(driver, low)} to {as_typed(driver, high)}"
        state.refused[key] = value, f"Found {value}; expected {expected}. {driver.way.limited}".strip()
        return
    state.moves[key] = change


def _back(desk: Any, **_: Any) -> None:
    """Move all drivers back to the values of the draft."""
    desk.exploring.moves.clear()
    desk.exploring.refused.clear()


def _keep(desk: Any, name: str, moves: dict[str, str], **_: Any) -> None:
    """Keep the moves as a what-if. ``moves`` are the values in the boxes of this page or of an earlier page."""
    state = desk.exploring
    for key, value in moves.items():
        _move(desk, key, value)
    moving = state.of(desk.draft.assessment)
    explored = moving.explored(state.moves)
    if not explored.moves:
        state.said = "\u26a0 Nothing is moved, so there is nothing to keep."
        return
    if len(state.kept) >= MOST:
        state.said = f"\u26a0 {MOST} what-ifs are kept already: remove one first."
        return
    moved = tuple(f"{driver.label}: {driver.becomes(change)}" for driver, change in explored.moves)
    try:
        what_if = WhatIf(state.free_name(name.strip() or "; ".join(moved)), explored.changes, moved)
        explored.whole  # noqa: B018  what can't be is not kept
    except InputFaults as faults:
        state.said = said_of(faults)
        return
    state.kept = (*state.kept, what_if)
    state.said = f"Kept: {what_if.name}. The draft is unchanged."
    _back(desk)


def _named(desk: Any, name: str) -> WhatIf | None:
    return next((what_if for what_if in desk.exploring.kept if what_if.name == name), None)


def _remove(desk: Any, name: str, **_: Any) -> None:
    state = desk.exploring
    state.kept = tuple(what_if for what_if in state.kept if what_if.name != name)
    state.said = f"Removed: {name}."


def _lay(desk: Any, name: str, reason: str = "", **_: Any) -> None:
    """Apply a what-if to the draft, as one step of undo."""
    state, what_if = desk.exploring, _named(desk, name)
    if what_if is None:
        return
    try:
        desk.draft.lay(what_if.changes, reason.strip())
    except InputFaults as faults:
        state.said = said_of(faults)
        return
    for one, why in desk.draft.assumptions_changed:
        desk.reasons.given[one.path] = why
    state.said = f"Put into the draft: {name}. Undo takes it out again."
    if desk.draft.reasons_missing:
        state.said += " Before the draft can be saved, give the reason under Save and clear."


def _save(desk: Any, name: str, file: str, author: str, reason: str, **_: Any) -> None:
    """Save the draft with a what-if as a new file; the draft stays as it is."""
    state, what_if, target = desk.exploring, _named(desk, name), desk.scenarios.place_of(file)
    if what_if is None:
        return
    if target is None or target.exists():
        why = (
            "is already there" if target else "can't be a scenario's name: use letters, figures and hyphens, then .yaml"
        )
        state.said = f"\u26a0 {file.strip()!r} {why}. Choose another name."
        return
    if missing := desk.draft.reasons_missing:
        of_draft = "; ".join(map(str, missing))
        state.said = f"\u26a0 Nothing was saved. First give, under Save and clear, the reason for this: {of_draft}."
        return
    variant = desk.draft.another()
    try:
        variant.lay(what_if.changes, reason.strip())
        variant.edit(("title",), f"{variant.value(('title',)) or desk.draft.path.stem}: {what_if.name}")
    except InputFaults as faults:
        state.said = said_of(faults)
        return
    if variant.reasons_missing:
        state.said = f"\u26a0 Give a reason for this what-if. {ReasonsMissing(variant.reasons_missing)}"
        return
    save.write(desk, author, target, variant=variant)
    state.said, desk.saved, desk.asks = desk.saved, "", None


ACTIONS = {
    "look": _look,
    "move": _move,
    "back": _back,
    "keep": _keep,
    "remove": _remove,
    "lay": _lay,
    "save": _save,
    "tornado": draw_tornado,
    "stress": test_stress,
    "seek": seek_for,
    "stop": lambda desk, **_: desk.exploring.work.stop(),
}
LIGHT = ("move", "back")
"""The actions that change nothing but this part of the page."""
