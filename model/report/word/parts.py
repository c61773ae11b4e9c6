"""The parts of a Word document that python-docx leaves out: captions, headed tables, described pictures, fixed bytes.

Nothing here knows what is reported. Sizes are in millimetres; text is set in Arial, marked as British English.
"""

import re
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from docx import Document as new_document
from docx.document import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.text.paragraph import Paragraph

LANGUAGE, FONT = "en-GB", "Arial"
DARK_BLUE, GREY = RGBColor(0x12, 0x43, 0x6D), RGBColor(0x3D, 0x3D, 0x3D)
SHORT_SIDE, LONG_SIDE, MARGIN = 210, 297, 18
SIZES = {"Normal": 10.5, "Title": 22, "Subtitle": 11, "Heading 1": 16, "Heading 2": 13, "Heading 3": 11, "Caption": 9.5}
OWN_STYLES = {"Note": (9, GREY), "Table text": (8.5, None)}
FIRST_ZIP_DATE = (1980, 1, 1, 0, 0, 0)
TITLE_AT_MOST = 255
"""Characters of a title in a file's properties, by the Open Packaging Conventions as python-docx keeps them."""

REFUSED = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 refuses: control characters and halves of a surrogate pair."""


def clean(text: object) -> str:
    """Text as a document can hold it, on one line: control characters are taken out, and nothing is run."""
    return " ".join(REFUSED.sub("", str(text)).split())


def start_document(title: str, author: str, footer: str) -> Document:
    """An empty A4 document with the styles, the language, the page numbers and the properties of a report."""
    document = new_document()
    _set_styles(document)
    section = document.sections[0]
    turn(section, wide=False)
    _number_pages(section.footer.paragraphs[0], clean(footer))
    _set_properties(document, clean(title)[:TITLE_AT_MOST], clean(author)[:TITLE_AT_MOST])
    return document


def _set_styles(document: Document) -> None:
    styles = document.styles
    for name, (size, colour) in OWN_STYLES.items():
        styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH).base_style = styles["Normal"]
        styles[name].element.styleId = identity_of(name)
        styles[name].font.size = Pt(size)
        if colour is not None:
            styles[name].font.color.rgb = colour
    for fonts in styles.element.iter(qn("w:rFonts")):  # the template names its theme's fonts, which differ by machine
        fonts.attrib.clear()
        for script in ("ascii", "hAnsi", "cs", "eastAsia"):
            fonts.set(qn(f"w:{script}"), FONT)
    for language in styles.element.iter(qn("w:lang")):
        language.attrib.clear()
        for script in ("val", "eastAsia"):
            language.set(qn(f"w:{script}"), LANGUAGE)
    for name, size in SIZES.items():
        style = styles[name]
        style.font.size, style.font.italic = Pt(size), False
        if name != "Normal":
            style.font.color.rgb = GREY if name == "Subtitle" else DARK_BLUE
            style.paragraph_format.keep_with_next = True
    _space(styles, "Normal", 0, 5)
    _space(styles, "Heading 1", 16, 5)
    _space(styles, "Heading 2", 12, 4)
    _space(styles, "Heading 3", 8, 2)
    _space(styles, "Caption", 8, 3)
    _space(styles, "Note", 3, 6)
    _space(styles, "Table text", 1.5, 1.5)
    for name, part in (("Title", "w:pBdr"), ("Title", "w:spacing"), ("Subtitle", "w:spacing")):
        for place in ("w:pPr", "w:rPr"):
            for drawn in styles[name].element.find(qn(place)).findall(qn(part)):
                drawn.getparent().remove(drawn)


def identity_of(style: str) -> str:
    """How a style is named inside a document: ``Heading 2`` is ``Heading2``."""
    return style.title().replace(" ", "") if style[:1].isupper() else style


def add_paragraph(document: Document, text: str, style: str = "Normal", *, kept: bool = False) -> Paragraph:
    """A paragraph in a style; ``kept`` on the page of what follows."""
    paragraph = document.add_paragraph(clean(text))  # given the style here, python-docx takes 4 ms to look it up
    paragraph._p.style = identity_of(style)
    if kept:
        paragraph.paragraph_format.keep_with_next = True
    return paragraph


def _space(styles: object, name: str, before: float, after: float) -> None:
    shape = styles[name].paragraph_format
    shape.space_before, shape.space_after, shape.line_spacing = Pt(before), Pt(after), 1.1


def _set_properties(document: Document, title: str, author: str) -> None:
    properties = document.core_properties
    properties.title, properties.language, properties.author = title, LANGUAGE, author
    properties.last_modified_by = properties.comments = properties.keywords = properties.subject = ""
    for dated in ("created", "modified"):  # a day of making would tell two runs apart, and the template's is not ours
        for element in properties._element.findall(qn(f"dcterms:{dated}")):
            properties._element.remove(element)
    for key, held in list(document.part.package.rels.items()):
        if held.reltype.endswith("/thumbnail"):  # a picture of the template's empty page
            del document.part.package.rels[key]


def turn(section: object, *, wide: bool) -> None:
    """Set a section's A4 page upright, or on its side where ``wide``."""
    section.orientation = WD_ORIENT.LANDSCAPE if wide else WD_ORIENT.PORTRAIT
    across, down = (LONG_SIDE, SHORT_SIDE) if wide else (SHORT_SIDE, LONG_SIDE)
    section.page_width, section.page_height = Mm(across), Mm(down)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Mm(MARGIN)


def start_section(document: Document, *, wide: bool) -> None:
    """Go on to a new page, upright or on its side."""
    turn(document.add_section(WD_SECTION.NEW_PAGE), wide=wide)


def _number_pages(paragraph: Paragraph, footer: str) -> None:
    paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    paragraph.style = "Note"
    paragraph.add_run(f"{footer} · Page ")
    _add_field(paragraph, "PAGE", "1")
    paragraph.add_run(" of ")
    _add_field(paragraph, "NUMPAGES", "1")


def _add_field(paragraph: Paragraph, instruction: str, shown: str) -> None:
    """A field that Word keeps up to date, with what it shows until then."""
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), f" {instruction} ")
    paragraph._p.append(field)
    field.append(paragraph.add_run(shown)._r)


def add_caption(document: Document, kind: str, number: int, words: str) -> None:
    """A caption that Word numbers, such as ``Table 3: Cost by year``, kept with what follows it."""
    paragraph = add_paragraph(document, "", "Caption")
    paragraph.add_run(f"{kind} ")
    _add_field(paragraph, rf"SEQ {kind} \* ARABIC", str(number))
    paragraph.add_run(f": {clean(words)}")


def add_picture(document: Document, picture: Path, alt: str, name: str, width: float, height: float) -> None:
    """A picture no larger than width and height, with its alternative text where assistive software looks for it."""
    paragraph = add_paragraph(document, "", kept=True)
    shape = paragraph.add_run().add_picture(str(picture))
    scale = min(Mm(width) / shape.width, Mm(height) / shape.height)
    shape.width, shape.height = round(shape.width * scale), round(shape.height * scale)
    described = shape._inline.docPr
    described.set("descr", clean(alt))
    described.set("name", clean(name))


def mark_language(document: Document) -> None:
    """Mark every run of the document and its footer as British English."""
    for part in (document.element, document.sections[0].footer._element):
        for run in part.iter(qn("w:r")):
            properties = run.get_or_add_rPr()
            if properties.find(qn("w:lang")) is not None:
                continue
            language = OxmlElement("w:lang")
            language.set(qn("w:val"), LANGUAGE)
            properties.append(language)


def save_alike(document: Document, path: Path) -> None:
    """Save so that the same content gives the same bytes: no date in the archive, and its entries as they come."""
    document.save(str(path))
    with ZipFile(path) as made:
        entries = [(entry.filename, made.read(entry)) for entry in made.infolist()]
    with ZipFile(path, "w") as file:
        for name, content in entries:
            entry = ZipInfo(name, FIRST_ZIP_DATE)
            entry.compress_type = ZIP_STORED if name.endswith(".png") else ZIP_DEFLATED  # a PNG is packed already
            entry.create_system = 3
            file.writestr(entry, content)
