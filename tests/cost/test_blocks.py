"""A timeline may be costed in blocks of appointments of any size: no figure depends on it."""

import numpy as np
import pytest

from model.assessment.assess import assess
from model.cost.by_year import costs_by_year, statuses_by_year
from model.cost.elements import LABELS
from tests.conftest import HOME

SCENARIOS = ("fictional-council", "barnet-schools-ict-actual", "infrastructure-engineers-path")
"""With awards paid late, acting up, protection, turnover, allowances, cover and posts filled below their grade."""


@pytest.fixture(params=SCENARIOS)
def plans(request, rates):
    return assess(HOME / "scenarios" / f"{request.param}.yaml", rates).costed.plans


@pytest.mark.parametrize("size", [1, 2, 7, 1000])
def test_every_figure_of_every_appointment_is_the_same(plans, size):
    for plan in plans.values():
        for basis in plan.bases:
            whole, in_blocks = costs_by_year(plan, basis), costs_by_year(plan, basis, size)
            assert in_blocks.in_all() == {element: pytest.approx(years) for element, years in whole.in_all().items()}
            for element in LABELS:
                np.testing.assert_allclose(in_blocks.amounts(element), whole.amounts(element), rtol=1e-13)
            of_whole, of_blocks = statuses_by_year(plan, basis), statuses_by_year(plan, basis, size)
            assert all(np.array_equal(of_blocks[element], of_whole[element]) for element in LABELS)


@pytest.mark.parametrize("size", [1, 2, 7])
def test_a_block_has_all_that_its_holders_are_paid_for(plans, size):
    for plan in plans.values():
        blocks = list(plan.blocks(size))
        assert sorted(np.concatenate(blocks).tolist()) == list(range(len(plan.appointments)))
        holders = [{plan.appointments[row].holder for row in block} for block in blocks]
        assert sum(map(len, holders)) == len(set().union(*holders))


def test_the_costs_by_month_of_a_basis_that_is_not_costed_are_no_costs(barnet):
    assert ("proposal", "top") in barnet.costed.costs
    assert len(barnet.costed.costs) == len(list(barnet.costed.costs)) == 3 * len(barnet.costed.bases)
    with pytest.raises(KeyError):
        barnet.costed.costs["proposal", "actual"]
