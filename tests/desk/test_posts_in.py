"""An establishment list is looked at before it is taken in: columns matched, counts told, refusals with reasons."""

import shutil
from datetime import date

import pytest
from openpyxl import Workbook

from model.base.faults import InputFaults
from model.desk.draft import Draft
from model.desk.posts_in import count, match, take_in
from model.rates.tables import load_rates
from model.schema.lists.columns import columns_of
from model.schema.lists.listing import read_list, suggest
from tests.conftest import RESOLVED

RATES = load_rates()
HEADINGS = ["Post No.", "Job Title", "Employee Name", "Employee Number", "Pay Grade", "SCP", "Hours", "Cost Center",
            "Start date", "Line manager"]  # fmt: skip
ROWS = [
    ["0007", "ICT Officer", "Invented Person", 501, "26-29", 27, 36, "E1000", date(2008, 4, 1), "Another Invented"],
    ["0008", "ICT Officer", "Vacant", "vacant", "26-29", None, 18, "E1000", None, None],
    ["0009", "ICT Clerk", "Third Invented", 502, None, 20, 36, "E1000", None, None],
    ["0010", "ICT Trainee", "Fourth Invented", 503, "18-21", 18, 60, "E1000", None, None],
    [None, None, None, None, None, None, None, None, None, None],
    ["0011", "ICT Engineer", "Fifth Invented", 504, date(2011, 12, 11), 31, 36, "E1000", None, None],
]


@pytest.fixture
def workbook(tmp_path):
    book = Workbook()
    for row in (HEADINGS, *ROWS):
        book.active.append(row)
    book.save(tmp_path / "list.xlsx")
    return tmp_path / "list.xlsx"


@pytest.fixture
def draft(tmp_path):
    return Draft.open(shutil.copy(RESOLVED, tmp_path / "scenario.yaml"), RATES)


@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_a_title_may_stand_above_the_headings(tmp_path, kind, draft):
    path = tmp_path / f"list.{kind}"
    lines = [["Establishment list as at 1 April"], [], ["Job title", "Pay grade"], ["ICT Officer", "26-29"]]
    if kind == "xlsx":
        book = Workbook()
        for line in lines:
            book.active.append(line)
        book.save(path)
    else:
        path.write_text("\n".join(map(",".join, lines)) + "\n", encoding="utf-8")
    listed = read_list(path)
    assert (tuple(listed.columns), len(listed.below)) == (("Job title", "Pay grade"), 1)
    [post] = match(listed, "present", suggest(listed, "present"), draft).posts
    assert (post["title"], post["grade"]) == ("ICT Officer", "26-29")


def test_a_list_with_fte_and_hours_is_matched_by_fte_and_uk_dates_are_read(tmp_path, draft):
    path = tmp_path / "list.csv"
    path.write_text("Job title,Pay grade,WTE,Contracted hours,Start date\nOfficer,26-29,0.5,18,01/04/2011\n", "utf-8")
    columns = suggest(read_list(path), "proposed")
    assert "hours" not in columns.values() and columns["WTE"] == "fte"
    found = match(read_list(path), "proposed", columns, draft)
    assert found.refused == () and found.posts[0]["from"] == "2011-04-01"


def test_usual_headings_are_matched_and_names_of_people_never_offered(workbook):
    listed = read_list(workbook)
    assert (tuple(listed.columns), len(listed.below)) == (tuple(HEADINGS), 5)
    assert tuple(listed.why_of_people) == ("Employee Name", "Line manager")
    assert suggest(listed, "present") == {
        "Post No.": "post_number", "Job Title": "title", "Employee Number": "holder", "Pay Grade": "grade",
        "SCP": "point", "Hours": "hours", "Cost Center": "cost_centre", "Start date": "started",
    }  # fmt: skip
    assert suggest(listed, "proposed")["Start date"] == "from" and "point" not in columns_of("proposed")


@pytest.mark.parametrize(
    ("heading", "ours"),
    [("Post title", "title"), ("Spinal point", "point"), ("Spinal Column Point", "point"), ("F.T.E.", "fte"),
     ("WTE", "fte"), ("FTE", "fte"), ("Weeks per year", "weeks"), ("cost_centre", "cost_centre"),
     ("Cost centres", "cost_centre"), ("Payroll Number", "holder"), ("Surname", None), ("Name", None),
     ("Colour", None)],
)  # fmt: skip
def test_a_heading_is_matched_by_the_nearest_name(tmp_path, heading, ours):
    (tmp_path / "list.csv").write_text(f"{heading}\n1\n", encoding="utf-8")
    assert suggest(read_list(tmp_path / "list.csv"), "present") == ({heading: ours} if ours else {})


def test_each_row_is_a_post_or_is_refused_with_its_reason(workbook, draft):
    listed = read_list(workbook)
    found = match(listed, "present", suggest(listed, "present"), draft)
    assert [post["post_number"] for post in found.posts] == ["0007", "0008"]
    assert [(one.line, one.title) for one in found.refused] == [
        (4, "ICT Clerk"),
        (5, "ICT Trainee"),
        (7, "ICT Engineer"),
    ]
    clerk, trainee, engineer = (one.reason for one in found.refused)
    assert clerk == "Grade (cell E4): This is needed."
    assert trainee.startswith("Hours a week (cell G5): found 60; expected a number, more than 0 and at most 48.")
    assert "Excel turns 11-12 into a date" in engineer
    # Hours over 36: 1 + 0.5 + 1 + 60/36 + 1 listed; the first two are taken in.
    assert (found.posts_listed, found.posts_taken, found.fte_taken) == (5, 2, 1.5)
    assert found.fte_listed == pytest.approx(3.5 + 60 / 36)


def test_a_holder_is_a_number_and_a_vacancy_has_none(workbook, draft):
    listed = read_list(workbook)
    held, vacant = match(listed, "present", suggest(listed, "present"), draft).posts
    assert held["holders"] == [{"ref": "H1", "hours": 36, "point": 27, "started": "2008-04-01"}]
    assert vacant["vacant"] is True and "holders" not in vacant
    assert "Invented" not in str((held, vacant)) and "501" not in str((held, vacant))


def test_one_person_in_two_posts_stays_one(tmp_path, draft):
    text = "Title,Grade,FTE,Payroll no\nClerk,18-21,0.5,77\nTutor,18-21,0.5,77\nCook,18-21,1,78\n"
    (tmp_path / "list.csv").write_text(text, encoding="utf-8")
    listed = read_list(tmp_path / "list.csv")
    posts = match(listed, "present", suggest(listed, "present"), draft).posts
    assert [post["holders"][0]["ref"] for post in posts] == ["H1", "H1", "H2"]


def test_a_column_of_names_cannot_be_matched_by_hand(workbook, draft):
    listed = read_list(workbook)
    with pytest.raises(ValueError, match="a column that identifies people is never read"):
        match(listed, "present", {"Employee Name": "note", "Job Title": "title"}, draft)
    with pytest.raises(ValueError, match="matched only once"):
        match(listed, "present", {"Job Title": "title", "Pay Grade": "title"}, draft)


def test_taking_in_is_one_step_and_adds_to_what_is_there(workbook, draft):
    before, listed = count(draft.posts("present"), 36), read_list(workbook)
    assert before == (11, 11)  # the report's table of present roles: eleven posts
    found = match(listed, "present", suggest(listed, "present"), draft)
    take_in(draft, "present", found)
    assert count(draft.posts("present"), 36) == (before[0] + found.posts_taken, before[1] + found.fte_taken)
    assert [post["id"] for post in draft.posts("present")[-2:]] == ["ict-officer", "ict-officer-2"]
    assert not draft.stale and draft.assessment.blocked_by  # what becomes of them is still to be said
    draft.undo()
    assert not draft.changed and not draft.can_undo


def test_taking_in_can_put_a_list_in_the_place_of_another(workbook, draft):
    listed = read_list(workbook)
    columns = {name: ours for name, ours in suggest(listed, "proposed").items() if ours != "from"}
    take_in(draft, "proposed", match(listed, "proposed", columns, draft), instead=True)
    assert [post["title"] for post in draft.posts("proposed")] == ["ICT Officer", "ICT Officer"]


def test_a_reference_in_use_is_passed_over(workbook, tmp_path):
    source = RESOLVED.with_name("barnet-schools-ict-actual.yaml").read_text(encoding="utf-8")
    (tmp_path / "actual.yaml").write_text(source.replace("ref: J", "ref: H1"), encoding="utf-8")
    draft, listed = Draft.open(tmp_path / "actual.yaml", RATES), read_list(workbook)
    take_in(draft, "present", match(listed, "present", suggest(listed, "present"), draft))
    assert draft.posts("present")[-2]["holders"][0]["ref"] == "H2"


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [("list.xlsx", b"no workbook", "saved as .xlsx"), ("list.csv", b"Title;Grade\n", "separated by commas"),
     ("list.csv", "Title\ncaf\u00e9\n".encode("latin-1"), "CSV UTF-8")],
)  # fmt: skip
def test_what_cannot_be_read_is_told(tmp_path, name, content, said):
    (tmp_path / name).write_bytes(content)
    with pytest.raises(InputFaults, match=said):
        read_list(tmp_path / name)
    with pytest.raises(InputFaults, match="no such file"):
        read_list(tmp_path / "nowhere.csv")
