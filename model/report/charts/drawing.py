"""Drawing with plotly: rows are placed in pixels, so that labels never meet, however long a title or a list is."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from html import escape
from textwrap import wrap
from typing import TYPE_CHECKING

from model.base.money import POUND, half_up, pounds

if TYPE_CHECKING:  # a run that draws nothing should not wait for plotly
    import plotly.graph_objects as go

WIDTH, BAR, ROW_GAP, LINE, TICK_ROOM, EDGE = 600, 20, 12, 15, 28, 10
WRAP_AT = 28
MOST_LINES = 6
"""The most lines of a label: enough for a post's title of 150 letters."""
SHIFT = 5
"""Pixels from the end of a bar to its label."""
DARK_BLUE, TURQUOISE, ORANGE, DARK_GREY, PALE_GREY = "#12436D", "#28A197", "#F46A25", "#3D3D3D", "#D9D9D9"
FONT = {"family": "Arial, Liberation Sans, Helvetica, sans-serif", "size": 12, "color": "black"}
BUTTONS = ("zoom", "pan", "select", "lasso", "zoomIn", "zoomOut", "autoScale", "resetScale", "toImage")


class Picture:
    """A chart being drawn: labelled rows with bars, lines and texts. Positions across are in £; down, in pixels."""

    def __init__(
        self,
        labels: Iterable[str],
        amounts: Iterable[float | Decimal],
        room: tuple[int, int] = (0, 0),
        bars: bool = True,
        least: Sequence[int] = (),
        write: Callable[[float], str] = pounds,
    ):
        """Place the rows and the axis.

        ``room`` is the pixels for texts left and right of all the amounts, and ``least`` the least height of each row.
        Bars start at zero unless that would hide how they differ; ranges (``bars`` False) start near the lowest amount.
        ``write`` gives the text of an amount on the axis.
        """
        self.write, (left, right) = write, room
        self.labels, self.traces, self.shapes, self.texts = list(labels), [], [], []
        heights = [
            max(height, LINE * (label.count("<br>") + 1)) + ROW_GAP
            for label, height in zip(self.labels, least or [BAR] * len(self.labels), strict=True)
        ]
        self.centres = [sum(heights[:n]) + height / 2 for n, height in enumerate(heights)]
        self.height, self.margin = sum(heights), width_of(self.labels) + EDGE
        shown = [float(amount) for amount in amounts]
        low, high = min(shown), max(shown)
        high = low + max(high - low, high / 20, 1)
        across = WIDTH - self.margin - right - EDGE
        start = min(low, 0) if bars and low <= 2 * (high - low) else low - left * (high - low) / (across - left)
        least_step = (width_of([write(high)]) + 30) * (high - start) / across
        self.step = nice_step(max(least_step, 1))
        self.start = math.floor(start / self.step) * self.step if start >= 0 else start
        self.pound = across / (high - self.start)
        """Pixels to the pound."""

    @property
    def axis_start(self) -> str:
        """Words for the subtitle where the axis does not start at zero; empty where it does."""
        return f"; the axis starts at {pounds(self.start)}" if self.start > 0 else ""

    def bars(self, name: str, bars: Sequence[tuple], colour: str, thickness: int = BAR, hatched: bool = False) -> None:
        """Draw bars, each (row, start, length). ``name`` has no spaces (see ``bar``)."""
        places = {axis: [float(one[n]) for one in bars] for n, axis in enumerate(("y", "base", "x"))}
        self.traces.append(bar(name, colour, hatched=hatched) | {"orientation": "h", "width": thickness} | places)

    def diamonds(self, name: str, points: Sequence[tuple[float, float]]) -> None:
        """Draw a diamond at each point, (row, £)."""
        self.traces.append(
            {
                "type": "scatter",
                "mode": "markers",
                "name": name,
                "uid": name,
                "y": [y for y, _ in points],
                "x": [x for _, x in points],
                "marker": {"symbol": "diamond", "size": 11, "color": ORANGE, "line": {"color": "black", "width": 1}},
            }
        )

    def line(self, x: tuple[float, float], y: tuple[float, float]) -> None:
        """Draw a thin dashed line behind the bars."""
        self._stroke(x, y, "between", {"color": DARK_GREY, "width": 1, "dash": "3px,2px"})

    def break_bars(self, *rows: float) -> None:
        """Draw two white strokes across each bar where the axis does not start at zero."""
        for y, offset in ((y, offset) for y in rows for offset in (10, 17) if self.start > 0):
            x = [self.start + (offset + lean) / self.pound for lean in (-3, 3)]
            self._stroke(x, (y + BAR / 2 + 2, y - BAR / 2 - 2), "above", {"color": "white", "width": 3})

    def _stroke(self, x: Sequence[float], y: Sequence[float], layer: str, line: dict) -> None:
        ends = {"x0": x[0], "x1": x[1], "y0": y[0], "y1": y[1]}
        self.shapes.append({"type": "line", "layer": layer, "line": line, **ends})

    def text(self, x: float | Decimal, y: float, text: str, shift: int = SHIFT) -> None:
        """Write a text to the right of a point, or to its left where ``shift``, in pixels, is negative."""
        self.texts.append(label(x, y, text, shift) | {"align": "left"})

    def figure(self) -> go.Figure:
        """The figure, 600 pixels wide and as high as its rows."""
        import plotly.graph_objects as go

        end = self.start + (WIDTH - self.margin) / self.pound
        last = end - width_of([self.write(end)]) / 2 / self.pound
        ticks = [n * self.step for n in range(math.ceil(self.start / self.step), math.floor(last / self.step) + 1)]
        across = {
            "range": [self.start, end],
            "tickvals": ticks,
            "ticktext": [self.write(tick) for tick in ticks],
            "gridcolor": PALE_GREY,
        }
        down = {
            "range": [self.height, 0],
            "tickvals": self.centres,
            "ticktext": self.labels,
            "showgrid": False,
            "ticks": "",
            "ticklabelstandoff": 4,
        }
        shape = layout(self.height + TICK_ROOM, self.margin, across, down)
        shape |= {"template": {"data": {"scatter": [{"type": "scatter"}]}}, "barmode": "overlay"}
        shape |= {"shapes": self.shapes, "annotations": self.texts}
        # Checked by a test and not each time: plotly's own check takes fifteen times as long as all the rest.
        return go.Figure({"data": self.traces, "layout": shape}, _validate=False)


def nice_step(least: float) -> float:
    """The smallest round step of an axis that is at least ``least``: 1, 2 or 5 times a power of ten."""
    power = 10 ** math.floor(math.log10(least))
    return next((power * times for times in (1, 2, 5) if power * times >= least), power * 10)


def bar(name: str, colour: str, *, hatched: bool) -> dict:
    """The look of a kind of bar. ``name``, without spaces, is its id, so that the same chart gives the same SVG."""
    pattern = {"shape": "/" if hatched else "", "fgcolor": colour, "bgcolor": "white", "size": 7, "solidity": 0.35}
    outline = {"color": colour, "width": 1.5}
    look = {"color": "white" if hatched else colour, "pattern": pattern, "line": outline}
    return {"type": "bar", "name": name, "uid": name, "marker": look}


def label(x: float | Decimal, y: float, text: str, across: int) -> dict:
    """A text as plotly places it: to the right of a point, or to its left where ``across``, in pixels, is negative."""
    return {
        "x": float(x),
        "y": y,
        "text": text,
        "showarrow": False,
        "bgcolor": "white",
        "xshift": across,
        "xanchor": "left" if across > 0 else "right",
        "yanchor": "middle",
    }


def layout(height: float, margin: float, across: dict, down: dict) -> dict:
    """The layout that all charts share: the size in pixels, the font, and axes that can't be moved."""
    still = {"zeroline": False, "fixedrange": True, "tickangle": 0}
    return {
        "width": WIDTH,
        "height": height,
        "font": FONT,
        "showlegend": False,
        "margin": {"l": margin, "r": 0, "t": 0, "b": TICK_ROOM},
        "paper_bgcolor": "white",
        "plot_bgcolor": "white",
        "dragmode": False,
        "modebar": {"remove": BUTTONS},
        "xaxis": across | still,
        "yaxis": down | still,
    }


def width_of(texts: Iterable[str]) -> int:
    """The width of the widest line of the texts in 12-pixel Arial, in pixels: an estimate, rather too wide."""
    lines = [line for text in texts for line in re.sub("</?b>", "", text).split("<br>")]
    return math.ceil(
        max(
            sum(
                3.7 if letter in " .,:;'()/-|ijlt" else 9 if letter.isupper() or letter in "mw%×→" else 6.9
                for letter in line
            )
            for line in lines
        )
    )


def bars_from_nil(amounts: Mapping[str, float], texts: Mapping[str, str]) -> Picture:
    """A picture of one bar from nil for each name, hatched where the amount is below nil, with its text at the end."""
    less = {name for name, amount in amounts.items() if half_up(amount, POUND) < 0}
    left, right = (
        max([width_of([texts[name]]) + SHIFT for name in names], default=0) for names in (less, set(amounts) - less)
    )
    labels = [f"<b>{'<br>'.join(map(escape, wrap(name, WRAP_AT)))}</b>" for name in amounts]
    picture = Picture(labels, [0, *amounts.values()], room=(left, right), bars=not less, least=[BAR] * len(amounts))
    for role, colour, names in (("more", ORANGE, set(amounts) - less), ("less", DARK_BLUE, less)):
        bars = [(y, 0, amounts[name]) for y, name in zip(picture.centres, amounts, strict=True) if name in names]
        picture.bars(role, bars, colour, hatched=role == "less")
    picture.line((0, 0), (0, picture.height))
    for y, (name, amount) in zip(picture.centres, amounts.items(), strict=True):
        picture.text(amount, y, texts[name], shift=-SHIFT if name in less else SHIFT)
    return picture


def wrapped(text: str, *, whole: bool = False) -> str:
    """Text on several lines, with plotly's line breaks. A long text loses its middle, unless ``whole``."""
    lines = wrap(text, WRAP_AT, break_on_hyphens=False)
    if len(lines) > MOST_LINES and not whole:
        lines = [*lines[:2], "\u2026", lines[-1]]
    return "<br>".join(escape(line, quote=False) for line in lines)


def bold(text: str) -> str:
    """Text on several lines, in bold."""
    return f"<b>{wrapped(text)}</b>"
