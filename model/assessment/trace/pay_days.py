"""Traces National Insurance where payroll is not monthly: the pay of each pay day, and how much is for a month."""

from collections.abc import Iterator
from datetime import date

import numpy as np

from model.assessment.trace.step import Step, ended
from model.assessment.trace.worked import money
from model.assessment.trace.workings import Workings, at, due_on
from model.base.financial_year import in_words
from model.base.stated import stated
from model.pay.on_costs import NIThresholds


def pay_day_steps(of: Workings, row: int, month: int) -> Iterator[Step]:
    """National Insurance of an appointment for a month: a step for each pay day that pays part of the month's pay."""
    insured, plan = stated(of.on_pay_days, "pay days"), of.plan
    paid_of_month = of.paid_by(row)[:, month]
    rows = np.flatnonzero(plan.holder_of == plan.holder_of[row])
    for period in np.flatnonzero(paid_of_month).tolist():
        day: date = insured.payroll.pay_days[period].item()
        of_holder = insured.pay[rows, period]
        whole, counted = float(of_holder.sum()), float(of_holder[plan.in_lgps[rows]].sum())
        terms = _on_day(insured.terms, row, period)
        paid = float(paid_of_month[period])
        due = due_on(terms, whole, counted)
        amount = float(insured.per_pound[row, period]) * paid
        worked = due if np.isclose(paid, whole, rtol=0, atol=1e-9) else due * money(paid) / money(whole)
        yield ended(
            f"Pay day {in_words(day)}",
            amount,
            worked,
            note=f"pay of {money(round(whole, 2)).text}, of which {money(round(paid, 2)).text} is for this month",
            rates=(*of.rates.salary(row, month), *of.rates.ni_on(row, day)),
        )


def _on_day(terms: NIThresholds, row: int, period: int) -> NIThresholds:
    return terms.changed(lambda term: at(term, row, period))
