"""What is added to a part of a file stands above the comment of the part that follows."""

import pytest
from ruamel.yaml import YAML

from model.schema.changes.as_text import as_text


def written(before, change):
    """The first text that says what a file says after a change, which has to read back equal."""
    old, new = (YAML(typ="safe").load(before) for _ in range(2))
    change(new)
    text = next(as_text(before, old, new))
    assert YAML(typ="safe").load(text) == new
    return text


SECTIONS = """\
dates:
  # The first day of the new structure.
  implementation: 2026-10-01  # a Thursday

# The financial years that the tables show.
years:
  first: 2026/27
"""
NESTED = """\
people:
  assimilation:
    rule: same_point
  # How long pay is protected.
  protection: {months: 36}
"""
ENTRIES = """\
phases:
  # One
  - id: managers
    title: Managers

  # Two
  - id: teams
    title: Teams
"""


@pytest.mark.parametrize(
    ("before", "change", "line", "after"),
    [
        (SECTIONS, lambda all_: all_["dates"].update(decision="soon"), "  decision: soon\n", "# a Thursday\n"),
        (NESTED, lambda all_: all_["people"]["assimilation"].update(order="x"), "    order: x\n", "same_point\n"),
        (ENTRIES, lambda all_: all_["phases"][0].update(note="x"), "    note: x\n", "title: Managers\n"),
    ],
)
def test_a_key_is_added_above_the_comment_of_what_follows_and_nothing_else_changes(before, change, line, after):
    text = written(before, change)
    assert text == before.replace(after, f"{after}{line}")


def test_a_changed_entry_does_not_repeat_the_comment_of_the_next():
    text = written(ENTRIES, lambda all_: all_["phases"][0].update(title="Heads"))
    assert text == ENTRIES.replace("Managers", "Heads")
