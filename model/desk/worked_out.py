"""The worked-out columns of a sheet: what each post costs before and after the change, and why it changes.

They are worked out from the last good assessment. The headline is sent to the page first, without waiting for them.
"""

from collections.abc import Iterable
from typing import Any

from model.base.money import pounds
from model.explain.seats import Why, why
from model.schema.differences import SIDES

WIDE = 340
"""The width of a column of sentences, in px."""
HEADS = (
    {
        "key": "fte_in_all",
        "label": "FTE in all",
        "kind": "number",
        "hint": "The FTE of all posts of this row together.",
    },
    {
        "key": "before",
        "label": "\u00a3 a year before",
        "kind": "number",
        "hint": "What the posts cost in the present structure.",
    },
    {
        "key": "after",
        "label": "\u00a3 a year after",
        "kind": "number",
        "hint": "What the posts cost in the proposed structure.",
    },
    {"key": "change", "label": "Change, \u00a3 a year", "kind": "number", "hint": "After less before."},
    {"key": "why", "label": "Why", "kind": "", "width": WIDE, "hint": "Why the posts cost more or less."},
)
ABOUT = (
    "Costs are for a full year with on-costs, at the rates of the year of change, on the costing basis of the headline."
)


def worked_out(draft: Any) -> dict[str, Any]:
    """The worked-out columns of both lists of posts, with a row for each post as it is listed now."""
    assessment = draft.assessment
    rows = _by_post(assessment.costed) if assessment else {side: {} for side in SIDES}
    columns = [{**head, "hint": f"{head['hint']} {ABOUT}", "fixed": True} for head in HEADS]
    return {
        side: {
            "columns": columns,
            "rows": [{"cells": rows[side].get(_id(post), {})} for post in draft.posts(side)],
            "old": draft.stale,
        }
        for side in SIDES
    }


def _id(post: Any) -> str:
    return str(post.get("id")) if isinstance(post, dict) else ""


def _by_post(costed: Any) -> dict[str, dict[str, dict[str, str]]]:
    """The cells of each post, by list and id."""
    reasons = why(costed, costed.scenario.costing.basis, costed.year_of_change)
    of_posts = {side: _grouped(reasons, side) for side in SIDES}
    return {
        side: {post.id: _cells(post, of[post.id]) for post in getattr(costed.scenario, side) if post.id in of}
        for side, of in of_posts.items()
    }


def _grouped(reasons: Iterable[Why], side: str) -> dict[str, list[Why]]:
    groups: dict[str, list[Why]] = {}
    for reason in reasons:
        if post := reason.leaves if side == "present" else reason.enters:
            groups.setdefault(post, []).append(reason)
    return groups


def _cells(post: Any, reasons: list[Why]) -> dict[str, str]:
    before, after = sum(reason.before for reason in reasons), sum(reason.after for reason in reasons)
    sentences = [reason.sentence if len(reasons) == 1 else f"{reason.post}: {reason.sentence}" for reason in reasons]
    return {
        "fte_in_all": f"{post.number * post.fte:.6g}",
        "before": pounds(before),
        "after": pounds(after),
        "change": pounds(after - before, signed=True),
        "why": " ".join(sentences),
    }
