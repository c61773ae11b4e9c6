"""What a customer must pay: today's charge, the charge that meets the target, and the rise, each worked out once.

All amounts are £ a year for the average customer who buys on the implementation date, net of VAT. Every sentence,
table, chart and record that gives one of these amounts takes it from here.
"""

from collections.abc import Iterator
from decimal import Decimal

from model.base.financial_year import in_words
from model.base.money import POUND, exact, half_up, pounds
from model.base.quantity import A_YEAR, Quantity, more_or_less
from model.buy_back.funding_test import PUBLISHED
from model.buy_back.needs import Needs
from model.buy_back.solve import Solved
from model.buy_back.traded import PENCE, Traded

NOT_MET = "not_met"
"""The key of the quantity that :func:`not_met` gives."""


def price_story(traded: Traded) -> dict[str, Quantity]:
    """Every quantity that can be worked out, by key, in the order in which papers have them."""
    return {quantity.key: quantity for quantity in _quantities(traded)}


def _quantities(traded: Traded) -> Iterator[Quantity]:
    if isinstance(traded.income_now, Needs):
        return
    are, decision = traded.buying.are, in_words(traded.costed.scenario.dates.decision)
    everyone = f"the {traded.customers:,} {are} that buy now"
    now = traded.income_now / traded.customers
    yield _a_year("price_now", "Average charge today", now, "as charged", f"prices of {decision}", everyone)
    if isinstance(traded.target, Needs):
        return
    basis, year = traded.target_named, f"prices from {in_words(traded.new_prices_from)}"
    met = traded.solved.income / PENCE if isinstance(traded.solved, Solved) else traded.target
    yield _a_year(
        "price_all_stay",
        "Average charge that meets the target, if all stay",
        met / traded.customers,
        basis,
        year,
        everyone,
    )
    yield _a_year(
        "rise_all_stay",
        "Rise for the average customer, if all stay",
        met / traded.customers - now,
        basis,
        year,
        everyone,
    )
    if not isinstance(traded.expected_need, Needs):
        need = traded.expected_need
        scope = f"the {need.customers:,.1f} {are} expected in {traded.year_after}"
        yield _a_year(
            "price_expected",
            "Average charge that meets the target, with the take-up expected",
            need.each,
            basis,
            year,
            scope,
        )
        yield _a_year(
            "rise_expected",
            "Rise for the average customer who stays, with the take-up expected",
            need.each - now,
            basis,
            year,
            scope,
        )
    if traded.list_decided is not None and traded.average_after is not None:
        stated = "prices set by the council"
        yield _a_year("price_set", "Average charge at the prices set", traded.average_after, stated, year, everyone)
        yield _a_year(
            "rise_set",
            "Rise for the average customer at the prices set",
            traded.average_after - now,
            stated,
            year,
            everyone,
        )


def _a_year(key: str, name: str, amount: float, basis: str, year: str, scope: str) -> Quantity:
    return Quantity(key, name, amount, A_YEAR, basis, year, scope, signed=key.startswith("rise"))


def not_met(traded: Traded) -> Quantity | None:
    """The cost in a full year that income does not meet at present prices, or the surplus; None if not known.

    It is worked out from the target and present income. Where either is not known, it comes from the funding test,
    which assumes that income equals today's cost.
    """
    are = traded.buying.are
    if traded.priced and not isinstance(traded.target, Needs) and not isinstance(traded.income_now, Needs):
        gap, year = exact(traded.target) - exact(traded.income_now), traded.year_after
        costs, income = pounds(traded.target), pounds(traded.income_now)
        basis = f"at present prices, if every customer stays: all costs of {year} {costs}, income {income}"
    elif traded.funding_tests:
        test, year = traded.funding_tests[-1], traded.costed.year_of_change
        gap = -test.surplus(Decimal(0))
        basis = "at present prices, if income just meets the cost today"
        basis += f" of the {PUBLISHED}" if test.rests_on == PUBLISHED else ""
        if rise := test.recovering_uplift:
            each = f"from each of {test.customers:,} {are}{'' if rise > 0 else ' would still do'}"
            basis += f"; {more_or_less(float(rise), pence=True)} {each}"
    else:
        return None
    name = f"{'Surplus' if half_up(gap, POUND) < 0 else 'Shortfall'}, full year"
    return Quantity(NOT_MET, name, float(abs(gap)), A_YEAR, basis, str(year), f"{traded.customers:,} {are}")


def needed_for(made: Traded) -> dict[str, str]:
    """The first figure that needs each missing input, by input: a price, or a part of the account."""
    parts = {
        "Expected income": made.expected_new,
        "Trading account": made.account_new,
        "Capacity": made.delivered,
        "Late decisions": made.late,
    }
    needed = dict.fromkeys(made.missing, "A price")
    for part, figure in parts.items() if made.priced else ():
        for lacking in figure.missing if isinstance(figure, Needs) else ():
            needed.setdefault(lacking, part)
    return needed
