"""The phases of a change: the day of each, the posts that end and start with it, and how many posts there are after."""

from dataclasses import dataclass, field
from datetime import date, timedelta

from model.schema.sections.posts import PresentPost, ProposedPost
from model.schema.sections.scenario import Scenario

ONE_DAY = timedelta(days=1)


@dataclass
class Phase:
    """One phase. Where the scenario states no phases, each day of change is one, with an empty ``title`` and ``id``."""

    day: date
    title: str = ""
    id: str = ""
    ending: list[PresentPost] = field(default_factory=list)
    starting: list[ProposedPost] = field(default_factory=list)
    posts: int = 0
    """How many posts there are after the phase."""

    @property
    def ended(self) -> int:
        """How many posts end with the phase."""
        return sum(post.number for post in self.ending)

    @property
    def started(self) -> int:
        """How many posts start with the phase."""
        return sum(post.number for post in self.starting)


def phases(scenario: Scenario) -> tuple[Phase, ...]:
    """Every phase in order. Each post is in one of them. Most scenarios have one phase.

    A post is in the phase that it names. Otherwise it is in the last phase that has begun by the day on which the post
    ends or starts, or else in the first phase. Where no phases are stated, each such day is a phase.
    """
    change = scenario.dates.implementation
    of_day = {
        stated.from_ or change: Phase(stated.from_ or change, stated.title, stated.id) for stated in scenario.phases
    }
    named = {phase.id: phase for phase in of_day.values()}
    days = sorted(of_day)

    def phase_of(post: PresentPost | ProposedPost, day: date) -> Phase:
        if post.phase in named:
            return named[post.phase]
        if scenario.phases:
            return of_day[max((begun for begun in days if begun <= day), default=days[0])]
        return of_day.setdefault(day, Phase(day))

    for post in scenario.present:
        phase_of(post, post.until + ONE_DAY if post.until else change).ending.append(post)
    for post in scenario.proposed:
        phase_of(post, post.from_ or change).starting.append(post)
    in_order = tuple(of_day[day] for day in sorted(of_day))
    posts = sum(post.number for post in scenario.present)
    for phase in in_order:
        posts += phase.started - phase.ended
        phase.posts = posts
    return in_order
