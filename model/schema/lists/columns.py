"""Matches a list's columns to the workbook's: by their usual headings, better ones first, or by the nearest heading."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from operator import itemgetter

EXTRACT = "extract"
"""The third kind of list, besides a scenario's two sides: a payroll or HR extract, with a row for each person."""


@dataclass(frozen=True)
class OurColumn:
    """A column of the workbook: its label, its usual headings, better ones first, and the lists that have it.

    A column with ``settles_pay`` decides the cost. Where several columns of a list may mean it and differ, the user
    chooses.
    """

    key: str
    label: str
    usual: str
    sides: tuple[str, ...] = ("present", "proposed", EXTRACT)
    settles_pay: bool = False


OURS = (
    OurColumn(
        "title",
        "Post title",
        "post title|job title|position title|title of post|post name|job role|job|position|post|role|designation|title",
    ),
    OurColumn(
        "grade",
        "Grade",
        "grade|pay grade|salary grade|post grade|grade range|pay band|pay scale|band|scale",
        settles_pay=True,
    ),
    OurColumn(
        "number",
        "Number of such posts",
        "number of such posts|number of posts|no of posts|headcount|number|posts|quantity",
        sides=("present", "proposed"),
        settles_pay=True,
    ),
    OurColumn(
        "post_fte",
        "FTE of the whole post",
        "post fte|fte of post|established fte|establishment fte|budgeted fte|budget fte",
        sides=(EXTRACT,),
        settles_pay=True,
    ),
    OurColumn(
        "fte",
        "FTE",
        "fte|f t e|full time equivalent|wte|post fte|budgeted fte|contracted fte",
        settles_pay=True,
    ),
    OurColumn(
        "hours",
        "Hours a week",
        "hours a week|hours per week|weekly hours|contracted hours|hours|hrs",
        settles_pay=True,
    ),
    OurColumn(
        "weeks",
        "Weeks a year",
        "weeks a year|weeks per year|paid weeks|weeks worked|working weeks|weeks",
        settles_pay=True,
    ),
    OurColumn(
        "post_number",
        "Post number",
        "post number|post no|position number|post id|position id|post reference|post ref",
    ),
    OurColumn(
        "cost_centre",
        "Cost centre",
        "cost centre|cost center|cost centre code|cc|budget code",
    ),
    OurColumn(
        "subjective",
        "Subjective code",
        "subjective code|subjective|account code|gl code|detail code",
    ),
    OurColumn(
        "note",
        "Note",
        "note|notes|comment|comments|remarks",
        sides=("present", "proposed"),
    ),
    OurColumn(
        "holder",
        "Holder's reference (H1, H2 … is written)",
        "holder s reference|holder ref|employee reference|employee ref|employee number|employee no|"
        "employee id|emp no|payroll number|payroll no|staff number|personnel number|person number|person ref|"
        "assignment number|holder",
        sides=("present", EXTRACT),
    ),
    OurColumn(
        "point",
        "Holder's point",
        "holder s point|scp|spinal column point|spinal point|spine point|current scp|pay point|point",
        sides=("present", EXTRACT),
        settles_pay=True,
    ),
    OurColumn(
        "started",
        "Started",
        "started|in grade since|grade start date|date started|start date",
        sides=("present", EXTRACT),
    ),
    OurColumn(
        "to",
        "Leaves on",
        "leaving date|date of leaving|leave date|date left|leaver date|termination date|date of termination|"
        "last day of service|last day of employment|last working day|employment end date|assignment end date|"
        "contract end date|fixed term end date|end of contract|end date",
        sides=(EXTRACT,),
    ),
    OurColumn(
        "ni_letter",
        "National Insurance letter",
        "ni letter|ni category letter|ni category|ni cat|ni table letter|ni table|nic letter|nic category|nic table|"
        "ni code|national insurance letter|national insurance category|national insurance category letter",
        sides=(EXTRACT,),
        settles_pay=True,
    ),
    OurColumn(
        "lgps_member",
        "Pension scheme member",
        "lgps member|pension scheme member|pension member|in pension scheme|pension scheme|lgps|membership|pension",
        sides=(EXTRACT,),
        settles_pay=True,
    ),
    OurColumn(
        "from",
        "First day",
        "first day|start date|from",
        sides=("proposed",),
    ),
)
NEAR = 100
OF_LIFE = {
    "born": "date of birth|dob|birth date|birthdate|d o b",
    "service_from": "continuous service date|continuous service start date|continuous service from|continuous service|"
    "date of continuous service|reckonable service date|reckonable service|continuous employment date|csd|"
    "local government service date|redundancy service date|statutory service date",
}
"""Usual headings for dates of birth and service. Such columns are read only if the user adds them to a matching."""


def of_life(heading: str) -> str:
    """The key of the personal date that a heading means, such as ``born``; empty where it means none."""
    return next((key for key, usual in OF_LIFE.items() if plain(heading) in usual.split("|")), "")


def columns_of(side: str) -> dict[str, OurColumn]:
    """The workbook's columns for a side, by key; without a side, those of every kind of list."""
    return {column.key: column for column in OURS if not side or side in column.sides}


def plain(heading: object) -> str:
    """A heading in small letters and figures: ``Post No.`` is ``post no``."""
    words = str(heading).lower().replace("\u2019", "").replace("'", " ")
    return " ".join(re.sub(r"[^a-z0-9]+", " ", words).split())


def meaning(heading: str, side: str = "", near: bool = True) -> tuple[str, int] | None:
    """The key of the column that a heading means, and the heading's rank (0 is the best); None where it means none.

    Where the whole heading is unknown, words in brackets or after a stroke are left out: ``Grade / SCP range`` is the
    grade.
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
    for column in columns_of(side).values():
        for rank, name in enumerate(column.usual.split("|")):
            known.setdefault(name, (column.key, rank))
    return known


def rivals(titles: Mapping[str, str], side: str) -> dict[str, list[str]]:
    """For each of the workbook's columns, the columns of a list that may mean it, better ones first.

    A post has FTE or hours: where a list has both, hours are left out. ``titles`` has the heading of each column of
    the list by name. A heading that is only near a usual one counts only where the list has no usual one.
    """
    found: dict[str, list[tuple[int, str]]] = {}
    for name, title in titles.items():
        if means := meaning(title, side):
            found.setdefault(means[0], []).append((means[1], name))
    for key, ranked in found.items():
        best = min(rank for rank, _ in ranked)
        usual = [(rank, name) for rank, name in ranked if best == NEAR or rank < NEAR]
        found[key] = sorted(usual, key=itemgetter(0))
    return {key: [name for _, name in ranked] for key, ranked in found.items() if key != "hours" or "fte" not in found}
