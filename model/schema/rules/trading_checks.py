"""Faults between a traded service and the rest of a scenario: posts, cost lines, packages, days and customers."""

from collections.abc import Iterator
from dataclasses import dataclass

from model.base.faults import Fault
from model.base.financial_year import FinancialYear, in_words
from model.schema.rules.checks import SIDES, Checks
from model.schema.sections.trading import Trading


@dataclass(frozen=True)
class TradingChecks(Checks):
    """Rules of the trading account."""

    def faults(self) -> Iterator[Fault]:
        """Every fault of the trading account."""
        trading: Trading | None = self.sections.get("trading")
        if trading is None:
            return
        if self.document.data.get("customers") is None:
            yield self.fault(("customers",), "the section customers, since the service trades", found="nothing")
        yield from self._posts()
        yield from self._lines(trading)
        yield from self._new_customers()
        yield from self._reserve(trading)

    def _reserve(self, trading: Trading) -> Iterator[Fault]:
        """The year aimed at for the reserve's balance must be the first full year after the change, or later."""
        dates, by = self.sections.get("dates"), trading.reserve and trading.reserve.by
        if not by or dates is None or not dates.implementation:
            return
        of_change = FinancialYear.of(dates.implementation)
        whole = of_change.first_day == dates.implementation
        first = of_change if whole else FinancialYear(of_change.start + 1)
        if FinancialYear.parse(by) < first:
            expected = f"{first}, the first full year after the change, or later"
            yield self.fault(("trading", "reserve", "by"), expected, found=by)

    def _ids(self, *sides: str) -> set[str]:
        """The ids of posts on these sides; empty where any post has a fault, since that post may be the one sought."""
        return {post.id for post in self.all_posts(*sides) or ()}

    def _posts(self) -> Iterator[Fault]:
        either, proposed = self._ids(*SIDES), self._ids("proposed")
        for at in (("trading", "marginal_posts"), ("trading", "capacity", "posts")):
            for _, post in self.entries(*at) if either else ():
                yield from self.unknown(at, post, either, "the id of a present or proposed post", found=repr(post))
        of_posts = [((*path, "post"), step.post) for path, step in self.entries("trading", "avoidable") if step.post]
        for path, post in of_posts if proposed else ():
            yield from self.unknown(path, post, proposed, "the id of a proposed post", found=repr(post))
        yield from self.repeated(of_posts, "each post once, since its cost is avoided only once")

    def _lines(self, trading: Trading) -> Iterator[Fault]:
        kinds = [((*path, "kind"), line.kind) for path, line in self.entries("trading", "cost_lines")]
        yield from self.repeated(kinds, "each kind once")
        known, expected = {kind for _, kind in kinds}, "the kind of one of the cost lines"
        for path, step in self.entries("trading", "avoidable") if trading.cost_lines is not None else ():
            if step.line is not None:
                yield from self.unknown((*path, "line"), step.line, known, expected, found=repr(step.line))

    def _new_customers(self) -> Iterator[Fault]:
        years, prices = self.sections.get("years"), self.sections.get("prices") or ()
        packages = {package.id for _, prices_from in self.entries("prices") for package in prices_from.packages}
        for path, new in self.entries("trading", "new_customers"):
            if years is not None and years.first and years.last:
                first, last = years.months.first.first_day, years.months.last.last_day
                expected = f"a day in the years shown, {in_words(first)} to {in_words(last)}"
                yield from self.outside([((*path, "from"), new.from_)], first, last, expected)
            if new.takes and self.document.data.get("prices") is None:
                yield self.fault(
                    (*path, "takes"),
                    "the key each (£ a year from each customer) instead of takes, since there is no price list",
                )
            for name in new.takes or () if packages and None not in prices else ():
                expected = "a package of the price list"
                yield from self.unknown((*path, "takes", name), name, packages, expected, found=repr(name))
