"""The envelope chart: what one post of each kind costs from the bottom to the top of its grade."""

from __future__ import annotations

from model.assessment.assess import Assessment
from model.base.money import pounds
from model.pay.salaries import basis_named
from model.report.chart import Chart, chart_table, place, source_line
from model.report.charts.drawing import BAR, DARK_BLUE, LINE, Picture, bold, width_of, wrapped
from model.report.table import Section
from model.report.tables.posts import ENVELOPE, Span, grouped, of_each_grade, spans_of


def envelope_chart(assessment: Assessment) -> Chart:
    """What one post costs from the bottom to the top of its grade: present posts, then proposed ones.

    Where there are many posts, those that are the same in both structures are shown once, before the others.
    """
    sides = spans_of(assessment)
    every = grouped(*sides.values())
    groups, left_out = of_each_grade(every)
    entries = [entry for group in groups for entry in (group.heading, *group.spans)]
    spans = [span for group in groups for span in group.spans]  # those that are drawn
    picture = Picture(
        [bold(entry) if isinstance(entry, str) else wrapped(f"{entry.name}, {entry.grade}") for entry in entries],
        [amount for span in spans for amount in span.amounts],
        bars=False,
        room=(width_of(pounds(span.bottom) for span in spans), width_of(span.ends for span in spans) + 4),
        least=[2 * LINE if isinstance(entry, Span) and entry.goes_past_bar else BAR for entry in entries],
    )
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
    most = pounds(max(span.last - span.bottom for group in every for span in group.spans))
    over = [
        f"{pounds(min(span.bottom for span in side))} to {pounds(max(span.last for span in side))}"
        for side in sides.values()
    ]
    return Chart(
        key="envelope",
        public=True,
        section=Section.POSTS,
        figures_in="posts",
        of_grades=True,
        headline=f"A post\u2019s place in its grade is worth up to {most} a year"
        if most != "£0"
        else "Every post has one point, so its cost does not vary",
        subtitle=f"Full-year cost of one post with on-costs, £, bottom to top of its grade, {place(assessment)}"
        f"{'; a diamond is the last point of a grade, beyond its bar' if past else ''}{left_out}{picture.axis_start}.",
        figure=picture.figure(),
        alt=f"Range chart of one post\u2019s yearly cost, bottom to top of grade: {over[0]} at present, "
        f"{over[1]} as proposed.",
        source=source_line(assessment, ENVELOPE),
        table=chart_table(
            {"Structure": group.structure, "Post": span.name, "Grade": span.post.grade}
            | {basis_named(basis).label: amount for basis, amount in zip(ENVELOPE, span.amounts, strict=True)}
            for group in groups
            for span in group.spans
        ),
    )
