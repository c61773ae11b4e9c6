"""A timeline's pay protection as formulas: the gap between old and new salary, and the share of it that is paid."""

from dataclasses import replace

import numpy as np

from model.report.twin.facts import ProtectedRow
from model.report.twin.months import point_salary
from model.report.twin.point_blocks import View, actual_salary, in_numbers, salaries_of
from model.report.twin.timeline import Timeline


def write_protection(sheet: Timeline, view: View) -> None:
    """Write what protects pay on the basis chosen, £ a year at 1.0 FTE."""
    rows = [row for row in sheet.facts.protected if row.timeline == sheet.key]
    if rows:
        _Protected(sheet, view, rows).write()
    basis = sheet.facts.assessment.scenario.costing.basis
    values = np.zeros(sheet.plan.employed.shape)
    if protected := view.plan.above_salary("pay_protection", basis):
        values = np.where(sheet.plan.employed > 0, protected.salary, 0.0)

    def formula(i: int, month: int) -> str:
        if not rows:
            return "0"
        paid = sheet.areas[view.name("protected_salary")]
        seats = f"{sheet.sheet.name}!$A${paid.row + 1}:$A${paid.row + paid.rows}"
        return f"Basis_is_actual*SUMIF({seats},{sheet.post('no', i)},{paid.down(month)})"

    title = "Protection in force" if rows else "Protection in force: none in this timeline"
    sheet.block(view.name("above_pay_protection"), f"{title}, £ a year at 1.0 FTE{view.words}", formula, values)


class _Protected:
    """The blocks of the seats whose pay may be protected."""

    def __init__(self, sheet: Timeline, view: View, rows: list[ProtectedRow]):
        self.sheet, self.view, self.rows = sheet, view, rows
        self.seats = [row.seat for row in rows]
        self.number = [sheet.facts.protected.index(row) for row in rows]
        self.appointment = [sheet.seats.index(row.seat) for row in rows]
        self.appointment_before = [sheet.present.seats.index(row.old_seat) for row in rows]
        first_days = sheet.plan.months.first_days
        self.start = [int(np.searchsorted(first_days, np.datetime64(r.start), side="right")) - 1 for r in rows]
        self.since = np.array([np.arange(len(first_days)) >= start for start in self.start])

    def write(self) -> None:
        """Write them in order: the two salaries, the gap, whether it still runs, what is paid."""
        gap = self._gap()
        running = ~np.logical_or.accumulate((gap == 0) & self.since, axis=1)
        self._block("running", "1 until new pay catches up", self._running, running.astype(int), "whole")
        shares = np.array([row.shares for row in self.rows])
        paid = shares * running * gap
        values = np.where(self.since, paid, shares * self._gap_before())
        self._block("protected_salary", "paid, £ a year at 1.0 FTE", self._paid, values)

    def _block(self, name: str, title: str, formula, values: np.ndarray, number: str = "money") -> None:
        title = f"Protected: {title}{self.view.words}"
        self.sheet.block(self.view.name(name), title, formula, values, number, seats=self.seats)

    def _cell(self, name: str, i: int, month: int) -> str:
        return self.sheet.cell(self.view.name(name), i, month)

    def _across(self, name: str, i: int) -> str:
        return self.sheet.areas[self.view.name(name)].across(i)

    def _began(self, i: int) -> str:
        """The formula of the number of the month of the change."""
        first_days = self.sheet.months.areas["first_day"].across()
        return f"MATCH({self.sheet.inputs.protected.cell(self.number[i], 0)},{first_days},1)"

    def _before(self, i: int, month: int) -> str:
        return f"{self.sheet.months.at('month_no', month)}<{self._began(i)}"

    @property
    def _parts(self) -> tuple[slice, ...]:
        """The months of each numbering of the spine."""
        return self.sheet.facts.assessment.costed.book.points.parts

    def _of_points(self, which: str, first: int, title: str) -> np.ndarray:
        """Write the salaries of the old or the new points."""
        sheet, area = self.sheet, self.sheet.inputs.protected
        values = np.hstack([
            salaries_of(sheet, [getattr(row, which)[number] for row in self.rows], self.view)[:, part]
            for number, part in enumerate(self._parts)
        ])  # fmt: skip

        def formula(i: int, month: int) -> str:
            point = in_numbers(sheet, area, self.number[i], first, month)
            return point_salary(point, sheet.months.at(self.view.table, month))

        self._block(which, title, formula, values)
        return values

    def _gap(self) -> np.ndarray:
        scheme = self.sheet.facts.assessment.scenario.people.protection
        old = self._of_points("old_points", 1, "salary of the old point, £ a year at 1.0 FTE")
        new = self._of_points(
            "new_points", 1 + len(self._parts), "salary of the point assimilated to, £ a year at 1.0 FTE"
        )
        held = actual_salary(self.view.plan)[self.appointment]
        frozen = np.array([np.full(old.shape[1], row[start]) for row, start in zip(old, self.start, strict=True)])
        gap = np.maximum((old if scheme.uprated else frozen) - (held if scheme.counts_increments else new), 0.0)

        def formula(i: int, month: int) -> str:
            at_change = f"INDEX({self._across('old_points', i)},{self._began(i)})"
            kept = f"IF(Protection_uprated=1,{self._cell('old_points', i, month)},{at_change})"
            now = self._cell("actual_salary", self.appointment[i], month)
            paid = f"IF(Protection_counts_increments=1,{now},{self._cell('new_points', i, month)})"
            return f"MAX(0,{kept}-{paid})"

        self._block("gap", "old salary less new, £ a year at 1.0 FTE", formula, gap)
        return gap

    def _gap_before(self) -> np.ndarray:
        """What each holder's present post pays more than the new structure would, had it stood by then."""
        paid_then = self.sheet.present.values[self.view.name("actual_salary")][self.appointment_before]
        return np.maximum(paid_then - actual_salary(self.view.plan)[self.appointment], 0.0)

    def _running(self, i: int, month: int) -> str:
        earlier = self._cell("running", i, month - 1) if month else "1"
        return f"IF({self._before(i, month)},1,IF({self._cell('gap', i, month)}=0,0,{earlier}))"

    def _paid(self, i: int, month: int) -> str:
        """Before the change a structure that stood all year is protected against what the present post then paid."""
        share = replace(self.sheet.inputs.protected, fixed="").cell(self.number[i], 1 + 2 * len(self._parts) + month)
        salary = self.view.name("actual_salary")
        then = self.sheet.present.cell(salary, self.appointment_before[i], month)
        before = f"MAX(0,{then}-{self.sheet.cell(salary, self.appointment[i], month)})"
        since = f"{self._cell('running', i, month)}*{self._cell('gap', i, month)}"
        return f"{share}*IF({self._before(i, month)},{before},{since})"
