"""Values that a box offers by name because the rates have tables of them: pay spines, and authorities with grades."""

from typing import Any

from model.rates.spine_names import spine_name
from model.rates.tables import Rates
from model.schema.changes.values import value_at

OWN = {"spines": (("pay", "own_spine"), "spine"), "authorities": (("pay", "grade_table"), "authority")}
"""By kind: the path at which a scenario states a table of its own, and the key of each row's name."""


def offered(in_force: str, draft: Any, rates: Rates) -> list[tuple[str, str]]:
    """The names of a kind, ``spines`` or ``authorities``, from the rates and the scenario's own tables; else empty.

    Each is a name with its words.
    """
    if in_force not in OWN:
        return []
    path, key = OWN[in_force]
    rows = value_at(draft.in_sheet(path), path)
    own = [str(row[key]) for row in rows or () if isinstance(row, dict) and row.get(key)]
    known = rates.spines.names if in_force == "spines" else sorted({row.authority for row in rates.grades.rows})
    called = spine_name if in_force == "spines" else str
    return [(name, called(name)) for name in dict.fromkeys([*known, *own])]
