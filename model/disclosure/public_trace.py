"""How the figures of the public papers were worked out: from figures that are not rounded, and what rounding adds."""

from dataclasses import dataclass, replace
from functools import cached_property

from model.assessment.trace.figures import Figures
from model.assessment.trace.step import HALF_A_PENNY, Step, rounding
from model.base.figure_of import FigureOf, RecordOf
from model.base.money import pounds
from model.cost.costed import EFFECTS, TIMELINES
from model.disclosure.public_figures import PublicAssessment

WHOLE = {*TIMELINES, *EFFECTS}
"""The structures that have totals or differences of two totals.

Rounding changes a total by less than one step, and a difference of two totals by less than two steps.
"""


@dataclass(frozen=True)
class PublicFigures(Figures):
    """The figures of the public papers. Each is traced from the public input as it is costed, and then rounded."""

    of: PublicAssessment

    @cached_property
    def _exact(self) -> Figures:
        return Figures(self.of.unrounded)

    def figure(self, of: FigureOf, printed: float | None = None) -> Step:
        """How a figure was worked out. ``printed`` is its £ in a table. Raises NotTraced if there is no trace."""
        step = self._exact.figure(of)
        if printed is None:
            printed = self._known(of)
        return self._rounded(step, step.amount if printed is None else printed / step.counts)

    def _known(self, of: FigureOf) -> float | None:
        """What the public papers print for a named figure or a record, £; None for any other figure."""
        if isinstance(of, str):
            return self.named(of).amount
        return self.records.get(of) if isinstance(of, RecordOf) else None

    def quantity(self, key: str) -> Step:
        """How a named quantity was worked out, as it is printed in public. Raises NotTraced for any other key."""
        return self._rounded(self._exact.quantity(self.named(key).key), self.named(key).amount)

    def record(self, key: RecordOf) -> Step:
        """How a record of the public results was worked out. Raises NotTraced where there is no such record."""
        return self.figure(key)

    def _rounded(self, exact: Step, amount: float) -> Step:
        """A traced figure, with what rounding adds as a part. In a sum of single posts, several roundings add up."""
        added, step = amount - exact.amount, float(self.of.step)
        if abs(added) < HALF_A_PENNY:
            return exact
        note = f"public figures are in steps of {pounds(step)}"
        several = 2 if exact.of is None or exact.of.posts is None else 2 + len(exact.of.posts)
        parts = replace(exact, counts=1.0, counted=""), rounding(added, several * step, note)
        return replace(exact, amount=amount, how="", worked=None, rates=(), opened=lambda: parts)
