"""The trace: from each figure that the report tells first to its cell, the input sheets it rests on, and sources."""

from collections.abc import Iterable

from model.report.twin.areas import Area
from model.report.twin.cleared import unfixed
from model.report.twin.facts import Facts
from model.report.twin.people_inputs import FIRST_ROW
from model.report.twin.price_results import Figure
from model.report.twin.sheets import Book, Sheet

SCENARIO = "The scenario"
INVENTED_BY_MODEL = "Worked out by the model from the scenario; the reasons stand in each row."


def write_trace(book: Book, facts: Facts, figures: Iterable[Figure]) -> Area:
    """Write a row a figure, and below them a row an input sheet with its cells and sources; the figures' area."""
    sheet = book.sheet(
        "Trace",
        "Trace: where each figure that the report tells first comes from",
        "Follow the cell to its formula, and the sheets that it rests on to their inputs and sources below.",
    )
    sheet.widths(64, 16, 16, 52, 74)
    sheet.freeze(FIRST_ROW, 1, one_table=False)
    sheet.head(FIRST_ROW - 1, 0, ("Figure", "Here", "Cell", "Rests on the inputs of"))
    inputs = input_sheets(book)
    row = FIRST_ROW - 1
    for row, figure in enumerate(figures, FIRST_ROW):
        sheet.text(row, 0, figure.words, "cell")
        sheet.formula(row, 1, figure.cell.cell(), figure.value, figure.number)
        _link(sheet, row, 2, figure.cell)
        sheet.wrapped(row, 3, ", ".join(name for name in inputs if name in figure.rests_on))
    traced = Area(sheet.name, FIRST_ROW, 0, row + 1 - FIRST_ROW, 4)
    row += 2
    sheet.text(row, 0, "Where the inputs stand and come from", "heading")
    sheet.head(row + 1, 0, ("Sheet", "Inputs", "First", "What is there", "Source"))
    first = row + 2
    for row, (name, cells) in enumerate(inputs.items(), first):
        sheet.text(row, 0, name, "cell")
        sheet.number(row, 1, len(cells), kind="cell")
        _link(sheet, row, 2, cells[0])
        sheet.text(row, 3, book.titles[name], "wrapped")
        sheet.wrapped(row, 4, "; ".join(dict.fromkeys(_sources(name, facts))))
    return traced


def _link(sheet: Sheet, row: int, col: int, cell: Area) -> None:
    """A cell's name, which leads to it."""
    shown = f"{cell.sheet}!{unfixed(cell.cell())}"
    sheet.page.write_url(row, col, f"internal:'{cell.sheet}'!{unfixed(cell.cell())}", sheet.book.style("cell"), shown)


def input_sheets(book: Book) -> dict[str, list[Area]]:
    """Each sheet that has inputs, with their cells in the order written."""
    found: dict[str, list[Area]] = {}
    for one in book.inputs:
        found.setdefault(one.cell.sheet, []).append(one.cell)
    return found


def _sources(name: str, facts: Facts) -> list[str]:
    """Where the inputs of a sheet come from."""
    scenario = facts.assessment.scenario
    read = facts.assessment.costed.book.rates_read
    if name == "Spine":
        return [rate.source for rate in read if rate.table == "spines"]
    if name == "Rates":
        return [rate.source for rate in read if rate.table not in ("spines", "grades")]
    if name == "Grades":
        return [rate.source for rate in read if rate.table == "grades"] or [SCENARIO]
    if name == "Prices":
        return [each.source for each in scenario.prices]
    if name == "Customers":
        return [scenario.customers.source]
    if name == "Service":
        return [line.source for line in scenario.trading.cost_lines]
    if name == "Results":
        return [each.source for each in scenario.published]
    return [INVENTED_BY_MODEL if name in ("Points", "Protection", "Once") else SCENARIO]
