"""Which rates a month of one appointment rests on: the rows that the engine read, found again by name and day."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from model.base.dated import value_on
from model.cost.costed import CostedScenario
from model.cost.plan import Plan
from model.pay.grades import own_number, structure_of
from model.pay.ni_categories import CATEGORIES
from model.pay.salaries import POINTS_OF
from model.rates.tables import Rate
from model.schema.sections.pension_schemes import HELD
from model.schema.sections.rates_in_force import SCENARIO_LGPS

SPINES, GRADES, NI, LGPS, SCHEMES, LEVY = (
    "spines", "grades", "employer_ni", "lgps", "pension_schemes", "apprenticeship_levy",
)  # fmt: skip
THRESHOLD, UPPER = "secondary_threshold", "upper_secondary_threshold"
OF_REBATE = ("contracted_out_rebate", "lower_earnings_limit", "upper_accrual_point")


@dataclass(frozen=True)
class RatesOf:
    """The rates of a timeline on a basis, by appointment (its row) and month (its number)."""

    costed: CostedScenario
    plan: Plan
    basis: str

    @cached_property
    def _by_table(self) -> dict[str, list[Rate]]:
        tables: dict[str, list[Rate]] = defaultdict(list)
        for rate in self.costed.book.rates_read:
            tables[rate.table].append(rate)
        return tables

    @cached_property
    def _first_days(self) -> list[date]:
        return self.plan.months.first_days.tolist()

    @cached_property
    def _pay_days(self) -> list[date]:
        return self.plan.months.pay_days.tolist()

    def points(self, row: int, month: int) -> tuple[int, ...]:
        """The points whose salary, or whose mean salary, is the salary of a month.

        For a holder who moves within the month, they are the points before and after the move.
        """
        points = self.costed.book.points
        numbering = next(n for n, part in enumerate(points.parts) if part.start <= month < part.stop)
        pay_range = self.costed.book.ranges[self.plan.range_of[row]]
        if self.basis not in self.plan.own:
            ladder, side = points.ladders[numbering], pay_range.in_numbering(numbering)
            return tuple(POINTS_OF[self.basis](side.points(ladder), side.points_beyond_bar(ladder)))
        salary = self.plan.own[self.basis].salary[row, month]
        own = [p for p in points.salary if structure_of(p) == structure_of(pay_range.bottom)]
        same = [p for p in own if abs(points.salary[p][month] - salary) < 1e-6]
        if same:
            side = pay_range.in_numbering(numbering)
            inside = [point for point in same if point in side]
            return tuple((inside or same)[:1])
        steps, end = self.plan.paths[row].steps, self._pay_days[month]
        held = [step.point for step in steps if step.day <= end]
        return tuple(dict.fromkeys(held[-2:]))

    @cached_property
    def _of_points(self) -> dict[tuple[str, str], list[Rate]]:
        """The rates of each point, by spine and point."""
        rows: dict[tuple[str, str], list[Rate]] = defaultdict(list)
        for rate in self._by_table[SPINES]:
            rows[rate.name, rate.point].append(rate)
        return rows

    @cached_property
    def _kept(self) -> dict[tuple[int, int], tuple[Rate, ...]]:
        """Results of :meth:`salary`, by row and month, kept because every element of a month rests on them."""
        return {}

    def salary(self, row: int, month: int) -> tuple[Rate, ...]:
        """The rates behind a month's salary: those of its points and, if the grade has a name, of the grade."""
        if (row, month) not in self._kept:
            self._kept[row, month] = tuple(self._salary(row, month))
        return self._kept[row, month]

    def _salary(self, row: int, month: int) -> Iterator[Rate]:
        day, held = self._first_days[month], self.plan.appointments[row]
        terms = self.costed.scenario.pay_terms.get(held.pay_structure)
        if terms is None:  # a post at a stated cost has no salary
            return
        for point in self.points(row, month):
            yield from _in_force(self._of_points[terms.spine, str(own_number(point))], day)
        grade = f"{terms.grades_of}, grade {held.grade}".lower()
        yield from (rate for rate in self._by_table[GRADES] if rate.name.lower() == grade)

    def ni(self, row: int, month: int) -> Iterator[Rate]:
        """The rates of National Insurance on the month's pay day, for the holder's category letter."""
        return self.ni_on(row, self._pay_days[month])

    def ni_on(self, row: int, day: date) -> Iterator[Rate]:
        """The rates of National Insurance on a given day, for the earnings periods that the timeline uses."""
        letter = value_on(self.plan.letters.get(self.plan.appointments[row].holder, ()), day)
        relief = CATEGORIES[letter].relief if letter else ""
        return (rate for rate in ni_terms_on(self._by_table[NI], day, relief) if rate.point in self._periods)

    @cached_property
    def _periods(self) -> tuple[str, ...]:
        """Keys of the NI rows in use: ``rate``, the payroll's period, and ``weekly`` for arrears of those who left."""
        payroll = self.plan.rates.insured and self.plan.rates.insured.payroll
        own = payroll.period if payroll else "monthly"
        return ("rate", own, "weekly") if self.plan.paid_late else ("rate", own)

    def lgps(self, row: int, month: int) -> Iterator[Rate]:
        """The employer's contribution rate for the holder's scheme; empty where the holder is in no scheme."""
        if not self.plan.in_lgps[row]:
            return
        day, number = self._pay_days[month], int(self.plan.scheme_of[row])
        if number == 0:
            yield from _in_force((rate for rate in self._by_table[LGPS] if rate.name == SCENARIO_LGPS), day)
            return
        scheme = self.costed.scenario.schemes_in_use[number - 1]
        held = HELD.get(scheme.kind)
        names = {scheme.name, held.name if held else scheme.name}
        yield from _in_force((rate for rate in self._by_table[SCHEMES] if rate.name in names), day)

    def levy(self, row: int, month: int) -> Iterator[Rate]:
        """The rate of the apprenticeship levy on the month's pay day."""
        yield from _in_force(self._by_table[LEVY], self._pay_days[month])

    def levied_salary(self, row: int, month: int) -> tuple[Rate, ...]:
        """The rates behind the salary on which levy is paid."""
        return self.salary(row, month)

    def of(self, names: Iterable[str], row: int, month: int) -> tuple[Rate, ...]:
        """The rates that an element rests on. ``names`` are those of :attr:`model.cost.element.Element.rests_on`."""
        return tuple(dict.fromkeys(rate for name in names for rate in getattr(self, name)(row, month)))


def ni_terms_on(rates: Iterable[Rate], day: date, relief: str = "") -> Iterator[Rate]:
    """The rates of employer National Insurance on a day. Those of the rebate are included only while there is a rebate.

    For somebody with a relief, the relief's upper threshold replaces the usual threshold.
    """
    rows = [*_in_force((rate for rate in rates if rate.table == NI), day)]
    rebated = any(rate.name == OF_REBATE[0] and rate.value for rate in rows)
    own = f"{UPPER}_{relief}"
    for rate in rows:
        if rate.name in OF_REBATE:
            counts = rebated
        elif rate.name.startswith(UPPER):
            counts = rate.name == own
        else:
            counts = rate.name != THRESHOLD or not relief
        if counts:
            yield rate


def _in_force(rates: Iterable[Rate], day: date) -> Iterator[Rate]:
    return (rate for rate in rates if rate.effective_from <= day <= rate.effective_to)
