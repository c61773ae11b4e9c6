"""Which assumption of a scenario changes its answer most, in £ a year.

These are tried with the model's own figures, one at a time, with all else as stated: the point of the grade at which
posts are costed, a post said to be vacant, an assumed pension rate, an award that is not settled, and how many
customers stay. It is a short sensitivity analysis, which names what a reader should ask about first.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from model.assessment.quantities import vacant_and_deleted
from model.base.faults import listed_in_short
from model.base.money import POUND, half_up, percentage, pounds
from model.base.quantity import Quantity, more_or_less
from model.buy_back.needs import known
from model.buy_back.traded import Traded
from model.cost.costed import CostedScenario
from model.explain.award_risk import AwardTest
from model.pay.salaries import BASES, basis_named
from model.rates.tables import RateStatus


@dataclass(frozen=True)
class Assumed:
    """An assumption, the amount by which it changes a figure (£ a year, without sign), and that change in words."""

    what: str
    moves: float
    said: str


def what_matters_most(
    costed: CostedScenario, quantities: dict[str, Quantity], award_test: AwardTest | None, traded: Traded | None = None
) -> Assumed | None:
    """The assumption that changes the answer most; None where none changes it by a pound."""
    tried = (
        *_vacancy(costed, quantities),
        *_basis(costed, quantities),
        *_pension(costed),
        *_award(award_test),
        *_take_up(quantities, traded),
    )
    felt = [one for one in tried if half_up(one.moves, POUND)]
    return max(felt, key=lambda one: one.moves, default=None)


def _vacancy(costed: CostedScenario, quantities: dict[str, Quantity]) -> Iterator[Assumed]:
    if "vacant_budget" not in quantities:
        return
    vacant = vacant_and_deleted(costed)
    titles = listed_in_short([post.title for post in costed.scenario.present if post.id in vacant])
    budget, cash = quantities["full_year_effect"], quantities["cash_effect"]
    yield Assumed(
        "vacancy",
        abs(quantities["vacant_budget"].amount),
        f"that nobody is paid in the post of {titles}. If somebody is paid in it now, the proposal makes "
        f"spending in a full year {budget.in_words}, not {cash.in_words}",
    )


def _basis(costed: CostedScenario, quantities: dict[str, Quantity]) -> Iterator[Assumed]:
    """The change that each grade's assumed point makes; empty where the headline is costed at holders' own points."""
    if costed.scenario.costing.basis not in BASES:
        return
    effects = {
        basis: float(half_up(costed.amount("full_year_effect", basis, costed.year_of_change), POUND))
        for basis in costed.bases
        if basis in BASES
    }
    own = float(half_up(quantities["full_year_effect"].amount, POUND))
    low, high = (pick(effects, key=lambda basis: effects[basis]) for pick in (min, max))
    lowest, highest = (f"{more_or_less(effects[basis])} ({basis_named(basis).label.lower()})" for basis in (low, high))
    yield Assumed(
        "basis",
        max(abs(effect - own) for effect in effects.values()),
        f"the point of the grade at which each post is costed: a full year costs from {lowest} to {highest}",
    )


def _pension(costed: CostedScenario) -> Iterator[Assumed]:
    """The change that one percentage point of an assumed pension rate makes; empty where no rate is assumed.

    One point is tried because nothing says how far out the rate may be.
    """
    year = costed.year_of_change
    first, last = year.first_day, year.last_day
    assumed = [
        rate
        for rate in costed.scenario.on_costs.lgps
        if rate.status == RateStatus.ASSUMED.label and rate.on_pay and rate.from_ <= last and rate.to >= first
    ]
    if not assumed:
        return
    [rate, *_] = assumed
    before, after = (_in_lgps(costed, timeline) for timeline in ("do_nothing", "proposed"))
    point = (after - before) / rate.on_pay / 100
    yield Assumed(
        "pension",
        abs(point),
        f"the employer\u2019s pension rate of {percentage(rate.on_pay)}: each percentage point more or less changes "
        f"the full-year effect by {pounds(abs(point))}",
    )


def _in_lgps(costed: CostedScenario, timeline: str) -> float:
    """What the employer pays into the LGPS in the year of change, £. Other pension schemes are left out."""
    column, plan = costed.years.index(costed.year_of_change), costed.plans[timeline]
    pension = costed.amounts(timeline, costed.scenario.costing.basis, "employer_lgps")
    return float(pension[plan.scheme_of == 0, column].sum())


def _award(test: AwardTest | None) -> Iterator[Assumed]:
    if test is None:
        return
    miss = sum(post.miss for post in test.posts)
    yield Assumed(
        "award",
        abs(miss),
        f"the pay award: under the award tested the proposed structure costs {more_or_less(miss)} in {test.year}",
    )


def _take_up(quantities: dict[str, Quantity], traded: Traded | None) -> Iterator[Assumed]:
    """The extra sum that falls on all the remaining customers together because others leave, £ a year."""
    if traded is None or "rise_expected" not in quantities:
        return
    alone, together = quantities["rise_expected"], quantities["rise_all_stay"]
    yield Assumed(
        "take_up",
        abs(alone.amount - together.amount) * known(traded.expected_need).customers,
        f"how many customers stay: the average customer pays {together.in_words} if all stay and "
        f"{alone.in_words} with the take-up expected",
    )
