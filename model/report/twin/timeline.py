"""One timeline's sheet: blocks with a row for each appointment, a column for each month, and totals by year."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from model.cost.costed import TIMELINES
from model.cost.plan import Plan
from model.report.twin.areas import Area
from model.report.twin.cells import Cell, given, worked
from model.report.twin.facts import Facts
from model.report.twin.inputs import InputAreas
from model.report.twin.months import FIRST_MONTH, Formula, GradeSalaries, MonthRows, month_heads
from model.report.twin.people_inputs import SHEETS
from model.report.twin.sheets import FIRST_ROW, Book, Sheet


@dataclass
class Timeline:
    """A timeline's sheet while it is written, block by block. ``areas`` and ``values`` have each block by name."""

    book: Book
    facts: Facts
    inputs: InputAreas
    months: MonthRows
    salaries: GradeSalaries
    key: str
    before: "Timeline | None" = None
    """The sheet of the present structure; None on that sheet itself."""
    areas: dict[str, Area] = field(default_factory=dict)
    values: dict[str, np.ndarray] = field(default_factory=dict)
    totals: dict[str, Area] = field(default_factory=dict)
    """Each block's row of totals over appointments, (1, months + years)."""

    @cached_property
    def sheet(self) -> Sheet:
        """The sheet, with the months and years at its head."""
        months = self.facts.months
        sheet = self.book.sheet(
            SHEETS[self.key],
            TIMELINES[self.key][0],
            "Workings on the basis chosen, £ a month unless stated; a cost is positive, a saving negative.",
            (7, 36, 7, 7, 7, *[11] * len(months), *[14] * len(months.years)),
            (FIRST_ROW, FIRST_MONTH),
            wide=True,
        )
        month_heads(sheet, self.months)
        sheet.heads("Seat no.", "Post", "One of several", "Holder no.", "In LGPS")
        for number, year in enumerate(months.years):
            label = self.inputs.years.cell(number)
            sheet.formula(FIRST_ROW - 1, FIRST_MONTH + len(months) + number, label, str(year), kind="head")
        return sheet

    @property
    def present(self) -> "Timeline":
        """The sheet of the present structure."""
        return self.before or self

    @property
    def seats(self) -> tuple[int, ...]:
        """The seat of each appointment."""
        return self.facts.rows_of[self.key]

    @property
    def plan(self) -> Plan:
        """The timeline as arrays."""
        return self.facts.plans[self.key]

    @property
    def liable(self) -> str:
        """The name of the block of pay on which National Insurance and levy are due: pay paid, or its liable part."""
        return "liable_paid" if "liable_paid" in self.areas else "liable" if "liable" in self.areas else self.paid

    @property
    def paid(self) -> str:
        """The name of the block of pay paid in a month: the pay earned, unless awards come late."""
        return "paid" if self.plan.paid_late else "earned"

    def post(self, column: str, row: int) -> str:
        """The cell of an appointment's input on the sheet of posts."""
        return self.inputs.posts[column].cell(self.seats[row])

    def cell(self, name: str, row: int, month: int) -> str:
        """The address of a cell in a block of this sheet: the block's name, then the row and the month in it."""
        return self.areas[name].cell(row, month)

    def together(self, names: Iterable[str]) -> Formula:
        """The formula of several blocks of this sheet added up."""
        return lambda row, month: "+".join(self.cell(name, row, month) for name in names)

    def block(
        self,
        name: str,
        title: str,
        formula: Formula,
        values: np.ndarray,
        number: str = "money",
        seats: Sequence[int] | None = None,
    ) -> None:
        """Write a block, with a row for each appointment or for each seat given."""
        rows = self.seats if seats is None else seats
        self._place(name, title, np.broadcast_to(values, (len(rows), len(self.facts.months))))
        # its formulas may read the rows before it in the block itself
        self.sheet.block(self.sheet.row, FIRST_MONTH, formula, self.values[name], number)
        self._seats_beside(rows)

    def stated(self, name: str, title: str, values: np.ndarray, number: str) -> None:
        """Write a block of inputs, with a row for each appointment."""
        self._place(name, title, values)
        for i, amounts in enumerate(values.tolist()):
            self.sheet.cells(self.sheet.row + i, FIRST_MONTH, *(given(amount, number) for amount in amounts))
        self._seats_beside(self.seats)

    def _place(self, name: str, title: str, values: np.ndarray) -> None:
        self.values[name] = values
        self.sheet.heading(title)
        self.areas[name] = Area(self.sheet.name, self.sheet.row, FIRST_MONTH, *values.shape)

    def _seats_beside(self, seats: Sequence[int]) -> None:
        """Write the seat and post beside each row of the block just written, and leave a row after it."""
        for seat in seats:
            number_cell, title_cell = (self.inputs.posts[column].cell(seat) for column in ("no", "title"))
            row = self.facts.seats[seat]
            post = worked(title_cell, row.appointment.title, "general", "label")
            self.sheet.line(worked(number_cell, row.number, "whole"), post)
        self.sheet.row += 1

    def sum_up(self, name: str, defined: str = "") -> None:
        """Add totals by year and month to the block just written. ``defined`` is its name in formulas, if any."""
        sheet, months, area = self.sheet, self.facts.months, self.areas[name]
        sheet.row -= 1
        by_year = months.by_year(self.values[name])
        year_no, years = self.months.areas["year_no"].across(), self.inputs.years

        def of_year(i: int, year: int) -> str:
            return f"SUMIF({year_no},ROWS({years.part(rows=year + 1).whole()}),{area.across(i)})"

        for i, amounts in enumerate(by_year):
            cells = (worked(of_year(i, year), amount) for year, amount in enumerate(amounts))
            sheet.cells(area.row + i, FIRST_MONTH + area.cols, *cells)
        sums = [*self.values[name].sum(axis=0), *by_year.sum(axis=0)]
        whole = Area(sheet.name, area.row, FIRST_MONTH, area.rows, len(sums))
        self.totals[name] = Area(sheet.name, sheet.row, FIRST_MONTH, 1, len(sums))
        sheet.fill(sheet.row, FIRST_MONTH, lambda col: f"SUM({whole.down(col)})", sums, "money", "total")
        labels = ("", "Total", *[""] * (FIRST_MONTH - 2))
        sheet.line(*(Cell(label, kind="total") for label in labels))
        if defined:
            self.book.define(defined, area)
        sheet.row += 1

    def who(self) -> None:
        """Write, beside the next block, each seat's holder and LGPS membership, and if it is one of several alike."""
        rows = [self.facts.seats[seat] for seat in self.seats]
        columns = {
            "several": [int(row.appointment.one_of_several) for row in rows],
            "holder_no": [row.holder_number for row in rows],
            "in_lgps": [int(row.appointment.in_lgps) for row in rows],
        }
        for col, (column, values) in enumerate(columns.items(), 2):
            self.areas[column] = Area(self.sheet.name, self.sheet.row + 1, col, len(rows), 1, "col")
            for i, value in enumerate(values):
                self.sheet.formula(self.sheet.row + 1 + i, col, self.post(column, i), value, "whole")
