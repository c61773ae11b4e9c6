"""Cells, names and styles of the twin: one way to write an input, and one to write a formula with its value."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from textwrap import wrap
from xml.sax.saxutils import escape

from xlsxwriter.format import Format

from model.report.twin.areas import Area, copied_right
from model.report.twin.file import OPTIONS, Page, WorkbookFile
from model.report.twin.styles import COLOURS, KINDS, NUMBERS

CREATED = datetime(2010, 1, 1)
"""The same in every workbook, so that two of one costing are alike byte for byte."""
EPOCH = date(1899, 12, 30)
"""The day that Excel counts from."""
A3, A4 = 8, 9
"""Sizes of paper, as a workbook numbers them."""
TITLE_WIDTH, USUAL_WIDTH = 110, 9
"""Letters that a title may be wide, and those of a column of which no width is said."""
LINE_HEIGHT = 13.5
WRAPS_AT = 1.1
"""Of a column's width in letters: where words that do not fit go to the next line."""


def serial(day: date) -> int:
    """A day as Excel counts it."""
    return (day - EPOCH).days


def _stored(value: object) -> str | float:
    if isinstance(value, str):
        return value
    return float(serial(value)) if isinstance(value, date) else float(value)


def _lines(text: object, width: float) -> int:
    """How many lines a text takes in a column."""
    shown, letters = str(text), max(int(width * WRAPS_AT), 4)
    return 1 if len(shown) <= letters else len(wrap(shown, letters))


@dataclass(frozen=True)
class Cleared:
    """An input as it was cleared: its cell, its value (None for an empty one) and how its number is shown."""

    cell: Area
    value: str | float | None
    number: str


class Sheet:
    """One sheet: a title and a note on top, print settings, and the ways to write a cell."""

    def __init__(self, book: "Book", name: str, title: str, note: str):
        self.book, self.name = book, name
        self.page = book.file.add_worksheet(name, Page)
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
        self._widths: tuple[float, ...] = ()

    def text(self, row: int, col: int, text: str, kind: str = "label") -> None:
        """Text, whatever it begins with; none leaves the cell empty."""
        write = self.page.write_string if text else self.page.write_blank
        write(row, col, text, self.book.style(kind))

    def number(self, row: int, col: int, value: float, number: str = "whole", kind: str = "label") -> None:
        """A number that names something, or that is given as it was: neither an input nor a formula."""
        self.page.write_number(row, col, float(value), self.book.style(kind, number))

    def head(self, row: int, col: int, labels: Iterable[str], texts: int | None = None) -> None:
        """A header row, as high as its longest label needs; after the first so many columns the rest are of numbers."""
        labels = list(labels)
        for offset, label in enumerate(labels):
            self.text(row, col + offset, label, "head" if texts is None or offset < texts else "head right")
        self.height(row, col, labels)

    def wrapped(self, row: int, col: int, text: str) -> None:
        """Text over as many lines as the column needs."""
        self.text(row, col, text, "wrapped")
        self.height(row, col, [text])

    def height(self, row: int, col: int, texts: Iterable[object]) -> None:
        """Make a row as high as its texts need: software that opens the file does not always do so."""
        lines = max(map(_lines, texts, self._widths[col:]), default=1)
        if lines > 1:
            self.page.set_row(row, LINE_HEIGHT * lines)

    def input(self, row: int, col: int, value: object, number: str = "general", kind: str = "input") -> Area:
        """A cell that the reader may change; None is an empty one."""
        style, area = self.book.style(kind, number), Area(self.name, row, col, fixed="both")
        self.book.inputs.append(Cleared(area, None if value is None else _stored(value), number))
        if value is None:
            self.page.write_blank(row, col, None, style)
        elif isinstance(value, str):
            self.page.write_string(row, col, value, style)
        else:
            self.page.write_number(row, col, _stored(value), style)
        return area

    def stated(self, row: int, col: int, value: object, number: str = "general") -> Area:
        """A value that formulas may read, but that is changed in the scenario and not here."""
        return self.input(row, col, value, number, "stated")

    def formula(
        self, row: int, col: int, formula: str, value: object, number: str = "general", kind: str = "formula"
    ) -> Area:
        """A formula with its value. References to this sheet lose its name."""
        self.fill(row, col, lambda _: formula, [value], number, kind)
        return Area(self.name, row, col, fixed="both")

    def fill(
        self,
        row: int,
        col: int,
        formula: Callable[[int], str],
        values: Sequence[object],
        number: str = "general",
        kind: str = "formula",
    ) -> None:
        """A row of one formula with its values. The second cell is copied to the right; the first may begin a count.

        Raises ValueError where the formula asked for the last cell is not such a copy.
        """
        last = len(values) - 1
        texts = [self._as_stored(formula(at)) for at in range(min(len(values), 2))]
        if last > 1:
            copied = copied_right(texts[1], col + 1)
            texts += [copied(at) for at in range(col + 2, col + len(values))]
            if texts[last] != self._as_stored(formula(last)):
                raise ValueError(f"{self.name}, row {row + 1}: {formula(last)} is no copy of {formula(1)}")
        stored = values if all(type(value) is float for value in values) else [*map(_stored, values)]
        self.page.write_formulas(row, col, texts, self.book.style_number(kind, number), stored)
        self.book.formulas.append(Area(self.name, row, col, 1, len(texts)))

    def _as_stored(self, formula: str) -> str:
        return escape(formula.replace(self.name + "!", ""))

    def widths(self, *widths: float) -> None:
        """Column widths from the first column on; before anything that is wrapped in them."""
        self._widths = widths
        for col, width in enumerate(widths):
            self.page.set_column(col, col, width)

    def print_wide(self) -> None:
        """Print on A3: the months of several years beside each other could not be read on A4."""
        self.page.set_paper(A3)
        self.page.set_margins(left=0.4, right=0.4, top=0.6, bottom=0.6)

    def print_all(self) -> None:
        """Print what holds anything, and as far to the right as the title and the note over it run."""
        wide, col = 0.0, -1
        while wide < TITLE_WIDTH or col < self.page.dim_colmax:
            col += 1
            wide += self._widths[col] if col < len(self._widths) else USUAL_WIDTH
        self.page.print_area(0, 0, self.page.dim_rowmax, col)

    def freeze(self, row: int, col: int, *, one_table: bool = True) -> None:
        """Keep the rows above and the columns to the left in sight; print the rows on every page of ``one_table``."""
        self.page.freeze_panes(row, col)
        if row and one_table:
            self.page.repeat_rows(0, row - 1)
        if col:
            self.page.repeat_columns(0, col - 1)


class Book:
    """The workbook: text stays text, styles are made once, and the properties are the same for the same costing."""

    def __init__(self, path: Path, title: str, subject: str, marking: str = ""):
        """``marking`` stands at the head of every printed page, and under the title of every sheet."""
        self.marking = marking
        self.file = WorkbookFile(str(path), OPTIONS)
        self.file.set_properties({"title": title, "subject": subject, "created": CREATED})
        self.file.set_size(2400, 1600)
        self.inputs: list[Cleared] = []
        self.formulas: list[Area] = []
        """Every input and every run of formulas that has been written so far."""
        self.titles: dict[str, str] = {}
        self._sheets: list[Sheet] = []
        self._styles: dict[tuple[str, str], Format] = {}
        self._numbers: dict[tuple[str, str], int] = {}

    def style(self, kind: str, number: str = "general") -> Format:
        """A style by what the cell is and how its number is shown."""
        if (kind, number) not in self._styles:
            self._styles[kind, number] = self.file.add_format(
                {"font_name": "Arial", "font_size": 10, "font_color": COLOURS["ink"], "num_format": NUMBERS[number]}
                | KINDS[kind]
            )
        return self._styles[kind, number]

    def style_number(self, kind: str, number: str) -> int:
        """The number of a style in the file, for cells that are written as they stand in it."""
        if (kind, number) not in self._numbers:
            self._numbers[kind, number] = self.style(kind, number)._get_xf_index()
        return self._numbers[kind, number]

    def sheet(self, name: str, title: str, note: str = "") -> Sheet:
        """Add a sheet."""
        self.titles[name] = title
        self._sheets.append(Sheet(self, name, title, note))
        return self._sheets[-1]

    def define(self, name: str, area: Area) -> str:
        """Give an area a name that formulas may use; the name is handed back."""
        self.file.define_name(name, "=" + area.whole())
        return name

    def close(self) -> None:
        """Write the file."""
        for sheet in self._sheets:
            sheet.print_all()
        self.file.close()
