"""A structure on sheets that fit an upright page: one sheet, or an overview and a sheet for each team."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from model.report.structure_charts.drawing import BOX, LINE, Picture, box_height
from model.report.structure_charts.posts import Border, Entry, Fate, cost_of, in_order

WIDTH, HEIGHT = 658, 860
"""Pixels of an upright A4 page inside its margins, at 96 to the inch."""
MOST_SHEETS = 13
"""The most sheets of a structure: an overview and twelve teams. Further teams are listed without a picture."""
MOST_BOXES = WIDTH * HEIGHT // (BOX * 3 * LINE)
"""The most boxes of three lines that a page could have room for."""

Trees = tuple[Entry, ...]


@dataclass(frozen=True)
class Sheet:
    """One picture, and the entries listed in words. The list also has the posts of teams that have no picture."""

    picture: Picture
    listed: Trees
    without_line: Trees
    team: str = ""
    """The post at the head of a team; empty for the whole structure."""
    is_overview: bool = False
    not_drawn: int = 0
    """How many of the teams below have no sheet."""


def sheets(trees: Trees, without_line: Trees, most: int = MOST_SHEETS, team: str = "") -> Iterator[Sheet]:
    """At most ``most`` sheets of a structure or a team: the whole on one, or an overview and then its teams."""
    whole = _fitting(trees, without_line)
    if whole:
        yield Sheet(whole, trees, without_line, team)
        return
    teams = [report for head in trees for report in head.below if report.below]
    drawn = {id(entry): entry for entry in teams[: most - 1]}

    def listed(entry: Entry) -> Entry:
        """An entry of the list, without those below it that have a sheet of their own."""
        return without_below(entry) if id(entry) in drawn else entry

    lists = tuple(replace(head, below=tuple(map(listed, head.below))) for head in trees)
    yield Sheet(_overview(trees, without_line), lists, without_line, team, bool(teams), len(teams) - len(drawn))
    for entry in drawn.values():
        yield from sheets((entry,), (), (most - 1) // len(drawn), entry.title)


def _fitting(trees: Trees, without_line: Trees) -> Picture | None:
    """One picture of the whole structure, if it fits the page at full size; else None."""
    least = sum(box_height(entry) for entry in in_order((*trees, *without_line)))
    if least * BOX > WIDTH * HEIGHT:  # no need to lay out what has no room
        return None
    picture = Picture(trees, without_line, WIDTH)
    return picture if picture.width <= WIDTH and picture.height <= HEIGHT else None


def _overview(trees: Trees, without_line: Trees) -> Picture:
    """The top two tiers. Where there are too many boxes, the last posts under a manager share a box."""
    boxes = min(MOST_BOXES, max(len(trees), len(without_line), *(len(head.below) for head in trees), 1))
    while boxes > 1:
        if picture := _fitting(*_shortened_to(boxes, trees, without_line)):
            return picture
        boxes -= max(1, boxes // 8)
    return Picture(*_shortened_to(1, trees, without_line), WIDTH)


def _shortened_to(boxes: int, trees: Trees, without_line: Trees) -> tuple[Trees, Trees]:
    """The top two tiers, and the posts without a reporting line; at most ``boxes`` boxes in each group."""
    heads = [replace(head, below=shortened([*map(without_below, head.below)], boxes)) for head in trees]
    return shortened(heads, boxes), shortened(without_line, boxes)


def without_below(entry: Entry) -> Entry:
    """An entry without the entries below it, but with the number of posts below."""
    return replace(entry, below=(), left_out=entry.posts_below)


def shortened(entries: Sequence[Entry], most: int) -> Trees:
    """At most ``most`` entries. Any others are merged into the last one, first of all those that manage no post."""
    if len(entries) <= most:
        return tuple(entries)
    by_rank = sorted(entries, key=lambda entry: not entry.posts_below)
    kept = {id(entry) for entry in by_rank[: most - 1]}
    rest = [entry for entry in entries if id(entry) not in kept]
    number = sum(entry.number for entry in rest)
    others = Entry(
        id="",
        title=f"{number:,} other posts",
        number=number,
        points="",
        fte=sum(entry.fte for entry in rest),
        cost=cost_of(rest),
        fate=Fate("", Border.THIN),
        left_out=sum(entry.posts_below for entry in rest),
    )
    return (*(entry for entry in entries if id(entry) in kept), others)
