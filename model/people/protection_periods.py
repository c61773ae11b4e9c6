"""Pay protection by day, for the papers that a person reads: from when to when each sum is paid, in £ a year.

The cost of protection is worked out by month (``model/pay/protection.py``). Here it is by day, so that a letter can
name the days on which a sum begins, steps down and ends.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise

from model.base.dated import ONE_DAY
from model.pay.progression import months_after
from model.pay.protection import ProtectionTerms
from model.pay.salaries import PointSalaries
from model.people.paths import Path
from model.people.protected import Protected


@dataclass(frozen=True)
class ProtectedPeriod:
    """Days on which one sum is paid. ``share`` is the share of the gap that the scheme then pays.

    ``a_year`` is the sum, £ a year at 1.0 FTE. It is paid in proportion to the holder's FTE and paid weeks.
    """

    first_day: date
    last_day: date
    share: float
    a_year: float


def protected_periods(path: Path, points: PointSalaries, start: date) -> tuple[ProtectedPeriod, ...]:
    """The periods of a path's protection from the day of the change, within the years shown. Empty where it has none.

    Successive days at one sum are one period. Protection ends for good on the day on which the new pay catches up.
    """
    protected = path.protection_with
    if not isinstance(protected, Protected):
        return ()
    joined: list[ProtectedPeriod] = []
    for period in _periods(path, points, start, protected):
        if joined and (joined[-1].a_year, joined[-1].share) == (period.a_year, period.share):
            joined[-1] = replace(joined[-1], last_day=period.last_day)
        else:
            joined.append(period)
    return tuple(period for period in joined if period.a_year)


def ends_at_the_latest(terms: ProtectionTerms, start: date) -> date:
    """The last day of a scheme that begins on a day."""
    return months_after(start, terms.months) - ONE_DAY


def _periods(path: Path, points: PointSalaries, start: date, protected: Protected) -> Iterator[ProtectedPeriod]:
    terms, months = protected.terms, points.months
    length = terms.months // len(terms.shares)
    turns = [months_after(start, length * number) for number in range(len(terms.shares) + 1)]
    ends = min(turns[-1], months.last.last_day + ONE_DAY)
    days = {start, ends, *turns, *(step.day for step in path.steps), *months.first_days.tolist()}
    for first, after in pairwise(sorted(day for day in days if start <= day <= ends)):
        month = months.number_of(first)
        old = float(protected.old[month if terms.uprated else protected.month])
        gap = old - (_salary_on(first, path, points) if terms.counts_increments else float(protected.kept[month]))
        if gap <= 0:
            return
        share = terms.shares[sum(turn <= first for turn in turns) - 1]
        yield ProtectedPeriod(first, after - ONE_DAY, share, share * gap)


def _salary_on(day: date, path: Path, points: PointSalaries) -> float:
    """The salary of the point held on a day, £ a year at 1.0 FTE."""
    step = [step for step in path.steps if step.day <= day][-1]
    return float(points.salary[step.point][points.months.number_of(day)])
