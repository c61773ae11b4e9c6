"""What each box of a structure chart says. Posts are trees in order of command; posts that are alike share a box."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from model.base.faults import number_of
from model.base.money import pounds
from model.pay.grades import is_notation
from model.people.structure import Structured
from model.report.tables.post import costs_of_posts, points_of
from model.schema.sections.posts import WHOLE, PresentPost

if TYPE_CHECKING:
    from model.assessment.assess import Assessment

TIMELINES = {"present": "do_nothing", "proposed": "proposed"}
FEWEST = 2
"""A structure is drawn where at least this many of its posts say whom they report to."""


class Border(StrEnum):
    """How a box is drawn, so that the post's fate is seen in black and white."""

    THIN = "thin line"
    BAR = "black bar at the left"
    HATCHED = "hatched bar at the left"
    HEAVY = "heavy line"
    DASHED = "dashed line"
    CHAIN = "line of dashes and dots"
    DOTTED = "dotted line"


@dataclass(frozen=True)
class Fate:
    """What happens to a post, or how it is filled: in words, and as the border of its box."""

    words: str
    border: Border


FATES = {
    "present": {
        "assimilated": Fate("assimilated", Border.THIN),
        "regraded": Fate("regraded", Border.BAR),
        "ring-fenced": Fate("ring-fenced", Border.HATCHED),
        "open": Fate("open competition", Border.CHAIN),
        "deleted": Fate("deleted", Border.DASHED),
        "unresolved": Fate("unresolved", Border.DOTTED),
    },
    "proposed": {
        "assimilation": Fate("by assimilation", Border.THIN),
        "ring-fence": Fate("from a ring-fence", Border.HATCHED),
        "open": Fate("by open competition", Border.HEAVY),
        "unresolved": Fate("unresolved", Border.DOTTED),
    },
}


@dataclass(frozen=True)
class Entry:
    """What one box shows: an entry of the list of posts, or several that are alike, report to one post and manage none.

    ``number`` is the number of posts. ``fte`` and ``cost`` (£ a year, None where it may not be public) are those of all
    these posts. ``left_out`` is the number of posts below that are not shown.
    """

    id: str
    """The id of the entry's first post; empty for posts that share a box only to save room."""
    title: str
    number: int
    points: str
    fte: float
    cost: float | None
    fate: Fate
    vacant: bool = False
    below: tuple[Entry, ...] = ()
    left_out: int = 0

    @property
    def label(self) -> str:
        """The title, with the number of posts where there are several."""
        return self.title if self.number == 1 or not self.id else f"{self.number} × {self.title}"

    @property
    def facts(self) -> tuple[str, ...]:
        """Points, FTE, £ and fate, as texts."""
        fate = f"{self.fate.words}{' (vacant)' if self.vacant else ''}"
        cost = () if self.cost is None else (pounds(self.cost),)
        more = (f"{number_of(self.left_out, 'post')} below",) if self.left_out else ()
        return tuple(filter(None, (self.points, f"{self.fte_text} FTE", *cost, fate, *more)))

    @property
    def fte_text(self) -> str:
        """FTE with one decimal place, or with up to four significant figures where one place is not exact."""
        return f"{self.fte:.1f}" if abs(self.fte - round(self.fte, 1)) < WHOLE else f"{self.fte:.4g}"

    @property
    def posts_below(self) -> int:
        """How many posts are below this entry, shown or not."""
        return self.left_out + sum(entry.number + entry.posts_below for entry in self.below)


def in_order(entries: Iterable[Entry]) -> Iterator[Entry]:
    """Every entry, with the entries below it, in order of command."""
    for entry in entries:
        yield entry
        yield from in_order(entry.below)


def entries_of(assessment: Assessment, side: str) -> tuple[tuple[Entry, ...], tuple[Entry, ...]]:
    """The highest posts of a structure, with those below them; and the posts for which no reporting line is stated.

    Both are empty where fewer than two posts say whom they report to.
    """
    posts = getattr(assessment.scenario, side)
    if sum(post.number for post in posts if post.reports_to) < FEWEST:
        return (), ()
    costs = {} if assessment.is_public else costs_of_posts(assessment, TIMELINES[side], posts)
    below: dict[str | None, list[Structured]] = defaultdict(list)
    for post in posts:
        below[post.reports_to].append(post)

    def entry(post: Structured) -> Entry:
        fate = post.fate if isinstance(post, PresentPost) else post.filled_by
        return Entry(
            post.id,
            post.title,
            post.number,
            _points(assessment, post),
            post.fte * post.number,
            costs.get(post.id),
            FATES[side][fate],
            isinstance(post, PresentPost) and post.vacant,
            alike_together(entry(report) for report in below.get(post.id, ())),
        )

    highest = [post for post in below[None] if post.id in below]
    without_line = [post for post in below[None] if post.id not in below]
    return tuple(map(entry, highest)), alike_together(map(entry, without_line))


def _points(assessment: Assessment, post: Structured) -> str:
    """The points of a post, with SCP before them where they are spinal column points."""
    if post.all_in:
        return "everything included"
    is_scp = is_notation(post.grade) and not post.pay_structure
    return f"{'SCP ' if is_scp else ''}{points_of(assessment, post)}"


def alike_together(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """The entries. Those that are alike and manage no post become one entry, at the position of the first."""
    together: dict[object, list[Entry]] = {}
    for entry in entries:
        shown = (entry.title, entry.points, entry.fte / entry.number, entry.fate, entry.vacant)
        together.setdefault(entry.id if entry.below else shown, []).append(entry)
    return tuple(alike[0] if len(alike) == 1 else _summed(alike) for alike in together.values())


def _summed(alike: Sequence[Entry]) -> Entry:
    """The first entry, with the number, FTE and £ of all the entries together."""
    number, fte = sum(entry.number for entry in alike), sum(entry.fte for entry in alike)
    return replace(alike[0], number=number, fte=fte, cost=cost_of(alike))


def cost_of(entries: Sequence[Entry]) -> float | None:
    """The cost of entries together, £ a year; None where the cost of any of them may not be public."""
    costs = [entry.cost for entry in entries if entry.cost is not None]
    return sum(costs) if len(costs) == len(entries) else None
