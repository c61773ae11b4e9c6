"""Text lost to a YAML comment, and files that are not saved as UTF-8."""

import pytest

from model.faults import InputFaults
from model.schema.document import read_yaml


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
        (b"PK\x03\x04\x00\xff", "no text, as a workbook or a picture is not"),
    ],
)
def test_a_file_that_is_not_in_utf_8_is_told_its_encoding(read, content, says):
    with pytest.raises(InputFaults) as told:
        read(content)
    assert says in str(told.value) and "UTF-8" in str(told.value)
