"""Where the boxes of a structure chart go: no box meets another, and no line runs through one."""

import random

import numpy as np
import pytest

from model.report.structure_charts.layout import ASIDE, IN_LIST, INDENT, UNDER, Box, lay_out
from tests.conftest import first_of

UPRIGHT, ON_ITS_SIDE = 650, 978


def random_tree(draw, posts):
    """A tree in which each box is below one that came before it, in boxes of any height."""
    above = [draw.randrange(number) for number in range(1, posts)]
    below = {number: [] for number in range(posts)}
    for number, head in enumerate(above, 1):
        below[head].append(number)
    heights = [draw.randrange(38, 128) for _ in range(posts)]

    def box(number):
        return Box(152, heights[number], tuple(map(box, below[number])))

    return box(0)


def sides(layout):
    """Left, top, right and bottom of each box, (boxes, 4)."""
    return np.array([(at.x, at.y, at.x + at.box.width, at.y + at.box.height) for at in layout.boxes])


def crossing(one, other):
    """Which rectangles have more than an edge in common, (of one, of other); a line is one without breadth."""
    return (
        (one[:, None, 0] < other[None, :, 2])
        & (other[None, :, 0] < one[:, None, 2])
        & (one[:, None, 1] < other[None, :, 3])
        & (other[None, :, 1] < one[:, None, 3])
    )


def lines_of(layout):
    return np.array(
        [(min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2)) for x1, y1, x2, y2 in layout.lines] or [(-9, -9, -9, -9)]
    )


@pytest.mark.parametrize("seed", first_of(range(10), 3))
def test_in_730_random_trees_no_box_meets_another_and_no_line_runs_through_one(seed):
    draw = random.Random(seed)
    for _ in range(73):
        layout = lay_out([random_tree(draw, draw.randint(1, 120))], draw.choice((UPRIGHT, ON_ITS_SIDE)))
        boxes, lines = sides(layout), lines_of(layout)
        assert not (crossing(boxes, boxes) & ~np.eye(len(boxes), dtype=bool)).any()
        assert not crossing(lines, boxes).any()
        # a line touches a box at its end alone: it never runs along an edge
        along = lines + (np.array((0, -0.5, 0, 0.5)) * (lines[:, 1] == lines[:, 3])[:, None])
        across = along + (np.array((-0.5, 0, 0.5, 0)) * (lines[:, 0] == lines[:, 2])[:, None])
        assert not crossing(across, boxes).any()
        assert (boxes[:, :2] >= 0).all() and (boxes[:, 2:] <= (layout.width, layout.height)).all()


def test_a_line_through_a_box_would_be_seen():
    """Two boxes, one beside the other, and a line across both."""
    boxes = np.array([(0, 0, 10, 10), (20, 0, 30, 10)])
    assert crossing(np.array([(5, 5, 25, 5)]), boxes).tolist() == [[True, True]]
    assert not crossing(np.array([(5, 10, 5, 30)]), boxes).any()


def test_each_line_of_a_head_ends_at_each_of_its_reports():
    """A head with three reports in a row: one line down, one across, and one to each report."""
    layout = lay_out([Box(100, 40, (Box(100, 40), Box(100, 40), Box(100, 40)))], 400)
    step, row, bend = 100 + ASIDE, 40 + UNDER, 40 + UNDER // 2
    assert [(at.x, at.y) for at in layout.boxes] == [(step, 0), (0, row), (step, row), (2 * step, row)]
    down = [(50 + step * n, bend, 50 + step * n, row) for n in range(3)]
    assert sorted(layout.lines) == sorted([*down, (50 + step, 40, 50 + step, bend), (50, bend, 50 + 2 * step, bend)])


def test_reports_that_fit_no_row_hang_in_a_list():
    """In 130 pixels there is room for one box a row: each is joined to a trunk at its left."""
    layout = lay_out([Box(100, 40, (Box(100, 40), Box(100, 40)))], 130)
    first, second, trunk = 40 + IN_LIST, 80 + 2 * IN_LIST, INDENT // 2
    assert [(at.x, at.y) for at in layout.boxes] == [(0, 0), (INDENT, first), (INDENT, second)]
    across = [(trunk, top + 20, INDENT, top + 20) for top in (first, second)]
    assert sorted(layout.lines) == sorted([(trunk, 40, trunk, second + 20), *across])


def test_what_fits_nowhere_is_wider_than_asked_and_never_on_top_of_another():
    layout = lay_out([Box(100, 40, (Box(100, 40, (Box(100, 40), Box(100, 40))), Box(100, 40)))], 90)
    assert layout.width > 90
    assert not (crossing(sides(layout), sides(layout)) & ~np.eye(5, dtype=bool)).any()
