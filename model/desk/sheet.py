"""A sheet: one list of the draft as rows and columns, and the changes to it. It makes no widget.

A list has the name that references use: ``present``, ``pay.awards``, ``budget.lines``. ``present.holders`` has the
holders of all present posts, each row with the post that it belongs to. The page sends one message for each gesture,
``{at, action: "change", changes: [{row, id, key, value}, ...]}``. Each gesture is one step of undo.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from model.desk.cells import Called, Data, Names, cell_text, name_of, places_of, with_cell
from model.desk.columns import NAME, Column, columns_of, path_of
from model.desk.structure import copied, moved, new_post
from model.schema.changes.change import without_entry
from model.schema.changes.values import value_at, with_value
from model.schema.differences import SIDES
from model.schema.reading.document import Path_
from model.schema.sections.shape import field_at, names_entries, type_at

PARENT = "parent"
"""The key of the column that says what a nested row is in, such as the post of a holder."""


class Sheet:
    """One list of a draft: its columns, its rows as texts, and the draft's values after an action."""

    def __init__(self, at: str, called: Called | None = None):
        self.at, self.steps, self.called = at, tuple(at.split(".")), called or Called()
        path = path_of(at)
        self._keys = names_entries(type_at(path[:-1]))
        self.parent = path[:-2] if path[:-2] and isinstance(path[-3], int) else ()
        """For nested rows, the path of the entry that the first row is in; empty for other lists."""
        self._parent_keys = names_entries(type_at(self.parent[:-1])) if self.parent else ()
        self.columns = (*columns_of(at), *self._parent_column())

    def _parent_column(self) -> Iterable[Column]:
        if self.parent:
            of = ".".join(step for step in self.parent if isinstance(step, str))
            label = str(getattr(field_at(self.parent[:-1]), "title", of)).removesuffix("s")
            yield Column(PARENT, label, names=(of,), needed=True, usual=True)

    def names(self, data: Data) -> Names:
        """The names of the entries to which the cells of this sheet refer."""
        return self.called.names(data, dict.fromkeys(of for column in self.columns for of in column.names))

    def id_of(self, entry: Any) -> str | None:
        """The id of a row; None where it has none."""
        return (name_of(entry, self._keys) if isinstance(entry, dict) else str(entry)) or None

    def cells(self, data: Data, place: Path_, names: Names) -> dict[str, str]:
        """The texts of a row's cells, by the key of their column; empty cells are left out."""
        entry = value_at(data, place)
        row = entry if isinstance(entry, dict) else {self.columns[0].key: str(entry)}
        if self.parent:
            row = {**row, PARENT: name_of(value_at(data, place[:-2]), self._parent_keys)}
        texts = ((column.key, cell_text(column, row, names)) for column in self.columns)
        return {key: text for key, text in texts if text}

    def change(self, data: Data, changes: Iterable[Mapping[str, Any]]) -> tuple[Data, list[str]]:
        """The values after text was typed in rows, and the id of each of those rows that the list no longer has.

        A row number beyond the last means a new row. Text that is the same as its cell leaves the value unchanged.
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
        """The typed changes of each row, by the row's present number; and the ids of the rows that are gone."""
        ids, found, lost = [self.id_of(value_at(data, place)) for place in places], {}, []
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
        list_, shown = place[:-1], self.cells(data, place, names) if value_at(data, place) else {}
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
        """The path of the parent that has the typed name; None where there is none."""
        of = self.columns[-1].names[0]
        wanted = next((name for name, word in names[of].items() if typed.strip().lower() in (word.lower(), name)), None)
        above = places_of(data, tuple(of.split(".")))
        return next((place for place in above if name_of(value_at(data, place), self._parent_keys) == wanted), None)

    def _with_new(self, data: Data, typed: Mapping[str, str], names: Names) -> Data:
        """The values with one more row at the end of its list; a nested row is put in its parent."""
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
        """The values with one more post below a row."""
        posts = value_at(data, self.steps) or []
        at = min(row + 1, len(posts))
        return with_value(data, self.steps, [*posts[:at], new_post(data, self.at, None), *posts[at:]])

    def copy(self, data: Data, row: int) -> Data:
        """The values with a copy of a row below it; a copied post gets another name and no holder."""
        list_, number = self._entry(data, row)
        entries = value_at(data, list_)
        copy = copied(data, self.at, row) if self.at in SIDES else entries[number]
        return with_value(data, list_, [*entries[: number + 1], copy, *entries[number + 1 :]])

    def delete(self, data: Data, rows: Iterable[int]) -> Data:
        """The values without these rows, and without the references to them."""
        places = places_of(data, self.steps)
        for row in sorted(set(rows), reverse=True):
            data = without_entry(data, places[row])
        return data

    def move(self, data: Data, row: int, to: int) -> Data:
        """The values with a row moved to another place of its list."""
        list_, number = self._entry(data, row)
        if not 0 <= to < len(places_of(data, self.steps)) or self._entry(data, to)[0] != list_:
            return data
        return with_value(data, list_, moved(value_at(data, list_), number, self._entry(data, to)[1]))

    def _entry(self, data: Data, row: int) -> tuple[Path_, int]:
        """The list that a row is in, and its number there."""
        *list_, number = places_of(data, self.steps)[row]
        return tuple(list_), int(number)
