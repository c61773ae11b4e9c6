"""What is settled with term-time joiners and leavers: pay for weeks worked and leave earned, less what was paid.

The settlement is pay at the salary of the month in which it is due. It is pensionable, and liable to National Insurance
and levy.
"""

import numpy as np

from model.cost.element import Driver, Element, Monthly
from model.cost.plan import Plan
from model.schema.sections.working_time import TermTimeScheme


def _settled(plan: Plan) -> np.ndarray | None:
    """The share of a year's pay settled in each month, (appointments, months); None where nothing is settled."""
    falls = [(row, day, share) for row, one in enumerate(plan.appointments) for day, share in one.settled]
    if not falls:
        return None
    by_month, (rows, days, shares) = np.zeros(plan.employed.shape), zip(*falls, strict=True)
    months = np.searchsorted(plan.months.first_days, np.array(days, "datetime64[D]"), side="right") - 1
    np.add.at(by_month, (list(rows), months), shares)
    return by_month


TERM_TIME_SETTLEMENT = Element(
    key="term_time_settlement",
    label="Term-time settlements",
    meaning="what joiners and leavers are owed for weeks worked, less the months paid",
    stage="pay",
    comes_from=(TermTimeScheme, "pay_years"),
    inputs=(Monthly("settled", "Settled, share of a year's pay", "percent", _settled),),
    formula=lambda s: s.salary * s.fte * s.settled,
    driver=Driver(
        "term_time_settlement", "Term-time settlements", "what is settled with term-time joiners and leavers"
    ),
    not_public="the settlement of term-time joiners and leavers",
)
