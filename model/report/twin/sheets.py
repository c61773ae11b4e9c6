"""Cells, names and styles of the twin: one way to write an input, and one to write a formula with its value."""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from functools import partial
from io import BytesIO
from pathlib import Path
from textwrap import wrap
from typing import cast
from xml.sax.saxutils import escape

import numpy as np
from xlsxwriter.format import Format

from model.report.twin.areas import Area, copied_right
from model.report.twin.cells import Cell, Cleared, Value, stored
from model.report.twin.file import OPTIONS, Page, WorkbookFile
from model.report.twin.styles import COLOURS, KINDS, NUMBERS

FIRST_ROW = 4
"""The first row below the head of a sheet."""
CREATED = datetime(2010, 1, 1)
"""The creation date of every workbook, so that two workbooks of one costing are the same byte for byte."""
A3, A4 = 8, 9
"""Sizes of paper, as a workbook numbers them."""
TITLE_WIDTH, USUAL_WIDTH = 110, 9
"""The greatest width of a title, and the width of a column for which none is stated, in letters."""
LINE_HEIGHT = 13.5
WRAPS_AT = 1.1
"""How many letters of wrapped text fit on a line, for each letter of the column's width."""


def _lines(text: object, width: float) -> int:
    """How many lines a text takes in a column."""
    shown, letters = str(text), max(int(width * WRAPS_AT), 4)
    return 1 if len(shown) <= letters else len(wrap(shown, letters))


class Sheet:
    """One sheet: a title and a note on top, print settings, and the ways to write a cell.

    ``row`` is the next row of a sheet that is written downwards.
    """

    def __init__(self, book: "Book", name: str, title: str, note: str, widths: Sequence[float]):
        self.book, self.name, self.title, self.row = book, name, title, FIRST_ROW - 1
        self.page = cast(Page, book.file.add_worksheet(name, Page))
        self.page.hide_gridlines(2)
        self.page.set_landscape()
        self.page.set_paper(A4)
        self.page.fit_to_pages(1, 0)
        self.page.set_footer("&L&A&RPage &P of &N")
        if book.marking:
            self.page.set_header(f"&L{book.marking}")
        self.text(0, 0, title, "title")
        if under := ". ".join(filter(None, (book.marking, note))):
            self.text(1, 0, under, "note")
        self.widths(*widths)

    def cells(self, row: int, col: int, *cells: Cell | str) -> None:
        """Write cells side by side. A plain text is written as a label."""
        for at, cell in enumerate(cells, col):
            if isinstance(cell, str):
                self.text(row, at, cell)
            elif cell.formula:
                self.fill(row, at, lambda _, cell=cell: cell.formula, [cast(Value, cell.value)], cell.number, cell.kind)
            elif cell.kind in ("input", "stated"):
                self.input(row, at, cell.value, cell.number, cell.kind)
            elif isinstance(cell.value, str):
                self.text(row, at, cell.value, cell.kind)
            else:
                self.number(row, at, cast(float, cell.value), cell.number, cell.kind)

    def line(self, *cells: Cell | str) -> Area:
        """Write the next row, and return the second cell of that row."""
        self.cells(self.row, 0, *cells)
        self.row += 1
        return Area(self.name, self.row - 1, 1, fixed="both")

    def heading(self, text: str) -> None:
        """Write a heading in the next row."""
        self.line(Cell(text, kind="heading"))

    def heads(self, *labels: str, texts: int | None = None) -> None:
        """Write the next row as a header row."""
        self.head(self.row, 0, labels, texts)
        self.row += 1

    def column(self, col: int, formula: Callable[[int], str], values: Iterable[Value], number: str = "whole") -> Area:
        """Write one formula down a column, from the first row below the head."""
        row = FIRST_ROW
        for row, value in enumerate(values, FIRST_ROW):
            self.formula(row, col, formula(row - FIRST_ROW), value, number)
        return Area(self.name, FIRST_ROW, col, row + 1 - FIRST_ROW, 1, "col")

    def block(
        self, row: int, col: int, formula: Callable[[int, int], str], values: np.ndarray, number: str = "money"
    ) -> Area:
        """Write rows of one formula with their values. ``formula`` takes a row and a column of the block."""
        for i, amounts in enumerate(values.tolist()):
            self.fill(row + i, col, partial(formula, i), amounts, number)
        return Area(self.name, row, col, *values.shape)

    def text(self, row: int, col: int, text: str, kind: str = "label") -> None:
        """Write text, which stays text whatever it begins with. Empty text leaves the cell empty."""
        self.page.write_cell(row, col, text or None, self.book.style(kind))

    def number(self, row: int, col: int, value: float, number: str = "whole", kind: str = "label") -> None:
        """Write a number that is neither an input nor a formula, such as a count or the number of a grade."""
        self.page.write_number(row, col, float(value), self.book.style(kind, number))

    def head(self, row: int, col: int, labels: Iterable[str], texts: int | None = None) -> None:
        """Write a header row, as high as its longest label needs. Columns after the first ``texts`` have numbers."""
        labels = list(labels)
        for offset, label in enumerate(labels):
            self.text(row, col + offset, label, "head" if texts is None or offset < texts else "head right")
        self.height(row, col, labels)

    def wrapped(self, row: int, col: int, text: str) -> None:
        """Write text over as many lines as the column needs."""
        self.text(row, col, text, "wrapped")
        self.height(row, col, [text])

    def height(self, row: int, col: int, texts: Iterable[object]) -> None:
        """Make a row high enough for its texts: software that opens the file does not always do so."""
        lines = max(map(_lines, texts, self._widths[col:]), default=1)
        if lines > 1:
            self.page.set_row(row, LINE_HEIGHT * lines)

    def input(self, row: int, col: int, value: Value | None, number: str = "general", kind: str = "input") -> Area:
        """Write a cell that the reader may change; empty where the value is None."""
        style, area = self.book.style(kind, number), Area(self.name, row, col, fixed="both")
        content = None if value is None else stored(value)
        self.book.inputs.append(Cleared(area, content, number))
        self.page.write_cell(row, col, content, style)
        return area

    def formula(
        self, row: int, col: int, formula: str, value: Value, number: str = "general", kind: str = "formula"
    ) -> Area:
        """Write a formula with its value. References to this sheet leave out its name."""
        self.fill(row, col, lambda _: formula, [value], number, kind)
        return Area(self.name, row, col, fixed="both")

    def fill(
        self,
        row: int,
        col: int,
        formula: Callable[[int], str],
        values: Sequence[Value],
        number: str = "general",
        kind: str = "formula",
    ) -> None:
        """Write a row of one formula with its values. Cells from the third on are copies of the second.

        The first cell may differ, for example where a count begins. Raises ValueError where the formula of the last
        cell is not a copy of the second.
        """
        last = len(values) - 1
        texts = [self._as_stored(formula(at)) for at in range(min(len(values), 2))]
        if last > 1:
            copied = copied_right(texts[1], col + 1)
            texts += [copied(at) for at in range(col + 2, col + len(values))]
            if texts[last] != self._as_stored(formula(last)):
                raise ValueError(f"{self.name}, row {row + 1}: {formula(last)} is not a copy of {formula(1)}")
        contents = [value if type(value) is float else stored(value) for value in values]
        self.page.write_formulas(row, col, texts, self.book.style_number(kind, number), contents)
        self.book.formulas.append(Area(self.name, row, col, 1, len(texts)))

    def _as_stored(self, formula: str) -> str:
        return escape(formula.replace(self.name + "!", ""))

    def widths(self, *widths: float) -> None:
        """Set column widths from the first column on. Call this before text is wrapped in them."""
        self._widths = widths
        for col, width in enumerate(widths):
            self.page.set_column(col, col, width)

    def print_all(self) -> None:
        """Set what is printed: every filled cell, and enough columns for the title and the note."""
        last_row, last_col = self.page.last_cell
        wide, col = 0.0, -1
        while wide < TITLE_WIDTH or col < last_col:
            col += 1
            wide += self._widths[col] if col < len(self._widths) else USUAL_WIDTH
        self.page.print_area(0, 0, last_row, col)

    def freeze(self, row: int, col: int, *, one_table: bool = True) -> None:
        """Keep the rows above a cell and the columns to its left in sight.

        These columns are also printed on every page, and with ``one_table`` so are these rows.
        """
        self.page.freeze_panes(row, col)
        if row and one_table:
            self.page.repeat_rows(0, row - 1)
        if col:
            self.page.repeat_columns(0, col - 1)


class Book:
    """The workbook: text stays text, styles are made once, and the properties are the same for the same costing."""

    def __init__(self, path: Path | BytesIO, title: str, subject: str, marking: str = ""):
        """``marking`` is at the head of every printed page, and under the title of every sheet."""
        self.marking = marking
        self.file = WorkbookFile(str(path) if isinstance(path, Path) else path, OPTIONS)
        self.file.set_properties({"title": title, "subject": subject, "created": CREATED})
        self.file.set_size(2400, 1600)
        self.inputs: list[Cleared] = []
        self.formulas: list[Area] = []
        """Every run of formulas that has been written so far; ``inputs`` has every input."""
        self.sheets: dict[str, Sheet] = {}
        self._styles: dict[tuple[str, str], Format] = {}
        self._numbers: dict[tuple[str, str], int] = {}

    def style(self, kind: str, number: str = "general") -> Format:
        """The style of a kind of cell. ``number`` is a kind of number, such as ``money``, or Excel's own code."""
        if (kind, number) not in self._styles:
            code = NUMBERS.get(number, number)
            self._styles[kind, number] = self.file.add_format(
                {"font_name": "Arial", "font_size": 10, "font_color": COLOURS["ink"], "num_format": code} | KINDS[kind]
            )
        return self._styles[kind, number]

    def style_number(self, kind: str, number: str) -> int:
        """The number of a style in the file, for cells that are written as the file has them."""
        if (kind, number) not in self._numbers:
            self._numbers[kind, number] = self.style(kind, number)._get_xf_index()
        return self._numbers[kind, number]

    def sheet(
        self,
        name: str,
        title: str,
        note: str = "",
        widths: Sequence[float] = (),
        freeze: tuple[int, int] = (0, 0),
        wide: bool = False,
    ) -> Sheet:
        """Add a sheet with its column widths and the rows and columns that stay in sight.

        A ``wide`` sheet prints on A3, because the months of several years could not be read on A4.
        """
        sheet = Sheet(self, name, title, note, widths)
        self.sheets[name] = sheet
        if any(freeze):
            sheet.freeze(*freeze)
        if wide:
            sheet.page.set_paper(A3)
            sheet.page.set_margins(left=0.4, right=0.4, top=0.6, bottom=0.6)
        return sheet

    def define(self, name: str, area: Area) -> None:
        """Give an area a name that formulas may use."""
        self.file.define_name(name, "=" + area.whole())

    def close(self) -> None:
        """Write the file."""
        for sheet in self.sheets.values():
            sheet.print_all()
        self.file.close()
