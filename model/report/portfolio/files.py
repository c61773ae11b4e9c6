"""The folder of a portfolio: its page and its workbook, written whole or not at all."""

from collections.abc import Sequence
from pathlib import Path

from model.base.faults import Fault, InputFaults, listed
from model.base.whole_folder import built_beside
from model.portfolio.portfolio import Portfolio
from model.report.pack.files import write_text
from model.report.portfolio.page import heading, marking, portfolio_page
from model.report.table import Table
from model.report.twin.tables_workbook import write_book

PAGE, WORKBOOK = "portfolio.html", "portfolio.xlsx"


def refuse_what_is_other(folder: Path) -> None:
    """Raise InputFaults where the folder has something that no portfolio wrote."""
    folder = folder.resolve()
    other = [folder.name] if folder.exists() and not folder.is_dir() else []
    other += (
        sorted(path.name for path in folder.iterdir() if path.name not in (PAGE, WORKBOOK))
        if not other and folder.is_dir()
        else []
    )
    if other or not folder.name:
        found = listed([repr(name) for name in other[:3]], "and") if other else "the root of a drive"
        expected = "an earlier portfolio, an empty folder or no folder: give another folder with --out"
        raise InputFaults([Fault(folder.as_posix(), 1, "the folder", found, expected)])


def write_portfolio(portfolio: Portfolio, tables: Sequence[Table], folder: Path) -> Path:
    """Write the page and the workbook into a folder, replacing those of an earlier run. Gives the folder.

    Raises InputFaults, before anything is written, where the folder has something else.
    """
    refuse_what_is_other(folder)
    own = heading(portfolio)
    with built_beside(folder.resolve()) as building:
        write_text(building / PAGE, portfolio_page(portfolio, tables))
        reference = f"{own.authority}, {own.reference}"
        write_book(tables, f"Tables: {own.title}", reference, marking(portfolio), building / WORKBOOK)
    return folder
