"""Small multiples: a small chart for each pair of bars, all on one scale, three in a row."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from model.base.money import pounds
from model.report.chart import SIDES
from model.report.charts.drawing import DARK_BLUE, DARK_GREY, WIDTH, bar, layout, wrapped

if TYPE_CHECKING:  # a run that draws nothing should not wait for plotly
    import plotly.graph_objects as go

ACROSS, HEAD, PLOT, FOOT, GAP = 3, 36, 84, 18, 14
"""Charts in a row; then pixels for a title of two lines, for the columns, for the words below, and between rows."""
COLUMN, LABEL = 46, 14


def small_multiples(pairs: Mapping[str, tuple[float, float]]) -> go.Figure:
    """For each title a small chart of two columns, present (hatched) and proposed, with the £ at each column's end."""
    import plotly.graph_objects as go

    amounts = [0.0, *(amount for pair in pairs.values() for amount in pair)]
    low, high = min(amounts), max(amounts)
    pixels = PLOT / max(high - low, 1.0)
    below = -low * pixels + (LABEL if low < 0 else 0)
    tall = HEAD + LABEL + PLOT + (LABEL if low < 0 else 0) + FOOT + GAP
    rows = -(-len(pairs) // ACROSS)
    wide, height = WIDTH / ACROSS, rows * tall
    centres: list[list[float]] = [[], []]
    bases, lengths, texts, strokes = [], [[], []], [], []
    for place, (title, pair) in enumerate(pairs.items()):
        left, top = place % ACROSS * wide, height - place // ACROSS * tall
        base = top - tall + GAP + FOOT + below
        bases.append(base)
        strokes.append(_stroke(left + 8, left + wide - 8, base))
        texts.append(_text(left + wide / 2, top - HEAD / 2, f"<b>{wrapped(title)}</b>"))
        for side, (name, amount) in enumerate(zip(SIDES.values(), pair, strict=True)):
            centre = left + wide * (0.3 if side == 0 else 0.7)
            centres[side].append(centre)
            lengths[side].append(amount * pixels)
            end = base + amount * pixels + (LABEL / 2 + 2 if amount >= 0 else -LABEL / 2 - 2)
            texts.append(_text(centre, end, pounds(amount)))
            texts.append(_text(centre, top - tall + GAP + FOOT / 2, name.lower()))
    columns = [
        bar(name.lower(), DARK_BLUE, hatched=side == 0)
        | {"x": centres[side], "base": bases, "y": lengths[side], "width": COLUMN}
        for side, name in enumerate(SIDES.values())
    ]
    shape = layout(height, 0, {"range": [0, WIDTH], "visible": False}, {"range": [0, height], "visible": False})
    shape |= {"margin": {"l": 0, "r": 0, "t": 0, "b": 0}, "barmode": "overlay", "template": "none"}
    return go.Figure({"data": columns, "layout": shape | {"annotations": texts, "shapes": strokes}})


def _text(x: float, y: float, text: str) -> dict:
    return {"x": x, "y": y, "text": text, "showarrow": False, "xanchor": "center", "yanchor": "middle"}


def _stroke(left: float, right: float, y: float) -> dict:
    line = {"color": DARK_GREY, "width": 1}
    return {"type": "line", "layer": "below", "line": line, "x0": left, "x1": right, "y0": y, "y1": y}
