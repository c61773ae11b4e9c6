"""What a plan costs: each element of cost, by appointment and month, unrounded."""

from dataclasses import dataclass
from typing import Literal

import numpy as np

from model.cost.plan import Plan
from model.cost.rate_book import MonthlyRates
from model.pay.on_costs import after_leaving, employer_ni_by_appointment
from model.pay.salaries import basic_pay


@dataclass(frozen=True)
class Element:
    """One element of cost, as every table, chart and file names it.

    ``kind`` is ``pay``, which a holder earns; ``on-cost``, which is due on it; or ``apart``, which is neither.
    """

    key: str
    label: str
    meaning: str
    kind: Literal["pay", "on-cost", "apart"] = "apart"


ELEMENTS = (
    Element("basic_pay", "Basic pay", "salary for the point, times FTE, times the part of the month employed", "pay"),
    Element("allowances", "Allowances", "fixed sums as paid, and percentages of basic pay", "pay"),
    Element("pay_protection", "Pay protection", "what is paid above the new salary to a holder whose pay fell", "pay"),
    Element("acting_up", "Acting up", "what a holder who acts in a higher post is paid above their own pay", "pay"),
    Element("employer_ni", "Employer National Insurance", "on each holder's pay in each pay month", "on-cost"),
    Element("employer_lgps", "Employer pension (LGPS)", "the employer's rate on pensionable pay", "on-cost"),
    Element(
        "apprenticeship_levy", "Apprenticeship levy", "0.5% of pay from April 2017, no allowance per post", "on-cost"
    ),
    Element("turnover", "Turnover", "a stated share of the cost of posts of several people, saved between holders"),
    Element("cover", "Temporary cover", "a stated sum a month, until a post is filled"),
)
PARTS_OF_PAY, ON_COSTS = (
    tuple(element.key for element in ELEMENTS if element.kind == kind) for kind in ("pay", "on-cost")
)
"""The keys of what is gross pay, and of what is due on it: whoever adds some of the elements up adds these."""
ZERO = np.zeros((1, 1))
TOTAL = Element("total", "Total", "the sum of the elements")


@dataclass(frozen=True)
class Costs:
    """The cost of a plan on one basis: element key to £ a month, and to rate status, (appointments, months).

    Pay stands in the month in which it is earned; National Insurance, pension and levy in the month of payment.
    ``paid`` is the pay of each month of payment, which differs only where an award is settled late.
    """

    plan: Plan
    basis: str
    amounts: dict[str, np.ndarray]
    statuses: dict[str, np.ndarray]
    paid: np.ndarray

    @property
    def total(self) -> np.ndarray:
        """£ a month, every element together."""
        return self.amounts["total"]

    @property
    def earned(self) -> np.ndarray:
        """£ a month of pay earned: every element that is pay to the holder."""
        return sum(self.amounts[key] for key in PARTS_OF_PAY)


def cost(plan: Plan, basis: str, assess_ni=employer_ni_by_appointment) -> Costs:
    """Cost a plan on a basis (one of ``plan.bases``): £ a month by element, unrounded, and the status of its rates.

    ``assess_ni`` is another way of working National Insurance out (``model/explain/conventions.py``), for
    reconciliation only.
    """
    rates = plan.rates
    parts_of_pay, earned, pensionable = _earnings(plan, basis)
    paid, terms = earned, rates.ni
    if plan.paid_late is not None:
        _, paid, pensionable_meanwhile = _earnings(plan.paid_late.meanwhile, basis)
        paid = plan.paid_late.paid(earned, paid)
        pensionable = plan.paid_late.paid(pensionable, pensionable_meanwhile)
        if assess_ni is employer_ni_by_appointment:
            terms = after_leaving(rates.ni_weekly, rates.ni, plan.gone)
    ni = assess_ni(paid, plan.holder_of, terms, plan.in_lgps)
    lgps = pensionable * (rates.lgps if plan.in_lgps.all() else plan.in_lgps[:, None] * rates.lgps)
    levy = paid * rates.levy
    turnover = cover = ZERO
    total = earned + ni + lgps + levy
    if plan.turnover is not None:
        turnover = total * -plan.turnover[:, None]
        total = total + turnover
    if plan.cover is not None:
        cover = plan.cover
        total = total + cover
    parts = (*parts_of_pay, ni, lgps, levy, turnover, cover)
    amounts = {
        element.key: np.broadcast_to(part, total.shape) for element, part in zip(ELEMENTS, parts, strict=True)
    } | {"total": total}
    status = plan.salaries(basis).status
    if basis in plan.acting_up:
        status = np.maximum(status, plan.acting_up[basis].status)
    return Costs(plan, basis, amounts, _statuses(status, rates), paid)


def _earnings(plan: Plan, basis: str) -> tuple[tuple[np.ndarray, ...], np.ndarray, np.ndarray]:
    """Each month's parts of pay in the order of ``ELEMENTS``, all of them together, and what is pensionable."""
    pay = earned = pensionable = basic_pay(plan.salaries(basis).salary, plan.working_time)
    allowances = protection = acting = ZERO
    if basis in plan.protection:
        protection = basic_pay(plan.protection[basis], plan.working_time)
        earned = pensionable = pay + protection
    if basis in plan.acting_up:
        acting = basic_pay(plan.acting_up[basis].salary, plan.working_time)
        earned = pensionable = earned + acting
    if plan.allowances is not None:
        allowances, pensionable_allowances = plan.allowances.paid(pay, plan.employed)
        earned, pensionable = earned + allowances, pensionable + pensionable_allowances
    return (pay, allowances, protection, acting), earned, pensionable


def _statuses(pay: np.ndarray, rates: MonthlyRates) -> dict[str, np.ndarray]:
    """The status of each element's rates: its own, and the salary's that it is worked out on."""
    no_levy = rates.levy == 0  # nothing rests on the salary then
    worst = np.maximum.reduce([rates.ni_status, rates.lgps_status, rates.levy_status])
    total = np.maximum(pay, worst)
    return {
        "basic_pay": pay,
        "allowances": pay,
        "pay_protection": pay,
        "acting_up": pay,
        "employer_ni": np.maximum(pay, rates.ni_status),
        "employer_lgps": np.maximum(pay, rates.lgps_status),
        "apprenticeship_levy": np.where(no_levy, rates.levy_status, np.maximum(pay, rates.levy_status)),
        "turnover": total,
        "cover": np.zeros_like(pay),  # a sum that the scenario states rests on no rate
        "total": total,
    }
