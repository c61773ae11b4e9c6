"""Sign and publish: what stops publication, the pack's documents, the control sheet as a form, signing and the log.

It does what the commands ``control``, ``sign`` and ``verify`` do. Nothing is worked out before the panel is opened.
"""

from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from model.base.faults import InputFaults
from model.base.financial_year import in_words
from model.base.trouble import sentence_of
from model.control.edit import SheetChangedElsewhere, SheetEdit
from model.control.lock import AtWork
from model.control.log import LogBroken, log_path, read_log
from model.control.order import limits_in_words
from model.control.seal import MANIFEST
from model.control.sheet import REPORTS, control_path, start_sheet
from model.control.sign_off import ControlState, FinanceRefused, control_state, sign_row
from model.control.typed_day import typed_day
from model.desk.control_typed import SheetOnDesk, TypedInSheet
from model.desk.panels.clear import address
from model.desk.panels.control_form import form_of
from model.desk.panels.results import table_block
from model.report.pack.control_words import control_table, log_table, signed_lines
from model.report.pack.documents import documents_of
from model.report.pack.ready import READY, not_ready
from model.report.pack.verifying import verified
from model.schema.reading.form_words import faults_in_form_words

UNSAVED = "Some changes are not saved. Everything here is about the saved file."
FAULTY = "The file has faults, so nothing can be signed. Mend them, and save."


@dataclass
class Control(SheetOnDesk):
    """What the desk knows of the open scenario's control sheet, and the last action on it."""

    opened: bool = False
    said: list[str] = field(default_factory=list)
    """The result of the last action, line by line; the first line begins with ⚠ where it was refused."""
    checked: list[str] = field(default_factory=list)
    """The lines that the last verification gave."""
    _of: tuple = ()
    _shown: dict = field(default_factory=dict)

    def forget(self) -> None:
        """Start afresh for another scenario."""
        self.__init__(opened=self.opened)

    def shown(self, desk: Any) -> dict:
        """The parts that depend on files, worked out again only where one of the files has changed."""
        of = tuple(_changed(file) for file in _files(desk))
        if of != self._of or not self._shown:
            self._of, self._shown = of, dict(_of_files(desk))
        return self._shown


def _files(desk: Any) -> list[Path]:
    path = desk.draft.path
    return [path, control_path(path), log_path(path), desk.packs / path.stem / MANIFEST]


def _changed(file: Path) -> tuple[str, int]:
    return str(file), file.stat().st_mtime_ns if file.is_file() else 0


def view(desk: Any) -> dict:
    """The whole panel, once the page has opened it."""
    control: Control = desk.control
    if not control.opened:
        return {"opened": False}
    of_files = control.shown(desk)
    return of_files | {
        "opened": True,
        "note": UNSAVED if desk.draft.changed else "",
        "said": control.said,
        "checked": control.checked,
        "form": form_of(control.edit) if control.edit else None,
    }


def _of_files(desk: Any) -> Iterator[tuple[str, Any]]:
    path, control = desk.draft.path, desk.control
    yield "starts", list(REPORTS.items()) if not control_path(path).is_file() else []
    pack = desk.packs / path.stem
    yield (
        "documents",
        [
            {"title": document.title, "purpose": document.purpose, "kind": kind, "at": address(pack / document.file)}
            for document, kind in documents_of(pack)
        ],
    )
    yield "place", f"These and the other files of the pack are in {pack}." if pack.is_dir() else ""
    entries, rows = read_log(log_path(path))[0], []
    yield "log", table_block(log_table(entries)) if entries else None
    try:
        control.sheet_of(path)
        assessment = desk.scenarios.assessed(path)
        state = control_state(path, assessment)
        rows = [*_rows(state, assessment.scenario.dates)]
        stops = not_ready(path, desk.packs, assessment, state)
        yield "sheet", table_block(control_table(state)) if state.sheet else None
    except InputFaults as faults:
        stops = faults_in_form_words(faults.faults)
        yield "sheet", None
    yield "stops", stops
    yield "ready", "" if stops else READY
    yield "rows", rows


def _rows(state: ControlState, dates: Any) -> Iterator[dict]:
    """Each row that can be signed, with its role and the days on which it may be signed."""
    for row in state.sheet.own_rows if state.sheet else ():
        limits = limits_in_words(row, dates)
        held = state.held.get(row.row)
        signed = f" Signed already by {held.name or 'no name'}, {in_words(held.day)}." if held else ""
        when = f"May be signed {limits}." if limits else "May be signed on any day."
        yield {"row": row.row, "title": f"{row.row}. {row.what}", "role": row.role, "hint": f"{when}{signed}"}


def _look(desk: Any, **_: Any) -> None:
    """Note that the page has opened the panel."""
    desk.control.opened = True


class NoPlace(Exception):
    """The row of a typed change is no longer in the sheet."""


def _told(desk: Any, do: Callable[[], list[str]], refused: str) -> bool:
    """Do an action and show its message; a refusal says why, in the words of the command line.

    Returns False where the sheet or the row is gone; otherwise True.
    """
    control: Control = desk.control
    control.checked = []
    try:
        control.said = do()
    except InputFaults as faults:
        control.said = [f"\u26a0 {refused}", *(f"{fault.said[0].upper()}{fault.said[1:]}" for fault in faults.faults)]
    except (FinanceRefused, LogBroken, AtWork, SheetChangedElsewhere, NoPlace, ValueError, OSError) as why:
        control.said = [f"\u26a0 {refused}", sentence_of(why)]
        return not isinstance(why, NoPlace)
    return True


def _start(desk: Any, report: str, **_: Any) -> None:
    """Write an empty control sheet beside the scenario."""
    _told(desk, lambda: [f"{start_sheet(desk.draft.path, report).name} is written."], "No control sheet was written.")


def _change(desk: Any, change: Callable[[SheetEdit], None]) -> bool:
    """Change the sheet, and save it if it then has no fault; False where the sheet or the row is gone."""
    path, control = desk.draft.path, desk.control

    def do() -> list[str]:
        known = control.edit if control.edit and control.edit.scenario == path else control.sheet_of(path)
        if known is None:
            raise NoPlace(f"{control_path(path).name} is no longer there.")
        change(known)
        return [] if known.faults else [f"{control_path(path).name} is saved."]

    done = _told(desk, do, "The control sheet was not saved.")
    desk.show_again_part("control")
    return done


def _edit(desk: Any, key: str, value: str, row: Any = None, **_: Any) -> bool:
    path = tuple(int(step) if step.isdecimal() else step for step in key.split("."))
    if path[0] != "rows":
        return _change(desk, lambda edit: edit.set(path, value))
    return _change(desk, lambda edit: edit.set(("rows", _place(edit, int(path[1]), row, value), *path[2:]), value))


def _place(edit: SheetEdit, place: int, row: Any, typed: str = "") -> int:
    """The present place of the row that was typed in. Raises NoPlace where the row is gone."""
    numbers = [str(each.get("row")) for each in edit.rows]
    if place < len(numbers) and numbers[place] == str(row):
        return place
    if str(row) not in numbers:
        what = f" {typed!r} was not entered." if typed else ""
        raise NoPlace(f"Row {row} is no longer there.{what}")
    return numbers.index(str(row))


def _move_row(desk: Any, place: int, row: Any, by: int, **_: Any) -> bool:
    def move(edit: SheetEdit) -> None:
        if _place(edit, place, row) == place:  # else it was moved already
            edit.move_row(place, by)

    return _change(desk, move)


def take_up(desk: Any, typed: TypedInSheet | None) -> None:
    """Continue with what was typed in the sheet earlier. If there is no sheet, the typing is kept until there is."""
    if typed:
        desk.control.waiting = typed
        with suppress(InputFaults):
            desk.control.sheet_of(desk.draft.path)
        desk.show_again_part("control")


def _sign(desk: Any, row: str, name: str, role: str = "", day: str = "", **_: Any) -> None:
    """Sign a row as the command ``sign`` does, with the same refusals."""
    if desk.draft.faults and not desk.draft.changed:
        desk.control.said = [f"\u26a0 {FAULTY}"]
        return

    def do() -> list[str]:
        signed_on = typed_day(day, "The day") if day.strip() else None
        entry = sign_row(desk.draft.path, int(row), name, role, signed_on, desk.packs)
        return signed_lines(entry, desk.draft.path, desk.packs)

    _told(desk, do, "Nothing was signed.")


def _verify(desk: Any, **_: Any) -> None:
    """Compare the pack and the log with what was first written, as the command ``verify`` does."""
    path = desk.draft.path
    lines: list[str] = []
    for what in (desk.packs / path.stem, log_path(path)):
        if what.exists():
            lines += verified(what, None, path if what.is_dir() else None)[0]
    desk.control.said, desk.control.checked = [], lines or ["There is no pack and no log yet."]


OF_SHEET = {
    "edit": _edit,
    "add_row": lambda desk, **_: _change(desk, SheetEdit.add_row),
    "remove_row": lambda desk, place, row, **_: _change(desk, lambda edit: edit.remove_row(_place(edit, place, row))),
    "move_row": _move_row,
    "undo": lambda desk, **_: _change(desk, SheetEdit.undo),
    "save": lambda desk, **_: _change(desk, SheetEdit.save),
}
"""The actions that change the sheet; what is typed in them is kept."""
ACTIONS = {"look": _look, "start": _start, "sign": _sign, "verify": _verify, **OF_SHEET}
