"""Small charts in place of many bars: each column is as long as its amount on one scale, and no two texts meet."""

from itertools import combinations

import pytest

from model.assessment.assess import assess
from model.report.charts.every import MOST_ELEMENTS, elements_chart
from model.report.charts.multiples import small_multiples
from tests.conftest import HOME

PAIRS = {"Basic pay": (900_000.0, 850_000.0), "Turnover": (-30_000.0, -29_000.0), "Levy": (4_000.0, 0.0)}


@pytest.fixture(scope="module")
def figure():
    return small_multiples(PAIRS | {f"Element number {n} with a long name": (n * 1000.0, 1.0) for n in range(6)})


def test_columns_are_on_one_scale(figure):
    """£900,000 down to -£30,000 take 84 pixels: £850,000 is 84 x 850 / 930 = 76.77 of them."""
    present, proposed = figure.data
    assert proposed.y[0] == pytest.approx(84 * 850 / 930)
    assert present.y[1] == pytest.approx(-84 * 30 / 930)
    assert len(set(present.base)) == 3 and present.base[0] == present.base[2]


def test_each_amount_is_written_and_no_two_texts_meet(figure):
    texts = figure.layout.annotations
    assert {"£900,000", "\u2212£30,000", "£4,000", "£0"} <= {text.text for text in texts}
    for one, other in combinations(map(box, texts), 2):
        assert one[1] <= other[0] or other[1] <= one[0] or one[3] <= other[2] or other[3] <= one[2], (one, other)
    for left, right, low, high in map(box, texts):
        assert left >= 0 and right <= figure.layout.width and low >= 0 and high <= figure.layout.height


def box(text):
    lines = text.text.removeprefix("<b>").removesuffix("</b>").split("<br>")
    wide, tall = 6.5 * max(map(len, lines)), 14 * len(lines)
    return text.x - wide / 2, text.x + wide / 2, text.y - tall / 2, text.y + tall / 2


def test_the_elements_of_many_are_small_charts_and_of_few_one():
    many, few = (
        assess(HOME / "scenarios" / f"{name}.yaml") for name in ("example-childrens-service", "example-two-funds")
    )
    chart = elements_chart(many)
    assert len(chart.table) > MOST_ELEMENTS and "all on the same scale" in chart.subtitle
    assert len(chart.figure.data[0].x) == len(chart.table)
    assert len(elements_chart(few).table) <= MOST_ELEMENTS and "same scale" not in elements_chart(few).subtitle
