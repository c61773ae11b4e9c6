"""A sheet on the page: its columns, its rows with their faults, and what has changed since it was last sent.

To show one more list, the page makes a sheet with the list's name (``sheet.js``) and puts it on the page. From then on
the kernel sends the rows. A view is

    {"columns": [{key, label, kind, unit, hint, choices, offered, several, own, later, shown}, ...],
     "rows": [{"id": name, "cells": {key: text}, "faults": {key: [sentence]}}, ...],
     "number": of rows, "count": text, "note": text, "open": whether it may be changed}

For a sheet that the page already has, ``"some": {row number: row}`` may replace ``columns`` and ``rows``.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from model.base.faults import number_of
from model.desk.cells import NO_WORD, YES_WORD, Data, Names, places_of
from model.desk.columns import Column
from model.desk.posts_in import count
from model.desk.sheet import Sheet
from model.desk.structure import posts_of
from model.schema.changes.values import value_at
from model.schema.differences import SIDES
from model.schema.reading.document import Path_
from model.schema.reading.form_words import in_form_words
from model.schema.sections.funds import FundShare

IN_A_FILE = "These rows are in {}, a file beside the scenario. What is changed here is saved there."
UNREAD = "These rows are in {}, a file beside the scenario. It can't be read, so mend that file."


class SheetView:
    """The view of one sheet; a row that has not changed since the last view is the same object."""

    def __init__(self, sheet: Sheet):
        self.sheet = sheet
        self._names: Names = {}
        self._rows: dict[int, tuple[Any, Any, dict[str, Any]]] = {}

    def view(self, draft: Any) -> dict[str, Any]:
        """Columns and rows as the page shows them."""
        data = draft.in_sheet(self.sheet.steps)
        names = self.sheet.names(data)
        if names != self._names:
            self._names = names
            self._rows.clear()
        places = places_of(data, self.sheet.steps)
        rows = self._made(data, places, names)
        stated = set().union(*(row["cells"] for row in rows))
        above = self._with_faults(draft, rows, places) if draft.faults_at else []
        file, unread = draft.file_of(self.sheet.steps), isinstance(value_at(data, self.sheet.steps), str)
        in_file = (UNREAD if unread else IN_A_FILE).format(file) if file else ""
        return {
            "columns": [self._head(column, names, stated, data) for column in self.sheet.columns],
            "rows": rows,
            "number": len(rows),
            "count": self._count(data, rows),
            "note": " ".join([in_file, *above]).strip(),
            "open": not unread,
        }

    def _made(self, data: Data, places: Sequence[Path_], names: Names) -> list[dict[str, Any]]:
        known, rows = {}, []
        for place in places:
            entry, parent = value_at(data, place), value_at(data, place[:-2]) if self.sheet.parent else None
            made = self._rows.get(id(entry))
            if made is None or made[0] is not entry or made[1] is not parent:
                made = (entry, parent, {"id": self.sheet.id_of(entry), "cells": self.sheet.cells(data, place, names)})
            known[id(entry)] = made
            rows.append(made[2])
        self._rows = known
        return rows

    def _count(self, data: Data, rows: Sequence[Any]) -> str:
        if self.sheet.at not in SIDES:
            return number_of(len(rows), "row")
        number, fte = count(posts_of(data, self.sheet.at), value_at(data, ("pay", "full_time_hours")))
        return f"{number:,g} {'post' if number == 1 else 'posts'}, {fte:,g} FTE"

    def _head(self, column: Column, names: Names, stated: set[str], data: Data) -> dict[str, Any]:
        head = {
            "key": column.key,
            "label": column.label,
            "kind": column.kind,
            "unit": column.unit,
            "hint": column.hint,
            "several": column.several,
            "own": column.is_own,
            "later": not column.usual or (column.is_own and column is not self.sheet.columns[0]),
            "shown": column.usual or column.key in stated,
        }
        if column.words or column.is_yes_or_no:
            words = [*column.words.values()] if column.words else [YES_WORD, NO_WORD] if column.default else [YES_WORD]
            head["choices"] = words if column.needed or column.default else ["", *words]
        if column.names:
            head["offered"] = [word for of in column.names for word in names[of].values()]
        if column.list_of is FundShare:
            head["offered"] = self.sheet.called.funds(data)
        return head

    def _with_faults(self, draft: Any, rows: list[dict[str, Any]], places: Sequence[Path_]) -> list[str]:
        """Put each fault in its cell; faults of the whole list, or of no column, are returned in words."""
        columns, above = self.sheet.columns, []
        labels, numbers = {column.key: column.label for column in columns}, {at: n for n, at in enumerate(places)}
        for path, faults in draft.faults_at.items():
            end = next((end for end in range(len(path), 0, -1) if path[:end] in numbers), 0)
            if end:
                key, number = str(path[end]) if len(path) > end else "", numbers[path[:end]]
                of = labels.get(key, key.replace("_", " ")) or "Row"
                said = [f"{of}: {in_form_words(fault)}" for fault in faults]
                shown, before = key if key in labels else columns[0].key, rows[number].get("faults", {})
                in_cells = {**before, shown: [*before.get(shown, ()), *said]}
                rows[number] = {**rows[number], "faults": in_cells}  # the row without faults is known, and stays
            elif path[: len(self.sheet.steps)] == self.sheet.steps:
                above += map(in_form_words, faults)
        return above


def only_changes(before: Mapping[str, Any], now: Mapping[str, Any]) -> dict[str, Any]:
    """The view of each sheet that changed; with only its changed rows, if its columns and row count are the same."""
    return {at: _changes(before.get(at), view) for at, view in now.items() if before.get(at) != view}


def _changes(before: Mapping[str, Any] | None, now: Mapping[str, Any]) -> Mapping[str, Any]:
    if not before or len(before["rows"]) != len(now["rows"]) or before.get("columns") != now.get("columns"):
        return now
    rows = zip(before["rows"], now["rows"], strict=True)
    some = {str(number): row for number, (old, row) in enumerate(rows) if old != row}
    return {key: value for key, value in now.items() if key not in ("columns", "rows")} | {"some": some}
