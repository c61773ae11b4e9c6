"""One table of a report: values with a title, units and a note. The values are rounded only when they are written."""

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from enum import StrEnum
from functools import cached_property
from itertools import chain
from typing import TYPE_CHECKING, Any, TypeAlias

from model.base.figure_of import FigureOf
from model.base.money import PENNY, POUND, half_up, pounds

if TYPE_CHECKING:  # what is printed at a terminal should not wait for pandas
    import pandas as pd

MOST_ROWS_ON_PAGE = 300
"""A page prints no more rows of a table than this; the table's file has them all."""

Traced: TypeAlias = dict[str, tuple[FigureOf | None, ...]]
Body: TypeAlias = "pd.DataFrame | list[dict[str, str | float]]"
"""The rows of a table: a frame or, where a table has only text and amounts, a dict of the same columns for each row."""


class Section(StrEnum):
    """The sections of the report, in order, by their titles."""

    IN_SHORT = "In short"
    COSTS = "What it costs"
    POSTS = "The posts"
    LEVELS = "Levels, bands and weeks"
    STEPS = "Steps between levels"
    COMPETENCES = "Competences"
    PEOPLE = "The people"
    ONCE = "What the change costs once"
    FUNDS = "Funds and budget"
    PRICES = "What schools pay"
    ACCOUNT = "The traded service as an account"
    OTHERWISE = "If it turns out otherwise"
    OUTCOMES = "Annex: the outcomes of each ring-fence (exempt)"
    CUSTOMERS = "Annex: what each customer pays (exempt)"
    RECONCILIATION = "Reconciliation with the published totals"
    CHECKS = "Checks"
    BASIS = "What the figures rest on"


@dataclass(frozen=True)
class Sums:
    """Which columns and rows are sums of others. A part with a minus before its name is subtracted.

    ``across``: a column is the sum of other columns in its row. ``running``: a column is the sum of its own value in
    the row above and of other columns in its row. ``wholes``: a row whose second cell begins with this text is the
    total of the rows since the last such row. ``levels``: a row of this name is the total of all rows that have one of
    these words in the first two cells. A name may be the beginning of a column's name. Columns that a table lacks are
    ignored.
    """

    across: dict[str, tuple[str, ...]] = field(default_factory=dict)
    running: dict[str, tuple[str, ...]] = field(default_factory=dict)
    wholes: str = ""
    levels: dict[str, tuple[str, ...]] = field(default_factory=dict)


CHANGES = Sums({"Change": ("After", "-Before")})
EFFECTS = Sums({"Effect in the year": ("With the proposal", "-If nothing changed")})


@dataclass(frozen=True)
class Table:
    """One table. Columns in ``money`` are £, printed to the penny if ``pence``; those in ``signed`` have a sign."""

    key: str
    title: str
    body: Body
    money: tuple[str, ...] = ()
    signed: tuple[str, ...] = ()
    pence: bool = False
    note: str = ""
    total_row: bool = False
    rows_on_page: int | None = None
    """How many rows the page prints, None for all. The CSV always has them all."""
    section: Section | None = None
    """The section of the report that prints the table; None for a table that is only a file."""
    only_in_workbook: bool = False
    """Whether the table is too long or too detailed to be printed. The report then says that tables.xlsx has it."""
    public: bool = False
    """Whether the table may be published, once it is made again from the public input. Other tables never are."""
    of_grades: bool = False
    """Whether each £ beside a post is its grade's, so nobody's point shows. If not, the differencing test counts it."""
    sums: Sums = Sums()
    """Which columns and rows of the table are sums of others."""
    exempt: bool = False
    """Whether the table shows one person or one customer, and so is only for the exempt part of a meeting."""
    number: int = 0
    """The table's number in the report, the same in every form of the report; 0 until it has one."""

    traced: Traced = field(default_factory=dict)
    """By column: what each row's figure is the sum of, or a part of; None for a figure that can't be traced."""
    printed: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """Each row's printed text, for columns whose rows are printed in different ways. ``body`` has the amounts."""

    @cached_property
    def frame(self) -> "pd.DataFrame":
        """The rows as a frame."""
        import pandas as pd

        return pd.DataFrame(self.body)

    def rows(self) -> Iterator[tuple[Any, ...]]:
        """The values of each row of the frame. Far quicker than the frame's own way to go through its rows."""
        return zip(*(values.tolist() for _, values in self.frame.items()), strict=True)

    @property
    def columns(self) -> list[str]:
        """The names of the table's columns."""
        return list(self.body[0] if self.body else ()) if isinstance(self.body, list) else list(self.body.columns)

    def cell(self, column: str, value: float | Decimal | str | None) -> str:
        """A value as the page prints it."""
        if value is None or (isinstance(value, float) and math.isnan(value)):
            return "\u2013"
        if column in self.money and not isinstance(value, str):
            return pounds(value, pence=self.pence, signed=column in self.signed)
        return str(value)

    def page_rows(self) -> list[list[tuple[str, str]]]:
        """The rows that the page prints, each a list of column and text."""
        body, columns = self.body, self.columns
        rows = (tuple(row.values()) for row in body) if isinstance(body, list) else self.rows()
        left_out = range(self.rows_on_page - self.folded, len(body) - self.folded) if self.rows_on_page else ()
        return [
            [
                (column, self.printed[column][place] if column in self.printed else self.cell(column, value))
                for column, value in zip(columns, row, strict=True)
            ]
            for place, row in enumerate(rows)
            if place not in left_out
        ]

    @property
    def folded(self) -> bool:
        """Whether the page leaves out rows but still prints the total row after them."""
        return self.total_row and self.rows_on_page is not None and len(self.body) > self.rows_on_page

    def is_number(self, column: str) -> bool:
        """Whether a column has numbers, and so is aligned right."""
        if column in self.money or isinstance(self.body, list):
            return column in self.money
        from pandas.api.types import is_numeric_dtype

        return is_numeric_dtype(self.body[column])


def traced_by(rows: Iterable[Mapping[str, FigureOf | None]]) -> Traced:
    """By column: what each row's figure is the sum of, or a part of. Each of ``rows`` says so for one row."""
    rows = list(rows)
    return {column: tuple(row.get(column) for row in rows) for column in dict.fromkeys(chain(*rows))}


def fitted(table: Table) -> Table:
    """The table with no more rows than a page can print, and a note that says so. Its file has all rows."""
    if table.rows_on_page is not None or len(table.body) <= MOST_ROWS_ON_PAGE:
        return table
    before_total = ", and the total" if table.total_row else ""
    left_out = (
        f"The first {MOST_ROWS_ON_PAGE - table.total_row} of {len(table.body) - table.total_row:,} rows{before_total}; "
        f"{table.key}.csv has them all."
    )
    return replace(table, rows_on_page=MOST_ROWS_ON_PAGE, note=f"{table.note} {left_out}".lstrip())


def with_total(rows: Sequence[Mapping[str, object]], summed: Iterable[str]) -> "pd.DataFrame":
    """The rows as a frame with a last row, Total: the sum of each named column; the other cells are empty."""
    import pandas as pd

    frame = pd.DataFrame(rows)
    total = dict.fromkeys(frame, "") | {frame.columns[0]: "Total"} | {name: sum(frame[name]) for name in summed}
    return pd.DataFrame([*rows, total])


def how_parts_meet(body: Body, columns: tuple[str, ...], *, pence: bool = False) -> str:
    """A sentence on whether the rounded parts add up to the rounded total, which comes from unrounded values."""
    apart, step = [], PENNY if pence else POUND
    for column in columns:
        *amounts, whole = [row[column] for row in body] if isinstance(body, list) else body[column]
        parts, total = sum(half_up(amount, step) for amount in amounts), half_up(whole, step)
        if parts != total:
            made, printed = (pounds(amount, pence=pence) for amount in (parts, total))
            apart.append(f"{column}: the printed parts add up to {made}, and the total is {printed}")
    return (
        f"Totals come from unrounded figures. {'; '.join(apart)}."
        if apart
        else "The printed parts add up to the totals."
    )
