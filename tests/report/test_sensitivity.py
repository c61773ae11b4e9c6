"""Sensitivity as it is presented: tables, chart, frames and commands print what the model says, to the same figure."""

import pytest

import model as wcw
from model.base.money import POUND, half_up, pounds
from model.report.charts.every import charts
from model.report.charts.tornado import tornado_chart
from model.report.sensitivity import tornado_of
from model.report.tables.every import tables
from tests.conftest import HOME, run_model, small

ACTUAL = "scenarios/barnet-schools-ict-actual.yaml"
KEYS = ["sensitivity", "sensitivity_ranges", "more_or_less"]


@pytest.fixture(scope="module")
def case():
    return wcw.load(HOME / ACTUAL)


@pytest.fixture(scope="module")
def shown(case):
    return {table.key: table for table in tables(case.assessment)}


def test_a_pack_shows_it_only_where_the_scenario_asks_for_it(case):
    """It takes as long as all other tables together, so that it is not made unasked."""
    quiet = case.with_changes({"sensitivity": ""}).assessment
    assert not {*KEYS} & {table.key for table in tables(quiet)}
    assert "sensitivity" not in {chart.key for chart in charts(quiet)}
    assert [table.key for table in tables(case.assessment)][-7:-4] == KEYS


def test_nothing_of_it_is_public(shown, case):
    assert not any(shown[key].public for key in KEYS) and not tornado_chart(case.assessment).public


def test_a_row_prints_what_the_bar_is(shown, case):
    bars = {bar.driver.label: bar for bar in tornado_of(case.assessment).bars}
    for row in shown["sensitivity"].page_rows():
        row = dict(row)
        for measure, name in (("full_year", "Full year"), ("cash", "Cash"), ("price", "Charge")):
            low, high = bars[row["Driver"]].effects(measure)
            assert (row[f"{name}, low"], row[f"{name}, high"]) == (pounds(low, signed=True), pounds(high, signed=True))


def test_each_driver_is_shown_with_its_range_whose_it_is_and_why(shown):
    rows = {row["Driver"]: row for row in shown["sensitivity_ranges"].frame.to_dict("records")}
    assert rows["Employer\u2019s pension rate"]["Range"] == "\u22122 points to +3 points"
    assert rows["Employer\u2019s pension rate"]["Whose range"] == "stated by the council"
    assert rows["Length of pay protection"]["Whose range"] == "default" and all(row["Why"] for row in rows.values())


def test_the_small_table_prints_a_point_of_pension(shown):
    """Pensionable pay of the proposed posts is 299,733.00 and 16,140.00 more than now."""
    [row] = [dict(row) for row in shown["more_or_less"].page_rows() if "pension" in dict(row)["What"]]
    assert (row["Proposed cost, one more"], row["Full year, one less"]) == ("+£2,997", "\u2212£161")


def test_the_chart_labels_both_ends_with_the_figures_of_its_table(case):
    chart = tornado_chart(case.assessment)
    labels = [text["text"] for text in chart.figure.layout.annotations]
    amounts = [amount for row in chart.table.to_dict("records") for key, amount in row.items() if key.startswith("Eff")]
    assert labels == [pounds(amount, signed=True) for amount in amounts]
    assert len(chart.alt) <= 160


def test_a_bar_of_the_chart_starts_at_nil_and_is_as_long_as_its_effect(case):
    chart = tornado_chart(case.assessment)
    for trace, side in zip(chart.figure.data, ("low", "high"), strict=True):
        assert set(trace.base) == {0.0}
        drawn = [half_up(length, POUND) for length in trace.x]
        assert drawn == list(chart.table[f"Effect at the {side} end"])
    assert chart.figure.data[0].marker.pattern.shape == "/" and not chart.figure.data[1].marker.pattern.shape


def test_no_chart_is_drawn_where_nothing_moves_the_effect(write):
    same = small({"grade": 24}, {"grade": 24}) | {"sensitivity": [{"driver": "pension"}]}
    assert tornado_chart(wcw.load(write(same)).assessment) is None


@pytest.mark.long
def test_frames_of_the_interface_are_the_same_figures(case):
    frame = case.sensitivity().query("measure == 'full_year'").set_index("driver")
    assert frame.loc["pension", ["low_effect", "high_effect"]].tolist() == pytest.approx([-322.80, 484.20])
    assert frame.loc["pension", "high_becomes"] == "27.8%" and frame["swing"].is_monotonic_decreasing
    grid = case.two_way("pension", "start", "in_year")
    assert grid.loc["+3 points", "+1 month"] == pytest.approx((21_611.46 + 484.20) * 3 / 12, abs=0.01)
    assert case.seek("pension", 21_611.46 + 161.40).changes == pytest.approx((0.01,), abs=1e-6)
    assert case.sensitivity(year="2011/12").query("measure == 'full_year'")["swing"].max() > 0


def test_the_frame_of_stress_has_a_row_a_test_and_driver(write):
    frame = wcw.load(write(small(proposed={"grade": 20}))).stress()
    assert set(frame["test"]) == {"saving"} and frame["below"].isna().all() and "Nothing from" in frame["said"].iloc[0]


@pytest.mark.long
def test_the_commands_print_tables_and_sentences():
    sensitivity = run_model("sensitivity", ACTUAL, "--rows", "1")
    assert sensitivity.returncode == 0 and "One thing at a time" in sensitivity.stdout
    assert "Take-up by schools" not in sensitivity.stdout.split("How far")[0]
    sought = run_model("seek", ACTUAL, "--driver", "pension", "--target", "5000")
    assert sought.returncode == 0 and "No change of Employer\u2019s pension rate makes it £5,000" in sought.stdout


@pytest.mark.long
def test_a_name_that_is_not_there_ends_a_command_with_a_sentence():
    wrong = run_model("seek", ACTUAL, "--driver", "penson", "--target", "5000")
    assert wrong.returncode == 2 and "Did you mean pension?" in wrong.stderr and "Traceback" not in wrong.stderr
    unknown = run_model("sensitivity", ACTUAL, "--measure", "profit")
    assert unknown.returncode == 2 and "'profit' is not a measure" in unknown.stderr


def test_stress_prints_what_breaks_and_who_may_leave(write):
    printed = run_model("stress", str(write(small(proposed={"grade": 20})))).stdout
    assert "What breaks a test" in printed and "the latest that still saves in the years shown" in printed
