"""Places of a scenario as text, such as ``proposed.principal.grade``, and the paths to which they lead.

A place is the keys of the file with a dot between them. An entry of a list is called by what identifies it, as its
section declares (``identified_by``): a post by its id, a holder by ``ref``, a rate by the day it runs from; an entry of
a list of plain texts by itself. The entry's number, counted from 1, works too: 3, or #3 where an entry is named 3. A
name with a dot in it is put in brackets:
``on_costs.lgps[2012-04-01].rate``, ``present.officer.holders.H1.point``, ``customers.agreements[St. Mary's].pupils``.
"""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache
from typing import Any

from model.base.faults import listed, nearest_name
from model.base.financial_year import NotADay, read_day
from model.schema.reading.document import Path_, in_words
from model.schema.reading.messages import unknown_key
from model.schema.sections.scenario import Scenario
from model.schema.sections.shape import below, entry_of, keys_of, models_in, names_entries, type_at, types_in

STEP = re.compile(r"\[([^\[\]]+)\]|([^.\[\]]+)")
PLACE = re.compile(rf"(?:{STEP.pattern})(?:\.(?:{STEP.pattern})|\[[^\[\]]+\])*")
MOST_NAMES = 12
"""The most names that a message lists. Where there are more, the message says how many."""


class NoPlace(Exception):
    """A place that does not exist: what was found, what was expected and the nearest name, as for a fault."""

    def __init__(self, path: Path_, found: str, expected: str, nearest: str = ""):
        self.path, self.found, self.expected, self.nearest = path, found, expected, nearest
        super().__init__(f"found {found}; expected {expected}")


def identity(path: Path_, entry: Any) -> tuple[str, str]:
    """The key that identifies an entry of the list at a path, and its value as text; both empty where it has none.

    An entry of plain text has no key, and is its own value.
    """
    if not isinstance(entry, dict):
        return "", "" if isinstance(entry, list) or entry is None else str(entry)
    keys = _keys_at(tuple(step if isinstance(step, str) else 0 for step in path))
    key = next((key for key in keys if entry.get(key) is not None), "")
    return key, _called(entry[key], is_day=keys[key]) if key else ""


@cache
def _keys_at(path: Path_) -> dict[str, bool]:
    """The keys that identify the entries of the list at a path, and whether each is a day."""
    return {key: date in types_in(type_at((*path, 0, key))) for key in names_entries(type_at(path))}


def _called(value: Any, *, is_day: bool) -> str:
    """A value as a name: a date as year, month, day, however it is written; 40.0 as 40."""
    if is_day:
        try:
            return read_day(str(value)).isoformat()
        except NotADay:
            return str(value).strip()
    return f"{value:g}" if isinstance(value, float) else str(value).strip()


def names_of(path: Path_, entries: Sequence[Any]) -> list[str]:
    """The name of each entry of the list at a path; empty where an entry has none."""
    return [identity(path, entry)[1] for entry in entries]


def all_named(names: Sequence[str]) -> bool:
    """Whether every entry has a name of its own."""
    return all(names) and len(set(names)) == len(names)


def path_at(data: Mapping[str, Any], place: str, *, adds: bool = False, added: Mapping[Path_, int] = {}) -> Path_:
    """The path of a place in a scenario's values as read. Raises NoPlace where there is no such place.

    Args:
        data: the scenario's values, with the rows of the files that it names.
        place: the place as typed, such as ``proposed.principal.grade``.
        adds: whether an entry that is not there yet may be meant, at the end of its list.
        added: how many entries have been added to each list already.
    """
    if not PLACE.fullmatch(place):
        raise NoPlace((), repr(place), "a place such as proposed.principal.grade, or on_costs.lgps[2012-04-01].rate")
    path: Path_ = ()
    value, annotation = data, Scenario
    steps = steps_of(place)
    for number, step in enumerate(steps, start=1):
        if isinstance(value, list) or (value is None and entry_of(annotation) is not None):
            path = (*path, _entry(path, value or [], step, adds and number == len(steps), added.get(path, 0)))
        else:
            _is_key(path, value, annotation, step)
            path = (*path, step)
        value, annotation = _inside(value, path[-1]), below(annotation, path[-1])
    return path


def is_number(name: str) -> bool:
    """Whether a name is an entry's number: 3, or #3 where an entry of the list is itself named 3."""
    return name.removeprefix("#").isdecimal()


def steps_of(place: str) -> list[str]:
    """The keys and names of a place, in order."""
    return [(bracketed or plain).strip() for bracketed, plain in STEP.findall(place)]


def _is_key(path: Path_, value: Any, annotation: Any, key: str) -> None:
    """Check that the value at a path may have this key. Raises NoPlace where the key is not allowed."""
    model = next(models_in(annotation), None)
    if isinstance(value, dict) and (key in value or model is None):
        return  # what may be in a row that is not a section is checked with the list
    if value is not None and not isinstance(value, dict):
        raise NoPlace(path, f"{key!r} in {in_words(path)}", f"no further key: {in_words(path)} has a single value")
    if model and key not in keys_of(model):
        raise NoPlace((*path, key), **unknown_key(key, model))


def _entry(path: Path_, entries: Sequence[Any], name: str, adds: bool, added: int) -> int:
    """The index of the entry with that name or number; for a new entry, the index after the last."""
    names = names_of(path, entries)
    numbers = [number for number, own in enumerate(names) if own == name]
    if len(numbers) > 1:
        which = listed([f"#{number + 1}" for number in numbers])
        raise NoPlace(path, f"{len(numbers)} entries called {name!r}", f"the number of one of them: {which}")
    if numbers:
        return numbers[0]
    if is_number(name):
        if 1 <= int(name.lstrip("#")) <= len(entries) + (adds and added + 1):
            return int(name.lstrip("#")) - 1
    elif adds and names_entries(type_at(path)):
        return len(entries) + added
    called = [own for own in dict.fromkeys(names) if own]
    raise NoPlace(
        path, f"no entry {name!r} in {in_words(path)}", _one_of(called, len(entries)), nearest_name(name, called)
    )


def _one_of(called: Sequence[str], entries: int) -> str:
    """What names an entry of a list, in words: ``the name of an entry ('new' or 'spare') or its number (1 to 2)``."""
    if not entries:
        return "a new entry with its keys and values, since the list is empty"
    numbers = f"1 to {entries}" if entries > 1 else "1"
    if not called:
        return f"the number of an entry ({numbers})"
    names = f" ({listed([repr(name) for name in called])})" if len(called) <= MOST_NAMES else ""
    return f"the name of an entry{names} or its number ({numbers})"


def _inside(value: Any, step: str | int) -> Any:
    try:
        return value[step]
    except (KeyError, IndexError, TypeError):
        return None
