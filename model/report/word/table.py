"""A Word table: a header row that repeats, columns as wide as their words, rows that stay whole, nothing merged."""

from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from model.report.letter_widths import width_of
from model.report.word.parts import LANGUAGE, LONG_SIDE, MARGIN, SHORT_SIDE, clean

EM = 3.0
"""Millimetres: the size of the table text, 8.5 points."""
PADDING, TIGHT = 4.3, 2.5
"""Millimetres: the room beside a cell's text, left and right together, usually and in a tight table."""
LONGEST_WORD, SHORT_CELL, KEPT_WHOLE, LONG = 28, 17, 9, 1_200
"""The most letters of a word that a column makes room for, and of a cell that is kept on one line. Then the most rows,
and the most letters, of a table that is kept on one page."""
TWIPS = 1440 / 25.4
SIDES = '<w:tblCellMar><w:left w:w="57" w:type="dxa"/><w:right w:w="57" w:type="dxa"/></w:tblCellMar>'
"""A millimetre on each side of the text in a cell of a tight table."""
THIN, THICK = 'w:sz="4" w:color="7F7F7F"', 'w:sz="12" w:color="12436D"'


@dataclass(frozen=True)
class Grid:
    """A table as text. ``rows`` has a tuple for each row; ``numbers`` says which columns are aligned right."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numbers: tuple[bool, ...]
    total_row: bool = False
    em: float = EM
    """Millimetres: the size of the table's text."""
    tight: bool = False
    """Whether cells have less room at their sides, because the table would otherwise be too wide."""

    def widths(self, across: float) -> list[float]:
        """Widths of the columns in mm, which fill the page. Each has its least width, and a share of the rest.

        The shares are in proportion to how much more each column could use.
        """
        least = self._least(SHORT_CELL)
        if sum(least) > across:
            least = self._least(0)
        if sum(least) > across:
            return [width * across / sum(least) for width in least]
        wanted = [
            max(width, self._padding + max(width_of(text, self.em, bold=strong) for text, strong in column))
            for column, width in zip(self._columns(), least, strict=True)
        ]
        spare, more = across - sum(least), sum(wanted) - sum(least)
        if more <= spare:  # everything is on one line: the rest goes to all alike
            return [width * across / sum(wanted) for width in wanted]
        return [low + spare * (high - low) / more for low, high in zip(least, wanted, strict=True)]

    def is_wide(self) -> bool:
        """Whether an upright page is too narrow for the table's longest words and its figures."""
        return sum(self._least(0)) > SHORT_SIDE - 2 * MARGIN

    def _least(self, short: int) -> list[float]:
        """The least width of each column: its longest word, or its longest figure or short cell if wider."""
        return [
            self._padding
            + max(
                width_of(part, self.em, bold=strong)
                for row, (text, strong) in enumerate(column)
                for part in ([text] if row and (number or len(text) <= short) else _words(text))
            )
            for column, number in zip(self._columns(), self.numbers, strict=True)
        ]

    @property
    def _padding(self) -> float:
        return TIGHT if self.tight else PADDING

    def _columns(self) -> list[list[tuple[str, bool]]]:
        """The texts of each column, its heading first, and whether each is bold."""
        strong = [True, *[False] * (len(self.rows) - 1), self.total_row][: len(self.rows) + 1]
        return [list(zip(texts, strong, strict=True)) for texts in zip(self.header, *self.rows, strict=True)]


def _words(text: str) -> list[str]:
    return [word[:LONGEST_WORD] for word in text.split()] or [""]


def add_table(document: Document, grid: Grid, title: str, *, wide: bool = False, noted: bool = False) -> None:
    """Add the table across the page. ``noted``: its last row is kept with the note that follows.

    The table is written as one piece of XML, because python-docx searches all styles for every cell.
    """
    widths = [round(width * TWIPS) for width in grid.widths((LONG_SIDE if wide else SHORT_SIDE) - 2 * MARGIN)]
    end, letters = len(grid.rows), sum(len(cell) for row in grid.rows for cell in row)
    whole = end <= KEPT_WHOLE and letters <= LONG
    rows = []
    for place, texts in enumerate((grid.header, *grid.rows)):
        strong = place == 0 or (grid.total_row and place == end)
        ruled = THICK if strong or (grid.total_row and place == end - 1) else THIN
        kept = noted if place == end else whole or place in {0, end - 1}  # no heading and no last row is alone
        cells = "".join(
            _cell(text, width, number, ruled, kept, strong)
            for text, width, number in zip(texts, widths, grid.numbers, strict=True)
        )
        rows.append(f"<w:tr><w:trPr><w:cantSplit/>{'' if place else '<w:tblHeader/>'}</w:trPr>{cells}</w:tr>")
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    table = (
        f'<w:tbl {nsdecls("w")}><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
        f"{SIDES if grid.tight else ''}"
        '<w:tblLook w:val="06A0" w:firstRow="1" w:lastRow="0" w:firstColumn="1" w:lastColumn="0" w:noHBand="1" '
        f'w:noVBand="1"/><w:tblCaption w:val={quoteattr(clean(title))}/></w:tblPr><w:tblGrid>'
        f"{columns}</w:tblGrid>{''.join(rows)}</w:tbl>"
    )
    document.element.body.insert_element_before(parse_xml(table), "w:sectPr")


def _cell(text: str, width: int, number: bool, ruled: str, kept: bool, strong: bool) -> str:
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/><w:tcBorders><w:bottom w:val="single" w:space="0" {ruled}/>'
        f'</w:tcBorders></w:tcPr><w:p><w:pPr><w:pStyle w:val="TableText"/>{"<w:keepNext/>" if kept else ""}'
        f'<w:jc w:val="{"right" if number else "left"}"/></w:pPr><w:r><w:rPr>{"<w:b/>" if strong else ""}'
        f'<w:lang w:val="{LANGUAGE}"/></w:rPr><w:t xml:space="preserve">{escape(clean(text))}</w:t></w:r></w:p></w:tc>'
    )
