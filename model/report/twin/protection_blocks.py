"""A timeline's pay protection as formulas: the gap between old and new salary, and the share of it that is paid."""

from dataclasses import replace

import numpy as np

from model.report.twin.months import Formula, point_salary
from model.report.twin.point_blocks import View, actual_salary, in_numbers, salaries_of
from model.report.twin.protected import ProtectedRow, month_of
from model.report.twin.timeline import Timeline


def write_protection(sheet: Timeline, view: View) -> None:
    """Write the protection paid on the basis chosen, £ a year at 1.0 FTE."""
    rows = [row for row in sheet.facts.protected if row.timeline == sheet.key]
    if rows:
        _Protected(sheet, view, rows).write()
    values = np.zeros(sheet.plan.employed.shape)
    if protected := view.plan.above_salary("pay_protection", sheet.facts.basis):
        values = np.where(sheet.plan.employed > 0, protected.salary, 0.0)

    def formula(i: int, month: int) -> str:
        if not rows:
            return "0"
        paid = sheet.areas[view.name("protected_salary")]
        seats = replace(paid, col=0, cols=1).whole()
        protected = f"Basis_is_actual*SUMIF({seats},{sheet.post('no', i)},{paid.down(month)})"
        return f"IF({sheet.cell('employed', i, month)}=0,0,{protected})"

    title = "Protection in force" if rows else "Protection in force: none in this timeline"
    sheet.block(view.name("above_pay_protection"), view.a_year(title), formula, values)


class _Protected:
    """The blocks of the seats whose pay may be protected."""

    def __init__(self, sheet: Timeline, view: View, rows: list[ProtectedRow]):
        self.sheet, self.view, self.rows = sheet, view, rows
        self.number = [sheet.facts.protected.index(row) for row in rows]
        self.appointment = [sheet.seats.index(row.seat) for row in rows]
        self.appointment_before = [sheet.present.seats.index(row.old_seat) for row in rows]
        self.start = [month_of(row.start, sheet.plan.months) for row in rows]
        self.since = np.arange(len(sheet.plan.months)) >= np.array(self.start)[:, None]
        self.parts = sheet.facts.costed.book.points.parts
        """The months of each numbering of the spine."""

    def write(self) -> None:
        """Write the blocks in order: the two salaries, the gap, whether protection still runs, and what is paid."""
        gap = self._write_gap()
        running = ~np.logical_or.accumulate((gap == 0) & self.since, axis=1)
        self._block("running", "1 until new pay catches up", self._running, running.astype(int), "whole")
        shares = np.array([row.shares for row in self.rows])
        # how much more each holder's present post pays than the new structure would, if it were in place by then
        paid_then = self.sheet.present.values[self.view.name("actual_salary")][self.appointment_before]
        gap_before = np.maximum(paid_then - actual_salary(self.view.plan)[self.appointment], 0.0)
        values = shares * np.where(self.since, running * gap, gap_before)
        self._block("protected_salary", "paid, £ a year at 1.0 FTE", self._paid, values)

    def _block(self, name: str, title: str, formula: Formula, values: np.ndarray, number: str = "money") -> None:
        title, seats = f"Protected: {title}{self.view.words}", [row.seat for row in self.rows]
        self.sheet.block(self.view.name(name), title, formula, values, number, seats)

    def _cell(self, name: str, i: int, month: int) -> str:
        return self.sheet.cell(self.view.name(name), i, month)

    def _began(self, i: int) -> str:
        """The formula of the number of the month in which protection begins."""
        first_days = self.sheet.months.areas["first_day"].across()
        return f"MATCH({self.sheet.inputs.protected.cell(self.number[i], 0)},{first_days},1)"

    def _before(self, i: int, month: int) -> str:
        return f"{self.sheet.months.at('month_no', month)}<{self._began(i)}"

    def _write_points(self, name: str, title: str, points: list[tuple[int, ...]], first: int) -> np.ndarray:
        """Write, and give, the salaries of the old or the new points, whose inputs begin in column ``first``."""
        sheet, area = self.sheet, self.sheet.inputs.protected
        by_numbering = zip(zip(*points, strict=True), self.parts, strict=True)
        values = np.hstack([salaries_of(sheet, numbers, self.view)[:, part] for numbers, part in by_numbering])

        def formula(i: int, month: int) -> str:
            point = in_numbers(sheet, area, self.number[i], first, month)
            spine = sheet.facts.spine_of(points[i][0])
            return point_salary(point, sheet.months, self.view.table, month, spine)

        self._block(name, f"{title}, £ a year at 1.0 FTE", formula, values)
        return values

    def _write_gap(self) -> np.ndarray:
        scheme, rows = self.sheet.facts.protection, self.rows
        old = self._write_points("old_points", "salary of the old point", [row.old_points for row in rows], 1)
        title, points = "salary of the point assimilated to", [row.new_points for row in rows]
        new = self._write_points("new_points", title, points, 1 + len(self.parts))
        at_change = old[np.arange(len(rows)), self.start][:, None]
        paid = actual_salary(self.view.plan)[self.appointment] if scheme.counts_increments else new
        gap = np.maximum((old if scheme.uprated else at_change) - paid, 0.0)

        def formula(i: int, month: int) -> str:
            frozen = f"INDEX({self.sheet.areas[self.view.name('old_points')].across(i)},{self._began(i)})"
            kept = f"IF(Protection_uprated=1,{self._cell('old_points', i, month)},{frozen})"
            now = self._cell("actual_salary", self.appointment[i], month)
            paid = f"IF(Protection_counts_increments=1,{now},{self._cell('new_points', i, month)})"
            return f"MAX(0,{kept}-{paid})"

        self._block("gap", "old salary less new, £ a year at 1.0 FTE", formula, gap)
        return gap

    def _running(self, i: int, month: int) -> str:
        earlier = self._cell("running", i, month - 1) if month else "1"
        return f"IF({self._before(i, month)},1,IF({self._cell('gap', i, month)}=0,0,{earlier}))"

    def _paid(self, i: int, month: int) -> str:
        """The formula of protection paid. In months costed before the change, the gap is present pay less new pay."""
        share = replace(self.sheet.inputs.protected, fixed="").cell(self.number[i], 1 + 2 * len(self.parts) + month)
        then = self.sheet.present.cell(self.view.name("actual_salary"), self.appointment_before[i], month)
        before = f"MAX(0,{then}-{self._cell('actual_salary', self.appointment[i], month)})"
        since = f"{self._cell('running', i, month)}*{self._cell('gap', i, month)}"
        return f"{share}*IF({self._before(i, month)},{before},{since})"
