"""A price or the take-up moved gives at once what the scenario with it in its file gives."""

import numpy as np
import pytest

from model.assessment.assess import assess
from model.buy_back.needs import known
from model.buy_back.what_if import MovedService, moved_income
from model.uncertainty.service_drivers import _new_list
from tests.conftest import HOME

CASES = ("barnet-schools-ict-prices", "example-schools-it-service")


@pytest.fixture(scope="module", params=CASES)
def assessment(request, rates):
    return assess(HOME / "scenarios" / f"{request.param}.yaml", rates)


@pytest.mark.parametrize("change", [-0.05, 0.025, 0.1])
def test_new_prices_moved_are_those_of_a_file_that_states_them(assessment, change):
    in_file = assessment.with_changes(_new_list(assessment, change)).traded
    at_once = known(moved_income(assessment.traded, MovedService(prices=change)))
    assert at_once.total == pytest.approx(known(in_file.expected_new).total, abs=1e-6)


@pytest.mark.parametrize("lost", ["0%", "7.5%", "20%"])
def test_take_up_moved_is_that_of_a_file_that_states_it(assessment, lost):
    in_file = assessment.with_changes({"trading.attrition.a_year": lost}).traded
    at_once = known(moved_income(assessment.traded, MovedService(lost_a_year=float(lost.strip("%")) / 100)))
    assert at_once.total == pytest.approx(known(in_file.expected_new).total, abs=1e-6)


def test_nothing_moved_is_what_the_scenario_expects(assessment):
    expected = known(assessment.traded.expected_new).total
    assert np.array_equal(known(moved_income(assessment.traded, MovedService())).total, expected)


def test_what_is_not_there_can_not_be_moved(rates):
    of = assess(HOME / "scenarios" / "barnet-schools-ict-prices.yaml", rates)
    without = of.with_changes({"trading.attrition": None}).traded
    with pytest.raises(LookupError, match="states no attrition"):
        moved_income(without, MovedService(lost_a_year=0.1))
