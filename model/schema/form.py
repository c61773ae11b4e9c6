"""The keys of a section as a form shows them: label, help, unit, example and choices, from what the fields declare.

There is no list of keys here: a field that is declared is in the form.
"""

from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from model.schema.sections.declared import (
    FileBeside,
    Form,
    choices_of,
    declared,
    is_by_the_desk,
    is_personal,
    is_usual,
    key_of,
    types_in,
)
from model.schema.sections.section import NameOf
from model.schema.sections.shape import entry_of, model_in

BETWEEN = "; "
"""What separates the values of a list that is shown in one box."""


@dataclass(frozen=True)
class Key:
    """One key of a section. ``kind`` is how a form draws it.

    A key of the kind ``section`` or ``entries`` has keys of its own; ``choice`` has choices, and ``yes_no`` has two.
    ``day``, ``number``, ``several`` (values separated by semicolons) and ``text`` are boxes.
    """

    name: str
    label: str
    help: str
    kind: str
    unit: str = ""
    example: str = ""
    choices: tuple[tuple[str, str], ...] = ()
    needed: bool = False
    usual: bool = False
    """Whether most entries state this key."""
    names: tuple[str, ...] = ()
    """The lists whose entries the key's values name, such as ``proposed``."""
    in_force: str = ""
    """Which rate tables have the key's values, such as ``spines``; empty where none has them."""
    section: type[BaseModel] | None = None
    file: str = ""
    """In words, the file that may be named instead of the key's values; empty where no file may be named."""


@cache
def keys_of_form(model: type[BaseModel]) -> tuple[Key, ...]:
    """The keys of a section in the order of the file, without those that are only for the file."""
    fields = model.model_fields.items()
    return tuple(_key(key_of(name, field), field) for name, field in fields if not is_for_the_file(field))


def is_for_the_file(field: FieldInfo) -> bool:
    """Whether a key is in no form: a date of birth or service, or a key that the desk itself writes."""
    return is_personal(field) or is_by_the_desk(field)


def _key(name: str, field: FieldInfo) -> Key:
    annotation = field.rebuild_annotation()
    form, beside, types = declared(field, Form), declared(field, FileBeside), [*types_in(annotation)]
    entry, section = entry_of(annotation), model_in(annotation)
    kind = _kind(annotation, types, entry, section)
    unit = form.unit if form and form.unit not in ("text", "date") else ""
    choices = tuple(choices_of(field).items()) if kind == "choice" else ()
    return Key(
        name,
        field.title or name,
        " ".join((field.description or "").split()),
        kind,
        unit,
        as_typed(example_of(field)),
        choices,
        field.is_required(),
        is_usual(field),
        tuple(dict.fromkeys(part.list for part in types if isinstance(part, NameOf))),
        form.in_force if form else "",
        section,
        beside.words if beside else "",
    )


def _kind(annotation: Any, types: list[Any], entry: Any, section: type[BaseModel] | None) -> str:
    if section:
        return "entries" if entry is not None else "section"
    if entry is not None or dict in {get_origin(part) for part in types}:
        return "several"
    if bool in types:
        return "yes_no"
    if any(choices := [part for part in types if str(get_origin(part)) == "typing.Literal"]):
        return "choice" if choices and not {*types} & {str, float} else "text"
    kinds = {*types}
    return "day" if date in kinds else "number" if kinds & {int, float} and str not in kinds else "text"


def example_of(field: FieldInfo) -> Any:
    """A value that a field may have, other than its default; None where it declares no example, as for a section."""
    form = declared(field, Form)
    if field.examples:
        return field.examples[0]
    if model_in(field.rebuild_annotation()):
        return None
    if bool in {*types_in(field.annotation)}:
        return not field.default
    choices = [name for name in choices_of(field) if name != field.default]
    return form.example if form and form.example is not None else (choices or [None])[0]


def as_typed(value: Any) -> str:
    """A value as a box shows and accepts it: ``General Fund``, ``yes``, ``100%; 50%``, ``visits 2``."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list | tuple):
        return BETWEEN.join(map(as_typed, value))
    if isinstance(value, dict):
        return BETWEEN.join(f"{name} {as_typed(each)}" for name, each in value.items())
    return "" if value is None else str(value)
