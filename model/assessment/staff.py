"""What the change means for each holder: post and salary before and after, protection, notice and leaving.

Each row is a holder in a present post, so somebody with two posts has two rows. The staff annex and the data for
letters are made from these rows. They show what individuals are paid, so they are for the exempt part of a meeting.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from model.assessment.assess import Assessment
from model.base.dated import ONE_DAY
from model.base.financial_year import FinancialYear
from model.budget.leaving import Leaving
from model.cost.costed import CostedScenario
from model.pay.grades import is_notation
from model.pay.protection import ProtectionTerms
from model.pay.redundancy import MOST_NOTICE_WEEKS, statutory_notice_weeks
from model.people.appointments import Appointment
from model.people.paths import Path
from model.people.protection_periods import ProtectedPeriod, ends_at_the_latest, protected_periods
from model.schema.sections.holders import Holder
from model.schema.sections.posts import PresentPost

Row = tuple[Appointment, Path | None]
"""An appointment and its path through the pay points. The path is None where the scenario states no points."""
RowsBySeat = dict[tuple[str, str, str], list[int]]
"""A timeline's rows by structure, id of the present post that lists the holder, and the holder's reference."""


@dataclass(frozen=True)
class PostHeld:
    """A post as somebody holds it. ``full_time`` is its salary, £ a year at 1.0 FTE; None where no point is stated.

    ``grade`` is as a page prints it: with a dash between points, which no spreadsheet takes for a date.
    """

    post: str
    title: str
    grade: str
    fte: float
    paid_share: float
    point: int | None = None
    full_time: float | None = None

    @property
    def salary(self) -> float | None:
        """What is paid a year: the salary for the FTE and the weeks of the post, before anything on top of it."""
        return None if self.full_time is None else self.full_time * self.fte * self.paid_share


@dataclass(frozen=True)
class Notice:
    """Weeks of notice from the employer. ``statutory`` is None where service is not stated.

    ``counted_to`` is the day to which service is counted; ``by_contract`` and ``paid`` are as the scenario states.
    """

    statutory: int | None
    counted_to: date
    by_contract: float | None = None
    paid: float = 0.0

    @property
    def due(self) -> float | None:
        """The longer of statutory and contractual notice, in weeks; None where neither is known."""
        known = [weeks for weeks in (self.statutory, self.by_contract) if weeks is not None]
        return max(known, default=None)


@dataclass(frozen=True)
class StaffChange:
    """A holder in a present post, and what the change means for them.

    ``changes_on`` is the first day in the new post or, where there is none, the day after the last day in the old post.
    Both ``before`` and ``after`` are at the rates of the month of the change, so that they differ by the change alone.
    ``protection`` is in £ a year as paid. ``protected_in`` is the protection paid, £, in each year shown in which any
    is paid. ``protected_until`` is the last day of the protection scheme if protection is still paid when the years
    shown end, else None.
    """

    ref: str
    number: int
    posts: int
    """``number`` says which of the holder's posts this is, from 1, and ``posts`` how many they have."""
    present: PresentPost
    changes_on: date
    before: PostHeld | None
    """None for somebody who joins after the change."""
    after: PostHeld | None
    """None for somebody who has no post after the change."""
    why: str
    protection: tuple[ProtectedPeriod, ...]
    protected_in: dict[FinancialYear, float]
    protected_until: date | None
    notice: Notice | None
    """None for somebody who leaves in a way that needs no notice."""
    leaving: Leaving | None
    redeployed_to: str
    left_on: date | None
    """The last day of somebody who leaves by the day of the change, but not because of it."""
    ended: str
    """Why they left, in the scenario's own word."""


def staff_changes(assessment: Assessment) -> tuple[StaffChange, ...]:
    """Every holder in a present post, in the order of the file; empty where the scenario lists none."""
    costed = assessment.costed
    rows = _rows_by_seat(costed, "proposal"), _rows_by_seat(costed, "do_nothing")
    protected = _protected_by_year(costed)
    transition, once = assessment.transition, costed.scenario.one_off
    leaving = {one.leaver.holder: one for one in (transition.leaving if transition else ()) if one.leaver.holder}
    redeployed = {one.holder: one.to for one in (once.redeployed if once else ())}
    held = [(post, holder) for post in costed.scenario.present for holder in post.holders]
    posts: dict[str, list[str]] = {}
    for post, holder in held:
        posts.setdefault(holder.ref, []).append(post.id)
    found = []
    for post, holder in held:
        change = _change(costed, post, holder, rows, leaving.get(holder.ref))
        after = rows[0].get(("proposed", post.id, holder.ref), [])
        own = posts[holder.ref]
        of_many = {"number": own.index(post.id) + 1, "posts": len(own)}
        by_year = protected[after].sum(axis=0).tolist() if protected is not None and change.protection else ()
        amounts = {year: amount for year, amount in zip(costed.years, by_year, strict=False) if amount}
        found.append(replace(change, **of_many, protected_in=amounts, redeployed_to=redeployed.get(holder.ref, "")))
    return tuple(found)


def _protected_by_year(costed: CostedScenario) -> np.ndarray | None:
    """Pay protection, £, (appointments, years); None where no holder has any."""
    paths = costed.plans["proposal"].paths
    if not any(path.protection_with for path in paths):
        return None
    return costed.amounts("proposal", "actual", "pay_protection")


def _rows_by_seat(costed: CostedScenario, timeline: str) -> RowsBySeat:
    rows: RowsBySeat = {}
    for row, seat in enumerate(costed.plans[timeline].appointments):
        if seat.comes_from:
            rows.setdefault((seat.structure, seat.comes_from, seat.holder[0]), []).append(row)
    return rows


def _change(
    costed: CostedScenario,
    post: PresentPost,
    holder: Holder,
    rows: tuple[RowsBySeat, RowsBySeat],
    leaving: Leaving | None,
) -> StaffChange:
    plan, present = costed.plans["proposal"], ("present", post.id, holder.ref)
    before = rows[0].get(present, [])
    after = rows[0].get(("proposed", post.id, holder.ref), [])
    starts = min((plan.appointments[row].first_day for row in after), default=None)
    last = costed.scenario.dates.last_day_of(post.until)
    gone = holder.to if holder.has_left(last) else None
    changes_on = starts or (gone or (leaving.leaver.leaves_on if leaving else last)) + ONE_DAY
    periods, until = _protection(costed, after)
    arrived = _row(costed, "proposal", after[0]) if after else None
    held = _row(costed, "proposal", before[-1]) if before else None
    if held is None and not holder.from_ and present in rows[1]:  # the change is on the first of the days shown
        held = _row(costed, "do_nothing", rows[1][present][0])
    return StaffChange(
        ref=holder.ref,
        number=1,
        posts=1,
        present=post,
        changes_on=changes_on,
        before=_held(costed, held, changes_on - ONE_DAY, changes_on) if held else None,
        after=_held(costed, arrived, changes_on, changes_on) if arrived else None,
        why=arrived[1].assimilated.reason if arrived and arrived[1] and arrived[1].assimilated else "",
        protection=periods,
        protected_in={},
        protected_until=until,
        notice=_notice(holder, leaving, changes_on - ONE_DAY),
        leaving=leaving,
        redeployed_to="",
        left_on=gone,
        ended=(holder.ended or "") if gone else "",
    )


def _row(costed: CostedScenario, timeline: str, row: int) -> Row:
    plan = costed.plans[timeline]
    return plan.appointments[row], plan.paths[row] if plan.paths else None


def _held(costed: CostedScenario, row: Row, on: date, rates_of: date) -> PostHeld:
    """A post as held on the day ``on``. Its salary is at the rates of the month that includes ``rates_of``."""
    seat, path = row
    grade = seat.grade
    if is_notation(grade):
        grade = str(costed.book.ranges[costed.book.number_of(seat.structure, grade, seat.pay_structure)])
    held = PostHeld(seat.post, seat.title, grade, seat.fte, seat.paid_share)
    if path is None:
        return held
    points, step = costed.book.points, ([step for step in path.steps if step.day <= on] or path.steps[:1])[-1]
    month = points.months.number_of(min(rates_of, points.months.last.last_day))
    return replace(held, point=step.point, full_time=float(points.followed(step.point, on)[month]))


def _protection(costed: CostedScenario, rows: Sequence[int]) -> tuple[tuple[ProtectedPeriod, ...], date | None]:
    """The periods of protection as paid, and the scheme's last day if they go on after the years shown, else None."""
    plan, last_shown = costed.plans["proposal"], costed.book.months.last.last_day
    if not any(plan.paths[row].protection.any() for row in rows if plan.paths):
        return (), None
    periods = tuple(period for row in rows for period in _periods_of(costed, row))
    ends = max(ends_at_the_latest(_terms(costed), _starts(costed, row)) for row in rows)
    goes_on = bool(periods) and periods[-1].last_day == last_shown and ends > last_shown
    return periods, ends if goes_on else None


def _periods_of(costed: CostedScenario, row: int) -> Iterator[ProtectedPeriod]:
    """The periods of protection within a row's days, £ a year for its FTE and weeks."""
    plan = costed.plans["proposal"]
    seat = plan.appointments[row]
    for period in protected_periods(plan.paths[row], costed.book.points, _starts(costed, row)):
        days = max(period.first_day, seat.first_day), min(period.last_day, seat.last_day)
        if days[0] <= days[1]:
            yield replace(
                period, first_day=days[0], last_day=days[1], a_year=period.a_year * seat.fte * seat.paid_share
            )


def _starts(costed: CostedScenario, row: int) -> date:
    """The start of a row's protection: the day of the change or, if later, the day its holder came into the post."""
    seat = costed.plans["proposal"].appointments[row]
    return max(costed.scenario.dates.implementation, seat.since or seat.first_day)


def _terms(costed: CostedScenario) -> ProtectionTerms:
    people = costed.scenario.people
    return ProtectionTerms(people.protection.months if people else 0)


def _notice(holder: Holder, leaving: Leaving | None, last: date) -> Notice | None:
    """The notice that statute requires for service to the last day, and what a leaver's contract gives."""
    leaver = leaving.leaver if leaving else None
    if leaver and not leaver.of_kind.notice:
        return None
    to = leaver.leaves_on if leaver else last
    weeks = None
    if holder.service_from and holder.service_from <= to:
        weeks = statutory_notice_weeks(holder.service_from, to)
    else:
        years = leaver.complete_years if leaver else None
        if years is None and "service_years" in holder.model_fields_set:
            years = int(holder.service_years)
        weeks = None if years is None else min(max(years, 1), MOST_NOTICE_WEEKS)
    return Notice(weeks, to, leaver.contract_weeks if leaver else None, leaver.notice_weeks if leaver else 0.0)
