"""Charts of how sure the effect is: the chance of each sum as an S-curve, and the spread over the years as a fan."""

from __future__ import annotations

import numpy as np

from model.assessment.assess import Assessment
from model.base.money import pounds
from model.report.chart import Chart, chart_table, source_line, terms
from model.report.charts.drawing import DARK_BLUE, ORANGE, nice_step
from model.report.charts.plane import Look, Plane
from model.report.table import Section
from model.report.tables.how_sure import ILLUSTRATIVE, how_sure_of
from model.uncertainty.draws.figures import TENTHS, chance, stays_below
from model.uncertainty.draws.how_sure import HowSure

OUTER, INNER = "#C7D6E5", "#8FAFCB"
QUARTERS = {"P10": 0.1, "P25": 0.25, "P50": 0.5, "P75": 0.75, "P90": 0.9}
EDGES = {
    "P10": "1 in 10 below",
    "P25": "1 in 4 below",
    "P50": "half below",
    "P75": "1 in 4 above",
    "P90": "1 in 10 above",
}
CURVE = [hundredth / 100 for hundredth in range(1, 100)]
IN_TENTHS = [tenth / 10 for tenth in range(1, 10)]


def how_sure_charts(assessment: Assessment) -> list[Chart]:
    """The S-curve of the full-year effect, and the fan where several years are shown."""
    fan = [fan_chart(assessment)] if len(assessment.costed.years) > 1 else []
    return [curve_chart(assessment), *fan]


def curve_chart(assessment: Assessment) -> Chart:
    """The S-curve: the share of draws in which the full-year effect is no more than each sum."""
    found, stated = how_sure_of(assessment), how_sure_of(assessment).as_stated("full_year")
    sums = [float(stays_below(found.full_year, share).amount) for share in CURVE]
    low, middle, high = (stays_below(found.full_year, share).amount for share in TENTHS.values())
    beyond = found.drawing.draws.beyond
    across = Plane(_signed_ticks(min(*sums, stated), max(*sums, stated)), [0.0, 1.0], write=_percent)
    across.line("chance", sums, CURVE, Look(DARK_BLUE))
    across.down(stated, f"as stated, {pounds(stated, signed=True)}")
    for share, amount in zip(TENTHS.values(), (low, middle, high), strict=True):
        across.line(f"P{share * 100:.0f}", [amount], [share], Look(ORANGE, mark="diamond"))
        across.mark(amount, share, pounds(amount, signed=True), 10, -8)
    likely = "" if beyond is None else _beyond(found, beyond)
    return Chart(
        key="s_curve",
        section=Section.OTHERWISE,
        headline=f"In eight draws of ten the full-year effect is from {pounds(low, signed=True)} to "
        f"{pounds(high, signed=True)}",
        subtitle=f"Share of draws in which the effect on the budget is no more than each sum, at {found.year} rates, "
        f"{terms(assessment)}. {_drawn(found)}{likely}",
        figure=across.figure(),
        alt=f"S-curve of the full-year effect: one draw in ten is below {pounds(low, signed=True)}, "
        f"half below {pounds(middle, signed=True)}, nine in ten below {pounds(high, signed=True)}.",
        source=source_line(assessment, [assessment.scenario.costing.basis]),
        table=chart_table(
            {"Share of draws": _percent(share), "No more than": stays_below(found.full_year, share).amount}
            for share in IN_TENTHS
        ),
    )


def fan_chart(assessment: Assessment) -> Chart:
    """The effect in each year: the median, and the ranges that contain half of the draws and eight in ten of them."""
    found = how_sure_of(assessment)
    years = [str(year) for year in assessment.costed.years]
    parts = {name: [float(stays_below(amounts, share).amount) for amounts in found.by_year.T]
             for name, share in QUARTERS.items()}  # fmt: skip
    ends = {name: f"{pounds(amounts[-1], signed=True)}, {EDGES[name]}" for name, amounts in parts.items()}
    places = range(len(years))
    fan = Plane([*enumerate(years)], [0.0, *(amount for amounts in parts.values() for amount in amounts)],
                ends.values(), write=_signed, pad=0.1)  # fmt: skip
    fan.band("eight-in-ten", places, parts["P10"], parts["P90"], OUTER)
    fan.band("half", places, parts["P25"], parts["P75"], INNER)
    fan.line("median", places, parts["P50"], Look("black", mark="circle", width=3))
    for name, text in ends.items():
        fan.end(places[-1], parts[name][-1], text)
    low, high = parts["P10"][-1], parts["P90"][-1]
    return Chart(
        key="fan",
        section=Section.OTHERWISE,
        headline=f"In {years[-1]} the effect is from {pounds(low, signed=True)} to {pounds(high, signed=True)} in "
        "eight draws of ten",
        subtitle=f"Effect on the budget in each year, £ (+ means more cost), without one-off costs, "
        f"{terms(assessment, each_year=True)}. The dark band has half of the draws, and both bands together have "
        f"eight in ten. {_drawn(found)}",
        figure=fan.figure(),
        alt=f"Fan chart of the effect by year, {years[0]} to {years[-1]}: at the end the median is "
        f"{pounds(parts['P50'][-1], signed=True)}, the outer edges {pounds(low, signed=True)} and "
        f"{pounds(high, signed=True)}.",
        source=source_line(assessment, [assessment.scenario.costing.basis]),
        table=chart_table(
            {"Year": year} | {name: amounts[number] for name, amounts in parts.items()}
            for number, year in enumerate(years)
        ),
    )  # fmt: skip


def _drawn(found: HowSure) -> str:
    """How many draws there are, and a warning where the chances have no sources."""
    draws = found.drawing.draws
    said = f"{draws.number:,} draws, in each of which every value that is not known is drawn at random."
    return said + (f" {ILLUSTRATIVE}" if draws.illustrative else "")


def _beyond(found: HowSure, beyond: float) -> str:
    likely = chance(found.full_year > beyond).amount
    return f" The effect is more than {pounds(beyond, signed=True)} in {likely:.1%} of the draws."


def _signed_ticks(low: float, high: float) -> list[tuple[float, str]]:
    """About five round sums with their sign, from below the lowest to above the highest."""
    step = nice_step(max(high - low, 1.0) / 5)
    first, last = np.floor(low / step), np.ceil(high / step)
    return [(number * step, _signed(number * step)) for number in np.arange(first, last + 1).tolist()]


def _signed(amount: float) -> str:
    return pounds(amount, signed=True)


def _percent(share: float) -> str:
    return f"{share:.0%}"
