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
    Element("allowances", "Allowances", "fixed sums as paid, and percentages of basic pay"),
    Element("pay_protection", "Pay protection", "what is paid above the new salary to a holder whose pay fell"),
    Element("employer_ni", "Employer National Insurance", "on each holder's pay in each pay month"),
    Element("employer_lgps", "Employer pension (LGPS)", "the employer's rate on pensionable pay"),
    Element("apprenticeship_levy", "Apprenticeship levy", "0.5% of pay from April 2017, no allowance per post"),
    Element("turnover", "Turnover", "a stated share of the cost of posts of several people, saved between holders"),
    Element("cover", "Temporary cover", "a stated sum a month, until a post is filled"),
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
    allowances, pensionable = plan.allowances.paid(pay, plan.employed) if plan.allowances else (0.0, 0.0)
    earned = pay + protection + allowances
    ni = employer_ni_by_appointment(earned, plan.holder_of, rates.ni, plan.in_lgps)
    lgps = (pay + protection + pensionable) * (plan.in_lgps[:, None] * rates.lgps)
    levy = earned * rates.levy
    total = earned + ni + lgps + levy
    turnover = 0.0 if plan.turnover is None else total * -plan.turnover[:, None]
    cover = 0.0 if plan.cover is None else plan.cover
    parts = (pay, allowances, protection, ni, lgps, levy, turnover, cover)
    whole = (np.broadcast_to(part, pay.shape) for part in parts)
    amounts = dict(zip((element.key for element in ELEMENTS), whole, strict=True))
    amounts["total"] = total + turnover + cover
    pay_status = salaries.status
    statuses = {
        "basic_pay": pay_status,
        "allowances": pay_status,
        "pay_protection": pay_status,
        "employer_ni": np.maximum(pay_status, rates.ni_status),
        "employer_lgps": np.maximum(pay_status, rates.lgps_status),
        "apprenticeship_levy": np.where(rates.levy > 0, np.maximum(pay_status, rates.levy_status), rates.levy_status),
    }
    statuses["total"] = statuses["turnover"] = np.maximum.reduce(list(statuses.values()))
    statuses["cover"] = np.zeros_like(pay_status)  # a sum that the scenario states rests on no rate
    return Costs(plan, basis, amounts, statuses)
