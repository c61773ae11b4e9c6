"""Fields and places of a Word document as XML: captions that Word numbers, references to them, and content controls.

Each function gives the XML of runs, to be put into a paragraph; text is cleaned and escaped.
"""

from xml.sax.saxutils import escape, quoteattr
from zlib import crc32

from model.report.word.parts import LANGUAGE, clean

SHADE = "FFF2CC"
"""Behind what is still to be filled: 15:1 against black."""


def run(text: str, properties: str = "") -> str:
    """Plain text as a run; spaces at its ends count."""
    kept = f" {clean(text)}" if text[:1].isspace() else clean(text)
    kept = f"{kept} " if text[-1:].isspace() and text.strip() else kept
    return f'<w:r>{_properties(properties)}<w:t xml:space="preserve">{escape(kept)}</w:t></w:r>'


def field(instruction: str, shown: str) -> str:
    """A field that Word and LibreOffice keep up to date, with what it shows until then."""
    asked = _part(f'<w:instrText xml:space="preserve"> {instruction} </w:instrText>')
    begin, separate, end = (_part(f'<w:fldChar w:fldCharType="{kind}"/>') for kind in ("begin", "separate", "end"))
    return f"{begin}{asked}{separate}{run(shown)}{end}"


def _part(content: str) -> str:
    return f"<w:r>{_properties()}{content}</w:r>"


def bookmarked(name: str, runs: str) -> str:
    """Runs within a bookmark, by whose name fields refer to them."""
    number = crc32(name.encode()) % 100_000
    return f'<w:bookmarkStart w:id="{number}" w:name={quoteattr(name)}/>{runs}<w:bookmarkEnd w:id="{number}"/>'


def numbered(kind: str, number: int, bookmark: str) -> str:
    """``Table 3`` as a bookmark, its number by a field."""
    return bookmarked(bookmark, run(f"{kind} ") + field(rf"SEQ {kind} \* ARABIC", str(number)))


def reference(bookmark: str, shown: str) -> str:
    """What a bookmark is around, as a link to it."""
    return field(rf"REF {bookmark} \h", shown)


def content_control(tag: str, title: str, text: str, *, filled: bool) -> str:
    """A place that people fill, on a line; ``tag`` is its key, and stays the same in every run."""
    identity = crc32(tag.encode()) % 2_000_000_000 + 1
    state = "" if filled else "<w:showingPlcHdr/>"
    look = "" if filled else f'<w:shd w:val="clear" w:color="auto" w:fill="{SHADE}"/>'
    return (
        f"<w:sdt><w:sdtPr><w:alias w:val={quoteattr(clean(title))}/><w:tag w:val={quoteattr(tag)}/>"
        f'<w:id w:val="{identity}"/>{state}<w:text/></w:sdtPr><w:sdtContent>{run(text, look)}</w:sdtContent></w:sdt>'
    )


def _properties(look: str = "") -> str:
    return f'<w:rPr>{look}<w:lang w:val="{LANGUAGE}"/></w:rPr>'
