"""The phases of a change: how many posts end and start in each, and what each does to the budget."""

from model.assessment.assess import Assessment
from model.base.figure_of import FigureOf, RecordOf
from model.base.financial_year import FinancialYear, in_words
from model.pay.salaries import basis_named
from model.report.table import Section, Table, with_total


def phase_tables(assessment: Assessment) -> list[Table]:
    """The table of phases; empty where no phases are stated."""
    return [by_phase(assessment)] if assessment.phases else []


def by_phase(assessment: Assessment) -> Table:
    """One row for each phase: its posts, its effect in each year shown, and its effect in a full year."""
    costed, change = assessment.costed, assessment.costed.year_of_change
    full_year = f"Full year, {change} rates"
    money = (*(f"In {year}" for year in costed.years), full_year)
    rows = [
        {
            "Phase": effect.phase.title,
            "From": in_words(effect.phase.day),
            "Posts ending": effect.phase.ended,
            "Posts starting": effect.phase.started,
            "Posts from then": effect.phase.posts,
            **dict(zip(money, (*effect.in_years, effect.full_year), strict=True)),
        }
        for effect in assessment.phases
    ]
    return Table(
        "phases",
        f"What each phase does to the budget, {basis_named(assessment.scenario.costing.basis).label.lower()}, £",
        with_total(rows, ("Posts ending", "Posts starting", *money)),
        money=money,
        signed=money,
        total_row=True,
        note="+ means more cost and \u2212 means less. The effect of a phase is the cost of the posts that start in "
        "it, less the cost of the posts that end in it.",
        section=Section.COSTS,
        public=True,
        traced={
            **{f"In {year}": _traced(assessment, "part_year_effect", year) for year in costed.years},
            full_year: _traced(assessment, "full_year_effect", change),
        },
    )


def _traced(assessment: Assessment, effect: str, year: FinancialYear) -> tuple[FigureOf, ...]:
    """What a column is traced to: the record of each phase, then that of the whole change, which is their sum."""
    basis, phases = assessment.scenario.costing.basis, [effect.phase.id for effect in assessment.phases]
    of_phases = (RecordOf(f"phase_{effect}", basis, str(year), phase) for phase in phases)
    return (*of_phases, RecordOf(effect, basis, str(year)))
