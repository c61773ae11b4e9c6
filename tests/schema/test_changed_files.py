"""Changes in the files beside a scenario, and the file that results from them."""

import pytest

from model.assessment.assess import assess
from model.schema.changes.as_text import resulting_text
from tests.conftest import HOME
from tests.schema.test_changes import CHANGES, POSTS, write


@pytest.fixture
def case(tmp_path):
    return write(tmp_path)


BESIDE = [
    ("fictional-council.yaml", "budget.actuals.2.amount", "900"),
    ("fictional-council.yaml", "pay.own_spine.#37.value", "20000"),
    ("fictional-council.yaml", "customers.agreements.3.pupils", "900"),
    ("derbyshire-ict-family.yaml", "pay.grade_table.10.points", "24-26"),
]


@pytest.mark.parametrize(("name", "place", "value"), BESIDE)
def test_a_row_of_any_file_beside_the_scenario_can_be_changed(name, place, value, rates):
    base = assess(HOME / "scenarios" / name, rates)
    changed = base.with_changes({place: value})
    [sentence] = changed.changes
    assert value.replace("20000", "20,000") in sentence and changed.document.files == base.document.files


def test_another_file_can_be_named_in_the_place_of_one(case, rates):
    (case.parent / "other.csv").write_text(POSTS.replace("Spare,20,1", "Spare,20,0.5"), encoding="utf-8")
    other = assess(case, rates, {"proposed": "other.csv"})
    assert other.digest == assess(case, rates, {"proposed.spare.fte": "0.5"}).digest
    assert {path.name for path in other.files} == {"case.yaml", "posts.csv", "other.csv"}


def test_the_resulting_scenario_is_a_whole_file_that_costs_the_same(case, rates, tmp_path):
    changed = assess(case, rates, CHANGES)
    text = resulting_text(changed.document, changed.changes)
    result = tmp_path / "result.yaml"
    result.write_text(text, encoding="utf-8")
    assert assess(result, rates).digest == changed.digest
    assert text.startswith("# case.yaml with changes:\n#   On-costs, LGPS 1 April 2024: rate 20% becomes 22%\n")
    assert "posts.csv" not in text  # a row of it was changed


def test_the_resulting_file_keeps_its_comments_and_the_files_that_nothing_was_changed_in(rates):
    path = HOME / "scenarios" / "fictional-council.yaml"
    changed = assess(path, rates, {"on_costs.lgps.1.rate": "21%"})
    text = resulting_text(changed.document, changed.changes)
    lines = path.read_text(encoding="utf-8").splitlines()
    assert sum(line not in text.splitlines() for line in lines) == 2  # the rate stood on two lines
    assert "proposed.csv" in text and "customers.csv" in text


def test_a_cell_of_a_file_is_told_in_its_unit(rates):
    """A cell is text in the file, and £ in words."""
    changed = assess(HOME / "scenarios" / "fictional-council.yaml", rates, {"budget.actuals.2.amount": "900"})
    assert changed.changes == ("Budget, actuals 2: amount £17,814.41 becomes £900",)
