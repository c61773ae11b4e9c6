"""Pay awards that the figures rest on and that are not settled: offered, or assumed by the scenario."""

from dataclasses import dataclass
from datetime import date

from model.base.financial_year import in_words
from model.cost.costed import CostedScenario
from model.rates.tables import Rates


@dataclass(frozen=True)
class OpenAward:
    """An award that is not settled: from which day it counts, how firm it is, how much it is, and on whose word."""

    day: date
    standing: str
    amount: str
    source: str

    @property
    def said(self) -> str:
        """The award in words, as page one names it."""
        return f"pay from {in_words(self.day)} rests on {self.amount} that is {self.standing} and not settled"


def open_awards(costed: CostedScenario, rates: Rates) -> tuple[OpenAward, ...]:
    """Every award of the scenario's spine that falls in the years shown and is not settled, in order of its day.

    One that a rate table holds as an offer, and one that the scenario itself states as assumed or offered.
    """
    pay, months = costed.scenario.pay, costed.book.months
    first, last = months.first.first_day, months.last.last_day
    offers = [
        OpenAward(offer.effective_from, "offered", f"an award of {offer.value:.1%}", offer.source)
        for offer in rates.offers
        if offer.spine == pay.spine and first <= offer.effective_from <= last
    ]
    stated = [
        OpenAward(award.from_, award.standing, _how_much(award), award.reason)
        for award in pay.awards
        if award.standing != "settled" and award.from_ <= last and award.to >= first
    ]
    return tuple(sorted([*offers, *stated], key=lambda award: award.day))


def _how_much(award) -> str:
    if award.by_point:
        return "an award point by point"
    return f"an award of {award.percent:.2%}" if award.flat is None else f"an award of £{award.flat:,.0f}"
