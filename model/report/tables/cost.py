"""What the structures cost: the named figures, by basis, by year, by element, and move by move."""

from collections.abc import Sequence
from dataclasses import replace

from model.assessment.assess import Assessment
from model.base.figure_of import CostOf, FigureOf, RecordOf, change_of
from model.base.financial_year import FinancialYear, in_words
from model.base.money import POUND, half_up, pounds
from model.cost.costing import RESTS_ON
from model.cost.elements import labels
from model.explain.bridge import Move, Step, largest_moves
from model.pay.salaries import basis_named
from model.report.glossary import BUDGET_EFFECT, CASH_EFFECT
from model.report.table import CHANGES, EFFECTS, Section, Sums, Table, how_parts_meet, traced_by

IN_SHORT = "_in_short"
"""The ending of the key of a shortened table. Another table has every row."""


def key_figures(assessment: Assessment) -> Table:
    """One row for each named quantity, in the order of page one: its amount, and what it covers."""
    effects = (BUDGET_EFFECT, CASH_EFFECT) if "cash_effect" in assessment.quantities else (BUDGET_EFFECT,)
    known = [figure for figure in assessment.quantities.values() if figure.in_short]
    rows = [
        {
            "Figure": figure.name,
            "£": figure.amount,
            "What it is": f"{figure.unit}; {figure.year}",
            "Basis": figure.basis,
            "Of": figure.scope,
        }
        for figure in known
    ]
    return Table(
        "key_figures",
        "The figures in short",
        rows,
        money=("£",),
        pence=any(figure.pence for figure in known),
        traced={"£": tuple(figure.key for figure in known)},
        printed={"£": tuple(figure.printed for figure in known)},
        note=" ".join(term.in_a_note for term in effects),
        section=Section.IN_SHORT,
        public=True,
    )


def by_basis(assessment: Assessment) -> Table:
    """One row for each costing basis: a full year of each structure, and what the change adds."""
    costed, year = assessment.costed, assessment.costed.year_of_change
    rows = [
        {
            "Costing basis": basis.label,
            "Present": costed.amount("do_nothing", key, year),
            "Proposed": costed.amount("proposed", key, year),
            "Change in a full year": costed.amount("full_year_effect", key, year),
            f"Change in {year}": costed.amount("part_year_effect", key, year),
            "Rates": costed.status("full_year_effect", key, year).label,
        }
        for key, basis in ((key, basis_named(key)) for key in costed.bases)
    ]
    return Table(
        "cost_by_basis",
        f"Cost of the listed posts by costing basis, {year}, £",
        rows,
        money=("Present", "Proposed", "Change in a full year", f"Change in {year}"),
        signed=("Change in a full year", f"Change in {year}"),
        note=f"With on-costs, at {year} rates. The change in {year} runs from "
        f"{in_words(assessment.scenario.dates.implementation)}. "
        "The column \u201cRates\u201d names the least certain kind of rate that the row uses.",
        section=Section.COSTS,
        public=True,
        traced=traced_by(
            {
                "Present": RecordOf("do_nothing", key, str(year)),
                "Proposed": RecordOf("proposed", key, str(year)),
                "Change in a full year": RecordOf("full_year_effect", key, str(year)),
                f"Change in {year}": RecordOf("part_year_effect", key, str(year)),
            }
            for key in costed.bases
        ),
        sums=Sums({"Change in a full year": ("Proposed", "-Present"), "Change in 2": ("Proposed", "-Present")}),
    )


def by_year(assessment: Assessment) -> Table:
    """One row for each financial year, on the scenario's own basis."""
    costed, basis = assessment.costed, assessment.scenario.costing.basis
    rows = [
        {
            "Year": str(year),
            "If nothing changed": costed.amount("do_nothing", basis, year),
            "With the proposal": costed.amount("proposal", basis, year),
            "Effect in the year": costed.amount("part_year_effect", basis, year),
            "Full-year effect": costed.amount("full_year_effect", basis, year),
            "Rates": costed.status("proposal", basis, year).label,
        }
        for year in costed.years
    ]
    return Table(
        "cost_by_year",
        f"Cost by year, {basis_named(basis).label.lower()}, £",
        rows,
        money=("If nothing changed", "With the proposal", "Effect in the year", "Full-year effect"),
        signed=("Effect in the year", "Full-year effect"),
        note="The full-year effect is the change at that year\u2019s rates, as if it had been in force since 1 April.",
        section=Section.COSTS,
        public=True,
        traced=traced_by(
            {
                "If nothing changed": RecordOf("do_nothing", basis, str(year)),
                "With the proposal": RecordOf("proposal", basis, str(year)),
                "Effect in the year": RecordOf("part_year_effect", basis, str(year)),
                "Full-year effect": RecordOf("full_year_effect", basis, str(year)),
            }
            for year in costed.years
        ),
        sums=EFFECTS,
    )


def by_element(assessment: Assessment) -> Table:
    """One row for each element that costs something, on the scenario's own basis, in the year of change."""
    costed, basis, year = assessment.costed, assessment.scenario.costing.basis, assessment.costed.year_of_change
    sides = {"Present": "do_nothing", "Proposed": "proposed", "Change": "full_year_effect"}
    named = {
        key: label
        for key, label in labels(assessment.scenario).items()
        if costed.amount("do_nothing", basis, year, key) or costed.amount("proposed", basis, year, key)
    }
    rows = [
        {
            "Element": label,
            **{side: costed.amount(structure, basis, year, key) for side, structure in sides.items()},
            "Rates": costed.status("proposed", basis, year, key).label if RESTS_ON[key] else "a stated sum",
        }
        for key, label in named.items()
    ]
    return Table(
        "cost_by_element",
        f"Cost by element, {basis_named(basis).label.lower()}, full year at {year} rates, £",
        rows,
        money=("Present", "Proposed", "Change"),
        signed=("Change",),
        total_row=True,
        note=how_parts_meet(rows, ("Present", "Proposed", "Change")),
        traced=traced_by(
            {side: RecordOf(structure, basis, str(year), key) for side, structure in sides.items()} for key in named
        ),
        section=Section.COSTS,
        public=True,
        sums=Sums({"Change": ("Proposed", "-Present")}),
    )


def bridge_tables(assessment: Assessment) -> list[Table]:
    """One row for each move of posts, from the present cost to the proposed cost.

    Where there are many moves, a shorter table of the largest moves comes before the table of all.
    """
    alone, together = largest_moves(assessment.steps)
    if not together:
        return [_bridge(assessment, "bridge", assessment.steps)]
    whole = replace(
        _bridge(assessment, "bridge", assessment.steps, which=": every move of posts"), only_in_workbook=True
    )
    return [_bridge(assessment, f"bridge{IN_SHORT}", alone, together), whole]


def together_label(together: Sequence[Step]) -> str:
    """The label of the row in which the smallest moves are shown together. ``together`` has the largest first."""
    largest = abs(together[0].change)
    each = f"further moves, each {pounds(largest)} or less"
    return f"{len(together):,} {each if half_up(largest, POUND) else 'moves that change nothing'}"


def _bridge(
    assessment: Assessment, key: str, alone: Sequence[Step], together: Sequence[Step] = (), which: str = ""
) -> Table:
    """A row for each move of ``alone``, one for the moves of ``together``, and the total."""
    basis, year = assessment.scenario.costing.basis, assessment.costed.year_of_change
    moves = [(step.move.label, step.before, step.after) for step in alone]
    traced = [costs_of_moves(step.move.label, [step.move], basis, year) for step in alone]
    if together:
        label = together_label(together)
        moves.append((label, sum(step.before for step in together), sum(step.after for step in together)))
        traced.append(costs_of_moves(label, [step.move for step in together], basis, year))
    rows = [
        {"Move": label, "Before": before, "After": after, "Change": after - before} for label, before, after in moves
    ]
    rows.append({"Move": "Total", **{name: sum(row[name] for row in rows) for name in ("Before", "After", "Change")}})
    structures = {"Before": "do_nothing", "After": "proposed", "Change": "full_year_effect"}
    traced.append({column: RecordOf(structure, basis, str(year)) for column, structure in structures.items()})
    return Table(
        key,
        f"From the present cost to the proposed{which}, {basis_named(basis).label.lower()}, full year at {year} rates, "
        "£",
        rows,
        money=("Before", "After", "Change"),
        signed=("Change",),
        total_row=True,
        note=how_parts_meet(rows, ("Before", "After", "Change")),
        traced=traced_by(traced),
        section=Section.COSTS,
        public=True,
        sums=CHANGES,
    )


def costs_of_moves(label: str, moves: Sequence[Move], basis: str, year: FinancialYear) -> dict[str, FigureOf]:
    """What a row of the bridge is traced to, by column: the costs of the posts in the row's moves."""
    sides = {
        "do_nothing": frozenset([post.id for move in moves for post in move.before]),
        "proposed": frozenset([post.id for move in moves for post in move.after]),
    }
    before, after = (CostOf(timeline, basis, year, posts=posts) for timeline, posts in sides.items())
    return {"Before": before, "After": after, "Change": change_of(label, before, after)}
