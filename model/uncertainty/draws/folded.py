"""Many draws costed as one plan, by the usual ``cost``: each draw has its own rows and its own rates.

Every figure of a draw depends on that draw alone, so it does not matter in which batches draws are costed.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from model.cost.costing import cost
from model.cost.elements.pay_protection import PAY_PROTECTION
from model.cost.elements.turnover import TURNOVER
from model.cost.plan import Laid, PaidLate, Plan
from model.pay.salaries import SalaryTable
from model.people.protected import ProtectionWith

ALL = slice(None)
ROWS_AT_ONCE = 4096
"""How many rows are costed at once. Their arrays then fit into the processor's cache."""


@dataclass(frozen=True)
class Rates:
    """What each draw changes in the rates: arrays, (draws, months) or (draws,); None where a rate is not drawn.

    ``lgps`` is added to the pension rate. Every salary is multiplied by ``rise``; until a late award is paid, it is
    multiplied by ``until_paid`` instead. ``turnover`` is the share of cost that is saved between holders.
    """

    lgps: np.ndarray | None = None
    rise: np.ndarray | None = None
    until_paid: np.ndarray | None = None
    turnover: np.ndarray | None = None

    def of(self, draws: np.ndarray) -> "Rates":
        """The rates of these draws only."""
        arrays = (self.lgps, self.rise, self.until_paid, self.turnover)
        return Rates(*(None if each is None else each[draws] for each in arrays))


def joined(plans: Sequence[Plan], basis: str) -> Plan:
    """Several plans of the same months as one, on one basis. A person in two of the plans counts as two holders."""
    first, shape = plans[0], (len(plans[0].months),)
    starts = np.cumsum([0, *(each.holder_of.max(initial=-1) + 1 for each in plans)])
    keys = dict.fromkeys(key for each in plans for key in each.laid)
    late = first.paid_late
    return replace(
        first,
        appointments=tuple(one for each in plans for one in each.appointments),
        range_of=np.concatenate([each.range_of for each in plans]),
        holder_of=np.concatenate([each.holder_of + start for each, start in zip(plans, starts[:-1], strict=True)]),
        fte=np.concatenate([each.fte for each in plans]),
        employed=np.concatenate([each.employed for each in plans]),
        in_lgps=np.concatenate([each.in_lgps for each in plans]),
        scheme_of=np.concatenate([each.scheme_of for each in plans]),
        budget={},
        own={basis: _table(np.concatenate([each.salary(basis) for each in plans]))},
        paths=tuple(path for each in plans for path in each.paths),
        laid={key: _joined_laid(key, plans, basis, shape) for key in keys},
        paid_late=late and PaidLate(
            joined([each.paid_late.meanwhile for each in plans if each.paid_late], basis).of_months(late.late),
            late.paid_in, is_cut=True,
        ),
    )  # fmt: skip


def _table(salary: np.ndarray) -> SalaryTable:
    return SalaryTable(salary, np.broadcast_to(np.int8(0), salary.shape))


def _joined_laid(key: str, plans: Sequence[Plan], basis: str, months: tuple[int, ...]) -> Laid:
    """The inputs of an element in all the plans; 0 for the rows of a plan that does not have the element."""
    every = [each.laid.get(key, Laid()) for each in plans]
    symbols = dict.fromkeys(symbol for each in every for symbol in each.inputs)
    inputs: dict[str, np.ndarray | float] = {}
    for symbol in symbols:
        stated = [each.inputs.get(symbol) for each in every]
        numbers = {value for value in stated if isinstance(value, float | int)}
        if numbers:
            inputs[symbol] = numbers.pop()
            continue
        width = max(value.shape[1] for value in stated if isinstance(value, np.ndarray))
        inputs[symbol] = np.concatenate(
            [np.broadcast_to(value if isinstance(value, np.ndarray) else 0.0, (len(plan.fte), width))
             for value, plan in zip(stated, plans, strict=True)]
        )  # fmt: skip
    above = {}
    if any(basis in each.above_salary for each in every):
        above[basis] = _table(np.concatenate([
            each.above_salary[basis].salary if basis in each.above_salary else np.zeros((len(plan.fte), *months))
            for each, plan in zip(every, plans, strict=True)
        ]))  # fmt: skip
    return Laid(inputs, above)


def folded_totals(plan: Plan, rows: np.ndarray, basis: str, rates: Rates) -> np.ndarray:
    """What a timeline costs in each draw and year, £, (draws, years).

    Args:
        plan: all rows that draws use, from :func:`joined`.
        rows: (draws, the most rows of a draw) the indices of each draw's rows in ``plan``, filled up with -1.
        basis: the basis that the plan is for.
        rates: the rates of these draws.
    """
    totals = np.zeros((len(rows), len(plan.months.years)))
    for few in _few(rows):
        here = rows[few]
        draw_of, column = np.nonzero(here >= 0)
        at = here[draw_of, column]
        costs = cost(_fold(plan, at, draw_of, basis, rates.of(few)), basis)
        by_year = plan.months.by_year(costs.total)
        for year in range(by_year.shape[1]):
            totals[few, year] = np.bincount(draw_of, weights=by_year[:, year], minlength=len(here))
    return totals


def _few(rows: np.ndarray) -> Iterator[np.ndarray]:
    """The indices of draws, in blocks of about ``ROWS_AT_ONCE`` rows."""
    size = max(1, ROWS_AT_ONCE // max(1, rows.shape[1]))
    yield from (np.arange(start, min(start + size, len(rows))) for start in range(0, len(rows), size))


def _fold(plan: Plan, at: np.ndarray, draw_of: np.ndarray, basis: str, rates: Rates) -> Plan:
    """The rows of several draws as one plan. A person in two draws counts as two holders."""
    holders = plan.holder_of.max(initial=-1) + 1
    monthly, late = plan.rates, plan.paid_late
    if rates.lgps is not None:
        monthly = replace(monthly, lgps=monthly.lgps + rates.lgps[draw_of])
    fold = replace(
        plan,
        appointments=tuple(plan.appointments[row] for row in at.tolist()) if plan.letters else (),
        range_of=plan.range_of[at],
        holder_of=draw_of * holders + plan.holder_of[at],
        fte=plan.fte[at],
        in_lgps=plan.in_lgps[at],
        scheme_of=plan.scheme_of[at],
        paths=(),
        rates=monthly,
        paid_late=None,
    )
    paid = _paid(plan, fold, at, draw_of, basis, rates)
    if late is None:
        return paid
    until_paid = replace(rates, rise=rates.until_paid)
    return replace(
        paid, paid_late=replace(late, meanwhile=_paid(late.meanwhile, fold, at, draw_of, basis, until_paid, late.late))
    )


def _paid(  # noqa: PLR0913  a plan as it is folded, and the rows and rates of its draws
    plan: Plan, fold: Plan, at: np.ndarray, draw_of: np.ndarray, basis: str, rates: Rates, of: slice | np.ndarray = ALL
) -> Plan:
    """``fold`` with the pay of its rows, taken from ``plan``. ``of`` gives the months that ``plan`` has."""
    salary, rise = plan.own[basis].salary[at], rates.rise
    return replace(
        fold,
        employed=plan.employed[at],
        own={basis: _table(salary if rise is None else salary * rise[draw_of][:, of])},
        laid={key: _laid(key, laid, plan, at, draw_of, basis, rates, of) for key, laid in plan.laid.items()},
    )


def _laid(  # noqa: PLR0913  an element of a plan, and the rows and rates of its draws
    key: str, laid: Laid, plan: Plan, at: np.ndarray, draw_of: np.ndarray, basis: str, rates: Rates,
    of: slice | np.ndarray,
) -> Laid:  # fmt: skip
    folded = laid.changed(lambda array: array[at])
    if key == TURNOVER.key and rates.turnover is not None:
        return Laid(folded.inputs | {"turnover_rate": rates.turnover[draw_of][:, None]})
    if key == PAY_PROTECTION.key and rates.rise is not None and basis in folded.above_salary:
        protected = _protected(plan, at, draw_of, rates.rise)
        return Laid() if protected is None else Laid(above_salary={basis: _table(protected[:, of])})
    return folded


def _protected(plan: Plan, at: np.ndarray, draw_of: np.ndarray, rise: np.ndarray) -> np.ndarray | None:
    """Each row's protection with salaries multiplied by ``rise``, £ a year, (rows, months); None if no row has any."""
    kinds: dict[ProtectionWith, list[int]] = {}
    for row in np.unique(at).tolist():
        if with_rise := plan.paths[row].protection_with:
            kinds.setdefault(with_rise, []).append(row)
    if not kinds:
        return None
    protection = np.zeros((len(at), len(plan.months)))
    for with_rise, rows in kinds.items():
        these = np.flatnonzero(np.isin(at, rows))
        protection[these] = with_rise(rise[draw_of[these]])
    return protection
