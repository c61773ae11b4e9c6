"""What a plan costs: each element of cost, by appointment and month, unrounded."""

from dataclasses import dataclass

import numpy as np

from model.on_costs import employer_ni_by_appointment
from model.pay import basic_pay
from model.plan import Plan


@dataclass(frozen=True)
class Element:
    """One element of cost, as every table, chart and file names it."""

    key: str
    label: str
    meaning: str


ELEMENTS = (
    Element("basic_pay", "Basic pay", "salary for the point, times FTE, times the part of the month employed"),
    Element("pay_protection", "Pay protection", "what is paid above the new salary to a holder whose pay fell"),
    Element("employer_ni", "Employer National Insurance", "on each holder's pay in each pay month"),
    Element("employer_lgps", "Employer pension (LGPS)", "the employer's rate on pensionable pay"),
    Element("apprenticeship_levy", "Apprenticeship levy", "0.5% of pay from April 2017, no allowance per post"),
)
TOTAL = Element("total", "Total", "the sum of the elements")


@dataclass(frozen=True)
class Costs:
    """The cost of a plan on one basis: element key to £ a month, and to rate status, (appointments, months)."""

    plan: Plan
    basis: str
    amounts: dict[str, np.ndarray]
    statuses: dict[str, np.ndarray]

    @property
    def total(self) -> np.ndarray:
        """£ a month, every element together."""
        return self.amounts["total"]


def cost(plan: Plan, basis: str) -> Costs:
    """Cost a plan on a basis (one of ``plan.bases``): £ a month by element, unrounded, and the status of its rates."""
    salaries, rates = plan.salaries(basis), plan.rates
    pay = basic_pay(salaries.salary, plan.working_time)
    protection = basic_pay(plan.protection[basis], plan.working_time) if basis in plan.protection else 0.0
    earned = pay + protection
    ni = employer_ni_by_appointment(earned, plan.holder_of, rates.ni, plan.in_lgps)
    lgps = earned * (plan.in_lgps[:, None] * rates.lgps)
    levy = earned * rates.levy
    parts = (pay, np.broadcast_to(protection, pay.shape), ni, lgps, levy)
    amounts = dict(zip((element.key for element in ELEMENTS), parts, strict=True))
    amounts["total"] = earned + ni + lgps + levy
    pay_status = salaries.status
    statuses = {
        "basic_pay": pay_status,
        "pay_protection": pay_status,
        "employer_ni": np.maximum(pay_status, rates.ni_status),
        "employer_lgps": np.maximum(pay_status, rates.lgps_status),
        "apprenticeship_levy": np.where(rates.levy > 0, np.maximum(pay_status, rates.levy_status), rates.levy_status),
    }
    statuses["total"] = np.maximum.reduce(list(statuses.values()))
    return Costs(plan, basis, amounts, statuses)
