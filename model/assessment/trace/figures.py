"""Every figure that can be traced, by key: the named quantities of page one, and each record of ``results.json``."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from model.assessment.assess import Assessment
from model.assessment.quantities import ONE_OFF
from model.assessment.structures import PUBLISHED_BASIS
from model.assessment.trace.budgets import FUND, NON_PAY, BudgetSteps
from model.assessment.trace.once import OnceSteps
from model.assessment.trace.prices import FundingSteps, PriceSteps
from model.assessment.trace.step import Step
from model.assessment.trace.timeline import CostSteps
from model.base.financial_year import FinancialYear
from model.base.quantity import CostOf, Quantity
from model.base.stated import stated
from model.buy_back.funding_test import PUBLISHED
from model.cost.costed import EFFECTS, TIMELINES
from model.cost.elements import TOTAL

Key = tuple[str, str, str, str]
"""A record's structure, basis, year and element."""


@dataclass(frozen=True)
class Figures:
    """The figures of an assessment, each traced when asked for. Not for a public one, whose figures are rounded."""

    of: Assessment

    @cached_property
    def _costs(self) -> dict[tuple[str, bool], CostSteps]:
        return {}

    def costs(self, basis: str, *, filled: bool = False) -> CostSteps:
        """The steps of costs on a basis. With ``filled``, no present post is held vacant."""
        if (basis, filled) not in self._costs:
            costed = stated(self.of.filled, "posts filled") if filled else self.of.costed
            self._costs[basis, filled] = CostSteps(costed, basis)
        return self._costs[basis, filled]

    @property
    def _basis(self) -> str:
        return self.of.scenario.costing.basis

    @cached_property
    def budgets(self) -> BudgetSteps:
        """The steps of funds and the budget."""
        return BudgetSteps(self.costs(self._basis))

    @cached_property
    def once(self) -> OnceSteps:
        """The steps of one-off costs."""
        return OnceSteps(stated(self.of.transition, "one-off costs"), self.costs(self._basis))

    @cached_property
    def prices(self) -> PriceSteps:
        """The steps of prices and the account."""
        return PriceSteps(stated(self.of.traded, "customers"), self.budgets)

    @cached_property
    def records(self) -> dict[Key, float]:
        """Each record of ``results.json``, by key, with its amount."""
        return {key_of(record): record["amount"] for record in json.loads(self.of.results)}

    def quantity(self, key: str) -> Step:
        """The trace of a named quantity. Raises KeyError for any other key."""
        quantity = self.of.quantities[key]
        if quantity.made_of:
            return self._sum_of(quantity)
        return self.once.total() if quantity.name == ONE_OFF else self.prices.story(key)

    def _sum_of(self, quantity: Quantity) -> Step:
        parts = [self._cost_of(part) for part in quantity.made_of]
        if len(parts) == 1 and parts[0].counts == 1:
            return replace(parts[0], name=quantity.name)
        return Step(quantity.name, quantity.amount, opened=lambda: parts)

    def _cost_of(self, part: CostOf) -> Step:
        costs = self.costs(part.basis, filled=part.filled)
        step = costs.timeline(part.timeline, part.year, posts=part.posts, without=part.without)
        return step.less if part.counts < 0 else step

    def record(self, key: Key) -> Step:
        """The trace of a record of ``results.json``. Raises KeyError for one that is not there."""
        if key not in self.records:
            raise KeyError(key)
        structure, basis, year, element = key
        if structure in (*TIMELINES, *EFFECTS):
            return self.costs(basis).figure(structure, FinancialYear.parse(year), element)
        return self._beside[structure](basis, FinancialYear.parse(year), element)

    @cached_property
    def _beside(self) -> Mapping[str, Callable[[str, FinancialYear, str], Step]]:
        """For each structure other than timelines and effects, the function that traces a record of it."""
        total = {TOTAL: ""}
        ways: dict[str, Callable[[str, FinancialYear, str], Step]] = {
            "one_off": lambda basis, year, kind: self.once.in_year(
                year, "kind" if kind != TOTAL else "", total.get(kind, kind)
            ),
            "one_off_fund": lambda basis, year, fund: self.once.in_year(year, "funded_by", fund),
            "one_off_paid": lambda basis, year, _: self.once.in_year(year, paid=True),
            "saving": lambda basis, year, element: self.once.saved(year, element),
            "buy_back": self._buy_back,
            "trading": lambda basis, year, element: self.prices.account(year, element),
            "price_story": lambda basis, year, key: self.prices.story(key),
            "below_grade": self._below_grade,
            "term_time_posts": self._variant,
        }
        for which in ("do_nothing", "proposal", "effect"):
            ways[FUND + which] = lambda b, year, fund, which=which: self.budgets.fund(which, year, fund)
            ways[NON_PAY + which] = lambda b, year, kind, which=which: self.budgets.non_pay(which, year, kind)
        for name in ("budget", "virements", "actuals", "plan_left", "outturn", "variance"):
            ways[name] = lambda basis, year, line, name=name: self.budgets.line(name, line)
        for name in ("price_now", "price_new"):
            ways[name] = lambda basis, year, label, name=name: self.prices.listed(name, label)
        for end in ("lowest", "current", "highest", "drift"):
            ways[f"linked_{end}"] = lambda basis, year, post, end=end: self._linked(end, post)
        for effect in EFFECTS:
            ways[f"phase_{effect}"] = lambda basis, year, phase, effect=effect: self._phase(effect, year, phase)
        return ways

    def _buy_back(self, basis: str, year: FinancialYear, element: str) -> Step:
        published = basis == PUBLISHED_BASIS
        [test] = [one for one in self.of.buy_backs if (one.rests_on == PUBLISHED) == published]
        return FundingSteps(test, self.costs(self._basis)).figure(element)

    def _phase(self, structure: str, year: FinancialYear, phase: str) -> Step:
        [effect] = [one for one in self.of.phases if one.phase.id == phase]
        full = structure == "full_year_effect"
        made_of = effect.in_full(self._basis, year) if full else effect.in_year(self._basis, year)
        amount = effect.full_year if full else effect.in_years[self.of.costed.years.index(year)]
        parts = [self._cost_of(part) for part in made_of]
        return Step(f"{effect.phase.title}, {EFFECTS[structure][0].lower()}, {year}", amount, opened=lambda: parts)

    def _below_grade(self, basis: str, year: FinancialYear, element: str) -> Step:
        saving = stated(self.of.timed_saving, "posts below their grade")
        own, paid, saved = saving.in_year(year)
        posts = frozenset(path.post for path in saving.paths)
        if element == "saved":
            parts = self._below_grade(basis, year, "at_own_grade"), self._below_grade(basis, year, "as_paid").less
            return Step(f"Saved for a time, {year}", saved, opened=lambda: parts)
        if element == "as_paid":
            return self._named(f"As paid, {year}", paid, self.costs(basis), "proposal", year, posts)
        return self._named(
            f"At their own grade, {year}", own, CostSteps(saving.at_once, basis), "proposal", year, posts
        )

    def _variant(self, basis: str, year: FinancialYear, name: str) -> Step:
        [one] = [one for one in stated(self.of.variants, "variants").weeks if one.name == name]
        posts = frozenset(post.id for post in self.of.scenario.proposed if post.weeks is not None)
        return self._named(f"Term-time posts, {name}", one.cost, CostSteps(one.costed, basis), "proposed", year, posts)

    def _linked(self, end: str, post: str) -> Step:
        of = stated(self.of.variants, "variants")
        if end == "drift":
            parts = self._linked("highest", post), self._linked("current", post).less
            [one] = [one for one in of.bands if one.post == post]
            return Step(f"{one.name}: highest band less the current", one.drift, opened=lambda: parts)
        [one] = [one for one in of.bands if one.post == post]
        posts = frozenset(band.post for band in of.bands) if post == "all" else frozenset((post,))
        costs, year = CostSteps(one.costed[end], of.basis), self.of.costed.year_of_change
        return self._named(f"{one.name}, {end} band", getattr(one, end), costs, "proposed", year, posts)

    @staticmethod
    def _named(
        name: str, amount: float, costs: CostSteps, timeline: str, year: FinancialYear, posts: frozenset[str]
    ) -> Step:
        parts = costs.timeline(timeline, year, posts=posts)
        return Step(name, amount, opened=lambda: parts.parts)


def key_of(record: Mapping[str, Any]) -> Key:
    """What identifies a record."""
    return record["structure"], record["basis"], record["year"], record["element"]
