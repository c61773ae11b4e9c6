"""Charts of an assessment: pictures that a printed page in black and white still tells apart.

Sign, hatching and outline carry what colour carries. The rows of every chart are laid out in pixels,
so that neither a long post title nor a long list of posts makes labels meet.
"""

from __future__ import annotations

import math
import textwrap
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

from model.assessment import Assessment
from model.bridge import Move
from model.costed import TIMELINES
from model.costing import ELEMENTS
from model.money import POUND, half_up, pounds
from model.pay import BASES
from model.schema.posts import Post

if TYPE_CHECKING:
    import pandas as pd
    import plotly.graph_objects as go

WIDTH = 600
FONT = "Arial, Liberation Sans, Helvetica, sans-serif"
TEXT_SIZE, LINE_HEIGHT, WRAP_AT, MOST_LINES = 12, 15, 28, 9
BAR, ROW_GAP = 20, 12
DARK_BLUE, TURQUOISE, ORANGE, DARK_GREY, PALE_GREY = "#12436D", "#28A197", "#F46A25", "#3D3D3D", "#D9D9D9"
STRUCTURES = {"do_nothing": "Present", "proposed": "Proposed"}


@dataclass(frozen=True)
class Chart:
    """One chart, with all the words that stand outside the picture and the numbers that it shows."""

    key: str
    """The stem of its file names."""
    headline: str
    """The message."""
    subtitle: str
    """Measure, unit, place and period, and where the axis starts if that is not zero."""
    figure: go.Figure
    alt: str
    """One sentence of at most 160 characters for who cannot see the picture."""
    source: str
    table: pd.DataFrame
    """The plotted numbers, money as Decimal whole pounds."""


def charts(assessment: Assessment) -> list[Chart]:
    """Every chart of the report, in the order of the page; ``income`` only where there are customers."""
    drawn = [bridge_chart(assessment), envelope_chart(assessment), elements_chart(assessment)]
    return [*drawn, income_chart(assessment)] if assessment.buy_backs else drawn


def bridge_chart(assessment: Assessment) -> Chart:
    """A waterfall from the present cost to the proposed, one bar a move of posts."""
    costed, basis, year = assessment.costed, assessment.scenario.costing.basis, assessment.costed.year_of_change
    before, after = costed.amount("do_nothing", basis, year), costed.amount("proposed", basis, year)
    levels = [before]
    for step in assessment.steps:
        levels.append(levels[-1] + step.change)
    names = [TIMELINES["do_nothing"][0], *(step.move.label for step in assessment.steps), TIMELINES["proposed"][0]]
    rows = Rows.of([_wrapped(names[0]), *(_wrapped_move(step.move) for step in assessment.steps), _wrapped(names[-1])])
    changes = [pounds(step.change, signed=True) for step in assessment.steps]
    labels = [pounds(before), *changes, pounds(after)]
    scale = Scale.near([*levels, after], rows.plot_width, room_right=_widest(labels))

    moved = range(len(assessment.steps))
    ends = [max(levels[n], levels[n + 1]) for n in moved]
    traces = [
        _bars("totals", [rows.centres[0], rows.centres[-1]], [scale.start] * 2, [before, after], SOLID_BLUE),
        *(_bars(name, [rows.centres[n + 1] for n in chosen], [min(levels[n], levels[n + 1]) for n in chosen],
                [ends[n] for n in chosen], fill)
          for name, fill, chosen in (("rises", SOLID_ORANGE, [n for n in moved if assessment.steps[n].change >= 0]),
                                     ("falls", HATCHED, [n for n in moved if assessment.steps[n].change < 0])))]
    shapes = [{"type": "line", "x0": level, "x1": level, "y0": rows.centres[n] + BAR / 2, "y1": rows.centres[n + 1] - BAR / 2,
               "line": {"color": DARK_GREY, "width": 1, "dash": "3px,2px"}} for n, level in enumerate(levels)]
    if scale.start > 0:
        shapes += [mark for centre in (rows.centres[0], rows.centres[-1]) for mark in _break_marks(scale, centre)]
    texts = [_right_of(x, y, label) for x, y, label in zip([before, *ends, after], rows.centres, labels, strict=True)]
    largest = max((step.change for step in assessment.steps), key=abs)
    return Chart(
        "bridge", _change_in_words(after - before),
        f"Full-year cost of the listed posts with on-costs, £, {_terms(assessment)}. Solid bars add to the cost and hatched bars "
        f"take from it{scale.said}.",
        _figure(rows, scale, traces, texts, shapes),
        f"Waterfall chart: the yearly cost goes from {pounds(before)} to {pounds(after)} in {_count(len(changes), 'step')}, "
        f"the largest {pounds(largest, signed=True)}.",
        _source(assessment, [basis]),
        _table([{"Step": name, "£ a year": amount} for name, amount in
                zip(names, [before, *(step.change for step in assessment.steps), after], strict=True)]))


def envelope_chart(assessment: Assessment) -> Chart:
    """The cost of one post from the bottom to the top of its grade, present posts above proposed ones."""
    scenario = assessment.scenario
    ends = {(structure, post.id): [_cost_of_one(assessment, structure, post, basis) for basis in ("bottom", "top", "extended_top")]
            for structure, posts in (("do_nothing", scenario.present), ("proposed", scenario.proposed)) for post in posts}
    posts = {"do_nothing": scenario.present, "proposed": scenario.proposed}
    entries = [entry for structure in posts for entry in ((structure, None), *((structure, post) for post in posts[structure]))]
    rows = Rows.of([_wrapped(f"{_titled(post)}, {post.grade}") if post else f"<b>{STRUCTURES[structure]} posts</b>"
                    for structure, post in entries])
    drawn = [(y, *ends[structure, post.id]) for y, (structure, post) in zip(rows.centres, entries, strict=True) if post]
    beyond = [(y, top, last) for y, _, top, last in drawn if pounds(last) != pounds(top)]
    right = {y: pounds(top) for y, _, top, _ in drawn} | {
        y: f"{pounds(top)},<br>{pounds(last)} past bar" for y, top, last in beyond}
    lows, highs = [low for _, low, _, _ in drawn], [max(top, last) for _, _, top, last in drawn]
    scale = Scale.near([*lows, *highs], rows.plot_width, room_left=_widest(map(pounds, lows)), room_right=_widest(right.values()))
    centres = [y for y, *_ in drawn]
    traces = [
        _dots("past the bar", [last for _, _, last in beyond], [y for y, _, _ in beyond]),
        _bars("bottom to top", centres, lows, [top for _, _, top, _ in drawn], SOLID_BLUE, thickness=BAR * 0.6)]
    shapes = [{"type": "line", "x0": top, "x1": last, "y0": y, "y1": y, "layer": "below",
               "line": {"color": DARK_GREY, "width": 2, "dash": "2px,2px"}} for y, top, last in beyond]
    texts = [_right_of(high, y, right[y], 8 if y in {y for y, _, _ in beyond} else 5) for y, high in zip(centres, highs, strict=True)]
    texts += [{**_right_of(low, y, pounds(low)), "xanchor": "right", "xshift": -5}
              for y, low, top, _ in drawn if pounds(low) != pounds(top)]
    widest = max(high - low for low, high in zip(lows, highs, strict=True))
    spans = [f"{pounds(min(own[0] for own in side))} to {pounds(max(max(own) for own in side))}" for side in (
        [ends[key] for key in ends if key[0] == structure] for structure in posts)]
    return Chart(
        "envelope",
        f"Its place in its grade moves a post\u2019s cost by up to {pounds(widest)}" if half_up(widest, POUND) else
        "Every post has one point, so its cost does not move",
        f"Full-year cost of one post with on-costs, £, bottom to top of its grade, {_place(assessment)}"
        f"{'; a diamond marks the last point past a bar' if beyond else ''}{scale.said}.",
        _figure(rows, scale, traces, texts, shapes),
        f"Range chart of one post\u2019s yearly cost, lowest to highest in its grade: {spans[0]} at present, {spans[1]} as proposed.",
        _source(assessment, ["bottom", "top", "extended_top"]),
        _table([{"Structure": STRUCTURES[structure], "Post": _titled(post), "Grade": post.grade}
                | {BASES[basis].label: amount for basis, amount in zip(("bottom", "top", "extended_top"),
                                                                       ends[structure, post.id], strict=True)}
                for structure, post in entries if post]))
