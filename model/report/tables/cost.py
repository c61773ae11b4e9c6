"""What it costs: by basis, by year, by element, move by move, and two scenarios side by side."""

from model.assessment.assess import Assessment
from model.base.financial_year import in_words
from model.cost.costing import RESTS_ON
from model.cost.elements import labels
from model.pay.salaries import basis_named
from model.report.glossary import BUDGET_EFFECT, CASH_EFFECT
from model.report.table import CHANGES, EFFECTS, Section, Sums, Table, how_parts_meet


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
        "\u201cRates\u201d is the least certain kind of rate that the row uses.",
        section=Section.COSTS,
        public=True,
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
        note="The full-year effect is the same change at that year\u2019s rates as if in force since 1 April.",
        section=Section.COSTS,
        public=True,
        sums=EFFECTS,
    )


def by_element(assessment: Assessment) -> Table:
    """One row for each element that costs something, on the scenario's own basis, in the year of change."""
    costed, basis, year = assessment.costed, assessment.scenario.costing.basis, assessment.costed.year_of_change
    rows = [
        {
            "Element": label,
            "Present": costed.amount("do_nothing", basis, year, key),
            "Proposed": costed.amount("proposed", basis, year, key),
            "Change": costed.amount("full_year_effect", basis, year, key),
            "Rates": costed.status("proposed", basis, year, key).label if RESTS_ON[key] else "a stated sum",
        }
        for key, label in labels(assessment.scenario).items()
    ]
    rows = [row for row in rows if row["Present"] or row["Proposed"]]
    return Table(
        "cost_by_element",
        f"Cost by element, {basis_named(basis).label.lower()}, full year at {year} rates, £",
        rows,
        money=("Present", "Proposed", "Change"),
        signed=("Change",),
        total_row=True,
        note=how_parts_meet(rows, ("Present", "Proposed", "Change")),
        section=Section.COSTS,
        public=True,
        sums=Sums({"Change": ("Proposed", "-Present")}),
    )


def bridge_steps(assessment: Assessment) -> Table:
    """One row for each move of posts, from the present cost to the proposed."""
    basis, year = assessment.scenario.costing.basis, assessment.costed.year_of_change
    rows = [
        {"Move": step.move.label, "Before": step.before, "After": step.after, "Change": step.change}
        for step in assessment.steps
    ]
    rows.append({"Move": "Total", **{name: sum(row[name] for row in rows) for name in ("Before", "After", "Change")}})
    return Table(
        "bridge",
        f"From the present cost to the proposed, {basis_named(basis).label.lower()}, full year at {year} rates, £",
        rows,
        money=("Before", "After", "Change"),
        signed=("Change",),
        total_row=True,
        note=how_parts_meet(rows, ("Before", "After", "Change")),
        section=Section.COSTS,
        public=True,
        sums=CHANGES,
    )
