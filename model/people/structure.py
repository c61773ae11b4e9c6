"""The reporting lines of each structure: layers, spans of control, and managers' posts that are empty."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import ceil

from model.people.seating import Seating
from model.people.seats import Seat
from model.schema.sections.posts import WHOLE, PresentPost, ProposedPost

Structured = PresentPost | ProposedPost


@dataclass(frozen=True)
class Manager:
    """A post that others report to. Its layer is 1 at the top. ``reports`` and ``vacant`` count posts."""

    post: Structured
    layer: int
    reports: int
    vacant: int
    """How many of the ``post.number`` posts are empty."""

    @property
    def span(self) -> float:
        """How many posts report to each of the manager's posts. Several posts share their reports equally."""
        return self.reports / self.post.number


@dataclass(frozen=True)
class ReportingLines:
    """The reporting lines of one structure. ``unplaced`` are posts that nobody reports to and that report to nobody."""

    managers: tuple[Manager, ...]
    layers: int
    unplaced: tuple[Structured, ...]

    @property
    def managing(self) -> int:
        """How many posts have others that report to them."""
        return sum(manager.post.number for manager in self.managers)

    @property
    def average_span(self) -> float:
        """The number of posts that report to a manager, divided by the number of managers' posts."""
        return sum(manager.reports for manager in self.managers) / self.managing

    @property
    def vacant(self) -> int:
        """How many managers' posts are empty."""
        return sum(manager.vacant for manager in self.managers)


def reporting_lines(seating: Seating) -> dict[str, ReportingLines]:
    """The reporting lines of ``present`` and ``proposed``. A structure that states none is left out."""
    scenario = seating.scenario
    unfilled = {post.id for post in scenario.present if post.vacant or post.holders}
    sides = ("present", scenario.present, seating.present), ("proposed", scenario.proposed, seating.arriving)

    def has_somebody(seat: Seat) -> bool:
        """Whether a seat is filled. A seat in a post that lists no holders and is not vacant counts as filled."""
        return len(seat.holder) == 1 or seat.holder[0] not in unfilled

    def vacant(post: Structured, seats: Mapping[str, tuple[Seat, ...] | list[Seat]]) -> int:
        taken = sum(seat.fte for seat in seats[post.id] if has_somebody(seat))
        return post.number - ceil(taken / post.fte - WHOLE)

    return {
        side: _lines(posts, {post.id: vacant(post, seats) for post in posts})
        for side, posts, seats in sides
        if any(post.reports_to for post in posts)
    }


def _lines(posts: Sequence[Structured], vacant: Mapping[str, int]) -> ReportingLines:
    """The reporting lines of a structure. The rules of the schema have ensured that no post reports to itself."""
    below: dict[str | None, list[Structured]] = defaultdict(list)
    for post in posts:
        below[post.reports_to].append(post)
    unplaced = tuple(post for post in below[None] if post.id not in below)
    layer, managers, layers = [post for post in below[None] if post.id in below], {}, 0
    while layer:
        layers += 1
        for post in layer:
            if post.id in below:
                reports = sum(report.number for report in below[post.id])
                managers[post.id] = Manager(post, layers, reports, vacant[post.id])
        layer = [report for post in layer for report in below.get(post.id, ())]
    return ReportingLines(tuple(managers[post.id] for post in posts if post.id in managers), layers, unplaced)
