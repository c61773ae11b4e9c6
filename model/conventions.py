"""On-cost conventions that somebody else used: an annual earnings period, rounded parts, salary sacrifice.

``cost`` never uses these: it assesses each pay month, unrounded. They exist so that a published
table can be reproduced by name, in tests and in reconciliation.
"""

from dataclasses import dataclass
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal

from model.money import exact
from model.on_costs import NIThresholds, employer_ni

POUND = Decimal("1")


@dataclass(frozen=True)
class OnCostConvention:
    """How a published table works out the cost of one full-year salary.

    ``ni`` holds annual terms; ``rounding`` maps a part (``ni``, ``levy``, ``pension``, ``total``) to
    ``half_up`` or ``down``, to the pound; a part not named is not rounded.
    """

    name: str
    ni: NIThresholds
    pension_rate: float = 0.0
    levy_rate: float = 0.0
    salary_sacrifice: float = 0.0
    contracted_out: bool = False
    rounding: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class PublishedCost:
    """The parts of one published figure, £ a year, and their total."""

    ni: Decimal
    levy: Decimal
    pension: Decimal
    total: Decimal


def cost_by_convention(salary: float, convention: OnCostConvention) -> PublishedCost:
    """The cost of one salary, £ a year at 1.0 FTE, as a named convention works it out.

    With salary sacrifice the NI is on the salary less the part given up; the part given up is paid
    into the pension instead, so salary and pension are counted on the full salary.
    """
    rules = dict(convention.rounding)
    ni_pay = salary * (1 - convention.salary_sacrifice)
    parts = {
        "ni": float(employer_ni(ni_pay, convention.ni, convention.contracted_out)),
        "levy": salary * convention.levy_rate,
        "pension": salary * convention.pension_rate,
    }
    rounded = {part: _round(exact(amount), rules.get(part)) for part, amount in parts.items()}
    return PublishedCost(**rounded, total=_round(exact(salary) + sum(rounded.values()), rules.get("total")))


def _round(amount: Decimal, rule: str | None) -> Decimal:
    if rule is None:
        return amount
    return amount.quantize(POUND, {"half_up": ROUND_HALF_UP, "down": ROUND_DOWN}[rule])
