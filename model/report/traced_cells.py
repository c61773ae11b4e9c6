"""The figures of the report's tables, each named by table, row and column, and what each is traced from."""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

from model.assessment.trace.figures import Figures
from model.assessment.trace.lookup import NEAREST, NoSuchFigure, called, names_of, no_such_figure
from model.base.faults import listed, plain_name
from model.base.figure_of import FigureOf
from model.base.quantity import Quantity
from model.disclosure.public_figures import PublicAssessment
from model.report.printed_numbers import number_in
from model.report.table import Table
from model.report.tracing import TracedFigure, terms_of


@dataclass(frozen=True)
class TableCell:
    """A figure in a table: its row, from 0, and its column."""

    table: Table
    row: int
    column: str

    @property
    def of(self) -> FigureOf | None:
        """What the figure is traced from, such as a record or a sum of records; None where it is not traced."""
        of_rows = self.table.traced.get(self.column, ())
        return of_rows[self.row] if of_rows else None

    @property
    def row_named(self) -> str:
        """The first cell of the figure's row; the first two cells where rows of the table share a first cell."""
        frame = self.table.frame
        names = frame.iloc[:, 0].astype(str)
        row = frame.iloc[self.row]
        return names[self.row] if names.is_unique else ", ".join(map(str, row.iloc[:2]))

    @property
    def name(self) -> str:
        """The name that a reader asks for it by: ``cost_by_year, 2010/11, With the proposal``."""
        return f"{self.table.key}, {self.row_named}, {self.column}"

    @property
    def printed(self) -> str:
        """The figure's text in the table."""
        if self.column in self.table.printed:
            return self.table.printed[self.column][self.row]
        return self.table.cell(self.column, self._value)

    @property
    def _value(self) -> Any:
        return self.table.frame[self.column].iloc[self.row]

    @property
    def amount(self) -> float | None:
        """£ in the table, unrounded; None where the table has a text."""
        value = self._value
        return None if isinstance(value, str) or value is None or math.isnan(float(value)) else float(value)

    @property
    def is_figure(self) -> bool:
        """Whether the cell has a sum of money."""
        if self.column in self.table.money:
            return self.amount is not None
        number = number_in(self.printed)
        return number is not None and "\u00a3" in self.printed

    @property
    def heading(self) -> str:
        """The line above the figure's steps."""
        return f"{self.row_named}, {self.column}: printed as {self.printed}"

    @property
    def terms(self) -> str:
        """A sentence on where the figure is printed."""
        return f"In the table \u201c{self.table.title}\u201d."

    def traced(self, figures: Figures) -> TracedFigure:
        """The figure's steps, checked against the table's amount. Raises NoSuchFigure where it is not traced."""
        if self.of is None:
            raise NoSuchFigure(self._not_traced())
        return TracedFigure(figures.figure(self.of, self.amount), self.heading, self.terms)

    def _not_traced(self) -> str:
        traced = [cell for cell in cells_of(self.table) if cell.of is not None]
        said = f"The figure {self.printed} of the table \u201c{self.table.title}\u201d is not traced"
        if not traced:
            return f"{said}, and nor is any other figure of that table. `trace` without a name lists what is traced."
        nearest = get_close_matches(self.name, [cell.name for cell in traced], NEAREST, cutoff=0.0)
        return f"{said}. These figures of that table are traced, nearest first: {listed(nearest, 'and')}."


def cells_of(table: Table) -> Iterator[TableCell]:
    """Every figure of a table that is a sum of money."""
    for column in table.columns:
        for row in range(len(table.body)):
            if (cell := TableCell(table, row, column)).is_figure:
                yield cell


def tables_of(figures: Figures) -> list[Table]:
    """The tables that a pack prints: only the public ones for public figures, otherwise all."""
    from model.report.tables.every import tables
    from model.report.tables.public import public_tables

    return public_tables(figures.of) if isinstance(figures.of, PublicAssessment) else tables(figures.of)


def find_figure(figures: Figures, name: str) -> TracedFigure:
    """The figure that a reader names: by key or name, by the words of a record, or by table, row and column.

    Raises NoSuchFigure, with the nearest names, where there is no such figure or it is not traced.
    """
    of = called(figures, name)
    if isinstance(of, str):
        return of_quantity(figures, figures.named(of))
    if of is not None:
        return TracedFigure(figures.figure(of))
    made = tables_of(figures)
    table = next((one for one in made if _is_of(one, name)), None)
    if table is None:
        traced = [words for one in made if one.traced for words in (one.key, one.title)]
        raise no_such_figure(name, [*names_of(figures), *traced])
    for cell in cells_of(table):
        if plain_name(cell.name) == plain_name(_by_key(table, name)):
            return cell.traced(figures)
    names = [cell.name for cell in cells_of(table)]
    nearest = get_close_matches(_by_key(table, name), names, NEAREST, cutoff=0.0)
    near = f"; the nearest: {'; '.join(nearest)}" if nearest else ", and no sum of money"
    raise NoSuchFigure(f"The table \u201c{table.title}\u201d has no figure {name!r}{near}.")


def of_quantity(figures: Figures, quantity: Quantity) -> TracedFigure:
    """The trace of a named figure."""
    heading = f"{quantity.name}: printed as {quantity.printed}"
    return TracedFigure(figures.quantity(quantity.key), heading, terms_of(quantity))


def _words_of(table: Table) -> tuple[str, ...]:
    """The names of a table: its key, the key in words, and its title."""
    return tuple(map(plain_name, (table.key, table.key.replace("_", " "), table.title)))


def _is_of(table: Table, name: str) -> bool:
    """Whether ``name`` begins with one of the table's names."""
    return any(plain_name(f"{name},").startswith(f"{words},") for words in _words_of(table))


def _by_key(table: Table, name: str) -> str:
    """The figure's name with the table's key first, whichever of the table's names ``name`` begins with."""
    plain = plain_name(name)
    words = max((words for words in _words_of(table) if plain.startswith(words)), key=len)
    return table.key + plain[len(words) :]


def table_lines(figures: Figures) -> Iterator[str]:
    """Lines on the tables with traced figures, each with an example of a figure's name."""
    traced = [(table, [cell for cell in cells_of(table) if cell.of is not None]) for table in tables_of(figures)]
    yield "Also figures of tables, each named by table, row and column:"
    for table, cells in traced:
        if cells:
            yield f'  {table.title}: {len(cells):,}, such as "{cells[0].name}"'
    if without := [table.title for table, cells in traced if not cells and next(cells_of(table), None)]:
        yield f"Not traced: {'; '.join(without)}."
