"""A timeline's pay as formulas: the salary, every element that is pay, what is earned and how much is pensionable.

Where awards come late, the blocks are written twice: as earned, and as paid until the award is paid.
"""

from collections.abc import Callable
from functools import partial

import numpy as np

from model.cost.costing import PARTS_OF_PAY, earnings
from model.report.twin.acting_blocks import write_acting
from model.report.twin.element_blocks import block_of, in_cells, write_monthly
from model.report.twin.months import Formula
from model.report.twin.point_blocks import View, actual_salary, write_salaries_by_point
from model.report.twin.protection_blocks import write_protection
from model.report.twin.timeline import Timeline

NONE = np.zeros((1, 1))
ABOVE_SALARY: dict[str, Callable[[Timeline, View], None]] = {
    "pay_protection": write_protection,
    "acting_up": write_acting,
}
"""Elements too long for one cell's formula: for each, the function that writes its blocks, £ a year at 1.0 FTE."""


def write_pay(sheet: Timeline, view: View) -> None:
    """Write the pay blocks of a view, the total pay of each month, and how much of it is pensionable."""
    plan, name, basis = view.plan, view.name, sheet.facts.basis
    if sheet.facts.steps:
        write_salaries_by_point(sheet, view)
    salary = actual_salary(plan) if basis == "actual" else plan.salaries(basis).salary
    sheet.block(name("salary"), view.a_year("Salary on the basis chosen"), partial(_chosen, sheet, view), salary)
    pay, counted = earnings(plan, basis), []
    for element in PARTS_OF_PAY:
        if element.above_salary:
            ABOVE_SALARY[element.key](sheet, view)
        if not view.suffix:
            write_monthly(sheet, element)
        cells = partial(_cells, sheet, view, element.key)
        amounts = pay.amounts.get(element.key, NONE)
        block_of(sheet, element, in_cells(sheet, element, element.formula, cells), amounts, view.suffix, view.words)
        counted.append(name(element.key))
        if element.pensionable:
            counted[-1] = name(f"pensionable_{element.key}")
            title = f"Of the {element.label.lower()}, pensionable{view.words}"
            formula = in_cells(sheet, element, element.pensionable, cells)
            sheet.block(counted[-1], title, formula, pay.pensionable_of.get(element.key, NONE))
    parts = [name(element.key) for element in PARTS_OF_PAY]
    sheet.block(name("earned"), f"Pay earned{view.words}", sheet.together(parts), pay.earned)
    sheet.sum_up(name("earned"))
    if pay.not_liable:
        free = [
            in_cells(sheet, element, element.not_liable, partial(_cells, sheet, view, element.key))
            for element in PARTS_OF_PAY
            if element.not_liable and element.key in pay.not_liable
        ]
        formula = partial(_less, partial(sheet.cell, name("earned")), free)
        sheet.block(name("liable"), f"Pay liable to National Insurance{view.words}", formula, pay.liable)
    sheet.block(name("pensionable"), f"Pensionable pay{view.words}", sheet.together(counted), pay.pensionable)


def _cells(sheet: Timeline, view: View, element: str, name: str, i: int, month: int) -> str | None:
    """The cell of a view's block; None if there is none. ``above_salary`` is what the element adds to salary."""
    block = view.name(f"above_{element}" if name == "above_salary" else name)
    return sheet.cell(block, i, month) if block in sheet.areas else None


def _less(earned: Formula, free: list[Formula], i: int, month: int) -> str:
    """The formula of pay earned less the parts on which no National Insurance or levy is due."""
    return "-".join([earned(i, month), *(f"({formula(i, month)})" for formula in free)])


def _chosen(sheet: Timeline, view: View, i: int, month: int) -> str:
    grade = f"INDEX({sheet.salaries.chosen[view.salaries].down(month)},{sheet.post('grade_no', i)})"
    if not sheet.facts.steps:
        return grade
    actual, settled = (sheet.cell(view.name(block), i, month) for block in ("actual_salary", "settled_salary"))
    return f"IF(Basis_is_actual=1,{actual},IF(Basis_is_settled=1,{settled},{grade}))"
