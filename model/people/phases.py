"""The days on which the structure changes, and how many posts there are from each."""

from dataclasses import dataclass
from datetime import date, timedelta

from model.schema.sections.scenario import Scenario


@dataclass(frozen=True)
class Phase:
    """One day of change: how many posts end before it and start on it, and how many there are from then."""

    day: date
    ended: int
    started: int
    posts: int


def phases(scenario: Scenario) -> tuple[Phase, ...]:
    """Every day on which a present post has gone or a proposed one starts, in order; most scenarios have one."""
    change = scenario.dates.implementation
    ended, started = {}, {}
    for post in scenario.present:
        day = post.until + timedelta(days=1) if post.until else change
        ended[day] = ended.get(day, 0) + post.number
    for post in scenario.proposed:
        day = post.from_ or change
        started[day] = started.get(day, 0) + post.number
    posts, found = sum(post.number for post in scenario.present), []
    for day in sorted({*ended, *started}):
        gone, new = ended.get(day, 0), started.get(day, 0)
        posts += new - gone
        found.append(Phase(day, gone, new, posts))
    return tuple(found)
