"""Faults between a scenario's awards and the spine: dates that a table covers, and awards paid late."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from model.base.faults import Fault
from model.base.financial_year import FinancialYear, PayMonths, in_words
from model.rates.tables import RateMissing, Rates
from model.schema.reading.document import Document
from model.schema.sections.rates import PayTerms


@dataclass(frozen=True)
class AwardChecks:
    """The document, its pay section, the rate tables, and the months shown (None where they are not sound)."""

    document: Document
    pay: PayTerms
    rates: Rates
    months: PayMonths | None

    def over_tables(self) -> Iterator[Fault]:
        """An award stands only for dates that no table covers; a test of another may stand anywhere."""
        held = [rate for rate in self.rates.spines.rows if rate.name == self.pay.spine]
        last = max(rate.effective_to for rate in held)
        for index, award in enumerate(self.pay.awards or ()):
            if award and any(rate.effective_from <= award.to and award.from_ <= rate.effective_to for rate in held):
                expected = f"dates that no table covers; the spine {self.pay.spine} is held to {in_words(last)}"
                found = f"an award from {in_words(award.from_)} to {in_words(award.to)}"
                yield self.document.fault(("pay", "awards", index), expected, found=found)

    def tested(self, in_force: Rates) -> Iterator[Fault]:
        """A test needs a table on the day before it, and falls in the years shown."""
        for index, award in enumerate(self.pay.awards_tested or ()):
            if award and not in_force.spines.points_on(self.pay.spine, award.from_ - timedelta(days=1)):
                expected = f"a test of an award that follows a table of the spine {self.pay.spine}"
                found = f"one from {in_words(award.from_)}"
                yield self.document.fault(("pay", "awards_tested", index), expected, found=found)
            elif award and self.months and not self._shown(award.from_, award.to):
                yield self.document.fault(("pay", "awards_tested", index), f"dates in {self._years}")

    def paid_late(self, in_force: Rates) -> Iterator[Fault]:
        """An award paid late changes the spine on its day, and is paid in a later month that is shown."""
        seen = set()
        starts = sorted(late.from_ for late in self.pay.paid_late or () if late and late.from_)
        for index, late in enumerate(self.pay.paid_late or ()):
            path = ("pay", "paid_late", index)
            if not late or not late.from_ or not late.paid_on:
                continue
            year = FinancialYear.of(late.from_)
            paid, following = late.paid_on.replace(day=1), next((day for day in starts if day > late.from_), None)
            if paid <= late.from_:
                yield self.document.fault((*path, "paid_on"), f"a later month than {late.from_:%B %Y}")
            elif self.months and late.paid_on > self.months.last.last_day:
                expected = (
                    f"a month of {self._years}: National Insurance, pension and levy fall in the month of payment, so "
                    f"show the years to {FinancialYear.of(late.paid_on)}"
                )
                yield self.document.fault((*path, "paid_on"), expected)
            elif following and paid > following:
                expected = f"a month up to {following:%B %Y}, from which the next award that is paid late counts"
                yield self.document.fault((*path, "paid_on"), expected)
            if self.months and not self.months.first <= year <= self.months.last:
                yield self.document.fault((*path, "from"), f"a day in {self._years}")
            elif not self._changes(in_force, late):
                expected = f"the first of a month on which the spine {self.pay.spine} changes"
                yield self.document.fault((*path, "from"), expected)
            if year in seen:
                yield self.document.fault((*path, "from"), f"one award paid late in {year}")
            seen.add(year)

    def _changes(self, rates: Rates, late) -> bool:
        spine, spines = self.pay.spine, rates.spines
        points = spines.points_on(spine, late.from_)
        try:
            return late.from_.day == 1 and any(
                spines.value_on(spine, point, late.from_).value
                != spines.value_on(spine, point, late.from_ - timedelta(days=1)).value
                for point in points
            )
        except RateMissing:
            return False

    def _shown(self, first, last) -> bool:
        return first <= self.months.last.last_day and last >= self.months.first.first_day

    @property
    def _years(self) -> str:
        return f"the years shown, {self.months.first} to {self.months.last}"
