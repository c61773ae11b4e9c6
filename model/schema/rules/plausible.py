"""Questions about a scenario without faults: values outside what their fields say is usual, each with its place.

A place is written as in a change (:mod:`model.schema.changes.places`), so that an officer can copy it.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import PurePath
from typing import Any

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from model.schema.changes.change import with_rows
from model.schema.changes.places import NoPlace, path_at, steps_of
from model.schema.reading.document import Document
from model.schema.rules.checks import Checks
from model.schema.sections.declared import Form, Plausible, declared, key_of, models_in

PLAIN_NAME = re.compile(r"[A-Za-z_][\w-]*")


@dataclass(frozen=True)
class Question:
    """A value that may be a slip: its place, its title, the value and the usual range, as parts of a sentence."""

    at: str
    what: str
    is_: str
    usual: str

    def answered_by(self, at: str) -> bool:
        """Whether a reason at ``at`` is about this value: ``at`` is the value's place, or a place that includes it."""
        place, mine = steps_of(at), steps_of(self.at)
        return mine[: len(place)] == place

    def said(self, document: Document | None) -> str:
        """The question in a sentence, with the file and line where they are known."""
        where = f"; {place}" if document and (place := _place_in_words(document, self.at)) else ""
        return f"{self.what}: {self.is_}, where {self.usual} ({self.at}{where})."


def of_fields(section: BaseModel, at: str = "") -> Iterator[Question]:
    """Each number of a section, and of the sections in it, that is outside what its field says is usual."""
    for name, (key, field, plausible) in _asking(type(section)).items():
        value, here = getattr(section, name, None), f"{at}.{key}" if at else key
        if isinstance(value, BaseModel):
            yield from of_fields(value, here)
        elif isinstance(value, tuple):
            entries = [entry for entry in value if isinstance(entry, BaseModel)]
            for place, entry in zip(places_of(here, entries), entries, strict=True):
                yield from of_fields(entry, place)
        elif plausible and isinstance(value, int | float) and value not in plausible:
            least, most = (_shown(end, field) for end in (plausible.least, plausible.most))
            yield Question(here, str(field.title), _shown(value, field), f"{least} to {most} is usual")


def places_of(at: str, entries: list[Any]) -> list[str]:
    """The place of each entry of a list: by its name; by its number where it has no name of its own."""
    names = [_name_of(entry) for entry in entries]
    count = Counter(names)
    return [
        f"{at}[#{number}]"
        if not name or count[name] > 1
        else f"{at}.{name}"
        if PLAIN_NAME.fullmatch(name)
        else f"{at}[{name}]"
        for number, name in enumerate(names, start=1)
    ]


def _name_of(entry: BaseModel) -> str:
    """The name of an entry: its first identifying value; empty if it has none, or if the name has [ or ] in it."""
    values = (getattr(entry, field, None) for field in _identifying(type(entry)))
    value = next((value for value in values if value is not None), "")
    name = value.isoformat() if isinstance(value, date) else f"{value:g}" if isinstance(value, float) else str(value)
    return "" if set("[]") & set(name) else name


@cache
def _identifying(model: type[BaseModel]) -> tuple[str, ...]:
    """The names of the fields that identify an entry of this class, in order."""
    fields = {key_of(name, field): name for name, field in model.model_fields.items()}
    return tuple(fields[key] for key in getattr(model, "identified_by", ()) if key in fields)


@cache
def _asking(model: type[BaseModel]) -> dict[str, tuple[str, FieldInfo, Plausible | None]]:
    """By each field's name: its key, the field and its usual range.

    Only fields that have a usual range, or sections with such fields, are included. The range is None for a field
    that has such sections but no usual range itself.
    """
    return {
        name: (key_of(name, field), field, declared(field, Plausible))
        for name, field in model.model_fields.items()
        if declared(field, Plausible) or any(_asking(part) for part in models_in(field.annotation))
    }


def _shown(value: float, field: FieldInfo) -> str:
    """A number as it is written in its field: 24.8% for a percentage, and otherwise a bare number such as 37."""
    form = declared(field, Form)
    return f"{value * 100:.10g}%" if form and form.unit == "percentage" else f"{value:,.10g}"


def _place_in_words(document: Document, at: str) -> str:
    """The name of the file and the line or cell of a place; empty where it can't be found, as in a list of columns."""
    try:
        path = path_at(document.data, at)
    except NoPlace:
        return ""
    file, line = document.place(path)
    return f"{PurePath(file).name}, {document.cell(path) or f'line {line}'}"


class UnusualChecks(Checks):
    """Faults of the reasons for unusual values: each must be at a place that exists."""

    def faults(self) -> Iterator[Any]:
        """A fault for each place that does not exist."""
        stated = self.entries("unusual")
        data = with_rows(self.document).data if stated else {}
        for path, unusual in stated:
            try:
                path_at(data, unusual.at)
            except NoPlace as nowhere:
                found = f"{unusual.at!r}: {nowhere.found}"
                yield self.fault((*path, "at"), nowhere.expected, found=found, nearest=nowhere.nearest)
