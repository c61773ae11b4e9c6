"""What the change costs once, as inputs, and as formulas what it saves beside that and when it is paid back."""

from model.pay.one_off import KINDS
from model.report.twin.areas import Area
from model.report.twin.facts import Facts
from model.report.twin.people_inputs import FIRST_ROW
from model.report.twin.price_results import PAY, Figure
from model.report.twin.sheets import Book, Sheet

NEVER = "never"


def write_one_offs(book: Book, facts: Facts) -> Area | None:
    """Write a row a one-off cost; the area of its year and its amount is handed back, None where none is stated."""
    transition = facts.assessment.transition
    if transition is None:
        return None
    note = "Worked out by the model from each leaver\u2019s terms and the table of redundancy; here a sum is an input."
    sheet = book.sheet("Once", "Inputs: what the change costs once", note)
    sheet.widths(52, 24, 14, 16, 30, 44)
    sheet.freeze(FIRST_ROW, 1)
    heads = ("One-off cost", "Who", "Financial year", "Amount, £", "Funded by", "Approval")
    sheet.head(FIRST_ROW - 1, 0, heads)
    costs = list(transition.each())
    for row, (who, cost) in enumerate(costs, FIRST_ROW):
        for col, words in ((0, KINDS[cost.kind].label), (1, who), (4, cost.funded_by), (5, cost.approval)):
            sheet.text(row, col, words)
        sheet.input(row, 2, str(cost.year))
        sheet.input(row, 3, cost.amount, "money")
    return Area("Once", FIRST_ROW, 2, len(costs), 2, "both")


def write_savings(
    sheet: Sheet, row: int, facts: Facts, once: Area, effects: list[str], full_year: str
) -> tuple[list[tuple[str, str, float]], tuple[Figure, ...]]:
    """Write savings and one-off costs by year, added up, and the years of payback.

    ``effects`` has the cell of each year's effect on the total, ``full_year`` that of the full-year effect. What is
    spent once in each year is handed back, a label, its cell and its value, and the figures that
    the report tells first.
    """
    transition, years = facts.assessment.transition, facts.assessment.costed.years
    savings = transition.savings
    sheet.text(row, 0, "What the change saves and what it costs once, £; a saving is positive here", "heading")
    columns = ("Saved in the year", "Costs once", "Saved so far, before costs once", "Saved so far, after them")
    sheet.head(row + 1, 0, ("Year", *columns), texts=1)
    area = Area(sheet.name, row + 2, 1, len(years), len(columns))
    amounts = (transition.saving, transition.amounts(), savings.gross, savings.net)
    for i, year in enumerate(years):
        sheet.text(area.row + i, 0, str(year))
        label = Area(sheet.name, area.row + i, 0).cell()
        once_in = f"SUMPRODUCT(({once.down(0)}={label})*{once.down(1)})"
        gross, net = (f"{area.cell(i - 1, col)}+" if i else "" for col in (2, 3))
        saved, spent = area.cell(i, 0), area.cell(i, 1)
        formulas = (f"-{effects[i]}", once_in, f"{gross}{saved}", f"{net}{saved}-{spent}")
        for j, (formula, by_year) in enumerate(zip(formulas, amounts, strict=True)):
            sheet.formula(area.row + i, area.col + j, formula, by_year[i], "money")
    row = area.row + area.rows
    sheet.text(row, 0, "Costs once, in all")
    in_all = sheet.formula(row, 1, f"SUM({once.down(1)})", transition.total, "money")
    row += 1
    sheet.text(row, 0, "Years of the full-year saving that pay it back")
    never = f'IF({full_year}<0,{in_all.cell()}/-{full_year},"{NEVER}")'
    stored = NEVER if transition.payback.years is None else transition.payback.years
    payback = sheet.formula(row, 1, never, stored, "salary")
    told = [(f"Costs once, {year}", area.cell(i, 1), float(amounts[1][i])) for i, year in enumerate(years)]
    once_in_all = Figure(facts.assessment.quantities["one_off_cost"].name, in_all, transition.total, rests_on=("Once",))
    years_of_it = Figure("Payback, years of the full-year saving", payback, stored, "salary", (*PAY, "Once"))
    return told, (once_in_all, years_of_it)
