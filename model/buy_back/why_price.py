"""Why the price rises: what each cause adds to what the average customer must pay for the pay bill.

Cost after shared by the customers after, less cost before shared by the customers before, cause by cause in a stated
order, so that the causes add up exactly. Volume is the last: what fewer customers to share the same cost add.
"""

from dataclasses import dataclass

from model.costed import CostedScenario
from model.drivers import drivers
from model.financial_year import FinancialYear

CAUSES = {
    "restructure": ("The restructure", "posts, grades, hours, points, protection, acting up, cover and turnover"),
    "pay_award": ("Pay awards", "the salary table of the later year at the same points, and awards paid late"),
    "on_costs": ("National Insurance, pension and levy", "rates of the later year on the same pay"),
    "increments": ("Increments", "time in the present grades"),
    "volume": ("Volume", "the same cost shared by fewer customers, or by more"),
}
CAUSE_OF_DRIVER = {
    "on_cost_rates": "on_costs",
    "pay_award": "pay_award",
    "increments": "increments",
    "posts_deleted": "restructure",
    "posts_created": "restructure",
    "regraded": "restructure",
    "point_moves": "restructure",
    "hours": "restructure",
    "protection": "restructure",
    "acting_up": "restructure",
    "cover": "restructure",
    "below_grade": "restructure",
    "turnover": "restructure",
    "paid_late": "pay_award",
}
"""Each driver of the pay bill to the cause that it belongs to."""


@dataclass(frozen=True)
class Cause:
    """One cause of the rise: what it adds to the year's cost, and to what each customer must pay, £ a year."""

    key: str
    label: str
    meaning: str
    cost: float
    for_each: float


def causes_of_rise(
    costed: CostedScenario,
    basis: str,
    from_year: FinancialYear,
    to_year: FinancialYear,
    before: float,
    after: float,
    other: float = 0.0,
) -> list[Cause]:
    """Why each customer must pay more for the service in one year with the proposal than in another without it.

    Args:
        costed: the scenario.
        basis: the costing basis.
        from_year: the year of the present structure.
        to_year: the year of the proposal.
        before: how many customers share the cost in the first.
        after: how many share it in the second.
        other: £ a year beside pay that they share too, the same in both years; it counts in volume alone.

    Raises ValueError where nobody is left to share it.
    """
    if before <= 0 or after <= 0:
        raise ValueError("a cost can be shared only where there are customers")
    added = dict.fromkeys(CAUSES, 0.0)
    for driver in drivers(costed, basis, from_year, to_year):
        added[CAUSE_OF_DRIVER[driver.key]] += driver.change
    cost_after = costed.amount("proposal", basis, to_year) + other
    shared = {key: change / before for key, change in added.items()}
    shared["volume"] = cost_after / after - cost_after / before
    return [Cause(key, *CAUSES[key], added[key], shared[key]) for key in CAUSES]
