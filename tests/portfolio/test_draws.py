"""Draws of a portfolio: what all scenarios share is drawn once; what only one states is drawn for that one."""

import numpy as np
import pytest

from model.base.faults import InputFaults
from model.portfolio.draws import draws_of
from model.portfolio.portfolio import portfolio
from model.report.portfolio.how_sure import by_restructure, how_sure_tables
from tests.conftest import HOME
from tests.portfolio.three_restructures import PORTFOLIO, A, C, write

EXAMPLE = HOME / "scenarios" / "example-portfolio" / "portfolio.yaml"
PENSION = """\
draws:
  number: 2000
  unknowns:
    - {what: Pension, places: "on_costs.lgps[2020-04-01].rate", lowest: 18%, highest: 22%, reason: Invented.}
"""


def filled(post, *days):
    """An unknown: the day on which a post is filled, each as likely as another."""
    values = [{"value": day} for day in days]
    return {
        "unknowns": [
            {"what": "Filled", "places": f"proposed.{post}.filled_on", "one_of": values, "reason": "Invented."}
        ]
    }


@pytest.fixture(scope="module")
def example(rates):
    return draws_of(portfolio(EXAMPLE, rates))


def test_a_draw_of_all_is_the_sum_of_the_same_draw_of_each_by_the_whole_engine(example):
    for draw in (0, 7, 1999):
        effects = []
        for of in example.each:
            scenario = of.drawing.scenario(draw)
            costed, basis = scenario.costed, scenario.scenario.costing.basis
            effects.append(costed.amount("full_year_effect", basis, costed.year_of_change))
        assert example.full_year[draw] == pytest.approx(sum(effects), abs=1e-6)


def test_one_award_is_drawn_for_every_restructure_that_rests_on_it(example):
    """The second shows no year with an award that is not settled, so it states none."""
    awards = [[column for column in of.drawing.columns if column.of.what.startswith("Award")] for of in example.each]
    (first,), none, (third,) = awards
    assert none == [] and np.array_equal(first.drawn, third.drawn)
    assert [column.label for column in example.columns] == ["Award of April 2027", "Pension rate"]


def test_what_two_restructures_call_alike_is_drawn_apart(tmp_path, rates):
    """A fills its post of 48,000 in January or in April, and C its post of 36,000 in April or in July.

    So A spends 12,000 or nothing in 2020/21, and C 36,000 or 27,000 in 2021/22. Each of the four ways is one in four.
    """
    scenarios = {"a": {**A, "draws": filled("a3", "2021-01-01", "2021-04-01")},
                 "c": {**C, "draws": filled("c3", "2021-04-01", "2021-07-01")}}  # fmt: skip
    found = draws_of(portfolio(write(tmp_path, PORTFOLIO + PENSION, **scenarios), rates))
    most = found.all_years.max()
    ways, counts = np.unique(np.round(most - found.all_years), return_counts=True)
    assert ways.tolist() == [0, 9_000, 12_000, 21_000]
    assert counts / 2000 == pytest.approx([0.25] * 4, abs=0.03)
    assert {column.label for column in found.columns} == {"Pension", "A: Filled", "C: Filled"}
    assert found.as_stated("all_years") == pytest.approx(most)


def test_a_restructure_of_which_nothing_is_drawn_adds_what_it_states(tmp_path, rates):
    """B alone states a place of its own; A and C have what they state in every draw."""
    only_b = (
        PENSION.replace("on_costs.lgps[2020-04-01].rate", "proposed.b2.all_in.amount")
        .replace("18%", "60000")
        .replace("22%", "64000")
    )
    only_b = only_b.replace("lowest: 60000, highest: 64000", "one_of: [{value: 60000}, {value: 64000}]")
    found = draws_of(portfolio(write(tmp_path, PORTFOLIO + only_b), rates))
    assert [of is None for of in found.each] == [True, False, True]
    stated = found.as_stated("full_year")
    assert sorted(np.unique(np.round(found.full_year - stated))) == [-2_000, 2_000]


def test_every_fault_of_the_draws_is_shown_with_its_place(tmp_path, rates):
    wrong = PENSION + (
        '    - {what: Nobody, places: "pay.awards[2031-04-01].percent", lowest: 1%, highest: 2%, reason: Invented.}\n'
    )
    twice = {"unknowns": [{"what": "Rate", "places": "on_costs.lgps.#1.rate", "lowest": "19%", "highest": "20%",
                           "reason": "Invented."}]}  # fmt: skip
    made = portfolio(write(tmp_path, PORTFOLIO + wrong, a={**A, "draws": twice}), rates)
    with pytest.raises(InputFaults) as told:
        draws_of(made)
    said = [str(fault) for fault in told.value.faults]
    assert len(said) == 2
    assert "a.yaml" in said[0] and "which portfolio.yaml already draws for all restructures" in said[0]
    assert "portfolio.yaml, line 12" in said[1] and "at least one of the scenarios" in said[1]


def test_the_tables_say_what_all_come_to_and_that_the_ends_do_not_add_up(example, tmp_path, rates):
    whole, each, driven, drawn = how_sure_tables(example)
    assert list(each.frame["Restructure"]) == ["W1", "W2", "W3", "All restructures"]
    assert float(whole.frame["As stated"].iloc[0]) == pytest.approx(example.as_stated("full_year"))
    assert "so the columns add up" in each.note
    assert list(driven.frame["Unknown"]) == list(drawn.frame["Unknown"])[::-1]
    scenarios = {"a": {**A, "draws": filled("a3", "2021-01-01", "2021-04-01")}}
    raised = PENSION.replace("on_costs.lgps[2020-04-01].rate", "proposed.b2.all_in.amount")
    raised = raised.replace("lowest: 18%, highest: 22%", "one_of: [{value: 60000}, {value: 64000}]")
    other = draws_of(portfolio(write(tmp_path, PORTFOLIO + raised, **scenarios), rates))
    assert by_restructure(other).frame["Mean"].iloc[-1] == pytest.approx(
        by_restructure(other).frame["Mean"].iloc[:-1].sum()
    )
