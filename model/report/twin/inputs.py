"""The twin's inputs: its terms and grades. Who is in which post, and at what point, is in ``people_inputs``."""

from dataclasses import dataclass

from model.buy_back.income import OF_A_MONTH
from model.cost.element import Factor
from model.cost.elements import ELEMENTS
from model.pay.grades import own_number
from model.pay.salaries import BASES, PEOPLE_BASES, basis_named
from model.report.twin.areas import Area
from model.report.twin.cells import Cell, Value, fixed, given
from model.report.twin.facts import Facts
from model.report.twin.people_inputs import (
    renumbered,
    renumbering_day,
    write_insurance,
    write_points,
    write_posts,
    write_protection,
)
from model.report.twin.rates import AwardRuns
from model.report.twin.sheets import FIRST_ROW, Book, Sheet

MONTHS_IN_YEAR, PENNY, PLACES = "Months_in_year", "Penny", "Places_kept"


@dataclass(frozen=True)
class InputAreas:
    """Where the inputs are. ``posts`` has an area for each column, with a row for each seat. The others are tables."""

    years: Area
    bases: Area
    paid_late: Area | None
    award_runs: AwardRuns
    posts: dict[str, Area]
    grades: Area
    steps: Area
    settled: Area
    protected: Area
    insurance: dict[str, Area]
    """By timeline, the National Insurance of holders who are not assessed each month by letter A."""


def write_inputs(book: Book, facts: Facts) -> InputAreas:
    """Write every input sheet except the rates."""
    note = "Yellow cells are inputs: change one and everything recalculates. Grey ones are changed in the scenario."
    sheet = book.sheet("Inputs", "Inputs: terms", note, (46, 18, 16, 14, 14, 60), (3, 1))
    sheet.row = 2
    sheet.heads("Term", "Value", "Unit")
    basis = Area("Inputs", sheet.row, 1)
    _terms(sheet, facts)
    _stated_terms(sheet, facts)
    bases = _bases(sheet, facts)
    choice = {"validate": "list", "source": "=" + bases.whole()[7:]}
    sheet.page.data_validation(basis.row, basis.col, basis.row, basis.col, choice)
    sheet.heading("Financial years shown")
    years = Area("Inputs", sheet.row, 0, len(facts.costed.years), 1, "both")
    for year in facts.costed.years:
        sheet.line(fixed(str(year)))
    sheet.row += 1
    late, runs = _paid_late(sheet, facts), _awards(sheet, facts)
    posts, grades, points = write_posts(book, facts), _grades(book, facts), write_points(book, facts)
    return InputAreas(
        years, bases, late, runs, posts, grades, *points, write_protection(book, facts), write_insurance(book, facts)
    )


def _term(sheet: Sheet, label: str, name: str, cell: Cell, unit: str) -> None:
    """Write a value with its label and unit, and the name by which formulas read it."""
    sheet.book.define(name, sheet.line(label, cell, unit))


def _terms(sheet: Sheet, facts: Facts) -> None:
    """Write the terms that may be changed in the file."""
    scenario, tests = facts.scenario, facts.assessment.buy_backs
    basis = given(basis_named(facts.basis).label)
    _term(sheet, "Costing basis (choose from the list below)", "Basis", basis, "name")
    for factor in (item for element in ELEMENTS for item in element.inputs if isinstance(item, Factor)):
        unit = "share of cost" if factor.number == "percent" else "£"
        _term(sheet, factor.heading, factor.symbol.capitalize(), given(factor.of(scenario), factor.number), unit)
    yes_or_no: list[tuple[str, str, bool]] = []
    if facts.protected:
        scheme = facts.protection
        yes_or_no += [
            ("Protected pay rises with awards", "Protection_uprated", scheme.uprated),
            ("Increments reduce what is protected", "Protection_counts_increments", scheme.counts_increments),
        ]
    for label, name, value in yes_or_no:
        _term(sheet, label, name, given(int(value)), "1 yes, 0 no")
    if tests and not facts.sold:  # else they are counted from the list
        _term(sheet, "Customers", "Customers", given(tests[0].customers, "whole"), facts.customers.are)
    if tests:
        _term(sheet, "Prices are rounded up to", "Price_step", given(float(facts.customers.price_step), "money"), "£")
    sheet.row += 1


def _stated_terms(sheet: Sheet, facts: Facts) -> None:
    """Write the terms that are changed only in the scenario, and the fixed numbers."""

    def day(label: str, name: str, value: Value) -> None:
        _term(sheet, label, name, fixed(value, "day"), "day")

    sheet.heading("Dates that the file was worked out for: to change one, change the scenario and run the model")
    day("First month shown", "First_day", facts.months.first.first_day)
    day("Implementation date", "Implementation", facts.scenario.dates.implementation)
    for number, turn in enumerate(facts.costed.book.points.renumberings, 1):
        day("The spine is renumbered on", renumbering_day(number), turn.day)
    sheet.row += 1
    sheet.heading("Fixed numbers that formulas use")
    _term(sheet, "Months in a year", MONTHS_IN_YEAR, fixed(12, "whole"), "months")
    _term(sheet, "Smallest sum of money", PENNY, fixed(0.01, "money"), "£")
    _term(sheet, "Decimal places kept before a price is rounded up", PLACES, fixed(4, "whole"), "places")
    if facts.sold:
        parts = fixed(OF_A_MONTH, "whole")
        _term(sheet, "Parts of a month (a day is a whole number of them)", "Parts_of_a_month", parts, "parts")
    sheet.row += 1


def _bases(sheet: Sheet, facts: Facts) -> Area:
    """Write the costing bases that may be chosen."""
    keys = [key for key in (*BASES, *PEOPLE_BASES) if key in facts.costed.bases]
    sheet.heading("Costing bases")
    bases = Area("Inputs", sheet.row, 0, len(keys), 1, "both")
    for number, key in enumerate(keys, 1):
        sheet.line(fixed(basis_named(key).label), f"basis {number}", basis_named(key).meaning)
    sheet.row += 1
    return bases


def _paid_late(sheet: Sheet, facts: Facts) -> Area | None:
    paid_late = facts.scenario.pay.paid_late
    if not paid_late:
        return None
    sheet.heading("Awards paid late")
    sheet.heads("Source", "Counts from", "Paid in the month of")
    area = Area("Inputs", sheet.row, 1, len(paid_late), 2, "both")
    for late in paid_late:
        sheet.line(late.source, given(late.from_, "day"), given(late.paid_on.replace(day=1), "day"))
    sheet.row += 1
    return area


def _awards(sheet: Sheet, facts: Facts) -> AwardRuns:
    cells: AwardRuns = {}
    for spine in facts.spines:
        awards, of = spine.pay.awards, f", {spine.name}" if spine.name else ""
        if awards:
            sheet.heading(f"Pay awards assumed, offered or settled, each added to the table before it{of}")
            sheet.heads("Standing", "From", "To point", "Rise, share", "Rise, £ a year", "Reason")
        for number, award in enumerate(awards):
            for run, rise in enumerate(award.by_point or (award,)):
                to_point = getattr(rise, "to_point", None)
                shown = "the top" if to_point is None else f"SCP {to_point}"
                rises = given(rise.percent or 0.0, "percent"), given(rise.flat or 0.0, "money")
                cells[spine.name, number, run] = Area("Inputs", sheet.row, 3, 1, 2, "both")
                sheet.line(award.standing, fixed(award.from_, "day"), shown, *rises, award.reason)
    return cells


def _grades(book: Book, facts: Facts) -> Area:
    rate_book = facts.costed.book
    numberings = range(len(rate_book.points.ladders))
    sheet = book.sheet(
        "Grades",
        "Inputs: the points of each grade",
        "“Top” is the last point before a bar, “extended top” the last after it. A post names its grade by grade no.",
        (10, 26, *[14] * 3 * len(numberings)),
        (FIRST_ROW, 2),
    )
    ends = [f"{end}{renumbered(number)}" for number in numberings for end in ("Bottom", "Top", "Extended top")]
    sheet.heads("Grade no.", "Grade", *ends, texts=2)
    for name, number in rate_book.range_number.items():
        sides = [rate_book.ranges[number].in_numbering(numbering) for numbering in numberings]
        points = [point for side in sides for point in (side.bottom, side.top, side.extended_top)]
        sheet.line(fixed(number + 1, "whole"), name, *(given(own_number(point), "whole") for point in points))
    return Area("Grades", FIRST_ROW, 2, len(rate_book.range_number), 3 * len(numberings), "col")
