"""Faults between a scenario and the rate tables: spines, points, grades and years with no rate."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np

from model.faults import Fault, listed, nearest_name
from model.financial_year import FinancialYear, PayMonths, in_words
from model.grades import PointMissing, in_runs, is_notation, read_grade
from model.named_grades import GradeUnknown, pay_range_of
from model.on_costs import PERIODS_USED, ni_thresholds
from model.one_off import pension_strain
from model.rate_tables import RateMissing, Rates
from model.redundancy import redundancy_payment
from model.schema.document import Document, Path_
from model.schema.one_off import Leaver, OneOffTerms
from model.schema.rates import PayTerms
from model.schema.rates_in_force import SCENARIO_LGPS, rates_in_force


@dataclass(frozen=True)
class RateChecks:
    """The sections of a scenario (None where one is not sound), the document, and the rate tables."""

    document: Document
    sections: dict[str, Any]
    rates: Rates
    months: PayMonths | None

    def faults(self) -> Iterator[Fault]:
        """Every fault between the scenario and the tables; what is not sound already is passed over."""
        yield from self._one_off()
        pay, on_costs = self.sections.get("pay"), self.sections.get("on_costs")
        if pay is None or not pay.spine:
            return
        names = self.rates.spines.names
        if pay.spine not in names:
            yield self.document.fault(("pay", "spine"), listed(names), nearest=nearest_name(pay.spine, names))
            return
        authorities = sorted({row.authority for row in self.rates.grades.rows})
        if pay.grades_of and pay.grades_of not in authorities:
            nearest = nearest_name(pay.grades_of, authorities)
            yield self.document.fault(("pay", "grades_of"), listed(authorities), nearest=nearest)
            pay = pay.model_copy(update={"grades_of": None})
        if self.months is None or self.months.first > self.months.last:
            return
        yield from self._awards(pay)
        rates = self.rates
        if on_costs is not None and on_costs.lgps and None not in (*on_costs.lgps, pay.awards):
            try:
                rates = rates_in_force(pay, on_costs, self.rates)
            except RateMissing as missing:
                yield self.document.fault(("pay", "awards"), "an award that follows a table", found=str(missing))
                return
            yield from self._on_costs(rates)
        yield from self._spine(pay, rates)
        yield from self._hypotheses(pay, rates)

    def _awards(self, pay: PayTerms) -> Iterator[Fault]:
        """An award is assumed only for dates that no table covers."""
        held = [rate for rate in self.rates.spines.rows if rate.name == pay.spine]
        last = max(rate.effective_to for rate in held)
        for index, award in enumerate(pay.awards or ()):
            if award and any(rate.effective_from <= award.to and award.from_ <= rate.effective_to for rate in held):
                expected = f"dates that no table covers; the spine {pay.spine} is held to {in_words(last)}"
                found = f"an award from {in_words(award.from_)} to {in_words(award.to)}"
                yield self.document.fault(("pay", "awards", index), expected, found=found)

    def _on_costs(self, rates: Rates) -> Iterator[Fault]:
        for day in self.months.pay_days.tolist():
            try:
                rates.lgps.value_on(SCENARIO_LGPS, "total", day)
            except RateMissing as missing:
                expected = f"an employer's LGPS rate for every month of the years shown; none covers {in_words(day)}"
                yield self.document.fault(
                    ("on_costs", "lgps"), expected, found=str(missing).split(": ", 1)[1].replace("it is held", "rates")
                )
                break
        for day in self.months.pay_days:
            try:
                ni_thresholds(rates.employer_ni, np.array([day]))
                rates.apprenticeship_levy.value_on("levy", "rate", day.item())
            except RateMissing as missing:
                expected = "years with rates, or an assumption under on_costs, employer_ni_carried_forward"
                yield self.document.fault(("years", "last"), expected, found=str(missing))
                break

    def _spine(self, pay: PayTerms, rates: Rates) -> Iterator[Fault]:
        days = self.months.first_days.tolist()
        ladders = {day: rates.spines.points_on(pay.spine, day) for day in days}
        bare = next((day for day, ladder in ladders.items() if not ladder), None)
        if bare:
            expected = f"years in which the spine {pay.spine} is held, or an award under pay, awards"
            found = f"no rate for the spine {pay.spine} on {in_words(bare)}"
            yield self.document.fault(("years",), expected, found=found)
        for renumbered in rates.renumberings.get(pay.spine, ()):
            if days[0] < renumbered <= days[-1]:
                expected = (
                    f"years on one side of {in_words(renumbered)}, when the spine {pay.spine} was renumbered, "
                    "since a point means another salary after it"
                )
                yield self.document.fault(("years",), expected)
                return
        held = {day: ladder for day, ladder in ladders.items() if ladder}
        for section in ("present", "proposed"):
            posts = self.document.data.get(section)
            for index, post in enumerate(posts if isinstance(posts, list) else []):
                named = isinstance(post, dict) and "grade" in post and not is_notation(post["grade"])
                if named and "grades_of" in (self.document.data.get("pay") or {}) and not pay.grades_of:
                    continue  # the authority is the fault
                if isinstance(post, dict) and "grade" in post and held:
                    yield from self._grade((section, index, "grade"), str(post["grade"]), pay, rates, held)

    def _grade(
        self, path: Path_, grade: str, pay: PayTerms, rates: Rates, ladders: dict[date, tuple[int, ...]]
    ) -> Iterator[Fault]:
        accepted = bool(pay.accept_recalled_grades)
        try:
            pay_range, _ = pay_range_of(grade, rates.grades, pay.grades_of, pay.spine, min(ladders), accepted)
        except GradeUnknown as unknown:
            yield self.document.fault(path, unknown.expected, nearest=unknown.nearest)
            return
        except ValueError:
            return  # already a fault of the section
        for day, ladder in ladders.items():
            try:
                pay_range.points(ladder), pay_range.points_beyond_bar(ladder)
            except PointMissing as missing:
                yield self._points_missing(path, pay.spine, day, missing)
                return

    def _points_missing(self, path: Path_, spine: str, day: date, missing: PointMissing) -> Fault:
        expected = f"points that the spine {spine} has on {in_words(day)}; it has no point {in_runs(missing.missing)}"
        nearest = f"point {listed(missing.nearest)}" if missing.nearest else ""
        return self.document.fault(path, expected, nearest=nearest)

    def _one_off(self) -> Iterator[Fault]:
        """What the law does not allow, and days with no rate, told by working each leaver's payment out."""
        section = self.sections.get("one_off")
        if section is None:
            return
        for index, leaver in enumerate(section.leavers or ()):
            try:
                refused = section.redundancy_terms.refusal(self.rates.redundancy, leaver.counted_to)
                if refused:
                    yield self.document.fault(("one_off", "terms"), "terms that the law allows", found=refused)
                    return
                yield from self._leaver(("one_off", "leavers", index), leaver, section)
            except RateMissing as missing:
                path = ("one_off", "leavers", index, "leaves_on")
                yield self.document.fault(path, "a day with rates for redundancy", found=str(missing))

    def _leaver(self, path: Path_, leaver: Leaver, section: OneOffTerms) -> Iterator[Fault]:
        table, terms = self.rates.redundancy, section.redundancy_terms
        payment = (leaver.age, leaver.complete_years, leaver.pay_in_week, leaver.counted_to, terms, table)
        strain = (leaver.pension_strain, leaver.age, leaver.leaves_on, table, leaver.protected_pension_age)
        for key, rule, given, expected in (
            ("complete_years", redundancy_payment, (*payment, leaver.day_paid), "years that fit the age"),
            ("pension_strain", pension_strain, strain, "a strain only where a pension may be paid"),
        ):
            try:
                rule(*given)
            except ValueError as refusal:
                yield self.document.fault((*path, key), expected, found=str(refusal))

    def _hypotheses(self, pay: PayTerms, rates: Rates) -> Iterator[Fault]:
        """The points of an unlisted post and the tax years to be tried must be in the tables."""
        declared = self.sections.get("reconcile")
        dates = self.sections.get("dates")
        tried = declared and declared.hypotheses
        if not tried or dates is None or not dates.implementation:
            return
        day = FinancialYear.of(dates.implementation).first_day
        ladder = rates.spines.points_on(pay.spine, day)
        for index, post in enumerate(tried.unlisted_post if ladder else ()):
            path = ("reconcile", "hypotheses", "unlisted_post", index, "use")
            if post.use == "none":
                continue
            if not is_notation(post.use):
                yield self.document.fault(path, "none, or points such as 42-49")
                continue
            try:
                pay_range = read_grade(post.use)
                pay_range.points(ladder), pay_range.points_beyond_bar(ladder)
            except PointMissing as missing:
                yield self._points_missing(path, pay.spine, day, missing)
        for index, year in enumerate(tried.ni_year):
            path = ("reconcile", "hypotheses", "ni_year", index, "use")
            tax_year = FinancialYear.parse(year.use)
            try:
                for period in PERIODS_USED:
                    ni_thresholds(rates.employer_ni, PayMonths(tax_year, tax_year).pay_days, period)
            except RateMissing as missing:
                yield self.document.fault(path, "a tax year with National Insurance rates", found=str(missing))
