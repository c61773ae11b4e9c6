"""What a customer must pay: today's charge, the charge that meets the target, and the rise, each worked out once.

All are £ a year of the average customer who buys on the implementation date, net of VAT. Every sentence, table, chart
and record that says one of these reads it here.
"""

from collections.abc import Iterator

from model.base.financial_year import in_words
from model.base.quantity import A_YEAR, Quantity
from model.buy_back.needs import Needs
from model.buy_back.solve import Solved
from model.buy_back.traded import PENCE, Traded

EACH_QUANTITY = {
    "price_now": "Average charge today",
    "price_all_stay": "Average charge that meets the target, if all stay",
    "rise_all_stay": "Rise for the average customer, if all stay",
    "price_expected": "Average charge that meets the target, with the take-up expected",
    "rise_expected": "Rise for the average customer who stays, with the take-up expected",
    "price_set": "Average charge at the prices set",
    "rise_set": "Rise for the average customer at the prices set",
}
"""Every quantity of the story, in the order in which it is told."""


def price_story(made: Traded) -> dict[str, Quantity]:
    """Every quantity that can be worked out, by key, in the order in which it is told; no other."""
    return {one.key: one for one in _quantities(made)}


def _quantities(made: Traded) -> Iterator[Quantity]:
    if isinstance(made.income_now, Needs):
        return
    are, decision = made.buying.are, in_words(made.costed.scenario.dates.decision)
    everyone = f"the {made.customers:,} {are} that buy now"
    now = made.income_now / made.customers
    yield _of("price_now", now, "as charged", f"prices of {decision}", everyone)
    if isinstance(made.target, Needs):
        return
    basis, year = made.target_named, f"prices from {in_words(made.new_prices_from)}"
    met = made.solved.income / PENCE if isinstance(made.solved, Solved) else made.target
    yield _of("price_all_stay", met / made.customers, basis, year, everyone)
    yield _of("rise_all_stay", met / made.customers - now, basis, year, everyone)
    if not isinstance(made.expected_need, Needs):
        need = made.expected_need
        scope = f"the {need.customers:,.1f} {are} expected in {made.year_after}"
        yield _of("price_expected", need.each, basis, year, scope)
        yield _of("rise_expected", need.each - now, basis, year, scope)
    if made.list_decided is not None and made.average_after is not None:
        stated = "as the council has set them"
        yield _of("price_set", made.average_after, stated, year, everyone)
        yield _of("rise_set", made.average_after - now, stated, year, everyone)


def _of(key: str, amount: float, basis: str, year: str, scope: str) -> Quantity:
    return Quantity(key, EACH_QUANTITY[key], amount, A_YEAR, basis, year, scope, signed=key.startswith("rise"))
