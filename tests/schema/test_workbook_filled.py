"""A blank workbook filled in as an officer would fill it in: what it costs, and every slip named by sheet and cell."""

import re
from datetime import date

import pytest
from openpyxl import load_workbook

from model.assessment.assess import assess
from model.schema.load import read_scenario
from tests.conftest import faults_of, run_model
from tests.schema.test_workbook import cell_of

pytestmark = pytest.mark.long


def blank(path):
    """A blank workbook, as ``new --excel`` writes it."""
    done = run_model("new", "--excel", str(path))
    assert done.returncode == 0, done.stderr
    return load_workbook(path)


def fill(book, form, **lists):
    """Fill in a workbook as an officer would: values beside their keys, and rows below their headings."""
    rows = {row[0].value: row[0].row for row in book["Scenario"].iter_rows(max_col=1)}
    for key, value in form.items():
        book["Scenario"].cell(rows[key], 3).value = value
    for name, entries in lists.items():
        sheet = book[name.replace("_", " ")]
        columns = {cell.value: cell.column for cell in sheet[3]}
        for number, entry in enumerate(entries, start=4):
            for key, value in entry.items():
                sheet.cell(number, columns[key]).value = value


SMALL = {
    "title": "A test", "authority": "Nowhere", "reference": "1", "summary": "A test.",
    "dates.decision": date(2024, 10, 15), "dates.implementation": date(2025, 1, 1),
    "years.first": "2024/25", "years.last": "2024/25",
    "pay.spine": "njc", "pay.area": "anywhere", "pay.full_time_hours": 37,
    "costing.basis": "top", "costing.reason": "A test.",
}  # fmt: skip
LGPS = {"from": date(2024, 4, 1), "to": date(2025, 3, 31), "rate": 0.2, "source": "A", "reason": "B"}
OLD = {"id": "old", "title": "Old", "grade": "24", "fate": "assimilated", "to": "new"}
NEW = {"id": "new", "title": "New", "grade": 24, "filled_by": "assimilation"}


@pytest.fixture
def filled(tmp_path):
    """A blank workbook filled in with the small scenario of the tests; what is given is laid over its form."""

    def write(old=None, more=(), **form):
        book = blank(tmp_path / "team.xlsx")
        lists = {"On-costs,_Pension_rates": [LGPS], "Present_posts": [{**OLD, **(old or {})}], "Proposed_posts": [NEW]}
        fill(book, SMALL | form, **(lists | dict(more)))
        book.save(tmp_path / "team.xlsx")
        return tmp_path / "team.xlsx"

    return write


def test_a_blank_workbook_filled_in_costs_what_the_file_costs(filled, write_small, rates):
    assert assess(filled(), rates).digest == assess(write_small(), rates).digest


def test_a_blank_workbook_says_which_cells_must_be_filled_in(tmp_path, rates):
    book = blank(tmp_path / "team.xlsx")
    found = {fault.where: fault.cell for fault in faults_of(tmp_path / "team.xlsx", rates)}
    assert found["title"] == f"sheet Scenario, cell {cell_of(book, 'title')}"
    assert found["present"] == "sheet Present posts, row 3"
    assert {"dates", "years", "pay", "on_costs", "costing", "proposed"} <= {*found}


SLIPS = {
    "a date that is none": ({"dates.decision": "soon"}, "dates.decision", "'soon'"),
    "a number typed as text": ({"pay.full_time_hours": "37"}, "pay.full_time_hours", "the text '37'"),
    "a choice that is none": ({"costing.basis": "topp"}, "costing.basis", "'topp'"),
    "a formula never worked out": ({"costing.reason": "=A1"}, "costing.reason", "a formula with no stored value"),
    "a date where a year belongs": ({"years.first": date(2024, 4, 1)}, "years.first", "the date 1 April 2024"),
}  # fmt: skip


@pytest.mark.parametrize(("form", "key", "said"), SLIPS.values(), ids=SLIPS)
def test_a_slip_on_the_form_is_named_by_its_cell(filled, rates, form, key, said):
    path = filled(**form)
    [fault] = [fault for fault in faults_of(path, rates) if fault.where == key.replace(".", ", ")]
    assert fault.cell == f"sheet Scenario, cell {cell_of(load_workbook(path), key)}"
    assert said in fault.found


def test_a_slip_in_a_list_is_named_by_its_cell(filled, rates):
    """Column A is id, B title and C grade, as docs/reference.md has them; the first entry is in row 4."""
    [fault] = [fault for fault in faults_of(filled(old={"grade": "47-42"}), rates) if "grade" in fault.where]
    assert (fault.cell, fault.found) == ("sheet Present posts, cell C4", "'47-42'")
    assert re.search(r"team\.xlsx, sheet Present posts, cell C4: present 1, grade", str(fault))


HOLDER = {"of present": "old", "ref": "H1", "point": 24}


def test_a_list_within_a_list_names_the_entry_that_its_rows_belong_to(filled, rates):
    holders = {"Present_posts,_Holders": [HOLDER, {**HOLDER, "of present": "#1", "ref": "H2"}]}
    read = read_scenario(filled(old={"number": 2}, more=holders))[0]
    assert read.data["present"][0]["holders"] == [{"ref": "H1", "point": 24}, {"ref": "H2", "point": 24}]


def test_a_post_without_a_short_name_has_one_from_its_title_and_is_named_by_either(filled, rates):
    """Two posts of one title have two names, as on the desk; a title that two have names neither."""
    clerk = {"id": None, "title": "Old Clerk", "grade": 24, "fate": "regraded", "to": "new POST "}
    twin = {"id": None, "title": "ICT Officer", "grade": 24, "fate": "deleted"}
    more = {
        "Present_posts": [clerk, twin, twin],
        "Proposed_posts": [{"id": None, "title": "New post", "grade": 24, "filled_by": "assimilation"}],
        "Present_posts,_Holders": [{**HOLDER, "of present": "old clerk"}, {**HOLDER, "of present": "ICT Officer"}],
    }
    path = filled(more=more)
    read, [fault] = read_scenario(path)
    assert [post["id"] for post in read.data["present"]] == ["old-clerk", "ict-officer", "ict-officer-2"]
    assert read.data["present"][0]["to"] == ["new-post"]
    assert read.data["present"][0]["holders"] == [{"ref": "H1", "point": 24}]
    assert (fault.where, fault.found) == ("of present", "'ICT Officer'")


@pytest.mark.parametrize("chosen", ["Every post at the lowest point of its grade", "bottom"])
def test_a_choice_is_taken_in_its_words_and_by_its_key(filled, chosen):
    """The words are those of docs/reference.md."""
    assert read_scenario(filled(**{"costing.basis": chosen}))[0].data["costing"]["basis"] == "bottom"


def test_a_row_that_belongs_nowhere_is_named_with_the_nearest_entry(filled, rates):
    holders = {"Present_posts,_Holders": [{**HOLDER, "of present": "odl"}, {**HOLDER, "of present": None}]}
    wrong, blank_one = [fault for fault in faults_of(filled(more=holders), rates) if fault.where == "of present"]
    assert (wrong.cell, wrong.nearest) == ("sheet Present posts, Holders, cell A4", "old")
    assert (blank_one.cell, blank_one.found) == ("sheet Present posts, Holders, cell A5", "nothing")


def test_a_fault_in_a_list_within_a_list_is_named_by_its_cell(filled, rates):
    """Column A names the post, B the holder and the point's column says point."""
    path = filled(more={"Present_posts,_Holders": [{**HOLDER, "point": 24.5}]})
    [point] = [cell.coordinate[0] for cell in load_workbook(path)["Present posts, Holders"][3] if cell.value == "point"]
    [fault] = faults_of(path, rates)
    assert (fault.cell, fault.found) == (f"sheet Present posts, Holders, cell {point}4", "24.5")


def test_numbers_that_look_like_text_and_text_that_looks_like_numbers_stay_what_they_are(filled):
    """A post number keeps its zeros; a grade is text or a number, as in a file; a title of figures is text."""
    read = read_scenario(filled(old={"post_number": "0100", "title": 2010, "grade": 24}))[0]
    assert read.data["present"][0]["post_number"] == "0100"
    assert read.data["present"][0]["title"] == "2010"
    assert read.data["present"][0]["grade"] == 24
