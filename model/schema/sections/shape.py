"""The shape of a scenario file, as its sections declare it: what may be at a path, and what names an entry.

``root`` is the section for the whole file: ``Scenario`` by default, or another, such as that of a portfolio.
"""

from collections.abc import Sequence
from functools import cache
from typing import Any, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from model.schema.sections.declared import FileBeside, field_of, mark_of, models_in, types_in
from model.schema.sections.scenario import Scenario


@cache
def keys_of(model: type[BaseModel]) -> dict[str, Any]:
    """The annotated type of each field of a section, by the field's key in a file."""
    return {field.alias or name: field.rebuild_annotation() for name, field in model.model_fields.items()}


def entry_of(annotation: Any) -> Any:
    """The type of an entry of a list or of a file's rows; None for a type without entries."""
    lists = (get_args(part)[0] for part in types_in(annotation) if get_origin(part) is tuple)
    return next(lists, None) or getattr(mark_of(annotation, FileBeside), "rows", None)


def model_in(annotation: Any) -> type[BaseModel] | None:
    """The section that a type is, or that its list entries or file rows are; None where there is no section."""
    return next(models_in(annotation), None) or next(models_in(entry_of(annotation)), None)


def below(annotation: Any, step: str | int) -> Any:
    """The type that a step (a key, or the number of an entry) leads to; Any where no type is declared."""
    if isinstance(step, int):
        return entry_of(annotation) or Any
    if model := model_in(annotation):
        return keys_of(model).get(step, Any)
    return next((get_args(part)[1] for part in types_in(annotation) if get_origin(part) is dict), Any)


def type_at(path: Sequence[str | int]) -> Any:
    """The type of the value at a path; Any where no type is declared."""
    annotation: Any = Scenario
    for step in path:
        annotation = below(annotation, step)
    return annotation


def model_at(path: Sequence[str | int], root: type[BaseModel] = Scenario) -> type[BaseModel]:
    """The section at a path, or the one around the value there. Raises KeyError for a key that no section has."""
    model = root
    for step in path:
        if isinstance(step, str):
            model = model_in(keys_of(model)[step]) or model
    return model


def field_at(path: Sequence[str | int], root: type[BaseModel] = Scenario) -> FieldInfo | None:
    """The field at a path; None where the path leads to an entry or to nothing declared."""
    try:
        return field_of(model_at(path[:-1], root), path[-1])
    except (KeyError, IndexError):
        return None


def names_entries(annotation: Any) -> tuple[str, ...]:
    """The keys that name the entries of a list of this type; empty where entries only have numbers."""
    return next((part.identified_by for part in types_in(annotation) if hasattr(part, "identified_by")), ())
