"""Acting up: a holder does the work of a higher post for a time, and is paid the difference on top of their own pay.

While somebody acts up, others may do that holder's work. This is backfill, costed with temporary cover. A holder
does not act up into a post that they move into themselves, nor while they have no post. Which post they move into, if
any, depends on how a ring-fence ends.
"""

from collections.abc import Mapping, Sequence
from datetime import date

import numpy as np

from model.base.financial_year import PayMonths
from model.pay.grades import PayRange, grade_key
from model.pay.salaries import PointSalaries, SalaryTable
from model.people.appointments import Appointment


def days_acted(appointment: Appointment) -> tuple[date, date] | None:
    """The first and last day of acting up within an appointment; None where its holder does not act up in it."""
    acting = appointment.acting_up
    if not acting or acting.last_day < appointment.first_day or appointment.last_day < acting.first_day:
        return None
    return max(appointment.first_day, acting.first_day), min(appointment.last_day, acting.last_day)


def part_acted(appointments: Sequence[Appointment], months: PayMonths) -> np.ndarray:
    """The share of each month in which an appointment's holder acts up, (appointments, months), 0 to 1."""
    nowhere = (np.datetime64("1900-01-02"), np.datetime64("1900-01-01"))
    spans = [days_acted(appointment) or nowhere for appointment in appointments]
    first, last = np.array(spans, dtype="datetime64[D]").T
    return months.fraction_employed(first, last)


def acting_pay(  # noqa: PLR0913  parts of a plan and of a rate book
    appointments: Sequence[Appointment],
    months: PayMonths,
    employed: np.ndarray,
    own: Mapping[str, SalaryTable],
    budget: Mapping[str, SalaryTable],
    range_number: Mapping[str, int],
    ranges: Sequence[PayRange],
    points: PointSalaries,
) -> dict[str, SalaryTable]:
    """What acting up adds to each appointment's salary by basis, £ a year at 1.0 FTE, (appointments, months).

    It is never less than 0. On a budget basis it is the salary of the higher grade, less the holder's own salary, both
    on that basis. On holders' own points it is the salary of the point acted at, less everything that the holder is
    paid. In a month it is in proportion to the part of the month's employment in which the holder acts up.

    Args:
        appointments: those of one timeline.
        months: the months of the years shown.
        employed: the part of each month in which each holder is employed, (appointments, months).
        own: each basis's salary as paid, protection included, by appointment.
        budget: each budget basis's salary table by grade.
        range_number: the row of each grade in the ``budget`` tables.
        ranges: the points of each grade, in the order of those rows.
        points: each point's salary by month.
    """
    acted = part_acted(appointments, months)
    part = np.divide(acted, employed, out=np.zeros_like(acted), where=employed > 0)
    extra = {}
    for basis, paid in own.items():
        higher, status = paid.salary.copy(), paid.status.copy()
        for row, appointment in enumerate(appointments):
            acting = appointment.acting_up
            if acting is None:
                continue
            grade = range_number[grade_key(acting.grade, "proposed", range_number, acting.pay_structure)]
            if basis in budget:
                higher[row], status[row] = budget[basis].salary[grade], budget[basis].status[grade]
            else:
                point = ranges[grade].at(acting.point)
                higher[row], status[row] = points.salary[point], points.status[point]
        extra[basis] = SalaryTable(part * np.maximum(higher - paid.salary, 0.0), np.where(part > 0, status, 0))
    return extra
