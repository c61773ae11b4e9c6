"""The restructures together: every figure is the sum of the scenarios' own figures, by directorate, fund and year.

Nothing is worked out a second time. A scenario counts in the years that it shows, and in no other. Money is £,
unrounded.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from model.base.faults import number_of
from model.base.financial_year import FinancialYear
from model.base.quantity import Quantity
from model.budget.funds import by_fund
from model.budget.mtfs import MtfsYear, mtfs
from model.pay.one_off import Payback, payback_years
from model.portfolio.portfolio import Member, Portfolio

OWN_RATES = "full year, at the rates of the year in which each restructure begins"
OWN_YEARS = "the years that each restructure shows"
ADDED = {
    "present_cost": OWN_RATES,
    "proposed_cost": OWN_RATES,
    "full_year_effect": OWN_RATES,
    "all_years_effect": OWN_YEARS,
    "one_off_cost": OWN_YEARS,
}
"""The key of each quantity that is added up, with the words for its year where the scenarios' years differ."""
ONE_YEAR = "in_year_effect"
"""For a scenario that shows one year, the quantity that is added up as its effect in all years."""


@dataclass(frozen=True)
class Sums:
    """The costs of one or more scenarios in one year, £: without the change, with the change, and one-off costs."""

    do_nothing: float = 0.0
    proposal: float = 0.0
    one_off: float = 0.0

    @property
    def effect(self) -> float:
        """The effect in the year: the cost with the change, less the cost without the change."""
        return self.proposal - self.do_nothing

    def __add__(self, other: "Sums") -> "Sums":
        return Sums(self.do_nothing + other.do_nothing, self.proposal + other.proposal, self.one_off + other.one_off)


@dataclass(frozen=True)
class MtfsSum:
    """One year of the medium-term table of all restructures; positive means more cost.

    ``incremental`` is the year's recurring effect less the effect of the year before, for scenarios that have a row for
    the year. The ``cumulative`` figures are sums over all scenarios: each scenario's row for the year or, if it has
    none, its last row before the year.
    """

    year: FinancialYear
    incremental: float
    recurring: float
    one_off: float
    cumulative_recurring: float
    cumulative: float
    counted: int
    """How many scenarios have a row for the year."""

    @property
    def net(self) -> float:
        """The recurring effect plus the one-off costs."""
        return self.recurring + self.one_off


def of_year(member: Member, year: FinancialYear) -> Sums:
    """The sums of a scenario in a year, on the scenario's own basis; zeros where it does not show the year."""
    if year not in member.years:
        return Sums()
    costed, once = member.assessment.costed, member.assessment.transition
    basis = costed.scenario.costing.basis
    one_off = float(once.amounts()[costed.years.index(year)]) if once else 0.0
    return Sums(costed.amount("do_nothing", basis, year), costed.amount("proposal", basis, year), one_off)


def by_directorate(portfolio: Portfolio) -> Iterator[tuple[str, FinancialYear, Sums]]:
    """Directorate, year and sums, for each year that any scenario of the directorate shows."""
    for directorate in portfolio.directorates:
        own = [member for member in portfolio.members if member.directorate == directorate]
        for year in portfolio.years:
            if any(year in member.years for member in own):
                yield directorate, year, _together(own, year)


def by_year(portfolio: Portfolio) -> Iterator[tuple[FinancialYear, Sums]]:
    """Each year and the sums of all scenarios."""
    yield from ((year, _together(portfolio.members, year)) for year in portfolio.years)


def by_fund_and_year(portfolio: Portfolio) -> dict[tuple[str, FinancialYear], Sums]:
    """The sums by fund and year: the fund's share of every post's pay with on-costs, and the one-off costs it pays."""
    sums: dict[tuple[str, FinancialYear], Sums] = {}

    def add(fund: str, year: FinancialYear, amounts: Sums) -> None:
        sums[fund, year] = sums.get((fund, year), Sums()) + amounts

    for member in portfolio.members:
        costed, once = member.assessment.costed, member.assessment.transition
        for cost in by_fund(costed, costed.scenario.costing.basis):
            add(cost.name, cost.year, Sums(cost.do_nothing, cost.proposal))
        for (year, fund), (amount, _) in (once.costs_by("funded_by") if once else {}).items():
            add(fund, year, Sums(one_off=amount))
    funds = dict.fromkeys(fund for fund, _ in sums)
    return {(fund, year): sums[fund, year] for fund in funds for year in portfolio.years if (fund, year) in sums}


def mtfs_of_all(portfolio: Portfolio) -> Iterator[MtfsSum]:
    """The medium-term tables of all scenarios, added up by year."""
    tables = [mtfs(member.assessment.costed, member.assessment.transition) for member in portfolio.members]
    for year in sorted({row.year for rows in tables for row in rows}):
        here = [row for rows in tables for row in rows if row.year == year]
        so_far = [before[-1] for rows in tables if (before := [row for row in rows if row.year <= year])]
        yield MtfsSum(
            year,
            incremental=sum(_incremental(rows, year) for rows in tables),
            recurring=sum(row.recurring for row in here),
            one_off=sum(row.one_off for row in here),
            cumulative_recurring=sum(row.cumulative_recurring for row in so_far),
            cumulative=sum(row.cumulative for row in so_far),
            counted=len(here),
        )


def _incremental(rows: tuple[MtfsYear, ...], year: FinancialYear) -> float:
    """The recurring effect of a year less the effect of the year before; 0 where the year has no row.

    Before the first row, the effect is nil.
    """
    amounts = {row.year: row.recurring for row in rows}
    return amounts.get(year, 0.0) - amounts.get(FinancialYear(year.start - 1), 0.0) * (year in amounts)


def quantities(portfolio: Portfolio) -> dict[str, Quantity]:
    """The named figures of all scenarios together, by key. Each is the sum of the scenarios' own figures."""
    scenarios = number_of(len(portfolio.members), "restructure")
    found = {}
    for key, where_they_differ in ADDED.items():
        own = [quantity for member in portfolio.members if (quantity := quantity_of(member, key))]
        if own:
            first, years = own[0], {quantity.year for quantity in own}
            bases = dict.fromkeys(quantity.basis for quantity in own)
            found[key] = Quantity(
                key, first.name, sum(quantity.amount for quantity in own), first.unit, ", ".join(bases),
                where_they_differ if len(years) > 1 else first.year, scenarios, signed=first.signed,
            )  # fmt: skip
    return found


def quantity_of(member: Member, key: str) -> Quantity | None:
    """A scenario's own figure with this key; None where the scenario has none.

    For a scenario that shows one year, the effect in all years is the effect in that year.
    """
    own = member.assessment.quantities
    return own.get(key) or (own.get(ONE_YEAR) if key == "all_years_effect" else None)


def payback(portfolio: Portfolio) -> Payback | None:
    """In how many years the full-year saving of all scenarios pays back their one-off costs.

    None where there are no one-off costs.
    """
    own = quantities(portfolio)
    if "one_off_cost" not in own:
        return None
    return payback_years(own["one_off_cost"].amount, -own["full_year_effect"].amount)


def _together(members: Iterable[Member], year: FinancialYear) -> Sums:
    return sum((of_year(member, year) for member in members), Sums())
