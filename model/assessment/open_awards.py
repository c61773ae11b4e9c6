"""Pay awards that the figures rest on and that are not settled: what each is, and what another would cost."""

from dataclasses import dataclass
from datetime import date

from model.base.faults import listed
from model.base.financial_year import FinancialYear, in_words
from model.base.money import pounds
from model.cost.costed import CostedScenario
from model.cost.what_if import Moved, with_moved
from model.rates.tables import Rates
from model.schema.sections.awards import Award

POINT = 0.01
"""One percentage point of an award: a hundredth of pay before it."""


@dataclass(frozen=True)
class OpenAward:
    """An award that is not settled: from which day it counts, how firm it is, how much it is, and on whose word.

    ``point`` is what is moved, in words; ``costs`` what that costs with the proposal, £ in each year shown in which the
    award counts.
    """

    day: date
    standing: str
    amount: str
    source: str
    point: str
    costs: tuple[tuple[FinancialYear, float], ...]

    @property
    def said(self) -> str:
        """The award in words, as page one names it: with the first year in which it counts and the first whole one."""
        [(year, cost), *later] = self.costs
        part_of_year = later and self.day > year.first_day
        costs = [f"{pounds(cost)} in {year}" for year, cost in ((year, cost), *later[: 1 if part_of_year else 0])]
        return (
            f"pay from {in_words(self.day)} rests on {self.amount} that is {self.standing} and not settled. "
            f"{self.point} more or less moves the cost of these posts by {listed(costs, 'and')}"
        )


def open_awards(costed: CostedScenario, rates: Rates) -> tuple[OpenAward, ...]:
    """Every award of the scenario's spine that counts in the years shown and is not settled, in order of its day.

    One that a rate table holds as an offer, and one that the scenario itself states and that is not settled.
    """
    pay, months = costed.scenario.pay, costed.book.months
    first, last = months.first.first_day, months.last.last_day
    offers = [
        OpenAward(
            offer.effective_from,
            "offered",
            f"an award of {offer.value:.1%}",
            offer.source,
            "A percentage point",
            _costs(costed, offer.effective_from, POINT / (1 + offer.value)),
        )
        for offer in rates.offers
        if offer.spine == pay.spine and first <= offer.effective_from <= last
    ]
    stated = [
        OpenAward(
            award.from_,
            award.standing,
            _how_much(award),
            award.reason,
            "One per cent of pay" if award.percent is None else "A percentage point",
            _costs(costed, award.from_, POINT / (1 + (award.percent or 0.0))),
        )
        for award in pay.awards
        if award.is_open(first, last)
    ]
    return tuple(sorted([*offers, *stated], key=lambda award: award.day))


def _costs(costed: CostedScenario, day: date, share: float) -> tuple[tuple[FinancialYear, float], ...]:
    """What a share of pay more from a day costs with the proposal, on the headline's basis, by year from that day."""
    basis, more = costed.scenario.costing.basis, with_moved(costed, Moved(award=share, award_from=day))
    return tuple(
        (year, more.amount("proposal", basis, year) - costed.amount("proposal", basis, year))
        for year in costed.years
        if year.last_day >= day
    )


def _how_much(award: Award) -> str:
    if award.by_point:
        return "an award point by point"
    return f"an award of {award.percent:.2%}" if award.flat is None else f"an award of {pounds(award.flat)}"
