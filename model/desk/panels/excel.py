"""The scenario as an Excel workbook: write one beside the scenario, or open one that somebody filled in."""

import re
from pathlib import Path
from typing import Any

from model.base.faults import InputFaults
from model.base.trouble import sentence_of
from model.base.whole_file import written_beside
from model.schema.reading.document import is_workbook
from model.schema.reading.form_words import faults_in_form_words
from model.schema.workbook.layout import FORM
from model.schema.workbook.reading import is_scenario

SAID = 3
"""A message names at most this many faults, or facts left out of a workbook, and gives the number of any others."""


def view(desk: Any) -> dict:
    """The name and folder for a workbook, and the result of the last action."""
    return {
        "name": f"{desk.draft.path.stem}.xlsx",
        "folder": str(desk.folder),
        "is_workbook": is_workbook(desk.draft.path),
        "outcome": desk.of_excel,
        "failed": desk.of_excel.startswith("\u26a0"),
    }


def _write(desk: Any, name: str, **_: Any) -> None:
    """Write the saved scenario as a new workbook of this name."""
    target = desk.scenarios.place_of(name)
    if target is None or not is_workbook(target):
        desk.of_excel = f"\u26a0 {name!r} can't be a workbook's name. Use letters, figures and hyphens, then .xlsx."
    elif target.exists():
        desk.of_excel = f"\u26a0 There is already a file {target.name}. It is unchanged; give another name."
    elif desk.draft.changed:
        desk.of_excel = "\u26a0 Some changes are not saved. Save them first, so that they are in the workbook."
    else:
        desk.of_excel = _written(desk, target)


def _written(desk: Any, target: Path) -> str:
    from model.schema.workbook.converting import converted  # with what writes Excel

    try:
        content, not_carried = converted(desk.draft.path, target, desk.rates)
        written_beside(target, content, like=desk.draft.path).replace(target)
    except InputFaults as faults:
        return f"\u26a0 No workbook was written. {_some(faults_in_form_words(faults.faults))}"
    except OSError as why:
        return f"\u26a0 No workbook was written. {sentence_of(why)}"
    lost = f" The workbook leaves this out: {_some(not_carried)}" if not_carried else ""
    return f"Written: {target}. Fill it in with Excel, then choose it above under Scenario.{lost}"


def _open(desk: Any, name: str, content: bytes = b"", **_: Any) -> None:
    """Copy a chosen workbook into the folder, and open it."""
    name = re.sub(r"[^A-Za-z0-9._-]+", "-", Path(name).name).lstrip(".-")
    if not name.lower().endswith(".xlsx"):
        desk.of_excel = f"\u26a0 {name} is not an Excel workbook. The name of a workbook ends in .xlsx."
        return
    target = _free(desk.folder / f"{name[:-5] or 'workbook'}.xlsx", content)
    is_new = not target.exists()
    try:
        if is_new:
            written_beside(target, content).replace(target)
        if not is_scenario(target):
            raise _NoScenario(f"it has no sheet called {FORM}. Use Load a list to read a list of posts.")
        desk.open(target)
    except (_NoScenario, InputFaults, OSError) as why:
        if is_new:
            target.unlink(missing_ok=True)
        desk.of_excel = f"\u26a0 {name} can't be opened as a scenario: {sentence_of(why)}"
        return
    desk.of_excel = f"{target} is open. It is a copy; the workbook that you chose is unchanged."


class _NoScenario(Exception):
    """The workbook is not a scenario. The message says what it lacks."""


def _free(target: Path, content: bytes) -> Path:
    """The first of ``team.xlsx``, ``team-2.xlsx`` and so on that is unused, or that has this very content already."""
    number, place = 1, target
    while place.exists() and (not place.is_file() or place.read_bytes() != content):
        number += 1
        place = target.with_name(f"{target.stem}-{number}{target.suffix}")
    return place


def _some(sentences: list[str]) -> str:
    more = len(sentences) - SAID
    said = [sentence.rstrip(".") for sentence in sentences[:SAID]] + ([f"and {more} more"] if more > 0 else [])
    return f"{'; '.join(said)}."


ACTIONS = {"write": _write, "open": _open}
