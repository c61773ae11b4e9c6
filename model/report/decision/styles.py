"""The styles of a short report by what they are for: a council's own where its template has them, else ours."""

from dataclasses import dataclass
from typing import cast

from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Pt
from docx.styles.style import BaseStyle, ParagraphStyle

from model.report.word.numbering import number_styles
from model.report.word.parts import DARK_BLUE, FONT, GREY, Look, identity_of

NAMES = {
    "title": "Title",
    "subtitle": "Subtitle",
    "heading": "Heading 1",
    "paragraph": "Numbered paragraph",
    "lettered": "Lettered paragraph",
    "caption": "Caption",
    "cell": "Table text",
    "source": "Source line",
    "table": "Committee table",
}
"""The name of each style in our own document, by what the style is for."""
OF_OURS = "{} of the workbook"
"""The name of a style of ours whose usual name a council's template uses for another kind, such as characters."""
LOOKS = {
    "title": Look(18, DARK_BLUE, (0, 2)),
    "subtitle": Look(12, GREY, (0, 6)),
    "heading": Look(13, DARK_BLUE, (8, 3)),
    "paragraph": Look(12, None, (0, 5), heads=False),
    "lettered": Look(12, None, (0, 3), heads=False),
    "caption": Look(11, DARK_BLUE, (5, 2)),
    "cell": Look(10.5, None, (1, 1), heads=False),
    "source": Look(10.5, GREY, (2, 6), heads=False),
}
NUMBERED = ("heading", "paragraph", "lettered")
TABLE = """<w:style {space} w:type="table" w:customStyle="1" w:styleId="{identity}"><w:name w:val="{name}"/>
<w:uiPriority w:val="59"/><w:qFormat/>
<w:tblPr><w:tblCellMar><w:left w:w="108" w:type="dxa"/><w:right w:w="108" w:type="dxa"/></w:tblCellMar><w:tblBorders>
<w:bottom w:val="single" w:sz="8" w:space="0" w:color="12436D"/>
<w:insideH w:val="single" w:sz="4" w:space="0" w:color="7F7F7F"/></w:tblBorders></w:tblPr>
<w:tblStylePr w:type="firstRow"><w:rPr><w:b/></w:rPr><w:tcPr><w:tcBorders>
<w:bottom w:val="single" w:sz="12" w:space="0" w:color="12436D"/></w:tcBorders></w:tcPr></w:tblStylePr>
<w:tblStylePr w:type="lastRow"><w:rPr><w:b/></w:rPr><w:tcPr><w:tcBorders>
<w:top w:val="single" w:sz="12" w:space="0" w:color="12436D"/></w:tcBorders></w:tcPr></w:tblStylePr></w:style>"""


@dataclass(frozen=True)
class Styles:
    """The style of each purpose in a document, and the purposes for which a style of ours is used."""

    of: dict[str, str]
    """The id of the style for each purpose. A paragraph refers to its style by this id."""
    fallen_back: tuple[str, ...] = ()


def styles_in(document: Document, theirs: dict[str, str] | None = None) -> Styles:
    """The styles of a document, with those that it lacks added. ``theirs`` maps a purpose to a council's style.

    None means a document of our own, whose styles get our looks. A council's styles are never changed.
    """
    known = {style.name: style for style in document.styles}
    found, added = {}, []
    for purpose, name in NAMES.items():
        wanted = (theirs or {}).get(purpose, name)
        if wanted in known and theirs is not None and _is_of_kind(known[wanted], purpose):
            found[purpose] = known[wanted].style_id
            continue
        added.append(purpose)
        if name in known and not _is_of_kind(known[name], purpose):
            name = OF_OURS.format(name)
        found[purpose] = _add_table(document, name) if purpose == "table" else _add(document, name, LOOKS[purpose])
    by_identity = {style.style_id: cast(ParagraphStyle, style) for style in document.styles}
    number_styles(document, tuple(by_identity[found[purpose]] for purpose in NUMBERED))
    return Styles(found, tuple(added) if theirs is not None else ())


def _is_of_kind(style: BaseStyle, purpose: str) -> bool:
    return style.type == (WD_STYLE_TYPE.TABLE if purpose == "table" else WD_STYLE_TYPE.PARAGRAPH)


def _add(document: Document, name: str, look: Look) -> str:
    """Add a paragraph style with our look.

    A style that already has this name is changed only in our own document.
    """
    styles = document.styles
    if name not in styles:
        style = cast(ParagraphStyle, styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH))
        plain = styles.default(WD_STYLE_TYPE.PARAGRAPH)
        style.base_style, style.element.styleId = cast(ParagraphStyle, plain), identity_of(name)
    style = cast(ParagraphStyle, styles[name])
    style.font.name, style.font.size, style.font.italic = FONT, Pt(look.size), False
    if look.colour is not None:
        style.font.color.rgb = look.colour
    shape = style.paragraph_format
    if look.space is not None:
        shape.space_before, shape.space_after = map(Pt, look.space)
    shape.line_spacing, shape.keep_with_next = 1.0, look.heads or None
    return style.style_id


def _add_table(document: Document, name: str) -> str:
    """Our table style, called ``name``: a heavy line under the header, thin ones between rows, none at the sides."""
    identity = identity_of(name)
    if all(style.style_id != identity for style in document.styles):
        document.styles.element.append(parse_xml(TABLE.format(space=nsdecls("w"), identity=identity, name=name)))
    return identity
