"""The measures: figures that a driver may change and a sensitivity may show. The model works out each on demand."""

from collections.abc import Callable
from dataclasses import dataclass

from model.assessment.assess import Assessment
from model.assessment.quantities import vacant_and_deleted
from model.base.financial_year import FinancialYear
from model.base.money import pounds
from model.base.quantity import A_YEAR, IN_YEAR
from model.buy_back.needs import Needs
from model.buy_back.take_up import ExpectedIncome
from model.uncertainty.service_drivers import with_prices_set


@dataclass(frozen=True)
class Measure:
    """A figure of a scenario. ``of`` gives it, £, for an assessment and a year; None where there is no such figure.

    With ``at_set_prices`` the new prices stay as they are now, whatever is changed.
    """

    key: str
    label: str
    unit: str
    meaning: str
    of: Callable[[Assessment, FinancialYear], float | None]
    signed: bool = False
    """Whether the figure is an effect, and so is printed with a sign."""
    at_set_prices: bool = False
    pence: bool = False

    @property
    def named(self) -> str:
        """The measure's name, with its unit where the name does not mention a year."""
        return self.label if "year" in self.label else f"{self.label}, {self.unit}"

    def printed(self, amount: float) -> str:
        """An amount of the measure, £, as it is printed."""
        return pounds(amount, pence=self.pence, signed=self.signed)


def full_year(of: Assessment, year: FinancialYear) -> float:
    """The full-year effect on the headline's basis at the rates of a year, £ a year."""
    return of.costed.amount("full_year_effect", of.scenario.costing.basis, year)


def in_year(of: Assessment, year: FinancialYear) -> float:
    """The effect within a year on the headline's basis, £."""
    return of.costed.amount("part_year_effect", of.scenario.costing.basis, year)


def all_years(of: Assessment, _: FinancialYear) -> float:
    """The effect on the budget in all years shown, with one-off costs, £; negative where it saves."""
    effects = sum(in_year(of, year) for year in of.costed.years)
    return effects + (of.transition.total if of.transition else 0.0)


def proposed_cost(of: Assessment, year: FinancialYear) -> float:
    """What the proposed structure costs in a full year at the rates of a year, £ a year."""
    return of.costed.amount("proposed", of.scenario.costing.basis, year)


def cash(of: Assessment, _: FinancialYear) -> float:
    """The extra spending in all years shown, with one-off costs, £. Deleting a vacant post saves nothing."""
    vacant, basis = vacant_and_deleted(of.costed), of.scenario.costing.basis
    spent = {
        timeline: sum(
            float(amounts.sum())
            for appointment, amounts in zip(
                of.costed.plans[timeline].appointments, of.costed.amounts(timeline, basis), strict=True
            )
            if appointment.post not in vacant
        )
        for timeline in ("do_nothing", "proposal")
    }
    return spent["proposal"] - spent["do_nothing"] + (of.transition.total if of.transition else 0.0)


def price(of: Assessment, year: FinancialYear) -> float | None:
    """What the average customer must pay, £ a year: with expected take-up or, where it is not known, if all stay.

    Where no price is stated, each customer pays an equal share of what the proposed structure costs at the rates of
    the year.
    """
    for key in ("price_expected", "price_all_stay"):
        if key in of.quantities:
            return of.quantities[key].amount
    return proposed_cost(of, year) / of.traded.customers if of.traded and not of.traded.priced else None


def account(of: Assessment, _: FinancialYear) -> float | None:
    """The closing balance of the trading account in the last year shown, £."""
    if of.traded is None or isinstance(of.traded.account_new, Needs):
        return None
    return of.traded.account_new[-1].closing


def together(expected: ExpectedIncome | Needs) -> float | None:
    """Expected income of all years shown, £; None where it is not known."""
    return None if isinstance(expected, Needs) else float(expected.total.sum())


def income(of: Assessment, _: FinancialYear) -> float | None:
    """What customers are expected to pay in all years shown, with the new prices, £."""
    return together(of.traded.expected_new) if of.traded else None


FULL_YEAR, ALL_YEARS, PROPOSED, CASH, PRICE = "full_year", "all_years", "proposed_cost", "cash", "price"
INCOME = "income"
AT_ONCE = {PROPOSED: ("proposed", ""), FULL_YEAR: ("proposed", "do_nothing"), "in_year": ("proposal", "do_nothing")}
"""Measures that depend only on the cost of timelines, by key: a timeline, and the timeline to subtract, if any."""
IN_ALL = "£ in all"
MEASURES = {
    measure.key: measure
    for measure in (
        Measure(
            FULL_YEAR,
            "Budget effect, full year",
            A_YEAR,
            "what the change adds to the budget in a full year",
            full_year,
            signed=True,
        ),
        Measure(
            "in_year",
            "Budget effect in the year",
            IN_YEAR,
            "what the change adds to the budget within the year",
            in_year,
            True,
        ),
        Measure(
            ALL_YEARS,
            "Effect in all years shown, one-off costs included",
            IN_ALL,
            "what the change adds to the budget in all years shown, one-off costs included",
            all_years,
            True,
        ),
        Measure(PROPOSED, "Proposed structure, full year", A_YEAR, "what the proposed posts cost", proposed_cost),
        Measure(
            CASH,
            "Cash effect, all years shown",
            IN_ALL,
            "how much more is spent in all years shown, one-off costs included; deleting a vacant post saves no money, "
            "as nobody is paid in it",
            cash,
            True,
        ),
        Measure(
            PRICE,
            "Charge",
            A_YEAR,
            "what the average customer must pay a year to meet the cost",
            price,
            pence=True,
        ),
        Measure(
            INCOME,
            "Income expected, all years shown",
            IN_ALL,
            "what customers are expected to pay in all years shown, with the new prices",
            income,
        ),
        Measure(
            "account",
            "Closing balance",
            "£ at the end",
            "the balance of the trading account at the end of the last year shown, with the new prices as they are",
            account,
            at_set_prices=True,
        ),
    )
}
"""Each measure by its key."""


def measured(of: Assessment, key: str) -> tuple[Assessment, Measure]:
    """The scenario to read a measure from, and the measure. Raises ValueError where no measure has this key."""
    if key not in MEASURES:
        raise ValueError(f"{key!r} is not a measure. The measures are {', '.join(MEASURES)}")
    measure = MEASURES[key]
    return (with_prices_set(of) if measure.at_set_prices else of), measure
