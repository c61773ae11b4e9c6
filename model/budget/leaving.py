"""The one-off costs of one leaver, by the rules of how they leave, and which approvals are needed and given."""

from dataclasses import dataclass, fields, replace
from datetime import date, timedelta

import numpy as np

from model.base.dated import value_on
from model.base.financial_year import FinancialYear
from model.base.stated import stated
from model.cost.costed import CostedScenario
from model.pay.ni_categories import CATEGORIES
from model.pay.on_costs import NIThresholds
from model.pay.one_off import (
    PACKAGE,
    OneOff,
    approval_missing,
    approval_needed,
    costs_of_leaving,
    employer_ni_on_top,
    notice_bears_ni,
    notice_pay,
    pension_strain,
    severance_total,
    special_severance_roles,
    untaken_leave_pay,
)
from model.pay.payroll import DAYS_IN_PERIOD
from model.pay.redundancy import Redundancy, no_redundancy_payment, redundancy_payment
from model.rates.tables import Rate, RateStatus, RateTable
from model.schema.sections.approvals import Approval
from model.schema.sections.leavers import Leaver
from model.schema.sections.one_off import OneOffTerms


@dataclass(frozen=True)
class InsuredBeside:
    """What the National Insurance on notice and untaken leave is worked out from.

    ``paid`` is the other pay of the same month or period, £. ``on_top`` is the part of the pay for notice and leave
    that bears NI, £. ``terms`` are the NI thresholds and rates of the pay day.
    """

    paid: float
    on_top: float
    terms: NIThresholds
    in_lgps: bool

    @property
    def due(self) -> float:
        """The NI that the extra pay adds, £."""
        return employer_ni_on_top(self.paid, self.on_top, self.terms, self.in_lgps)


@dataclass(frozen=True)
class Leaving:
    """One leaver's one-off costs, and two separate tests of approval: of the severance and of special severance.

    ``one_offs`` are what is paid. ``if_trial_fails`` is what would be paid if a trial in another job failed.
    ``severance`` is the part of the package that counts towards the council's limit, £. ``missing`` says why the
    severance may not be paid yet; None where it may. ``special_roles`` must approve the special severance (see
    ``Leaver.special_severance``). ``pension_age`` is the age from which the leaver may have a pension. ``rates`` are
    the redundancy rates that were read. ``ni_status`` is the status of the NI rates on the pay day of payment.
    """

    leaver: Leaver
    redundancy: Redundancy
    one_offs: tuple[OneOff, ...]
    if_trial_fails: tuple[OneOff, ...]
    severance: float
    needs_approval: bool
    missing: str | None
    special_roles: tuple[str, ...]
    pension_age: float
    rates: tuple[Rate, ...]
    ni_status: RateStatus
    insured: "InsuredBeside"

    @property
    def roles_missing(self) -> tuple[str, ...]:
        """The roles that must still approve the special severance. A vote of full council is enough by itself."""
        given = {approval.role for approval in self.leaver.special_approvals}
        if "full_council" in given or (self.special_roles == ("delegated",) and given):
            return ()
        return tuple(role for role in self.special_roles if role not in given)

    @property
    def of_pension_age(self) -> bool:
        """Whether the leaver is old enough for a pension on the last day of employment."""
        return self.leaver.last_age >= self.pension_age

    def status_of(self, kind: str) -> RateStatus | None:
        """The worst status of the rates behind a kind of cost; None where the scenario states the sum."""
        if kind in ("redundancy", "class_1a"):
            return self.redundancy.status if self.redundancy.rates else None
        return self.ni_status if kind == "employer_ni_on_notice" else None


def leaving(leaver: Leaver, section: OneOffTerms, costed: CostedScenario, table: RateTable) -> Leaving:
    """The one-off costs of a leaver, £, each in the year to which it is charged, and the approvals that they need."""
    redundancy, paid_on = _redundancy(leaver, section, table), leaver.day_paid
    paid_in, direction = FinancialYear.of(paid_on), leaver.capitalised_under or ""
    charged = FinancialYear.parse(leaver.charged_in) if leaver.charged_in else paid_in
    notice = notice_pay(leaver.pay_in_week, leaver.notice_weeks)
    leave = untaken_leave_pay(leaver.pay_in_year, leaver.untaken_leave_days, leaver.working_days)
    bears_ni = leave + (notice if notice_bears_ni(paid_on, leaver.notice_contractual) else 0.0)
    thresholds, ni_status = _insured_by(leaver, costed)
    beside = InsuredBeside(_paid_beside(leaver, costed), bears_ni, thresholds, in_lgps(leaver, costed))
    strain, last_age = leaver.pension_strain or 0.0, leaver.last_age
    costs = costs_of_leaving(
        redundancy,
        charged,
        leaver.funded_by,
        notice=notice,
        leave=leave,
        ni_on_notice=max(beside.due, 0.0),
        strain=pension_strain(strain, last_age, leaver.leaves_on, table, leaver.protected_pension_age),
        settlement=leaver.settlement,
        approval=in_words(leaver.approval),
    )
    costs = tuple(replace(cost, paid_in=paid_in, direction=direction) for cost in costs)
    outcome = leaver.trial.outcome if leaver.trial else "left"
    due, contingent = (costs if outcome == "left" else ()), (costs if outcome is None else ())
    limit = section.severance_limit
    most, counts = (limit.amount, limit.counts) if limit else (None, PACKAGE)
    severance = severance_total(due, counts)
    minimum = table.value_on("minimum_pension_age", "statutory", leaver.leaves_on)
    return Leaving(
        leaver,
        redundancy,
        due,
        contingent,
        severance,
        approval_needed(severance, most),
        approval_missing(due, most, counts),
        special_severance_roles(leaver.special_severance if due else 0.0, paid_on, table),
        min(minimum.value, leaver.protected_pension_age or minimum.value),
        (*redundancy.rates, *((minimum,) if strain else ())),
        ni_status,
        beside,
    )


def in_words(approval: Approval | None) -> str:
    """An approval in words, for a table; empty where there is none."""
    return str(approval) if approval else ""


def in_lgps(leaver: Leaver, costed: CostedScenario) -> bool:
    """Whether the leaver is in the LGPS in every post. A leaver who is listed in no post counts as a member."""
    scenario = costed.scenario
    others = {scheme.name for scheme in scenario.pension_schemes if scheme.kind != "lgps"}
    held = [(post, holder) for post in scenario.present for holder in post.holders if holder.ref == leaver.holder]
    return all(
        holder.lgps_member and (holder.pension_scheme or post.pension_scheme) not in others for post, holder in held
    )


def _redundancy(leaver: Leaver, section: OneOffTerms, table: RateTable) -> Redundancy:
    if not leaver.of_kind.redundancy or leaver.no_redundancy_because:
        return no_redundancy_payment(leaver.settlement, leaver.leaves_on, leaver.day_paid, table)
    return redundancy_payment(
        stated(leaver.age, "a leaver's age"),
        stated(leaver.complete_years, "a leaver's complete years"),
        leaver.pay_in_week,
        leaver.counted_to,
        section.terms_for(leaver.kind),
        table,
        leaver.day_paid,
        leaver.leaves_on,
        leaver.settlement,
    )


def _paid_beside(leaver: Leaver, costed: CostedScenario) -> float:
    """Other pay in the month or period in which notice and leave are paid, £.

    It is 0 where the leaver's last day is in another month or period.
    """
    number, months = _pay_day(costed, leaver.leaves_on), costed.book.months
    if _pay_day(costed, leaver.day_paid) != number:
        return 0.0
    insured = costed.book.monthly.insured
    if insured is None or insured.payroll is None:
        return leaver.pay_in_year / 12 * leaver.leaves_on.day / float(months.days[number])
    length = DAYS_IN_PERIOD[insured.payroll.period]
    begins: date = insured.pay_days[number].item() - timedelta(length - 1)
    return leaver.pay_in_year * ((leaver.leaves_on - begins).days + 1) / FinancialYear.of(leaver.leaves_on).days


def _insured_by(leaver: Leaver, costed: CostedScenario) -> tuple[NIThresholds, RateStatus]:
    """The NI thresholds and rates for the leaver's category letter on the pay day of a payment, and their status."""
    number, monthly, insured = _pay_day(costed, leaver.day_paid), costed.book.monthly, costed.book.monthly.insured
    if insured is None:
        return _numbers(monthly.ni, number), RateStatus(int(monthly.ni_status[number]))
    terms, status = insured.terms, int(insured.terms.status[number])
    letters = costed.plans["do_nothing"].letters.get((leaver.holder or "",), ())
    letter = value_on(letters, insured.pay_days[number].item())
    standard, relief = _numbers(terms.standard, number), CATEGORIES[letter].relief if letter else ""
    if not relief:
        return standard, RateStatus(status)
    of_letter = replace(standard, secondary_threshold=float(terms.upper[relief][number]))
    return of_letter, RateStatus(max(status, int(terms.upper_status[relief][number])))


def _numbers(terms: NIThresholds, pay_day: int) -> NIThresholds:
    return NIThresholds(*(float(getattr(terms, field.name)[pay_day]) for field in fields(NIThresholds)))


def _pay_day(costed: CostedScenario, day: date) -> int:
    """The index of the pay day of the month or period that ``day`` is in. For a day after the last, the last index."""
    insured = costed.book.monthly.insured
    pay_days = costed.book.months.pay_days if insured is None else insured.pay_days
    return min(int(np.searchsorted(pay_days, np.datetime64(day))), len(pay_days) - 1)
