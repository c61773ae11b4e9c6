"""The posts: present, proposed, and what one of each costs across its grade."""

from collections.abc import Iterable, Sequence

import pandas as pd

from model.assessment.assess import Assessment
from model.base.figure_of import CostOf
from model.base.money import pounds
from model.cost.costed import CostedScenario
from model.pay.grades import is_notation
from model.pay.salaries import basis_named
from model.report.table import Section, Table, traced_by
from model.schema.sections.posts import Post, PresentPost, ProposedPost

BAR_READ = (
    "Points are Spinal Column Points (SCPs). # is assumed to be a bar, which nobody passes by length of service alone."
)


def destination(post: PresentPost, titles: dict[str, str]) -> str:
    """What happens to a present post, in words, with the proposed posts that it becomes, unless ``titles`` is empty."""
    where = f": {', '.join(titles[name] for name in post.to)}" if post.to and titles else ""
    fate = "Ends, open competition" if post.fate == "open" else post.fate.capitalize()
    return f"{fate}{where}{' (vacant)' if post.vacant else ''}"


def points_of(assessment: Assessment, post: Post) -> str:
    """The points of a post's grade, after the grade's name if it has one; the stated sum of a post without a grade."""
    if post.all_in:
        return f"none: {pounds(post.all_in.amount)} a year, everything included"
    book = assessment.costed.book
    structure = "proposed" if isinstance(post, ProposedPost) else "present"
    points = str(book.ranges[book.number_of(structure, post.grade, post.pay_structure)])
    return points if is_notation(post.grade) else f"{post.grade}: {points}"


def present_posts(assessment: Assessment) -> Table:
    """One row for each present post: its points and what happens to it."""
    posts = assessment.scenario.present
    titles = {proposed.id: proposed.title for proposed in assessment.scenario.proposed}
    placed = _placed(assessment, posts)
    rows = [
        _post(assessment, post) | placed[post.id] | {"What becomes of it": destination(post, titles)} for post in posts
    ]
    return Table(
        "present_posts",
        "Present posts",
        pd.DataFrame(rows),
        note=BAR_READ if any("#" in post.grade for post in posts) else "",
        section=Section.POSTS,
        only_in_workbook=True,
        public=True,
    )


def proposed_posts(assessment: Assessment) -> Table:
    """One row for each proposed post: its points and how it is filled."""
    posts = assessment.scenario.proposed
    placed = _placed(assessment, posts)
    rows = [
        _post(assessment, post)
        | placed[post.id]
        | {"Grade": "indicative" if post.indicative else "not stated", "Filled by": post.filled_by}
        for post in posts
    ]
    return Table(
        "proposed_posts",
        "Proposed posts",
        pd.DataFrame(rows),
        section=Section.POSTS,
        only_in_workbook=True,
        public=True,
    )


def _post(assessment: Assessment, post: Post) -> dict[str, object]:
    """The columns of a post that both structures' tables share."""
    fte = round(post.fte, 4)
    return {"Post": post.title, "Number": post.number, "FTE each": fte, "Points": points_of(assessment, post)}


def _placed(
    assessment: Assessment, posts: tuple[PresentPost, ...] | tuple[ProposedPost, ...]
) -> dict[str, dict[str, str]]:
    """Whom each post reports to, and its phase, by post; either is left out where no post states it."""
    titles = {post.id: post.title for post in posts}
    structured = any(post.reports_to for post in posts)
    phase_of = phase_titles(assessment)
    return {
        post.id: ({"Reports to": titles.get(post.reports_to or "", "\u2013")} if structured else {})
        | ({"Phase": phase_of[post.id]} if phase_of else {})
        for post in posts
    }


def phase_titles(assessment: Assessment) -> dict[str, str]:
    """The title of each post's phase, by post; empty where no phase is stated."""
    return {
        post.id: effect.phase.title
        for effect in assessment.phases
        for post in (*effect.phase.ending, *effect.phase.starting)
    }


def envelope(assessment: Assessment) -> Table:
    """One row for each post: the full-year cost of one such post at each end of its grade."""
    costed, year = assessment.costed, assessment.costed.year_of_change
    ends = {basis_named(basis).label: basis for basis in ("bottom", "mean_of_points", "top", "extended_top")}
    sides = (
        ("do_nothing", "Present", assessment.scenario.present),
        ("proposed", "Proposed", assessment.scenario.proposed),
    )
    rows = [
        {
            "Structure": side,
            "Post": post.title,
            "Number": post.number,
            "Points": points_of(assessment, post),
            **dict(zip(ends, amounts, strict=True)),
        }
        for timeline, side, posts in sides
        for post, amounts in zip(posts, costs_of_one(costed, timeline, posts, ends.values()), strict=True)
    ]
    return Table(
        "envelope",
        f"What one post costs from the bottom to the top of its grade, full year {year}, £",
        pd.DataFrame(rows),
        money=tuple(ends),
        note="On-costs are included.",
        traced=traced_by(
            {
                label: CostOf(timeline, basis, year, 1 / post.number, frozenset((post.id,)))
                for label, basis in ends.items()
            }
            for timeline, _, posts in sides
            for post in posts
        ),
        public=True,
        of_grades=True,
    )


def costs_of_one(
    costed: CostedScenario, timeline: str, posts: Sequence[Post], bases: Iterable[str]
) -> list[tuple[float, ...]]:
    """What one of each post costs on each basis: £ for a full year at the rates of the year of change.

    All posts are taken at once, because a large plan may be costed again each time that a basis is asked for.
    """
    rows_of, column = costed.plans[timeline].rows_of, costed.years.index(costed.year_of_change)
    by_basis = []
    for basis in bases:
        amounts = costed.amounts(timeline, basis)[:, column]
        by_basis.append([float(amounts[rows_of.get(post.id, [])].sum()) / post.number for post in posts])
    return [*zip(*by_basis, strict=True)]


def costs_of_posts(assessment: Assessment, timeline: str, posts: Iterable[Post]) -> dict[str, float]:
    """What all posts of each line cost, by the line's id.

    £ for a full year at the rates of the year of change, with on-costs, on the scenario's basis.
    """
    costed = assessment.costed
    rows_of, column = costed.plans[timeline].rows_of, costed.years.index(costed.year_of_change)
    amounts = costed.amounts(timeline, assessment.scenario.costing.basis)[:, column]
    return {post.id: float(amounts[rows_of.get(post.id, [])].sum()) for post in posts}
