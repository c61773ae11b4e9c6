"""The income of a traded service with other prices or another attrition, without reading the scenario again.

``expected_income`` works the income out, so that it is the income of a scenario that has these prices or this attrition
in its file. The desk shows the income while a slider moves.
"""

from dataclasses import dataclass, replace
from typing import Any

from model.base.money import PENNY, half_up
from model.buy_back.needs import Needs
from model.buy_back.take_up import ExpectedIncome, expected_income
from model.buy_back.traded import Traded
from model.schema.sections.prices import PriceList

PRICES = ("flat", "per_pupil", "a_unit", "price", "minimum", "minimum_charge")
"""The keys of a price list whose values are prices."""


@dataclass(frozen=True)
class MovedService:
    """How far prices and attrition are moved: shares, such as 0.01 for one per cent.

    Attributes:
        prices: the rise of every new price; the new prices are rounded to the penny.
        lost_a_year: the share of income lost a year as customers leave; None for the share that the scenario states.
    """

    prices: float = 0.0
    lost_a_year: float | None = None


def moved_income(traded: Traded, moved: MovedService) -> ExpectedIncome | Needs:
    """Expected income in each year with the new prices, £; or what must still be known.

    Raises LookupError where prices are moved but no prices are new, or attrition is moved but no attrition is stated.
    """
    costed, lists = traded.costed, traded.new_lists
    if moved.prices:
        if traded.list_after is None:
            raise LookupError("the scenario has no new prices that can be changed")
        of_new = traded.list_after if traded.list_decided is not None else lists[-1]
        lists = tuple(raised(listed, moved.prices) if listed == of_new else listed for listed in lists)
    if moved.lost_a_year is not None:
        trading = traded.trading
        if trading.attrition is None:
            raise LookupError("the scenario states no attrition (customers lost each year) that can be changed")
        attrition = trading.attrition.model_copy(update={"a_year": moved.lost_a_year})
        section = trading.model_copy(update={"attrition": attrition})
        scenario = costed.scenario.model_copy(update={"trading": section})
        costed = replace(costed, establishment=replace(costed.establishment, scenario=scenario))
    return expected_income(costed, lists, traded.agreements)


def raised(listed: PriceList, change: float) -> PriceList:
    """A price list in which each price is higher by the share ``change``, to the penny."""
    return PriceList.model_validate(
        with_prices(listed.model_dump(mode="json", by_alias=True, exclude_unset=True), change)
    )


def with_prices(part: Any, change: float, is_price: bool = False) -> Any:
    """A price list's values, as written, with each price changed."""
    if isinstance(part, dict):
        return {key: with_prices(value, change, key in PRICES or (is_price and not isinstance(value, dict | list)))
                for key, value in part.items()}  # fmt: skip
    if isinstance(part, list):
        return [with_prices(entry, change) for entry in part]
    if is_price and isinstance(part, int | float):
        return float(half_up(part * (1 + change), PENNY))
    return part
