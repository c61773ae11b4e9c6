"""How a value becomes the text of a cell in a sheet, and how typed text becomes a value. Each undoes the other.

A reference is shown and typed as the title of the entry that it names, where no other entry has that title. A date and
a choice are in words. A list that fits one cell, such as the funds of a post, is one text.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from model.desk.columns import NAME, Column, path_of
from model.desk.structure import edited
from model.schema.changes.values import NO, YES, as_typed, as_written, value_at
from model.schema.differences import SIDES
from model.schema.reading.days_read import day_in_words
from model.schema.reading.document import Path_
from model.schema.sections.fates import LEADS_NOWHERE
from model.schema.sections.funds import FundShare
from model.schema.sections.shape import names_entries, type_at

Data = dict[str, Any]
Names = Mapping[str, Mapping[str, str]]
"""For each list, such as ``proposed``: the name of each of its entries, and what people call the entry."""
SHARE = re.compile(r"(.+?)\s+(\d+(?:\.\d+)?\s*%)")
YES_WORD, NO_WORD = "yes", "no"


def places_of(data: Any, steps: tuple[str, ...], place: Path_ = ()) -> list[Path_]:
    """The path of every entry of a list. For ``present.holders``, these are the holders of all present posts."""
    if not steps:
        return [place]
    held, place = value_at(data, place + steps[:1]), place + steps[:1]
    if not isinstance(held, list):
        return places_of(data, steps[1:], place) if isinstance(held, dict) and steps[1:] else []
    if not steps[1:]:
        return [(*place, number) for number in range(len(held))]
    return [found for number in range(len(held)) for found in places_of(data, steps[1:], (*place, number))]


def names_in(data: Data, lists: Iterable[str]) -> Names:
    """For each list, what each of its entries is called: its title if no other entry has that title, else its name."""
    return {of: _called(data, of) for of in lists}


class Called:
    """The names of lists' entries, and the funds, kept because sheets ask for them after every edit.

    An edit makes new objects along its path only. While the section with a list is the same object, the names made for
    that list are used again.
    """

    def __init__(self) -> None:
        self._kept: dict[str, tuple[tuple[Any, ...], Any]] = {}

    def names(self, data: Data, lists: Iterable[str]) -> Names:
        """The names of the entries of lists, as :func:`names_in` gives them."""
        return {of: self._of(of, (of.split(".", 1)[0],), data, lambda of=of: _called(data, of)) for of in lists}

    def funds(self, data: Data) -> list[str]:
        """Every fund that a scenario names, once."""
        return self._of("", ("costing", *SIDES), data, lambda: _funds_named(data))

    def _of(self, key: str, sections: tuple[str, ...], data: Data, make: Callable[[], Any]) -> Any:
        now = tuple(data.get(section) for section in sections)
        before = self._kept.get(key)
        if before is None or any(old is not new for old, new in zip(before[0], now, strict=True)):
            before = self._kept[key] = now, make()
        return before[1]


def _funds_named(data: Data) -> list[str]:
    posts = (value_at(data, place) for side in SIDES for place in places_of(data, (side, "funds")))
    shares = [share.get("fund") for share in posts if isinstance(share, dict)]
    return [*dict.fromkeys(str(fund) for fund in (value_at(data, ("costing", "default_fund")), *shares) if fund)]


def _called(data: Data, of: str) -> dict[str, str]:
    keys = names_entries(type_at(path_of(of)[:-1]))
    entries = (value_at(data, place) for place in places_of(data, tuple(of.split("."))))
    named = [(name_of(entry, keys), entry.get(NAME)) for entry in entries if isinstance(entry, dict)]
    many = Counter(str(title).strip().lower() for _, title in named)
    return {
        name: str(title).strip() if title and many[str(title).strip().lower()] == 1 else name
        for name, title in named
        if name
    }


def name_of(entry: Data, keys: Iterable[str]) -> str:
    """The value that identifies an entry, under the first of ``keys`` that the entry has; empty if it has none."""
    return next((str(entry[key]) for key in keys if entry.get(key) is not None), "")


def cell_text(column: Column, row: Data, names: Names) -> str:
    """The text that a cell shows; empty where there is no value."""
    value = row.get(column.key)
    if column.list_of:
        return _in_one(column.list_of, value)
    if value is None:
        value = None if column.key == "fte" and "hours" in row else column.default or None
    if column.is_yes_or_no and isinstance(value, bool | None):
        return YES_WORD if value else NO_WORD if column.default else ""
    if value is None:
        return ""
    if isinstance(value, list | tuple):
        return "; ".join(_word(column, one, names) for one in value)
    if column.is_day:
        return day_in_words(value)
    if isinstance(value, float) and column.unit == "percentage":
        return f"{value * 100:.10g}%"
    if isinstance(value, int | float) and column.unit.startswith("\u00a3"):
        return f"{value:,.15g}"
    return f"{value:.15g}" if isinstance(value, float) else _word(column, value, names)


def _word(column: Column, value: Any, names: Names) -> str:
    words = (column.words or {}).get(str(value))
    return words or next((names[of][value] for of in column.names if value in names[of]), str(value))


def _in_one(entry: type, value: Any) -> str:
    """A list as the text of one cell."""
    entries = [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []
    if entry is not FundShare:
        return "; ".join("" if one.get("point") is None else str(one["point"]) for one in entries)
    if len(entries) == 1:
        return str(entries[0].get("fund", ""))
    return "; ".join(f"{one.get('fund', '')} {one.get('share', '')}" for one in entries)


def with_cell(data: Data, place: Path_, column: Column, typed: str, names: Names) -> Data:
    """The values of the draft after text was typed in a cell of the entry at a place. Empty text removes the key.

    Text that the field can't read stays as typed, so that the fault can say what was found.
    """
    path, typed = (*place, column.key), typed.strip()
    if column.list_of is FundShare:
        return edited(data, path, _funds(typed))
    if column.list_of:
        return _with_points(data, path, typed)
    if column.names:
        called = _by_name(column, typed, names)
        if isinstance(called, list):
            return edited(data, path, called)
        typed = called
    if column.is_yes_or_no:
        return edited(data, path, _yes_or_no(column, typed))
    if column.words:
        typed = next((value for value, words in column.words.items() if words.lower() == typed.lower()), typed)
    if column.key == "fate" and typed in LEADS_NOWHERE:
        data = edited(data, (*place, "to"), None)
    return edited(data, path, as_typed(path, typed, value_at(data, path)))


def _by_name(column: Column, typed: str, names: Names) -> str | list[str]:
    """The names of entries that were typed by title or by name, in capitals or not; semicolons separate several.

    Commas separate several too, but only where every part is a title or a name: a title may have a comma of its own.
    Text that is neither a title nor a name is given as typed.
    """
    named = {name.lower(): name for of in column.names for name in names[of]}
    named |= {word.lower(): name for of in column.names for name, word in names[of].items()}
    if not column.several:
        return named.get(typed.lower(), typed)
    parts, by_comma = ([part.strip() for part in typed.split(mark) if part.strip()] for mark in ";,")
    if typed.lower() not in named and all(part.lower() in named for part in by_comma):
        parts = by_comma
    called = [named.get(part.lower(), part) for part in parts]
    return called if len(called) > 1 or any("," in name for name in called) else "".join(called)


def _yes_or_no(column: Column, typed: str) -> Any:
    if typed.lower() not in (*YES, *NO):
        return typed or None
    said = typed.lower() in YES
    return None if said is bool(column.default) else said


def _with_points(data: Data, path: Path_, typed: str) -> Data:
    """The values with the typed points, separated by semicolons, given to a post's holders in order.

    If there are more or fewer points than holders, the text becomes the first holder's point, whose fault says what
    was found.
    """
    holders = value_at(data, path) or []
    points = [point.strip() for point in typed.split(";")]
    if len(holders) < 2 or len(points) != len(holders):
        first = (*path, 0, "point")
        return edited(data, first, as_written(first, typed or None))
    at_points = [{**holder, "point": point or None} for holder, point in zip(holders, points, strict=True)]
    return edited(data, path, as_written(path, at_points))


def _funds(typed: str) -> list[dict] | None:
    if not typed:
        return None
    parts = [part.strip() for part in typed.split(";") if part.strip()]
    read = [SHARE.fullmatch(part) for part in parts]
    if len(parts) == 1 and not read[0]:
        return [{"fund": typed, "share": "100%"}]
    return [
        {"fund": found[1], "share": found[2]} if found else {"fund": part}
        for part, found in zip(parts, read, strict=True)
    ]
