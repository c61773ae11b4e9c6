"""The rate tables with a scenario's own rates laid over them: its LGPS rates and its assumptions.

Every row added here carries the status that the scenario gives it, so whatever rests on an assumption says so.
"""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date, timedelta

from model.assimilation import map_range, map_range_back
from model.grades import PayRange, Renumbering, is_notation
from model.named_grades import pay_range_of, plain_name
from model.rate_tables import NamedGrade, Rate, Rates, RateStatus, RateTable
from model.schema.awards import Award, PaidLate
from model.schema.own_tables import with_own_tables
from model.schema.rates import CarriedForward, LgpsRate, OnCostTerms, PayTerms

ONE_DAY = timedelta(days=1)
SCENARIO_LGPS = "this scenario"
"""The name under which a scenario's own employer rate stands in the LGPS table."""


def rates_in_force(pay: PayTerms, on_costs: OnCostTerms, rates: Rates) -> Rates:
    """The tables that a scenario is costed with. Raises RateMissing where an assumption has nothing to stand on."""
    rates = with_own_tables(rates, pay.own_spine, pay.grade_table)
    return rates.replace(
        spines=with_awards(rates.spines, pay.spine, pay.awards),
        lgps=rates.lgps.with_rows(_lgps_row(rate) for rate in on_costs.lgps),
        employer_ni=with_carried_forward(rates.employer_ni, on_costs.employer_ni_carried_forward),
        renumbered_points=with_spine_map(rates, pay),
    )


def with_spine_map(rates: Rates, pay: PayTerms) -> RateTable:
    """The maps of old points to new, a scenario's own standing in the place of one that is held for its spine."""
    table, own = rates.renumbered_points, pay.spine_map
    if own is None:
        return table
    added = [
        Rate(
            table.title,
            pay.spine,
            str(row.old),
            day,
            day,
            row.new,
            "SCP after it",
            RateStatus[own.status.upper()],
            own.source,
        )
        for day in rates.renumberings.get(pay.spine, ())
        for row in own.points
    ]
    return RateTable(table.title, [*(row for row in table.rows if row.name != pay.spine), *added])


def grade_in_force(
    grade: str, pay: PayTerms, rates: Rates, written_on: date, renumbering: Renumbering | None = None
) -> tuple[PayRange, tuple[NamedGrade | None, ...]]:
    """A grade's points and the row that names it, one for each numbering of the spine in the years shown.

    It is written in the numbers of a day. On the other side of a renumbering stands the row of the same name in force
    there; where there is none, the grade is renumbered by its ends. Raises what :func:`pay_range_of`, :func:`map_range`
    and :func:`map_range_back` raise.
    """

    def on(day: date) -> tuple[PayRange, NamedGrade | None]:
        return pay_range_of(grade, rates.grades, pay.grades_of, pay.spine, day, bool(pay.accept_recalled_grades))

    own, row = on(written_on)
    if renumbering is None:
        return own, (row,)
    later = written_on >= renumbering.day
    there = renumbering.day - ONE_DAY if later else renumbering.day
    if row and row.grade in rates.grades.in_force(row.authority, there):
        other, other_row = on(there)
    else:
        other, other_row = (map_range_back if later else map_range)(own, renumbering.new_point), None
    sides, rows = ((other, own), (other_row, row)) if later else ((own, other), (row, other_row))
    return replace(own, renumbered=sides), rows


def version_day(grade: str, pay: PayTerms, rates: Rates, first: date, change: date) -> date:
    """The day in whose version a proposed grade is read: the change's where its name then has other points.

    Otherwise the first day, on which a present grade is read.
    """
    now, then = (_row_on(grade, pay, rates, day) for day in (first, change))
    return change if then and (now is None or now.notation != then.notation) else first


def other_version(
    grade: str, pay: PayTerms, rates: Rates, written: date, last: date, excused: Collection[date | None]
) -> NamedGrade | None:
    """A version of a grade with other points that starts after the day it is read on, up to a last day; None for none.

    ``excused`` are days on which a version may start: the change's, or a renumbering's.
    """
    now = _row_on(grade, pay, rates, written)
    for row in rates.grades.rows if now else ():
        same = (row.authority, row.grade) == (now.authority, now.grade)
        starts = row.effective_from
        if same and row.notation != now.notation and written < starts <= last and starts not in excused:
            return row
    return None


def _row_on(grade: str, pay: PayTerms, rates: Rates, day: date) -> NamedGrade | None:
    if not pay.grades_of or is_notation(grade):
        return None
    return rates.grades.in_force(pay.grades_of, day).get(plain_name(grade))


def _lgps_row(rate: LgpsRate) -> Rate:
    source = f"{rate.source}; {rate.reason}" if rate.reason else rate.source
    return Rate(
        "lgps",
        SCENARIO_LGPS,
        "total",
        rate.from_,
        rate.to,
        rate.rate,
        "share of pensionable pay",
        rate.rate_status,
        source,
    )


def with_awards(spines: RateTable, spine: str, awards: Sequence[Award]) -> RateTable:
    """The spine with each award laid on the table of the day before, in date order, unrounded."""
    for award in sorted(awards, key=lambda award: award.from_):
        spines = spines.with_rows(
            replace(
                old,
                effective_from=award.from_,
                effective_to=award.to,
                value=award.salary_after(int(old.point), old.value),
                status=max(old.status, award.rate_status),
                source=f"{award.standing} award: {award.reason}",
                date_checked="",
            )
            for old in _eve_of(award.from_, spines, spine)
        )
    return spines


def until_paid(spines: RateTable, spine: str, paid_late: Sequence[PaidLate]) -> RateTable:
    """The spine as it is paid: until the month of payment, an award settled late is not in it.

    Each of them is paid before the next begins to count, so the day before it has the table that is paid meanwhile.
    """
    paid = spines
    for late in paid_late:
        paid = paid.with_rows(
            replace(old, effective_from=late.from_, effective_to=late.paid_on.replace(day=1) - ONE_DAY)
            for old in _eve_of(late.from_, spines, spine)
        )
    return paid


def _eve_of(day: date, spines: RateTable, spine: str) -> list[Rate]:
    eve = day - ONE_DAY
    return [spines.value_on(spine, point, eve) for point in spines.points_on(spine, eve)]


def with_carried_forward(table: RateTable, carried: Sequence[CarriedForward]) -> RateTable:
    """NI terms of an earlier day, standing on for dates that no table covers."""
    for terms in carried:
        table = table.with_rows(
            replace(
                old,
                effective_from=terms.from_,
                effective_to=terms.to,
                status=RateStatus.ASSUMED,
                source=f"carried forward: {terms.reason}",
                date_checked="",
            )
            for old in table.rows
            if _stands(old, terms.as_on)
        )
    return table


def _stands(rate: Rate, day: date) -> bool:
    return rate.effective_from <= day <= rate.effective_to
