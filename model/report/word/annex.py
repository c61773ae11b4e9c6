"""The report as a Word annex, built like a committee report's "Use of resources", in the words of the page."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from docx.document import Document

from model.assessment.assess import Assessment
from model.checks.clearance_checks import Check
from model.disclosure.public_input import exempt_mark
from model.report.page import DrawnChart, checks_counted, not_printed, parts
from model.report.page_one import headline
from model.report.rounding import ROUNDING
from model.report.table import Table
from model.report.word.parts import (
    CONTENTS_LINE,
    LONG_SIDE,
    MARGIN,
    SOURCE_LINE,
    add_bookmark,
    add_caption,
    add_page_of,
    add_paragraph,
    add_picture,
    add_reference,
    clean,
    mark_language,
    save_alike,
    start_document,
    start_section,
)
from model.report.word.table import Grid, add_table
from model.report.words import (
    HOW_PUBLIC,
    NOT_A_SIGNATURE,
    NOT_PRINTED,
    how_made,
    left_out,
    not_printed_said,
    notices,
    recalled_mark,
    verdict,
)

PICTURE_WIDTH, PICTURE_HEIGHT = 600 * 25.4 / 96, LONG_SIDE - 2 * MARGIN - 40
"""The greatest width and height of a picture, in millimetres. A chart 600 pixels wide has letters of 9 points."""
A_PIXEL = 25.4 / 96
"""The size of a pixel in millimetres, in a picture that is printed at its own size."""
LISTED, BOOKMARK = 2, 34
"""The level of headings in the list of contents; the most letters of a heading in its bookmark (Word allows 40)."""
FIGURE = r"[+\u2212]?£?[\d,]+(\.\d+)?%?|\u2013"
NO_PICTURES = "No browser was found to draw the charts. A table of its figures replaces each chart."


def write_word(
    path: Path,
    assessment: Assessment,
    made: list[Table],
    charts: list[DrawnChart],
    checks: Sequence[Check],
    signed: str = NOT_A_SIGNATURE,
) -> None:
    """Write the annex, from the page's tables, charts and checks.

    The same content gives the same bytes. Where there are no pictures, the charts' tables replace them.
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
    in_short, *others = parts(made, charts, checks)
    elsewhere = not_printed(made)
    if said := checks_counted(others, checks):
        annex.say(f"Checks: {said}")
    left, how = "What these figures leave out", "How this was made"
    last = [NOT_PRINTED, how] if elsewhere else [how]
    annex.contents([in_short.title, left, *(part.title for part in others), *last])
    annex.heading(in_short.title, 2)
    annex.paragraphs(headline(assessment))
    annex.printed(in_short.items)
    annex.heading(left, 2)
    annex.bullets(left_out(assessment))
    for part in others:
        annex.heading(part.title, 2)
        if part.charts and part.charts[0].png is None:
            annex.say(NO_PICTURES, SOURCE_LINE)
        annex.printed(part.items)
    if elsewhere:
        annex.heading(NOT_PRINTED, 2)
        annex.say(not_printed_said(sum(map(len, elsewhere.values()))))
        annex.bullets(f"{section}: {'; '.join(titles)}." for section, titles in elsewhere.items())
    annex.heading(how, 2)
    *made_how, at_last = [HOW_PUBLIC] if assessment.is_public else [how_made(assessment, "document"), ROUNDING]
    annex.paragraphs(made_how)
    annex.say(at_last, kept=True)
    annex.say(f"Fingerprint of the figures (SHA-256): {assessment.digest}", SOURCE_LINE)
    mark_language(annex.document)
    save_alike(annex.document, path)


class _Annex:
    """Writes the annex, piece by piece."""

    def __init__(self, document: Document):
        self.document = document
        self.on_side = False
        self.waiting: list[tuple[str, int]] = []

    def say(self, text: str, style: str = "Normal", *, kept: bool = False) -> None:
        """Add a paragraph."""
        self._place(wide=False)
        add_paragraph(self.document, text, style, kept=kept)

    def paragraphs(self, sentences: Iterable[str]) -> None:
        """Add each sentence as a paragraph of its own."""
        for sentence in sentences:
            self.say(sentence)

    def emphasise(self, sentences: Iterable[str]) -> None:
        """Add each sentence as a paragraph of its own, in bold."""
        self._place(wide=False)
        for sentence in sentences:
            add_paragraph(self.document, sentence).runs[0].bold = True

    def bullets(self, items: Iterable[str]) -> None:
        """Add a list with bullets."""
        for item in items:
            self.say(item, "List Bullet")

    def heading(self, text: str, level: int) -> None:
        """Add a heading. It is written with what follows it, so that both are on the same page."""
        self.waiting.append((text, level))

    def contents(self, titles: Sequence[str]) -> None:
        """Add the list of contents: each heading with its page, which Word and LibreOffice count."""
        self.heading("Contents", 2)
        for title in titles:
            self._place(wide=False)
            line = add_paragraph(self.document, "", CONTENTS_LINE)
            add_reference(line, _place_of(title), title)
            line.add_run().add_tab()
            add_page_of(line, _place_of(title))

    def printed(self, items: Iterable[Table | DrawnChart]) -> None:
        """Add tables and charts, in their order."""
        for item in items:
            if isinstance(item, Table):
                self.table(item)
            else:
                self.chart(item)

    def table(self, table: Table) -> None:
        """Add a caption, the table and its note. They are on a wide page where an upright page is too narrow."""
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
        if grid.is_wide():
            grid = replace(grid, tight=True)
        self._place(wide=grid.is_wide())
        add_caption(self.document, "Table", table.number, table.title, bookmark=_place_of(table.number))
        add_table(self.document, grid, table.title, wide=self.on_side, noted=bool(table.note))
        if table.note:
            add_paragraph(self.document, table.note, SOURCE_LINE)

    def chart(self, chart: DrawnChart) -> None:
        """Add a chart under its headline: the picture, what it measures, its source and its figures."""
        self.heading(chart.headline, 3)
        if chart.png is None:
            self.say(chart.subtitle, kept=True)
        else:
            self._place(wide=False)
            most = [side * A_PIXEL for side in chart.size] if chart.size else [PICTURE_WIDTH, PICTURE_HEIGHT]
            add_picture(self.document, chart.png, chart.alt, f"Figure {chart.number}", *most)
            add_caption(self.document, "Figure", chart.number, chart.subtitle)
        if chart.printed_in:
            where = add_paragraph(self.document, "", SOURCE_LINE)
            where.add_run("The chart\u2019s figures are in ")
            add_reference(where, _place_of(chart.printed_in), f"Table {chart.printed_in}")
            where.add_run(f"{chart.figures_said}. Source: {clean(chart.source)}")
        else:
            self.say(f"Source: {chart.source}", SOURCE_LINE)
            self.table(chart.table)

    def _place(self, *, wide: bool) -> None:
        """Begin an upright or a wide page where what comes next needs it, then write the headings that wait."""
        if wide != self.on_side:
            start_section(self.document, wide=wide)
            self.on_side = wide
        for text, level in self.waiting:
            heading = add_paragraph(self.document, text, f"Heading {level}")
            if level == LISTED:
                add_bookmark(heading, _place_of(text))
        self.waiting.clear()


def _place_of(name: str | int) -> str:
    """The bookmark of a heading, or of the number of a table."""
    return f"_Ref_table_{name}" if isinstance(name, int) else "_Ref_" + re.sub(r"\W+", "_", name)[:BOOKMARK]


def _are_figures(texts: Iterable[str]) -> bool:
    return all(re.fullmatch(FIGURE, text) for text in texts)
