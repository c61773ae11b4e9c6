"""Changes typed in a control sheet and not yet in its file: kept with the draft, and applied to the sheet later."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from model.control.edit import SheetEdit
from model.control.sheet import Roles, Row, Sheet, control_path
from model.schema.changes.values import value_at, with_value
from model.schema.form import as_typed, keys_of_form
from model.schema.reading.document import Path_

Change = tuple[tuple[str, Any, str], Any]
"""One change, as ((where, row, key), value). ``where`` is ``roles``, ``rows``, or empty for a key of the sheet itself;
``row`` is the number of a row. A value of None means that the key was emptied."""


@dataclass(frozen=True)
class TypedInSheet:
    """A control sheet as it is on the page (``data``), and as its file was when the typing began (``saved``)."""

    saved: dict[str, Any]
    data: dict[str, Any]

    @classmethod
    def read(cls, kept: dict[str, Any] | None) -> "TypedInSheet | None":
        """What was typed, from a record. Raises KeyError, TypeError or AttributeError where the record is faulty."""
        return cls(dict(kept["saved"].items()), dict(kept["data"].items())) if kept is not None else None

    def over(self, now: dict[str, Any]) -> dict[str, Any]:
        """The file's sheet, ``now``, with the typed changes. Rows are found by number. Missing rows are added."""
        if now == self.saved:
            return self.data
        for (where, row, key), value in self.changes():
            path: Path_ = (where, key) if where else (key,)
            if where == "rows":
                numbers = [each.get("row") for each in _rows(now)]
                place = numbers.index(row) if row in numbers else len(numbers)
                now = now if row in numbers else {**now, "rows": [*_rows(now), {"row": row}]}
                path = ("rows", place, key)
            now = with_value(now, path, value)
        return now

    def changes(self) -> Iterator[Change]:
        """Each value that differs from the file as it was when the typing began."""
        rows = {row.get("row"): row for row in _rows(self.saved)}
        parts = [
            ("", None, self.saved, self.data),
            ("roles", None, self.saved.get("roles") or {}, self.data.get("roles") or {}),
            *(("rows", row.get("row"), rows.get(row.get("row"), {}), row) for row in _rows(self.data)),
        ]
        for where, row, before, now in parts:
            for key in dict.fromkeys((*before, *now)):
                if key not in ("roles", "rows") and before.get(key) != now.get(key):
                    yield (where, row, key), now.get(key)

    def in_words(self) -> list[str]:
        """Each change in words: ``Control sheet, row 6, Name: A. Officer``."""
        return [_said(where, row, key, value) for (where, row, key), value in self.changes() if key != "row"]


@dataclass
class SheetOnDesk:
    """The control sheet of the open scenario while it is edited; typed changes are kept when its file changes."""

    edit: SheetEdit | None = None
    waiting: TypedInSheet | None = None
    """Changes typed earlier, kept until there is a sheet to which they can be applied."""

    @property
    def typed(self) -> TypedInSheet | None:
        """The typed changes that are in no file; None where there are none."""
        unsaved = self.edit and self.edit.unsaved
        return TypedInSheet(self.edit.saved, self.edit.data) if self.edit and unsaved else self.waiting

    def sheet_of(self, scenario: Path) -> SheetEdit | None:
        """The sheet beside a scenario, with the typed changes applied; None where there is no sheet.

        Raises InputFaults where it can't be read.
        """
        path, known = control_path(scenario), self.edit
        if not known or known.scenario != scenario or not path.is_file() or known.content != path.read_bytes():
            self.waiting, self.edit = self.typed, None
            self.edit = SheetEdit.read(scenario) if path.is_file() else None
        if self.edit and self.waiting:
            self.edit.lay(self.waiting.over(self.edit.data))
            self.waiting = None
        return self.edit


def event_in_words(event: dict[str, Any]) -> str:
    """A typed change that the page sent, in the same words as those of ``in_words``."""
    row, key = event.get("row"), str(event.get("key", ""))
    if event["action"] == "edit":
        where, _, last = key.rpartition(".")
        return _said(where.partition(".")[0], row, last, event.get("value"))
    done = {"add_row": "a row added", "undo": "the last change taken back"}
    moved = {"remove_row": f"row {row} taken out", "move_row": f"row {row} moved"}
    return f"Control sheet: {(done | moved)[event['action']]}"


def _said(where: str, row: Any, key: str, value: Any) -> str:
    model = {"rows": Row, "roles": Roles}.get(where, Sheet)
    label = next((each.label for each in keys_of_form(model) if each.name == key), key)
    of_row = f", row {row}" if where == "rows" else ""
    return f"Control sheet{of_row}, {label}: {as_typed(value) or 'emptied'}"


def _rows(data: dict[str, Any]) -> list[dict[str, Any]]:
    rows = value_at(data, ("rows",))
    return [row for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []
