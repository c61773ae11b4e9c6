"""Two calculators, one method: every element of every month, of shipped and drawn scenarios, to a hundredth of a penny.

The other is tests/cases/second_calculator, plain loops over people and months that read a scenario and the rate files
alone. A disagreement is a fault of one of the two, or of docs/method/.
"""

import ast
import sys
from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from model.base.faults import InputFaults
from tests.cases import two_calculators
from tests.cases.scenarios_drawn import INCREMENTS, ORDERS, RULES, scenarios
from tests.conftest import EACH_SCENARIO

SCENARIOS = Path(__file__).resolve().parents[2] / "scenarios"
SHIPPED = sorted(path for path in SCENARIOS.glob("*.yaml") if not path.stem.endswith(".control"))
CALCULATOR = Path(__file__).parent / "second_calculator"
EXAMPLES = 60
TURNS = 12
ALLOWED = {*sys.stdlib_module_names, "ruamel.yaml"}


def features(scenario):
    """What a drawn scenario has in it, by name."""
    people = scenario.get("people") or {}
    posts = [*scenario["present"], *scenario["proposed"]]
    held = [one for post in scenario["present"] for one in post.get("holders", ())]
    change = date.fromisoformat(scenario["dates"]["implementation"])
    paid_on_top = [one for owner in (*posts, *held) for one in owner.get("allowances", ())]
    protection = people.get("protection") or {"months": 0}
    yield "people" if people else "no people"
    yield "mid-month" if change.day > 1 else "first of a month"
    if people:
        yield from (people["increments"], people["assimilation"]["rule"], people["assimilation"]["order"])
        yield f"vacancies at the {people['vacancies_at']}"
    if change.month == 4 and change.day == 1 and people and people["increments"] in ("april", "april_six_months"):
        yield "an increment day"
    if protection["months"]:
        yield "flat" if protection["shape"] == "flat" else "stepped"
        yield "uprated" if protection["uprated"] else "frozen"
        yield "increments count" if protection["counts_increments"] else "increments kept"
    has = {
        "two posts": any(one["ref"] == "both" for one in held),
        "half-time": any(one.get("fte", 1) < 1 for one in held),
        "not a member": any(not one.get("lgps_member", True) for one in held),
        "a move": any(one.get("moves") for one in held),
        "a fixed allowance": any("amount" in one for one in paid_on_top),
        "a percentage": any("percent" in one for one in paid_on_top),
        "not pensionable": any(not one.get("pensionable", True) for one in paid_on_top),
        "a vacancy": any(post.get("vacant") for post in posts),
        "several": any(post["number"] > 1 for post in posts),
        "a bar": any("#" in post["grade"] for post in posts),
        "filled late": any("filled_on" in post for post in posts),
        "cover": any(post.get("cover_a_month") for post in posts),
        "acting up": bool(people.get("acting_up")),
        "turnover": "turnover" in scenario["costing"],
        "paid late": bool(scenario["pay"].get("paid_late")),
        "term time": any("weeks" in one for one in (*posts, *held)),
        "deleted": any(post.get("fate") == "deleted" for post in posts),
        "several years": scenario["years"]["first"] != scenario["years"]["last"],
        "outer London": scenario["pay"]["spine"] == "glpc_outer",
        "rebate": scenario["years"]["first"] < "2016",
        "joins": any("from" in one for one in held),
        "leaves": any("to" in one for one in held),
        "hours change": any(one.get("working_time") for one in held),
        "away": any(one.get("away") for one in held),
        "held vacant": any(post.get("held_vacant") for post in posts),
        "letters": any(one.get("ni_letters") for one in held),
        "phases": "phases" in scenario,
        "supplement": any(post.get("market_supplement") for post in posts),
        "further structure": any("pay_structure" in post for post in posts),
        "on top by days": any("from" in one or "to" in one for one in paid_on_top),
        "a sum": any("sum" in one for one in paid_on_top),
        "overtime": any("a_week" in one for one in paid_on_top),
        "schemes": any("pension_scheme" in one for one in (*posts, *held)),
        "a scheme from a day": any(
            "pension_scheme" in change for one in held for change in one.get("working_time", ())
        ),
        "primary and secondary": any("primary" in one for one in scenario["on_costs"]["lgps"]),
        "pay years": "pay_years" in scenario.get("term_time", {}),
        "weeks worked": any("weeks_worked" in one for one in held),
        "no NI": any(not one.get("liable_to_ni", True) for one in paid_on_top),
        "own award": bool(scenario["pay"].get("awards")),
        "November 2022": scenario["years"]["first"] <= "2022/23" <= scenario["years"]["last"],
    }
    yield from (name for name, there in has.items() if there)
    yield scenario["pay"].get("frequency", "monthly")
    if "term_time" in scenario and has["term time"]:
        yield scenario["term_time"]["method"]


EVERY_FEATURE = {
    *INCREMENTS, *RULES, *ORDERS, "people", "no people", "mid-month", "first of a month", "an increment day", "flat", "stepped",
    "uprated", "frozen", "increments count", "increments kept", "vacancies at the bottom", "vacancies at the top", "two posts",
    "half-time", "not a member", "a move", "a fixed allowance", "a percentage", "not pensionable", "a vacancy", "several",
    "a bar", "filled late", "cover", "acting up", "turnover", "paid late", "term time", "deleted", "several years",
    "outer London", "rebate", "November 2022", "ratio", "additive", "legacy_1728", "fixed_weeks",
    "joins", "leaves", "hours change", "away", "held vacant", "letters", "phases", "supplement", "own award", "monthly",
    "four-weekly", "weekly", "further structure", "on top by days", "a sum", "overtime", "no NI",
    "schemes", "a scheme from a day", "primary and secondary", "pay years", "weeks worked",
}  # fmt: skip


def both_agree(rates, folder, examples):
    """Draw so many scenarios; gives how many had each feature and how many the loader refused."""
    drawn = Counter()
    path = folder / "scenario.yaml"

    @settings(
        max_examples=examples // TURNS,
        deadline=None,
        derandomize=True,
        suppress_health_check=list(HealthCheck),
        phases=[Phase.generate],
    )  # a scenario is shown whole: to shrink it takes many minutes
    @given(data=st.data())
    def agree(turn, data):
        scenario = data.draw(scenarios(turn))
        drawn["all"] += 1
        try:
            found = two_calculators.of_scenario(scenario, path, rates)
        except InputFaults:
            drawn["refused"] += 1
            return
        drawn.update(set(features(scenario)))
        assert not found, (found[:6], scenario)

    for turn in range(TURNS):
        agree(turn=turn)
    return drawn


@pytest.mark.parametrize("path", EACH_SCENARIO)
def test_two_calculators_agree_on_a_shipped_scenario(path, rates):
    assert not two_calculators.of_file(path, rates)[:6]


@pytest.mark.long
def test_two_calculators_agree_to_the_penny(rates, tmp_path):
    drawn = both_agree(rates, tmp_path, EXAMPLES)
    assert drawn["refused"] <= drawn["all"] / 20
    assert EVERY_FEATURE - set(drawn) == set()


@pytest.mark.long
def test_two_calculators_agree_in_five_hundred_scenarios(rates, tmp_path):
    """Each feature in one of thirty at the least."""
    drawn = both_agree(rates, tmp_path, 504)
    assert drawn["refused"] <= drawn["all"] / 20
    assert not {name: drawn[name] for name in EVERY_FEATURE if drawn[name] < drawn["all"] / 30}


def test_the_second_calculator_reads_nothing_of_the_engine():
    for file in CALCULATOR.glob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            for name in names:
                assert name.startswith("tests.cases.second_calculator.") or name in ALLOWED, (
                    file,
                    name,
                )


# ruff: noqa: E501
