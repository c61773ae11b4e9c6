"""Whether the team can deliver what is sold: the days that each post delivers a year, and the days that packages take.

A post's days at work are the working days of a year less leave, bank holidays, training and other days, and less the
time that the post is empty. The post delivers the stated share of its days at work. Somebody who works only some weeks
of the year takes leave in the other weeks, so no leave is taken off.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from model.base.financial_year import MONTHS_IN_YEAR, FinancialYear, PayMonths
from model.base.stated import stated
from model.budget.funds import posts_by_id
from model.buy_back.needs import Unknown, known, or_needs
from model.cost.costed import CostedScenario
from model.pay.term_time import DAYS_IN_WEEK, leave_days_on
from model.rates.tables import Rate, RateMissing, RateTable
from model.schema.sections.customers import Agreements
from model.schema.sections.demand import NewCustomers
from model.schema.sections.prices import Package, PriceList, list_in_force
from model.schema.sections.renewals import run_on
from model.schema.sections.team_days import Capacity, LeaveDays

ENOUGH = 1e-6
"""A shortage of fewer days than this counts as none."""


@dataclass(frozen=True)
class Days:
    """Days in each year shown, (years,): what a post delivers, or what a package takes."""

    name: str
    title: str
    days: np.ndarray


@dataclass(frozen=True)
class Delivery:
    """Days deliverable by post and sold by package, in each year shown."""

    years: tuple[FinancialYear, ...]
    by_post: tuple[Days, ...]
    by_package: tuple[Days, ...]
    days_each: float
    """Days that a full-time post delivers in a whole year, after the stated leave and the time that it is empty."""
    rates: tuple[Rate, ...]
    """The rates of leave that were read."""

    @property
    def deliverable(self) -> np.ndarray:
        """Days that the team can deliver, (years,)."""
        return sum((post.days for post in self.by_post), np.zeros(len(self.years)))

    @property
    def sold(self) -> np.ndarray:
        """Days sold, (years,)."""
        return sum((package.days for package in self.by_package), np.zeros(len(self.years)))

    @property
    def spare(self) -> np.ndarray:
        """Days deliverable and not sold, (years,); negative for days sold that nobody can deliver."""
        return self.deliverable - self.sold


@or_needs
def delivery(
    costed: CostedScenario,
    prices: Sequence[PriceList],
    agreements: Agreements | None,
    annual_leave: RateTable | None = None,
) -> Delivery:
    """Days deliverable and days sold, if all agreements run on except those known not to renew; or what is missing.

    ``prices`` are the price lists in order of date. ``annual_leave`` is needed where leave is stated by a scheme.
    """
    trading = costed.scenario.trading
    capacity, new = (trading.capacity, trading.new_customers) if trading else (None, ())
    missing = tuple(_missing(capacity, prices, agreements, new))
    if capacity is None or agreements is None or missing:
        raise Unknown(*missing)
    leave, rates = leave_a_year(capacity.leave, costed.years[0].first_day, annual_leave)
    return Delivery(
        costed.years,
        days_by_post(costed, capacity, leave),
        days_by_package(prices, agreements, new, costed.book.months),
        days_delivered(capacity, leave),
        rates,
    )


def days_delivered(capacity: Capacity, leave: float, weeks: float | None = None) -> float:
    """Days that a full-time post delivers a year. With ``weeks``, it works only those weeks, and no leave is taken off.

    (working days - leave - training - other) x (1 - empty) x billable, at least 0.
    """
    at_work = capacity.working_days - leave if weeks is None else weeks * DAYS_IN_WEEK
    off = capacity.training.days + (capacity.other.days if capacity.other else 0.0)
    filled = 1 - (capacity.empty.share if capacity.empty else 0.0)
    return max(at_work - off, 0.0) * filled * capacity.billable.share


def leave_a_year(leave: LeaveDays, day: date, annual_leave: RateTable | None) -> tuple[float, tuple[Rate, ...]]:
    """Days of leave and bank holidays of a full-time post, as stated or by a scheme; and the rates read.

    Raises Unknown where leave is stated by a scheme and there is no table, or the table lacks that leave on ``day``.
    """
    if leave.days is not None:
        return leave.days, ()
    table = known(annual_leave, "the table of annual leave")
    scheme, years = stated(leave.scheme, "the scheme of leave"), stated(leave.service_years, "the years of service")
    try:
        of_scheme = leave_days_on(table, scheme, day, years)
    except RateMissing as missing:
        raise Unknown(f"the days of leave in the scheme {scheme} ({missing})") from missing
    return of_scheme.days, of_scheme.rates


def days_by_post(costed: CostedScenario, capacity: Capacity, leave: float) -> tuple[Days, ...]:
    """Days that each post of ``capacity`` delivers, by its FTE and months in the proposal.

    A vacant present post delivers none.
    """
    scenario, plan = costed.scenario, costed.plans["proposal"]
    posts = posts_by_id(scenario)
    weeks_of = {holder.ref: holder.weeks for post in scenario.present for holder in post.holders if holder.weeks}
    part_of_year = costed.book.months.by_year(plan.employed) / MONTHS_IN_YEAR
    delivered = {name: np.zeros(len(costed.years)) for name in capacity.posts}
    for appointment, part in zip(plan.appointments, part_of_year, strict=True):
        post = posts[appointment.post]
        if post.id in delivered and not getattr(post, "vacant", False):
            weeks = weeks_of.get(appointment.holder[0]) or post.weeks
            delivered[post.id] += appointment.fte * part * days_delivered(capacity, leave, weeks)
    return tuple(Days(name, posts[name].title, days) for name, days in delivered.items())


def days_by_package(
    prices: Sequence[PriceList], agreements: Agreements, new: Sequence[NewCustomers], months: PayMonths
) -> tuple[Days, ...]:
    """Days that each package takes in each year: units bought times days a unit, while agreements run.

    A package's days are those of the price list in force on the first of the month; before the first list begins, they
    are those of the first list. A package that is not priced by unit counts as one unit.
    """
    last = months.pay_days[-1:]
    running = months.fraction_employed(agreements.first_day, np.minimum(run_on(agreements, months).last_day, last[0]))
    none = np.zeros(len(months))
    taken = dict(zip(agreements.packages, agreements.takes @ running, strict=True))  # units by month
    for joining in new:
        part = months.fraction_employed(np.array([joining.from_], dtype="datetime64[D]"), last)[0]
        for name, units in (joining.takes or {}).items():
            taken[name] = taken.get(name, none) + joining.number * units * part
    in_force = np.maximum(list_in_force(tuple(prices), months.first_days), 0)
    titles = {package.id: package.title for prices_then in prices for package in prices_then.packages}
    days = [{package.id: days_of(package) for package in prices_then.packages} for prices_then in prices]

    def a_year(name: str) -> np.ndarray:
        of_each = np.array([days[number].get(name, 0.0) for number in in_force])
        return months.by_year(taken.get(name, none) * of_each / MONTHS_IN_YEAR)

    return tuple(Days(name, title, a_year(name)) for name, title in titles.items())


def days_of(package: Package) -> float:
    """Days that a package takes a year; for a package priced by unit, the days that one unit takes over all its weeks.

    The package must state its days.
    """
    days = stated(package.days, "the days of a package")
    return days * (package.weeks or 1) if package.a_unit is not None else days


def _missing(
    capacity: Capacity | None, prices: Sequence[PriceList], agreements: Agreements | None, new: Sequence[NewCustomers]
) -> Iterator[str]:
    if capacity is None:
        yield "the team's capacity (trading, capacity)"
    if not prices:
        yield "a price list with the days of each package"
    if agreements is None:
        yield "what each customer takes (a list of customers)"
    without = {package.id for listed in prices for package in listed.packages if package.days is None}
    if without:
        yield f"the days of {', '.join(sorted(without))}"
    if any(joining.takes is None for joining in new):
        yield "what new customers take"
