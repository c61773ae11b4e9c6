"""Reads the parts of a scenario that are in files beside it, as if they were written in the scenario."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from model.base.faults import Fault, InputFaults
from model.base.stated import stated
from model.schema.reading.beside import file_beside, not_there
from model.schema.reading.customers_csv import read_agreements
from model.schema.reading.document import Document, Path_, read_yaml
from model.schema.reading.rows_beside import read_rows_beside
from model.schema.sections.declared import ROWS_BESIDE, FileBeside, declared, key_of, models_in
from model.schema.sections.scenario import Scenario


@cache
def places_beside() -> tuple[tuple[Path_, FieldInfo], ...]:
    """Each place, not within a list, where a file may be named: the path and the field of the place."""
    return tuple(_places_in(Scenario, ()))


def _places_in(model: type[BaseModel], at: Path_) -> Iterator[tuple[Path_, FieldInfo]]:
    for name, field in model.model_fields.items():
        path = (*at, key_of(name, field))
        if declared(field, FileBeside):
            yield path, field
        else:
            for section in models_in(field.annotation):
                yield from _places_in(section, path)


def read_beside(document: Document, folder: Path) -> list[Fault]:
    """Replace the name of each file in the document with the file's content. Returns every fault of the files' form.

    A part that can't be read is removed from the document, so that it causes no further faults. If its section can't do
    without the part, the section is removed.
    """
    faults: list[Fault] = []
    for at, field in places_beside():
        section, key = _section_around(document, at), str(at[-1])
        name = section.get(key)
        if not isinstance(name, str):
            continue
        section[key], found = _read(document, folder, at, field, name)
        faults += found
        document.linked[at] = (name, section[key])
        if section[key] is None:
            gone = str(at[0]) if field.is_required() else key
            (document.data if gone == at[0] else section).pop(gone)
            document.unreadable.add(gone)
    return faults


def _section_around(document: Document, at: Path_) -> dict[str, Any]:
    section: Any = document.data
    for step in at[:-1]:
        section = section.get(step) if isinstance(section, dict) else None
    return section if isinstance(section, dict) else {}


def _read(document: Document, folder: Path, at: Path_, field: FieldInfo, name: str) -> tuple[Any, list[Fault]]:
    """The content of a file, None where it can't be read; and every fault of its form."""
    beside, title = stated(declared(field, FileBeside), "a file beside"), str(field.title).lower()
    if beside.rows:
        return read_agreements(document, folder, name)
    [model] = models_in(field.annotation)
    if beside is ROWS_BESIDE:
        return read_rows_beside(document, at, folder, name, model, title)
    path = file_beside(folder, name)
    if path is None:
        return None, [document.fault(at, f"a {title}, or {beside.words}", found=not_there(name))]
    document.files.add(path.as_posix())
    try:
        part = read_yaml(path)
    except InputFaults as unreadable:
        return None, list(unreadable.faults)
    document.lines.update({(*at, *inner): place for inner, place in part.lines.items()})
    return part.data, []
