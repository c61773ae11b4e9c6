"""Unsettled pay awards that the figures depend on: what each award is, and what a higher one would cost."""

from dataclasses import dataclass, replace
from datetime import date
from typing import TypeVar

from model.base.faults import listed
from model.base.financial_year import FinancialYear, in_words
from model.base.money import percentage, pounds
from model.cost.costed import CostedScenario, cost_scenario
from model.cost.what_if import Moved, with_moved
from model.rates.award_offers import Offer
from model.rates.tables import Rates
from model.schema.sections.awards import Award
from model.schema.sections.pay_structures import PayStructure
from model.schema.sections.rates import PayTerms

Terms = TypeVar("Terms", PayTerms, PayStructure)
POINT = 0.01
"""One percentage point of an award: a hundredth of the pay before the award."""


@dataclass(frozen=True)
class OpenAward:
    """An award that is not settled: its day, how firm it is, how much it is, and who says so.

    ``point`` says in words how much higher the award is tested. ``costs`` is what the higher award adds to the
    proposal, £, in each year shown from the year of ``day``.
    """

    day: date
    standing: str
    amount: str
    source: str
    point: str
    costs: tuple[tuple[FinancialYear, float], ...]
    structure: str = ""
    """The further pay structure that the award is for; empty for the team's own."""

    @property
    def said(self) -> str:
        """The award in words, as page one prints it. ``point`` is costed in the first year and first whole year."""
        [(year, cost), *later] = self.costs
        part_of_year = later and self.day > year.first_day
        costs = [f"{pounds(cost)} in {year}" for year, cost in ((year, cost), *later[: 1 if part_of_year else 0])]
        pay = f"{self.structure} pay" if self.structure else "pay"
        return (
            f"{pay} from {in_words(self.day)} depends on {self.amount} that is {self.standing} and not settled. "
            f"{self.point} more or less changes the cost of these posts by {listed(costs, 'and')}"
        )


def open_awards(costed: CostedScenario, rates: Rates) -> tuple[OpenAward, ...]:
    """Every unsettled award that counts in the years shown, for each spine of the scenario, in order of its day.

    Such an award is an offer in the table of awards, or one that the scenario states and does not call settled.
    """
    structures = {own.spine: own.name for own in reversed(costed.scenario.pay_structures)}
    spines = {**structures, costed.scenario.pay.spine: ""}
    first, last = costed.book.months.first.first_day, costed.book.months.last.last_day
    offers = [
        OpenAward(
            offer.effective_from,
            "offered",
            f"an award of {percentage(offer.value)}",
            offer.source,
            "A percentage point",
            _costs(costed, offer.effective_from, _with_offer(costed, rates, offer)),
            spines[offer.spine],
        )
        for offer in rates.offers
        if offer.spine in spines and first <= offer.effective_from <= last
    ]
    stated = [
        OpenAward(
            award.from_,
            award.standing,
            _how_much(award),
            award.reason,
            "One per cent of pay" if award.percent is None else "A percentage point",
            _costs(costed, award.from_, _with_award(costed, rates, award, name)),
            name or "",
        )
        for name, awards in (
            (None, costed.scenario.pay.awards),
            *((own.name, own.awards) for own in costed.scenario.pay_structures),
        )
        for award in awards
        if award.is_open(first, last)
    ]
    return tuple(sorted([*offers, *stated], key=lambda award: award.day))


def _with_offer(costed: CostedScenario, rates: Rates, offer: Offer) -> CostedScenario:
    """The scenario costed with an offer one percentage point higher, on every pay structure of the offer's spine."""
    share = POINT / (1 + offer.value)
    if not costed.scenario.pay_structures:
        return with_moved(costed, Moved(award=share, award_from=offer.effective_from))
    table = rates.spines
    raised = (
        replace(row, value=row.value * (1 + share))
        for row in table.rows
        if row.name == offer.spine and row.effective_from >= offer.effective_from
    )
    return cost_scenario(costed.scenario, rates.replace(spines=table.with_rows(raised)))


def _with_award(costed: CostedScenario, rates: Rates, award: Award, structure: str | None) -> CostedScenario:
    """The scenario costed with one of its awards a point higher. ``structure`` is None for the team's own pay."""
    scenario = costed.scenario
    if not scenario.pay_structures:
        return with_moved(costed, Moved(award=POINT / (1 + (award.percent or 0.0)), award_from=award.from_))

    def more(stated: Terms) -> Terms:
        awards = (award.a_point_more() if each == award else each for each in stated.awards)
        return stated.model_copy(update={"awards": tuple(awards)})

    structures = tuple(more(own) if own.name == structure else own for own in scenario.pay_structures)
    changed = {"pay_structures": structures} if structure else {"pay": more(scenario.pay)}
    return cost_scenario(scenario.model_copy(update=changed), rates)


def _costs(costed: CostedScenario, day: date, more: CostedScenario) -> tuple[tuple[FinancialYear, float], ...]:
    """What a higher award adds to the proposal on the headline's basis, £ by year shown, from the year of ``day``."""
    basis = costed.scenario.costing.basis
    return tuple(
        (year, more.amount("proposal", basis, year) - costed.amount("proposal", basis, year))
        for year in costed.years
        if year.last_day >= day
    )


def _how_much(award: Award) -> str:
    if award.by_point:
        return "an award point by point"
    much = percentage(award.percent or 0.0) if award.flat is None else pounds(award.flat)
    return f"an award of {much}"
