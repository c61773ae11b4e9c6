"""Names of entries and the references to them: renamed together, and removed together.

A field declares the list whose entries it names (``NameOf``).
"""

from collections.abc import Callable, Mapping
from operator import is_
from typing import Any

from model.schema.changes.places import identity, names_of
from model.schema.changes.values import value_at
from model.schema.reading.document import Path_
from model.schema.sections.scenario import Scenario
from model.schema.sections.section import NameOf
from model.schema.sections.shape import below, entry_of, types_in

Data = dict[str, Any]
Renames = dict[str, dict[str, str]]
"""For each list, such as ``present.holders``: the new name of each renamed entry by its old name."""
GONE = object()


def list_of(path: Path_) -> str:
    """The list of the entry at a path, in the form that references use: ``present.holders``."""
    return ".".join(step for step in path if isinstance(step, str))


def renamed_at(before: Data, after: Data, path: Path_) -> Renames:
    """The rename that a change at a path made; empty where it made none, or where references would be ambiguous.

    They are ambiguous where another entry of the list also has the old name, or already has the new name.
    """
    *entry, key = path
    if len(path) < 3 or not isinstance(path[-2], int):
        return {}
    at = tuple(entry[:-1])
    (old_key, old), (new_key, new) = (identity(at, value_at(data, tuple(entry))) for data in (before, after))
    if not (old_key == new_key == key) or not old or not new or old == new:
        return {}
    alone = _names(before, at).count(old) == 1 and _names(after, at).count(new) == 1
    return {list_of(at): {old: new}} if alone else {}


def with_names(data: Data, renames: Renames) -> Data:
    """The values with every reference to a renamed entry renamed."""

    def renamed(lists: set[str], name: str) -> Any:
        return next((renames[one][name] for one in lists if name in renames.get(one, {})), name)

    return _mapped(data, Scenario, renamed)


def without_references(data: Data, path: Path_) -> Data:
    """The values with the name of the entry at a path removed from every list of references.

    A post that is left without a destination becomes unresolved.
    """
    at = path[:-1]
    _, name = identity(at, value_at(data, path))
    if not name or _names(data, at).count(name) != 1:
        return data
    new = _mapped(data, Scenario, lambda lists, own: GONE if own == name and list_of(at) in lists else own)
    if new is data or not isinstance(new.get("present"), list):
        return new
    pairs = zip(data["present"], new["present"], strict=True)
    return {**new, "present": [{**post, "fate": "unresolved"} if _lost(old, post) else post for old, post in pairs]}


def _lost(old: Any, post: Any) -> bool:
    return isinstance(post, dict) and "to" in old and "to" not in post


def _names(data: Data, at: Path_) -> list[str]:
    """The name of every entry of a list. For lists inside entries, such as posts' holders, the names in every list."""
    return names_of(at, _entries(data, at))


def _entries(value: Any, at: Path_) -> list[Any]:
    if not at:
        return value if isinstance(value, list) else []
    if isinstance(at[0], int):
        inner = value if isinstance(value, list) else []
        return [entry for one in inner for entry in _entries(one, at[1:])]
    return _entries(value.get(at[0]), at[1:]) if isinstance(value, Mapping) else []


def _mapped(value: Any, annotation: Any, change: Callable[[set[str], str], Any]) -> Any:
    """The values with each reference passed through ``change``; an unchanged object stays the same object.

    A reference that becomes GONE is removed from its list, and so is a list that has become empty. Where a key takes
    one name and never a list, the reference stays.
    """
    if annotation is Any:
        return value
    if isinstance(value, dict):
        types = {key: below(annotation, key) for key in value}
        new = {key: _mapped(own, types[key], change) for key, own in value.items()}
        new = {key: value[key] if own is GONE and not entry_of(types[key]) else own for key, own in new.items()}
        kept = {key: own for key, own in new.items() if own is not GONE}
        return value if len(kept) == len(value) and all(kept[key] is value[key] for key in value) else kept
    if isinstance(value, list):
        new = [_mapped(one, entry_of(annotation) or Any, change) for one in value]
        kept = [own for own in new if own is not GONE]
        return value if all(map(is_, new, value)) else kept or GONE
    lists = {part.list for part in types_in(annotation) if isinstance(part, NameOf)}
    return change(lists, value) if lists and isinstance(value, str) else value
