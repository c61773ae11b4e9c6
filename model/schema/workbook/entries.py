"""The entries of a scenario's lists: their paths, and the names by which rows of inner lists refer to them."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from model.schema.changes.places import names_of
from model.schema.changes.values import value_at
from model.schema.reading.document import Path_
from model.schema.workbook.layout import Keys, Table


def reference_names(path: Path_, entries: Sequence[Any]) -> list[str]:
    """The name of each entry of the list at a path; its number, such as ``#3``, where it has no name of its own."""
    names = names_of(path, entries)
    times = Counter(names)
    return [name if name and times[name] == 1 else f"#{number}" for number, name in enumerate(names, start=1)]


def entries_of(data: Mapping[str, Any], table: Table) -> Iterator[tuple[tuple[str, ...], Path_, Any]]:
    """Each entry of a list of a scenario: the names of the entries around it, its path, and its values."""
    yield from _entries(data, table, table.around, (), ())


def _entries(
    data: Mapping[str, Any], table: Table, around: tuple[Keys, ...], names: tuple[str, ...], path: Path_
) -> Iterator[tuple[tuple[str, ...], Path_, Any]]:
    outer, *within = around or ((),)
    keys = outer or table.at
    here = (*path, *keys[len([step for step in path if isinstance(step, str)]) :])
    value = value_at(data, here)
    if not isinstance(value, list):
        return
    if not outer:
        yield from ((names, (*here, number), entry) for number, entry in enumerate(value))
    else:
        for number, name in enumerate(reference_names(here, value)):
            yield from _entries(data, table, tuple(within), (*names, name), (*here, number))
