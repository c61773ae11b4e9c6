"""Posts at a stated cost: what an agency contract or a recharge costs instead of pay and on-costs."""

import numpy as np

from model.base.dated import by_month
from model.base.financial_year import MONTHS_IN_YEAR
from model.cost.element import Driver, Element, Monthly
from model.cost.plan import Plan
from model.schema.sections.posts import Post


def _of_months(plan: Plan) -> np.ndarray | None:
    """Stated costs in each month, £, (appointments, months); None where no post has a stated cost.

    The sum stated for 1.0 FTE is multiplied by the FTE, and counts only in the days of the post.
    """
    amounts = np.zeros(plan.employed.shape)
    for row, appointment in enumerate(plan.appointments):
        cost = appointment.stated and appointment.stated.all_in
        if cost and appointment.first_day <= appointment.last_day:
            a_year = by_month(cost.between(appointment.first_day, appointment.last_day), plan.months)
            amounts[row] = a_year * appointment.fte / MONTHS_IN_YEAR
    return amounts if amounts.any() else None


ALL_IN = Element(
    key="all_in",
    label="Posts at a stated cost",
    meaning="a stated sum instead of pay and on-costs",
    stage="apart",
    comes_from=(Post, "all_in"),
    inputs=(Monthly("stated", "Posts at a stated cost, £ of the month", "money", _of_months),),
    formula=lambda s: s.stated,
    rests_on=(),  # a sum that the scenario states
    driver=Driver("all_in", "Posts at a stated cost", "what is paid for posts instead of pay and on-costs"),
)
