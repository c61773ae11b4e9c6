"""Pay protection: what a holder whose pay fell is paid above the new salary, by the council's scheme."""

import numpy as np

from model.cost.element import Driver, Element
from model.cost.plan import Plan
from model.cost.rate_book import RateBook
from model.pay.salaries import SalaryTable
from model.schema.sections.people import People


def _protected(plan: Plan, _: RateBook) -> dict[str, SalaryTable]:
    """Each appointment's pay protection, £ a year at 1.0 FTE, on the ``actual`` basis alone.

    Empty where the scenario states no points. The status is PUBLISHED, since the scheme itself depends on no rate.
    """
    if not plan.paths:
        return {}
    above = np.array([path.protection for path in plan.paths])
    return {"actual": SalaryTable(above, np.zeros(above.shape, dtype=np.int8))}


PAY_PROTECTION = Element(
    key="pay_protection",
    label="Pay protection",
    meaning="what is paid above the new salary to a holder whose pay fell",
    stage="pay",
    comes_from=(People, "protection"),
    above_salary=_protected,
    formula=lambda s: s.above_salary * s.working_time / s.months_in_year,
    driver=Driver("protection", "Protection", "what is paid above the new salary to a holder whose pay fell"),
    ends=lambda scenario: f"which lasts {scenario.people.protection.months} months at most" if scenario.people else "",
    not_public="pay protection",
)
