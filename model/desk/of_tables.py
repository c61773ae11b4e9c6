"""The pay spines and authorities that a box offers by name, from the rates and from the scenario's own tables."""

from typing import Any

from model.rates.spine_names import spine_name
from model.rates.tables import Rates
from model.schema.changes.values import value_at

OWN = {"spines": (("pay", "own_spine"), "spine"), "authorities": (("pay", "grade_table"), "authority")}
"""For each kind: the path of the scenario's own table, and the key that names each row of that table."""


def offered(in_force: str, draft: Any, rates: Rates) -> list[tuple[str, str]]:
    """Each pay spine or authority of the rates and of the scenario's own tables: its name, and the name in words.

    ``in_force`` is ``spines`` or ``authorities``; for anything else, the list is empty.
    """
    if in_force not in OWN:
        return []
    path, key = OWN[in_force]
    rows = value_at(draft.in_sheet(path), path)
    own = [str(row[key]) for row in rows or () if isinstance(row, dict) and row.get(key)]
    known = rates.spines.names if in_force == "spines" else sorted({row.authority for row in rates.grades.rows})
    called = spine_name if in_force == "spines" else str
    return [(name, called(name)) for name in dict.fromkeys([*known, *own])]
