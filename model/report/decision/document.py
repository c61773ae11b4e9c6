"""A short report as a Word document: real styles, fields, references and content controls, on A4."""

from collections.abc import Iterable
from functools import cache
from io import BytesIO
from itertools import zip_longest
from pathlib import Path
from xml.sax.saxutils import quoteattr

from docx import Document as new_document
from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Emu, Mm
from docx.styles.style import ParagraphStyle

from model.report.decision.blocks import Figure, Fill, Line, Paper, Paragraph, Ref, Rows
from model.report.decision.pictures import size_in_print
from model.report.decision.styles import LOOKS, Styles, styles_in
from model.report.decision.template import Template, place_in
from model.report.word.fields import content_control, numbered, reference, run
from model.report.word.parts import (
    add_picture,
    as_bytes,
    blank_annex,
    clean,
    mark_language,
    save_alike,
    set_properties,
    start_document,
)
from model.report.word.table import TWIPS, Grid

MARGIN = 20
EM = LOOKS["cell"].size / 72 * 25.4
"""Millimetres: the size of the text in tables."""
AWAY = '<w:spacing w:before="120"/>'
OUTLINE = '<w:outlineLvl w:val="0"/>'
"""The level by which a screen reader finds a heading. Each heading sets it: a council's own style may lack it."""
LABELS = 44
"""Millimetres for the labels of the box."""


def write_decision(path: Path, paper: Paper, author: str, template: Template | None = None) -> Styles:
    """Write the report in our own styles, or into a council's template, and give the styles used.

    The same paper gives the same bytes.
    """
    if template is None:
        document = start_document(paper.title, author, paper.footer, lambda: _blank()[0])
        writer = _Writer(document, paper, _blank()[1])
    else:
        document = template.opened()
        set_properties(document, paper.title, author)
        writer = _Writer(document, paper, styles_in(document, template.theirs), place_in(document))
    writer.write()
    if template is None:
        mark_language(document)
    save_alike(document, path)
    return writer.styles


@cache
def _blank() -> tuple[bytes, Styles]:
    """The file that a report in our own styles begins as, and the styles in it."""
    document = new_document(BytesIO(blank_annex()))
    section = document.sections[0]
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Mm(MARGIN)
    styles = styles_in(document)
    return as_bytes(document), styles


class _Writer:
    """Writes a paper into a document, block after block."""

    def __init__(self, document: Document, paper: Paper, styles: Styles, before: BaseOxmlElement | None = None):
        self.document, self.paper, self.styles = document, paper, styles
        self.before: BaseOxmlElement = document.element.body.sectPr if before is None else before
        """The element before which the report is written: the document's end, or what follows a template's marker."""
        last = document.sections[-1]
        width, left, right = (Emu(side or 0).mm for side in (last.page_width, last.left_margin, last.right_margin))
        self.across = width - left - right
        """Millimetres of text across the page."""
        self.numbers = paper.numbers()
        self.controls: dict[str, int] = {}
        self.after_table = False
        """Whether the last block was a table. If so, the next paragraph leaves room above it."""
        identities = {identity: purpose for purpose, identity in styles.of.items()}
        self.close = {
            identities[style.style_id]
            for style in document.styles
            if isinstance(style, ParagraphStyle)
            if style.style_id in identities and not style.paragraph_format.space_before
        }
        """The purposes whose styles leave no room above a paragraph."""

    def write(self) -> None:
        """Write the title, the box, and every part."""
        self.paragraph((self.paper.title,), "title")
        self.paragraph((self.paper.subtitle,), "subtitle")
        for mark in self.paper.marks:
            self.paragraph((mark,), "source")
        box = [((label,), line) for label, line in self.paper.box]
        self.table("In short", box, [LABELS, self.across - LABELS], (False, False), firsts=True)
        self.after_table = True
        for part in self.paper.parts:
            self.paragraph((part.heading,), "heading")
            for block, after in zip_longest(part.blocks, part.blocks[1:]):
                self.block(block, heads=isinstance(after, Rows | Figure))

    def block(self, block: Paragraph | Rows | Figure, *, heads: bool) -> None:
        """Write one block of a part. ``heads``: whether a paragraph stays on the page of the block after it."""
        if isinstance(block, Paragraph):
            self.paragraph(block.line, "lettered" if block.lettered else "paragraph", heads=heads)
        elif isinstance(block, Rows):
            self.captioned(block.key, block.title)
            grid = Grid(block.header, tuple(tuple(map(self._plain, row)) for row in block.rows), block.numbers, em=EM)
            rows = [tuple((cell,) for cell in row) for row in (block.header, *block.rows)]
            self.table(block.title, rows, grid.widths(self.across), block.numbers, header=True, total=block.total_row,
                       noted=bool(block.note), may_break=block.may_break)  # fmt: skip
            self.after_table = True
            if block.note:
                self.paragraph((block.note,), "source")
        else:
            self.figure(block)

    def figure(self, figure: Figure) -> None:
        """Write a picture with its caption below."""
        across, down = size_in_print(figure.png)
        kind, number = self.numbers[figure.key]
        name, most = f"{kind} {number}", min(across, self.across)
        self.before.addprevious(add_picture(self.document, figure.png, figure.alt, name, most, down))
        self.captioned(figure.key, figure.title, heads=bool(figure.source))
        if figure.source:
            self.paragraph((figure.source,), "source")

    def captioned(self, key: str, title: str, *, heads: bool = True) -> None:
        """Write a caption that Word numbers, with a bookmark for references to it."""
        kind, number = self.numbers[key]
        keep = "" if heads else '<w:keepNext w:val="0"/>'
        self._add(f"{numbered(kind, number, _bookmark(key))}{run(f': {title}')}", "caption", keep)

    def paragraph(self, line: Line, purpose: str, *, heads: bool = False) -> None:
        """Write a paragraph in the style of its purpose."""
        away = AWAY if self.after_table and purpose in self.close else ""
        kept = "<w:keepNext/>" if heads or purpose == "heading" else ""
        self.after_table = False
        self._add(self.runs(line), purpose, f"{kept}{away}{OUTLINE if purpose == 'heading' else ''}")

    def table(  # noqa: PLR0913
        self,
        title: str,
        rows: Iterable[tuple[Line, ...]],
        widths: list[float],
        numbers: tuple[bool, ...],
        *,
        header: bool = False,
        firsts: bool = False,
        total: bool = False,
        noted: bool = False,
        may_break: bool = False,
    ) -> None:
        """Write a table in the style for tables. No cells are merged, and no row breaks over two pages.

        ``header``: the first row is a header. ``firsts``: the first column is bold. ``noted``: a note follows it.
        A table that may break over pages keeps its header with the first two rows, and its last two rows together.
        """
        every, twips = list(rows), [round(width * TWIPS) for width in widths]
        made = []
        for place, row in enumerate(every):
            last = place == len(every) - 1
            within = 1 < place < len(every) - 2 and may_break
            kept = "<w:keepNext/>" if (not last or noted) and not within else ""
            cells = "".join(
                self._cell(line, width, number, kept, strong=firsts and column == 0)
                for column, (line, width, number) in enumerate(zip(row, twips, numbers, strict=True))
            )
            heads = "<w:tblHeader/>" if header and place == 0 else ""
            made.append(f"<w:tr><w:trPr><w:cantSplit/>{heads}</w:trPr>{cells}</w:tr>")
        look = (0x20 if header else 0) + (0x40 if total else 0) + 0x80 + 0x600
        columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in twips)
        self.before.addprevious(
            parse_xml(
                f"<w:tbl {nsdecls('w')}><w:tblPr><w:tblStyle w:val={quoteattr(self.styles.of['table'])}/>"
                f'<w:tblW w:w="{sum(twips)}" w:type="dxa"/><w:tblLayout w:type="fixed"/><w:tblLook w:val="{look:04X}" '
                f'w:firstRow="{int(header)}" w:lastRow="{int(total)}" w:firstColumn="1" w:lastColumn="0" w:noHBand="1" '
                f'w:noVBand="1"/><w:tblCaption w:val={quoteattr(clean(title))}/></w:tblPr><w:tblGrid>{columns}'
                f"</w:tblGrid>{''.join(made)}</w:tbl>"
            )
        )

    def _cell(self, line: Line, width: int, number: bool, kept: str, *, strong: bool) -> str:
        look = "<w:b/>" if strong else ""
        return (
            f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr><w:p><w:pPr>'
            f"<w:pStyle w:val={quoteattr(self.styles.of['cell'])}/>{kept}"
            f'<w:jc w:val="{"right" if number else "left"}"/></w:pPr>{self.runs(line, look)}</w:p></w:tc>'
        )

    def runs(self, line: Line, look: str = "") -> str:
        """The words of a line as runs, fields and content controls."""
        return "".join(self._word(word, look) for word in line)

    def _word(self, word: str | Fill | Ref, look: str) -> str:
        if isinstance(word, Fill):
            count = self.controls[word.place] = self.controls.get(word.place, 0) + 1
            tag = word.place if count == 1 else f"{word.place}_{count}"
            return content_control(tag, word.prompt, str(word), filled=bool(word.text))
        if isinstance(word, Ref):
            kind, number = self.numbers[word.key]
            return reference(_bookmark(word.key), f"{kind} {number}")
        return run(word, look)

    def _plain(self, word: str | Fill | Ref) -> str:
        if isinstance(word, Ref):
            return " ".join(map(str, self.numbers[word.key]))
        return str(word)

    def _add(self, runs: str, purpose: str, more: str = "") -> None:
        style = quoteattr(self.styles.of[purpose])
        self.before.addprevious(
            parse_xml(f"<w:p {nsdecls('w')}><w:pPr><w:pStyle w:val={style}/>{more}</w:pPr>{runs}</w:p>")
        )


def _bookmark(key: str) -> str:
    return f"_Ref_{key}"
