"""Reconciliation: how near the listed posts come to the published totals, and which declared hypotheses come near.

Every combination of the hypotheses that the scenario file declares is tried, and no other. They are
ranked by the larger of the two residuals. Several combinations coming near shows that none is proof;
a published total that the listed posts cannot reach keeps its residual.
"""

import itertools
from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from model.conventions import NI_CONVENTIONS
from model.costed import CostedScenario
from model.costing import cost
from model.financial_year import MONTHS_IN_YEAR, FinancialYear
from model.grades import read_grade
from model.pay import SalaryTable
from model.plan import Plan
from model.rate_tables import Rates
from model.schema.published import UnlistedPostHypothesis
from model.schema.rates_in_force import rates_in_force

AT_A_POINT = "at a point"
"""The one basis of an unlisted post."""
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

    published_present: float
    published_proposed: float
    tolerance: float
    listed: tuple[Attempt, ...]
    attempts: tuple[Attempt, ...]

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
    attempts = _attempts(costed, rates, present, proposed) if declared else ()
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
    return Reconciled(
        present,
        proposed,
        declared.tolerance if declared else 0.0,
        tuple(listed),
        tuple(sorted(attempts, key=lambda attempt: attempt.distance)),
    )


def _attempts(costed: CostedScenario, rates: Rates, present: float, proposed: float) -> Iterator[Attempt]:
    """Each combination, by the costing itself: a hypothesis puts other terms into the plan, and no other rule."""
    scenario = costed.scenario
    tried, held = scenario.reconcile.hypotheses, rates_in_force(scenario.pay, scenario.on_costs, rates)
    unlisted = list(_unlisted(tried.unlisted_post, costed, held))
    for basis, (name, ni_year), lgps in itertools.product(tried.basis, _ni_choices(tried), tried.lgps_rate):
        convention = NI_CONVENTIONS[name]
        year = costed.year_of_change if ni_year == ANY_YEAR else FinancialYear.parse(ni_year)
        terms = convention.terms_over(held.employer_ni, year, len(costed.years))

        def full_year(plan: Plan, on: str, convention=convention, terms=terms, lgps=lgps.use) -> float:
            rates_tried = replace(plan.rates, ni=terms, lgps=np.full_like(plan.rates.lgps, lgps))
            by_month = cost(replace(plan, rates=rates_tried), on, convention.assess).total
            return float(by_month[:, _months_of_change(costed)].sum())

        before, after = (full_year(costed.plans[timeline], basis.use) for timeline in ("do_nothing", "proposed"))
        for label, plan in unlisted:
            extra = full_year(plan, AT_A_POINT) if plan else 0.0
            totals = before + extra, after + extra
            yield Attempt(basis.use, lgps.use, name, ni_year, label, *totals, present - totals[0], proposed - totals[1])


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
) -> Iterator[tuple[str, Plan | None]]:
    """Each post that the tables may leave out, as a plan of one full-time member in the year of change."""
    spine, day = costed.scenario.pay.spine, costed.year_of_change.first_day
    for post in posts:
        if post.use == "none":
            yield "none", None
            continue
        pay_range = read_grade(post.use)
        ladder = rates.spines.points_on(spine, day)
        for point in (*pay_range.points(ladder), *pay_range.points_beyond_bar(ladder)):
            yield f"{post.title} at {point}", _plan_of_one(costed, rates, point)


def _plan_of_one(costed: CostedScenario, rates: Rates, point: int) -> Plan:
    months, shown = costed.book.months, _months_of_change(costed)
    salary = np.zeros((1, len(months.first_days)))
    series = rates.spines.over(costed.scenario.pay.spine, str(point), months.first_days[shown])
    salary[0, shown] = [rate.value for rate in series]
    one = np.zeros(1, dtype=np.intp)
    return Plan(
        months=months,
        appointments=(),
        range_of=one,
        holder_of=one,
        fte=np.ones(1),
        employed=np.ones_like(salary),
        in_lgps=np.ones(1, dtype=bool),
        budget={AT_A_POINT: SalaryTable(salary, np.zeros_like(salary, dtype=np.int8))},
        own={},
        protection={},
        paths=(),
        rates=costed.book.monthly,
    )
