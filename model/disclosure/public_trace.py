"""How the figures of the public papers come of figures that are not rounded: each ends with what rounding adds."""

from dataclasses import dataclass, replace
from functools import cached_property

from model.assessment.trace.figures import Figures
from model.assessment.trace.step import HALF_A_PENNY, Step, rounding
from model.base.figure_of import FigureOf, RecordOf
from model.base.money import pounds
from model.cost.costed import EFFECTS, TIMELINES
from model.disclosure.public_figures import PublicAssessment

WHOLE = {*TIMELINES, *EFFECTS}
"""Structures whose figures are totals, or the difference of two: rounding moves them by less than a step or two."""


@dataclass(frozen=True)
class PublicFigures(Figures):
    """The figures of the public papers, each traced from the public input as it is costed, and then rounded."""

    of: PublicAssessment

    @cached_property
    def _exact(self) -> Figures:
        return Figures(self.of.unrounded)

    def figure(self, of: FigureOf, printed: float | None = None) -> Step:
        """A figure, by what a table says that it is of; ``printed`` is what the table has, £. Raises NotTraced."""
        step = self._exact.figure(of)
        if printed is None:
            printed = self._known(of)
        return self._rounded(step, step.amount if printed is None else printed / step.counts)

    def _known(self, of: FigureOf) -> float | None:
        """What the public papers have for a named figure or a record; None for another."""
        if isinstance(of, str):
            return self.named(of).amount
        return self.records.get(of) if isinstance(of, RecordOf) else None

    def quantity(self, key: str) -> Step:
        """A named quantity, as it is printed in public. Raises NotTraced for a key that is none of them."""
        return self._rounded(self._exact.quantity(self.named(key).key), self.named(key).amount)

    def record(self, key: RecordOf) -> Step:
        """A record of the public results. Raises NotTraced for one that is not there."""
        return self.figure(key)

    def _rounded(self, exact: Step, amount: float) -> Step:
        """A figure and what rounding adds; several roundings add up where it is a sum of single posts."""
        added, step = amount - exact.amount, float(self.of.step)
        if abs(added) < HALF_A_PENNY:
            return exact
        note = f"public figures are in steps of {pounds(step)}"
        several = 2 if exact.of is None or exact.of.posts is None else 2 + len(exact.of.posts)
        parts = replace(exact, counts=1.0, counted=""), rounding(added, several * step, note)
        return replace(exact, amount=amount, how="", worked=None, rates=(), opened=lambda: parts)
