"""The rates that the twin looks up: National Insurance, pension and levy by pay month, and the spine's tables."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np

from model.base.stated import stated
from model.cost.pensions import Schemes
from model.pay.on_costs import NIThresholds
from model.rates.tables import RateStatus
from model.report.twin.areas import Area
from model.report.twin.cells import Cell, fixed, given, worked
from model.report.twin.facts import Facts, Spine
from model.report.twin.sheets import FIRST_ROW, Book, Sheet

AwardRuns = dict[tuple[str | None, int, int], Area]
"""By pay structure, award and run: the two cells of the percentage and the flat sum."""


@dataclass(frozen=True)
class Term:
    """A rate of each pay month: its name in formulas, heading, unit, number format, and label in the calendar."""

    key: str
    name: str
    heading: str
    unit: str
    number: str
    in_months: str
    values: np.ndarray
    """The rate of each month, (months,)."""


@dataclass(frozen=True)
class RateTable:
    """Rates that change together. ``starts`` names the pay months from which they are in force."""

    title: str
    starts: str
    terms: tuple[Term, ...]
    status: np.ndarray
    """The status of each month's rates, (months,)."""


NI_TERMS = (
    ("employer_rate", "NI_rate", "Employer rate", "share", "percent"),
    ("secondary_threshold", "NI_threshold", "Secondary threshold", "£ a month", "money"),
    ("lower_earnings_limit", "NI_lower_limit", "Lower earnings limit", "£ a month", "money"),
    ("upper_accrual_point", "NI_upper_accrual_point", "Upper accrual point", "£ a month", "money"),
    ("contracted_out_rebate", "NI_rebate", "Contracted-out rebate", "share", "percent"),
)
"""Each term of NIThresholds, its name in formulas, its heading, unit and number format."""


def rate_tables(facts: Facts) -> tuple[RateTable, ...]:
    """The tables of on-cost rates; a week's National Insurance only where awards are paid late."""
    rates = facts.plans["do_nothing"].rates
    tables = [RateTable("Employer National Insurance", "NI_from", _ni_terms(rates.ni), rates.ni_status)]
    if facts.scenario.pay.paid_late:
        title = "Employer National Insurance of a week, on what is paid after somebody has left"
        tables.append(RateTable(title, "NI_weekly_from", _ni_terms(rates.ni_weekly, of_week=True), rates.ni_status))
    unit, in_months = "share of pensionable pay", "LGPS employer rate"
    lgps = Term("lgps", "LGPS_rate", "Employer rate", unit, "percent", in_months, rates.lgps)
    levy = Term("levy", "Levy_rate", "Levy", "share of pay", "percent", "Apprenticeship levy", rates.levy)
    tables.append(RateTable("Employer pension (LGPS)", "LGPS_from", (lgps,), rates.lgps_status))
    tables += _of_schemes(rates.schemes, unit) if rates.schemes else ()
    return (*tables, RateTable("Apprenticeship levy", "Levy_from", (levy,), rates.levy_status))


def _of_schemes(schemes: Schemes, unit: str) -> Iterator[RateTable]:
    """A table for each pension scheme besides the LGPS of the on-costs."""
    for number, name in enumerate(schemes.names, 1):
        values, status = schemes.rate[number - 1], schemes.status[number - 1]
        named, of_month = f"Pension_rate_{number}", f"Employer pension rate, {name}"
        term = Term(pension_row(number), named, "Employer rate", unit, "percent", of_month, values)
        yield RateTable(f"Employer pension ({name})", f"Pension_from_{number}", (term,), status)


def pension_row(number: int) -> str:
    """The name of the calendar row with a pension scheme's rate. Scheme number 0 is the LGPS of the on-costs."""
    return f"pension_{number}" if number else "lgps"


def _ni_terms(thresholds: NIThresholds, of_week: bool = False) -> tuple[Term, ...]:
    """The National Insurance terms of a month, or of a week.

    Those of a week leave out the percentages. The upper accrual point is 0 where there is none.
    """
    terms = []
    for key, name, heading, unit, number in NI_TERMS:
        amounts = np.asarray(getattr(thresholds, key))
        values = np.where(np.isfinite(amounts), amounts, 0.0)
        term = Term(key, name, heading, unit, number, f"NI: {heading.lower()}", values)
        if of_week and unit != "share":
            terms.append(replace(term, key=f"weekly_{key}", name=f"{name}_weekly", unit="£ a week"))
        elif not of_week:
            terms.append(term)
    return tuple(terms)


def write_rates(book: Book, facts: Facts) -> None:
    """Write the on-cost rates, a row for each run of pay months with the same rates."""
    sheet = book.sheet(
        "Rates",
        "Inputs: National Insurance, pension and levy",
        "In force from the pay month stated until the next row. NI thresholds are for one month of a holder's pay.",
        (16, 16, 16, 16, 16, 16, 16, 14),
        (3, 1),
    )
    sheet.row = FIRST_ROW
    for table in rate_tables(facts):
        _table(sheet, table, facts)
        sheet.row += 1


def _table(sheet: Sheet, table: RateTable, facts: Facts) -> None:
    """Write one table of rates by pay month."""
    first_days = facts.months.first_days.tolist()
    by_month = np.array([term.values for term in table.terms])
    starts = [0, *(1 + np.flatnonzero((np.diff(by_month, axis=1) != 0).any(axis=0)))]
    sheet.heading(table.title)
    sheet.heads("From the pay month", *(f"{term.heading}, {term.unit}" for term in table.terms), "Rates are")
    for col, name in enumerate((table.starts, *(term.name for term in table.terms))):
        sheet.book.define(name, Area(sheet.name, sheet.row, col, len(starts), 1))
    for month, end in pairwise((*starts, len(first_days))):
        rates = (given(float(term.values[month]), term.number) for term in table.terms)
        sheet.line(given(first_days[month], "day"), *rates, RateStatus(int(table.status[month:end].max())).label)


def write_spine(book: Book, facts: Facts, award_runs: AwardRuns) -> None:
    """Write each pay spine, £ a year at 1.0 FTE.

    A table that follows from an award has formulas that read the table before it.
    """
    own = facts.spines[0].pay
    sheet = book.sheet(
        "Spine",
        f"Inputs: the pay spine {own.spine}, {own.area}",
        "£ a year at 1.0 FTE, from the day at the head of the column until the next. White cells come from an award.",
        (10, *[14] * max(len(spine.columns) for spine in facts.spines)),
        (FIRST_ROW + 1, 1),
    )
    for spine in facts.spines:
        if spine.name:
            sheet.row += 1
            sheet.heading(f"The pay structure {spine.name}: the pay spine {spine.pay.spine}, {spine.pay.area}")
        _spine(sheet, spine, award_runs)


def _spine(sheet: Sheet, spine: Spine, award_runs: AwardRuns) -> None:
    """Write the tables of one pay structure below what is already written."""
    columns = spine.columns
    points = tuple(sorted({point for column in columns for point in column.salaries}))
    sheet.line(Cell("Rates are", kind="head"), *(Cell(column.status, kind="head") for column in columns))
    days = Area("Spine", sheet.row, 1, 1, len(columns))
    sheet.line(Cell("SCP", kind="head"))
    salaries = Area("Spine", sheet.row, 1, len(points), len(columns))
    for col, column in enumerate(columns):
        sheet.input(days.row, 1 + col, column.day, "day")
        for row, point in enumerate(points):
            salary = column.salaries.get(point)
            cell = given(salary, "salary")
            if column.award is not None and salary is not None and point in columns[col - 1].salaries:
                runs = award_runs[spine.name, column.award, _run_of(spine, column.award, point)]
                formula = f"{salaries.cell(row, col - 1)}*(1+{runs.cell(0, 0)})+{runs.cell(0, 1)}"
                cell = worked(formula, salary, "salary")
            sheet.cells(salaries.row + row, 1 + col, cell)
    book, ends_in = sheet.book, spine.ends_in
    book.define(f"Spine_points{ends_in}", Area("Spine", sheet.row, 0, len(points), 1))
    book.define(f"Spine_from{ends_in}", days)
    book.define(f"Spine_salaries{ends_in}", salaries)
    for point in points:
        sheet.line(fixed(point, "whole"))


def _run_of(spine: Spine, award: int, point: int) -> int:
    """Which run of an award a point is in."""
    runs = spine.pay.awards[award].by_point
    limits = (run for run, rise in enumerate(runs[:-1]) if point <= stated(rise.to_point, "the last point of a run"))
    return next(limits, max(len(runs) - 1, 0))
