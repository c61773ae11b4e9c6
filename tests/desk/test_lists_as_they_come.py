"""Establishment lists as councils keep them give the right posts, or a refusal in words, and never a name.

The lists are rebuilt from public reports of what spreadsheets and HR systems do; every value in them is invented.
"""

import json
from datetime import date

import pytest

from model.base.faults import InputFaults
from model.desk.draft import Draft
from model.desk.posts_in import match
from model.schema.lists.listing import read_list, suggest, unsettled
from tests.conftest import small
from tests.desk.lists import write_book, write_csv

pytest_plugins = ("tests.desk.lists_taken",)


def reasons(found):
    return {row.line: row.reason for row in found.refused}


def test_a_grade_that_excel_made_a_date_is_refused_with_what_was_typed(taken):
    """Typed 8-10, 5-7 and 10-17; Excel shows the third as a month, there being no seventeenth month."""
    grades = {"Assistant": "08-Oct", "Clerk": "05-Jul", "Officer": "Oct-17", "Manager": "32-35"}
    rows = [("Job title", "Grade", "FTE"), *((title, grade, 1) for title, grade in grades.items())]
    found = taken(rows)
    assert [post["title"] for post in found.posts] == ["Manager"]
    assert {line: reason.rpartition(" of ")[2] for line, reason in reasons(found).items()} == {
        2: "8-10.", 3: "5-7.", 4: "10-17."
    }  # fmt: skip
    assert all("looks like the date that Excel makes of" in reason for reason in reasons(found).values())


def test_the_same_in_a_workbook_names_the_cell(taken):
    rows = [
        ("Job title", "Grade"),
        ("Assistant", date(2025, 10, 8)),
        ("Officer", date(2017, 10, 1)),
        ("Manager", "32-35"),
    ]

    def month_and_year(book):
        book["List"]["B3"].number_format = "mmm-yy"

    found = taken(List=rows, change=month_and_year)
    assert [post["title"] for post in found.posts] == ["Manager"]
    first, second = reasons(found).values()
    assert (
        first.startswith("Grade (cell B2): found the date 8 October 2025") and "Excel turns 8-10 into a date" in first
    )
    assert second.startswith("Grade (cell B3)") and "Excel turns 10-17 into a date" in second


TWICE = [("Job title", "Grade", "FTE", "FTE"), ("Clerk", "5-6", 1, 0.5)]


def test_two_columns_of_one_heading_are_refused_as_check_refuses_them_until_one_is_chosen(taken, tmp_path, rates):
    with pytest.raises(InputFaults) as refused:
        taken(TWICE)
    [fault] = refused.value.faults
    assert (fault.line, fault.said) == (1, "found 'FTE' twice, in columns C and D; expected 'FTE' once.")
    (tmp_path / "posts.csv").write_text("id,title,grade,fte,fte,fate\na,Clerk,5-6,1,0.5,deleted\n", encoding="utf-8")
    (tmp_path / "check.yaml").write_text(json.dumps({**small(), "present": "posts.csv"}), encoding="utf-8")
    by_check = next(fault for fault in Draft.open(tmp_path / "check.yaml", rates).faults if "twice" in fault.found)
    assert by_check.said == "found 'fte' twice, in columns D and E; expected 'fte' once."
    assert [post["fte"] for post in taken(TWICE, choose={"FTE (column D)": "fte"}).posts] == [0.5]
    assert [post["fte"] for post in taken(TWICE, choose={"FTE (column C)": "fte"}).posts] == [1]


def test_in_a_workbook_the_second_of_each_is_named_by_its_cell(taken):
    rows = [("Job title", "Grade", "FTE", "FTE", "Job title"), ("A", "5-6", 1, 0.5, "A2")]
    with pytest.raises(InputFaults) as refused:
        taken(List=rows)
    assert {fault.cell for fault in refused.value.faults} == {"sheet List, cell D1", "sheet List, cell E1"}


def test_two_headings_of_one_meaning_are_asked_about_only_where_they_differ(taken, tmp_path):
    differ = [("Job title", "Grade", "FTE", "WTE"), ("Clerk", "5-6", 1, 0.5)]
    with pytest.raises(
        InputFaults, match="'FTE' in C and 'WTE' in D; expected one of these columns, chosen by you as FTE"
    ):
        taken(differ)
    [post] = taken([differ[0], ("Clerk", "5-6", 0.5, 0.5)]).posts
    assert post["fte"] == 0.5
    assert list(unsettled(read_list(write_csv(tmp_path / "list.csv", differ)), "present")) == ["fte"]


BANNER = [
    ("Invented Council establishment as at 31 March", None, None, None, None),
    ("Post", None, None, "Contract", None),
    ("Post\nTitle", "Post No.", "Grade / SCP range", "FTE\n(budget)", "Hours"),
    ("Teaching Assistant", 10012, "4-6", 0.68, 25),
    ("Midday Supervisor", 10013, "2-3", 0.2, 7.5),
    ("Total", None, None, 0.88, None),
    ("Printed on 1 April", None, None, None, None),
]


def test_a_row_of_merged_headings_above_the_headings_is_passed_over_and_a_total_is_no_post(taken):
    """0.68 + 0.2 = 0.88 FTE: the total of the list, and no post of its own."""

    def merge(book):
        book["List"].merge_cells("A2:C2")
        book["List"].merge_cells("D2:E2")

    found = taken(List=BANNER, change=merge)
    assert [(post["title"], post["post_number"], post["grade"], post["fte"]) for post in found.posts] == [
        ("Teaching Assistant", "10012", "4-6", 0.68),
        ("Midday Supervisor", "10013", "2-3", 0.2),
    ]
    assert found.fte_listed == found.fte_taken == pytest.approx(0.88)
    assert reasons(found) == {
        6: "left out: what looks like a total",
        7: "left out: only one cell, 'Printed on 1 April'",
    }
    assert not any(row.post for row in found.refused)


def test_headings_over_two_rows_are_read_together(tmp_path):
    rows = [("Post", "Post", "Pay", "Contracted"), ("name", "ref", "band", "hours"), ("Clerk", "7", "5-6", "18.5")]
    posts = read_list(write_csv(tmp_path / "list.csv", rows))
    assert tuple(posts.columns) == ("Post name", "Post ref", "Pay band", "Contracted hours")
    assert list(suggest(posts, "present").values()) == ["title", "post_number", "grade", "hours"]


def test_a_list_on_a_second_sheet_is_found_and_any_sheet_and_row_can_be_chosen(tmp_path, draft):
    guidance = [("How to fill in", "see below"), ("Do not change", "grey cells")]
    rows = [("Job title", "Grade", "FTE"), ("Clerk", "5-6", 1)]
    path = write_book(tmp_path / "list.xlsx", Guidance=guidance, Posts=rows, Old=[*rows, ("Porter", "2-3", 1)])
    posts = read_list(path)
    assert (posts.grid.sheet, posts.grid.sheets) == ("Posts", ("Guidance", "Posts", "Old"))
    old = posts.on_sheet("Old")
    assert [post["title"] for post in match(old, "present", suggest(old, "present"), draft).posts] == [
        "Clerk",
        "Porter",
    ]
    lower = old.with_headings(1, 1)
    assert tuple(lower.columns) == ("Clerk", "5-6", "1") and len(lower.below) == 1


def test_job_title_is_the_title_though_a_column_called_title_stands_first(tmp_path):
    rows = [("Title", "Job Title", "Grade"), ("Section 1", "Technician", "5-6"), ("Section 2", "Officer", "5-6")]
    assert suggest(read_list(write_csv(tmp_path / "list.csv", rows)), "present")["Job Title"] == "title"


TOTALS = ["Total", "TOTAL:", "Grand total", "Sub-total", "Total posts", "Team total", "Total for the service"]


@pytest.mark.parametrize("word", TOTALS)
def test_a_total_is_told_and_never_a_post(taken, word):
    found = taken([("Post", "Grade", "No. of posts", "FTE"), ("Clerk", "5-6", 2, 1), (word, "", 2, 2)])
    assert (found.posts_listed, found.posts_taken) == (2, 2)
    assert "looks like a total" in reasons(found)[3]


def test_figures_alone_under_a_list_are_a_total_too_and_a_title_with_the_word_is_a_post(taken):
    found = taken([("Post", "Grade", "No. of posts", "FTE"), ("Total Rewards Adviser", "5-6", 2, 1), ("", "", 2, 2)])
    assert [post["title"] for post in found.posts] == ["Total Rewards Adviser"]
    assert reasons(found)[3] == "left out: only figures, as in a row of totals"


def test_points_and_grades_are_those_of_the_scenario_s_pay_tables(taken):
    """Points 2 to 43 are held for 2024/25; SO1 is no grade of theirs, and nobody's grade has been named."""
    grades = {"A": ("18-21", "SCP 20"), "B": ("SCP 20", "Spine point 20"), "C": ("18-21", "99"), "D": ("SO1", "20"),
              "E": ("18-21", "SO1"), "F": ("18-21", 20)}  # fmt: skip
    rows = [("Post", "Grade", "SCP"), *((title, *written) for title, written in grades.items())]
    found = taken(rows)
    assert [(post["title"], post["grade"], post["holders"][0]["point"]) for post in found.posts] == [
        ("A", "18-21", 20), ("B", "20", 20), ("F", "18-21", 20)
    ]  # fmt: skip
    why = reasons(found)
    assert why[4].startswith("Holder's point: found '99'; expected") and why[5].startswith(
        "Grade: found 'SO1'; expected"
    )
    assert why[6].startswith("Holder's point: found 'SO1'; expected a whole number")


def test_what_is_shown_by_a_cell_format_is_read_as_shown_or_refused_with_its_cell(taken):
    """13 shown as ED0013, 123 as 00123, and 13 as £13, which is no number of a post."""
    rows = [("Post", "Grade", "Post number", "FTE"), ("A", "5-6", 13, 1), ("B", "5-6", 123, 0.5), ("C", "5-6", 13, 1)]

    def formats(book):
        for cell, form in (("C2", '"ED"0000'), ("C3", "00000"), ("C4", "£#,##0"), ("D3", "0%")):
            book["List"][cell].number_format = form

    found = taken(List=rows, change=formats)
    assert [(post["post_number"], post["fte"]) for post in found.posts] == [("ED0013", 1), ("00123", 0.5)]
    assert reasons(found)[4].startswith("Post number (cell C4): found the number 13, which its cell format")


def test_a_number_typed_as_text_is_refused_as_check_refuses_it(taken):
    found = taken(List=[("Post", "Grade", "FTE"), ("A", "5-6", "0.5")])
    assert reasons(found)[2].startswith("FTE (cell C2): found the text '0.5'; expected a number stored as a number")


def test_control_characters_are_refused_with_line_and_column(taken):
    found = taken([("Post", "Grade"), ("Technician\vNights", "5-6"), ("Two\nlines", "5-6")])
    assert [post["title"] for post in found.posts] == ["Two\nlines"]
    assert reasons(found)[2].startswith("Post title: found a control character, U+000B, in 'Technician")
