"""Charts over the years: what they plot is what the tables of the same pack say, and their texts do not meet."""

import re
from itertools import combinations

import pytest

from model.assessment.assess import assess
from model.base.money import POUND, half_up
from model.report.charts.every import charts
from model.report.charts.over_years import over_years_charts
from model.report.tables.every import tables
from tests.conftest import SCENARIOS
from tests.report.test_how_sure import with_draws

CASES = [
    path for path in SCENARIOS
    if path.stem in ("barnet-schools-ict-redundancy", "example-childrens-service", "example-two-funds")
]  # fmt: skip


@pytest.fixture(scope="module", params=CASES, ids=lambda path: path.stem)
def case(request):
    return assess(request.param)


def drawn(assessment):
    return {chart.key: chart for chart in over_years_charts(assessment)}


def table_of(assessment, key):
    return next(table.frame for table in tables(assessment) if table.key == key)


def in_pounds(column):
    return [int(half_up(float(amount), POUND)) for amount in column]


def test_cost_by_year_is_that_of_the_table(case):
    chart, table = drawn(case)["years"], table_of(case, "cost_by_year")
    for name in ("If nothing changed", "With the proposal"):
        assert list(map(int, chart.table[name])) == in_pounds(table[name])
    assert [half_up(amount, POUND) for amount in chart.figure.data[1].y] == list(chart.table["With the proposal"])


def test_savings_so_far_are_those_of_the_table_of_one_off_costs():
    of = next(path for path in CASES if path.stem == "example-childrens-service")
    case = assess(of)
    chart, table = drawn(case)["payback"], table_of(case, "cumulative_savings")
    assert list(map(int, chart.table["Saved so far"])) == in_pounds(table["Gross cumulative saving"])
    assert list(map(int, chart.table["After one-off costs"])) == in_pounds(table["Net cumulative saving"])
    assert chart.headline == "Savings have met the one-off costs by the end of 2026/27"


def test_protection_by_year_is_one_of_the_elements_of_cost_and_says_when_it_ends(case):
    chart = drawn(case).get("protection")
    basis = case.scenario.costing.basis
    amounts = [case.costed.amount("proposal", basis, year, "pay_protection") for year in case.costed.years]
    assert (chart is None) == (not any(round(amount) for amount in amounts))
    if chart:
        assert list(map(int, chart.table["Pay protection"])) == in_pounds(amounts)


def test_a_single_year_has_nothing_over_the_years():
    of = next(path for path in SCENARIOS if path.stem == "ict-competences-primary")
    case = assess(of)
    assert len(case.costed.years) == 1 and over_years_charts(case) == []


@pytest.mark.long
def test_no_two_texts_of_a_picture_meet():
    drawn_from = next(path for path in SCENARIOS if path.stem == "example-schools-it-service")
    every = [chart for case in (with_draws(), *map(assess, (*CASES, drawn_from))) for chart in charts(case)]
    planes = [chart for chart in every if chart.key in ("years", "payback", "protection", "s_curve", "fan")]
    assert len({chart.key for chart in planes}) == 5
    for chart in planes:
        boxes = [box(chart.figure.layout, text) for text in chart.figure.layout.annotations]
        for one, other in combinations(boxes, 2):
            apart = one[1] <= other[0] or other[1] <= one[0] or one[3] <= other[2] or other[3] <= one[2]
            assert apart, (chart.key, one, other)
        for left, right, low, high in boxes:
            assert left >= 0 and right <= 600 and low >= 14 and high <= chart.figure.layout.height, (chart.key, right)


def box(layout, text):
    """The edges of a text in pixels: left, right, and up from the foot of the picture."""
    (x0, x1), (y0, y1) = layout.xaxis.range, layout.yaxis.range
    lines = re.sub("</?b>", "", text.text).split("<br>")
    width, height = 6 * max(map(len, lines)), 14 * len(lines)
    left = layout.margin.l + (text.x - x0) / (x1 - x0) * (600 - layout.margin.l) + text.xshift
    left -= {"left": 0, "center": width / 2, "right": width}[text.xanchor]
    middle = layout.margin.b + (text.y - y0) / (y1 - y0) * (layout.height - layout.margin.b) + (text.yshift or 0)
    return left, left + width, middle - height / 2, middle + height / 2
