"""Which column of a list is which of ours: by a usual heading, the better one first, else by the nearest name."""

import re
from collections.abc import Mapping
from difflib import get_close_matches
from functools import cache

COLUMNS = {
    "title": "Post title",
    "grade": "Grade",
    "number": "Number of such posts",
    "fte": "FTE",
    "hours": "Hours a week",
    "weeks": "Weeks a year",
    "post_number": "Post number",
    "cost_centre": "Cost centre",
    "subjective": "Subjective code",
    "note": "Note",
}
OF_SIDE = {
    "present": {"holder": "Holder's reference (H1, H2 … is written)", "point": "Holder's point", "started": "Started"},
    "proposed": {"from": "First day"},
}
USUAL = {
    "title": "post title|job title|position title|title of post|post name|job role|job|position|post|role|designation|"
    "title",
    "grade": "grade|pay grade|salary grade|post grade|grade range|pay band|pay scale|band|scale",
    "number": "number of such posts|number of posts|no of posts|headcount|number|posts|quantity",
    "fte": "fte|f t e|full time equivalent|wte|post fte|budgeted fte|contracted fte",
    "hours": "hours a week|hours per week|weekly hours|contracted hours|hours|hrs",
    "weeks": "weeks a year|weeks per year|paid weeks|weeks worked|working weeks|weeks",
    "post_number": "post number|post no|position number|post id|position id|post reference|post ref",
    "cost_centre": "cost centre|cost center|cost centre code|cc|budget code",
    "subjective": "subjective code|subjective|account code|gl code|detail code",
    "note": "note|notes|comment|comments|remarks",
    "holder": "holder s reference|holder ref|employee reference|employee ref|employee number|employee no|employee id|"
    "emp no|payroll number|payroll no|staff number|person ref|assignment number|holder",
    "point": "holder s point|scp|spinal column point|spinal point|spine point|current scp|pay point|point",
    "started": "started|in grade since|grade start date|date started|start date",
    "from": "first day|start date|from",
}
"""Usual headings for each of ours, the better first."""
SETTLES_PAY = ("grade", "number", "fte", "hours", "weeks", "point")
"""Ours of which two columns that differ are asked about: another one would give another cost."""
NEAR = 100


def columns_of(side: str) -> dict[str, str]:
    """Our columns for a side, each with its label."""
    return {**COLUMNS, **OF_SIDE[side]}


def plain(heading: object) -> str:
    """A heading in small letters and figures: ``Post No.`` is ``post no``."""
    words = str(heading).lower().replace("\u2019", "").replace("'", " ")
    return " ".join(re.sub(r"[^a-z0-9]+", " ", words).split())


def meaning(heading: str, side: str, near: bool = True) -> tuple[str, int] | None:
    """What a heading means, and how good a heading it is for that, 0 the best; None where it means nothing of ours.

    What is in brackets or after a stroke is left out where the whole means nothing: ``Grade / SCP range`` is the grade.
    """
    forms = dict.fromkeys(plain(part) for part in (heading, re.sub(r"\(.*?\)", "", heading), heading.split("/")[0]))
    known = _known(side)
    for form in forms:
        if form in known:
            return known[form]
    for form in forms if near else ():
        if close := get_close_matches(form, known, 1, 0.85):
            return known[close[0]][0], NEAR
    return None


@cache
def _known(side: str) -> dict[str, tuple[str, int]]:
    known: dict[str, tuple[str, int]] = {}
    for key in columns_of(side):
        for rank, name in enumerate(USUAL[key].split("|")):
            known.setdefault(name, (key, rank))
    return known


def rivals(titles: Mapping[str, str], side: str) -> dict[str, list[str]]:
    """Each of ours to the columns that may be meant, the better first. Of FTE and hours a post states one: FTE.

    ``titles`` are columns by name, each with its heading. A heading that is near one of ours counts where none is.
    """
    found: dict[str, list[tuple[int, str]]] = {}
    for name, title in titles.items():
        if means := meaning(title, side):
            found.setdefault(means[0], []).append((means[1], name))
    for key, each in found.items():
        best = min(rank for rank, _ in each)
        found[key] = sorted((one for one in each if best == NEAR or one[0] < NEAR), key=lambda one: one[0])
    return {key: [name for _, name in each] for key, each in found.items() if key != "hours" or "fte" not in found}
