"""All facts: every section and key of the scenario as a form, made from the declarations of the fields.

Only what is open is sent; the page asks for the rest when the user opens it. A post that is added is in the draft at
once; anything else that is added is not in the draft until a value is typed.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from textwrap import shorten
from typing import Any

from model.desk.columns import columns_of
from model.desk.of_tables import offered
from model.desk.panels.fields import key_of, why_view, write
from model.schema.changes.places import identity
from model.schema.differences import SIDES
from model.schema.form import Key, as_typed, is_for_the_file, keys_of_form
from model.schema.reading.days_read import day_in_words
from model.schema.reading.document import Path_
from model.schema.reading.form_words import NEEDED, in_form_words
from model.schema.sections.scenario import Scenario
from model.schema.sections.shape import entry_of, field_at, type_at

MOST_OPENED = 12
"""``Open all`` does not open the entries of a list that has more entries than this; the user opens each separately."""
MOST_ABSENT = 10
"""Where more keys than this are not stated, the page shows them only when it is asked to."""
LONG = 60
"""A text of more characters than this has a box of several lines."""


class Facts:
    """The facts of a draft as the page draws them, at one moment."""

    def __init__(self, desk: Any):
        self.desk, self.draft, self.opened = desk, desk.draft, desk.opened
        self.why = {change.path: reason for change, reason in desk.draft.assumptions_changed}
        self.named: dict[str, list] = {}
        self.faults: dict[Path_, list[tuple[Path_, str]]] = defaultdict(list)
        for fault in self.draft.faults:
            for end in range(len(fault.path) + 1):
                self.faults[fault.path[:end]].append((fault.path[end : end + 1], in_form_words(fault)))
        shown = {*self.opened.added, *self.opened.in_files}
        self.is_shown = {path[:end] for path in shown for end in range(len(path) + 1)} | {*self.faults}
        """Each path that is shown although it may have no value: it was emptied, was added or is wrong."""

    def view(self) -> dict:
        """The keys of the scenario, with the keys of each section that is open, and the names that boxes offer."""
        items = [self._item(key, (key.name,)) for key in keys_of_form(Scenario)]
        faults = self.own_faults((), {item["key"] for item in items})
        return {"items": items, "names": self.named, "faults": faults}

    def _item(self, key: Key, path: Path_) -> dict:
        draw = {"section": self._section, "entries": self._entries}.get(key.kind, self.box)
        return draw(key, path)

    def _inside(self, model: Any, path: Path_) -> dict:
        """The keys of a section or an entry; where there are many, only the stated and needed ones at first."""
        keys, value, whole = keys_of_form(model), self.draft.value(path), path in self.opened.whole
        stated = {*value} if isinstance(value, dict) else set()
        absent = [key for key in keys if not key.needed and key.name not in stated]
        absent = [key for key in absent if (*path, key.name) not in self.is_shown]
        hidden = {key.name for key in absent} if not whole and len(absent) > MOST_ABSENT else set()
        items = [self._item(key, (*path, key.name)) for key in keys if key.name not in hidden]
        return {"items": items, "hidden": len(hidden), "whole": whole}

    def _node(self, label: str, path: Path_, there: bool) -> dict:
        """The part of the view that sections, lists and entries share."""
        return {
            "key": key_of(path),
            "label": label,
            "there": there,
            "open": there and path in self.opened.paths,
            "faults": [],
            "below": len(self.faults.get(path, ())),
        } | why_view(self.desk, path, self.why)

    def _section(self, key: Key, path: Path_) -> dict:
        value = self.draft.value(path)
        node = self._node(key.label, path, value is not None or path in self.opened.added)
        node |= {"kind": "section", "help": key.help, "needed": key.needed} | self._file(key, path, value)
        if node["open"] and not node.get("in_file"):
            node |= self._inside(key.section, path)
        if node["there"]:
            node["faults"] = self.own_faults(path, {inner.name for inner in keys_of_form(key.section)})
        return node

    def _entries(self, key: Key, path: Path_) -> dict:
        value = self.draft.value(path)
        entries = value if isinstance(value, list) else []
        number = len(entries) + ((*path, len(entries)) in self.opened.added)
        node = self._node(key.label, path, bool(number) or isinstance(value, str) or path in self.opened.in_files)
        node |= {"kind": "entries", "help": key.help, "needed": key.needed, "count": number}
        node |= self._file(key, path, value)
        node["sheet"] = _sheet_of(key, path)
        node["faults"] = self.own_faults(path, range(number))
        if node["open"] and not node.get("in_file"):
            node["entries"] = [self._entry(key, (*path, place)) for place in range(number)]
        return node

    def _entry(self, key: Key, path: Path_) -> dict:
        node = self._node(name_of(path, self.draft.value(path), key), path, True) | {"kind": "entry"}
        node["faults"] = self.own_faults(path, {inner.name for inner in keys_of_form(key.section)})
        if node["open"]:
            node |= self._inside(key.section, path)
        return node

    def _file(self, key: Key, path: Path_, value: Any) -> dict:
        """Where a section or list is now; empty if it may not be in a file beside the scenario."""
        if not key.file:
            return {}
        file = value if isinstance(value, str) else "" if path[0] in SIDES else self.draft.file_of(path)
        in_file = bool(file) or path in self.opened.in_files
        return {"file": file, "file_help": key.file, "in_file": in_file}

    def own_faults(self, path: Path_, below: Iterable[Any] = ()) -> list[str]:
        """The faults of a place that belong to none of the parts drawn inside it."""
        inside = set(below)
        return [said for step, said in self.faults.get(path, ()) if not step or step[0] not in inside]

    def box(self, key: Key, path: Path_) -> dict:
        """A box of one key."""
        value = self.draft.value(path)
        text = day_in_words(value) if key.kind == "day" and value is not None else as_typed(value)
        names = " ".join(key.names)
        if names and names not in self.named:
            self.named[names] = [*names_in(self.draft, key.names)]
        return {
            "key": key_of(path),
            "label": key.label,
            "kind": key.kind,
            "hint": key.help,
            "unit": key.unit,
            "example": day_in_words(key.example) if key.kind == "day" else key.example,
            "needed": key.needed,
            "choices": _choices(key, offered(key.in_force, self.draft, self.desk.rates)),
            "names": names,
            "long": len(text) > LONG or "\n" in text,
            "value": text,
            "faults": [NEEDED] if key.needed and value is None else [said for _, said in self.faults.get(path, ())],
        } | why_view(self.desk, path, self.why)


def _sheet_of(key: Key, path: Path_) -> str:
    """The name of a list that is also shown as a sheet with a column for each key; empty for other lists."""
    if path[0] in SIDES or not all(isinstance(step, str) for step in path):
        return ""
    columns = {column.key for column in columns_of(".".join(map(str, path)))}
    return ".".join(map(str, path)) if columns >= {inner.name for inner in keys_of_form(key.section)} else ""


def _choices(key: Key, of_tables: list[tuple[str, str]]) -> list[tuple[str, str]] | None:
    choices = [("yes", "yes"), ("no", "no")] if key.kind == "yes_no" else [*key.choices, *of_tables]
    return ([] if key.needed else [("", "")]) + choices if choices else None


def name_of(path: Path_, entry: Any, key: Key) -> str:
    """The name of an entry on the page: its title, else its identifying value, else its number."""
    own, name = identity(path[:-1], entry)
    is_day = any(inner.name == own and inner.kind == "day" for inner in keys_of_form(key.section))
    title = entry.get("title") if isinstance(entry, dict) else None
    shown = " ".join(str(title or (day_in_words(name) if is_day else name)).split())
    return shorten(shown, LONG, placeholder=" \u2026") if shown else f"{key.label}, number {int(path[-1]) + 1}"


def names_in(draft: Any, lists: Iterable[str]) -> Iterator[tuple[str, str]]:
    """The name and the title of each named entry in lists such as ``present.holders``."""
    for name in lists:
        yield from _named(draft.data, tuple(name.split(".")), ())


def _named(value: Any, steps: Path_, at: Path_) -> Iterator[tuple[str, str]]:
    if isinstance(value, list):
        for entry in value:
            if steps:
                yield from _named(entry, steps, at)
            elif name := identity(at, entry)[1]:
                yield name, str(entry.get("title", "")) if isinstance(entry, dict) else ""
    elif isinstance(value, dict) and steps:
        yield from _named(value.get(steps[0]), steps[1:], (*at, steps[0]))


def view(desk: Any) -> dict:
    """The form, with everything that is open in it."""
    return Facts(desk).view()


def _path(key: str) -> Path_:
    """The path of a key of the page. Raises LookupError where no form has that key."""
    path = tuple(int(step) if step.isdecimal() else step for step in key.split("."))
    on_the_way = (field_at(path[: n + 1]) for n, step in enumerate(path) if isinstance(step, str))
    if not all(field and not is_for_the_file(field) for field in on_the_way):
        raise LookupError(f"no form has {key}")
    return path


def _edit(desk: Any, key: str, value: str, reason: str = "", **_: Any) -> None:
    path = _path(key)
    desk.opened.added |= {path[:end] for end in range(1, len(path) + 1) if desk.draft.value(path[:end]) is not None}
    write(desk, path, value, reason)


def _open(desk: Any, key: str, open: bool, **_: Any) -> None:
    (desk.opened.paths.add if open else desk.opened.paths.discard)(_path(key))


def _whole(desk: Any, key: str, whole: bool, **_: Any) -> None:
    (desk.opened.whole.add if whole else desk.opened.whole.discard)(_path(key))


def _open_all(desk: Any, open: bool, **_: Any) -> None:
    desk.opened.paths = set(_there(desk.draft.data, Scenario, ())) if open else set()


def _there(value: Any, model: Any, path: Path_) -> Iterator[Path_]:
    """The path of each section, list and entry that has a value, except entries of lists longer than MOST_OPENED."""
    for key in keys_of_form(model) if isinstance(value, dict) else ():
        inner, at = value.get(key.name), (*path, key.name)
        if key.section and inner is not None:
            yield at
            yield from _there(inner, key.section, at)
            for number, entry in enumerate(inner if isinstance(inner, list) and len(inner) <= MOST_OPENED else ()):
                yield (*at, number)
                yield from _there(entry, key.section, (*at, number))


def _add(desk: Any, key: str, **_: Any) -> None:
    """Show the boxes of a section or of one more entry. Only a post is added at once, before a box is filled."""
    path = _path(key)
    entries = desk.draft.value(path)
    desk.opened.in_files.discard(path)
    desk.opened.paths.add(path)
    if entry_of(type_at(path)) is not None:
        path = (*path, len(entries) if isinstance(entries, list) else 0)
    if len(path) == 2 and path[0] in SIDES:
        desk.draft.add_post(str(path[0]))
    desk.opened.added.add(path)
    desk.opened.paths.add(path)


def _remove(desk: Any, key: str, **_: Any) -> None:
    """Remove a section or an entry from the file, and the references to it."""
    path = _path(key)
    if desk.draft.value(path) is not None:
        desk.draft.edit(path, None)
    desk.opened.without(path)
    desk.opened.paths.discard(path)
    desk.opened.added.discard(path)


def _place(desk: Any, key: str, in_file: bool, **_: Any) -> None:
    """Choose whether a list or a section is written in the scenario's own file or in a file beside it."""
    path = _path(key)
    (desk.opened.in_files.add if in_file else desk.opened.in_files.discard)(path)
    if in_file and path in desk.draft.here:
        desk.draft.write_beside(path)
    elif not in_file and desk.draft.file_of(path):
        desk.draft.write_here(path)


ACTIONS = {
    "edit": _edit,
    "open": _open,
    "whole": _whole,
    "open_all": _open_all,
    "add": _add,
    "remove": _remove,
    "place": _place,
}
