"""Why the cost changes: driver by driver in a stated order, and post by post in a sentence."""

from dataclasses import replace
from typing import Any

import pandas as pd

from model.assessment.assess import Assessment
from model.base.faults import listed, number_of
from model.base.financial_year import FinancialYear
from model.base.money import POUND, half_up
from model.explain.bridge import MOST_MOVES
from model.explain.drivers import DRIVERS, drivers
from model.explain.seats import why
from model.pay.salaries import basis_named
from model.report.table import MOST_ROWS_ON_PAGE, Section, Table, how_parts_meet, with_total
from model.report.tables.cost import IN_SHORT

LEAST_FOLDED = 3
"""Where at least this many rows change nothing, one row replaces them."""
ONE_A_REASON = (
    "Lines of posts with the same reason are in one row, the largest change first. why_costs_change.csv has each line. "
)
LEAST = 0.005
"""In £. A driver that changes the cost by less than half a penny counts as nothing."""


def driver_steps(assessment: Assessment) -> Table:
    """One row for each driver: its effect within the first full year, and from the year of change to the last year."""
    costed, basis = assessment.costed, assessment.scenario.costing.basis
    change, year, last = costed.year_of_change, first_full_year(assessment), costed.years[-1]
    spans = {f"Within {year}": (year, year)}
    if last > change:
        spans[f"From {change} to {last}"] = (change, last)
    steps = {name: drivers(costed, basis, *span) for name, span in spans.items()}
    rows = [
        {
            "Driver": driver.label,
            "What it is": driver.meaning,
            **{name: changes[driver.key] for name, changes in steps.items()},
        }
        for driver in DRIVERS.values()
    ]
    total = {"Driver": "Total", "What it is": "", **{name: sum(row[name] for row in rows) for name in spans}}
    nothing = [row["Driver"] for row in rows if all(abs(row[name]) < LEAST for name in spans)]
    frame = pd.DataFrame([*(row for row in rows if row["Driver"] not in nothing), total])
    absent = (
        f"These drivers change nothing: {listed([name[:1].lower() + name[1:] for name in nothing], 'and')}. "
        if nothing
        else ""
    )
    return Table(
        "drivers",
        f"What drives the change, {basis_named(basis).label.lower()}, £",
        frame,
        money=tuple(spans),
        signed=tuple(spans),
        total_row=True,
        note="Each column has the change from the present structure in the column's first year to the proposal in the "
        "column's last year, on-costs included. "
        "The drivers are taken in this order, each on top of those before it. In another order each figure would "
        f"be different, but the total would be the same. {absent}{how_parts_meet(frame, tuple(spans))}",
        section=Section.COSTS,
    )


def why_tables(assessment: Assessment) -> list[Table]:
    """One row for each present post and what it becomes: the change in cost, and why.

    Where there are many rows, a shorter table of the posts whose cost changes comes before the whole table.
    """
    seats = why(assessment.costed, assessment.scenario.costing.basis, first_full_year(assessment))
    rows = [{"Post": seat.post, "Change": seat.change, "Why": seat.sentence} for seat in seats]
    moving = [row for row in rows if half_up(row["Change"], POUND)]
    still = [row for row in rows if not half_up(row["Change"], POUND)]
    if len(rows) <= MOST_MOVES or (len(still) < LEAST_FOLDED and len(rows) <= MOST_ROWS_ON_PAGE):
        return [_why(assessment, "why_costs_change", rows)]
    shown, note = (moving, "") if len(moving) <= MOST_ROWS_ON_PAGE else (_one_a_reason(moving), ONE_A_REASON)
    if still:
        change = sum(row["Change"] for row in still)
        shown += [{"Post": f"{len(still):,} lines of posts", "Change": change, "Why": "Nothing changes."}]
    whole = replace(_why(assessment, "why_costs_change", rows, "each post"), only_in_workbook=True)
    return [_why(assessment, f"why_costs_change{IN_SHORT}", shown, note=note), whole]


def _one_a_reason(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """One row for each reason, named after the first post with that reason; the largest change first."""
    alike: dict[str, list[dict[str, Any]]] = {}
    for row in rows:
        alike.setdefault(row["Why"], []).append(row)
    together = [
        {"Post": _and_others(same[0]["Post"], len(same) - 1), "Change": sum(row["Change"] for row in same), "Why": why_}
        for why_, same in alike.items()
    ]
    return sorted(together, key=lambda row: -abs(row["Change"]))


def _and_others(post: str, others: int) -> str:
    return f"{post} and {number_of(others, 'other')}" if others else post


def _why(assessment: Assessment, key: str, rows: list[dict[str, Any]], of: str = "posts", *, note: str = "") -> Table:
    basis, year = assessment.scenario.costing.basis, first_full_year(assessment)
    frame = with_total(rows, ("Change",))
    return Table(
        key,
        f"Why the cost of {of} changes, {basis_named(basis).label.lower()}, full year at {year} rates, £",
        frame,
        money=("Change",),
        signed=("Change",),
        total_row=True,
        note=f"{note}{how_parts_meet(frame, ('Change',))}",
        section=Section.POSTS,
    )


def first_full_year(assessment: Assessment) -> FinancialYear:
    """The year after the year of change if it is shown; otherwise the year of change."""
    change, years = assessment.costed.year_of_change, assessment.costed.years
    return next((year for year in years if year > change), change)
