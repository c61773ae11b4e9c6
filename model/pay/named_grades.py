"""The points of a post's grade, from what is written: the points themselves, or an authority's name for the grade."""

from collections.abc import Collection
from datetime import date

from model.base.faults import listed, nearest_name, plain_name
from model.base.financial_year import in_words
from model.pay.grades import PayRange, is_notation, read_grade
from model.rates.tables import GradeTable, NamedGrade, RateStatus


class GradeUnknown(LookupError):
    """A named grade that the table lacks on a day, or that may not be used. ``expected`` says what may be used."""

    def __init__(self, expected: str, nearest: str = ""):
        self.expected, self.nearest = expected, nearest
        super().__init__(expected)


def compared(grade: str) -> str:
    """The name of a grade in the form that is compared: lower case, without spaces or the word "grade" before it."""
    plain = plain_name(grade)
    return plain.removeprefix("grade") or plain


def held_as(grade: str, held: Collection[str]) -> str | None:
    """The table's name for a grade, however its capitals and spaces were written; None where the table lacks it."""
    if grade in held:
        return grade
    return next((name for name in held if compared(name) == compared(grade)), None)


def _nearest(name: str, held: Collection[str]) -> str:
    """The name in the table most like ``name``; for a number, the nearest number, the lower if two are equally near."""
    if name.isdigit() and (numbers := sorted(int(each) for each in held if each.isdigit())):
        return f"grade {min(numbers, key=lambda number: abs(number - int(name)))}"
    return nearest_name(name, held)


def pay_range_of(
    grade: str, table: GradeTable, authority: str | None, spine: str, day: date, accept_recalled: bool = False
) -> tuple[PayRange, NamedGrade | None]:
    """The points of a grade, and the row of the authority's table that names it.

    A grade written in points has no row. A name is looked up among the authority's grades of the day. Raises ValueError
    for a notation that can't be read. Raises GradeUnknown for a name that the table does not have, that is for another
    spine, or that is recalled and not accepted.
    """
    if is_notation(grade):
        return read_grade(grade), None
    if not authority:
        raise GradeUnknown(
            "points such as 22-23; or a name, if the authority that uses the name is stated under pay, grades_of"
        )
    held = table.in_force(authority, day)
    name = held_as(grade, held)
    if name is None:
        name, known = grade.removeprefix("grade ").removeprefix("Grade "), listed(held) if held else "there are none"
        raise GradeUnknown(f"a grade of {authority} on {in_words(day)}: {known}", _nearest(name, held))
    row = held[name]
    if row.spine != spine:
        raise GradeUnknown(f"a grade on the spine {spine}; grade {name} of {authority} is on the spine {row.spine}")
    if row.status == RateStatus.RECALLED and not accept_recalled:
        raise GradeUnknown(
            f"a reason under pay, accept_recalled_grades, since grade {name} of {authority} is recalled (from memory)"
        )
    return read_grade(row.notation), row
