"""The sheets: the rows of each list on the page, and the actions on them."""

from collections.abc import Callable
from typing import Any

from model.base.faults import listed
from model.desk.sheet import Sheet
from model.desk.sheet_view import SheetView
from model.desk.worked_out import worked_out

FIRST = ("present", "proposed")
"""The sheets that the page shows at first; others are shown when they are opened."""


def view(desk: Any) -> dict:
    """The view of every open sheet, by the name of its list."""
    return {at: shown.view(desk.draft) for at, shown in desk.sheets.items()}


def view_worked_out(desk: Any) -> dict:
    """The worked-out columns, which wait for the figures."""
    return worked_out(desk.draft)


def open_sheet(desk: Any, at: str, **_: Any) -> None:
    """Open one more sheet. Raises ValueError where no list has this name."""
    if at not in desk.sheets:
        desk.sheets[at] = SheetView(Sheet(at, desk.called))


def _change(desk: Any, at: str, changes: list[dict], **_: Any) -> None:
    before = desk.draft.in_sheet(desk.sheets[at].sheet.steps)
    after, lost = desk.sheets[at].sheet.change(before, changes)
    if after != before:
        desk.draft.go_to(after)
    else:  # what was typed says the same as what stood there, and may look otherwise
        desk.show_again_part("sheets")
    if lost:
        typed = listed([repr(change["value"]) for change in changes if change.get("id") in lost], "and")
        desk.notice = f"\u26a0 {listed(list(dict.fromkeys(lost)), 'and')} is no longer there. {typed} was not entered."


def _rows(desk: Any, at: str, rows: list[dict]) -> list[int] | None:
    """The place that each of ``rows`` has now, so that no other row is changed; None where one of ``rows`` is gone."""
    now = [row["id"] for row in desk.sheets[at].view(desk.draft)["rows"]]
    found = []
    for row in rows:
        number, name = row["row"], row.get("id")
        if name is not None and (number >= len(now) or now[number] != name):
            number = now.index(name) if now.count(name) == 1 else -1
        if not 0 <= number < max(1, len(now)):
            desk.notice = f"\u26a0 {name or 'That row'} is no longer there."
            return None
        found.append(number)
    return found


def _at_rows(do: Callable[..., Any]) -> Callable[..., None]:
    def done(desk: Any, at: str, rows: list[dict], **given: Any) -> None:
        numbers = _rows(desk, at, rows)
        if numbers is not None:
            sheet = desk.sheets[at].sheet
            desk.draft.go_to(do(sheet, desk.draft.in_sheet(sheet.steps), numbers, **given))

    return done


ACTIONS = {
    "open": open_sheet,
    "change": _change,
    "add": _at_rows(lambda sheet, data, rows, **_: sheet.add(data, rows[-1])),
    "copy": _at_rows(lambda sheet, data, rows, **_: sheet.copy(data, rows[-1])),
    "delete": _at_rows(lambda sheet, data, rows, **_: sheet.delete(data, rows)),
    "move": _at_rows(lambda sheet, data, rows, to, **_: sheet.move(data, rows[0], to)),
}
