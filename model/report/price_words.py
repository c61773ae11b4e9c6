"""The headline's sentences on prices: what the new list brings in, against what, and what take-up does to it."""

from model.assessment import Assessment
from model.buy_back.needs import Needs
from model.buy_back.traded import PENCE
from model.buy_back.who_pays import Rises
from model.faults import listed
from model.financial_year import in_words
from model.money import half_up, pounds

ILLUSTRATIVE = (
    "The customers and what they buy are illustrative, made up by a stated rule: their prices show the method."
)


def what_prices_do(assessment: Assessment) -> list[str]:
    """A sentence an entry; nothing where there is no price list, or none that recovers the cost."""
    made = assessment.traded
    if made is None or not isinstance(made.rises, Rises) or isinstance(made.target, Needs):
        return []
    before, after = (int(pence.sum()) / PENCE for pence in (made.rises.before, made.rises.after))
    short = half_up(made.target) - half_up(after)
    against = f"{pounds(short)} short of" if short > 0 else "which meets"
    raised = "raise" if after >= before else "lower"
    everyone = f"{made.customers:,} {assessment.scenario.customers.are}"
    said = [
        f"New prices from {in_words(made.new_prices_from)} {raised} income from {pounds(before)} to {pounds(after)} a "
        f"year ({after / before - 1:+.1%}) if all {everyone} stay, {against} the full cost of {made.year_after}, "
        f"{pounds(made.target)}: {pounds((after - before) / made.customers, signed=True)} for the average customer."
    ]
    account = made.account_new
    if not isinstance(account, Needs) and (short_in := [str(of.year) for of in account if of.in_deficit]):
        said.append(f"With the take-up expected, the trading account is in deficit in {listed(short_in, 'and')}.")
    return [*([ILLUSTRATIVE] if made.illustrative else []), *said]
