"""One timeline's sheet: blocks of a row an appointment and a column a month, with totals by year."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import partial

import numpy as np

from model.cost.costed import TIMELINES
from model.report.twin.areas import Area
from model.report.twin.facts import Facts
from model.report.twin.inputs import InputAreas
from model.report.twin.months import FIRST_MONTH, GradeSalaries, MonthRows
from model.report.twin.people_inputs import FIRST_ROW, SHEETS
from model.report.twin.sheets import Book

Formula = Callable[[int, int], str]
"""Row of a block and month to a formula."""


@dataclass
class Timeline:
    """A timeline's sheet as it is written, block under block. ``areas`` and ``values`` hold each block by name."""

    book: Book
    facts: Facts
    inputs: InputAreas
    months: MonthRows
    salaries: GradeSalaries
    key: str
    present: "Timeline | None" = None
    """The sheet of the present structure; None on that sheet itself."""
    row: int = FIRST_ROW
    areas: dict[str, Area] = field(default_factory=dict)
    values: dict[str, np.ndarray] = field(default_factory=dict)
    totals: dict[str, Area] = field(default_factory=dict)
    """Each block's row of totals over appointments, (1, months + years)."""

    def __post_init__(self):
        title, _ = TIMELINES[self.key]
        months = self.facts.assessment.costed.book.months
        note = "Workings on the basis chosen, £ a month unless stated; a cost is positive, a saving negative."
        self.sheet = self.book.sheet(SHEETS[self.key], title, note)
        self.sheet.widths(7, 36, 7, 7, 7, *[11] * len(months), *[14] * len(months.years))
        self.sheet.freeze(FIRST_ROW, FIRST_MONTH)
        self.sheet.print_wide()
        self.sheet.head(FIRST_ROW - 1, 0, ("Seat no.", "Post", "One of several", "Holder no.", "In LGPS"))
        first_days = partial(self.months.at, "first_day")
        self.sheet.fill(FIRST_ROW - 1, FIRST_MONTH, first_days, months.first_days.tolist(), "month", "head")
        years = [str(year) for year in months.years]
        for number, year in enumerate(years):
            label = self.inputs.years.cell(number)
            self.sheet.formula(FIRST_ROW - 1, FIRST_MONTH + len(months) + number, label, year, kind="head")

    @property
    def seats(self) -> tuple[int, ...]:
        """The seat of each appointment."""
        return self.facts.rows_of[self.key]

    @property
    def plan(self):
        """The timeline as arrays."""
        return self.facts.plans[self.key]

    @property
    def paid(self) -> str:
        """The block of the pay paid in a month: another than what is earned only where awards come late."""
        return "paid" if self.plan.paid_late else "earned"

    def post(self, column: str, row: int) -> str:
        """The cell of an appointment's input on the sheet of posts."""
        return self.inputs.posts[column].cell(self.seats[row])

    def cell(self, name: str, row: int, month: int) -> str:
        """The cell of a block of this sheet."""
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
        *,
        seats: Sequence[int] | None = None,
        summed: bool = False,
        named: str = "",
    ) -> Area:
        """Write a block, a row for each appointment or each of some seats; ``summed`` adds totals by year and month."""
        rows = self.seats if seats is None else seats
        months = len(self.facts.assessment.costed.book.months)
        values = np.broadcast_to(values, (len(rows), months))
        self.sheet.text(self.row, 0, title, "heading")
        area = Area(self.sheet.name, self.row + 1, FIRST_MONTH, len(rows), months)
        self.areas[name], self.values[name] = area, values
        for i, seat in enumerate(rows):
            self._who(area.row + i, seat)
            self.sheet.fill(area.row + i, FIRST_MONTH, partial(formula, i), values[i].tolist(), number)
        self.row = area.row + len(rows)
        if summed:
            self._sums(name, area, values)
        if named:
            self.book.define(named, area)
        self.row += 1
        return area

    def who(self) -> None:
        """Write the seat, post, holder and pension membership of each appointment, beside the next block."""
        for col, (name, column) in enumerate((("several", "several"), ("holder_no", "holder_no"), ("lgps", "in_lgps"))):
            self.areas[name] = Area(self.sheet.name, self.row + 1, 2 + col, len(self.seats), 1, "col")
            for i, seat in enumerate(self.seats):
                row = self.facts.seats[seat]
                value = {"several": int(row.appointment.one_of_several), "holder_no": row.holder_number}
                stored = value.get(column, int(row.appointment.in_lgps))
                self.sheet.formula(self.row + 1 + i, 2 + col, self.post(column, i), stored, "whole")

    def _who(self, row: int, seat: int) -> None:
        posts, held = self.inputs.posts, self.facts.seats[seat]
        self.sheet.formula(row, 0, posts["no"].cell(seat), held.number, "whole")
        self.sheet.formula(row, 1, posts["title"].cell(seat), held.appointment.title, kind="label")

    def _sums(self, name: str, area: Area, values: np.ndarray) -> None:
        months = self.facts.assessment.costed.book.months
        by_year = months.by_year(values)
        year_no = self.months.areas["year_no"].across()
        for year in range(len(months.years)):
            col = FIRST_MONTH + len(months) + year
            number = f"ROWS({self.inputs.years.part(rows=year + 1).whole()})"
            for i in range(area.rows):
                formula = f"SUMIF({year_no},{number},{area.across(i)})"
                self.sheet.formula(area.row + i, col, formula, by_year[i, year], "money")
        self.totals[name] = Area(self.sheet.name, self.row, FIRST_MONTH, 1, len(months) + len(months.years))
        self.sheet.text(self.row, 0, "", "total")
        self.sheet.text(self.row, 1, "Total", "total")
        for col in range(2, FIRST_MONTH):
            self.sheet.text(self.row, col, "", "total")
        sums = [*values.sum(axis=0), *by_year.sum(axis=0)]
        whole = Area(self.sheet.name, area.row, FIRST_MONTH, area.rows, len(sums))
        self.sheet.fill(self.row, FIRST_MONTH, lambda col: f"SUM({whole.down(col)})", sums, "money", "total")
        self.row += 1
