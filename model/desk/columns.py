"""The columns of a sheet: one for each field of a row's section that fits one cell, as the section declares it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from model.base.stated import stated
from model.schema.reading.document import Path_
from model.schema.sections.declared import (
    Form,
    choices_of,
    declared,
    is_personal,
    is_usual,
    key_of,
    models_in,
    sections_in,
    types_in,
)
from model.schema.sections.funds import FundShare
from model.schema.sections.holders import Holder
from model.schema.sections.section import NameOf
from model.schema.sections.shape import entry_of, field_at, names_entries, type_at

IN_A_CELL = {
    Holder: ("Holder's point", "For several holders, type their points with semicolons between them"),
    FundShare: ("Funds", "One fund, or shares such as General Fund 60%; Grant 40%"),
}
"""The heading and the help of the column of each list that fits one cell, by the type of the list's entries."""
NAME = "title"
"""The key that has the name of an entry. An entry without this key is called by its identifying value."""
NO_UNIT = ("number", "whole number")
SEVERAL = "To type several values, put semicolons between them"


@dataclass(frozen=True)
class Column:
    """A column of a sheet: its key in the section of a row, and how its cells are shown and typed."""

    key: str
    label: str
    kind: str = ""
    """``number`` where the cells are aligned to the right; else empty."""
    unit: str = ""
    hint: str = ""
    words: Mapping[str, str] | None = None
    """Each value that may be chosen, with its words; None where the column has no choices."""
    names: tuple[str, ...] = ()
    """The lists whose entries the cells refer to, such as ``proposed``."""
    several: bool = False
    is_yes_or_no: bool = False
    is_day: bool = False
    is_own: bool = False
    """Whether the value identifies an entry, so that no two entries may have the same value."""
    needed: bool = False
    usual: bool = False
    default: Any = None
    list_of: type | None = None
    """The type of the entries, where a cell has a list; else None."""


@cache
def path_of(at: str) -> Path_:
    """The path of the first entry of a list: for ``present.holders``, the path of the first post's first holder."""
    path: Path_ = ()
    for step in at.split("."):
        path = (*path, step)
        if entry_of(type_at(path)) is not None or row_of(path) is not None:
            path = (*path, 0)
    return path


def row_of(path: Path_) -> type[BaseModel] | None:
    """The type of a list's rows; None where there is no list at the path."""
    field = field_at(path)
    rows = sections_in(field) if field else []
    is_list = rows and field and (entry_of(type_at(path)) is not None or rows[0] not in models_in(field.annotation))
    return rows[0] if is_list else None


@cache
def columns_of(at: str) -> tuple[Column, ...]:
    """The columns of a list: title, usual fields, lists that fit one cell, other fields, and last the identifying key.

    Where the entries have no title, the identifying key is first, or the first field if there is no such key.
    """
    path = path_of(at)[:-1]
    row = stated(row_of(path), f"a list {at}")
    own, fields = names_entries(type_at(path)), row.model_fields.items()
    columns = [column for name, field in fields for column in _column(key_of(name, field), field, own)]
    first = NAME if NAME in row.model_fields else (*own, columns[0].key)[0]
    return tuple(sorted(columns, key=lambda column: _order(column, first)))


def _order(column: Column, first: str) -> int:
    if column.key == first:
        return 0
    return 4 if column.is_own and first == NAME else 2 if column.list_of else 1 if column.usual else 3


def _column(key: str, field: FieldInfo, own: tuple[str, ...]) -> Iterator[Column]:
    """The column of a field; nothing for a field that does not fit one cell."""
    annotation = field.rebuild_annotation()
    parts = [*types_in(annotation)]
    sections, form = [*models_in(annotation)], declared(field, Form)
    about: dict[str, Any] = {"needed": field.is_required(), "usual": is_usual(field)}
    if sections:
        if sections[0] in IN_A_CELL:
            label, hint = IN_A_CELL[sections[0]]
            yield Column(key, label, hint=hint, list_of=sections[0], **about)
        return
    names = tuple(part.list for part in parts if isinstance(part, NameOf))
    several = entry_of(annotation) is not None
    if (several and not names) or dict in parts or is_personal(field):
        return
    is_day = date in parts and (not form or form.unit == "date")
    numeric = bool({*parts} & {int, float}) and str not in parts and bool not in parts
    yield Column(
        key,
        field.title or key,
        "number" if numeric else "",
        form.unit if form and numeric and form.unit.lower() not in (*NO_UNIT, str(field.title).lower()) else "",
        f"{field.description or ''}{f' {SEVERAL}.' if several else ''}",
        choices_of(field) or None,
        names,
        several,
        bool in parts,
        is_day,
        key in own and not (names or is_day),
        default=None if field.is_required() else field.get_default(),
        **about,
    )
