"""The figures of the public pack: the public input costed, in steps of £10 where the pay spine is not published."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields, replace
from decimal import Decimal
from functools import cached_property

import numpy as np

from model.assessment.assess import Assessment, assess_scenario
from model.assessment.open_awards import OpenAward
from model.base.financial_year import FinancialYear
from model.base.money import MICRO_PLACES, PENNY, POUND, half_up, rounded_together
from model.checks.clearance_checks import Check
from model.checks.plausible_checks import UNUSUAL
from model.checks.structure_checks import VACANT_MANAGERS
from model.cost.costed import EFFECTS, CostedScenario
from model.cost.elements import ELEMENTS, TOTAL
from model.disclosure.public_input import public_input
from model.explain.bridge import Step, bridge
from model.explain.phase_effects import PhaseEffect
from model.people.seating import Seating
from model.rates.tables import Rates, RateStatus
from model.schema.sections.scenario import Scenario

COARSE = Decimal(10)
"""The step in £ where a salary depends on a point that no source prints.

Finer figures would look surer than they are.
"""

NO_ROOM_FOR_ALL = (
    "Some proposed posts have fewer places than the present posts that lead to them. Who is placed where is decided "
    "person by person, and is not part of the public figures."
)


@dataclass(frozen=True)
class RoundedCosts(CostedScenario):
    """A costed scenario whose figures are in whole steps.

    A structure's total is rounded from its unrounded total. An effect is the difference of two totals as shown.
    """

    step: Decimal = POUND

    @cached_property
    def _rounded(self) -> dict[tuple[str, str, str], np.ndarray]:
        """Results of :meth:`amounts`, kept only where the unrounded amounts of the same basis are kept too."""
        return {}

    def amounts(self, timeline: str, basis: str, element: str = "total") -> np.ndarray:
        """£ a year by appointment, (appointments, years), each rounded half up to the step."""
        if (timeline, basis, element) in self._rounded:
            return self._rounded[timeline, basis, element]
        whole = super().amounts(timeline, basis, element)
        steps = np.round(np.abs(whole), MICRO_PLACES) / float(self.step)
        rounded = np.copysign(np.floor(steps + 0.5) * float(self.step), whole) + 0.0
        if (timeline, basis) in self._kept:
            self._rounded[timeline, basis, element] = rounded
        return rounded

    def amount(self, structure: str, basis: str, year: FinancialYear, element: str = "total") -> float:
        """What a timeline or an effect comes to in a year, £. In steps of £10, its elements add up to its total."""
        if structure in EFFECTS:
            return super().amount(structure, basis, year, element)
        if element == TOTAL or self.step == POUND:
            return float(half_up(self._unrounded(structure, basis, year, element), self.step))
        return self._elements(structure, basis, year)[element]

    def _unrounded(self, structure: str, basis: str, year: FinancialYear, element: str) -> float:
        return super().amount(structure, basis, year, element)

    def _elements(self, structure: str, basis: str, year: FinancialYear) -> dict[str, float]:
        """What each element comes to, £, rounded together so that they add up to the total as it is shown."""
        exactly = {one.key: self._unrounded(structure, basis, year, one.key) for one in ELEMENTS}
        shown = rounded_together(list(exactly.values()), sum(exactly.values()), self.step)
        return dict(zip(exactly, map(float, shown), strict=True))


def rounded_steps(exactly: Sequence[Step], present: float, change: float, step: Decimal) -> Iterator[Step]:
    """A bridge rounded to ``step``. Its costs before and its changes add up to ``present`` and ``change`` as shown.

    The cost after a move is the cost before it plus the change, so that a move that changes nothing shows no change.
    The cost after is £0 where none of the move's posts is left.
    """
    befores, more_or_less = [move.before for move in exactly], [move.change for move in exactly]
    lasting = [place for place, move in enumerate(exactly) if half_up(move.after, PENNY)]
    if any(befores[place] for place in lasting):
        changes = rounded_together(more_or_less, change, step)
        before = _made_up(changes, befores, lasting, present, step)
    else:  # every present post ends
        before = rounded_together(befores, present, step)
        changes = _made_up(before, more_or_less, lasting, change, step)
    for move, was, more in zip(exactly, before, changes, strict=True):
        yield replace(move, before=float(was), after=float(was + more))


def _made_up(
    opposite: list[Decimal], exactly: list[float], lasting: list[int], whole: float, step: Decimal
) -> list[Decimal]:
    """Amounts in whole steps that add up to ``whole``.

    At each place in ``lasting``, the amount is that of ``exactly``, rounded so that the sum is right. At every other
    place, it is the amount of ``opposite`` with the sign changed.
    """
    shown = [-one for one in opposite]
    rest = half_up(whole, step) - sum(shown) + sum(shown[place] for place in lasting)
    rounded = rounded_together([exactly[place] for place in lasting], float(rest), step)
    for place, one in zip(lasting, rounded, strict=True):
        shown[place] = one
    return shown


@dataclass(frozen=True)
class PublicAssessment(Assessment):
    """The assessment of a public input. ``unrounded`` is the same assessment before any rounding."""

    costed: RoundedCosts
    unrounded: Assessment

    @property
    def is_public(self) -> bool:
        """Always True: anybody may read it."""
        return True

    @property
    def step(self) -> Decimal:
        """The step to which the figures are rounded, £."""
        return self.costed.step

    @cached_property
    def steps(self) -> tuple[Step, ...]:
        """The bridge of the year of change. Present costs and changes each add up to their total as shown."""
        basis, year = self.scenario.costing.basis, self.costed.year_of_change
        exactly, shown = bridge(self.unrounded.costed, basis, year), self.costed
        present, change = (shown.amount(of, basis, year) for of in ("do_nothing", "full_year_effect"))
        if self.step == POUND:
            return tuple(exactly)
        return tuple(rounded_steps(exactly, present, change, self.step))

    @cached_property
    def phases(self) -> tuple[PhaseEffect, ...]:
        """The effect of each phase, rounded so that the phases add up to each year's effect as shown."""
        basis, shown, change = self.scenario.costing.basis, self.costed, self.costed.year_of_change
        exactly = self.unrounded.phases

        def together(amounts: Iterable[float], structure: str, year: FinancialYear) -> list[float]:
            return [*map(float, rounded_together([*amounts], shown.amount(structure, basis, year), self.step))]

        full = together((effect.full_year for effect in exactly), "full_year_effect", change)
        by_year = [
            together((effect.in_years[place] for effect in exactly), "part_year_effect", year)
            for place, year in enumerate(shown.years)
        ]
        return tuple(
            replace(effect, in_years=tuple(year[place] for year in by_year), full_year=full[place])
            for place, effect in enumerate(exactly)
        )

    @cached_property
    def open_awards(self) -> tuple[OpenAward, ...]:
        """The awards that are not settled. The cost of a change in one is rounded to the same step as other figures."""
        return tuple(
            replace(award, costs=tuple((year, float(half_up(cost, self.step))) for year, cost in award.costs))
            for award in self.unrounded.open_awards
        )

    @cached_property
    def checks(self) -> tuple[Check, ...]:
        """The checks that a reader of the public pack can follow.

        Those of the bridge, of managers' empty posts and of unusual values are left out.
        """
        rounded = {check.key: check for check in super().checks}
        return tuple(
            rounded[check.key] if check.key == "reconciliation" else _as_told(check, self.costed.establishment.seating)
            for check in self.unrounded.checks
            if check.key not in ("bridge", VACANT_MANAGERS, UNUSUAL)
        )


def _as_told(check: Check, public: Seating) -> Check:
    """A check as the public reads it: a ring-fence without room for everyone is disclosed, and is not a failure.

    Which people find no room in a ring-fence is exempt. Where holders of other posts find no room, the check fails in
    the public figures too.
    """
    if check.key != "establishment" or not check.blocks:
        return check
    ring_fenced = {post.id for post in public.scenario.present if post.fate == "ring-fenced"}
    if any(seat.holder[0] not in ring_fenced for _, seat in public.without_room):  # nobody is in it, so posts are
        return check
    return replace(check, outcome="disclosed", blocking=False, finding=NO_ROOM_FOR_ALL)


def public_assessment(scenario: Scenario, rates: Rates) -> PublicAssessment:
    """What may be published of a scenario, costed and checked. The result depends on public fields only."""
    exact = assess_scenario(public_input(scenario), rates)
    costed = RoundedCosts(
        **{each.name: getattr(exact.costed, each.name) for each in fields(exact.costed)}, step=_step(exact)
    )
    return PublicAssessment(exact.scenario, costed, rates, exact)


def _step(exact: Assessment) -> Decimal:
    statuses = (rate.status for rate in exact.rates_read if rate.table == "spines")
    return POUND if all(status == RateStatus.PUBLISHED for status in statuses) else COARSE
