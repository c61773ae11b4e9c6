"""Reconciliation: how near the listed posts come to the published figures, and which declared hypotheses come near.

Every combination of the hypotheses that the scenario file declares is tried, and no other. The combinations are ranked
by the largest difference from the published figures: both totals, one of them, or the change alone. Where several
combinations come near, none of them is proved. A published figure that the listed posts can't reach keeps its residual.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from model.base.money import pounds
from model.cost.costed import CostedScenario
from model.explain.combinations import combinations
from model.rates.tables import Rates
from model.schema.sections.hypotheses_of_cost import Tried
from model.schema.sections.scenario import Scenario

SIDES = ("present", "proposed", "change")
"""The figures that may be published: both totals and the change between them."""


@dataclass(frozen=True)
class Published:
    """The published figures, £ a year; NaN for a figure that is not stated and does not follow from the others."""

    present: float
    proposed: float
    change: float

    @classmethod
    def of(cls, scenario: Scenario) -> "Published":
        """The published figures of a scenario. Where two are stated, the third follows from them."""
        present, proposed, change = (
            math.nan if amount is None else amount
            for amount in map(scenario.published_amount, ("present_cost", "proposed_cost", "change"))
        )
        present, proposed = _or(present, proposed - change), _or(proposed, present + change)
        return cls(present, proposed, _or(proposed - present, change))

    @property
    def stated(self) -> tuple[str, ...]:
        """The keys of the figures that are known: ``present``, ``proposed``, ``change``."""
        return tuple(side for side in SIDES if not math.isnan(getattr(self, side)))

    @property
    def compared(self) -> tuple[str, ...]:
        """The figures that combinations are ranked by: the totals that are known, or the change where no total is."""
        return tuple(side for side in self.stated if side != "change") or self.stated

    @property
    def name(self) -> str:
        """The figures compared, in words: ``both published totals``, ``the published change``."""
        if self.totals:
            return "both published totals"
        return " and ".join(f"the published {side}" + (" total" if side != "change" else "") for side in self.compared)

    @property
    def in_words(self) -> str:
        """The amounts compared, in words: ``£444,090 and £458,360``; for the change alone, ``change of +£14,270``."""
        if self.totals:
            return f"{pounds(self.present)} and {pounds(self.proposed)}"
        [side] = self.compared
        if side == "change":
            return f"change of {pounds(self.change, signed=True)}"
        return f"{side} total of {pounds(getattr(self, side))}"

    @property
    def totals(self) -> bool:
        """Whether both totals are known."""
        return not math.isnan(self.present + self.proposed)


def _or(amount: float, otherwise: float) -> float:
    return otherwise if math.isnan(amount) else amount


@dataclass(frozen=True)
class Compared:
    """What both structures cost, £ a year, and what is published."""

    published: Published
    present: float
    proposed: float

    @property
    def change(self) -> float:
        """What the proposed structure costs, less what the present one costs, £ a year."""
        return self.proposed - self.present

    @property
    def present_residual(self) -> float:
        """The published present total less the computed one, £; NaN where it is not published."""
        return self.published.present - self.present

    @property
    def proposed_residual(self) -> float:
        """The published proposed total less the computed one, £; NaN where it is not published."""
        return self.published.proposed - self.proposed

    @property
    def change_residual(self) -> float:
        """The published change less the computed one, £; NaN where no change is published.

        A post that is left out of both structures does not affect this residual.
        """
        return self.published.change - self.change

    @cached_property
    def distance(self) -> float:
        """The larger residual of the totals, or that of the change where no total is known: £, without its sign."""
        return max(abs(self.left(side)) for side in self.published.compared)

    def left(self, side: str) -> float:
        """The residual of ``present``, ``proposed`` or ``change``, £."""
        return getattr(self, f"{side}_residual")

    def is_within(self, tolerance: float) -> bool:
        """Whether each figure compared is met within the tolerance."""
        return self.distance <= tolerance


@dataclass(frozen=True)
class Listed(Compared):
    """The listed posts on one basis, as the model costs them."""

    basis: str


@dataclass(frozen=True)
class Attempt(Compared):
    """One combination: the hypothesis tried from each list, by the list's key, and the point of the unlisted post."""

    tried: Mapping[str, Tried]
    point: int | None = None

    def use(self, kind: str) -> object:
        """The value tried from a list of hypotheses; None where none is tried."""
        return self.tried[kind].use if kind in self.tried else None

    def label(self, kind: str) -> str:
        """The hypothesis tried from a list, as a table shows it; a dash where none is tried."""
        if kind not in self.tried:
            return "\u2013"
        return self.tried[kind].label + (f" at {self.point}" if kind == "unlisted_post" and self.point else "")


@dataclass(frozen=True)
class Reconciled:
    """The listed posts on each basis as the model costs them, and every attempt, nearest first."""

    costed: CostedScenario
    rates: Rates
    published: Published
    tolerance: float
    listed: tuple[Listed, ...]

    @cached_property
    def attempts(self) -> tuple[Attempt, ...]:
        """Each combination of the declared hypotheses, nearest first; worked out on demand: there may be a thousand."""
        found = (Attempt(self.published, *made) for made in combinations(self.costed, self.rates))
        return tuple(sorted(found, key=lambda attempt: attempt.distance))

    def near(self, *sides: str) -> int:
        """How many attempts are within the tolerance of every figure named: ``present``, ``proposed``, ``change``."""
        return sum(all(abs(attempt.left(side)) <= self.tolerance for side in sides) for attempt in self.attempts)

    def listed_on(self, basis: str) -> Listed:
        """The listed posts on one basis."""
        return next(line for line in self.listed if line.basis == basis)


def reconcile(costed: CostedScenario, rates: Rates) -> Reconciled | None:
    """The model's figures beside the published ones; None where the scenario states no published figure."""
    published, declared, year = Published.of(costed.scenario), costed.scenario.reconcile, costed.year_of_change
    if not published.stated:
        return None
    listed = tuple(
        Listed(published, costed.amount("do_nothing", basis, year), costed.amount("proposed", basis, year), basis)
        for basis in costed.bases
    )
    return Reconciled(costed, rates, published, declared.tolerance if declared else 0.0, listed)
