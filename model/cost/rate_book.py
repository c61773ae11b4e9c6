"""Every rate that a scenario needs, looked up once: salaries by grade, on-costs by month, and the rows read."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import numpy as np

from model.base.financial_year import MONTHS_IN_YEAR, FinancialYear, PayMonths
from model.cost.insured import Insured, Letters, insured, letters_of
from model.cost.pensions import Schemes, schemes_of
from model.pay.grades import LATER, PayRange, Renumbering, grade_key, numbering_on
from model.pay.on_costs import NIThresholds, ni_thresholds
from model.pay.pay_structures import OWN, STATED_COST, Place, Scale, joined, paid_nothing
from model.pay.salaries import PointSalaries, SalaryTable, point_salaries, salaries_by_basis
from model.rates.tables import NamedGrade, Rate, Rates, RateStatus
from model.schema.sections.rates import PayTerms
from model.schema.sections.rates_in_force import SCENARIO_LGPS, grade_in_force, renumberings_across, version_day
from model.schema.sections.scenario import Scenario


@dataclass(frozen=True)
class MonthlyRates:
    """On-cost rates on each pay day, each (months,), with their statuses (RateStatus as int8)."""

    ni: NIThresholds
    ni_status: np.ndarray
    lgps: np.ndarray
    lgps_status: np.ndarray
    levy: np.ndarray
    levy_status: np.ndarray
    ni_weekly: NIThresholds
    """The weekly NI thresholds and rates, for what is paid after somebody has left."""
    insured: Insured | None = None
    """How National Insurance is assessed; None where everybody is assessed each month by letter A."""
    schemes: Schemes | None = None
    """The rates of pension schemes besides the LGPS of the on-costs; None where nobody is in one."""

    def in_year(self, years: tuple[FinancialYear, ...], year: FinancialYear) -> "MonthlyRates":
        """The rates of one year."""
        first = years.index(year) * MONTHS_IN_YEAR
        cut = slice(first, first + MONTHS_IN_YEAR)

        def of_year(rates: Any) -> Any:
            if isinstance(rates, Insured | Schemes):
                return rates.in_year(years, year)
            return rates.changed(of_year) if isinstance(rates, NIThresholds) else rates[cut]

        return replace(self, **{name: of_year(rates) for name, rates in vars(self).items() if rates is not None})


@dataclass(frozen=True)
class RateBook:
    """The rates of a scenario, worked out once for all its timelines, and every rate that was read."""

    months: PayMonths
    range_number: dict[str, int]
    ranges: tuple[PayRange, ...]
    points: PointSalaries
    salaries: dict[str, SalaryTable]
    monthly: MonthlyRates
    rates_read: tuple[Rate, ...]

    def number_of(self, side: str, grade: str, pay_structure: str | None = None) -> int:
        """The index of a grade. Where the spine is renumbered, the grade of a proposed post has its own index."""
        return self.range_number[grade_key(grade, side, self.range_number, pay_structure)]


@dataclass(frozen=True)
class Graded:
    """The grades of the posts of one pay structure, its terms, and the tables with its salaries.

    ``grades`` use the point numbers of the first day shown. ``proposed`` are grades that use the point numbers of the
    implementation date.
    """

    pay: PayTerms
    rates: Rates
    grades: Iterable[str]
    proposed: Iterable[str] = ()
    place: Place = OWN


def open_rate_book(structures: Sequence[Graded], months: PayMonths, implementation: date | None = None) -> RateBook:
    """Look up every rate that a scenario needs, once. The team's own pay structure comes first.

    Raises RateMissing or PointMissing. Where a spine is renumbered in these months, raises LookupError if the
    renumbering has no map, and ValueError if no implementation date is given.
    """
    read_scales = [_scale(graded, months, implementation) for graded in structures]
    scale = joined([own for own, _ in read_scales])
    rates, points = structures[0].rates, scale.points
    ranges = tuple(scale.ranges.values())
    salaries = salaries_by_basis(ranges, scale.statuses, points)
    ni, ni_status = ni_thresholds(rates.employer_ni, months.pay_days)
    lgps = rates.lgps.over(SCENARIO_LGPS, "total", months.pay_days)
    levy = rates.apprenticeship_levy.over("levy", "rate", months.pay_days)
    weekly, _ = ni_thresholds(rates.employer_ni, months.pay_days, "weekly")
    monthly = MonthlyRates(ni, ni_status, *_arrays(lgps), *_arrays(levy), weekly)
    read = (
        *(row for _, rows in read_scales for row in rows),
        *dict.fromkeys(_ni_rates_read(rates, months)),
        *dict.fromkeys(lgps),
        *dict.fromkeys(levy),
    )
    range_number = {grade: number for number, grade in enumerate(scale.ranges)}
    return RateBook(months, range_number, ranges, points, salaries, monthly, tuple(dict.fromkeys(read)))


def _scale(graded: Graded, months: PayMonths, implementation: date | None) -> tuple[Scale, list[Rate]]:
    """The grades of a pay structure and the salaries of its points, on the common ladder; and every rate read."""
    if graded.place.name == STATED_COST:
        return paid_nothing(months).placed(graded.place), []
    pay, rates = graded.pay, graded.rates
    first_day: date = months.first_days[0].item()
    grades, proposed = sorted({*graded.grades}), sorted({*graded.proposed})
    renumberings = renumberings_across(pay, rates, months, grades, proposed, implementation)
    if renumberings and not implementation:
        raise ValueError(
            "the spine is renumbered in these months: give the proposed grades and the implementation date"
        )
    later = bool(implementation and numbering_on(implementation, renumberings))
    in_later = [grade for grade in proposed if later or _changed(grade, pay, rates, first_day, implementation)]
    written: dict[str, date] = dict.fromkeys(
        sorted({*grades, *(grade for grade in proposed if grade not in in_later)}), first_day
    )
    if implementation:
        written |= {LATER + grade: implementation for grade in in_later}
    read_grades = {
        grade: grade_in_force(grade.removeprefix(LATER), pay, rates, day, renumberings)
        for grade, day in written.items()
    }
    ranges = {grade: pay_range for grade, (pay_range, _) in read_grades.items()}
    points = point_salaries([*ranges.values()], rates.spines, pay.spine, months, renumberings)
    statuses = tuple(
        _statuses(rows, pay_range, renumberings, numbering_on(written[grade], renumberings))
        for grade, (pay_range, rows) in read_grades.items()
    )
    read = [
        *dict.fromkeys(row.as_rate() for _, rows in read_grades.values() for row in rows if row),
        *points.rates_read,
    ]
    for number, turn in enumerate(renumberings):
        read += _map_read(rates, pay.spine, turn, [each.in_numbering(number) for each in ranges.values()])
    return Scale(ranges, statuses, points).placed(graded.place), read


def with_schemes(book: RateBook, scenario: Scenario, rates: Rates) -> RateBook:
    """The book with the rates of every further pension scheme that has a member. Raises RateMissing."""
    if not (in_use := scenario.schemes_in_use):
        return book
    schemes, read = schemes_of(in_use, rates, book.months.pay_days.tolist())
    monthly = replace(book.monthly, schemes=schemes)
    return replace(book, monthly=monthly, rates_read=tuple(dict.fromkeys((*book.rates_read, *read))))


def with_insurance(book: RateBook, scenario: Scenario, rates: Rates) -> tuple[RateBook, Letters]:
    """The book with the pay days and terms of a scenario's National Insurance, and its holders' category letters.

    Raises RateMissing where the table lacks a threshold on a pay day.
    """
    letters = letters_of(scenario.present)
    own, read = insured(rates.employer_ni, book.months, scenario.pay.payroll(book.months), letters)
    if own is None:
        return book, letters
    kept = (rate for rate in book.rates_read if own.payroll is None or rate.table != rates.employer_ni.title)
    return replace(
        book, monthly=replace(book.monthly, insured=own), rates_read=tuple(dict.fromkeys((*kept, *read)))
    ), letters


def _changed(grade: str, pay: PayTerms, rates: Rates, first: date, change: date | None) -> bool:
    """Whether a proposed grade has another version from the day of the change."""
    return bool(change and version_day(grade, pay, rates, first, change) != first)


def _statuses(
    rows: tuple[NamedGrade | None, ...], pay_range: PayRange, renumberings: tuple[Renumbering, ...], written: int
) -> tuple[RateStatus, ...]:
    """The status of a grade's points in each numbering of the spine.

    It is the status of the row that names the grade in that numbering. Where no row does, it is PUBLISHED in the
    numbering ``written``, in which the grade is stated. In any other numbering it is the worse of two statuses: that of
    the grade in the next numbering towards ``written``, and that of the map between the two numberings.
    """
    statuses: list[RateStatus] = [RateStatus.PUBLISHED if row is None else row.status for row in rows]
    carried = [each.status_of(pay_range.in_numbering(number)) for number, each in enumerate(renumberings)]
    for number in range(written + 1, len(rows)):
        if rows[number] is None:
            statuses[number] = max(statuses[number - 1], carried[number - 1])
    for number in range(written - 1, -1, -1):
        if rows[number] is None:
            statuses[number] = max(statuses[number + 1], carried[number])
    return tuple(statuses)


def _map_read(rates: Rates, spine: str, turn: Renumbering, sides: list[PayRange]) -> Iterator[Rate]:
    """The rows of the map that give a new number to a point of the grades ``sides``, which use the old numbers."""
    for old, new in sorted(turn.new_point.items()):
        if old != new and any(side.bottom <= old <= side.extended_top for side in sides):
            yield next(
                row
                for row in rates.renumbered_points.rows
                if (row.name, row.point, row.effective_from) == (spine, str(old), turn.day)
            )


def _arrays(rates: list[Rate]) -> tuple[np.ndarray, np.ndarray]:
    return np.array([rate.value for rate in rates]), np.array([rate.status for rate in rates], dtype=np.int8)


def _ni_rates_read(rates: Rates, months: PayMonths) -> list[Rate]:
    """The NI rows in force on any pay day. Rows for the rebate are included only while there is a rebate."""
    days = months.pay_days.tolist()
    read = [
        rate
        for rate in rates.employer_ni.rows
        if rate.point in ("rate", "monthly") and any(rate.effective_from <= day <= rate.effective_to for day in days)
    ]
    rebates = [rate for rate in read if rate.name == "contracted_out_rebate" and rate.value]
    with_rebate = max((rate.effective_to for rate in rebates), default=days[0])
    of_rebate = ("contracted_out_rebate", "lower_earnings_limit", "upper_accrual_point")
    return [
        rate
        for rate in read
        if rate.name in ("employer_rate", "secondary_threshold")
        or (rate.name in of_rebate and rate.effective_from <= with_rebate and rebates)
    ]
