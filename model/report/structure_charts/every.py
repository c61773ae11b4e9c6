"""The structure charts of a report: before and after, each on one sheet or on an overview and a sheet for each team."""

from model.assessment.assess import Assessment
from model.base.faults import number_of
from model.report.chart import Chart, Drawing, place, source_line, terms
from model.report.structure_charts.posts import TIMELINES, entries_of, in_order
from model.report.structure_charts.sheets import Sheet, sheets
from model.report.structure_charts.words import description, items, key_of, table_of
from model.report.table import Section

PUBLIC = True
"""Posts, points and reporting lines are public. What posts cost is not in the public chart (see ``entries_of``)."""


def structure_charts(assessment: Assessment) -> list[Chart]:
    """A chart for each sheet of each structure in which at least two posts state whom they report to."""
    return [
        _chart(assessment, side, number, sheet)
        for side in TIMELINES
        for number, sheet in enumerate(_sheets(assessment, side), 1)
    ]


def _sheets(assessment: Assessment, side: str) -> list[Sheet]:
    trees, without_line = entries_of(assessment, side)
    return [*sheets(trees, without_line)] if trees else []


def _chart(assessment: Assessment, side: str, number: int, sheet: Sheet) -> Chart:
    """A sheet as a chart of the report."""
    shown = [*sheet.listed, *sheet.without_line]
    here = sum(entry.number for entry in in_order(shown))
    left_out = sum(entry.left_out for entry in in_order(shown))
    posts = number_of(here + left_out, "post")
    headline = f"The {side} structure: {posts} in {number_of(assessment.reporting_lines[side].layers, 'layer')}"
    drawn = [entry for *_, entries in sheet.picture.groups for entry in entries]
    sentences = [
        "An overview." if sheet.is_overview else "",
        f"Each box: {_measures(assessment)}.",
        key_of(drawn),
        f"{number_of(sheet.not_drawn, 'further team')} without a chart, listed below." if sheet.not_drawn else "",
    ]
    return Chart(
        key=f"structure_{side}" + (f"_{number}" if number > 1 else ""),
        headline=f"The {side} structure, {sheet.team}: {posts}" if sheet.team else headline,
        subtitle=" ".join(filter(None, sentences)),
        figure=Drawing(sheet.picture.svg(), sheet.picture.width, sheet.picture.height),
        alt=description(f"Structure chart of {posts}", shown, left_out),
        source=_source(assessment),
        table=table_of(side, sheet.listed, sheet.without_line),
        public=PUBLIC,
        section=Section.POSTS,
        items=items(shown),
        side=side,
    )


def _measures(assessment: Assessment) -> str:
    if assessment.is_public:
        return f"points and FTE, {place(assessment)}"
    return f"points, FTE and £ a year with on-costs, {terms(assessment)}"


def _source(assessment: Assessment) -> str:
    scenario = assessment.scenario
    if assessment.is_public:
        return f"{scenario.authority}, {scenario.reference}."
    return source_line(assessment, [scenario.costing.basis])
