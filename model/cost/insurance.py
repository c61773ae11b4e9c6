"""A plan's National Insurance as payroll works it out: by each holder's category letter, on the pay of each pay day."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property, partial
from typing import Any

import numpy as np

from model.base.dated import on
from model.cost.insured import Insured, PeriodTerms
from model.cost.plan import Plan
from model.pay.ni_categories import CATEGORIES
from model.pay.on_costs import NIThresholds, after_leaving, employer_ni_by_appointment
from model.pay.payroll import Payroll

Assess = Callable[[np.ndarray, np.ndarray, NIThresholds, np.ndarray], np.ndarray]
"""Gives NI from pay, holders, terms and who is contracted out. NI and pay are £, (appointments, months)."""


def assessment(plan: Plan, owed: np.ndarray | None) -> tuple[Assess, NIThresholds]:
    """How the National Insurance of a plan is assessed, and the thresholds and rates for it.

    ``owed`` is what is owed for earlier months and paid on each month's last pay day, £, (appointments, months). It is
    None where every award is paid from its day.
    """
    insured = plan.rates.insured
    if insured is None:
        terms = plan.rates.ni
        if owed is not None and _owed_after_leaving(plan, owed):
            terms = after_leaving(plan.rates.ni_weekly, terms, plan.gone)
        return employer_ni_by_appointment, terms
    payroll, terms = insured.payroll, _with_letters(insured.terms, insured, plan)
    if owed is not None:
        weekly = _with_letters(insured.weekly, insured, plan)
        terms = after_leaving(weekly, terms, plan.gone if payroll is None else plan.gone_of(_in_post(plan, payroll)))
    if payroll is None:
        return employer_ni_by_appointment, terms
    return partial(_accrued, payroll, plan.employed, owed), terms


def _owed_after_leaving(plan: Plan, owed: np.ndarray) -> bool:
    """Whether anything is owed to somebody who has left."""
    months = np.flatnonzero(owed.any(axis=0))
    return bool((plan.gone_of(plan.employed[:, months]) & (owed[:, months] != 0)).any())


@dataclass(frozen=True)
class OnPayDays:
    """National Insurance as it is assessed on the pay of each pay day. Arrays are (appointments, periods)."""

    payroll: Payroll
    employed: np.ndarray
    owed: np.ndarray | None
    """What is paid in each month for earlier months, £, (appointments, months); None where nothing is owed."""
    level: np.ndarray
    """What is paid in each month for that month itself, £, (appointments, months)."""
    pay: np.ndarray
    """The pay of each pay day, £."""
    due: np.ndarray
    """National Insurance due on the pay of each pay day, £."""
    terms: NIThresholds

    @cached_property
    def per_pound(self) -> np.ndarray:
        """National Insurance due on each £ paid on a pay day."""
        return np.divide(self.due, self.pay, out=np.zeros_like(self.pay), where=self.pay > 0)

    @property
    def accrued(self) -> np.ndarray:
        """National Insurance of each month, £, (appointments, months), accrued by the days for which pay is paid."""
        accrued = self.payroll.by_month(self.per_pound, self.level, self.employed)
        return accrued if self.owed is None else accrued + self.owed * self.per_pound[:, self.payroll.last_in_month]

    def paid_by(self, row: int) -> np.ndarray:
        """What each pay day pays an appointment for each month, £, (periods, months).

        What is owed for earlier months counts in the month in which it is paid. The National Insurance of a pay day
        accrues to the months in these proportions.
        """
        periods = self.pay.shape[1]
        level, employed = (np.broadcast_to(of[row], (periods, of.shape[1])) for of in (self.level, self.employed))
        paid = self.payroll.by_month(np.eye(periods), level, employed)
        if self.owed is not None:
            paid[self.payroll.last_in_month, range(self.owed.shape[1])] += self.owed[row]
        return paid


def on_pay_days(  # noqa: PLR0913  the payroll, and the five things that every way of assessing has
    payroll: Payroll,
    employed: np.ndarray,
    owed: np.ndarray | None,
    paid: np.ndarray,
    holder_of: np.ndarray,
    terms: NIThresholds,
    contracted_out: np.ndarray,
) -> OnPayDays:
    """National Insurance assessed on the pay of each pay day, with the pay on which it is due."""
    level = paid if owed is None else paid - owed
    pay = payroll.by_period(level, employed)
    if owed is not None:
        pay[:, payroll.last_in_month] += owed
    due = employer_ni_by_appointment(pay, holder_of, terms, contracted_out)
    return OnPayDays(payroll, employed, owed, level, pay, due, terms)


def _accrued(*assessed_on: Any) -> np.ndarray:
    return on_pay_days(*assessed_on).accrued


def _in_post(plan: Plan, payroll: Payroll) -> np.ndarray:
    """An array that is above 0 for each period in which the holder is in post, (appointments, periods)."""
    return payroll.by_period(plan.employed, plan.employed)


def _with_letters(terms: PeriodTerms, insured: Insured, plan: Plan) -> NIThresholds:
    """The terms, with the upper threshold instead of the secondary one on pay days on which a holder has a relief."""
    threshold = np.asarray(terms.standard.secondary_threshold)
    of_rows = np.tile(threshold, (len(plan.holder_of), 1))
    for row, relief, days in _reliefs(insured, plan):
        of_rows[row, days] = terms.upper[relief][days]
    return replace(terms.standard, secondary_threshold=of_rows) if terms.upper else terms.standard


def _reliefs(insured: Insured, plan: Plan) -> Iterator[tuple[int, str, np.ndarray]]:
    """Each appointment whose holder has a relief: its row, the relief, and whether it applies on each pay day."""
    for row, appointment in enumerate(plan.appointments if plan.letters else ()):
        for dated in plan.letters.get(appointment.holder, ()):
            if relief := CATEGORIES[dated.value].relief:
                yield row, relief, on(dated, insured.pay_days)


def assessed_otherwise(plan: Plan) -> list[int]:
    """The rows of the appointments that are not assessed by month, or whose holder has a relief on any pay day."""
    insured = plan.rates.insured
    if insured is None:
        return []
    if insured.payroll is not None:
        return [*range(len(plan.holder_of))]
    return sorted({row for row, _, days in _reliefs(insured, plan) if days.any()})


def ni_status(plan: Plan) -> np.ndarray:
    """The worst status of the terms of each month's National Insurance: (months,), or (appointments, months)."""
    insured = plan.rates.insured
    if insured is None:
        return plan.rates.ni_status
    status = insured.terms.status
    if insured.terms.upper:
        status = np.tile(status, (len(plan.holder_of), 1))
        for row, relief, days in _reliefs(insured, plan):
            status[row, days] = np.maximum(status[row, days], insured.terms.upper_status[relief][days])
    return status if insured.payroll is None else insured.payroll.worst_by_month(status)
