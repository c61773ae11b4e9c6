"""The posts of both structures in one table: points, what one costs across its grade, and what happens to it.

Where there are many posts, those that are the same in both structures are listed once, before the others. The chart
draws these rows.
"""

from __future__ import annotations

from typing import NamedTuple

from model.assessment.assess import Assessment
from model.base.faults import number_of
from model.base.money import pounds
from model.pay.salaries import basis_named
from model.report.chart import SIDES, titled
from model.report.table import Section, Table
from model.report.tables.post import BAR_READ, costs_of_one, destination, phase_titles, points_of
from model.schema.sections.posts import Post, PresentPost, ProposedPost

NO_BREAK = "\u00a0"
MOST_APART = 24
"""The most posts, present and proposed, that are listed by structure. If there are more, posts in both come once."""
MOST_ALONE = 20
"""The most posts that a chart draws one by one. Where there are more, it draws their grades."""
MOST_DRAWN = 60
"""The most rows of a chart. If there are more, posts alike share a row, and the rows of widest range are kept."""
ENVELOPE = ("bottom", "top", "extended_top")
BOTH = "Both"


def posts(assessment: Assessment) -> Table:
    """One row for each post, or for posts alike: FTE, points, what one costs, and what happens to it."""
    groups, left_out = widest(grouped(*spans_of(assessment).values()))
    phases, ends = phase_titles(assessment), [basis_named(basis).label for basis in ENVELOPE]
    titles = {post.id: post.title for post in assessment.scenario.proposed}
    rows = [
        {
            "Structure": group.structure,
            "Post": span.name,
            "FTE each": f"{span.post.fte:.4g}",
            "Points": points_of(assessment, span.post),
            **dict(zip(ends, span.amounts, strict=True)),
            "What becomes of it": _what_becomes(span.post, titles, both=group.structure == BOTH),
        }
        | ({"Phase": phases.get(span.post.id, "\u2013")} if phases else {})
        for group in groups
        for span in group.spans
    ]
    barred = any("#" in row["Points"] for row in rows)
    year = assessment.costed.year_of_change
    notes = [f"What one post costs in a full year with on-costs{left_out}.", *([BAR_READ] if barred else [])]
    return Table(
        "posts",
        f"The posts, and what one of each costs across its grade, {year}, £",
        rows,
        money=tuple(ends),
        note=" ".join(notes),
        section=Section.POSTS,
        public=True,
        of_grades=True,
    )


def _what_becomes(post: Post, titles: dict[str, str], *, both: bool) -> str:
    """What happens to a present post, or how a proposed one is filled. With ``both``, no proposed post is named."""
    if isinstance(post, PresentPost):
        return destination(post, {} if both else titles)
    filled = post.filled_by if isinstance(post, ProposedPost) else ""
    how = {"open": "Filled openly", "assimilation": "Filled by assimilation"}.get(filled, f"Filled by {filled}")
    return f"{how}; grade indicative" if isinstance(post, ProposedPost) and post.indicative else how


def spans_of(assessment: Assessment) -> dict[str, list[Span]]:
    """What one of each post costs across its grade, by structure."""
    costed = assessment.filled or assessment.costed  # what a post costs that somebody is in
    return {
        side: [
            Span(post, bottom, top, last)
            for post, (bottom, top, last) in zip(of, costs_of_one(costed, timeline, of, ENVELOPE), strict=True)
        ]
        for (timeline, side), of in zip(
            SIDES.items(), (assessment.scenario.present, assessment.scenario.proposed), strict=True
        )
    }


class Span(NamedTuple):
    """What one post costs in a full year, £, at the bottom, the top and the last point of its grade."""

    post: Post
    bottom: float
    top: float
    last: float
    others: int = 0
    """How many other lines of posts share this row, because their points and costs are the same."""

    @property
    def name(self) -> str:
        """The post, and how many others it is drawn for."""
        return f"{titled(self.post)}{f' and {self.others:,} others' if self.others else ''}"

    @property
    def amounts(self) -> tuple[float, float, float]:
        """The three costs, in the order of ``ENVELOPE``."""
        return self.bottom, self.top, self.last

    @property
    def goes_past_bar(self) -> bool:
        """Whether the last point costs more than the top."""
        return pounds(self.last) != pounds(self.top)

    @property
    def ends(self) -> str:
        """The label at the right end of the post's bar."""
        return pounds(self.top) + (f",<br>{pounds(self.last)} past bar" if self.goes_past_bar else "")

    @property
    def grade(self) -> str:
        """The post's grade, kept on one line."""
        return self.post.grade.replace(" ", NO_BREAK)


class Group(NamedTuple):
    """The rows under one heading, and the structure that they belong to."""

    heading: str
    structure: str
    spans: list[Span]


def of_each_grade(groups: list[Group]) -> tuple[list[Group], str]:
    """The groups as they are or, where there are too many posts to draw, the costliest post of each grade.

    The second value is the chart's note that only these posts are drawn; empty where all are.
    """
    spans = [span for group in groups for span in group.spans]
    if len(spans) <= MOST_ALONE:
        return groups, ""
    most: dict[tuple[str, str | None], Span] = {}
    for span in spans:
        grade = span.post.grade, span.post.pay_structure
        if grade not in most or span.last > most[grade].last:
            most[grade] = span
    largest = sorted(most.values(), key=lambda span: -span.last)[:MOST_DRAWN]
    said = f"; {number_of(len(largest), 'grade')} of {len(most)}, each" if len(largest) < len(most) else "; each grade"
    return [Group("Each grade", "Each grade", largest)], f"{said} shown by its costliest post"


def widest(groups: list[Group]) -> tuple[list[Group], str]:
    """The groups with the rows that are drawn, and what the chart says about the others; empty where all are drawn."""
    if sum(len(group.spans) for group in groups) <= MOST_DRAWN:
        return groups, ""
    together = [group._replace(spans=_alike_as_one(group.spans)) for group in groups]
    spans = [span for group in together for span in group.spans]
    drawn_ids = {id(span) for span in sorted(spans, key=lambda span: span.bottom - span.last)[:MOST_DRAWN]}
    drawn = [group._replace(spans=[span for span in group.spans if id(span) in drawn_ids]) for group in together]
    left_out = "" if len(spans) <= MOST_DRAWN else f", and the {MOST_DRAWN} widest of {len(spans):,} ranges are shown"
    return [group for group in drawn if group.spans], f"; posts alike share a row{left_out} (envelope.csv has each)"


def _alike_as_one(spans: list[Span]) -> list[Span]:
    """Posts with the same points and cost merged into one row, named after the first."""
    alike: dict[tuple, list[Span]] = {}
    for span in spans:
        alike.setdefault((span.grade, *map(pounds, span.amounts)), []).append(span)
    return [same[0]._replace(others=len(same) - 1) for same in alike.values()]


def grouped(present: list[Span], proposed: list[Span]) -> list[Group]:
    """Present posts, then proposed posts. Where there are many, posts that are the same in both come first, once."""
    if len(present) + len(proposed) <= MOST_APART:
        return [
            Group(f"{side} posts", side, spans) for side, spans in zip(SIDES.values(), (present, proposed), strict=True)
        ]
    both = set(map(_as_drawn, present)) & set(map(_as_drawn, proposed))
    old, new = ([span for span in spans if _as_drawn(span) not in both] for spans in (present, proposed))
    groups = [
        Group("Posts in both", BOTH, [span for span in present if _as_drawn(span) in both]),
        Group("Present posts alone", SIDES["do_nothing"], old),
        Group("Proposed posts alone", SIDES["proposed"], new),
    ]
    return [group for group in groups if group.spans]


def _as_drawn(span: Span) -> tuple:
    return titled(span.post), span.grade, *map(pounds, span.amounts)
