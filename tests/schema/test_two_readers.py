"""The fast reader of YAML reads what it reads as the thorough one does: the same values, types and lines."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from model.base.faults import InputFaults
from model.schema.reading.yaml_by_ruamel import read_by_ruamel
from model.schema.reading.yaml_plain import read_plain
from tests.conftest import HOME, SCENARIOS

EVERY_FILE = sorted(path for folder in ("scenarios", "tests", "model") for path in (HOME / folder).rglob("*.yaml"))
PIECES = (
    *("a", "b: ", "key: ", ": ", ":", "- ", "-", "? ", "\n", "\n  ", "\n    ", "\n- ", "\n# note\n", " # note", "#"),
    *("{", "}", "[", "]", ", ", "'", '"', "''", "|\n", ">\n", ">-\n", "|2\n", "---\n", "...\n", "\\", "\\n", "%", "@"),
    *("no", "12:30", "1e3", "0100", "1_0", ".5", "+1", "1.", "~", "TRUE", "=", "<<", "2010-11-18", "http://x", "a:b"),
    *("é", "\xa0", "\x85", "\u2028", "\r\n", "\r", "\t", "&x ", "*x", "! ", "!!str "),
)


def read_twice(text):
    """What both readers make of a text; None for the fast one where it leaves it to the other, or that for a fault."""
    plain = read_plain(text)
    if plain is None:
        return None, None
    try:
        return plain, read_by_ruamel(text, "scenario.yaml")
    except InputFaults as faults:
        return plain, faults


@pytest.mark.parametrize("path", EVERY_FILE, ids=lambda path: path.relative_to(HOME).as_posix())
def test_every_file_here_is_read_alike(path):
    plain, thorough = read_twice(path.read_text(encoding="utf-8"))
    assert plain is not None
    assert repr(plain[0]) == repr(thorough[0]) and plain[1] == thorough[1]


@settings(max_examples=600)
@given(st.lists(st.sampled_from(PIECES), max_size=12))
def test_whatever_is_typed_is_read_alike_or_left(pieces):
    plain, thorough = read_twice(f"key: {''.join(pieces)}")
    assert repr(plain) == repr(thorough)


@pytest.mark.parametrize(
    ("written", "value"),
    [
        *((text, text) for text in ("no", "Yes", "on", "12:30", "1:30.5", "0100", "1_000", "0x1F", "2010-11-18")),
        *((text, None) for text in ("", "~", "null", "NULL")),
        *((text, True) for text in ("true", "True", "TRUE")),
        *((text, float(text)) for text in ("0.5", "-1.50", ".5", "+2.", "007.5")),
        *((text, int(text)) for text in ("0", "12", "-3", "+4")),
        *((text, text) for text in ("0o17", "1.2.3", "42-45#47", "tRUE", "nULL", "24.8%", "R & D")),
        *((text, text) for text in ("9" * 16, "9" * 5000)),
        ("'12'", "12"),
        ('"no"', "no"),
        (">\n  two\n  lines\n", "two lines\n"),
    ],
)  # fmt: skip
def test_a_value_is_read_as_version_1_2_of_yaml_has_it(written, value):
    """In version 1.1, which libyaml was written for, no is false, 12:30 is 750 and 0100 is 64."""
    plain, thorough = read_twice(f"key: {written}")
    assert repr(plain) == repr(thorough) == repr(({"key": value}, {("key",): 1}))


def test_lines_count_from_one_and_an_entry_stands_where_its_first_key_does():
    plain, thorough = read_twice(
        "# A note.\ntitle: T\nposts:\n  - id: a\n    fte: 1\n  # between\n  -\n    id: b\n  - [x,\n     y]\n"
    )
    assert plain == thorough
    assert plain[1] == {
        ("title",): 2, ("posts",): 3, ("posts", 0): 4, ("posts", 0, "id"): 4, ("posts", 0, "fte"): 5, ("posts", 1): 8,
        ("posts", 1, "id"): 8, ("posts", 2): 9, ("posts", 2, 0): 9, ("posts", 2, 1): 10,
    }  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        "a: 1\na: 2", "a: &x 1\nb: *x", "a: !!str 1", "a: !x 1", "a: ! 1", "%YAML 1.1\n---\na: no", "a: 1\n---\nb: 2",
        "a:\n\t- 1", "a: [1", "a: b: c", "1: a", "true: a", "- a", "a", "", "<<: {a: 1}", "a: .inf", "a: 1e3",
        "a: Review #2", "a: >#2\n", "---\na: 1", "a: 1\n...\n", "? |\n  b\n: 1", "a: |\n \n    ",
        "? [a]\n: 1", f"a: {'[' * 60}{']' * 60}", "a: \x07", "a: b\u2028c",
    ],
)  # fmt: skip
def test_a_mistake_and_what_is_rare_are_left_to_the_thorough_reader(text):
    assert read_plain(text) is None


@pytest.mark.parametrize(("word", "value"), [("maybe", "maybe"), ("true", True), ("No", False)])
def test_a_word_tagged_as_true_or_false_is_that_or_stays_text(word, value):
    assert read_by_ruamel(f"a: !!bool {word}", "scenario.yaml")[0] == {"a": value}


def test_every_scenario_is_read_fast():
    assert [path.stem for path in SCENARIOS if read_plain(path.read_text(encoding="utf-8")) is None] == []
