"""A heading that LibreOffice puts at the end of a page, without its text, begins the next page instead.

LibreOffice keeps a heading with what follows, as Word does, but can fail to when it lays out a page again. The tags of
the PDF say on which page each heading is, and what follows it.
"""

import re
from collections.abc import Collection
from itertools import pairwise
from pathlib import Path

ELEMENT = re.compile(rb"/Type/StructElem\s+/S/(\S+)(?:(?!endobj).)*?/Pg (\d+) 0 R", re.S)
BOOKMARK = re.compile(rb"/Title<([0-9A-F]+)>\s*/Dest\[(\d+) 0 R")
TAGGED_HEADING, STYLED_HEADING = re.compile(rb"H[1-6]"), "heading"


def alone_at_an_end(pdf: bytes) -> set[str]:
    """The PDF bookmark's title of each heading that ends a page while its text or picture is on the next page."""
    last_of_page = {page: bytes.fromhex(title.decode()).decode("utf-16") for title, page in BOOKMARK.findall(pdf)}
    return {
        last_of_page[page]
        for (kind, page), (_, next_page) in pairwise(ELEMENT.findall(pdf))
        if TAGGED_HEADING.fullmatch(kind) and page != next_page and page in last_of_page
    }


def begin_pages(document: Path, headings: Collection[str]) -> bool:
    """Put each of these headings on a new page, with any headings that come directly before it.

    Gives whether the document has any of the headings.
    """
    if not headings:
        return False
    from docx import Document

    opened = Document(str(document))
    first, begun = None, False
    for paragraph in opened.paragraphs:
        style = paragraph.style
        if style is None or not (style.name or "").casefold().startswith(STYLED_HEADING):
            first = None
            continue
        first = first or paragraph
        if paragraph.text.strip() and any(heading.endswith(paragraph.text.strip()) for heading in headings):
            first.paragraph_format.page_break_before = begun = True
    opened.save(str(document))
    return begun
