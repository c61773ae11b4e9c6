"""Customers and prices on the desk: what a changed price moves, and that it is the engine's own figure."""

import pytest

from model.assessment.assess import assess
from model.base.money import pounds
from model.report.charts.trading import account_chart
from model.report.tables.price import price_list
from tests.desk.desk_alone import box, desk_in, do, tile

PRICED = "barnet-schools-ict-prices.yaml"
FLAT = "prices.0.packages.0.flat"


@pytest.fixture
def desk(tmp_path):
    return desk_in(tmp_path)


@pytest.fixture
def priced(desk):
    do(desk, "picker", "open", path=str(desk.folder / PRICED))
    return desk


def test_every_price_of_the_list_has_a_box(priced):
    labels = [field["label"] for group in priced.page.views["customers"]["groups"] for field in group["fields"]]
    assert labels[4:7] == ["Remote support, a year", "Remote support, a pupil", "Hosting, up to 210 pupils"]
    assert labels[-1] == "Technician visits, each half-day a week"
    assert len(labels) == 4 + 2 + 4 + 4 + 1  # of the customers, then flat and pupil, two packages of four bands, a unit
    assert priced.page.views["customers"]["groups"][1]["title"] == "Prices from 1 April 2010, £ net of VAT"


def test_the_shortfall_is_all_costs_less_income_at_the_prices_stated(priced):
    made = assess(priced.draft.path).traded
    assert tile(priced, "net", "label") == "Shortfall, full year"
    assert tile(priced, "net") == pounds(made.target - made.income_now)
    assert pounds(made.target) in tile(priced, "net", "note") and pounds(made.income_now) in tile(priced, "net", "note")


def test_a_changed_price_moves_the_income_and_the_shortfall_to_the_engines_figures(priced):
    """Each of the customers who take remote support pays £100 more: 447 becomes 547."""
    before = assess(priced.draft.path).traded
    text = priced.draft.path.read_text(encoding="utf-8")
    by_hand = priced.folder / "by-hand.yaml"
    by_hand.write_text(text.replace("flat: 447,", "flat: 547,"), encoding="utf-8")
    after = assess(by_hand)
    takers = int((before.buyers.takes[list(before.agreements.packages).index("remote")] > 0).sum())
    do(priced, "customers", "edit", key=FLAT, value="547", reason="A test")
    made = priced.draft.assessment.traded
    assert made.income_now == before.income_now + 100 * takers == after.traded.income_now and takers > 50
    assert tile(priced, "net") == pounds(abs(before.target - before.income_now - 100 * takers))
    assert tile(priced, "net", "label").startswith("Surplus"), "100 more from so many is more than was short"
    assert priced.draft.assessment.results == after.results
    do(priced, "results", "show", tab="income")
    assert priced.page.views["results"]["blocks"][0]["headline"] == account_chart(after.traded).headline
    do(priced, "page", "undo")
    assert tile(priced, "net") == pounds(before.target - before.income_now)


def test_the_income_tab_shows_the_account_and_the_prices_of_the_pack(priced):
    do(priced, "results", "show", tab="income")
    made = assess(priced.draft.path).traded
    blocks = priced.page.views["results"]["blocks"]
    charts = [block for block in blocks if block["kind"] == "chart"]
    assert [chart["key"] for chart in charts] == ["trading_account", "prices"]
    assert charts[0]["headline"] == account_chart(made).headline
    tables = {block["key"]: block for block in blocks if block["kind"] == "table"}
    assert len(tables["price_list"]["rows"]) == len(price_list(made).frame)


def test_where_no_price_is_stated_the_shortfall_says_what_it_takes_for_granted(desk):
    """£404,298 less £395,151, what income is taken to be: 9,146.71 by the penny; over 102 schools £89.68 each."""
    assert tile(desk, "net") == "£9,147"
    note = tile(desk, "net", "note")
    assert "if income just meets the cost today" in note and "£89.68 more from each of 102 schools" in note


def test_a_price_that_is_none_says_so_at_its_box(priced):
    before = tile(priced, "net")
    do(priced, "customers", "edit", key=FLAT, value="dear", reason="A test")
    assert box(priced, "customers", FLAT)["faults"] and tile(priced, "net") == before


def test_what_is_missing_is_said_in_the_words_of_a_form_and_not_in_keys(tmp_path):
    desk = desk_in(tmp_path, "example-schools-it-service.yaml")
    do(desk, "results", "show", tab="income")
    [missing] = [block for block in desk.page.views["results"]["blocks"] if block["key"] == "price_missing"]
    said = " ".join(text for row in missing["rows"] for text in row)
    assert "late decisions)" in said and "_" not in said
