"""Collective consultation: how many dismissals are proposed at an establishment in 90 days, and from when to consult.

Trade Union and Labour Relations (Consolidation) Act 1992 sections 188 and 193. With 20 dismissals or more, consultation
begins at least 30 days before the first of them. With 100 or more it is 45 days, and was 90 before 6 April 2013. The
Secretary of State is notified within the same time.
"""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from model.rates.tables import Rate, RateTable

WINDOW = timedelta(days=90)
LEVELS = (100, 20)
"""Numbers of dismissals from which the longer and the shorter consultation are required."""


@dataclass(frozen=True)
class Proposed:
    """The highest number of dismissals that take effect within 90 days, and the day of the first."""

    number: int
    first: date

    def days_needed(self, table: RateTable, day: date) -> Rate | None:
        """Days of consultation needed before the first dismissal, by the rule on ``day``; None below 20 dismissals."""
        level = next((level for level in LEVELS if self.number >= level), None)
        return table.value_on("consultation_days", str(level), day) if level else None


def most_in_90_days(days: Sequence[date], elsewhere: int = 0) -> Proposed | None:
    """The most dismissals in any 90 days, both ends counted, and their first day; None where ``days`` is empty.

    If several periods have as many, the earliest is given. ``elsewhere`` is the number of further dismissals at the
    establishment in those 90 days, and is added.

    >>> most_in_90_days([date(2026, 4, 1), date(2026, 6, 29), date(2026, 6, 30)])
    Proposed(number=2, first=datetime.date(2026, 4, 1))
    """
    ordered = sorted(days)
    windows = ((bisect_left(ordered, first + WINDOW) - place, first) for place, first in enumerate(ordered))
    most = max(windows, key=lambda window: (window[0], -window[1].toordinal()), default=None)
    return Proposed(most[0] + elsewhere, most[1]) if most else None
