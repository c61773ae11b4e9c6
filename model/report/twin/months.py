"""The twin's calendar: each month's days and the rates in force in it, and each grade's salary on each basis."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np

from model.pay.salaries import BASES, PEOPLE_BASES
from model.report.twin.areas import Area
from model.report.twin.facts import Facts
from model.report.twin.inputs import MONTHS_IN_YEAR, InputAreas
from model.report.twin.people_inputs import FIRST_ROW, renumbering_day
from model.report.twin.rates import NI_TERMS, OF_A_WEEK, SpineArea, weekly_term
from model.report.twin.sheets import Book, Sheet

FIRST_MONTH = 5
"""The column of the first month, the same on every sheet of workings."""


@dataclass(frozen=True)
class MonthRows:
    """Each row of the calendar, (1, months), by name; and the values that formulas stored there."""

    areas: dict[str, Area]
    values: dict[str, np.ndarray]

    def at(self, name: str, month: int) -> str:
        """The cell of a row in a month."""
        return self.areas[name].cell(0, month)

    def in_numbers(self, cells: Sequence[str], month: int) -> str:
        """The formula of a point that stands in a cell a numbering of the spine, in the month's own."""
        if "renumbered" not in self.areas:
            return cells[0]
        return f"CHOOSE({self.at('renumbered', month)}+1,{','.join(cells)})"


@dataclass(frozen=True)
class GradeSalaries:
    """Each grade's salary on the basis chosen, (grades, months), earned and, where awards come late, paid meanwhile."""

    chosen: dict[str, Area]


def write_months(book: Book, facts: Facts, inputs: InputAreas, spine: SpineArea) -> MonthRows:
    """Write a column a month: its days, its year, and the rates in force."""
    sheet = book.sheet(
        "Months",
        "Workings: the months and the rates in force in each",
        "A salary follows the first day of the month, National Insurance, pension and levy the pay day, its last.",
    )
    months, rates = facts.assessment.costed.book.months, facts.assessment.costed.plans["do_nothing"].rates
    sheet.widths(34, 16, 4, 4, 4, *[13] * len(months))
    sheet.freeze(FIRST_ROW, FIRST_MONTH)
    sheet.print_wide()
    areas: dict[str, Area] = {}
    values: dict[str, np.ndarray] = {}
    row = FIRST_ROW - 1

    def write(name, label, unit, formula, stored, number="general", kind="formula") -> None:
        nonlocal row
        sheet.text(row, 0, label, "head" if kind == "head" else "label")
        sheet.text(row, 1, unit, "head" if kind == "head" else "label")
        areas[name] = Area("Months", row, FIRST_MONTH, 1, len(months), "row")
        values[name] = np.asarray(stored)
        sheet.fill(row, FIRST_MONTH, formula, list(stored), number, kind)
        row += 1

    def cell(name: str, month: int) -> str:
        return areas[name].cell(0, month)

    first_days, pay_days = months.first_days.tolist(), months.pay_days.tolist()
    write(
        "first_day", "First day", "day",
        lambda m: f"EDATE({cell('first_day', m - 1)},1)" if m else "First_day",
        first_days, "day", "head",
    )  # fmt: skip
    write("last_day", "Last day, and pay day", "day", lambda m: f"EOMONTH({cell('first_day', m)},0)", pay_days, "day")
    write("days", "Days", "days", lambda m: f"{cell('last_day', m)}-{cell('first_day', m)}+1", months.days, "whole")
    write(
        "month_no", "Month number", "months",
        lambda m: f"{cell('month_no', m - 1)}+1" if m else "1",
        range(1, len(months) + 1), "whole",
    )  # fmt: skip
    write(
        "year_no", "Financial year, number", "years",
        lambda m: f"INT(({cell('month_no', m)}-1)/{MONTHS_IN_YEAR})+1",
        months.year_of + 1, "whole",
    )  # fmt: skip
    years = [str(months.years[year]) for year in months.year_of]
    write("year", "Financial year", "", lambda m: f"INDEX({inputs.years.whole()},{cell('year_no', m)})", years)
    table = np.searchsorted(np.array(spine.days, "datetime64[D]"), months.first_days, side="right")
    write("table", "Table of the spine", "column", lambda m: f"MATCH({cell('first_day', m)},Spine_from,1)", table)
    if turns := facts.assessment.costed.book.points.renumberings:
        names = [renumbering_day(number) for number in range(1, len(turns) + 1)]
        write(
            "renumbered", "Points are renumbered", "times",
            lambda m: "+".join(f"IF({cell('first_day', m)}>={name},1,0)" for name in names),
            sum((months.first_days >= np.datetime64(turn.day)).astype(int) for turn in turns), "whole",
        )  # fmt: skip
    if inputs.paid_late:
        _late(write, cell, facts, inputs, table, spine)
    for term, (name, label, unit, number) in NI_TERMS.items():
        stored = np.where(np.isfinite(getattr(rates.ni, term)), getattr(rates.ni, term), 0.0)
        write(term, f"NI: {label.lower()}", unit, _in_force(cell, name, "NI_from"), stored, number)
    for term, (name, label, unit, number) in OF_A_WEEK.items() if inputs.paid_late else ():
        stored = weekly_term(rates.ni_weekly, term)
        write(term, f"NI: {label.lower()}", unit, _in_force(cell, name, "NI_weekly_from"), stored, number)
    write("lgps", "LGPS employer rate", "share", _in_force(cell, "LGPS_rate", "LGPS_from"), rates.lgps, "percent")
    write("levy", "Apprenticeship levy", "share", _in_force(cell, "Levy_rate", "Levy_from"), rates.levy, "percent")
    _basis(sheet, row + 1, facts, inputs)
    return MonthRows(areas, values)


def _basis(sheet: Sheet, row: int, facts: Facts, inputs: InputAreas) -> None:
    """Which basis is chosen, as numbers that other formulas use."""
    basis = facts.assessment.scenario.costing.basis
    number = [*BASES, *PEOPLE_BASES].index(basis) + 1
    budget = inputs.bases.part(rows=len(BASES)).whole()
    sheet.text(row, 0, "The costing basis chosen", "heading")
    for name, label, formula, value in (
        ("Basis_number", "Its number", f"MATCH(Basis,{inputs.bases.whole()},0)", number),
        (
            "Basis_of_holders",
            "Of holders' points, 1 yes",
            f"IF(Basis_number>ROWS({budget}),1,0)",
            basis in PEOPLE_BASES,
        ),
        ("Basis_is_actual", "Actual points, 1 yes", f"IF(Basis_number=ROWS({budget})+1,1,0)", basis == "actual"),
        ("Basis_is_settled", "Settled, 1 yes", "Basis_of_holders-Basis_is_actual", basis == "settled"),
    ):
        row += 1
        sheet.text(row, 0, label)
        sheet.book.define(name, sheet.formula(row, 1, formula, int(value), "whole"))


def _in_force(cell, name: str, starts: str):
    return lambda month: f"INDEX({name},MATCH({cell('first_day', month)},{starts},1))"


def _late(write, cell, facts: Facts, inputs: InputAreas, table: np.ndarray, spine: SpineArea) -> None:
    """Which table is paid in a month, and in which month what is owed of it is paid."""
    months = facts.assessment.costed.book.months
    starts, paid = (inputs.paid_late.down(col) for col in (0, 1))
    paid_in = facts.assessment.costed.plans["do_nothing"].paid_late.paid_in
    late = paid_in > np.arange(len(months))
    meanwhile = table.copy()
    before = int(np.searchsorted(np.array(spine.days, "datetime64[D]"), months.first_days[0] - 1, side="right"))
    counts = {late.from_ for late in facts.assessment.scenario.pay.paid_late}
    for month in np.flatnonzero(late):  # until it is paid, the table of the eve of the day from which an award counts
        held = table if months.first_days[month].item() in counts else meanwhile
        meanwhile[month] = held[month - 1] if month else before
    write(
        "late", "Paid late", "1 yes, 0 no",
        lambda m: f"SUMPRODUCT(({starts}<={cell('first_day', m)})*({paid}>{cell('first_day', m)}))",
        late.astype(int), "whole",
    )  # fmt: skip
    write(
        "paid_in", "Paid in the month of", "day",
        lambda m: f"IF({cell('late', m)}=1,SUMPRODUCT(({starts}<={cell('first_day', m)})"
        f"*({paid}>{cell('first_day', m)})*{paid}),{cell('first_day', m)})",
        months.first_days[paid_in].tolist(), "day",
    )  # fmt: skip

    def earlier(month: int) -> str:
        if not month:
            return f"MATCH({cell('first_day', 0)}-1,Spine_from,1)"
        begins = f"SUMPRODUCT(1*({starts}={cell('first_day', month)}))>0"
        return f"IF({begins},{cell('table', month - 1)},{cell('meanwhile', month - 1)})"

    write(
        "meanwhile", "Table of the spine paid meanwhile", "column",
        lambda m: f"IF({cell('late', m)}=1,{earlier(m)},{cell('table', m)})", meanwhile,
    )  # fmt: skip


def point_salary(point: str, table: str) -> str:
    """The formula of a point's salary on a table of the spine."""
    return f"INDEX(Spine_salaries,MATCH({point},Spine_points,0),{table})"


def write_salaries(book: Book, facts: Facts, inputs: InputAreas, months: MonthRows) -> GradeSalaries:
    """Write each grade's salary on every budget basis, and on the basis chosen."""
    sheet = book.sheet(
        "Salaries",
        "Workings: each grade's salary on each costing basis",
        "£ a year at 1.0 FTE. A mean is the mean of the salaries of the points, not the salary of the middle point.",
    )
    sheet.widths(10, 30, 4, 4, 4, *[13] * len(months.values["days"]))
    sheet.freeze(FIRST_ROW, FIRST_MONTH)
    sheet.print_wide()
    sheet.head(FIRST_ROW - 1, 0, ("Grade no.", "Grade"))
    first_days = facts.assessment.costed.book.months.first_days.tolist()
    sheet.fill(FIRST_ROW - 1, FIRST_MONTH, partial(months.at, "first_day"), first_days, "month", "head")
    plan = facts.plans["do_nothing"]
    row, chosen = FIRST_ROW + 1, {}
    views = {"earned": (plan, "table", "")}
    if plan.paid_late:
        views["meanwhile"] = (plan.paid_late.meanwhile, "meanwhile", ", paid meanwhile")
    for view, (own, table, suffix) in views.items():
        blocks = []
        for key, basis in BASES.items():
            blocks.append(_block(sheet, row, basis.label + suffix, facts, own.budget[key].salary,
                                 _on_basis(key, inputs, months, table)))  # fmt: skip
            row += blocks[-1].rows + 2
        basis = facts.assessment.scenario.costing.basis
        none = np.zeros_like(own.budget["top"].salary)
        stored = own.budget[basis].salary if basis in own.budget else none
        chosen[view] = _block(
            sheet, row, "On the basis chosen" + suffix, facts, stored,
            lambda i, m, blocks=blocks: "IF(Basis_of_holders=1,0,CHOOSE(Basis_number,"
            + ",".join(block.cell(i, m) for block in blocks) + "))",
        )  # fmt: skip
        row += chosen[view].rows + 2
    return GradeSalaries(chosen)


def _block(sheet: Sheet, row: int, title: str, facts: Facts, stored: np.ndarray, formula) -> Area:
    sheet.text(row, 0, title, "heading")
    area = Area("Salaries", row + 1, FIRST_MONTH, *stored.shape)
    for i, (name, number) in enumerate(facts.assessment.costed.book.range_number.items()):
        sheet.number(row + 1 + i, 0, number + 1)
        sheet.text(row + 1 + i, 1, name)
        sheet.fill(row + 1 + i, FIRST_MONTH, partial(formula, i), stored[i].tolist(), "salary")
    return area


def _on_basis(basis: str, inputs: InputAreas, months: MonthRows, table: str):
    """The formula of a grade's salary in a month."""

    def end(grade: int, which: int, month: int) -> str:
        """Bottom, top or extended top, in the month's own numbers."""
        return months.in_numbers([inputs.grades.cell(grade, col) for col in range(which, inputs.grades.cols, 3)], month)

    def formula(grade: int, month: int) -> str:
        column = months.at(table, month)
        bottom, top, extended = (end(grade, which, month) for which in range(3))
        if basis == "mean_of_points":
            salaries = f"INDEX(Spine_salaries,0,{column})"
            return f'AVERAGEIFS({salaries},Spine_points,">="&{bottom},Spine_points,"<="&{top})'
        if basis == "mean_of_ends":
            return f"AVERAGE({point_salary(bottom, column)},{point_salary(top, column)})"
        return point_salary({"bottom": bottom, "top": top, "extended_top": extended}[basis], column)

    return formula
