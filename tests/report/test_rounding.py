"""Printed parts and totals of every table agree, or the note under the table says where they miss and by how much."""

import itertools
import re
from decimal import Decimal

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.assessment.assess import assess
from model.report.charts.every import charts
from model.report.page import drawn
from model.report.rounding import ROUNDING, change_note, with_rounding
from model.report.table import Sums, Table
from model.report.tables.every import tables
from tests.conftest import EACH_SCENARIO, HOME

SCENARIOS = sorted(path for path in (HOME / "scenarios").glob("*.yaml") if ".control" not in path.name)
NEAR = 0.001


OF_SIDES = Sums({"Change": ("Proposed", "-Present")})


def noted(frame, **more) -> str:
    """The note that a table gets; every column but the first holds £."""
    frame = pd.DataFrame(frame)
    return with_rounding(Table("any", "A table", frame, money=tuple(frame.columns[1:]), **more)).note


def test_a_total_that_printed_parts_miss_is_named_with_both_sums():
    # 10.40 + 10.40 = 20.80: printed £10, £10 and £21, and 10 + 10 = 20.
    frame = {"Post": ["A", "B", "Total"], "Cost": [10.40, 10.40, 20.80]}
    assert noted(frame, total_row=True) == (
        "Totals come from unrounded figures. Cost: the printed parts add up to £20, and the total is £21."
    )
    assert noted(frame, total_row=True, pence=True) == "The printed parts add up to the totals."


def test_a_change_that_the_two_printed_sides_miss_is_named_with_its_row():
    # 150.60 - 100.40 = 50.20: printed £151, £100 and £50, and 151 - 100 = 51. In the other row 7 - 3 = 4.
    frame = {"Element": ["Pay", "Levy"], "Present": [100.40, 3.0], "Proposed": [150.60, 7.0], "Change": [50.20, 4.0]}
    assert noted(frame, sums=OF_SIDES) == (
        "Each figure is rounded by itself: in “Pay”, “Change” is £1 less than its printed parts come to."
    )


def test_a_row_is_named_in_words_where_two_posts_have_one_title():
    # As above; the two are alike, and a figure is no name.
    frame = {
        "Post": ["Officer", "Officer"],
        "Present": [100.40, 3.0],
        "Proposed": [150.60, 7.0],
        "Change": [50.20, 4.0],
    }
    assert noted(frame, sums=OF_SIDES).endswith("in “Officer”, “Change” is £1 less than its printed parts come to.")


def test_a_running_sum_that_its_printed_steps_miss_is_named_with_its_row():
    # 0.40, then 0.40 + 0.40 = 0.80: printed £0 and £0 a year, £0 and £1 so far.
    so_far = Sums(running={"Cumulative, recurring": ("Recurring",)})
    year = {"Year": ["2010/11", "2011/12"], "Recurring": [0.40, 0.40], "Cumulative, recurring": [0.40, 0.80]}
    assert "in “2011/12”, “Cumulative, recurring” is £1 more than its printed parts come to." in noted(
        year, sums=so_far
    )


def test_a_whole_within_a_table_is_met_by_the_rows_above_it():
    # Each year 0.40 + 0.40 = 0.80 in the first, 1 + 2 = 3 in the second: only the first misses.
    frame = pd.DataFrame(
        {
            "Year": ["2010/11"] * 3 + ["2011/12"] * 3,
            "Fund": ["A", "B", "All funds"] * 2,
            "If nothing changed": [0.40, 0.40, 0.80, 1.0, 2.0, 3.0],
        }
    )
    table = Table("by_fund", "Funds", frame, money=("If nothing changed",), sums=Sums(wholes="All funds"))
    note = with_rounding(table).note
    assert note.endswith("in “2010/11, All funds”, “If nothing changed” is £1 more than its printed parts come to.")


def test_a_table_that_adds_up_as_printed_is_left_alone():
    frame = {"Element": ["Pay"], "Present": [3.0], "Proposed": [7.0], "Change": [4.0]}
    assert noted(frame, sums=OF_SIDES) == ""


def test_public_figures_in_steps_of_ten_pounds_are_told_as_such():
    # 154 - 98 = 56 unrounded; in steps of £10 they stand as 150, 100 and 60, and 150 - 100 = 50.
    frame = pd.DataFrame({"Element": ["Pay"], "Present": [100.0], "Proposed": [150.0], "Change": [60.0]})
    table = Table("cost_by_element", "Cost", frame, money=("Present", "Proposed", "Change"), sums=OF_SIDES)
    assert with_rounding(table, Decimal(10)).note.endswith(
        "in “Pay”, “Change” is £10 more than its printed parts come to."
    )


def test_a_funding_test_whose_printed_change_misses_its_printed_costs_says_so():
    # 101.40 - 99.60 = 1.80: printed £100, £101 and £2, and 101 - 100 = 1. Whole pounds meet.
    assert change_note({"published totals": (444_090, 458_360, 14_270)}) == ""
    assert change_note({"listed posts": (99.60, 101.40, 1.80)}) == (
        "Each figure is rounded by itself: the change is £1 more than the printed costs give on the listed posts."
    )


AMOUNTS = st.lists(st.integers(-(10**7), 10**7).map(lambda pence: pence / 100), min_size=2, max_size=9)


@given(AMOUNTS)
def test_no_total_is_further_from_its_printed_parts_than_half_a_pound_each(amounts):
    frame = {"Post": [*map(str, amounts), "Total"], "Cost": [*amounts, sum(amounts)]}
    sums = re.findall(r"[−+]?£[\d,]+", noted(frame, total_row=True))
    assert not sums or abs(number(sums[0]) - number(sums[1])) <= Decimal(len(amounts) + 1) / 2


def number(text: str) -> Decimal | None:
    """A printed figure as a number; None for what is none."""
    found = re.fullmatch(r"([−+]?)£([\d,]+(?:\.\d\d)?)", text)
    return found and Decimal(found[2].replace(",", "")) * (-1 if found[1] == "−" else 1)


def misses(table: Table):  # noqa: C901  each way in which figures meet
    """Every way in which columns and rows make one another in unrounded figures, where the printed ones do not.

    Nothing is asked of the model as to what adds up: each column is tried against each two others, against each other
    as a running sum, and each last row against those above it. A figure is a column, rows are by their labels.
    """
    frame = table.frame.head(table.rows_on_page) if table.rows_on_page else table.frame
    exact = {name: [float(value) for value in frame[name]] for name in table.money if frame[name].notna().all()}
    printed = {name: [number(table.cell(name, value)) for value in frame[name]] for name in exact}
    some = [name for name in exact if any(abs(value) > NEAR for value in exact[name])]
    for one, other in itertools.combinations(some, 2):
        for whole in exact:
            sums = [a + b - c for a, b, c in zip(exact[one], exact[other], exact[whole], strict=True)]
            if whole not in (one, other) and all(abs(left) < NEAR for left in sums):
                for row, label in enumerate(frame.iloc[:, 0]):
                    miss = printed[one][row] + printed[other][row] - printed[whole][row]
                    if miss:
                        yield {one, other, whole}, str(label), abs(miss)
    for name, step in itertools.permutations(some, 2):
        before = [0.0, *exact[name][:-1]]
        if all(abs(a + b - c) < NEAR for a, b, c in zip(before, exact[step], exact[name], strict=True)):
            levels = [Decimal(0), *printed[name][:-1]]
            for level, more, after, label in zip(levels, printed[step], printed[name], frame.iloc[:, 0], strict=True):
                if level + more != after:
                    yield {name}, str(label), abs(level + more - after)
    for name in exact:
        if len(frame) > 2 and abs(sum(exact[name][:-1]) - exact[name][-1]) < NEAR:
            miss = sum(printed[name][:-1]) - printed[name][-1]
            if miss:
                yield {name}, f"{sum(printed[name][:-1]):,}".lstrip("-"), abs(miss)


@pytest.fixture(scope="module", params=EACH_SCENARIO)
def reported(request) -> list[Table]:
    """Every table of a scenario's report, and of its charts."""
    assessment = assess(request.param)
    return [*tables(assessment), *(chart.table for chart in drawn(charts(assessment), None))]


def test_wherever_printed_figures_miss_one_another_the_note_says_so(reported):
    unsaid = [
        (table.key, columns, label, miss)
        for table in reported
        for columns, label, miss in misses(table)
        if not (label in table.note and any(name in table.note for name in columns))
    ]
    assert unsaid == []


def test_every_total_row_says_how_its_parts_meet_it(reported):
    says = re.compile("printed parts (add up to|come to)")
    silent = [table.key for table in reported if table.total_row and not says.search(table.note)]
    assert silent == []


def test_a_waterfall_whose_printed_steps_miss_its_last_bar_says_so(reported):
    waterfalls = [table for table in reported if list(table.frame.columns) == ["Step", "£ a year"]]
    assert len(waterfalls) < 2
    for waterfall in waterfalls:
        amounts = [number(waterfall.cell("£ a year", value)) for value in waterfall.frame["£ a year"]]
        miss = amounts[-1] - sum(amounts[:-1])
        assert (f"£{abs(miss)} " in waterfall.note) == bool(miss)


def test_the_change_of_a_funding_test_is_that_of_its_printed_costs_or_its_note_says_not(reported):
    for table in reported:
        if table.key == "buy_back":
            for column in table.frame.columns[1:]:
                before, after, change = (number(text) for text in table.frame[column].iloc[:3])
                assert (change == after - before) or "the change is £1" in table.note


def test_the_rule_is_stated():
    assert "rounded half up where it is printed" in ROUNDING and "the note under the table says" in ROUNDING
