"""The posts: present, proposed, and what one of each costs across its grade."""

import pandas as pd

from model.assessment.assess import Assessment
from model.pay.grades import is_notation
from model.pay.salaries import basis_named
from model.report.table import Section, Table
from model.schema.sections.posts import Post, ProposedPost


def _destination(assessment: Assessment, post: Post) -> str:
    titles = {proposed.id: proposed.title for proposed in assessment.scenario.proposed}
    where = f": {', '.join(titles[name] for name in post.to)}" if post.to else ""
    fate = "Ends, open competition" if post.fate == "open" else post.fate.capitalize()
    return f"{fate}{where}{' (vacant)' if post.vacant else ''}"


def _points(assessment: Assessment, post: Post) -> str:
    book = assessment.costed.book
    structure = "proposed" if isinstance(post, ProposedPost) else "present"
    points = str(book.ranges[book.number_of(structure, post.grade)])
    return points if is_notation(post.grade) else f"{post.grade}: {points}"


def present_posts(assessment: Assessment) -> Table:
    """One row a present post: its points and what becomes of it."""
    rows = [
        {
            "Post": post.title,
            "Number": post.number,
            "FTE each": round(post.fte, 4),
            "Points": _points(assessment, post),
            "What becomes of it": _destination(assessment, post),
        }
        for post in assessment.scenario.present
    ]
    return Table(
        "present_posts",
        "Present posts",
        pd.DataFrame(rows),
        note="Points are Spinal Column Points (SCPs). # is read as a bar that time alone does not cross: "
        "reading assumed."
        if any("#" in post.grade for post in assessment.scenario.present)
        else "",
        section=Section.POSTS,
        public=True,
    )


def proposed_posts(assessment: Assessment) -> Table:
    """One row a proposed post: its points and how it is filled."""
    rows = [
        {
            "Post": post.title,
            "Number": post.number,
            "FTE each": round(post.fte, 4),
            "Points": _points(assessment, post),
            "Grade": "indicative" if post.indicative else "not stated",
            "Filled by": post.filled_by,
        }
        for post in assessment.scenario.proposed
    ]
    return Table(
        "proposed_posts",
        "Proposed posts",
        pd.DataFrame(rows),
        section=Section.POSTS,
        public=True,
    )


def envelope(assessment: Assessment) -> Table:
    """One row a post: the full-year cost of one such post at each end of its grade."""
    costed, year = assessment.costed, assessment.costed.year_of_change
    column = costed.years.index(year)
    rows = []
    for timeline, posts in (("do_nothing", assessment.scenario.present), ("proposed", assessment.scenario.proposed)):
        held = costed.plans[timeline].appointments
        for post in posts:
            own = [row for row, appointment in enumerate(held) if appointment.post == post.id]
            each = {
                key: float(costed.amounts(timeline, key)[own, column].sum()) / post.number
                for key in ("bottom", "mean_of_points", "top", "extended_top")
            }
            rows.append(
                {
                    "Structure": "Present" if timeline == "do_nothing" else "Proposed",
                    "Post": post.title,
                    "Number": post.number,
                    "Points": _points(assessment, post),
                    **{basis_named(key).label: amount for key, amount in each.items()},
                }
            )
    return Table(
        "envelope",
        f"What one post costs from the bottom to the top of its grade, full year {year}, £",
        pd.DataFrame(rows),
        money=tuple(basis_named(key).label for key in each),
        note="With on-costs.",
        public=True,
        of_grades=True,
    )
