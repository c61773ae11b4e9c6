"""What each phase of a change costs or saves: in each year as it happens, and in a full year."""

from dataclasses import dataclass

from model.base.figure_of import CostOf
from model.base.financial_year import FinancialYear
from model.cost.costed import CostedScenario
from model.people.phases import Phase, phases


@dataclass(frozen=True)
class PhaseEffect:
    """One phase and its effect, £: ``in_years`` has each year shown, ``full_year`` is at the year of change's rates."""

    phase: Phase
    year: FinancialYear
    """The financial year in which the phase begins."""
    in_years: tuple[float, ...]
    full_year: float

    @property
    def ending(self) -> frozenset[str]:
        """The ids of the posts that end with the phase."""
        return frozenset(post.id for post in self.phase.ending)

    @property
    def starting(self) -> frozenset[str]:
        """The ids of the posts that start with the phase."""
        return frozenset(post.id for post in self.phase.starting)

    def in_year(self, basis: str, year: FinancialYear) -> tuple[CostOf, CostOf]:
        """The costs that add up to the phase's effect in a year."""
        after = CostOf("proposal", basis, year, posts=self.ending | self.starting)
        return after, CostOf("do_nothing", basis, year, -1.0, self.ending)

    def in_full(self, basis: str, change: FinancialYear) -> tuple[CostOf, CostOf]:
        """The costs that add up to the phase's effect in a full year, at the rates of the year of change."""
        return CostOf("proposed", basis, change, posts=self.starting), CostOf(
            "do_nothing", basis, change, -1.0, self.ending
        )


def phase_effects(costed: CostedScenario, basis: str) -> tuple[PhaseEffect, ...]:
    """The effect of each phase. The phases add up to the effect of the whole change.

    A phase's effect is what the posts that start or end with it cost in the proposal, less what they cost if nothing
    changed. Raises KeyError for a basis that is not costed.
    """
    years = len(costed.years)
    change = costed.years.index(costed.year_of_change)

    def of_posts(timeline: str, posts: list) -> list[float]:
        """What the posts cost in each year shown, £."""
        rows = [row for post in posts for row in costed.plans[timeline].rows_of.get(post.id, ())]
        return costed.amounts(timeline, basis)[rows].sum(axis=0).tolist() if rows else [0.0] * years

    effects = []
    for phase in phases(costed.scenario):
        before = of_posts("do_nothing", phase.ending)
        after = of_posts("proposal", [*phase.ending, *phase.starting])
        full_year = of_posts("proposed", phase.starting)[change] - before[change]
        in_years = tuple(then - now for then, now in zip(after, before, strict=True))
        effects.append(PhaseEffect(phase, FinancialYear.of(phase.day), in_years, full_year))
    return tuple(effects)
