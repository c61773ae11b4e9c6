"""Charts of an assessment, made to be told apart on a page printed in black and white.

Signs, hatching and outlines say what colour says. Rows are laid out in pixels, so that neither a long
post title nor a long list of posts makes labels meet.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape
from textwrap import wrap
from typing import TYPE_CHECKING, NamedTuple

from model.assessment import Assessment
from model.bridge import Move
from model.costed import TIMELINES
from model.costing import ELEMENTS
from model.money import POUND, half_up, pounds
from model.pay import BASES
from model.schema.posts import Post

if TYPE_CHECKING:  # a run that draws nothing should not wait for plotly and pandas
    import pandas as pd
    import plotly.graph_objects as go

WIDTH, BAR, ROW_GAP, LINE, TICK_ROOM, EDGE = 600, 20, 12, 15, 28, 10
WRAP_AT, MOST_LINES = 28, 9
DARK_BLUE, TURQUOISE, ORANGE, DARK_GREY, PALE_GREY = "#12436D", "#28A197", "#F46A25", "#3D3D3D", "#D9D9D9"
FONT = {"family": "Arial, Liberation Sans, Helvetica, sans-serif", "size": 12, "color": "black"}
BUTTONS = ("zoom", "pan", "select", "lasso", "zoomIn", "zoomOut", "autoScale", "resetScale", "toImage")
ARROW, NO_BREAK = " \u2192 ", "\u00a0"
SIDES = {"do_nothing": "Present", "proposed": "Proposed"}
ENVELOPE = ("bottom", "top", "extended_top")


@dataclass(frozen=True)
class Chart:
    """One chart, the words that stand outside the picture, and the numbers that it shows."""

    key: str
    """The stem of its file names."""
    headline: str
    """The message."""
    subtitle: str
    """Measure, unit, place and period, and where the axis starts if that is not zero."""
    figure: go.Figure
    alt: str
    """One sentence of at most 160 characters, for those who do not see the picture."""
    source: str
    table: pd.DataFrame
    """The plotted numbers; money is Decimal, in whole pounds."""


def charts(assessment: Assessment) -> list[Chart]:
    """Every chart of the report, in the order of the page; ``income`` only where there are customers."""
    drawn = [bridge_chart(assessment), envelope_chart(assessment), elements_chart(assessment)]
    return [*drawn, income_chart(assessment)] if assessment.buy_backs else drawn


def bridge_chart(assessment: Assessment) -> Chart:
    """A waterfall from the present cost to the proposed: one bar a move of posts."""
    before, after = _full_year(assessment)
    moves, changes = ([getattr(step, name) for step in assessment.steps] for name in ("move", "change"))
    levels = [before + sum(changes[:n]) for n in range(len(changes) + 1)]
    first, last = (TIMELINES[timeline][0] for timeline in SIDES)
    said = [pounds(before), *(pounds(change, signed=True) for change in changes), pounds(after)]
    picture = Picture([_bold(first), *map(_wrapped_move, moves), _bold(last)], levels, left=40, right=_pixels(said))
    rows = picture.centres
    picture.bars("totals", [(rows[0], 0, before), (rows[-1], 0, after)], DARK_BLUE)
    steps = list(zip(rows[1:-1], levels[:-1], changes, strict=True))
    picture.bars("rises", [step for step in steps if step[-1] >= 0], ORANGE)
    picture.bars("falls", [step for step in steps if step[-1] < 0], TURQUOISE, hatched=True)
    for level, above, below in zip(levels, rows[:-1], rows[1:], strict=True):
        picture.line((level, level), (above + BAR / 2, below - BAR / 2))
    for y, end, label in zip(rows, [before, *map(max, levels[:-1], levels[1:]), after], said, strict=True):
        picture.text(end, y, label)
    picture.break_bars(rows[0], rows[-1])
    change, largest = after - before, max(changes, key=abs)
    differs = f"{pounds(abs(change))} a year {'more' if change > 0 else 'less'} than"
    return Chart(
        key="bridge",
        headline=f"The proposed structure costs {differs if half_up(change, POUND) else 'the same as'} "
                 "the present one",
        subtitle=f"Full-year cost of the listed posts with on-costs, £, {_terms(assessment)}. Solid bars add to the "
                 f"cost, hatched bars take from it{picture.axis_start}.",
        figure=picture.figure(),
        alt=f"Waterfall chart: the yearly cost {_course(before, after)} in {len(changes)} "
            f"{'steps, the largest' if len(changes) > 1 else 'step,'} {pounds(largest, signed=True)}.",
        source=_source(assessment, [assessment.scenario.costing.basis]),
        table=_table({"Step": name, "£ a year": amount} for name, amount in zip(
            [first, *(move.label for move in moves), last], [before, *changes, after], strict=True)))


def envelope_chart(assessment: Assessment) -> Chart:
    """What one post costs from the bottom to the top of its grade: present posts, then proposed ones."""
    sides = {side: [_span(assessment, timeline, post) for post in posts] for (timeline, side), posts in zip(
        SIDES.items(), (assessment.scenario.present, assessment.scenario.proposed), strict=True)}
    entries = [entry for side, spans in sides.items() for entry in (side, *spans)]
    spans = [span for side in sides.values() for span in side]
    picture = Picture(
        [_bold(f"{entry} posts") if isinstance(entry, str) else _wrapped(f"{_titled(entry.post)}, {entry.grade}")
         for entry in entries], [amount for span in spans for amount in span.amounts], bars=False,
        left=_pixels(pounds(span.bottom) for span in spans), right=_pixels(span.ends for span in spans) + 4,
        least=[2 * LINE if isinstance(entry, Span) and entry.goes_past_bar else BAR for entry in entries])
    rows = [(y, entry) for y, entry in zip(picture.centres, entries, strict=True) if isinstance(entry, Span)]
    past = [(y, span) for y, span in rows if span.goes_past_bar]
    ranges = [(y, span.bottom, span.top - span.bottom) for y, span in rows]
    picture.bars("bottom-to-top", ranges, DARK_BLUE, thickness=12)
    picture.diamonds("past-bar", [(y, span.last) for y, span in past])
    for y, span in past:
        picture.line((span.top, span.last), (y, y))
    for y, span in rows:
        picture.text(span.last, y, span.ends, shift=9 if span.goes_past_bar else 5)
        if pounds(span.bottom) != pounds(span.top):
            picture.text(span.bottom, y, pounds(span.bottom), shift=-5)
    widest = pounds(max(span.last - span.bottom for span in spans))
    over = [f"{pounds(min(span.bottom for span in side))} to {pounds(max(span.last for span in side))}"
            for side in sides.values()]
    return Chart(
        key="envelope",
        headline=f"A post\u2019s place in its grade is worth up to {widest} a year" if widest != "£0" else
                 "Every post has one point, so its cost cannot move",
        subtitle=f"Full-year cost of one post with on-costs, £, bottom to top of its grade, {_place(assessment)}"
                 f"{'; a diamond is the last point past a bar' if past else ''}{picture.axis_start}.",
        figure=picture.figure(),
        alt=f"Range chart of one post\u2019s yearly cost, bottom to top of grade: {over[0]} at present, "
            f"{over[1]} as proposed.",
        source=_source(assessment, ENVELOPE),
        table=_table({"Structure": side, "Post": _titled(span.post), "Grade": span.post.grade}
                     | {BASES[basis].label: amount for basis, amount in zip(ENVELOPE, span.amounts, strict=True)}
                     for side, spans in sides.items() for span in spans))


def elements_chart(assessment: Assessment) -> Chart:
    """Each element of cost, present above proposed; an element that is nothing in both is left out."""
    costs = {element.label: _full_year(assessment, element.key) for element in ELEMENTS}
    costs = {label: both for label, both in costs.items() if any(half_up(amount, POUND) for amount in both)}
    said = [[f"{pounds(amount)} {side.lower()}" for amount, side in zip(both, SIDES.values(), strict=True)]
            for both in costs.values()]
    picture = Picture(map(_wrapped, costs), [0, *(amount for both in costs.values() for amount in both)],
                      right=_pixels(label for labels in said for label in labels), least=[2 * BAR] * len(costs))
    for n, (side, offset) in enumerate((("present", -BAR / 2), ("proposed", BAR / 2))):
        bars = [(y + offset, 0, both[n]) for y, both in zip(picture.centres, costs.values(), strict=True)]
        picture.bars(side, bars, DARK_BLUE, thickness=BAR - 3, hatched=side == "present")
        for (y, _, amount), labels in zip(bars, said, strict=True):
            picture.text(amount, y, labels[n])
    largest = max(costs, key=lambda label: costs[label][1])
    share = costs[largest][1] / _full_year(assessment)[1]
    return Chart(
        key="elements",
        headline=f"{largest} is {share:.0%} of what the proposed structure costs",
        subtitle=f"Full-year cost of the listed posts by element, £, {_terms(assessment)}.",
        figure=picture.figure(),
        alt=f"Bar chart of the yearly cost by element, present and proposed: the largest is {largest}, "
            f"{pounds(costs[largest][0])} then {pounds(costs[largest][1])}.",
        source=_source(assessment, [assessment.scenario.costing.basis]),
        table=_table({"Element": label} | dict(zip(SIDES.values(), both, strict=True))
                     for label, both in costs.items()))


def income_chart(assessment: Assessment) -> Chart:
    """Cost now and after, the gap at present prices, and the income that the recovering uplift brings."""
    test, are = assessment.buy_backs[0], assessment.scenario.customers.are
    before, after, change, uplift = test.cost_before, test.cost_after, test.change, test.recovering_uplift
    rise = f"{pounds(abs(uplift), pence=True)} {'more' if uplift > 0 else 'less'} from each of {test.customers:,}"
    income = after + test.surplus(uplift)
    bars = [("cost", "Cost now, and the income that meets it", 0, before), ("cost", "Cost after the change", 0, after)]
    if change:
        gap = f"{'Shortfall' if change > 0 else 'Surplus'} at present prices"
        bars += [("gap", gap, min(before, after), abs(change))]
    if uplift:
        bars += [("income", f"Income at {rise} {are}", 0, income)]
    picture = Picture([_wrapped(name) for _, name, *_ in bars], [0, before, after, income],
                      right=_pixels(pounds(amount) for *_, amount in bars))
    for role, colour in (("cost", DARK_BLUE), ("gap", TURQUOISE), ("income", ORANGE)):
        own = [(y, *bar[2:]) for y, bar in zip(picture.centres, bars, strict=True) if bar[0] == role]
        picture.bars(role, own, colour, hatched=role == "gap")
    for y, (*_, start, amount) in zip(picture.centres, bars, strict=True):
        picture.text(start + amount, y, pounds(amount))
    outcome = f"{rise} customers brings {pounds(income)}" if uplift else "present prices still meet it"
    leavers = "" if change <= 0 else (f"; losing {half_up(test.leavers_at_new_average):.2f} {are} of average size would "
                                      "cost as much as the change")
    terms, source = _terms(assessment), _source(assessment, [assessment.scenario.costing.basis])
    if assessment.reconciled:  # then the first test rests on the published totals
        terms, source = _place(assessment), _published_source(assessment)
    return Chart(
        key="income",
        headline=f"{rise} {are} {'recovers the change' if change > 0 else 'still meets the cost'}" if uplift else
                 "Present prices still meet the cost after the change",
        subtitle=f"Yearly cost and income, £, {test.rests_on}, {terms}{leavers}.",
        figure=picture.figure(),
        alt=f"Bar chart: the yearly cost {_course(before, after)}; {outcome}.",
        source=f"{source} {are[0].upper()}{are[1:]}: {assessment.scenario.customers.source}.",
        table=_table({"Bar": name, "£ a year": amount} for _, name, _, amount in bars))


class Span(NamedTuple):
    """What one post costs in a full year, £, at the bottom, the top and the last point of its grade."""

    post: Post
    bottom: float
    top: float
    last: float

    @property
    def amounts(self) -> tuple[float, float, float]:
        """In the order of ``ENVELOPE``."""
        return self[1:]

    @property
    def goes_past_bar(self) -> bool:
        """Whether the last point costs more than the top."""
        return pounds(self.last) != pounds(self.top)

    @property
    def ends(self) -> str:
        """The label at its right end."""
        return pounds(self.top) + (f",<br>{pounds(self.last)} past bar" if self.goes_past_bar else "")

    @property
    def grade(self) -> str:
        """Its grade, kept on one line."""
        return self.post.grade.replace(" ", NO_BREAK)


class Picture:
    """A figure in the making: labelled rows, placed in pixels down, and bars, lines and texts, placed in £ across."""

    def __init__(self, labels: Iterable[str], amounts: Iterable[float], left: int = 0, right: int = 0,
                 bars: bool = True, least: Sequence[int] = ()):
        """Make room in pixels for texts left and right of all the amounts, and for rows of at least some height.

        Bars start at zero unless that would hide how they differ; ranges start near the lowest.
        """
        self.labels, self.traces, self.shapes, self.texts = list(labels), [], [], []
        heights = [max(height, LINE * (label.count("<br>") + 1)) + ROW_GAP
                   for label, height in zip(self.labels, least or [BAR] * len(self.labels), strict=True)]
        self.centres = [sum(heights[:n]) + height / 2 for n, height in enumerate(heights)]
        self.height, self.margin = sum(heights), _pixels(self.labels) + EDGE
        amounts = [float(amount) for amount in amounts]
        low, high = min(amounts), max(amounts)
        high = low + max(high - low, high / 20, 1)
        room = WIDTH - self.margin - right - EDGE
        start = 0 if bars and low <= 2 * (high - low) else low - left * (high - low) / (room - left)
        least_step = (_pixels([pounds(high)]) + 30) * (high - start) / room
        power = 10 ** math.floor(math.log10(max(least_step, 1)))
        self.step = next((power * times for times in (1, 2, 5) if power * times >= least_step), power * 10)
        self.start = math.floor(start / self.step) * self.step
        self.pound = room / (high - self.start)
        """Pixels to the pound."""

    @property
    def axis_start(self) -> str:
        """Words for the subtitle where the axis does not start at zero."""
        return f"; the axis starts at {pounds(self.start)}" if self.start > 0 else ""

    def bars(self, name: str, bars: Sequence[tuple], colour: str, thickness: int = BAR, hatched: bool = False) -> None:
        """Bars as (row, start, length). The name, without spaces, is their id in an SVG, else drawn at random."""
        pattern = {"shape": "/" if hatched else "", "fgcolor": colour, "bgcolor": "white", "size": 7, "solidity": 0.35}
        outline = {"color": colour, "width": 1.5}
        self.traces.append({
            "type": "bar", "name": name, "uid": name, "orientation": "h", "width": thickness,
            "marker": {"color": "white" if hatched else colour, "pattern": pattern, "line": outline},
            **{axis: [float(bar[n]) for bar in bars] for n, axis in enumerate(("y", "base", "x"))}})

    def diamonds(self, name: str, points: Sequence[tuple[float, float]]) -> None:
        """Points as (row, £)."""
        self.traces.append({
            "type": "scatter", "mode": "markers", "name": name, "uid": name, "y": [y for y, _ in points],
            "x": [x for _, x in points],
            "marker": {"symbol": "diamond", "size": 11, "color": ORANGE, "line": {"color": "black", "width": 1}}})

    def line(self, x: tuple[float, float], y: tuple[float, float]) -> None:
        """A thin dashed line behind the bars."""
        self._stroke(x, y, "between", {"color": DARK_GREY, "width": 1, "dash": "3px,2px"})

    def break_bars(self, *rows: float) -> None:
        """Two white strokes across each bar, where the axis cuts off its foot."""
        for y, offset in ((y, offset) for y in rows for offset in (10, 17) if self.start > 0):
            x = [self.start + (offset + lean) / self.pound for lean in (-3, 3)]
            self._stroke(x, (y + BAR / 2 + 2, y - BAR / 2 - 2), "above", {"color": "white", "width": 3})

    def _stroke(self, x: Sequence[float], y: Sequence[float], layer: str, line: dict) -> None:
        ends = {"x0": x[0], "x1": x[1], "y0": y[0], "y1": y[1]}
        self.shapes.append({"type": "line", "layer": layer, "line": line, **ends})

    def text(self, x: float, y: float, text: str, shift: int = 5) -> None:
        """A label to the right of a place, or to its left where the shift in pixels is negative."""
        self.texts.append({"x": float(x), "y": y, "text": text, "showarrow": False, "align": "left", "bgcolor": "white",
                           "xshift": shift, "xanchor": "left" if shift > 0 else "right", "yanchor": "middle"})

    def figure(self) -> go.Figure:
        """The figure, 600 pixels wide and as high as its rows."""
        import plotly.graph_objects as go

        end = self.start + (WIDTH - self.margin) / self.pound
        last = end - _pixels([pounds(end)]) / 2 / self.pound
        ticks = [n * self.step for n in range(math.ceil(self.start / self.step), math.floor(last / self.step) + 1)]
        still = {"zeroline": False, "fixedrange": True, "tickangle": 0}
        return go.Figure(self.traces, {
            "template": "none", "width": WIDTH, "height": self.height + TICK_ROOM, "font": FONT, "showlegend": False,
            "margin": {"l": self.margin, "r": 0, "t": 0, "b": TICK_ROOM}, "barmode": "overlay",
            "paper_bgcolor": "white", "plot_bgcolor": "white", "dragmode": False, "modebar": {"remove": BUTTONS},
            "shapes": self.shapes, "annotations": self.texts,
            "xaxis": {"range": [self.start, end], "tickvals": ticks, "ticktext": [pounds(tick) for tick in ticks],
                      "gridcolor": PALE_GREY, **still},
            "yaxis": {"range": [self.height, 0], "tickvals": self.centres, "ticktext": self.labels, "showgrid": False,
                      "ticks": "", "ticklabelstandoff": 4, **still}})


def _pixels(texts: Iterable[str]) -> int:
    """The width of the widest line of the texts in 12-pixel Arial, a little over rather than under."""
    lines = [line for text in texts for line in re.sub("</?b>", "", text).split("<br>")]
    return math.ceil(max(sum(3.7 if letter in " .,:;'()/-|ijlt" else 9 if letter.isupper() or letter in "mw%×→" else 6.9
                             for letter in line) for line in lines))


def _wrapped(text: str) -> str:
    return "<br>".join(escape(line, quote=False) for line in wrap(text, WRAP_AT))


def _bold(text: str) -> str:
    return f"<b>{_wrapped(text)}</b>"


def _wrapped_move(move: Move) -> str:
    """A move on several lines; one of very many posts gives their number, and its table names them."""
    kind = f"({move.kind})".replace(" ", NO_BREAK)
    before, arrow, after = move.label.removesuffix(f"({move.kind})").partition(ARROW)
    parts = (before, f"{arrow.lstrip()}{after}{kind}") if arrow else (before + kind,)
    label = "<br>".join(map(_wrapped, parts))
    if label.count("<br>") < MOST_LINES:
        return label
    sides = [f"{sum(post.number for post in side)} posts" for side in (move.before, move.after) if side]
    return _wrapped(f"{ARROW.join(sides)} {kind}")


def _titled(post: Post) -> str:
    return post.title if post.number == 1 else f"{post.number} × {post.title}"


def _full_year(assessment: Assessment, element: str = "total") -> tuple[float, float]:
    """£ of the present and the proposed structure on the scenario's own basis in the year of change."""
    costed, basis = assessment.costed, assessment.scenario.costing.basis
    before, after = (costed.amount(timeline, basis, costed.year_of_change, element) for timeline in SIDES)
    return before, after


def _span(assessment: Assessment, timeline: str, post: Post) -> Span:
    costed = assessment.costed
    column = costed.years.index(costed.year_of_change)
    own = [row for row, held in enumerate(costed.plans[timeline].appointments) if held.post == post.id]
    return Span(post, *(float(costed.amounts(timeline, basis)[own, column].sum()) / post.number for basis in ENVELOPE))


def _course(before: float, after: float) -> str:
    if pounds(before) == pounds(after):
        return f"stays at {pounds(after)}"
    return f"goes from {pounds(before)} to {pounds(after)}"


def _place(assessment: Assessment) -> str:
    return f"{assessment.scenario.authority}, {assessment.costed.year_of_change}"


def _terms(assessment: Assessment) -> str:
    return f"{BASES[assessment.scenario.costing.basis].label.lower()}, {_place(assessment)}"


def _source(assessment: Assessment, bases: Iterable[str]) -> str:
    """Where the figures come from, and the least certain kind of rate that they rest on."""
    scenario, costed = assessment.scenario, assessment.costed
    worst = max(costed.status("full_year_effect", basis, costed.year_of_change) for basis in bases)
    rates = f"the least certain rate is {worst.label}" if worst else "every rate is published"
    return f"{scenario.authority}, {scenario.reference}, costed post by post and month by month; {rates}."


def _published_source(assessment: Assessment) -> str:
    scenario = assessment.scenario
    places = dict.fromkeys(figure.source for figure in scenario.published
                           if figure.measure in ("present_cost", "proposed_cost"))
    return f"{scenario.authority}, {'; '.join(places)}."


def _table(records: Iterable[dict]) -> pd.DataFrame:
    """The records as a frame, money rounded to Decimal pounds (and minus nought to nought, by the addition)."""
    import pandas as pd

    return pd.DataFrame([{name: value if isinstance(value, str) else half_up(value, POUND) + 0
                          for name, value in record.items()} for record in records])
