"""Where income meets cost, and where it never does. Customers, costs and curves are invented but for Barnet's."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.buy_back.break_even import (
    NoAnswer,
    break_even_price,
    break_even_take_up,
    crossings,
    recovering_price,
)
from model.schema.sections.demand import PriceResponse
from tests.conftest import worked_examples


def elastic(elasticity):
    return PriceResponse(elasticity=elasticity, evidence="An invented survey.")


@pytest.mark.parametrize("row", worked_examples("break_even", what="take-up"), ids=lambda row: row["price"])
def test_the_take_up_that_breaks_even_at_a_price(row):
    (found,) = break_even_take_up([float(row["price"])], int(row["customers"]), float(row["cost"]))
    assert found.share == pytest.approx(float(row["share"]), abs=5e-5)
    assert found.whole == int(row["whole"])


@pytest.mark.parametrize("row", worked_examples("break_even", what="price"), ids=lambda row: row["share"])
def test_the_price_that_breaks_even_at_a_take_up(row):
    (found,) = break_even_price([float(row["share"])], int(row["customers"]), float(row["cost"]))
    assert str(found.rounded) == row["answer"]


def test_nothing_breaks_even_without_a_price_or_without_customers():
    (no_price,), (no_take_up,) = break_even_take_up([0], 10, 500), break_even_price([0], 10, 500)
    assert "no take-up brings in any income" in str(no_price)
    assert "With no customers, no price breaks even" in str(no_take_up)


def in_steps(share):
    """£90,000, of which £20,000 falls away once 20 of 100 customers leave."""
    return 90_000 if share > 0.8 else 70_000


def test_costs_that_fall_in_steps_cross_more_than_once_and_the_safe_take_up_is_the_last():
    """At £1,000 each of 100: income is enough from 70% to 80%, not just above, and again from 90%."""
    found = crossings(lambda share: share * 100_000 - in_steps(share), 0, 1)
    assert [(round(one.at, 6), one.recovers) for one in found] == [(0.7, True), (0.8, False), (0.9, True)]
    (last,) = break_even_take_up([1_000], 100, in_steps)
    assert (round(last.share, 6), last.whole) == (0.9, 90)


def test_no_take_up_where_all_customers_bring_in_too_little():
    (found,) = break_even_take_up([850], 100, in_steps)
    assert "all 100 customers bring in £85,000, £5,000 less than the cost" in str(found)
    assert found.nearest == 85_000


def test_where_take_up_follows_price_both_crossings_are_found():
    """£100,000 x (1 + r)(1 - r / 2) is £104,500 at r = 10% (1.1 x 0.95) and at r = 90% (1.9 x 0.55)."""
    found = recovering_price(1_000, 100, 104_500, elastic(-0.5))
    assert [(round(one.at, 2), one.recovers) for one in found.crossings] == [(1100.0, True), (1900.0, False)]
    assert "Above £1,900.00 income falls short of cost again" in found.statement
    assert "There is no other crossing from £1,000.00 to £2,000.00" in found.statement


def test_no_price_where_the_curve_never_crosses():
    """The most is £112,500, at £1,500."""
    found = recovering_price(1_000, 100, 113_000, elastic(-0.5))
    assert isinstance(found, NoAnswer)
    assert "Income is highest at £1,500.00. It is then £112,500, which is £500 short of cost" in found.sentence
    assert "how take-up follows price" in str(found)


def test_a_curve_that_only_just_rises_above_cost_is_found():
    """Within a penny of the top at £1,500, between two of the places that are scanned."""
    found = crossings(lambda x: 1e-9 - (x - 0.500123) ** 2, 0, 1, places=10)
    assert [round(one.at, 4) for one in found] == [0.5001, 0.5002]


def test_beyond_minus_one_a_higher_price_brings_in_less():
    """(1 + r)(1 - 1.5 r) falls from the start; it is 0.9 at r = 14.0651% (1.5 r2 + 0.5 r - 0.1 = 0)."""
    never = recovering_price(1_000, 100, 101_000, elastic(-1.5))
    assert "Income is highest at £1,000.00. It is then £100,000" in str(never)
    until = recovering_price(1_000, 100, 90_000, elastic(-1.5))
    assert [(round(one.at, 2), one.recovers) for one in until.crossings] == [(1140.65, False)]
    assert until.statement.startswith("At the present price of ")


def test_a_response_is_not_read_past_its_end():
    curve = PriceResponse(curve=({"rise": "10%", "take_up": "90%"},), evidence="An invented survey.")
    with pytest.raises(ValueError, match="the stated curve ends at a rise of 10"):
        recovering_price(1_000, 100, 104_500, curve)


gaps = st.lists(st.floats(0.02, 0.2), min_size=1, max_size=4)


@given(gaps)
def test_every_root_of_a_curve_is_found(between):
    roots = [sum(between[: n + 1]) for n in range(len(between))]

    def curve(x):
        product = 1.0
        for root in roots:
            product *= x - root
        return product

    found = crossings(curve, 0, 1)
    assert [one.at for one in found] == pytest.approx(roots, abs=1e-6)
    assert [one.recovers for one in found][::-1] == [n % 2 == 0 for n in range(len(roots))]


@given(st.integers(1, 20_000), st.floats(1, 5e6), st.floats(0.01, 1))
def test_at_the_price_that_breaks_even_income_meets_cost_and_a_penny_lower_it_does_not(customers, cost, share):
    (found,) = break_even_price([share], customers, cost)
    stay = share * customers
    assert float(found.rounded) * stay >= cost - 1e-6 * stay
    assert (float(found.rounded) - 0.01) * stay < cost + 1e-6 * stay
