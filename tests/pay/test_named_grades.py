"""A grade by its name: as the authority had it on the day, on its own spine, or a fault that says what there is."""

from datetime import date
from types import SimpleNamespace as Made

import pytest

from model.pay.named_grades import GradeUnknown, pay_range_of
from model.rates.rows import RateStatus

DAY = date(2010, 12, 1)


def grade(notation, spine="njc", status=RateStatus.PUBLISHED):
    return Made(notation=notation, spine=spine, status=status)


HELD = {"A": grade("22-23"), "B": grade("24-26#27", spine="glpc"), "C": grade("28", status=RateStatus.RECALLED)}


class Grades:
    """A table of the grades of one invented authority."""

    def in_force(self, authority, day):
        assert day == DAY
        return HELD if authority == "Invented" else {}


def told(name, authority="Invented", **more):
    with pytest.raises(GradeUnknown) as fault:
        pay_range_of(name, Grades(), authority, "njc", DAY, **more)
    return fault.value


def test_points_need_no_authority_and_a_name_is_that_of_its_row():
    assert pay_range_of("22-23", Grades(), None, "njc", DAY)[0].top == 23
    found, row = pay_range_of("a", Grades(), "Invented", "njc", DAY)
    assert ((found.bottom, found.top), row) == ((22, 23), HELD["A"])


def test_a_name_that_is_not_held_is_told_with_those_that_are_or_that_there_are_none():
    assert told("Grade Z").expected == "a grade of Invented on 1 December 2010: A, B or C"
    assert told("A", "Elsewhere").expected == "a grade of Elsewhere on 1 December 2010: there are none"
    assert "if the authority that uses the name is stated" in told("A", None).expected


def test_a_name_on_another_spine_or_recalled_is_told_and_a_reason_accepts_what_is_recalled():
    assert told("B").expected == "a grade on the spine njc; grade B of Invented is on the spine glpc"
    assert "grade C of Invented is recalled" in told("C").expected
    assert pay_range_of("C", Grades(), "Invented", "njc", DAY, accept_recalled=True)[0].bottom == 28


@pytest.mark.parametrize(
    ("name", "nearest"), [("7", "grade 8"), ("3", "grade 4"), ("6", "grade 4"), ("99", "grade 11")]
)
def test_the_nearest_of_numbered_grades_is_the_nearest_number_and_the_lower_of_two(monkeypatch, name, nearest):
    """Of 4, 8 and 11: 7 is nearest 8; 6 is two from 4 and from 8."""
    monkeypatch.setitem(globals(), "HELD", {number: grade("22") for number in ("4", "8", "11")})
    assert told(f"Grade {name}").nearest == nearest
