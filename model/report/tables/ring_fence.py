"""The ring-fences: their posts and rules, their outcomes in short, and each outcome in the annex.

What an outcome costs shows individuals' pay, so a pack that has it is for the exempt part of a meeting.
"""

import pandas as pd

from model.assessment.assess import Assessment
from model.base.check import first_of
from model.base.quantity import more_or_less
from model.explain.outcomes import MOST_OUTCOMES, FenceOutcomes, Outcome
from model.explain.pools import DISPLACED
from model.explain.ring_fences import ring_fences
from model.report.table import Section, Table
from model.schema.sections.posts import Post


def ring_fence_tables(assessment: Assessment) -> list[Table]:
    """The tables of ring-fences; empty where there is none."""
    stated = [rules_of_selection(assessment)] if assessment.scenario.ring_fences else []
    return [*stated, *([in_short(assessment), every_outcome(assessment)] if assessment.outcomes else [])]


def rules_of_selection(assessment: Assessment) -> Table:
    """One row for each ring-fence as stated: its present posts, the proposed posts that it is for, and its rule."""
    rows = [
        {
            "Ring-fence": fence.name,
            "Present posts": _titles(fence.posts),
            "Posts it is for": _titles(fence.into),
            "Rule of selection": fence.selection,
        }
        for fence in ring_fences(assessment.scenario)
    ]
    return Table("ring_fences", "Ring-fences", pd.DataFrame(rows), section=Section.POSTS, public=True)


def _titles(posts: tuple[Post, ...]) -> str:
    return ", ".join(post.title if post.number == 1 else f"{post.number} \u00d7 {post.title}" for post in posts)


def in_short(assessment: Assessment) -> Table:
    """One row for each ring-fence: what the assumed outcome costs, and the lowest and highest costs of any outcome.

    The lowest and highest are also given for the outcomes that leave the fewest people without a post.
    """
    year = assessment.costed.year_of_change
    rows = [
        {
            "Ring-fence": of.fence.name,
            "People": len(of.assumed.placements),
            "How many ways": _number(of),
            "Fewest without a post": of.best_placed[0].displaced,
            "Lowest of those": of.best_placed[0].cost,
            "Assumed": of.assumed.cost,
            "Highest of those": of.best_placed[-1].cost,
            "Lowest of all": of.outcomes[0].cost,
            "Highest of all": of.outcomes[-1].cost,
        }
        for of in assessment.outcomes
    ]
    money = ("Lowest of those", "Assumed", "Highest of those", "Lowest of all", "Highest of all")
    notes = [
        "The costs are of the proposed structure in a full year. The headline rests on the assumed outcome. "
        "In the headings, \u201cthose\u201d are the outcomes that leave the fewest people without a post. For each "
        "ring-fence, the other ring-fences end as assumed.",
        *_together(assessment.outcomes),
        *first_of([*filter(None, map(_left_out, assessment.outcomes))]),
        "A post that nobody in the ring-fence gets is costed as a vacancy. One-off costs of leaving are not in these "
        "figures.",
    ]
    return Table(
        "ring_fence_summary",
        f"How the ring-fences may end, actual points, at {year} rates, £",
        pd.DataFrame(rows),
        money=money,
        note=" ".join(notes),
        exempt=True,
        section=Section.PEOPLE,
    )


def _number(of: FenceOutcomes) -> str:
    return f"more than {MOST_OUTCOMES}" if of.number is None else f"{of.number:,}"


def _together(fences: tuple[FenceOutcomes, ...]) -> list[str]:
    """Sentences on how much the ring-fences together may change the cost; empty where there are fewer than two."""
    if len(fences) < 2:
        return []
    low, high = (sum(of.best_placed[end].cost - of.assumed.cost for of in fences) for end in (0, -1))
    return [
        f"If every ring-fence ends at its “Lowest of those”, the structure costs {more_or_less(low)} than assumed. If "
        f"every ring-fence ends at its “Highest of those”, it costs {more_or_less(high)}."
    ]


def _left_out(of: FenceOutcomes) -> str:
    """A note on a ring-fence that has more outcomes than are costed; empty where all are costed."""
    if of.number is not None and of.number <= len(of.outcomes):
        return ""
    if of.number is None:
        return (
            f"Of {of.fence.name}, the first {len(of.outcomes)} outcomes are costed. There are too many others to "
            "count. The lowest and the highest are those of the outcomes costed."
        )
    return (
        f"Of {of.fence.name}, {len(of.outcomes)} outcomes are costed, including the assumed one, the lowest and the "
        f"highest. The other {of.number - len(of.outcomes):,} are not."
    )


def every_outcome(assessment: Assessment) -> Table:
    """One row for each outcome of each ring-fence, the assumed outcome first.

    The others are in order of how many people are without a post, and then of cost.
    """
    titles = {post.id: post.title for post in assessment.scenario.proposed} | {DISPLACED: "no post"}
    year = assessment.costed.year_of_change

    def in_turn(outcome: Outcome) -> tuple[bool, int, float]:
        return not outcome.assumed, outcome.displaced, outcome.cost

    rows = [
        {
            "Ring-fence": of.fence.name,
            "Outcome": "; ".join(f"{placed.holder}: {titles[placed.to]}" for placed in outcome.placements),
            "Without a post": outcome.displaced,
            "Proposed structure": outcome.cost,
            "of which protection": outcome.protection,
            f"In {year}": outcome.in_year,
            "Assumed": "yes" if outcome.assumed else "",
        }
        for of in assessment.outcomes
        for outcome in sorted(of.outcomes, key=in_turn)
    ]
    return Table(
        "ring_fence_outcomes",
        f"The outcomes of each ring-fence, actual points, at {year} rates, £",
        pd.DataFrame(rows),
        money=("Proposed structure", "of which protection", f"In {year}"),
        note=" ".join(first_of([*filter(None, map(_left_out, assessment.outcomes))])),
        exempt=True,
        section=Section.OUTCOMES,
        only_in_workbook=True,
    )
