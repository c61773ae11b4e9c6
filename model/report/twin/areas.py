"""Where a cell is, how a formula names it, and how a formula reads when it is copied to the right."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache

from xlsxwriter.utility import xl_col_to_name

FREE_COLUMN = re.compile(r'("[^"]*")|(?<![A-Za-z0-9_$])([A-Z]{1,3})(?=\$?\d)')
"""Matches the letters of a column that moves when a formula is copied (group 2), or quoted words, to skip (group 1)."""


@cache
def column_name(number: int) -> str:
    """The letters of a column, counted from 0."""
    return xl_col_to_name(number)


@cache
def _column_number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


def copied_right(formula: str, col: int) -> Callable[[int], str]:
    """A function that gives a formula of column ``col`` as copied to another column. Columns without a $ move."""
    pieces: list[str] = []
    moves: list[int] = []
    begins = 0
    for column in FREE_COLUMN.finditer(formula):
        if column[2]:
            pieces += [formula[begins : column.start()], ""]
            moves.append(_column_number(column[2]) - col)
            begins = column.end()
    pieces.append(formula[begins:])

    def at(other: int) -> str:
        pieces[1::2] = [column_name(other + move) for move in moves]
        return "".join(pieces)

    return at


@dataclass(frozen=True)
class Area:
    """A rectangle of cells on a sheet. ``fixed`` says which parts of one cell's reference have a $ and don't move."""

    sheet: str
    row: int
    col: int
    rows: int = 1
    cols: int = 1
    fixed: str = ""
    """``row``, ``col`` or ``both``; empty where neither is fixed."""

    def cell(self, i: int = 0, j: int = 0) -> str:
        """The reference of one cell."""
        col = "$" * (self.fixed in ("col", "both")) + column_name(self.col + j)
        return f"{self.sheet}!{col}{'$' * (self.fixed in ('row', 'both'))}{self.row + i + 1}"

    def down(self, j: int = 0) -> str:
        """The reference of one column, its rows fixed."""
        name = "$" * (self.fixed in ("col", "both")) + column_name(self.col + j)
        return f"{self.sheet}!{name}${self.row + 1}:{name}${self.row + self.rows}"

    def across(self, i: int = 0) -> str:
        """The reference of one row, its columns fixed."""
        row = "$" * (self.fixed in ("row", "both")) + str(self.row + i + 1)
        return f"{self.sheet}!${column_name(self.col)}{row}:${column_name(self.col + self.cols - 1)}{row}"

    def whole(self) -> str:
        """The reference of the whole area, fixed."""
        first, last = column_name(self.col), column_name(self.col + self.cols - 1)
        return f"{self.sheet}!${first}${self.row + 1}:${last}${self.row + self.rows}"

    def part(self, row: int = 0, col: int = 0, rows: int = 1, cols: int = 1) -> "Area":
        """A smaller rectangle inside this area."""
        return replace(self, row=self.row + row, col=self.col + col, rows=rows, cols=cols)
