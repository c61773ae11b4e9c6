"""What a sheet of posts works out: each figure once, though people follow each other in a post."""

import re

import pytest

from tests.desk.desk_alone import desk_in, tile


@pytest.fixture
def desk(tmp_path):
    return desk_in(tmp_path, "example-childrens-service.yaml")


def pounds(text):
    return int(re.sub(r"[^\d-]", "", text.replace("\u2212", "-")))


@pytest.mark.parametrize("side", ["present", "proposed"])
def test_fte_and_pounds_of_all_posts_are_those_of_their_heading_and_of_the_headline(desk, side):
    """A social worker leaves in the year and another comes: that is one post of 1 FTE, not of 2."""
    cells = [row["cells"] for row in desk.page.views["worked_out"][side]["rows"]]
    of_heading = desk.page.views["sheets"][side]["count"].partition(", ")[2].removesuffix(" FTE")
    assert sum(float(row["fte_in_all"]) for row in cells) == pytest.approx(float(of_heading))
    key = "before" if side == "present" else "after"
    assert sum(pounds(row[key]) for row in cells) == pytest.approx(pounds(tile(desk, side)), abs=len(cells))
