"""Dates of birth and service. Only the list of holders and its file may have them, and they are changed only there.

So no change that is typed at a terminal, kept in a draft or listed in a pack ever repeats such a date.
"""

from typing import Any

from model.schema.reading.document import Path_
from model.schema.reading.listed_holders import AT
from model.schema.sections.holders import PERSONAL_KEYS

Data = dict[str, Any]


def is_of_life(path: Path_, value: Any) -> bool:
    """Whether a change at a path writes a date of birth or service, as its value or within it."""
    if path and path[-1] in PERSONAL_KEYS:
        return True
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return any(is_of_life((*path, step), part) for step, part in inside)


def without_dates_of_life(data: Data) -> Data:
    """The values without dates of birth and service in the list of holders; the same object where it had none."""
    rows = data.get(AT)
    if not isinstance(rows, list) or not any(PERSONAL_KEYS & {*row} for row in rows if isinstance(row, dict)):
        return data
    return {**data, AT: [_without(row) if isinstance(row, dict) else row for row in rows]}


def with_dates_of_life(data: Data, of: Data) -> Data:
    """The values, with dates of birth and service copied from ``of`` to the same holders in the same posts."""
    rows, others = data.get(AT), of.get(AT)
    if not isinstance(rows, list) or not isinstance(others, list):
        return data
    dates = {_who(row): {key: row[key] for key in PERSONAL_KEYS & {*row}} for row in others if isinstance(row, dict)}
    return {**data, AT: [{**row, **dates.get(_who(row), {})} if isinstance(row, dict) else row for row in rows]}


def _without(row: Data) -> Data:
    return {key: value for key, value in row.items() if key not in PERSONAL_KEYS}


def _who(row: Data) -> tuple[str, str]:
    return str(row.get("ref")), str(row.get("post"))
