"""Every figure that can be traced: named quantities, records of ``results.json``, and figures printed in tables."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from model.assessment.assess import Assessment
from model.assessment.quantities import ONE_OFF
from model.assessment.trace.beside import Beside
from model.assessment.trace.budgets import BudgetSteps
from model.assessment.trace.once import OnceSteps
from model.assessment.trace.prices import PriceSteps
from model.assessment.trace.step import Step, total_of
from model.assessment.trace.timeline import CostSteps
from model.assessment.trace.worked import factor
from model.base.figure_of import CostOf, FigureOf, OneOffOf, PartOf, RecordOf, SumOf
from model.base.financial_year import FinancialYear
from model.base.quantity import Quantity
from model.base.stated import stated
from model.buy_back.price_story import NOT_MET, not_met
from model.cost.costed import EFFECTS, TIMELINES


class NotTraced(LookupError):
    """There is no trace of a figure. The message names the figure."""


@dataclass(frozen=True)
class Figures:
    """The figures of an assessment, each traced when asked for."""

    of: Assessment

    @cached_property
    def _costs(self) -> dict[tuple[str, bool], CostSteps]:
        return {}

    def costs(self, basis: str, *, filled: bool = False) -> CostSteps:
        """Traces of costs on a basis. With ``filled``, no present post is held vacant."""
        if (basis, filled) not in self._costs:
            costed = stated(self.of.filled, "posts filled") if filled else self.of.costed
            self._costs[basis, filled] = CostSteps(costed, basis)
        return self._costs[basis, filled]

    @property
    def basis(self) -> str:
        """The costing basis of the headline."""
        return self.of.scenario.costing.basis

    @cached_property
    def budgets(self) -> BudgetSteps:
        """The steps of funds and the budget."""
        return BudgetSteps(self.costs(self.basis))

    @cached_property
    def once(self) -> OnceSteps:
        """The steps of one-off costs."""
        return OnceSteps(stated(self.of.transition, "one-off costs"), self.costs(self.basis))

    @cached_property
    def prices(self) -> PriceSteps:
        """The steps of prices and the trading account."""
        return PriceSteps(stated(self.of.traded, "customers"), self.budgets)

    @cached_property
    def records(self) -> dict[RecordOf, float]:
        """The amount of every record of ``results.json``, £."""
        return {record_of(record): record["amount"] for record in json.loads(self.of.results)}

    def figure(self, of: FigureOf, printed: float | None = None) -> Step:
        """How a figure was worked out. ``of`` says which figure it is, and ``printed`` is its amount in the table, £.

        A figure that does not come to ``printed`` is shown to disagree. Raises NotTraced where there is no trace.
        """
        step = self._figure(of)
        return step if printed is None else step.as_figure(printed / step.counts)

    def _figure(self, of: FigureOf) -> Step:
        match of:
            case str():
                return self.quantity(of)
            case RecordOf():
                return self.record(of)
            case CostOf():
                return self.cost(of)
            case OneOffOf(number):
                return self.once.cost(number)
            case SumOf(name, parts):
                return total_of(name, [_counting(self._figure(part), counts) for counts, part in parts])
            case PartOf(whole, name):
                found = [part for part in self._figure(whole).parts if part.name == name]
                if len(found) != 1:
                    raise NotTraced(f"No single step of {whole} is called {name!r}.")
                return found[0]

    def quantity(self, key: str) -> Step:
        """How a named quantity was worked out. Raises NotTraced where no quantity has the key."""
        quantity = self.named(key)
        return self._of_quantity(quantity).as_figure(quantity.amount, quantity.name)

    def named(self, key: str) -> Quantity:
        """The quantity with this key: a quantity of the assessment, or the cost that income does not meet.

        Raises NotTraced where no quantity has the key.
        """
        named = not_met(self.of.traded) if key == NOT_MET and self.of.traded else self.of.quantities.get(key)
        if named is None:
            raise NotTraced(f"No named figure has the key {key!r}.")
        return named

    def _of_quantity(self, quantity: Quantity) -> Step:
        if quantity.key == NOT_MET:
            return self.prices.not_met(quantity.amount)
        if not quantity.made_of:
            return self.once.total() if quantity.name == ONE_OFF else self.prices.story(quantity.key)
        parts = [self.cost(part) for part in quantity.made_of]
        if len(parts) == 1 and parts[0].counts == 1:
            return parts[0]
        return Step(quantity.name, quantity.amount, opened=lambda: parts)

    def cost(self, of: CostOf) -> Step:
        """How a cost of posts in a year was worked out. For a single post, the result is that post's own step."""
        costs = self.costs(of.basis, filled=of.filled)
        step = costs.timeline(of.timeline, of.year, of.element, of.posts, of.without)
        if of.posts is not None and len(of.posts) == 1 and len(step.parts) == 1:
            step = step.parts[0].as_figure(step.amount)
        return _counting(step, of.counts)

    def record(self, key: RecordOf) -> Step:
        """How a record of ``results.json`` was worked out. Raises NotTraced where there is no such record."""
        if key not in self.records:
            raise NotTraced(f"results.json has no record {', '.join(key)}.")
        structure, basis, year, element = key
        if structure in (*TIMELINES, *EFFECTS):
            step = self.costs(basis).figure(structure, FinancialYear.parse(year), element)
        else:
            step = self._beside.ways[structure](basis, FinancialYear.parse(year), element)
        return step.as_figure(self.records[key])

    @cached_property
    def _beside(self) -> Beside:
        return Beside(self)


def record_of(record: Mapping[str, Any]) -> RecordOf:
    """What identifies a record among the others."""
    return RecordOf(record["structure"], record["basis"], record["year"], record["element"])


def _counting(step: Step, counts: float) -> Step:
    """The step, with how often it counts in the step above it."""
    if counts in (1.0, -1.0):
        return step if counts > 0 else step.less
    return replace(step, counts=counts, counted=f"a share of 1 \u00f7 {factor(1 / counts).text} of")
