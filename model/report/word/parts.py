"""What python-docx does not offer: captions, references, descriptions of pictures, and the same bytes each time.

Nothing here depends on what a document says. Sizes are in millimetres; text is set in Arial, marked as British English.
"""

import re
from collections.abc import Callable
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import NamedTuple, cast
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo
from zlib import crc32

from docx import Document as new_document
from docx.document import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.opc.packuri import PackURI
from docx.opc.phys_pkg import PhysPkgWriter
from docx.opc.pkgwriter import PackageWriter
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.section import Section
from docx.shared import Emu, Mm, Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.styles.styles import Styles
from docx.text.paragraph import Paragraph

from model.base.stated import stated

LANGUAGE, FONT = "en-GB", "Arial"
DARK_BLUE, GREY = RGBColor(0x12, 0x43, 0x6D), RGBColor(0x3D, 0x3D, 0x3D)
SHORT_SIDE, LONG_SIDE, MARGIN = 210, 297, 18
FIRST_ZIP_DATE = (1980, 1, 1, 0, 0, 0)
TITLE_AT_MOST = 255
"""The most characters of a title in a file's properties: python-docx's limit, from the Open Packaging Conventions."""


class Look(NamedTuple):
    """A style's look: size and space above and below, in points; colour; whether its text stays with what follows."""

    size: float
    colour: RGBColor | None = None
    space: tuple[float, float] | None = None
    heads: bool = True


CONTENTS_LINE = "Contents line"
SOURCE_LINE = "Source line"
"""The style of notes and sources. LibreOffice tags a paragraph by the name of its style. So no style may have the name
of a PDF structure type, such as Note, Quote or Code: a screen reader would announce a note, a quote or code."""
STYLES = {
    CONTENTS_LINE: Look(10, None, (0, 1), heads=False),
    SOURCE_LINE: Look(9, GREY, (2, 5)),
    "Table text": Look(8.5, None, (1.5, 1.5)),
    "Normal": Look(10.5, None, (0, 4), heads=False),
    "Title": Look(22, DARK_BLUE),
    "Subtitle": Look(11, GREY),
    "Heading 1": Look(16, DARK_BLUE, (16, 5)),
    "Heading 2": Look(13, DARK_BLUE, (10, 3)),
    "Heading 3": Look(11, DARK_BLUE, (6, 2)),
    "Caption": Look(9.5, DARK_BLUE, (5, 2)),
}
ADDED = (CONTENTS_LINE, SOURCE_LINE, "Table text")
"""Styles that the template does not have."""
REFUSED = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 refuses: control characters and halves of a surrogate pair."""


def clean(text: object) -> str:
    """Text as a document may have it, on one line and without control characters."""
    return " ".join(REFUSED.sub("", str(text)).split())


def start_document(title: str, author: str, footer: str, blank: Callable[[], bytes] | None = None) -> Document:
    """An empty A4 document with the styles, the language, the page numbers and the properties of a report.

    ``blank`` gives the file that it begins as; if left out, that is ``blank_annex``.
    """
    document = new_document(BytesIO((blank or blank_annex)()))
    _number_pages(document.sections[0].footer.paragraphs[0], clean(footer))
    set_properties(document, title, author)
    return document


@cache
def blank_annex() -> bytes:
    """A file with the styles and the language of a report, and an upright page. It is made once: that takes 20 ms."""
    document = new_document()
    _set_styles(document)
    turn(document.sections[0], wide=False)
    return as_bytes(document)


def as_bytes(document: Document) -> bytes:
    """A document as the bytes of its file, which has the date of its making."""
    file = BytesIO()
    document.save(file)
    return file.getvalue()


def _set_styles(document: Document) -> None:
    for name, look in STYLES.items():
        style = _style(document.styles, name)
        style.font.size = Pt(look.size)
        if look.colour is not None:
            style.font.color.rgb = look.colour
        if look.space is not None:
            shape = style.paragraph_format
            shape.space_before, shape.space_after, shape.line_spacing = *map(Pt, look.space), 1.1
        if name not in ADDED:  # the template's captions are slanted
            style.font.italic, style.paragraph_format.keep_with_next = False, look.heads or None
    tabs = _style(document.styles, CONTENTS_LINE).paragraph_format.tab_stops
    tabs.add_tab_stop(Mm(SHORT_SIDE - 2 * MARGIN), WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.DOTS)
    styles = document.styles.element
    _set_each(styles, "w:rFonts", ("ascii", "hAnsi", "cs", "eastAsia"), FONT)  # the template's differ by machine
    _set_each(styles, "w:lang", ("val", "eastAsia"), LANGUAGE)
    for name, part in (("Title", "w:pBdr"), ("Title", "w:spacing"), ("Subtitle", "w:spacing")):
        for drawn in _style(document.styles, name).element.xpath(f"*/{part}"):
            drawn.getparent().remove(drawn)


def _style(styles: Styles, name: str) -> ParagraphStyle:
    """A style by its name. If the document lacks it, it is added, based on the style of plain text."""
    if name not in styles:
        added = cast(ParagraphStyle, styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH))
        added.base_style, added.element.styleId = styles["Normal"], identity_of(name)
    return cast(ParagraphStyle, styles[name])


def _set_each(styles: BaseOxmlElement, tag: str, scripts: tuple[str, ...], value: str) -> None:
    """Give every element of a kind the same value for each script, and remove its other attributes."""
    for element in styles.iter(qn(tag)):
        element.attrib.clear()
        element.attrib.update({qn(f"w:{script}"): value for script in scripts})


def identity_of(style: str) -> str:
    """The id of a style inside a document: ``Heading 2`` is ``Heading2``."""
    return style.title().replace(" ", "") if style[:1].isupper() else style


def add_paragraph(document: Document, text: str, style: str = "Normal", *, kept: bool = False) -> Paragraph:
    """Add a paragraph in a style. ``kept``: it stays on the page of what follows."""
    paragraph = document.add_paragraph(clean(text))  # given the style here, python-docx takes 4 ms to look it up
    paragraph._p.style = identity_of(style)
    if kept:
        paragraph.paragraph_format.keep_with_next = True
    return paragraph


def set_properties(document: Document, title: str, author: str) -> None:
    """Set the title, language and author of a document. Remove its other properties, its dates and its thumbnail."""
    properties = document.core_properties
    properties.title, properties.author = (clean(text)[:TITLE_AT_MOST] for text in (title, author))
    properties.language = LANGUAGE
    properties.last_modified_by = properties.comments = properties.keywords = properties.subject = ""
    for dated in ("created", "modified"):  # a day of making would tell two runs apart, and the template's is not ours
        for element in properties._element.findall(qn(f"dcterms:{dated}")):
            properties._element.remove(element)
    links = stated(document.part.package, "the package of the document").rels
    for key in [key for key, link in links.items() if link.reltype.endswith("/thumbnail")]:
        del links[key]  # a picture of the template's empty page


def turn(section: Section, *, wide: bool) -> None:
    """Set a section's A4 page upright, or on its side where ``wide``."""
    section.orientation = WD_ORIENT.LANDSCAPE if wide else WD_ORIENT.PORTRAIT
    across, down = (LONG_SIDE, SHORT_SIDE) if wide else (SHORT_SIDE, LONG_SIDE)
    section.page_width, section.page_height = Mm(across), Mm(down)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Mm(MARGIN)


def start_section(document: Document, *, wide: bool) -> None:
    """Begin a new page, upright or on its side."""
    turn(document.add_section(WD_SECTION.NEW_PAGE), wide=wide)


def _number_pages(paragraph: Paragraph, footer: str) -> None:
    paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    paragraph.style = SOURCE_LINE
    paragraph.add_run(f"{footer} · Page ")
    _add_field(paragraph, "PAGE", "1")
    paragraph.add_run(" of ")
    _add_field(paragraph, "NUMPAGES", "1")


def _add_field(paragraph: Paragraph, instruction: str, shown: str, *, stale: bool = False) -> None:
    """Add a field that Word keeps up to date, with the text shown at first. A ``stale`` field is updated on opening."""
    of = {qn("w:instr"): f" {instruction} "} | ({qn("w:dirty"): "true"} if stale else {})
    field = OxmlElement("w:fldSimple", of)
    paragraph._p.append(field)
    field.append(paragraph.add_run(shown)._r)


def add_caption(document: Document, kind: str, number: int, words: str, bookmark: str = "") -> None:
    """Add a caption that Word numbers, such as ``Table 3: Cost by year``, kept with what follows it.

    ``bookmark`` is put around ``Table 3``, so that references can name it.
    """
    paragraph = add_paragraph(document, "", "Caption")
    paragraph.add_run(f"{kind} ")
    _add_field(paragraph, rf"SEQ {kind} \* ARABIC", str(number))
    if bookmark:
        add_bookmark(paragraph, bookmark)
    paragraph.add_run(f": {clean(words)}")


def add_bookmark(paragraph: Paragraph, name: str) -> None:
    """Put a bookmark around what a paragraph has so far. Fields refer to the text by the bookmark's name."""
    number = str(crc32(name.encode()) % 2_000_000_000)
    first = paragraph._p.find(qn("w:r"))
    stated(first, "text to mark").addprevious(OxmlElement("w:bookmarkStart", {qn("w:id"): number, qn("w:name"): name}))
    paragraph._p.append(OxmlElement("w:bookmarkEnd", {qn("w:id"): number}))


def add_reference(paragraph: Paragraph, bookmark: str, shown: str) -> None:
    """Add the words inside a bookmark, as a link to it."""
    _add_field(paragraph, rf"REF {bookmark} \h", clean(shown))


def add_page_of(paragraph: Paragraph, bookmark: str) -> None:
    """Add the page number of a bookmark, which Word and LibreOffice count when they open the document."""
    _add_field(paragraph, rf"PAGEREF {bookmark} \h", "\u2013", stale=True)


def add_picture(document: Document, picture: Path, alt: str, name: str, width: float, height: float) -> BaseOxmlElement:
    """Add a picture no larger than width and height, with its alternative text where assistive software looks for it.

    Gives the picture's paragraph, so that the picture can be moved from the end of the document.
    """
    paragraph = add_paragraph(document, "", kept=True)
    shape = paragraph.add_run().add_picture(str(picture))
    scale = min(Mm(width) / shape.width, Mm(height) / shape.height)
    shape.width, shape.height = (Emu(round(side * scale)) for side in (shape.width, shape.height))
    shape._inline.docPr.attrib.update({"descr": clean(alt), "name": clean(name)})
    return paragraph._p


def mark_language(document: Document) -> None:
    """Mark every run of the document and its footer as British English."""
    for part in (document.element, document.sections[0].footer._element):
        for run in part.iter(qn("w:r")):
            properties = run.get_or_add_rPr()
            if properties.find(qn("w:lang")) is None:
                properties.append(OxmlElement("w:lang", {qn("w:val"): LANGUAGE}))


def save_alike(document: Document, path: Path) -> None:
    """Save so that the same content gives the same bytes: the archive has no dates and its entries keep their order.

    python-docx dates each entry by the clock, so its parts are handed to an archive without dates.
    """
    package = stated(document.part.package, "the package of the document")
    for part in package.parts:
        part.before_marshal()
    with ZipFile(path, "w") as file:
        undated = _Undated(file)
        PackageWriter._write_content_types_stream(undated, package.parts)
        PackageWriter._write_pkg_rels(undated, package.rels)
        PackageWriter._write_parts(cast(PhysPkgWriter, undated), package.parts)


class _Undated(NamedTuple):
    """An archive whose entries have no dates, as python-docx writes to it."""

    file: ZipFile

    def write(self, place: PackURI, content: bytes) -> None:
        """Add an entry. A PNG is packed already."""
        entry = ZipInfo(place.membername, FIRST_ZIP_DATE)
        entry.create_system = 3
        self.file.writestr(entry, content, ZIP_STORED if entry.filename.endswith(".png") else ZIP_DEFLATED)
