"""The text of a new scenario file: each key with the schema's description as a comment."""

import json
import re
from collections.abc import Iterator
from textwrap import wrap
from typing import Any

from model.schema.new.scenario import UNSTATED
from model.schema.reading.document import Path_
from model.schema.sections.shape import model_at

WIDTH = 116
PLAIN = re.compile(r"[A-Za-z][A-Za-z0-9 ,.'()/&£-]*[A-Za-z0-9.)]|\d[\d.]*%|\d{4}-\d\d-\d\d|\d{4}/\d\d")
NOT_TEXT = {"true", "false", "null", "yes", "no", "on", "off", "y", "n"}
HEAD = """\
A first scenario, written from answers. Lines that start with # are notes, which the model does not read.
Replace each text that still begins with "To be", such as "To be given". Change what you like, and check the file
after each change.
Every key is explained in docs/reference.md, and how each figure is worked out is in docs/method/."""
NOT_ASKED = {
    ("dates", "decision"): "You were not asked for this: the day before implementation is assumed.",
    ("years", "last"): "You were not asked for this: the year of implementation is assumed.",
    ("pay", "full_time_hours"): "You were not asked for this: compare it with the contracts.",
    ("costing", "basis"): "One of bottom, mean_of_points, mean_of_ends, top or extended_top.",
    ("present",): "The destination (to) is the id of a proposed post. An unresolved post blocks clearance.",
    ("proposed",): "At first, a copy of the present posts that stay: change the copy into what is proposed.",
}
OTHER = "Other sections, such as people, customers, prices and published: docs/reference.md explains every key."


def scenario_text(data: dict[str, Any], schema_at: str = "scenario.schema.json") -> str:
    """The text, with comments, of a scenario's plain values (see :func:`~model.schema.new.scenario.draft`).

    ``schema_at`` is the path of the JSON Schema, as seen from the file.
    """
    lines = [f"# yaml-language-server: $schema={schema_at}", *(f"# {line}" for line in HEAD.split("\n"))]
    for key, value in data.items():
        lines += ["", *_entry((key,), value, "")]
    return "\n".join([*lines, "", f"# {OTHER}"]) + "\n"


def _entry(path: Path_, value: Any, indent: str) -> Iterator[str]:
    """The lines of a key with its comment and value."""
    yield from _comment(path, value, indent)
    key = path[-1]
    if isinstance(value, dict):
        yield f"{indent}{key}:"
        for name, inner in value.items():
            yield from _entry((*path, name), inner, f"{indent}  ")
    elif isinstance(value, list) and path[0] in ("present", "proposed"):
        yield f"{indent}{key}:"
        for post in value:
            yield f"{indent}  - {{{', '.join(f'{name}: {_scalar(one)}' for name, one in post.items())}}}"
    elif isinstance(value, list):
        yield f"{indent}{key}:"
        for n, one in enumerate(value):
            inner = [line for name in one for line in _entry((*path, n, name), one[name], f"{indent}    ")]
            first = next(number for number, line in enumerate(inner) if not line.lstrip().startswith("#"))
            inner[first] = f"{indent}  - {inner[first].lstrip()}"
            yield from inner
    else:
        yield f"{indent}{key}: {_scalar(value)}"


def _comment(path: Path_, value: Any, indent: str) -> Iterator[str]:
    said = [" ".join(filter(None, (described(path), NOT_ASKED.get(path, ""))))]
    if path[0] in ("present", "proposed") and isinstance(value, list):
        keys = dict.fromkeys(key for post in value for key in post)  # a destination is in some posts only
        said += [f"  {key}: {described((*path, 0, key))}".replace("``", "") for key in keys]
    if value == UNSTATED:
        said.append("Once the document is found, name it here and write status: published.")
    for one in filter(None, said):
        later = "    " if one.startswith(" ") else ""
        for line in wrap(one, WIDTH - len(indent), break_on_hyphens=False, subsequent_indent=later):
            yield f"{indent}# {line}"


def described(path: Path_) -> str:
    """The schema's description of a key, as one paragraph; for a section, the first line of its docstring."""
    model, key = model_at(path[:-1]), path[-1]
    field = next(field for name, field in model.model_fields.items() if key in (name, field.alias))
    said = field.description
    if not said and model_at(path) is not model:
        said = (model_at(path).__doc__ or "").partition("\n")[0]
    return " ".join((said or "").split())


def _scalar(value: Any) -> str:
    """A value as YAML inside braces, without quotation marks where it can't be misread."""
    if not isinstance(value, str):
        return json.dumps(int(value) if value == int(value) else value)
    bare = PLAIN.fullmatch(value) and value.lower() not in NOT_TEXT and "," not in value and "  " not in value
    return value if bare else json.dumps(value, ensure_ascii=False)
