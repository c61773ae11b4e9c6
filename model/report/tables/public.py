"""The tables of the public pack: those declared public, and the pack's own. All are made from the public input."""

import pandas as pd

from model.base.financial_year import in_words
from model.base.money import half_up, pounds
from model.buy_back.price_rounding import listed_prices
from model.disclosure.public_figures import PublicAssessment
from model.disclosure.public_input import rules, suppress
from model.pay.grades import is_notation
from model.report.table import Section, Table
from model.report.tables.every import tables
from model.schema.sections.posts import Post, PresentPost

BRACKET, FIRST_BRACKET = 5_000, 50_000
"""In £: the width of the transparency code's brackets, and the salary from which they begin."""
KEPT_BACK = "[c]"


class ExemptTable(ValueError):
    """A table is both named as public and marked as exempt. One of the two is a mistake, so nothing is handed out."""


def public_tables(public: PublicAssessment) -> list[Table]:
    """Every table that may be handed out, in the order of the page.

    Raises ExemptTable where a table is declared as both public and exempt.
    """
    declared = [table for table in tables(public) if table.public]
    for table in declared:
        if table.exempt:
            raise ExemptTable(f"The table {table.key} is declared as both public and exempt.")
    candidates = [prices(public), *declared, salary_brackets(public), senior_roles(public)]
    order = [*Section, None]  # a table that is only a file comes last
    return sorted(filter(None, candidates), key=lambda table: order.index(table.section))


def salary_brackets(public: PublicAssessment) -> Table:
    """One row for each bracket of £5,000 from the lowest with a post to the highest with a post, then a total.

    A post is in the bracket that the top of its grade is in. Brackets below £50,000 are left out, and are not in the
    total: the code does not ask for them. Counts below the scenario's least number are kept back.

    Local Government Transparency Code 2015, paragraph 48.
    """
    scenario, least = public.scenario, rules(public.scenario).least
    sides = {"Present posts": scenario.present, "Proposed posts": scenario.proposed}
    tops = {name: [(_top_salary(public, post), post.number) for post in posts] for name, posts in sides.items()}
    brackets = [_bracket_of(salary) for salaries in tops.values() for salary, _ in salaries]
    within = [start for start in brackets if start >= FIRST_BRACKET]
    starts = range(min(within), max(within) + 1, BRACKET) if within else ()
    frame = pd.DataFrame({"Top of grade, full-time": [*map(_bracket, starts), f"{pounds(FIRST_BRACKET)} and more"]})
    for name, salaries in tops.items():
        counts = [sum(number for salary, number in salaries if _bracket_of(salary) == start) for start in starts]
        shown = suppress(counts, least)
        frame[name] = [KEPT_BACK if count is None else f"{count:,}" for count in (*shown.counts, shown.total)]
    note = "Salaries are those of a full-time post at the start of the year, without on-costs."
    if not within:
        note = f"No post\u2019s grade reaches {pounds(FIRST_BRACKET)}. {note}"
    if (frame == KEPT_BACK).to_numpy().any():
        note = (
            f"{KEPT_BACK} is confidential: the number is kept back, because it is fewer than {least} posts or "
            f"because it would reveal such a number. {note}"
        )
    return Table(
        "salary_brackets",
        f"Posts by salary at the top of the grade, {public.costed.year_of_change}",
        frame,
        total_row=True,
        note=note,
        section=Section.POSTS,
        public=True,
    )


def senior_roles(public: PublicAssessment) -> Table | None:
    """One row for each senior role that the scenario names; None where it names none."""
    named = rules(public.scenario).senior_posts
    posts = [post for post in (*public.scenario.present, *public.scenario.proposed) if post.id in named]
    if not posts:
        return None
    rows = [
        {
            "Post": post.title,
            "Number": post.number,
            "FTE each": post.fte,
            "Grade": str(public.costed.book.ranges[_range_number(public, post)])
            if is_notation(post.grade)
            else post.grade,
            "Top of grade": half_up(_top_salary(public, post), public.step),
            "Bracket": _bracket(_bracket_of(_top_salary(public, post))),
        }
        for post in posts
    ]
    return Table(
        "senior_roles",
        f"Senior roles that the transparency code names, {public.costed.year_of_change}, £",
        pd.DataFrame(rows),
        money=("Top of grade",),
        note="Full-time salary at the top of the grade, without on-costs. Nobody\u2019s own salary is used.",
        section=Section.POSTS,
        public=True,
        of_grades=True,
    )


def prices(public: PublicAssessment) -> Table | None:
    """One row for each price of each price list, as the scenario states it; None where there is no price."""
    rows = [
        {
            "From": in_words(price_list.from_),
            "Price": price.label[:1].upper() + price.label[1:],
            "£": price.amount / 100,
            "Source": price_list.source,
        }
        for price_list in public.scenario.prices
        for price in listed_prices(price_list)
        if price.amount or not price.is_minimum
    ]
    if not rows:
        return None
    return Table(
        "prices",
        "The price lists, £ a year, net of VAT",
        pd.DataFrame(rows),
        money=("£",),
        pence=True,
        section=Section.PRICES,
        public=True,
    )


def _range_number(public: PublicAssessment, post: Post) -> int:
    structure = "present" if isinstance(post, PresentPost) else "proposed"
    return public.costed.book.number_of(structure, post.grade, post.pay_structure)


def _top_salary(public: PublicAssessment, post: Post) -> float:
    """The full-time salary at the top of a post's grade at the start of the year of change, £ a year."""
    month = public.costed.years.index(public.costed.year_of_change) * 12
    return float(public.costed.book.salaries["top"].salary[_range_number(public, post), month])


def _bracket_of(salary: float) -> int:
    """The lowest salary of the bracket that a salary is in."""
    return int(salary // BRACKET) * BRACKET


def _bracket(start: int) -> str:
    return f"{pounds(start)} to {pounds(start + BRACKET - 1)}"
