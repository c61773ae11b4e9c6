"""Market supplement: what a post is paid above its grade until a date, to fill it or to keep its holder.

It is stated at full time and paid for the FTE. It is pay like any other: pensionable, and liable to National Insurance.
"""

from datetime import date

from model.base.financial_year import in_words
from model.cost.element import Amount, Driver, Element, Spell
from model.people.appointments import Appointment
from model.schema.sections.allowances import MarketSupplement
from model.schema.sections.posts import Post
from model.schema.sections.scenario import Scenario


def _supplement(appointment: Appointment) -> MarketSupplement | None:
    return appointment.stated.market_supplement if appointment.stated else None


def _amount(appointment: Appointment) -> float:
    supplement = _supplement(appointment)
    return supplement.amount if supplement else 0.0


def _until(appointment: Appointment) -> tuple[None, date] | None:
    supplement = _supplement(appointment)
    return (None, supplement.until) if supplement else None


def _last_day(scenario: Scenario) -> str:
    posts = (*scenario.present, *scenario.proposed)
    days = {post.market_supplement.until for post in posts if post.market_supplement}
    return f"{'the last ' if len(days) > 1 else ''}until {in_words(max(days))}" if days else ""


MARKET_SUPPLEMENT = Element(
    key="market_supplement",
    label="Market supplement",
    meaning="what a post is paid above its grade until a date",
    stage="pay",
    comes_from=(Post, "market_supplement"),
    of_few=_supplement,
    inputs=(
        Amount("supplement", "Market supplement, £ a year at 1.0 FTE", "money", _amount),
        Spell("supplemented", "Market supplement", _until),
    ),
    formula=lambda s: s.supplement * s.fte * s.supplemented / s.months_in_year,
    ends=_last_day,
    driver=Driver("market_supplement", "Market supplement", "pay above a post's grade, until a stated date"),
)
