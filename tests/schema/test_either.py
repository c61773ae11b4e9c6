"""A key whose value may be one thing or another: a fault names both, and nothing of how the model reads them."""

import json

import pytest

from tests.conftest import faults_of, small

PEOPLE = {
    "increments": "april",
    "assimilation": {"rule": "same_point", "order": "assimilate_then_increment", "source": "A test."},
}
PERCENTAGE = "a percentage such as 24.8% (or the share 0.248)"


@pytest.mark.parametrize(
    ("shape", "where", "found", "expected"),
    [
        ("taper", "people, protection, shape", "'taper'", f"flat or {PERCENTAGE}"),
        (["100%", "half"], "people, protection, shape 2", "'half'", PERCENTAGE),
        (3, "people, protection, shape", "3", f"flat or {PERCENTAGE}"),
    ],
)
def test_the_shape_of_pay_protection(write, rates, shape, where, found, expected):
    people = PEOPLE | {"protection": {"months": 24, "shape": shape, "source": "A test."}}
    [fault] = faults_of(write(json.loads(json.dumps(small({"vacant": True}, people=people)))), rates)
    assert (fault.where, fault.found, fault.expected) == (where, found, expected)


def test_weeks_to_compare(write, rates):
    term = {"method": "ratio", "weeks_in_year": "365/7", "leave_days": 35, "source": "A test.", "compare": [39, "some"]}
    [fault] = faults_of(write(small(term_time=term)), rates)
    assert fault.where == "term_time, compare 2" and "function" not in fault.expected
