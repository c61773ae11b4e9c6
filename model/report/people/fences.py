"""The ring-fences in the staff annex: what the headline assumes, and where each person would arrive in another post."""

from collections.abc import Iterator

from model.assessment.assess import Assessment
from model.base.faults import number_of
from model.explain.alternatives import alternatives
from model.explain.outcomes import FenceOutcomes
from model.explain.pools import DISPLACED
from model.report.decision.blocks import Block, Rows, said
from model.report.people.rows import rows_of_people
from model.report.people.words import money

MOST_FENCES = 40
"""Most ring-fences that have a paragraph each."""


def fences(assessment: Assessment) -> Iterator[Block]:
    """Each ring-fence in short, and a table of each person in each post that is open to them."""
    if not assessment.outcomes:
        yield said("No ring-fence lists its people.")
        return
    yield said(
        "The outcome that the headline rests on is an assumption, not a decision. An alternative shows the point and "
        "the pay that somebody would have in another post that is open to them. The report\u2019s annex of outcomes "
        "shows which alternatives can happen together.",
    )
    for of in assessment.outcomes[:MOST_FENCES]:
        rule = f" Rule of selection: {of.fence.selection}" if of.fence.selection else ""
        yield said(f"{of.fence.name}: {_in_short(of)}{rule}")
    if (others := len(assessment.outcomes) - MOST_FENCES) > 0:
        yield said(
            f"The report\u2019s tables.xlsx lists the other {number_of(others, 'ring-fence')}, under \u201cHow the "
            "ring-fences may end\u201d.",
        )
    yield _table(assessment)


def _in_short(of: FenceOutcomes) -> str:
    """How many people, posts and outcomes there are, in a sentence or two."""
    people = number_of(len(of.fence.holders), "person", "people")
    posts = number_of(sum(post.number for post in of.fence.into), "post")
    number = "more outcomes than can be counted" if of.number is None else number_of(of.number, "possible outcome")
    fewest = of.best_placed[0].displaced
    without = f"In each outcome at least {number_of(fewest, 'person gets', 'people get')} no post." if fewest else ""
    return f"{people} for {posts}, with {number}. {without}".rstrip()


def _table(assessment: Assessment) -> Rows:
    rows = [
        (
            one.holder,
            one.into.title,
            f"SCP {one.point}",
            money(one.salary),
            money(one.protection or None),
            "assumed" if one.assumed else "alternative",
        )
        for one in alternatives(assessment.costed, *assessment.outcomes)
    ]
    rows += [
        (placement.holder, "no post", *["\u2013"] * 3, "assumed")
        for of in assessment.outcomes
        for placement in of.assumed.placements
        if placement.to == DISPLACED
    ]
    rows.sort(key=lambda row: row[0])
    header = ("Holder", "Post", "Arrives at", "Salary", "Protected at first", "In the headline")
    title = "Each person in a ring-fence, in each post open to them, \u00a3 a year at 1.0 FTE"
    return rows_of_people("alternatives", title, header, rows, (3, 4))
