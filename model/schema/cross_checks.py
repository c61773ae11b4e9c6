"""Faults that no section can see by itself: between sections, and between the scenario and the rate tables."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np

from model.faults import Fault, listed, nearest_name
from model.financial_year import PayMonths, in_words
from model.grades import PointMissing
from model.named_grades import GradeUnknown, pay_range_of
from model.on_costs import ni_thresholds
from model.rate_tables import RateMissing, Rates
from model.schema.document import Document
from model.schema.rates import PayTerms
from model.schema.rates_in_force import SCENARIO_LGPS, rates_in_force


@dataclass(frozen=True)
class CrossChecks:
    """The sound sections of a scenario, the document they came from, and the rate tables."""

    document: Document
    sections: dict[str, Any]
    rates: Rates

    def faults(self) -> Iterator[Fault]:
        """Every fault between sections; a check whose sections are not sound is passed over."""
        yield from self._post_ids()
        yield from self._destinations()
        yield from self._dates()
        yield from self._repeated_measures()
        yield from self._spine_and_rates()

    def _posts(self, section: str) -> Iterator[tuple[tuple[str | int, ...], dict[str, Any]]]:
        for index, post in enumerate(self.document.data.get(section) or []):
            if isinstance(post, dict):
                yield (section, index), post

    def _post_ids(self) -> Iterator[Fault]:
        first_seen: dict[str, tuple[str, int]] = {}
        for section in ("present", "proposed"):
            for path, post in self._posts(section):
                post_id = post.get("id")
                if post_id in first_seen:
                    file, line = first_seen[post_id]
                    yield self.document.fault(
                        (*path, "id"), f"an id of its own; it already stands at {file}, line {line}"
                    )
                elif isinstance(post_id, str):
                    first_seen[post_id] = self.document.place((*path, "id"))

    def _destinations(self) -> Iterator[Fault]:
        proposed = [post["id"] for _, post in self._posts("proposed") if isinstance(post.get("id"), str)]
        for path, post in self._posts("present"):
            to = post.get("to") or []
            to = [to] if isinstance(to, str) else to
            moves = post.get("fate") in ("assimilated", "ring-fenced")
            if moves and not to:
                yield self.document.fault((*path, "to"), f"the proposed post it is {post['fate']} to", found="nothing")
            if post.get("fate") in ("deleted", "unresolved") and to:
                yield self.document.fault((*path, "to"), f"no destination, since its fate is {post['fate']}")
            for name in to:
                if name not in proposed:
                    yield self.document.fault(
                        (*path, "to"),
                        "the id of a proposed post",
                        found=repr(name),
                        nearest=nearest_name(name, proposed),
                    )

    def _dates(self) -> Iterator[Fault]:
        dates, years = self.sections.get("dates"), self.sections.get("years")
        if years is None:
            return
        if years.months.first > years.months.last:
            yield self.document.fault(("years", "last"), f"a year not before the first, {years.first}")
            return
        first, last = years.months.first.first_day, years.months.last.last_day
        if dates is None:
            return
        if not first <= dates.implementation <= last:
            yield self.document.fault(
                ("dates", "implementation"), f"a day in the years shown, {in_words(first)} to {in_words(last)}"
            )
        a_year_before = date(first.year - 1, first.month, first.day)
        for name in ("decision", "published"):
            day = getattr(dates, name)
            if day and not a_year_before <= day <= last:
                yield self.document.fault(
                    ("dates", name),
                    f"a day in the years shown or the year before them, {in_words(a_year_before)} to {in_words(last)}",
                )
        for section, key in (("present", "until"), ("proposed", "from")):
            for index, post in enumerate(self.sections.get(section) or ()):
                day = post and (post.until if section == "present" else post.from_)
                if day and not first <= day <= last:
                    yield self.document.fault(
                        (section, index, key), f"a day in the years shown, {in_words(first)} to {in_words(last)}"
                    )

    def _repeated_measures(self) -> Iterator[Fault]:
        figures = self.sections.get("published") or ()
        counts = Counter(figure.measure for figure in figures)
        for index, figure in enumerate(figures):
            if counts[figure.measure] > 1:
                yield self.document.fault(("published", index, "measure"), "each measure once")

    def _spine_and_rates(self) -> Iterator[Fault]:
        pay, on_costs, years = (self.sections.get(name) for name in ("pay", "on_costs", "years"))
        if pay is not None and pay.spine not in self.rates.spines.names:
            yield self.document.fault(
                ("pay", "spine"),
                listed(self.rates.spines.names),
                nearest=nearest_name(pay.spine, self.rates.spines.names),
            )
            return
        if pay is None or years is None or years.months.first > years.months.last:
            return
        months = years.months
        rates = self.rates
        if on_costs is not None:
            try:
                rates = rates_in_force(pay, on_costs, self.rates)
            except RateMissing as missing:
                yield self.document.fault(("pay", "awards"), "an award that follows a table", found=str(missing))
                return
            yield from self._on_cost_rates(rates, months)
        yield from self._salaries(pay, rates, months)

    def _on_cost_rates(self, rates: Rates, months: PayMonths) -> Iterator[Fault]:
        for day in months.pay_days.tolist():
            try:
                rates.lgps.value_on(SCENARIO_LGPS, "total", day)
            except RateMissing as missing:
                yield self.document.fault(
                    ("on_costs", "lgps"),
                    f"an employer's LGPS rate for every month of the years shown; none covers {in_words(day)}",
                    found=_held(missing),
                )
                break
        for day in months.pay_days:
            try:
                ni_thresholds(rates.employer_ni, np.array([day]))
                rates.apprenticeship_levy.value_on("levy", "rate", day.item())
            except RateMissing as missing:
                yield self.document.fault(
                    ("years", "last"),
                    "years for which rates are held, or an assumption under on_costs, employer_ni_carried_forward",
                    found=str(missing),
                )
                break

    def _salaries(self, pay: PayTerms, rates: Rates, months: PayMonths) -> Iterator[Fault]:
        first, last = months.first_days[0].item(), months.first_days[-1].item()
        ladders = {day: rates.spines.points_on(pay.spine, day) for day in months.first_days.tolist()}
        bare = next((day for day, ladder in ladders.items() if not ladder), None)
        if bare:
            yield self.document.fault(
                ("years",),
                f"years in which the spine {pay.spine} is held, or an award under pay, awards",
                found=f"no rate for the spine {pay.spine} on {in_words(bare)}",
            )
            return
        for renumbered in rates.renumberings.get(pay.spine, ()):
            if first < renumbered <= last:
                yield self.document.fault(
                    ("years",),
                    f"years on one side of {in_words(renumbered)}, when the spine "
                    f"{pay.spine} was renumbered, since a point means another salary after it",
                )
                return
        for section in ("present", "proposed"):
            for path, post in self._posts(section):
                if "grade" in post:
                    yield from self._grade((*path, "grade"), post["grade"], pay, rates, ladders)

    def _grade(
        self, path: tuple[str | int, ...], grade: Any, pay: PayTerms, rates: Rates, ladders: dict[date, tuple[int, ...]]
    ) -> Iterator[Fault]:
        try:
            pay_range, _ = pay_range_of(
                str(grade), rates.grades, pay.grades_of, min(ladders), bool(pay.accept_recalled_grades)
            )
        except GradeUnknown as unknown:
            yield self.document.fault(path, unknown.expected, nearest=unknown.nearest)
            return
        except ValueError:
            return  # already a fault of the section
        for day, ladder in ladders.items():
            try:
                pay_range.points(ladder), pay_range.points_beyond_bar(ladder)
            except PointMissing as missing:
                near = listed(missing.nearest) if missing.nearest else ""
                yield self.document.fault(
                    path,
                    f"points that the spine {pay.spine} has on {in_words(day)}; it has no "
                    f"point {listed(missing.missing)}",
                    nearest=f"point {near}" if near else "",
                )
                return


def _held(missing: RateMissing) -> str:
    return str(missing).split(": ", 1)[1]
