"""A scenario as a workbook, blank or with its values: the form, a sheet for each list, and two sheets to read.

Cells for text have the format of text, so that Excel does not turn 2010/11 into a date. Numbers, percentages and dates
have cells of their kind.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from io import BytesIO
from textwrap import wrap
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from model.base.financial_year import in_words
from model.rates.tables import Rates
from model.schema.workbook.cells import Cell
from model.schema.workbook.in_force import GRADES, POINTS, choices_in_force, grades_in_force, named_in, points_in_force
from model.schema.workbook.layout import FORM, Column, Table, form, parent_key, sheet_names, tables
from model.schema.workbook.spreading import Row, Spread, spread
from model.schema.workbook.validation import Lists, help_of, unit_of, validation_of

HOW_TO = "About this workbook"
RATES = "About points and grades"
HEADINGS = ("Key", "What", "Value", "Unit", "What it means")
FIRST_ROW = 3
"""The first row of a list's entries, from 0: above it are the title, the headings and the keys."""
MOST_ROWS = 1_000
"""Rows of a list that are ready to be filled in. More rows can be filled in too."""
FORMATS = {"text": "@", "number": "General", "percentage": "0.0##%", "day": "d mmmm yyyy"}
"""How the cells of each kind are shown."""
FORM_WIDTHS = (24, 34, 44, 18, 90)
"""The width of each column of the form, in letters."""
LINE = 15
"""The height of a line of text in a cell, in points."""
WIDE = {"text": 22, "number": 13, "percentage": 13, "day": 20}
GUIDE = (
    "Fill in the sheet Scenario, then the lists that you need. A blank cell is left out.",
    "Each heading has a note. It says what the value means, how to write it, and whether it must be given.",
    "Where a cell takes several values, put a semicolon between them.",
    "Each row of a list within a list says which entry it belongs to, by the entry's name or by a number such as #2.",
    "The grey keys tell the workbook what each cell is: leave them. You may move rows and columns, and delete sheets "
    "that you don't need.",
    "A sheet whose name begins with My is yours: the workbook does not read it.",
    "When you have filled it in, run python3 workbook.py check FILE. It says everything that is wrong, with sheet and "
    "cell.",
)


def workbook_of(data: Mapping[str, Any], rates: Rates, day: date) -> bytes:
    """A workbook with the values of a scenario, blank where there are none; points and grades are those of ``day``."""
    content = BytesIO()
    book = Workbook(content, {"in_memory": True})
    book.set_properties({"title": str(data.get("title") or "A scenario"), "created": day})
    _Writing(book, spread(data), data, rates, day).write()
    book.close()
    return content.getvalue()


class _Writing:
    """A workbook while it is written."""

    def __init__(self, book: Workbook, cells: Spread, data: Mapping[str, Any], rates: Rates, day: date):
        self.book, self.cells, self.data, self.rates, self.day = book, cells, data, rates, day
        self.head = self._format(bold=True, text_wrap=True, valign="top", bg_color="#DCE6F0", border=1)
        self.title, self.key = (
            self._format(bold=True, font_size=14),
            self._format(font_color="#595959", italic=True, valign="top"),
        )
        self.words, self.section = self._format(text_wrap=True, valign="top"), self._format(bold=True, valign="top")
        self.kinds, self.boxes = self._formats(), self._formats(align="left", border=1, border_color="#7F7F7F")
        self.lists = Lists(choices_in_force(data, rates, day))

    def write(self) -> None:
        """Write every sheet; the lists are in the order of the reference."""
        how_to, sheet = (self.book.add_worksheet(name) for name in (HOW_TO, FORM))
        self._write_form(sheet)
        for table in tables():
            self._write_list(table, self.book.add_worksheet(sheet_names()[table.at]))
        self._write_rates(self.book.add_worksheet(RATES))
        self._write_how_to(how_to)
        if self.lists.choices:
            self._write_choices(self.book.add_worksheet(self.lists.sheet))
        sheet.activate()

    def _format(self, **how: Any) -> Format:
        return self.book.add_format(how)

    def _formats(self, **more: Any) -> dict[str, Format]:
        """The format of each kind of cell. ``more`` are further settings, for the cells of the form."""
        return {
            kind: self._format(num_format=shown, text_wrap=kind == "text", valign="top", **more)
            for kind, shown in FORMATS.items()
        }

    def _write_form(self, sheet: Worksheet) -> None:
        sheet.write_row(0, 0, HEADINGS, self.head)
        for number, width in enumerate(FORM_WIDTHS):
            sheet.set_column(number, number, width)
        sheet.freeze_panes(1, 3)
        for row, column in enumerate(form(), start=1):
            is_section = column.heads or column.is_section
            sheet.write_string(row, 0, column.key, self.key)
            sheet.write_string(row, 1, column.title, self.section if is_section else self.words)
            sheet.write_string(row, 3, unit_of(column), self.words)
            sheet.write_string(row, 4, help_of(column), self.words)
            value = self.cells.form.get(column.keys)
            filled = (value.content if value else "", FORM_WIDTHS[2])
            sheet.set_row(row, _height((help_of(column), FORM_WIDTHS[4]), filled))
            if not column.heads:
                self._write(sheet, row, 2, value or Cell("blank"), self.boxes[value.kind if value else column.shown])
                self._validate(sheet, column, row, 2, row)

    def _write_list(self, table: Table, sheet: Worksheet) -> None:
        rows = self.cells.lists[table.at]
        parents = [parent_key(keys) for keys in table.around]
        sheet.write_string(0, 0, table.key, self.key)
        sheet.write_string(0, 1, _about(table), self.title)
        sheet.freeze_panes(FIRST_ROW, len(parents) or 1)
        sheet.set_row(FIRST_ROW - 2, 4 * LINE)
        sheet.set_tab_color("#1F4E79" if rows else "#BFBFBF")
        last = FIRST_ROW + max(MOST_ROWS, len(rows)) - 1
        for place, keys in enumerate(table.around):
            title = f"Belongs to ({sheet_names()[keys]})"
            self._head(sheet, place, title, parents[place], f"Which entry of {sheet_names()[keys]} the row belongs to.")
            sheet.set_column(place, place, 22, self.kinds["text"])
            sheet.data_validation(FIRST_ROW, place, last, place, self.lists.of_entries(keys))
        for place, column in enumerate(table.columns, start=len(parents)):
            unit = unit_of(column)
            has_unit = unit and column.shown != "text" and unit.casefold() != column.title.casefold()
            title = f"{column.title} ({unit})" if has_unit else column.title
            self._head(sheet, place, title, column.key, help_of(column))
            sheet.set_column(place, place, WIDE[column.shown], self.kinds[column.shown])
            self._validate(sheet, column, FIRST_ROW, place, last)
        self._write_rows(table, sheet, rows)

    def _head(self, sheet: Worksheet, place: int, title: str, key: str, note: str) -> None:
        sheet.write_string(FIRST_ROW - 2, place, title, self.head)
        sheet.write_string(FIRST_ROW - 1, place, key, self.key)
        sheet.write_comment(FIRST_ROW - 2, place, note, {"x_scale": 3, "y_scale": 2})

    def _write_rows(self, table: Table, sheet: Worksheet, rows: Sequence[tuple[tuple[str, ...], Row]]) -> None:
        for number, (names, row) in enumerate(rows, start=FIRST_ROW):
            sheet.set_row(number, _height(("", 1), *((cell.content, WIDE["text"]) for cell in row.values())))
            for place, name in enumerate(names):
                sheet.write_string(number, place, name, self.kinds["text"])
            for place, column in enumerate(table.columns, start=len(names)):
                if column.key in row:
                    self._write(sheet, number, place, row[column.key], self.kinds[row[column.key].kind])

    @staticmethod
    def _write(sheet: Worksheet, row: int, place: int, cell: Cell, shown: Format) -> None:
        if cell.kind == "blank":
            sheet.write_blank(row, place, None, shown)
        elif cell.kind == "text":
            sheet.write_string(row, place, cell.content, shown)
        elif cell.kind == "day":
            sheet.write_datetime(row, place, cell.content, shown)
        else:
            sheet.write_number(row, place, cell.content, shown)

    def _validate(self, sheet: Worksheet, column: Column, row: int, place: int, last: int) -> None:
        if options := validation_of(column, self.lists):
            sheet.data_validation(row, place, last, place, options)

    def _write_rates(self, sheet: Worksheet) -> None:
        """Write the points and grades that the rate tables have on the day."""
        points = list(points_in_force(self.rates, self.day, named_in(self.data, "spines")))
        grades = list(grades_in_force(self.rates, self.day, named_in(self.data, "authorities")))
        sheet.write_string(0, 0, f"Points and grades in force on {in_words(self.day)}", self.title)
        for at, headings, rows in ((0, POINTS, points), (len(POINTS) + 1, GRADES, grades)):
            sheet.write_row(1, at, headings, self.head)
            for number, row in enumerate(rows, start=2):
                sheet.write_row(number, at, row)
        sheet.set_column(0, len(POINTS) + len(GRADES), 18)
        sheet.freeze_panes(2, 0)

    def _write_choices(self, sheet: Worksheet) -> None:
        for place, words in enumerate(self.lists.choices):
            sheet.write_column(0, place, words)
        sheet.hide()

    def _write_how_to(self, sheet: Worksheet) -> None:
        sheet.set_column(0, 0, 34)
        sheet.set_column(1, 1, 100)
        sheet.write_string(0, 0, "How to fill in this workbook", self.title)
        for row, line in enumerate(GUIDE, start=1):
            sheet.write_string(row, 1, line, self.words)
        for row, (name, said) in enumerate(self._contents(), start=len(GUIDE) + 2):
            sheet.write_url(row, 0, f"internal:'{name}'!A1", string=name)
            sheet.write_string(row, 1, said, self.words)
            sheet.set_row(row, _height((said, 100)))

    def _contents(self) -> list[tuple[str, str]]:
        """The name of each sheet, and what is in it."""
        lists = [(sheet_names()[table.at], _about(table)) for table in tables()]
        return [
            (FORM, "The single values of the scenario."),
            *lists,
            (RATES, "The points and grades that the rate tables have on a day."),
        ]


def _height(*texts: tuple[Any, int]) -> int:
    """The height of a row, in points. Each text comes with the number of letters at which it wraps."""
    return LINE * max(len(wrap(str(text), width)) or 1 for text, width in texts)


def _about(table: Table) -> str:
    """The description of a list, and what it is part of."""
    return f"{', '.join(table.titles)}: {table.field.description}"
