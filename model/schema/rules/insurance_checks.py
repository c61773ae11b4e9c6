"""Faults of National Insurance letters and pay days: two letters for one person, or a day without thresholds."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import numpy as np

from model.base.dated import Dated, on
from model.base.faults import Fault
from model.base.financial_year import PayMonths
from model.pay.ni_categories import CATEGORIES
from model.pay.on_costs import ni_thresholds
from model.rates.tables import RateMissing, Rates
from model.schema.reading.document import Path_
from model.schema.rules.checks import Checks
from model.schema.sections.rates import PayTerms


@dataclass(frozen=True)
class InsuranceChecks(Checks):
    """Checks of National Insurance letters and pay days in the months shown, against the rates in force."""

    pay: PayTerms
    rates: Rates
    months: PayMonths

    def faults(self) -> Iterator[Fault]:
        """Every fault of letters and pay days. A letter is checked on the pay days of the months shown."""
        yield from self._letters()
        yield from self._pay_days()

    def _letters(self) -> Iterator[Fault]:
        known: dict[str, tuple[Dated[str], ...]] = {}
        for path, _, holder in self.holders():
            if not holder.ni_letters:
                continue
            at = (*path, "ni_letters")
            if known.setdefault(holder.ref, holder.letters) != holder.letters:
                yield self.fault(at, f"the same letters in each post of {holder.ref}, or letters in one post only")
            for number, letter in enumerate(holder.letters):
                yield from self._letter((*at, number), letter)

    def _letter(self, path: Path_, letter: Dated[str]) -> Iterator[Fault]:
        category = CATEGORIES[letter.value]
        if category.below and letter.last_day == date.max:
            yield self.fault(
                (*path, "to"),
                f"a last day, since letter {letter.value} ({category.meaning}) ends at a certain age",
                found="nothing",
            )
        elif category.relief:
            name = f"upper_secondary_threshold_{category.relief}"
            days = self.pay_days[on(letter, self.pay_days)]
            try:
                self.rates.employer_ni.over(name, self.period, days)
            except RateMissing as missing:
                expected = (
                    f"days for which the workbook has the threshold of letter {letter.value}, or a different letter"
                )
                yield self.fault((*path, "letter"), expected, found=str(missing))

    def _pay_days(self) -> Iterator[Fault]:
        if self.period == "monthly":
            return
        try:
            ni_thresholds(self.rates.employer_ni, self.pay_days, self.period)
        except RateMissing as missing:
            expected = (
                "years for which the workbook has the National Insurance thresholds of this pay frequency on every pay "
                "day, including the last; or an assumption, employer_ni_carried_forward, in the section on_costs"
            )
            yield self.fault(("pay", "frequency"), expected, found=str(missing))

    @property
    def pay_days(self) -> np.ndarray:
        """Every pay day of the months shown."""
        payroll = self.pay.payroll(self.months)
        return self.months.pay_days if payroll is None else payroll.pay_days

    @property
    def period(self) -> str:
        """The earnings period of the payroll, such as ``monthly``."""
        payroll = self.pay.payroll(self.months)
        return "monthly" if payroll is None else payroll.period
