"""Lists of posts written for a test, as CSV or as workbooks; every value is invented."""

import csv
from pathlib import Path

from openpyxl import Workbook


def write_csv(path: Path, rows) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    return path


def write_book(path: Path, change=None, **sheets) -> Path:
    """Each sheet as rows of values; ``change`` is done to the workbook before it is saved."""
    book = Workbook()
    book.remove(book.active)
    for title, rows in sheets.items():
        sheet = book.create_sheet(title.replace("_", " "))
        for row in rows:
            sheet.append(row)
    if change:
        change(book)
    book.save(path)
    return path
