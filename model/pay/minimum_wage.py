"""The adult minimum wage, and the hourly rate of a salary.

A salary is pay for full-time hours in 52.143 weeks a year, as in the hourly rates of the national pay tables (National
Joint Council for Local Government Services; National Minimum Wage Regulations 2015, salaried hours work).
"""

import numpy as np

from model.base.financial_year import PayMonths
from model.rates.tables import RateTable

WEEKS_IN_YEAR = 52.143
ADULT = "national_living_wage"


def by_the_hour(salary: np.ndarray, full_time_hours: float) -> np.ndarray:
    """Salaries in £ an hour, unrounded, from £ a year at 1.0 FTE."""
    return salary / (WEEKS_IN_YEAR * full_time_hours)


def adult_minimum(table: RateTable, months: PayMonths) -> np.ndarray:
    """The adult rate on the first day of each month, (months,) £ an hour; NaN where the table has none."""
    minimum = np.full(len(months), np.nan)
    for rate in table.rows:
        if rate.name == ADULT:
            first, last = (np.datetime64(day) for day in (rate.effective_from, rate.effective_to))
            minimum[(months.first_days >= first) & (months.first_days <= last)] = rate.value
    return minimum
