"""The layout of a workbook: the form, with single values, and a sheet for each list.

All of it comes from what the sections declare. The form has a row for each key that is in no list. A list has a sheet,
whose rows are its entries. Each row of a list within a list names the entry that it belongs to.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property
from typing import Any, get_origin

from pydantic import BaseModel, TypeAdapter, ValidationError
from pydantic.fields import FieldInfo

from model.rates.spine_names import SPINES
from model.schema.sections.declared import Form, choices_of, declared, key_of, sections_in, types_in
from model.schema.sections.scenario import Scenario
from model.schema.sections.section import NameOf
from model.schema.sections.shape import entry_of

Keys = tuple[str, ...]
LONGEST_NAME = 31
"""The most letters that Excel takes in the name of a sheet."""
RESERVED = "history"
"""The one name of a sheet that Excel keeps for itself."""
FORM = "Scenario"


@dataclass(frozen=True)
class Column:
    """A key as a row of the form or a column of a list; ``keys`` are its path in the scenario or the entry."""

    keys: Keys
    title: str
    annotation: Any
    field: FieldInfo
    is_section: bool = False
    """Whether the key is a section that may be stated without any of its own keys. The cell then says yes."""
    heads: bool = False
    """Whether the key is a section that is stated only by its own keys. Its row of the form is a heading."""

    @property
    def key(self) -> str:
        """The key as the sheet shows it, such as ``trial.outcome``."""
        return ".".join(self.keys)

    @cached_property
    def types(self) -> frozenset[Any]:
        """Every type within the key's type, and every text that may be chosen."""
        return frozenset(part for part in types_in(self.annotation) if isinstance(part, type | str))

    @cached_property
    def several(self) -> bool:
        """Whether the key has a list of plain values, which share one cell."""
        return entry_of(self.annotation) is not None

    @cached_property
    def by_name(self) -> bool:
        """Whether the key has names with a value each, such as a price for each phase. They share one cell."""
        return any(get_origin(part) is dict for part in types_in(self.annotation))

    @cached_property
    def is_percentage(self) -> bool:
        """Whether a percentage is written with its sign."""
        form = declared(self.field, Form)
        return form is not None and form.unit == "percentage"

    @cached_property
    def kind(self) -> str:
        """The kind of the key's cells: ``share``, ``number``, ``day`` or ``text``, as in ``RowsOf.kinds``."""
        form = declared(self.field, Form)
        if form and form.may_be_percentage:
            return "share"
        return "number" if self.types & {int, float} else "day" if date in self.types else "text"

    @cached_property
    def shown(self) -> str:
        """The form in which the key's cells are shown: ``text``, ``number``, ``percentage`` or ``day``."""
        if self.several or self.by_name or self.kind == "text":
            return "text"
        return "percentage" if self.is_percentage else "day" if self.kind == "day" else "number"

    @cached_property
    def named(self) -> tuple[str, ...]:
        """The lists whose entries the key's values name, such as ``present.holders``."""
        return tuple(part.list for part in types_in(self.annotation) if isinstance(part, NameOf))

    @cached_property
    def words(self) -> dict[str, str]:
        """The words that the cell shows for each value that may be chosen; empty where other values may be typed."""
        is_choice = not self.is_section and not self.heads and not self.several and not self.by_name
        return choices_of(self.field) if is_choice and self.kind == "text" and str not in self.types else {}

    @property
    def called(self) -> dict[str, str]:
        """The words for each value that has its own: a choice, or a pay spine by its usual name."""
        return SPINES if self.in_force == "spines" else self.words

    @property
    def in_force(self) -> str:
        """The kind of rates that the key's values name, such as ``spines``; empty where they name none."""
        form = declared(self.field, Form)
        return form.in_force if form else ""

    @cached_property
    def only_numbers(self) -> bool:
        """Whether text is never valid: neither a percentage with its sign nor a word."""
        plain = not self.several and not self.by_name and not choices_of(self.field)
        return self.kind == "number" and plain and str not in self.types

    @cached_property
    def _adapter(self) -> TypeAdapter[Any]:
        return TypeAdapter(self.annotation)

    def takes(self, value: Any) -> bool:
        """Whether the key accepts a value unchanged, such as a number for a grade."""
        try:
            self._adapter.validate_python(value)
        except ValidationError:
            return False
        return True


@dataclass(frozen=True)
class Table:
    """A list with a sheet of its own. ``at`` are the keys of its path."""

    at: Keys
    titles: tuple[str, ...]
    field: FieldInfo
    columns: tuple[Column, ...]
    lists: tuple[int, ...]
    """The number of keys in the path of each outer list, then of this list: (1, 2) for ``present.holders``."""
    identified_by: Keys = ()

    @property
    def key(self) -> str:
        """The keys of the list's path as the sheet shows them, such as ``present.holders``."""
        return ".".join(self.at)

    @property
    def around(self) -> tuple[Keys, ...]:
        """The path of each list around this one, the outermost first."""
        return tuple(self.at[:length] for length in self.lists[:-1])


def parent_key(keys: Keys) -> str:
    """The heading of the column that says which entry of an outer list a row belongs to: ``of present``."""
    return f"of {keys[-1]}"


@cache
def form() -> tuple[Column, ...]:
    """Each row of the form: sections and single values in the order of the reference."""
    return tuple(_columns(Scenario, (), "", on_form=True))


@cache
def tables() -> tuple[Table, ...]:
    """Each list, in the order of the reference."""
    return tuple(_tables(Scenario, (), (), ()))


@cache
def sheet_names() -> dict[Keys, str]:
    """The name of each list's sheet: the list's title, after an outer list's title if two lists have the same title."""
    ways = [
        lambda titles: titles[-1],
        lambda titles: ", ".join(titles[-2:]),
        lambda titles: ", ".join((titles[0], titles[-1])),
        lambda titles: ", ".join(titles),
    ]
    names: dict[Keys, str] = {}
    for way in ways:
        short = {table.at: way(table.titles)[:LONGEST_NAME].strip(" ,") for table in tables()}
        taken = Counter(name.casefold() for name in short.values())
        names = {at: name for at, name in short.items() if taken[name.casefold()] == 1} | names
    return {table.at: _free(names[table.at]) for table in tables()}


def _free(name: str) -> str:
    return f"The {name.lower()}" if name.casefold() == RESERVED else name


def _is_list(field: FieldInfo) -> bool:
    """Whether a field has several sections: a list of them, or the rows of a file."""
    return entry_of(field.rebuild_annotation()) is not None or Any in types_in(field.annotation)


def _columns(model: type[BaseModel], at: Keys, titles: str, *, on_form: bool = False) -> Iterator[Column]:
    """The single values of a section and of the sections in it. On the form, each inner section has a heading."""
    for name, field in model.model_fields.items():
        keys, title = (*at, key_of(name, field)), f"{titles}{field.title}"
        inner = sections_in(field)
        if not inner:
            yield Column(keys, title, field.rebuild_annotation(), field)
        elif inner and not _is_list(field):
            may_be_empty = not any(one.is_required() for one in inner[0].model_fields.values())
            if on_form or may_be_empty:
                yield Column(keys, title, inner[0], field, may_be_empty, not may_be_empty)
            yield from _columns(inner[0], keys, "" if on_form else f"{title}: ", on_form=on_form)


def _tables(model: type[BaseModel], at: Keys, titles: tuple[str, ...], lists: tuple[int, ...]) -> Iterator[Table]:
    for name, field in model.model_fields.items():
        keys, inner = (*at, key_of(name, field)), sections_in(field)
        own, below = (*titles, str(field.title)), (*lists, len(keys))
        if inner and _is_list(field):
            named = getattr(inner[0], "identified_by", ())
            yield Table(keys, own, field, tuple(_columns(inner[0], (), "")), below, named)
            yield from _tables(inner[0], keys, own, below)
        elif inner:
            yield from _tables(inner[0], keys, own, lists)
