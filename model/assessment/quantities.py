"""The figures that a reader meets more than once: each named here, with its unit, basis, year and scope.

Page one, the certificate, the public page, the desk's tiles, the terminal and the notebook all print these, so that one
name never has two values. A table may hold other figures; what it calls by one of these names is this one.
"""

from collections.abc import Iterable, Iterator

from model.base.faults import number_of
from model.base.financial_year import FinancialYear, in_words
from model.base.quantity import A_YEAR, IN_YEAR, ONCE, Quantity
from model.budget.transition import Transition
from model.cost.costed import CostedScenario
from model.cost.elements.cover import COVER
from model.explain.phase_effects import PhaseEffect
from model.pay.salaries import basis_named

SETTLED = "Budget effect once settled"
"""The name of the effect once increments and protection are over, known only where holders' points are."""


def cost_quantities(
    costed: CostedScenario, transition: Transition | None, filled: CostedScenario | None = None
) -> Iterator[Quantity]:
    """What the structures cost, what the change does to the budget and to what is spent, and what it costs once.

    ``filled`` is the scenario with no present post held vacant, where one is in the year of change.
    """
    scenario, year = costed.scenario, costed.year_of_change
    named, label = scenario.costing.basis, basis_named(scenario.costing.basis).label
    posts = {side: sum(post.number for post in getattr(scenario, side)) for side in ("present", "proposed")}
    full, both = f"full year at {year} rates", "present and proposed posts, with on-costs"
    start = in_words(scenario.dates.implementation)

    def of_posts(side: str) -> str:
        return f"{number_of(posts[side], f'{side} post')}, with on-costs"

    def effect(structure: str, when: FinancialYear = year, basis: str = named) -> float:
        return costed.amount(structure, basis, when)

    present, proposed = effect("do_nothing"), effect("proposed")
    yield Quantity("present_cost", "Present structure", present, A_YEAR, label, full, of_posts("present"))
    yield Quantity("proposed_cost", "Proposed structure", proposed, A_YEAR, label, full, of_posts("proposed"))
    change = effect("full_year_effect")
    yield Quantity("full_year_effect", "Budget effect, full year", change, A_YEAR, label, full, both, signed=True)
    if filled is not None:
        amount = filled.amount("full_year_effect", named, year)
        name = "Budget effect, full year, posts filled before and after"
        yield Quantity("filled_effect", name, amount, A_YEAR, label, full, both, signed=True)
    name, since = f"Budget effect in {year}", f"{year}, from {start}"
    yield Quantity("in_year_effect", name, effect("part_year_effect"), IN_YEAR, label, since, both, signed=True)
    if (after := first_whole_year(costed)) and after != year:
        amount = effect("part_year_effect", after)
        name, when = f"Budget effect in {after}", f"{after}, at its own rates"
        yield Quantity("following_effect", name, amount, IN_YEAR, label, when, both, signed=True)
    if len(costed.years) > 1:
        together = sum(effect("part_year_effect", shown) for shown in costed.years)
        when = f"{costed.years[0]} to {costed.years[-1]}"
        name = "Budget effect, all years shown"
        yield Quantity("all_years_effect", name, together, "£ in all", label, when, both, signed=True)
    if "settled" in costed.bases:
        amount, settled = effect("full_year_effect", basis="settled"), basis_named("settled").label
        yield Quantity("settled_effect", SETTLED, amount, A_YEAR, settled, full, both, signed=True)
    yield from _vacancies(costed, change, label)
    if transition is not None:
        scope = "redundancy, notice, pension strain and other one-off costs"
        name, when = "One-off cost of the change", "every year shown"
        yield Quantity("one_off_cost", name, transition.total, ONCE, "as stated and worked out", when, scope)


def phase_quantities(costed: CostedScenario, phases: Iterable[PhaseEffect]) -> Iterator[Quantity]:
    """What each phase does to the budget of the year in which it begins, and in a full year."""
    label, year = basis_named(costed.scenario.costing.basis).label, costed.year_of_change
    for effect in phases:
        phase, begun = effect.phase, effect.year
        scope = f"posts that end or start in the phase {phase.title}, with on-costs"
        for key, name, amount, unit, when in (
            (
                "in_year",
                f"in {begun}",
                effect.in_years[costed.years.index(begun)],
                IN_YEAR,
                f"{begun}, from {in_words(phase.day)}",
            ),
            ("full", "full year", effect.full_year, A_YEAR, f"full year at {year} rates"),
        ):
            named = f"{phase.title}: budget effect, {name}"
            yield Quantity(
                f"phase_{phase.id}_{key}", named, amount, unit, label, when, scope, signed=True, in_short=False
            )


def _vacancies(costed: CostedScenario, change: float, label: str) -> Iterator[Quantity]:
    """The budget of deleted posts that nobody holds, and what the change does to spending, which never paid for it.

    Temporary cover of such a post is spent, so it is no part of that budget.
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
    yield Quantity("vacant_budget", "Budget of vacant posts deleted", budget, A_YEAR, label, full, scope)
    scope = "posts that somebody is paid in, with on-costs"
    name = "Cash effect, full year"
    yield Quantity("cash_effect", name, change + budget, A_YEAR, label, full, scope, signed=True)
    in_year = costed.amount("part_year_effect", basis, year) + budget - of_vacant("proposal")
    since = f"{year}, from {in_words(costed.scenario.dates.implementation)}"
    name = f"Cash effect in {year}"
    yield Quantity("in_year_cash_effect", name, in_year, IN_YEAR, label, since, scope, signed=True)


def vacant_and_deleted(costed: CostedScenario) -> set[str]:
    """The ids of present posts that are vacant and deleted: their budget is given up, and nothing is paid for them."""
    return {post.id for post in costed.scenario.present if post.vacant and post.fate == "deleted"}


def first_whole_year(costed: CostedScenario) -> FinancialYear | None:
    """The first year shown in which the new structure stands from its first day; None where none is shown."""
    scenario = costed.scenario
    last_start = max(post.from_ or scenario.dates.implementation for post in scenario.proposed)
    return next((year for year in costed.years if year.first_day >= last_start), None)
