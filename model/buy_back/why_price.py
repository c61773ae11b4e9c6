"""Why the price rises: what each cause adds to the price for the average customer who stays.

The rise is the cost after the change, shared among the customers after it, less what is charged now, shared among
the customers now. It is split cause by cause in a stated order, so that the causes add up to the rise with the take-up
expected. Volume comes last: it is what is added as fewer customers share the same cost.
"""

from dataclasses import dataclass

from model.base.financial_year import FinancialYear
from model.cost.costed import CostedScenario
from model.explain.drivers import DRIVERS, drivers

CAUSES = {
    "restructure": ("The restructure", "posts, grades, hours, points, protection, acting up, cover and turnover"),
    "pay_award": ("Pay awards", "the salary table of the later year at the same points, and awards paid late"),
    "on_costs": ("National Insurance, pension and levy", "rates of the later year on the same pay"),
    "increments": ("Increments", "time in the present grades"),
    "volume": ("Volume", "the same cost shared by fewer customers, or by more"),
}
BESIDE_PAY = {
    "present_prices": (
        "Today\u2019s prices",
        "how far present prices fall short of today\u2019s cost; a minus where they exceed it",
    ),
    "reserve": ("The reserve", "what brings the reserve to its stated level"),
    "avoided": ("Cost that falls away", "what is saved as customers leave"),
    "bad_debts": ("Bad debts", "charges not expected to be paid"),
}
"""Causes other than the pay bill. They are counted before volume, where they are not 0."""
HALF_A_PENNY = 0.005


@dataclass(frozen=True)
class Sharing:
    """A year of the service, and how many customers share its cost. Raises ValueError where no customers do."""

    year: FinancialYear
    customers: float

    def __post_init__(self) -> None:
        if self.customers <= 0:
            raise ValueError("a cost can be shared only where there are customers")


@dataclass(frozen=True)
class Cause:
    """One cause of the rise, £ a year: what it adds to the cost, and to what each customer must pay."""

    key: str
    label: str
    meaning: str
    cost: float
    for_each: float


@dataclass(frozen=True)
class ExpectedNeed:
    """What must be paid with the take-up expected, £ a year, and by how many customers on average."""

    target: float
    avoided: float
    bad_debts: float
    customers: float

    @property
    def each(self) -> float:
        """What each of the expected customers must pay, £ a year."""
        return (self.target - self.avoided + self.bad_debts) / self.customers


def causes_of_rise(
    costed: CostedScenario,
    basis: str,
    before: Sharing,
    after: Sharing,
    other: float = 0.0,
    beside_pay: dict[str, float] | None = None,
) -> list[Cause]:
    """Why each customer must pay more for the service in one year with the proposal than in another without it.

    Args:
        costed: the scenario.
        basis: the costing basis.
        before: the year of the present structure, and how many customers share its cost.
        after: the year of the proposal, and how many customers share its cost.
        other: £ a year of other cost, the same in both years; it counts only in volume.
        beside_pay: £ a year that each cause of ``BESIDE_PAY`` adds to what must be paid for.
    """
    added = dict.fromkeys(CAUSES, 0.0)
    for key, change in drivers(costed, basis, before.year, after.year).items():
        added[DRIVERS[key].cause] += change
    beside = {key: amount for key, amount in (beside_pay or {}).items() if abs(amount) >= HALF_A_PENNY}
    # What today's prices fall short of today's cost is not a cost of the later year.
    to_meet = costed.amount("proposal", basis, after.year) + other
    to_meet += sum(amount for key, amount in beside.items() if key != "present_prices")
    volume = added.pop("volume")
    causes = {key: (cost, cost / before.customers) for key, cost in (added | beside).items()}
    causes["volume"] = volume, to_meet / after.customers - to_meet / before.customers
    return [Cause(key, *(CAUSES | BESIDE_PAY)[key], *amounts) for key, amounts in causes.items()]
