"""Values of a scenario: found and changed by path, and typed text turned into a file's values.

Nothing is changed in place: a change makes new lists and keys along its path and keeps every other object, so that a
snapshot costs nothing, and a section that is the same object is known to be unchanged.
"""

import math
import re
from datetime import date
from functools import cache
from typing import Any, get_origin

from model.base.faults import InputFaults
from model.base.financial_year import NotADay, read_day
from model.schema.reading.document import Path_, read_text
from model.schema.sections.budget import Month
from model.schema.sections.declared import Form, mark_of
from model.schema.sections.employment import PART_OF_FULL_TIME
from model.schema.sections.section import AS_SHARE, NameOf
from model.schema.sections.shape import entry_of, model_in, type_at, types_in

NUMBER = re.compile(r"[-−]?£?\s*(\d{1,15}|\d{1,3}(,\d{3}){1,4})(\.\d{1,12})?")
YES, NO = ("true", "yes", "y"), ("false", "no", "n")
NOTHING = ("", "~", "null")
FLOW = re.compile(r"\[.*\]|\{.*\}|'.*'|\".*\"", re.DOTALL)
"""A text that YAML reads as a list, as keys with values, or as text in quotation marks."""
SEVERAL, IN_WORDS = re.compile(r"[;,]"), re.compile(r"[;\n]")
"""The separators in a typed list; and those in a list of texts, where a comma is part of a text."""
NAMED_NUMBER = re.compile(r"(.+?)\s+(\S+)")


def value_at(data: Any, path: Path_) -> Any:
    """The value at a path; None where there is none."""
    for step in path:
        try:
            data = data[step]
        except (KeyError, IndexError, TypeError):
            return None
    return data


def with_value(data: Any, path: Path_, value: Any) -> Any:
    """The values with the value at a path replaced. None removes the value, and keys that are then empty.

    A missing key is added, and so is an entry at the index after a list's last. Raises IndexError for a higher index.
    """
    if not path:
        return value
    step, rest = path[0], path[1:]
    if isinstance(step, int):
        entries = list(data) if isinstance(data, list) else []
        if step > len(entries):
            raise IndexError(f"there is no entry {step + 1}")
        if step == len(entries) and value is None:
            return entries
        new = with_value(entries[step] if step < len(entries) else None, rest, value)
        entries[step : step + 1] = [] if _nothing(new) else [new]
        return entries
    keys = dict(data) if isinstance(data, dict) else {}
    new = with_value(keys.get(step), rest, value)
    if _nothing(new) or (rest and new in ([], {})):
        keys.pop(step, None)
    else:
        keys[step] = new
    return keys


def _nothing(value: Any) -> bool:
    return value is None or value == {}


def as_written(path: Path_, typed: Any, before: Any = None) -> Any:
    """The value that a file would have for something typed at a path; None for an empty text or YAML's ``null``.

    Text is read as its field takes it: ``4`` is a number where the field takes numbers, and ``0100``, ``12:30`` and
    ``no`` mean what they mean in the file. A list, keys and values, and text in quotation marks are read as YAML. A
    list, or names with a number each, may also be typed with semicolons between the entries. £, commas between
    thousands and dates in words are read too. Text that the field can't take stays as typed, so that the fault can say
    what was found.

    >>> as_written(("proposed", 0, "post_number"), "0100"), as_written(("proposed", 0, "number"), "4")
    ('0100', 4)
    >>> as_written(("dates", "decision"), "18 November 2010"), as_written(("customers", "price_step"), "£1,000")
    ('2010-11-18', 1000)
    >>> as_written(("proposed", 7), "{id: lead, grade: 42-45#47}")
    {'id': 'lead', 'grade': '42-45#47'}
    >>> as_written(("term_time", "compare"), "38; full")
    [38, 'full']
    >>> as_written(("prices", 0, "packages", 0, "per_pupil"), "primary 4")
    {'primary': 4}
    """
    if isinstance(typed, bool) or typed is None:
        return typed
    if isinstance(typed, int | float):
        return _number(typed)
    if isinstance(typed, date):
        return typed.isoformat()[:10]
    if isinstance(typed, dict):
        written = {str(key): as_written((*path, str(key)), value) for key, value in typed.items()}
        return {key: value for key, value in written.items() if value is not None}
    if isinstance(typed, list | tuple):
        return [as_written((*path, index), value) for index, value in enumerate(typed)]
    return _text_as_written(path, str(typed).strip(), before)


def as_typed(path: Path_, typed: Any, before: Any = None) -> Any:
    """Like :func:`as_written`, but a number above 1, up to 100, is a percentage where the field takes a share.

    >>> as_typed(("costing", "turnover", "rate"), "2.5"), as_typed(("costing", "turnover", "rate"), "1")
    ('2.5%', 1)
    """
    written = as_written(path, typed, before)
    is_number = isinstance(typed, str) and isinstance(written, int | float) and not isinstance(written, bool)
    if not is_number or not 1 < abs(written) <= 100:  # 1 and less may be meant as a share
        return written
    _, parts, _, _ = _taken_at(tuple(step if isinstance(step, str) else 0 for step in path))
    return f"{written:.12g}%" if AS_SHARE in parts else written


@cache
def _taken_at(path: Path_) -> tuple[Any, list[Any], set[Any], Any]:
    """The type at a path; its parts; the types and texts among the parts; and the type of its entries.

    The last is None where the type is not a list.
    """
    annotation = type_at(path)
    parts = list(types_in(annotation))
    return annotation, parts, {part for part in parts if isinstance(part, type | str)}, entry_of(annotation)


def _text_as_written(path: Path_, text: str, before: Any) -> Any:
    if text in NOTHING:
        return None
    annotation, parts, kinds, entry = _taken_at(tuple(step if isinstance(step, str) else 0 for step in path))
    if FLOW.fullmatch(text) and (text[0] in "'\"" or str not in kinds or _holds_more(annotation)):
        return _as_yaml(path, text)
    if any(get_origin(part) is dict for part in parts) and (named := _named_numbers(text)):
        return named
    name = re.sub(r"[\s_]+", "-", text.lower())
    if name in kinds and name not in types_in(entry):  # Ring fenced, as the schema's names are written
        return name
    if entry is not None and not model_in(annotation):
        return _several(path, text, entry)
    return _one_value(text, parts, before)


def _one_value(text: str, parts: list[Any], before: Any) -> Any:
    kinds = {part for part in parts if isinstance(part, type)}
    if bool in kinds and text.lower() in (*YES, *NO):
        return text.lower() in YES
    if PART_OF_FULL_TIME in parts and text.endswith("%"):
        share = _read_number(text.removesuffix("%").strip())
        return share / 100 if isinstance(share, int | float) else text
    if date in kinds and Month not in parts:
        try:
            return read_day(text).isoformat()
        except NotADay:
            return text
    is_number = isinstance(before, int | float) and not isinstance(before, bool)
    is_choice = text.isdecimal() and int(text) in parts
    if is_number or is_choice or (kinds & {int, float} and str not in kinds):
        return _read_number(text)
    return text


def _several(path: Path_, text: str, entry: Any) -> Any:
    """The entries of a typed list of plain values. A single name stays text, since a file may also state it so."""
    form = mark_of(entry, Form)
    between = IN_WORDS if form and form.unit == "text" else SEVERAL
    entries = [part.strip() for part in between.split(text) if part.strip()]
    if len(entries) == 1 and any(isinstance(part, NameOf) for part in types_in(entry)):
        return text
    return [as_written((*path, number), part) for number, part in enumerate(entries)]


def _named_numbers(text: str) -> dict[str, Any]:
    """The names and numbers of a text such as ``remote 1; visits 2``; empty where a text has no such form."""
    found = [NAMED_NUMBER.fullmatch(entry.strip()) for entry in SEVERAL.split(text) if entry.strip()]
    return {match[1]: _read_number(match[2]) for match in found if match} if all(found) else {}


def _holds_more(annotation: Any) -> bool:
    """Whether a type accepts a list, or keys with values."""
    dicts = any(get_origin(part) is dict for part in types_in(annotation))
    return dicts or entry_of(annotation) is not None or model_in(annotation) is not None


def _as_yaml(path: Path_, text: str) -> Any:
    """The value as the file's reader understands it; text that the reader refuses stays text."""
    try:
        read = read_text(f"value: {text}\n", "the value").data["value"]
    except InputFaults:
        return text
    return read if isinstance(read, str) else as_written(path, read)


def _number(number: float) -> int | float | str:
    """A whole number as an ``int``. Infinity and NaN become text, which is then a fault."""
    if not math.isfinite(number):
        return str(number)
    return int(number) if float(number).is_integer() and abs(number) < 1e15 else number


def _read_number(text: str) -> int | float | str:
    if not NUMBER.fullmatch(text):
        return text
    plain = re.sub(r"[£,\s]", "", text).replace("\u2212", "-")
    return _number(float(plain))
