"""The headline's sentences on prices: the charge today, the charge that meets the target, and the average rise."""

from model.assessment.assess import Assessment
from model.base.faults import listed
from model.base.financial_year import in_words
from model.base.money import half_up, pounds
from model.base.quantity import Quantity, rounded_apart
from model.base.stated import stated
from model.buy_back.needs import Needs, known
from model.buy_back.price_story import price_story
from model.buy_back.traded import Traded

ILLUSTRATIVE = (
    "The customers and what they buy are illustrative, made up by a stated rule, so their prices only show the method."
)


def what_prices_do(assessment: Assessment) -> list[str]:
    """Sentences on prices; empty where there is no price list, or no target to compare it with."""
    made = assessment.traded
    if made is None or made.list_now is None:
        return []
    story = price_story(made)
    if "price_all_stay" not in story:
        return []
    sentences = [*([ILLUSTRATIVE] if made.illustrative else []), *_story(made, story)]
    account = made.account_new
    if not isinstance(account, Needs) and (short_in := [str(of.year) for of in account if of.in_deficit]):
        prices = "set" if made.list_decided is not None else "that would meet the target if all stayed"
        sentences.append(
            f"With the take-up expected, the trading account is in deficit in {listed(short_in, 'and')} at the prices "
            f"{prices}."
        )
    return sentences


def _story(made: Traded, story: dict[str, Quantity]) -> list[str]:
    are, since = stated(made.costed.scenario.customers, "customers").are, in_words(made.new_prices_from)
    target = known(made.target)
    now, met, rise = story["price_now"].printed, story["price_all_stay"].printed, story["rise_all_stay"].in_words
    sentences = [
        f"Today the average customer is charged {now} a year, net of VAT.",
        f"Prices from {since} must meet {made.target_named}: {pounds(target)} in all. They must average {met} if all "
        f"{made.customers:,} {are} stay: {rise} for the average customer.",
    ]
    sentences += filter(None, [rounded_apart(story["price_now"], story["price_all_stay"], story["rise_all_stay"])])
    if "rise_expected" in story:
        met, rise = story["price_expected"].printed, story["rise_expected"].in_words
        sentences.append(
            f"With the take-up expected ({known(made.expected_need).customers:,.1f} {are} in {made.year_after}), "
            f"prices must average {met}: {rise} for the average customer who stays."
        )
        sentences += filter(None, [rounded_apart(story["price_now"], story["price_expected"], story["rise_expected"])])
    if "rise_set" in story:
        met, rise = story["price_set"].printed, story["rise_set"].in_words
        short = half_up(target) - half_up(story["price_set"].amount * made.customers)
        against = f"is {pounds(short)} short of" if short > 0 else "meets"
        sentences.append(
            f"The prices that the council has set from {since} average {met}: {rise} if all stay. Income then "
            f"{against} the target."
        )
    return sentences
