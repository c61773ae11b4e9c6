"""Income against cost by take-up, with the break-even marked: two lines, each with its label beside it."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from model.base.money import pounds
from model.base.stated import stated
from model.buy_back.break_even import TakeUp, break_even_take_up
from model.buy_back.needs import Needs
from model.buy_back.traded import Traded
from model.report.chart import Chart, chart_table
from model.report.charts.drawing import DARK_BLUE, DARK_GREY, EDGE, ORANGE, PALE_GREY, label, layout, width_of
from model.report.table import Section

if TYPE_CHECKING:  # a run that draws nothing should not wait for plotly
    import plotly.graph_objects as go

HEIGHT, PLACES = 250, 400
ALL = 0.9995
"""A take-up of at least this is printed as 100.0%."""
LEAST = 0.8
"""The take-up at which the chart starts. If the break-even is below 90%, the chart starts lower, up to 20 percentage
points below the break-even."""


def of_whom(made: Traded) -> str:
    """The authority and its customers, for a subtitle, with a warning where the customers are illustrative."""
    scenario = made.costed.scenario
    whose = f"{scenario.authority}, {made.customers:,} {stated(scenario.customers, 'customers').are}"
    return f"{whose} (illustrative, made up by a stated rule)" if made.illustrative else whose


def source(made: Traded) -> str:
    """Where the customers, the prices and the cost come from."""
    scenario = made.costed.scenario
    listed = made.list_now.source.rstrip(".") if made.list_now else "none"
    customers = stated(scenario.customers, "customers").source.rstrip(".")
    return f"Customers: {customers}. Prices: {listed}. Cost: {scenario.authority}, {scenario.reference}."


def take_up_chart(made: Traded) -> Chart | None:
    """Income against cost by take-up, at the new average charge, or at the present charge where there is no new one.

    None where the cost or the present income can't be worked out.
    """
    average = made.average_after
    if isinstance(made.target, Needs) or isinstance(made.income_now, Needs):
        return None
    price = average if average is not None else made.income_now / made.customers
    [found] = break_even_take_up([price], made.customers, made.cost_at)
    start = LEAST if not isinstance(found, TakeUp) else min(LEAST, max(math.floor(found.share * 10) / 10 - 0.1, 0))
    shares = np.linspace(start, 1, PLACES + 1)
    income = price * made.customers * shares
    cost = np.array([made.cost_at(float(share)) for share in shares])
    held = found if isinstance(found, TakeUp) else None
    at = [*np.round(np.arange(start, 1.0001, 0.05), 2), *([held.share] if held and held.share < ALL else [])]
    if held:
        down_to = "only if all stay" if held.share >= ALL else f"down to {held.share:.1%} take-up"
        message = f"income meets cost {down_to}"
        course = (
            f"income meets cost at {held.share:.1%}, {held.whole:,} of {made.customers:,} customers, and "
            f"income is £{abs(cost[0] - income[0]):,.0f} short at {start:.0%}"
        )
    else:
        message = "income falls short even if all stay"
        course = f"if all stay, income is {pounds(income[-1])} and cost {pounds(cost[-1])}, so income never meets cost"
    nearest = min(at, key=lambda share: abs(share - held.share)) if held else None
    figure, axis_start = _figure(shares, income, cost, held, made.customers)
    return Chart(
        key="take_up",
        section=Section.PRICES,
        headline=f"At {'new' if average is not None else 'present'} prices {message}",
        subtitle=f"Income and the cost of {made.year_after} by take-up, £ a year net of VAT, at an average charge of "
        f"{pounds(price)}, {of_whom(made)}; the axis starts at {pounds(axis_start)}.",
        figure=figure,
        alt=f"Line chart of income and cost by take-up: {course}.",
        source=source(made),
        table=chart_table(
            {
                "Take-up": f"{share:.1%}{', breaks even' if share == nearest else ''}",
                "Income": price * made.customers * share,
                "Cost": made.cost_at(float(share)),
                "Income less cost": price * made.customers * share - made.cost_at(float(share)),
            }
            for share in sorted(at)
        ),
    )


def _figure(
    shares: np.ndarray, income: np.ndarray, cost: np.ndarray, held: TakeUp | None, customers: int
) -> tuple[go.Figure, float]:
    """The figure (two lines, their names, and the break-even as a diamond), and the £ at which its axis starts."""
    import plotly.graph_objects as go

    low, high = float(min(income.min(), cost.min())), float(max(income.max(), cost.max()))
    span = max(high - low, high / 20, 1.0)
    power = 10 ** math.floor(math.log10(span / 4))
    step = next(power * times for times in (1, 2, 5, 10) if power * times >= span / 5)
    first = max(math.floor((low - span * 0.08) / step) * step, 0)
    top = high + span * 0.18
    ticks = [first + n * step for n in range(int((top - first) / step) + 1)]
    margin = width_of(pounds(tick) for tick in ticks) + EDGE
    lines = [
        {"type": "scatter", "mode": "lines", "name": name, "uid": name, "x": list(shares), "y": list(values),
         "line": {"color": colour, "width": 3, "dash": dash}}
        for name, values, colour, dash in (("Income", income, DARK_BLUE, "solid"), ("Cost", cost, ORANGE, "7px,3px"))
    ]  # fmt: skip
    above = bool(cost[0] >= income[0])
    texts = [
        label(shares[0], cost[0], "<b>Cost</b>", 6) | {"yshift": 12 if above else -12},
        label(shares[PLACES // 4], income[PLACES // 4], "<b>Income</b>", 8 if above else -8)
        | {"yshift": -10 if above else 10},
    ]
    strokes = []
    if held is not None:
        at = float(np.interp(held.share, shares, income))
        lines.append(
            {"type": "scatter", "mode": "markers", "name": "Break-even", "uid": "Break-even", "x": [held.share],
             "y": [at], "marker": {"symbol": "diamond", "size": 13, "color": ORANGE,
                                   "line": {"color": "black", "width": 1.5}}, "cliponaxis": False}
        )  # fmt: skip
        stroke = {"color": DARK_GREY, "width": 1, "dash": "3px,2px"}
        strokes = [{"type": "line", "layer": "below", "line": stroke, "x0": held.share, "x1": held.share, "y0": first,
                    "y1": at}]  # fmt: skip
        left = held.share > float(shares[0] + shares[-1]) / 2
        said = f"Breaks even at {held.share:.1%}: {held.whole:,} of {customers:,}"
        texts.append(label(held.share, at, said, -8 if left else 8) | {"yshift": 20})
    every = 0.05 if shares[-1] - shares[0] <= 0.4 else 0.1
    places = [round(float(place), 2) for place in np.arange(shares[0], 1.0001, every)]
    room = (shares[-1] - shares[0]) * 0.08
    across = {
        "range": [float(shares[0] - room), float(shares[-1] + room)],
        "tickvals": places,
        "ticktext": [f"{place:.0%}{' stay' if n in (0, len(places) - 1) else ''}" for n, place in enumerate(places)],
        "showgrid": False,
    }
    down = {
        "range": [first, top],
        "tickvals": ticks,
        "ticktext": [pounds(tick) for tick in ticks],
        "gridcolor": PALE_GREY,
        "ticklabelstandoff": 4,
    }
    shape = layout(HEIGHT, margin, across, down)
    return go.Figure(lines, shape | {"template": "none", "annotations": texts, "shapes": strokes}), first
