"""Phases: the days that posts take from them, and faults of their names and their order."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

from model.base.faults import Fault
from model.base.financial_year import in_words
from model.schema.rules.checks import SIDES, Checks, months_shown
from model.schema.sections.posts import Post, PresentPost


@dataclass(frozen=True)
class PhaseChecks(Checks):
    """Rules of phases."""

    def faults(self) -> Iterator[Fault]:
        """Every fault of the phases, and of the posts that name one."""
        phases, dates = self.entries("phases"), self.sections.get("dates")
        yield from self.repeated((((*path, "id"), phase.id) for path, phase in phases), "a different id for each phase")
        names = {phase.id for _, phase in phases}
        for side in SIDES:
            for path, post in self.entries(side):
                if post.phase is not None and len(names) == len(self.sections.get("phases") or ()):
                    yield from self.unknown((*path, "phase"), post.phase, names, "the id of a phase")
        months = months_shown(self.sections)
        if not (phases and dates and dates.implementation and months):
            return
        start = dates.implementation
        days = [((*path, "from"), phase.from_ or start) for path, phase in phases]
        if days[0][1] != start:
            expected = f"{in_words(start)}, the start of the new structure (dates, implementation)"
            yield self.fault(days[0][0], f"the first phase to begin on {expected}")
        for (_, before), (path, day) in pairwise(days):
            if day <= before:
                yield self.fault(path, f"a day after {in_words(before)}, when the phase before this one begins")
        first, last = months.first.first_day, months.last.last_day
        shown = f"a day in the years shown, {in_words(first)} to {in_words(last)}"
        yield from self.outside(days[1:], first, last, shown)


def with_days_of_phases(sections: dict[str, Any]) -> dict[str, Any]:
    """The sections, in which a post that names a phase but states no day has the phase's day. A faulty post stays None.

    A phase that begins with the new structure, or on a day that is not shown, gives its posts no day.
    """
    months, dates = months_shown(sections), sections.get("dates")
    days = {phase.id: phase.from_ for phase in sections.get("phases") or () if phase and phase.from_}
    if not (days and months and dates):
        return sections
    first, last, start = months.first.first_day, months.last.last_day, dates.implementation
    days = {name: day for name, day in days.items() if first < day <= last and day != start}
    return {**sections, **{side: tuple(_dated(post, days) for post in sections.get(side) or ()) for side in SIDES}}


def _dated(post: Post | None, days: dict[str, date]) -> Post | None:
    """A post with the last or first day that its phase gives."""
    if post is None or post.phase not in days:
        return post
    day = days[post.phase]
    key, own = ("until", day - timedelta(days=1)) if isinstance(post, PresentPost) else ("from_", day)
    return post if getattr(post, key) else post.model_copy(update={key: own})
