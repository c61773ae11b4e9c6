"""The one-off costs of the change, as inputs; its savings and the years of payback, as formulas."""

from model.base.stated import stated
from model.report.twin.areas import Area
from model.report.twin.cells import given, worked
from model.report.twin.facts import Facts
from model.report.twin.price_results import PAY, Compared, Figure
from model.report.twin.sheets import FIRST_ROW, Book, Sheet

NEVER = "never"


def write_one_offs(book: Book, facts: Facts) -> Area | None:
    """Write a row for each one-off cost. Gives the area of the years and amounts; None where no such cost is stated."""
    transition = facts.assessment.transition
    if transition is None:
        return None
    note = "The model worked out these sums from leavers\u2019 terms and the redundancy table. Here each is an input."
    sheet = book.sheet("Once", "Inputs: what the change costs once", note, (52, 24, 14, 16, 30, 44), (FIRST_ROW, 1))
    apart = ("Year paid",) if transition.paid_by_year else ()
    sheet.heads("One-off cost", "Who", "Financial year", "Amount, £", "Funded by", "Approval", *apart)
    for who, cost in transition.each():
        amounts = given(str(cost.year)), given(cost.amount, "money")
        paid = (str(cost.year_paid),) if apart else ()
        sheet.line(cost.label, who, *amounts, cost.funded_by, cost.approval, *paid)
    return Area("Once", FIRST_ROW, 2, sheet.row - FIRST_ROW, 2, "both")


def write_savings(
    sheet: Sheet, facts: Facts, once: Area, effects: list[str], full_year: str
) -> tuple[list[Compared], tuple[Figure, ...]]:
    """Write each year's savings and one-off costs, what is saved by the end of each year, and the years of payback.

    ``effects`` has the cell of each year's effect on the total, and ``full_year`` is the cell of the full-year effect.
    Gives each year's one-off costs, and the headline figures.
    """
    transition, years = stated(facts.assessment.transition, "a cost of the change"), facts.costed.years
    savings, payback_years = transition.savings, transition.payback.years
    sheet.heading("What the change saves and what it costs once, £; a saving is positive here")
    columns = ("Saved in the year", "Costs once", "Saved so far, before costs once", "Saved so far, after them")
    sheet.heads("Year", *columns, texts=1)
    area = Area(sheet.name, sheet.row, 1, len(years), len(columns))
    amounts = (transition.saving, transition.amounts(), savings.gross, savings.net)
    for i, year in enumerate(years):
        label = Area(sheet.name, sheet.row, 0).cell()
        once_in = f"SUMPRODUCT(({once.down(0)}={label})*{once.down(1)})"
        gross, net = (f"{area.cell(i - 1, col)}+" if i else "" for col in (2, 3))
        saved, spent = area.cell(i, 0), area.cell(i, 1)
        formulas = (f"-{effects[i]}", once_in, f"{gross}{saved}", f"{net}{saved}-{spent}")
        by_year = zip(formulas, amounts, strict=True)
        sheet.line(str(year), *(worked(formula, float(of_years[i])) for formula, of_years in by_year))
    in_all = sheet.line("Costs once, in all", worked(f"SUM({once.down(1)})", transition.total))
    never = f'IF({full_year}<0,{in_all.cell()}/-{full_year},"{NEVER}")'
    stored = NEVER if payback_years is None else payback_years
    payback = sheet.line("Years of the full-year saving that pay back the costs", worked(never, stored, "salary"))
    spent = [Compared(f"Costs once, {year}", area.cell(i, 1), float(amounts[1][i])) for i, year in enumerate(years)]
    once_in_all = Figure(facts.assessment.quantities["one_off_cost"].name, in_all, transition.total, rests_on=("Once",))
    years_of_it = Figure(
        "Payback: years of the full-year saving that pay back the costs", payback, stored, "salary", (*PAY, "Once")
    )
    return spent, (once_in_all, years_of_it)
