"""School buy-back: what each customer must pay for the change, and how many leavers would cost as much as the change.

Income is assumed to equal cost before the change, as it does in a service that is wholly traded; the prices themselves
are not known. Money is Decimal here, since a price is a sum in pence.
"""

from dataclasses import dataclass
from decimal import Decimal

from model.base.money import PENNY, exact, half_up, up_to
from model.base.stated import stated
from model.cost.costed import CostedScenario

PUBLISHED, MODELLED = "published totals", "listed posts, modelled"
"""Which costs a test uses."""


@dataclass(frozen=True)
class BuyBack:
    """The funding test on the costs before and after the change, £ a year. ``rests_on`` says which costs these are."""

    rests_on: str
    customers: int
    price_step: Decimal
    cost_before: Decimal
    cost_after: Decimal

    @property
    def cost_in_words(self) -> str:
        """Which costs the test uses, in words for the middle of a sentence."""
        return f"the {PUBLISHED}" if self.rests_on == PUBLISHED else "the modelled cost of the listed posts"

    @property
    def change(self) -> Decimal:
        """What the change costs in a full year."""
        return self.cost_after - self.cost_before

    @property
    def average_before(self) -> Decimal:
        """Income needed from each customer before the change, unrounded."""
        return self.cost_before / self.customers

    @property
    def average_after(self) -> Decimal:
        """Income needed from each customer after the change, unrounded."""
        return self.cost_after / self.customers

    @property
    def uplift(self) -> Decimal:
        """The rise, for each customer, that recovers what the change costs, unrounded."""
        return self.change / self.customers

    @property
    def uplift_to_the_penny(self) -> Decimal:
        """The rise rounded to the nearest penny; it may recover less than the change costs."""
        return half_up(self.uplift)

    @property
    def recovering_uplift(self) -> Decimal:
        """The smallest rise in whole pence that recovers the change."""
        return up_to(self.uplift, PENNY)

    @property
    def stepped_uplift(self) -> Decimal:
        """The smallest rise in whole price steps that recovers the change."""
        return up_to(self.uplift, self.price_step)

    def surplus(self, uplift: Decimal, customers: int | None = None) -> Decimal:
        """Income less cost after the change, where each customer pays ``uplift`` more; negative is a deficit.

        With fewer customers, each customer still pays the old average plus the rise, and no cost falls.
        """
        buying = self.customers if customers is None else customers
        return (self.average_before + uplift) * buying - self.cost_after

    @property
    def leavers_at_new_average(self) -> Decimal | None:
        """How many leavers lose as much income as the change costs, each with the new average charge.

        None where the change costs nothing.
        """
        return self.change / self.average_after if self.change > 0 else None

    @property
    def leavers_at_old_average(self) -> Decimal | None:
        """How many leavers lose as much income as the change costs, each with the old average charge.

        None where the change costs nothing.
        """
        return self.change / self.average_before if self.change > 0 else None


def buy_back(costed: CostedScenario) -> list[BuyBack]:
    """The funding test on the published costs, where there are any, and on the modelled costs of the listed posts."""
    customers = costed.scenario.customers
    if customers is None:
        return []
    basis, year = costed.scenario.costing.basis, costed.year_of_change
    pairs = {
        PUBLISHED: tuple(costed.scenario.published_amount(f"{when}_cost") for when in ("present", "proposed")),
        MODELLED: (costed.amount("do_nothing", basis, year), costed.amount("proposed", basis, year)),
    }
    return [
        BuyBack(
            whose,
            stated(customers.count, "the number of customers"),
            exact(customers.price_step),
            half_up(before),
            half_up(after),
        )
        for whose, (before, after) in pairs.items()
        if before is not None and after is not None
    ]
