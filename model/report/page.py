"""The report as one page: self-contained HTML, readable offline and in print, with no code shown."""

import base64
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import count
from pathlib import Path

import pandas as pd

from model.assessment.assess import Assessment
from model.base.stated import stated
from model.checks.clearance_checks import Check
from model.pay.salaries import BASES, PEOPLE_BASES
from model.report.chart import Chart, Drawing, Item
from model.report.page_one import headline
from model.report.rounding import ROUNDING, chart_note
from model.report.table import Section, Table
from model.report.words import (
    HOW_PUBLIC,
    NOT_A_SIGNATURE,
    NOT_PRINTED,
    counted,
    foot_of_page,
    how_made,
    left_out,
    not_printed_said,
    notices,
    verdict,
)

TEMPLATE = Path(__file__).with_name("page.html")
CHECKS, SIGNS = "checks", "+\u2212"


@dataclass(frozen=True)
class DrawnChart:
    """A chart as the page shows it. ``picture`` is a data URL, empty where no picture could be drawn."""

    headline: str
    subtitle: str
    alt: str
    source: str
    table: Table
    picture: str = ""
    png: Path | None = None
    """The PNG file for print; None where no picture could be drawn."""
    number: int = 0
    """The chart's number among the figures of the report; 0 for a chart that could not be drawn."""
    section: Section = Section.COSTS
    """The section of the report that shows the chart."""
    items: tuple[Item, ...] = ()
    """The contents of the picture as a nested list, which the page shows instead of the table."""
    size: tuple[int, int] | None = None
    """The chart's width and height in print, in pixels at 96 to the inch; None where it may be scaled to fit."""
    figures_in: str = ""
    """The key of the table that may print the chart's figures."""
    figures_said: str = ""
    """How the table of ``figures_in`` prints the figures differently, such as with the opposite sign; else empty."""
    printed_in: int = 0
    """The number of the table that prints the chart's figures; 0 where the chart is followed by a table of its own."""


@dataclass(frozen=True)
class Part:
    """A part of the report: its heading, then its numbered tables and charts in order.

    Their numbers are the same in every form of the report.
    """

    title: str
    items: tuple[Table | DrawnChart, ...]

    @property
    def place(self) -> str:
        """The name by which the contents list refers to the part."""
        return re.sub(r"\W+", "-", self.title.lower()).strip("-")

    @property
    def charts(self) -> tuple[DrawnChart, ...]:
        """The charts of the part, without its tables."""
        return tuple(item for item in self.items if isinstance(item, DrawnChart))

    @property
    def tables(self) -> tuple[Table, ...]:
        """Every table that the part prints, the charts' own tables included."""
        of_items = (item if isinstance(item, Table) else None if item.printed_in else item.table for item in self.items)
        return tuple(table for table in of_items if table is not None)


def parts(made: Iterable[Table], charts: Sequence[DrawnChart], checks: Sequence[Check]) -> list[Part]:
    """The report's parts in order, each table and drawn chart with its number. A table without rows is left out.

    A chart comes before the table that prints its figures. Where no table does, the chart's own table follows it.
    """
    shown = {table.key: table for table in (*made, checks_table(checks)) if is_printed(table)}
    prints = {place: chart.figures_in for place, chart in enumerate(charts) if prints_figures_of(shown, chart)}
    in_order: dict[Section, list[Table | int]] = {section: [] for section in Section}
    for table in shown.values():
        of_it = [place for place, key in prints.items() if key == table.key and charts[place].section == table.section]
        in_order[stated(table.section, "a section")] += [*of_it, table]
    for place, chart in reversed([*enumerate(charts)]):
        if place not in in_order[chart.section]:
            in_order[chart.section].insert(0, place)
    return _numbered(in_order, charts, prints)


def _numbered(
    in_order: dict[Section, list[Table | int]], charts: Sequence[DrawnChart], prints: dict[int, str]
) -> list[Part]:
    tables, figures = count(1), count(1)
    numbers = {
        key: next(tables)
        for items in in_order.values()
        for item in items
        if (key := item.key if isinstance(item, Table) else "" if item in prints else item) != ""
    }
    sources: dict[str, int] = {}

    def numbered(item: Table | int) -> Table | DrawnChart:
        if isinstance(item, Table):
            return replace(item, number=numbers[item.key])
        chart, number = charts[item], next(figures) if charts[item].picture else 0
        first = sources.setdefault(chart.source, number)
        return replace(
            chart,
            number=number,
            source=f"as Figure {first}." if number and first != number else chart.source,
            printed_in=numbers[prints[item]] if item in prints else 0,
            table=replace(chart.table, number=numbers.get(item, 0)),
        )

    found = [Part(section, tuple(map(numbered, items))) for section, items in in_order.items()]
    return [part for place, part in enumerate(found) if part.items or not place]


def is_printed(table: Table) -> bool:
    """Whether the report prints a table: it has a section and a row, and is not for the workbook only."""
    return table.section is not None and len(table.body) > 0 and not table.only_in_workbook


def prints_figures_of(shown: Mapping[str, Table], chart: DrawnChart) -> bool:
    """Whether the table that a chart names is printed, and has every figure of the chart with either sign."""
    table = shown.get(chart.figures_in)
    if table is None:
        return False
    texts = Counter(text.lstrip(SIGNS) for row in table.page_rows() for _, text in row)
    own = (text.lstrip(SIGNS) for row in chart.table.page_rows() for name, text in row if chart.table.is_number(name))
    return not Counter(own) - texts


def title_in_short(table: Table) -> str:
    """A table's title without its basis, its year and its unit, for a list of tables."""
    bases = "|".join(basis.label.lower() for basis in (BASES | PEOPLE_BASES).values())
    return re.sub(rf", (£|{bases}|full year|net of VAT).*$", "", table.title.removeprefix("Annex: "))


def not_printed(made: Iterable[Table]) -> dict[str, list[str]]:
    """By section: the short titles, in quotation marks, of the tables that are only in tables.xlsx."""
    titles: dict[str, list[str]] = {}
    for table in made:
        if table.section and table.only_in_workbook and len(table.body):
            titles.setdefault(table.section, []).append(f"\u201c{title_in_short(table)}\u201d")
    return titles


def checks_counted(printed: Iterable[Part], checks: Sequence[Check]) -> str:
    """How many checks pass, are disclosed and fail, and which table lists them; empty where nothing was checked."""
    of_checks = next((table for part in printed for table in part.tables if table.key == CHECKS), None)
    return counted(checks, f"Table {of_checks.number}") if of_checks else ""


def checks_table(checks: Sequence[Check]) -> Table:
    """One row for each check: what was checked, the outcome and the finding, in words."""
    words = {"pass": "Passes", "fail": "Fails", "disclosed": "Disclosed"}
    return Table(
        CHECKS,
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
    """The charts with their pictures from a folder of SVG and PNG files; without pictures where there is no folder."""
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
                traced=chart.traced,
            ),
            _data_address(folder / f"{chart.key}.svg") if folder else "",
            folder / f"{chart.key}.png" if folder else None,
            section=chart.section,
            items=chart.items,
            size=(chart.figure.width, chart.figure.height) if isinstance(chart.figure, Drawing) else None,
            figures_in=chart.figures_in,
            figures_said=chart.figures_said,
        )
        for chart in charts
    ]


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
    elsewhere = not_printed(made)
    return rendered(
        foot_of_page(assessment),
        scenario=assessment.scenario,
        notices=notices(assessment),
        how_public=HOW_PUBLIC if assessment.is_public else "",
        verdict=verdict(checks, public=assessment.is_public, signed=signed),
        is_blocked=any(check.blocks for check in checks),
        counted=checks_counted(others, checks),
        how_made=how_made(assessment, "page"),
        rounding=ROUNDING,
        headline=headline(assessment),
        left_out=left_out(assessment),
        in_short=in_short,
        parts=others,
        not_printed=elsewhere,
        not_printed_title=NOT_PRINTED,
        not_printed_said=not_printed_said(sum(map(len, elsewhere.values()))),
        charts_drawn=all(chart.picture for chart in charts),
        digest=assessment.digest,
    )


def rendered(foot: str, **values: object) -> str:
    """The HTML of the template filled in with ``values``; ``foot`` is at the foot of every printed page."""
    from jinja2 import Environment
    from markupsafe import Markup

    environment = Environment(autoescape=True, trim_blocks=True)
    template = environment.from_string(TEMPLATE.read_text(encoding="utf-8"))
    return template.render(foot=Markup(_as_css(foot)), **values)


def _as_css(text: str) -> str:
    """Text for a CSS string. All but plain letters, digits and spaces is escaped, so nothing ends the string early."""
    return "".join(one if one.isascii() and (one.isalnum() or one == " ") else f"\\{ord(one):x} " for one in text)
