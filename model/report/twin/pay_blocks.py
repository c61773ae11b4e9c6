"""A timeline's pay as formulas: salary, basic pay, allowances, protection, acting up; earned and pensionable.

Where awards come late the blocks are written twice: as earned, and as paid meanwhile.
"""

import numpy as np

from model.cost.costing import ELEMENTS, PARTS_OF_PAY
from model.cost.plan import Plan
from model.pay.salaries import basic_pay
from model.report.twin.inputs import MONTHS_IN_YEAR
from model.report.twin.months import point_salary
from model.report.twin.point_blocks import View, actual_salary, salaries_of, write_salaries_by_point
from model.report.twin.protection_blocks import write_protection
from model.report.twin.timeline import Formula, Timeline

LABELS = {element.key: f"{element.label}: {element.meaning}" for element in ELEMENTS}


def write_pay(sheet: Timeline, view: View) -> None:
    """Write the pay blocks of a view, each month's pay in all, and what of it is pensionable."""
    plan, name, basis = view.plan, view.name, sheet.facts.assessment.scenario.costing.basis
    if sheet.facts.steps:
        write_salaries_by_point(sheet, view)
    salary = actual_salary(plan) if basis == "actual" else plan.salaries(basis).salary
    sheet.block(name("salary"), f"Salary on the basis chosen, £ a year at 1.0 FTE{view.words}",
                _chosen(sheet, view), salary)  # fmt: skip
    time = plan.working_time
    pay = basic_pay(plan.salaries(basis).salary, time)
    _element(sheet, view, "basic_pay", _for_time(sheet, name("salary")), pay)
    paid, pensionable = plan.allowances.paid(pay, plan.employed) if plan.allowances else (0 * pay, 0 * pay)
    _element(sheet, view, "allowances", _allowances(sheet, view, ""), paid)
    sheet.block(name("pensionable_allowances"), f"Of the allowances, pensionable{view.words}",
                _allowances(sheet, view, "pensionable_"), pensionable)  # fmt: skip
    protected = write_protection(sheet, view)
    _element(sheet, view, "pay_protection", _for_time(sheet, name("protection")), basic_pay(protected, time))
    _acted_in(sheet, view)
    extra = basic_pay(plan.acting_up[basis].salary, time) if basis in plan.acting_up else 0 * pay
    _element(sheet, view, "acting_up", _acting(sheet, view), extra)
    alone = pay + basic_pay(protected, time) + extra

    def earned(i: int, month: int) -> str:
        return "+".join(sheet.cell(name(part), i, month) for part in PARTS_OF_PAY)

    sheet.block(name("earned"), f"Pay earned{view.words}", earned, alone + paid, summed=True)

    def counting(i: int, month: int) -> str:
        cells = (sheet.cell(name(block), i, month) for block in ("earned", "allowances", "pensionable_allowances"))
        return "{}-{}+{}".format(*cells)

    sheet.block(name("pensionable"), f"Pensionable pay{view.words}", counting, alone + pensionable)


def _element(sheet: Timeline, view: View, key: str, formula: Formula, values: np.ndarray) -> None:
    named = "" if view.suffix else f"{sheet.key}_{key}"
    sheet.block(view.name(key), LABELS[key] + view.words, formula, values, summed=True, named=named)


def _chosen(sheet: Timeline, view: View) -> Formula:
    def formula(i: int, month: int) -> str:
        grades = sheet.salaries.chosen[view.salaries]
        grade = f"INDEX({grades.down(month)},{sheet.post('grade_no', i)})"
        if not sheet.facts.steps:
            return grade
        actual, settled = (sheet.cell(view.name(own), i, month) for own in ("actual_salary", "settled_salary"))
        return f"IF(Basis_is_actual=1,{actual},IF(Basis_is_settled=1,{settled},{grade}))"

    return formula


def _for_time(sheet: Timeline, salary: str) -> Formula:
    """A twelfth of a salary for the FTE, the share of the year paid and the part of the month employed."""
    return lambda i, month: (
        f"{sheet.cell(salary, i, month)}*{sheet.post('fte', i)}*{sheet.post('paid_share', i)}"
        f"*{sheet.cell('employed', i, month)}/{MONTHS_IN_YEAR}"
    )


def _allowances(sheet: Timeline, view: View, which: str) -> Formula:
    return lambda i, month: (
        f"{sheet.cell('employed', i, month)}*{sheet.post(which + 'fixed', i)}/{MONTHS_IN_YEAR}"
        f"+{sheet.cell(view.name('basic_pay'), i, month)}*{sheet.post(which + 'share', i)}"
    )


def _acted_in(sheet: Timeline, view: View) -> None:
    """The salary of the work acted in: of the grade on a budget basis, else of the point acted at."""

    def formula(i: int, month: int) -> str:
        point = point_salary(sheet.post("acting_point", i), sheet.months.at(view.table, month))
        grade = f"INDEX({sheet.salaries.chosen[view.salaries].down(month)},{sheet.post('acting_no', i)})"
        return f"IF({sheet.cell('acted', i, month)}=0,0,IF(Basis_of_holders=1,{point},{grade}))"

    values = np.where(sheet.values["acted"] > 0, _higher(sheet, view), 0.0)
    sheet.block(view.name("higher"), f"Salary of the work acted in, £ a year at 1.0 FTE{view.words}", formula, values)


def _higher(sheet: Timeline, view: View) -> np.ndarray:
    plan: Plan = view.plan
    basis, values = sheet.facts.assessment.scenario.costing.basis, np.zeros(plan.employed.shape)
    for row, held in enumerate(plan.appointments):
        if held.acting_up and basis in plan.budget:
            number = sheet.facts.assessment.costed.book.number_of("proposed", held.acting_up.grade)
            values[row] = plan.budget[basis].salary[number]
        elif held.acting_up:
            values[row] = salaries_of(sheet, [held.acting_up.point], view)[0]
    return values


def _acting(sheet: Timeline, view: View) -> Formula:
    def formula(i: int, month: int) -> str:
        higher, own, protected = (
            sheet.cell(view.name(block), i, month) for block in ("higher", "salary", "protection")
        )
        return (
            f"{sheet.cell('acted', i, month)}*MAX(0,{higher}-{own}-{protected})"
            f"*{sheet.post('fte', i)}*{sheet.post('paid_share', i)}/{MONTHS_IN_YEAR}"
        )

    return formula
