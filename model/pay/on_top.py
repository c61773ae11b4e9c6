"""What is paid on top of pay: an allowance, an honorarium, sessions or overtime, as amounts by month."""

from dataclasses import dataclass
from datetime import date

import numpy as np

from model.base.financial_year import MONTHS_IN_YEAR, PayMonths
from model.pay.minimum_wage import WEEKS_IN_YEAR

DAYS_IN_YEAR = 365


@dataclass(frozen=True, slots=True)
class PayOnTop:
    """Something paid on top of pay between two days, both included; any of its parts may be nil.

    Attributes:
        name: what it is paid for.
        a_year: £ a year for the part of each month employed, whatever the FTE.
        a_year_at_full_time: £ a year at 1.0 FTE, paid in proportion to the FTE and to the paid share of the year.
        a_day: £ a day.
        of_basic_pay: a share of basic pay.
        of_full_time: a share of the salary at 1.0 FTE, whatever the FTE.
        pensionable: whether pension contributions are due on it.
        liable_to_ni: whether National Insurance and the apprenticeship levy are due on it.
    """

    name: str
    a_year: float = 0.0
    a_year_at_full_time: float = 0.0
    a_day: float = 0.0
    of_basic_pay: float = 0.0
    of_full_time: float = 0.0
    first_day: date = date.min
    last_day: date = date.max
    pensionable: bool = True
    liable_to_ni: bool = True

    @property
    def is_steady(self) -> bool:
        """Whether the payment is the same in every month, and liable to NI and the levy."""
        dated = self.first_day > date.min or self.last_day < date.max
        return not (dated or self.a_year_at_full_time or self.a_day or self.of_full_time) and self.liable_to_ni

    def is_paid_on(self, day: date) -> bool:
        """Whether the payment is made for a day."""
        return self.first_day <= day <= self.last_day

    def in_a_year(self, salary: float, fte: float) -> float:
        """What the payment comes to in a whole year, £, at ``salary``, which is at 1.0 FTE."""
        stated = self.a_year + self.a_year_at_full_time * fte + self.a_day * DAYS_IN_YEAR
        return stated + salary * (self.of_basic_pay * fte + self.of_full_time)

    def sum_of_months(self, part: np.ndarray, fte: float, months: PayMonths) -> np.ndarray:
        """The parts of the payment that do not depend on the salary, £ in each month.

        ``part`` is the share of each month for which the payment is made.
        """
        return part * ((self.a_year + self.a_year_at_full_time * fte) / MONTHS_IN_YEAR + self.a_day * months.days)

    def share_of_months(self, part: np.ndarray, fte: float) -> np.ndarray:
        """The parts of the payment that depend on the salary, as a share of each month's salary at 1.0 FTE."""
        return part * (self.of_basic_pay * fte + self.of_full_time)


def by_the_week(times: float, rate: float | None, multiplier: float, full_time_hours: float) -> dict[str, float]:
    """What weekly hours, nights or sessions come to, by field of the payment: £ a year, or a share of full-time salary.

    ``times`` is how many there are a week, and ``rate`` is £ for each. Where there is no rate, each hour is paid at the
    holder's own hourly rate. The result is then a share of salary, because the hours and the salary cover the same
    weeks of the year.
    """
    if rate is None:
        return {"of_full_time": times * multiplier / full_time_hours}
    return {"a_year": times * rate * multiplier * WEEKS_IN_YEAR}
