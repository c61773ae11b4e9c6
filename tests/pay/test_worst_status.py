"""A figure is trusted no more than the worst of what it rests on: a grade's points, and the days that a month pays."""

from datetime import date

import numpy as np
import pytest

from model.base.financial_year import FinancialYear, PayMonths
from model.pay.grades import PayRange
from model.pay.payroll import Payroll
from model.pay.salaries import PointSalaries, salaries_by_basis
from model.rates.rows import RateStatus

MONTHS = PayMonths(FinancialYear(2025), FinancialYear(2025))
PUBLISHED, DERIVED, RECALLED, ASSUMED = map(int, RateStatus)
STATUSES = {20: DERIVED, 21: ASSUMED, 22: PUBLISHED, 23: RECALLED}
POINTS = PointSalaries(
    MONTHS,
    tuple(STATUSES),
    {point: np.full(12, 1000.0 * point) for point in STATUSES},
    {point: np.full(12, status, dtype=np.int8) for point, status in STATUSES.items()},
    (),
)


@pytest.mark.parametrize(
    ("of_grade", "expected"),
    [
        (PUBLISHED, {"bottom": DERIVED, "mean_of_points": ASSUMED, "mean_of_ends": DERIVED, "top": PUBLISHED,
                     "extended_top": RECALLED}),
        (RECALLED, {"bottom": RECALLED, "mean_of_points": ASSUMED, "mean_of_ends": RECALLED, "top": RECALLED,
                    "extended_top": RECALLED}),
    ],
)  # fmt: skip
def test_a_grades_salary_has_the_worst_status_of_the_points_it_takes_and_of_the_grade_itself(of_grade, expected):
    """Points 20 to 22 and, beyond a bar, 23: the mean rests on all three, the ends on 20 and 22."""
    tables = salaries_by_basis([PayRange("20-22#23", 20, 22, 23)], [[of_grade]], POINTS)
    assert {basis: int(table.status.max()) for basis, table in tables.items()} == expected
    assert {basis: int(table.status.min()) for basis, table in tables.items()} == expected
    salaries = {basis: float(table.salary[0, 0]) for basis, table in tables.items()}
    assert salaries == {"bottom": 20_000, "mean_of_points": 21_000, "mean_of_ends": 21_000, "top": 22_000,
                        "extended_top": 23_000}  # fmt: skip


def test_a_month_has_the_worst_status_of_the_periods_that_pay_some_day_of_it():
    """Paid on 25 April 2025 and every 28 days: the first period ends then; the second, to 23 May, has days of both.

    So a status of the second period alone is that of April (26 to 30 April) and of May; June begins in the third.
    """
    payroll = Payroll(MONTHS, "four_weekly", date(2025, 4, 25))
    status = np.zeros(15, dtype=np.int8)
    status[1] = RECALLED
    assert payroll.worst_by_month(status).tolist() == [RECALLED, RECALLED, *[PUBLISHED] * 10]
    status[2] = ASSUMED  # to 20 June
    assert payroll.worst_by_month(status).tolist() == [RECALLED, ASSUMED, ASSUMED, *[PUBLISHED] * 9]


def test_each_year_has_the_statuses_of_its_own_periods():
    """Two years of fifteen periods each: the first of the second year pays April 2026, and no month before it."""
    years = PayMonths(FinancialYear(2025), FinancialYear(2026))
    status = np.zeros(30, dtype=np.int8)
    status[15] = ASSUMED
    worst = Payroll(years, "four_weekly", date(2025, 4, 25)).worst_by_month(status)
    assert worst.tolist() == [PUBLISHED] * 12 + [ASSUMED] + [PUBLISHED] * 11
