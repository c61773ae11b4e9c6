"""Traces one-off costs and savings to the people concerned, the arithmetic, and the sums that the scenario states."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np

from model.assessment.trace.rates_of import ni_terms_on
from model.assessment.trace.step import HALF_A_PENNY, Step, ended, stated_sum, total_of
from model.assessment.trace.timeline import CostSteps
from model.assessment.trace.worked import Worked, factor, money, share
from model.assessment.trace.workings import due_on
from model.base.financial_year import FinancialYear
from model.budget.leaving import Leaving
from model.budget.transition import Transition
from model.pay.one_off import OneOff
from model.pay.redundancy import RedundancyTerms
from model.rates.tables import Rate

CLASS_1A, MOST_WEEKS = "class_1a_rate", "max_discretionary_weeks"
NOT_SHOWN = "by the council's terms and the limits of the law together"


@dataclass(frozen=True)
class OnceSteps:
    """Traces of the one-off costs of a change, on the terms of the scenario."""

    of: Transition
    costs: CostSteps

    def total(self) -> Step:
        """Every one-off cost, by year."""
        years = [self.in_year(year) for year in self.of.years]
        return Step("One-off cost of the change", self.of.total, opened=lambda: years)

    def in_year(self, year: FinancialYear, heading: str = "", name: str = "", *, paid: bool = False) -> Step:
        """One-off costs charged or paid in a year: those of a kind or fund (``heading``, ``name``), or all of them."""
        costs = [
            _cost(leaving, cost, self._terms(leaving), self._ni_of(leaving))
            for leaving, cost in self._each()
            if (cost.year_paid if paid else cost.year) == year and (not heading or getattr(cost, heading) == name)
        ]
        named = f"One-off cost {'paid' if paid else 'charged'} in {year}{f': {name}' if name else ''}"
        return total_of(named, costs)

    def saved(self, year: FinancialYear, element: str) -> Step:
        """A saving: in the year alone, or from the first year shown to this one, gross or net of one-off costs."""
        of, last = self.of, self.of.years.index(year)
        years = [year] if element == "in_the_year" else of.years[: last + 1]
        parts = [self.costs.figure("part_year_effect", shown).less for shown in years]
        if element == "cumulative_net":
            parts += [self.in_year(shown).less for shown in years]
        savings = {"in_the_year": of.saving, "cumulative_gross": of.savings.gross, "cumulative_net": of.savings.net}
        named = f"Saving, {element.replace('_', ' ')}, {year}"
        return Step(named, float(savings[element][last]), opened=lambda: parts)

    def cost(self, number: int) -> Step:
        """The one-off cost with this number, counted from 0, in :meth:`~model.budget.transition.Transition.each`."""
        [(leaving, cost)] = [found for nth, found in enumerate(self._each()) if nth == number]
        return _cost(leaving, cost, self._terms(leaving), self._ni_of(leaving))

    def _each(self) -> Iterator[tuple[Leaving | None, OneOff]]:
        for leaving in self.of.leaving:
            yield from ((leaving, cost) for cost in leaving.one_offs)
        yield from ((None, cost) for cost in self.of.other)

    def _ni_of(self, leaving: Leaving | None) -> Iterator[Rate]:
        """The rates of National Insurance on the pay day of a payment to a leaver; empty where there is no leaver."""
        if leaving is not None:
            months, paid = self.costs.costed.book.months, np.datetime64(leaving.leaver.day_paid)
            number = min(int(np.searchsorted(months.pay_days, paid)), len(months) - 1)
            yield from ni_terms_on(self.costs.costed.book.rates_read, months.pay_days[number].item())

    def _terms(self, leaving: Leaving | None) -> RedundancyTerms | None:
        section = self.costs.costed.scenario.one_off
        return section.terms_for(leaving.leaver.kind) if section and leaving else None


def _cost(leaving: Leaving | None, cost: OneOff, terms: RedundancyTerms | None, ni: Iterable[Rate]) -> Step:
    if leaving is None or terms is None:
        return stated_sum(cost.label, cost.amount, "one_off, other", f"funded by {cost.funded_by}")
    worked = _worked(leaving, cost, terms)
    name, source = f"{cost.label}, {leaving.leaver.who}", f"one_off, leavers: {leaving.leaver.source}"
    if worked is None:
        return Step(name, cost.amount, source=source, exempt=True)
    of_kind = {"redundancy": leaving.rates, "class_1a": leaving.rates, "employer_ni_on_notice": tuple(ni)}
    rates = of_kind.get(cost.kind, ())
    if abs(worked.value - cost.amount) >= HALF_A_PENNY:
        return Step(name, cost.amount, note=NOT_SHOWN, source=source, rates=rates, exempt=True)
    return ended(name, cost.amount, worked, rates=rates, exempt=True)


def _worked(leaving: Leaving, cost: OneOff, terms: RedundancyTerms) -> Worked | None:
    """The arithmetic of a one-off cost; None where the scenario states the cost as a sum."""
    leaver, redundancy = leaving.leaver, leaving.redundancy
    match cost.kind:
        case "redundancy":
            return _redundancy(leaving, terms)
        case "class_1a":
            [rate] = [rate.value for rate in redundancy.rates if rate.name == CLASS_1A]
            paid = money(redundancy.total) + money(leaver.settlement)
            return share(rate) * (paid - money(redundancy.tax_free))
        case "notice_pay":
            return money(leaver.pay_in_week) * factor(leaver.notice_weeks)
        case "untaken_leave":
            return money(leaver.pay_in_year) / factor(leaver.working_days) * factor(leaver.untaken_leave_days)
        case "employer_ni_on_notice":
            of = leaving.insured
            both, alone = (due_on(of.terms, pay, pay if of.in_lgps else 0.0) for pay in (of.paid + of.on_top, of.paid))
            return both - alone
    return None


def _redundancy(leaving: Leaving, terms: RedundancyTerms) -> Worked | None:
    """The arithmetic of redundancy pay: statutory, the council's own, or both.

    None where none of these gives the sum paid.
    """
    weeks, capped = factor(leaving.redundancy.weeks), money(leaving.redundancy.capped_weekly_pay)
    own = money(leaving.leaver.pay_in_week) if terms.use_actual_weeks_pay else capped
    most = next((rate.value for rate in leaving.redundancy.rates if rate.name == MOST_WEEKS), 0.0)
    multiplied = weeks * factor(terms.multiplier) * own
    ways = (
        weeks * capped,
        multiplied,
        factor(terms.max_weeks if terms.max_weeks is not None else most) * own,
        weeks * capped + multiplied,
    )
    return next((way for way in ways if abs(way.value - leaving.redundancy.total) < HALF_A_PENNY), None)
