"""The twin's calendar: each month's days and the rates in force in it, and each grade's salary on each basis."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial

import numpy as np

from model.base.stated import stated
from model.pay.salaries import BASES, PEOPLE_BASES
from model.report.twin.areas import Area
from model.report.twin.cells import Cell, Value, worked
from model.report.twin.facts import Facts, Spine
from model.report.twin.inputs import MONTHS_IN_YEAR, InputAreas
from model.report.twin.people_inputs import renumbering_day
from model.report.twin.rates import rate_tables
from model.report.twin.sheets import FIRST_ROW, Book, Sheet

FIRST_MONTH = 5
"""The column of the first month, the same on every sheet of workings."""
Formula = Callable[[int, int], str]
"""From a row of a block and a month: the formula of that cell."""


@dataclass(frozen=True)
class MonthRows:
    """Each row of the calendar by name: its cells, (1, months), and the values stored with its formulas."""

    sheet: Sheet
    areas: dict[str, Area] = field(default_factory=dict)
    values: dict[str, np.ndarray] = field(default_factory=dict)

    def at(self, name: str, month: int) -> str:
        """The cell of a row in a month."""
        return self.areas[name].cell(0, month)

    def in_numbers(self, cells: Sequence[str], month: int) -> str:
        """The formula of a point in a month's numbering of the spine. ``cells`` have the point in each numbering."""
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
    """Each grade's salary on the basis chosen, (grades, months).

    There are salaries as earned and, where an award is late, salaries as paid until the award is paid.
    """

    chosen: dict[str, Area]


def write_months(book: Book, facts: Facts, inputs: InputAreas) -> MonthRows:
    """Write a column for each month: its days, its year, and the rates in force."""
    months = facts.months
    sheet = book.sheet(
        "Months",
        "Workings: the months and the rates in force in each",
        "Salaries are of the month's first day. National Insurance, pension and levy are of its pay day, the last day.",
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
    for spine in facts.spines:
        table, days = np.searchsorted(spine.days, months.first_days, side="right"), f"Spine_from{spine.ends_in}"
        in_force: Callable[[int], str] = lambda m, days=days: f"MATCH({at('first_day', m)},{days},1)"  # noqa: E731
        write(f"table{spine.ends_in}", _of_spine("Table of the spine", spine), "column", in_force, table)
    if turns := facts.costed.book.points.renumberings:
        names = [renumbering_day(number) for number in range(1, len(turns) + 1)]
        times = np.sum([months.first_days >= np.datetime64(turn.day) for turn in turns], axis=0)
        passed: Callable[[int], str] = lambda m: "+".join(f"IF({at('first_day', m)}>={name},1,0)" for name in names)  # noqa: E731
        write("renumbered", "Points are renumbered", "times", passed, times, "whole")
    if inputs.paid_late:
        _late(rows, facts, inputs.paid_late)
    for rates in rate_tables(facts):
        for term in rates.terms:
            in_force = partial(_in_force, rows, term.name, rates.starts)
            write(term.key, term.in_months, term.unit.partition(" of ")[0], in_force, term.values, term.number)
    sheet.row += 1
    _basis(sheet, facts, inputs)
    return rows


def _of_spine(words: str, spine: Spine) -> str:
    return f"{words} of {spine.name}" if spine.name else words


def _basis(sheet: Sheet, facts: Facts, inputs: InputAreas) -> None:
    """Write which basis is chosen, as numbers that other formulas use."""
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


def _late(rows: MonthRows, facts: Facts, paid_late: Area) -> None:
    """Write in which month the arrears of an award are paid, and which table is paid in each month until then."""
    months, at = facts.months, rows.at
    starts, paid = (paid_late.down(col) for col in (0, 1))
    paid_in = stated(facts.plans["do_nothing"].paid_late, "an award paid late").paid_in
    late = paid_in > np.arange(len(months))

    def owed(month: int) -> str:
        return f"({starts}<={at('first_day', month)})*({paid}>{at('first_day', month)})"

    def paid_on(month: int) -> str:
        return f"IF({at('late', month)}=1,SUMPRODUCT({owed(month)}*{paid}),{at('first_day', month)})"

    rows.write("late", "Paid late", "1 yes, 0 no", lambda m: f"SUMPRODUCT({owed(m)})", late.astype(int), "whole")
    rows.write("paid_in", "Paid in the month of", "day", paid_on, months.first_days[paid_in].tolist(), "day")
    for spine in facts.spines:
        _meanwhile(rows, facts, spine, starts, late)


def _meanwhile(rows: MonthRows, facts: Facts, spine: Spine, starts: str, late: np.ndarray) -> None:
    """Write which table of a spine is paid in each month: the table in force, where no award of the spine is late."""
    months, at = facts.months, rows.at
    table, meanwhile = f"table{spine.ends_in}", f"meanwhile{spine.ends_in}"
    in_force, counts = rows.values[table], {award.from_ for award in spine.pay.paid_late}
    columns, label = in_force.copy(), _of_spine("Table of the spine that is paid until an award is paid", spine)
    if not counts:
        rows.write(meanwhile, label, "column", lambda m: at(table, m), columns)
        return
    before = int(np.searchsorted(spine.days, months.first_days[0] - 1, side="right"))
    for month in np.flatnonzero(late):  # until it is paid, the table of the day before the award counts
        latest = in_force if months.first_days[month].item() in counts else columns
        columns[month] = latest[month - 1] if month else before

    def earlier(month: int) -> str:
        if not month:
            return f"MATCH({at('first_day', 0)}-1,Spine_from{spine.ends_in},1)"
        begins = f"SUMPRODUCT(1*({starts}={at('first_day', month)}))>0"
        return f"IF({begins},{at(table, month - 1)},{at(meanwhile, month - 1)})"

    def paid_meanwhile(month: int) -> str:
        return f"IF({at('late', month)}=1,{earlier(month)},{at(table, month)})"

    rows.write(meanwhile, label, "column", paid_meanwhile, columns)


def point_salary(point: str, months: MonthRows, table: str, month: int, spine: Spine) -> str:
    """The formula of a point's salary in a month. ``table`` is a row of the calendar: ``table`` or ``meanwhile``."""
    ends_in = spine.ends_in
    column = months.at(f"{table}{ends_in}", month)
    return f"INDEX(Spine_salaries{ends_in},MATCH({point},Spine_points{ends_in},0),{column})"


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
        views["meanwhile"] = (plan.paid_late.meanwhile, "meanwhile", ", paid until then")
    for view, (paid, table, words) in views.items():
        blocks = []
        for key, basis in BASES.items():
            formula = partial(_on_basis, key, facts, inputs, months, table)
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


def _on_basis(  # noqa: PLR0913  the basis, what the twin has, and the cell
    basis: str, facts: Facts, inputs: InputAreas, months: MonthRows, table: str, grade: int, month: int
) -> str:
    """The formula of a grade's salary in a month, from the grade's points in that month's numbering."""
    cells, spine = inputs.grades, facts.spine_of(facts.costed.book.ranges[grade].bottom)
    bottom, top, extended = (
        months.in_numbers([cells.cell(grade, col) for col in range(end, cells.cols, 3)], month) for end in range(3)
    )
    if basis == "mean_of_points":
        ends_in = spine.ends_in
        salaries = f"INDEX(Spine_salaries{ends_in},0,{months.at(f'{table}{ends_in}', month)})"
        points = f"Spine_points{ends_in}"
        return f'AVERAGEIFS({salaries},{points},">="&{bottom},{points},"<="&{top})'
    if basis == "mean_of_ends":
        ends = (point_salary(point, months, table, month, spine) for point in (bottom, top))
        return f"AVERAGE({','.join(ends)})"
    point = {"bottom": bottom, "top": top, "extended_top": extended}[basis]
    return point_salary(point, months, table, month, spine)
