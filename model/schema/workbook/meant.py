"""Turns the titles that an officer types in a workbook into the short names of a scenario file.

A post without a short name gets one made from its title. A row may refer to an entry of another sheet by title or by
short name.
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from model.base.faults import plain_name
from model.schema.changes.places import names_of
from model.schema.changes.values import value_at, with_value
from model.schema.differences import SIDES
from model.schema.short_names import short_name
from model.schema.workbook.entries import entries_of
from model.schema.workbook.layout import Column, form, tables


def as_meant(data: Mapping[str, Any]) -> dict[str, Any]:
    """The values, with a short name added to each post that has only a title.

    Where an entry is referred to by its title, its short name replaces the title.
    """
    named = dict(data)
    taken = {post.get("id") for side in SIDES for post in named.get(side) or () if isinstance(post, dict)}
    for side in SIDES:
        posts = named.get(side)
        for number, post in enumerate(posts if isinstance(posts, list) else ()):
            if isinstance(post, dict) and post.get("title") and "id" not in post:
                name = short_name(post["title"], taken)
                taken.add(name)
                named = with_value(named, (side, number), {"id": name, **post})
    return _by_name(named)


def _by_name(data: dict[str, Any]) -> dict[str, Any]:
    """The values, with the name of an entry wherever its title was typed to refer to it."""
    places = [(column, column.keys) for column in form() if column.named]
    for table in tables():
        columns = [column for column in table.columns if column.named]
        if columns:
            places += [(column, (*path, *column.keys)) for _, path, _ in entries_of(data, table) for column in columns]
    titles: dict[str, dict[str, str]] = {}
    for column, path in places:
        value = value_at(data, path)
        if isinstance(value, str | list):
            meant = _meant(value, _name_of(column, data, titles))
            data = data if meant == value else with_value(data, path, meant)
    return data


def _meant(value: Any, name_of: Callable[[str], str]) -> Any:
    return (
        [name_of(one) if isinstance(one, str) else one for one in value] if isinstance(value, list) else name_of(value)
    )


def _name_of(column: Column, data: Mapping[str, Any], known: dict[str, dict[str, str]]) -> Callable[[str], str]:
    """A function that gives the name of an entry from its name or title, and any other text unchanged."""
    for at in column.named:
        if at not in known:
            known[at] = titled(data, at)
    return lambda text: next((known[at][key] for at in column.named if (key := plain_name(text)) in known[at]), text)


def titled(data: Mapping[str, Any], at: str) -> dict[str, str]:
    """Names of a list's entries by title, in small letters without spaces, for each title that only one entry has."""
    keys = tuple(at.split("."))
    table = next(table for table in tables() if table.at == keys)
    found = [(path, entry) for _, path, entry in entries_of(data, table)]
    names = [names_of(path[:-1], [entry])[0] for path, entry in found]
    numbers = titles_of([entry for _, entry in found])
    return {title: names[number] for title, number in numbers.items() if names[number] and title not in names}


def titles_of(entries: Sequence[Any]) -> dict[str, int]:
    """Indices of entries by title, in small letters without spaces, for each title that only one entry has."""
    titles = [plain_name(str(entry.get("title") or "")) if isinstance(entry, dict) else "" for entry in entries]
    times = Counter(titles)
    return {title: number for number, title in enumerate(titles) if title and times[title] == 1}
