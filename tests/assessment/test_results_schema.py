"""results.json has a JSON Schema, made of what the workbook declares, and every shipped scenario keeps to it."""

import json

import pytest
from jsonschema import Draft202012Validator

from model.assessment.assess import assess
from model.assessment.structures import STRUCTURES, results_schema
from tests.conftest import EACH_SCENARIO, HOME, SCENARIOS

COMMITTED = HOME / "scenarios" / "results.schema.json"
SHIPPED = [path for path in SCENARIOS if "competences" not in path.name]


@pytest.fixture(scope="module")
def validator():
    schema = json.loads(results_schema())
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema)


def test_the_schema_that_is_committed_is_the_one_that_the_workbook_writes():
    assert COMMITTED.read_text(encoding="utf-8") == results_schema()


@pytest.mark.parametrize("path", EACH_SCENARIO)
def test_the_results_of_every_shipped_scenario_keep_to_it(path, validator):
    assert not [str(fault) for fault in validator.iter_errors(json.loads(assess(path).results))]


def test_every_structure_of_it_but_those_that_no_shipped_scenario_has_is_met():
    """Costs paid in another year than charged are in no shipped scenario."""
    met = {record["structure"] for path in SHIPPED for record in json.loads(assess(path).results)}
    assert set(STRUCTURES) - met == {"one_off_paid"}


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("structure", "do_something"),
        ("basis", "middle"),
        ("year", "2010-11"),
        ("element", "bonus"),
        ("amount", "12"),
        ("rate_status", "guessed"),
    ],
)
def test_a_record_with_a_fault_is_refused(validator, key, value):
    record = {
        "structure": "do_nothing",
        "basis": "top",
        "year": "2010/11",
        "element": "total",
        "amount": 1.0,
        "rate_status": "published",
    }
    assert validator.is_valid([record])
    assert not validator.is_valid([record | {key: value}])
    assert not validator.is_valid([{name: held for name, held in record.items() if name != key}])
