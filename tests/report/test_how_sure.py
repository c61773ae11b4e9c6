"""How sure the figures are, as the report and the command say it."""

import json

import numpy as np
import pytest

from model.report.charts.every import charts
from model.report.charts.how_sure import curve_chart, fan_chart
from model.report.tables.every import tables
from model.report.tables.how_sure import AT_P10, AT_P50, AT_P90, how_sure_of, how_sure_tables
from tests.conftest import HOME, run_model
from tests.uncertainty.cases import barnet

PENSION = {
    "what": "Pension",
    "places": ["on_costs.lgps.#1.rate", "on_costs.lgps.#2.rate"],
    "lowest": "22%",
    "highest": "28%",
}
START = {
    "what": "Start",
    "places": ["dates.implementation"],
    "one_of": [{"value": "2010-12-01", "chance": "75%"}, {"value": "2011-02-01", "chance": "25%"}],
    "reason": "Illustrative: a test",
}


def with_draws(**more):
    pension = {**PENSION, "reason": "Illustrative: a test"} | more
    return barnet().with_changes({"draws": {"unknowns": [pension, START], "number": 1000, "beyond": 21650}})


@pytest.fixture(scope="module")
def drawn():
    return with_draws()


def test_table_and_chart_have_the_same_figures_and_they_are_those_of_the_draws(drawn):
    spread, chances, driven, _ = how_sure_tables(drawn)
    found = how_sure_of(drawn)
    for column, share in ((AT_P10, 0.1), (AT_P50, 0.5), (AT_P90, 0.9)):
        assert spread.frame[column][0] == np.quantile(found.full_year, share)
    # Round half up, as every figure that is printed.
    fan, curve = fan_chart(drawn).table, curve_chart(drawn).table
    for column, name, share in ((AT_P10, "P10", "10%"), (AT_P50, "P50", "50%"), (AT_P90, "P90", "90%")):
        full_year, *by_year = (np.floor(amount + 0.5) for amount in spread.frame[column][:4])
        assert [float(each) for each in fan[name]] == by_year
        assert float(curve.set_index("Share of draws")["No more than"][share]) == full_year
    above = (found.full_year > 21650).mean()
    assert f"{above:.1%}" in list(chances.frame["Chance"])
    assert driven.frame["Unknown"][0] == "Pension"


def test_one_start_in_four_in_february_costs_a_quarter_of_the_first_year_s_effect_in_two_months(drawn):
    """7,204 for a start in December and 3,602 in February: four months of £1,801 and two (section 9, item 6)."""
    effect = how_sure_of(drawn.with_changes({"draws.unknowns.#1": None})).by_year[:, 0]
    assert sorted({round(float(each)) for each in effect}) == [3602, 7204]
    assert (effect < 5000).mean() == 0.25


def test_chances_without_a_source_are_called_illustrative_and_none_is_public(drawn):
    assert all("illustrative" in table.note for table in how_sure_tables(drawn)[:2])
    sourced = with_draws(source="A valuation (invented for this test)")
    assert "illustrative" in how_sure_tables(sourced)[0].note, "the start still has none"
    told = {table.key: table.public for table in tables(drawn)}
    assert not any(told[key] for key in ("how_sure", "chances", "what_drives", "drawn"))
    assert not next(chart for chart in charts(drawn) if chart.key == "s_curve").public


@pytest.mark.long
def test_the_command_says_how_sure_and_writes_any_draw_as_a_scenario_of_its_own(tmp_path):
    scenario = tmp_path / "case.yaml"
    text = (HOME / "scenarios" / "barnet-schools-ict-actual.yaml").read_text(encoding="utf-8")
    section = {"number": 1000, "unknowns": [{**PENSION, "reason": "Illustrative"}]}
    scenario.write_text(f"{text}\ndraws: {json.dumps(section)}\n", encoding="utf-8")
    said = run_model("draws", str(scenario), folder=tmp_path)
    assert said.returncode == 0 and "How sure the figures are" in said.stdout and "22% to 28%" in said.stdout
    one = run_model("draws", str(scenario), "--draw", "417", "--out", "draw.yaml", folder=tmp_path)
    assert one.returncode == 0, one.stderr
    effect = one.stdout.split("Full-year effect at 2010/11 rates: ")[1].split()[0]
    alone = run_model("cost", "draw.yaml", folder=tmp_path).stdout
    assert f"{effect.removeprefix('+')} more in a full year" in alone
    again = run_model("draws", str(scenario), "--draw", "417", "--out", "draw.yaml", folder=tmp_path)
    assert again.returncode == 2 and "already exists" in again.stderr
    assert run_model("draws", str(scenario), "--draw", "1001", folder=tmp_path).returncode == 2
    plain = HOME / "scenarios" / "barnet-schools-ict.yaml"
    assert "nothing can be drawn" in run_model("draws", str(plain), folder=tmp_path).stderr
