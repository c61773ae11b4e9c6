"""The report as a Word annex: the shape of a committee report's "Use of resources", from the words of the page."""

import re
from collections.abc import Iterable, Sequence
from pathlib import Path

from docx.document import Document

from model.assessment.assess import Assessment
from model.checks.clearance_checks import Check
from model.disclosure.public_input import exempt_mark
from model.report.page import DrawnChart, parts
from model.report.page_one import headline
from model.report.rounding import ROUNDING
from model.report.table import Table
from model.report.word.parts import (
    LONG_SIDE,
    MARGIN,
    SHORT_SIDE,
    SOURCE_LINE,
    add_caption,
    add_paragraph,
    add_picture,
    mark_language,
    save_alike,
    start_document,
    start_section,
)
from model.report.word.table import Grid, add_table
from model.report.words import HOW_PUBLIC, NOT_A_SIGNATURE, how_made, left_out, notices, recalled_mark, verdict

PICTURE_WIDTH, PICTURE_HEIGHT = SHORT_SIDE - 2 * MARGIN - 20, (LONG_SIDE - 2 * MARGIN) * 0.6
A_PIXEL = 25.4 / 96
"""In millimetres, of a picture that is printed in its own size."""
FIGURE = r"[+\u2212]?£?[\d,]+(\.\d+)?%?|\u2013"
NO_PICTURES = "No browser was found to draw the charts with; a table of each chart's figures replaces it."


def write_word(
    path: Path,
    assessment: Assessment,
    made: list[Table],
    charts: list[DrawnChart],
    checks: Sequence[Check],
    signed: str = NOT_A_SIGNATURE,
) -> None:
    """Write the annex, from the page's tables, charts and checks.

    The same content gives the same bytes. Where there are no pictures the charts' tables stand in their place.
    """
    scenario = assessment.scenario
    footer = " · ".join(filter(None, (exempt_mark(scenario), recalled_mark(assessment), scenario.reference)))
    annex = _Annex(start_document(f"{scenario.title}: use of resources", scenario.authority, footer))
    annex.say(scenario.title, "Title")
    annex.say(f"{scenario.authority} · {scenario.reference}", "Subtitle")
    annex.heading("Use of resources: finance and staffing", 1)
    annex.say(scenario.summary)
    annex.emphasise(notices(assessment))
    annex.emphasise([verdict(checks, public=assessment.is_public, signed=signed)])
    annex.bullets(f"{check.title}. {check.finding}" for check in checks if check.blocks)
    in_short, *others = parts(made, charts, checks)
    annex.heading(in_short.title, 2)
    annex.paragraphs(headline(assessment))
    for table in in_short.tables:
        annex.table(table)
    annex.heading("What these figures leave out", 2)
    annex.bullets(left_out(assessment))
    for part in others:
        annex.heading(part.title, 2)
        if part.charts and part.charts[0].png is None:
            annex.say(NO_PICTURES, SOURCE_LINE)
        for chart in part.charts:
            annex.chart(chart)
        for table in part.tables:
            annex.table(table)
    annex.heading("How this was made", 2)
    annex.paragraphs([HOW_PUBLIC] if assessment.is_public else [how_made(assessment, "document"), ROUNDING])
    annex.say(f"Fingerprint of the figures (SHA-256): {assessment.digest}", SOURCE_LINE)
    mark_language(annex.document)
    save_alike(annex.document, path)


class _Annex:
    """The document as it is written."""

    def __init__(self, document: Document):
        self.document = document
        self.on_side = False
        self.waiting: list[tuple[str, int]] = []

    def say(self, text: str, style: str = "Normal", *, kept: bool = False) -> None:
        """A paragraph."""
        self._place(wide=False)
        add_paragraph(self.document, text, style, kept=kept)

    def paragraphs(self, sentences: Iterable[str]) -> None:
        """Each as its own paragraph."""
        for sentence in sentences:
            self.say(sentence)

    def emphasise(self, sentences: Iterable[str]) -> None:
        """Each as its own paragraph, in bold."""
        self._place(wide=False)
        for sentence in sentences:
            add_paragraph(self.document, sentence).runs[0].bold = True

    def bullets(self, items: Iterable[str]) -> None:
        """A list with bullets."""
        for item in items:
            self.say(item, "List Bullet")

    def heading(self, text: str, level: int) -> None:
        """A heading. It is written with what follows it, so that both are on the same page."""
        self.waiting.append((text, level))

    def table(self, table: Table) -> None:
        """A caption, the table, and its note; on a page on its side where an upright one is too narrow."""
        columns = list(table.frame.columns)
        rows = tuple(tuple(text for _, text in row) for row in table.page_rows())
        grid = Grid(
            tuple(map(str, columns)),
            rows,
            tuple(
                table.is_number(name) or _are_figures(row[place] for row in rows) for place, name in enumerate(columns)
            ),
            table.total_row,
        )
        self._place(wide=grid.is_wide())
        add_caption(self.document, "Table", table.number, table.title)
        add_table(self.document, grid, table.title, wide=self.on_side, noted=bool(table.note))
        if table.note:
            add_paragraph(self.document, table.note, SOURCE_LINE)

    def chart(self, chart: DrawnChart) -> None:
        """A chart under its message: the picture, what it measures, its source and its figures."""
        self.heading(chart.headline, 3)
        if chart.png is None:
            self.say(chart.subtitle, kept=True)
        else:
            self._place(wide=False)
            most = [side * A_PIXEL for side in chart.size] if chart.size else [PICTURE_WIDTH, PICTURE_HEIGHT]
            add_picture(self.document, chart.png, chart.alt, f"Figure {chart.number}", *most)
            add_caption(self.document, "Figure", chart.number, chart.subtitle)
        self.say(f"Source: {chart.source}", SOURCE_LINE)
        self.table(chart.table)

    def _place(self, *, wide: bool) -> None:
        """Turn the page where what comes next needs it, then write the headings that wait for it."""
        if wide != self.on_side:
            start_section(self.document, wide=wide)
            self.on_side = wide
        for text, level in self.waiting:
            add_paragraph(self.document, text, f"Heading {level}")
        self.waiting.clear()


def _are_figures(texts: Iterable[str]) -> bool:
    return all(re.fullmatch(FIGURE, text) for text in texts)
