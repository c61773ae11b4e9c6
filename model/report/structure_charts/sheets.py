"""A structure on sheets that fit a page upright: one sheet, or an overview and a sheet for each team."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from model.report.structure_charts.drawing import Picture
from model.report.structure_charts.posts import Border, Entry, Fate, summed

WIDTH, HEIGHT = 658, 860
"""Pixels of an A4 page upright inside its margins, at 96 to the inch."""
MOST_TEAMS = 12
"""Teams of a sheet that have a sheet of their own; more are listed without a picture."""

Trees = tuple[Entry, ...]


@dataclass(frozen=True)
class Sheet:
    """One picture, and what it lists in words: more than it shows, where a team has no picture."""

    picture: Picture
    listed: Trees
    without_line: Trees
    team: str = ""
    """The post at the head of a team; empty for the whole structure."""
    is_overview: bool = False
    not_drawn: int = 0
    """How many of its teams have no sheet."""


def sheets(trees: Trees, without_line: Trees, team: str = "") -> Iterator[Sheet]:
    """The sheets of a structure: the whole of it or its overview first."""
    whole = Picture(trees, without_line, WIDTH)
    if fits(whole) or not any(entry.below for entry in trees):
        yield Sheet(whole, trees, without_line, team)
        return
    teams = [report for head in trees for report in head.below if report.below]
    if not teams:
        yield Sheet(_first_that_fits(trees, without_line), trees, without_line, team)
        return
    apart = {id(entry) for entry in teams[:MOST_TEAMS]}

    def cut(entry: Entry) -> Entry:
        """An entry of the list, without those below it that have a sheet of their own."""
        return without_below(entry) if id(entry) in apart else entry

    listed = tuple(replace(head, below=tuple(map(cut, head.below))) for head in trees)
    yield Sheet(_first_that_fits(trees, without_line), listed, without_line, team, True, len(teams) - len(apart))
    for entry in teams[:MOST_TEAMS]:
        yield from sheets((entry,), (), entry.title)


def fits(picture: Picture) -> bool:
    """Whether a picture fits the page as it is; it is never made smaller."""
    return picture.width <= WIDTH and picture.height <= HEIGHT


def _first_that_fits(trees: Trees, without_line: Trees) -> Picture:
    """Two tiers of trees; where those are too many, with the boxes of a manager's last reports in one."""
    boxes = max(len(without_line), *(len(head.below) for head in trees))
    while True:
        heads = tuple(replace(head, below=shortened(tuple(map(without_below, head.below)), boxes)) for head in trees)
        picture = Picture(shortened(heads, boxes), shortened(without_line, boxes), WIDTH)
        if boxes == 1 or fits(picture):
            return picture
        boxes -= max(1, boxes // 8)


def without_below(entry: Entry) -> Entry:
    """An entry by itself, which says how many posts are below it."""
    return replace(entry, below=(), left_out=entry.posts_below)


def shortened(entries: Trees, most: int) -> Trees:
    """At most so many entries: those without posts below first give up their boxes, and the last share one."""
    if len(entries) <= most:
        return entries
    by_rank = sorted(entries, key=lambda entry: not entry.posts_below)
    kept = {id(entry) for entry in by_rank[: most - 1]}
    rest = [without_below(entry) for entry in entries if id(entry) not in kept]
    together = rest[0]
    for entry in rest[1:]:
        together = replace(summed(together, entry), left_out=together.left_out + entry.left_out)
    others = replace(
        together, id="", title=f"{together.number:,} other posts", points="", fate=Fate("", Border.THIN), vacant=False
    )
    return (*(entry for entry in entries if id(entry) in kept), others)
