"""What depends on a pay award: what is owed until it is settled, and what each post costs if the award is different.

An award that is not settled is a guess. The miss is how much more or less each post would cost under the award tested.
Where the scenario tests no award, each award that is not settled is tested with one per cent of pay added.
"""

from dataclasses import dataclass, replace

from model.base.financial_year import FinancialYear
from model.cost.costed import CostedScenario, cost_scenario
from model.cost.costing import cost
from model.rates.tables import Rates
from model.schema.sections.awards import Award


@dataclass(frozen=True)
class MonthOfArrears:
    """One month of the proposal, £: what is earned and paid in it, what is then owed, and the employer NI on pay.

    ``ni_if_on_time`` is the NI if every award had been paid from its day.
    """

    month: str
    earned: float
    paid: float
    owed: float
    employer_ni: float
    ni_if_on_time: float


@dataclass(frozen=True)
class Miss:
    """What one post of the proposed structure costs in a full year, £: as costed, and under the awards tested."""

    post: str
    title: str
    as_costed: float
    as_tested: float

    @property
    def miss(self) -> float:
        """How much more the post costs under the awards tested, £; negative where it costs less."""
        return self.as_tested - self.as_costed


@dataclass(frozen=True)
class AwardTest:
    """The awards tested, the first year in which they matter, and the miss of each post of the proposed structure."""

    awards: tuple[Award, ...]
    year: FinancialYear
    posts: tuple[Miss, ...]


def arrears(costed: CostedScenario, basis: str) -> list[MonthOfArrears]:
    """The months of the financial years from a late award to its payment; empty where no award is paid late."""
    months, costs = costed.book.months, costed.costs["proposal", basis]
    spans = [(FinancialYear.of(late.from_), FinancialYear.of(late.paid_on)) for late in costed.scenario.pay.paid_late]
    if not spans:
        return []
    on_time = cost(replace(costs.plan, paid_late=None), basis)
    earned, paid = costs.earned.sum(axis=0), costs.paid.sum(axis=0)
    owed = (earned - paid).cumsum()
    ni, ni_on_time = (each.amounts["employer_ni"].sum(axis=0) for each in (costs, on_time))
    return [
        MonthOfArrears(
            f"{day:%B %Y}",
            *(float(amounts[number]) for amounts in (earned, paid, owed, ni, ni_on_time)),
        )
        for number, day in enumerate(months.first_days.tolist())
        if any(first <= FinancialYear.of(day) <= last for first, last in spans)
    ]


def award_test(costed: CostedScenario, rates: Rates) -> AwardTest | None:
    """What each post would cost under the awards tested; None where no award is open and none is tested."""
    scenario, basis = costed.scenario, costed.scenario.costing.basis
    pay, structures = scenario.pay, scenario.pay_structures
    shown = (costed.years[0].first_day, costed.years[-1].last_day)

    def more(awards: tuple[Award, ...]) -> tuple[Award, ...]:
        """Each open award with 1% of pay added; empty where the scenario states the awards to test."""
        return () if pay.awards_tested else tuple(award.a_point_more() for award in awards if award.is_open(*shown))

    tested = (*(pay.awards_tested or more(pay.awards)), *(award for own in structures for award in more(own.awards)))
    if not tested:
        return None
    of_pay = pay.model_copy(update={"awards": (*pay.awards, *(pay.awards_tested or more(pay.awards)))})
    of_structures = tuple(own.model_copy(update={"awards": (*own.awards, *more(own.awards))}) for own in structures)
    other = cost_scenario(scenario.model_copy(update={"pay": of_pay, "pay_structures": of_structures}), rates)
    year = max(costed.years[0], FinancialYear.of(min(award.from_ for award in tested)))
    column = costed.years.index(year)
    before, after = (each.amounts("proposed", basis)[:, column] for each in (costed, other))
    rows_of = costed.plans["proposed"].rows_of
    posts = []
    for post in scenario.proposed:
        own = rows_of.get(post.id, [])
        posts.append(Miss(post.id, post.title, float(before[own].sum()), float(after[own].sum())))
    return AwardTest(tested, year, tuple(posts))
