"""The plain published workbook: each table of the report on its own sheet, as software and screen readers want it.

Each sheet has one table from column A, its title in A1, notes under the title, one header row, real numbers and dates,
no merged cells and no blank row inside the table. The look of a table is in its cells, so a table keeps its look
when it is pasted into a report. Source: Government Analysis Function, Releasing statistics in spreadsheets.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from textwrap import wrap
from typing import TypeAlias

import numpy as np
import pandas as pd

from model.assessment.assess import Assessment
from model.base.money import half_up
from model.disclosure.public_input import exempt_mark
from model.report.printed_numbers import PrintedNumber, day_in, number_in
from model.report.table import Table
from model.report.twin.sheets import Book, Sheet

LONGEST_NAME = 31
"""The most letters that Excel allows in a sheet's name."""
NOTE_WIDTH = 110
WIDEST, NARROWEST = 60, 11
ABBREVIATED = {"mtfs": "MTFS"}
NONE = "\u2013"
NUMBERS = int, float, Decimal, np.number
CellValue: TypeAlias = str | float | date | PrintedNumber
STYLE = {"style": "Table Style Light 1", "autofilter": False}


def write_tables(tables: Sequence[Table], assessment: Assessment, path: Path) -> None:
    """Write ``tables.xlsx``: a sheet of contents, then a sheet for each table, in the order of the report."""
    scenario = assessment.scenario
    reference = f"{scenario.authority}, {scenario.reference}"
    write_book(tables, f"Tables: {scenario.title}", reference, exempt_mark(scenario), path)


def write_book(tables: Sequence[Table], title: str, reference: str, marking: str, path: Path) -> None:
    """Write a workbook of tables under a title; ``marking`` is on every sheet and every printed page."""
    book = Book(path, title, reference, marking)
    contents = book.sheet("Contents", title, reference)
    names = sheet_names(table.key for table in tables)
    for name, table in zip(names, tables, strict=True):
        _write_table(book.sheet(name, table.title), table)
    _write_contents(contents, names, tables)
    contents.page.activate()
    book.close()


def one_table(table: Table, reference: str, marking: str) -> bytes:
    """The bytes of a workbook of one table, in the form of ``write_tables``."""
    content = BytesIO()
    book = Book(content, table.title, reference, marking)
    [name] = sheet_names(iter([table.key]))
    _write_table(book.sheet(name, table.title), table)
    book.close()
    return content.getvalue()


def sheet_names(keys: Iterator[str]) -> list[str]:
    """A sheet's name for each key, in at most 31 letters. No two are the same, even without regard to capitals."""
    names: list[str] = []
    for key in keys:
        words = (
            ABBREVIATED.get(key)
            or re.sub(r"[\[\]:*?/\\']", " ", key.replace("_", " ")).strip().capitalize()[:LONGEST_NAME]
        )
        taken, number, name = {other.lower() for other in names}, 2, words
        while name.lower() in taken or name.lower() in ("contents", "history"):
            name, number = f"{words[: LONGEST_NAME - 4]} {number}", number + 1
        names.append(name)
    return names


def _write_contents(sheet: Sheet, names: list[str], tables: Sequence[Table]) -> None:
    sheet.widths(34, max((len(table.title) for table in tables), default=NARROWEST) + 3, 8)
    notes = f"Sums are in £. {NONE} means that there is no such figure."
    sheet.text(2, 0, notes, "note")
    rows = [[name, table.title, len(table.frame)] for name, table in zip(names, tables, strict=True)]
    _excel_table(sheet, 3, "contents", ["Sheet", "Table", "Rows"], rows, ["general", "general", "whole"])
    for row, (name, *_) in enumerate(rows, 4):
        sheet.page.write_url(row, 0, f"internal:'{name}'!A1", sheet.book.style("label"), name)
    sheet.freeze(4, 0)


def _write_table(sheet: Sheet, table: Table) -> None:
    notes = wrap(table.note, NOTE_WIDTH)
    for row, line in enumerate(notes, 1):
        sheet.text(row, 0, line, "note")
    head = 1 + len(notes)
    columns = table.columns
    formats = [_format(table, column) for column in columns]
    rows = [
        [_value(table, column, value) for column, value in zip(columns, row, strict=True)] for row in table.rows()
    ] or [[NONE] * len(columns)]
    longest = [max(map(len, (column, *(str(row[col]) for row in rows)))) for col, column in enumerate(columns)]
    sheet.widths(*(min(max(letters + 3, NARROWEST), WIDEST) for letters in longest))
    _excel_table(sheet, head, table.key, columns, rows, formats, total_row=table.total_row)
    sheet.freeze(head + 1, 1)


def _format(table: Table, column: str) -> str:
    if column in table.money:
        return ("signed " if column in table.signed else "") + ("pence" if table.pence else "pounds")
    return "general"


def _value(table: Table, column: str, value: object) -> CellValue:
    """A value for a cell: money to the penny, and other numbers unchanged.

    Text that prints a number or a day is replaced by the number or the day.
    """
    if value is None or value == "" or (isinstance(value, float) and pd.isna(value)):
        return NONE
    if isinstance(value, bool) or not isinstance(value, NUMBERS):
        return number_in(str(value)) or day_in(str(value)) or str(value)
    if column in table.money:
        return float(half_up(value if isinstance(value, Decimal) else float(value)))
    return float(value)


def _excel_table(  # noqa: PLR0913  a table and where it is put
    sheet: Sheet,
    head: int,
    key: str,
    columns: list[str],
    rows: Sequence[list[CellValue]],
    formats: list[str],
    *,
    total_row: bool = False,
) -> None:
    """Write a named Excel table object. Text stays text, whatever it begins with. A row of totals has its own style."""
    name = "table_" + re.sub(r"\W", "_", key)
    right = [any(not isinstance(row[col], str | date) for row in rows) for col in range(len(columns))]
    heads = [sheet.book.style("head right" if of_numbers else "head left") for of_numbers in right]
    shown = [{"header": column, "header_format": head} for column, head in zip(columns, heads, strict=True)]
    last = head + len(rows)
    sheet.page.add_table(head, 0, last, len(columns) - 1, {"name": name, "columns": shown, **STYLE})
    sheet.height(head, 0, columns)
    for row, values in enumerate(rows, head + 1):
        sheet.height(row, 0, [str(value) if isinstance(value, date) else value for value in values])
        kind = "total " if total_row and row == last else ""
        for col, value in enumerate(values):
            _write_cell(sheet, (row, col), value, formats[col], kind)


def _write_cell(sheet: Sheet, place: tuple[int, int], value: CellValue, number: str, kind: str) -> None:
    style = sheet.book.style
    match value:
        case str():
            sheet.text(*place, value, f"{kind}text" if kind else "wrapped")
        case date():
            sheet.page.write_datetime(
                *place, datetime(value.year, value.month, value.day), style(f"{kind}text" if kind else "wrapped", "day")
            )
        case PrintedNumber():
            sheet.number(*place, float(value.value), value.code, f"{kind}cell")
        case _:
            sheet.page.write_number(*place, float(value), style(f"{kind}cell", number))
