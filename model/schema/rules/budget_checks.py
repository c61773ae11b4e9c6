"""Faults between a budget and the rest: lines, months, virements, and the numbers of posts."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from pydantic_core import PydanticCustomError

from model.base.faults import Fault, nearest_name
from model.base.financial_year import FinancialYear, in_words
from model.schema.reading.document import Document, Path_
from model.schema.sections.budget import OUTSIDE, non_pay_charges, pay_charges, read_month
from model.schema.sections.funds import shares_by_fund


@dataclass(frozen=True)
class BudgetChecks:
    """The sections of a scenario (None where one is not sound) and the document they came from."""

    document: Document
    sections: dict[str, Any]

    def faults(self) -> Iterator[Fault]:
        """Every fault; what is not sound by itself is passed over, so that one fault does not hide another."""
        yield from self._post_numbers()
        if isinstance(self.document.data.get("budget"), dict):
            yield from self._year()
            yield from self._lines()
            yield from self._virements()
            yield from self._months()
            yield from self._charges()

    @property
    def _budget(self) -> dict[str, Any]:
        return self.document.data["budget"]

    @property
    def _year_of_budget(self) -> FinancialYear | None:
        budget = self.sections.get("budget")
        return FinancialYear.parse(budget.year) if budget is not None and budget.year else None

    def _entries(self, key: str) -> Iterator[tuple[Path_, dict[str, Any]]]:
        written = self._budget.get(key)
        for index, entry in enumerate(written if isinstance(written, list) else []):
            if isinstance(entry, dict):
                yield ("budget", key, index), entry

    def _post_numbers(self) -> Iterator[Fault]:
        """A number is one post's in each structure; a proposed post may keep its present one."""
        for section in ("present", "proposed"):
            seen = set()
            for index, post in enumerate(self.sections.get(section) or ()):
                number = post and post.post_number
                if number in seen:
                    expected = f"a number that no other {section} post has"
                    yield self.document.fault((section, index, "post_number"), expected)
                if number:
                    seen.add(number)

    def _year(self) -> Iterator[Fault]:
        year, years = self._year_of_budget, self.sections.get("years")
        if year and years is not None and years.first and years.last and year not in years.months.years:
            yield self.document.fault(("budget", "year"), f"one of the years shown, {years.first} to {years.last}")

    def _lines(self) -> Iterator[Fault]:
        names: set[str] = set()
        for path, entry in self._entries("lines"):
            name = entry.get("line")
            if isinstance(name, str) and (name in names or name == OUTSIDE):
                yield self.document.fault((*path, "line"), f"a name of its own, and not {OUTSIDE}")
            names |= {name.strip()} if isinstance(name, str) else set()
        for path, entry in self._entries("actuals"):
            yield from self._named(path, "line", entry, names)
        for path, entry in self._entries("virements"):
            for key in ("from", "to"):
                yield from self._named(path, key, entry, {*names, OUTSIDE})

    def _named(self, path: Path_, key: str, entry: dict[str, Any], names: set[str]) -> Iterator[Fault]:
        name = entry.get(key)
        if isinstance(name, str) and name.strip() and name.strip() not in names:
            expected = f"a line of the budget{', or outside' if OUTSIDE in names else ''}"
            yield self.document.fault((*path, key), expected, nearest=nearest_name(name, names))

    def _virements(self) -> Iterator[Fault]:
        budget, year = self.sections.get("budget"), self._year_of_budget
        for index, virement in enumerate((budget and budget.virements) or ()):
            path = ("budget", "virements", index)
            if virement.from_ == virement.to:
                yield self.document.fault((*path, "to"), "another line than the one it comes from")
            if year and not year.first_day <= virement.date <= year.last_day:
                yield self.document.fault((*path, "date"), f"a day in {year}")

    def _months(self) -> Iterator[Fault]:
        """Actuals are of every month of the year to ``actuals_to``, and of no other."""
        year, last = self._year_of_budget, self._budget.get("actuals_to")
        if last is None and any(self._budget.get(key) is not None for key in ("actuals", "payroll")):
            expected = "the last month of the actuals, and the month of the payroll, such as 2010-09"
            yield self.document.fault(("budget", "actuals_to"), expected)
        last = _month(last)
        if year is None or last is None:
            return
        if not year.first_day <= last <= year.last_day:
            yield self.document.fault(("budget", "actuals_to"), f"a month of {year}")
            return
        if not isinstance(self._budget.get("actuals"), list):
            return
        found: dict[str, set[date | None]] = {}
        for path, entry in self._entries("actuals"):
            month = _month(entry.get("month"))
            found.setdefault(str(entry.get("line")).strip(), set()).add(month)
            if month and not year.first_day <= month <= last:
                expected = f"a month from {year.first_day:%B %Y} to {last:%B %Y}, the months of the actuals"
                yield self.document.fault((*path, "month"), expected)
        if any(None in months for months in found.values()):
            return
        for _, entry in self._entries("lines"):
            yield from self._every_month(str(entry.get("line")).strip(), found, year.first_day, last)

    def _every_month(self, line: str, found: dict[str, set[date | None]], first: date, last: date) -> Iterator[Fault]:
        """A month that a line has nothing for may be one that was not copied: nothing spent is said with a nought."""
        without = [month for month in _months_between(first, last) if month not in found.get(line, ())]
        if without:
            months = ", ".join(in_words(month).split(" ", 1)[1] for month in without)
            expected = f"an actual of every line in every month to {last:%B %Y}, 0 where nothing was spent"
            yield self.document.fault(("budget", "actuals"), expected, found=f"none of {line} in {months}")

    def _charges(self) -> Iterator[Fault]:
        """A line's fund is some post's; and what a post costs falls on one line only, or it would be forecast twice."""
        budget, costing = self.sections.get("budget"), self.sections.get("costing")
        if budget is None or not budget.lines:
            return
        fund = costing.default_fund if costing is not None else None
        every = [post for key in ("present", "proposed") for post in self.sections.get(key) or (None,)]
        shared = costing.shared_by.funds() if costing is not None and costing.shared_by else ()
        posts = [
            post.model_copy(update={"funds": shared}) if shared and not post.funds else post for post in every if post
        ]
        funds = {name for post in posts for name in shares_by_fund(post.funds, fund)}
        for index, line in enumerate(budget.lines if len(posts) == len(every) else ()):
            if line.fund is not None and line.fund not in funds:
                nearest = nearest_name(line.fund, funds)
                yield self.document.fault(
                    ("budget", "lines", index, "fund"), "a fund that some post has", nearest=nearest
                )
        lines_for = cache(budget.lines_for)  # many posts have few charges
        both = {
            (lines[0].line, lines[1].line): post
            for post in reversed(posts)
            for charge, _ in (*pay_charges(post, fund), *non_pay_charges(post, fund))
            if len(lines := lines_for(charge)) > 1
        }
        names = [line.line for line in budget.lines]
        for (first, second), post in both.items():
            if first != second:
                expected = f"a line that does not also pay what {first!r} pays, such as {post.id}"
                yield self.document.fault(("budget", "lines", names.index(second)), expected, found=repr(second))


def _month(value: Any) -> date | None:
    try:
        return read_month(value)
    except PydanticCustomError:
        return None


def _months_between(first: date, last: date) -> Iterator[date]:
    while first <= last:
        yield first
        first = first.replace(year=first.year + first.month // 12, month=first.month % 12 + 1)
