"""The traded service in one record: what recovers the cost, is refused, and blocks. All customers are invented."""

import json
from datetime import date

import pytest

from model.assessment.assess import assess, assess_scenario
from model.buy_back.break_even import NoAnswer
from model.buy_back.needs import Needs
from model.buy_back.price_story import not_met, price_story
from model.buy_back.service import PENCE
from model.buy_back.who_pays import by_phase, by_size
from model.report.charts.trading import trading_charts
from model.report.page_one import headline
from model.report.price_words import what_prices_do
from model.report.tables.every import tables
from model.schema.load import load_scenario
from tests.buy_back.test_illustrative import CASE
from tests.conftest import small

SCHOOLS = [
    {"reference": f"Invented school {name}", "phase": "primary", "pupils": 210, "kind": "maintained",
     "packages": "remote", "first_day": "2024-04-01", "renews": 1}
    for name in "ABCDEFGHI"
]  # fmt: skip
REMOTE = {"id": "remote", "title": "Remote support", "flat": 5_000, "days": 10}
NOW = {"from": "2024-04-01", "source": "Invented.", "packages": [REMOTE]}
LINES = [
    {"kind": "Licences", "amount": 1_200, "counts_as": "direct", "source": "Invented."},
    {"kind": "Premises", "amount": 3_000, "counts_as": "overhead", "source": "Invented."},
]
RESERVE = {"opening": 500, "cap": 1_000, "source": "Invented."}
CAPACITY = {
    "posts": ["old", "new"], "leave": {"days": 33, "reason": "Invented."},
    "training": {"days": 5, "reason": "Invented."}, "billable": {"share": "50%", "reason": "Invented."},
}  # fmt: skip
NOTICE = {"by": "31 December", "source": "Invented."}
TRADING = {"cost_lines": LINES, "reserve": RESERVE, "capacity": CAPACITY, "notice": NOTICE}
LISTED = {"source": "Invented.", "agreements": SCHOOLS}


@pytest.fixture
def trades(write_small, rates):
    """Assess one post over 2024/25 and 2025/26 that nine invented schools pay for at £5,000 each."""

    def trades(present=None, proposed=None, customers=LISTED, trading=TRADING, prices=(NOW,), **sections):
        more = {"customers": customers, "trading": trading} | ({"prices": list(prices)} if prices else {})
        years = {"first": "2024/25", "last": "2025/26"}
        lgps = [{"from": "2024-04-01", "to": "2026-03-31", "rate": "20%", "source": "A", "reason": "B"}]
        made = {"years": years, "on_costs": {"lgps": lgps}, **more, **sections}
        return assess(write_small(present, proposed, **made), rates)

    return trades


@pytest.fixture(scope="module")
def priced(rates):
    return assess(CASE, rates)


def outcomes(assessment):
    return {check.key: (check.outcome, check.blocks) for check in assessment.checks}


def test_without_customers_there_is_no_traded_service(write_small, rates):
    assert assess(write_small(), rates).traded is None


def test_agreements_to_31_march_with_a_change_on_1_april_are_renewed_with_no_more_keys(trades):
    """The commonest agreement: each ends on the day before the change and nothing is said of its renewal.

    All nine are customers on 1 April 2025, pay 9 x £5,000 = £45,000 before, and are sold 9 x 10 = 90 days in each year.
    """
    schools = [{**school, "last_day": "2025-03-31", "renews": None} for school in SCHOOLS]
    trading = TRADING | {"attrition": {"a_year": "0%", "source": "Invented."}}
    dates = {"decision": "2024-11-18", "implementation": "2025-04-01"}
    made = trades(customers={"source": "Invented.", "agreements": schools}, trading=trading, dates=dates).traded
    assert (made.customers, made.income_now) == (9, 45_000)
    assert made.rises.before.tolist() == [500_000] * 9
    assert made.delivered.sold.tolist() == [90, 90]
    income = made.expected
    assert income.total.tolist() == [45_000, 45_000]
    assert made.running.earned[0] == 45_000


def test_an_agreement_known_not_to_renew_is_no_customer_on_the_day_after_it_ends(trades):
    schools = [{**school, "last_day": "2025-03-31", "renews": int(n > 0)} for n, school in enumerate(SCHOOLS)]
    dates = {"decision": "2024-11-18", "implementation": "2025-04-01"}
    made = trades(customers={"source": "Invented.", "agreements": schools}, dates=dates).traded
    assert (made.customers, made.income_now, len(made.rises.reference)) == (8, 40_000, 8)
    assert made.expected.total.tolist() == [45_000, 40_000]


def test_the_target_is_the_full_cost_of_the_first_full_year(trades):
    """The change is on 1 January 2025, so 2025/26: pay, licences of £1,200 and premises of £3,000."""
    found = trades()
    made = found.traded
    pay = found.costed.amount("proposal", "top", made.year_after)
    assert str(made.year_after) == "2025/26"
    assert made.target == pytest.approx(pay + 4_200)
    net = not_met(made)  # nine schools pay £5,000 each
    assert net.name.startswith("Shortfall" if pay + 4_200 > 45_000 else "Surplus")
    assert net.amount == pytest.approx(abs(pay + 4_200 - 45_000), abs=0.01)


def test_the_new_prices_recover_it_from_the_next_april_and_a_penny_less_would_not(trades):
    """Nine schools at one flat fee: the new fee is the cost shared by nine, up to a penny."""
    made = trades().traded
    [fee] = [package.flat for package in made.list_after.packages]
    pence = round(fee * PENCE)
    assert 9 * pence >= round(made.target * PENCE, 4) > 9 * (pence - 1)
    assert made.new_prices_from == date(2025, 4, 1)
    first, second = made.account_new
    assert first.income == pytest.approx(45_000)
    assert second.income == pytest.approx(9 * fee)
    assert second.surplus == pytest.approx(9 * fee - made.target, abs=0.001)
    assert second.opening == first.closing == pytest.approx(500 + 45_000 - first.cost)


def test_prices_that_the_council_has_set_are_the_new_prices(trades):
    later = {**NOW, "from": "2025-04-01", "packages": [{**REMOTE, "flat": 5_100}]}
    made = trades(prices=(NOW, later)).traded
    assert made.list_after.packages[0].flat == 5_100
    assert [of.income for of in made.account_new] == pytest.approx([45_000, 45_900])
    assert list(made.rises.after) == [510_000] * 9


def test_a_nine_person_team_with_unknown_income_and_overheads_is_refused_a_price(trades):
    found = trades({"number": 9}, {"number": 9}, {"count": 30, "source": "Invented."}, {}, None)
    made = found.traded
    assert made.missing == (
        "the price list",
        "present income",
        "the cost of the service",
        "overheads and recharges",
        "take-up: who renews, or the share of customers that leaves each year",
    )
    for part in (made.solved, made.target, made.income_now, made.grid, made.rises, made.account, made.account_new):
        assert isinstance(part, Needs)
    assert made.account.missing[0] == "the opening balance (trading, reserve)"
    assert found.buy_backs == ()
    shown = {table.key: table for table in tables(found)}
    assert list(shown["price_missing"].frame["What is not known"])[:2] == ["The price list", "Present income"]
    assert not {"price_list", "price_ways", "take_up_grid", "break_even", "buy_back", "why_price"} & set(shown)
    assert not any("customer" in said or "schools" in said for said in headline(found))


def test_a_published_pair_of_totals_is_still_tested_where_the_account_is_not_known(barnet, rates):
    asked = barnet.scenario.model_copy(update={"trading": type(load_scenario(CASE, rates).trading)()})
    assert [test.rests_on for test in assess_scenario(asked, rates).buy_backs] == ["published totals"]


def test_a_cap_that_the_rise_would_break_is_named_and_its_customers_are_not_told_in_public(trades):
    """One per cent of £5,000 is £50: nine times £5,050 is £45,450, and the cost is more."""
    found = trades(trading={**TRADING, "new_prices": {"cap_share": "1%", "source": "Invented."}})
    answer = found.traded.solved
    assert isinstance(answer, NoAnswer) and answer.nearest == 45_450
    assert "Invented school A" in answer.sentence
    said = answer.unnamed
    assert "more than 1%" in said and said.endswith("At the cap: 9 customers.") and "Invented" not in said
    ways = next(table for table in tables(found) if table.key == "price_ways")
    assert said in set(ways.frame["What it asks"]) and "Invented school" not in str(ways.frame.to_dict())


def test_prices_that_cannot_be_staffed_block(trades):
    """(260 - 33 - 5) x 50% is 111 days; nine schools at 13 days take 117."""
    sold = {**NOW, "packages": [{**REMOTE, "days": 13}]}
    assert outcomes(trades())["capacity"] == ("pass", False)
    assert outcomes(trades(prices=(sold,)))["capacity"] == ("fail", True)


def test_a_decision_too_late_to_tell_schools_blocks(trades):
    late = {"decision": "2025-01-10", "implementation": "2025-02-01"}
    assert outcomes(trades())["notice"] == ("pass", False)
    later = {**NOW, "from": "2025-04-01"}
    assert outcomes(trades(dates=late, prices=(NOW, later)))["notice"] == ("fail", True)


def test_the_rules_of_law_are_disclosed_and_never_decided(trades, priced):
    for found in (trades(), priced):
        held = outcomes(found)
        assert held["income_meets_cost"] == held["charging_power"] == ("disclosed", False)


def test_where_nothing_is_stated_of_prices_no_test_of_them_is_made(barnet):
    assert not {"capacity", "notice", "income_meets_cost"} & set(outcomes(barnet))


def test_income_adds_up_school_by_school_to_the_total_in_every_view(priced):
    made = priced.traded
    total = made.solved.income
    assert int(made.rises.after.sum()) == total
    assert sum(group.after for group in by_phase(made.rises)) == sum(g.after for g in by_size(made.rises)) == total
    shown = {table.key: table.frame for table in tables(priced)}
    for key in ("who_pays_by_phase", "who_pays_by_size", "who_pays_by_customer"):
        assert shown[key]["After"].iloc[:-1].sum() == pytest.approx(total / PENCE)
        assert shown[key]["After"].iloc[-1] == pytest.approx(total / PENCE)
    of_kinds = sum(one.earned for one in made.running.by_kind)
    assert of_kinds == pytest.approx(made.running.earned)
    in_hand = made.running.deferred[:-1] + made.running.billed - made.running.earned
    assert in_hand == pytest.approx(made.running.deferred[1:])


def test_the_causes_make_the_rise_of_the_customer_who_stays(priced):
    """About 5 of 106 leave, fewer than the ten or fifteen at which a cost falls away; bad debts are paid for too.

    (Target + bad debts) / customers expected, less £444,090.40 / 106 charged today.
    """
    made = priced.traded
    lost = made.expected_new.not_renewed + made.expected_new.attrition
    left = 106 * (1 + lost[1] / made.expected_new.if_all_stay[1])
    assert 100 < left < 102
    rise = (made.target - made.expected_new.bad_debts[1]) / left - 444_090.40 / 106
    assert sum(cause.for_each for cause in made.causes) == pytest.approx(rise)
    story = price_story(made)
    assert story["rise_expected"].amount == pytest.approx(rise)
    assert [*story] == ["price_now", "price_all_stay", "rise_all_stay", "price_expected", "rise_expected"]


def test_page_one_the_chart_and_the_tables_tell_one_price_story(priced):
    """The rise for the average customer is told twice, if all stay and with the take-up expected, and so everywhere."""
    story = price_story(priced.traded)
    page = " ".join(what_prices_do(priced))
    told = [page.index(story[key].size) for key in ("price_now", "price_all_stay", "rise_all_stay", "rise_expected")]
    assert told == sorted(told)
    by_key = {table.key: table.frame for table in tables(priced)}
    assert by_key["price_story"]["A year"].tolist() == [one.printed for one in story.values()]
    assert by_key["why_price"]["For the average customer"].iloc[-1] == pytest.approx(story["rise_expected"].amount)
    charts = {chart.key: chart for chart in trading_charts(priced)}
    for key in ("price_now", "price_all_stay", "price_expected"):
        assert story[key].printed in charts["prices"].alt
    assert story["rise_expected"].printed.lstrip("+") in charts["why_price"].headline
    every = json.loads(priced.results)
    records = {one["element"]: float(one["amount"]) for one in every if one["structure"] == "price_story"}
    assert records == {key: pytest.approx(one.amount, abs=0.005) for key, one in story.items()}


def test_leave_and_vat_are_among_the_rates_that_the_figures_rest_on(priced, barnet):
    read = {(rate.table, rate.name) for rate in priced.rates_read}
    assert {("annual_leave", "njc"), ("vat", "standard")} <= read
    assert not {"annual_leave", "vat"} & {rate.table for rate in barnet.rates_read}


def test_prices_and_the_account_are_among_the_results(priced):
    held = {(row["structure"], row["year"], row["element"]): row["amount"] for row in json.loads(priced.results)}
    assert held["price_now", "2011/12", "remote, a year"] == 447
    assert held["price_new", "2011/12", "remote, a year"] == made_price(priced, "remote, a year")
    assert held["trading", "2011/12", "surplus"] == pytest.approx(priced.traded.account_new[1].surplus, abs=0.005)


def made_price(assessment, label):
    return next(one.after for one in assessment.traded.solved.changes if one.price.label == label) / PENCE


def test_what_barnet_loses_at_five_per_cent_stands_on_its_page(barnet):
    """£22,918 at the new average (worked_examples/barnet_take_up.csv)."""
    grid = next(table for table in tables(barnet) if table.key == "take_up_grid").frame
    needed = grid[grid["Change in price"] == "+3.21%"].iloc[0]
    assert (round(needed["100% stay"]), round(needed["95% stay"])) == (0, -22_918)


def test_a_small_scenario_in_memory_needs_no_file(rates):
    """Customers counted and nothing else: the record is there, and says what it needs."""
    from model.schema.sections.scenario import Scenario

    scenario = Scenario.model_validate(small(customers={"count": 10, "source": "A test."}))
    assert "a full year after the change" in str(assess_scenario(scenario, rates).traded.target)
