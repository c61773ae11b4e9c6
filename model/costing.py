"""What a plan costs: each element of cost, by appointment and month, unrounded."""

from dataclasses import dataclass

import numpy as np

from model.on_costs import employer_ni_by_appointment
from model.pay import basic_pay
from model.plan import MonthlyRates, Plan


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
ZERO = np.zeros((1, 1))
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
    pay = earned = pensionable = basic_pay(salaries.salary, plan.working_time)
    protection = allowances = turnover = cover = ZERO
    if basis in plan.protection:
        protection = basic_pay(plan.protection[basis], plan.working_time)
        earned = pensionable = pay + protection
    if plan.allowances is not None:
        allowances, pensionable_allowances = plan.allowances.paid(pay, plan.employed)
        earned, pensionable = earned + allowances, pensionable + pensionable_allowances
    ni = employer_ni_by_appointment(earned, plan.holder_of, rates.ni, plan.in_lgps)
    lgps = pensionable * (rates.lgps if plan.in_lgps.all() else plan.in_lgps[:, None] * rates.lgps)
    levy = earned * rates.levy
    total = earned + ni + lgps + levy
    if plan.turnover is not None:
        turnover = total * -plan.turnover[:, None]
        total = total + turnover
    if plan.cover is not None:
        cover = plan.cover
        total = total + cover
    parts = (pay, allowances, protection, ni, lgps, levy, turnover, cover)
    amounts = {element.key: np.broadcast_to(part, pay.shape) for element, part in zip(ELEMENTS, parts, strict=True)} | {
        "total": total
    }
    return Costs(plan, basis, amounts, _statuses(salaries.status, rates))


def _statuses(pay: np.ndarray, rates: MonthlyRates) -> dict[str, np.ndarray]:
    """The status of each element's rates: its own, and the salary's that it is worked out on."""
    no_levy = rates.levy == 0  # nothing rests on the salary then
    worst = np.maximum.reduce([rates.ni_status, rates.lgps_status, rates.levy_status])
    total = np.maximum(pay, worst)
    return {
        "basic_pay": pay,
        "allowances": pay,
        "pay_protection": pay,
        "employer_ni": np.maximum(pay, rates.ni_status),
        "employer_lgps": np.maximum(pay, rates.lgps_status),
        "apprenticeship_levy": np.where(no_levy, rates.levy_status, np.maximum(pay, rates.levy_status)),
        "turnover": total,
        "cover": np.zeros_like(pay),  # a sum that the scenario states rests on no rate
        "total": total,
    }
