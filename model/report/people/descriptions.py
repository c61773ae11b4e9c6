"""Employees by description: a table on the page for the unions, and a file where the page can't print every row."""

import csv
import io
from collections import Counter
from collections.abc import Sequence

from model.assessment.assess import Assessment
from model.base.faults import listed
from model.budget.consulted import consulted
from model.disclosure.dismissals import Description, Shown, descriptions, shown
from model.disclosure.public_input import rules
from model.report.decision.blocks import Rows
from model.report.people.rows import MOST_ROWS, rows_of_people
from model.report.printed_numbers import plain
from model.report.structure_charts.posts import FATES
from model.report.tables.post import points_of
from model.report.tables.public import KEPT_BACK
from model.schema.sections.one_off import OneOffTerms
from model.schema.sections.scenario import Scenario

FILE = "descriptions.csv"
IN_ORDER = f"those with a post that ends come first, and {FILE} has every description"
OF_POSTS = ("Description", "Grade", "Posts", "What happens to them")
OF_PEOPLE = ("Employees", "Dismissals proposed")


def described(scenario: Scenario) -> tuple[tuple[Description, ...], Shown | None]:
    """Every description; and the numbers of people as they may be shown, None where all numbers are kept back."""
    found = descriptions(scenario)
    return found, shown([one.employed for one in found], [one.dismissed for one in found], rules(scenario).least)


def descriptions_table(assessment: Assessment, found: Sequence[Description], numbers: Shown | None) -> Rows:
    """One row for each description, the total last. If ``numbers`` is None, the columns of people are left out.

    Where there are more rows than a page prints, descriptions with a post that ends come first.
    """
    rows = _rows(assessment, found, numbers)
    if len(rows) > MOST_ROWS:
        rows = [rows[place] for place in _posts_that_end_first(found)] + rows[-1:]
    least, note = rules(assessment.scenario).least, ""
    if any(KEPT_BACK in row for row in rows):
        note = (
            f"{KEPT_BACK}: the number is kept back, because it is fewer than {least} people, because fewer than "
            f"{least} people have the description, or because it would reveal such a number."
        )
    header = _header(numbers)
    title = "Employees by description, and dismissals proposed" if numbers else "Posts by description"
    right = [place for place, name in enumerate(header) if name in ("Posts", *OF_PEOPLE)]
    return rows_of_people("descriptions", title, header, rows, right, total_row=True, note=note, whole=IN_ORDER)


def in_the_table(found: Sequence[Description]) -> str:
    """Which descriptions the table has, in words."""
    if len(found) < MOST_ROWS:
        return "every description in the present structure"
    return f"{MOST_ROWS - 1} of the {len(found):,} descriptions in the present structure, and {FILE} has every one"


def every_description(assessment: Assessment) -> str:
    """Every row of the table as CSV, with what may be shown; empty where the page prints them all."""
    section = assessment.scenario.one_off or OneOffTerms()
    found, numbers = described(assessment.scenario)
    may_be_shown = numbers if any(consulted(section, assessment.rates.redundancy)) else None
    rows = _rows(assessment, found, may_be_shown)
    if len(rows) <= MOST_ROWS:
        return ""
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows([_header(may_be_shown), *(map(plain, row) for row in rows)])
    return text.getvalue()


def _header(numbers: Shown | None) -> tuple[str, ...]:
    return (*OF_POSTS, *OF_PEOPLE) if numbers else OF_POSTS


def _rows(assessment: Assessment, found: Sequence[Description], numbers: Shown | None) -> list[tuple[str, ...]]:
    rows: list[tuple[str, ...]] = []
    for place, of in enumerate(found):
        fates = Counter[str]()
        for post in of.posts:
            fates[post.fate] += post.number
        becomes = listed([f"{number} {FATES['present'][fate].words}" for fate, number in fates.items()], "and")
        posts = f"{sum(fates.values()):,}"
        people = (_count(numbers.employed[place]), _count(numbers.dismissed[place])) if numbers else ()
        grade = "\u2013" if of.posts[0].all_in else points_of(assessment, of.posts[0])
        rows.append((of.title, grade, posts, becomes, *people))
    in_all = f"{sum(post.number for of in found for post in of.posts):,}"
    totals = (_count(numbers.employed_in_all), _count(numbers.dismissed_in_all)) if numbers else ()
    return [*rows, ("All", "", in_all, "", *totals)]


def _posts_that_end_first(found: Sequence[Description]) -> list[int]:
    """The indexes of the descriptions: first those with a post that ends. Order by headcount could reveal numbers."""
    ending = {place for place, of in enumerate(found) if any(post.fate in ("deleted", "open") for post in of.posts)}
    return sorted(range(len(found)), key=lambda place: place not in ending)


def _count(count: int | None) -> str:
    return KEPT_BACK if count is None else f"{count:,}"
