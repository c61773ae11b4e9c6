"""The report as one page: self-contained HTML, readable offline and in print, with no code shown."""

import base64
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import count
from pathlib import Path

import pandas as pd

from model.assessment.assess import Assessment
from model.checks.clearance_checks import Check
from model.report.chart import Chart, Drawing, Item
from model.report.page_one import headline
from model.report.rounding import ROUNDING, chart_note
from model.report.table import Section, Table
from model.report.words import HOW_PUBLIC, NOT_A_SIGNATURE, foot_of_page, how_made, left_out, notices, verdict

TEMPLATE = Path(__file__).with_name("page.html")


@dataclass(frozen=True)
class DrawnChart:
    """A chart as the page shows it; ``picture`` is a data address, or empty where none could be drawn."""

    headline: str
    subtitle: str
    alt: str
    source: str
    table: Table
    picture: str = ""
    png: Path | None = None
    """Its picture for print; None where none could be drawn."""
    number: int = 0
    """Its number among the figures of the report; 0 for a chart that could not be drawn."""
    section: Section | None = None
    """Where the report has it; None for the section of charts."""
    items: tuple[Item, ...] = ()
    """The same as a nested list, which the page shows instead of the table."""
    size: tuple[int, int] | None = None
    """Its width and height in print, in pixels at 96 to the inch; None where it may be made to fit."""


@dataclass(frozen=True)
class Part:
    """A part of the report: its heading, tables and charts, numbered as every form of the report prints them."""

    title: str
    tables: tuple[Table, ...]
    charts: tuple[DrawnChart, ...] = ()


def parts(made: Iterable[Table], charts: Sequence[DrawnChart], checks: Sequence[Check]) -> list[Part]:
    """The report's parts in order, each table and drawn chart with its number; a table without a row is left out."""
    shown = [*tables_shown((*made, checks_table(checks)), charts).values()]
    tables, figures, found = count(1), count(1), []

    def numbered(of: Section | None) -> tuple[DrawnChart, ...]:
        return tuple(
            replace(
                chart,
                number=next(figures) if chart.picture else 0,
                table=replace(chart.table, number=next(tables)),
            )
            for chart in charts
            if chart.section == of
        )

    for section in Section:
        own = [table for table in shown if table.section == section and len(table.frame)]
        drawings = numbered(section)
        if own or drawings or not found:
            found.append(Part(section, tuple(replace(table, number=next(tables)) for table in own), drawings))
        if section == Section.COSTS and (drawings := numbered(None)):
            found.append(Part("Charts", (), drawings))
    return found


def checks_table(checks: Sequence[Check]) -> Table:
    """One row for each check: what was checked, how it came out, in words."""
    words = {"pass": "Passes", "fail": "Fails", "disclosed": "Disclosed"}
    return Table(
        "checks",
        "What was checked, and how it came out",
        pd.DataFrame(
            [
                {
                    "Check": check.title,
                    "Outcome": words[check.outcome] + (", blocks clearance" if check.blocks else ""),
                    "Finding": check.finding,
                }
                for check in checks
            ]
        ),
        section=Section.CHECKS,
    )


def drawn(charts: Sequence[Chart], folder: Path | None) -> list[DrawnChart]:
    """The charts with their pictures from a folder of SVG files, or without pictures where there is no folder."""
    return [
        DrawnChart(
            chart.headline,
            chart.subtitle,
            chart.alt,
            chart.source,
            Table(
                chart.key,
                f"The figures of the chart: {chart.headline}",
                chart.table,
                money=tuple(str(name) for name, column in chart.table.items() if _holds_pounds(column)),
                note=chart_note(chart),
                of_grades=chart.of_grades,
            ),
            _data_address(folder / f"{chart.key}.svg") if folder else "",
            folder / f"{chart.key}.png" if folder else None,
            section=chart.section,
            items=chart.items,
            size=(chart.figure.width, chart.figure.height) if isinstance(chart.figure, Drawing) else None,
        )
        for chart in charts
    ]


def tables_shown(made: Iterable[Table], charts: Sequence[DrawnChart]) -> dict[str, Table]:
    """Tables by their keys, without one of which a chart's own table has every row."""
    rows = {chart.table.key: len(chart.table.frame) for chart in charts}
    return {table.key: table for table in made if table.key not in rows or rows[table.key] < len(table.frame)}


def _holds_pounds(column: pd.Series) -> bool:
    from decimal import Decimal

    return any(isinstance(value, Decimal) for value in column)


def _data_address(picture: Path) -> str:
    return "data:image/svg+xml;base64," + base64.b64encode(picture.read_bytes()).decode()


def report_page(
    assessment: Assessment,
    made: list[Table],
    charts: list[DrawnChart],
    checks: Sequence[Check],
    signed: str = NOT_A_SIGNATURE,
) -> str:
    """The page as HTML text; every value is escaped. ``signed`` says what is recorded of Finance's clearance."""
    in_short, *others = parts(made, charts, checks)
    return rendered(
        foot_of_page(assessment),
        scenario=assessment.scenario,
        notices=notices(assessment),
        how_public=HOW_PUBLIC if assessment.is_public else "",
        verdict=verdict(checks, public=assessment.is_public, signed=signed),
        blocked=[check for check in checks if check.blocks],
        how_made=how_made(assessment, "page"),
        rounding=ROUNDING,
        headline=headline(assessment),
        left_out=left_out(assessment),
        in_short=in_short,
        parts=others,
        charts_drawn=all(chart.picture for chart in charts),
        digest=assessment.digest,
    )


def rendered(foot: str, **values: object) -> str:
    """The template with its values; ``foot`` stands at the foot of every printed page."""
    from jinja2 import Environment
    from markupsafe import Markup

    environment = Environment(autoescape=True, trim_blocks=True)
    template = environment.from_string(TEMPLATE.read_text(encoding="utf-8"))
    return template.render(foot=Markup(_as_css(foot)), **values)


def _as_css(text: str) -> str:
    """Text for a CSS string: all but plain letters, digits and spaces as escapes, so that nothing ends it early."""
    return "".join(one if one.isascii() and (one.isalnum() or one == " ") else f"\\{ord(one):x} " for one in text)
