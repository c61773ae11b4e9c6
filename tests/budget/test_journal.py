"""The journal: lines by cost centre and subjective code that add up to the budget effect."""

import csv
from collections import defaultdict
from decimal import Decimal
from io import StringIO

import pytest

from model.assessment.assess import assess
from model.base.money import half_up
from model.budget.funds import non_pay
from model.budget.journal import FULL_YEAR, IN_YEAR, journal
from model.report.tables.journal import HEADINGS, journal_csv
from tests.conftest import HOME, SCENARIOS


@pytest.mark.parametrize("path", SCENARIOS, ids=lambda path: path.stem)
def test_the_lines_add_up_to_the_headline_and_to_the_effect_of_each_year(path):
    """Summed from the file as a ledger reads it, beside results.json: to the penny, with nothing left over."""
    assessment = assess(path)
    summed: dict[tuple[str, str, str], Decimal] = defaultdict(Decimal)
    once = Decimal(0)
    for row in csv.DictReader(StringIO(journal_csv(assessment))):
        if row["recurring_or_one_off"] == "one-off":
            once += Decimal(row["amount"])
        else:
            summed[row["covers"], row["effect"], row["year"]] += Decimal(row["amount"])
    costed, basis = assessment.costed, assessment.scenario.costing.basis
    year = str(costed.year_of_change)
    assert summed["pay", FULL_YEAR, year] == half_up(assessment.quantities["full_year_effect"].amount)
    assert summed["pay", IN_YEAR, year] == half_up(assessment.quantities["in_year_effect"].amount)
    for shown in costed.years:
        assert summed["pay", IN_YEAR, str(shown)] == half_up(costed.amount("part_year_effect", basis, shown))
        beside = sum(cost.effect for cost in non_pay(costed) if cost.year == shown)
        assert summed["non-pay", IN_YEAR, str(shown)] == half_up(beside)
    assert once == half_up(assessment.transition.total if assessment.transition else 0)


def test_codes_stand_as_the_scenario_has_them_with_their_noughts():
    """By hand: the vacant assistant, £18,409.4952, is General Fund, and half of the data officer, £39,785.489, is."""
    assessment = assess(HOME / "scenarios" / "example-two-funds.yaml")
    rows = [*csv.DictReader(StringIO(journal_csv(assessment)))]
    assert tuple(rows[0]) == HEADINGS
    full = {(row["fund"], row["covers"], row["subjective"]): row for row in rows if row["effect"] == FULL_YEAR}
    general = full["General Fund", "pay", "0100"]
    assert general["cost_centre"] == "E1000" and general["amount"] == "1483.25"  # 19,892.7445 − 18,409.4952
    assert full["Dedicated Schools Grant", "pay", "0100"]["amount"] == "19892.74"
    assert full["General Fund", "non-pay", "4020"]["amount"] == "450.00"  # half of £900 of kit


def test_where_no_code_is_stated_the_cell_is_empty():
    assessment = assess(HOME / "scenarios" / "barnet-schools-ict-redundancy.yaml")
    lines = journal(assessment.costed, assessment.transition)
    assert {(line.cost_centre, line.subjective) for line in lines} == {("", "")}
    assert {line.fund for line in lines if line.kind == "recurring"} == {""}
    assert {line.kind for line in lines} == {"recurring", "one-off"}
