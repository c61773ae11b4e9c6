"""Employer on-costs: National Insurance, Local Government Pension Scheme, apprenticeship levy.

Employer National Insurance (NI) is assessed on each holder's pay in each earnings period, never on a
team's total and never as a flat percentage. Sources: Social Security Contributions and Benefits Act
1992 sections 6 and 9; Pension Schemes Act 1993 section 41 (the contracted-out rebate, to 5 April 2016).
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from model.rates.tables import RateStatus, RateTable

Pay = float | np.ndarray
"""£ in an earnings period: a number, or an array whose last axis is months."""


@dataclass(frozen=True)
class NIThresholds:
    """Employer NI terms of one earnings period, in £ a period: scalars, or (months,) arrays."""

    employer_rate: float | np.ndarray
    secondary_threshold: float | np.ndarray
    lower_earnings_limit: float | np.ndarray = 0.0
    upper_accrual_point: float | np.ndarray = np.inf
    contracted_out_rebate: float | np.ndarray = 0.0

    def changed(self, change: Callable[[Any], Any]) -> "NIThresholds":
        """A copy in which ``change`` has been applied to every term."""
        return NIThresholds(*map(change, vars(self).values()))


def employer_ni(pay: Pay, thresholds: NIThresholds, contracted_out: bool | np.ndarray = True) -> Any:
    """Employer NI on one holder's pay in one earnings period, in £, unrounded.

    It is the employer's rate on pay above the secondary threshold, less the contracted-out rebate on pay
    from the lower earnings limit to the upper accrual point. By law, NI on pay between those two limits
    is slightly negative where the rebate is more than the contribution.

    Args:
        pay: £ in the period; a number or an array (..., months). A holder's whole pay, all posts added.
        thresholds: the period's terms; never prorated for part-time or for part of a period.
        contracted_out: whether the holder is in the LGPS; it makes a difference only until April 2016.
    """
    due = _due_above_threshold(pay, thresholds)
    if not np.any(thresholds.contracted_out_rebate):
        return due
    due -= _rebate(pay if np.all(contracted_out) else np.where(contracted_out, pay, 0.0), thresholds)
    return due


def _due_above_threshold(pay: Pay, thresholds: NIThresholds) -> Any:
    due = np.maximum(pay - thresholds.secondary_threshold, 0.0)
    due *= thresholds.employer_rate  # in place, here and below: with a large establishment, memory takes the time
    return due


def _rebate(contracted_out_pay: Pay, thresholds: NIThresholds) -> Any:
    """The rebate on a holder's pay from the posts in which they are in the LGPS."""
    if not np.any(thresholds.contracted_out_rebate):
        return 0.0
    limit = thresholds.lower_earnings_limit
    band = np.clip(contracted_out_pay, limit, thresholds.upper_accrual_point)
    band -= limit
    band *= thresholds.contracted_out_rebate
    return band


def employer_ni_by_appointment(
    pay: np.ndarray, holder_of: np.ndarray, thresholds: NIThresholds, contracted_out: np.ndarray
) -> np.ndarray:
    """Employer NI of each appointment, £ a month: assessed per holder, and divided among their posts by pay.

    Args:
        pay: (appointments, months) £ paid in the month.
        holder_of: (appointments,) holder number; a holder's appointments are added before NI is assessed.
        thresholds: the period's terms, each (months,); or (appointments, months), the same in all rows of a holder.
        contracted_out: (appointments,) whether the holder is in the LGPS in that post. Other posts have no rebate.
    """
    order = np.argsort(holder_of, kind="stable")
    starts = np.flatnonzero(np.diff(holder_of[order], prepend=holder_of[order][:1] - 1))
    if len(starts) == len(holder_of):
        return employer_ni(pay, thresholds, contracted_out[:, None])
    pay_of_holder = _of_each_holder(pay, order, starts)
    contracted_out_pay = pay_of_holder
    if not contracted_out.all():
        contracted_out_pay = _of_each_holder(pay * contracted_out[:, None], order, starts)
    terms = _of_rows(thresholds, order[starts])
    ni_of_holder = _due_above_threshold(pay_of_holder, terms)
    if np.any(terms.contracted_out_rebate):
        ni_of_holder -= _rebate(contracted_out_pay, terms)
    ni_per_pound = np.divide(ni_of_holder, pay_of_holder, out=ni_of_holder, where=pay_of_holder > 0)  # else it is nil
    row_of_holder = np.empty(len(holder_of), dtype=np.intp)
    row_of_holder[order] = np.repeat(np.arange(len(starts)), np.diff(starts, append=len(holder_of)))
    ni = ni_per_pound[row_of_holder]
    ni *= pay
    return ni


def _of_each_holder(pay: np.ndarray, order: np.ndarray, starts: np.ndarray) -> np.ndarray:
    """The total pay of each holder from all their appointments, £ a month, (holders, months)."""
    pay_of_holder, number = pay[order[starts]], np.diff(starts, append=len(order))
    for nth in range(1, int(number.max(initial=1))):
        holders = np.flatnonzero(number > nth)
        more = pay[order[starts[holders] + nth]]
        if len(holders) == len(starts):
            pay_of_holder += more
        else:
            pay_of_holder[holders] += more
    return pay_of_holder


def _of_rows(thresholds: NIThresholds, rows: np.ndarray) -> NIThresholds:
    return thresholds.changed(lambda term: term[rows] if np.ndim(term) == 2 else term)


def after_leaving(weekly: NIThresholds, monthly: NIThresholds, gone: np.ndarray) -> NIThresholds:
    """NI terms, (appointments, months): the weekly ones where the holder is ``gone``, and the monthly ones elsewhere.

    Arrears of an award that are paid after somebody has left have a weekly earnings period (HMRC NIM08410).
    """
    pairs = zip(vars(weekly).values(), vars(monthly).values(), strict=True)
    terms: list[np.ndarray] = [np.where(gone, week, month) for week, month in pairs]
    return NIThresholds(*terms)


def ni_thresholds(table: RateTable, days: np.ndarray, period: str = "monthly") -> tuple[NIThresholds, np.ndarray]:
    """NI terms in force on each pay day, (months,), and the worst status of each day's terms.

    Raises RateMissing where the table lacks a term for a day.
    """

    def over(name: str, point: str) -> tuple[np.ndarray, np.ndarray]:
        rates = table.over(name, point, days)
        return np.array([rate.value for rate in rates]), np.array([rate.status for rate in rates], dtype=np.int8)

    rate, rate_status = over("employer_rate", "rate")
    threshold, threshold_status = over("secondary_threshold", period)
    rebate, rebate_status = over("contracted_out_rebate", "rate")
    worst = np.maximum.reduce([rate_status, threshold_status])
    limit, ceiling = np.zeros(len(days)), np.full(len(days), np.inf)
    rebated = rebate > 0  # the upper accrual point and the lower limit matter only while there is a rebate
    if rebated.any():
        worst[rebated] = np.maximum(worst[rebated], rebate_status[rebated])
        for name, values in (("lower_earnings_limit", limit), ("upper_accrual_point", ceiling)):
            points = table.over(name, period, days[rebated])
            values[rebated] = [point.value for point in points]
            worst[rebated] = np.maximum(worst[rebated], [point.status for point in points])
    return NIThresholds(rate, threshold, limit, ceiling, rebate), worst


def worst_status(statuses: ArrayLike) -> RateStatus:
    """The worst of the statuses; PUBLISHED where there are none."""
    values = np.asarray(statuses)
    return RateStatus(int(values.max())) if values.size else RateStatus.PUBLISHED
