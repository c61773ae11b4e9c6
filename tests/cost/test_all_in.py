"""Posts at a stated cost: no grade, no holders, nobody placed in them, and the same on every basis."""

import pytest

from model.assessment.assess import assess
from model.report.tables.every import tables
from tests.conftest import faults_of, small

SOURCE = {"source": "A contract."}
AGENCY = {
    "id": "agency",
    "title": "Agency manager",
    "fte": 0.6,
    "filled_by": "open",
    "all_in": {"amount": 60000, **SOURCE},
}


def with_agency(**changes):
    """A small case with an agency post in the new structure."""
    made = small(**changes)
    return {**made, "proposed": [*made["proposed"], AGENCY]}


def test_it_costs_its_sum_on_every_basis_and_no_award_pension_or_insurance_is_added(write, rates):
    costed = assess(write(with_agency()), rates).costed
    [year] = costed.years
    for basis in costed.bases:
        assert costed.amount("proposed", basis, year, "all_in") == pytest.approx(36_000)
        whole, [row] = costed.amounts("proposed", basis), costed.plans["proposed"].rows_of["agency"]
        assert whole[row, 0] == pytest.approx(36_000)


def test_the_table_of_posts_says_its_cost_in_place_of_points(write, rates):
    made = {table.key: table for table in tables(assess(write(with_agency()), rates))}
    [points] = made["proposed_posts"].frame.query("Post == 'Agency manager'")["Points"]
    assert points == "none: £60,000 a year, everything included"


@pytest.mark.parametrize(
    ("agency", "expected"),
    [
        ({"grade": 24}, "either all_in, or grade"),
        ({"weeks": 39}, "no allowances, market_supplement or weeks beside all_in"),
        ({"all_in": {"amount": 0, **SOURCE}}, "more than 0"),
        ({"all_in": {"amount": 10}}, "source, which must be given"),
    ],
)
def test_what_does_not_go_with_a_stated_cost_is_a_fault(write, rates, agency, expected):
    made = with_agency()
    made["proposed"][-1] = AGENCY | agency
    [fault] = faults_of(write(made), rates)
    assert expected in str(fault)


def test_nobody_is_placed_in_one(write, rates):
    made = with_agency(present={"fate": "ring-fenced", "to": ["new", "agency"]}, proposed={"filled_by": "ring-fence"})
    assert "nobody can be placed in a post at a stated cost" in str(faults_of(write(made), rates)[0])


def test_it_has_no_holders(write, rates):
    bought = {"id": "bought", "title": "Bought-in", "fate": "deleted", "all_in": {"amount": 24000, **SOURCE}}
    made = small()
    made["present"].append(bought | {"holders": [{"ref": "H1"}]})
    [fault] = faults_of(write(made), rates)
    assert "no holders, and a fate of open" in str(fault)


def test_a_post_without_a_grade_or_a_stated_cost_is_still_a_fault(write, rates):
    made = small()
    del made["proposed"][0]["grade"]
    [fault] = faults_of(write(made), rates)
    assert "grade, which must be given" in str(fault)
