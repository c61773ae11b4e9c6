"""A list matched as the desk suggests, against a small scenario."""

import json

import pytest

from model.desk.draft import Draft
from model.desk.posts_in import match
from model.schema.lists.listing import read_list, suggest
from tests.conftest import small
from tests.desk.lists import write_book, write_csv


@pytest.fixture
def draft(tmp_path, rates):
    """A small scenario of 2024/25 on the national spine, points 2 to 43."""
    path = tmp_path / "scenario.yaml"
    path.write_text(json.dumps(small()), encoding="utf-8")
    return Draft.open(path, rates)


@pytest.fixture
def taken(tmp_path, draft):
    """Write a list, as CSV or as sheets, and match it as suggested; gives what would be taken in."""

    def take(rows=None, change=None, side="present", choose=None, **sheets):
        if rows is not None:
            path = write_csv(tmp_path / "list.csv", rows)
        else:
            path = write_book(tmp_path / "list.xlsx", change, **sheets)
        posts = read_list(path)
        return match(posts, side, suggest(posts, side) | (choose or {}), draft)

    return take
