"""The rate tables with a scenario's own rates in place of the workbook's: its LGPS rates and its assumptions.

Every row added here carries the status that the scenario gives it. Any figure that rests on an assumption says so.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta

from model.base.financial_year import PayMonths
from model.pay.assimilation import map_range, map_range_back, renumberings_in
from model.pay.grades import PayRange, Renumbering, is_notation, numbering_on
from model.pay.named_grades import GradeUnknown, held_as, pay_range_of
from model.rates.tables import NamedGrade, Rate, Rates, RateStatus, RateTable
from model.schema.sections.awards import Award, PaidLate
from model.schema.sections.own_tables import with_own_tables
from model.schema.sections.rates import CarriedForward, LgpsRate, OnCostTerms, PayTerms

ONE_DAY = timedelta(days=1)
SCENARIO_LGPS = "this scenario"
"""The name of a scenario's own employer rate in the LGPS table."""


def rates_in_force(pay: PayTerms, on_costs: OnCostTerms, rates: Rates) -> Rates:
    """The rate tables that a scenario is costed with. Raises RateMissing where an assumption extends no known rate.

    They are worked out once for the same terms. Checks, costing and every draw share them.
    """
    return rates.once((pay, on_costs), lambda: _in_force(pay, on_costs, rates))


def _in_force(pay: PayTerms, on_costs: OnCostTerms, rates: Rates) -> Rates:
    rates = with_own_tables(rates, pay.own_spine, pay.grade_table)
    return rates.replace(
        spines=with_awards(rates.spines, pay.spine, pay.awards, rates.removed(pay.spine)),
        lgps=rates.lgps.with_rows(_lgps_row(rate) for rate in on_costs.lgps),
        employer_ni=with_carried_forward(rates.employer_ni, on_costs.employer_ni_carried_forward or ()),
        renumbered_points=with_spine_map(rates, pay),
    )


def with_spine_map(rates: Rates, pay: PayTerms) -> RateTable:
    """The maps of old points to new. The scenario's own map replaces the workbook's map for its spine.

    A point that the scenario's own spine still has on the day of its removal is not removed.
    """
    table, own, removed = rates.renumbered_points, pay.spine_map, rates.removed(pay.spine)
    kept = [row for row in pay.own_spine or () if row.spine == pay.spine]
    stays = [
        row
        for row in removed
        if any(one.point == int(row.point) and one.effective_from <= row.effective_from <= one.last_day for one in kept)
    ]
    if stays:
        table = RateTable(table.title, [row for row in table.rows if row not in stays])
    if own is None:
        return table
    whole = rates.restructures.get(pay.spine, ())
    days = {(day, row.old) for day in whole for row in own.points}
    days |= {(row.effective_from, int(row.point)) for row in removed if row not in stays}
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
        for day, old in sorted(days)
        for row in own.points
        if row.old == old
    ]
    replaced = {row.effective_from for row in added if row.effective_from not in whole} | {*whole}
    held = (row for row in table.rows if row.name != pay.spine or row.effective_from not in replaced)
    return RateTable(table.title, [*held, *added])


def grade_in_force(
    grade: str, pay: PayTerms, rates: Rates, written_on: date, renumberings: Sequence[Renumbering] = ()
) -> tuple[PayRange, tuple[NamedGrade | None, ...]]:
    """A grade's points, and the row that names the grade (or None) in each numbering of the spine.

    The grade is written in the numbers of ``written_on``. If a different row of the same name is in force on the other
    side of a renumbering, its points are used there. Otherwise the ends of the grade are renumbered.

    Raises what :func:`pay_range_of`, :func:`map_range` and :func:`map_range_back` raise.
    """

    def on(day: date) -> tuple[PayRange, NamedGrade | None]:
        return pay_range_of(grade, rates.grades, pay.grades_of, pay.spine, day, bool(pay.accept_recalled_grades))

    own, row = on(written_on)
    if not renumberings:
        return own, (row,)
    written = numbering_on(written_on, renumberings)
    sides = {written: (own, row)}

    def carried(from_: int, there: date, carry: Callable, mapping: Mapping[int, int]) -> tuple:
        there_held = rates.grades.in_force(row.authority, there).get(row.grade) if row else None
        if there_held and there_held != row:  # a row that runs across the day states points in the numbers before
            return on(there)
        return carry(sides[from_][0], mapping), None

    for number, turn in enumerate(renumberings[written:], start=written):
        sides[number + 1] = carried(number, turn.day, map_range, turn.new_point)
    for number in range(written, 0, -1):
        turn = renumberings[number - 1]
        sides[number - 1] = carried(number, turn.day - ONE_DAY, map_range_back, turn.new_point)
    in_order = [sides[number] for number in range(len(renumberings) + 1)]
    return replace(own, renumbered=tuple(side for side, _ in in_order)), tuple(row for _, row in in_order)


def renumberings_across(
    pay: PayTerms,
    rates: Rates,
    months: PayMonths,
    grades: Iterable[str],
    proposed: Iterable[str],
    change: date | None,
) -> tuple[Renumbering, ...]:
    """The renumberings during a scenario's months that affect its grades; a grade with a fault is left out.

    ``grades`` are read on the first day; ``proposed`` on the first day and on the day of the change. Raises what
    :func:`renumberings_in` raises.
    """
    first = months.first_days[0].item()
    read = []
    for grade, days in [*((each, (first,)) for each in grades), *((each, (first, change)) for each in proposed)]:
        for day in filter(None, days):
            try:
                read.append(grade_in_force(grade, pay, rates, day)[0])
            except (GradeUnknown, ValueError):
                continue
    return renumberings_in(rates, pay.spine, months, dict.fromkeys(read))


def version_day(grade: str, pay: PayTerms, rates: Rates, first: date, change: date) -> date:
    """The day on which a proposed grade is looked up.

    It is the day of the change where the named grade is new, or has different points, on that day. Otherwise it is the
    first day, on which present grades are looked up.
    """
    now, then = (_row_on(grade, pay, rates, day) for day in (first, change))
    return change if then and (now is None or now.notation != then.notation) else first


def other_version(
    grade: str, pay: PayTerms, rates: Rates, written: date, last: date, excused: Collection[date | None]
) -> NamedGrade | None:
    """A version of a grade, with different points, that starts after ``written`` and not after ``last``; else None.

    ``excused`` are days on which a version may start: the day of the change, or of a renumbering.
    """
    now = _row_on(grade, pay, rates, written)
    if now is None:
        return None
    for row in rates.grades.rows:
        same = (row.authority, row.grade) == (now.authority, now.grade)
        starts = row.effective_from
        if same and row.notation != now.notation and written < starts <= last and starts not in excused:
            return row
    return None


def _row_on(grade: str, pay: PayTerms, rates: Rates, day: date) -> NamedGrade | None:
    if not pay.grades_of or is_notation(grade):
        return None
    held = rates.grades.in_force(pay.grades_of, day)
    return held.get(held_as(grade, held) or "")


def _lgps_row(rate: LgpsRate) -> Rate:
    source = f"{rate.source}; {rate.reason}" if rate.reason else rate.source
    return Rate(
        "lgps",
        SCENARIO_LGPS,
        "total",
        rate.from_,
        rate.to,
        rate.on_pay,
        "share of pensionable pay",
        rate.rate_status,
        source,
    )


def with_awards(spines: RateTable, spine: str, awards: Sequence[Award], removed: Sequence[Rate] = ()) -> RateTable:
    """The spine with each award added, unrounded and in date order, to the salaries of the day before the award.

    A removed point has no salary from the day of its removal.
    """
    for award in sorted(awards, key=lambda award: award.from_):
        spines = spines.with_rows(
            replace(
                old,
                value=award.salary_after(int(old.point), old.value),
                status=max(old.status, award.rate_status),
                source=f"{award.standing} award: {award.reason}",
                date_checked="",
            )
            for old in _standing_on(award.from_, award.to, spines, spine, removed)
        )
    return spines


def until_paid(spines: RateTable, spine: str, paid_late: Sequence[PaidLate], removed: Sequence[Rate]) -> RateTable:
    """The spine as it is paid: an award settled late counts only from the month of its payment.

    Until the month in which a late award is paid, salaries are those of the day before the award. Each late award is
    paid before the next late award starts.
    """
    paid = spines
    for late in paid_late:
        last = late.paid_on.replace(day=1) - ONE_DAY
        paid = paid.with_rows(_standing_on(late.from_, last, spines, spine, removed))
    return paid


def _standing_on(first: date, last: date, spines: RateTable, spine: str, removed: Sequence[Rate]) -> Iterator[Rate]:
    """The rows of the day before ``first``, for ``first`` to ``last``; a removed point ends before its removal."""
    eve = first - ONE_DAY
    for point in spines.points_on(spine, eve):
        days = (
            row.effective_from for row in removed if int(row.point) == point and first <= row.effective_from <= last
        )
        end = min(days, default=last + ONE_DAY) - ONE_DAY
        if end >= first:
            yield replace(spines.value_on(spine, point, eve), effective_from=first, effective_to=end)


def with_carried_forward(table: RateTable, carried: Sequence[CarriedForward]) -> RateTable:
    """The table with NI terms of an earlier day repeated for dates that no table covers."""
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
