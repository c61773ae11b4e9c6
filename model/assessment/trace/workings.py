"""The arithmetic of one appointment in one month: each element's formula, with the engine's own numbers."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cached_property, reduce
from operator import add

import numpy as np

from model.assessment.trace.rates_of import RatesOf
from model.assessment.trace.worked import ONE, Worked, factor, money, part_of, share
from model.base.financial_year import MONTHS_IN_YEAR
from model.base.stated import stated
from model.cost.costed import CostedScenario
from model.cost.costing import Costs, Earnings, PaidByMonth, earnings, paid_by_month
from model.cost.element import Amount, Element, Factor, Monthly, Spell
from model.cost.elements import ELEMENTS
from model.cost.insurance import OnPayDays, assessment, on_pay_days
from model.cost.plan import Plan
from model.pay.on_costs import NIThresholds

SAME = 1e-6
WRITTEN: dict[str, Callable[[float], Worked]] = {"money": money, "percent": share, "whole": factor}


@dataclass(frozen=True)
class Workings:
    """A timeline on a basis, as it was costed. ``row`` is an appointment's number, and ``month`` a month's number."""

    costed: CostedScenario
    timeline: str
    basis: str

    @cached_property
    def plan(self) -> Plan:
        """The plan that was costed."""
        return self.costed.plans[self.timeline]

    @cached_property
    def costs(self) -> Costs:
        """The cost of each element in each month, £, (appointments, months)."""
        return self.costed.costs[self.timeline, self.basis]

    @cached_property
    def rates(self) -> RatesOf:
        """The rates on which each month rests."""
        return RatesOf(self.costed, self.plan, self.basis)

    @cached_property
    def earned(self) -> Earnings:
        """What is earned in each month."""
        return earnings(self.plan, self.basis)

    @cached_property
    def paid(self) -> PaidByMonth:
        """What is paid in each month, and which parts of it bear on-costs."""
        return paid_by_month(self.plan, self.basis, self.earned)

    @cached_property
    def ni_terms(self) -> NIThresholds:
        """The thresholds and rates of National Insurance by month, or by pay day where payroll is not monthly."""
        return assessment(self.plan, self.paid.owed)[1]

    def worked(self, element: Element, row: int, month: int) -> Worked:
        """An element of an appointment in a month, £, with its arithmetic."""
        return element.formula(_Symbols(self, element, row, month))

    def salary(self, row: int, month: int) -> Worked:
        """The salary of a month, £ a year at 1.0 FTE: at one point, or at several points by days or as a mean."""
        amount = float(self.plan.salary(self.basis)[row, month])
        points = self.rates.points(row, month) if amount else ()
        if len(points) < 2:
            return money(amount)
        of_points = [float(self.costed.book.points.salary[point][month]) for point in points]
        weights = self._days_at(row, month) if self.basis in self.plan.own else [1] * len(points)
        parts = [
            money(salary) * factor(weight) for salary, weight in zip(of_points, weights, strict=False) if weight > 0
        ]
        worked = reduce(add, parts) / factor(sum(weights)) if parts else money(amount)
        return worked if abs(worked.value - amount) < SAME else money(amount)

    def _days_at(self, row: int, month: int) -> list[int]:
        """The days of a month at the point before the holder's latest move, and the days at the point after it."""
        end: date = self.plan.months.pay_days[month].item()
        day = max(step.day for step in self.plan.paths[row].steps if step.day <= end)
        after = (end - day).days + 1
        return [int(self.plan.months.days[month]) - after, after]

    def national_insurance(self, row: int, month: int) -> Worked:
        """This post's share, by pay, of the National Insurance on the holder's whole pay of the month.

        Where NI is worked out on pay days, it is a sum over pay days (:mod:`model.assessment.trace.pay_days`).
        """
        if self.on_pay_days is not None:
            return money(float(self.costs.amounts["employer_ni"][row, month]))
        rows = np.flatnonzero(self.plan.holder_of == self.plan.holder_of[row])
        paid = self.paid.liable[rows, month]
        whole, counted = float(paid.sum()), float(paid[self.plan.in_lgps[rows]].sum())
        due = due_on(self._terms(row, month), whole, counted)
        own = float(self.paid.liable[row, month])
        return due if own == whole else due * money(own) / money(whole)

    @cached_property
    def on_pay_days(self) -> OnPayDays | None:
        """How National Insurance is worked out where payroll is not monthly; None where it is monthly."""
        insured = self.plan.rates.insured
        if insured is None or insured.payroll is None:
            return None
        owed, plan = self.paid.owed, self.plan
        return on_pay_days(
            insured.payroll, plan.employed, owed, self.paid.liable, plan.holder_of, self.ni_terms, plan.in_lgps
        )

    @cached_property
    def _paid_by(self) -> dict[int, np.ndarray]:
        """Results of :meth:`paid_by` so far, by row."""
        return {}

    def paid_by(self, row: int) -> np.ndarray:
        """How much of an appointment's pay of each month is paid on each pay day, £, (periods, months)."""
        if row not in self._paid_by:
            self._paid_by[row] = stated(self.on_pay_days, "pay days").paid_by(row)
        return self._paid_by[row]

    def _terms(self, row: int, month: int) -> NIThresholds:
        return self.ni_terms.changed(lambda term: float(at(term, row, month)))


def due_on(terms: NIThresholds, pay: float, counted: float) -> Worked:
    """National Insurance of a period's pay, with its arithmetic. ``counted`` is the pay of posts in the LGPS."""
    rate, threshold = share(float(terms.employer_rate)), money(float(terms.secondary_threshold))
    due = rate * (money(pay) - threshold) if pay > threshold.value else Worked(0.0, "£0")
    rebate, limit = share(float(terms.contracted_out_rebate)), float(terms.lower_earnings_limit)
    rebated = min(counted, float(terms.upper_accrual_point))
    if not rebate.value or rebated <= limit:
        return due
    off = rebate * (money(rebated) - money(limit))
    return due - off if due.value else -off


def at(array: float | np.ndarray, row: int, month: int) -> float:
    """The value for an appointment and month. ``array`` is (appointments, months or 1), (months,) or one number."""
    values = np.asarray(array)
    if values.ndim == 2:
        return float(values[row, 0 if values.shape[1] == 1 else month])
    return float(values[month] if values.ndim else values)


class _Symbols:
    """The symbols of an element's formula for one appointment and month, each looked up when the formula asks."""

    def __init__(self, workings: Workings, element: Element, row: int, month: int):
        self._workings, self._element, self._row, self._month = workings, element, row, month

    def __getattr__(self, name: str) -> object:
        inputs = {item.symbol: item for item in self._element.inputs}
        if name in inputs:
            return self._input(name, inputs[name])
        if name in self._workings.earned.amounts:
            return self._money(self._workings.earned.amounts[name])
        if name in {element.key for element in ELEMENTS}:
            return money(0.0)
        return _SYMBOLS[name](self._workings, self._element, self._row, self._month)

    def _input(self, name: str, item: Amount | Spell | Monthly | Factor) -> Worked:
        laid = self._workings.plan.laid[self._element.key].inputs[name]
        value = at(laid, self._row, self._month)
        if isinstance(item, Spell):
            return part_of(value, int(self._workings.plan.months.days[self._month]))
        return WRITTEN[item.number](value)

    def _money(self, amounts: np.ndarray) -> Worked:
        return money(at(amounts, self._row, self._month))


def _full_time(of: Workings, row: int) -> Worked:
    held = of.plan.appointments[row]
    return factor(held.fte) * factor(held.paid_share)


def _employed(of: Workings, row: int, month: int) -> Worked:
    return part_of(float(of.plan.employed[row, month]), int(of.plan.months.days[month]))


def _so_far(of: Workings, element: Element, row: int, month: int) -> Worked:
    before = ELEMENTS[: ELEMENTS.index(element)]
    return money(sum(float(of.costs.amounts[one.key][row, month]) for one in before))


def _above_salary(of: Workings, element: Element, row: int, month: int) -> Worked:
    above = of.plan.above_salary(element.key, of.basis)
    return money(float(above.salary[row, month]) if above else 0.0)


_SYMBOLS: dict[str, Callable[[Workings, Element, int, int], object]] = {
    "months_in_year": lambda of, element, row, month: factor(MONTHS_IN_YEAR),
    "salary": lambda of, element, row, month: of.salary(row, month),
    "fte": lambda of, element, row, month: _full_time(of, row),
    "employed": lambda of, element, row, month: _employed(of, row, month),
    "working_time": lambda of, element, row, month: _full_time(of, row) * _employed(of, row, month),
    "above_salary": _above_salary,
    "liable": lambda of, element, row, month: money(at(of.paid.liable, row, month)),
    "pensionable": lambda of, element, row, month: money(at(of.paid.pensionable, row, month)),
    "member": lambda of, element, row, month: ONE if of.plan.in_lgps[row] else money(0.0),
    "lgps": lambda of, element, row, month: share(at(of.plan.pension_rate, row, month)),
    "levy": lambda of, element, row, month: share(at(of.plan.rates.levy, row, month)),
    "so_far": _so_far,
    "holder_of": lambda of, element, row, month: None,
    "in_lgps": lambda of, element, row, month: None,
    "ni_terms": lambda of, element, row, month: None,
    "assess_ni": lambda of, element, row, month: lambda *_: of.national_insurance(row, month),
}
"""What every formula may read, besides its element's own inputs (:data:`model.cost.element.Formula`)."""
