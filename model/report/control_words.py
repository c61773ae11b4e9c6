"""The control sheet at a terminal: each row with who cleared it, when, and whether that still holds."""

import pandas as pd

from model.control.sheet import CLEARS, NOT_RECORDED
from model.control.sign_off import ControlState
from model.financial_year import in_words
from model.report.table import Table


def control_table(state: ControlState) -> Table:
    """One row a row of the control sheet that this kind of report has."""
    rows = []
    for row in state.sheet.own_rows if state.sheet else ():
        held = state.held.get(row.row)
        stale = held.stale(state.now) if held and row.stage in CLEARS else ""
        holds = "Not known" if held and held.costing == NOT_RECORDED else "Yes"
        rows.append(
            {
                "Row": str(row.row),
                "What": row.what,
                "Role": held.role if held else row.role,
                "Name, as typed": (held.name or "no name") if held else "not signed",
                "Date": in_words(held.day) if held else "",
                "Costing": held.costing[:12] if held else "",
                "Holds": f"Stale: {stale}" if stale else holds if held and row.stage in CLEARS else "",
                "Stands in": held.place.rsplit("/", 1)[-1] if held else "",
            }
        )
    columns = ["Row", "What", "Role", "Name, as typed", "Date", "Costing", "Holds", "Stands in"]
    note = f"The costing as it is now: {state.now.figures[:12]}."
    return Table("control_sheet", "The control sheet", pd.DataFrame(rows, columns=columns), note=note)
