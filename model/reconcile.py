"""Reconciliation: how near the listed posts come to the published totals, and which declared hypotheses come near.

Every combination of the hypotheses that the scenario file declares is tried, and no other. They are
ranked by the larger of the two residuals. Several combinations coming near shows that none is proof;
a published total that the listed posts cannot reach keeps its residual.
"""

import itertools
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from model.costed import CostedScenario
from model.financial_year import FinancialYear, PayMonths
from model.grades import read_grade
from model.on_costs import NIThresholds, employer_ni_by_appointment, ni_thresholds
from model.plan import Plan
from model.rate_tables import Rates
from model.schema.published import UnlistedPostHypothesis


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
    tried = costed.scenario.reconcile.hypotheses
    unlisted = list(_unlisted_salaries(tried.unlisted_post, costed, rates))
    for basis, (convention, ni_year) in itertools.product(tried.basis, _ni_choices(tried)):
        salaries = [_full_time_pay(costed, timeline, basis.use) for timeline in ("do_nothing", "proposed")]
        holders = [costed.plans[timeline].holder_of for timeline in ("do_nothing", "proposed")]
        ni = [
            _full_year_ni(pay, holder_of, convention, ni_year, rates)
            for pay, holder_of in zip(salaries, holders, strict=True)
        ]
        for label, salary in unlisted:
            extra_ni = _full_year_ni(np.array([salary]), np.array([0]), convention, ni_year, rates) if salary else 0.0
            for lgps in tried.lgps_rate:
                before, after = (
                    float(pay.sum() + salary) * (1 + lgps.use) + due + extra_ni
                    for pay, due in zip(salaries, ni, strict=True)
                )
                yield Attempt(
                    basis.use, lgps.use, convention, ni_year, label, before, after, present - before, proposed - after
                )


def _ni_choices(tried) -> Iterator[tuple[str, str]]:
    """Each convention with each tax year; where there is no NI the year makes no difference and counts once."""
    for convention in tried.employer_ni:
        for year in tried.ni_year if convention.use != "none" else tried.ni_year[:1]:
            yield convention.use, year.use if convention.use != "none" else "any"


def _unlisted_salaries(
    posts: tuple[UnlistedPostHypothesis, ...], costed: CostedScenario, rates: Rates
) -> Iterator[tuple[str, float]]:
    spine, day = costed.scenario.pay.spine, costed.year_of_change.first_day
    for post in posts:
        if post.use == "none":
            yield "none", 0.0
            continue
        pay_range = read_grade(post.use)
        ladder = rates.spines.points_on(spine, day)
        for point in (*pay_range.points(ladder), *pay_range.points_beyond_bar(ladder)):
            yield f"{post.title} at {point}", rates.spines.value_on(spine, point, day).value


def _full_time_pay(costed: CostedScenario, timeline: str, basis: str) -> np.ndarray:
    """A full year's pay of each appointment, £, on the spine at the start of the year of change."""
    plan: Plan = costed.plans[timeline]
    month = costed.years.index(costed.year_of_change) * 12
    return plan.salaries(basis).salary[:, month] * plan.fte


def _full_year_ni(pay: np.ndarray, holder_of: np.ndarray, convention: str, ni_year: str, rates: Rates) -> float:
    """A full year's employer NI on (appointments,) annual pay, as a convention works it out, £."""
    if convention == "none":
        return 0.0
    year = FinancialYear.parse(ni_year)
    days = PayMonths(year, year).pay_days
    annual = convention.startswith("annual")
    thresholds, _ = ni_thresholds(rates.employer_ni, days[:1] if annual else days, "annual" if annual else "monthly")
    if convention.endswith("without_rebate"):
        thresholds = NIThresholds(thresholds.employer_rate, thresholds.secondary_threshold)
    periods = 1 if annual else len(days)
    per_period = np.repeat(pay[:, None] / periods, periods, axis=1)
    return float(employer_ni_by_appointment(per_period, holder_of, thresholds, np.ones(len(pay), dtype=bool)).sum())
