"""Whether the team can deliver what is sold: days that each post delivers a year against days sold in packages.

A full-time year less leave, bank holidays, training and other days, less the time that posts stand empty, times the
share that is sold. Whoever works some weeks of the year takes leave in the others, so none is taken off.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from model.base.financial_year import MONTHS_IN_YEAR, FinancialYear, PayMonths
from model.buy_back.needs import Needs
from model.cost.costed import CostedScenario
from model.pay.term_time import DAYS_IN_WEEK, leave_days_on
from model.rates.tables import RateMissing, RateTable
from model.schema.sections.customers import Agreements
from model.schema.sections.demand import NewCustomers
from model.schema.sections.prices import Package, PriceList
from model.schema.sections.renewals import run_on
from model.schema.sections.team_days import Capacity

ENOUGH = 1e-6
"""Days short by less than this are none."""


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
    """Days that one full-time post of the whole year delivers, where its leave and posts' filling are as stated."""

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
        """Days deliverable and not sold, (years,); below nil, days sold that nobody can deliver."""
        return self.deliverable - self.sold

    @property
    def short_in(self) -> tuple[FinancialYear, ...]:
        """The years in which the list cannot be staffed."""
        return tuple(year for year, spare in zip(self.years, self.spare, strict=True) if spare < -ENOUGH)


def delivery(
    costed: CostedScenario,
    prices: Sequence[PriceList],
    agreements: Agreements | None,
    annual_leave: RateTable | None = None,
) -> Delivery | Needs:
    """Days deliverable against days sold, every agreement taken to run on; or what is missing to say so.

    ``prices`` are the price lists in order of date. ``annual_leave`` is needed where leave is stated by a scheme.
    """
    trading = costed.scenario.trading
    stated = trading.capacity if trading else None
    if missing := tuple(_missing(stated, prices, agreements, trading.new_customers if trading else ())):
        return Needs(missing)
    leave = leave_a_year(stated, costed.years[0], annual_leave)
    if isinstance(leave, Needs):
        return leave
    return Delivery(
        costed.years,
        days_by_post(costed, stated, leave),
        days_by_package(prices, agreements, trading.new_customers, costed.book.months),
        days_delivered(stated, leave),
    )


def days_delivered(stated: Capacity, leave: float, weeks: float | None = None) -> float:
    """Days that a full-time post delivers a year; with weeks, one that works only so many and takes no leave in them.

    (working days - leave - training - other) x (1 - empty) x billable, never below nil.
    """
    at_work = stated.working_days - leave if weeks is None else weeks * DAYS_IN_WEEK
    off = stated.training.days + (stated.other.days if stated.other else 0.0)
    filled = 1 - (stated.empty.share if stated.empty else 0.0)
    return max(at_work - off, 0.0) * filled * stated.billable.share


def leave_a_year(stated: Capacity, year: FinancialYear, annual_leave: RateTable | None) -> float | Needs:
    """Days of leave and bank holidays of a full-time post: as stated, or of a scheme on the year's first day."""
    leave = stated.leave
    if leave.days is not None:
        return leave.days
    if annual_leave is None:
        return Needs(("the table of annual leave",))
    try:
        return leave_days_on(annual_leave, leave.scheme, year.first_day, leave.service_years).days
    except RateMissing as missing:
        return Needs((f"leave of the scheme {leave.scheme} ({missing})",))


def days_by_post(costed: CostedScenario, stated: Capacity, leave: float) -> tuple[Days, ...]:
    """Days that each delivering post delivers: FTE and months in the proposal; a vacant present post delivers none."""
    scenario, plan = costed.scenario, costed.plans["proposal"]
    posts = {post.id: post for post in (*scenario.present, *scenario.proposed)}
    own_weeks = {holder.ref: holder.weeks for post in scenario.present for holder in post.holders if holder.weeks}
    part_of_year = costed.book.months.by_year(plan.employed) / MONTHS_IN_YEAR
    found = {name: np.zeros(len(costed.years)) for name in stated.posts}
    for row, held in enumerate(plan.appointments):
        post = posts[held.post]
        if held.post in found and not getattr(post, "vacant", False):
            weeks = own_weeks.get(held.holder[0]) or post.weeks
            found[held.post] += held.fte * part_of_year[row] * days_delivered(stated, leave, weeks)
    return tuple(Days(name, posts[name].title, days) for name, days in found.items())


def days_by_package(
    prices: Sequence[PriceList], agreements: Agreements, new: Sequence[NewCustomers], months: PayMonths
) -> tuple[Days, ...]:
    """Days that each package takes: what is taken x its days, for the months in which agreements run.

    A package's days are those of the list in force on the first of the month, or of the first list before that.
    """
    last = months.pay_days[-1:]
    held = months.fraction_employed(agreements.first_day, np.minimum(run_on(agreements, months).last_day, last[0]))
    taken = dict(zip(agreements.packages, agreements.takes @ held, strict=True))  # units by month
    for one in new:
        part = months.fraction_employed(np.array([one.from_], dtype="datetime64[D]"), last)[0]
        for name, units in one.takes.items():
            taken[name] = taken.get(name, 0.0) + one.number * units * part
    starts = np.array([each.from_ for each in prices], dtype="datetime64[D]")
    in_force = np.maximum(np.searchsorted(starts, months.first_days, side="right") - 1, 0)
    titles = {package.id: package.title for each in prices for package in each.packages}
    lists = [{package.id: days_of(package) for package in each.packages} for each in prices]
    return tuple(
        Days(
            name,
            title,
            months.by_year(
                taken.get(name, np.zeros(len(months)))
                * np.array([lists[number].get(name, 0.0) for number in in_force])
                / MONTHS_IN_YEAR
            ),
        )
        for name, title in titles.items()
    )


def days_of(package: Package) -> float:
    """Days a year of one package, or of one unit of it over its weeks; a package must state them."""
    return package.days * (package.weeks or 1) if package.a_unit is not None else package.days


def _missing(
    stated: Capacity | None, prices: Sequence[PriceList], agreements: Agreements | None, new: Sequence[NewCustomers]
) -> Iterator[str]:
    if stated is None:
        yield "the team's capacity (trading, capacity)"
    if not prices:
        yield "a price list with the days of each package"
    if agreements is None:
        yield "what each customer takes (a list of customers)"
    without = {package.id for each in prices for package in each.packages if package.days is None}
    if without:
        yield f"the days of {', '.join(sorted(without))}"
    if any(one.takes is None for one in new):
        yield "what new customers take"
