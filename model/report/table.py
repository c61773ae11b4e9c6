"""One table of a report: unrounded values with a title, units and a note; rounded where it is written."""

from dataclasses import dataclass, field

import pandas as pd

from model.base.money import PENNY, POUND, half_up, pounds


@dataclass(frozen=True)
class Table:
    """One table. Columns in ``money`` hold £, those in ``signed`` are written with a sign, ``pence`` to the penny."""

    key: str
    title: str
    frame: pd.DataFrame
    money: tuple[str, ...] = ()
    signed: tuple[str, ...] = ()
    pence: bool = False
    note: str = ""
    total_row: bool = False
    rows_on_page: int | None = None
    """How many rows the page prints; the CSV always holds them all."""
    exempt: bool = False
    """Whether it shows one person or one customer, and so stands in the exempt part of a meeting only."""
    number: int = 0
    """Its number among the tables of the report, the same in every form of it; 0 before it is put into one."""

    printed: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """Columns whose text is given row by row, since their rows are not printed alike; the frame holds the amounts."""

    def cell(self, column: str, value: object) -> str:
        """A value as the page prints it."""
        if value is None or (isinstance(value, float) and pd.isna(value)):
            return "\u2013"
        if column in self.money:
            return pounds(value, pence=self.pence, signed=column in self.signed)
        return str(value)

    def page_rows(self) -> list[list[tuple[str, str]]]:
        """The rows that the page prints, each a list of column and text."""
        shown = self.frame.head(self.rows_on_page) if self.rows_on_page else self.frame
        return [
            [
                (column, self.printed[column][place] if column in self.printed else self.cell(column, value))
                for column, value in zip(shown.columns, row, strict=True)
            ]
            for place, row in enumerate(shown.itertuples(index=False))
        ]

    def is_number(self, column: str) -> bool:
        """Whether a column is set to the right."""
        return column in self.money or pd.api.types.is_numeric_dtype(self.frame[column])


def how_parts_meet(frame: pd.DataFrame, columns: tuple[str, ...], *, pence: bool = False) -> str:
    """Say how the rounded parts meet the rounded total, which comes from unrounded values."""
    apart, step = [], PENNY if pence else POUND
    for column in columns:
        parts = sum(half_up(value, step) for value in frame[column].iloc[:-1])
        total = half_up(frame[column].iloc[-1], step)
        if parts != total:
            printed, whole = (pounds(amount, pence=pence) for amount in (parts, total))
            apart.append(f"{column}: the parts as printed make {printed}, the total is {whole}")
    return (
        f"Totals come from unrounded figures. {'; '.join(apart)}." if apart else "The parts as printed make the totals."
    )
