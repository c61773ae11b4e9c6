"""Text lost to a YAML comment, and files that are not saved as UTF-8."""

import pytest

from model.base.faults import InputFaults
from model.schema.load import load_scenario
from model.schema.reading.document import read_yaml


@pytest.fixture
def read(tmp_path):
    def read(content):
        path = tmp_path / "scenario.yaml"
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return read_yaml(path).data

    return read


@pytest.mark.parametrize(
    ("line", "lost"),
    [
        ("title: Review #2 of the team", "#2 of the team"),
        ("title: Review # 2 of the team", "# 2 of the team"),
        ('title: "Review" #2', "#2"),
        ("posts: [{title: Clerk #2}, {title: Clerk}]", "#2}, {title: Clerk}]"),
        ("title: Review #urgent  # a note", "#urgent  # a note"),
    ],
)
def test_text_after_a_hash_is_told_with_its_line_and_how_to_keep_it(read, line, lost):
    closed = line if "[" not in line else f"{line}\n]"
    with pytest.raises(InputFaults) as told:
        read(f"format: 1\n{closed}\n")
    if "[" not in line:
        assert "line 2" in str(told.value) and lost in str(told.value) and "quotation marks" in str(told.value)


@pytest.mark.parametrize(
    "line",
    [
        "title: Review  # of the team, see ticket #2",
        "title: Review # a note",
        'title: "Review #2"',
        "title: 'Review #2'  # 2 posts",
        "title: >\n  Review #2\n  of it",
        "title: Review#2",
        "# title: Review #2\ntitle: Review",
        "fte: 2  # 2 posts",
        "title: Review ## part two",
    ],
)
def test_a_comment_and_quoted_text_stay_possible(read, line):
    assert read(f"format: 1\n{line}\n")["format"] == 1


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("title: Café – £5\n".encode("cp1252"), "line 1: the file: found text saved as ANSI (Windows-1252)"),
        ("title: Café\n".encode("utf-16"), "text saved as Unicode (UTF-16)"),
        (b"PK\x03\x04\x00\xff", "not text, such as a workbook or a picture"),
    ],
)
def test_a_file_that_is_not_in_utf_8_is_told_its_encoding(read, content, says):
    with pytest.raises(InputFaults) as told:
        read(content)
    assert says in str(told.value) and "UTF-8" in str(told.value)


@pytest.mark.parametrize(
    ("line", "lost"), [("title: &x Hello", "'&x'"), ("title: ! Hello", "'!'"), ("title: !Now", "'!")]
)
def test_a_mark_that_yaml_leaves_out_is_told(read, line, lost):
    with pytest.raises(InputFaults) as told:
        read(f"format: 1\n{line}\n")
    assert "line 2" in str(told.value) and lost in str(told.value) and "quotation marks" in str(told.value)


@pytest.mark.parametrize("line", ["a: &x 5\nb: *x", 'title: "&x Hello"', "title: Hello!", "title: R & D"])
def test_a_value_that_is_repeated_and_plain_marks_stay_possible(read, line):
    assert read(f"format: 1\n{line}\n")["format"] == 1


@pytest.mark.parametrize("written", ["~", "12", "1e3", "1.10", "true"])
def test_text_that_yaml_reads_as_something_else_is_refused(write_scenario, rates, written):
    path = write_scenario()
    kept = [f"title: {written}" if line.startswith("title:") else line for line in path.read_text().splitlines()]
    path.write_text("\n".join(kept), encoding="utf-8")
    with pytest.raises(InputFaults, match=r"title: found .*; expected text"):
        load_scenario(path, rates)


@pytest.mark.parametrize("written", ["NO", "yes", "1:30", "2010-12-01", "+44 20", "0100", "1_000", "012", "0o17"])
def test_text_that_only_older_yaml_changes_stays_as_typed(write_scenario, rates, written):
    path = write_scenario()
    kept = [f"title: {written}" if line.startswith("title:") else line for line in path.read_text().splitlines()]
    path.write_text("\n".join(kept), encoding="utf-8")
    assert load_scenario(path, rates).title == written


@pytest.mark.parametrize("written", ["0100", "007", "1_000", "0o17"])
def test_a_code_keeps_every_character_that_was_typed(read, written):
    assert read(f"format: 1\ncost_centre: {written}\n")["cost_centre"] == written
