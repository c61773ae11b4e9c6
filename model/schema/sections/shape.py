"""The shape of a scenario file, as its sections declare it: what may stand at a path, and what tells entries apart.

``root`` is the whole of the file where it is no scenario, such as a portfolio.
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
    """Each key of a section as a file writes it, to its type with its marks."""
    return {field.alias or name: field.rebuild_annotation() for name, field in model.model_fields.items()}


def entry_of(annotation: Any) -> Any:
    """The type of an entry where a type takes a list, or a file's rows; None where it takes none."""
    lists = (get_args(part)[0] for part in types_in(annotation) if get_origin(part) is tuple)
    return next(lists, None) or getattr(mark_of(annotation, FileBeside), "rows", None)


def model_in(annotation: Any) -> type[BaseModel] | None:
    """The section that a type holds, itself or as the entries of a list or the rows of a file; None where none."""
    return next(models_in(annotation), None) or next(models_in(entry_of(annotation)), None)


def below(annotation: Any, step: str | int) -> Any:
    """The type one step further; Any where nothing is declared."""
    if isinstance(step, int):
        return entry_of(annotation) or Any
    if model := model_in(annotation):
        return keys_of(model).get(step, Any)
    return next((get_args(part)[1] for part in types_in(annotation) if get_origin(part) is dict), Any)


def type_at(path: Sequence[str | int]) -> Any:
    """The type of what a path leads to; Any where nothing is declared."""
    annotation: Any = Scenario
    for step in path:
        annotation = below(annotation, step)
    return annotation


def model_at(path: Sequence[str | int], root: type[BaseModel] = Scenario) -> type[BaseModel]:
    """The section that a path leads to, or that holds what it leads to."""
    model = root
    for step in path:
        if isinstance(step, str):
            model = model_in(keys_of(model)[step]) or model
    return model


def field_at(path: Sequence[str | int], root: type[BaseModel] = Scenario) -> FieldInfo | None:
    """The field that a path leads to; None where it leads to an entry, or to nothing that is declared."""
    try:
        return field_of(model_at(path[:-1], root), path[-1])
    except (KeyError, IndexError):
        return None


def names_entries(annotation: Any) -> tuple[str, ...]:
    """The keys by which the entries of a list of this type are told apart; none where they are numbered alone."""
    return next((part.identified_by for part in types_in(annotation) if hasattr(part, "identified_by")), ())
