"""The figures that a reader meets more than once: each is named here, with its unit, basis, year and scope.

Page one, the certificate, the public page, the desk's tiles, the terminal and the notebook all print these, so that one
name never has two values. A table may have other figures too, but only under other names.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import NamedTuple

from model.base.faults import number_of
from model.base.figure_of import CostOf
from model.base.financial_year import FinancialYear, in_words
from model.base.quantity import A_YEAR, IN_YEAR, ONCE, Quantity
from model.budget.transition import Transition
from model.cost.costed import EFFECTS, CostedScenario
from model.cost.elements.cover import COVER
from model.explain.phase_effects import PhaseEffect
from model.pay.salaries import basis_named

ONE_OFF = "One-off cost of the change"
SETTLED = "Budget effect once settled"
"""The name of the effect after the last increment and the end of protection, shown where holders' points are given."""


class Terms(NamedTuple):
    """A figure's unit, its year in words, the posts it covers, and the name of its basis."""

    unit: str
    year: str
    scope: str
    basis: str


def cost_quantities(
    costed: CostedScenario, transition: Transition | None, filled: CostedScenario | None = None
) -> Iterator[Quantity]:
    """What the structures cost, what the change does to budget and spending, and its one-off costs.

    ``filled`` is the scenario with no present post held vacant, if any post is vacant in the year of change.
    """
    scenario, year = costed.scenario, costed.year_of_change
    named, label = scenario.costing.basis, basis_named(scenario.costing.basis).label
    full, both = f"full year at {year} rates", "present and proposed posts, with on-costs"
    for side, timeline in (("present", "do_nothing"), ("proposed", "proposed")):
        scope = f"{number_of(sum(post.number for post in getattr(scenario, side)), f'{side} post')}, with on-costs"
        made_of, of_side = (CostOf(timeline, named, year),), Terms(A_YEAR, full, scope, label)
        amount = costed.amount(timeline, named, year)
        yield _figure(f"{side}_cost", f"{side.capitalize()} structure", amount, made_of, of_side, signed=False)
    a_year = Terms(A_YEAR, full, both, label)
    change, made_of = _effect(costed, "full_year_effect", named, year)
    yield _figure("full_year_effect", "Budget effect, full year", change, made_of, a_year)
    if filled is not None:
        amount, made_of = _effect(filled, "full_year_effect", named, year)
        name = "Budget effect, full year, posts filled before and after"
        yield _figure("filled_effect", name, amount, [replace(of, filled=True) for of in made_of], a_year)
    yield from _by_year(costed, named, both, label)
    if "settled" in costed.bases:
        settled = a_year._replace(basis=basis_named("settled").label)
        yield _figure("settled_effect", SETTLED, *_effect(costed, "full_year_effect", "settled", year), settled)
    yield from _vacancies(costed, change, label)
    if transition is not None:
        scope = "redundancy, notice, pension strain and other one-off costs"
        name, when = ONE_OFF, "all years shown"
        yield Quantity("one_off_cost", name, transition.total, ONCE, "as stated and worked out", when, scope)


def _by_year(costed: CostedScenario, named: str, both: str, label: str) -> Iterator[Quantity]:
    """The effect in the year of change, in the first whole year after it, and in all years together."""
    year, start = costed.year_of_change, in_words(costed.scenario.dates.implementation)
    in_year = Terms(IN_YEAR, f"{year}, from {start}", both, label)
    effects = {shown: _effect(costed, "part_year_effect", named, shown) for shown in costed.years}
    yield _figure("in_year_effect", f"Budget effect in {year}", *effects[year], in_year)
    if (after := first_whole_year(costed)) and after != year:
        following = in_year._replace(year=f"{after}, at its own rates")
        yield _figure("following_effect", f"Budget effect in {after}", *effects[after], following)
    if len(costed.years) > 1:
        together = sum(amount for amount, _ in effects.values())
        in_all = Terms("£ in all", f"{costed.years[0]} to {costed.years[-1]}", both, label)
        made_of = [of for _, of_year in effects.values() for of in of_year]
        yield _figure("all_years_effect", "Budget effect, all years shown", together, made_of, in_all)


def _effect(costed: CostedScenario, effect: str, basis: str, year: FinancialYear) -> tuple[float, tuple[CostOf, ...]]:
    """An effect in a year, £, and the costs that add up to it."""
    made_of = CostOf(EFFECTS[effect][1], basis, year), CostOf("do_nothing", basis, year, -1.0)
    return costed.amount(effect, basis, year), made_of


def _figure(
    key: str, name: str, amount: float, made_of: Iterable[CostOf], terms: Terms, *, signed: bool = True
) -> Quantity:
    """The named quantity of a figure that is a sum of costs of posts."""
    unit, year, scope, basis = terms
    return Quantity(key, name, amount, unit, basis, year, scope, signed=signed, made_of=tuple(made_of))


def phase_quantities(costed: CostedScenario, phases: Iterable[PhaseEffect]) -> Iterator[Quantity]:
    """What each phase does to the budget of the year in which it begins, and in a full year."""
    label, year = basis_named(costed.scenario.costing.basis).label, costed.year_of_change
    for effect in phases:
        phase, begun = effect.phase, effect.year
        scope = f"posts that end or start in the phase {phase.title}, with on-costs"
        for key, name, amount, unit, when, made_of in (
            (
                "in_year",
                f"in {begun}",
                effect.in_years[costed.years.index(begun)],
                IN_YEAR,
                f"{begun}, from {in_words(phase.day)}",
                effect.in_year(costed.scenario.costing.basis, begun),
            ),
            (
                "full",
                "full year",
                effect.full_year,
                A_YEAR,
                f"full year at {year} rates",
                effect.in_full(costed.scenario.costing.basis, year),
            ),
        ):
            named = f"{phase.title}: budget effect, {name}"
            yield Quantity(
                f"phase_{phase.id}_{key}",
                named,
                amount,
                unit,
                label,
                when,
                scope,
                signed=True,
                in_short=False,
                made_of=made_of,
            )


def _vacancies(costed: CostedScenario, change: float, label: str) -> Iterator[Quantity]:
    """The budget of vacant posts that are deleted, and the change in spending, which leaves that budget out.

    Money is spent on temporary cover of such a post, so cover is not part of that budget.
    """
    vacant = vacant_and_deleted(costed)
    if not vacant:
        return
    year, basis = costed.year_of_change, costed.scenario.costing.basis
    column = costed.years.index(year)

    def of_vacant(timeline: str) -> float:
        appointments = costed.plans[timeline].appointments
        rows = [row for row, appointment in enumerate(appointments) if appointment.post in vacant]
        spent_on_cover = costed.amounts(timeline, basis, COVER.key)
        return float((costed.amounts(timeline, basis) - spent_on_cover)[rows, column].sum())

    budget, full = of_vacant("do_nothing"), f"full year at {year} rates"
    if not round(budget, 2):
        return
    number = sum(post.number for post in costed.scenario.present if post.id in vacant)
    scope = f"{number_of(number, 'present post')} vacant and deleted"
    named = "Budget of vacant posts deleted"
    given_up = CostOf("do_nothing", basis, year, posts=frozenset(vacant), without=(COVER.key,))
    yield Quantity("vacant_budget", named, budget, A_YEAR, label, full, scope, made_of=(given_up,))
    scope = "posts in which somebody is paid, with on-costs"
    name = "Cash effect, full year"
    before = CostOf("do_nothing", basis, year, -1.0)
    made_of = (CostOf("proposed", basis, year), before, given_up)
    yield Quantity("cash_effect", name, change + budget, A_YEAR, label, full, scope, signed=True, made_of=made_of)
    in_year = costed.amount("part_year_effect", basis, year) + budget - of_vacant("proposal")
    since = f"{year}, from {in_words(costed.scenario.dates.implementation)}"
    name, kept = f"Cash effect in {year}", replace(given_up, timeline="proposal", counts=-1.0)
    made_of = (CostOf("proposal", basis, year), before, given_up, kept)
    yield Quantity("in_year_cash_effect", name, in_year, IN_YEAR, label, since, scope, signed=True, made_of=made_of)


def vacant_and_deleted(costed: CostedScenario) -> set[str]:
    """The ids of present posts that are vacant and deleted: their budget is given up, and nothing is paid for them."""
    return {post.id for post in costed.scenario.present if post.vacant and post.fate == "deleted"}


def first_whole_year(costed: CostedScenario) -> FinancialYear | None:
    """The first year shown in which the new structure applies from the first day; None where there is none."""
    scenario = costed.scenario
    last_start = max(post.from_ or scenario.dates.implementation for post in scenario.proposed)
    return next((year for year in costed.years if year.first_day >= last_start), None)
