"""The change itself: what it costs once, in which year, who funds it, and when its saving has paid it back."""

from collections.abc import Iterator
from dataclasses import dataclass, fields
from datetime import date

import numpy as np

from model.base.financial_year import FinancialYear
from model.cost.costed import CostedScenario
from model.pay.on_costs import NIThresholds
from model.pay.one_off import (
    KINDS,
    CumulativeSavings,
    OneOff,
    Payback,
    approval_missing,
    approval_needed,
    costs_of_leaving,
    cumulative_savings,
    employer_ni_on_top,
    notice_bears_ni,
    notice_pay,
    payback_years,
    pension_strain,
    severance_total,
    untaken_leave_pay,
)
from model.pay.redundancy import Redundancy, RedundancyTerms, redundancy_payment
from model.rates.tables import Rate, Rates, RateStatus, RateTable
from model.schema.sections.leavers import Approval, Leaver


@dataclass(frozen=True)
class Leaving:
    """One leaver's one-off costs, and what approval they need.

    ``severance`` is £; ``missing`` says why it may not be paid yet, None where it may. ``rates`` are those of
    redundancy that were read; ``ni_status`` is that of the National Insurance rates of the month of payment.
    """

    leaver: Leaver
    redundancy: Redundancy
    one_offs: tuple[OneOff, ...]
    severance: float
    needs_approval: bool
    missing: str | None
    rates: tuple[Rate, ...]
    ni_status: RateStatus

    def status_of(self, kind: str) -> RateStatus | None:
        """The worst status of the rates that a kind of cost rests on; None for a sum that is stated."""
        if kind in ("redundancy", "class_1a"):
            return self.redundancy.status
        return self.ni_status if kind == "employer_ni_on_notice" else None


@dataclass(frozen=True)
class Transition:
    """Everything that a change costs once, beside what it saves.

    ``saving`` is £ saved in each year shown, (years,), below nil where the change costs more; ``full_year_saving``
    is that of a full year at the rates of the year of change. Both are on the scenario's costing basis.
    """

    years: tuple[FinancialYear, ...]
    leaving: tuple[Leaving, ...]
    other: tuple[OneOff, ...]
    saving: np.ndarray
    full_year_saving: float

    def each(self) -> Iterator[tuple[str, OneOff]]:
        """Every one-off cost with who it is for, blank where it is for nobody."""
        yield from ((who, one_off) for who, one_off, _ in self._with_status())

    def _with_status(self) -> Iterator[tuple[str, OneOff, RateStatus | None]]:
        for one in self.leaving:
            yield from ((one.leaver.who, one_off, one.status_of(one_off.kind)) for one_off in one.one_offs)
        yield from (("", one_off, None) for one_off in self.other)

    def costs_by(self, heading: str) -> dict[tuple[FinancialYear, str], tuple[float, RateStatus | None]]:
        """Year and heading (``kind`` or ``funded_by``) to £ and the worst status of the rates behind it, if any are."""
        costs: dict[tuple[FinancialYear, str], tuple[float, RateStatus | None]] = {}
        for _, one_off, status in self._with_status():
            key = one_off.year, getattr(one_off, heading)
            amount, so_far = costs.get(key, (0.0, None))
            costs[key] = amount + one_off.amount, worst_of(so_far, status)
        return costs

    def amounts(self, kind: str | None = None) -> np.ndarray:
        """£ of one kind, or of all, in each year shown, (years,)."""
        amounts = np.zeros(len(self.years))
        for _, one_off in self.each():
            if kind in (None, one_off.kind):
                amounts[self.years.index(one_off.year)] += one_off.amount
        return amounts

    @property
    def by_kind(self) -> dict[str, np.ndarray]:
        """Kind to £ in each year shown, (years,), for each kind that is not nil."""
        amounts = {kind: self.amounts(kind) for kind in KINDS}
        return {kind: by_year for kind, by_year in amounts.items() if by_year.any()}

    @property
    def total(self) -> float:
        """£ in all."""
        return float(self.amounts().sum())

    @property
    def payback(self) -> Payback:
        """Years of the full-year saving that meet the total; none, with the reason, where nothing is saved."""
        return payback_years(self.total, self.full_year_saving)

    @property
    def savings(self) -> CumulativeSavings:
        """Savings to the end of each year shown: gross, before one-off costs, and net of them."""
        return cumulative_savings(self.amounts(), self.saving)

    @property
    def rates_read(self) -> tuple[Rate, ...]:
        """The redundancy rates that were read; none where nobody leaves."""
        return tuple(dict.fromkeys(rate for one in self.leaving for rate in one.rates))

    @property
    def status(self) -> RateStatus:
        """The worst status of the redundancy rates that these costs rest on; PUBLISHED where nobody leaves."""
        return max((rate.status for rate in self.rates_read), default=RateStatus.PUBLISHED)


def worst_of(*statuses: RateStatus | None) -> RateStatus | None:
    """The worst of some statuses, None standing for a sum that rests on no rate."""
    return max((status for status in statuses if status is not None), default=None)


def transition(costed: CostedScenario, rates: Rates) -> Transition | None:
    """The one-off costs of a scenario; None where it has no section one_off.

    Raises ValueError or RateMissing, which a loaded scenario cannot meet.
    """
    scenario = costed.scenario
    section, basis = scenario.one_off, scenario.costing.basis
    if section is None:
        return None
    limit = section.severance_limit.amount if section.severance_limit else None
    table = section.rates_in_force(rates.redundancy, scenario.on_costs.employer_ni_carried_forward)
    return Transition(
        costed.years,
        tuple(_leaving(leaver, section.redundancy_terms, limit, costed, table) for leaver in section.leavers),
        tuple(
            OneOff(cost.kind, cost.amount, FinancialYear.of(cost.on), cost.funded_by, _in_words(cost.approval))
            for cost in section.other
        ),
        np.array([-costed.amount("part_year_effect", basis, year) for year in costed.years]),
        -costed.amount("full_year_effect", basis, costed.year_of_change),
    )


def _leaving(
    leaver: Leaver, terms: RedundancyTerms, limit: float | None, costed: CostedScenario, table: RateTable
) -> Leaving:
    paid_on = leaver.day_paid
    redundancy = redundancy_payment(
        leaver.age,
        leaver.complete_years,
        leaver.pay_in_week,
        leaver.counted_to,
        terms,
        table,
        paid_on,
        leaver.leaves_on,
    )
    notice = notice_pay(leaver.pay_in_week, leaver.notice_weeks)
    leave = untaken_leave_pay(leaver.pay_in_year, leaver.untaken_leave_days, leaver.working_days)
    bears_ni = leave + (notice if notice_bears_ni(paid_on, leaver.notice_contractual) else 0.0)
    thresholds = _thresholds_on(costed, paid_on)
    ni = employer_ni_on_top(_paid_beside(leaver, costed), bears_ni, thresholds, _in_lgps(leaver, costed))
    one_offs = costs_of_leaving(
        redundancy,
        FinancialYear.of(paid_on),
        leaver.funded_by,
        notice=notice,
        leave=leave,
        ni_on_notice=max(ni, 0.0),
        strain=pension_strain(leaver.pension_strain, leaver.age, leaver.leaves_on, table, leaver.protected_pension_age),
        approval=_in_words(leaver.approval),
    )
    severance = severance_total(one_offs)
    strain_rests_on = [table.value_on("minimum_pension_age", "statutory", leaver.leaves_on)]
    return Leaving(
        leaver,
        redundancy,
        one_offs,
        severance,
        approval_needed(severance, limit),
        approval_missing(one_offs, limit),
        (*redundancy.rates, *(strain_rests_on if leaver.pension_strain else ())),
        RateStatus(int(costed.book.monthly.ni_status[_month_of(costed, paid_on)])),
    )


def _in_words(approval: Approval | None) -> str:
    return str(approval) if approval else ""


def _paid_beside(leaver: Leaver, costed: CostedScenario) -> float:
    """The month's pay that notice and leave are paid with, £: nil where they are paid in a later month."""
    if (leaver.day_paid.year, leaver.day_paid.month) != (leaver.leaves_on.year, leaver.leaves_on.month):
        return 0.0
    days = costed.book.months.days[_month_of(costed, leaver.leaves_on)]
    return leaver.pay_in_year / 12 * leaver.leaves_on.day / float(days)


def _thresholds_on(costed: CostedScenario, day: date) -> NIThresholds:
    """The NI terms of the month of a day, as numbers."""
    monthly, month = costed.book.monthly.ni, _month_of(costed, day)
    return NIThresholds(*(float(getattr(monthly, field.name)[month]) for field in fields(NIThresholds)))


def _month_of(costed: CostedScenario, day: date) -> int:
    return int(np.searchsorted(costed.book.months.first_days, np.datetime64(day), side="right")) - 1


def _in_lgps(leaver: Leaver, costed: CostedScenario) -> bool:
    holders = [holder for post in costed.scenario.present for holder in post.holders if holder.ref == leaver.holder]
    return all(holder.lgps_member for holder in holders)
