"""The envelope: what one of each post costs from the bottom to the top of its grade."""

from __future__ import annotations

from typing import NamedTuple

from model.assessment.assess import Assessment
from model.base.money import pounds
from model.pay.salaries import basis_named
from model.report.chart import SIDES, Chart, chart_table, place, source_line, titled
from model.report.charts.drawing import BAR, DARK_BLUE, LINE, Picture, bold, width_of, wrapped
from model.report.tables.post import cost_of_one
from model.schema.sections.posts import Post

NO_BREAK = "\u00a0"
MOST_APART = 24
"""Posts of the two structures that a printed page has room for one by one."""
MOST_DRAWN = 60
"""Posts that the chart draws at most: those whose range is widest."""
ENVELOPE = ("bottom", "top", "extended_top")


def envelope_chart(assessment: Assessment) -> Chart:
    """What one post costs from the bottom to the top of its grade: present posts, then proposed ones.

    Of many posts those that are the same in both structures stand once, before the others.
    """
    sides = {
        side: [_span(assessment, timeline, post) for post in posts]
        for (timeline, side), posts in zip(
            SIDES.items(), (assessment.scenario.present, assessment.scenario.proposed), strict=True
        )
    }
    every = _groups(*sides.values())
    groups, left_out = _widest(every)
    entries = [entry for group in groups for entry in (group.heading, *group.spans)]
    spans = [span for group in groups for span in group.spans]  # those that are drawn
    picture = Picture(
        [bold(entry) if isinstance(entry, str) else wrapped(f"{entry.name}, {entry.grade}") for entry in entries],
        [amount for span in spans for amount in span.amounts],
        bars=False,
        room=(width_of(pounds(span.bottom) for span in spans), width_of(span.ends for span in spans) + 4),
        least=[2 * LINE if isinstance(entry, Span) and entry.goes_past_bar else BAR for entry in entries],
    )
    rows = [(y, entry) for y, entry in zip(picture.centres, entries, strict=True) if isinstance(entry, Span)]
    past = [(y, span) for y, span in rows if span.goes_past_bar]
    ranges = [(y, span.bottom, span.top - span.bottom) for y, span in rows]
    picture.bars("bottom-to-top", ranges, DARK_BLUE, thickness=12)
    picture.diamonds("past-bar", [(y, span.last) for y, span in past])
    for y, span in past:
        picture.line((span.top, span.last), (y, y))
    for y, span in rows:
        picture.text(span.last, y, span.ends, shift=9 if span.goes_past_bar else 5)
        if pounds(span.bottom) != pounds(span.top):
            picture.text(span.bottom, y, pounds(span.bottom), shift=-5)
    widest = pounds(max(span.last - span.bottom for group in every for span in group.spans))
    over = [
        f"{pounds(min(span.bottom for span in side))} to {pounds(max(span.last for span in side))}"
        for side in sides.values()
    ]
    return Chart(
        key="envelope",
        public=True,
        of_grades=True,
        headline=f"A post\u2019s place in its grade is worth up to {widest} a year"
        if widest != "£0"
        else "Every post has one point, so its cost does not vary",
        subtitle=f"Full-year cost of one post with on-costs, £, bottom to top of its grade, {place(assessment)}"
        f"{'; a diamond is the last point past a bar' if past else ''}{left_out}{picture.axis_start}.",
        figure=picture.figure(),
        alt=f"Range chart of one post\u2019s yearly cost, bottom to top of grade: {over[0]} at present, "
        f"{over[1]} as proposed.",
        source=source_line(assessment, ENVELOPE),
        table=chart_table(
            {"Structure": group.structure, "Post": span.name, "Grade": span.post.grade}
            | {basis_named(basis).label: amount for basis, amount in zip(ENVELOPE, span.amounts, strict=True)}
            for group in groups
            for span in group.spans
        ),
    )


class Span(NamedTuple):
    """What one post costs in a full year, £, at the bottom, the top and the last point of its grade."""

    post: Post
    bottom: float
    top: float
    last: float
    others: int = 0
    """How many other lines of posts cost the same on the same points, where they are drawn as one."""

    @property
    def name(self) -> str:
        """The post, and how many others it is drawn for."""
        return f"{titled(self.post)}{f' and {self.others:,} others' if self.others else ''}"

    @property
    def amounts(self) -> tuple[float, float, float]:
        """In the order of ``ENVELOPE``."""
        return self.bottom, self.top, self.last

    @property
    def goes_past_bar(self) -> bool:
        """Whether the last point costs more than the top."""
        return pounds(self.last) != pounds(self.top)

    @property
    def ends(self) -> str:
        """The label at its right end."""
        return pounds(self.top) + (f",<br>{pounds(self.last)} past bar" if self.goes_past_bar else "")

    @property
    def grade(self) -> str:
        """Its grade, kept on one line."""
        return self.post.grade.replace(" ", NO_BREAK)


class Group(NamedTuple):
    """The rows under one heading, and the structure that they are of."""

    heading: str
    structure: str
    spans: list[Span]


def _widest(groups: list[Group]) -> tuple[list[Group], str]:
    """The groups with no more posts than are drawn, and what the chart says of the others; empty where all are."""
    if sum(len(group.spans) for group in groups) <= MOST_DRAWN:
        return groups, ""
    together = [group._replace(spans=_alike_as_one(group.spans)) for group in groups]
    spans = [span for group in together for span in group.spans]
    widest = {id(span) for span in sorted(spans, key=lambda span: span.bottom - span.last)[:MOST_DRAWN]}
    drawn = [group._replace(spans=[span for span in group.spans if id(span) in widest]) for group in together]
    left_out = "" if len(spans) <= MOST_DRAWN else f", the {MOST_DRAWN} widest of {len(spans):,} ranges"
    return [group for group in drawn if group.spans], f"; posts alike as one{left_out} (envelope.csv has each)"


def _alike_as_one(spans: list[Span]) -> list[Span]:
    """Posts of the same points and cost as one, named after the first."""
    alike: dict[tuple, list[Span]] = {}
    for span in spans:
        alike.setdefault((span.grade, *map(pounds, span.amounts)), []).append(span)
    return [same[0]._replace(others=len(same) - 1) for same in alike.values()]


def _groups(present: list[Span], proposed: list[Span]) -> list[Group]:
    if len(present) + len(proposed) <= MOST_APART:
        return [
            Group(f"{side} posts", side, spans) for side, spans in zip(SIDES.values(), (present, proposed), strict=True)
        ]
    both = set(map(_as_drawn, present)) & set(map(_as_drawn, proposed))
    old, new = ([span for span in spans if _as_drawn(span) not in both] for spans in (present, proposed))
    groups = [
        Group("Posts in both", "Both", [span for span in present if _as_drawn(span) in both]),
        Group("Present posts alone", SIDES["do_nothing"], old),
        Group("Proposed posts alone", SIDES["proposed"], new),
    ]
    return [group for group in groups if group.spans]


def _as_drawn(span: Span) -> tuple:
    return titled(span.post), span.grade, *map(pounds, span.amounts)


def _span(assessment: Assessment, timeline: str, post: Post) -> Span:
    costed = assessment.filled or assessment.costed  # what a post costs that somebody is in
    bottom, top, last = (cost_of_one(costed, timeline, post, basis) for basis in ENVELOPE)
    return Span(post, bottom, top, last)
