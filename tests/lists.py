"""Lists of posts written for a test, as CSV or as workbooks; every value is invented."""

import csv
import json
from pathlib import Path

import pytest
from conftest import small
from openpyxl import Workbook

from model.desk.draft import Draft
from model.desk.list_read import read_list, suggest
from model.desk.posts_in import match


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


@pytest.fixture
def draft(tmp_path, rates):
    """A small scenario of 2024/25 on the national spine, points 2 to 43."""
    path = tmp_path / "scenario.yaml"
    path.write_text(json.dumps(small()), encoding="utf-8")
    return Draft.open(path, rates)


@pytest.fixture
def taken(tmp_path, draft):
    """Write a list, as CSV or as sheets, and match it as suggested; gives what would be taken in."""

    def take(rows=None, change=None, side="present", choose=None, **sheets):
        if rows is not None:
            path = write_csv(tmp_path / "list.csv", rows)
        else:
            path = write_book(tmp_path / "list.xlsx", change, **sheets)
        posts = read_list(path)
        return match(posts, side, suggest(posts, side) | (choose or {}), draft)

    return take
