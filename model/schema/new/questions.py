"""The questions of `new`, the answers so far, and the known names of grades that can be offered."""

from dataclasses import dataclass, field, replace
from datetime import date

from model.base.faults import listed
from model.base.financial_year import FinancialYear, NotADay, read_day
from model.pay.grades import is_notation
from model.rates.tables import NamedGrade, Rates, RateStatus
from model.schema.reading.document import Path_

SAME, DELETED = "same", "deleted"


@dataclass(frozen=True)
class Question:
    """One question: its key in the answers, what it asks for, and its place in the scenario."""

    key: str
    wants: str
    path: Path_


QUESTIONS = (
    Question("authority", "The council or other employer", ("authority",)),
    Question("title", "What the proposal is called", ("title",)),
    Question("spine", "The pay spine that posts are paid on: {spines}", ("pay", "spine")),
    Question("first_year", "The first financial year to show, such as 2010/11", ("years", "first")),
    Question("implementation", "The first day of the new structure, such as 2010-11-18", ("dates", "implementation")),
    Question(
        "grades_of",
        "The authority whose names for grades you will use: {authorities}; if left out, grades are written as points",
        ("pay", "grades_of"),
    ),
    Question(
        "accept_recalled",
        "Why that authority's names may be used, though no source was found for them; if left out, grades are written "
        "as points",
        ("pay", "accept_recalled_grades"),
    ),
    Question("rate", "The employer's pension rate (LGPS), such as 24.8%", ("on_costs", "lgps", 0, "rate")),
    Question(
        "source",
        "The document that states the pension rate for the years shown; if left out, the rate counts as assumed",
        ("on_costs",),
    ),
)
POST_QUESTIONS = (
    Question("title", "Title of the post; leave it blank to end the list", ("title",)),
    Question("grade", "The grade of the post{names} as points of the spine, such as 22-23, 42-45#47 or 23", ("grade",)),
    Question("number", "How many such posts", ("number",)),
    Question("fte", "Each post's share of full time, such as 0.6", ("fte",)),
    Question(
        "to",
        f"What the post becomes: {SAME}, {DELETED}, or the title of a post above; if left out, it is unresolved",
        ("to",),
    ),
)

OF_HOURS = (Question("full_time_hours", "Hours a week of a full-time post", ("pay", "full_time_hours")),)
"""Questions for an extract that has hours a week."""
OF_POINTS = (
    Question(
        "increments",
        "When increments are paid: april_six_months, april, july, september, april_or_october or anniversary",
        ("people", "increments"),
    ),
)
"""Questions for an extract that has people's points."""
OF_WEEKS = (
    Question(
        "method", "How pay for the weeks worked is calculated: ratio, additive or legacy_1728", ("term_time", "method")
    ),
    Question("weeks_in_year", "Weeks in the year: 52, 52.142, 52.143 or 365/7", ("term_time", "weeks_in_year")),
    Question("leave_days", "Paid days off a year at full time, bank holidays included", ("term_time", "leave_days")),
)
"""Questions for an extract that has people who work part of the year."""


@dataclass(frozen=True)
class Answers:
    """The answers so far, as typed, by the key of the question: for the scenario, and for each present post."""

    given: dict[str, str] = field(default_factory=dict)
    posts: tuple[dict[str, str], ...] = ()

    def with_answer(self, question: Question, answer: str) -> "Answers":
        """A copy with one more answer."""
        return replace(self, given={**self.given, question.key: answer})

    def with_post_answer(self, question: Question, answer: str) -> "Answers":
        """A copy with one more answer for the last post."""
        return replace(self, posts=(*self.posts[:-1], {**self.posts[-1], question.key: answer}))


def is_asked(question: Question, answers: Answers, rates: Rates) -> bool:
    """Whether a question is asked after these answers. Names of grades are asked about only where some are known."""
    if question.key == "grades_of":
        return bool(_authorities(answers, rates))
    if question.key == "accept_recalled":
        return any(row.status == RateStatus.RECALLED for row in _named(answers, rates))
    return True


def wants(question: Question, answers: Answers, rates: Rates) -> str:
    """What a question asks for, in words. The question about a grade offers the names of the authority's grades.

    A name that would read as a point has the word grade before it: 5 is point 5, and grade 5 is the grade.
    """
    held = _named(answers, rates)
    if any(row.status == RateStatus.RECALLED for row in held) and not answers.given.get("accept_recalled"):
        held = ()
    if question.key == "spine":
        return question.wants.format(spines=listed(rates.spines.names))
    if question.key == "grades_of":
        return question.wants.format(authorities=listed(_authorities(answers, rates)))
    if question.key == "grade":
        offered = sorted(f"grade {row.grade}" if is_notation(row.grade) else row.grade for row in held)
        names = f": {', '.join(offered)} of {held[0].authority}, or" if held else ""
        return question.wants.format(names=names)
    return question.wants


def _authorities(answers: Answers, rates: Rates) -> list[str]:
    """Authorities with known grades on the spine, both on the first day shown and on the day of the change."""
    given = answers.given
    days = [FinancialYear.parse(given["first_year"]).first_day, day_of(given["implementation"])]
    on = [{row.authority for row in rates.grades.rows if is_named_on(row, given["spine"], day)} for day in days]
    return sorted(set.intersection(*on))


def _named(answers: Answers, rates: Rates) -> tuple[NamedGrade, ...]:
    """The grades of the authority chosen, on the day of the change; empty where none is chosen."""
    given, of = answers.given, answers.given.get("grades_of")
    day = day_of(given["implementation"]) if of else None
    rows = rates.grades.rows if day else ()
    return tuple(row for row in rows if of == row.authority and day and is_named_on(row, given["spine"], day))


def is_named_on(row: NamedGrade, spine: str, day: date) -> bool:
    """Whether a grade is on a spine and in force on a day."""
    return row.spine == spine and row.effective_from <= day <= row.effective_to


def day_of(text: str) -> date | None:
    """The day in a text such as 2010-11-18 or 18 November 2010; None where it has none."""
    try:
        day = read_day(text)
    except NotADay:
        return None
    return day if 1900 < day.year < 2100 else None
