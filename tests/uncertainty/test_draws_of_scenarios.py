"""Draws of the scenarios that come with the workbook, each against the whole engine for the scenario that it is."""

import numpy as np
import pytest

from model.assessment.assess import assess
from model.uncertainty.draws.drawing import open_draws
from model.uncertainty.draws.how_sure import how_sure
from model.uncertainty.draws.totals import draw_totals
from model.uncertainty.measure import measured
from tests.conftest import HOME

pytestmark = pytest.mark.long
WHY = {"reason": "Illustrative: a test"}
DRAWN = [0, 499, 999]


def shipped(name):
    return assess(HOME / "scenarios" / f"{name}.yaml")


def pension(of):
    places = [f"on_costs.lgps.#{number}.rate" for number in range(1, len(of.scenario.on_costs.lgps) + 1)]
    return {"what": "Pension", "places": places, "lowest": "15%", "highest": "28%", **WHY}


def points_of_all_holders(of):
    listed = [row.get("point") for row in of.document.data.get("holders") or ()]
    places = [f"holders.#{number}.point" for number, point in enumerate(listed, start=1) if point is not None]
    places += [
        f"present.{post.id}.holders.#{number}.point"
        for post in of.scenario.present
        for number, holder in enumerate(post.holders, start=1)
        if holder.point is not None and not listed
    ]
    return [{"what": "Points", "places": places, "over": "grade", **WHY}] if places and of.scenario.people else []


def awards(of):
    return [
        {"what": f"Award {number}", "places": [f"pay.awards.#{number}.percent"], "lowest": "0%", "highest": "5%", **WHY}
        for number, award in enumerate(of.scenario.pay.awards, start=1)
        if award.percent is not None
    ]


@pytest.mark.parametrize(
    "name",
    ["example-childrens-service", "example-two-funds", "example-schools-it-service", "fictional-council",
     "barnet-schools-ict-redundancy"],
)  # fmt: skip
def test_draws_of_rates_awards_and_every_point_are_what_the_whole_engine_gives(name):
    """Among them several pay structures and pension schemes, acting up, phases, two funds, people who come and go."""
    of = shipped(name)
    unknowns = [pension(of), *awards(of), *points_of_all_holders(of)]
    drawing = open_draws(of.with_changes({"draws": {"unknowns": unknowns, "number": 1000}}))
    totals = draw_totals(drawing, np.array(DRAWN)).by_timeline
    for place, draw in enumerate(DRAWN):
        whole = drawing.scenario(draw).costed
        for timeline, amounts in totals.items():
            expected = [whole.amount(timeline, whole.scenario.costing.basis, year) for year in whole.years]
            assert amounts[place] == pytest.approx(expected, abs=1e-6), (draw, timeline)


@pytest.mark.parametrize("name", ["example-schools-it-service", "barnet-schools-ict-prices"])
def test_who_renews_and_what_pay_costs_close_the_account_as_the_scenario_of_the_draw_does(name):
    of = shipped(name)
    found = how_sure(of.with_changes({"draws": {"renewals": True, "unknowns": [pension(of)], "number": 1000}}))
    at_set_prices, account = measured(found.drawing.of, "account")
    for draw in DRAWN:
        alone = at_set_prices.with_changes(found.drawing.changes(draw))
        assert found.left_over[draw] == pytest.approx(account.of(alone, found.year), abs=1e-6)
