"""Traces the records of ``results.json`` that are neither timelines nor effects."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property, partial
from typing import Protocol

from model.assessment.assess import Assessment
from model.assessment.structures import PUBLISHED_BASIS
from model.assessment.trace.budgets import BudgetSteps
from model.assessment.trace.once import OnceSteps
from model.assessment.trace.prices import FundingSteps, PriceSteps
from model.assessment.trace.step import Step
from model.assessment.trace.timeline import CostSteps
from model.base.figure_of import CostOf
from model.base.financial_year import FinancialYear
from model.base.stated import stated
from model.buy_back.funding_test import PUBLISHED
from model.cost.costed import EFFECTS
from model.cost.elements import TOTAL

Way = Callable[[str, FinancialYear, str], Step]
"""A function that traces a record, given its basis, year and element."""
LINES = ("budget", "virements", "actuals", "plan_left", "outturn", "variance")
BANDS = ("lowest", "current", "highest", "drift")


class Steps(Protocol):
    """What the records are traced with: :class:`model.assessment.trace.figures.Figures`."""

    @property
    def of(self) -> Assessment:
        """The assessment."""
        ...

    @property
    def basis(self) -> str:
        """The costing basis of the headline."""
        ...

    @cached_property
    def budgets(self) -> BudgetSteps:
        """The steps of funds and the budget."""
        ...

    @cached_property
    def once(self) -> OnceSteps:
        """The steps of one-off costs."""
        ...

    @cached_property
    def prices(self) -> PriceSteps:
        """The steps of prices and the trading account."""
        ...

    def costs(self, basis: str, *, filled: bool = False) -> CostSteps:
        """The steps of costs on a basis."""
        ...

    def cost(self, of: CostOf) -> Step:
        """What posts cost in a year."""
        ...


@dataclass(frozen=True)
class Beside:
    """Traces any record that is neither a timeline nor an effect."""

    figures: Steps

    @cached_property
    def ways(self) -> Mapping[str, Way]:
        """The function that traces the records of each structure, by structure.

        A test compares the keys with :mod:`model.assessment.structures`.
        """
        ways: dict[str, Way] = {
            "one_off": self._one_off,
            "one_off_fund": lambda _, year, fund: self.figures.once.in_year(year, "funded_by", fund),
            "one_off_paid": lambda _, year, __: self.figures.once.in_year(year, paid=True),
            "saving": lambda _, year, element: self.figures.once.saved(year, element),
            "buy_back": self._buy_back,
            "trading": lambda _, year, element: self.figures.prices.account(year, element),
            "price_story": lambda _, __, key: self.figures.prices.story(key),
            "below_grade": self._below_grade,
            "term_time_posts": self._variant,
        }
        ways |= {f"fund_{which}": partial(self._fund, which) for which in ("do_nothing", "proposal", "effect")}
        ways |= {f"non_pay_{which}": partial(self._non_pay, which) for which in ("do_nothing", "proposal", "effect")}
        ways |= {name: partial(self._line, name) for name in LINES}
        ways |= {name: partial(self._price, name) for name in ("price_now", "price_new")}
        ways |= {f"linked_{band}": partial(self._linked, band) for band in BANDS}
        return ways | {f"phase_{effect}": partial(self._phase, effect) for effect in EFFECTS}

    def _one_off(self, _: str, year: FinancialYear, kind: str) -> Step:
        once = self.figures.once
        return once.in_year(year) if kind == TOTAL else once.in_year(year, "kind", kind)

    def _fund(self, which: str, _: str, year: FinancialYear, fund: str) -> Step:
        return self.figures.budgets.fund(which, year, fund)

    def _non_pay(self, which: str, _: str, year: FinancialYear, kind: str) -> Step:
        return self.figures.budgets.non_pay(which, year, kind)

    def _line(self, name: str, _: str, __: FinancialYear, line: str) -> Step:
        return self.figures.budgets.line(name, line)

    def _price(self, name: str, _: str, __: FinancialYear, label: str) -> Step:
        return self.figures.prices.listed(name, label)

    def _buy_back(self, basis: str, _: FinancialYear, element: str) -> Step:
        published = basis == PUBLISHED_BASIS
        [test] = [one for one in self.figures.of.buy_backs if (one.rests_on == PUBLISHED) == published]
        return FundingSteps(test, self.figures.costs(self.figures.basis)).figure(element)

    def _phase(self, structure: str, _: str, year: FinancialYear, phase: str) -> Step:
        of, basis = self.figures.of, self.figures.basis
        [effect] = [one for one in of.phases if one.phase.id == phase]
        if structure == "full_year_effect":
            amount, made_of = effect.full_year, effect.in_full(basis, year)
        else:
            amount, made_of = effect.in_years[of.costed.years.index(year)], effect.in_year(basis, year)
        parts = [self.figures.cost(part) for part in made_of]
        return Step(f"{effect.phase.title}, {EFFECTS[structure][0].lower()}, {year}", amount, opened=lambda: parts)

    def _below_grade(self, basis: str, year: FinancialYear, element: str) -> Step:
        saving = stated(self.figures.of.timed_saving, "posts below their grade")
        own, paid, saved = saving.in_year(year)
        of = CostOf("proposal", basis, year, posts=frozenset(path.post for path in saving.paths))
        if element == "saved":
            parts = self._below_grade(basis, year, "at_own_grade"), self._below_grade(basis, year, "as_paid").less
            return Step(f"Saved for a time, {year}", saved, opened=lambda: parts)
        if element == "as_paid":
            return _of_posts(f"As paid, {year}", paid, self.figures.costs(basis), of)
        return _of_posts(f"At their own grade, {year}", own, CostSteps(saving.at_once, basis), of)

    def _variant(self, basis: str, year: FinancialYear, name: str) -> Step:
        of = self.figures.of
        [weeks] = [one for one in stated(of.variants, "variants").weeks if one.name == name]
        posts = frozenset(post.id for post in of.scenario.proposed if post.weeks is not None)
        cost = CostOf("proposed", basis, year, posts=posts)
        return _of_posts(f"Term-time posts, {name}", weeks.cost, CostSteps(weeks.costed, basis), cost)

    def _linked(self, band: str, basis: str, year: FinancialYear, post: str) -> Step:
        variants = stated(self.figures.of.variants, "variants")
        [linked] = [one for one in variants.bands if one.post == post]
        if band == "drift":
            parts = self._linked("highest", basis, year, post), self._linked("current", basis, year, post).less
            return Step(f"{linked.name}: highest band less the current", linked.drift, opened=lambda: parts)
        posts = frozenset(one.post for one in variants.bands) if post == "all" else frozenset((post,))
        costs = CostSteps(linked.costed[band], variants.basis)
        cost = CostOf("proposed", basis, year, posts=posts)
        return _of_posts(f"{linked.name}, {band} band", getattr(linked, band), costs, cost)


def _of_posts(name: str, amount: float, costs: CostSteps, of: CostOf) -> Step:
    """What some posts cost, on terms other than the scenario's own."""
    cost = costs.timeline(of.timeline, of.year, posts=of.posts)
    return Step(name, amount, opened=lambda: cost.parts)
