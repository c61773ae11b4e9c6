"""Faults between a traded service and the rest of a scenario: posts, cost lines, packages, days and customers."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from model.base.faults import Fault, nearest_name
from model.base.financial_year import FinancialYear, in_words
from model.schema.reading.document import Document, Path_
from model.schema.sections.trading import Trading


@dataclass(frozen=True)
class TradingChecks:
    """The sections of a scenario (None where one is not sound) and the document they came from."""

    document: Document
    sections: dict[str, Any]

    def faults(self) -> Iterator[Fault]:
        """Every fault; what is not sound by itself is passed over, so that one fault does not hide another."""
        trading = self.sections.get("trading")
        if trading is None:
            return
        if self.document.data.get("customers") is None:
            yield self.document.fault(
                ("customers",), "the section customers, since the service trades", found="nothing"
            )
        yield from self._posts(trading)
        yield from self._lines(trading)
        yield from self._new_customers(trading)
        yield from self._reserve(trading)

    def _reserve(self, trading: Trading) -> Iterator[Fault]:
        """The year by which prices bring the reserve to its level is no earlier than the year that they are set for."""
        dates, by = self.sections.get("dates"), trading.reserve and trading.reserve.by
        if not by or dates is None or not dates.implementation:
            return
        of_change = FinancialYear.of(dates.implementation)
        whole = of_change.first_day == dates.implementation
        first = of_change if whole else FinancialYear(of_change.start + 1)
        if FinancialYear.parse(by) < first:
            expected = f"{first}, the first full year after the change, or later"
            yield self.document.fault(("trading", "reserve", "by"), expected, found=by)

    def _ids(self, *structures: str) -> set[str] | None:
        """The ids of posts; None where a post is not sound, since its id may be the one that is looked for."""
        posts = [post for key in structures for post in self.sections.get(key) or (None,)]
        return None if None in posts else {post.id for post in posts}

    def _posts(self, trading: Trading) -> Iterator[Fault]:
        either, proposed = self._ids("present", "proposed"), self._ids("proposed")
        for key, named in (
            (("marginal_posts",), trading.marginal_posts),
            (("capacity", "posts"), trading.capacity.posts if trading.capacity else ()),
        ):
            for post in named or ():
                yield from self._known(("trading", *key), post, either, "the id of a present or proposed post")
        avoided = set()
        for index, step in enumerate(trading.avoidable or ()):
            path = ("trading", "avoidable", index, "post")
            if step.post is not None:
                yield from self._known(path, step.post, proposed, "the id of a proposed post")
                if step.post in avoided:
                    yield self.document.fault(path, "each post once: its cost falls away once")
                avoided.add(step.post)

    def _lines(self, trading: Trading) -> Iterator[Fault]:
        kinds = set()
        for index, line in enumerate(trading.cost_lines or ()):
            if line.kind in kinds:
                yield self.document.fault(("trading", "cost_lines", index, "kind"), "each kind once")
            kinds.add(line.kind)
        for index, step in enumerate(trading.avoidable or ()):
            if step.line is not None and trading.cost_lines is not None:
                yield from self._known(
                    ("trading", "avoidable", index, "line"), step.line, kinds, "the kind of one of the cost lines"
                )

    def _new_customers(self, trading: Trading) -> Iterator[Fault]:
        years, prices = self.sections.get("years"), self.sections.get("prices")
        sound = years is not None and years.first and years.last
        packages = {package.id for prices_from in prices or () if prices_from for package in prices_from.packages or ()}
        for index, new in enumerate(trading.new_customers or ()):
            path = ("trading", "new_customers", index)
            if sound:
                first, last = years.months.first.first_day, years.months.last.last_day
                if not first <= new.from_ <= last:
                    expected = f"a day in the years shown, {in_words(first)} to {in_words(last)}"
                    yield self.document.fault((*path, "from"), expected)
            if new.takes and self.document.data.get("prices") is None:
                yield self.document.fault((*path, "takes"), "each, in £ a year, since there is no price list")
            for package in new.takes or () if packages and None not in prices else ():
                yield from self._known((*path, "takes", package), package, packages, "a package of the price list")

    def _known(self, path: Path_, name: str, names: set[str] | None, expected: str) -> Iterator[Fault]:
        if names is not None and name not in names:
            yield self.document.fault(path, expected, found=repr(name), nearest=nearest_name(name, names))
