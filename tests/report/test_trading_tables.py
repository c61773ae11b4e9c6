"""The tables of the traded service: what they print, what they keep for the exempt part, and what is left out."""

import pytest

from model.assessment.assess import assess
from model.report.page_one import headline
from model.report.tables.every import tables
from model.report.words import left_out
from tests.buy_back.test_illustrative import CASE
from tests.buy_back.test_traded import LISTED, NOW, REMOTE, TRADING, trades  # noqa: F401 - trades is a fixture

OF_PEOPLE = {
    "assimilation", "ring_fence_summary", "ring_fence_outcomes", "acting_up", "one_off", "leavers",
    "approvals_of_leaving",
}  # fmt: skip


@pytest.fixture(scope="module")
def priced(rates):
    return assess(CASE, rates)


@pytest.fixture(scope="module")
def shown(priced):
    return {table.key: table for table in tables(priced)}


def test_every_table_of_prices_and_account_stands_on_the_page(shown):
    on_page = {key for key, table in shown.items() if table.section}
    new = {"price_list", "price_ways", "take_up_grid", "break_even", "why_price", "who_pays_by_phase",
           "who_pays_by_size", "who_pays_by_customer", "expected_income", "full_cost", "trading_account",
           "late_decisions", "stranded", "capacity", "deferred_income", "vat_by_kind", "price_tests"}  # fmt: skip
    assert new <= on_page
    assert "price_missing" not in shown


def test_the_price_list_says_of_each_price_why_it_is_no_lower(shown, priced):
    frame = shown["price_list"].frame
    assert len(frame) == len(priced.traded.solved.changes) == 11
    assert frame["Why no lower"].str.startswith("a price one step lower would miss the target by £").all()
    assert (frame["New"] - frame["Now"]).tolist() == pytest.approx(frame["Change"].tolist())


def test_each_way_recovers_the_target(shown):
    ways = shown["price_ways"].frame
    assert list(ways["Way"]) == [
        "One rise for all",
        "Remote support: the price a pupil alone",
        "Every price in one proportion",
    ]
    assert (ways["Over the target"] >= 0).all()


def test_a_deficit_of_the_year_is_named_though_the_balance_is_not_below_nil(shown):
    """2010/11: £20,000 brought forward, a deficit of some £3,077, some £16,923 carried forward."""
    year = shown["trading_account"].frame.iloc[0]
    assert year["Closing"] > 0 > year["Surplus or deficit"]
    assert year["The year by itself"] == "In deficit, though the balance carried is not"
    assert "The cap on the balance carried is £30,000." in shown["trading_account"].note


def test_each_level_of_cost_holds_the_one_before(shown):
    frame = shown["full_cost"].frame.set_index("Cost")
    for year in ("2010/11", "2011/12", "2012/13"):
        marginal, direct, full = (frame.loc[f"{level} cost", year] for level in ("Marginal", "Direct", "Full"))
        assert direct - marginal == pytest.approx(frame[year][frame["Counts as"] == "direct"].sum())
        assert full - direct == pytest.approx(25_000)


def test_days_add_up(shown):
    frame = shown["capacity"].frame
    for year in ("2010/11", "2011/12", "2012/13"):
        by = frame.groupby("Days")[year].sum()
        assert by["Delivered by"] == pytest.approx(by["Deliverable"], abs=0.6)
        assert by["Deliverable"] - by["Sold"] == pytest.approx(by["Spare"], abs=0.15)


def test_what_is_a_matter_of_law_is_named_for_legal(shown):
    frame = shown["price_tests"].frame
    legal = frame[frame["Outcome"] == "For Legal to decide"]["Test"]
    assert [("section 8" in one, "power to charge" in one) for one in legal] == [(True, False), (False, True)]


def test_only_tables_of_single_people_or_customers_are_exempt(shown, rates):
    assert {key for key, table in shown.items() if table.exempt} == {"who_pays_by_customer", "invoices"}
    redundancy = assess(CASE.with_name("barnet-schools-ict-redundancy.yaml"), rates)
    held = {table.key for table in tables(redundancy) if table.exempt}
    assert held and held <= OF_PEOPLE and "one_off" in held


def test_the_largest_rise_is_named_in_the_annex_and_nowhere_else(shown, priced):
    rises = priced.traded.rises
    name = str(rises.reference[rises.largest])
    assert name in shown["who_pays_by_customer"].note
    public = [table for table in shown.values() if not table.exempt]
    told = [*headline(priced), *(f"{table.note} {table.frame.to_dict()}" for table in public)]
    assert len(public) > 20 and not any(name in said for said in told)


def test_vat_is_due_from_the_conversion_on(shown):
    """Two illustrative secondaries convert on 1 September 2011: seven twelfths of the year, then all of it, at 20%."""
    frame = shown["vat_by_kind"].frame.set_index("Kind")
    own, convert = frame.iloc[0], frame.loc["Schools that become academies in these years"]
    assert own[["VAT 2010/11", "VAT 2011/12", "VAT 2012/13"]].tolist() == [0, 0, 0]
    assert convert["VAT 2010/11"] == 0
    assert convert["VAT 2011/12"] == pytest.approx(0.2 * convert["Income 2011/12"] * 7 / 12, rel=0.01)
    assert convert["VAT 2012/13"] == pytest.approx(0.2 * convert["Income 2012/13"], abs=1)


def test_overheads_are_left_out_only_where_they_are_not_stated(priced, barnet):
    assert "Overtime and overheads are not costed." in left_out(barnet)
    assert not any("overheads are not costed" in said for said in left_out(priced))


def test_the_headline_says_what_prices_bring_in_and_which_years_fall_short(priced):
    said = " ".join(headline(priced))
    # 444,090.40 / 106 = 4,189.53; 453,718.30 / 106 = 4,280.36, which is 90.83 more
    assert "Today the average customer is charged £4,190 a year, net of VAT." in said
    assert (
        "Prices from 1 April 2011 must meet the full cost of 2011/12: £453,717 in all. They must average £4,280" in said
    )
    assert "if all 106 schools and centres stay: £91 more for the average customer" in said
    assert "in deficit in 2010/11, 2011/12 and 2012/13" in said


def test_a_list_that_does_not_meet_the_cost_is_said_to_fall_short(trades):  # noqa: F811
    low = {**NOW, "from": "2025-04-01", "packages": [{**REMOTE, "flat": 5_001}]}
    said = " ".join(headline(trades(prices=(NOW, low))))
    assert "average £5,001: £1 more if all stay" in said and "short of the target" in said


def test_what_the_account_does_not_state_is_listed_part_by_part(trades):  # noqa: F811
    made = tables(trades(trading={"cost_lines": TRADING["cost_lines"]}, customers=LISTED))
    frame = next(table for table in made if table.key == "price_missing").frame
    assert list(frame["What it is for"]) == ["Trading account", "Capacity", "Late decisions"]
