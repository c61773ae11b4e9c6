"""Results as tidy records: one row a structure, basis, year and element. Rounded to the penny here, once."""

import json
from collections.abc import Iterator

from model.costed import EFFECTS, ELEMENT_KEYS, TIMELINES, CostedScenario
from model.money import half_up

Record = dict[str, str | float]


def records(costed: CostedScenario) -> Iterator[Record]:
    """Every figure: structure (a timeline or an effect), basis, year, element, amount in £, rate status."""
    for structure in (*TIMELINES, *EFFECTS):
        for basis in costed.bases:
            for year in costed.years:
                for element in ELEMENT_KEYS:
                    yield {
                        "structure": structure,
                        "basis": basis,
                        "year": str(year),
                        "element": element,
                        "amount": float(half_up(costed.amount(structure, basis, year, element))),
                        "rate_status": costed.status(structure, basis, year, element).label,
                    }


def results_json(costed: CostedScenario) -> str:
    """The records as JSON text, one to a line; the same scenario always gives the same bytes."""
    rows = ",\n".join(json.dumps(record, ensure_ascii=False) for record in records(costed))
    return f"[\n{rows}\n]\n"
