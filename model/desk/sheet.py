"""A sheet: one list of the draft as rows and columns, and what was changed in it. No widget is made here.

A list is called as references call it: ``present``, ``pay.awards``, ``budget.lines``; ``present.holders`` is the
holders of all present posts, each row with the post that it stands in. To show one more, the page makes a sheet of that
name (``sheet.js``) and places it; the kernel sends its rows from then on. Its view is

    {"columns": [{key, label, kind, unit, hint, choices, offered, several, own, shown}, ...],
     "rows": [{"id": name, "cells": {key: text}, "faults": {key: [sentence]}}, ...],
     "number": of rows, "count": text, "note": text, "open": whether it may be changed}

and of a sheet that the page has already, ``"some": {row number: row}`` in place of columns and rows. What is done
comes back as one message a gesture, ``{at, action: "change", changes: [{row, id, key, value}, ...]}``, and is one step
of undo.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from model.base.faults import number_of
from model.desk.cells import NO_WORD, YES_WORD, Data, Names, cell_text, names_in, places_of, with_cell
from model.desk.columns import NAME, Column, columns_of, path_of
from model.desk.posts_in import count
from model.desk.structure import copied, moved, new_post, posts_of
from model.schema.changes.change import without_entry
from model.schema.changes.places import identity
from model.schema.changes.values import value_at, with_value
from model.schema.differences import SIDES
from model.schema.reading.document import Path_
from model.schema.sections.funds import FundShare
from model.schema.sections.shape import field_at

PARENT = "parent"
"""The key of the column that says what a nested row stands in, such as the post of a holder."""
IN_A_FILE = "These rows are in {}, a file beside the scenario: change them there."


class Sheet:
    """One list of a draft. ``view`` is what the page shows; ``change`` and the other verbs give the values after."""

    def __init__(self, at: str):
        self.at, self.steps = at, tuple(at.split("."))
        path = path_of(at)
        self.parent = path[:-2] if path[:-2] and isinstance(path[-3], int) else ()
        """Of nested rows, the path of what the first of them stands in."""
        self.columns = (*columns_of(at), *self._parent_column())
        self._names: Names = {}
        self._made: dict[int, tuple[Any, dict[str, str]]] = {}

    def _parent_column(self) -> Iterable[Column]:
        if self.parent:
            of = ".".join(step for step in self.parent if isinstance(step, str))
            label = str(getattr(field_at(self.parent[:-1]), "title", of)).removesuffix("s")
            yield Column(PARENT, label, names=(of,), needed=True, usual=True)

    def names(self, data: Data) -> Names:
        """What the entries that its cells name are called."""
        return names_in(data, dict.fromkeys(of for column in self.columns for of in column.names))

    def view(self, draft: Any) -> dict[str, Any]:
        """Its columns and rows as the page shows them."""
        data, names = draft.data, self.names(draft.data)
        if names != self._names:
            self._names = names
            self._made.clear()
        places = places_of(data, self.steps)
        rows = [{"id": self._id(data, place), "cells": self._cells(data, place, names)} for place in places]
        self._made = {id(entry): self._made[id(entry)] for entry in (value_at(data, place) for place in places)}
        above = self._faults(draft, rows, {place: number for number, place in enumerate(places)})
        stated = {key for row in rows for key, text in row["cells"].items() if text}
        file = value_at(data, self.steps)
        in_file = IN_A_FILE.format(file) if isinstance(file, str) else ""
        return {
            "columns": [self._head(column, names, stated, data) for column in self.columns],
            "rows": rows,
            "number": len(rows),
            "count": self._count(data, rows),
            "note": " ".join([in_file, *above]).strip(),
            "open": not in_file,
        }

    def _count(self, data: Data, rows: Sequence[Any]) -> str:
        if self.at not in SIDES:
            return number_of(len(rows), "row")
        number, fte = count(posts_of(data, self.at), value_at(data, ("pay", "full_time_hours")))
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
            "shown": column.usual or column.key in stated,
        }
        if column.words or column.is_yes_or_no:
            words = [*column.words.values()] if column.words else [YES_WORD, NO_WORD] if column.default else [YES_WORD]
            head["choices"] = words if column.needed or column.default else ["", *words]
        if column.names:
            head["offered"] = [word for of in column.names for word in names[of].values()]
        if column.list_of is FundShare:
            head["offered"] = funds_of(data)
        return head

    def _id(self, data: Data, place: Path_) -> str | None:
        return identity(place[:-1], value_at(data, place))[1] or None

    def _cells(self, data: Data, place: Path_, names: Names) -> dict[str, str]:
        """The texts of a row; of one that is the same object as the last time, the same object."""
        entry = value_at(data, place)
        made = self._made.get(id(entry))
        if made and made[0] is entry and not self.parent:
            return made[1]
        row = entry if isinstance(entry, dict) else {self.columns[0].key: str(entry)}
        if self.parent:
            row = {**row, PARENT: identity(place[:-3], value_at(data, place[:-2]))[1]}
        texts = {column.key: cell_text(column, row, names) for column in self.columns}
        cells = {key: text for key, text in texts.items() if text}
        self._made[id(entry)] = (entry, cells)
        return cells

    def _faults(self, draft: Any, rows: Sequence[dict], numbers: Mapping[Path_, int]) -> list[str]:
        """Put each fault to its cell; those of the list as a whole, or of no column, are returned in words."""
        labels, above = {column.key: column.label for column in self.columns}, []
        for path, faults in draft.faults_at.items():
            end = next((end for end in range(len(path), 0, -1) if path[:end] in numbers), 0)
            if end:
                key = str(path[end]) if len(path) > end else ""
                shown = key if key in labels else self.columns[0].key
                in_cell = rows[numbers[path[:end]]].setdefault("faults", {}).setdefault(shown, [])
                in_cell += [f"{labels.get(key, key.replace('_', ' ')) or 'Row'}: {fault.said}" for fault in faults]
            elif path[: len(self.steps)] == self.steps:
                above += [fault.said for fault in faults]
        return above

    def change(self, data: Data, changes: Iterable[Mapping[str, Any]]) -> tuple[Data, list[str]]:
        """The values with what was typed in cells, and the row of each change that is no longer there.

        A row beyond the last is a new one; what says the same as its cell leaves the value as it is.
        """
        names, places = self.names(data), places_of(data, self.steps)
        by_row, lost = self._by_row(data, places, changes)
        for row in sorted((row for row in by_row if row < len(places)), reverse=True):  # one may go, as it is emptied
            data = self._typed_in(data, places[row], by_row[row], names)
        for row in sorted(row for row in by_row if row >= len(places)):
            if any(text.strip() for text in by_row[row].values()):
                data = self._with_new(data, by_row[row], names)
        return data, lost

    def _by_row(self, data: Data, places: Sequence[Path_], changes: Iterable[Mapping[str, Any]]) -> tuple[dict, list]:
        """What was typed by the number of its row as it is now, and what has no row any more."""
        ids, found, lost = [self._id(data, place) for place in places], {}, []
        for change in changes:
            number, name = change["row"], change.get("id")
            if name is not None and (number >= len(ids) or ids[number] != name):
                if ids.count(name) != 1:
                    lost.append(name)
                    continue
                number = ids.index(name)
            found.setdefault(number, {})[change["key"]] = str(change["value"])
        return found, lost

    def _typed_in(self, data: Data, place: Path_, typed: Mapping[str, str], names: Names) -> Data:
        list_, shown = place[:-1], self._cells(data, place, names) if value_at(data, place) else {}
        filled = [column for column in self.columns if typed.get(column.key, "").strip() and column.key != PARENT]
        emptied = [column for column in self.columns if column.key in typed and not typed[column.key].strip()]
        size = len(value_at(data, list_) or [])
        for column in (*filled, *(column for column in emptied if not column.is_own)):
            if typed[column.key].strip() != shown.get(column.key, ""):
                data = with_cell(data, place, column, typed[column.key], names)
                if len(value_at(data, list_) or []) < size:  # its last cell was emptied, and the row is gone
                    return data
        parent = self._parent_named(data, typed.get(PARENT, ""), names) if self.parent else None
        if parent is not None and parent != place[:-2]:
            entry = value_at(data, place)
            list_ = (*parent, place[-2])
            data = with_value(data, (*list_, len(value_at(data, list_) or [])), entry)
            data = with_value(data, place, None)
        return data

    def _parent_named(self, data: Data, typed: str, names: Names) -> Path_ | None:
        """The path of the entry that is called so; None where none is."""
        of = self.columns[-1].names[0]
        wanted = next((name for name, word in names[of].items() if typed.strip().lower() in (word.lower(), name)), None)
        above = places_of(data, tuple(of.split(".")))
        return next((place for place in above if identity(place[:-1], value_at(data, place))[1] == wanted), None)

    def _with_new(self, data: Data, typed: Mapping[str, str], names: Names) -> Data:
        """The values with one more row, last in its list; a nested one where its parent says, else after the last."""
        places = places_of(data, self.steps)
        list_: Path_ = self.steps
        if self.parent:
            above = places_of(data, self.steps[:-1])
            parent = self._parent_named(data, typed.get(PARENT, ""), names)
            list_ = (*(parent or (places[-1][:-2] if places else above[0])), self.steps[-1])
        place = (*list_, len(value_at(data, list_) or []))
        if self.at in SIDES:
            post = new_post(data, self.at, {key: typed[key] for key in (NAME, "id") if typed.get(key)})
            data = with_value(data, place, post)
        return self._typed_in(data, place, {key: text for key, text in typed.items() if key != PARENT}, names)

    def add(self, data: Data, row: int) -> Data:
        """The values with a post more below a row."""
        posts = value_at(data, self.steps) or []
        at = min(row + 1, len(posts))
        return with_value(data, self.steps, [*posts[:at], new_post(data, self.at, None), *posts[at:]])

    def copy(self, data: Data, row: int) -> Data:
        """The values with a copy of a row below it: of a post with another name, and nobody in it."""
        list_, number = self._entry(data, row)
        entries = value_at(data, list_)
        copy = copied(data, self.at, row) if self.at in SIDES else entries[number]
        return with_value(data, list_, [*entries[: number + 1], copy, *entries[number + 1 :]])

    def delete(self, data: Data, rows: Iterable[int]) -> Data:
        """The values without rows, and without what leads to them."""
        places = places_of(data, self.steps)
        for row in sorted(set(rows), reverse=True):
            data = without_entry(data, places[row])
        return data

    def move(self, data: Data, row: int, to: int) -> Data:
        """The values with a row at another place of its list."""
        list_, number = self._entry(data, row)
        if not 0 <= to < len(places_of(data, self.steps)) or self._entry(data, to)[0] != list_:
            return data
        return with_value(data, list_, moved(value_at(data, list_), number, self._entry(data, to)[1]))

    def _entry(self, data: Data, row: int) -> tuple[Path_, int]:
        """The list that a row stands in, and its number there."""
        *list_, number = places_of(data, self.steps)[row]
        return tuple(list_), int(number)


def funds_of(data: Data) -> list[str]:
    """Every fund that a scenario names, each once."""
    posts = (value_at(data, place) for side in SIDES for place in places_of(data, (side, "funds")))
    shares = [share.get("fund") for share in posts if isinstance(share, dict)]
    return [*dict.fromkeys(str(fund) for fund in (value_at(data, ("costing", "default_fund")), *shares) if fund)]


def only_changes(before: Mapping[str, Any], now: Mapping[str, Any]) -> dict[str, Any]:
    """What of sheets differs from what the page has: of one with as many rows and the same columns, its other rows."""
    return {at: _changes(before.get(at), view) for at, view in now.items() if before.get(at) != view}


def _changes(before: Mapping[str, Any] | None, now: Mapping[str, Any]) -> Mapping[str, Any]:
    if not before or len(before["rows"]) != len(now["rows"]) or before.get("columns") != now.get("columns"):
        return now
    rows = zip(before["rows"], now["rows"], strict=True)
    some = {str(number): row for number, (old, row) in enumerate(rows) if old != row}
    return {key: value for key, value in now.items() if key not in ("columns", "rows")} | {"some": some}
