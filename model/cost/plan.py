"""What happens to whom, when: a timeline of appointments as arrays, with the rates of each month.

Arrays are (appointments,), (appointments, months) or (months,). A plan has no costs; ``cost`` works them out.
``model/cost/layout.py`` makes a plan.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import cast

import numpy as np
from numpy.typing import NDArray

from model.base.dated import Dated
from model.base.financial_year import PayMonths
from model.cost.insured import Letters
from model.cost.rate_book import MonthlyRates
from model.pay.salaries import SalaryTable
from model.people.appointments import Appointment
from model.people.paths import Path

ROWS_IN_A_BLOCK = 4096
"""How many appointments are costed at once, so that their arrays fit into the processor's cache."""


@dataclass(frozen=True)
class PaidLate:
    """Awards settled late. ``meanwhile`` is the timeline on the salaries paid until arrears are paid.

    ``paid_in`` is (months,): for each month earned, the index of the month in which its award is paid. ``is_cut`` says
    that ``meanwhile`` has only the late months.
    """

    meanwhile: "Plan"
    paid_in: np.ndarray
    is_cut: bool = False

    @cached_property
    def late(self) -> NDArray[np.intp]:
        """The indices of the months whose award is paid in a later month, (late months,)."""
        return np.flatnonzero(self.paid_in > np.arange(len(self.paid_in)))

    @cached_property
    def in_late_months(self) -> "Plan":
        """The plan of what is paid at first, in the late months alone. In other months, all that is earned is paid."""
        return self.meanwhile if self.is_cut else self.meanwhile.of_months(self.late)

    def paid(self, earned: np.ndarray, meanwhile: np.ndarray) -> np.ndarray:
        """What is paid in each month, £, (appointments, months).

        ``earned`` is what is earned in each month, £. ``meanwhile`` is what is paid in the late months until arrears
        are paid, £, (appointments, late months).
        """
        paid = earned.copy()
        paid[:, self.late] = meanwhile
        self._add_owed(paid, earned, meanwhile)
        return paid

    def owed(self, earned: np.ndarray, meanwhile: np.ndarray) -> np.ndarray:
        """The part of what is paid in each month that was owed for earlier months, £, (appointments, months)."""
        owed = np.zeros_like(earned)
        self._add_owed(owed, earned, meanwhile)
        return owed

    def _add_owed(self, to: np.ndarray, earned: np.ndarray, meanwhile: np.ndarray) -> None:
        for number, month in enumerate(self.late.tolist()):
            to[:, self.paid_in[month]] += earned[:, month] - meanwhile[:, number]


@dataclass(frozen=True)
class Laid:
    """The inputs of one cost element, besides those that every element may read.

    ``inputs`` has an array by symbol, (appointments, 1) or (appointments, months), or a number for the whole scenario.
    ``above_salary`` has what is paid above salary by basis, £ a year at 1.0 FTE.
    """

    inputs: dict[str, np.ndarray | float] = field(default_factory=dict)
    above_salary: dict[str, SalaryTable] = field(default_factory=dict)

    def counts_on(self, basis: str) -> bool:
        """Whether the element can cost anything on a basis."""
        return bool(self.inputs) or basis in self.above_salary

    def changed(self, change: Callable[[np.ndarray], np.ndarray]) -> "Laid":
        """A copy in which ``change`` has been applied to every array; numbers stay as they are."""
        return Laid(
            {
                symbol: change(value) if isinstance(value, np.ndarray) else value
                for symbol, value in self.inputs.items()
            },
            {basis: table.changed(change) for basis, table in self.above_salary.items()},
        )


@dataclass(frozen=True)
class Plan:
    """One timeline. ``range_of`` and ``holder_of`` are the index of each appointment's grade and holder.

    ``budget`` has a salary table by grade for each budget basis. ``own`` has a salary table by appointment for each
    basis that needs holders' points, and is empty where the scenario states no points.
    """

    months: PayMonths
    appointments: tuple[Appointment, ...]
    range_of: np.ndarray
    holder_of: np.ndarray
    fte: np.ndarray
    employed: np.ndarray
    in_lgps: np.ndarray
    """Whether each appointment is in a pension scheme, whichever it is."""
    scheme_of: np.ndarray
    """The index of each appointment's scheme; 0 for the LGPS of the on-costs."""
    budget: dict[str, SalaryTable]
    own: dict[str, SalaryTable]
    paths: tuple[Path, ...]
    rates: MonthlyRates
    laid: dict[str, Laid] = field(default_factory=dict)
    """The inputs of each element, by its key. Elements that cost nothing in the timeline are left out."""
    paid_late: PaidLate | None = None
    """Awards settled late; None where every award is paid from its day."""
    letters: Letters = field(default_factory=dict[tuple[str, ...], tuple[Dated[str], ...]])
    """National Insurance category letters of the holders who have a letter other than A."""

    def blocks(self, size: int) -> Iterator[NDArray[np.intp]]:
        """The plan's row numbers in blocks of about ``size`` rows.

        All rows of a holder are in one block, as NI needs them.
        """
        if len(self.holder_of) <= size:
            yield np.arange(len(self.holder_of))
            return
        in_turn = np.argsort(self.holder_of, kind="stable")
        ends = np.flatnonzero(np.diff(self.holder_of[in_turn], append=-1)) + 1
        cuts = ends[np.searchsorted(ends, np.arange(size, len(in_turn), size))]
        yield from (np.sort(block) for block in np.split(in_turn, np.unique(cuts)) if len(block))

    def of_rows(self, rows: NDArray[np.intp]) -> "Plan":
        """The plan with the appointments ``rows`` alone. All appointments of a holder must be among them."""

        def cut(array: np.ndarray) -> np.ndarray:
            return array[rows]

        late, numbers = self.paid_late, cast("list[int]", rows.tolist())
        return replace(
            self,
            appointments=tuple(self.appointments[row] for row in numbers),
            range_of=cut(self.range_of),
            holder_of=np.unique(self.holder_of[rows], return_inverse=True)[1],
            fte=cut(self.fte),
            employed=cut(self.employed),
            in_lgps=cut(self.in_lgps),
            scheme_of=cut(self.scheme_of),
            own={basis: table.changed(cut) for basis, table in self.own.items()},
            paths=tuple(self.paths[row] for row in numbers) if self.paths else (),
            laid={element: laid.changed(cut) for element, laid in self.laid.items()},
            paid_late=late and replace(late, meanwhile=late.meanwhile.of_rows(rows)),
        )

    def of_months(self, numbers: NDArray[np.intp]) -> "Plan":
        """The plan with the months ``numbers`` alone, to work out what is earned in those months."""

        def cut(array: np.ndarray) -> np.ndarray:
            return (
                array[:, numbers] if array.shape[1] == len(self.months) else array
            )  # else it is the same in every month

        return replace(
            self,
            employed=cut(self.employed),
            budget={basis: table.changed(cut) for basis, table in self.budget.items()},
            own={basis: table.changed(cut) for basis, table in self.own.items()},
            laid={element: laid.changed(cut) for element, laid in self.laid.items()},
        )

    @property
    def bases(self) -> tuple[str, ...]:
        """Every basis that this plan can be costed on."""
        return (*self.budget, *self.own)

    def salaries(self, basis: str) -> SalaryTable:
        """Each appointment's salary on a basis with its status, (appointments, months)."""
        if basis in self.own:
            return self.own[basis]
        table = self.budget[basis]
        return SalaryTable(table.salary[self.range_of], table.status[self.range_of])

    def salary(self, basis: str) -> np.ndarray:
        """Each appointment's salary on a basis, £ a year at 1.0 FTE, (appointments, months)."""
        return self.own[basis].salary if basis in self.own else self.budget[basis].salary[self.range_of]

    def above_salary(self, element: str, basis: str) -> SalaryTable | None:
        """What an element pays above salary on a basis, £ a year at 1.0 FTE; None where it pays nothing."""
        return self.laid[element].above_salary.get(basis) if element in self.laid else None

    @property
    def pension_rate(self) -> np.ndarray:
        """The employer's rate of each appointment's scheme: (months,); with several schemes (appointments, months)."""
        lgps, schemes = self.rates.lgps, self.rates.schemes
        if schemes is None:
            return lgps
        return np.where((self.scheme_of == 0)[:, None], lgps, schemes.rate[self.scheme_of - 1])

    @property
    def pension_status(self) -> np.ndarray:
        """The status of ``pension_rate``, RateStatus as int8, in the same shape."""
        lgps, schemes = self.rates.lgps_status, self.rates.schemes
        return lgps if schemes is None else np.vstack([lgps, schemes.status])[self.scheme_of]

    @cached_property
    def rows_of(self) -> dict[str, list[int]]:
        """The rows of each post's appointments, by the id of the post."""
        rows: dict[str, list[int]] = {}
        for row, appointment in enumerate(self.appointments):
            rows.setdefault(appointment.post, []).append(row)
        return rows

    @cached_property
    def working_time(self) -> np.ndarray:
        """FTE times the share of the month employed, (appointments, months)."""
        return self.fte[:, None] * self.employed

    @cached_property
    def gone(self) -> np.ndarray:
        """Whether an appointment's holder is in no post in a month, (appointments, months)."""
        return self.gone_of(self.employed)

    def gone_of(self, employed: np.ndarray) -> np.ndarray:
        """Whether an appointment's holder is in no post in a period, (appointments, periods).

        ``employed``, of the same shape, is above 0 where the holder is in the appointment's post. A period may be a
        month.
        """
        rows = np.argsort(self.holder_of, kind="stable")
        starts = np.flatnonzero(np.diff(self.holder_of[rows], prepend=-1))
        if len(starts) == len(rows):  # nobody has two posts
            return employed == 0
        gone = np.empty(employed.shape, dtype=bool)
        none_held = np.maximum.reduceat(employed[rows], starts, axis=0) == 0
        gone[rows] = np.repeat(none_held, np.diff(starts, append=len(rows)), axis=0)
        return gone
