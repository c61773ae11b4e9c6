"""The rates that the twin looks up: National Insurance, pension and levy by pay month, and the spine's tables."""

from collections.abc import Iterator
from dataclasses import dataclass, fields
from datetime import date

import numpy as np

from model.pay.on_costs import NIThresholds
from model.rates.tables import RateStatus
from model.report.twin.areas import Area
from model.report.twin.facts import Facts
from model.report.twin.people_inputs import FIRST_ROW
from model.report.twin.sheets import Book, Sheet

NI_TERMS = {
    "employer_rate": ("NI_rate", "Employer rate", "share", "percent"),
    "secondary_threshold": ("NI_threshold", "Secondary threshold", "£ a month", "money"),
    "lower_earnings_limit": ("NI_lower_limit", "Lower earnings limit", "£ a month", "money"),
    "upper_accrual_point": ("NI_upper_accrual_point", "Upper accrual point", "£ a month", "money"),
    "contracted_out_rebate": ("NI_rebate", "Contracted-out rebate", "share", "percent"),
}
"""Each term of NIThresholds: its name in formulas, its heading, unit and number format."""
OF_A_WEEK = {
    f"weekly_{term}": (f"{name}_weekly", heading, "£ a week", number)
    for term, (name, heading, unit, number) in NI_TERMS.items()
    if unit != "share"
}
"""The same of a week, on what is paid after somebody has left; only where awards are paid late."""


@dataclass(frozen=True)
class SpineArea:
    """The spine's sheet: a row a point, a column a table."""

    points: tuple[int, ...]
    days: tuple[date, ...]


def write_rates(book: Book, facts: Facts) -> None:
    """Write the on-cost rates, a row for each run of pay months with the same ones."""
    sheet = book.sheet(
        "Rates",
        "Inputs: National Insurance, pension and levy",
        "In force from the pay month stated until the next row. NI thresholds are for one month of a holder's pay.",
    )
    sheet.widths(16, 16, 16, 16, 16, 16, 16, 14)
    sheet.freeze(3, 1)
    rates = facts.assessment.costed.plans["do_nothing"].rates
    names = [field.name for field in fields(NIThresholds)]
    terms = np.array([getattr(rates.ni, name) for name in names])
    terms[~np.isfinite(terms)] = 0.0  # there is no upper accrual point where there is no rebate
    row = _table(sheet, FIRST_ROW, "Employer National Insurance", "NI", [NI_TERMS[n] for n in names], terms, facts)
    if facts.assessment.scenario.pay.paid_late:
        of_week = np.array([weekly_term(rates.ni_weekly, term) for term in OF_A_WEEK])
        title = "The same of a week, on what is paid after somebody has left"
        row = _table(sheet, row, title, "NI_weekly", list(OF_A_WEEK.values()), of_week, facts)
    lgps = [("LGPS_rate", "Employer rate", "share of pensionable pay", "percent")]
    row = _table(sheet, row, "Employer pension (LGPS)", "LGPS", lgps, rates.lgps[None, :], facts)
    levy = [("Levy_rate", "Levy", "share of pay", "percent")]
    _table(sheet, row, "Apprenticeship levy", "Levy", levy, rates.levy[None, :], facts)


def weekly_term(weekly: NIThresholds, term: str) -> np.ndarray:
    """A term of a week by its key in ``OF_A_WEEK``, (months,); nil where there is no upper accrual point."""
    amounts = getattr(weekly, term.removeprefix("weekly_"))
    return np.where(np.isfinite(amounts), amounts, 0.0)


def _table(
    sheet: Sheet,
    row: int,
    title: str,
    prefix: str,
    terms: list[tuple[str, str, str, str]],
    by_month: np.ndarray,
    facts: Facts,
) -> int:
    """One table of rates by pay month, (terms, months); the row after it is handed back."""
    first_days = facts.assessment.costed.book.months.first_days.tolist()
    starts = [0, *(1 + np.flatnonzero((np.diff(by_month, axis=1) != 0).any(axis=0)))]
    statuses = _statuses(prefix, facts)
    sheet.text(row, 0, title, "heading")
    sheet.head(row + 1, 0, ("From the pay month", *(f"{head}, {unit}" for _, head, unit, _ in terms), "Rates are"))
    for offset, month in enumerate(starts, 2):
        sheet.input(row + offset, 0, first_days[month], "day")
        for col, (_, _, _, number) in enumerate(terms, 1):
            sheet.input(row + offset, col, float(by_month[col - 1, month]), number)
        end = next((later for later in starts if later > month), len(first_days))
        sheet.text(row + offset, len(terms) + 1, RateStatus(int(statuses[month:end].max())).label)
    for col, name in enumerate((f"{prefix}_from", *(name for name, *_ in terms))):
        sheet.book.define(name, Area(sheet.name, row + 2, col, len(starts), 1))
    return row + len(starts) + 3


def _statuses(prefix: str, facts: Facts) -> np.ndarray:
    rates = facts.assessment.costed.plans["do_nothing"].rates
    return {"NI": rates.ni_status, "NI_weekly": rates.ni_status, "LGPS": rates.lgps_status, "Levy": rates.levy_status}[
        prefix
    ]


def write_spine(book: Book, facts: Facts, award_runs: dict[tuple[int, int], Area]) -> SpineArea:
    """Write the pay spine, £ a year at 1.0 FTE; a table that an award makes is a formula of the one before it."""
    pay = facts.assessment.scenario.pay
    sheet = book.sheet(
        "Spine",
        f"Inputs: the pay spine {pay.spine}, {pay.area}",
        "£ a year at 1.0 FTE, from the day at the head of the column until the next. White cells follow from an award.",
    )
    points = tuple(sorted({point for column in facts.spine for point in column.salaries}))
    sheet.widths(10, *[14] * len(facts.spine))
    sheet.freeze(FIRST_ROW + 1, 1)
    sheet.text(FIRST_ROW - 1, 0, "Rates are", "head")
    sheet.text(FIRST_ROW, 0, "SCP", "head")
    first = FIRST_ROW + 1
    salaries = Area("Spine", first, 1, len(points), len(facts.spine))
    for col, column in enumerate(facts.spine):
        sheet.text(FIRST_ROW - 1, 1 + col, column.status, "head")
        sheet.input(FIRST_ROW, 1 + col, column.day, "day")
        for row, point in enumerate(points):
            salary = column.salaries.get(point)
            if column.award is not None and salary is not None and point in facts.spine[col - 1].salaries:
                runs = award_runs[column.award, _run_of(facts, column.award, point)]
                formula = f"{salaries.cell(row, col - 1)}*(1+{runs.cell(0, 0)})+{runs.cell(0, 1)}"
                sheet.formula(first + row, 1 + col, formula, salary, "salary")
            else:
                sheet.input(first + row, 1 + col, salary, "salary")
    for row, point in enumerate(points):
        sheet.stated(first + row, 0, point, "whole")
    book.define("Spine_points", Area("Spine", first, 0, len(points), 1))
    book.define("Spine_from", Area("Spine", FIRST_ROW, 1, 1, len(facts.spine)))
    book.define("Spine_salaries", salaries)
    return SpineArea(points, tuple(column.day for column in facts.spine))


def _run_of(facts: Facts, award: int, point: int) -> int:
    """Which run of an award a point is in."""
    runs = facts.assessment.scenario.pay.awards[award].by_point
    limits: Iterator[int] = (run for run, rise in enumerate(runs[:-1]) if point <= rise.to_point)
    return next(limits, max(len(runs) - 1, 0))
