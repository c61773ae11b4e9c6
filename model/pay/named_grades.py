"""A post's points from what is written for it: points themselves, or an authority's name for a grade."""

from collections.abc import Collection
from datetime import date

from model.base.faults import listed, nearest_name, plain_name
from model.base.financial_year import in_words
from model.pay.grades import PayRange, is_notation, read_grade
from model.rates.tables import GradeTable, NamedGrade, RateStatus


class GradeUnknown(LookupError):
    """A named grade that is not held on the day, or that may not be used as it stands."""

    def __init__(self, expected: str, nearest: str = ""):
        self.expected, self.nearest = expected, nearest
        super().__init__(expected)


def compared(grade: str) -> str:
    """A grade's name as names are compared: capitals, spaces and the word grade before it count for nothing."""
    plain = plain_name(grade)
    return plain.removeprefix("grade") or plain


def held_as(grade: str, held: Collection[str]) -> str | None:
    """The name under which a grade is held, however its capitals and spaces are written; None where it is not."""
    if grade in held:
        return grade
    return next((name for name in held if compared(name) == compared(grade)), None)


def _nearest(name: str, held: Collection[str]) -> str:
    """The grade held most like a name; of grades named by number, the nearest number, the lower of two."""
    if name.isdigit() and (numbers := sorted(int(each) for each in held if each.isdigit())):
        return f"grade {min(numbers, key=lambda number: abs(number - int(name)))}"
    return nearest_name(name, held)


def pay_range_of(
    grade: str, table: GradeTable, authority: str | None, spine: str, day: date, accept_recalled: bool = False
) -> tuple[PayRange, NamedGrade | None]:
    """The points of a grade, and the row of the authority's table that names them.

    Points written out need no row. A name is looked up in the authority's grades of the day, on the spine
    that they are for. Raises ValueError for a notation that does not read, GradeUnknown for a name that is
    not held, that is for another spine, or that is recalled and not accepted.
    """
    if is_notation(grade):
        return read_grade(grade), None
    if not authority:
        raise GradeUnknown("points such as 22-23; for a name, state whose grades they are under pay, grades_of")
    held = table.in_force(authority, day)
    name = held_as(grade, held)
    if name is None:
        name, known = grade.removeprefix("grade ").removeprefix("Grade "), listed(held) if held else "none is held"
        raise GradeUnknown(f"a grade of {authority} held on {in_words(day)}: {known}", _nearest(name, held))
    row = held[name]
    if row.spine != spine:
        raise GradeUnknown(f"a grade on the spine {spine}; grade {name} of {authority} is on {row.spine}")
    if row.status == RateStatus.RECALLED and not accept_recalled:
        raise GradeUnknown(f"a reason under pay, accept_recalled_grades: grade {name} of {authority} is recalled")
    return read_grade(row.notation), row
