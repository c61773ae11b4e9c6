"""Acting up: what a holder who does the work of a higher post for a time is paid above their own pay."""

from model.cost.element import Driver, Element
from model.cost.plan import Plan
from model.cost.rate_book import RateBook
from model.pay.salaries import SalaryTable
from model.people.acting_up import acting_pay
from model.schema.sections.people import People


def _extra(plan: Plan, book: RateBook) -> dict[str, SalaryTable]:
    """What acting up adds to salary and protection, £ a year at 1.0 FTE, by basis."""
    if not any(appointment.acting_up for appointment in plan.appointments):
        return {}

    def as_paid(basis: str) -> SalaryTable:
        salaries, protected = plan.salaries(basis), plan.above_salary("pay_protection", basis)
        return SalaryTable(salaries.salary + protected.salary, salaries.status) if protected else salaries

    own = {basis: as_paid(basis) for basis in plan.bases}
    of_grades = book.salaries, book.range_number, book.ranges, book.points
    return acting_pay(plan.appointments, plan.months, plan.employed, own, *of_grades)


ACTING_UP = Element(
    key="acting_up",
    label="Acting up",
    meaning="what a holder who acts in a higher post is paid above their own pay",
    stage="pay",
    comes_from=(People, "acting_up"),
    above_salary=_extra,
    formula=lambda s: s.above_salary * s.working_time / s.months_in_year,
    driver=Driver("acting_up", "Acting up", "what holders who act in a higher post are paid above their own pay"),
    not_public="acting up",
)
