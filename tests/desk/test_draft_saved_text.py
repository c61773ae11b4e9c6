"""A saved file keeps the text of what was not edited: lines, comments, line ends, and lists in other files."""

import re
import shutil
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from model.assessment.assess import assess
from model.desk.draft import Draft
from model.rates.tables import load_rates
from model.schema.load import load_scenario
from model.schema.reading.document import read_yaml
from tests.conftest import RESOLVED, change_scenario
from tests.desk.test_draft import ACTUAL, STEPS, taken

RATES = load_rates()
TODAY = date(2010, 11, 18)
GRADE = ("present", 0, "grade")


@pytest.fixture
def file(tmp_path):
    return shutil.copy(RESOLVED, tmp_path / "scenario.yaml")


def comments(text):
    return re.findall(r"(?:^|\s)(#.*)$", text, re.M)


def changed_lines(before, after):
    return [line for line in after.splitlines() if line not in before.splitlines()]


def test_only_the_line_of_the_edited_post_is_written_anew(file):
    before = file.read_text(encoding="utf-8")
    draft = Draft.open(file, RATES)
    draft.edit(GRADE, "42-46")
    draft.save(author="A. N. Officer (invented)", today=TODAY)
    after = file.read_text(encoding="utf-8")
    assert changed_lines(before, after) == [
        '  - {id: principal, title: Principal ICT Officer, grade: "42-46", fate: ring-fenced, '
        "to: [assistant-manager, senior-officer]}",
        "history:",
        "  - author: A. N. Officer (invented)",
        "    date: 2010-11-18",
        "    changes:",
        "      - what: 'Principal ICT Officer: grade 42-45#47 becomes 42-46'",
    ]
    assert not draft.changed and Draft.open(file, RATES).data == draft.data


COMMENTED = """\
# Above all.
format: 1  # the first form
title: "Quoted: kept"   # of the report

# The present posts
present:  # as they are
  # Officers
  - {id: a, title: A, grade: 1-2}  # the first
  # Clerks
  - id: b  # in lines
    title: 'B'  # in quotes
    grade: 3-4

  - {id: c, title: C, grade: 5-6,
     fate: open}  # over two lines
  # After the last

# The proposed posts
proposed: &all
  - {id: d, title: D, grade: 7-8}
also: *all
# At the end.
"""


@pytest.mark.parametrize(
    ("do", "gone"),
    [
        (lambda draft: draft.edit(("title",), "New"), set()),
        (lambda draft: draft.edit(("present", 0, "grade"), "2-3"), set()),
        (lambda draft: draft.edit(("present", 1, "title"), "BB"), set()),
        (lambda draft: draft.edit(("present", 2, "fate"), "deleted"), set()),
        (lambda draft: draft.add_post("present", {"title": "E"}, at=1), set()),
        (lambda draft: draft.move_post("present", 2, 0), set()),
        (lambda draft: draft.delete_post("present", 0), {"# the first"}),
        (lambda draft: draft.delete_post("present", 1), {"# in lines", "# in quotes"}),
        (lambda draft: draft.delete_post("present", 2), {"# over two lines"}),
        (lambda draft: draft.edit(("proposed", 0, "grade"), "8-9"), set()),
    ],
)
def test_comments_stay_but_on_the_lines_of_what_is_deleted(tmp_path, do, gone):
    file = tmp_path / "scenario.yaml"
    file.write_text(COMMENTED, encoding="utf-8")
    draft = Draft.open(file, RATES)
    do(draft)
    draft.save(author="A", today=TODAY)
    after = file.read_text(encoding="utf-8")
    assert set(comments(COMMENTED)) - set(comments(after)) == gone
    assert read_yaml(file).data == draft.data and draft.value(("also",)) == [{"id": "d", "title": "D", "grade": "7-8"}]
    assert draft.value(("title",)) == "New" or 'title: "Quoted: kept"   # of the report' in after


def test_line_ends_and_the_mark_of_excel_are_kept(tmp_path):
    file = tmp_path / "scenario.yaml"
    file.write_bytes(b"\xef\xbb\xbf" + RESOLVED.read_bytes().replace(b"\n", b"\r\n"))
    draft = Draft.open(file, RATES)
    draft.edit(GRADE, "42-46")
    draft.save(author="A", today=TODAY)
    after = file.read_bytes()
    assert after.startswith(b"\xef\xbb\xbf") and after.count(b"\n") == after.count(b"\r\n")


def test_posts_of_another_file_stay_there_until_they_are_changed(tmp_path):
    posts = read_yaml(RESOLVED).data["proposed"]
    rows = [[str(post.get(key, "")) for key in ("id", "title", "grade", "number", "filled_by")] for post in posts]
    table = "\n".join(",".join(f'"{cell}"' for cell in row) for row in rows)
    (tmp_path / "posts.csv").write_text(f"id,title,grade,number,filled_by\n{table}\n", encoding="utf-8")
    file = tmp_path / "scenario.yaml"
    file.write_text(change_scenario(proposed="posts.csv"), encoding="utf-8")
    draft = Draft.open(file, RATES)
    assert draft.value(("proposed", 4, "number")) == 4 and not draft.stale and not draft.changed
    draft.edit(GRADE, "42-46")
    draft.save(author="A", today=TODAY)
    assert read_yaml(file).data["proposed"] == "posts.csv" and draft.of_lists() == []
    before = (tmp_path / "posts.csv").read_text(encoding="utf-8")
    draft.edit(("proposed", 0, "fte"), "0.5")
    assert draft.of_lists() == [
        "The proposed posts are in posts.csv, a file beside scenario.yaml: Save writes them there."
    ]
    draft.save(author="A", today=TODAY)
    after = (tmp_path / "posts.csv").read_text(encoding="utf-8")
    assert after.splitlines()[0] == before.splitlines()[0] + ",fte" and after.splitlines()[1].endswith(",0.5")
    assert after.splitlines()[2:] == [f"{line}," for line in before.splitlines()[2:]]
    assert load_scenario(file, RATES) == draft.assessment.scenario and read_yaml(file).data["proposed"] == "posts.csv"
    draft.edit(("proposed", 0, "non_pay"), [{"kind": "Mileage", "amount": 100, "reason": "Invented"}])
    [told] = draft.of_lists()
    assert "writes the proposed posts into scenario.yaml" in told and "posts.csv is unchanged" in told
    draft.save(author="A", today=TODAY)
    assert (tmp_path / "posts.csv").read_text(encoding="utf-8") == after
    assert load_scenario(file, RATES) == draft.assessment.scenario
    assert read_yaml(file).data["proposed"][0]["fte"] == 0.5


@pytest.mark.long
@pytest.mark.parametrize("source", [RESOLVED, ACTUAL], ids=lambda source: source.stem)
@settings(max_examples=12)
@given(steps=st.lists(STEPS, min_size=1, max_size=6))
def test_whatever_was_done_saves_and_loads_equal_with_its_comments(tmp_path_factory, source, steps):
    folder = tmp_path_factory.mktemp("saved")
    file = shutil.copy(source, folder / "scenario.yaml")
    draft = Draft.open(file, RATES)
    for step in steps:
        taken(draft, step)
    shown, stale = draft.assessment.results, draft.stale
    for one in draft.reasons_missing:
        draft.give_reason(one.path, "A reason (invented).")
    draft.save(author="A", today=TODAY)
    again = Draft.open(file, RATES)
    assert again.data == draft.data and again.faults == draft.faults
    assert set(comments(source.read_text("utf-8"))) <= set(comments(file.read_text("utf-8")))
    if not stale:
        assert load_scenario(file, RATES) == draft.assessment.scenario and assess(file, RATES).results == shown
