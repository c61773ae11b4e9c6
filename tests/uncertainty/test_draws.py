"""Draws: exact answers worked outside the model, each draw a scenario, and the same bytes whatever the batches."""

import numpy as np
import pytest

from model.base.faults import InputFaults
from model.base.financial_year import FinancialYear
from model.uncertainty.draws import figures
from model.uncertainty.draws.drawing import open_draws
from model.uncertainty.draws.figures import drives
from model.uncertainty.draws.how_sure import how_sure
from model.uncertainty.draws.totals import draw_totals
from tests.report.test_how_sure import with_draws
from tests.uncertainty.cases import barnet, barnet_to_2014

WHY = "Illustrative: a test"
LGPS = ["on_costs.lgps.#1.rate", "on_costs.lgps.#2.rate"]
HOLDERS = [
    *("present.principal.holders.A.point", "present.senior.holders.B.point"),
    *(f"present.electrical-technician.holders.{ref}.point" for ref in "CD"),
    *(f"present.support-technician.holders.{ref}.point" for ref in "EFGH"),
    *("present.hardware-technician.holders.I.point", "present.deputy-manager.holders.J.point"),
]
POINTS = {"what": "Points", "places": HOLDERS, "over": "grade", "reason": WHY}
START = {"what": "Start", "places": ["dates.implementation"], "reason": WHY,
         "one_of": [{"value": "2010-12-01", "chance": "50%"}, {"value": "2011-02-01", "chance": "50%"}]}  # fmt: skip
FILLED = {"what": "Vacancy", "places": ["proposed.senior-engineer.filled_on"], "reason": WHY,
          "one_of": [{"value": "2011-04-01"}, {"value": "2011-06-01"}]}  # fmt: skip
RING_FENCE = {"what": "Ring-fence", "places": ["people.ring_fence.#1.to"], "reason": WHY,
              "one_of": [{"value": "assistant-manager"}, {"value": "displaced"}]}  # fmt: skip


def pension(**spread):
    return {"what": "Pension", "places": LGPS, "reason": WHY, **spread}


def sure(*unknowns, **more):
    """All draws of Barnet with unknowns."""
    return how_sure(barnet().with_changes({"draws": {"unknowns": unknowns, "number": 10_000, **more}}))


@pytest.mark.parametrize(
    ("spread", "means", "deviations"),
    [
        # Pensionable pay of 2012/13 is 288,225.00 and 306,690.00; a uniform rate deviates by 6 points / root 12.
        ({"lowest": "22%", "highest": "28%"}, (380972.30, 405973.91), (4992.20, 5312.03)),
        ({"lowest": "22%", "likeliest": "24.8%", "highest": "29%"}, (381740.90, 406791.75), (4145.72, 4411.32)),
    ],
)
def test_what_moves_in_proportion_has_the_mean_and_the_deviation_of_its_rate(spread, means, deviations):
    found = sure(pension(**spread))
    for timeline, mean, deviation in zip(("do_nothing", "proposal"), means, deviations, strict=True):
        of_2012 = found.totals.by_timeline[timeline][:, 2]
        assert of_2012.mean() == pytest.approx(mean, abs=3 * deviation / 100)
        assert of_2012.std() == pytest.approx(deviation, rel=0.01)


@pytest.mark.long
def test_points_anywhere_in_their_grades_give_what_all_29516256_assignments_give():
    """By convolution of the holders' costs in whole pounds: the present structure in 2010/11."""
    costs = sure(POINTS).totals.by_timeline["do_nothing"][:, 0]
    error = 6469.37 / 100
    assert costs.mean() == pytest.approx(366435.33, abs=3 * error)
    assert costs.std() == pytest.approx(6469.37, rel=0.03)
    assert costs.min() >= 339741 - 1 and costs.max() <= 394465 + 1
    for share, exact in ((0.1, 358077), (0.5, 366399), (0.9, 374842)):
        assert np.quantile(costs, share) == pytest.approx(exact, abs=3 * error * 1.8)


@pytest.mark.parametrize(("stays", "chance", "loss"), [("98.5%", 0.214040, 6875.55), ("97%", 0.044742, 13751.10)])
def test_where_all_schools_are_needed_the_chance_is_that_all_102_stay(stays, chance, loss):
    found = sure({"what": "Schools", "places": ["customers.count"], "each_stays": stays, "reason": WHY})
    covered = figures.chance(found.left_over >= -0.005)
    assert covered.amount == pytest.approx(chance, abs=3 * (chance * (1 - chance) / 10_000) ** 0.5)
    (column,) = found.drawing.columns
    at_the_price = (102 - column.drawn) * 4493.82  # (444,090 / 102) + 140, a school
    assert at_the_price.mean() == pytest.approx(loss, abs=3 * (102 * 0.03 * 4493.82**2 / 10_000) ** 0.5)


def test_a_larger_award_lowers_the_effect_while_frozen_protection_melts():
    """Award of 1%: 23,225.96 in 2013/14; two points less +887.35, three more -1,364.02."""
    award = {"what": "Award", "places": ["pay.awards.#1.percent"], "lowest": "-1%", "highest": "4%", "reason": WHY}
    of = barnet_to_2014().with_changes({"draws": {"unknowns": [award], "number": 1000}})
    found = how_sure(of)
    (column,), effect = found.drawing.columns, found.by_year[:, of.costed.years.index(FinancialYear.parse("2013/14"))]
    assert effect.min() == pytest.approx(23225.96 - 1364.02, abs=5) and effect.max() == pytest.approx(24113.31, abs=5)
    assert effect[column.drawn.argmax()] == effect.min()


def to_the_penny(of, unknowns, number, **more):
    """Draws of everything at once, each against the whole engine for its scenario."""
    drawing = open_draws(of.with_changes({"draws": {"unknowns": unknowns, "number": 1000, **more}}))
    some = np.linspace(0, 999, number).astype(int)
    totals = draw_totals(drawing, some).by_timeline
    for place, draw in enumerate(some.tolist()):
        whole = drawing.scenario(draw).costed
        for timeline, amounts in totals.items():
            expected = [whole.amount(timeline, whole.scenario.costing.basis, year) for year in whole.years]
            assert amounts[place] == pytest.approx(expected, abs=1e-6), (draw, timeline)


@pytest.mark.long
def test_60_draws_of_everything_at_once_are_what_the_whole_engine_gives_for_their_scenarios():
    award = {"what": "Award", "places": ["pay.awards.#1.percent"], "lowest": "-1%", "likeliest": "1%", "highest": "4%",
             "follows": "Pension", "closely": 0.5, "reason": WHY}  # fmt: skip
    turnover = {"what": "Turnover", "places": ["costing.turnover.rate"], "lowest": "1%", "highest": "3%", "reason": WHY}
    of = barnet_to_2014().with_changes(
        {
            "costing.turnover": "{rate: 2%, reason: For a test}",
            "pay.paid_late": "[{from: 2013-04-01, paid_on: 2013-07-20, source: For a test}]",
        }
    )
    spread = pension(lowest="22%", likeliest="24.8%", highest="29%")
    to_the_penny(of, [spread, award, turnover, POINTS, START, FILLED, RING_FENCE], 60)


def test_on_a_budget_basis_draws_are_what_the_whole_engine_gives_too():
    award = {"what": "Award", "places": ["pay.awards.#1.percent"], "lowest": "-1%", "highest": "4%", "reason": WHY}
    of = barnet_to_2014().with_changes({"costing": "{basis: top, reason: For a test}"})
    to_the_penny(of, [pension(lowest="22%", highest="28%"), award, START], 12)


@pytest.mark.long
def test_a_rate_that_changes_inside_a_month_is_drawn_for_the_pay_days_from_then_on():
    of = barnet().with_changes({"on_costs.lgps.#1.to": "2011-05-14", "on_costs.lgps.#2.from": "2011-05-15"})
    to_the_penny(of, [{**pension(lowest="22%", highest="28%"), "places": LGPS[1:]}], 3)


@pytest.mark.long
def test_every_figure_of_a_draw_rests_on_that_draw_alone_so_batches_change_no_byte():
    unknowns = [pension(lowest="22%", highest="28%"), POINTS, START]
    drawing = open_draws(barnet().with_changes({"draws": {"unknowns": unknowns, "number": 1000}}))
    whole = draw_totals(drawing).by_timeline
    parts = [draw_totals(drawing, part).by_timeline for part in np.split(np.arange(1000), [300, 301, 800])]
    for timeline, amounts in whole.items():
        assert np.concatenate([part[timeline] for part in parts]).tobytes() == amounts.tobytes()


@pytest.mark.long
def test_one_unknown_more_changes_no_draw_of_the_others_and_another_seed_changes_all():
    one, two = sure(pension(lowest="22%", highest="28%")), sure(START, pension(lowest="22%", highest="28%"))
    assert (one.drawing.columns[0].drawn == two.drawing.columns[1].drawn).all()
    other = sure(pension(lowest="22%", highest="28%"), seed=2)
    assert (one.drawing.columns[0].drawn != other.drawing.columns[0].drawn).mean() > 0.99


def test_what_drives_the_cost_need_not_drive_the_effect():
    found = sure(pension(lowest="22%", highest="28%"), POINTS)
    assert drives(found.drawing.columns, found.level)[0].label == "Pension"
    assert "support-technician" in drives(found.drawing.columns, found.full_year)[0].label


def test_two_that_go_together_are_correlated_as_stated_and_spread_as_before():
    share = {"lowest": "0.5%", "highest": "3.5%", "reason": WHY, "what": "Turnover",
             "places": ["costing.turnover.rate"]}  # fmt: skip
    turnover = {"costing.turnover": "{rate: 2%, reason: For a test}"}
    of = barnet().with_changes(turnover)
    spread = pension(lowest="22%", highest="28%")
    alone, together = (
        open_draws(of.with_changes({"draws": {"unknowns": [spread, share | more]}})).columns
        for more in ({}, {"follows": "Pension", "closely": 0.8})
    )
    # The rank correlation of a normal copula is 6 / pi times the arcsine of half of its own: 0.786.
    assert np.corrcoef(together[0].drawn, together[1].drawn)[0, 1] == pytest.approx(0.786, abs=0.02)
    assert sorted(together[1].drawn) == sorted(alone[1].drawn)


@pytest.mark.parametrize(
    ("unknown", "says"),
    [
        ({"places": ["pay.awrds"], "lowest": "1%", "highest": "2%"}, "awrds"),
        ({"places": HOLDERS[:1], "one_of": [{"value": 44}, {"value": 12}]}, "12 at "),
        ({"places": LGPS, "over": "grade"}, "the points of holders"),
        ({"places": ["years.last"], "each_stays": "90%"}, "customers.count"),
        ({"places": ["dates.implementation"], "one_of": [{"value": "2010-12-01"}, {"value": "2009-12-01"}]}, "2009"),
    ],
)
def test_what_cannot_be_drawn_is_told_where_it_is_stated(unknown, says):
    with pytest.raises(InputFaults) as found:
        open_draws(barnet().with_changes({"draws": {"unknowns": [{"what": "A thing", "reason": WHY, **unknown}]}}))
    assert says in str(found.value)
    assert all(fault.where.startswith("draws") for fault in found.value.faults)


def test_one_place_is_drawn_once():
    twice = [pension(lowest="22%", highest="28%"), {**pension(lowest="22%", highest="28%"), "what": "Again"}]
    with pytest.raises(InputFaults, match="each place once"):
        open_draws(barnet().with_changes({"draws": {"unknowns": twice}}))


@pytest.mark.parametrize(
    ("unknown", "says"),
    [
        ({"lowest": "2%", "highest": "1%"}, "a lowest below the highest"),
        ({"lowest": "2%"}, "lowest with highest"),
        ({"lowest": "2%", "highest": "3"}, "all percentages, or none"),
        ({"one_of": [{"value": 1, "chance": "50%"}, {"value": 2, "chance": "40%"}]}, "100% in all"),
        ({"one_of": [{"value": 1}]}, "at least two values"),
        (
            {"lowest": "1%", "highest": "2%", "follows": "Nothing", "closely": 0.5},
            "the name of an unknown that is listed earlier (follows)",
        ),
        ({"lowest": "1%", "highest": "2%", "reason": None}, "a source, or a reason"),
    ],
)
def test_chances_that_are_no_chances_are_refused_when_the_file_is_read(unknown, says):
    entry = {"what": "A thing", "places": LGPS, "reason": WHY, **unknown}
    with pytest.raises(InputFaults) as found:
        barnet().with_changes({"draws": {"unknowns": [entry]}})
    assert says in str(found.value)


def test_draws_are_the_same_bytes_by_however_many_processes():
    drawing = open_draws(with_draws())
    first, *others = (draw_totals(drawing, workers=workers).by_timeline for workers in (1, 2, 5))
    for other in others:
        assert all(other[timeline].tobytes() == amounts.tobytes() for timeline, amounts in first.items())
