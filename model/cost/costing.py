"""What a plan costs: each element of cost, by appointment and month, unrounded."""

from dataclasses import dataclass, field
from functools import cached_property, reduce
from types import SimpleNamespace

import numpy as np

from model.base.financial_year import MONTHS_IN_YEAR
from model.cost.element import Element
from model.cost.elements import ELEMENTS, TOTAL
from model.cost.insurance import Assess, assessment, ni_status
from model.cost.plan import Plan

PARTS_OF_PAY = tuple(element for element in ELEMENTS if element.stage == "pay")
ON_PAY = tuple(element for element in ELEMENTS if element.stage != "pay")
RESTS_ON = {element.key: element.rests_on for element in ELEMENTS} | {TOTAL: ("salary", "ni", "lgps", "levy")}
"""The rates whose status each element takes, by the element's key. The total takes the status of all rates."""


@dataclass(frozen=True)
class Costs:
    """The cost of a plan on one basis: for each element key, £ a month, (appointments, months).

    Pay is in the month in which it is earned. National Insurance, pension and levy are in the month of payment.
    ``paid`` is what is paid in each month. It differs from what is earned only where an award is settled late.
    """

    plan: Plan
    basis: str
    amounts: dict[str, np.ndarray]
    paid: np.ndarray

    @property
    def total(self) -> np.ndarray:
        """What all elements together cost a month, £, (appointments, months)."""
        return self.amounts[TOTAL]

    @property
    def earned(self) -> np.ndarray:
        """The pay earned in each month, £, (appointments, months): every element that is pay to the holder."""
        return reduce(np.add, [self.amounts[element.key] for element in PARTS_OF_PAY])

    @cached_property
    def statuses(self) -> dict[str, np.ndarray]:
        """For each element, and for the total, the worst status of its rates, (appointments, months)."""
        worst = worst_statuses(self.plan, self.basis)
        return {element: worst[names] for element, names in RESTS_ON.items()}


def cost(plan: Plan, basis: str, assess_ni: Assess | None = None) -> Costs:
    """Cost a plan on a basis, which is one of ``plan.bases``: £ a month by element, unrounded.

    ``assess_ni`` is another way of working out National Insurance (``model/pay/conventions.py``), for reconciliation
    only. It is applied to each month's pay, with the terms of ``plan.rates.ni``.
    """
    pay = earnings(plan, basis)
    due = paid_by_month(plan, basis, pay)
    assess_ni, ni_terms = (assess_ni, plan.rates.ni) if assess_ni else assessment(plan, due.owed)
    symbols = SimpleNamespace(
        liable=due.liable,
        pensionable=due.pensionable,
        member=1 if plan.in_lgps.all() else plan.in_lgps[:, None],
        lgps=plan.pension_rate,
        levy=plan.rates.levy,
        holder_of=plan.holder_of,
        in_lgps=plan.in_lgps,
        ni_terms=ni_terms,
        assess_ni=assess_ni,
        so_far=due.earned,
    )
    amounts = dict(pay.amounts)
    for element in ON_PAY:
        if counts(element, plan, basis):
            amounts[element.key] = element.formula(_read(symbols, element, plan, basis))
            symbols.so_far = symbols.so_far + amounts[element.key]
    total = symbols.so_far
    none = np.broadcast_to(0.0, total.shape)
    amounts = {element.key: amounts.get(element.key, none) for element in ELEMENTS} | {TOTAL: total}
    return Costs(plan, basis, amounts, due.paid)


@dataclass
class Earnings:
    """Each month's pay of a plan on one basis, £ a month, (appointments, months)."""

    amounts: dict[str, np.ndarray] = field(default_factory=dict)
    """Each element of pay that costs something, £, by its key."""
    pensionable_of: dict[str, np.ndarray] = field(default_factory=dict)
    """The pensionable part of each element of pay, £, by its key."""
    not_liable: dict[str, np.ndarray] = field(default_factory=dict)
    """The part of each element that is not liable to National Insurance and levy, £, where there is such a part."""

    @cached_property
    def earned(self) -> np.ndarray:
        """All elements of pay together, £."""
        return reduce(np.add, self.amounts.values())

    @property
    def liable(self) -> np.ndarray:
        """The part of the pay that is liable to National Insurance and levy, £.

        Where all pay is liable, this is the same array as ``earned``.
        """
        return reduce(np.subtract, self.not_liable.values(), self.earned)

    @property
    def pensionable(self) -> np.ndarray:
        """The pensionable part of the pay, £. Where all pay is pensionable, this is the same array as ``earned``."""
        if all(self.pensionable_of[key] is amount for key, amount in self.amounts.items()):
            return self.earned
        return reduce(np.add, self.pensionable_of.values())


@dataclass(frozen=True)
class PaidByMonth:
    """What is earned and paid in each month, £, (appointments, months), and which parts bear on-costs.

    ``owed`` is the part of the liable pay that is owed for earlier months; None where every award is paid from its day.
    """

    earned: np.ndarray
    paid: np.ndarray
    liable: np.ndarray
    pensionable: np.ndarray
    owed: np.ndarray | None


def paid_by_month(plan: Plan, basis: str, pay: Earnings) -> PaidByMonth:
    """What is earned and paid in each month. The two differ only where an award is settled late."""
    earned, liable, pensionable, late = pay.earned, pay.liable, pay.pensionable, plan.paid_late
    if late is None:
        return PaidByMonth(earned, earned, liable, pensionable, None)
    meanwhile = earnings(late.in_late_months, basis)
    paid = late.paid(earned, meanwhile.earned)
    owed = late.owed(liable, meanwhile.liable)
    liable = paid if liable is earned else late.paid(liable, meanwhile.liable)
    pensionable = paid if pensionable is earned else late.paid(pensionable, meanwhile.pensionable)
    return PaidByMonth(earned, paid, liable, pensionable, owed)


def earnings(plan: Plan, basis: str) -> Earnings:
    """What is earned in each month on a basis: all elements that are pay."""
    symbols = SimpleNamespace(
        salary=plan.salary(basis),
        working_time=plan.working_time,
        fte=plan.fte[:, None],
        employed=plan.employed,
        months_in_year=MONTHS_IN_YEAR,
    )
    pay = Earnings()
    for element in PARTS_OF_PAY:
        if not counts(element, plan, basis):
            continue
        amount = pay.amounts[element.key] = element.formula(_read(symbols, element, plan, basis))
        pay.pensionable_of[element.key] = element.pensionable(symbols) if element.pensionable else amount
        if element.not_liable and (not_liable := element.not_liable(symbols)).any():
            pay.not_liable[element.key] = not_liable
        setattr(symbols, element.key, amount)
    return pay


def counts(element: Element, plan: Plan, basis: str) -> bool:
    """Whether an element can cost anything in a plan on a basis."""
    if not element.is_stated:
        of_rate = {None: True, "lgps": plan.pension_rate, "levy": plan.rates.levy}[element.rate]
        return bool(np.any(of_rate))
    return element.key in plan.laid and plan.laid[element.key].counts_on(basis)


def _read(symbols: SimpleNamespace, element: Element, plan: Plan, basis: str) -> SimpleNamespace:
    """The symbols for a formula, with the element's own inputs added."""
    if element.key in plan.laid:
        vars(symbols).update(plan.laid[element.key].inputs)
        if above := plan.above_salary(element.key, basis):
            symbols.above_salary = above.salary
    return symbols


def worst_statuses(plan: Plan, basis: str) -> dict[tuple[str, ...], np.ndarray]:
    """For each set of rates that an element depends on, the worst status in the set, (appointments, months)."""
    rates, salary = plan.rates, plan.salaries(basis).status
    for laid in plan.laid.values():
        if basis in laid.above_salary:
            salary = np.maximum(salary, laid.above_salary[basis].status)
    of_rates = {
        "salary": salary,
        "levied_salary": np.where(
            rates.levy == 0, 0, salary
        ),  # where there is no levy, it does not depend on the salary
        "ni": ni_status(plan),
        "lgps": plan.pension_status,
        "levy": rates.levy_status,
    }

    def worst(names: tuple[str, ...]) -> np.ndarray:
        by_month_first = sorted((of_rates[name] for name in names), key=np.ndim)  # smaller arrays first: it is quicker
        return np.broadcast_to(reduce(np.maximum, by_month_first or [np.int8(0)]), salary.shape)

    return {names: worst(names) for names in {*RESTS_ON.values()}}
