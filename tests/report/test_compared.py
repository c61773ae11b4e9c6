"""Two costings side by side: no row in which neither has anything, and a total of the years; counts that agree."""

import pytest

from model.assessment.assess import assess
from model.base.faults import number_of
from model.report.tables.compared import compared
from model.report.tables.cost import side_by_side
from tests.conftest import AS_PUBLISHED, HOME, RESOLVED, run_model

GIVEN = [
    ("full_year_effect", "top", "2024/25", 0.0, 0.004),
    ("part_year_effect", "top", "2024/25", 0.0, -9_367.4),
    ("full_year_effect", "top", "2025/26", 0.0, 0.0),
    ("part_year_effect", "top", "2025/26", 100.0, -4_876.4),
]


def test_rows_of_nothing_on_both_sides_are_left_out_and_the_years_have_a_total():
    """By hand: −9,367.40 and −4,876.40 make −14,243.80, −£14,244, where the parts as printed make −£14,243."""
    frame, said = compared(GIVEN, "First", "Second")
    assert frame["Measure"].tolist() == ["Effect in the year", "Effect in the year", "Effect in all these years"]
    assert frame["Year"].tolist() == ["2024/25", "2025/26", "2024/25 to 2025/26"]
    assert frame["First"].tolist() == [0, 100, 100]
    assert frame["Second"].tolist() == pytest.approx([-9_367.4, -4_876.4, -14_243.8])
    assert frame["Difference"].tolist() == pytest.approx([-9_367.4, -4_976.4, -14_343.8])
    assert said == (
        "The effect in all these years comes from unrounded figures. Left out: 2 rows that are £0 on both sides "
        "(full-year effect 2024/25 and full-year effect 2025/26)."
    )


def test_one_year_has_no_total_and_nothing_left_out_is_not_spoken_of():
    frame, said = compared(GIVEN[1:2], "First", "Second")
    assert (frame["Measure"].tolist(), said) == (["Effect in the year"], "")


@pytest.mark.parametrize(
    ("number", "words", "said"),
    [
        (1, ("post",), "1 post"),
        (2, ("post",), "2 posts"),
        (0, ("post",), "0 posts"),
        (1_176, ("check fails", "checks fail"), "1,176 checks fail"),
        (1, ("check fails", "checks fail"), "1 check fails"),
    ],
)
def test_a_count_agrees_with_its_noun_and_verb(number, words, said):
    assert number_of(number, *words) == said


def test_compare_sets_two_scenarios_side_by_side():
    ended = run_model("compare", str(RESOLVED), str(AS_PUBLISHED))
    assert ended.returncode == 0
    assert "Effect in the year" in ended.stdout


def test_two_scenarios_are_compared_on_what_both_are_costed_on(barnet, rates):
    """Only one of the two has holders' points; the other's headline is on them."""
    actual = assess(HOME / "scenarios" / "barnet-schools-ict-actual.yaml", rates)
    for pair in ((barnet, actual), (actual, barnet)):
        table = side_by_side(*pair)
        assert set(table.frame["Basis"]) == {"Top of grade"}
        assert "Not compared on actual points, which only one of them is costed on." in table.note
