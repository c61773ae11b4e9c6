"""What is paid on top of pay: allowances, honoraria, sessions, overtime and market supplements, with their days."""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

import pandas as pd

from model.assessment.assess import Assessment
from model.base.financial_year import in_words
from model.base.money import percentage, pounds
from model.report.table import Section, Table
from model.schema.differences import SIDES
from model.schema.sections.allowances import Allowance, MarketSupplement
from model.schema.sections.posts import Post, PresentPost

POSTS = "Posts"


def pay_on_top_tables(assessment: Assessment) -> list[Table]:
    """The table of what is paid on top of pay; empty where nothing is.

    One row for each allowance of a post or a holder, and for each market supplement.
    """
    posts = ((side, post) for side in SIDES for post in getattr(assessment.scenario, side))
    rows = [*_alike_once(row for side, post in posts for row in _of(side, post))]
    if not rows:
        return []
    of_people = any(row["Paid to"].startswith("Holder") for row in rows)
    return [
        Table(
            "pay_on_top",
            "What is paid on top of pay",
            pd.DataFrame(rows),
            note="Each sum is paid from its first day to its last, for the part of each month in which somebody is "
            "employed. A holder keeps their own allowances in a new post.",
            section=Section.POSTS,
            public=True,
            exempt=of_people,
        )
    ]


def _alike_once(rows: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Rows that read alike, merged into one row with the number of all their posts."""
    posts: Counter[tuple] = Counter()
    for row in rows:
        posts[tuple((name, value) for name, value in row.items() if name != POSTS)] += row[POSTS]
    for cells, number in posts.items():
        structure, title, *others = cells
        yield dict([structure, title, (POSTS, number), *others])


def _of(side: str, post: Post) -> Iterator[dict[str, Any]]:
    for row in _of_post(post):
        number = 1 if row["Paid to"].startswith("Holder") else post.number
        yield {"Structure": side.capitalize(), POSTS: number} | row


def _of_post(post: Post) -> Iterator[dict[str, str]]:
    for allowance in post.allowances:
        yield _row(post, "Anyone who holds the post", allowance)
    if post.market_supplement:
        yield _supplement(post, post.market_supplement)
    for holder in post.holders if isinstance(post, PresentPost) else ():
        for allowance in holder.allowances:
            yield _row(post, f"Holder {holder.ref}", allowance)


def _row(post: Post, who: str, allowance: Allowance) -> dict[str, str]:
    due = {"pension": allowance.pensionable, "National Insurance and levy": allowance.liable_to_ni}
    return {
        "Post": post.title,
        "Paid to": who,
        "What": allowance.name,
        "How much": how_much(allowance),
        "From": _day(allowance.from_),
        "To": _day(allowance.to),
        "On-costs due": ", ".join(name for name, is_due in due.items() if is_due) or "none",
        "Source": allowance.source,
    }


def _supplement(post: Post, supplement: MarketSupplement) -> dict[str, str]:
    return {
        "Post": post.title,
        "Paid to": "Anyone who holds the post",
        "What": "Market supplement",
        "How much": f"{pounds(supplement.amount)} a year at full time",
        "From": _day(None),
        "To": _day(supplement.until),
        "On-costs due": "pension, National Insurance and levy",
        "Source": supplement.source,
    }


def how_much(allowance: Allowance) -> str:
    """How much an allowance is, in words."""
    if allowance.amount is not None:
        return f"{pounds(allowance.amount)} a year{' at full time' if allowance.pro_rata else ''}"
    if allowance.percent is not None:
        return f"{percentage(allowance.percent)} of basic pay"
    if allowance.sum_ is not None:
        return f"{pounds(allowance.sum_)} in all"
    each = "the hourly rate" if allowance.rate is None else pounds(allowance.rate, pence=True)
    times = "" if allowance.multiplier == 1 else f"{allowance.multiplier:g} times "
    return f"{allowance.a_week:g} a week at {times}{each}"


def _day(day: date | None) -> str:
    return in_words(day) if day else "\u2013"
