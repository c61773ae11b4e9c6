"""The model beside the second calculator: every element, month, basis and timeline, to a hundredth of a penny."""

import json
from datetime import date

from model.budget.transition import transition
from model.cost.costed import cost_scenario
from model.cost.elements import ELEMENTS as MODELS
from model.schema.load import load_scenario
from tests.cases.second_calculator import leaving, monthly
from tests.cases.second_calculator.scenario_file import gathered, read

CLOSE = 0.0001
"""A hundredth of a penny, £."""


def of_file(path, rates):
    """Where the two differ in a scenario as its file is."""
    return differences(read(path), cost_scenario(load_scenario(path, rates), rates))


def of_scenario(scenario, path, rates):
    """Where they differ in a scenario of plain values, written to a file for the real loader."""
    path.write_text(json.dumps(scenario), encoding="utf-8")
    loaded = load_scenario(path, rates)
    return differences(gathered(json.loads(path.read_text(encoding="utf-8"))), cost_scenario(loaded, rates))


def of_leavers(scenario, path, rates):
    """Where they differ on what leavers are paid: (who, kind, year, the model's £, the second calculator's £)."""
    path.write_text(json.dumps(scenario), encoding="utf-8")
    return leavers_of_file(path, rates)


def leavers_of_file(path, rates):
    theirs = leaving.one_offs(read(path))
    made = transition(cost_scenario(load_scenario(path, rates), rates), rates)
    ours = {(who, cost.kind, cost.year.start): cost.amount for who, cost in made.each() if who and cost.amount}
    pairs = {key: (ours.get(key, 0.0), theirs.get(key, 0.0)) for key in {*ours, *theirs}}
    return [(*key, *both) for key, both in sorted(pairs.items()) if abs(both[0] - both[1]) > CLOSE]


def differences(scenario, costed):
    """(timeline, basis, month, element, the model's £, the second calculator's £), largest first."""
    others = monthly.figures(scenario)
    assert {basis for _, basis, _, _ in others} == set(costed.bases)
    assert {element.key for element in MODELS} == set(monthly.ELEMENTS)
    found = []
    for timeline in monthly.TIMELINES:
        for basis in costed.bases:
            costs = costed.costs[timeline, basis]
            for element in monthly.ELEMENTS:
                ours = costs.amounts[element].sum(axis=0)
                for first, amount in zip(costs.plan.months.first_days, ours, strict=True):
                    theirs = others.get((timeline, basis, date.fromisoformat(str(first)[:10]), element), 0.0)
                    if abs(amount - theirs) > CLOSE:
                        found.append((timeline, basis, str(first), element, float(amount), theirs))
    return sorted(found, key=lambda one: -abs(one[-1] - one[-2]))
