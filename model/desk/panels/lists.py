"""The lists of the scenario that have a sheet of their own, such as awards, agreements and budget lines."""

from functools import cache
from typing import Any

from model.desk.cells import places_of
from model.desk.columns import columns_of, path_of, row_of
from model.schema.changes.values import value_at
from model.schema.differences import SIDES
from model.schema.form import is_for_the_file
from model.schema.reading.document import Path_
from model.schema.sections.shape import field_at
from model.schema.workbook.layout import tables

MOST_PARENTS = 1
"""A list inside more lists than this has no sheet of its own."""


def view(desk: Any) -> dict:
    """Each list with its name, its title and its number of rows; those with rows first."""
    data, found = desk.draft.data, []
    for at, title in _titles().items():
        steps = tuple(at.split("."))
        in_a_file = any(isinstance(value_at(data, steps[:end]), str) for end in range(1, len(steps)))
        if in_a_file or (_within(at) and not places_of(data, tuple(_within(at).split(".")))):
            continue  # or nothing is there to which a row could belong
        stated = value_at(data, steps)
        number = len(places_of(data, steps))
        found.append((at, title, f"in {stated}" if isinstance(stated, str) else str(number or "none")))
    return {"lists": sorted(found, key=lambda one: one[2] == "none")}


@cache
def _titles() -> dict[str, str]:
    """For each list that is shown as a sheet: its section's title and its own, such as ``Budget: Budget lines``."""
    listed = {table.key: table for table in tables()}
    return {
        at: ": ".join(_headings(path_of(at)[:-1]))
        for at, table in listed.items()
        if len(table.around) <= MOST_PARENTS and at.split(".")[0] not in SIDES and _may_be_edited(at)
    }


def _may_be_edited(at: str) -> bool:
    path = path_of(at)[:-1]
    fields = [field_at(path[: end + 1]) for end, step in enumerate(path) if isinstance(step, str)]
    return bool(row_of(path) and columns_of(at)) and not any(field and is_for_the_file(field) for field in fields)


def _headings(path: Path_) -> list[str]:
    fields = (field_at(path[: end + 1]) for end, step in enumerate(path) if isinstance(step, str))
    return [str(field.title) for field in fields if field]


@cache
def _within(at: str) -> str:
    """The list whose entries have this list inside them; empty where there is none."""
    path = path_of(at)[:-1]
    last = max((end for end, step in enumerate(path) if isinstance(step, int)), default=0)
    return ".".join(step for step in path[:last] if isinstance(step, str))


ACTIONS: dict[str, Any] = {}
"""None here: what is done in a sheet belongs to the panel of sheets."""
