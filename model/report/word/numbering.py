"""Numbered paragraphs of a Word document: one list of several levels, each tied to a style, so that pasting keeps it.

1. is a heading, 1.1 a paragraph, and (a) a line under it. The numbers belong to the styles. So text that is pasted into
a council's own document, under styles of the same names, takes that document's numbers.
"""

from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.styles.style import ParagraphStyle

Level = tuple[str, str, int, int]
"""A level: its kind of number, the number's form and indent, and the further indent of the text (1/20 of a point)."""
LEVELS: tuple[Level, ...] = (
    ("decimal", "%1.", 0, 680),
    ("decimal", "%1.%2", 0, 680),
    ("lowerLetter", "(%3)", 680, 454),
)
BELOW_THEIRS: tuple[Level, ...] = (("decimal", "%1.", 0, 680), ("lowerLetter", "(%2)", 680, 454))
"""The levels under headings that have a council's own numbers. Paragraph numbers do not begin again at a heading."""


def number_styles(document: Document, styles: tuple[ParagraphStyle, ...]) -> None:
    """Number the paragraphs of three styles, one for each level. Headings that have numbers already keep them."""
    heading, *below = styles
    if heading.element.pPr is not None and heading.element.pPr.numPr is not None:
        _number(document, tuple(below), BELOW_THEIRS)
    else:
        _number(document, styles, LEVELS)


def _number(document: Document, styles: tuple[ParagraphStyle, ...], of_levels: tuple[Level, ...]) -> None:
    numbering = document.part.numbering_part.element
    taken = [int(one.get(qn("w:abstractNumId"))) for one in numbering.iter(qn("w:abstractNum"))]
    used = [int(one.get(qn("w:numId"))) for one in numbering.iter(qn("w:num"))]
    list_, number = max(taken, default=0) + 1, max(used, default=0) + 1
    levels = "".join(
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/><w:pStyle w:val="{style.style_id}"/>'
        f'<w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/><w:pPr><w:ind w:left="{left + hanging}" '
        f'w:hanging="{hanging}"/></w:pPr></w:lvl>'
        for level, ((kind, text, left, hanging), style) in enumerate(zip(of_levels, styles, strict=True))
    )
    abstract = parse_xml(
        f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{list_}"><w:multiLevelType w:val="multilevel"/>{levels}'
        "</w:abstractNum>"
    )
    first = numbering.find(qn("w:num"))
    if first is None:
        numbering.append(abstract)
    else:  # every abstract list comes before the first list
        first.addprevious(abstract)
    numbering.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="{number}"><w:abstractNumId w:val="{list_}"/></w:num>'))
    for level, style in enumerate(styles):
        properties = style.element.get_or_add_pPr()
        if properties.find(qn("w:numPr")) is None:
            numbered = properties.get_or_add_numPr()
            numbered.get_or_add_ilvl().val, numbered.get_or_add_numId().val = level, number
