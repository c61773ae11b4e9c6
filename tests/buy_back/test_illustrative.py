"""Illustrative customers follow their stated rule, and the case that uses them says so wherever it shows."""

import csv
from collections import Counter

import pytest

from model.assessment.assess import assess
from model.buy_back.illustrative import illustrative_customers
from model.buy_back.price_rounding import priced_row
from model.buy_back.service import PENCE
from model.report.charts.trading import trading_charts
from model.report.page_one import headline
from model.report.price_words import ILLUSTRATIVE as SAID
from tests.conftest import HOME

CASE = HOME / "scenarios" / "barnet-schools-ict-prices.yaml"


@pytest.fixture(scope="module")
def priced(rates):
    """The Barnet case with illustrative customers and prices."""
    return assess(CASE, rates)


def test_the_csv_beside_the_scenario_is_what_the_rule_gives():
    with (CASE.with_suffix("") / "customers.csv").open(encoding="utf-8", newline="") as file:
        assert list(csv.DictReader(file)) == illustrative_customers(102, 4)


def test_102_schools_by_phase_and_the_centres_after_them():
    phases = Counter(row["phase"] for row in illustrative_customers(102, 4))
    assert phases == {"nursery": 4, "primary": 78, "secondary": 16, "special": 4, "centre": 4}


def test_some_rows_worked_by_hand():
    """School 6: 7 x 6 = 42, mod 16 is 10, so 120 + 30 x 10 = 420 pupils; even and above 300: one half-day a week.

    School 88: 5 x 88 = 440, mod 8 is 0, so 700; 88 = 8 x 11 converts; a multiple of 4 takes no hosting.
    """
    rows = illustrative_customers(102, 4)
    assert (rows[5]["pupils"], rows[5]["packages"]) == ("420", "remote; hosting; testing; visits x 1")
    assert (rows[87]["phase"], rows[87]["pupils"], rows[87]["academy_from"]) == ("secondary", "700", "2011-09-01")
    assert rows[87]["packages"] == "remote; visits x 2"
    assert (rows[44]["agreement_year"], rows[44]["last_day"], rows[44]["renews"]) == ("September", "2011-08-31", "100%")
    assert (rows[102]["phase"], rows[102]["pupils"], rows[102]["bad_debt"]) == ("centre", "0", "1%")


def test_the_list_brings_in_the_published_present_cost_as_closely_as_its_steps_allow(priced):
    """£444,090 (Report 1176, paragraph 5.2): met, and with any one price a step lower missed."""
    made = priced.traded
    row = priced_row(made.list_now, made.buyers)
    now = [one.amount for one in row.listed]
    assert 0 <= made.income_now - 444_090 < 1
    for n, one in enumerate(row.listed):
        if not one.is_minimum:
            lower = now.copy()
            lower[n] -= 1 if one.kind == "per_pupil" else int(made.list_now.step * PENCE)
            assert sum(row.charge(lower)) < 444_090 * PENCE, one.label


def test_the_present_full_cost_is_the_published_one(priced):
    """The cost lines make up what the listed posts leave of £444,090, to the pound."""
    costed = priced.costed
    pay = costed.amount("do_nothing", "top", costed.year_of_change)
    lines = sum(line.amount for line in priced.scenario.trading.cost_lines)
    assert pay + lines == pytest.approx(444_090, abs=0.5)


def test_it_can_be_staffed_and_blocks_alone_for_the_deficit_that_nobody_has_approved(priced):
    assert [check.key for check in priced.blocked_by] == ["within_the_reserve"]
    assert {check.key: check.outcome for check in priced.checks if check.key in ("capacity", "notice")} == {
        "capacity": "pass",
        "notice": "pass",
    }


def test_every_page_that_rests_on_made_up_customers_says_so(priced):
    from model.report.tables.every import tables

    rests_on_customers = {
        "price_list", "price_ways", "take_up_grid", "break_even", "why_price", "who_pays_by_phase", "who_pays_by_size",
        "who_pays_by_customer", "expected_income", "trading_account", "late_decisions", "stranded", "capacity",
        "deferred_income", "vat_by_kind",
    }  # fmt: skip
    notes = {table.key: table.note for table in tables(priced) if table.key in rests_on_customers}
    assert set(notes) == rests_on_customers
    assert all(note.startswith("The customers are illustrative, made up by a stated rule.") for note in notes.values())
    assert all("(illustrative, made up by a stated rule)" in one.subtitle for one in trading_charts(priced))
    assert SAID in headline(priced)
    assert all("Illustrative" in name for name in priced.scenario.customers.agreements.reference)


def test_every_number_of_the_illustrative_account_is_labelled(priced):
    def sources(section):
        for name in type(section).model_fields:
            value = getattr(section, name)
            if name in ("source", "reason", "evidence"):
                yield value
            for each in value if isinstance(value, tuple) else (value,):
                if hasattr(type(each), "model_fields"):
                    yield from sources(each)

    said = [*sources(priced.scenario.trading), *(each.source for each in priced.scenario.prices)]
    assert len(said) > 10
    assert all("illustrative" in one.lower() or "assumed" in one.lower() for one in said), said
