"""Cells, names and styles of the twin: one way to write an input, and one to write a formula with its value."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cache
from pathlib import Path
from textwrap import wrap

import xlsxwriter
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

CREATED = datetime(2010, 1, 1)
"""The same in every workbook, so that two of one costing are alike byte for byte."""
EPOCH = date(1899, 12, 30)
"""The day that Excel counts from."""
COLOURS = {"ink": "#1d2a35", "input": "#fff4c2", "input ink": "#12436d", "head": "#12436d", "total": "#e8eef4"}
LINE_HEIGHT = 13.5
WRAPS_AT = 1.1
"""Of a column's width in letters: where words that do not fit go to the next line."""
NUMBERS = {
    "general": "General",
    "text": "@",
    "whole": "0",
    "money": "#,##0.00;-#,##0.00;0.00",
    "salary": "#,##0.00",
    "share": "0.0000",
    "percent": "0.00%",
    "fte": "0.00##",
    "pounds": "£#,##0;-£#,##0;£0",
    "signed pounds": "+£#,##0;-£#,##0;£0",
    "pence": "£#,##0.00;-£#,##0.00;£0.00",
    "signed pence": "+£#,##0.00;-£#,##0.00;£0.00",
    "day": "d mmm yyyy",
    "month": "mmm yyyy",
}
KINDS = {
    "title": {"bold": True, "font_size": 15},
    "note": {"italic": True, "font_color": "#44525e"},
    "heading": {"bold": True, "font_size": 12, "font_color": COLOURS["head"]},
    "head": {"bold": True, "font_color": "#ffffff", "bg_color": COLOURS["head"], "text_wrap": True, "valign": "top"},
    "head left": {
        "bold": True,
        "font_color": "#ffffff",
        "bg_color": COLOURS["head"],
        "text_wrap": True,
        "valign": "top",
        "align": "left",
        "indent": 1,
    },
    "head right": {
        "bold": True,
        "font_color": "#ffffff",
        "bg_color": COLOURS["head"],
        "text_wrap": True,
        "valign": "top",
        "align": "right",
    },
    "label": {"indent": 1},
    "plain": {},
    "wrapped": {"text_wrap": True, "valign": "top", "align": "left", "indent": 1},
    "strong": {"bold": True, "valign": "top"},
    "strong label": {"bold": True, "indent": 1},
    "cell": {"valign": "top"},
    "input": {"bg_color": COLOURS["input"], "font_color": COLOURS["input ink"], "border": 1, "border_color": "#c9b458"},
    "formula": {},
    "total": {"bold": True, "bg_color": COLOURS["total"], "top": 1},
}


def serial(day: date) -> int:
    """A day as Excel counts it."""
    return (day - EPOCH).days


@cache
def _column(number: int) -> str:
    return xl_col_to_name(number)


@dataclass(frozen=True)
class Area:
    """A rectangle of cells on a sheet. ``fixed`` says what of a reference to one cell stays put when it is copied."""

    sheet: str
    row: int
    col: int
    rows: int = 1
    cols: int = 1
    fixed: str = ""
    """``row``, ``col``, ``both`` or nothing."""

    def cell(self, i: int = 0, j: int = 0) -> str:
        """The reference of one cell."""
        col = "$" * (self.fixed in ("col", "both")) + _column(self.col + j)
        return f"{self.sheet}!{col}{'$' * (self.fixed in ('row', 'both'))}{self.row + i + 1}"

    def down(self, j: int = 0) -> str:
        """The reference of one column, its rows fixed."""
        name = "$" * (self.fixed in ("col", "both")) + _column(self.col + j)
        return f"{self.sheet}!{name}${self.row + 1}:{name}${self.row + self.rows}"

    def across(self, i: int = 0) -> str:
        """The reference of one row, its columns fixed."""
        row = "$" * (self.fixed in ("row", "both")) + str(self.row + i + 1)
        return f"{self.sheet}!${_column(self.col)}{row}:${_column(self.col + self.cols - 1)}{row}"

    def whole(self) -> str:
        """The reference of all of it, fixed."""
        first, last = _column(self.col), _column(self.col + self.cols - 1)
        return f"{self.sheet}!${first}${self.row + 1}:${last}${self.row + self.rows}"

    def part(self, row: int = 0, col: int = 0, rows: int = 1, cols: int = 1) -> "Area":
        """A smaller rectangle inside it."""
        return replace(self, row=self.row + row, col=self.col + col, rows=rows, cols=cols)


class Page(Worksheet):
    """A worksheet that takes formulas as they are: none here has a function that the library would have to mark."""

    def _prepare_formula(self, formula: str, expand_future_functions: bool = False) -> str:
        return formula.removeprefix("=")


class Sheet:
    """One sheet: a title and a note on top, print settings, and the ways to write a cell."""

    def __init__(self, book: "Book", name: str, title: str, note: str):
        self.book, self.name = book, name
        self.page = book.file.add_worksheet(name, Page)
        self.page.hide_gridlines(2)
        self.page.set_landscape()
        self.page.set_paper(9)
        self.page.fit_to_pages(1, 0)
        self.page.set_footer("&L&A&RPage &P of &N")
        if book.marking:
            self.page.set_header(f"&L{book.marking}")
        self.text(0, 0, title, "title")
        if under := ". ".join(filter(None, (book.marking, note))):
            self.text(1, 0, under, "note")
        self._widths: tuple[float, ...] = ()

    def text(self, row: int, col: int, text: str, kind: str = "label") -> None:
        """Text, whatever it begins with."""
        self.page.write_string(row, col, text, self.book.style(kind))

    def number(self, row: int, col: int, value: float, number: str = "whole", kind: str = "label") -> None:
        """A number that names something, or that is given as it was: neither an input nor a formula."""
        self.page.write_number(row, col, float(value), self.book.style(kind, number))

    def head(self, row: int, col: int, labels: Iterable[str]) -> None:
        """A header row, as high as its longest label needs."""
        labels = list(labels)
        for offset, label in enumerate(labels):
            self.text(row, col + offset, label, "head")
        self.height(row, col, labels)

    def wrapped(self, row: int, col: int, text: str) -> None:
        """Text over as many lines as the column needs."""
        self.text(row, col, text, "wrapped")
        self.height(row, col, [text])

    def height(self, row: int, col: int, texts: Iterable[object]) -> None:
        """Make a row as high as its texts need: software that opens the file does not always do so."""
        widths = self._widths[col:]
        lines = [
            len(wrap(str(text), max(int(width * WRAPS_AT), 4))) for text, width in zip(texts, widths, strict=False)
        ]
        if max(lines, default=1) > 1:
            self.page.set_row(row, LINE_HEIGHT * max(lines))

    def input(self, row: int, col: int, value: object, number: str = "general") -> Area:
        """A cell that the reader may change; None is an empty one."""
        style = self.book.style("input", number)
        if isinstance(value, date):
            self.page.write_number(row, col, serial(value), style)
        elif isinstance(value, str):
            self.page.write_string(row, col, value, style)
        elif value is None:
            self.page.write_blank(row, col, None, style)
        else:
            self.page.write_number(row, col, float(value), style)
        return Area(self.name, row, col, fixed="both")

    def formula(
        self, row: int, col: int, formula: str, value: object, number: str = "general", kind: str = "formula"
    ) -> Area:
        """A formula with its value. References to this sheet lose its name."""
        shown = serial(value) if isinstance(value, date) else value
        if not isinstance(shown, str):
            shown = float(shown)
        self.page.write_formula(
            row, col, "=" + formula.replace(self.name + "!", ""), self.book.style(kind, number), shown
        )
        return Area(self.name, row, col, fixed="both")

    def widths(self, *widths: float) -> None:
        """Column widths from the first column on; before anything that is wrapped in them."""
        self._widths = widths
        for col, width in enumerate(widths):
            self.page.set_column(col, col, width)

    def print_on(self, pages: int) -> None:
        """Print on so many pages side by side, that the figures can be read."""
        self.page.fit_to_pages(pages, 0)

    def freeze(self, row: int, col: int) -> None:
        """Keep the rows above and the columns to the left in sight, and print the rows on every page."""
        self.page.freeze_panes(row, col)
        if row:
            self.page.repeat_rows(0, row - 1)
        if col:
            self.page.repeat_columns(0, col - 1)


class Book:
    """The workbook: text stays text, styles are made once, and the properties are the same for the same costing."""

    def __init__(self, path: Path, title: str, subject: str, marking: str = ""):
        """``marking`` stands at the head of every printed page, and under the title of every sheet."""
        self.marking = marking
        options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
        self.file = xlsxwriter.Workbook(str(path), options)
        self.file.set_properties({"title": title, "subject": subject, "created": CREATED})
        self.file.set_size(2400, 1600)
        self._styles: dict[tuple[str, str], object] = {}

    def style(self, kind: str, number: str = "general") -> object:
        """A style by what the cell is and how its number is shown."""
        if (kind, number) not in self._styles:
            self._styles[kind, number] = self.file.add_format(
                {"font_name": "Arial", "font_size": 10, "font_color": COLOURS["ink"], "num_format": NUMBERS[number]}
                | KINDS[kind]
            )
        return self._styles[kind, number]

    def sheet(self, name: str, title: str, note: str = "") -> Sheet:
        """Add a sheet."""
        return Sheet(self, name, title, note)

    def define(self, name: str, area: Area) -> str:
        """Give an area a name that formulas may use; the name is handed back."""
        self.file.define_name(name, "=" + area.whole())
        return name
