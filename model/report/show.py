"""What a notebook shows: each function displays one part of an assessment, and works nothing out."""

from IPython.display import HTML, Markdown, display
from markupsafe import escape

from model.assessment.assess import Assessment
from model.report.chart import Drawing
from model.report.charts.every import charts
from model.report.markdown import plain
from model.report.page import checks_table
from model.report.page_one import headline
from model.report.table import Table
from model.report.tables.every import tables
from model.report.words import verdict


def show_headline(assessment: Assessment) -> None:
    """The proposal's name, whether it clears, and what it costs in sentences."""
    scenario = assessment.scenario
    title, of_whom = plain(scenario.title), plain(f"{scenario.authority}, {scenario.reference}")
    lines = [f"# {title}", of_whom, f"**{plain(verdict(assessment.checks))}**", *map(plain, headline(assessment))]
    display(Markdown("\n\n".join(lines)))


def show_checks(assessment: Assessment) -> None:
    """Every check with its outcome in words."""
    _show(checks_table(assessment.checks))


def show_tables(assessment: Assessment) -> None:
    """Every table of the report."""
    for table in tables(assessment):
        _show(table)


def show_charts(assessment: Assessment) -> None:
    """Every chart, with its headline above, and below it a description for those who can't see it."""
    for chart in charts(assessment):
        display(Markdown(f"### {plain(chart.headline)}\n\n{plain(chart.subtitle)}"))
        picture = (
            {"image/svg+xml": chart.figure.svg}
            if isinstance(chart.figure, Drawing)
            else {"application/vnd.plotly.v1+json": chart.figure.to_plotly_json()}
        )
        display({**picture, "text/plain": chart.alt}, raw=True)
        display(Markdown(plain(f"{chart.alt} Source: {chart.source}")))


def show_fingerprint(assessment: Assessment) -> None:
    """The SHA-256 of the results, by which two runs are compared."""
    print(assessment.digest)


def _show(table: Table) -> None:
    head = "".join(f'<th scope="col">{escape(column)}</th>' for column in table.frame.columns)
    body = "".join(f"<tr>{''.join(_cell(table, *cell) for cell in row)}</tr>" for row in table.page_rows())
    note = f"<p>{escape(table.note)}</p>" if table.note else ""
    caption = f"<caption>{escape(table.title)}</caption>"
    display(HTML(f"<table>{caption}<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>{note}"))


def _cell(table: Table, column: str, text: str) -> str:
    align = "right" if table.is_number(column) else "left"
    return f'<td style="text-align: {align}">{escape(text)}</td>'
