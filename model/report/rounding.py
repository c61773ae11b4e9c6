"""Notes on rounding: where the printed parts of a table or chart don't add up to a printed total, and by how much."""

from dataclasses import replace
from decimal import Decimal

import pandas as pd

from model.base.faults import listed_in_short
from model.base.money import PENNY, POUND, half_up, pounds
from model.report.chart import Chart
from model.report.table import Sums, Table, how_parts_meet

ROUNDING = (
    "Every figure is worked out unrounded, and rounded half up where it is printed: to the pound, or to the penny "
    "where pence are shown. A total or a difference is rounded from its own unrounded figure, so the printed parts "
    "may differ from it by a pound or two. Where they do, the note under the table says where and by how much."
)
TENTH = Decimal("0.1")
SAME = 0.001
"""£ by which two ways of working out one unrounded figure may differ."""


def with_rounding(table: Table, step: Decimal = POUND) -> Table:
    """The table with a note on where its printed parts don't make a printed total or difference, and by how much.

    ``step`` is what the figures are already rounded to, such as £10 in the public figures.
    """
    sums = table.sums
    printed = _Printed(table, SAME if step == POUND else float(step) * len(table.frame))
    said = [table.note] if table.note else []
    if table.total_row and not sums.levels and "printed parts add up" not in table.note:
        totals = tuple(name for name in table.money if printed.adds_up(name))
        said += [how_parts_meet(table.frame, totals, pence=table.pence)] if totals else []
    missed = printed.missed(sums)
    if missed:
        said.append(f"Each figure is rounded by itself: {'; '.join(missed)}.")
    elif sums.levels:
        said.append("The printed parts add up to the totals.")
    return replace(table, note=" ".join(said))


class _Printed:
    """A table's figures, unrounded and printed. Unrounded figures that differ by up to ``near`` count as equal."""

    def __init__(self, table: Table, near: float):
        self.frame, self.near = table.frame, near
        self.columns = table.money or tuple(name for name in table.frame if table.is_number(name))
        self.of_money, self.pence = bool(table.money), table.pence
        self.step = (PENNY if table.pence else POUND) if table.money else TENTH
        if not table.money:  # days, which are in the table as tenths already
            self.near += float(TENTH) * len(table.frame)
        labels = 1 if table.frame.iloc[:, 0].is_unique or {*table.frame.columns[1:2]} & {*self.columns} else 2
        self.names = [", ".join(map(str, row)) for row in table.frame.iloc[:, :labels].itertuples(index=False)]

    def adds_up(self, column: str) -> bool:
        """Whether the last row is the total of those above it."""
        amounts = [float(amount) for amount in self.frame[column]]
        return len(amounts) > 2 and abs(sum(amounts[:-1]) - amounts[-1]) < self.near

    def missed(self, sums: Sums) -> list[str]:
        """The sentences on printed parts that do not add up to their printed total."""
        itself = [[row] for row in range(len(self.frame))]
        said = [line for whole, parts in sums.across.items() for line in self._apart(whole, parts, itself)]
        for whole, parts in sums.running.items():
            said += self._apart(whole, parts, itself, running=True)
        for column in self.columns if sums.wholes or sums.levels else ():
            said += self._apart(column, (column,), self._rows_above(sums.wholes) or self._rows_of(sums.levels))
        return said

    def _rows_above(self, wholes: str) -> list[list[int]]:
        spans: list[list[int]] = [[] for _ in self.names]
        start = 0
        for row, name in enumerate(self.frame.iloc[:, 1]):
            if wholes and str(name).startswith(wholes):
                spans[row], start = list(range(start, row)), row + 1
        return spans if wholes else []

    def _rows_of(self, levels: dict[str, tuple[str, ...]]) -> list[list[int]]:
        kinds = list(self.frame.iloc[:, :2].itertuples(index=False))
        rows_of = {
            name: [row for row, cells in enumerate(kinds) if set(cells) & set(words)] for name, words in levels.items()
        }
        return [rows_of.get(name, []) for name, _ in kinds]

    def _apart(self, whole: str, parts: tuple[str, ...], spans: list[list[int]], *, running: bool = False) -> list[str]:
        """Sentences on a printed total that is not the sum of its printed parts: by how much, and in which rows.

        Rows whose unrounded parts don't add up to the total are left out. ``spans`` has, for each row, the rows of its
        parts; empty for a row that is not a total.
        """
        made_of = [(self._column(part.removeprefix("-")), -1 if part.startswith("-") else 1) for part in parts]
        column, missed = self._column(whole), {}
        if not column or not all(name for name, _ in made_of):
            return []
        values = {name: [*self.frame[name]] for name in (column, *(name for name, _ in made_of))}
        for row, span in enumerate(spans):
            cells = [(values[name][part], sign) for name, sign in made_of for part in span]
            cells += [(values[column][row - 1], 1)] if running and row else []
            total = values[column][row]
            if not span or any(pd.isna(value) for value in (total, *(value for value, _ in cells))):
                continue
            if abs(sum(sign * float(value) for value, sign in cells) - float(total)) <= self.near:
                miss = half_up(total, self.step) - sum(sign * half_up(value, self.step) for value, sign in cells)
                missed.setdefault(miss, []).append(f"“{self.names[row]}”")
        return [
            f"in {listed_in_short(rows)}, “{column}” is {self._amount(abs(miss))} "
            f"{'more' if miss > 0 else 'less'} than its printed parts come to"
            for miss, rows in missed.items()
            if miss
        ]

    def _column(self, name: str) -> str:
        """The column of that name, or the first whose name begins with it; empty where there is none."""
        begin = [column for column in self.columns if column.startswith(name)]
        return name if name in begin else begin[0] if begin else ""

    def _amount(self, miss: Decimal) -> str:
        return pounds(miss, pence=self.pence) if self.of_money else f"{miss} days"


def change_note(sides: dict[str, tuple[Decimal, Decimal, Decimal]]) -> str:
    """A note where a printed change is not the difference of its two printed costs; empty where it always is.

    ``sides`` has, by name, the cost before, the cost after and the change, £.
    """
    missed = []
    for name, amounts in sides.items():
        before, after, change = (half_up(amount, POUND) for amount in amounts)
        miss = change - (after - before)
        if miss:
            missed.append(
                f"the change is {pounds(abs(miss))} {'more' if miss > 0 else 'less'} than the printed costs give on "
                f"the {name}"
            )
    return f"Each figure is rounded by itself: {'; '.join(missed)}." if missed else ""


def chart_note(chart: Chart) -> str:
    """A note where a chart's printed bars don't add up to its last bar, or its gap is not the difference of two bars.

    Empty where the figures agree. A chart's figures are whole pounds already, each rounded by itself.
    """
    amounts = [Decimal(amount) for amount in chart.table["£ a year"]] if chart.bars else []
    if chart.bars == "add up":
        made, printed, name = sum(amounts[:-1]), amounts[-1], "The last bar"
    elif chart.bars == "leave a gap" and len(amounts) >= 4:
        made, printed, name = abs(amounts[1] - amounts[0]), amounts[2], "The gap"
    else:
        return ""
    if made == printed:
        return ""
    miss = f"{pounds(abs(printed - made))} {'more' if printed > made else 'less'}"
    return f"Each figure is rounded by itself: {name.lower()} is {miss} than the other printed figures give."
