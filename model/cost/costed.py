"""A scenario costed: every timeline on every basis, by year, and the effect of the change.

Two timelines are dated: ``do_nothing`` and ``proposal``. A third, ``proposed``, is the proposed structure as if it
applied all year. The part-year effect of a year is proposal less do-nothing. The full-year effect is proposed less
do-nothing. Neither is ever a fraction of the other.
"""

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from model.base.financial_year import FinancialYear
from model.base.kept import Kept
from model.cost.alike import Alike, alike
from model.cost.by_year import CostsByYear, costs_by_year, statuses_by_year
from model.cost.costing import Costs, cost
from model.cost.elements import TOTAL
from model.cost.layout import factors, lay_out
from model.cost.plan import ROWS_IN_A_BLOCK, PaidLate, Plan
from model.cost.rate_book import Graded, RateBook, open_rate_book, with_insurance, with_schemes
from model.pay.pay_structures import Place
from model.people.careers import Careers
from model.people.establishment import Establishment
from model.people.settlements import with_settlements
from model.rates.tables import Rate, Rates, RateStatus
from model.schema.sections.rates_in_force import rates_in_force, until_paid
from model.schema.sections.scenario import Scenario

TIMELINES = {
    "do_nothing": ("Present structure", Establishment.do_nothing),
    "proposal": ("Present until the change, then proposed", Establishment.proposal),
    "proposed": ("Proposed structure, full year", Establishment.proposed_throughout),
}
EFFECTS = {
    "part_year_effect": ("Effect in the year", "proposal"),
    "full_year_effect": ("Full-year effect", "proposed"),
}


class MonthlyCosts(Mapping[tuple[str, str], Costs]):
    """For each timeline and basis, the costs by month, worked out when they are first asked for."""

    def __init__(self, plans: Mapping[str, Plan]):
        self._plans, self._costs = plans, dict[tuple[str, str], Costs]()

    def __getitem__(self, timeline_and_basis: tuple[str, str]) -> Costs:
        """The costs by month. Raises KeyError where there is no such timeline or basis."""
        if timeline_and_basis not in self._costs:
            timeline, basis = timeline_and_basis
            if basis not in self._plans[timeline].bases:
                raise KeyError(timeline_and_basis)
            self._costs[timeline_and_basis] = cost(self._plans[timeline], basis)
        return self._costs[timeline_and_basis]

    def __iter__(self) -> Iterator[tuple[str, str]]:
        """Every timeline on every basis."""
        return ((timeline, basis) for timeline, plan in self._plans.items() for basis in plan.bases)

    def __len__(self) -> int:
        """The number of timelines times the number of bases."""
        return sum(len(plan.bases) for plan in self._plans.values())


@dataclass(frozen=True)
class CostedScenario:
    """A scenario, the rates that it read, and its timelines. A cost is worked out when something asks for it."""

    establishment: Establishment
    book: RateBook
    plans: dict[str, Plan]

    @property
    def scenario(self) -> Scenario:
        """The scenario that is costed."""
        return self.establishment.scenario

    @cached_property
    def costs(self) -> MonthlyCosts:
        """What each appointment costs a month, £, for each timeline and basis."""
        return MonthlyCosts(self.plans)

    @cached_property
    def alike(self) -> dict[str, Alike]:
        """Each timeline with one holder for each group of holders who cost the same on the headline's basis."""
        return {timeline: alike(plan, self.scenario.costing.basis) for timeline, plan in self.plans.items()}

    @property
    def bases(self) -> tuple[str, ...]:
        """The bases costed: every budget basis, and ``actual`` and ``settled`` where holders' points are given."""
        return self.plans["do_nothing"].bases

    @property
    def years(self) -> tuple[FinancialYear, ...]:
        """The financial years shown."""
        return self.book.months.years

    @property
    def year_of_change(self) -> FinancialYear:
        """The financial year of the implementation date."""
        return FinancialYear.of(self.scenario.dates.implementation)

    @cached_property
    def _kept(self) -> dict[tuple[str, str], CostsByYear]:
        """The costs that :meth:`_by_year` keeps, by timeline and basis."""
        return {}

    @cached_property
    def _totals(self) -> dict[tuple[str, str], dict[str, list[float]]]:
        """The totals that :meth:`_in_all` keeps, by timeline and basis."""
        return {}

    @cached_property
    def _statuses(self) -> dict[tuple[str, str], dict[str, np.ndarray]]:
        """The statuses that :meth:`_status` keeps, by timeline and basis."""
        return {}

    def _by_year(self, timeline: str, basis: str) -> CostsByYear:
        """Costs by appointment and year, £. A large plan keeps only the headline's basis: others are rarely used."""
        if (timeline, basis) in self._kept:
            return self._kept[timeline, basis]
        plan = self.plans[timeline]
        by_year = costs_by_year(plan, basis)
        if basis == self.scenario.costing.basis or len(plan.holder_of) <= ROWS_IN_A_BLOCK:
            self._kept[timeline, basis] = by_year
        return by_year

    def _in_all(self, timeline: str, basis: str) -> dict[str, list[float]]:
        """What each element costs in each year, £, for all appointments together."""
        if (timeline, basis) not in self._totals:
            self._totals[timeline, basis] = self._by_year(timeline, basis).in_all()
        return self._totals[timeline, basis]

    def _status(self, timeline: str, basis: str, element: str) -> np.ndarray:
        """The worst status of an element's rates in each year, (years,)."""
        if (timeline, basis) not in self._statuses:
            self._statuses[timeline, basis] = statuses_by_year(self.plans[timeline], basis)
        return self._statuses[timeline, basis][element]

    def amounts(self, timeline: str, basis: str, element: str = TOTAL) -> np.ndarray:
        """What each appointment costs a year, £, (appointments, years), unrounded."""
        return self._by_year(timeline, basis).amounts(element)

    def amount(self, structure: str, basis: str, year: FinancialYear, element: str = TOTAL) -> float:
        """What a timeline or an effect (``part_year_effect``, ``full_year_effect``) comes to in a year, £."""
        if structure in EFFECTS:
            after = EFFECTS[structure][1]
            return self.amount(after, basis, year, element) - self.amount("do_nothing", basis, year, element)
        by_year = self._in_all(structure, basis).get(element)
        return by_year[self.years.index(year)] if by_year else 0.0

    def status(self, structure: str, basis: str, year: FinancialYear, element: str = TOTAL) -> RateStatus:
        """The worst status of the rates that :meth:`amount` depends on."""
        timelines = ("do_nothing", EFFECTS[structure][1]) if structure in EFFECTS else (structure,)
        column = self.years.index(year)
        return RateStatus(max(int(self._status(timeline, basis, element)[column]) for timeline in timelines))


def cost_scenario(scenario: Scenario, rates: Rates, kept: Kept | None = None) -> CostedScenario:
    """The scenario, ready to be costed. Raises RateMissing or PointMissing, but not for a loaded scenario.

    With ``kept``, posts that are the same as last time are not worked out again.
    """
    return costing_of(scenario, rates, kept)(scenario)


def costing_of(scenario: Scenario, rates: Rates, kept: Kept | None = None) -> Callable[[Scenario], CostedScenario]:
    """A function that costs a scenario, and others like it, with rates looked up once.

    The others may differ in their holders, the days of their posts and the outcomes of their ring-fences. They may not
    differ in anything that rates or grades depend on.
    """
    in_force = {name: rates_in_force(pay, scenario.on_costs, rates) for name, pay in scenario.pay_terms.items()}
    lay = _layer(scenario, in_force)
    lay_meanwhile = _layer(scenario, _until_paid(scenario, in_force)) if scenario.pay.paid_late else None
    return lambda placed: _costed(Establishment(placed, kept), in_force[None], lay, lay_meanwhile)


InForce = dict[str | None, Rates]
"""The rate tables for each pay structure, by its name. The key None is the team's own structure."""


def _until_paid(scenario: Scenario, in_force: InForce) -> InForce:
    """The rate tables for salaries as first paid: an award settled late counts from the day on which it is paid."""
    return {
        name: rates.replace(spines=until_paid(rates.spines, pay.spine, pay.paid_late, rates.removed(pay.spine)))
        for (name, rates), pay in zip(in_force.items(), scenario.pay_terms.values(), strict=True)
    }


def _costed(
    establishment: Establishment, in_force: Rates, lay: "Layer", lay_meanwhile: "Layer | None"
) -> CostedScenario:
    scenario = establishment.scenario
    book, plans = lay(establishment)
    if lay_meanwhile is not None:
        _, meanwhile = lay_meanwhile(establishment)
        paid_in = _months_of_payment(scenario)
        weekly = _weekly_rates_read(plans.values(), paid_in, in_force)
        book = replace(book, rates_read=tuple(dict.fromkeys((*book.rates_read, *weekly))))
        plans = {
            name: replace(timeline, paid_late=PaidLate(meanwhile[name], paid_in)) for name, timeline in plans.items()
        }
    return CostedScenario(establishment, book, plans)


Layer = Callable[[Establishment], tuple[RateBook, dict[str, Plan]]]
"""A function that gives an establishment's rate book and its timelines as plans, on one set of rates."""


def _layer(scenario: Scenario, in_force: InForce) -> Layer:
    """A function that lays out every timeline of an establishment on one set of rates."""
    graded = [*_graded(scenario, in_force)]
    book = open_rate_book(graded, scenario.years.months, scenario.dates.implementation)
    book = with_schemes(book, scenario, in_force[None])
    book, letters = with_insurance(book, scenario, in_force[None])
    range_of = {grade: book.ranges[number] for grade, number in book.range_number.items()}
    careers = Careers(scenario, book.points, range_of) if scenario.people else None

    def in_time(establishment: Establishment, timeline: str) -> Plan:
        appointments = TIMELINES[timeline][1](establishment)
        if timeline != "proposed":  # a full year of it has nobody who joins or leaves
            appointments = with_settlements(appointments, establishment.scenario)
        of_holders = careers and replace(careers, scenario=establishment.scenario)
        return replace(lay_out(appointments, book, of_holders, factors(scenario)), letters=letters)

    return lambda establishment: (book, {timeline: in_time(establishment, timeline) for timeline in TIMELINES})


def _graded(scenario: Scenario, in_force: InForce) -> Iterator[Graded]:
    """For each pay structure, the grades of its posts, with its terms and tables."""
    for number, (name, pay) in enumerate(scenario.pay_terms.items()):
        grades = [post.grade for post in scenario.present if post.pay_structure == name]
        posts = [post for post in scenario.proposed if post.pay_structure == name]
        proposed = [post.grade for post in posts]
        proposed += [post.appointed_below.grade for post in posts if post.appointed_below]
        yield Graded(pay, in_force[name], grades, proposed, Place(number, name))


def _weekly_rates_read(plans: Collection[Plan], paid_in: np.ndarray, in_force: Rates) -> Iterator[Rate]:
    """The weekly NI threshold on each pay day on which somebody who has left is paid something."""
    late = paid_in > np.arange(len(paid_in))
    for month in np.unique(paid_in[late]):
        owed_from = late & (paid_in == month)
        if any((each.employed[:, owed_from].any(axis=1) & each.gone[:, month]).any() for each in plans):
            day = next(iter(plans)).months.pay_days[month].item()
            yield in_force.employer_ni.value_on("secondary_threshold", "weekly", day)


def _months_of_payment(scenario: Scenario) -> np.ndarray:
    """For each month, (months,), the index of the month in which its award is paid."""
    first_days = scenario.years.months.first_days
    paid_in = np.arange(len(first_days))
    for late in scenario.pay.paid_late:
        starts, paid = (
            int(np.searchsorted(first_days, np.datetime64(day.replace(day=1)))) for day in (late.from_, late.paid_on)
        )
        paid_in[starts:paid] = paid
    return paid_in
