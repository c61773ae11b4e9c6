"""The medium-term table: what a change adds to each year of it. Every person here is invented."""

from datetime import date

import numpy as np
import pytest

from model.assessment.assess import assess, assess_scenario
from model.base.financial_year import FinancialYear
from model.budget.mtfs import mtfs, years_not_held
from model.report.tables.transition import mtfs_table, one_off_tables
from tests.budget.test_transition import REDUNDANCY


@pytest.fixture(scope="module")
def barnet_redundancy(rates):
    return assess(REDUNDANCY, rates)


def test_medium_term_rows_add_up(barnet_redundancy):
    costed, transition = barnet_redundancy.costed, barnet_redundancy.transition
    rows = mtfs(costed, transition)
    assert [row.label for row in rows] == ["2010/11 (this year)", "2011/12 (+1)", "2012/13 (+2)"]
    assert [row.recurring for row in rows] == [costed.amount("part_year_effect", "actual", y) for y in costed.years]
    assert [row.one_off for row in rows] == transition.amounts().tolist()
    for number, row in enumerate(rows, start=1):
        assert row.net == row.recurring + row.one_off
        assert row.cumulative == pytest.approx(sum(each.net for each in rows[:number]))
        assert row.cumulative_recurring == pytest.approx(sum(each.recurring for each in rows[:number]))
    np.testing.assert_allclose([-row.cumulative for row in rows], transition.savings.net)
    assert years_not_held(costed) == (FinancialYear(2013), FinancialYear(2014))
    assert (
        "Not costed: 2013/14 and 2014/15, since no rate table and no assumption has the Outer London "
        "pay spine (GLPC) for 2013/14. Nothing is extrapolated." in mtfs_table(barnet_redundancy).note
    )


def test_this_year_is_the_year_of_the_decision(assess_two):
    """2024/25 is shown, but nothing happens in it; decided in March 2025 it would be this year."""
    found = assess_two({})
    assert [row.label for row in mtfs(found.costed, found.transition)] == ["2025/26 (this year)"]
    found = assess_two({}, dates={"decision": "2025-03-01", "implementation": "2025-10-01"})
    assert [row.label for row in mtfs(found.costed, found.transition)] == ["2024/25 (this year)", "2025/26 (+1)"]
    early = {"kind": "training", "amount": 100, "on": "2025-03-31", "funded_by": "reserve", "source": "Invented."}
    found = assess_two({}, one_off={"other": [early]})
    rows = mtfs(found.costed, found.transition)
    assert [row.label for row in rows] == ["2024/25 (−1)", "2025/26 (this year)"]
    assert rows[1].cumulative == pytest.approx(100 + rows[1].net)


def test_every_scenario_has_a_medium_term_table_and_says_where_nothing_is_stated(barnet):
    assert barnet.transition is None and one_off_tables(barnet) == []
    table = mtfs_table(barnet)
    assert set(table.frame["One-off"]) == {0.0}
    assert "No one-off cost is stated." in table.note
    effect = barnet.costed.amount("part_year_effect", barnet.scenario.costing.basis, barnet.costed.year_of_change)
    assert table.frame["Recurring"].iloc[0] == effect


def test_a_scenario_that_shows_every_year_of_the_table_leaves_none_out(barnet, rates):
    five = barnet.scenario.years.model_copy(update={"last": "2014/15"})
    lgps = barnet.scenario.on_costs.lgps[-1].model_copy(update={"to": date(2015, 3, 31)})
    on_costs = barnet.scenario.on_costs.model_copy(update={"lgps": (*barnet.scenario.on_costs.lgps[:-1], lgps)})
    pay = barnet.scenario.pay.model_copy(update={"spine": "njc", "area": "anywhere"})
    whole = barnet.scenario.model_copy(update={"years": five, "on_costs": on_costs, "pay": pay})
    table = mtfs_table(assess_scenario(whole, rates))
    assert len(table.frame) == 5
    assert "Not costed" not in table.note


def test_a_year_beyond_those_shown_is_costed_where_rates_and_assumptions_reach(barnet, rates):
    """The rates of NJC reach 2014/15. The table of a scenario that shows three years is that of one that shows five."""
    lgps = barnet.scenario.on_costs.lgps[-1].model_copy(update={"to": date(2015, 3, 31)})
    on_costs = barnet.scenario.on_costs.model_copy(update={"lgps": (*barnet.scenario.on_costs.lgps[:-1], lgps)})
    pay = barnet.scenario.pay.model_copy(update={"spine": "njc", "area": "anywhere"})
    three = barnet.scenario.model_copy(update={"on_costs": on_costs, "pay": pay})
    five = three.model_copy(update={"years": three.years.model_copy(update={"last": "2014/15"})})
    short, whole = (assess_scenario(scenario, rates) for scenario in (three, five))
    assert len(short.costed.years) == 3
    assert "Costed for this table only: 2013/14 and 2014/15." in mtfs_table(short).note
    assert mtfs_table(short).frame.equals(mtfs_table(whole).frame)
    ends = lgps.model_copy(update={"to": date(2014, 3, 31)})
    on_costs = on_costs.model_copy(update={"lgps": (*on_costs.lgps[:-1], ends)})
    four = assess_scenario(three.model_copy(update={"on_costs": on_costs}), rates)
    assert len(mtfs_table(four).frame) == 4
    assert (
        "Not costed: 2014/15, since no rate table and no assumption has the employer\u2019s pension rate for 2014/15"
        in (mtfs_table(four).note)
    )
