"""Charts of the traded service: their words, that labels stay inside, and that what is drawn is what the table says."""

import pytest

from model.assessment.assess import assess
from model.base.money import POUND, half_up, pounds
from model.buy_back.break_even import break_even_take_up
from model.buy_back.price_story import price_story
from model.report.charts.every import charts
from model.report.charts.trading import trading_charts
from tests.buy_back.test_illustrative import CASE
from tests.buy_back.test_traded import NOW, REMOTE, TRADING, trades  # noqa: F401 - trades is a fixture

KEYS = ["take_up", "prices", "trading_account", "why_price", "rises"]
LATER = {**NOW, "from": "2025-04-01"}


@pytest.fixture(scope="module")
def priced(rates):
    return assess(CASE, rates)


@pytest.fixture(params=["illustrative", "dearer", "cheaper", "short", "one size"])
def drawn(request, priced, trades):  # noqa: F811
    """The charts of several cases: a rise, a fall, a list that falls short, and one flat fee."""
    cases = {
        "illustrative": lambda: priced,
        "dearer": lambda: trades(prices=(NOW, {**LATER, "packages": [{**REMOTE, "flat": 9_000}]})),
        "cheaper": lambda: trades(prices=(NOW, {**LATER, "packages": [{**REMOTE, "flat": 4_000}]})),
        "short": lambda: trades(prices=(NOW, LATER)),
        "one size": trades,
    }
    return trading_charts(cases[request.param]())


def plotted(chart, name, axis="x"):
    return [end for trace in chart.figure.data if trace.name == name for end in getattr(trace, axis)]


def test_all_five_are_drawn_with_words_a_source_and_a_table(drawn):
    assert [chart.key for chart in drawn] == KEYS
    for chart in drawn:
        assert len(chart.alt) <= 160 and chart.alt.endswith(".") and "£" in chart.alt, chart.alt
        assert 6 <= len(chart.headline.split()) <= 13, chart.headline
        assert "£" in chart.subtitle and chart.subtitle.endswith(".") and chart.source.endswith(".")
        assert chart.figure.layout.width == 600 and len(chart.table) >= 1


def test_labels_end_inside_the_picture(drawn):
    for chart in drawn:
        layout = chart.figure.layout
        start, end = layout.xaxis.range
        for label in layout.annotations:
            place = layout.margin.l + (label.x - start) / (end - start) * (600 - layout.margin.l) + label.xshift
            width = 6 * len(label.text.replace("<b>", "").replace("</b>", ""))
            assert place + width <= 600 if label.xanchor == "left" else place - width >= layout.margin.l - 4, label.text


def test_the_break_even_is_marked_where_income_meets_cost(trades):  # noqa: F811
    made = trades(prices=(NOW, {**LATER, "packages": [{**REMOTE, "flat": 9_000}]}))
    chart = trading_charts(made)[0]
    [at], [income] = plotted(chart, "Break-even"), plotted(chart, "Break-even", "y")
    [found] = break_even_take_up([9_000], 9, made.traded.target)
    assert at == pytest.approx(found.share, abs=1e-6)
    assert income == pytest.approx(made.traded.target, rel=1e-4)
    assert f"down to {found.share:.1%} take-up" in chart.headline
    assert any("Breaks even at" in label.text for label in chart.figure.layout.annotations)


def test_where_income_never_meets_cost_it_says_so_and_marks_nothing(trades):  # noqa: F811
    chart = trading_charts(trades(prices=(NOW, LATER)))[0]
    assert chart.headline == "At new prices income falls short even if all stay"
    assert "Break-even" not in {trace.name for trace in chart.figure.data}


def test_the_account_s_table_is_what_is_plotted(priced):
    chart = trading_charts(priced)[2]
    bars = sorted((y, x) for trace in chart.figure.data for y, x in zip(trace.y, trace.x, strict=True))
    assert list(chart.table["£"]) == [half_up(x, POUND) for _, x in bars]
    patterns = {trace.name: trace.marker.pattern.shape for trace in chart.figure.data}
    assert patterns == {"balances": "", "deficits": "/"}
    assert min(x for _, x in bars) >= chart.figure.layout.xaxis.range[0]


def test_the_causes_make_up_all_together(drawn):
    chart = drawn[3]
    each = sum(plotted(chart, "rises")) + sum(plotted(chart, "falls"))
    assert plotted(chart, "total") == pytest.approx([each])


def test_every_customer_stands_in_one_band_of_rises(drawn, priced):
    counted = {sum(chart.table["Customers"]) for chart in drawn if chart.key == "rises"}
    assert counted <= {9, 106}
    bands = trading_charts(priced)[4].table.set_index("Change a year")["Customers"]
    change = priced.traded.rises.change
    assert bands["£0 to under £50"] == ((change > 0) & (change < 50_00)).sum()


def test_the_chart_of_prices_is_the_price_story_to_the_printed_digit(priced):
    chart, story = trading_charts(priced)[1], price_story(priced.traded)
    assert chart.table["What"].tolist() == [one.name for one in story.values()]
    assert [pounds(amount) for amount in chart.table["£ a year"]] == [one.printed.lstrip("+") for one in story.values()]


def test_the_count_only_case_keeps_its_own_chart(barnet, priced):
    assert [chart.key for chart in charts(barnet)][-1] == "income"
    assert "income" not in {chart.key for chart in charts(priced)}


def test_without_an_account_no_chart_of_it_is_drawn(trades):  # noqa: F811
    lines = {"cost_lines": TRADING["cost_lines"]}
    assert [chart.key for chart in trading_charts(trades(trading=lines))] == ["take_up", "prices", "why_price", "rises"]
