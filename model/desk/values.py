"""Values of a scenario as written: found and changed by their path, and what is typed turned into what is written.

Nothing is changed in place: a change makes new lists and keys along its path and keeps every other object, so that a
snapshot costs nothing, and a section that is the same object is known to be unchanged.
"""

import math
import re
from collections.abc import Iterator
from datetime import date
from typing import Any, get_args

from model.base.financial_year import NotADay, in_words, read_day
from model.schema.reading.document import Path_
from model.schema.reading.messages import model_at

NUMBER = re.compile(r"[-−]?£?\s*(\d{1,15}|\d{1,3}(,\d{3}){1,4})(\.\d{1,12})?")
YES, NO = ("true", "yes", "y"), ("false", "no", "n")
MONTHS = ("month", "actuals_to")
"""Fields of a month, which is not written as a day."""
SEVERAL = re.compile(r"[;,]")


def value_at(data: Any, path: Path_) -> Any:
    """What stands at a path; None where nothing does."""
    for step in path:
        try:
            data = data[step]
        except (KeyError, IndexError, TypeError):
            return None
    return data


def with_value(data: Any, path: Path_, value: Any) -> Any:
    """The same values with another at a path; None removes it, and keys that are then left empty around it.

    Keys and one further entry of a list are made where there are none. Raises IndexError for an entry beyond that.
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


def day_in_words(day: Any) -> str:
    """A date as people say it; as written where it is none."""
    try:
        return in_words(read_day(str(day)))
    except ValueError:
        return str(day)


def as_written(path: Path_, typed: Any, before: Any = None) -> Any:
    """What is written for something typed at a path: ``4`` in a field of numbers is the number; nothing is None.

    A date is written year first, whatever it was typed as. What does not read as its field's kind stays as typed, so
    that the fault can say what was found.
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
    text = str(typed).strip()
    if not text:
        return None
    kinds = set(_kinds_at(path))
    if bool in kinds and text.lower() in (*YES, *NO):
        return text.lower() in YES
    if name := next((one for one in kinds if isinstance(one, str) and one == _as_a_name(text)), None):
        return name
    if path[-1] == "to" and path[0] == "present":
        names = [name.strip() for name in SEVERAL.split(text) if name.strip()]
        return names if len(names) > 1 else text
    if path[-1] == "fte" and text.endswith("%"):
        share = _read_number(text.removesuffix("%").strip())
        return share / 100 if isinstance(share, int | float) else text
    if date in kinds and path[-1] not in MONTHS:
        try:
            return read_day(text).isoformat()
        except NotADay:
            return text
    is_number = isinstance(before, int | float) and not isinstance(before, bool)
    if is_number or (kinds & {int, float} and str not in kinds):
        return _read_number(text)
    return text


def _as_a_name(text: str) -> str:
    """``Ring fenced`` as the schema's names are written: ``ring-fenced``."""
    return re.sub(r"[\s_]+", "-", text.lower())


def _number(number: float) -> int | float | str:
    """Whole numbers without a point; what is no number at all as text, which is then a fault."""
    if not math.isfinite(number):
        return str(number)
    return int(number) if float(number).is_integer() and abs(number) < 1e15 else number


def _read_number(text: str) -> int | float | str:
    if not NUMBER.fullmatch(text):
        return text
    plain = re.sub(r"[£,\s]", "", text).replace("\u2212", "-")
    return _number(float(plain))


def _kinds_at(path: Path_) -> Iterator[Any]:
    """The types that a field takes; none where the path leads to no field."""
    try:
        model, name = model_at(path[:-1]), path[-1]
        field = next(field for key, field in model.model_fields.items() if name in (key, field.alias))
    except StopIteration:
        return
    yield from _types_in(field.annotation)


def _types_in(annotation: Any) -> Iterator[Any]:
    yield annotation
    for part in get_args(annotation):
        yield from _types_in(part)
