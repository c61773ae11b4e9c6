"""The scenario as an Excel workbook: written beside it, and a workbook that somebody filled in, opened."""

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
"""So many faults, or things that are not carried, are said, and the number of the others."""


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
        desk.of_excel = f"\u26a0 {name!r} is not a name for a workbook: letters, figures and hyphens, then .xlsx."
    elif target.exists():
        desk.of_excel = f"\u26a0 {target.name} is already there, and stays as it is. Give another name."
    elif desk.draft.changed:
        desk.of_excel = "\u26a0 There are changes that are not saved: save them first, so that the workbook has them."
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
    lost = f" A workbook does not carry this: {_some(not_carried)}" if not_carried else ""
    return f"Written: {target}. It can be filled in with Excel and chosen above under Scenario.{lost}"


def _open(desk: Any, name: str, content: bytes = b"", **_: Any) -> None:
    """Copy a chosen workbook into the folder, and open it."""
    name = re.sub(r"[^A-Za-z0-9._-]+", "-", Path(name).name).lstrip(".-")
    if not name.lower().endswith(".xlsx"):
        desk.of_excel = f"\u26a0 {name} is no Excel workbook: the name of one ends in .xlsx."
        return
    target = _free(desk.folder / f"{name[:-5] or 'workbook'}.xlsx", content)
    is_new = not target.exists()
    try:
        if is_new:
            written_beside(target, content).replace(target)
        if not is_scenario(target):
            raise _NoScenario(f"it has no sheet called {FORM}. A list of posts is taken in under Load a list.")
        desk.open(target)
    except (_NoScenario, InputFaults, OSError) as why:
        if is_new:
            target.unlink(missing_ok=True)
        desk.of_excel = f"\u26a0 {name} can't be opened as a scenario: {sentence_of(why)}"
        return
    desk.of_excel = f"{target} is opened. It is a copy: the workbook that you chose stays as it is."


class _NoScenario(Exception):
    """A workbook that is not a scenario, and what it lacks."""


def _free(target: Path, content: bytes) -> Path:
    """The first unused name of ``team.xlsx``, ``team-2.xlsx`` and so on, or the one of this very workbook."""
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
