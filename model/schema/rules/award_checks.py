"""Faults between a scenario's awards and the spine: dates that a table covers, and awards paid late."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from model.base.faults import Fault
from model.base.financial_year import FinancialYear, PayMonths, from_to, in_words
from model.rates.tables import RateMissing, Rates
from model.schema.reading.document import Document, Path_
from model.schema.sections.awards import PaidLate
from model.schema.sections.rates import PayTerms
from model.schema.sections.rates_in_force import ONE_DAY


@dataclass(frozen=True)
class AwardChecks:
    """Rules of awards for one pay structure. ``at`` is the path at which the structure's terms are stated."""

    document: Document
    pay: PayTerms
    rates: Rates
    months: PayMonths
    at: Path_ = ("pay",)

    def over_tables(self) -> Iterator[Fault]:
        """Faults of awards on dates that a pay table covers; an award to be tested may be on any date."""
        held = [rate for rate in self.rates.spines.rows if rate.name == self.pay.spine]
        last = max(rate.effective_to for rate in held)
        for index, award in enumerate(self.pay.awards or ()):
            if any(rate.effective_from <= award.to and award.from_ <= rate.effective_to for rate in held):
                expected = (
                    f"dates that no pay table covers; the tables of the spine {self.pay.spine} end on {in_words(last)}"
                )
                expected += ". List an award that is to be tested under awards_tested" if self.at == ("pay",) else ""
                found = f"an award from {in_words(award.from_)} to {in_words(award.to)}"
                yield self.document.fault((*self.at, "awards", index), expected, found=found)

    def tested(self, in_force: Rates) -> Iterator[Fault]:
        """Faults of awards to be tested: each needs a pay table on the day before it, and a day in the years shown."""
        for index, award in enumerate(self.pay.awards_tested or ()):
            path, shown = (*self.at, "awards_tested", index), (self.months.first.first_day, self.months.last.last_day)
            if not in_force.spines.points_on(self.pay.spine, award.from_ - ONE_DAY):
                expected = f"a pay table of the spine {self.pay.spine} for the day before the award begins"
                yield self.document.fault(path, expected, found=f"an award from {in_words(award.from_)}")
            elif award.from_ > shown[1] or award.to < shown[0]:
                yield self.document.fault(path, f"dates in {self._years}")

    def paid_late(self, in_force: Rates) -> Iterator[Fault]:
        """Faults of awards paid late. Each must change the spine on its day, and be paid in a later month shown."""
        seen = set()
        starts = sorted(late.from_ for late in self.pay.paid_late or ())
        for index, late in enumerate(self.pay.paid_late or ()):
            path, year = (*self.at, "paid_late", index), FinancialYear.of(late.from_)
            if expected := self._not_payable(late, next((day for day in starts if day > late.from_), None)):
                yield self.document.fault((*path, "paid_on"), expected)
            if not self.months.first <= year <= self.months.last:
                yield self.document.fault((*path, "from"), f"a day in {self._years}")
            elif not self._changes_spine(in_force, late.from_):
                expected = f"the first day of a month, on which pay on the spine {self.pay.spine} changes"
                yield self.document.fault((*path, "from"), expected)
            if year in seen:
                yield self.document.fault((*path, "from"), f"only one award paid late in {year}")
            seen.add(year)

    def _not_payable(self, late: PaidLate, following: date | None) -> str:
        """What is expected of the month of payment; empty where the month is right.

        The month must be after the award begins, in the years shown, and not after the month in which the next award
        paid late begins.
        """
        paid = late.paid_on.replace(day=1)
        if paid <= late.from_:
            return f"a later month than {late.from_:%B %Y}"
        if late.paid_on > self.months.last.last_day:
            return (
                f"a month of {self._years}, or years shown that run to {FinancialYear.of(late.paid_on)}: National "
                "Insurance, pension and levy are due in the month of payment"
            )
        if following and paid > following:
            return f"a month up to {following:%B %Y}, when the next award that is paid late begins"
        return ""

    def _changes_spine(self, rates: Rates, day: date) -> bool:
        spine, spines = self.pay.spine, rates.spines
        try:
            return day.day == 1 and any(
                spines.value_on(spine, point, day).value != spines.value_on(spine, point, day - ONE_DAY).value
                for point in spines.points_on(spine, day)
            )
        except RateMissing:
            return False

    @property
    def _years(self) -> str:
        return f"the years shown, {from_to(self.months.first, self.months.last)}"
