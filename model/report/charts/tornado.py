"""The tornado chart: how much the full-year effect changes at each end of each driver's range, widest first."""

from __future__ import annotations

from model.assessment.assess import Assessment
from model.base.money import POUND, half_up, pounds
from model.report.chart import Chart, chart_table, source_line, terms
from model.report.charts.drawing import BAR, ORANGE, TURQUOISE, Picture, bold, width_of, wrapped
from model.report.sensitivity import tornado_of
from model.report.table import Section
from model.uncertainty.tornado import Bar

MOST_BARS = 12
"""The most drivers that fit on a printed page; the table lists the others."""
ROOM = 8


def tornado_chart(assessment: Assessment) -> Chart | None:
    """Two bars for each driver, from nil to the effect of each end of its range; None where no driver has an effect."""
    found = tornado_of(assessment)
    bars, key = found.moving[:MOST_BARS], found.measure.key
    if not bars:
        return None
    ends = [
        (bar, name, offset, bar.effects(key)[number], _label(bar, bar.effects(key)[number], number))
        for bar in bars
        for number, (name, offset) in enumerate((("low", -BAR / 2), ("high", BAR / 2)))
    ]
    amounts = [0.0, *(effect for *_, effect, _ in ends)]
    to_left = [text for *_, effect, text in ends if effect <= -0.5]
    to_right = [text for *_, effect, text in ends if effect > -0.5]
    picture = Picture(
        [f"{bold(bar.driver.label)}<br>{wrapped(_range(bar))}" for bar in bars],
        amounts,
        bars=not to_left,
        room=(width_of(to_left) + ROOM if to_left else 0, width_of(to_right) + ROOM if to_right else 0),
        least=[2 * BAR] * len(bars),
    )
    centre = dict(zip((bar.driver.label for bar in bars), picture.centres, strict=True))
    for side, colour in (("low", TURQUOISE), ("high", ORANGE)):
        rows = [(centre[bar.driver.label] + offset, 0, effect) for bar, name, offset, effect, _ in ends if name == side]
        picture.bars(side, rows, colour, thickness=BAR - 3, hatched=side == "low")
    picture.line((0, 0), (0, picture.height))
    for bar, _, offset, effect, text in ends:
        picture.text(effect, centre[bar.driver.label] + offset, text, shift=5 if effect > -0.5 else -5)
    widest, stated = bars[0], found.stated[key]
    low, high = (stated + amount for amount in (min(0.0, *widest.effects(key)), max(0.0, *widest.effects(key))))
    span = f"from {pounds(low, signed=True)} to {pounds(high, signed=True)} a year"
    more = f" The {len(found.moving) - len(bars)} drivers that move the effect least are only in the table." if (
        len(found.moving) > len(bars)
    ) else ""  # fmt: skip
    return Chart(
        key="sensitivity",
        section=Section.OTHERWISE,
        figures_in="sensitivity",
        headline=f"{widest.driver.label}: this moves the effect most, {span}",
        subtitle=f"Change in the full-year effect of {pounds(stated, signed=True)}, £ a year, one driver at a time, "
        f"{terms(assessment)}. A hatched bar is for the low end of a driver\u2019s range, a solid bar for the high "
        f"end.{more}",
        figure=picture.figure(),
        alt=f"Tornado chart of {len(bars)} drivers of the full-year effect; the widest takes that effect {span}."[:160],
        source=source_line(assessment, [assessment.scenario.costing.basis]),
        table=chart_table(
            {
                "Driver": bar.driver.label,
                "Low end": bar.driver.becomes(bar.low.change),
                "Effect at the low end": half_up(bar.effects(key)[0], POUND),
                "High end": bar.driver.becomes(bar.high.change),
                "Effect at the high end": half_up(bar.effects(key)[1], POUND),
            }
            for bar in bars
        ),
    )


def _label(bar: Bar, effect: float, number: int) -> str:
    """The effect at one end of the range; words instead where the driver can't have that value."""
    return "not possible" if (bar.low, bar.high)[number].impossible else pounds(effect, signed=True)


def _range(bar: Bar) -> str:
    """The driver's values at the two ends of its range."""
    return f"{bar.driver.becomes(bar.low.change)} to {bar.driver.becomes(bar.high.change)}"
