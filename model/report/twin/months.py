"""The twin's calendar: each month's days and the rates in force in it, and each grade's salary on each basis."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial

import numpy as np

from model.base.stated import stated
from model.pay.salaries import BASES, PEOPLE_BASES
from model.report.twin.areas import Area
from model.report.twin.cells import Cell, Value, worked
from model.report.twin.facts import Facts
from model.report.twin.inputs import MONTHS_IN_YEAR, InputAreas
from model.report.twin.people_inputs import renumbering_day
from model.report.twin.rates import rate_tables
from model.report.twin.sheets import FIRST_ROW, Book, Sheet

FIRST_MONTH = 5
"""The column of the first month, the same on every sheet of workings."""
Formula = Callable[[int, int], str]
"""Row of a block and month to a formula."""


@dataclass(frozen=True)
class MonthRows:
    """Each row of the calendar, (1, months), by name; and the values that formulas stored there."""

    sheet: Sheet
    areas: dict[str, Area] = field(default_factory=dict)
    values: dict[str, np.ndarray] = field(default_factory=dict)

    def at(self, name: str, month: int) -> str:
        """The cell of a row in a month."""
        return self.areas[name].cell(0, month)

    def in_numbers(self, cells: Sequence[str], month: int) -> str:
        """The formula of a point that stands in a cell a numbering of the spine, in the month's own."""
        if "renumbered" not in self.areas:
            return cells[0]
        return f"CHOOSE({self.at('renumbered', month)}+1,{','.join(cells)})"

    def write(self, name: str, label: Cell | str, unit: Cell | str, formula: Callable[[int], str],
              stored: Sequence[Value] | np.ndarray, number: str = "general") -> None:  # fmt: skip
        """Write the next row."""
        area = Area("Months", self.sheet.row, FIRST_MONTH, 1, len(stored), "row")
        self.areas[name], self.values[name] = area, np.asarray(stored)
        kind = "formula" if isinstance(label, str) else label.kind
        self.sheet.fill(area.row, FIRST_MONTH, formula, list(stored), number, kind)
        self.sheet.line(label, unit)


@dataclass(frozen=True)
class GradeSalaries:
    """Each grade's salary on the basis chosen, (grades, months), earned and, where awards come late, paid meanwhile."""

    chosen: dict[str, Area]


def write_months(book: Book, facts: Facts, inputs: InputAreas) -> MonthRows:
    """Write a column a month: its days, its year, and the rates in force."""
    months = facts.months
    sheet = book.sheet(
        "Months",
        "Workings: the months and the rates in force in each",
        "A salary follows the first day of the month, National Insurance, pension and levy the pay day, its last.",
        (34, 16, 4, 4, 4, *[13] * len(months)),
        (FIRST_ROW, FIRST_MONTH),
        wide=True,
    )
    rows = MonthRows(sheet)
    at, write = rows.at, rows.write
    first_days, pay_days = months.first_days.tolist(), months.pay_days.tolist()
    starts: Callable[[int], str] = lambda m: f"EDATE({at('first_day', m - 1)},1)" if m else "First_day"  # noqa: E731
    write("first_day", Cell("First day", kind="head"), Cell("day", kind="head"), starts, first_days, "day")
    write("last_day", "Last day, and pay day", "day", lambda m: f"EOMONTH({at('first_day', m)},0)", pay_days, "day")
    write("days", "Days", "days", lambda m: f"{at('last_day', m)}-{at('first_day', m)}+1", months.days, "whole")
    numbers = np.arange(1, len(months) + 1)
    write("month_no", "Month number", "months", lambda m: f"{at('month_no', m - 1)}+1" if m else "1", numbers, "whole")
    year: Callable[[int], str] = lambda m: f"INT(({at('month_no', m)}-1)/{MONTHS_IN_YEAR})+1"  # noqa: E731
    write("year_no", "Financial year, number", "years", year, months.year_of + 1, "whole")
    years = [str(months.years[year]) for year in months.year_of]
    write("year", "Financial year", "", lambda m: f"INDEX({inputs.years.whole()},{at('year_no', m)})", years)
    table = np.searchsorted(_days(facts), months.first_days, side="right")
    write("table", "Table of the spine", "column", lambda m: f"MATCH({at('first_day', m)},Spine_from,1)", table)
    if turns := facts.costed.book.points.renumberings:
        names = [renumbering_day(number) for number in range(1, len(turns) + 1)]
        times = np.sum([months.first_days >= np.datetime64(turn.day) for turn in turns], axis=0)
        passed: Callable[[int], str] = lambda m: "+".join(f"IF({at('first_day', m)}>={name},1,0)" for name in names)  # noqa: E731
        write("renumbered", "Points are renumbered", "times", passed, times, "whole")
    if inputs.paid_late:
        _late(rows, facts, inputs.paid_late, table)
    for rates in rate_tables(facts):
        for term in rates.terms:
            in_force = partial(_in_force, rows, term.name, rates.starts)
            write(term.key, term.in_months, term.unit.partition(" of ")[0], in_force, term.values, term.number)
    sheet.row += 1
    _basis(sheet, facts, inputs)
    return rows


def _days(facts: Facts) -> np.ndarray:
    """From when each table of the spine is in force, (tables,)."""
    return np.array([column.day for column in facts.spine], "datetime64[D]")


def _basis(sheet: Sheet, facts: Facts, inputs: InputAreas) -> None:
    """Which basis is chosen, as numbers that other formulas use."""
    basis = facts.basis
    budget = f"ROWS({inputs.bases.part(rows=len(BASES)).whole()})"
    number, of_holders = [*BASES, *PEOPLE_BASES].index(basis) + 1, f"IF(Basis_number>{budget},1,0)"
    sheet.heading("The costing basis chosen")
    for name, label, formula, value in (
        ("Basis_number", "Its number", f"MATCH(Basis,{inputs.bases.whole()},0)", number),
        ("Basis_of_holders", "Of holders' points, 1 yes", of_holders, basis in PEOPLE_BASES),
        ("Basis_is_actual", "Actual points, 1 yes", f"IF(Basis_number={budget}+1,1,0)", basis == "actual"),
        ("Basis_is_settled", "Settled, 1 yes", "Basis_of_holders-Basis_is_actual", basis == "settled"),
    ):
        sheet.book.define(name, sheet.line(label, worked(formula, int(value), "whole")))


def _in_force(rows: MonthRows, name: str, starts: str, month: int) -> str:
    return f"INDEX({name},MATCH({rows.at('first_day', month)},{starts},1))"


def _late(rows: MonthRows, facts: Facts, paid_late: Area, table: np.ndarray) -> None:
    """Which table is paid in a month, and in which month what is owed of it is paid."""
    months, at = facts.months, rows.at
    starts, paid = (paid_late.down(col) for col in (0, 1))
    paid_in = stated(facts.plans["do_nothing"].paid_late, "an award paid late").paid_in
    late = paid_in > np.arange(len(months))
    meanwhile = table.copy()
    before = int(np.searchsorted(_days(facts), months.first_days[0] - 1, side="right"))
    counts = {late.from_ for late in facts.scenario.pay.paid_late}
    for month in np.flatnonzero(late):  # until it is paid, the table of the eve of the day from which an award counts
        latest = table if months.first_days[month].item() in counts else meanwhile
        meanwhile[month] = latest[month - 1] if month else before

    def owed(month: int) -> str:
        return f"({starts}<={at('first_day', month)})*({paid}>{at('first_day', month)})"

    def earlier(month: int) -> str:
        if not month:
            return f"MATCH({at('first_day', 0)}-1,Spine_from,1)"
        begins = f"SUMPRODUCT(1*({starts}={at('first_day', month)}))>0"
        return f"IF({begins},{at('table', month - 1)},{at('meanwhile', month - 1)})"

    def paid_on(month: int) -> str:
        return f"IF({at('late', month)}=1,SUMPRODUCT({owed(month)}*{paid}),{at('first_day', month)})"

    def paid_meanwhile(month: int) -> str:
        return f"IF({at('late', month)}=1,{earlier(month)},{at('table', month)})"

    rows.write("late", "Paid late", "1 yes, 0 no", lambda m: f"SUMPRODUCT({owed(m)})", late.astype(int), "whole")
    rows.write("paid_in", "Paid in the month of", "day", paid_on, months.first_days[paid_in].tolist(), "day")
    rows.write("meanwhile", "Table of the spine paid meanwhile", "column", paid_meanwhile, meanwhile)


def point_salary(point: str, table: str) -> str:
    """The formula of a point's salary on a table of the spine."""
    return f"INDEX(Spine_salaries,MATCH({point},Spine_points,0),{table})"


def write_salaries(book: Book, facts: Facts, inputs: InputAreas, months: MonthRows) -> GradeSalaries:
    """Write each grade's salary on every budget basis, and on the basis chosen."""
    sheet = book.sheet(
        "Salaries",
        "Workings: each grade's salary on each costing basis",
        "£ a year at 1.0 FTE. A mean is the mean of the salaries of the points, not the salary of the middle point.",
        (10, 30, 4, 4, 4, *[13] * len(facts.months)),
        (FIRST_ROW, FIRST_MONTH),
        wide=True,
    )
    month_heads(sheet, months)
    sheet.heads("Grade no.", "Grade")
    sheet.row += 1
    plan, chosen = facts.plans["do_nothing"], {}
    views = {"earned": (plan, "table", "")}
    if plan.paid_late:
        views["meanwhile"] = (plan.paid_late.meanwhile, "meanwhile", ", paid meanwhile")
    for view, (paid, table, words) in views.items():
        blocks = []
        for key, basis in BASES.items():
            formula = partial(_on_basis, key, inputs, months, table)
            blocks.append(_block(sheet, basis.label + words, facts, paid.budget[key].salary, formula))
        nil = np.zeros_like(paid.budget["top"].salary)
        salary = paid.budget[facts.basis].salary if facts.basis in paid.budget else nil
        chosen[view] = _block(sheet, "On the basis chosen" + words, facts, salary, partial(_chosen, blocks))
    return GradeSalaries(chosen)


def month_heads(sheet: Sheet, months: MonthRows) -> None:
    """Write the months over the columns of a sheet of workings."""
    first_days = months.values["first_day"].tolist()
    sheet.fill(FIRST_ROW - 1, FIRST_MONTH, partial(months.at, "first_day"), first_days, "month", "head")


def _block(sheet: Sheet, title: str, facts: Facts, salaries: np.ndarray, formula: Formula) -> Area:
    sheet.heading(title)
    area = sheet.block(sheet.row, FIRST_MONTH, formula, salaries, "salary")
    for name, number in facts.costed.book.range_number.items():
        sheet.line(Cell(number + 1, "whole"), name)
    sheet.row += 1
    return area


def _chosen(blocks: list[Area], grade: int, month: int) -> str:
    salaries = ",".join(block.cell(grade, month) for block in blocks)
    return f"IF(Basis_of_holders=1,0,CHOOSE(Basis_number,{salaries}))"


def _on_basis(basis: str, inputs: InputAreas, months: MonthRows, table: str, grade: int, month: int) -> str:
    """The formula of a grade's salary in a month, from the points in the month's own numbers."""
    column, cells = months.at(table, month), inputs.grades
    bottom, top, extended = (
        months.in_numbers([cells.cell(grade, col) for col in range(end, cells.cols, 3)], month) for end in range(3)
    )
    if basis == "mean_of_points":
        salaries = f"INDEX(Spine_salaries,0,{column})"
        return f'AVERAGEIFS({salaries},Spine_points,">="&{bottom},Spine_points,"<="&{top})'
    if basis == "mean_of_ends":
        return f"AVERAGE({point_salary(bottom, column)},{point_salary(top, column)})"
    return point_salary({"bottom": bottom, "top": top, "extended_top": extended}[basis], column)
