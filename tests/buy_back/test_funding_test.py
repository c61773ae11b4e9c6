"""The funding test on a pair of costs, by hand: what each customer must pay more, and how many may leave."""

from decimal import Decimal

from model.buy_back.funding_test import BuyBack


def of(before, after):
    return BuyBack("Invented", 100, Decimal(10), Decimal(before), Decimal(after))


def test_a_dearer_service_needs_a_rise_and_costs_as_much_as_some_customers_leaving():
    """£400,000 becomes £414,270 for 100 customers: £142.70 each, £150 in tens; £14,270 over £4,000 and £4,142.70."""
    test = of(400_000, 414_270)
    assert (test.uplift, test.recovering_uplift, test.stepped_uplift) == (Decimal("142.7"), Decimal("142.70"), 150)
    assert test.leavers_at_old_average == Decimal("3.5675")
    assert round(test.leavers_at_new_average, 4) == Decimal("3.4446")
    assert test.surplus(Decimal(150)) == 730
    assert test.surplus(Decimal(150), 99) == 730 - 4_150


def test_a_service_that_costs_no_more_loses_no_income_worth_the_change():
    for test in (of(400_000, 400_000), of(414_270, 400_000)):
        assert (test.leavers_at_old_average, test.leavers_at_new_average) == (None, None)
