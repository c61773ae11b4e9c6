"""Two costings side by side: no row in which neither has anything, and a total of the years; counts that agree."""

import pytest

from model.assessment.assess import assess
from model.base.faults import number_of
from model.report.comparison import Comparison
from model.report.tables.compared import compared
from tests.conftest import AS_PUBLISHED, HOME, RESOLVED, run_model

PRICES = HOME / "scenarios" / "barnet-schools-ict-prices.yaml"

GIVEN = [
    ("full_year_effect", "top", "2024/25", (0.0, 0.004)),
    ("part_year_effect", "top", "2024/25", (0.0, -9_367.4)),
    ("full_year_effect", "top", "2025/26", (0.0, 0.0)),
    ("part_year_effect", "top", "2025/26", (100.0, -4_876.4)),
]


def test_rows_of_nothing_on_both_sides_are_left_out_and_the_years_have_a_total():
    """By hand: −9,367.40 and −4,876.40 make −14,243.80, −£14,244, where the printed parts add up to −£14,243."""
    frame, said = compared(GIVEN, ("First", "Second"))
    assert frame["Measure"].tolist() == ["Effect in the year", "Effect in the year", "Effect in all these years"]
    assert frame["Year"].tolist() == ["2024/25", "2025/26", "2024/25 to 2025/26"]
    assert frame["First"].tolist() == [0, 100, 100]
    assert frame["Second"].tolist() == pytest.approx([-9_367.4, -4_876.4, -14_243.8])
    assert frame["Difference"].tolist() == pytest.approx([-9_367.4, -4_976.4, -14_343.8])
    assert said == (
        "The effect in all these years comes from unrounded figures. Left out: 2 rows that are £0 on both sides "
        "(full-year effect 2024/25 and full-year effect 2025/26)."
    )


def test_a_difference_that_is_not_that_of_the_printed_figures_is_explained():
    """By hand: 381,489.6 less 338,643.4 is 42,846.2, £42,846; as printed 381,490 less 338,643 is £42,847."""
    frame, said = compared([("proposed", "top", "2026/27", (338_643.4, 381_489.6))], ("First", "Second"))
    assert frame["Difference"].tolist() == pytest.approx([42_846.2])
    assert said == "Each figure and each difference is rounded by itself."


def test_one_year_has_no_total_and_nothing_left_out_is_not_spoken_of():
    frame, said = compared(GIVEN[1:2], ("First", "Second"))
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
        table = Comparison(dict(zip("AB", pair, strict=True)), "A").table()
        assert set(table.frame["Basis"]) == {"Top of grade"}
        assert "Not compared on actual points: only one of the scenarios is costed that way." in table.note


def test_differences_of_many_are_each_from_the_baseline():
    """By hand: 10, 25 and 5 against the second, 25, are 15 less and 20 less."""
    amounts = [("proposed", "top", "2024/25", (10.0, 25.0, 5.0)), ("do_nothing", "top", "2024/25", (0.0, 0.0, 0.0))]
    frame, said = compared(amounts, ("A", "B", "C"), "B")
    assert frame.to_dict("records") == [
        {"Measure": "Proposed", "Year": "2024/25", "Basis": "Top of grade", "A": 10, "B": 25, "C": 5,
         "A less B": -15, "C less B": -20}
    ]  # fmt: skip
    assert said == "Left out: 1 row that is £0 in every scenario (present 2024/25)."


@pytest.fixture
def grades(write_small, rates):
    """The small scenario with the new post at three points: NJC 2024/25 SCP 24 £34,314, 25 £35,235, 26 £36,124."""

    def at(grade):
        return assess(write_small(proposed={"grade": grade}), rates)

    return {"as it is": at(24), "one point more": at(25), "two points more": at(26)}


def test_many_scenarios_are_in_one_table_and_what_differs_is_named(grades):
    comparison = Comparison(grades, "one point more")
    table = comparison.table()
    assert table.title == "3 scenarios side by side, £"
    assert table.columns[3:] == [*grades, "as it is less one point more", "two points more less one point more"]
    assert comparison.differences() == {
        "as it is": ["New: grade 25 becomes 24"],
        "two points more": ["New: grade 25 becomes 26"],
    }
    full = table.frame.set_index("Measure").loc["Full-year effect"]
    assert full["as it is"] == 0 and full["as it is less one point more"] == -full["one point more"]


def test_the_chart_has_a_bar_a_scenario_and_names_the_lowest_and_the_highest(grades):
    chart = Comparison(grades, "as it is").chart()
    assert chart.table["Scenario"].tolist() == [*grades]
    assert [chart.table.columns[-1], chart.table.iloc[0, -1]] == ["Less as it is", 0]
    low, high = chart.table["Full-year effect"].iloc[[0, 2]]
    assert chart.headline == f"The full-year effect ranges from £0 (as it is) to +£{high:,} (two points more)"
    assert low == 0 and len(chart.alt) <= 160
    assert chart.figure.layout.annotations[0].text == "£0"


def test_effects_that_print_alike_are_said_once(grades):
    alike = dict.fromkeys(("A", "B", "C"), grades["two points more"])
    chart = Comparison(alike, "A").chart()
    effect = chart.table["Full-year effect"].iloc[0]
    assert chart.headline == f"The full-year effect is +£{effect:,} in each of the 3 scenarios"


def test_scenarios_that_share_no_year_have_no_chart(write_small, rates, barnet):
    small = assess(write_small(), rates)
    comparison = Comparison({"A": barnet, "B": small}, "A")
    assert comparison.chart() is None and comparison.table().frame.empty


@pytest.mark.long
def test_the_command_line_compares_many_with_the_baseline_chosen():
    ended = run_model("compare", str(RESOLVED), str(AS_PUBLISHED), str(PRICES), "--baseline", str(AS_PUBLISHED))
    assert ended.returncode == 0
    assert ended.stdout.startswith(f"A: {RESOLVED.name}\nB: {AS_PUBLISHED.name}\nC: {PRICES.name}\n")
    assert "A less B" in ended.stdout and "C less B" in ended.stdout
    assert f"How A, {RESOLVED.name}, differs from {AS_PUBLISHED.name}:" in ended.stdout
    assert f"How C, {PRICES.name}, differs from {AS_PUBLISHED.name}:" in ended.stdout
    assert "What B" not in ended.stdout


def test_a_baseline_that_is_not_compared_is_refused():
    ended = run_model("compare", str(RESOLVED), str(AS_PUBLISHED), "--baseline", str(PRICES))
    assert ended.returncode == 2 and "is not one of the scenarios named" in " ".join(ended.stderr.split())


@pytest.mark.long
def test_all_but_the_baseline_have_the_changes():
    """A grade set to 36-39 is a difference of both others, and of none where it is the baseline that is set."""
    change = ("--set", "proposed.senior-officer.grade=36-39")
    ended = run_model("compare", str(RESOLVED), str(PRICES), "--baseline", str(PRICES), *change)
    assert f"A: {RESOLVED.name} with the changes\nB: {PRICES.name}\n" in ended.stdout
    assert "becomes 36-39" in ended.stdout
