"""Faults between a scenario and the rate tables: spines, points, grades and years with no rate."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from model.base.faults import Fault
from model.base.financial_year import FinancialYear, PayMonths, in_words
from model.base.stated import stated
from model.pay.on_costs import ni_thresholds
from model.pay.one_off import pension_strain
from model.pay.redundancy import RedundancyTerms, redundancy_payment
from model.rates.tables import RateMissing, Rates, RateTable
from model.schema.reading.document import Document, Path_
from model.schema.rules.insurance_checks import InsuranceChecks
from model.schema.rules.pay_structure_checks import PayStructureChecks
from model.schema.rules.reconcile_checks import ReconcileChecks
from model.schema.sections.leavers import Leaver
from model.schema.sections.one_off import WEEKLY_LIMIT, OneOffTerms
from model.schema.sections.rates_in_force import SCENARIO_LGPS, rates_in_force


@dataclass(frozen=True)
class RateChecks:
    """Checks of a scenario against the rate tables. A section with a fault is None."""

    document: Document
    sections: dict[str, Any]
    rates: Rates
    months: PayMonths | None

    def faults(self) -> Iterator[Fault]:
        """Every fault between the scenario and the tables; sections that have a fault already are not checked again."""
        yield from self._one_off()
        pay, on_costs = self.sections.get("pay"), self.sections.get("on_costs")
        if pay is None or not pay.spine or None in (pay.own_spine, pay.grade_table):
            return
        if self.document.unreadable & {"own_spine", "grade_table"}:
            return  # what depends on them is checked once they can be read
        structures = PayStructureChecks(self.document, self.sections, self.rates)
        yield from structures.tables(pay)
        terms = structures.sound(pay)
        if None not in terms or self.months is None or self.months.first > self.months.last:
            return
        rates, pay = self.rates, terms[None]
        yield from structures.in_force(terms, on_costs, self.months)
        if on_costs is not None and on_costs.lgps and None not in (*on_costs.lgps, pay.awards):
            try:
                rates = rates_in_force(pay, on_costs, self.rates)
            except RateMissing:
                return
            told = [*self._lgps(rates, self.months)]
            if (
                on_costs.employer_ni_carried_forward is not None
            ):  # faulty: what depends on it is checked once it is right
                told += self._insurance(rates, self.months)
            yield from told or InsuranceChecks(self.document, self.sections, pay, rates, self.months).faults()
        tried, dates = self.sections.get("reconcile"), self.sections.get("dates")
        if tried and tried.hypotheses and dates and dates.implementation:
            year = FinancialYear.of(dates.implementation)
            yield from ReconcileChecks(self.document, tried.hypotheses, pay.spine, rates, year).faults()

    def _lgps(self, rates: Rates, months: PayMonths) -> Iterator[Fault]:
        for day in months.pay_days.tolist():
            try:
                rates.lgps.value_on(SCENARIO_LGPS, "total", day)
            except RateMissing as missing:
                expected = f"an employer's LGPS rate for every month of the years shown; none covers {in_words(day)}"
                yield self.document.fault(("on_costs", "lgps"), expected, found=str(missing).split(": ", 1)[1])
                break

    def _insurance(self, rates: Rates, months: PayMonths) -> Iterator[Fault]:
        missing = _rate_missing(rates, months.pay_days)
        if missing:  # the first day of which something is missing, whichever it is
            missing = next(filter(None, (_rate_missing(rates, np.array([day])) for day in months.pay_days)))
            expected = (
                "years for which the workbook has the rates of National Insurance and the apprenticeship levy; or an "
                "assumption, employer_ni_carried_forward, in the section on_costs"
            )
            yield self.document.fault(("years", "last"), expected, found=str(missing))

    def _one_off(self) -> Iterator[Fault]:
        """Faults of payments to leavers: what the law does not allow, and days without a rate."""
        section = self.sections.get("one_off")
        if section is None:
            return
        yield from self._weekly_limits(section)
        if section.weekly_limits is None:  # faulty: what depends on them is checked once they are right
            return
        on_costs = self.sections.get("on_costs")
        carried = (on_costs.employer_ni_carried_forward if on_costs is not None else None) or ()
        table = section.rates_in_force(self.rates.redundancy, carried)
        for index, leaver in enumerate(section.leavers or ()):
            if leaver is None:
                continue
            try:
                terms = section.terms_for(leaver.kind)
                refused = terms.refusal(table, leaver.counted_to)
                if refused:
                    yield self.document.fault(("one_off", "terms"), "terms that the law allows", found=refused)
                    return
                yield from self._leaver(("one_off", "leavers", index), leaver, terms, table)
            except RateMissing as missing:
                path = ("one_off", "leavers", index, "leaves_on")
                yield self.document.fault(path, "a day for which the workbook has redundancy rates", found=str(missing))

    def _weekly_limits(self, section: OneOffTerms) -> Iterator[Fault]:
        """Limits on a week's pay may be assumed only for days after the last limit on record, and must not overlap."""
        held = max(rate.effective_to for rate in self.rates.redundancy.rows if rate.name == WEEKLY_LIMIT[1])
        for index, limit in enumerate(section.weekly_limits or ()):
            if limit and limit.from_ <= held:
                expected = f"a day after {in_words(held)}, the last day that already has a limit on a week's pay"
                path = ("one_off", "weekly_limits", index)
                yield self.document.fault((*path, "from"), expected, found=in_words(limit.from_))
            held = max(held, limit.to) if limit else held

    def _leaver(self, path: Path_, leaver: Leaver, terms: RedundancyTerms, table: RateTable) -> Iterator[Fault]:
        age, years = stated(leaver.age, "age"), stated(leaver.complete_years, "complete_years")
        payment = (age, years, leaver.pay_in_week, leaver.counted_to, terms, table)
        strain = (leaver.pension_strain or 0.0, leaver.last_age, leaver.leaves_on, table, leaver.protected_pension_age)
        for key, paid, expected in (
            (
                "complete_years",
                lambda: redundancy_payment(*payment, leaver.day_paid),
                "years of service that fit the age",
            ),
            ("pension_strain", lambda: pension_strain(*strain), "no pension strain, unless a pension may be paid"),
        ):
            try:
                paid()
            except ValueError as refusal:
                yield self.document.fault((*path, key), expected, found=str(refusal))


def _rate_missing(rates: Rates, days: np.ndarray) -> RateMissing | None:
    """A rate of National Insurance or the levy that is missing on a pay day; None where no rate is missing."""
    try:
        ni_thresholds(rates.employer_ni, days)
        rates.apprenticeship_levy.over("levy", "rate", days)
    except RateMissing as missing:
        return missing
    return None
