"""Pay protection for the twin's inputs: the seat, its old and new points, and the share of the gap paid by month."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import numpy as np

from model.assessment.assess import Assessment
from model.base.financial_year import PayMonths
from model.base.stated import stated
from model.pay.assimilation import Assimilated
from model.pay.protection import ProtectionTerms, part_after, protection_by_month
from model.people.careers import Path


@dataclass(frozen=True)
class ProtectedRow:
    """What protects a seat's pay in one timeline. ``shares`` has the share of the gap paid in each month, (months,)."""

    seat: int
    old_seat: int
    """The seat in the present structure that the holder came from."""
    timeline: str
    start: date
    old_points: tuple[int, ...]
    new_points: tuple[int, ...]
    shares: np.ndarray


def protected_rows(assessment: Assessment, rows_of: dict[str, tuple[int, ...]]) -> Iterator[ProtectedRow]:
    """Each seat that may be protected, in each timeline that has the proposed structure; ``rows_of`` as in Facts."""
    scenario, months, points = assessment.scenario, assessment.costed.book.months, assessment.costed.book.points
    scheme = stated(scenario.people, "people").protection
    if not scheme.months:
        return
    terms = ProtectionTerms(scheme.months, scheme.shape, scheme.uprated, scheme.counts_increments)
    present = zip(rows_of["do_nothing"], assessment.costed.plans["do_nothing"].appointments, strict=True)
    old_seats = {(appointment.post, appointment.holder): seat for seat, appointment in present}
    for timeline in ("proposal", "proposed"):
        plan = assessment.costed.plans[timeline]
        for seat, appointment, path in zip(rows_of[timeline], plan.appointments, plan.paths, strict=True):
            if path.assimilated is None:
                continue
            start = max(scenario.dates.implementation, appointment.first_day)
            first = month_of(start, months)
            part = part_after(start, months)
            old = _old_point(path, path.assimilated, start, first, terms, assessment)
            shares = _shares(terms, len(months), first, part)
            if appointment.first_day < scenario.dates.implementation:
                # as if in place all year: protected before the change as in the scheme's first month
                shares[:first] = terms.share_in(np.array(0))
            sides = (points.numbers_of(old, start), points.numbers_of(path.assimilated.new_point, start))
            came_from = old_seats[path.came_from, appointment.holder]
            yield ProtectedRow(seat, came_from, timeline, start, *sides, shares)


def month_of(day: date, months: PayMonths) -> int:
    """The number of the month that a day is in, from 0."""
    return int(np.searchsorted(months.first_days, np.datetime64(day), side="right")) - 1


def _shares(terms: ProtectionTerms, months: int, first: int, part: np.ndarray) -> np.ndarray:
    """The share of the gap paid in each month, (months,): a weighted mean where a period ends within the month."""
    since = np.arange(months) - first
    share = terms.share_in(since)
    earlier = np.where(since > 0, terms.share_in(since - 1), share)
    return part * share + (1 - part) * earlier


def _old_point(
    path: Path, arrived: Assimilated, start: date, first: int, terms: ProtectionTerms, assessment: Assessment
) -> int:
    """The old point of the gap: the last before the move, or the next if an increment came before assimilation."""
    points, eve = assessment.costed.book.points, arrived.old_point
    ladder = points.ladder_on(start)
    order = stated(assessment.scenario.people, "people").assimilation.order
    if order == "assimilate_then_increment" or eve not in ladder:
        return eve
    part, new = part_after(start, points.months), points.followed(arrived.new_point, start)
    for point in ladder[ladder.index(eve) :]:  # risen by one step, which a renumbering may have stretched
        if point not in points.salary:
            continue
        old = points.followed(point, start)
        paid = protection_by_month(old, path.salary, first, terms, part_after=part, salary_without_increments=new)
        if np.allclose(paid[first:], path.protection[first:], rtol=0, atol=1e-9):
            return point
    return eve
