"""The control sheet being edited. It is written whole, only without faults, and never over somebody else's change."""

from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from model.base.faults import Fault, InputFaults
from model.base.financial_year import NotADay, read_day
from model.base.whole_file import written_beside
from model.control.lock import SAVED, alone_at
from model.control.sheet import control_path, sheet_of
from model.schema.changes.as_text import as_text
from model.schema.changes.values import with_value
from model.schema.reading.document import Document, Path_, read_text
from model.schema.reading.encoding import in_utf8

WAIT = 2
"""Seconds that a page waits to write while somebody else is at work on the scenario."""
NEW_ROW = {"for": "all", "stage": "clearance"}


class SheetChangedElsewhere(Exception):
    """The file was changed after it was read. Nothing was written."""

    def __init__(self, name: str):
        super().__init__(
            f"{name} was changed by someone else in the meantime. It is now shown as they left it, together with what "
            "you typed. What you typed is not saved."
        )


@dataclass
class SheetEdit:
    """The control sheet beside a scenario, being edited. Changes that have a fault are not written to the file."""

    scenario: Path
    content: bytes
    """The file as it was read."""
    data: dict[str, Any]
    saved: dict[str, Any]
    faults: tuple[Fault, ...] = ()
    before: list[dict[str, Any]] = field(default_factory=list)
    """The values before each change that was written, the latest last."""

    @classmethod
    def read(cls, scenario: Path) -> "SheetEdit":
        """Read the sheet, even if it has faults. Raises InputFaults where it can't be read as YAML at all."""
        path = control_path(scenario)
        content = path.read_bytes()
        data = read_text(in_utf8(content, path.name), path.name).data
        edit = cls(scenario, content, data, data)
        edit._look()
        return edit

    @property
    def rows(self) -> list[dict[str, Any]]:
        """The rows as written; empty where they are not a list."""
        rows = self.data.get("rows")
        return [row for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []

    def set(self, path: Path_, value: str) -> None:
        """Write a text at a path. An empty text removes the key. Raises AtWork, SheetChangedElsewhere."""
        self._to(with_value(self.data, path, _as_written(path, value.strip()) or None))

    def add_row(self) -> None:
        """Add a row at the end, with the number after the highest."""
        number = max((int(row["row"]) for row in self.rows if str(row.get("row")).isdecimal()), default=0) + 1
        self._to({**self.data, "rows": [*self.rows, {"row": number, **NEW_ROW}]})

    def remove_row(self, place: int) -> None:
        """Remove a row."""
        self._to({**self.data, "rows": [row for at, row in enumerate(self.rows) if at != place]})

    def move_row(self, place: int, by: int) -> None:
        """Move a row up or down. It keeps its number, since the log names it."""
        rows, to = self.rows, place + by
        if 0 <= to < len(rows):
            rows.insert(to, rows.pop(place))
            self._to({**self.data, "rows": rows})

    @property
    def unsaved(self) -> bool:
        """Whether there are changes that are not in the file, because they have a fault or could not be written."""
        return self.data != self.saved

    def save(self) -> None:
        """Write the sheet, if it has no fault. Raises AtWork, SheetChangedElsewhere."""
        self._to(self.data)

    def lay(self, data: dict[str, Any]) -> None:
        """Replace the values and look for faults, without writing the file."""
        self.data = data
        self._look()

    def undo(self) -> None:
        """Go back to the state before the last change."""
        if self.unsaved:
            self._to(self.saved)
        elif self.before:
            self._to(self.before.pop())
            self.before.pop()

    def _to(self, data: dict[str, Any]) -> None:
        self.lay(data)
        if self.faults or data == self.saved:
            return
        path = control_path(self.scenario)
        with alone_at(self.scenario, SAVED, WAIT):
            if not path.is_file() or path.read_bytes() != self.content:
                raise SheetChangedElsewhere(path.name)
            content = self._written(data)
            written_beside(path, content).replace(path)
        self.before.append(self.saved)
        self.content, self.saved = content, data

    def _written(self, data: dict[str, Any]) -> bytes:
        """The content of the file with these values, changed as little as possible."""
        name = control_path(self.scenario).name
        texts = as_text(in_utf8(self.content, name), self.saved, data)
        return next(text for text in texts if read_text(text, name).data == data).encode()

    def _look(self) -> None:
        document = Document(control_path(self.scenario).name, self.data)
        try:
            sheet_of(document)
            self.faults = ()
        except InputFaults as found:
            self.faults = found.faults


def _as_written(path: Path_, typed: str) -> str | int:
    """Typed text as it is written in the file: a number, a day as 2010-11-15, or else the text."""
    if path[-1] == "row" and typed.isdecimal():
        return int(typed)
    if path[-1] == "date":
        with suppress(NotADay):
            return read_day(typed).isoformat()
    return typed
