"""Changes of a scenario, made after its files are read: set, add, remove or rename at a place.

A change is a place and a value as text:

    proposed.principal.grade = 39-42              sets a value, also where none is stated yet
    proposed.lead = {title: Lead, grade: 39-42}   adds an entry of that name (or number, if the entries have no names)
    proposed.lead =                               removes an entry, and the references to it
    proposed.principal.id = lead                  renames an entry, and everything that refers to it

:mod:`~model.schema.changes.places` says how a place is written, :mod:`~model.schema.changes.values` how a value is
read. Places are those of the scenario before any change, so that the order of changes makes no difference. Two changes
of one place, or of a place and a part of it, are a fault.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from model.base.faults import Fault, InputFaults
from model.schema.changes.personal import is_of_life
from model.schema.changes.places import NoPlace, identity, is_number, path_at, steps_of
from model.schema.changes.references import Data, renamed_at, with_names, without_references
from model.schema.changes.values import as_typed, as_written, value_at, with_value
from model.schema.reading.customers_csv import AT, Listing
from model.schema.reading.document import Document, Path_
from model.schema.reading.listed_holders import IN_NO_CHANGE
from model.schema.sections.shape import names_entries, type_at

Changes = Mapping[str, Any] | Sequence[tuple[str, Any]]
"""The new value of each place: text as it would be typed, or a plain value."""
TYPED = re.compile(r"\s*((?:[^=\[]|\[[^\]]*\])+?)\s*=(.*)", re.DOTALL)
A_CHANGE = "a place in the scenario, an equals sign and a value, such as proposed.principal.grade=39-42"


@dataclass(frozen=True)
class Change:
    """One change: its number from 1, its place as typed and as a path, and the value for the file."""

    number: int
    place: str
    path: Path_
    value: Any


def typed_changes(texts: Iterable[str]) -> list[tuple[str, str]]:
    """Changes as typed at a terminal, ``PLACE=VALUE``. Raises InputFaults where a text has no such form."""
    changes, faults = [], []
    for number, text in enumerate(texts, start=1):
        if match := TYPED.fullmatch(text):
            changes.append((match[1], match[2]))
        else:
            faults.append(
                Fault("--set", number, text, "no equals sign after a place", A_CHANGE, cell=f"change {number}")
            )
    if faults:
        raise InputFaults(faults)
    return changes


def changed(data: Data, path: Path_, value: Any) -> Data:
    """The values with one change at a path, as the desk makes it; a rename also renames every reference.

    ``value`` is as written in a file; None removes what is there. Objects that are not on the path stay the same.
    """
    if value is None and path and isinstance(path[-1], int):
        return without_entry(data, path)
    after = with_value(data, path, value)
    renames = renamed_at(data, after, path)
    return with_names(after, renames) if renames else after


def without_entry(data: Data, path: Path_) -> Data:
    """The values without an entry of a list, and without the references to it."""
    return with_value(without_references(data, path), path, None)


def with_changes(document: Document, changes: Changes) -> tuple[Document, list[Fault]]:
    """A changed copy of a document, and a fault for each change that can't be made.

    A wrong value is found when the copy is validated, by the same rules as in a file. Its fault has the number of the
    change.
    """
    as_rows, found, faults = placed(document, changes)
    return (_made(as_rows, found) if found else document), faults


def placed(document: Document, changes: Changes) -> tuple[Document, list[Change], list[Fault]]:
    """The document, each change with its path and value as written, and a fault for each change that can't be made.

    The document has its list of agreements as rows, where a change is made in that list.
    """
    pairs = list(changes.items()) if isinstance(changes, Mapping) else changes
    if not isinstance(pairs, list | tuple) or not all(isinstance(one, list | tuple) and len(one) == 2 for one in pairs):
        expected = "each place with its value, such as {'proposed.principal.grade': '39-42'}"
        return document, [], [Fault(document.file, 1, "the changes", repr(changes), expected)]
    if any(str(place).startswith(".".join(AT)) for place, _ in pairs):
        document = with_rows(document)
    found, faults = _placed(document, pairs)
    twice = dict(_twice(document, found))
    return document, [one for one in found if one.number not in twice], [*faults, *twice.values()]


def with_rows(document: Document) -> Document:
    """The document with its list of agreements as rows, where it was read as columns."""
    listing = value_at(document.data, AT)
    if not isinstance(listing, Listing):
        return document
    rows, lines = listing.as_rows()
    linked = {**document.linked, AT: (document.linked[AT][0], rows)} if AT in document.linked else document.linked
    return replace(document, data=with_value(document.data, AT, rows), lines=document.lines | lines, linked=linked)


def _placed(document: Document, pairs: Sequence[tuple[str, Any]]) -> tuple[list[Change], list[Fault]]:
    """Each change with its path, and a fault for each change that can't be made.

    A change in a part that could not be read is left out, since that part has a fault already.
    """
    found, faults, added = [], [], Counter()
    for number, (place, value) in enumerate(pairs, start=1):
        try:
            if not isinstance(place, str):
                raise NoPlace((), repr(place), "a place as text, such as proposed.principal.grade")
            adds = isinstance(value, dict) or (isinstance(value, str) and value.lstrip().startswith("{"))
            path = path_at(document.data, place.strip(), adds=adds, added=added)
        except NoPlace as none:
            if not document.unreadable & {place, *none.path}:
                own = (none.found, none.expected, none.nearest, f"change {number}", none.path)
                faults.append(Fault(document.file, number, str(place), *own))
            continue
        written = as_typed(path, value, value_at(document.data, path))
        if is_of_life(path, written):
            own = ("a date of birth or of the start of service", IN_NO_CHANGE, "", f"change {number}", path)
            faults.append(Fault(document.file, number, str(place), *own))
            continue
        if isinstance(path[-1], int) and path[-1] >= len(value_at(document.data, path[:-1]) or []):
            added[path[:-1]] += 1
            written = _named(path[:-1], place, written)
        found.append(Change(number, place, path, written))
    return found, faults


def _named(at: Path_, place: str, entry: Any) -> Any:
    """A new entry, with the name that its place gives, unless the entry states a name itself."""
    name, keys = steps_of(place)[-1], names_entries(type_at(at))
    if not isinstance(entry, dict) or is_number(name) or not keys or identity(at, entry)[0]:
        return entry
    return {keys[0]: as_written((*at, 0, keys[0]), name), **entry}


def _twice(document: Document, found: list[Change]) -> Iterator[tuple[int, Fault]]:
    """The number and the fault of each change to a place that an earlier change also changes, in whole or in part."""
    for index, later in enumerate(found):
        for earlier in found[:index]:
            shared = min(len(earlier.path), len(later.path))
            if earlier.path[:shared] == later.path[:shared]:
                found_there = f"a value that change {earlier.number} ({earlier.place}) also changes"
                own = (found_there, "each value to be changed only once", "", f"change {later.number}", later.path)
                yield later.number, Fault(document.file, later.number, later.place, *own)
                break


def _made(document: Document, found: list[Change]) -> Document:
    """The document with the changes, in an order in which no place moves: set, rename, then remove from the end."""
    before = data = document.data
    removed = [one for one in found if one.value is None and isinstance(one.path[-1], int)]
    for change in removed:
        data = without_references(data, change.path)
    for change in found:
        if change not in removed:
            data = with_value(data, change.path, change.value)
    renames: dict[str, dict[str, str]] = {}
    for change in found:
        for list_, names in renamed_at(before, data, change.path).items():
            renames.setdefault(list_, {}).update(names)
    data = with_names(data, renames) if renames else data
    numbers = {one.path: one.number for one in found if one not in removed}
    lines = {path: line for path, line in document.lines.items() if not any(path[: len(at)] == at for at in numbers)}
    for change in sorted(removed, key=lambda one: one.path, reverse=True):
        data = with_value(data, change.path, None)
        lines, numbers = (_shifted(each, change.path) for each in (lines, numbers))
    apart = {"files": {*document.files}, "sheets": {**document.sheets}, "linked": {**document.linked}}
    changed_at = document.changed | numbers
    return replace(document, data=data, lines=lines, changed=changed_at, called=_called, **apart)


def _called(path: Path_, entry: Any) -> str:
    """The name of an entry of the list at a path; empty where it has none."""
    return identity(path, entry)[1]


def _shifted(at: dict[Path_, Any], gone: Path_) -> dict[Path_, Any]:
    """The values by path after an entry is removed: its own are left out, and those of later entries move up by one."""
    list_, new = gone[:-1], {}
    for path, known in at.items():
        step, place = path[len(list_) : len(gone)], gone[-1]
        if path[: len(list_)] != list_ or not step or isinstance(step[0], str) or isinstance(place, str):
            new[path] = known
        elif step[0] != place:
            new[*list_, step[0] - (step[0] > place), *path[len(gone) :]] = known
    return new
