"""Faults of the budget where it must agree with other sections: lines, months, virements and post numbers."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from pydantic_core import PydanticCustomError

from model.base.faults import Fault, nearest_name
from model.base.financial_year import FinancialYear, from_to
from model.schema.reading.document import Path_
from model.schema.rules.checks import SIDES, Checks
from model.schema.sections.budget import OUTSIDE, Charge, non_pay_charges, pay_charges, read_month
from model.schema.sections.funds import fund_names
from model.schema.sections.posts import Post


@dataclass(frozen=True)
class BudgetChecks(Checks):
    """Rules of the budget and of post numbers."""

    def faults(self) -> Iterator[Fault]:
        """Every fault of the budget and of post numbers."""
        for side in SIDES:
            numbers = (((*path, "post_number"), post.post_number) for path, post in self.entries(side))
            stated = ((path, number) for path, number in numbers if number)
            yield from self.repeated(stated, f"a number that no other {side} post has")
        if isinstance(self.document.data.get("budget"), dict):
            yield from self._lines()
            yield from self._virements()
            yield from self._months(self.document.data["budget"])
            yield from self._charges()

    @property
    def _year(self) -> FinancialYear | None:
        budget = self.sections.get("budget")
        return FinancialYear.parse(budget.year) if budget is not None and budget.year else None

    def _lines(self) -> Iterator[Fault]:
        names = {OUTSIDE}
        for path, entry in self.written("budget", "lines"):
            name = entry.get("line")
            if isinstance(name, str):
                if name in names:
                    yield self.fault((*path, "line"), f"a name that no other line has, and not the word {OUTSIDE}")
                names.add(name.strip())
        for path, entry in self.written("budget", "actuals"):
            yield from self._named((*path, "line"), entry.get("line"), names - {OUTSIDE}, "a line of the budget")
        for path, entry in self.written("budget", "virements"):
            for key in ("from", "to"):
                yield from self._named((*path, key), entry.get(key), names, "a line of the budget, or the word outside")

    def _named(self, path: Path_, name: Any, names: set[str], expected: str) -> Iterator[Fault]:
        if isinstance(name, str) and name.strip() and name.strip() not in names:
            yield self.fault(path, expected, nearest=nearest_name(name, names))

    def _virements(self) -> Iterator[Fault]:
        """The budget's year must be a year shown. A virement must be in the budget's year, to a different line."""
        year, years = self._year, self.sections.get("years")
        if year and years is not None and years.first and years.last and year not in years.months.years:
            yield self.fault(("budget", "year"), f"a year shown, {from_to(years.months.first, years.months.last)}")
        for path, virement in self.entries("budget", "virements"):
            if virement.from_ == virement.to:
                yield self.fault((*path, "to"), "a line other than the one that the money comes from")
            if year:
                days = [((*path, "date"), virement.date)]
                yield from self.outside(days, year.first_day, year.last_day, f"a day in {year}")

    def _months(self, budget: dict[str, Any]) -> Iterator[Fault]:
        """Faults of actuals: they must cover every month of the year up to ``actuals_to``, and no other."""
        year, last = self._year, _month(budget.get("actuals_to"))
        if budget.get("actuals_to") is None and any(budget.get(key) is not None for key in ("actuals", "payroll")):
            expected = "a month such as 2010-09: the last month of the actuals, which is also the month of the payroll"
            yield self.fault(("budget", "actuals_to"), expected)
        if year is None or last is None:
            return
        if not year.first_day <= last <= year.last_day:
            yield self.fault(("budget", "actuals_to"), f"a month of {year}")
        elif isinstance(budget.get("actuals"), list):
            expected = f"a month from {year.first_day:%B %Y} to {last:%B %Y}, the months of the actuals"
            actuals = [(path, entry, _month(entry.get("month"))) for path, entry in self.written("budget", "actuals")]
            yield from self.outside(
                [((*path, "month"), month) for path, _, month in actuals], year.first_day, last, expected
            )
            spent = {(str(entry.get("line")).strip(), month) for _, entry, month in actuals}
            if None not in {month for _, month in spent}:
                yield from self._every_month(spent, list(_months_between(year.first_day, last)))

    def _every_month(self, spent: set[tuple[str, date | None]], months: list[date]) -> Iterator[Fault]:
        """Each line must have an actual in each of ``months``. An actual of 0 says that nothing was spent."""
        for _, entry in self.written("budget", "lines"):
            if not isinstance(line := entry.get("line"), str):
                continue  # no name, which is a fault of its own
            line = line.strip()
            if without := [f"{month:%B %Y}" for month in months if (line, month) not in spent]:
                expected = (
                    f"an actual for every line in every month up to {months[-1]:%B %Y} (0 where nothing was spent)"
                )
                yield self.fault(("budget", "actuals"), expected, found=f"no actual for {line} in {', '.join(without)}")

    def _charges(self) -> Iterator[Fault]:
        """Faults of lines: a line's fund must be the fund of a post, and no cost may fall on two lines."""
        budget, costing = self.sections.get("budget"), self.sections.get("costing")
        if budget is None or not budget.lines:
            return
        fund = costing.default_fund if costing is not None else None
        every = [post for key in ("present", "proposed") for post in self.sections.get(key) or (None,)]
        shared = costing.shared_by.funds() if costing is not None and costing.shared_by else ()
        posts = [
            post.model_copy(update={"funds": shared}) if shared and not post.funds else post for post in every if post
        ]
        funds = {name for post in posts for name in fund_names(post.funds, fund)}
        for path, line in self.entries("budget", "lines") if len(posts) == len(every) else ():
            if line.fund is not None:
                yield from self.unknown((*path, "fund"), line.fund, funds, "a fund that pays for at least one post")
        lines_for = cache(budget.lines_for)  # many posts have few charges
        both = {
            (lines[0].line, lines[1].line): post
            for post in reversed(posts)
            for charge in _charges_of(post, fund)
            if len(lines := lines_for(charge)) > 1
        }
        names = [line.line for line in budget.lines]
        for (first, second), post in both.items():
            if first != second:
                expected = f"a line that shares no cost with the line {first!r}, which also pays for the post {post.id}"
                yield self.fault(("budget", "lines", names.index(second)), expected, found=repr(second))


def _charges_of(post: Post, default_fund: str | None) -> Iterator[Charge]:
    """Each charge of a post, for pay and for non-pay."""
    funds = dict.fromkeys(fund_names(post.funds, default_fund))
    for charge, _ in (
        *pay_charges(post, funds),
        *(each for item in post.non_pay for each in non_pay_charges(post, item, funds)),
    ):
        yield charge


def _month(value: Any) -> date | None:
    try:
        return read_month(value)
    except PydanticCustomError:
        return None


def _months_between(first: date, last: date) -> Iterator[date]:
    while first <= last:
        yield first
        first = first.replace(year=first.year + first.month // 12, month=first.month % 12 + 1)
