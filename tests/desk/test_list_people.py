"""Who somebody is never comes from a list: such columns are known by their heading and by their cells.

Every value is invented, and no name is one that a person could have.
"""

from datetime import date

import pytest

from model.desk.posts_in import match, take_in
from model.schema.lists.listing import read_list
from tests.desk.lists import write_csv

pytest_plugins = ("tests.desk.lists_taken",)


def reasons(found):
    return {row.line: row.reason for row in found.refused}


OF_PEOPLE = {
    **dict.fromkeys(("Post Holder(s)", "Occupant", "Current Postholder", "Full name", "Employee's name"), "Person A"),
    **dict.fromkeys(("Line Manager Name", "Reports To"), "Person B"),
    **dict.fromkeys(("Email", "E-mail address"), "a@x.invalid"),
    "Known As": "Person",
    "Initials": "PA",
    "NI Number": "QQ123456C",
    "Date of Birth": "1980-01-01",
}
BY_CELLS = {
    "Contact": ["a@x.invalid", "b@x.invalid"],
    "Reference": ["QQ123456C", "QQ 12 34 57 A"],
    "Who": ["Personson, Ann-Invented", "Persondottir, Bob-Invented"],
    "Cover": ["Mr Person", "Dr Persona"],
    "Held": ["Person Alpha", "Person Beta"],
    "Signed": ["A. Person", "B. Persona"],
    "Born": ["01/02/1980", "3 March 1975"],
}
NOT_OF_PEOPLE = {
    "Team": ["Adult Services", "Adult Services"],
    "Post": ["Senior Officer", "Team Leader"],
    "Location": ["North House", "South House"],
    "Job title": ["Manager, Finance", "Manager, Schools"],
    "Start date": ["01/04/1985", "01/04/1990"],
    "Payroll number": ["H1", "H2"],
}


@pytest.mark.parametrize("heading", OF_PEOPLE)
def test_a_column_of_people_is_known_by_its_heading_and_never_offered(tmp_path, draft, heading):
    rows = [("Post", heading, "Grade", "FTE"), ("Technician", OF_PEOPLE[heading], "5-6", 1)]
    posts = read_list(write_csv(tmp_path / "list.csv", rows))
    assert tuple(posts.why_of_people) == (heading,) and heading not in posts.offered
    with pytest.raises(ValueError, match="is never read"):
        match(posts, "present", {"Post": "title", heading: "note"}, draft)


@pytest.mark.parametrize("heading", BY_CELLS)
def test_a_column_of_people_is_known_by_its_cells_under_any_heading(tmp_path, heading):
    rows = [("Post", heading, "Grade"), *(("Technician", cell, "5-6") for cell in BY_CELLS[heading])]
    posts = read_list(write_csv(tmp_path / "list.csv", rows), today=date(2025, 4, 1))
    assert tuple(posts.why_of_people) == (heading,)


@pytest.mark.parametrize("heading", NOT_OF_PEOPLE)
def test_teams_titles_places_and_days_of_starting_are_no_names(tmp_path, heading):
    rows = [(heading, "Grade"), *((cell, "5-6") for cell in NOT_OF_PEOPLE[heading])]
    assert tuple(read_list(write_csv(tmp_path / "list.csv", rows), today=date(2025, 4, 1)).why_of_people) == ()


def test_nothing_of_a_person_reaches_the_draft_or_its_file(taken, draft):
    notes = {"Technician": "", "Clerk": "ask c@x.invalid", "Cook": "QQ123456C"}
    posts = ((title, "5-6", note, *OF_PEOPLE.values()) for title, note in notes.items())
    rows = [("Post", "Grade", "Notes", *OF_PEOPLE), *posts]
    found = taken(rows)
    assert [post["title"] for post in found.posts] == ["Technician"]
    assert reasons(found) == {
        3: "Note: found an e-mail address; expected no personal data; leave it out of the list.",
        4: "Note: found a National Insurance number; expected no personal data; leave it out of the list.",
    }
    take_in(draft, "present", found, instead=True)
    draft.save(author="T")
    written = "".join(path.read_text(encoding="utf-8") for path in draft.path.parent.glob("*.yaml"))
    assert not any(cell in written + str(draft.data) for cell in ("Person", "x.invalid", "QQ12", "1980"))


VACANT = ["VACANT", "Vacant post", "Vacant (agency)", "VACANT - frozen", "Vacancy", "vacant from 1 May", "n/a", "-"]
ASKED = ["TBC", "TBA", "tbc", "?", "To be confirmed", "Agency worker"]


@pytest.mark.parametrize("heading, held", [("Payroll number", "77"), ("Holder", "Person A")])
def test_vacancies_in_words_are_vacant_and_what_is_left_open_is_asked(taken, heading, held):
    """Two posts are held, one of them by the only name that is in the list, and nobody's name makes a vacancy."""
    words = [held, *VACANT, *ASKED]
    found = taken([("Post", heading, "Grade", "FTE"), *((f"Post {n}", word, "5-6", 1) for n, word in enumerate(words))])
    assert [post.get("vacant", False) for post in found.posts] == [False] + [True] * len(VACANT)
    assert [row.line for row in found.refused] == [len(VACANT) + 3 + n for n in range(len(ASKED))]
    for word, reason in zip(ASKED, reasons(found).values(), strict=True):
        assert reason.startswith(
            f"Holder's reference: found '{word.split()[0]}' for the holder; expected the holder's reference"
        )


def test_a_reference_beside_a_vacancy_and_a_name_without_a_reference_are_asked(taken):
    rows = [("Post", "Payroll number", "Surname", "Grade"), ("A", 77, "Vacant", "5-6"), ("B", "", "Person", "5-6"),
            ("C", "", "", "5-6"), ("D", 78, "Person", "5-6"), ("E", "", "Vacant", "5-6")]  # fmt: skip
    found = taken(rows)
    assert {post["title"]: post.get("vacant", False) for post in found.posts} == {"C": True, "D": False, "E": True}
    assert [row.title for row in found.refused] == ["A", "B"]


def test_honorifics_are_of_people_and_the_job_title_is_the_title(taken, tmp_path):
    rows = [
        ("Title", "Forename", "Surname", "Job Title", "Grade", "SCP", "FTE", "Payroll Number"),
        ("Mrs", "Person", "A", "Technician", "5-6", 5, 1, 100),
        ("Mr", "Person", "B", "Officer", "12-17", 13, 0.5, 101),
    ]
    assert tuple(read_list(write_csv(tmp_path / "list.csv", rows)).why_of_people) == ("Title", "Forename", "Surname")
    assert [(post["title"], post["holders"]) for post in taken(rows).posts] == [
        ("Technician", [{"ref": "H1", "fte": 1, "point": 5}]),
        ("Officer", [{"ref": "H2", "fte": 0.5, "point": 13}]),
    ]
