"""Charts: their words, their labels, and that what is drawn is what the table says."""

import re
from html import unescape
from itertools import pairwise

import plotly.graph_objects as go
import pytest

from model.assessment.assess import assess_scenario
from model.base.money import POUND, half_up, pounds
from model.explain.bridge import MOST_MOVES
from model.rates.tables import load_rates
from model.report.chart import chart_table
from model.report.charts.bridge import bridge_chart
from model.report.charts.envelope import envelope_chart
from model.report.charts.every import charts
from model.schema.load import load_scenario
from tests.conftest import AS_PUBLISHED, RESOLVED

RATES = load_rates()
BARNET = load_scenario(RESOLVED, RATES)
UNRESOLVED = load_scenario(AS_PUBLISHED, RATES)
TECHNICIAN, ENGINEER = BARNET.present[6], BARNET.proposed[2]
MODELLED = {"published": (), "reconcile": None}


def changed(**update):
    return BARNET.model_copy(update=MODELLED | update)


def many(post, number, title):
    return tuple(post.model_copy(update={"id": f"{post.id}-{n}", "title": title}) for n in range(number))


POOL = many(ENGINEER, 20, "Senior Manager of Service & <Systems>")
CASES = {
    "barnet": BARNET,
    "no destination": UNRESOLVED,
    "nothing published": changed(),
    "no customers": changed(customers=None),
    "costs less": changed(proposed=tuple(post for post in BARNET.proposed if post is not ENGINEER)),
    "costs the same": changed(
        present=(TECHNICIAN,), proposed=(ENGINEER.model_copy(update={"grade": TECHNICIAN.grade}),)
    ),
    "one point": changed(
        present=(TECHNICIAN.model_copy(update={"grade": "23"}),),
        proposed=(ENGINEER.model_copy(update={"grade": "23"}),),
    ),
    "sixty posts": changed(
        present=many(TECHNICIAN, 60, "TECHNICIAN " * 9), proposed=many(ENGINEER, 60, "Engineer" * 9)
    ),
    "one large pool": changed(
        present=tuple(
            post.model_copy(update={"fate": "ring-fenced", "to": tuple(post.id for post in POOL)})
            for post in many(TECHNICIAN, 20, "Technician")
        ),
        proposed=POOL,
    ),
    "after the levy": changed(
        dates=BARNET.dates.model_copy(update={"implementation": BARNET.dates.implementation.replace(year=2012)})
    ),
    "one customer": changed(customers=BARNET.customers.model_copy(update={"count": 1, "are": "SEN schools"})),
}


def assessed(scenario):
    return assess_scenario(scenario, RATES)


@pytest.fixture(scope="module", params=CASES)
def assessment(request):
    return assessed(CASES[request.param])


@pytest.fixture(scope="module")
def drawn(assessment):
    return {chart.key: chart for chart in (bridge_chart(assessment), *charts(assessment))}


def labels(chart):
    return [label.text for label in chart.figure.layout.annotations]


def plotted(chart, name):
    return next(list(trace.x) for trace in chart.figure.data if trace.name == name)


def rows_of(chart):
    return [re.sub("<br>|</?b>", " ", label).strip() for label in chart.figure.layout.yaxis.ticktext]


def in_pounds(amounts):
    return [half_up(amount, POUND) for amount in amounts]


def test_alternative_text_is_one_short_sentence_with_figures(drawn):
    for chart in drawn.values():
        assert len(chart.alt) <= 160, chart.alt
        assert chart.alt.endswith(".") and ". " not in chart.alt
        assert "£" in chart.alt


def test_headlines_are_about_ten_words_and_stand_outside_the_picture(drawn):
    for chart in drawn.values():
        assert 6 <= len(chart.headline.split()) <= 13, chart.headline
        assert chart.figure.layout.title.text is None
        assert "London Borough of Barnet" in chart.subtitle and "£" in chart.subtitle and chart.subtitle.endswith(".")
        assert chart.source.endswith(".")


def test_every_chart_is_600_wide_with_room_for_the_text_of_each_row(drawn):
    for chart in drawn.values():
        layout = chart.figure.layout
        assert layout.width == 600
        rows = zip(layout.yaxis.tickvals, layout.yaxis.ticktext, strict=True)
        ends = [
            (centre - 7.5 * lines, centre + 7.5 * lines)
            for centre, lines in ((centre, text.count("<br>") + 1) for centre, text in rows)
        ]
        assert all(bottom < top for (_, bottom), (top, _) in pairwise(ends))
        lines = [unescape(line) for text in layout.yaxis.ticktext for line in re.sub("</?b>", "", text).split("<br>")]
        longest = max(map(len, lines))
        assert longest <= 28 and 4 * longest < layout.margin.l < 300


def test_labels_end_inside_the_picture(drawn):
    for chart in drawn.values():
        layout = chart.figure.layout
        start, end = layout.xaxis.range
        for label in layout.annotations:
            place = layout.margin.l + (label.x - start) / (end - start) * (600 - layout.margin.l) + label.xshift
            width = 6 * max(len(line) for line in label.text.split("<br>"))
            assert place + width <= 600 if label.xanchor == "left" else place - width >= layout.margin.l


def test_the_axis_says_where_it_starts_unless_that_is_zero(drawn):
    for chart in drawn.values():
        start = chart.figure.layout.xaxis.range[0]
        assert (f"the axis starts at {pounds(start)}" in chart.subtitle) == (start > 0)


def test_the_bridge_s_steps_add_up_to_the_difference(drawn):
    before, after = plotted(drawn["bridge"], "totals")
    steps = plotted(drawn["bridge"], "rises") + plotted(drawn["bridge"], "falls")
    assert sum(steps) == pytest.approx(after - before, abs=1e-6)


def test_each_step_of_the_bridge_starts_where_the_last_one_ended(drawn, assessment):
    steps = sorted(
        (y, base, base + x)
        for trace in drawn["bridge"].figure.data
        if trace.name != "totals"
        for y, base, x in zip(trace.y, trace.base, trace.x, strict=True)
    )
    ends = [plotted(drawn["bridge"], "totals")[0], *(end for *_, end in steps)]
    assert len(steps) == len(assessment.steps) <= MOST_MOVES or len(steps) <= MOST_MOVES < len(assessment.steps)
    assert [start for _, start, _ in steps] == pytest.approx(ends[:-1], abs=1e-6)


def test_every_step_of_the_bridge_is_signed_with_a_true_minus(barnet_charts):
    assert labels(barnet_charts["bridge"]) == [
        "£395,151",
        "−£3,499",
        "£0",
        "+£5,045",
        "£0",
        "£0",
        "−£32,544",
        "+£40,144",
        "£404,298",
    ]


def test_falls_are_hatched_and_rises_are_solid(barnet_charts):
    patterns = {trace.name: trace.marker.pattern.shape for trace in barnet_charts["bridge"].figure.data}
    assert patterns == {"totals": "", "rises": "", "falls": "/"}


def test_present_is_hatched_and_proposed_is_solid(barnet_charts):
    patterns = {trace.name: trace.marker.pattern.shape for trace in barnet_charts["elements"].figure.data}
    assert patterns == {"present": "/", "proposed": ""}
    assert labels(barnet_charts["elements"])[:2] == ["£299,580 present", "£21,275 present"]


def test_the_envelope_names_both_ends_and_the_point_past_the_bar(barnet_charts):
    assert rows_of(barnet_charts["envelope"])[:3] == [
        "Present posts",
        "Principal ICT Officer, 42-45#47",
        "Senior ICT Officer, 35-38#41",
    ]
    assert labels(barnet_charts["envelope"])[:4] == [
        "£52,741,<br>£55,225 past bar",
        "£49,242",
        "£44,326,<br>£48,061 past bar",
        "£40,947",
    ]
    assert "4 × ICT Support Officer, 26-29" in rows_of(barnet_charts["envelope"])


def test_a_single_point_has_a_single_label():
    envelope = envelope_chart(assessed(CASES["one point"]))
    assert len(labels(envelope)) == 2
    assert envelope.headline == "Every post has one point, so its cost does not vary"


def test_the_envelope_is_the_cost_of_one_post_whoever_shares_it():
    holders = [{"ref": "A", "fte": 0.5}, {"ref": "B", "fte": 0.5}]
    post = type(TECHNICIAN).model_validate(TECHNICIAN.model_dump() | {"holders": holders, "vacant": False})
    assessment = assessed(changed(present=(post,), proposed=(ENGINEER,)))
    whole = assessment.costed.amount("do_nothing", "bottom", assessment.costed.year_of_change)
    assert envelope_chart(assessment).table["Bottom of grade"][0] == half_up(whole, POUND)


def test_the_bridge_s_table_is_what_is_plotted(drawn):
    chart = drawn["bridge"]
    steps = [x for _, x in sorted((y, x) for trace in chart.figure.data for y, x in zip(trace.y, trace.x, strict=True))]
    assert list(chart.table["£ a year"]) == in_pounds(steps)
    assert labels(chart)[1:-1] == [pounds(step, signed=True) for step in chart.table["£ a year"][1:-1]]


def test_the_envelope_s_table_is_what_is_plotted(drawn):
    table, ranges = drawn["envelope"].table, drawn["envelope"].figure.data[0]
    assert list(table["Bottom of grade"]) == in_pounds(ranges.base)
    assert list(table["Top of grade"]) == in_pounds(low + x for low, x in zip(ranges.base, ranges.x, strict=True))
    past = table[table["Extended top"] != table["Top of grade"]]
    assert list(past["Extended top"]) == in_pounds(plotted(drawn["envelope"], "past-bar"))


def test_the_elements_table_is_what_is_plotted(drawn):
    for side in ("present", "proposed"):
        assert list(drawn["elements"].table[side.capitalize()]) == in_pounds(plotted(drawn["elements"], side))
    assert rows_of(drawn["elements"]) == list(drawn["elements"].table["Element"])


def test_the_income_table_is_what_is_plotted(drawn):
    if "income" in drawn:
        bars = [x for trace in drawn["income"].figure.data for x in trace.x]
        assert list(drawn["income"].table["£ a year"]) == in_pounds(bars)
        assert labels(drawn["income"]) == [pounds(bar) for bar in bars]


def test_money_in_a_table_is_whole_pounds_and_never_minus_nought(drawn):
    for chart in drawn.values():
        cells = [cell for row in chart.table.itertuples(index=False) for cell in row]
        assert all(isinstance(cell, str) or cell == cell.to_integral_value() for cell in cells)
    assert [str(amount) for amount in chart_table([{"£": -0.3}, {"£": -0.5}])["£"]] == ["0", "-1"]


def test_an_element_that_costs_nothing_is_left_out(barnet_charts):
    assert "Apprenticeship levy" not in list(barnet_charts["elements"].table["Element"])


def test_without_customers_there_is_no_income_chart():
    assert [chart.key for chart in charts(assessed(CASES["no customers"]))] == [
        *("bridge", "envelope", "elements", "years")
    ]


def test_income_says_what_recovers_the_change_and_who_leaving_undoes_it(barnet_charts):
    assert barnet_charts["income"].headline == "£139.91 more from each of 102 schools recovers the change"
    assert "losing 3.18 schools of average size would cost as much as the change" in barnet_charts["income"].subtitle
    assert list(barnet_charts["income"].table["£ a year"]) == [444090, 458360, 14270, 458361]
    assert "paragraph 5.2" in barnet_charts["income"].source


def test_a_saving_shows_a_surplus_and_no_leavers():
    income = charts(assessed(CASES["costs less"]))[-1]
    assert "Surplus at present prices" in list(income.table["Bar"])
    assert "less from each of 102 schools" in income.headline and "losing" not in income.subtitle


def test_a_title_is_escaped():
    envelope = envelope_chart(assessed(CASES["one large pool"]))
    assert "Senior Manager of Service &amp; &lt;Systems&gt;, 31-34" in rows_of(envelope)


def test_every_figure_is_one_that_plotly_accepts(drawn):
    """Figures are made without plotly's own check, which is made here."""
    for chart in drawn.values():
        whole = chart.figure.to_dict()
        assert go.Figure(whole).to_dict()["data"] == whole["data"]


def test_no_chart_needs_more_than_the_drawing_library_holds(drawn):
    assert {trace.type for chart in drawn.values() for trace in chart.figure.data} <= {"bar", "scatter"}
