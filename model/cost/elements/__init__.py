"""The elements of cost, a file each, in the order in which they are worked out and shown."""

from model.cost.element import Element
from model.cost.elements.acting_up import ACTING_UP
from model.cost.elements.all_in import ALL_IN
from model.cost.elements.allowances import ALLOWANCES
from model.cost.elements.basic_pay import BASIC_PAY
from model.cost.elements.cover import COVER
from model.cost.elements.levy import LEVY
from model.cost.elements.market_supplement import MARKET_SUPPLEMENT
from model.cost.elements.national_insurance import NATIONAL_INSURANCE
from model.cost.elements.pay_protection import PAY_PROTECTION
from model.cost.elements.pension import PENSION
from model.cost.elements.term_time_settlement import TERM_TIME_SETTLEMENT
from model.cost.elements.turnover import TURNOVER
from model.schema.sections.scenario import Scenario

ELEMENTS: tuple[Element, ...] = (
    BASIC_PAY,
    ALLOWANCES,
    PAY_PROTECTION,
    ACTING_UP,
    MARKET_SUPPLEMENT,
    TERM_TIME_SETTLEMENT,
    NATIONAL_INSURANCE,
    PENSION,
    LEVY,
    TURNOVER,
    COVER,
    ALL_IN,
)
TOTAL = "total"
"""The key of the total of all elements."""
LABELS = {**{element.key: element.label for element in ELEMENTS}, TOTAL: "Total"}
"""The usual name of each element and of the total, by key, in order."""


def labels(scenario: Scenario) -> dict[str, str]:
    """The name of each element in a scenario, and the name of the total, by key, in order."""
    return {**{element.key: element.label_in(scenario) for element in ELEMENTS}, TOTAL: "Total"}
