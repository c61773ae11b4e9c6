"""The trace: each headline figure's cell, the input sheets that the figure rests on, and the sources of the inputs."""

from collections.abc import Iterable, Mapping

from model.base.stated import stated
from model.report.twin.areas import Area
from model.report.twin.cells import Cell, worked
from model.report.twin.cleared import unfixed
from model.report.twin.facts import Facts
from model.report.twin.price_results import Figure
from model.report.twin.sheets import FIRST_ROW, Book, Sheet
from model.report.twin.steps import Stepped, linked

SCENARIO = "The scenario"
INVENTED_BY_MODEL = "Worked out by the model from the scenario; the reasons are in each row."


def write_trace(book: Book, facts: Facts, figures: Iterable[Figure], steps: Mapping[str, Stepped]) -> None:
    """Write a row for each figure, and below them a row for each input sheet with its cells and sources."""
    sheet = book.sheet(
        "Trace",
        "Trace: where each headline figure of the report comes from",
        "Follow the link to the cell and its formula. Below are the inputs and sources of the sheets that it rests on.",
        (64, 16, 16, 52, 74),
    )
    sheet.freeze(FIRST_ROW, 1, one_table=False)
    sheet.heads("Figure", "Here", "Cell", "Rests on the inputs of", "Its steps")
    inputs = input_sheets(book)
    for figure in figures:
        _link(sheet, figure.cell)
        sheet.wrapped(sheet.row, 3, ", ".join(name for name in inputs if name in figure.rests_on))
        if figure.words in steps:
            linked(sheet, 4, steps[figure.words])
        here = worked(figure.cell.cell(), figure.value, figure.number)
        sheet.line(Cell(figure.words, kind="cell"), here)
    sheet.row += 1
    sheet.heading("Where the inputs are and where they come from")
    sheet.heads("Sheet", "Inputs", "First", "What is there", "Source")
    for name, cells in inputs.items():
        _link(sheet, cells[0])
        sheet.text(sheet.row, 3, book.sheets[name].title, "wrapped")
        sheet.wrapped(sheet.row, 4, "; ".join(dict.fromkeys(_sources(name, facts))))
        sheet.line(Cell(name, kind="cell"), Cell(len(cells), "whole", "cell"))


def _link(sheet: Sheet, cell: Area) -> None:
    """Write a cell's name in the third column of the next row, as a link to the cell."""
    place = unfixed(cell.cell())
    address, style = f"internal:'{cell.sheet}'!{place}", sheet.book.style("cell")
    sheet.page.write_url(sheet.row, 2, address, style, f"{cell.sheet}!{place}")


def input_sheets(book: Book) -> dict[str, list[Area]]:
    """Each sheet that has inputs, with their cells in the order written."""
    sheets: dict[str, list[Area]] = {}
    for cleared in book.inputs:
        sheets.setdefault(cleared.cell.sheet, []).append(cleared.cell)
    return sheets


def _sources(name: str, facts: Facts) -> list[str]:
    """Where the inputs of a sheet come from."""
    scenario, read = facts.scenario, facts.costed.book.rates_read
    match name:
        case "Spine":
            return [rate.source for rate in read if rate.table == "spines"]
        case "Rates":
            return [rate.source for rate in read if rate.table not in ("spines", "grades")]
        case "Grades":
            return [rate.source for rate in read if rate.table == "grades"] or [SCENARIO]
        case "Prices":
            return [prices.source for prices in scenario.prices]
        case "Customers":
            return [facts.customers.source]
        case "Service":
            return [line.source for line in stated(scenario.trading, "a trading account").cost_lines]
        case "Results":
            return [published.source for published in scenario.published]
        case "Points" | "Protection" | "Once":
            return [INVENTED_BY_MODEL]
    return [SCENARIO]
