"""Acting up in a timeline, as formulas: the salary of the higher work, and what it adds to the holder's own."""

import numpy as np

from model.people.appointments import ActingUp, Appointment
from model.report.twin.months import point_salary
from model.report.twin.point_blocks import View, salaries_of
from model.report.twin.timeline import Timeline


def write_acting(sheet: Timeline, view: View) -> None:
    """Write what acting up adds to salary on the basis chosen, £ a year at 1.0 FTE."""
    name = view.name

    def higher(i: int, month: int) -> str:
        spine = sheet.facts.spine_of(_point(sheet, view.plan.appointments[i]))
        point = point_salary(sheet.post("acting_point", i), sheet.months, view.table, month, spine)
        grade = f"INDEX({sheet.salaries.chosen[view.salaries].down(month)},{sheet.post('acting_no', i)})"
        return f"IF({sheet.cell('acted', i, month)}=0,0,IF(Basis_of_holders=1,{point},{grade}))"

    values = np.where(sheet.values["acted"] > 0, _higher(sheet, view), 0.0)
    sheet.block(name("higher"), view.a_year("Salary of the work done while acting up"), higher, values)

    def above(i: int, month: int) -> str:
        blocks = (name("higher"), name("salary"), name("above_pay_protection"))
        gap = "-".join(sheet.cell(block, i, month) for block in blocks)
        acted, employed = (sheet.cell(block, i, month) for block in ("acted", "employed"))
        return f"IF({employed}=0,0,{acted}/{employed}*MAX(0,{gap}))"

    extra = view.plan.above_salary("acting_up", sheet.facts.basis)
    title = view.a_year("Acting up above the holder\u2019s own pay")
    sheet.block(name("above_acting_up"), title, above, extra.salary if extra else np.zeros(values.shape))


def _higher(sheet: Timeline, view: View) -> np.ndarray:
    """The salary of the work done while acting up: that of the grade on a budget basis, otherwise that of the point."""
    budget, values = view.plan.budget.get(sheet.facts.basis), np.zeros(view.plan.employed.shape)
    for row, appointment in enumerate(view.plan.appointments):
        acting = appointment.acting_up
        if acting and budget:
            values[row] = budget.salary[_grade_number(sheet, acting)]
        elif acting:
            values[row] = salaries_of(sheet, [_point(sheet, appointment)], view)[0]
    return values


def _grade_number(sheet: Timeline, acting: ActingUp) -> int:
    return sheet.facts.costed.book.number_of("proposed", acting.grade, acting.pay_structure)


def _point(sheet: Timeline, appointment: Appointment) -> int:
    """The point at which the holder acts up; for anyone else 0, which counts as a point of the team's own spine."""
    acting = appointment.acting_up
    return sheet.facts.costed.book.ranges[_grade_number(sheet, acting)].at(acting.point) if acting else 0
