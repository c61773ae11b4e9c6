"""What happens to whom, when: a timeline of appointments as arrays, with the rates of each month.

Arrays are shaped (appointments,), (appointments, months) or (months,). A plan holds no cost; ``cost`` makes one.
"""

from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np

from model.base.financial_year import PayMonths
from model.cost.allowances import Allowances, allowances_of
from model.cost.rate_book import MonthlyRates, RateBook
from model.pay.salaries import SalaryTable
from model.people.acting_up import acting_pay, part_acted
from model.people.careers import Careers, Path
from model.people.establishment import Appointment


@dataclass(frozen=True)
class PaidLate:
    """Awards settled late: the same timeline on the salaries paid meanwhile, and when what is owed is paid.

    ``paid_in`` is (months,): for each month earned, the number of the month in which its award is paid.
    """

    meanwhile: "Plan"
    paid_in: np.ndarray

    def paid(self, earned: np.ndarray, meanwhile: np.ndarray) -> np.ndarray:
        """£ paid in each month, (appointments, months), of what is earned in it and what is paid meanwhile."""
        late = self.paid_in > np.arange(len(self.paid_in))
        paid = np.where(late, meanwhile, earned)
        for month in np.flatnonzero(late):
            paid[:, self.paid_in[month]] += earned[:, month] - meanwhile[:, month]
        return paid


@dataclass(frozen=True)
class Plan:
    """One timeline. ``range_of`` and ``holder_of`` number each appointment's grade and holder.

    ``budget`` holds a salary table by grade for each budget basis; ``own`` one by appointment for each basis that
    needs holders' points, with what protects their pay, £ a year at 1.0 FTE, (appointments, months). Both of
    the latter are empty where the scenario has no holders' points.
    """

    months: PayMonths
    appointments: tuple[Appointment, ...]
    range_of: np.ndarray
    holder_of: np.ndarray
    fte: np.ndarray
    employed: np.ndarray
    in_lgps: np.ndarray
    budget: dict[str, SalaryTable]
    own: dict[str, SalaryTable]
    protection: dict[str, np.ndarray]
    paths: tuple[Path, ...]
    rates: MonthlyRates
    allowances: Allowances | None = None
    """None where nobody has any."""
    turnover: np.ndarray | None = None
    """The share of each appointment's cost saved by turnover, (appointments,); None where none is assumed."""
    cover: np.ndarray | None = None
    """£ a month of temporary cover, (appointments, months); None where there is none."""
    acting_up: dict[str, SalaryTable] = field(default_factory=dict)
    """What acting up adds to salary by basis, £ a year at 1.0 FTE, (appointments, months); empty for none."""
    paid_late: PaidLate | None = None
    """Awards settled late; None where every award is paid from its day."""

    @property
    def bases(self) -> tuple[str, ...]:
        """Every basis that this plan can be costed on."""
        return (*self.budget, *self.own)

    def salaries(self, basis: str) -> SalaryTable:
        """Each appointment's salary on a basis, (appointments, months)."""
        if basis in self.own:
            return self.own[basis]
        table = self.budget[basis]
        return SalaryTable(table.salary[self.range_of], table.status[self.range_of])

    @cached_property
    def working_time(self) -> np.ndarray:
        """FTE times the fraction of the month employed, (appointments, months)."""
        return self.fte[:, None] * self.employed

    @cached_property
    def gone(self) -> np.ndarray:
        """Whether the holder of each appointment is in none of their posts in a month, (appointments, months)."""
        in_post = np.zeros((self.holder_of.max(initial=-1) + 1, len(self.months)))
        np.add.at(in_post, self.holder_of, self.employed)
        return in_post[self.holder_of] == 0


def plan(
    appointments: tuple[Appointment, ...], book: RateBook, careers: Careers | None = None, turnover: float = 0.0
) -> Plan:
    """Lay a timeline of appointments out as arrays; with careers, each holder's own path too.

    A turnover factor falls on posts that are one of several alike.
    """
    paths = careers.paths(appointments) if careers else ()
    own, protection = _own_salaries(paths)
    holders = {holder: number for number, holder in enumerate(dict.fromkeys(a.holder for a in appointments))}
    first = np.array([a.first_day for a in appointments], dtype="datetime64[D]")
    last = np.array([a.last_day for a in appointments], dtype="datetime64[D]")
    laid_out = Plan(
        months=book.months,
        appointments=appointments,
        range_of=np.array([book.number_of(a.structure, a.grade) for a in appointments], dtype=np.intp),
        holder_of=np.array([holders[a.holder] for a in appointments], dtype=np.intp),
        fte=np.array([a.fte * a.paid_share for a in appointments]),
        employed=book.months.fraction_employed(first, last),
        in_lgps=np.array([a.in_lgps for a in appointments], dtype=bool),
        budget=book.salaries,
        own=own,
        protection=protection,
        paths=paths,
        rates=book.monthly,
        allowances=allowances_of(appointments) if any(a.allowances for a in appointments) else None,
        turnover=turnover * np.array([a.one_of_several for a in appointments]) if turnover else None,
        cover=_cover(appointments, book.months) if any(a.covered_from or a.acting_up for a in appointments) else None,
    )
    if not any(a.acting_up for a in appointments):
        return laid_out
    return replace(laid_out, acting_up=_acting_up(laid_out, book))


def _acting_up(plan: Plan, book: RateBook) -> dict[str, SalaryTable]:
    def as_paid(basis: str) -> SalaryTable:
        held = plan.salaries(basis)
        return SalaryTable(held.salary + plan.protection.get(basis, 0.0), held.status)

    own = {basis: as_paid(basis) for basis in plan.bases}
    held = (plan.appointments, plan.months, plan.employed)
    return acting_pay(*held, own, book.salaries, book.range_number, book.points)


def _cover(appointments: tuple[Appointment, ...], months: PayMonths) -> np.ndarray:
    """£ a month from the first day of cover to the eve of the first day in post, and of backfill for who acts up."""
    first = np.array([a.covered_from or a.first_day for a in appointments], dtype="datetime64[D]")
    last = np.array([a.first_day for a in appointments], dtype="datetime64[D]") - 1
    cover = np.array([a.cover_a_month for a in appointments])[:, None]
    backfill = np.array([a.acting_up.backfill_a_month if a.acting_up else 0.0 for a in appointments])[:, None]
    return months.fraction_employed(first, last) * cover + part_acted(appointments, months) * backfill


def _own_salaries(paths: tuple[Path, ...]) -> tuple[dict[str, SalaryTable], dict[str, np.ndarray]]:
    if not paths:
        return {}, {}
    status = np.array([path.status for path in paths])
    own = {
        "actual": SalaryTable(np.array([path.salary for path in paths]), status),
        "settled": SalaryTable(np.array([path.settled_salary for path in paths]), status),
    }
    return own, {"actual": np.array([path.protection for path in paths])}
