"""The twin's inputs: its terms and grades; who is in which post, and at what point, is in ``people_inputs``."""

from dataclasses import dataclass

from model.buy_back.income import OF_A_MONTH
from model.cost.element import Factor
from model.cost.elements import ELEMENTS
from model.pay.salaries import BASES, PEOPLE_BASES, basis_named
from model.report.twin.areas import Area
from model.report.twin.facts import Facts
from model.report.twin.people_inputs import (
    FIRST_ROW,
    SHEETS,
    renumbered,
    renumbering_day,
    write_points,
    write_posts,
    write_protection,
)
from model.report.twin.sheets import Book, Sheet

MONTHS_IN_YEAR, PENNY, PLACES = "Months_in_year", "Penny", "Places_kept"


@dataclass(frozen=True)
class InputAreas:
    """Where the inputs stand. ``posts`` has an area a column, a row a seat; the others an area a table."""

    years: Area
    bases: Area
    paid_late: Area | None
    award_runs: dict[tuple[int, int], Area]
    """(award, run) to its two cells: the percentage and the flat sum."""
    posts: dict[str, Area]
    grades: Area
    steps: Area
    settled: Area
    protected: Area


def has_income(facts: Facts) -> bool:
    """Whether the scenario states prices and who buys."""
    scenario = facts.assessment.scenario
    return bool(scenario.prices and scenario.customers and scenario.customers.agreements is not None)


def write_inputs(book: Book, facts: Facts) -> InputAreas:
    """Write every input sheet but the rates."""
    years, bases, late, runs = _terms(book, facts)
    posts = write_posts(book, facts)
    grades = _grades(book, facts)
    steps, settled = write_points(book, facts)
    return InputAreas(years, bases, late, runs, posts, grades, steps, settled, write_protection(book, facts))


def _terms(book: Book, facts: Facts) -> tuple[Area, Area, Area | None, dict[tuple[int, int], Area]]:
    scenario, costed = facts.assessment.scenario, facts.assessment.costed
    note = "Yellow cells are inputs: change one and everything recalculates. Grey ones are changed in the scenario."
    sheet = book.sheet("Inputs", "Inputs: terms", note)
    sheet.widths(46, 18, 16, 14, 14, 60)
    sheet.freeze(3, 1)
    sheet.head(2, 0, ("Term", "Value", "Unit"))
    row = 3

    def term(label: str, name: str, value: object, unit: str, number: str = "general", kind: str = "input") -> None:
        nonlocal row
        sheet.text(row, 0, label)
        book.define(name, sheet.input(row, 1, value, number, kind))
        sheet.text(row, 2, unit)
        row += 1

    protection = scenario.people.protection if facts.protected else None
    label = basis_named(scenario.costing.basis).label
    term("Costing basis (choose from the list below)", "Basis", label, "name")
    basis_cell = (row - 1, 1)
    for factor in (item for element in ELEMENTS for item in element.inputs if isinstance(item, Factor)):
        unit = "share of cost" if factor.number == "percent" else "£"
        term(factor.heading, factor.symbol.capitalize(), factor.of(scenario), unit, factor.number)
    if protection:
        term("Protected pay rises with awards", "Protection_uprated", int(protection.uprated), "1 yes, 0 no")
        counts = int(protection.counts_increments)
        term("Increments shrink what is protected", "Protection_counts_increments", counts, "1 yes, 0 no")
    if facts.assessment.buy_backs:
        step = float(scenario.customers.price_step)
        if not has_income(facts):  # else they are counted from the list
            term("Customers", "Customers", facts.assessment.buy_backs[0].customers, scenario.customers.are, "whole")
        term("Prices are rounded up to", "Price_step", step, "£", "money")
    for timeline, shown in SHEETS.items():
        counted = int(timeline == "proposal")
        term(f"Cover and acting up are paid in: {shown}", f"Cover_in_{timeline}", counted, "1 yes, 0 no")
    row += 1
    sheet.text(
        row,
        0,
        "Dates that much of the file was worked out for: change one in the scenario, and run the model",
        "heading",
    )
    row += 1
    term("First month shown", "First_day", costed.book.months.first.first_day, "day", "day", "stated")
    term("Implementation date", "Implementation", scenario.dates.implementation, "day", "day", "stated")
    for number, turn in enumerate(costed.book.points.renumberings, 1):
        term("The spine is renumbered on", renumbering_day(number), turn.day, "day", "day", "stated")
    row += 1
    sheet.text(row, 0, "Fixed numbers that formulas use", "heading")
    row += 1
    term("Months in a year", MONTHS_IN_YEAR, 12, "months", "whole", "stated")
    term("Smallest sum of money", PENNY, 0.01, "£", "money", "stated")
    term("Decimal places kept before a price is rounded up", PLACES, 4, "places", "whole", "stated")
    if has_income(facts):
        parts = "Parts of a month, of which a day is a whole number"
        term(parts, "Parts_of_a_month", OF_A_MONTH, "parts", "whole", "stated")
    row += 1
    sheet.text(row, 0, "Costing bases", "heading")
    keys = [key for key in (*BASES, *PEOPLE_BASES) if key in costed.bases]
    for number, key in enumerate(keys, 1):
        sheet.stated(row + number, 0, basis_named(key).label)
        sheet.text(row + number, 1, f"basis {number}")
        sheet.text(row + number, 2, basis_named(key).meaning)
    bases = Area("Inputs", row + 1, 0, len(keys), 1, "both")
    sheet.page.data_validation(*basis_cell, *basis_cell, {"validate": "list", "source": "=" + bases.whole()[7:]})
    row += len(keys) + 2
    sheet.text(row, 0, "Financial years shown", "heading")
    for number, year in enumerate(costed.years, 1):
        sheet.stated(row + number, 0, str(year))
    years = Area("Inputs", row + 1, 0, len(costed.years), 1, "both")
    row += len(costed.years) + 2
    late = _paid_late(sheet, row, facts)
    row += late.rows + 3 if late else 0
    return years, bases, late, _awards(sheet, row, facts)


def _paid_late(sheet: Sheet, row: int, facts: Facts) -> Area | None:
    paid_late = facts.assessment.scenario.pay.paid_late
    if not paid_late:
        return None
    sheet.text(row, 0, "Awards paid late", "heading")
    sheet.head(row + 1, 0, ("Source", "Counts from", "Paid in the month of"))
    for offset, late in enumerate(paid_late, 2):
        sheet.text(row + offset, 0, late.source)
        sheet.input(row + offset, 1, late.from_, "day")
        sheet.input(row + offset, 2, late.paid_on.replace(day=1), "day")
    return Area("Inputs", row + 2, 1, len(paid_late), 2, "both")


def _awards(sheet: Sheet, row: int, facts: Facts) -> dict[tuple[int, int], Area]:
    awards = facts.assessment.scenario.pay.awards
    if not awards:
        return {}
    sheet.text(row, 0, "Pay awards assumed, offered or settled, laid on the table before each", "heading")
    sheet.head(row + 1, 0, ("Standing", "From", "To point", "Rise, share", "Rise, £ a year", "Reason"))
    row += 2
    cells = {}
    for number, award in enumerate(awards):
        for run, rise in enumerate(award.by_point or (award,)):
            to_point = getattr(rise, "to_point", None)
            sheet.text(row, 0, award.standing)
            sheet.stated(row, 1, award.from_, "day")
            sheet.text(row, 2, "the top" if to_point is None else f"SCP {to_point}")
            sheet.input(row, 3, rise.percent or 0.0, "percent")
            sheet.input(row, 4, rise.flat or 0.0, "money")
            sheet.text(row, 5, award.reason)
            cells[number, run] = Area("Inputs", row, 3, 1, 2, "both")
            row += 1
    return cells


def _grades(book: Book, facts: Facts) -> Area:
    rate_book = facts.assessment.costed.book
    numberings = range(len(rate_book.points.ladders))
    sheet = book.sheet(
        "Grades",
        "Inputs: the points of each grade",
        "Top is the last point before a bar, extended top the last after it. A post is in the grade of its grade no.",
    )
    sheet.widths(10, 26, *[14] * 3 * len(numberings))
    sheet.freeze(FIRST_ROW, 2)
    heads = [f"{end}{renumbered(number)}" for number in numberings for end in ("Bottom", "Top", "Extended top")]
    sheet.head(FIRST_ROW - 1, 0, ("Grade no.", "Grade", *heads), texts=2)
    for row, (name, number) in enumerate(rate_book.range_number.items()):
        sheet.stated(FIRST_ROW + row, 0, number + 1, "whole")
        sheet.text(FIRST_ROW + row, 1, name)
        for numbering in numberings:
            side = rate_book.ranges[number].in_numbering(numbering)
            for offset, point in enumerate((side.bottom, side.top, side.extended_top)):
                sheet.input(FIRST_ROW + row, 2 + 3 * numbering + offset, point, "whole")
    return Area("Grades", FIRST_ROW, 2, len(rate_book.range_number), 3 * len(numberings), "col")
