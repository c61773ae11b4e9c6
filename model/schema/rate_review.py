"""Which rates a scenario's years lack, and which of those used are to be looked at again; how each is stated."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from model.base.financial_year import PayMonths, in_words
from model.pay.minimum_wage import ADULT
from model.rates.tables import Rate, RateMissing, Rates, RateTable
from model.schema.sections.own_tables import with_own_tables
from model.schema.sections.pay_structures import Terms
from model.schema.sections.rates import OnCostTerms, PayTerms
from model.schema.sections.rates_in_force import SCENARIO_LGPS, rates_in_force

REVIEW_AFTER = timedelta(days=365)
"""How long after it was checked a rate is due to be checked again."""
NOT_SURE = ("to be verified", "announced")
"""What a row's source says where the rate is in use or announced, and not yet made."""


@dataclass(frozen=True)
class RateNote:
    """A rate to see to: missing, not settled or past review; which it is, for which days, and how to state it."""

    kind: str
    rate: str
    days: str
    how: str


def rate_notes(terms: Terms, on_costs: OnCostTerms, rates: Rates, months: PayMonths, today: date) -> list[RateNote]:
    """The missing ones first, each with its first and last day; then those used that are to be looked at again.

    ``terms`` are those of each pay structure by name.
    """
    in_force = {name: _in_force(pay, on_costs, rates) for name, pay in terms.items()}
    spines = (note for name, pay in terms.items() for note in _spine_missing(name, pay, in_force[name], months))
    own = in_force[None]
    missing = [*spines, *_missing(own, months)]
    return [*missing, *_again({pay.spine for pay in terms.values()}, own, months, today)]


def _in_force(pay: PayTerms, on_costs: OnCostTerms, rates: Rates) -> Rates:
    try:
        return rates_in_force(pay, on_costs, rates)
    except RateMissing:  # an award that follows no table: the spine is missing, and is said to be
        return with_own_tables(rates, pay.own_spine, pay.grade_table)


def _spine_missing(name: str | None, pay: PayTerms, rates: Rates, months: PayMonths) -> Iterator[RateNote]:
    spine = [day for day in months.first_days.tolist() if not rates.spines.points_on(pay.spine, day)]
    where = f"pay_structures, {name}, awards" if name else "pay, awards"
    yield from _note("Pay spine " + pay.spine, spine, where, "from: {first}, to: {last}, percent: 3%, "
                     "standing: assumed, reason: why")  # fmt: skip


def _missing(rates: Rates, months: PayMonths) -> Iterator[RateNote]:
    firsts, pays = months.first_days.tolist(), months.pay_days.tolist()
    lgps = _without(rates.lgps, ((SCENARIO_LGPS, "total"),), pays)
    yield from _note("Employer's pension rate", lgps, "on_costs, lgps", "from: {first}, to: {last}, rate: the fund's, "
                     "source: where it is from, reason: why")  # fmt: skip
    ni = _without(rates.employer_ni, (("employer_rate", "rate"), ("secondary_threshold", "monthly")), pays)
    yield from _note("Employer National Insurance", ni, "on_costs, employer_ni_carried_forward", "from: {first}, "
                     "to: {last}, as_on: an earlier day, reason: why")  # fmt: skip
    known = [row for row in rates.minimum_wage.rows if row.name == ADULT]
    wage = [day for day in firsts if not any(row.effective_from <= day <= row.effective_to for row in known)]
    yield from _note("Minimum wage", wage, "", "")


def _note(rate: str, days: list[date], key: str, entry: str) -> Iterator[RateNote]:
    if not days:
        return
    first, last = days[0].replace(day=1), days[-1]
    last = (last.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
    how = "A scenario can't state it; the check leaves these months out."
    if key:
        how = f"State it under {key}: {{{entry.format(first=first, last=last)}}}."
    yield RateNote("missing", rate, f"{in_words(first)} to {in_words(last)}", how)


def _without(table: RateTable, names: Iterable[tuple[str, str]], days: list[date]) -> list[date]:
    """The days on which a table lacks one of some rates."""

    def lacks(day: date) -> bool:
        try:
            return not [table.value_on(name, point, day) for name, point in names]
        except RateMissing:
            return True

    return [day for day in days if lacks(day)]


def _again(spines: set[str], rates: Rates, months: PayMonths, today: date) -> Iterator[RateNote]:
    first, last = months.first.first_day, months.last.last_day
    used = (
        *(row for row in rates.spines.rows if row.name in spines),
        *(row for row in rates.employer_ni.rows if (row.name, row.point) in (("employer_rate", "rate"),
          ("secondary_threshold", "monthly"))),
        *rates.apprenticeship_levy.rows,
    )  # fmt: skip
    told: set[RateNote] = set()
    for row in used:
        if row.date_checked and row.effective_from <= last and row.effective_to >= first:
            note = _as_used(row, today)
            if note and note not in told:
                told.add(note)
                yield note


def _as_used(row: Rate, today: date) -> RateNote | None:
    """What is to be seen to of one row; None where nothing is. All points of a table make one note."""
    name = f"Pay spine {row.name}" if row.table == "spines" else f"{row.table} {row.name}".replace("_", " ")
    end = in_words(row.effective_to) if row.has_end else "no end"
    days, checked = f"{in_words(row.effective_from)} to {end}", date.fromisoformat(row.date_checked)
    if any(words in row.source for words in NOT_SURE):
        how = "Look for the settlement or the regulations. If it differs, state own rows under pay, own_spine."
        if row.table != "spines":
            how = "Look for the regulations."
        return RateNote("not settled", name, days, how)
    if today - checked > REVIEW_AFTER and row.effective_to >= today:
        return RateNote("past review", name, days, f"Last checked on {in_words(checked)}: check it, and date its row.")
    return None
