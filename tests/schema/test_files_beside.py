"""The files that a scenario names are in its own folder; whatever can't be read is reported as a fault."""

import os

import pytest

from model.base.faults import InputFaults
from model.schema.load import load_scenario, read_scenario
from tests.conftest import HOME, faults_of, small

ROWS = "id,title,grade,fate,to\nold,Old,24,assimilated,new\n"


@pytest.mark.parametrize("name", ["/etc/passwd", "../posts.csv", "below/../../posts.csv", "x" * 300, "posts\0.csv"])
@pytest.mark.parametrize("section", ["present", "job_family"])
def test_a_name_that_leads_elsewhere_is_no_file_beside_the_scenario(write, rates, tmp_path, section, name):
    (tmp_path.parent / "posts.csv").write_text(ROWS, encoding="utf-8")
    [fault] = faults_of(write({**small(), section: name}), rates)
    assert fault.where == section.replace("_", " ") or fault.where == section
    assert "beside the scenario" in fault.expected


@pytest.mark.skipif(os.name == "nt", reason="making a link needs a right that few have there")
def test_a_link_to_a_file_elsewhere_is_no_file_beside_the_scenario(write, rates, tmp_path):
    (tmp_path / "posts.csv").symlink_to(HOME / "pyproject.toml")
    [fault] = faults_of(write({**small(), "present": "posts.csv"}), rates)
    assert "beside the scenario" in fault.expected


def test_a_file_below_the_scenario_is_read(write, rates, tmp_path):
    (tmp_path / "lists").mkdir()
    (tmp_path / "lists" / "posts.csv").write_text(ROWS, encoding="utf-8")
    assert [post.id for post in load_scenario(write({**small(), "present": "lists/posts.csv"}), rates).present] == [
        "old"
    ]


def test_a_percentage_in_a_csv_is_a_part_of_full_time(write, rates, tmp_path):
    (tmp_path / "posts.csv").write_text(
        "id,title,grade,fate,to,fte\nold,Old,24,assimilated,new,60%\n", encoding="utf-8"
    )
    [post] = load_scenario(write({**small(), "present": "posts.csv"}), rates).present
    assert post.fte == 0.6


def test_destinations_that_are_no_text_or_empty_are_told_or_passed_over(write, rates, tmp_path):
    from openpyxl import Workbook

    book = Workbook()
    for row in (["id", "title", "grade", "fate", "to"], ["old", "Old", 24, "assimilated", True]):
        book.active.append(row)
    book.save(tmp_path / "posts.xlsx")
    assert any(fault.cell.endswith("E2") for fault in faults_of(write({**small(), "present": "posts.xlsx"}), rates))
    (tmp_path / "posts.csv").write_text(ROWS.replace("new", "new;;"), encoding="utf-8")
    assert load_scenario(write({**small(), "present": "posts.csv"}), rates).present[0].to == ("new",)


def test_lists_that_go_too_deep_are_a_fault_of_the_file(tmp_path):
    path = tmp_path / "odd.yaml"
    path.write_text("a: " + "[" * 3000 + "]" * 3000, encoding="utf-8")
    with pytest.raises(InputFaults, match="more than 50 deep"):
        read_scenario(path)


def test_a_number_of_thousands_of_figures_stays_the_text_that_it_is(tmp_path):
    path = tmp_path / "odd.yaml"
    path.write_text(f"a: {'9' * 5000}", encoding="utf-8")
    assert read_scenario(path)[0].data["a"] == "9" * 5000
