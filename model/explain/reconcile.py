"""Reconciliation: how near the listed posts come to the published totals, and which declared hypotheses come near.

Every combination of the hypotheses that the scenario file declares is tried, and no other. They are
ranked by the larger of the two residuals. Several combinations coming near shows that none is proof;
a published total that the listed posts cannot reach keeps its residual.
"""

import itertools
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from model.base.financial_year import MONTHS_IN_YEAR, FinancialYear
from model.cost.costed import CostedScenario
from model.cost.costing import cost
from model.cost.plan import Plan
from model.explain.conventions import NI_CONVENTIONS
from model.pay.grades import read_grade
from model.pay.salaries import SalaryTable
from model.rates.tables import Rates
from model.schema.sections.published import UnlistedPostHypothesis
from model.schema.sections.rates_in_force import rates_in_force

AT_A_POINT = "at a point"
"""The one basis of an unlisted post."""
FLAT = "flat_on_costs"
"""One share of pay in the place of National Insurance, pension and levy."""
ANY_YEAR = "any"
"""The tax year of a combination without National Insurance."""


@dataclass(frozen=True)
class Attempt:
    """One combination of hypotheses: the full-year cost of each structure, and published less computed, £."""

    basis: str
    lgps_rate: float
    employer_ni: str
    ni_year: str
    unlisted_post: str
    present: float
    proposed: float
    present_residual: float
    proposed_residual: float

    @property
    def change_residual(self) -> float:
        """Published change less computed change: the difference of the two residuals, whatever is unlisted."""
        return self.proposed_residual - self.present_residual

    @property
    def distance(self) -> float:
        """The larger of the two residuals, by size."""
        return max(abs(self.present_residual), abs(self.proposed_residual))


@dataclass(frozen=True)
class Reconciled:
    """The listed posts on each basis as the model costs them, and every attempt, nearest first."""

    costed: CostedScenario
    rates: Rates
    published_present: float
    published_proposed: float
    tolerance: float
    listed: tuple[Attempt, ...]

    @cached_property
    def attempts(self) -> tuple[Attempt, ...]:
        """Each combination of the declared hypotheses, nearest first; there may be a thousand, and few ask for them."""
        attempts = _attempts(self.costed, self.rates, self.published_present, self.published_proposed)
        return tuple(sorted(attempts, key=lambda attempt: attempt.distance))

    @property
    def near(self) -> tuple[Attempt, ...]:
        """The attempts with both residuals inside the tolerance."""
        return tuple(attempt for attempt in self.attempts if attempt.distance <= self.tolerance)

    def near_alone(self, residual: str) -> int:
        """How many attempts come within the tolerance of one figure: ``present``, ``proposed`` or ``change``."""
        return sum(abs(getattr(attempt, f"{residual}_residual")) <= self.tolerance for attempt in self.attempts)

    def listed_on(self, basis: str) -> Attempt:
        """The listed posts on one basis."""
        return next(attempt for attempt in self.listed if attempt.basis == basis)


def reconcile(costed: CostedScenario, rates: Rates) -> Reconciled | None:
    """Compare the model with the published totals; None where the scenario states none."""
    present = costed.scenario.published_amount("present_cost")
    proposed = costed.scenario.published_amount("proposed_cost")
    if present is None or proposed is None:
        return None
    year = costed.year_of_change
    declared = costed.scenario.reconcile
    listed = []
    for basis in costed.bases:
        before, after = costed.amount("do_nothing", basis, year), costed.amount("proposed", basis, year)
        listed.append(
            Attempt(
                basis,
                float("nan"),
                "pay_months_with_rebate",
                str(year),
                "none",
                before,
                after,
                present - before,
                proposed - after,
            )
        )
    return Reconciled(costed, rates, present, proposed, declared.tolerance if declared else 0.0, tuple(listed))


def _attempts(costed: CostedScenario, rates: Rates, present: float, proposed: float) -> Iterator[Attempt]:
    """Each combination, by the costing itself: a hypothesis puts other terms into the plan, and no other rule."""
    scenario = costed.scenario
    if scenario.reconcile is None:
        return
    tried, held = scenario.reconcile.hypotheses, rates_in_force(scenario.pay, scenario.on_costs, rates)
    labels, unlisted = _unlisted(tried.unlisted_post, costed, held)
    each_ni = [
        (name, year, NI_CONVENTIONS[name].terms_over(held.employer_ni, _tax_year(costed, year), len(costed.years)))
        for name, year in _ni_choices(tried)
    ]
    in_parts = [(*one, lgps.use) for one, lgps in itertools.product(each_ni, tried.lgps_rate)]
    flat = [(FLAT, ANY_YEAR, each_ni[0][2], one.use) for one in tried.flat_on_costs]
    for name, ni_year, terms, share in [*in_parts, *flat]:

        def full_year(plan: Plan, basis: str, name=name, terms=terms, share=share) -> np.ndarray:
            """£ of each appointment in a full year, (appointments,)."""
            none = np.zeros_like(plan.rates.lgps)
            if name == FLAT:
                rates_tried = replace(plan.rates, ni=terms, ni_weekly=terms, lgps=none, levy=none)
                costs = cost(replace(plan, rates=rates_tried), basis, lambda paid, *_: paid * share)
            else:
                rates_tried = replace(plan.rates, ni=terms, ni_weekly=terms, lgps=none + share)
                costs = cost(replace(plan, rates=rates_tried), basis, NI_CONVENTIONS[name].assess)
            return costs.total[:, _months_of_change(costed)].sum(axis=1)

        extras = [0.0, *(full_year(unlisted, AT_A_POINT).tolist() if unlisted else ())]
        for basis in tried.basis:
            before, after = (
                float(full_year(costed.plans[timeline], basis.use).sum()) for timeline in ("do_nothing", "proposed")
            )
            for label, row in labels:
                totals = before + extras[row], after + extras[row]
                left = present - totals[0], proposed - totals[1]
                yield Attempt(basis.use, share, name, ni_year, label, *totals, *left)


def _tax_year(costed: CostedScenario, year: str) -> FinancialYear:
    return costed.year_of_change if year == ANY_YEAR else FinancialYear.parse(year)


def _months_of_change(costed: CostedScenario) -> slice:
    start = costed.years.index(costed.year_of_change) * MONTHS_IN_YEAR
    return slice(start, start + MONTHS_IN_YEAR)


def _ni_choices(tried) -> Iterator[tuple[str, str]]:
    """Each convention with each tax year; where there is no NI the year makes no difference and counts once."""
    for convention in tried.employer_ni:
        for year in tried.ni_year if convention.use != "none" else tried.ni_year[:1]:
            yield convention.use, year.use if convention.use != "none" else ANY_YEAR


def _unlisted(
    posts: tuple[UnlistedPostHypothesis, ...], costed: CostedScenario, rates: Rates
) -> tuple[list[tuple[str, int]], Plan | None]:
    """Each post that the tables may leave out, with its place among their costs (0 for none); and a plan of them."""
    spine, day = costed.scenario.pay.spine, costed.year_of_change.first_day
    labels, points = [], []
    for post in posts:
        if post.use == "none":
            labels.append(("none", 0))
            continue
        pay_range = read_grade(post.use)
        ladder = rates.spines.points_on(spine, day)
        for point in (*pay_range.points(ladder), *pay_range.points_beyond_bar(ladder)):
            points.append(point)
            labels.append((f"{post.title} at {point}", len(points)))
    return labels, _one_at_each(points, costed, rates) if points else None


def _one_at_each(points: list[int], costed: CostedScenario, rates: Rates) -> Plan:
    """One full-time member of the pension scheme at each point, in the months of the year of change."""
    months, shown = costed.book.months, _months_of_change(costed)
    salary = np.zeros((len(points), len(months.first_days)))
    for row, point in enumerate(points):
        series = rates.spines.over(costed.scenario.pay.spine, str(point), months.first_days[shown])
        salary[row, shown] = [rate.value for rate in series]
    each = np.arange(len(points))
    return Plan(
        months=months,
        appointments=(),
        range_of=each,
        holder_of=each,
        fte=np.ones(len(points)),
        employed=np.ones_like(salary),
        in_lgps=np.ones(len(points), dtype=bool),
        budget={AT_A_POINT: SalaryTable(salary, np.zeros_like(salary, dtype=np.int8))},
        own={},
        paths=(),
        rates=costed.book.monthly,
    )
