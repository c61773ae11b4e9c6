"""Drawing with plotly on two axes: amounts up, and years or sums across. Each line has its label at its end."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from model.base.money import pounds
from model.report.charts.drawing import (
    DARK_GREY,
    EDGE,
    LINE,
    PALE_GREY,
    TICK_ROOM,
    WIDTH,
    bar,
    label,
    layout,
    nice_step,
    width_of,
)

if TYPE_CHECKING:  # a run that draws nothing should not wait for plotly
    import plotly.graph_objects as go

HEIGHT, HEAD, FOOT, SIDE = 250, 24, 8, 16
TICK_APART = 45
"""The fewest pixels between two amounts on the axis."""


class Look(NamedTuple):
    """What distinguishes a line, in grey print too: its colour, dashes, width, and mark at each point (if any)."""

    colour: str
    dash: str = "solid"
    mark: str = ""
    width: float = 2.5


class _End(NamedTuple):
    """A text at the end of a line, and the point where the line ends."""

    across: float
    amount: float
    text: str

    @property
    def lines(self) -> int:
        return self.text.count("<br>") + 1


class Plane:
    """A chart being drawn. Positions across are numbers; ``ticks`` has the labelled positions, each with its label."""

    def __init__(
        self,
        ticks: Sequence[tuple[float, str]],
        amounts: Iterable[float],
        ends: Iterable[str] = (),
        write: Callable[[float], str] = pounds,
        pad: float = 0.0,
    ):
        """Place the axes, with room at the right for the texts ``ends``, and ``pad`` units of the axis at each side."""
        shown = [*amounts]
        low, high = min(shown), max(shown)
        spread = max(high - low, abs(high) / 20, 1e-9)
        self.up = nice_step(TICK_APART * spread / (HEIGHT - HEAD - FOOT))
        first, last = math.floor(low / self.up), math.ceil(high / self.up)
        self.rungs = [n * self.up for n in range(first, max(last, first + 1) + 1)]
        self.write, self.ticks = write, ticks
        self.margin = width_of(map(write, self.rungs)) + EDGE
        room = max(width_of(ends) + 12 if (ends := [*ends]) else 0, width_of([ticks[-1][1]]) / 2 + EDGE)
        start, last_tick = ticks[0][0] - pad, ticks[-1][0] + pad
        self.across = (WIDTH - self.margin - SIDE - room) / ((last_tick - start) or 1)
        """Pixels for each unit of the axis across."""
        self.first = start - SIDE / self.across
        self.traces: list[dict] = []
        self.shapes: list[dict] = []
        self.texts: list[dict] = []
        self._ends: list[_End] = []

    @property
    def axis_start(self) -> str:
        """Words for the subtitle where the axis does not start at zero; empty where it does."""
        return f"; the axis starts at {self.write(self.rungs[0])}" if self.rungs[0] > 0 else ""

    def band(self, name: str, across: Sequence[float], low: Sequence[float], high: Sequence[float], fill: str) -> None:
        """Shade the area between two lines, with outlines that show it in grey print too."""
        edge = {"color": DARK_GREY, "width": 1}
        for end, amounts in (("low", low), ("high", high)):
            fills = {"fill": "tonexty", "fillcolor": fill} if end == "high" else {}
            self.traces.append(_scatter(f"{name}-{end}", across, amounts, "lines") | {"line": edge} | fills)

    def line(self, name: str, across: Sequence[float], amounts: Sequence[float], look: Look, end: str = "") -> None:
        """Draw a line through points, with a text at its end."""
        drawn = {"line": {"color": look.colour, "width": look.width, "dash": look.dash}}
        if look.mark:
            outline = {"color": look.colour, "width": 1.5}
            drawn["marker"] = {"symbol": look.mark, "size": 9, "color": look.colour, "line": outline}
        self.traces.append(_scatter(name, across, amounts, "lines+markers" if look.mark else "lines") | drawn)
        if end:
            self.end(across[-1], amounts[-1], end)

    def end(self, across: float, amount: float, text: str) -> None:
        """A text to the right of the end of a line. Texts that would overlap are moved apart."""
        self._ends.append(_End(across, float(amount), text))

    def columns(self, name: str, columns: Sequence[tuple[float, float]], colour: str, *, hatched: bool = False) -> None:
        """Draw columns that start at 0, each (across, amount)."""
        places = {"x": [at for at, _ in columns], "y": [float(amount) for _, amount in columns]}
        self.traces.append(bar(name, colour, hatched=hatched) | {"orientation": "v", "width": 0.5} | places)

    def down(self, across: float, text: str) -> None:
        """A dashed line down the picture with a text at its head."""
        ends = {"x0": across, "x1": across, "y0": self.rungs[0], "y1": self.rungs[-1]}
        stroke = {"color": DARK_GREY, "width": 1, "dash": "3px,2px"}
        self.shapes.append({"type": "line", "layer": "between", "line": stroke, **ends})
        left = (across - self.first) * self.across > (WIDTH - self.margin) / 2
        self.texts.append(label(across, self.rungs[-1], text, -5 if left else 5) | {"yshift": HEAD / 2})

    def mark(self, across: float, amount: float, text: str, shift: int, up: int = 0) -> None:
        """A text beside a point, ``shift`` pixels to the right (to the left where negative) and ``up`` pixels above."""
        self.texts.append(label(across, float(amount), text, shift) | {"yshift": up})

    def above(self, across: float, amount: float, text: str) -> None:
        """A text above the end of a column, or below it where the column is negative."""
        place = label(across, amount, text, 1) | {"xanchor": "center", "xshift": 0, "align": "center"}
        self.texts.append(place | {"yshift": LINE * (0.6 if amount >= 0 else -0.6)})

    def figure(self) -> go.Figure:
        """The figure, 600 pixels wide."""
        import plotly.graph_objects as go

        pixel = (HEIGHT - HEAD - FOOT) / (self.rungs[-1] - self.rungs[0])
        foot, top = self.rungs[0] - FOOT / pixel, self.rungs[-1] + HEAD / pixel
        across = {
            "range": [self.first, self.first + (WIDTH - self.margin) / self.across],
            "tickvals": [at for at, _ in self.ticks],
            "ticktext": [text for _, text in self.ticks],
            "showgrid": False,
        }
        up = {
            "range": [foot, top],
            "tickvals": self.rungs,
            "ticktext": [*map(self.write, self.rungs)],
            "gridcolor": PALE_GREY,
            "ticks": "",
            "ticklabelstandoff": 4,
        }
        if self.rungs[0] < 0 < self.rungs[-1]:
            nil = {"x0": self.first, "x1": self.ticks[-1][0], "y0": 0, "y1": 0}
            self.shapes.append({"type": "line", "layer": "between", "line": {"color": "black", "width": 1}, **nil})
        shape = layout(HEIGHT + TICK_ROOM, self.margin, across, up)
        shape |= {"template": {"data": {"scatter": [{"type": "scatter"}]}}, "barmode": "overlay"}
        shape |= {"shapes": self.shapes, "annotations": [*self.texts, *self._set_apart(pixel)]}
        # Checked by a test and not each time: plotly's own check takes fifteen times as long as all the rest.
        return go.Figure({"data": self.traces, "layout": shape}, _validate=False)

    def _set_apart(self, pixel: float) -> list[dict]:
        """The texts at the ends of lines. Those that would overlap are set one below the other, near their lines.

        ``pixel`` is the number of pixels to one unit of the vertical axis.
        """
        floor = self.rungs[0] * pixel - LINE / 2
        groups: list[_Group] = []
        for end in sorted(self._ends, key=lambda end: -end.amount):
            groups.append(_Group([end], pixel, floor))
            while len(groups) > 1 and groups[-1].top > groups[-2].foot:
                last = groups.pop()
                groups[-1].ends += last.ends
        placed = []
        for group in groups:
            top = group.top
            for end in group.ends:
                shift = top - LINE * end.lines / 2 - end.amount * pixel
                placed.append(label(end.across, end.amount, end.text, 8) | {"align": "left", "yshift": shift})
                top -= LINE * end.lines
        return placed


@dataclass
class _Group:
    """Texts set one below another, around the mean height of their lines' ends, but not below ``floor`` (in pixels)."""

    ends: list[_End]
    pixel: float
    floor: float

    @property
    def height(self) -> float:
        return LINE * sum(end.lines for end in self.ends)

    @property
    def top(self) -> float:
        middle = sum(end.amount for end in self.ends) / len(self.ends) * self.pixel
        return max(middle + self.height / 2, self.floor + self.height)

    @property
    def foot(self) -> float:
        return self.top - self.height


def _scatter(name: str, across: Sequence[float], amounts: Sequence[float], mode: str) -> dict:
    """Points as plotly takes them. ``name``, without spaces, is their id, so that the same chart gives the same SVG."""
    places = {"x": [float(at) for at in across], "y": [float(amount) for amount in amounts]}
    return {"type": "scatter", "mode": mode, "name": name, "uid": name, **places}
