"""The rates that are missing in a scenario's years or due for review, and how to state each."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from model.base.dated import on
from model.base.financial_year import PayMonths, in_words
from model.pay.minimum_wage import ADULT
from model.pay.ni_categories import CATEGORIES
from model.rates.tables import Rate, RateMissing, Rates, RateTable
from model.schema.sections.one_off import WEEKLY_LIMIT
from model.schema.sections.own_tables import with_own_tables
from model.schema.sections.pay_structures import Terms
from model.schema.sections.pension_schemes import HELD, PensionScheme
from model.schema.sections.rates import OnCostTerms, PayTerms
from model.schema.sections.rates_in_force import SCENARIO_LGPS, rates_in_force

REVIEW_AFTER = timedelta(days=365)
"""How long after its last check a rate is due to be checked again."""
NOT_SURE = ("to be verified", "announced")
"""Words in the source of a rate that is in use but not verified, or that is announced but not yet law."""
FIRST_CERTIFICATE, YEARS_OF_A_CERTIFICATE = 2014, 3
"""LGPS Regulations 2013 (England and Wales), regulation 62: rates are set from 1 April 2014 and every third year."""
CANT = "A scenario can't state this rate: add it to model/rates."
LAW = "Look for the regulations."


@dataclass(frozen=True)
class RateNote:
    """A rate to look into: missing, not settled or due for review; for which days, and how to state it."""

    kind: str
    rate: str
    days: str
    how: str


@dataclass(frozen=True)
class Need:
    """A rate that a scenario uses: its table, the rows by name and point (None for any), and the days.

    ``state`` is how a scenario states the rate, with {first} and {last}; ``again`` is what to do if it is not settled.
    """

    rate: str
    table: RateTable
    parts: tuple[tuple[str, str | None], ...]
    days: tuple[date, ...]
    state: str = CANT
    again: str = LAW

    def rows(self, part: tuple[str, str | None]) -> list[Rate]:
        """The rows for one of ``parts``, whatever their dates."""
        return [row for row in self.table.rows if row.name == part[0] and part[1] in (None, row.point)]

    @property
    def lacking(self) -> list[date]:
        """The days on which at least one of ``parts`` has no row."""
        spans = [[(row.effective_from, row.effective_to) for row in self.rows(part)] for part in self.parts]
        return [
            day for day in self.days if not all(any(first <= day <= last for first, last in rows) for rows in spans)
        ]

    @property
    def used(self) -> Iterator[Rate]:
        """The rows in force on at least one of the days."""
        for row in (row for part in self.parts for row in self.rows(part)):
            if any(row.effective_from <= day <= row.effective_to for day in self.days):
                yield row


def rate_notes(
    sections: Mapping[str, Any], terms: Terms, rates: Rates, months: PayMonths, today: date
) -> list[RateNote]:
    """The missing rates first, each with its first and last day; then the rates used that are due for review.

    ``sections`` must have ``pay`` and ``on_costs``; other sections are left out where they have a fault. ``terms`` has
    the terms of each pay structure by name.
    """
    on_costs = sections["on_costs"]
    in_force = {name: _in_force(pay, on_costs, rates) for name, pay in terms.items()}
    spines = (_spine(name, pay, in_force[name], months) for name, pay in terms.items())
    needs = [need for need in (*spines, *_needs(sections, in_force[None], months)) if need.days]
    missing = [_missing(need, days) for need in needs if (days := need.lacking)]
    again = [note for need in needs for row in need.used if (note := _as_used(need, row, today))]
    return [*missing, *dict.fromkeys(again), *_certificates(on_costs, months)]


def _in_force(pay: PayTerms, on_costs: OnCostTerms, rates: Rates) -> Rates:
    """The tables with a scenario's own rates. Its awards are left out where the spine has no table before an award."""
    try:
        return rates_in_force(pay, on_costs, rates)
    except RateMissing:
        return with_own_tables(rates, pay.own_spine, pay.grade_table)


def _spine(name: str | None, pay: PayTerms, rates: Rates, months: PayMonths) -> Need:
    """The rates that a pay structure uses: the points of its spine."""
    section = f"pay_structures, {name}" if name else "pay"
    return Need(
        f"Pay spine {pay.spine}",
        rates.spines,
        ((pay.spine, None),),
        tuple(months.first_days.tolist()),
        f"{section}, awards: {{{{from: {{first}}, to: {{last}}, percent: 3%, standing: assumed, reason: why}}}}",
        f"Look for the settlement or the regulations. If they differ, state your own rows under {section}, own_spine.",
    )


def _needs(sections: Mapping[str, Any], rates: Rates, months: PayMonths) -> Iterator[Need]:
    """Every rate that the sections use, except spines."""
    firsts, pays = tuple(months.first_days.tolist()), tuple(months.pay_days.tolist())
    yield Need(
        "Employer's pension rate",
        rates.lgps,
        ((SCENARIO_LGPS, "total"),),
        pays,
        "on_costs, lgps: {{from: {first}, to: {last}, rate: the fund's, source: where it is from, reason: why}}",
    )
    for scheme in sections.get("pension_schemes") or ():
        if scheme:
            yield _of_scheme(scheme, rates, pays)
    yield from _insurance(sections, rates, months)
    yield Need("Apprenticeship levy", rates.apprenticeship_levy, (("levy", "rate"),), pays)
    yield Need("Minimum wage", rates.minimum_wage, ((ADULT, None),), firsts,
               "A scenario can't state this rate. The check of the minimum wage leaves these months out.")  # fmt: skip
    yield from _of_leavers(sections, rates)
    if sections.get("prices") and sections.get("customers"):
        yield Need("VAT", rates.vat, (("standard", "rate"),), firsts)


def _of_scheme(scheme: PensionScheme, rates: Rates, pays: tuple[date, ...]) -> Need:
    """The employer's rate of a further pension scheme, on the days for which the scenario states none."""
    held = HELD.get(scheme.kind)
    parts = ((held.name, part) for part in held.needed) if held else ((scheme.name, "total"),)
    days = tuple(day for day in pays if not any(rate.from_ <= day <= rate.to for rate in scheme.rates))
    entry = "{{from: {first}, to: {last}, rate: the scheme's, source: where it is from, reason: why}}"
    state = f"pension_schemes, {scheme.name}, rates: {entry}"
    return Need(f"Employer's rate to {scheme.name}", rates.pension_schemes, tuple(parts), days, state)


def _insurance(sections: Mapping[str, Any], rates: Rates, months: PayMonths) -> Iterator[Need]:
    """National Insurance by the payroll's periods, and the upper thresholds of the letters in use."""
    payroll = sections["pay"].payroll(months)
    pay_days, period = (months.pay_days, "monthly") if payroll is None else (payroll.pay_days, payroll.period)
    carry = "on_costs, employer_ni_carried_forward: {{from: {first}, to: {last}, as_on: an earlier day, reason: why}}"
    parts = (("employer_rate", "rate"), ("secondary_threshold", period))
    yield Need("Employer National Insurance", rates.employer_ni, parts, tuple(pay_days.tolist()), carry)
    for post in sections.get("present") or ():
        for holder in post.holders if post else ():
            for letter in holder.letters:
                if relief := CATEGORIES[letter.value].relief:
                    days = tuple(pay_days[on(letter, pay_days)].tolist())
                    upper = ((f"upper_secondary_threshold_{relief}", period),)
                    yield Need(f"National Insurance letter {letter.value}", rates.employer_ni, upper, days, carry)


def _of_leavers(sections: Mapping[str, Any], rates: Rates) -> Iterator[Need]:
    """The limit on a week's pay, on each day up to which a redundant leaver's service is counted."""
    section = sections.get("one_off")
    if section is None or None in (section.leavers or (None,)) or section.weekly_limits is None:
        return
    redundant = (one for one in section.leavers if one.of_kind.redundancy and one.complete_years is not None)
    days = tuple(sorted({leaver.counted_to for leaver in redundant}))
    table = rates.redundancy.with_rows(limit.rate for limit in section.weekly_limits if limit)
    yield Need("Limit on a week's pay for redundancy", table, (WEEKLY_LIMIT[1:],), days,
               "one_off, weekly_limits: {{from: {first}, to: {last}, amount: the limit, reason: why}}")  # fmt: skip


def _missing(need: Need, days: list[date]) -> RateNote:
    first, last = days[0].replace(day=1), days[-1]
    last = (last.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
    how = need.state.format(first=first, last=last)
    stated = how if how.startswith("A scenario") else f"State it under {how}."
    return RateNote("missing", need.rate, f"{in_words(first)} to {in_words(last)}", stated)


def _as_used(need: Need, row: Rate, today: date) -> RateNote | None:
    """What to do about a row; None where there is nothing to do. All points of a table make one note."""
    if not row.date_checked:
        return None
    name = need.rate if len(need.parts) == 1 else f"{need.rate}, {row.name.replace('_', ' ')}"
    end = in_words(row.effective_to) if row.has_end else "no end"
    days, checked = f"{in_words(row.effective_from)} to {end}", date.fromisoformat(row.date_checked)
    if any(words in row.source for words in NOT_SURE):
        return RateNote("not settled", name, days, need.again)
    if today - checked > REVIEW_AFTER and row.effective_to >= today:
        return RateNote(
            "past review", name, days, f"Last checked on {in_words(checked)}: check the rate, and date its row."
        )
    return None


def _certificates(on_costs: OnCostTerms, months: PayMonths) -> Iterator[RateNote]:
    """An employer's pension rate that is stated beyond the day on which its fund sets new rates."""
    for stated in on_costs.lgps:
        first, last = max(stated.from_, months.first.first_day), min(stated.to, months.last.last_day)
        for year in range(FIRST_CERTIFICATE, last.year + 1, YEARS_OF_A_CERTIFICATE):
            anew = date(year, 4, 1)
            if stated.from_ < anew <= last and first <= last:
                days, day = f"{in_words(stated.from_)} to {in_words(stated.to)}", in_words(anew)
                how = f"Funds set new rates from {day}: state your fund's from that day under on_costs, lgps."
                yield RateNote("past review", "Employer's pension rate", days, how)
