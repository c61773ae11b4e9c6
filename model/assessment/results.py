"""Results as tidy records: one row for each structure, basis, year and element. Only here are they rounded to pence.

One-off costs, savings, who pays, the forecast outturn and the funding test are records of the same form as recurring
costs. So one filter finds any figure, and one fingerprint covers every figure.
"""

import json
from collections.abc import Iterable, Iterator
from decimal import Decimal

from model.assessment.structures import PUBLISHED_BASIS, STATED_STATUS
from model.base.money import half_up
from model.base.stated import stated
from model.budget.funds import YearlyCost, by_fund, non_pay
from model.budget.monitoring import forecast
from model.budget.transition import Transition, worst_of
from model.buy_back.funding_test import BuyBack
from model.buy_back.needs import Needs, known
from model.buy_back.price_story import price_story
from model.buy_back.solve import Solved
from model.buy_back.traded import PENCE, Traded
from model.cost.costed import EFFECTS, TIMELINES, CostedScenario
from model.cost.elements import LABELS, TOTAL
from model.explain.below_grade import TimedSaving
from model.explain.phase_effects import PhaseEffect
from model.explain.variants import Variants
from model.rates.tables import RateStatus
from model.schema.sections.scenario import Scenario

Record = dict[str, str | float]
STATED = None
"""The status of a sum that the scenario states, which depends on no rate. Its record says ``stated``."""
BUY_BACK = (
    "cost_before",
    "cost_after",
    "change",
    "average_before",
    "average_after",
    "uplift",
    "recovering_uplift",
    "stepped_uplift",
)


def records(
    costed: CostedScenario,
    transition: Transition | None = None,
    buy_backs: Iterable[BuyBack] = (),
    traded: Traded | None = None,
    also: Iterable[Record] = (),
) -> Iterator[Record]:
    """Every figure: structure, basis, year, element, amount in £, rate status. ``also`` are further records.

    :mod:`model.assessment.structures` declares the structures and their elements. A cost element has records only if it
    comes to at least a penny somewhere in the scenario. The total always has records.
    """
    yield from _recurring(costed)
    if transition is not None:
        yield from _one_off(transition)
        yield from _savings(costed, transition)
    if has_funds(costed.scenario):
        yield from _by_name(costed, "fund", by_fund(costed, costed.scenario.costing.basis), rests_on_rates=True)
    yield from _by_name(costed, "non_pay", non_pay(costed), rests_on_rates=False)
    if costed.scenario.budget is not None:
        yield from _outturn(costed)
    for test in buy_backs:
        yield from _buy_back(costed, test)
    if traded is not None:
        yield from _trading(costed, traded)
    yield from also


def results_json(
    costed: CostedScenario,
    transition: Transition | None = None,
    buy_backs: Iterable[BuyBack] = (),
    traded: Traded | None = None,
    also: Iterable[Record] = (),
) -> str:
    """The records as JSON text, one to a line; the same scenario always gives the same bytes."""
    every = records(costed, transition, buy_backs, traded, also)
    rows = ",\n".join(json.dumps(record, ensure_ascii=False) for record in every)
    return f"[\n{rows}\n]\n"


def _record(
    structure: str, basis: str, year: object, element: str, amount: float | Decimal, status: RateStatus | None
) -> Record:
    return {
        "structure": structure,
        "basis": basis,
        "year": str(year),
        "element": element,
        "amount": float(half_up(amount)),
        "rate_status": STATED_STATUS if status is None else status.label,
    }


def _recurring(costed: CostedScenario) -> Iterator[Record]:
    """Records of every element that costs anything.

    An element that is 0 everywhere has no records, so a new element adds none.
    """
    amounts = {
        (structure, basis, year, element): costed.amount(structure, basis, year, element)
        for structure in (*TIMELINES, *EFFECTS)
        for basis in costed.bases
        for year in costed.years
        for element in LABELS
    }
    cost_something = {key[-1] for key, amount in amounts.items() if half_up(amount)} | {TOTAL}
    for (structure, basis, year, element), amount in amounts.items():
        if element in cost_something:
            yield _record(structure, basis, year, element, amount, costed.status(structure, basis, year, element))


def records_of_variants(costed: CostedScenario, variants: Variants) -> Iterator[Record]:
    """Records of posts costed at other numbers of weeks a year or in other bands.

    Each is for a full year at the rates of the year of change.
    """
    for structure, element, amount, status in variants.figures():
        yield _record(structure, variants.basis, costed.year_of_change, element, amount, status)


def records_of_saving(costed: CostedScenario, saving: TimedSaving) -> Iterator[Record]:
    """Records of what filling posts below their grade saves in each year."""
    for year, element, amount in saving.figures():
        status = costed.status("proposal", saving.basis, year)
        yield _record("below_grade", saving.basis, year, element, amount, status)


def records_of_phases(costed: CostedScenario, phases: Iterable[PhaseEffect]) -> Iterator[Record]:
    """Records of what each phase adds to cost in each year, and in a full year at the rates of the year of change."""
    basis, change = costed.scenario.costing.basis, costed.year_of_change
    for effect in phases:
        amounts = [("part_year_effect", *pair) for pair in zip(costed.years, effect.in_years, strict=True)]
        for structure, year, amount in (*amounts, ("full_year_effect", change, effect.full_year)):
            status = costed.status(structure, basis, year)
            yield _record(f"phase_{structure}", basis, year, effect.phase.id, amount, status)


def _one_off(transition: Transition) -> Iterator[Record]:
    """Records of one-off costs by year: for each kind and fund that has a cost, and the totals charged and paid."""
    for structure, heading in (("one_off", "kind"), ("one_off_fund", "funded_by")):
        costs = transition.costs_by(heading)
        for year in transition.years:
            own = {name: cost for (when, name), cost in costs.items() if when == year}
            for name, (amount, status) in own.items():
                yield _record(structure, "", year, name, amount, status)
            if structure == "one_off":
                worst = worst_of(*(status for _, status in own.values()))
                yield _record(structure, "", year, "total", sum(amount for amount, _ in own.values()), worst)
    for year, amount in transition.paid_by_year.items():
        worst = worst_of(*(status for _, status in transition.costs_by("kind").values()))
        yield _record("one_off_paid", "", year, "total", amount, worst)


def _savings(costed: CostedScenario, transition: Transition) -> Iterator[Record]:
    """Records of savings. A cumulative figure has the worst status of the years in it."""
    basis, savings = costed.scenario.costing.basis, transition.savings
    once = transition.costs_by("kind")
    saved = paid = STATED
    columns = zip(transition.years, transition.saving, savings.gross, savings.net, strict=True)
    for year, in_year, gross, net in columns:
        status = costed.status("part_year_effect", basis, year)
        saved = worst_of(saved, status)
        paid = worst_of(paid, *(rests_on for (when, _), (_, rests_on) in once.items() if when == year))
        yield _record("saving", basis, year, "in_the_year", in_year, status)
        yield _record("saving", basis, year, "cumulative_gross", gross, saved)
        yield _record("saving", basis, year, "cumulative_net", net, worst_of(saved, paid))


def _by_name(
    costed: CostedScenario, prefix: str, costs: Iterable[YearlyCost], *, rests_on_rates: bool
) -> Iterator[Record]:
    """Records by fund, or by kind of non-pay. A fund's share of the cost has the status of the whole cost."""
    basis = costed.scenario.costing.basis if rests_on_rates else ""
    for cost in costs:
        for name, structure in (("do_nothing",) * 2, ("proposal",) * 2, ("effect", "part_year_effect")):
            status = costed.status(structure, basis, cost.year) if rests_on_rates else STATED
            yield _record(f"{prefix}_{name}", basis, cost.year, cost.name, getattr(cost, name), status)


def has_funds(scenario: Scenario) -> bool:
    """Whether the scenario states who pays for anything."""
    return bool(scenario.costing.default_fund) or any(post.funds for post in (*scenario.present, *scenario.proposed))


def _outturn(costed: CostedScenario) -> Iterator[Record]:
    """Records of the budget. Those with pay yet to be spent depend on the rates of the proposal; others are stated."""
    budget, basis = stated(costed.scenario.budget, "budget"), costed.scenario.costing.basis
    [year] = [year for year in costed.years if str(year) == budget.year]
    planned = costed.status("proposal", basis, year)
    non_pay = {line.line for line in budget.lines if line.covers == "non-pay"}
    for line in forecast(costed):
        status = planned if line.remaining and line.line not in non_pay else STATED
        for structure, amount, rests_on in (
            ("budget", line.approved, STATED),
            ("virements", line.virements, STATED),
            ("actuals", line.actual, STATED),
            ("plan_left", line.remaining, status),
            ("outturn", line.outturn, status),
            ("variance", line.variance, status),
        ):
            yield _record(structure, basis, year, line.line, amount, rests_on)


def _buy_back(costed: CostedScenario, test: BuyBack) -> Iterator[Record]:
    published, year = test.rests_on == "published totals", costed.year_of_change
    basis = PUBLISHED_BASIS if published else costed.scenario.costing.basis
    status = RateStatus.PUBLISHED if published else costed.status("full_year_effect", basis, year)
    for element in BUY_BACK:
        yield _record("buy_back", basis, year, element, getattr(test, element), status)


def _trading(costed: CostedScenario, traded: Traded) -> Iterator[Record]:
    """Records of the traded service. Present prices are stated; what depends on cost has the status of the cost."""
    basis, account = costed.scenario.costing.basis, traded.account_new
    of_prices = STATED
    if traded.new_lists is not traded.prices:
        of_prices = costed.status("proposal", basis, known(traded.year_after))
    so_far = of_prices
    for of in account if isinstance(account, list) else ():
        status = costed.status("proposal", basis, of.year)
        so_far = worst_of(so_far, status)
        for element, amount, rests_on in (
            ("income", of.income, of_prices),
            ("full_cost", of.cost, status),
            ("surplus", of.surplus, worst_of(of_prices, status)),
            ("closing", of.closing, so_far),
        ):
            yield _record("trading", basis, of.year, element, amount, rests_on)
    if not isinstance(traded.year_after, Needs):
        for key, one in price_story(traded).items():
            yield _record("price_story", basis, traded.year_after, key, one.amount, so_far)
    if isinstance(traded.solved, Solved):
        year = known(traded.year_after)
        status = costed.status("proposal", basis, year)
        for one in traded.solved.changes:
            yield _record("price_now", "", year, one.price.label, one.before / PENCE, STATED)
            yield _record("price_new", basis, year, one.price.label, one.after / PENCE, status)
