"""The copy of a Word document from which a PDF is made, changed where LibreOffice would tag it or end a line wrongly.

LibreOffice tags a paragraph by the name of its style. A style with the name of a PDF structure type, such as Note or
Quote, makes a PDF that breaks PDF/UA-1, so that style has another name in the copy. A border around a paragraph is
drawn without a tag, which also breaks PDF/UA-1, so paragraphs in the copy have no borders. LibreOffice may also end a
line between a sign and the pounds after it, so the copy joins the two.
"""

import re
from pathlib import Path
from zipfile import ZipFile

STYLES = "word/styles.xml"
TYPES = (
    "annot art bibentry blockquote code div document figure form formula h h1 h2 h3 h4 h5 h6 index l lbl lbody li link "
    "nonstruct note p part private quote reference ruby sect span table tbody td tfoot th thead toc toci tr warichu"
)
"""The structure types of PDF, in lower case. Caption is left out, since LibreOffice knows Word's own captions."""
STYLE = re.compile(rb'<w:style\b[^>]*w:styleId="([^"]+)"[^>]*>.*?<w:name w:val="([^"]+)"', re.S)
NAMES_A_STYLE = rb'(<w:(?:pStyle|rStyle|tblStyle|basedOn|next|link) w:val="|w:styleId=")%s(?=")'
FURTHER = b" text"
SIGN, JOINER = re.compile("(\u2212|[+])(?=\u00a3)".encode()), "\u2060".encode()
BORDERS, WITH_BORDERS = re.compile(rb"<w:pBdr>.*?</w:pBdr>", re.S), (STYLES, "word/document.xml")


def copy_for_pdf(document: Path, copy: Path) -> None:
    """Copy a document. In the copy no style has the name of a PDF structure type, and no paragraph has a border.

    No line ends between a sign and the pounds after it.
    """
    with ZipFile(document) as file:
        renamed = [
            (identity, name)
            for identity, name in STYLE.findall(file.read(STYLES))
            if name.decode().casefold() in TYPES.split()
        ]
        with ZipFile(copy, "w") as target:
            for entry in file.infolist():
                part = file.read(entry)
                if entry.filename.startswith("word/") and entry.filename.endswith(".xml"):
                    part = SIGN.sub(rb"\1" + JOINER, _with_names(part, renamed))
                if entry.filename in WITH_BORDERS:
                    part = BORDERS.sub(b"", part)
                target.writestr(entry, part)


def _with_names(part: bytes, renamed: list[tuple[bytes, bytes]]) -> bytes:
    for identity, name in renamed:
        part = re.sub(NAMES_A_STYLE % re.escape(identity), rb"\g<1>%sText" % identity, part)
        part = part.replace(b'<w:name w:val="%s"' % name, b'<w:name w:val="%s%s"' % (name, FURTHER))
    return part
