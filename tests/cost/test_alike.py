"""Holders who cost the same in every month are costed once, and count as many times as there are of them."""

import pytest

from model.assessment.assess import assess
from model.cost.by_year import total_by_year
from model.cost.what_if import Moved, moved_totals
from tests.conftest import SCENARIOS, small


@pytest.mark.parametrize("path", [path for path in SCENARIOS if "competences" not in path.name], ids=lambda it: it.stem)
def test_all_of_them_together_cost_what_all_appointments_do(path, rates):
    costed = assess(path, rates).costed
    basis = costed.scenario.costing.basis
    for timeline, plan in costed.plans.items():
        whole = costed.amounts(timeline, basis).sum(axis=0)
        few = costed.alike[timeline]
        assert total_by_year(few.plan, basis, few.numbers) == pytest.approx(whole, abs=1e-6)
        assert few.numbers.sum() <= len(plan.holder_of)


def test_eight_posts_alike_are_one_and_whoever_has_another_time_is_apart(write, rates):
    posts = [
        {"id": "eight", "title": "Officer", "grade": 24, "number": 8, "fate": "assimilated", "to": "new"},
        {"id": "part", "title": "Officer", "grade": 24, "fte": 0.5, "fate": "deleted", "vacant": True},
    ]
    scenario = small(proposed={"number": 8}) | {"present": posts}
    costed = assess(write(scenario), rates).costed
    assert costed.alike["do_nothing"].numbers.tolist() == [8, 1]
    assert costed.alike["proposed"].numbers.tolist() == [8]


def test_posts_that_begin_on_other_days_are_apart(write, rates):
    """The holder of the old post goes on in the new one; of two posts filled openly one begins a month later."""
    opened = {"grade": 20, "filled_by": "open"}
    posts = [
        {"id": "first", "title": "First"} | opened,
        {"id": "later", "title": "Later", "from": "2025-02-01"} | opened,
    ]
    scenario = small()
    costed = assess(write(scenario | {"proposed": [*scenario["proposed"], *posts]}), rates).costed
    assert costed.alike["proposal"].numbers.tolist() == [1, 1, 1, 1]
    assert costed.alike["proposed"].numbers.tolist() == [1, 2]


def test_two_rates_moved_one_after_the_other_are_both_moved(write, rates):
    turnover = {"turnover": {"rate": "3%", "reason": "A test."}}
    costed = assess(write(small({"number": 2}, {"number": 2}, costing=turnover)), rates).costed
    by_one = moved_totals(costed, [Moved(lgps=0.01, turnover=0.05)])
    by_two = moved_totals(costed, [Moved(lgps=0.01), Moved(turnover=0.05)])
    for timeline, totals in by_one.items():
        assert by_two[timeline] == pytest.approx(totals, abs=1e-9)
    assert by_one["proposal"] != pytest.approx(moved_totals(costed, [])["proposal"])
