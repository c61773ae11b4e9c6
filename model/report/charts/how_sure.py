"""How sure the effect is: from what one draw in ten stays below to what one in ten goes beyond, by year."""

from __future__ import annotations

from model.assessment.assess import Assessment
from model.base.money import POUND, half_up, pounds
from model.report.chart import Chart, chart_table, source_line, terms
from model.report.charts.drawing import BAR, DARK_BLUE, Picture, bold, width_of
from model.report.tables.how_sure import how_sure_of
from model.uncertainty.draws.how_sure import TENTHS

ROOM = 8


def how_sure_chart(assessment: Assessment) -> Chart:
    """A bar from P10 to P90 with a diamond at the median: of the full-year effect, and of the effect in each year."""
    found = how_sure_of(assessment)
    by_year = zip(map(str, found.of.costed.years), found.by_year.T, strict=True)
    figures = [(f"Full year, rates of {found.year}", found.full_year), *by_year]
    spans = [(name, *(found.part(amounts, share).amount for share in TENTHS.values())) for name, amounts in figures]
    lows, highs = ([pounds(span[number], signed=True) for span in spans] for number in (1, 3))
    picture = Picture(
        [f"{bold(name)}<br>median {pounds(middle, signed=True)}" for name, _, middle, _ in spans],
        [0.0, *(amount for _, *amounts in spans for amount in amounts)],
        bars=False,
        room=(width_of(lows) + ROOM, width_of(highs) + ROOM),
        least=[2 * BAR] * len(spans),
    )
    centres = picture.centres
    bars = [(y, low, high - low) for y, (_, low, _, high) in zip(centres, spans, strict=True)]
    picture.bars("p10-to-p90", bars, DARK_BLUE, thickness=12)
    if min(low for _, low, *_ in spans) < 0:
        picture.line((0, 0), (0, picture.height))
    picture.diamonds("median", [(y, span[2]) for y, span in zip(centres, spans, strict=True)])
    for y, (_, low, _, high), at_low, at_high in zip(centres, spans, lows, highs, strict=True):
        picture.text(low, y, at_low, shift=-5)
        picture.text(high, y, at_high)
    _, low, middle, high = spans[0]
    illustrative = " Illustrative: not every chance has a source." if found.drawing.draws.illustrative else ""
    return Chart(
        key="how_sure",
        headline=f"In eight draws of ten the full-year effect is from {pounds(low, signed=True)} to "
        f"{pounds(high, signed=True)}",
        subtitle=f"Effect on the budget, £, from what one draw in ten stays below (P10) to what one in ten goes beyond "
        f"(P90), {terms(assessment)}. {found.drawing.draws.number:,} draws.{illustrative}",
        figure=picture.figure(),
        alt=f"Range chart of the effect over all draws: the full-year effect is {pounds(middle, signed=True)} at the "
        "median.",
        source=source_line(assessment, [assessment.scenario.costing.basis]),
        table=chart_table(
            {"Effect": name}
            | {key.upper(): half_up(amount, POUND) for key, amount in zip(TENTHS, amounts, strict=True)}
            for name, *amounts in spans
        ),
    )  # fmt: skip
