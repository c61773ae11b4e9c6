"""The page that explains every key of a scenario file, made from the declarations of the fields."""

import json
import re
from collections import defaultdict
from inspect import getdoc
from typing import Any

from pydantic import BaseModel
from pydantic.fields import FieldInfo
from ruamel.yaml import YAML

from model.base.faults import listed
from model.schema.form import example_of
from model.schema.reading.rows_beside import kinds_of
from model.schema.sections.declared import (
    ROWS_BESIDE,
    FileBeside,
    Form,
    choices_of,
    declared,
    is_public,
    key_of,
    limits_in_words,
    mark_of,
    sections_in,
    types_in,
)
from model.schema.sections.scenario import Scenario
from model.schema.sections.section import NameOf

HEAD = """\
# Every key of a scenario file

A scenario file is YAML: each line is a key, a colon and a value. Keys that belong together are a section, indented
below the key of the section. Each entry of a list begins with a hyphen. A key that is not on this page is a fault, so
that no slip of the keyboard goes unnoticed. `python3 workbook.py check FILE` lists everything that is wrong, each fault
with its file and line.

- **Dates** are best written year first, 2010-12-01, or as 1 December 2010. A date such as 1/12/2010 has the day first.
- **Percentages** have their sign: 24.8%. **Sums** are pounds as plain numbers, without £ sign or commas.
- **A short name** has only lower-case letters, figures and hyphens.
- **A reason or a source** must say something: a stand-in such as tbc is refused.
- **A file** is the name of a CSV or Excel file beside the scenario, such as `posts.csv` or `posts.xlsx#Sheet name`; its
  columns are the keys of an entry.

*Default* is what applies where a key is left out, and a **required** key must be given. *Seen by* says who may see the
value: a **public** value is part of the public pack, and an **exempt** value is only in the whole pack. Everything in
an exempt section is exempt.

Where the entries of a list are named by a key, a change can use that name:
`python3 workbook.py cost FILE --set "proposed.senior-officer.grade = 35-38"`.

The definitions are in `model/schema/sections/`; `python3 workbook.py reference` writes this page from them.
"""
TABLE = "| key | meaning | written as | default | example | seen by |\n|---|---|---|---|---|---|"

Places = dict[type[BaseModel], list[tuple[str, FieldInfo]]]
"""Every place where a section may be written, by section in the order of the file: the place's path and field."""


def reference() -> str:
    """The page, as Markdown."""
    places, public = _places(), _public(Scenario)
    parts = [HEAD, "## The sections of a file\n", _table(Scenario, places, public)]
    for model, written_at in places.items():
        parts += ["", _heading(*written_at[0]), "", _about(model, written_at), "", _table(model, places, public)]
    return "\n".join(parts) + "\n"


def _places() -> Places:
    found: Places = defaultdict(list)

    def look_in(model: type[BaseModel], at: str) -> None:
        for name, field in model.model_fields.items():
            for section in sections_in(field):
                found[section].append((f"{at}{key_of(name, field)}", field))
                if len(found[section]) == 1:
                    look_in(section, f"{at}{key_of(name, field)}.")

    look_in(Scenario, "")
    return found


def _public(model: type[BaseModel]) -> set[tuple[type[BaseModel], str]]:
    """The section and name of each field that the public may see: a public field, reached by public fields only."""
    names = [name for name, field in model.model_fields.items() if is_public(field)]
    below = (_public(section) for name in names for section in sections_in(model.model_fields[name]))
    return {(model, name) for name in names}.union(*below)


def _heading(path: str, field: FieldInfo) -> str:
    return f"{'###' if '.' in path else '##'} {field.title}: `{path}`"


def _link(path: str, field: FieldInfo) -> str:
    """A link to the heading of a section, in GitHub's form."""
    plain = re.sub(r"[^\w\- ]", "", _heading(path, field).lstrip("# ").lower()).replace(" ", "-")
    return f"[{field.title}](#{plain})"


def _about(model: type[BaseModel], written_at: list[tuple[str, FieldInfo]]) -> str:
    """What a section is, where else it may be written, the key that names its entries, and keys without a column."""
    (_, field), *others = written_at
    said = [" ".join((getdoc(model) or "").split("\n\n")[0].split()).replace("``", "`")]
    if others:
        are = "are" if len(others) > 1 else "is"
        said.append(f"{listed([f'`{path}`' for path, _ in others], 'and')} {are} written in the same way.")
    if named := getattr(model, "identified_by", ()):
        said.append(f"An entry is named by its {listed([f'`{key}`' for key in named], 'or')}.")
    columns, keys = kinds_of(model), [key_of(*item) for item in model.model_fields.items()]
    beside = declared(field, FileBeside)
    if beside and beside.pattern == ROWS_BESIDE.pattern and (no_columns := [key for key in keys if key not in columns]):
        said.append(f"A file has no columns for {listed([f'`{key}`' for key in no_columns], 'and')}.")
    return " ".join(said)


def _table(model: type[BaseModel], places: Places, public: set[tuple[type[BaseModel], str]]) -> str:
    rows = [TABLE]
    for name, field in model.model_fields.items():
        key = key_of(name, field)
        seen_by = "public" if (model, name) in public else "exempt"
        cells = (f"`{key}`", f"**{field.title}.** {field.description}", _written_as(field, places))
        rows.append(f"| {' | '.join((*cells, _default(field), _example(key, field), seen_by))} |")
    return "\n".join(rows)


def _written_as(field: FieldInfo, places: Places) -> str:
    form, choices, types = declared(field, Form), choices_of(field), [*types_in(field.rebuild_annotation())]
    inner, beside = sections_in(field), declared(field, FileBeside)
    lists = [part for part in types if getattr(part, "__origin__", None) is tuple]
    several = bool(lists and mark_of(lists[0], Form) is form) or bool(beside and beside.rows)
    named = [f"`{mark.list}`" for mark in types if isinstance(mark, NameOf)]
    if inner:
        words = _link(*places[inner[0]][0])
        words = f"list of {words}" if several else f"section {words}"
    elif choices and not (form and form.unit):
        meant = {f"`{value}`": "" if meaning == value else f": {meaning}" for value, meaning in choices.items()}
        words = "<br>".join(f"{value}{meaning}" for value, meaning in meant.items())
    else:
        plain = "true or false" if bool in types else "whole number" if int in types else "text"
        unit = form.unit if form and form.unit else plain
        unit = f"name of an entry of {listed(named)}" if named else unit
        words = ", ".join(filter(None, (f"list, each {unit}" if several else unit, limits_in_words(field))))
    return f"{words}, or a file" if beside else words


def _default(field: FieldInfo) -> str:
    if field.is_required():
        return "**required**"
    return "none" if field.default in (None, ()) else f"`{_in_yaml(field.default)}`"


def _example(key: str, field: FieldInfo) -> str:
    value = example_of(field)
    return "" if value is None else f"`{key}: {_in_yaml(value)}`"


def _in_yaml(value: Any) -> str:
    """A value as a file would have it: text without quotation marks where it reads the same without them."""
    if isinstance(value, list | tuple):
        return f"[{', '.join(map(_in_yaml, value))}]"
    if isinstance(value, dict):
        return f"{{{', '.join(f'{key}: {_in_yaml(inner)}' for key, inner in value.items())}}}"
    if isinstance(value, bool):
        return str(value).lower()
    if not isinstance(value, str):
        return f"{value:g}" if value < 1e5 else str(value)
    read = YAML(typ="safe").load(f"[{value}]")
    bare = [str(part) for part in read] == [value] and not isinstance(read[0], int | float)
    return value if bare else json.dumps(value, ensure_ascii=False)
