"""What a scenario may say of a traded service, and what is told where it does not fit."""

import json

import pytest

from model.schema.load import load_scenario
from tests.buy_back.test_take_up import CURVE, HALF, INCOME, traded
from tests.conftest import faults_of


def with_trading(**trading):
    return traded({"present_income": INCOME, **trading})


NEW = {"number": 1, "from": "2023-01-01", "each": 1, "reason": "A."}
STEP = {"for_every": 1, "after_months": 3, "reason": "A."}
LINE = {"kind": "Licences", "amount": 1, "counts_as": "direct", "source": "A."}
CAPACITY = {
    "leave": {"days": 30, "reason": "A."},
    "training": {"days": 5, "reason": "A."},
    "billable": {"share": "75%", "reason": "A."},
}
WRONG = {
    "no evidence": ({"price_response": {"elasticity": -1}}, "evidence, which must be given", ""),
    "blank evidence": ({"price_response": {"elasticity": -1, "evidence": " "}}, "some text", ""),
    "two responses": ({"price_response": {**HALF, **CURVE}}, "either elasticity or curve, and not both", ""),
    "a curve that turns": (
        {"price_response": {"curve": CURVE["curve"][::-1], "evidence": "A."}},
        "rises in order",
        "",
    ),
    "a post unknown": ({"avoidable": [{**STEP, "post": "nwe"}]}, "the id of a proposed post", "new"),
    "a post twice": ({"avoidable": [{**STEP, "post": "new"}] * 2}, "each post once", ""),
    "a line unknown": (
        {"cost_lines": [LINE], "avoidable": [{**STEP, "line": "Licence", "amount": 1}]},
        "the kind of one of the cost lines",
        "Licences",
    ),
    "a line twice": ({"cost_lines": [LINE, LINE]}, "each kind once", ""),
    "neither post nor line": ({"avoidable": [STEP]}, "either post, or line with amount", ""),
    "a new customer too late": ({"new_customers": [{**NEW, "from": "2025-04-01"}]}, "31 March 2025", ""),
    "packages and no list": (
        {"new_customers": [{**NEW, "each": None, "takes": {"a": 1}, "phase": "primary", "pupils": 1}]},
        "there is no price list",
        "",
    ),
    "who delivers": ({"capacity": {**CAPACITY, "posts": "ol"}}, "the id of a present or proposed post", "old"),
    "leave twice": (
        {"capacity": {**CAPACITY, "posts": "old", "leave": {"days": 30, "scheme": "njc", "reason": "A."}}},
        "either days, or scheme with service_years",
        "",
    ),
    "no such day": (
        {"notice": {"by": "31 September", "source": "A."}},
        "a day and a month that every year has, such as 31 December",
        "",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("trading", "expected", "nearest"), WRONG.values(), ids=WRONG.keys())
def test_what_does_not_fit_is_told_with_the_nearest_name(tmp_path, rates, trading, expected, nearest):
    path = tmp_path / "scenario.yaml"
    path.write_text(json.dumps(with_trading(**trading), indent=1), encoding="utf-8")
    [fault] = faults_of(path, rates)
    assert expected in fault.expected
    assert fault.nearest == nearest


def test_who_trades_has_customers(tmp_path, rates):
    path = tmp_path / "scenario.yaml"
    path.write_text(json.dumps(with_trading() | {"customers": None}), encoding="utf-8")
    [fault] = faults_of(path, rates)
    assert fault.expected == "the section customers, since the service trades"


def test_a_service_that_trades_loads(tmp_path, rates):
    path = tmp_path / "scenario.yaml"
    whole = with_trading(
        capacity={**CAPACITY, "posts": ["old", "new"]},
        cost_lines=[LINE],
        avoidable=[{**STEP, "line": "Licences", "amount": 1}, {**STEP, "post": "new"}],
        notice={"by": "31 December", "source": "A test."},
        reserve={"opening": 0, "cap": 10_000, "source": "A test."},
    )
    path.write_text(json.dumps(whole), encoding="utf-8")
    assert load_scenario(path, rates).trading.notice.by == "31 December"
