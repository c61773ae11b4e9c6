"""The structure now and proposed: how many posts, and a chart of who reports to whom, or else a table of the posts."""

from collections.abc import Iterator, Sequence

from model.base.faults import listed, number_of
from model.report.decision.blocks import Block, Figure, Ref, Rows, said
from model.report.decision.brief import Brief
from model.report.structure_charts.posts import FATES
from model.report.tables.post import points_of
from model.schema.sections.posts import Post

SIDES = ("present", "proposed")
MOST_LISTED = 10
"""The most entries of a structure that the paper lists. From a longer structure, the paper lists only entries that are
not assimilated (unless all are), up to this number. The annex has every post."""
AS_BEFORE = {"present": "assimilated", "proposed": "assimilation"}
"""The ``fate`` of a present post, and the ``filled_by`` of a proposed post, that mean assimilation."""


def structure(brief: Brief) -> Iterator[Block]:
    """A sentence that counts the posts, then a chart of each structure, or a table of each where charts are missing."""
    charts = [figure for side in SIDES for figure in _chart(brief, side)]
    yield said(_counted(brief), *_shown_in(charts))
    if len(charts) == len(SIDES):
        yield from charts
        return
    for side, title in zip(SIDES, ("The posts now", "The proposed posts"), strict=True):
        yield _posts(brief, side, title)


def _shown_in(charts: Sequence[Figure]) -> tuple:
    keys = [chart.key for chart in charts] if len(charts) == len(SIDES) else list(SIDES)
    return (" The structures are in ", Ref(keys[0]), " and ", Ref(keys[1]), ".")


def _counted(brief: Brief) -> str:
    """Posts and FTE before and after, and what happens to the present posts."""
    scenario = brief.assessment.scenario
    totals = {
        side: (sum(post.number for post in posts), sum(post.number * post.fte for post in posts))
        for side, posts in zip(SIDES, (scenario.present, scenario.proposed), strict=True)
    }
    (before, fte_before), (after, fte_after) = totals["present"], totals["proposed"]
    fates = {}
    for post in scenario.present:
        fates[post.fate] = fates.get(post.fate, 0) + post.number
    new = sum(post.number for post in scenario.proposed if post.filled_by == "open")
    words = [f"{number_of(number, 'is', 'are')} {FATES['present'][fate].words}" for fate, number in fates.items()]
    opened = f" {number_of(new, 'proposed post is', 'proposed posts are')} filled by open competition." if new else ""
    return (
        f"{number_of(before, 'post')} ({fte_before:.4g} FTE) become{'s' if before == 1 else ''} {after} "
        f"({fte_after:.4g} FTE). Of the present posts, {listed(words, 'and')}.{opened}"
    )


def _chart(brief: Brief, side: str) -> Iterator[Figure]:
    """The chart of a structure, or its overview where the chart has several sheets; empty where it was not drawn."""
    for chart in brief.charts:
        if chart.table.key == f"structure_{side}" and chart.png is not None:
            yield Figure(side, chart.headline, chart.png, chart.alt, chart.subtitle)


def _posts(brief: Brief, side: str, title: str) -> Rows:
    posts: Sequence[Post] = getattr(brief.assessment.scenario, side)
    column, fates = ("What becomes of it", "fate") if side == "present" else ("Filled", "filled_by")
    shown = posts
    if len(posts) > MOST_LISTED:
        changing = [post for post in posts if getattr(post, fates) != AS_BEFORE[side]]
        shown = (changing or posts)[:MOST_LISTED]
    rows = [
        (
            post.title,
            str(post.number),
            f"{post.number * post.fte:.4g}",
            points_of(brief.assessment, post),
            f"{FATES[side][getattr(post, fates)].words}{' (vacant)' if getattr(post, 'vacant', False) else ''}",
        )
        for post in shown
    ]
    more = len(posts) - len(rows)
    return Rows(
        side,
        title,
        ("Post", "Posts", "FTE", "Points", column),
        tuple(rows),
        (False, True, True, False, False),
        note=f"{number_of(more, 'further entry is', 'further entries are')} in the technical annex." if more else "",
    )
