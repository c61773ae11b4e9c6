"""Each rule of the source documents has a scenario that passes it, and one, changed in one place, that trips it.

``source_rules.csv`` has a row a rule: what the source says, the scenario that passes (with the change, if any, that
makes it a case of the rule), the one change that trips it, and what is then said. ``loading`` is refused with a fault;
anything else is a check of that key.
"""

import shutil

import pytest

from model.assessment.assess import assess
from model.base.faults import InputFaults
from tests.conftest import HOME, worked_examples

SCENARIOS = HOME / "scenarios"
RULES = worked_examples("source_rules")


@pytest.fixture
def case(tmp_path):
    """The scenarios' folder, copied; gives the scenario's path and a way to change a file beside it."""
    folder = tmp_path / "scenarios"
    shutil.copytree(SCENARIOS, folder)

    def changed(file, pairs):
        path = folder / file
        text = path.read_text(encoding="utf-8")
        for old, new in pairs:
            assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {file}"
            text = text.replace(old, new)
        path.write_text(text, encoding="utf-8")

    return folder, changed


def texts(written):
    return written.replace(r"\n", "\n").split(" || ") if written else []


def outcome(assessed, key):
    return next(check for check in assessed.checks_but_reconciliation if check.key == key)


@pytest.mark.parametrize("row", RULES, ids=lambda row: row["rule"])
def test_each_rule_has_a_scenario_that_passes_and_one_that_trips_it(case, rates, row):
    folder, changed = case
    scenario = folder / f"{row['scenario']}.yaml"
    changed(scenario.name, [pair.split(" >> ") for pair in texts(row["first"])])
    sound = assess(scenario, rates)  # which raises where it is refused
    if row["by"] != "loading":
        assert outcome(sound, row["by"]).outcome == "pass", row["said"]
    changed(row["file"], zip(texts(row["old"]), texts(row["new"]) or [""], strict=True))
    if row["by"] == "loading":
        with pytest.raises(InputFaults) as refused:
            assess(scenario, rates)
        assert row["says"] in str(refused.value)
    else:
        tripped = outcome(assess(scenario, rates), row["by"])
        assert (tripped.outcome, tripped.blocks) == (row["outcome"], row["outcome"] == "fail")
        assert row["says"] in tripped.finding
