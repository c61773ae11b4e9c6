"""Grade notation: what is printed in a report, and what it means on the spine."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.pay.grades import PointMissing, is_notation, nearest_points, read_grade
from tests.conftest import worked_examples

LADDER = tuple(range(3, 50))
DASHES = ["-", "\u2010", "\u2011", "\u2012", "\u2013", "\u2014", "\u2015", "\u2212"]
EXAMPLES = pytest.mark.parametrize("example", worked_examples("grade_notation"), ids=lambda example: example["printed"])
GAP = st.sampled_from(["", " ", "  ", "\u00a0", "\t"])


def meaning(grade):
    return grade.bottom, grade.top, grade.extended_top


@EXAMPLES
def test_a_printed_grade_has_a_bottom_a_top_and_an_extended_top(example):
    grade = read_grade(example["printed"])
    assert meaning(grade) == tuple(int(example[end]) for end in ("bottom", "top", "extended_top"))
    assert grade.has_bar == ("#" in example["printed"])


@EXAMPLES
def test_the_points_of_a_grade_stop_at_its_bar(example):
    grade = read_grade(example["printed"])
    assert grade.points(LADDER) == tuple(map(int, example["points"].split()))
    assert grade.points_beyond_bar(LADDER) == tuple(range(grade.top + 1, grade.extended_top + 1))


@st.composite
def grades(draw):
    """A bottom, a top, an extended top, and one of the ways in which they may be printed."""
    bottom = draw(st.integers(1, 60))
    top = bottom + draw(st.integers(0, 10))
    extended = top + draw(st.integers(0, 5))
    gap = [draw(GAP) for _ in range(6)]
    single = top == bottom and draw(st.booleans())
    span = f"{bottom}" if single else f"{bottom}{gap[0]}{draw(st.sampled_from(DASHES))}{gap[1]}{top}"
    bar = f"{gap[2]}#{gap[3]}{extended}" if extended > top else ""
    return (bottom, top, extended), gap[4] + span + bar + gap[5]


@given(written=grades())
def test_any_dash_and_any_spacing_read_alike(written):
    ends, text = written
    assert meaning(read_grade(text)) == ends


@given(written=grades())
def test_a_grade_written_out_reads_back_equal(written):
    grade = read_grade(written[1])
    assert meaning(read_grade(str(grade))) == meaning(grade)
    assert str(read_grade(str(grade))) == str(grade)


def test_a_single_point_may_be_written_as_a_number():
    assert meaning(read_grade(23)) == (23, 23, 23)


@pytest.mark.parametrize(("printed", "says"), [
    ("45-42", "a grade with the lower point first, as in 42-45"),
    ("42-45#45", "a grade with a point above 45 after the #"),
    ("42-45#41", "a grade with a point above 45 after the #"),
    ("42-", "not a grade; expected a grade such as 22-23, 42-45#47 or a single point 23"),
    ("-45", "not a grade"), ("", "not a grade"), ("PO1", "not a grade"), ("42-45#", "not a grade"),
    ("42.5", "not a grade"), ("42-45-47", "not a grade"), ("42~45", "not a grade"), ("#47", "not a grade"),
    ("42#45-47", "not a grade"), ("22-23 and 24", "not a grade"), (True, "not a grade"),
])  # fmt: skip
def test_what_is_not_a_grade_is_refused_in_words(printed, says):
    with pytest.raises(ValueError, match=says):
        read_grade(printed)


@pytest.mark.parametrize(("ladder", "missing", "near"), [
    ([11, 12, 14, 15], [13], (12, 14)), ([11, 12], [13], (12,)), ([14, 15], [13], (14,)), ([], [13], ()),
    ([11, 18], [12, 15, 17], (11, 18)),
])  # fmt: skip
def test_the_nearest_points_stand_on_either_side(ladder, missing, near):
    assert nearest_points(missing, ladder) == near


def test_a_point_that_the_spine_lacks_inside_a_grade_is_never_stepped_over():
    """The GLPC outer spine of April 2017 is known at eight points only: 21, 24 and 28, but not 22 or 23."""
    known = (18, 20, 21, 24, 28, 31, 32, 35)
    with pytest.raises(PointMissing, match=r"no point 22.* 23; the nearest points it has are 21 and 24"):
        read_grade("21-24").points(known)
    assert read_grade("31-32").points(known) == (31, 32)


def test_a_point_missing_beyond_the_bar_is_missing():
    grade, ladder = read_grade("42-45#47"), range(3, 47)
    assert grade.points(ladder) == (42, 43, 44, 45)
    with pytest.raises(PointMissing, match="no point 47; the nearest points it has are 46"):
        grade.points_beyond_bar(ladder)


@given(bottom=st.integers(1, 60), length=st.integers(0, 12), held=st.sets(st.integers(1, 60)))
def test_a_grade_has_every_point_from_bottom_to_top_or_none_at_all(bottom, length, held):
    grade, ladder = read_grade(f"{bottom}-{bottom + length}"), sorted(held)
    if set(range(bottom, bottom + length + 1)) <= held:
        assert grade.points(ladder) == tuple(range(bottom, bottom + length + 1))
    else:
        with pytest.raises(PointMissing):
            grade.points(ladder)


@pytest.mark.parametrize(("text", "points"), [("22-23", True), (" 42", True), ("PO1", False), ("Grade 4", False)])
def test_a_grade_in_points_is_told_from_a_named_one(text, points):
    assert is_notation(text) is points
