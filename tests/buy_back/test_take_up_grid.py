"""Price change against take-up, on averages: Barnet's by hand, and what is always so."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.buy_back.needs import Needs
from model.buy_back.take_up_grid import OF_NEEDED, TAKE_UPS, take_up_grid
from tests.conftest import worked_examples

PRESENT, PROPOSED, SCHOOLS = 444_090, 458_360, 102
ROWS = {"none": 0.0, "half": 0.5, "needed": 1.0, "twice": 2.0}


@pytest.mark.parametrize(
    "example", worked_examples("barnet_take_up"), ids=lambda row: f"{row['rise']} {row['take_up']}"
)
def test_barnet_by_price_and_take_up(example):
    grid = take_up_grid(SCHOOLS, PRESENT, PROPOSED)
    column = TAKE_UPS.index(float(example["take_up"].rstrip("%")) / 100)
    cell = grid.rows[OF_NEEDED.index(ROWS[example["rise"]])][column]
    assert cell.result == pytest.approx(float(example["result"]), abs=0.005)


def test_barnet_needs_3_21_per_cent():
    """£14,270 / £444,090."""
    assert take_up_grid(SCHOOLS, PRESENT, PROPOSED).needed == pytest.approx(0.0321, abs=0.00005)


some_change = st.floats(-0.5, 2).filter(lambda change: abs(change) > 1e-6)


@given(customers=st.integers(1, 5_000), income=st.floats(1_000, 1e7), change=some_change)
def test_everyone_staying_at_the_price_needed_leaves_nothing_over(customers, income, change):
    grid = take_up_grid(customers, income, income * (1 + change))
    assert grid.rows[OF_NEEDED.index(1.0)][0].result == pytest.approx(0, abs=1e-6 * income)


@given(customers=st.integers(1, 5_000), income=st.floats(1_000, 1e7), change=st.floats(0, 2))
def test_with_nothing_avoidable_fewer_customers_never_bring_more(customers, income, change):
    for row in take_up_grid(customers, income, income * (1 + change)).rows:
        results = [cell.result for cell in row]
        assert results == sorted(results, reverse=True)


def test_a_grid_says_what_it_needs():
    found = take_up_grid(102, None, None)
    assert isinstance(found, Needs)
    assert found.missing == ("present income", "the cost to be met")
